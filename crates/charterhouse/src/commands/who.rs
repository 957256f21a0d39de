//! `charterhouse who`: people under any form of their name.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use clerk::Directory;
use kernel::{PersonId, State};
use names::{Keys, Likeness, forms_of, likeness};
use record::{Found, find_people};
use serde::Serialize;

use super::{Form, Outcome};
use crate::error::CommandError;
use crate::folder;

/// What `who` takes.
#[derive(Debug, Args)]
#[command(
    after_help = "A name may be given in any system and with any apostrophe, in Hangul too, and with other forms in \
    brackets. The roll is shown to whoever may read the data folder."
)]
pub(crate) struct Arguments {
    /// Data folder of the organisation, or a record folder
    #[arg(value_name = "DIR")]
    data: PathBuf,
    /// The name, as in "Choe Ryong Hae [Ch'oe Ryong-hae]"
    #[arg(value_name = "NAME")]
    name: String,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
}

/// Who was found, as programs read it.
#[derive(Debug, Serialize)]
struct Answer<'a> {
    asked: &'a str,
    record: Vec<InRecord<'a>>,
    roll: Vec<OnRoll>,
}

/// Somebody of whom sources speak.
#[derive(Debug, Serialize)]
struct InRecord<'a> {
    id: &'a str,
    likeness: &'static str,
    form: &'a str,
    known_from_tags_only: bool,
    names: Vec<NameRow<'a>>,
    posts: Vec<PostRow<'a>>,
    events: Vec<EventRow<'a>>,
}

/// A form of a name with its source.
#[derive(Debug, Serialize)]
struct NameRow<'a> {
    text: &'a str,
    system: Option<names::System>,
    voice: &'static str,
    source: &'a str,
}

/// A post that a source claims.
#[derive(Debug, Serialize)]
struct PostRow<'a> {
    post: &'a str,
    title: Option<&'a str>,
    source: &'a str,
}

/// An event with the place in its list.
#[derive(Debug, Serialize)]
struct EventRow<'a> {
    event: &'a str,
    order: u32,
}

/// Somebody who belongs or belonged.
#[derive(Debug, Serialize)]
struct OnRoll {
    code: String,
    name: String,
    /// The name that is like what was asked for.
    form: String,
    /// Every name, first the one they go by.
    names: Vec<String>,
    likeness: &'static str,
    unit: Option<String>,
}

/// Finds people, even while a server has the folder.
///
/// # Errors
///
/// When there is neither an organisation nor a record, or brackets do not fit.
pub(crate) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    let bracket = |error: names::BracketError| {
        CommandError::given(format!("in `{}` {error}", arguments.name))
            .hint("close the bracket with its own kind, or leave it out")
    };
    let printed = names::parse(&arguments.name).map_err(bracket)?;
    if names::compact(&arguments.name).is_empty() {
        return Err(CommandError::given("nobody is asked for")
            .hint("give a name or a part of one, as in `charterhouse who DIR \"Ada\"`"));
    }
    let is_organisation = arguments.data.join("organisation.db").exists();
    let record = super::record::open_if_any(&arguments.data)?;
    let found = match &record {
        Some(record) => find_people(record, &arguments.name).map_err(bracket)?,
        None => Vec::new(),
    };
    let forms: Vec<&str> = printed
        .forms
        .iter()
        .map(|form| form.text.as_str())
        .collect();
    let roll = if is_organisation {
        let onlooker = folder::look_into(&arguments.data)?;
        let unreadable = |error| folder::cannot_open(&arguments.data, &error);
        let directory = onlooker.directory().map_err(unreadable)?;
        on_roll(&onlooker.state().map_err(unreadable)?, &directory, &forms)
    } else {
        Vec::new()
    };
    let answer = Answer {
        asked: &arguments.name,
        record: found.iter().map(in_record).collect(),
        roll,
    };
    match arguments.format {
        Form::Json => {
            let json = serde_json::to_string_pretty(&answer).map_err(std::io::Error::from)?;
            writeln!(out, "{json}")?;
        }
        Form::Text => text(&answer, &found, out)?,
    }
    Ok(Outcome::Clean)
}

fn in_record<'a>(found: &Found<'a>) -> InRecord<'a> {
    InRecord {
        id: &found.person.id,
        likeness: found.likeness.word(),
        form: &found.name.text,
        known_from_tags_only: found.person.weak,
        names: (found.person.name.iter())
            .map(|name| NameRow {
                text: &name.text,
                system: name.system,
                voice: name.voice.word(),
                source: &name.source,
            })
            .collect(),
        posts: (found.posts.iter())
            .map(|post| PostRow {
                post: post.post,
                title: post.title,
                source: post.source,
            })
            .collect(),
        events: (found.events.iter())
            .map(|(event, order)| EventRow {
                event: &event.id,
                order: *order,
            })
            .collect(),
    }
}

/// Those of the organisation who have a card with such a name, the likest first.
fn on_roll(state: &State, directory: &Directory, typed: &[&str]) -> Vec<OnRoll> {
    let forms = typed.iter().flat_map(|form| forms_of(form));
    let asked: Vec<Keys> = forms.map(|form| Keys::of(&form)).collect();
    let mut possible: BTreeSet<PersonId> = BTreeSet::new();
    for keys in &asked {
        possible.extend(directory.find(keys.printed()).iter());
        possible.extend(directory.find_sounding(keys.printed()).iter());
        possible.extend(directory.find_near(keys.printed()).iter());
    }
    let mut found: Vec<(Likeness, PersonId, &str)> = Vec::new();
    for person in possible {
        let Some(card) = directory.card(person) else {
            continue;
        };
        // Of names that are as like the one that was typed comes first, then the one they
        // go by.
        let like = |name: &str| {
            let own: Vec<Keys> = forms_of(name).iter().map(|form| Keys::of(form)).collect();
            let pairs = asked
                .iter()
                .flat_map(|asked| own.iter().map(move |own| (asked, own)));
            pairs.filter_map(|(asked, own)| likeness(asked, own)).min()
        };
        let names = card.names().filter_map(|name| {
            let is_other = !typed.contains(&name);
            Some((like(name)?, is_other, name))
        });
        let likest = names.min_by_key(|(like, is_other, _)| (*like, *is_other));
        found.extend(likest.map(|(like, _, name)| (like, person, name)));
    }
    found.sort();
    let row = |(likest, person, form): (Likeness, PersonId, &str)| {
        let card = directory.card(person)?;
        let unit = state.membership(person).and_then(|it| state.unit(it.unit));
        Some(OnRoll {
            code: card.code.clone(),
            name: card.name.clone(),
            form: form.to_owned(),
            names: card.names().map(str::to_owned).collect(),
            likeness: likest.word(),
            unit: unit.map(|unit| unit.code.to_owned()),
        })
    };
    found.into_iter().filter_map(row).collect()
}

fn text(answer: &Answer<'_>, found: &[Found<'_>], out: &mut dyn Write) -> Result<(), CommandError> {
    for (row, found) in answer.record.iter().zip(found) {
        let weak = if row.known_from_tags_only {
            ", known from tags only"
        } else {
            ""
        };
        writeln!(
            out,
            "{} ({}): {}{weak}",
            row.form,
            row.id,
            found.likeness.phrase()
        )?;
        let others = row.names.iter().filter(|name| name.text != row.form);
        for name in others {
            writeln!(
                out,
                "  also {} ({}, {})",
                name.text, name.source, name.voice
            )?;
        }
        for post in &row.posts {
            writeln!(
                out,
                "  {} ({})",
                post.title.unwrap_or(post.post),
                post.source
            )?;
        }
        for event in &row.events {
            writeln!(
                out,
                "  number {} in the list of {}",
                event.order, event.event
            )?;
        }
    }
    for row in &answer.roll {
        let unit = row
            .unit
            .as_ref()
            .map_or_else(|| "in no unit".to_owned(), |unit| format!("in {unit}"));
        writeln!(out, "{} ({}), {unit}: {}", row.name, row.code, row.likeness)?;
        for name in row.names.iter().skip(1) {
            let found = if *name == row.form {
                ", found by it"
            } else {
                ""
            };
            writeln!(out, "  also {name}{found}")?;
        }
    }
    if answer.record.is_empty() && answer.roll.is_empty() {
        writeln!(out, "nobody is known under a name like that")?;
    }
    Ok(())
}
