//! Groups too small to be shown, and further ones that would give them away: `c`, and empty cells.

use std::collections::BTreeSet;

use statistics::suppression::{Cell, Margin, RELIABLE_EMPLOYERS_N, SHARE_FLOOR, Status, secondary, share_status};

use super::SkillsByGroup;
use super::ask::Ask;
use super::tally::Group;

/// A group and a way of asking.
type Key = (&'static str, String, &'static str);

/// The groups of one dimension for one way of asking, each with its cell.
struct Partition {
    cells: Vec<(Key, Cell)>,
}

impl Partition {
    fn group_by(&self) -> &'static str {
        self.cells.first().map_or("", |(key, _)| key.0)
    }
}

/// All groups, and which of them add up to which.
pub(super) struct Hiding {
    totals: [Cell; Ask::ALL.len()],
    partitions: Vec<Partition>,
}

fn cell(group: &Group, ask: Ask) -> Cell {
    let base = group.base(ask);
    let suppressed = share_status(base.n, base.clusters, 0.0) == Status::Suppressed;
    Cell { vacancies_n: base.n, employers_n: base.clusters, suppressed }
}

impl Hiding {
    pub(super) fn new(all: &Group) -> Self {
        Self { totals: Ask::ALL.map(|ask| cell(all, ask)), partitions: Vec::new() }
    }

    pub(super) fn add(&mut self, group_by: &'static str, values: &[&str], groups: &[Group]) {
        for ask in Ask::ALL {
            let key = |value: &str| (group_by, value.to_owned(), ask.as_str());
            let cells = values.iter().zip(groups).map(|(value, group)| (key(value), cell(group, ask))).collect();
            self.partitions.push(Partition { cells });
        }
    }

    /// The groups that must not be shown. Every dimension adds up to all vacancies, and quarters to their years.
    fn hidden(&self) -> BTreeSet<(&str, &str, &str)> {
        let mut hidden = BTreeSet::new();
        for (at, total) in self.totals.iter().enumerate() {
            let of_ask = || self.partitions.iter().skip(at).step_by(Ask::ALL.len());
            let named = |name: &str| of_ask().find(|partition| partition.group_by() == name);
            for partition in of_ask().filter(|partition| partition.group_by() != "year") {
                let years = named("year").filter(|_| partition.group_by() == "quarter");
                hidden.extend(hidden_of(*total, partition, years));
            }
        }
        hidden
    }

    /// Empties what must not be shown, and gives every row its letter.
    pub(super) fn hide(&self, tables: &mut SkillsByGroup) {
        let hidden = self.hidden();
        for row in &mut tables.frequencies {
            let is_hidden = hidden.contains(&(row.group_by.as_str(), row.group_value.as_str(), row.requirement.as_str()));
            let half_width = row.share.zip(row.share_lo).zip(row.share_hi).map(|((share, lo), hi)| (share - lo).max(hi - share));
            let status = if is_hidden { Status::Suppressed } else { share_status(row.vacancies_n, row.employers_n, half_width.unwrap_or(1.0)) };
            if status == Status::Suppressed {
                row.empty();
            }
            status.as_str().clone_into(&mut row.status);
        }
        for row in &mut tables.contrasts {
            let is_hidden = hidden.contains(&(row.group_by.as_str(), row.group_value.as_str(), Ask::Any.as_str()));
            let least = row.n_in.min(row.n_rest);
            let status = if is_hidden { Status::Suppressed } else { share_status(least, RELIABLE_EMPLOYERS_N, 0.0) };
            if status == Status::Suppressed {
                row.empty();
            }
            status.as_str().clone_into(&mut row.status);
        }
    }
}

/// The hidden groups of a partition of all vacancies, and of the years with it where its groups are quarters.
fn hidden_of<'p>(total: Cell, partition: &'p Partition, years: Option<&'p Partition>) -> Vec<(&'p str, &'p str, &'p str)> {
    let named: Vec<&(Key, Cell)> = partition.cells.iter().chain(years.iter().flat_map(|years| &years.cells)).collect();
    let cells: Vec<Cell> = named.iter().map(|(_, cell)| *cell).chain([total]).collect();
    let parts_n = partition.cells.len();
    let total = named.len();
    let mut margins = vec![Margin { total, parts: (0..parts_n).collect() }];
    if years.is_some() {
        margins.push(Margin { total, parts: (parts_n..total).collect() });
        for year in parts_n..total {
            let of_year = |quarter: &usize| named[*quarter].0.1.strip_prefix(&named[year].0.1).is_some_and(|rest| rest.starts_with("-Q"));
            margins.push(Margin { total: year, parts: (0..parts_n).filter(of_year).collect() });
        }
    }
    let further = secondary(&cells, &margins, SHARE_FLOOR);
    let hidden = (0..total).filter(|at| cells[*at].suppressed || further.contains(at));
    hidden.map(|at| (named[at].0.0, named[at].0.1.as_str(), named[at].0.2)).collect()
}
