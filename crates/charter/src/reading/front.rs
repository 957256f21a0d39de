//! The front matter: what the document is and where its rules come from.

use std::ops::Range;

use jiff::civil::Date;

use super::fields::{Fields, SourceKeys};
use super::value::{self, Marked, Value};
use crate::problem::Problems;
use crate::rule::Source;

/// What the front matter says.
#[derive(Debug)]
pub(super) struct Front {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) edition: Date,
    pub(super) sources: Vec<Source>,
    pub(super) keys: SourceKeys,
}

/// Reads the front matter.
pub(super) fn read(text: &str, span: Option<&Range<usize>>, problems: &mut Problems) -> Front {
    let mut front = Front {
        id: String::new(),
        title: String::new(),
        edition: Date::ZERO,
        sources: Vec::new(),
        keys: SourceKeys::default(),
    };
    let Some(span) = span else {
        return front;
    };
    let entries = value::parse(
        text.get(span.clone()).unwrap_or_default(),
        span.start,
        problems,
    );
    let opening = span.start.saturating_sub(4)..span.start.saturating_sub(1);
    let mut fields = Fields::new("front matter", opening, entries);
    if let Some(id) = fields.text_needed("charter", "\"short-name\"", problems) {
        front.id = id.value;
    }
    if let Some(title) = fields.text_needed("title", "\"The statutes of ...\"", problems) {
        front.title = title.value;
    }
    let before = problems.count();
    match fields.day("edition", problems) {
        Some(edition) => front.edition = edition.value,
        None if problems.count() == before => fields.missing("edition", "2017-12-28", problems),
        None => {}
    }
    if let Some(mut sources) = fields.table("sources", problems) {
        for entry in sources.rest() {
            let source = source(&entry.key, entry.value, problems);
            front.keys.0.push(source.key.clone());
            front.sources.push(source);
        }
    }
    fields.finish(problems);
    front
}

fn source(key: &Marked<String>, found: Marked<Value>, problems: &mut Problems) -> Source {
    let mut source = Source {
        key: key.value.clone(),
        title: String::new(),
    };
    if source.key == "assumed" || source.key.contains(char::is_whitespace) {
        let help = "a key has no spaces, and `assumed` means that there is no source";
        problems.note(
            &key.span,
            format!("`{}` cannot be the key of a source", key.value),
            "",
            help,
        );
    }
    match found.value {
        Value::Table(entries) => {
            let mut fields =
                Fields::new(format!("sources.{}", source.key), key.span.clone(), entries);
            if let Some(title) = fields.text_needed("title", "\"Author, title, date\"", problems) {
                source.title = title.value;
            }
            fields.finish(problems);
        }
        other => {
            let help = format!(
                "write `[sources.{}]` and under it `title = \"...\"`",
                source.key
            );
            problems.note(
                &found.span,
                "a source has to be a table",
                format!("this is {}", other.kind()),
                help,
            );
        }
    }
    source
}
