//! Which cells of a table may be shown, and which others must be hidden so that none can be worked out from the margins.
//!
//! The floors are those of UK official statistics on small businesses in spirit: a cell is about vacancies, but what it could give away is
//! an employer. Secondary suppression is the complementary cell suppression of Willenborg & de Waal (2001, *Elements of Statistical
//! Disclosure Control*, ch. 6), solved greedily.

mod elimination;

use elimination::Equations;

/// A cell of at least this many vacancies is reliable.
pub const RELIABLE_VACANCIES_N: u64 = 20;
/// A cell of at least this many employers is reliable.
pub const RELIABLE_EMPLOYERS_N: u64 = 10;
/// A share whose interval reaches farther than this to either side, as a share, is unreliable.
pub const WIDEST_HALF_WIDTH: f64 = 0.15;

/// The fewest vacancies and employers that a cell may be about and still be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Floor {
    /// Vacancies.
    pub vacancies_n: u64,
    /// Employers.
    pub employers_n: u64,
}

/// The floor of every share.
pub const SHARE_FLOOR: Floor = Floor { vacancies_n: 10, employers_n: 5 };
/// The floor of every figure of pay.
pub const PAY_FLOOR: Floor = Floor { vacancies_n: 5, employers_n: 5 };

/// How far a published estimate can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Shown.
    Ok,
    /// Shown, but of low reliability.
    Unreliable,
    /// Too few vacancies or employers: not shown.
    Suppressed,
    /// There is no vacancy to speak of, so there is nothing to show and nothing to protect.
    Unavailable,
}

impl Status {
    /// The letters of the UK government's shorthand that the tables carry: `ok`, `u`, `c` or `x`.
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Ok => "ok",
            Status::Unreliable => "u",
            Status::Suppressed => "c",
            Status::Unavailable => "x",
        }
    }
}

/// The status of a share of `vacancies_n` vacancies of `employers_n` employers, whose interval reaches `half_width` (0–1) to its farther side.
///
/// `c` below 10 vacancies or 5 employers; `u` below 20 vacancies or 10 employers, or past 15 points; `x` without vacancies. A half-width that
/// is no number is too wide.
pub fn share_status(vacancies_n: u64, employers_n: u64, half_width: f64) -> Status {
    let narrow = half_width <= WIDEST_HALF_WIDTH;
    match floored(vacancies_n, employers_n, SHARE_FLOOR) {
        Status::Ok if vacancies_n < RELIABLE_VACANCIES_N || employers_n < RELIABLE_EMPLOYERS_N || !narrow => Status::Unreliable,
        other => other,
    }
}

/// The status of a figure of pay that `vacancies_n` vacancies of `employers_n` employers state: `ok`, `c` or `x`.
pub fn pay_status(vacancies_n: u64, employers_n: u64) -> Status {
    floored(vacancies_n, employers_n, PAY_FLOOR)
}

fn floored(vacancies_n: u64, employers_n: u64, floor: Floor) -> Status {
    if vacancies_n == 0 {
        Status::Unavailable
    } else if vacancies_n < floor.vacancies_n || employers_n < floor.employers_n {
        Status::Suppressed
    } else {
        Status::Ok
    }
}

/// One cell of a table whose margins are published with it. Totals are cells too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// Vacancies in the cell.
    pub vacancies_n: u64,
    /// Employers in the cell.
    pub employers_n: u64,
    /// Whether its own numbers already forbid to show it.
    pub suppressed: bool,
}

/// A sum that a reader knows: the vacancies of the cell `total` are those of the cells `parts`, each counted once.
///
/// Cells are named by their place in the slice. A partition is one margin ([`one_way`]); groups crossed with something else are one margin a
/// row and one a column ([`two_way`]); quarters within years are one a year and one for all. Sums that don't hold, such as a concept and its
/// children, are no margins. A margin that names a place outside the table is passed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Margin {
    /// The cell that holds the sum.
    pub total: usize,
    /// The cells that are added.
    pub parts: Vec<usize>,
}

/// The margin of a partition: cells 0 to `parts_n` − 1, then their total.
pub fn one_way(parts_n: usize) -> Margin {
    Margin { total: parts_n, parts: (0..parts_n).collect() }
}

/// The margins of a crossed table, cells row by row, each row followed by its total, the last row being that of the columns' totals.
pub fn two_way(rows_n: usize, columns_n: usize) -> Vec<Margin> {
    let width = columns_n + 1;
    let across = (0..=rows_n).map(|row| Margin { total: row * width + columns_n, parts: (row * width..row * width + columns_n).collect() });
    let down = (0..=columns_n).map(|column| Margin { total: rows_n * width + column, parts: (0..rows_n).map(|row| row * width + column).collect() });
    across.chain(down).collect()
}

/// The further cells that must be hidden, in ascending order, so that no hidden cell with vacancies follows from the margins.
///
/// Two things are kept out of reach: the exact count of any hidden cell, by any combination of sums (exact linear algebra, so for crossed
/// and nested tables too); and, margin by margin, what the hidden parts have together, where that is below `floor` itself (employers are
/// added, since who is in two cells isn't known here). A hidden cell without vacancies counts as known.
///
/// The rule is greedy and deterministic: as long as something is within reach, hide the cell with the fewest vacancies (at least one; the
/// first among equals) of those that give it away; at last show again, the largest first, every added cell that turns out not to be needed.
pub fn secondary(cells: &[Cell], margins: &[Margin], floor: Floor) -> Vec<usize> {
    let mut hidden: Vec<bool> = cells.iter().map(|cell| cell.suppressed).collect();
    while let Some(next) = betrayer(cells, margins, floor, &hidden) {
        hidden[next] = true;
    }
    let mut added: Vec<usize> = (0..cells.len()).filter(|place| hidden[*place] && !cells[*place].suppressed).collect();
    added.sort_by_key(|place| (std::cmp::Reverse(cells[*place].vacancies_n), *place));
    for place in &added {
        hidden[*place] = false;
        hidden[*place] = betrayer(cells, margins, floor, &hidden).is_some();
    }
    added.retain(|place| hidden[*place]);
    added.sort_unstable();
    added
}

/// The cell to hide next, or `None` when nothing hidden is within reach.
fn betrayer(cells: &[Cell], margins: &[Margin], floor: Floor, hidden: &[bool]) -> Option<usize> {
    let cheapest = |places: &mut dyn Iterator<Item = usize>| {
        places.filter(|place| !hidden[*place] && cells[*place].vacancies_n > 0).min_by_key(|place| (cells[*place].vacancies_n, *place))
    };
    let thin = margins.iter().filter(|margin| is_thin(cells, margin, floor, hidden));
    let by_margin = thin.map(|margin| cheapest(&mut margin.parts.iter().copied().filter(|part| *part < cells.len())).unwrap_or(margin.total)).next();
    by_margin.or_else(|| {
        let unknown: Vec<bool> = cells.iter().zip(hidden).map(|(cell, hidden)| *hidden && cell.vacancies_n > 0).collect();
        Equations::solve(margins, &unknown).determined().find_map(|mut known| cheapest(&mut known))
    })
}

/// Whether the total is shown, and its hidden parts have together too little to be shown as one cell.
fn is_thin(cells: &[Cell], margin: &Margin, floor: Floor, hidden: &[bool]) -> bool {
    let parts = margin.parts.iter().filter(|part| hidden.get(**part) == Some(&true)).map(|part| &cells[*part]);
    let (vacancies_n, employers_n) = parts.fold((0u64, 0u64), |(vacancies_n, employers_n), cell| {
        (vacancies_n.saturating_add(cell.vacancies_n), employers_n.saturating_add(cell.employers_n))
    });
    let below = vacancies_n > 0 && (vacancies_n < floor.vacancies_n || employers_n < floor.employers_n);
    below && hidden.get(margin.total) == Some(&false)
}
