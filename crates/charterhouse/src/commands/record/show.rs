//! One thing of a record with everything that is said of it, and by whom.

use std::io::Write;

use clap::Args;
use record::{Archive, Attendance, Claim, Edtf, NameClaim, Thing, Voice};
use serde::Serialize;

use super::super::{Form, Outcome};
use super::reading::{Of, archive, json};
use crate::error::CommandError;

/// One thing of a record.
#[derive(Debug, Args)]
pub(super) struct One {
    #[command(flatten)]
    of: Of,
    /// Its id in the record
    #[arg(value_name = "ID")]
    id: String,
}

/// One thing with everything that is said of it.
#[derive(Debug, Serialize)]
struct Shown<'a> {
    kind: &'static str,
    title: &'a str,
    says: &'a Thing,
    appearances: Vec<Appearance<'a>>,
}

/// That somebody stands in a list.
#[derive(Debug, Serialize)]
struct Appearance<'a> {
    event: &'a str,
    order: u32,
    of: usize,
}

/// One thing, by its id.
///
/// # Errors
///
/// When there is no record, or nothing in it has the id.
pub(super) fn show(one: &One, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    let archive = archive(&one.of.data)?;
    let Some((kind, thing)) = archive.get(&one.id) else {
        let error = CommandError::given(format!("the record has nothing with the id {:?}", one.id));
        return Err(error.hint("`charterhouse record find DIR WORDS` finds ids"));
    };
    let appearances = archive.appearances(&one.id).into_iter();
    let shown = Shown {
        kind: kind.word(),
        title: archive.title(thing),
        says: thing,
        appearances: appearances
            .map(|it| Appearance {
                event: &it.event.id,
                order: it.row.order,
                of: it.of,
            })
            .collect(),
    };
    if one.of.format == Form::Json {
        return json(&shown, out);
    }
    writeln!(out, "{}, {}: {}", thing.id, shown.kind, shown.title)?;
    if thing.weak {
        writeln!(out, "  known from tags only")?;
    }
    if let Some(note) = &thing.note {
        writeln!(out, "  note: {note}")?;
    }
    for it in &thing.name {
        writeln!(out, "  name: {}", name(it))?;
    }
    for it in &thing.claim {
        writeln!(out, "  {}: {}", it.says, claim(it))?;
    }
    for it in &thing.attendance {
        writeln!(out, "  {}. {}", it.order, listed(it))?;
    }
    for it in &shown.appearances {
        writeln!(out, "  in {}: {} of {}", it.event, it.order, it.of)?;
    }
    around(&archive, &thing.id, out)
}

/// What else of the record is about a thing: its tags, what names it, and
/// where sources disagree about it.
fn around(archive: &Archive, id: &str, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    for tag in archive.tags_about(id) {
        let read = quoted("read as", tag.reading.as_ref()).unwrap_or_default();
        writeln!(out, "  tag: {}{read} ({})", tag.text, tag.source)?;
    }
    for (_, other, claim) in archive.naming(id) {
        let source = &claim.source;
        writeln!(out, "  named by {}: {} ({source})", other.id, claim.says)?;
    }
    for conflict in archive.conflicts_about(id) {
        writeln!(out, "  sources disagree: {}", conflict.what)?;
    }
    Ok(Outcome::Clean)
}

fn quoted(word: &str, text: Option<&String>) -> Option<String> {
    text.map(|text| format!(", {word} “{text}”"))
}

/// In whose words a source says something.
fn voice(voice: Voice) -> Option<&'static str> {
    match voice {
        Voice::Narrator => None,
        Voice::Quoted => Some("from words it quotes"),
        Voice::Letter => Some("from the letter it quotes"),
        Voice::Speaker => Some("from speakers it quotes"),
        Voice::Rulebook => Some("from the rules it quotes"),
        Voice::Caption => Some("in a caption"),
        Voice::Tag => Some("in a tag"),
    }
}

/// Where something comes from, with the number of its fact at the end.
fn by(source: &str, about: impl IntoIterator<Item = String>, fact: Option<&String>) -> String {
    let fact = fact.map(|fact| format!("note {fact}"));
    let all = std::iter::once(source.to_owned()).chain(about).chain(fact);
    let all: Vec<String> = all.collect();
    format!("({})", all.join("; "))
}

fn name(it: &NameClaim) -> String {
    let word = |value: serde_json::Result<serde_json::Value>| {
        let value = value.ok()?;
        Some(format!(", {}", value.as_str()?))
    };
    let parts = [
        quoted("read as", it.reading.as_ref()),
        it.script.and_then(|it| word(serde_json::to_value(it))),
        it.system.and_then(|it| word(serde_json::to_value(it))),
        it.order.and_then(|it| word(serde_json::to_value(it))),
        it.valid.as_ref().map(|valid| format!(", for {valid}")),
    ];
    let more: String = parts.into_iter().flatten().collect();
    let about = voice(it.voice).map(str::to_owned);
    format!(
        "{}{more} {}",
        it.text,
        by(&it.source, about, it.fact.as_ref())
    )
}

fn claim(it: &Claim) -> String {
    let list = (!it.list.is_empty()).then(|| it.list.join(" / "));
    let said = [&it.value, &list, &it.thing, &it.date, &it.relative];
    let said: Vec<&str> = said.into_iter().flatten().map(String::as_str).collect();
    let mut said = said.join(", ");
    if it.silent {
        "nothing, the source is silent".clone_into(&mut said);
    }
    let more = [
        weekday(it),
        quoted("printed", it.printed.as_ref()),
        quoted("read as", it.reading.as_ref()),
        it.valid.as_ref().map(|valid| format!(", for {valid}")),
    ];
    said.extend(more.into_iter().flatten());
    let quoters = (!it.quoted_by.is_empty()).then(|| it.quoted_by.join(", quoted by "));
    let about = [
        voice(it.voice).map(str::to_owned),
        it.speaker.as_ref().map(|who| format!("said by {who}")),
        quoters.map(|who| format!("quoted by {who}")),
        it.derived
            .then(|| "worked out from it, not printed".to_owned()),
    ];
    let by = by(&it.source, about.into_iter().flatten(), it.fact.as_ref());
    // Words may be given as they are printed, and in no others.
    format!("{} {by}", said.trim_start_matches(", "))
}

/// The printed weekday, and the calendar's where that is another.
fn weekday(it: &Claim) -> Option<String> {
    if it.weekday.is_empty() {
        return None;
    }
    let printed = it.weekday.join(" and ");
    let date = it.date.as_deref().and_then(|date| Edtf::parse(date).ok());
    let calendar = date.map(|date| date.weekdays()).unwrap_or_default();
    Some(if it.weekday == calendar {
        format!(", {printed} as printed")
    } else {
        let calendar = calendar.join(" and ");
        format!(", {printed} as printed and {calendar} by the calendar")
    })
}

fn listed(it: &Attendance) -> String {
    let posts = (!it.posts.is_empty()).then(|| format!("; posts: {}", it.posts.join(", ")));
    let parts = [
        quoted("printed", it.printed.as_ref()),
        quoted("read as", it.reading.as_ref()),
        it.capacity.as_ref().map(|it| format!("; {it}")),
        posts,
        it.note.as_ref().map(|it| format!("; {it}")),
    ];
    let more: String = parts.into_iter().flatten().collect();
    format!(
        "{}{more} {}",
        it.person,
        by(&it.source, None, it.fact.as_ref())
    )
}
