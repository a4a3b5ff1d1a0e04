//! Job advertisements as observed, each with the vacancy it belongs to.

use jiff::civil::Date;

use crate::catalog::table;

table! {
    /// One row per posting.
    Private "postings" PostingRow by ["posting_id"] {
        /// po_ and a hash of source and external id, else address, else text.
        posting_id: String,
        /// The vacancy that it advertises.
        vacancy_id: String,
        /// The source.
        source_id: String,
        /// The identifier that the source gave it.
        external_id: Option<String>,
        /// The page that shows it.
        url: Option<String>,
        /// The capture that it was read from.
        capture_digest: String,
        /// The title as advertised.
        title: String,
        /// emp_ and a hash of the normalized name; null when no employer is named.
        employer_id: Option<String>,
        /// The hiring organization as named.
        employer_name: Option<String>,
        /// The language of the text, ISO 639-1; null when too short to tell.
        lang: Option<String>,
        /// ISO 3166-1 alpha-2, when stated.
        country_iso2: Option<String>,
        /// The place as written.
        location_raw: Option<String>,
        /// The day it was posted, when stated.
        posted_on: Option<Date>,
        /// stated, or first_seen when the advertisement gives no date.
        posted_basis: String,
        /// The last day to apply, when stated.
        closes_on: Option<Date>,
        /// The day of the first capture.
        first_seen_on: Date,
        /// The day of the last capture.
        last_seen_on: Date,
        /// schema.org employmentType as written.
        contract_type: Option<String>,
        /// The pay as written.
        pay_raw: Option<String>,
        /// Does it belong to the study?
        in_scope: bool,
        /// Why not, when it does not.
        scope_reason: Option<String>,
        /// Does a section say what the person must or should bring?
        has_person_spec: bool,
        /// Words of the text.
        words_n: u64,
        /// The text: no markup, lists as lines, personal data redacted.
        text: String,
        /// SHA-256 of the text, hexadecimal.
        text_sha256: String,
        /// json_ld, json, html, markdown or text.
        extraction_method: String,
        /// clean, repaired or salvaged.
        parse_quality: String,
        /// E-mail addresses and telephone numbers replaced by placeholders.
        redactions_n: u64,
        /// Does it speak for its vacancy?
        is_canonical: bool,
    }
}
