//! The training file of a study: the courses on offer, as a CSV that a person wrote; all its faults at once, each with its line and column.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;

use skills::toml_file::{Table, TomlFile, nearest};
use tables::private::CourseRow;

/// The columns that a training file may have. What stands in `note` is for people.
const COLUMNS: [&str; 9] = ["course_id", "name", "provider", "url", "language", "hours", "open", "text", "note"];
/// Those that it must have.
const REQUIRED: [&str; 3] = ["course_id", "name", "text"];

/// The courses on offer.
#[derive(Debug)]
pub(crate) struct Training {
    /// Sorted by id.
    pub(crate) courses: Vec<CourseRow>,
    /// A hash of the file.
    pub(crate) hash: String,
}

/// What `training = "FILE"` names, relative to `dir`. Faults of the file stand among those of the study.
pub(crate) fn training(study: &mut TomlFile, dir: &Path, root: &Table<'_>) -> Option<Training> {
    let named = root.text(study, "training")?;
    let path = dir.join(&named.value);
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) => {
            study.fault(named.span, format!("cannot read {}: {error}", path.display()), "paths are relative to the study file");
            return None;
        }
    };
    // Excel writes a byte order mark before UTF-8.
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let mut file = CsvFile { text, faults: TomlFile::new(&path.display().to_string(), text) };
    let courses = file.courses();
    study.faults.extend(file.faults.faults);
    Some(Training { courses, hash: blake3::hash(text.as_bytes()).to_hex()[..16].to_owned() })
}

/// A CSV file being read.
struct CsvFile<'t> {
    text: &'t str,
    faults: TomlFile,
}

/// One line, its cells with their places in the text.
struct Line<'r> {
    columns: &'r [Option<&'static str>],
    record: csv::StringRecord,
    cells: Vec<Range<usize>>,
}

impl Line<'_> {
    fn cell(&self, column: &str) -> Option<(&str, Range<usize>)> {
        let at = self.columns.iter().position(|name| *name == Some(column))?;
        let value = self.record.get(at)?.trim();
        (!value.is_empty()).then(|| (value, self.cells.get(at).cloned().unwrap_or_default()))
    }

    fn text(&self, column: &str) -> Option<String> {
        self.cell(column).map(|(value, _)| value.to_owned())
    }
}

impl CsvFile<'_> {
    fn courses(&mut self) -> Vec<CourseRow> {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(self.text.as_bytes());
        let mut records = reader.records().filter_map(Result::ok);
        let Some(header) = records.next() else {
            self.faults.fault(0..0, "the training file is empty", format!("its first line names the columns: {}", COLUMNS.join(",")));
            return Vec::new();
        };
        let columns = self.columns(&header);
        if !self.faults.faults.is_empty() {
            return Vec::new();
        }
        let (mut courses, mut seen) = (Vec::new(), BTreeSet::new());
        for record in records {
            let cells = self.cells(&record);
            if record.len() != columns.len() {
                let message = format!("{} cells, but the first line names {} columns", record.len(), columns.len());
                self.faults.fault(whole(&cells), message, "a text with a comma or a line break stands in quotes");
                continue;
            }
            courses.extend(self.course(&Line { columns: &columns, record, cells }, &mut seen));
        }
        if courses.is_empty() && self.faults.faults.is_empty() {
            self.faults.fault(0..0, "the training file names no course", "without courses leave out `training`");
        }
        courses.sort_by(|a, b| a.course_id.cmp(&b.course_id));
        courses
    }

    fn columns(&mut self, header: &csv::StringRecord) -> Vec<Option<&'static str>> {
        let cells = self.cells(header);
        let mut columns: Vec<Option<&'static str>> = Vec::new();
        for (name, cell) in header.iter().zip(&cells) {
            let known = COLUMNS.into_iter().find(|known| *known == name.trim());
            if known.is_none() {
                let near =
                    nearest(name.trim(), &COLUMNS).map_or_else(|| format!("one of {}", COLUMNS.join(", ")), |near| format!("did you mean `{near}`?"));
                self.faults.fault(cell.clone(), format!("unknown column `{}`", name.trim()), near);
            } else if columns.contains(&known) {
                self.faults.fault(cell.clone(), format!("column `{}` is named twice", name.trim()), "");
            }
            columns.push(known);
        }
        for missing in REQUIRED.into_iter().filter(|required| !columns.contains(&Some(required))) {
            self.faults.fault(whole(&cells), format!("column `{missing}` is missing"), "");
        }
        columns
    }

    fn course(&mut self, line: &Line<'_>, seen: &mut BTreeSet<String>) -> Option<CourseRow> {
        for required in REQUIRED {
            if line.cell(required).is_none() {
                self.faults.fault(whole(&line.cells), format!("the course has no {required}"), "");
                return None;
            }
        }
        let course_id = line.text("course_id")?;
        if !seen.insert(course_id.clone()) {
            self.faults.fault(whole(&line.cells), format!("course `{course_id}` stands here for a second time"), "give each course its own id");
        }
        let (name, text) = (line.text("name")?, line.text("text")?);
        let language = self.language(line).or_else(|| posting::language(&format!("{name}\n\n{text}")).map(str::to_owned));
        let (hours, is_open) = (self.hours(line), self.is_open(line));
        Some(CourseRow { course_id, name, provider: line.text("provider"), url: line.text("url"), language, hours, is_open, text })
    }

    fn language(&mut self, line: &Line<'_>) -> Option<String> {
        let (value, place) = line.cell("language")?;
        if value.len() == 2 && value.bytes().all(|b| b.is_ascii_lowercase()) {
            return Some(value.to_owned());
        }
        self.faults.fault(place, format!("`{value}` is no language"), "two small letters: en, fr, es …");
        None
    }

    fn hours(&mut self, line: &Line<'_>) -> Option<f64> {
        let (value, place) = line.cell("hours")?;
        match value.parse::<f64>() {
            Ok(hours) if hours.is_finite() && hours >= 0.0 => return Some(hours),
            Ok(_) => self.faults.fault(place, format!("a course cannot take {value} hours"), "a number from 0, or nothing where it is not known"),
            Err(_) => self.faults.fault(place, format!("`{value}` is no number of hours"), "write 4.5, or nothing where it is not known"),
        }
        None
    }

    fn is_open(&mut self, line: &Line<'_>) -> Option<bool> {
        let (value, place) = line.cell("open")?;
        match value {
            "yes" => return Some(true),
            "no" => return Some(false),
            _ => self.faults.fault(place, format!("`{value}` does not say whether the course is open"), "yes, no, or nothing where it is not known"),
        }
        None
    }

    /// Where the cells of a record stand: up to the commas that stand in no quotes.
    fn cells(&self, record: &csv::StringRecord) -> Vec<Range<usize>> {
        let bytes = self.text.as_bytes();
        let mut at = record.position().map_or(0, |position| position.byte() as usize);
        // Empty lines before a record belong to none.
        while matches!(bytes.get(at), Some(b'\n' | b'\r')) {
            at += 1;
        }
        let (mut cells, mut start, mut is_quoted) = (Vec::new(), at, false);
        while cells.len() < record.len() {
            match bytes.get(at) {
                Some(b'"') => is_quoted = !is_quoted,
                Some(b',') if !is_quoted => {
                    cells.push(start..at);
                    start = at + 1;
                }
                Some(b'\n' | b'\r') if !is_quoted => cells.push(start..at),
                None => cells.push(start..at),
                Some(_) => {}
            }
            at += 1;
        }
        cells
    }
}

fn whole(cells: &[Range<usize>]) -> Range<usize> {
    cells.first().map_or(0, |cell| cell.start)..cells.last().map_or(0, |cell| cell.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> (Vec<CourseRow>, Vec<String>) {
        let mut file = CsvFile { text, faults: TomlFile::new("training.csv", text) };
        let courses = file.courses();
        (courses, file.faults.faults.iter().map(|fault| format!("{}:{} {}", fault.line, fault.column, fault.message)).collect())
    }

    #[test]
    fn a_file_reads_in_any_order_of_columns_and_lines() {
        let (courses, faults) =
            read("name,course_id,text,hours,open,language\n\nB,b,\"Two lines,\nin quotes\",4.5,yes,en\nA,a,Une formation à la concertation,,,\n");
        assert_eq!(faults, Vec::<String>::new());
        assert_eq!(courses.iter().map(|course| course.course_id.as_str()).collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!((courses[1].hours, courses[1].is_open, courses[1].text.as_str()), (Some(4.5), Some(true), "Two lines,\nin quotes"));
        assert_eq!((courses[0].hours, courses[0].is_open, &courses[0].provider), (None, None, &None));
    }

    #[test]
    fn faults_have_a_line_and_a_column() {
        for (text, expected) in [
            ("", "1:1 the training file is empty"),
            ("course_id,name,text\n", "1:1 the training file names no course"),
            ("course_id,name\na,A\n", "1:1 column `text` is missing"),
            ("course_id,name,houres,text\na,A,1,x\n", "1:16 unknown column `houres`"),
            ("course_id,name,text,name\na,A,x,B\n", "1:21 column `name` is named twice"),
            ("course_id,name,hours,text\na,A,NaN,x\n", "2:5 a course cannot take NaN hours"),
            ("course_id,name,hours,text\na,\"A, or\nB\",-2,x\n", "3:4 a course cannot take -2 hours"),
            ("course_id,name,hours,text\n\na,A,inf,x\n", "3:5 a course cannot take inf hours"),
            ("course_id,name,hours,text\na,A,two,x\n", "2:5 `two` is no number of hours"),
            ("course_id,name,open,text\na,A,maybe,x\n", "2:5 `maybe` does not say whether the course is open"),
            ("course_id,name,language,text\na,A,English,x\n", "2:5 `English` is no language"),
            ("course_id,name,text\na,A,x\na,B,y\n", "3:1 course `a` stands here for a second time"),
            ("course_id,name,text\na,,x\n", "2:1 the course has no name"),
            ("course_id,name,text\na,A\n", "2:1 2 cells, but the first line names 3 columns"),
        ] {
            assert_eq!(read(text).1, [expected], "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "(course_id,name,text,hours\n)?[a-c\",\n\ré ]{0,40}") {
            let _ = read(&text);
        }
    }
}
