//! A walk through a tree of HTML that no depth can overflow.

use std::ops::Deref;

use scraper::{ElementRef, Node};

/// A node of a page, as `scraper` hands it out.
pub(crate) type NodeRef<'a> = <ElementRef<'a> as Deref>::Target;

/// One step of a walk.
#[derive(Clone, Copy)]
pub(crate) enum Step<'a> {
    /// Before the children of a node.
    Enter(NodeRef<'a>),
    /// After them.
    Leave(NodeRef<'a>),
}

/// The nodes from `root` down, in document order, each entered and left.
pub(crate) struct Walk<'a> {
    root: NodeRef<'a>,
    next: Option<Step<'a>>,
}

impl<'a> Walk<'a> {
    pub(crate) fn of(root: NodeRef<'a>) -> Self {
        Self { root, next: Some(Step::Enter(root)) }
    }

    /// Passes over the children of `node`, which was entered just now.
    pub(crate) fn pass_over(&mut self, node: NodeRef<'a>) {
        self.next = Some(Step::Leave(node));
    }
}

impl<'a> Iterator for Walk<'a> {
    type Item = Step<'a>;

    fn next(&mut self) -> Option<Step<'a>> {
        let step = self.next.take()?;
        self.next = match step {
            Step::Enter(node) => Some(node.first_child().map_or(Step::Leave(node), Step::Enter)),
            Step::Leave(node) if node == self.root => None,
            Step::Leave(node) => node.next_sibling().map(Step::Enter).or_else(|| node.parent().map(Step::Leave)),
        };
        Some(step)
    }
}

/// A key for a node: no two nodes of one tree have the same.
pub(crate) fn key(node: NodeRef<'_>) -> usize {
    std::ptr::from_ref::<Node>(node.value()).addr()
}

/// The elements below `root`, itself included, in document order.
pub(crate) fn elements(root: NodeRef<'_>) -> impl Iterator<Item = ElementRef<'_>> {
    Walk::of(root).filter_map(|step| match step {
        Step::Enter(node) => ElementRef::wrap(node),
        Step::Leave(_) => None,
    })
}

/// The first element below `root` that has one of `names`.
pub(crate) fn first<'a>(root: NodeRef<'a>, names: &[&str]) -> Option<ElementRef<'a>> {
    elements(root).find(|element| names.contains(&element.value().name()))
}
