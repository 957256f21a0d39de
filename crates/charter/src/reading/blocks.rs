//! The tables of the rule blocks, sorted by kind.

use super::document::{Block, BlockKind};
use super::fields::Fields;
use super::value::{self, Entry, Value};
use crate::problem::{Problems, did_you_mean};

/// The kinds of rule there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Level,
    Grade,
    Belonging,
    Leaving,
    Size,
    Post,
    Choosing,
    Meeting,
    Directive,
    Report,
    Award,
    Conference,
    Body,
    Course,
    Visit,
    Bulletin,
    Petition,
    Procedure,
    Dues,
    Right,
    Duty,
}

impl Kind {
    const ALL: &[Kind] = &[
        Kind::Level,
        Kind::Grade,
        Kind::Belonging,
        Kind::Leaving,
        Kind::Size,
        Kind::Post,
        Kind::Choosing,
        Kind::Meeting,
        Kind::Directive,
        Kind::Report,
        Kind::Award,
        Kind::Conference,
        Kind::Body,
        Kind::Course,
        Kind::Visit,
        Kind::Bulletin,
        Kind::Petition,
        Kind::Procedure,
        Kind::Dues,
        Kind::Right,
        Kind::Duty,
    ];

    /// The name of its table.
    pub(super) fn word(self) -> &'static str {
        match self {
            Kind::Level => "level",
            Kind::Grade => "grade",
            Kind::Belonging => "belonging",
            Kind::Leaving => "leaving",
            Kind::Size => "size",
            Kind::Post => "post",
            Kind::Choosing => "choosing",
            Kind::Meeting => "meeting",
            Kind::Directive => "directive",
            Kind::Report => "report",
            Kind::Award => "award",
            Kind::Conference => "conference",
            Kind::Body => "body",
            Kind::Course => "course",
            Kind::Visit => "visit",
            Kind::Bulletin => "bulletin",
            Kind::Petition => "petition",
            Kind::Procedure => "procedure",
            Kind::Dues => "dues",
            Kind::Right => "right",
            Kind::Duty => "duty",
        }
    }
}

/// The table of one rule, not yet read.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) kind: Kind,
    pub(super) article: usize,
    pub(super) fields: Fields,
}

/// Takes the tables out of the rule blocks, in document order.
pub(super) fn take(text: &str, blocks: &[Block], problems: &mut Problems) -> Vec<Found> {
    let mut found = Vec::new();
    for block in blocks.iter().filter(|block| block.kind == BlockKind::Rule) {
        let body = text.get(block.body.clone()).unwrap_or_default();
        let before = problems.count();
        let entries = value::parse(body, block.body.start, problems);
        if entries.is_empty() && problems.count() == before {
            let help = "begin with the kind in brackets, such as `[size]`";
            problems.note(&block.whole, "this rule block says nothing", "empty", help);
        }
        for entry in entries {
            sort(entry, block.article, &mut found, problems);
        }
    }
    found
}

fn sort(entry: Entry, article: usize, found: &mut Vec<Found>, problems: &mut Problems) {
    let word = &entry.key.value;
    let Some(kind) = Kind::ALL.iter().copied().find(|kind| kind.word() == word) else {
        problems.note(
            &entry.key.span,
            format!("`{word}` is no kind of rule"),
            "not known",
            did_you_mean(word, Kind::ALL.iter().copied().map(Kind::word), "kind"),
        );
        return;
    };
    let mut push = |span, entries| {
        found.push(Found {
            kind,
            article,
            fields: Fields::new(kind.word(), span, entries),
        });
    };
    match entry.value.value {
        Value::Table(entries) => push(entry.value.span, entries),
        Value::List(items) => {
            for item in items {
                match item.value {
                    Value::Table(entries) => push(item.span, entries),
                    other => {
                        let label = format!("this is {}", other.kind());
                        problems.note(&item.span, "a rule has to be a table", label, "");
                    }
                }
            }
        }
        other => {
            let help = format!("write `[{word}]` on a line of its own and the keys under it");
            problems.note(
                &entry.value.span,
                "a rule has to be a table",
                format!("this is {}", other.kind()),
                help,
            );
        }
    }
}
