//! What is wrong with a file of the record, and where.

use std::fmt;

use serde::Serialize;

/// One problem. Its line is counted from 1.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Problem {
    /// The file, from the folder of the record.
    pub file: String,
    /// The line.
    pub line: usize,
    /// What is wrong.
    pub message: String,
    /// What to do next.
    pub help: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}:{}: {}\n  {}",
            self.file, self.line, self.message, self.help
        )
    }
}
