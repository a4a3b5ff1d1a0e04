//! `annotate`: texts in, mentions out, one JSON object a line, in the order of the input.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write as _};
use std::path::Path;

use anyhow::{Context as _, Result};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use skills::{Mention, Section, Tagger};

use crate::cli::Annotate;
use crate::exit_code::Code;
use crate::field;
use crate::verb::marked_text;

/// Lines tagged at a time.
const BATCH: usize = 256;

/// A line of input. Other fields are passed over; `title` is accepted and not needed yet.
#[derive(Deserialize)]
pub(in crate::verb) struct Input {
    #[serde(default)]
    pub(in crate::verb) id: Value,
    pub(in crate::verb) text: String,
    #[serde(default)]
    pub(in crate::verb) lang: Option<String>,
}

/// A line of output.
#[derive(Serialize)]
struct Output {
    id: Value,
    lang: Option<String>,
    sections: Vec<Section>,
    mentions: Vec<Mention>,
}

/// In place of a line that could not be read.
#[derive(Serialize)]
struct Unreadable {
    id: Value,
    error: String,
}

/// Tags a file or stdin.
pub(crate) fn annotate(args: &Annotate) -> Result<Code> {
    let tagger = field::tagger(&args.with)?;
    let mut input: Box<dyn BufRead> = if args.file == Path::new("-") {
        Box::new(std::io::stdin().lock())
    } else {
        Box::new(BufReader::new(File::open(&args.file).with_context(|| format!("cannot open {}", args.file.display()))?))
    };
    if args.explain {
        return marked_text::explain(&tagger, &mut *input, &args.file);
    }
    let mut output = BufWriter::new(std::io::stdout().lock());
    let mut code = Code::Ok;
    loop {
        let lines = next_lines(&mut *input, BATCH).with_context(|| format!("cannot read {}", args.file.display()))?;
        if lines.is_empty() {
            break;
        }
        let written: Vec<(String, bool)> = lines.par_iter().map(|line| annotate_line(&tagger, line)).collect();
        for (line, is_read) in written {
            code = if is_read { code } else { Code::Partial };
            writeln!(output, "{line}")?;
        }
        // Whoever reads along sees each batch when it is done.
        output.flush()?;
    }
    Ok(code)
}

/// The next `most` lines that are not blank, or what there is of them.
pub(in crate::verb) fn next_lines(input: &mut dyn BufRead, most: usize) -> std::io::Result<Vec<Vec<u8>>> {
    let mut lines = Vec::new();
    while lines.len() < most {
        let mut line = Vec::new();
        if input.read_until(b'\n', &mut line)? == 0 {
            break;
        }
        if !line.trim_ascii().is_empty() {
            lines.push(line);
        }
    }
    Ok(lines)
}

/// The line of output, and whether the line of input could be read.
fn annotate_line(tagger: &Tagger, line: &[u8]) -> (String, bool) {
    let read: Result<Input, serde_json::Error> = serde_json::from_slice(line);
    let input = match read {
        Ok(input) => input,
        Err(error) => {
            let id = serde_json::from_slice::<Value>(line).ok().and_then(|mut value| value.get_mut("id").map(Value::take)).unwrap_or(Value::Null);
            return (serialize(&Unreadable { id, error: format!("not read: {error}") }), false);
        }
    };
    let lang = input.lang.or_else(|| posting::language(&input.text).map(str::to_owned));
    let annotation = tagger.annotate(&input.text, lang.as_deref());
    (serialize(&Output { id: input.id, lang, sections: annotation.sections, mentions: annotation.mentions }), true)
}

fn serialize(line: &impl Serialize) -> String {
    serde_json::to_string(line).expect("plain data of strings and numbers always serializes")
}
