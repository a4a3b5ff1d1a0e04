//! The `JobPosting` of a page in RDFa: `typeof` and `property` where microdata has `itemtype` and `itemprop`.

use crate::draft::Draft;
use crate::microdata::{Syntax, read_in};
use crate::tree::NodeRef;

const RDFA: Syntax = Syntax { item: "typeof", kind: "typeof", property: "property" };

/// Reads the one `JobPosting` below `root`; none when there are several, as on a list.
pub(crate) fn read(root: NodeRef<'_>) -> Option<Draft> {
    read_in(&RDFA, root)
}
