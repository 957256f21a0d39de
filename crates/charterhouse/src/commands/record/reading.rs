//! What readers find out from a record: its sources, its tags, and whatever has
//! a name or words.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use record::{Archive, Kind, Matched, Source, Tag};
use serde::Serialize;

use super::super::{Form, Outcome};
use super::{counted, open_with_own};
use crate::error::CommandError;

/// Which record.
#[derive(Debug, Args)]
pub(super) struct Of {
    /// Data folder of the organisation, or a record folder
    #[arg(value_name = "DIR")]
    pub(super) data: PathBuf,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = Form::Text)]
    pub(super) format: Form,
}

/// What is looked for in a record.
#[derive(Debug, Args)]
pub(super) struct Sought {
    #[command(flatten)]
    of: Of,
    /// A name in any spelling, or words
    #[arg(value_name = "WORDS")]
    words: String,
}

pub(super) fn archive(data: &Path) -> Result<Archive, CommandError> {
    let (_, record) = open_with_own(data)?;
    Ok(Archive::of(&record))
}

pub(super) fn json(it: &impl Serialize, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    let json = serde_json::to_string_pretty(it).map_err(std::io::Error::from)?;
    writeln!(out, "{json}")?;
    Ok(Outcome::Clean)
}

/// A source with what names it.
#[derive(Debug, Serialize)]
struct SourceRow<'a> {
    #[serde(flatten)]
    source: &'a Source,
    claims: usize,
    tags: usize,
}

/// The sources, as their page has them.
pub(super) fn sources(of: &Of, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    let archive = archive(&of.data)?;
    let row = |source| SourceRow {
        source,
        claims: claims_of(&archive, source),
        tags: tags_of(&archive, source),
    };
    let rows: Vec<SourceRow<'_>> = archive.sources().iter().map(row).collect();
    if of.format == Form::Json {
        return json(&rows, out);
    }
    for it in &rows {
        let date = it.source.date.as_deref().unwrap_or("no date printed");
        writeln!(
            out,
            "{}: {}, {date}; {}, {}",
            it.source.id,
            it.source.title,
            counted(it.claims, "claim", "claims"),
            counted(it.tags, "tag", "tags")
        )?;
    }
    Ok(Outcome::Clean)
}

fn claims_of(archive: &Archive, source: &Source) -> usize {
    let kinds = Kind::OF_THINGS.into_iter();
    let things = kinds.flat_map(|kind| archive.of_kind(kind));
    let claims = things.flat_map(|thing| &thing.claim);
    claims
        .filter(|claim| claim.source == source.id && !claim.silent)
        .count()
}

fn tags_of(archive: &Archive, source: &Source) -> usize {
    let tags = archive.tags().iter();
    tags.filter(|tag| tag.source == source.id).count()
}

/// The tags, as their page has them.
pub(super) fn tags(of: &Of, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    let archive = archive(&of.data)?;
    let tags: Vec<&Tag> = archive.tags().iter().collect();
    if of.format == Form::Json {
        return json(&tags, out);
    }
    for tag in tags {
        let among = tag.among.as_deref().unwrap_or("not counted among others");
        writeln!(out, "{} ({among}; {})", tag.text, tag.source)?;
    }
    Ok(Outcome::Clean)
}

/// Something that was found.
#[derive(Debug, Serialize)]
struct Hit<'a> {
    id: &'a str,
    kind: &'static str,
    title: &'a str,
    matched: String,
}

/// Whatever has the name or the words, people first.
pub(super) fn find(sought: &Sought, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    let archive = archive(&sought.of.data)?;
    let found = archive.search(&sought.words);
    let hits: Vec<Hit<'_>> = found
        .people
        .iter()
        .chain(&found.others)
        .map(|hit| Hit {
            id: &hit.thing.id,
            kind: hit.kind.word(),
            title: archive.title(hit.thing),
            matched: match hit.matched {
                Matched::Name(form, likeness) => format!("{form}: {}", likeness.phrase()),
                Matched::Words(text) => text.to_owned(),
            },
        })
        .collect();
    if sought.of.format == Form::Json {
        return json(&hits, out);
    }
    if hits.is_empty() {
        writeln!(out, "nothing of the record has that")?;
    }
    for hit in &hits {
        writeln!(
            out,
            "{}, {}: {} ({})",
            hit.id, hit.kind, hit.title, hit.matched
        )?;
    }
    Ok(Outcome::Clean)
}
