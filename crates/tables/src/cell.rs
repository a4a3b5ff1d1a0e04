//! The value of one column in one row, between a row's own type and the file.

use jiff::civil::Date;

/// The type of a column. Flat types only, so that every dashboard tool can read the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// BOOLEAN.
    Boolean,
    /// INT64.
    Integer,
    /// DOUBLE.
    Number,
    /// DATE.
    Date,
    /// UTF-8.
    Text,
}

impl Kind {
    /// The type's name in a Frictionless table schema.
    pub fn frictionless(self) -> &'static str {
        match self {
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Date => "date",
            Self::Text => "string",
        }
    }
}

/// One value. `Null` is null, never an empty text and never a zero.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// No value.
    Null,
    /// A truth value.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A number.
    Number(f64),
    /// A day.
    Date(Date),
    /// A text.
    Text(String),
}

impl Cell {
    /// The value as JSON has it: ISO 8601 for dates.
    pub(crate) fn to_json(&self) -> serde_json::Value {
        match self {
            Self::Null => serde_json::Value::Null,
            Self::Boolean(value) => (*value).into(),
            Self::Integer(value) => (*value).into(),
            Self::Number(value) => (*value).into(),
            Self::Date(value) => value.to_string().into(),
            Self::Text(value) => value.as_str().into(),
        }
    }

    /// The value as CSV has it: empty for null, ISO 8601 for dates, the shortest text that reads back as the same number.
    pub(crate) fn to_csv(&self) -> String {
        match self {
            Self::Null => String::new(),
            Self::Boolean(value) => value.to_string(),
            Self::Integer(value) => value.to_string(),
            Self::Number(value) => value.to_string(),
            Self::Date(value) => value.to_string(),
            Self::Text(value) => value.clone(),
        }
    }
}

/// A type that a column can have in a row.
pub trait Value: Sized {
    /// The column's type in the file.
    const KIND: Kind;
    /// Can it be null?
    const NULLABLE: bool = false;

    /// The value for the file.
    fn cell(&self) -> Cell;

    /// The value from the file; a cell of another type reads as null, and null as the least value where none is allowed.
    fn of(cell: Cell) -> Self;
}

impl Value for bool {
    const KIND: Kind = Kind::Boolean;

    fn cell(&self) -> Cell {
        Cell::Boolean(*self)
    }

    fn of(cell: Cell) -> Self {
        matches!(cell, Cell::Boolean(true))
    }
}

impl Value for u64 {
    const KIND: Kind = Kind::Integer;

    fn cell(&self) -> Cell {
        Cell::Integer(i64::try_from(*self).unwrap_or(i64::MAX))
    }

    fn of(cell: Cell) -> Self {
        if let Cell::Integer(value) = cell { value.try_into().unwrap_or(0) } else { 0 }
    }
}

impl Value for f64 {
    const KIND: Kind = Kind::Number;

    /// What is not finite has no place in a table and becomes null.
    fn cell(&self) -> Cell {
        if self.is_finite() { Cell::Number(*self) } else { Cell::Null }
    }

    fn of(cell: Cell) -> Self {
        if let Cell::Number(value) = cell { value } else { 0.0 }
    }
}

impl Value for Date {
    const KIND: Kind = Kind::Date;

    fn cell(&self) -> Cell {
        Cell::Date(*self)
    }

    fn of(cell: Cell) -> Self {
        if let Cell::Date(value) = cell { value } else { Self::ZERO }
    }
}

impl Value for String {
    const KIND: Kind = Kind::Text;

    fn cell(&self) -> Cell {
        Cell::Text(self.clone())
    }

    fn of(cell: Cell) -> Self {
        if let Cell::Text(value) = cell { value } else { Self::new() }
    }
}

impl<T: Value> Value for Option<T> {
    const KIND: Kind = T::KIND;
    const NULLABLE: bool = true;

    fn cell(&self) -> Cell {
        self.as_ref().map_or(Cell::Null, Value::cell)
    }

    fn of(cell: Cell) -> Self {
        if cell == Cell::Null { None } else { Some(T::of(cell)) }
    }
}
