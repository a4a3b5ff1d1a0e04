//! The `JobPosting` of a page in attributes on the elements that a reader sees: in microdata, and by the same walk in any such syntax.

use crate::draft::Draft;
use crate::pay;
use crate::place::country_code;
use crate::plain_text::{finished, one_line, rendered};
use crate::schema_org::{PARTS, append, own_address};
use crate::tree::{NodeRef, elements};

/// The attributes by which a syntax says what an element is.
pub(crate) struct Syntax {
    /// Begins an item of its own.
    pub(crate) item: &'static str,
    /// Names its type.
    pub(crate) kind: &'static str,
    /// Names a property of the item around it.
    pub(crate) property: &'static str,
}

/// A property that repeats more often says nothing about one job.
const MAX_REPEATS: usize = 50;

const MICRODATA: Syntax = Syntax { item: "itemscope", kind: "itemtype", property: "itemprop" };

/// Reads the one `JobPosting` below `root` in microdata; none when there are several, as on a list.
pub(crate) fn read(root: NodeRef<'_>) -> Option<Draft> {
    read_in(&MICRODATA, root)
}

/// Reads the one `JobPosting` below `root` in `syntax`.
pub(crate) fn read_in(syntax: &Syntax, root: NodeRef<'_>) -> Option<Draft> {
    let mut scopes = elements(root).filter(|element| says(*element, syntax.kind, "JobPosting"));
    let (Some(scope), None) = (scopes.next(), scopes.next()) else { return None };
    let item = Item { syntax, scope };
    let mut draft = Draft {
        url: item.property("url").and_then(|element| own_address(&element.attr("href").or_else(|| element.attr("content"))?, None)),
        identifier: item.inner("identifier", "value"),
        title: item.value("title"),
        hiring_organization: item.inner("hiringOrganization", "name"),
        job_location: item.place(),
        address_country: item.value("addressCountry").and_then(|raw| country_code(&raw)),
        employment_type: item.value("employmentType"),
        base_salary: item.pay(),
        description: item.description(),
        ..Draft::default()
    };
    let is_american = draft.address_country.as_deref() == Some("US");
    draft.date(item.value("datePosted"), item.value("validThrough"), is_american);
    Some(draft)
}

/// An item: the element that begins it, and the properties below.
struct Item<'a> {
    syntax: &'a Syntax,
    scope: NodeRef<'a>,
}

impl<'a> Item<'a> {
    /// The elements that have the property: those of the item itself, else those of items inside it, since pages nest them as they like.
    fn properties(&self, name: &str) -> Vec<NodeRef<'a>> {
        let all: Vec<_> = elements(self.scope).skip(1).filter(|element| says(*element, self.syntax.property, name)).take(MAX_REPEATS).collect();
        let own: Vec<_> = all.iter().copied().filter(|element| self.is_own(*element)).collect();
        if own.is_empty() { all } else { own }
    }

    fn property(&self, name: &str) -> Option<NodeRef<'a>> {
        self.properties(name).into_iter().next()
    }

    /// Whether no other item begins between the item and a property.
    fn is_own(&self, element: NodeRef<'_>) -> bool {
        let mut above = std::iter::successors(element.parent(), |above| above.parent()).take_while(|above| *above != self.scope);
        above.all(|above| above.attr(self.syntax.item).is_none())
    }

    fn value(&self, name: &str) -> Option<String> {
        self.property(name).and_then(value_of)
    }

    /// A property of the item that a property is, or what that property says itself.
    fn inner(&self, outer: &str, name: &str) -> Option<String> {
        let scope = self.property(outer)?;
        let inner = Item { syntax: self.syntax, scope };
        inner.value(name).or_else(|| value_of(scope))
    }

    fn place(&self) -> Option<String> {
        let scope = self.property("jobLocation").unwrap_or(self.scope);
        let place = Item { syntax: self.syntax, scope };
        let parts: Vec<String> = ["addressLocality", "addressRegion", "addressCountry"].iter().filter_map(|name| place.value(name)).collect();
        if parts.is_empty() { self.value("jobLocation") } else { Some(parts.join(", ")) }
    }

    fn pay(&self) -> Option<String> {
        let scope = self.property("baseSalary")?;
        let pay = Item { syntax: self.syntax, scope };
        let (currency, unit) = (pay.value("currency").or_else(|| self.value("salaryCurrency")), pay.value("unitText"));
        let range = |low, high| pay::range(low, high, currency.as_deref(), unit.as_deref());
        range(pay.value("minValue"), pay.value("maxValue")).or_else(|| range(pay.value("value"), None)).or_else(|| value_of(scope))
    }

    /// The text, of one or several elements, and below it the parts that are not in it already.
    fn description(&self) -> String {
        let mut text = String::new();
        for element in self.properties("description") {
            append(&mut text, "", &text_of(element));
        }
        for (name, heading) in PARTS {
            for element in self.properties(name) {
                append(&mut text, heading, &text_of(element));
            }
        }
        text
    }
}

/// Whether an attribute has `name` among its words, with or without the name of a vocabulary before it.
fn says(element: NodeRef<'_>, attribute: &str, name: &str) -> bool {
    let words = element.attr(attribute);
    words.is_some_and(|words| words.split_whitespace().any(|word| word.rsplit(['/', ':', '#']).next() == Some(name)))
}

/// What a machine is told, else what a reader sees.
fn value_of(element: NodeRef<'_>) -> Option<String> {
    let told = element.attr("content").or_else(|| element.attr("datetime"));
    let text = told.map_or_else(|| one_line(&text_of(element)), |told| one_line(&told));
    Some(text).filter(|text| !text.is_empty())
}

fn text_of(element: NodeRef<'_>) -> String {
    finished(&rendered(element, &|_| false))
}
