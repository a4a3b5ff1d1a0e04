//! `init`: a study that runs as it is.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context as _, Result, bail};

use crate::cli::Init;
use crate::exit_code::Code;
use crate::progress::Progress;
use crate::study::Study;

/// Example ads, as (file, text); invented.
const EXAMPLES: [(&str, &str); 3] = [
    ("community-manager.md", include_str!("../../examples/community-manager.md")),
    ("public-engagement-officer.html", include_str!("../../examples/public-engagement-officer.html")),
    ("more.jsonl", include_str!("../../examples/more.jsonl")),
];

/// The sources of the field.
const SOURCES: &str = include_str!("../../../../pipelines/engagement/sources.toml");

/// Writes `DIR/study.toml`, and example ads when nothing else is asked for.
pub(crate) fn init(args: &Init, progress: &Progress) -> Result<Code> {
    let file = args.dir.join("study.toml");
    if file.exists() {
        bail!("{} is there already; choose another folder", file.display());
    }
    std::fs::create_dir_all(&args.dir).with_context(|| format!("cannot make folder {}", args.dir.display()))?;
    let text = match () {
        () if args.sources => of_list(args)?,
        () if args.start.is_empty() => of_files(args)?,
        () => of_site(args),
    };
    let part = file.with_extension("toml.part");
    std::fs::write(&part, text).with_context(|| format!("cannot write {}", part.display()))?;
    // What does not read must not be left behind as if it did.
    if let Err(error) = Study::load(&part, None) {
        let _ = std::fs::remove_file(&part);
        return Err(error.context("the study would not be valid; mend the arguments"));
    }
    std::fs::rename(&part, &file).with_context(|| format!("cannot rename {}", part.display()))?;
    progress.say(&format!("wrote {}; next: rolescope run {}", file.display(), file.display()));
    Ok(Code::Ok)
}

/// The list is copied, so that verdicts are recorded in a file of the user's own.
fn of_list(args: &Init) -> Result<String> {
    let list = args.dir.join("sources.toml");
    if list.exists() {
        bail!("{} is there already; choose another folder", list.display());
    }
    std::fs::write(&list, SOURCES).with_context(|| format!("cannot write {}", list.display()))?;
    let more =
        "# The list of sources; each is left alone until you record a verdict in it: `rolescope crawl study.toml --dry-run` tells what to check.
include = [\"sources.toml\"]
";
    let contact = "contact = \"you@example.org\"";
    Ok(head(&args.dir).replacen(
        &format!("# {contact}   # needed to crawl a site\n"),
        &format!("# Your address, which webmasters see with every request.\n{contact}\n\n{more}"),
        1,
    ))
}

fn of_files(args: &Init) -> Result<String> {
    let mut paths = Vec::new();
    for path in &args.files {
        let whole = std::fs::canonicalize(path).with_context(|| format!("cannot find {}", path.display()))?;
        paths.push(toml_text(&whole.to_string_lossy()));
    }
    if args.files.is_empty() {
        write_examples(&args.dir.join("ads"))?;
        paths.push(toml_text("ads"));
    }
    let mut text = head(&args.dir);
    let _ = write!(
        text,
        "[[source]]
id = \"ads\"
# Files or folders, relative to this file: PDF, DOCX, ODT, RTF, HTML, Markdown, text, CSV, answers and feeds of job boards, JSON and JSON Lines
# (plain or .gz), WARC. For a CSV with names of its own: columns = {{ title = \"Job title\", description = [\"Duties\", \"Requirements\"] }}
kind = \"files\"
paths = [{}]
",
        paths.join(", ")
    );
    Ok(text)
}

fn write_examples(ads: &Path) -> Result<()> {
    std::fs::create_dir_all(ads).with_context(|| format!("cannot make folder {}", ads.display()))?;
    for (name, text) in EXAMPLES {
        std::fs::write(ads.join(name), text).with_context(|| format!("cannot write {}", ads.join(name).display()))?;
    }
    Ok(())
}

fn of_site(args: &Init) -> String {
    let starts: Vec<String> = args.start.iter().map(|url| toml_text(url)).collect();
    let or_empty = |text: &Option<String>| toml_text(text.as_deref().unwrap_or_default());
    let mut text = head(&args.dir);
    let _ = write!(
        text,
        "[[source]]
id = \"site\"
kind = \"site\"

# Pages to start from. Pages below them are found by links and by the sitemaps that robots.txt names.
start = [{starts}]

# On what ground the site may be crawled: permission, licence, api_terms or robots_allowed. Without a verdict nothing is fetched.
access = {access}
access_note = \"who decided, on what, when\"

# The least pause between two requests, in milliseconds. A longer Crawl-delay of the site wins.
delay_ms = {delay}

# Pages that are advertisements, and pages that lead to them. Part of the path, or with * the whole of it.
postings = [\"*/job/*\", \"*/jobs/*\", \"*/vacanc*/*\", \"*/position*/*\", \"*/career*/*\", \"*/opening*/*\"]
follow = [\"page=\", \"/jobs\", \"/vacancies\", \"/careers\"]

# The most pages of one round.
max_pages = 1000

# Addresses of this machine and of private networks are refused unless this is true.
allow_private_hosts = {private}
",
        starts = starts.join(", "),
        access = or_empty(&args.access),
        delay = args.delay_ms.unwrap_or(5_000),
        private = args.allow_private_hosts,
    );
    let contact = format!("# Your address, which the site's webmaster sees with every request.\ncontact = {}\n", or_empty(&args.contact));
    text.replacen("# contact = \"you@example.org\"   # needed to crawl a site\n", &contact, 1)
}

fn head(dir: &Path) -> String {
    let name: String = dir
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .to_lowercase()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    let name = name.trim_matches('-');
    let name = if name.is_empty() { "study" } else { &name[..name.len().min(60)] };
    format!(
        "# A study: what to read, and what belongs to it. Run it with `rolescope run study.toml`.

# The name in the report and in the tables.
name = {}

# Where archive, tables and report go, relative to this file.
data = \"data\"

# contact = \"you@example.org\"   # needed to crawl a site

# A folder of taxonomy files. Without it, the built-in taxonomy of community and public engagement.
# taxonomy = \"taxonomy\"

# The courses on offer, for the training gap: a CSV with the columns course_id, name, provider, url, language, hours, open (yes or no), text.
# training = \"training.csv\"

# What belongs to the study; without this table, everything does.
# [scope]
# languages = [\"en\"]                                # of en, fr, es, pt, de
# titles = [\"(community/public) engagement\"]        # a title must hold one of these phrases

# Ads that people have labeled, in the format of `rolescope gold score`: how good the tagger is. Shares are corrected when the ads were drawn at
# random from the vacancies of this study.
# [gold]
# file = \"labels.jsonl\"
# sample = \"random\"                                 # or \"other\"

",
        toml_text(name)
    )
}

/// A basic string of TOML. Of what JSON escapes, TOML escapes all the same way.
fn toml_text(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
