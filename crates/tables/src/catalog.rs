//! What a table is: its name, its grain, its key, and the meaning of each column. The data dictionary is printed from here.

use crate::cell::{Cell, Kind};

/// Who may see a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Record level: stays at home.
    Private,
    /// Safe to publish.
    Public,
}

impl Access {
    /// The folder that holds such tables.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Private => "private",
            Self::Public => "public",
        }
    }
}

/// One column of a table.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Its name; units end it.
    pub name: &'static str,
    /// Its type.
    pub kind: Kind,
    /// Can it be null?
    pub nullable: bool,
    doc: &'static str,
}

impl Column {
    pub(crate) const fn new(name: &'static str, kind: Kind, nullable: bool, doc: &'static str) -> Self {
        Self { name: plain(name), kind, nullable, doc }
    }

    /// What it means, and what null means where that is not plain.
    pub fn doc(&self) -> &'static str {
        self.doc.trim()
    }
}

/// The name of a field without the mark that lets it be a word of the language: `fn` for `r#fn`.
const fn plain(name: &'static str) -> &'static str {
    match name.as_bytes() {
        [b'r', b'#', plain @ ..] => match std::str::from_utf8(plain) {
            Ok(plain) => plain,
            Err(_) => name,
        },
        _ => name,
    }
}

/// A table.
#[derive(Debug)]
pub struct Table {
    /// Its name, and that of its file.
    pub name: &'static str,
    /// Who may see it.
    pub access: Access,
    grain: &'static str,
    /// The columns that name a row, which the rows are sorted by; empty where equal rows may stand several times.
    pub key: &'static [&'static str],
    /// The columns in order.
    pub columns: &'static [Column],
}

impl Table {
    pub(crate) const fn new(
        name: &'static str,
        access: Access,
        grain: &'static str,
        key: &'static [&'static str],
        columns: &'static [Column],
    ) -> Self {
        Self { name, access, grain, key, columns }
    }

    /// What one row is.
    pub fn grain(&self) -> &'static str {
        self.grain.trim()
    }
}

/// A row of a table.
pub trait Row: Sized + Send + Sync {
    /// The table it belongs to.
    const TABLE: &'static Table;

    /// Its values, in the order of the table's columns.
    fn cells(&self) -> Vec<Cell>;

    /// The row with these values; missing ones are null.
    fn from_cells(cells: impl Iterator<Item = Cell>) -> Self;
}

/// A row as a JSON object, its columns in the order of the table.
pub fn to_json<R: Row>(row: &R) -> serde_json::Value {
    let names = R::TABLE.columns.iter().map(|column| column.name.to_owned());
    serde_json::Value::Object(names.zip(row.cells().iter().map(Cell::to_json)).collect())
}

/// Declares a table in one place: the row's type and the columns of its file, each with its meaning, which is both the doc of the field and
/// the entry of the data dictionary.
macro_rules! table {
    (
        #[doc = $grain:literal]
        $access:ident $name:literal $row:ident by [$($key:literal),*] {
            $(#[doc = $doc:literal] $column:ident: $type:ty,)+
        }
    ) => {
        #[doc = $grain]
        #[derive(Debug, Clone, Default, PartialEq)]
        pub struct $row {
            $(#[doc = $doc] pub $column: $type,)+
        }

        impl $crate::catalog::Row for $row {
            const TABLE: &'static $crate::catalog::Table = &$crate::catalog::Table::new(
                $name,
                $crate::catalog::Access::$access,
                $grain,
                &[$($key),*],
                &[$($crate::catalog::Column::new(
                    stringify!($column),
                    <$type as $crate::cell::Value>::KIND,
                    <$type as $crate::cell::Value>::NULLABLE,
                    $doc,
                )),+],
            );

            fn cells(&self) -> Vec<$crate::cell::Cell> {
                vec![$($crate::cell::Value::cell(&self.$column)),+]
            }

            fn from_cells(mut cells: impl Iterator<Item = $crate::cell::Cell>) -> Self {
                Self { $($column: $crate::cell::Value::of(cells.next().unwrap_or($crate::cell::Cell::Null)),)+ }
            }
        }
    };
}
pub(crate) use table;

/// Every table, in the order of the data dictionary.
pub fn tables() -> Vec<&'static Table> {
    use crate::private::{
        CaptureRow, CourseRow, CourseSkillRow, DuplicateRow, FaultRow, GoldReadingRow, MentionRow, ObservationRow, PostingRow, RoundRow,
        StructureEdgeRow, VacancyRow, VacancySkillRow,
    };
    use crate::public::{
        ColumnRow, ConceptRow, ConditionRow, EvidenceRow, FlowRow, PayRow, RunRow, SaturationRow, SensitivityRow, SkillContrastRow,
        SkillFrequencyRow, SkillPairRow, SkillTrendRow, SkillTrendTestRow, SourceRow, StructureRow, TaggerQualityRow, TitleRow, TrainingGapRow,
    };
    vec![
        CaptureRow::TABLE,
        PostingRow::TABLE,
        ObservationRow::TABLE,
        DuplicateRow::TABLE,
        VacancyRow::TABLE,
        StructureEdgeRow::TABLE,
        FaultRow::TABLE,
        MentionRow::TABLE,
        VacancySkillRow::TABLE,
        RoundRow::TABLE,
        CourseRow::TABLE,
        CourseSkillRow::TABLE,
        GoldReadingRow::TABLE,
        RunRow::TABLE,
        SourceRow::TABLE,
        ConceptRow::TABLE,
        ColumnRow::TABLE,
        SkillFrequencyRow::TABLE,
        SkillContrastRow::TABLE,
        SkillPairRow::TABLE,
        SkillTrendRow::TABLE,
        SkillTrendTestRow::TABLE,
        PayRow::TABLE,
        ConditionRow::TABLE,
        StructureRow::TABLE,
        TitleRow::TABLE,
        SaturationRow::TABLE,
        TrainingGapRow::TABLE,
        TaggerQualityRow::TABLE,
        SensitivityRow::TABLE,
        EvidenceRow::TABLE,
        FlowRow::TABLE,
    ]
}
