//! What is paid: `pay`, never a minimum or a maximum.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use statistics::suppression::{Status, pay_status};

use crate::columns::columns;
use crate::corpus::{Corpus, DIMENSIONS};
use crate::error::Result;
use crate::private::VacancyRow;
use crate::public::PayRow;

/// Rows read at a time.
const BATCH_ROWS: usize = 100_000;

/// What a vacancy pays: the middle of its range for a year of full time.
struct Paid {
    currency: String,
    per_year: f64,
}

/// What the vacancies of a group pay in one currency.
#[derive(Default)]
struct Sums {
    per_year: Vec<f64>,
    employers: BTreeSet<u32>,
}

/// The rows of `pay`, sorted by key.
///
/// # Errors
/// `vacancies` is missing or of another shape.
pub(crate) fn pay(dir: &Path, corpus: &Corpus) -> Result<Vec<PayRow>> {
    let paid = paid(dir)?;
    let mut rows = Vec::new();
    for (dimension, group_by) in DIMENSIONS.into_iter().enumerate() {
        let names = &corpus.groups[dimension];
        let mut groups: Vec<(u64, BTreeMap<&str, Sums>)> = (0..names.len()).map(|_| (0, BTreeMap::new())).collect();
        for (vacancy, paid) in corpus.vacancies.iter().zip(&paid) {
            let (vacancies_n, by_currency) = &mut groups[vacancy.groups[dimension] as usize];
            *vacancies_n += 1;
            if let Some(paid) = paid {
                let sums = by_currency.entry(&paid.currency).or_default();
                sums.per_year.push(paid.per_year);
                sums.employers.insert(vacancy.employer);
            }
        }
        for number in names.sorted() {
            let (vacancies_n, by_currency) = &mut groups[number];
            rows.extend(of_group(group_by, names.name(number), *vacancies_n, by_currency));
        }
    }
    Ok(rows)
}

/// What each vacancy in scope pays, in the order of the corpus; nothing where it does not say.
fn paid(dir: &Path) -> Result<Vec<Option<Paid>>> {
    let mut paid = Vec::new();
    for batch in columns::<VacancyRow>(dir, &["in_scope", "pay_min_per_year", "pay_max_per_year", "currency"], BATCH_ROWS)? {
        let batch = batch?;
        let (in_scope, currencies) = (batch.booleans("in_scope")?, batch.texts("currency")?);
        let (least, most) = (batch.numbers("pay_min_per_year")?, batch.numbers("pay_max_per_year")?);
        for row in (0..batch.height()).filter(|row| in_scope.get(*row) == Some(true)) {
            let amount = least.get(row).zip(most.get(row)).map(|(least, most)| f64::midpoint(least, most)).filter(|amount| amount.is_finite());
            let currency = currencies.get(row).unwrap_or("unknown");
            paid.push(amount.map(|per_year| Paid { currency: currency.to_owned(), per_year }));
        }
    }
    Ok(paid)
}

/// A row a currency, after a row for all of them together, which has no amounts.
fn of_group(group_by: &str, group_value: &str, vacancies_n: u64, by_currency: &mut BTreeMap<&str, Sums>) -> Vec<PayRow> {
    let disclosed = |n: u64| if vacancies_n > 0 { Some(n as f64 / vacancies_n as f64) } else { None };
    let row = |currency: &str, sums: &Sums| PayRow {
        group_by: group_by.to_owned(),
        group_value: group_value.to_owned(),
        currency: currency.to_owned(),
        vacancies_n,
        with_pay_n: sums.per_year.len() as u64,
        disclosed_share: disclosed(sums.per_year.len() as u64),
        employers_n: sums.employers.len() as u64,
        ..PayRow::default()
    };
    let mut all = Sums::default();
    for sums in by_currency.values() {
        all.per_year.extend(&sums.per_year);
        all.employers.extend(&sums.employers);
    }
    let mut rows = vec![PayRow { status: "z".to_owned(), ..row("all", &all) }];
    for (currency, sums) in by_currency {
        sums.per_year.sort_by(f64::total_cmp);
        let status = pay_status(sums.per_year.len() as u64, sums.employers.len() as u64);
        let quantile = |p| (status == Status::Ok).then(|| quantile(&sums.per_year, p));
        rows.push(PayRow {
            p25_per_year: quantile(0.25),
            median_per_year: quantile(0.5),
            p75_per_year: quantile(0.75),
            status: status.as_str().to_owned(),
            ..row(currency, sums)
        });
    }
    rows
}

/// The quantile of sorted values by linear interpolation (type 7 of Hyndman & Fan 1996, the default of R and NumPy); 0 of none.
fn quantile(sorted: &[f64], p: f64) -> f64 {
    let place = p * sorted.len().saturating_sub(1) as f64;
    let at = |place: f64| sorted.get(place as usize).copied().unwrap_or(0.0);
    let (low, high) = (at(place.floor()), at(place.ceil()));
    low + (high - low) * place.fract()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_those_of_numpy() {
        assert_eq!([0.25, 0.5, 0.75].map(|p| quantile(&[1.0, 2.0, 3.0, 4.0], p)), [1.75, 2.5, 3.25]);
        assert_eq!(quantile(&[7.0], 0.25), 7.0);
        assert_eq!(quantile(&[], 0.5), 0.0);
    }
}
