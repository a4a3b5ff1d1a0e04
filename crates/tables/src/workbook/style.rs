//! How cells look: number formats by unit, widths by content.

use jiff::civil::Date;
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, XlsxError};

use crate::catalog::Column;
use crate::cell::Kind;
use crate::unit::Unit;

/// The formats of the workbook.
pub(super) struct Style {
    pub(super) title: Format,
    pub(super) header: Format,
    pub(super) label: Format,
    pub(super) wrapped: Format,
    pub(super) warning: Format,
}

impl Style {
    pub(super) fn new() -> Self {
        let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        Self {
            title: Format::new().set_bold().set_font_size(16),
            header: Format::new().set_bold().set_background_color("E8EEF4"),
            label: Format::new().set_bold().set_align(FormatAlign::Top),
            warning: wrapped.clone().set_bold().set_font_color("9C0006"),
            wrapped,
        }
    }
}

/// The number format of a column.
pub(super) fn format(column: &Column, unit: Unit) -> Format {
    let number = match (column.kind, unit) {
        (Kind::Date, _) => "yyyy-mm-dd",
        (_, Unit::Share) => "0.0%",
        (_, Unit::Points) => "+0.0\" pp\";-0.0\" pp\";0.0\" pp\"",
        (_, Unit::PointsPerYear) => "+0.0\" pp/year\";-0.0\" pp/year\";0.0\" pp/year\"",
        (_, Unit::PerYear) => "#,##0",
        // A count has no comma where it names something: a year, a place in an order.
        (_, Unit::Count) if column.name.ends_with("_n") => "#,##0",
        (_, Unit::Count) => "0",
        (_, Unit::Probability) => "0.0000",
        (_, Unit::Number) => "0.000",
        (_, Unit::None) => "General",
    };
    Format::new().set_num_format(number)
}

/// Excel's calendar begins in 1900 and ends in 9999; other days are written as text.
pub(super) fn is_excel_date(day: Date) -> bool {
    (1900..=9999).contains(&day.year())
}

/// The day as Excel has it.
pub(super) fn excel_date(day: Date) -> Result<ExcelDateTime, XlsxError> {
    ExcelDateTime::from_ymd(day.year().unsigned_abs(), day.month().unsigned_abs(), day.day().unsigned_abs())
}
