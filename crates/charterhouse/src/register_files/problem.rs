//! What is wrong with a register file: where, what, and what to do.

use std::fmt;

/// Which of the two files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum File {
    /// The units.
    Units,
    /// The people.
    People,
}

impl fmt::Display for File {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            File::Units => "units.csv",
            File::People => "people.csv",
        })
    }
}

/// The kinds of fault a register file can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fault {
    // of the whole file
    EmptyFile,
    NotATable,
    OtherFile,
    NoRows,
    MissingColumn,
    DuplicateColumn,
    // of a line
    UnclosedQuotes,
    TextAfterQuotes,
    TooFewValues,
    TooManyValues,
    // of any value
    QuotesInside,
    Undecodable,
    ControlCharacter,
    InvisibleCharacter,
    SpreadsheetError,
    TooLong,
    EmptyValue,
    CodeShape,
    // of a date
    DateShape,
    NoSuchDay,
    FutureDate,
    DateTooEarly,
    // of a unit
    UnknownLevel,
    DuplicateUnit,
    NoParent,
    UnknownParent,
    OwnParent,
    ParentInCircle,
    SeveralTops,
    NoTop,
    // of a person
    DuplicatePerson,
    InTwoUnits,
    UnderTwoCodes,
    UnknownUnit,
    UnitWithoutMembers,
    UnknownGrade,
    NameShape,
    EmailShape,
    PhoneShape,
    PhoneMangled,
    // of a post
    PostShape,
    UnknownPost,
    PostTwice,
    PostUnknownUnit,
    PostNotAtLevel,
    /// Only the record itself shows it.
    RefusedByDesk,
}

/// A named column of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Column {
    /// Its place in the file, counted from one.
    pub(crate) number: usize,
    /// Its name in the header.
    pub(crate) name: &'static str,
}

/// One problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    /// The file.
    pub(crate) file: File,
    /// The line, counted from one; none where it is the whole file's.
    pub(crate) line: Option<u32>,
    /// The column, where it is one value's.
    pub(crate) column: Option<Column>,
    /// The value as it stands in the file, shortened when long.
    pub(crate) value: Option<String>,
    /// Its kind.
    pub(crate) fault: Fault,
    /// What is wrong.
    pub(crate) wrong: String,
    /// What to do.
    pub(crate) advice: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.file)?;
        if let Some(line) = self.line {
            write!(out, ":{line}")?;
        }
        if let Some(column) = self.column {
            write!(out, ": column {} `{}`", column.number, column.name)?;
        }
        if let Some(value) = &self.value {
            write!(out, ": {value:?}")?;
        }
        write!(out, ": {}; {}", self.wrong, self.advice)
    }
}

/// A column that the reader has no use for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ignored {
    /// The file.
    pub(crate) file: File,
    /// Its place, counted from one.
    pub(crate) number: usize,
    /// Its name.
    pub(crate) name: String,
}

/// What a reading of files has to say about them.
#[derive(Debug, Default)]
pub(crate) struct Report {
    /// Everything that stands in the way.
    pub(crate) problems: Vec<Problem>,
    /// Columns that were passed over.
    pub(crate) ignored: Vec<Ignored>,
}

impl Report {
    /// A problem of a whole file.
    pub(crate) fn file(
        &mut self,
        file: File,
        fault: Fault,
        wrong: impl Into<String>,
        advice: impl Into<String>,
    ) {
        self.problems.push(Problem {
            file,
            line: None,
            column: None,
            value: None,
            fault,
            wrong: wrong.into(),
            advice: advice.into(),
        });
    }

    /// A problem of a whole line.
    pub(crate) fn line(
        &mut self,
        at: (File, u32),
        fault: Fault,
        wrong: impl Into<String>,
        advice: impl Into<String>,
    ) {
        self.file(at.0, fault, wrong, advice);
        if let Some(last) = self.problems.last_mut() {
            last.line = Some(at.1);
        }
    }

    /// A problem of one value.
    pub(crate) fn value(
        &mut self,
        placed: &Placed<'_>,
        fault: Fault,
        wrong: impl Into<String>,
        advice: impl Into<String>,
    ) {
        self.problems.push(Problem {
            file: placed.file,
            line: Some(placed.line),
            column: Some(placed.column),
            value: Some(shortened(placed.value)),
            fault,
            wrong: wrong.into(),
            advice: advice.into(),
        });
    }

    /// Puts the problems in the order of the files and their lines.
    pub(crate) fn sort(&mut self) {
        self.problems
            .sort_by_key(|problem| (problem.file, problem.line, problem.column, problem.fault));
    }
}

/// One value with its place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Placed<'t> {
    pub(crate) file: File,
    pub(crate) line: u32,
    pub(crate) column: Column,
    /// The value without the blanks around it.
    pub(crate) value: &'t str,
}

/// Long values are cut so that a message stays readable.
pub(crate) fn shortened(value: &str) -> String {
    const LETTERS_MAX: usize = 60;
    match value.char_indices().nth(LETTERS_MAX) {
        Some((at, _)) => format!("{}…", value.get(..at).unwrap_or_default()),
        None => value.to_owned(),
    }
}
