//! The arguments: this file is the manual.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// Reads the job descriptions of a profession and says, with evidence and honest uncertainty, what the sector asks for.
///
/// A study file names the sources, the taxonomy and the scope; `rolescope run STUDY` does the rest: crawl or import, archive, extract,
/// resolve, tag, tabulate, report. Data goes to stdout, talk to stderr.
///
/// Exit codes: 0 ok · 1 failure · 2 usage · 3 invalid study or taxonomy · 5 partial (some sources or lines failed, the rest is written) ·
/// 6 refused by robots.txt, a reservation or a missing access verdict · 130 interrupted, state saved.
#[derive(Debug, Parser)]
#[command(name = "rolescope", version, max_term_width = 110)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) verb: Verb,

    /// Threads to compute with; the results do not depend on it. Default: all cores.
    #[arg(long, global = true, value_name = "N")]
    pub(crate) threads: Option<usize>,

    /// Say nothing but errors.
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Do everything that is out of date: collect, extract, tag, tabulate, report.
    ///
    /// Example: rolescope run pipelines/demo/study.toml
    Run(Run),
    /// Crawl the sites of a study into its archive, and import its files. Pages that have not changed are not fetched again.
    ///
    /// With --json, stdout has one JSON object a line, each with "event" and "source":
    ///   fetched (url, status, bytes), not_modified (url), refused (url, reason), retried (url, reason, wait_ms),
    ///   failed (url, kind, detail); at most once a second, progress (visited_n, waiting_n, per_second, left_s,
    ///   failed by kind, hosts); at the end of each source, summary: queued = pages + sitemaps + not_modified +
    ///   duplicates + refused_robots + refused_reservation + all of failed + left, and adds_up says whether that
    ///   holds; or source_refused (reason) for a source without a verdict.
    ///
    /// Examples:
    ///   rolescope crawl study.toml
    ///   rolescope crawl study.toml --dry-run
    ///   rolescope crawl study.toml --json | grep '"event":"failed"'
    #[command(verbatim_doc_comment)]
    Crawl(Crawl),
    /// Import files or folders into the archive of a study, as the source `import`.
    ///
    /// PDF, DOCX, ODT, RTF, HTML, Markdown, text, CSV, answers and feeds of job boards, JSON and JSON Lines of schema.org JobPosting objects
    /// (plain or .gz), and WARC files.
    ///
    /// Example: rolescope import study.toml ads/ more-ads.jsonl.gz
    Import(Import),
    /// Read postings out of the archive, and resolve them to vacancies.
    Extract(OfStudy),
    /// Find the mentions of every concept in every vacancy in scope.
    Tag(OfStudy),
    /// Compute the public tables.
    Tabulate(OfStudy),
    /// Write the report.
    Report(OfStudy),
    /// Tag texts, without a study: JSON Lines in, JSON Lines out.
    ///
    /// In, one object a line: {"id": "…", "text": "…"}, optionally "title" and "lang". Out, in the same order: sections and mentions with
    /// byte offsets into the text. A line that cannot be read gives {"id": …, "error": "…"} in its place, and exit code 5 at the end.
    ///
    /// Example: rolescope annotate ads.jsonl > mentions.jsonl
    Annotate(Annotate),
    /// Read postings out of files and say what is understood of each, without a study.
    ///
    /// One posting a line on stdout, as a JSON object with the columns of the table `postings` and the file; what could not be read is told on stderr, and
    /// gives exit code 5.
    ///
    /// Example: rolescope read advertisement.pdf board-answer.json
    Read {
        /// Files or folders.
        #[arg(required = true)]
        paths: Vec<PathBuf>,
    },
    /// Learn weighted keywords from labeled ads, or see how far the tagger agrees with them.
    #[command(subcommand)]
    Gold(Gold),
    /// Show where a number comes from: a vacancy, its postings, what was found in it and why.
    ///
    /// Example: rolescope explain study.toml vacancy va_0123456789abcdef
    Explain(Explain),
    /// Compare two runs: how each share changed, and what the change is made of.
    ///
    /// In points: mix (other proportions of sources and employer types), sources that came or went, the taxonomy, duplicates, and the rest,
    /// which is vacancies of the same kind asking more or less often. Where runs differ in taxonomy, give the first one's folder: the
    /// advertisements of the second run are then tagged with it, too.
    ///
    /// Example: rolescope compare data/2025 data/2026 --out data/changes
    Compare(Compare),
    /// Tools for those who keep a taxonomy: check and test it, export it as SKOS, import another one.
    #[command(subcommand)]
    Taxonomy(Taxonomy),
    /// Write a study that runs as it is: with example ads, with your files, or for a site.
    ///
    /// Examples:
    ///   rolescope init my-study
    ///   rolescope init my-study --files ads/
    ///   rolescope init my-study --sources
    ///   rolescope init my-study --start https://jobs.example/ --access permission --contact me@example.org
    #[command(verbatim_doc_comment)]
    Init(Init),
    /// Tell whether a robots.txt allows addresses, and by which rule (RFC 9309). Exit code 6 when one is refused.
    ///
    /// Example: rolescope robots --file robots.txt https://jobs.example/jobs/12
    Robots(RobotsArgs),
    /// Check that everything is in place to run.
    Doctor(Doctor),
    /// Print the data dictionary: every table, its grain, its key, its columns, as Markdown.
    Schema,
    /// Serve a folder of sites on loopback, one subfolder a host, until Ctrl-C. Prints the addresses.
    ///
    /// Example: rolescope serve fixtures/board
    Serve(Serve),
}

#[derive(Debug, Args)]
pub(crate) struct OfStudy {
    /// The study file.
    pub(crate) study: PathBuf,

    /// The folder for archive, tables and report. Default: what the study file says.
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Crawl {
    #[command(flatten)]
    pub(crate) of: OfStudy,

    /// Fetch nothing: tell what would be asked of whom, how often, and on what ground.
    #[arg(long)]
    pub(crate) dry_run: bool,

    /// Print what happens as JSON Lines on stdout.
    #[arg(long, conflicts_with = "dry_run")]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct RobotsArgs {
    /// The robots.txt.
    #[arg(long, value_name = "FILE")]
    pub(crate) file: PathBuf,

    /// Who asks.
    #[arg(long, value_name = "NAME", default_value = crawl::AGENT)]
    pub(crate) agent: String,

    /// The addresses, or paths.
    #[arg(required = true, value_name = "URL")]
    pub(crate) urls: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Run {
    #[command(flatten)]
    pub(crate) of: OfStudy,

    /// Fetch nothing; work on the archive as it is.
    #[arg(long)]
    pub(crate) offline: bool,

    /// Stop after this stage.
    #[arg(long, value_enum, value_name = "STAGE")]
    pub(crate) until: Option<Stage>,

    /// Print the counts as one JSON object on stdout.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
pub(crate) enum Stage {
    Collect,
    Extract,
    Tag,
    Tabulate,
    Report,
}

#[derive(Debug, Args)]
pub(crate) struct Import {
    #[command(flatten)]
    pub(crate) of: OfStudy,

    /// Files or folders.
    #[arg(required = true)]
    pub(crate) paths: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Annotate {
    /// The file; - or nothing is stdin.
    #[arg(default_value = "-")]
    pub(crate) file: PathBuf,

    /// Show each text for people instead: section by section, every mention marked, and why when it does not count. The input may then be
    /// one plain text, too.
    #[arg(long)]
    pub(crate) explain: bool,

    #[command(flatten)]
    pub(crate) with: TagWith,
}

/// Which taxonomy is meant.
#[derive(Debug, Args)]
pub(crate) struct OfTaxonomy {
    /// A folder of taxonomy files. Default: the built-in taxonomy of engagement.
    #[arg(long, value_name = "DIR")]
    pub(crate) taxonomy: Option<PathBuf>,
}

/// What to tag with.
#[derive(Debug, Args)]
pub(crate) struct TagWith {
    #[command(flatten)]
    pub(crate) of: OfTaxonomy,

    /// A file of weighted keywords, as `gold learn` writes it. Default: those of the built-in taxonomy, none with --taxonomy.
    #[arg(long, value_name = "FILE")]
    pub(crate) keywords: Option<PathBuf>,

    /// Use no weighted keywords.
    #[arg(long, conflicts_with = "keywords")]
    pub(crate) patterns_only: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Gold {
    /// Learn weighted keywords, and print what they are worth: patterns only, keywords only, both, cross-validated by employer.
    ///
    /// One labeled ad a line: {"id": "…", "text": "…", "organisation": "…", "statements": [{"start": 0, "end": 80, "labels": […]}]}, with byte
    /// offsets and the names of competencies as labels.
    ///
    /// Example: rolescope gold learn labeled.jsonl --out keywords.csv
    Learn(GoldLearn),
    /// Score the tagger against labeled ads, by statement and by ad.
    ///
    /// Example: rolescope gold score labeled.jsonl --patterns-only
    Score(GoldScore),
}

#[derive(Debug, Args)]
pub(crate) struct GoldLearn {
    /// Files of labeled ads.
    #[arg(required = true)]
    pub(crate) gold: Vec<PathBuf>,

    /// A file of labeled ads that those who wrote the phrases have not read, beside or among the others: it alone tells how far phrases can
    /// be believed.
    #[arg(long, value_name = "FILE")]
    pub(crate) unread: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) of: OfTaxonomy,

    /// Where to write the keywords.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,

    /// How strongly the size of weights is held back: more leaves fewer keywords.
    #[arg(long, value_name = "X", default_value_t = 1.4)]
    pub(crate) l1: f64,

    /// How strongly the square of weights is held back.
    #[arg(long, value_name = "X", default_value_t = 1.0)]
    pub(crate) l2: f64,
}

#[derive(Debug, Args)]
pub(crate) struct GoldScore {
    /// A file of labeled ads.
    pub(crate) gold: PathBuf,

    #[command(flatten)]
    pub(crate) with: TagWith,
}

#[derive(Debug, Args)]
pub(crate) struct Compare {
    /// The data folder of the first run.
    pub(crate) before: PathBuf,

    /// The data folder of the second run.
    pub(crate) after: PathBuf,

    /// What to print; the table holds both.
    #[arg(long, value_enum, value_name = "LEVEL", default_value = "competency")]
    pub(crate) level: Level,

    /// The folder of the taxonomy that the first run was tagged with.
    #[arg(long, value_name = "DIR")]
    pub(crate) taxonomy_before: Option<PathBuf>,

    /// The file of weighted keywords that the first run was tagged with. Default: none.
    #[arg(long, value_name = "FILE", requires = "taxonomy_before")]
    pub(crate) keywords_before: Option<PathBuf>,

    /// The folder to write the table `comparison` to, as public/comparison.parquet and public/csv/comparison.csv.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Level {
    Competency,
    Skill,
}

#[derive(Debug, Args)]
pub(crate) struct Explain {
    #[command(flatten)]
    pub(crate) of: OfStudy,

    #[command(subcommand)]
    pub(crate) what: Explained,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Explained {
    /// A vacancy by its id, va_…, or by the id of one of its postings, po_….
    Vacancy { id: String },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Taxonomy {
    /// Look for what is doubtful in the files: faults (duplicate, unsorted, too_wide) and notes (shadowed, ambiguous, missing examples,
    /// labels and matches). Exit code 3 when there are faults.
    ///
    /// Example: rolescope taxonomy check --taxonomy my-taxonomy --corpus ads.jsonl
    Check(TaxonomyCheck),
    /// Run the examples of every concept: texts under `find` must be found, texts under `pass` passed over. Exit code 3 when one is wrong.
    ///
    /// Example: rolescope taxonomy test --taxonomy my-taxonomy
    Test(OfTaxonomy),
    /// Write the taxonomy to stdout as a SKOS concept scheme.
    ///
    /// Example: rolescope taxonomy export --skos jsonld --base https://vocabulary.example/engagement/
    Export(TaxonomyExport),
    /// Make a taxonomy file of concepts from elsewhere. Rows that cannot be read are told, the rest goes on; exit code 5 when there are any.
    ///
    /// csv needs the columns concept and label, and reads broader, definition, kind, lang and phrase (any number of columns of that name,
    /// in the phrase language); more rows of the same concept add phrases. esco-csv is the layout of ESCO's skills_en.csv, with broaderUri
    /// when there is one. skos is Turtle or JSON-LD.
    ///
    /// Example: rolescope taxonomy import skills_en.csv --format esco-csv --out my-taxonomy
    Import(TaxonomyImport),
}

#[derive(Debug, Args)]
pub(crate) struct TaxonomyCheck {
    #[command(flatten)]
    pub(crate) of: OfTaxonomy,

    /// Texts as JSON Lines with "text" and optionally "lang": tells phrases that never fire in them, or only where nothing is counted.
    #[arg(long, value_name = "FILE")]
    pub(crate) corpus: Option<PathBuf>,

    /// Print each finding as one JSON object a line on stdout.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct TaxonomyExport {
    #[command(flatten)]
    pub(crate) of: OfTaxonomy,

    /// As SKOS, in this syntax.
    #[arg(long, value_enum, value_name = "SYNTAX", num_args = 0..=1, default_value = "turtle", default_missing_value = "turtle")]
    pub(crate) skos: SkosSyntax,

    /// What the concepts' IRIs begin with; a name is put behind it. Default: urn:rolescope:taxonomy:
    #[arg(long, value_name = "IRI")]
    pub(crate) base: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum SkosSyntax {
    Turtle,
    Jsonld,
}

#[derive(Debug, Args)]
pub(crate) struct TaxonomyImport {
    /// The file.
    pub(crate) file: PathBuf,

    /// What it is.
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) format: ImportFormat,

    /// The folder to write taxonomy.toml to. Default: stdout.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,

    /// The language of a CSV file: en, fr, es, pt, de.
    #[arg(long, value_name = "LANG", default_value = "en")]
    pub(crate) lang: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum ImportFormat {
    EscoCsv,
    Skos,
    Csv,
}

#[derive(Debug, Args)]
pub(crate) struct Init {
    /// The folder to make; it must not hold a study yet.
    pub(crate) dir: PathBuf,

    /// Write a few example ads beside the study (the default).
    #[arg(long, conflicts_with_all = ["files", "start"])]
    pub(crate) example: bool,

    /// Write the list of sources of the engagement field beside the study. Each is left alone until you record a verdict on its access.
    #[arg(long, conflicts_with_all = ["example", "files", "start"])]
    pub(crate) sources: bool,

    /// Files or folders that hold the ads.
    #[arg(long, num_args = 1.., value_name = "PATH", conflicts_with = "start")]
    pub(crate) files: Vec<PathBuf>,

    /// A page to start crawling from.
    #[arg(long, value_name = "URL", requires_all = ["access", "contact"])]
    pub(crate) start: Vec<String>,

    /// On what ground the site may be crawled: permission, licence, api_terms, robots_allowed.
    #[arg(long, value_name = "VERDICT", requires = "start")]
    pub(crate) access: Option<String>,

    /// Your e-mail address, which the site's webmaster sees.
    #[arg(long, value_name = "EMAIL", requires = "start")]
    pub(crate) contact: Option<String>,

    /// The least pause between two requests.
    #[arg(long, value_name = "N", requires = "start")]
    pub(crate) delay_ms: Option<u64>,

    /// Allow addresses of this machine and of private networks.
    #[arg(long, requires = "start")]
    pub(crate) allow_private_hosts: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Doctor {
    /// A study to check as well.
    pub(crate) study: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// The folder: one subfolder a host.
    pub(crate) folder: PathBuf,

    /// The port; 0 takes any that is free.
    #[arg(long, default_value_t = 0)]
    pub(crate) port: u16,

    /// Misbehave as real sites do: errors, redirects, slow and broken answers.
    #[arg(long)]
    pub(crate) faults: bool,

    /// Log every request to this file, as JSON Lines.
    #[arg(long, value_name = "FILE")]
    pub(crate) log: Option<PathBuf>,
}
