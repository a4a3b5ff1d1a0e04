//! How firmly a vacancy must ask to be counted.

use crate::corpus::{Asked, Vacancy};

/// The values of the column `requirement`, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ask {
    Any,
    Desired,
    Duty,
    Required,
}

impl Ask {
    pub(crate) const ALL: [Self; 4] = [Self::Any, Self::Desired, Self::Duty, Self::Required];

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::Desired => "desired",
            Self::Duty => "duty",
            Self::Required => "required",
        }
    }

    /// Is the vacancy one of those that are asked? Required and desired can be told apart only where a person specification can be read.
    pub(crate) fn is_asked_of(self, vacancy: &Vacancy) -> bool {
        vacancy.has_person_spec || matches!(self, Self::Any | Self::Duty)
    }

    pub(crate) fn holds(self, asked: Asked) -> bool {
        match self {
            Self::Any => true,
            Self::Desired => asked.is_desired(),
            Self::Duty => asked.is_duty(),
            Self::Required => asked.is_required(),
        }
    }
}
