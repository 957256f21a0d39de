//! From the text of a document to a charter.

use crate::{Charter, Problem};

/// What came of reading a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The charter, when nothing stood in the way.
    pub charter: Option<Charter>,
    /// Everything that was found wrong, in document order.
    pub problems: Vec<Problem>,
}

/// Reads a charter document.
#[must_use]
pub fn read(text: &str) -> Reading {
    let _ = text;
    Reading { charter: None, problems: Vec::new() }
}
