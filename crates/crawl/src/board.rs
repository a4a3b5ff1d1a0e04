//! Job boards that are asked by their public interface: what to ask of whom for one employer or one search, and how the answer lists.
//!
//! What is written here comes from the vendors' documents and from others' clients, and was not tried on live servers; a verdict on access
//! is the study's to give. To add a board: a row of [`BOARDS`].

use std::fmt::Write as _;

use url::{Url, form_urlencoded};

use crate::request::posting;

/// A kind of board.
#[derive(Debug)]
pub struct Board {
    /// The name in a study file.
    pub name: &'static str,
    /// What its token is; empty for a board that needs none.
    pub token: &'static str,
    /// Whether it is searched by words.
    pub is_searched: bool,
    /// The header that carries the key, and how; `None` for a board that asks for none.
    pub key: Option<(&'static str, KeyForm)>,
    /// The address of its listing, with places for token and words.
    address: &'static str,
    /// What is posted there, as JSON; empty for a board that is asked by GET.
    body: &'static str,
    /// Patterns of the pages that hold one advertisement each, when the listing does not hold the texts.
    details: &'static [&'static str],
    pub(crate) paging: Paging,
    pub(crate) shape: Shape,
}

/// How a key is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyForm {
    /// As it is.
    Plain,
    /// As the user name of Basic authentication, without a password.
    Basic,
}

/// How a listing is cut into answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Paging {
    /// One answer lists all.
    Whole,
    /// Only the newest are listed, so that what is missing proves nothing.
    Window,
    /// Asked for by how many come before: a parameter, or a field of what is posted.
    Offset(&'static str),
    /// Asked for by the number of the page, from 1.
    Page(&'static str),
}

/// Where an answer keeps its items, what names each, and the number of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// JSON pointers (RFC 6901): from the answer to the items and the number, from an item to its name.
    Json { items: &'static str, id: &'static str, total: &'static str },
    /// Names of XML elements without prefix.
    Xml { items: &'static str, id: &'static str, total: &'static str },
}

const fn json(items: &'static str, id: &'static str, total: &'static str) -> Shape {
    Shape::Json { items, id, total }
}

const fn xml(items: &'static str, id: &'static str, total: &'static str) -> Shape {
    Shape::Xml { items, id, total }
}

const fn board(name: &'static str, token: &'static str, address: &'static str, paging: Paging, shape: Shape) -> Board {
    Board { name, token, is_searched: false, key: None, address, body: "", details: &[], paging, shape }
}

/// The boards, by name.
const BOARDS: [Board; 20] = [
    Board {
        is_searched: true,
        key: Some(("x-api-key", KeyForm::Plain)),
        details: &["/jobboerse/jobsuche-service/pc/v4/jobdetails/*"],
        ..board(
            "arbeitsagentur",
            "",
            "https://rest.arbeitsagentur.de/jobboerse/jobsuche-service/pc/v4/jobs?was={query}&size=100&page=1",
            Paging::Page("page"),
            json("/stellenangebote", "/refnr", "/maxErgebnisse"),
        )
    },
    board(
        "ashby",
        "NAME in jobs.ashbyhq.com/NAME",
        "https://api.ashbyhq.com/posting-api/job-board/{token}?includeCompensation=true",
        Paging::Whole,
        json("/jobs", "/id", ""),
    ),
    Board {
        details: &["/careers/*/detail"],
        ..board(
            "bamboohr",
            "NAME in NAME.bamboohr.com",
            "https://{token}.bamboohr.com/careers/list",
            Paging::Whole,
            json("/result", "/id", "/meta/totalCount"),
        )
    },
    Board { details: &["/p/*"], ..board("breezy", "NAME in NAME.breezy.hr", "https://{token}.breezy.hr/json", Paging::Whole, json("", "/id", "")) },
    board("eploy", "the host of the career site", "https://{token}/feeds/datafeed.ashx?Format=xml", Paging::Whole, xml("Item", "VacancyID", "")),
    board(
        "greenhouse",
        "NAME in boards.greenhouse.io/NAME",
        "https://boards-api.greenhouse.io/v1/boards/{token}/jobs?content=true",
        Paging::Whole,
        json("/jobs", "/id", "/meta/total"),
    ),
    board("jazzhr", "NAME in NAME.applytojob.com", "https://app.jazz.co/feeds/export/jobs/{token}", Paging::Whole, xml("job", "id", "")),
    board(
        "lever",
        "NAME in jobs.lever.co/NAME",
        "https://api.lever.co/v0/postings/{token}?mode=json&skip=0&limit=100",
        Paging::Offset("skip"),
        json("", "/id", ""),
    ),
    board(
        "lever-eu",
        "NAME in jobs.eu.lever.co/NAME",
        "https://api.eu.lever.co/v0/postings/{token}?mode=json&skip=0&limit=100",
        Paging::Offset("skip"),
        json("", "/id", ""),
    ),
    Board {
        is_searched: true,
        details: &["/candidate/jobadvert/*"],
        ..board(
            "nhs-jobs",
            "",
            "https://www.jobs.nhs.uk/api/v1/search_xml?keyword={query}&limit=100&sort=publicationDateDesc&page=1",
            Paging::Page("page"),
            xml("vacancyDetails", "id", "totalResults"),
        )
    },
    board("personio", "NAME in NAME.jobs.personio.de", "https://{token}.jobs.personio.de/xml?language=en", Paging::Whole, xml("position", "id", "")),
    board("pinpoint", "NAME in NAME.pinpointhq.com", "https://{token}.pinpointhq.com/postings.json", Paging::Whole, json("/data", "/id", "")),
    board("recruitee", "NAME in NAME.recruitee.com", "https://{token}.recruitee.com/api/offers/", Paging::Whole, json("/offers", "/id", "")),
    Board {
        is_searched: true,
        key: Some(("authorization", KeyForm::Basic)),
        details: &["/api/1.0/jobs/*"],
        ..board(
            "reed",
            "",
            "https://www.reed.co.uk/api/1.0/search?keywords={query}&resultsToTake=100&resultsToSkip=0",
            Paging::Offset("resultsToSkip"),
            json("/results", "/jobId", "/totalResults"),
        )
    },
    Board {
        is_searched: true,
        body: r#"{"query":{"value":{query},"operator":"AND"},"profile":"full","preset":"latest","sort":["date.created:desc"],"limit":100,"offset":0}"#,
        ..board(
            "reliefweb",
            "the appname that ReliefWeb approved",
            "https://api.reliefweb.int/v2/jobs?appname={token}",
            Paging::Offset("offset"),
            json("/data", "/id", "/totalCount"),
        )
    },
    Board {
        details: &["/v1/companies/{token}/postings/*"],
        ..board(
            "smartrecruiters",
            "NAME in careers.smartrecruiters.com/NAME",
            "https://api.smartrecruiters.com/v1/companies/{token}/postings?limit=100&offset=0",
            Paging::Offset("offset"),
            json("/content", "/id", "/totalFound"),
        )
    },
    board("teamtailor", "NAME in NAME.teamtailor.com", "https://{token}.teamtailor.com/jobs.rss", Paging::Window, xml("item", "guid", "")),
    Board {
        is_searched: true,
        key: Some(("authorization-key", KeyForm::Plain)),
        ..board(
            "usajobs",
            "",
            "https://data.usajobs.gov/api/Search?Keyword={query}&ResultsPerPage=250&Page=1",
            Paging::Page("Page"),
            json("/SearchResult/SearchResultItems", "/MatchedObjectId", "/SearchResult/SearchResultCountAll"),
        )
    },
    board(
        "workable",
        "NAME in apply.workable.com/NAME",
        "https://apply.workable.com/api/v1/widget/accounts/{token}?details=true",
        Paging::Whole,
        json("/jobs", "/shortcode", ""),
    ),
    Board {
        body: r#"{"appliedFacets":{},"limit":20,"offset":0,"searchText":""}"#,
        details: &["/wday/cxs/{tenant}/{site}/job/*"],
        ..board(
            "workday",
            "TENANT.wdN/SITE of TENANT.wdN.myworkdayjobs.com/SITE",
            "https://{tenant_host}.myworkdayjobs.com/wday/cxs/{tenant}/{site}/jobs",
            Paging::Offset("offset"),
            json("/jobPostings", "/externalPath", "/total"),
        )
    },
];

/// A board that a study names, filled in for one employer or one search.
#[derive(Debug, Clone)]
pub struct Listing {
    pub(crate) board: &'static Board,
    /// What is asked first.
    pub start: Url,
    /// Patterns of the pages that hold one advertisement each.
    pub details: Vec<String>,
}

impl Board {
    /// The board of this name.
    pub fn find(name: &str) -> Option<&'static Board> {
        BOARDS.iter().find(|board| board.name == name)
    }

    /// The names that [`Board::find`] knows, sorted.
    pub fn names() -> impl Iterator<Item = &'static str> {
        BOARDS.iter().map(|board| board.name)
    }

    /// What to ask for this token and these words.
    ///
    /// # Errors
    /// With what is wrong about the token, or which of the two is missing.
    pub fn listing(&'static self, token: &str, query: &str) -> Result<Listing, String> {
        if self.token.is_empty() != token.is_empty() {
            return Err(if token.is_empty() {
                format!("a {} board needs a token: {}", self.name, self.token)
            } else {
                format!("{} has no tokens", self.name)
            });
        }
        if self.is_searched == query.is_empty() {
            return Err(format!("{} is {}searched by words", self.name, if self.is_searched { "" } else { "not " }));
        }
        let token = Token::parse(self, token)?;
        let query_in_url: String = form_urlencoded::byte_serialize(query.as_bytes()).collect();
        let address = token.fill(self.address).replace("{query}", &query_in_url);
        let address = Url::parse(&address).map_err(|error| format!("{address} is no address: {error}"))?;
        // A text always serializes.
        let query_in_body = serde_json::to_string(query).unwrap_or_default();
        let start = if self.body.is_empty() { address } else { posting(&address, &self.body.replace("{query}", &query_in_body)) };
        let details = self.details.iter().map(|pattern| token.fill(pattern)).collect();
        Ok(Listing { board: self, start, details })
    }
}

/// The parts of a token.
struct Token<'t> {
    whole: &'t str,
    tenant: &'t str,
    tenant_host: &'t str,
    site: &'t str,
}

impl<'t> Token<'t> {
    /// A token becomes part of a host name or a path, so that it may hold nothing that would make it another.
    fn parse(board: &Board, token: &'t str) -> Result<Self, String> {
        let wants_site = board.address.contains("{site}");
        let (tenant_host, site) = token.split_once('/').unwrap_or((token, ""));
        let is_plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte)) && !part.contains("..");
        let tenant = tenant_host.split('.').next().unwrap_or_default();
        let is_whole = !wants_site || (!site.is_empty() && !tenant.is_empty() && tenant_host.contains('.'));
        let has_site = token.contains('/');
        if !is_plain(tenant_host) || !is_plain(site) || has_site != wants_site || !is_whole {
            let mut message = format!("`{token}` is no token of {}", board.name);
            // Writing to a text cannot fail.
            let _ = write!(message, "; it is {}", board.token);
            return Err(message);
        }
        Ok(Self { whole: token, tenant, tenant_host, site })
    }

    fn fill(&self, template: &str) -> String {
        let filled = template.replace("{tenant_host}", self.tenant_host).replace("{tenant}", self.tenant).replace("{site}", self.site);
        filled.replace("{token}", self.whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::body_of;

    fn check(name: &str, token: &str, query: &str) -> Result<String, String> {
        let listing = Board::find(name).expect("a board").listing(token, query)?;
        Ok(listing.start.to_string())
    }

    #[test]
    fn every_board_is_asked_at_its_own_address() {
        for (name, token, query, expected) in [
            ("greenhouse", "lab", "", "https://boards-api.greenhouse.io/v1/boards/lab/jobs?content=true"),
            ("lever", "lab", "", "https://api.lever.co/v0/postings/lab?mode=json&skip=0&limit=100"),
            ("ashby", "Lab.Two", "", "https://api.ashbyhq.com/posting-api/job-board/Lab.Two?includeCompensation=true"),
            ("workable", "lab", "", "https://apply.workable.com/api/v1/widget/accounts/lab?details=true"),
            ("recruitee", "lab", "", "https://lab.recruitee.com/api/offers/"),
            ("personio", "lab", "", "https://lab.jobs.personio.de/xml?language=en"),
            ("pinpoint", "lab", "", "https://lab.pinpointhq.com/postings.json"),
            ("smartrecruiters", "Lab1", "", "https://api.smartrecruiters.com/v1/companies/Lab1/postings?limit=100&offset=0"),
            ("teamtailor", "lab", "", "https://lab.teamtailor.com/jobs.rss"),
            ("bamboohr", "lab", "", "https://lab.bamboohr.com/careers/list"),
            ("breezy", "lab", "", "https://lab.breezy.hr/json"),
            ("jazzhr", "lab", "", "https://app.jazz.co/feeds/export/jobs/lab"),
            ("eploy", "jobs.council.example", "", "https://jobs.council.example/feeds/datafeed.ashx?Format=xml"),
            (
                "nhs-jobs",
                "",
                "patient & public",
                "https://www.jobs.nhs.uk/api/v1/search_xml?keyword=patient+%26+public&limit=100&sort=publicationDateDesc&page=1",
            ),
            ("reed", "", "outreach", "https://www.reed.co.uk/api/1.0/search?keywords=outreach&resultsToTake=100&resultsToSkip=0"),
        ] {
            assert_eq!(check(name, token, query).as_deref(), Ok(expected), "{name}");
        }
    }

    #[test]
    fn boards_that_are_posted_to_say_what() {
        let workday = Board::find("workday").unwrap().listing("lab.wd3/External", "").unwrap();
        assert!(workday.start.as_str().starts_with("https://lab.wd3.myworkdayjobs.com/wday/cxs/lab/External/jobs#"));
        assert_eq!(body_of(&workday.start).as_deref(), Some(r#"{"appliedFacets":{},"limit":20,"offset":0,"searchText":""}"#));
        assert_eq!(workday.details, ["/wday/cxs/lab/External/job/*"]);
        let reliefweb = Board::find("reliefweb").unwrap().listing("lab-study", "say \"hello\"").unwrap();
        let body: serde_json::Value = serde_json::from_str(&body_of(&reliefweb.start).unwrap()).unwrap();
        assert_eq!(body["query"]["value"], "say \"hello\"");
    }

    #[test]
    fn a_token_cannot_lead_elsewhere() {
        for (name, token, query) in [
            ("greenhouse", "", ""),
            ("greenhouse", "a/b", ""),
            ("greenhouse", "..", ""),
            ("recruitee", "evil.example#", ""),
            ("recruitee", "user@evil.example", ""),
            ("recruitee", "a b", ""),
            ("workday", "lab", ""),
            ("workday", "lab/External", ""),
            ("workday", "lab.wd3/", ""),
            ("workday", "lab.wd3/a/b", ""),
            ("nhs-jobs", "", ""),
            ("nhs-jobs", "x", "y"),
            ("greenhouse", "lab", "words"),
        ] {
            assert!(check(name, token, query).is_err(), "{name} {token:?} {query:?}");
        }
    }

    #[test]
    fn names_are_sorted_and_found() {
        let names: Vec<&str> = Board::names().collect();
        assert!(names.is_sorted());
        assert!(names.iter().all(|name| Board::find(name).is_some()));
        assert!(Board::find("nobody").is_none());
    }
}
