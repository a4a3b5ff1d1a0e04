//! XML, element by element, to a fixed depth.

use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

use crate::fault::{Fault, FaultKind};

/// Deeper than any word processor goes.
const MAX_DEPTH: usize = 256;

/// Where to go from an element that opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    Inside,
    /// Past it and all that it holds.
    Past,
}

/// Who reads a document. Names come without their prefix.
pub(super) trait Visit {
    fn open(&mut self, element: &Element<'_>) -> Next;
    fn text(&mut self, text: &str);
    fn close(&mut self, name: &str);
}

/// An element that opens.
pub(super) struct Element<'a>(&'a BytesStart<'a>);

impl Element<'_> {
    pub(super) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// The attribute `name`, whatever its prefix.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        let attribute = attributes.with_checks(false).flatten().find(|attribute| attribute.key.local_name().into_inner() == name)?;
        let raw = attribute.value.clone().into_owned();
        Some(quick_xml::escape::unescape(&raw).map(std::borrow::Cow::into_owned).unwrap_or(raw))
    }
}

/// Shows `xml` to `visit`. Entities of its own are never expanded.
///
/// # Errors
///
/// [`FaultKind::Damaged`]; what stands before the damage was shown.
pub(super) fn walk(xml: &str, visit: &mut impl Visit) -> Result<(), Fault> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    let mut depth = 0_usize;
    // The depth below which everything is passed over.
    let mut past: Option<usize> = None;
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Err(Fault::new(FaultKind::Damaged, format!("XML that is nested deeper than {MAX_DEPTH}")));
                }
                if past.is_none() && visit.open(&Element(&start)) == Next::Past {
                    past = Some(depth);
                }
            }
            Ok(Event::Empty(start)) if past.is_none() => {
                let element = Element(&start);
                if visit.open(&element) == Next::Inside {
                    visit.close(element.name());
                }
            }
            Ok(Event::End(end)) => {
                if past.is_none() {
                    visit.close(end.local_name().into_inner());
                }
                past = past.filter(|past| *past != depth);
                depth = depth.saturating_sub(1);
            }
            Ok(Event::Text(text)) if past.is_none() => visit.text(&text),
            Ok(Event::CData(text)) if past.is_none() => visit.text(&text),
            Ok(Event::GeneralRef(entity)) if past.is_none() => visit.text(&resolved(&entity)),
            Ok(Event::Eof) => return Ok(()),
            Ok(_) => {}
            Err(error) => return Err(Fault::new(FaultKind::Damaged, format!("XML at byte {}: {error}", reader.error_position()))),
        }
    }
}

fn resolved(entity: &BytesRef<'_>) -> String {
    match entity.resolve_char_ref() {
        Ok(Some(c)) => c.to_string(),
        _ => resolve_xml_entity(entity).unwrap_or_default().to_owned(),
    }
}
