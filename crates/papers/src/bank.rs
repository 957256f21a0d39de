//! Bank statements: the lines of a CSV or camt.053 file, and whose dues each
//! of them may pay. A person confirms before anything is written down.

mod amounts;
mod camt;
mod csv;
mod layout;
mod matching;

use charter::money::{Currency, Money};
use jiff::civil::Date;
use kernel::dues::BankReference;

pub use layout::{Columns, ColumnsFault};
pub use matching::{Finding, Matched, Payers, payment};

use crate::text::{NoText, text_of};

/// The largest statement that is read, in bytes.
pub const BYTES_MAX: usize = 4 * 1024 * 1024;
/// The most lines that are read of one.
pub const LINES_MAX: usize = 10_000;
/// The longest text of a line that is kept, in characters.
const TEXT_CHARACTERS_MAX: usize = 200;

/// What a bank says of one account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statement {
    /// Line by line, in the order of the file.
    pub lines: Vec<BankLine>,
    /// What could not be read.
    pub unread: Vec<Unread>,
}

/// One line of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BankLine {
    /// The line of the file on which it begins.
    pub number: u64,
    /// When the bank booked it.
    pub booked: Date,
    /// How much: never less than nought.
    pub money: Money,
    /// Whether it came in, went out, or is not to be counted.
    pub flow: Flow,
    /// Who paid, or was paid, as the bank writes it.
    pub name: String,
    /// What they wrote along with it.
    pub text: String,
    /// The reference that was given along from end to end; empty for none.
    pub end_to_end: String,
    /// What the bank calls it; empty for nothing.
    pub reference: String,
    /// What tells it from every other line, without a name in it: the same
    /// line in another file has the same one.
    pub mark: String,
}

/// Which way money went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// It came in.
    In,
    /// It went out.
    Out,
    /// What went out came back.
    Reversal,
    /// The bank has announced it and not booked it.
    Announced,
}

/// A line that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Where it begins.
    pub number: u64,
    /// What is wrong with it.
    pub what: String,
}

/// Why a file is no statement that can be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It is no text.
    #[error("{0}")]
    NoText(#[from] NoText),
    /// It is too large.
    #[error("it is larger than {} MB", BYTES_MAX / (1024 * 1024))]
    TooLarge,
    /// It has too many lines.
    #[error("it has more than {LINES_MAX} lines")]
    TooManyLines,
    /// No line names its columns.
    #[error("no line of it names a column of days and one of amounts (it begins {0:?})")]
    NoColumns(String),
    /// A column that was named is not there.
    #[error("no line of it names a column `{0}`")]
    NoSuchColumn(String),
    /// It is XML and no statement.
    #[error("it is {0}, and no statement of an account (camt.053)")]
    OtherMessage(String),
    /// It is damaged.
    #[error("line {line}: {what}")]
    Damaged {
        /// Where.
        line: u64,
        /// How.
        what: String,
    },
}

impl Fault {
    /// What to do instead.
    #[must_use]
    pub fn advice(&self) -> &'static str {
        match self {
            Fault::NoText(_) | Fault::OtherMessage(_) => {
                "ask the bank for the statement as CSV or camt.053"
            }
            Fault::TooLarge | Fault::TooManyLines => "ask the bank for a shorter stretch of time",
            Fault::NoColumns(_) | Fault::NoSuchColumn(_) => {
                "name the columns, as in date=Booking date, amount=Amount"
            }
            Fault::Damaged { .. } => "ask the bank for the file again",
        }
    }
}

/// Reads a statement. Where a file does not say in which currency its amounts
/// are, they are in that of the dues.
///
/// # Errors
///
/// When it is none, or damaged, or too large. A line that cannot be read is no
/// error: it stands among the unread.
pub fn read(bytes: &[u8], columns: &Columns, currency: Currency) -> Result<Statement, Fault> {
    if bytes.len() > BYTES_MAX {
        return Err(Fault::TooLarge);
    }
    let text = text_of(bytes)?;
    let read = if text.trim_start().starts_with('<') {
        camt::read(&text)?
    } else {
        csv::read(&text, columns, currency)?
    };
    Ok(read.marked())
}

/// What was read, before its lines are marked.
#[derive(Debug, Default)]
struct Read {
    lines: Vec<(String, BankLine)>,
    unread: Vec<Unread>,
}

impl Read {
    /// Takes a line in, with the account it is of.
    fn push(&mut self, account: &str, line: BankLine) {
        self.lines.push((account.to_owned(), line));
    }

    fn unread(&mut self, number: u64, what: impl Into<String>) {
        self.unread.push(Unread {
            number,
            what: what.into(),
        });
    }

    fn full(&self) -> bool {
        self.lines.len().saturating_add(self.unread.len()) > LINES_MAX
    }

    /// Gives every line its mark. Lines that say the same are told apart by
    /// how many of them came before: the whole day stands in a statement.
    fn marked(self) -> Statement {
        let mut met = std::collections::BTreeMap::<String, u32>::new();
        let mut lines = Vec::with_capacity(self.lines.len());
        for (account, mut line) in self.lines {
            let what = if line.reference.is_empty() {
                format!("{}/{}/{}", line.end_to_end, line.name, line.text)
            } else {
                line.reference.clone()
            };
            let all = format!(
                "{account}/{what}/{}/{}/{:?}",
                line.booked, line.money, line.flow
            );
            let before = met.entry(all.clone()).or_default();
            let print = BankReference::of(&format!("{all}/{before}"));
            *before = before.saturating_add(1);
            line.mark = format!("line-{:016x}", print.0);
            lines.push(line);
        }
        Statement {
            lines,
            unread: self.unread,
        }
    }
}

/// A text of a bank as one line, without what cannot be seen.
fn tidied(text: &str) -> String {
    let seen: String = text
        .chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    let words: Vec<&str> = seen.split_whitespace().collect();
    words.join(" ").chars().take(TEXT_CHARACTERS_MAX).collect()
}

#[cfg(test)]
mod tests;
