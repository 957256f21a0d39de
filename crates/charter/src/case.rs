//! Examples in a charter that are tests: what is given, what is done or
//! checked, what is to be expected. This file reads them; `sim` runs them.

/// One example.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// Position of its article in the charter's list.
    pub article: usize,
    /// Line of the document on which it begins, counted from one.
    pub line: usize,
}
