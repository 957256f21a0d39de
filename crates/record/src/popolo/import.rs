//! Popolo JSON as files of a record. What a record has no word for is named,
//! so that nothing is dropped in silence.

mod held;
mod sources;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::check::RESERVED_IDS;
use crate::edtf::Edtf;
use crate::model::{Claim, NameClaim, Source, Thing, Things, Voice};
use crate::reading::{File, write};
use sources::{Entries, Named};

/// What came of reading Popolo.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FromPopolo {
    /// The files.
    pub files: Vec<File>,
    /// What was not taken, each thing once: where it stood, and how often.
    pub passed_over: Vec<String>,
}

/// Why a document is no Popolo.
#[derive(Debug, thiserror::Error)]
pub enum PopoloError {
    /// It is not JSON.
    #[error("it is not JSON")]
    Json(#[from] serde_json::Error),
    /// It has none of the lists.
    #[error(
        "it has none of the lists of Popolo: persons, organizations, posts, memberships, events"
    )]
    Lists,
    /// Something in a list is not an object with what it needs.
    #[error("{list}, number {number}: {what}")]
    Item {
        /// The list.
        list: &'static str,
        /// Which of it, from one.
        number: usize,
        /// What is missing.
        what: &'static str,
    },
    /// The files could not be written.
    #[error("a value cannot be written as TOML")]
    Write(#[from] toml::ser::Error),
}

type Object = Map<String, Value>;

/// Reads Popolo. Every claim of the record names the document as its source.
///
/// # Errors
///
/// When it is no Popolo, or something in it has no id or no name.
pub fn from_popolo(text: &str, title: &str) -> Result<FromPopolo, PopoloError> {
    let document: Value = serde_json::from_str(text)?;
    let document = document.as_object().ok_or(PopoloError::Lists)?;
    let mut reading = Reading::default();
    for key in document.keys() {
        if !LISTS.iter().any(|(_, keys)| keys.contains(&key.as_str())) {
            reading.pass_over(key);
        }
    }
    let [people, organizations, posts, memberships, events] = LISTS.map(|(list, keys)| {
        let all = keys.iter().filter_map(|key| document.get(*key)?.as_array());
        (list, all.flatten().collect::<Vec<_>>())
    });
    if LISTS
        .iter()
        .all(|(_, keys)| keys.iter().all(|key| !document.contains_key(*key)))
    {
        return Err(PopoloError::Lists);
    }
    // First of things, where a source stands with its title.
    for (_, all) in [&people, &organizations, &posts, &events, &memberships] {
        for it in all.iter().filter_map(|it| it.as_object()) {
            reading.named.entries(it);
        }
    }
    reading.ids(&[&people, &organizations, &posts, &events]);
    let mut things = Things {
        source: vec![Source {
            id: SOURCE.to_owned(),
            title: title.to_owned(),
            kind: Some("Popolo document".to_owned()),
            ..Source::default()
        }],
        ..Things::default()
    };
    things.organisation = reading.each(&organizations, Reading::organization)?;
    things.post = reading.each(&posts, Reading::post)?;
    things.person = reading.each(&people, Reading::person)?;
    things.event = reading.each(&events, Reading::event)?;
    for (at, membership) in memberships.1.iter().enumerate() {
        let membership = object(membership, memberships.0, at)?;
        reading.membership(&mut things, membership, at)?;
    }
    things.source.append(&mut reading.named.all);
    reading.finish(things)
}

/// The source that the document is.
const SOURCE: &str = "popolo-document";

/// The lists of Popolo, and under which keys documents have them.
const LISTS: [(&str, &[&str]); 5] = [
    ("persons", &["persons", "people"]),
    ("organizations", &["organizations"]),
    ("posts", &["posts"]),
    ("memberships", &["memberships"]),
    ("events", &["events"]),
];

/// A list with its name.
type List<'a> = (&'static str, Vec<&'a Value>);

fn object<'a>(value: &'a Value, list: &'static str, at: usize) -> Result<&'a Object, PopoloError> {
    value.as_object().ok_or(PopoloError::Item {
        list,
        number: at + 1,
        what: "it is no object",
    })
}

fn text<'a>(it: &'a Object, key: &str) -> Option<&'a str> {
    it.get(key)?.as_str().filter(|text| !text.trim().is_empty())
}

fn said(says: &str, value: &str, source: String) -> Claim {
    Claim {
        says: says.to_owned(),
        value: Some(value.to_owned()),
        source,
        ..Claim::default()
    }
}

fn of_thing(says: &str, thing: &str, source: String) -> Claim {
    Claim {
        says: says.to_owned(),
        thing: Some(thing.to_owned()),
        source,
        ..Claim::default()
    }
}

/// Why a start and an end are no stretch of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NoSpan {
    /// One of them is no date.
    Date,
    /// The end comes first.
    Order,
}

/// A start and an end as one date.
fn span(it: &Object) -> Result<Option<String>, NoSpan> {
    let date = |key: &str| match text(it, key) {
        Some(date) if Edtf::parse(date).is_err() => Err(NoSpan::Date),
        date => Ok(date),
    };
    let span = match (date("start_date")?, date("end_date")?) {
        (Some(start), Some(end)) => format!("{start}/{end}"),
        (Some(start), None) => format!("{start}/"),
        (None, Some(end)) => format!("/{end}"),
        (None, None) => return Ok(None),
    };
    match Edtf::parse(&span) {
        Ok(_) => Ok(Some(span)),
        Err(_) => Err(NoSpan::Order),
    }
}

/// What the note of another name says of it, as a record writes it out.
fn noted(note: &str, named: &Named) -> Option<NameClaim> {
    let (words, source) = note.rsplit_once(", by ")?;
    let mut name = NameClaim {
        source: source.to_owned(),
        ..NameClaim::default()
    };
    for word in words.split(", ") {
        let word = Value::String(word.to_owned());
        match serde_json::from_value::<Voice>(word.clone()) {
            Ok(voice) => name.voice = voice,
            Err(_) => name.system = Some(serde_json::from_value(word).ok()?),
        }
    }
    named.has(source).then_some(name)
}

/// What is read so far.
#[derive(Debug, Default)]
struct Reading {
    /// The ids of the record by kind and id of the document.
    ids: BTreeMap<(ListName, String), String>,
    taken: BTreeSet<String>,
    named: Named,
    passed_over: BTreeMap<String, usize>,
}

/// Which list an id is of: two lists may have one id.
type ListName = &'static str;

impl Reading {
    fn pass_over(&mut self, what: &str) {
        *self.passed_over.entry(what.to_owned()).or_default() += 1;
    }

    /// Gives every thing an id that a record takes, the document's own where it is one.
    fn ids(&mut self, lists: &[&List<'_>]) {
        for (list, all) in lists {
            for it in all.iter().filter_map(|it| it.as_object()) {
                let Some(id) = text(it, "id") else { continue };
                let is_word = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
                let mut own: String = id
                    .chars()
                    .map(|it| if is_word(it) { it } else { '-' })
                    .collect();
                if !own.starts_with(|it: char| it.is_ascii_alphabetic()) {
                    own = format!("{}-{own}", list.trim_end_matches('s'));
                }
                let mut fresh = own.clone();
                let mut number = 2;
                let is_taken = |id: &str| {
                    self.taken.contains(id)
                        || self.named.has(id)
                        || RESERVED_IDS.contains(&id)
                        || id == SOURCE
                };
                while is_taken(&fresh) {
                    fresh = format!("{own}-{number}");
                    number += 1;
                }
                self.taken.insert(fresh.clone());
                self.ids.insert((list, id.to_owned()), fresh);
            }
        }
    }

    fn id(&self, list: &'static str, id: &str) -> Option<String> {
        self.ids.get(&(list, id.to_owned())).cloned()
    }

    /// Each of a list, where those without an id are refused by their number.
    fn each(
        &mut self,
        (list, all): &List<'_>,
        read: fn(&mut Reading, &Object, Thing) -> Option<Thing>,
    ) -> Result<Vec<Thing>, PopoloError> {
        let mut things = Vec::new();
        for (at, it) in all.iter().enumerate() {
            let it = object(it, list, at)?;
            let missing = |what| PopoloError::Item {
                list,
                number: at + 1,
                what,
            };
            let id = text(it, "id").ok_or_else(|| missing("it has no id"))?;
            let thing = Thing {
                id: self.id(list, id).unwrap_or_default(),
                ..Thing::default()
            };
            let thing = read(self, it, thing).ok_or_else(|| missing("it has no name"))?;
            things.push(thing);
        }
        Ok(things)
    }

    /// Notes every key that is not among those taken.
    fn rest(&mut self, list: &str, it: &Object, taken: &[&str]) {
        let is_empty = |value: &Value| {
            value.is_null() || value.as_array().is_some_and(Vec::is_empty) || value == ""
        };
        let rest = it
            .iter()
            .filter(|(key, value)| !taken.contains(&key.as_str()) && !is_empty(value));
        for (key, _) in rest {
            self.pass_over(&format!("{list}.{key}"));
        }
    }

    /// The sources of a thing; what is none is passed over.
    fn sources(&mut self, list: &str, it: &Object) -> Entries {
        let (entries, strange) = self.named.entries(it);
        for _ in 0..strange {
            self.pass_over(&format!("{list}.sources without a note or an address"));
        }
        entries
    }

    /// Notes each source of a thing that nothing taken from it names.
    fn unused(&mut self, list: &str, sources: &Entries, thing: &Thing) {
        for entry in &sources.0 {
            let names = thing.name.iter().map(|it| &it.source);
            let claims = thing.claim.iter().map(|it| &it.source);
            let rows = thing.attendance.iter().map(|it| &it.source);
            if !names.chain(claims).chain(rows).any(|it| *it == entry.id) {
                self.pass_over(&format!(
                    "{list}.sources that do not say what of it is theirs"
                ));
            }
        }
    }

    /// The name and the other names.
    fn names(
        &mut self,
        list: &str,
        it: &Object,
        key: &str,
        sources: &Entries,
    ) -> Option<Vec<NameClaim>> {
        let mut names = vec![NameClaim {
            text: text(it, key)?.to_owned(),
            source: sources.of("name"),
            ..NameClaim::default()
        }];
        let others = it.get("other_names").and_then(Value::as_array);
        for other in others.into_iter().flatten() {
            // Some documents have bare texts here.
            let whole = other.as_object();
            let words = other.as_str().or(whole.and_then(|it| text(it, "name")));
            let Some(words) = words else {
                self.pass_over(&format!("{list}.other_names without a name"));
                continue;
            };
            let valid = whole.map_or(Ok(None), span);
            if valid.is_err() {
                self.pass_over(&format!(
                    "{list}.other_names with dates that no calendar has"
                ));
            }
            let note = whole.and_then(|it| text(it, "note"));
            let about = note.and_then(|note| noted(note, &self.named));
            let mut taken = vec!["name", "start_date", "end_date"];
            taken.extend(about.is_some().then_some("note"));
            if let Some(it) = whole {
                self.rest(&format!("{list}.other_names"), it, &taken);
            }
            let source = sources.of("other_names");
            names.push(NameClaim {
                text: words.to_owned(),
                valid: valid.unwrap_or_default(),
                ..about.unwrap_or(NameClaim {
                    source,
                    ..NameClaim::default()
                })
            });
        }
        Some(names)
    }

    fn organization(&mut self, it: &Object, mut thing: Thing) -> Option<Thing> {
        let sources = self.sources("organizations", it);
        thing.name = self.names("organizations", it, "name", &sources)?;
        thing.claim.extend(
            text(it, "classification").map(|kind| said("kind", kind, sources.of("classification"))),
        );
        let above = text(it, "parent_id").map(|id| self.id("organizations", id));
        match above {
            Some(Some(above)) => {
                let source = sources.of("parent_id");
                thing.claim.push(of_thing("part-of", &above, source));
            }
            Some(None) => self.pass_over("organizations.parent_id that names nothing"),
            None => {}
        }
        self.unused("organizations", &sources, &thing);
        self.rest(
            "organizations",
            it,
            &[
                "id",
                "name",
                "other_names",
                "classification",
                "parent_id",
                "sources",
            ],
        );
        Some(thing)
    }

    fn post(&mut self, it: &Object, mut thing: Thing) -> Option<Thing> {
        let key = if text(it, "label").is_some() {
            "label"
        } else {
            "role"
        };
        let sources = self.sources("posts", it);
        thing.name = self.names("posts", it, key, &sources)?;
        match text(it, "organization_id").map(|id| self.id("organizations", id)) {
            Some(Some(of)) => {
                let source = sources.of("organization_id");
                thing.claim.push(of_thing("of", &of, source));
            }
            Some(None) => self.pass_over("posts.organization_id that names nothing"),
            None => {}
        }
        self.unused("posts", &sources, &thing);
        self.rest(
            "posts",
            it,
            &["id", key, "other_names", "organization_id", "sources"],
        );
        Some(thing)
    }

    fn person(&mut self, it: &Object, mut thing: Thing) -> Option<Thing> {
        let sources = self.sources("persons", it);
        thing.name = self.names("persons", it, "name", &sources)?;
        self.unused("persons", &sources, &thing);
        self.rest("persons", it, &["id", "name", "other_names", "sources"]);
        Some(thing)
    }

    fn event(&mut self, it: &Object, mut thing: Thing) -> Option<Thing> {
        let sources = self.sources("events", it);
        thing.name = self.names("events", it, "name", &sources)?;
        thing.claim.extend(
            text(it, "classification").map(|kind| said("kind", kind, sources.of("classification"))),
        );
        let (start, end) = (text(it, "start_date"), text(it, "end_date"));
        let date = match (start, end) {
            (Some(start), Some(end)) if start != end => Some(format!("{start}/{end}")),
            (Some(day), _) => Some(day.to_owned()),
            (None, end) => end.map(|end| format!("/{end}")),
        };
        match date {
            Some(date) if Edtf::parse(&date).is_ok() => thing.claim.push(Claim {
                says: "date".to_owned(),
                date: Some(date),
                source: sources.of("start_date"),
                ..Claim::default()
            }),
            Some(_) => self.pass_over("events with a date that no calendar has"),
            None => {}
        }
        thing
            .claim
            .extend(text(it, "location").map(|place| said("place", place, sources.of("location"))));
        match text(it, "parent_id").map(|id| self.id("events", id)) {
            Some(Some(above)) => {
                let source = sources.of("parent_id");
                thing.claim.push(of_thing("part-of", &above, source));
            }
            Some(None) => self.pass_over("events.parent_id that names nothing"),
            None => {}
        }
        let attendees = it.get("attendees").and_then(Value::as_array);
        for attendee in attendees.into_iter().flatten() {
            self.attendee(attendee, &sources, &mut thing.attendance);
        }
        self.unused("events", &sources, &thing);
        let taken = [
            "id",
            "name",
            "other_names",
            "classification",
            "start_date",
            "end_date",
            "location",
            "parent_id",
            "attendees",
            "sources",
        ];
        self.rest("events", it, &taken);
        Some(thing)
    }

    fn finish(self, things: Things) -> Result<FromPopolo, PopoloError> {
        let file = |path: &str, things: Things| {
            Ok::<File, toml::ser::Error>(File {
                path: path.to_owned(),
                text: write(&things)?,
            })
        };
        let only = |of: fn(&mut Things) -> &mut Vec<Thing>, all: Vec<Thing>| {
            let mut things = Things::default();
            *of(&mut things) = all;
            things
        };
        let sources = Things {
            source: things.source,
            ..Things::default()
        };
        let mut files = vec![file("sources.toml", sources)?];
        let kinds = [
            (
                "organisations.toml",
                only(|it| &mut it.organisation, things.organisation),
            ),
            ("posts.toml", only(|it| &mut it.post, things.post)),
            ("people.toml", only(|it| &mut it.person, things.person)),
            ("events.toml", only(|it| &mut it.event, things.event)),
        ];
        for (path, things) in kinds {
            if things != Things::default() {
                files.push(file(path, things)?);
            }
        }
        let passed_over = self.passed_over.into_iter();
        let passed_over = passed_over.map(|(what, times)| match times {
            1 => what,
            times => format!("{what} ({times} times)"),
        });
        Ok(FromPopolo {
            files,
            passed_over: passed_over.collect(),
        })
    }
}
