//! What is wrong with a charter, where, and what to do.

use std::ops::Range;

/// One problem in a charter document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The bytes of the document it speaks of.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to write at the mark.
    pub label: String,
    /// What to do next.
    pub help: Option<String>,
}
