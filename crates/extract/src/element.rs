//! The elements of HTML and what the standard, and a reader, makes of each.
//!
//! The kinds follow the tree construction of <https://html.spec.whatwg.org/multipage/parsing.html>.

/// A set of kinds of elements.
#[derive(Clone, Copy)]
pub(crate) struct Kind(u32);

impl Kind {
    /// Has no end tag and no content.
    pub(crate) const VOID: Self = Self(1);
    /// Its content is text and no markup.
    pub(crate) const RAW: Self = Self(1 << 1);
    /// An end tag of another element does not reach past it.
    pub(crate) const SPECIAL: Self = Self(1 << 2);
    /// Goes on in the next block when its own ends first.
    pub(crate) const FORMATTING: Self = Self(1 << 3);
    /// Ends a paragraph when it begins.
    pub(crate) const ENDS_PARAGRAPH: Self = Self(1 << 4);
    /// Bounds the search for an open element.
    pub(crate) const SCOPE: Self = Self(1 << 5);
    /// `h1` to `h6`.
    pub(crate) const HEADING: Self = Self(1 << 6);
    /// May stand in the head.
    pub(crate) const HEAD: Self = Self(1 << 7);
    /// Part of a table that is not a cell's content.
    pub(crate) const TABLE: Self = Self(1 << 8);
    /// Begins and ends a line of text.
    pub(crate) const BLOCK: Self = Self(1 << 9);
    /// A reader never sees its text, or sees it as a control.
    pub(crate) const UNREAD: Self = Self(1 << 10);
    /// May hold the text of a page.
    pub(crate) const CONTAINER: Self = Self(1 << 11);
    /// Its line is a heading.
    pub(crate) const TITLE: Self = Self(1 << 12);
    /// Taken for markup wherever it stands in a text.
    pub(crate) const MARKUP: Self = Self(1 << 13);

    const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

const PLAIN: Kind = Kind(0);
const MARKUP: Kind = Kind::MARKUP;
const FORMATTING: Kind = Kind::FORMATTING.and(MARKUP);
const SPECIAL: Kind = Kind::SPECIAL;
const UNREAD: Kind = Kind::UNREAD;
const VOID: Kind = Kind::VOID.and(SPECIAL);
const RAW: Kind = Kind::RAW.and(SPECIAL).and(UNREAD);
/// A block that ends the paragraph before it.
const BLOCK: Kind = Kind::BLOCK.and(SPECIAL).and(Kind::ENDS_PARAGRAPH).and(MARKUP);
const HOLDER: Kind = BLOCK.and(Kind::CONTAINER);
const HEADING: Kind = BLOCK.and(Kind::HEADING).and(Kind::TITLE);
const PART: Kind = Kind::BLOCK.and(SPECIAL).and(Kind::TABLE).and(MARKUP);
const CELL: Kind = PART.and(Kind::SCOPE);

/// In the order of their names.
const ELEMENTS: [(&str, Kind); 122] = [
    ("a", FORMATTING),
    ("abbr", MARKUP),
    ("address", Kind::BLOCK.and(SPECIAL).and(Kind::ENDS_PARAGRAPH)),
    ("applet", SPECIAL.and(Kind::SCOPE)),
    ("area", VOID),
    ("article", HOLDER),
    ("aside", BLOCK),
    ("audio", UNREAD),
    ("b", FORMATTING),
    ("base", VOID.and(Kind::HEAD)),
    ("basefont", VOID.and(Kind::HEAD)),
    ("bgsound", VOID.and(Kind::HEAD)),
    ("big", FORMATTING),
    ("blockquote", HOLDER),
    ("body", Kind::BLOCK.and(SPECIAL).and(Kind::CONTAINER).and(MARKUP)),
    ("br", VOID.and(Kind::BLOCK).and(MARKUP)),
    ("button", SPECIAL.and(UNREAD).and(MARKUP)),
    ("canvas", UNREAD),
    ("caption", PART.and(Kind::SCOPE).and(Kind::TITLE)),
    ("center", HOLDER),
    ("cite", MARKUP),
    ("code", FORMATTING),
    ("col", VOID.and(Kind::TABLE)),
    ("colgroup", SPECIAL.and(Kind::TABLE)),
    ("datalist", UNREAD),
    ("dd", BLOCK),
    ("del", MARKUP),
    ("details", Kind::BLOCK.and(SPECIAL).and(Kind::ENDS_PARAGRAPH)),
    ("dialog", UNREAD.and(SPECIAL).and(Kind::ENDS_PARAGRAPH)),
    ("dir", Kind::BLOCK.and(SPECIAL).and(Kind::ENDS_PARAGRAPH)),
    ("div", HOLDER),
    ("dl", BLOCK),
    ("dt", BLOCK.and(Kind::TITLE)),
    ("em", FORMATTING),
    ("embed", VOID),
    ("fieldset", Kind::BLOCK.and(SPECIAL).and(Kind::ENDS_PARAGRAPH)),
    ("figcaption", BLOCK),
    ("figure", BLOCK),
    ("font", FORMATTING.and(Kind::CONTAINER)),
    ("footer", BLOCK),
    ("form", HOLDER),
    ("frame", VOID),
    ("h1", HEADING),
    ("h2", HEADING),
    ("h3", HEADING),
    ("h4", HEADING),
    ("h5", HEADING),
    ("h6", HEADING),
    ("head", SPECIAL.and(UNREAD).and(MARKUP)),
    ("header", BLOCK),
    ("hgroup", Kind::BLOCK.and(SPECIAL).and(Kind::ENDS_PARAGRAPH)),
    ("hr", VOID.and(BLOCK)),
    ("html", Kind::BLOCK.and(SPECIAL).and(Kind::CONTAINER).and(Kind::SCOPE).and(MARKUP)),
    ("i", FORMATTING),
    ("iframe", RAW.and(MARKUP)),
    ("img", VOID.and(MARKUP)),
    ("input", VOID.and(UNREAD).and(MARKUP)),
    ("ins", MARKUP),
    ("keygen", VOID),
    ("label", Kind::BLOCK.and(MARKUP)),
    ("legend", Kind::BLOCK.and(Kind::TITLE)),
    ("li", BLOCK),
    ("link", VOID.and(Kind::HEAD).and(MARKUP)),
    ("main", HOLDER),
    ("map", UNREAD),
    ("mark", MARKUP),
    ("marquee", SPECIAL.and(Kind::SCOPE)),
    ("math", UNREAD),
    ("menu", Kind::BLOCK.and(SPECIAL).and(Kind::ENDS_PARAGRAPH)),
    ("meta", VOID.and(Kind::HEAD).and(MARKUP)),
    ("nav", UNREAD.and(SPECIAL).and(Kind::ENDS_PARAGRAPH).and(MARKUP)),
    ("nobr", Kind::FORMATTING),
    ("noembed", Kind::RAW.and(SPECIAL)),
    ("noframes", RAW.and(Kind::HEAD)),
    ("noscript", RAW.and(Kind::HEAD)),
    ("o:p", MARKUP),
    ("object", SPECIAL.and(Kind::SCOPE).and(UNREAD)),
    ("ol", BLOCK),
    ("optgroup", PLAIN),
    ("option", Kind::BLOCK),
    ("p", BLOCK),
    ("param", VOID),
    ("path", MARKUP),
    ("pre", BLOCK),
    ("progress", UNREAD),
    ("q", MARKUP),
    ("rp", PLAIN),
    ("s", FORMATTING),
    ("script", RAW.and(Kind::HEAD)),
    ("search", Kind::BLOCK.and(SPECIAL).and(Kind::ENDS_PARAGRAPH)),
    ("section", HOLDER),
    ("select", SPECIAL.and(UNREAD)),
    ("small", FORMATTING),
    ("source", VOID),
    ("span", MARKUP.and(Kind::CONTAINER)),
    ("strike", FORMATTING),
    ("strong", FORMATTING),
    ("style", RAW.and(Kind::HEAD)),
    ("sub", MARKUP),
    ("summary", BLOCK.and(Kind::TITLE)),
    ("sup", MARKUP),
    ("svg", UNREAD.and(MARKUP)),
    ("table", Kind::BLOCK.and(SPECIAL).and(Kind::ENDS_PARAGRAPH).and(Kind::SCOPE).and(Kind::CONTAINER).and(MARKUP)),
    ("tbody", PART.and(Kind::CONTAINER)),
    ("td", CELL.and(Kind::CONTAINER)),
    ("template", SPECIAL.and(UNREAD).and(Kind::HEAD).and(Kind::SCOPE)),
    ("textarea", RAW),
    ("tfoot", PART),
    ("th", CELL),
    ("thead", PART),
    ("time", MARKUP),
    ("title", RAW.and(Kind::HEAD).and(MARKUP)),
    ("tr", SPECIAL.and(Kind::TABLE).and(Kind::CONTAINER).and(MARKUP)),
    ("track", VOID),
    ("tt", FORMATTING),
    ("u", FORMATTING),
    ("ul", BLOCK),
    ("video", UNREAD.and(MARKUP)),
    ("wbr", VOID.and(MARKUP)),
    ("xmp", Kind::RAW.and(SPECIAL).and(Kind::ENDS_PARAGRAPH)),
    ("~", PLAIN),
    ("~text", PLAIN),
];

/// Where the names with each first letter begin; the last entries are those of no letter.
const STARTS: [u8; 28] = {
    let mut starts = [0; 28];
    let mut letter = 0;
    while letter < 28 {
        let mut at = 0;
        while at < ELEMENTS.len() && ELEMENTS[at].0.as_bytes()[0] < b'a' + letter as u8 {
            at += 1;
        }
        starts[letter] = at as u8;
        letter += 1;
    }
    starts
};

/// The name of an element.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Tag(u8);

impl Tag {
    pub(crate) const A: Self = Self::known("a");
    pub(crate) const ASIDE: Self = Self::known("aside");
    pub(crate) const B: Self = Self::known("b");
    pub(crate) const BODY: Self = Self::known("body");
    pub(crate) const BR: Self = Self::known("br");
    pub(crate) const BUTTON: Self = Self::known("button");
    pub(crate) const CAPTION: Self = Self::known("caption");
    pub(crate) const DD: Self = Self::known("dd");
    pub(crate) const DIV: Self = Self::known("div");
    pub(crate) const DL: Self = Self::known("dl");
    pub(crate) const DT: Self = Self::known("dt");
    pub(crate) const ADDRESS: Self = Self::known("address");
    pub(crate) const ARTICLE: Self = Self::known("article");
    pub(crate) const FOOTER: Self = Self::known("footer");
    pub(crate) const FORM: Self = Self::known("form");
    pub(crate) const H1: Self = Self::known("h1");
    pub(crate) const HEAD: Self = Self::known("head");
    pub(crate) const HEADER: Self = Self::known("header");
    pub(crate) const HR: Self = Self::known("hr");
    pub(crate) const HTML: Self = Self::known("html");
    pub(crate) const LI: Self = Self::known("li");
    pub(crate) const LINK: Self = Self::known("link");
    pub(crate) const MAIN: Self = Self::known("main");
    pub(crate) const MATH: Self = Self::known("math");
    pub(crate) const META: Self = Self::known("meta");
    pub(crate) const OL: Self = Self::known("ol");
    pub(crate) const OPTION: Self = Self::known("option");
    pub(crate) const P: Self = Self::known("p");
    pub(crate) const PRE: Self = Self::known("pre");
    pub(crate) const SCRIPT: Self = Self::known("script");
    pub(crate) const SELECT: Self = Self::known("select");
    pub(crate) const STRONG: Self = Self::known("strong");
    pub(crate) const SVG: Self = Self::known("svg");
    pub(crate) const TABLE: Self = Self::known("table");
    pub(crate) const TD: Self = Self::known("td");
    pub(crate) const TEXTAREA: Self = Self::known("textarea");
    pub(crate) const TH: Self = Self::known("th");
    pub(crate) const TITLE: Self = Self::known("title");
    pub(crate) const TR: Self = Self::known("tr");
    pub(crate) const UL: Self = Self::known("ul");
    /// An element of another name.
    pub(crate) const OTHER: Self = Self::known("~");
    /// Not an element: a piece of text.
    pub(crate) const TEXT: Self = Self::known("~text");

    /// The element called `name`, in any case.
    pub(crate) fn of(name: &str) -> Self {
        let letter = name.bytes().next().unwrap_or_default().to_ascii_lowercase().wrapping_sub(b'a') as usize;
        if letter >= 26 {
            return Self::OTHER;
        }
        let (start, end) = (STARTS[letter] as usize, STARTS[letter + 1] as usize);
        let found = ELEMENTS[start..end].iter().position(|(known, _)| known.len() == name.len() && known.eq_ignore_ascii_case(name));
        found.map_or(Self::OTHER, |at| Self((start + at) as u8))
    }

    pub(crate) fn is(self, kind: Kind) -> bool {
        ELEMENTS[self.0 as usize].1.0 & kind.0 != 0
    }

    /// Its name in lower case; nothing for elements of other names.
    pub(crate) fn name(self) -> &'static str {
        if self == Self::OTHER || self == Self::TEXT { "" } else { ELEMENTS[self.0 as usize].0 }
    }

    const fn known(name: &str) -> Self {
        let mut at = 0;
        while at < ELEMENTS.len() {
            if is_same(ELEMENTS[at].0.as_bytes(), name.as_bytes()) {
                return Self(at as u8);
            }
            at += 1;
        }
        panic!("every name that is asked for stands in the table");
    }
}

const fn is_same(a: &[u8], b: &[u8]) -> bool {
    let mut at = 0;
    while at < a.len() && at < b.len() && a[at] == b[at] {
        at += 1;
    }
    at == a.len() && at == b.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_any_case() {
        assert!(ELEMENTS.is_sorted_by_key(|(name, _)| name));
        assert_eq!(
            (Tag::of("TD"), Tag::of("h1"), Tag::of("o:p").name(), Tag::of("x"), Tag::of("")),
            (Tag::TD, Tag::H1, "o:p", Tag::OTHER, Tag::OTHER)
        );
        assert!(Tag::of("wbr").is(Kind::VOID) && !Tag::OTHER.is(Kind::BLOCK) && Tag::of("xmp").is(Kind::RAW));
    }
}
