//! Files of word processors and PDF files.

use std::io::{Cursor, Write as _};

use extract::{Expectation, Extraction, Outcome, extract};
use posting::{JobPosting, Method, ParseQuality};
use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::captures::capture;

fn read(name: &str, bytes: &[u8]) -> Extraction {
    extract(&capture(&format!("file:///{name}"), Some("application/octet-stream"), bytes), Expectation::Posting)
}

fn only(name: &str, bytes: &[u8]) -> JobPosting {
    let found = read(name, bytes);
    assert_eq!((found.outcome, found.postings.len()), (Outcome::Postings, 1), "{name}: {:?}", found.faults);
    found.postings.into_iter().next().unwrap()
}

fn fault(bytes: &[u8]) -> String {
    let found = read("file", bytes);
    assert_eq!(found.outcome, Outcome::Fault);
    format!("{}: {}", found.faults[0].kind, found.faults[0].detail)
}

fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const STYLES: &str = r#"<w:styles><w:style w:styleId="Titel"><w:name w:val="Title"/></w:style>
    <w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style><w:style w:styleId="Own"><w:basedOn w:val="berschrift1"/></w:style>
    <w:style w:styleId="Punkte"><w:name w:val="List Bullet"/><w:pPr><w:numPr/></w:pPr></w:style></w:styles>"#;

fn docx(body: &str) -> Vec<u8> {
    let document = format!(r#"<?xml version="1.0"?><w:document xmlns:w="w"><w:body>{body}<w:sectPr/></w:body></w:document>"#);
    let core = "<cp:coreProperties><dc:title>Microsoft Word - draft.docx</dc:title></cp:coreProperties>";
    zipped(&[("[Content_Types].xml", ""), ("word/document.xml", &document), ("word/styles.xml", STYLES), ("docProps/core.xml", core)])
}

/// A paragraph with these properties.
fn p(properties: &str, text: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn table(rows: &[&[&str]]) -> String {
    let cell = |cell: &&str| ["<w:tc>", cell, "</w:tc>"].concat();
    let row = |cells: &&[&str]| ["<w:tr>", &cells.iter().map(cell).collect::<String>(), "</w:tr>"].concat();
    ["<w:tbl>", &rows.iter().map(row).collect::<String>(), "</w:tbl>"].concat()
}

fn check_docx(body: &str, wanted: &str) {
    assert_eq!(only("a.docx", &docx(&(p("", "Ranger") + body))).description, format!("Ranger\n{wanted}"), "{body}");
}

#[test]
fn docx_paragraphs() {
    check_docx(&p(r#"<w:pStyle w:val="berschrift1"/>"#, "Duties"), "\nDuties");
    check_docx(&p(r#"<w:pStyle w:val="Own"/>"#, "Duties"), "\nDuties");
    check_docx(&p(r#"<w:outlineLvl w:val="1"/>"#, "Duties"), "\nDuties");
    check_docx(&p(r#"<w:numPr><w:numId w:val="3"/></w:numPr>"#, "lead walks"), "- lead walks");
    check_docx(&p(r#"<w:pStyle w:val="Punkte"/>"#, "lead walks"), "- lead walks");
    check_docx(&p(r#"<w:pStyle w:val="Punkte"/><w:numPr><w:numId w:val="0"/></w:numPr>"#, "no item"), "no item");
    check_docx("<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>How to apply</w:t></w:r></w:p>", "\nHow to apply");
    check_docx(r#"<w:p><w:r><w:rPr><w:b w:val="0"/></w:rPr><w:t>Not bold</w:t></w:r></w:p>"#, "Not bold");
}

#[test]
fn docx_text() {
    check_docx(
        "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c &amp; d&#233;</w:t><w:br w:type=\"page\"/><w:lastRenderedPageBreak/>\
         <w:noBreakHyphen/><w:t>e</w:t></w:r></w:p>",
        "a b\nc & dé\n-e",
    );
    check_docx(
        "<w:p><w:hyperlink><w:r><w:t>kept</w:t></w:r></w:hyperlink><w:ins><w:r><w:t> new</w:t></w:r></w:ins><w:del><w:r><w:delText>old</w:delText>\
         <w:t>older</w:t></w:r></w:del><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:instrText>HYPERLINK</w:instrText></w:r></w:p>",
        "kept new",
    );
    check_docx(
        "<w:p><w:r><w:t>anchor</w:t><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent></mc:Choice>\
         <mc:Fallback><w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>",
        "anchor\nboxed",
    );
}

#[test]
fn docx_tables() {
    let [place, town, duties, item, pay] = ["Place:", "Eastwick", "Duties", "lead walks", "£24,000"].map(|text| p("", text));
    check_docx(&table(&[&[&place, &town], &["", &pay]]), "Place: Eastwick\n£24,000");
    check_docx(&table(&[&[&duties, &(item.clone() + &pay)]]), "\nDuties\nlead walks\n£24,000");
    check_docx(&table(&[&[&place, &town, &pay]]), "Place: | Eastwick | £24,000");
    check_docx(&table(&[&[&(duties.clone() + &table(&[&[&place, &town]]))]]), "Duties\nPlace: Eastwick");
    let [must, may, skills, writes, films] = ["Essential", "Desirable", "Skills", "writes", "films"].map(|text| p("", text));
    check_docx(&table(&[&["", &must, &may], &[&skills, &writes, &films]]), "\nEssential\n- Skills: writes\n\nDesirable\n- Skills: films");
}

#[test]
fn titles_of_documents() {
    let [style, heading] = [r#"<w:pStyle w:val="Titel"/>"#, r#"<w:pStyle w:val="Own"/>"#];
    for (body, wanted) in [
        (p("", "The Fen Trust") + &p(style, "Ranger") + &p(heading, "Duties"), "Ranger"),
        (p("", "The Fen Trust") + &p(heading, "Ranger") + &p("", "Text"), "Ranger"),
        (p(style, "Job description: Ranger") + &p("", "Text"), "Ranger"),
        (p(style, "JOB DESCRIPTION") + &p("", "Job title: Ranger") + &p(heading, "Purpose"), "Ranger"),
        (p("", "Person specification") + &p("", "Ranger") + &p("", "Text"), "Ranger"),
        (p("", "Vacancy") + &p(heading, "Duties") + &p("", "Text"), "Text"),
        (p("", "Job description"), "Job description"),
    ] {
        assert_eq!(only("a.docx", &docx(&body)).title, wanted, "{body}");
    }
    let posting = only("a.docx", &docx(&(p("", "Ranger") + &table(&[&[&p("", "Closing date"), &p("", "12 January 2027")]]))));
    assert_eq!((posting.method, posting.valid_through), (Method::Document, Some("2027-01-12".parse().unwrap())));
}

fn odt(body: &str) -> Vec<u8> {
    let content = format!(
        r#"<office:document-content><office:automatic-styles><style:style style:name="P1" style:parent-style-name="Title"/><style:style style:name="T1">
        <style:text-properties fo:font-weight="bold"/></style:style></office:automatic-styles><office:body><office:text>{body}</office:text></office:body>
        </office:document-content>"#
    );
    zipped(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", &content)])
}

#[test]
fn odt_text() {
    let posting = only(
        "a.odt",
        &odt(r#"<text:tracked-changes><text:p>deleted</text:p></text:tracked-changes><text:p text:style-name="P1">Ranger</text:p>
        <table:table><table:table-row><table:table-cell><text:p>Place</text:p></table:table-cell><table:table-cell><text:p>Eastwick</text:p></table:table-cell>
        </table:table-row></table:table><text:h text:outline-level="1">Duties</text:h><text:list><text:list-item><text:p>lead<text:s/>walks</text:p>
        <text:list><text:list-item><text:p>in <text:a>the reeds</text:a></text:p></text:list-item></text:list></text:list-item></text:list>
        <text:p><text:span text:style-name="T1">Apply</text:span></text:p><text:p>by<text:line-break/>letter<text:note><text:p>1</text:p></text:note></text:p>"#),
    );
    assert_eq!(posting.title, "Ranger");
    assert_eq!(posting.description, "Ranger\nPlace: Eastwick\n\nDuties\n- lead walks\n- in the reeds\n\nApply\nby\nletter");
}

#[test]
fn rtf_text() {
    let rtf =
        br"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\info{\title no}}{\b Ranger\par}\pard Caf\'e9 \u8211?{\*\unknown x} a{\v hidden}b\line c\par
\pard{\listtext\tab o}\ls1 lead walks\par\pard\trowd\intbl Place\cell Eastwick\cell\row\pard last\par}";
    assert_eq!(only("a.rtf", rtf).description, "Ranger\nCafé – ab\nc\n- lead walks\nPlace: Eastwick\nlast");
}

const RIVER: &str = "Job description
Job title: River Engagement Officer
Employer: Northmoor Institute
Closing date: 12 January 2027

Purpose
You connect those who study the river with those who live beside it, and make sure that what we learn finds its way back.

Duties
- Plan and run drop-in sessions with community groups in the three districts nearest to the institute
- Train and support a pool of forty volunteers

Person specification

Essential
- Experience: Public events
- Skills: Clear writing for people who are not specialists

Desirable
- Experience: Work with schools
- Skills: Editing video

How to apply
Write to us in no more than two pages, and name two people who know your work and may be asked about it.";

#[test]
fn pdf_text() {
    // Two pages, encrypted with an empty password, with a header and a footer on each.
    let posting = only("pages.pdf", include_bytes!("../../../../fixtures/files/pages.pdf"));
    assert_eq!(posting.description, RIVER);
    assert_eq!((posting.title.as_str(), posting.hiring_organization.as_deref()), ("River Engagement Officer", Some("Northmoor Institute")));
    assert_eq!((posting.method, posting.parse_quality), (Method::Pdf, ParseQuality::Clean));
    // One page in two columns: what stands above the text cannot be told from it.
    let posting = only("columns.pdf", include_bytes!("../../../../fixtures/files/columns.pdf"));
    assert_eq!(posting.description, format!("Northmoor Institute, human resources\n\n{RIVER}"));
}

#[test]
fn what_cannot_be_read_is_a_fault() {
    assert_eq!(fault(include_bytes!("../../../../fixtures/files/scan.pdf")), "no_text: PDF without text, a scan?");
    assert_eq!(fault(b"%PDF-1.7 and nothing else"), "damaged: PDF without pages");
    assert_eq!(fault(&zipped(&[("a.txt", "b")])), "unknown_format: ZIP");
    assert_eq!(fault(&docx("")), "no_text: no text, a scan?");
    let whole = docx(&p("", "Ranger"));
    assert_eq!(fault(&whole[..whole.len() - 30]), "unknown_format: ZIP that is damaged");
    assert_eq!(fault(&docx(&"<w:x>".repeat(300))), "damaged: XML that is nested deeper than 256");
    assert!(fault(&docx(&" ".repeat(20 << 20))).starts_with("too_large: word/document.xml unpacks to more than "));
}

#[test]
fn what_stands_before_the_damage_is_read() {
    let found = read("a.docx", &docx(&(p("", "Ranger") + "<w:p><w:r><w:t>leads</w:t></w:r></w:p><!-- ")));
    assert_eq!(found.postings[0].description, "Ranger\nleads");
    assert_eq!((found.postings[0].parse_quality, found.faults[0].kind.as_str()), (ParseQuality::Salvaged, "damaged"));
}

#[test]
fn a_file_that_a_page_links_to_is_no_page() {
    let capture = capture("https://board.example/a.pdf", Some("application/pdf"), b"%PDF-1.7");
    assert_eq!(extract(&capture, Expectation::Page).outcome, Outcome::NotAPage);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_bytes_panic(tail in proptest::collection::vec(any::<u8>(), 0..400), at in 0usize..2400) {
        for start in [&b"%PDF-1.4\n"[..], b"PK\x03\x04", b"{\\rtf1 "] {
            let _ = read("file", &[start, &tail].concat());
        }
        let mut pdf = include_bytes!("../../../../fixtures/files/columns.pdf").to_vec();
        let end = (at + tail.len() / 20).min(pdf.len());
        pdf.splice(at.min(end)..end, tail.iter().copied().take(20));
        let _ = read("a.pdf", &pdf);
        let mut rtf = br"{\rtf1\ansi{\b Ranger\par}\pard\u8211?\'e9\trowd\intbl Place\cell Eastwick\cell\row}".to_vec();
        let at = at.min(rtf.len());
        rtf.splice(at..at, tail.iter().copied().take(5));
        let _ = read("a.rtf", &rtf);
    }

    #[test]
    fn no_markup_panics(body in "(<w:(p|r|t|tbl|tr|tc|pPr|del)/?>|</w:(p|r|t|tbl|tr|tc|pPr|del)>|[a-z ]{1,4}|&amp;|<){0,30}") {
        let _ = read("a.docx", &docx(&body));
        let _ = read("a.odt", &odt(&body.replace("w:", "text:")));
    }
}
