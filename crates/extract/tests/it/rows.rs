//! Tables with a posting a row.

use std::fmt::Write as _;

use extract::{ColumnMap, Expectation, Extraction, extract_with};
use posting::Method;
use proptest::prelude::*;

use crate::captures::capture;

fn read(name: &str, table: &[u8], columns: &[(&str, &[&str])]) -> Extraction {
    let map = ColumnMap::new(columns.iter().map(|(field, names)| (*field, names.to_vec()))).unwrap();
    extract_with(&capture(&format!("file:///{name}"), Some("application/octet-stream"), table), Expectation::Posting, &map)
}

/// The postings, a line of facts and the text for each, and the faults below.
fn seen(found: &Extraction) -> String {
    let mut out = String::new();
    for posting in &found.postings {
        assert_eq!(posting.method, Method::Row);
        let dates = [posting.date_posted, posting.valid_through].map(|date| date.map(|date| date.to_string()));
        let [posted, closing] = dates;
        let facts = [
            &posting.identifier,
            &Some(posting.title.clone()),
            &posting.hiring_organization,
            &posting.job_location,
            &posting.base_salary,
            &posted,
            &closing,
            &posting.url,
        ];
        let facts: Vec<&str> = facts.into_iter().map(|fact| fact.as_deref().unwrap_or("-")).collect();
        let _ = writeln!(out, "{}\n{}", facts.join(" / "), posting.description);
    }
    for fault in &found.faults {
        let _ = writeln!(out, "! {}: {}", fault.kind, fault.detail);
    }
    out
}

fn check(table: &str, columns: &[(&str, &[&str])], wanted: &str) {
    assert_eq!(seen(&read("jobs.csv", table.as_bytes(), columns)), wanted, "{table}");
}

#[test]
fn columns_are_found_by_their_names() {
    check(
        "\u{feff}Job Title,Employer,Location,Salary,Date Posted,Closing Date,Job ID,URL,Description\n\
         Ranger,The Fen Trust,Eastwick,\"£24,000\",02/11/2026,2026-12-01,R-7,https://fen.example/7,\"You will:\n- lead walks\n- mend paths\"\n\
         ,,,,,,,,\n\
         Guide,,,,,,,,Shows visitors round.\n",
        &[],
        "R-7 / Ranger / The Fen Trust / Eastwick / £24,000 / 2026-11-02 / 2026-12-01 / https://fen.example/7\nYou will:\n- lead walks\n- mend paths\n\
         - / Guide / - / - / - / - / - / -\nShows visitors round.\n",
    );
}

#[test]
fn names_of_five_languages_in_any_dress() {
    for header in [
        "jobTitle,hiringOrganizationName,job_location,description",
        "Intitulé du poste,Employeur,Lieu de travail,Description du poste",
        "PUESTO,Empresa,Ubicación,Descripción",
        "Cargo,Instituição,Localização,Descrição",
        "Stelle;Arbeitgeber;Arbeitsort;Stellenbeschreibung",
        "title\temployer\tcity\ttext",
        "Title|Company|Town|Body",
        "sep=;\nTitle;Company;Town;Body",
    ] {
        let delimiter = [";", "\t", "|"].into_iter().find(|delimiter| header.contains(delimiter)).unwrap_or(",");
        let header = header.replace("Stelle;", "Stellen;").replace("Stellen;", "Titel;");
        let row = ["Ranger", "Fen Trust", "Eastwick", "Leads walks."].join(delimiter);
        check(&format!("{header}\n{row}\n"), &[], "- / Ranger / Fen Trust / Eastwick / - / - / - / -\nLeads walks.\n");
    }
}

#[test]
fn sections_in_columns_of_their_own() {
    let table = "Title,Duties,Person specification,Notes\nRanger,<ul><li>Lead walks</li></ul>,Knows birds,internal\n";
    check(table, &[], "- / Ranger / - / - / - / - / - / -\nDuties\n- Lead walks\n\nPerson specification\nKnows birds\n");
    check(table, &[("description", &["notes", "DUTIES"])], "- / Ranger / - / - / - / - / - / -\nNotes\ninternal\n\nDuties\n- Lead walks\n");
    check(table, &[("title", &["Notes"]), ("description", &["Duties"])], "- / internal / - / - / - / - / - / -\n- Lead walks\n");
}

#[test]
fn a_long_column_without_a_known_name_is_the_text() {
    let text = "You will lead walks through the reeds. ".repeat(8);
    check(&format!("Title,Ref,Blurb\nRanger,7,{text}\n"), &[], &format!("7 / Ranger / - / - / - / - / - / -\n{}\n", text.trim()));
}

#[test]
fn what_is_wrong_is_counted_with_its_line() {
    check(
        "title,employer,description,closing\nRanger,Fen,Leads,walks,soon,2026-12-01\nGuide,Fen,Shows\n\"Clerk\",Fen,\"Writes\nletters\",soon\n,Fen,Nothing,\n",
        &[],
        "- / Guide / Fen / - / - / - / - / -\nShows\n- / Clerk / Fen / - / - / - / - / -\nWrites\nletters\n\
         ! uneven_row: line 2: 6 columns, not 4\n! uneven_row: line 3: 3 columns, not 4\n! unreadable_field: line 4: closing soon\n! no_title: line 6: Nothing\n",
    );
    check("a,b\n1,2\n", &[], "! no_posting: no column for the title among: a, b\n");
    check("title,b\n1,2\n", &[("description", &["Duties"])], "! no_posting: no column `Duties` among: title, b\n");
    check("title,b\n1,2\n", &[], "! no_posting: no column for the description among: title, b\n");
}

#[test]
fn any_charset() {
    let table = "Titel;Beschreibung\nVermittlerin;Führt Besucher durch das Schloß, täglich und gern für Schüler.\n";
    let latin: Vec<u8> = table.chars().map(|c| c as u8).collect();
    assert!(seen(&read("jobs.csv", &latin, &[])).contains("Führt Besucher durch das Schloß"));
}

#[test]
fn a_map_is_checked() {
    let error = |columns: &[(&str, &[&str])]| ColumnMap::new(columns.iter().map(|(field, names)| (*field, names.to_vec()))).unwrap_err().to_string();
    assert_eq!(
        error(&[("tilte", &["Job"])]),
        "cannot map columns to `tilte`: the fields are title, description, employer, location, country, salary, contract, posted, closing, url, id"
    );
    assert_eq!(error(&[("title", &[])]), "cannot map `title` to no column");
    assert_eq!(error(&[("title", &["a", "b"])]), "cannot read `title` from several columns: only the description may have more than one");
}

proptest! {
    #[test]
    fn no_table_panics(table in "title[,;\t][a-z,;\"\n\r |]{0,80}", bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = read("jobs.csv", table.as_bytes(), &[]);
        let _ = read("jobs.tsv", &bytes, &[]);
    }
}
