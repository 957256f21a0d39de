//! Popolo JSON as files of a record. What a record has no word for is named,
//! so that nothing is dropped in silence.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::edtf::Edtf;
use crate::model::{Attendance, Claim, NameClaim, Source, Thing, Things};
use crate::reading::{File, write};

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

fn said(says: &str, value: &str) -> Claim {
    Claim {
        says: says.to_owned(),
        value: Some(value.to_owned()),
        source: SOURCE.to_owned(),
        ..Claim::default()
    }
}

fn of_thing(says: &str, thing: &str) -> Claim {
    Claim {
        says: says.to_owned(),
        thing: Some(thing.to_owned()),
        source: SOURCE.to_owned(),
        ..Claim::default()
    }
}

/// A start and an end as one date.
fn span(it: &Object) -> Option<String> {
    let date = |key: &str| text(it, key).filter(|date| Edtf::parse(date).is_ok());
    match (date("start_date"), date("end_date")) {
        (Some(start), Some(end)) => Some(format!("{start}/{end}")),
        (Some(start), None) => Some(format!("{start}/")),
        (None, Some(end)) => Some(format!("/{end}")),
        (None, None) => None,
    }
}

/// What is read so far.
#[derive(Debug, Default)]
struct Reading {
    /// The ids of the record by kind and id of the document.
    ids: BTreeMap<(ListName, String), String>,
    taken: BTreeSet<String>,
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
                while self.taken.contains(&fresh) || fresh == SOURCE {
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

    /// The name and the other names.
    fn names(&mut self, list: &str, it: &Object, key: &str) -> Option<Vec<NameClaim>> {
        let name = |text: &str, valid: Option<String>| NameClaim {
            text: text.to_owned(),
            valid,
            source: SOURCE.to_owned(),
            ..NameClaim::default()
        };
        let mut names = vec![name(text(it, key)?, None)];
        let others = it.get("other_names").and_then(Value::as_array);
        for other in others.into_iter().flatten() {
            // Some documents have bare texts here.
            let bare = other.as_str().map(|it| (it, None));
            let whole = other.as_object();
            let whole = whole.and_then(|it| Some((text(it, "name")?, span(it))));
            match bare.or(whole) {
                Some((text, valid)) => names.push(name(text, valid)),
                None => self.pass_over(&format!("{list}.other_names without a name")),
            }
            if let Some(it) = other.as_object() {
                self.rest(
                    &format!("{list}.other_names"),
                    it,
                    &["name", "start_date", "end_date"],
                );
            }
        }
        Some(names)
    }

    fn organization(&mut self, it: &Object, mut thing: Thing) -> Option<Thing> {
        thing.name = self.names("organizations", it, "name")?;
        thing
            .claim
            .extend(text(it, "classification").map(|kind| said("kind", kind)));
        let above = text(it, "parent_id").map(|id| self.id("organizations", id));
        match above {
            Some(Some(above)) => thing.claim.push(of_thing("part-of", &above)),
            Some(None) => self.pass_over("organizations.parent_id that names nothing"),
            None => {}
        }
        self.rest(
            "organizations",
            it,
            &["id", "name", "other_names", "classification", "parent_id"],
        );
        Some(thing)
    }

    fn post(&mut self, it: &Object, mut thing: Thing) -> Option<Thing> {
        let key = if text(it, "label").is_some() {
            "label"
        } else {
            "role"
        };
        thing.name = self.names("posts", it, key)?;
        match text(it, "organization_id").map(|id| self.id("organizations", id)) {
            Some(Some(of)) => thing.claim.push(of_thing("of", &of)),
            Some(None) => self.pass_over("posts.organization_id that names nothing"),
            None => {}
        }
        self.rest("posts", it, &["id", key, "other_names", "organization_id"]);
        Some(thing)
    }

    fn person(&mut self, it: &Object, mut thing: Thing) -> Option<Thing> {
        thing.name = self.names("persons", it, "name")?;
        self.rest("persons", it, &["id", "name", "other_names"]);
        Some(thing)
    }

    fn event(&mut self, it: &Object, mut thing: Thing) -> Option<Thing> {
        thing.name = self.names("events", it, "name")?;
        thing
            .claim
            .extend(text(it, "classification").map(|kind| said("kind", kind)));
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
                source: SOURCE.to_owned(),
                ..Claim::default()
            }),
            Some(_) => self.pass_over("events with a date that no calendar has"),
            None => {}
        }
        thing
            .claim
            .extend(text(it, "location").map(|place| said("place", place)));
        match text(it, "parent_id").map(|id| self.id("events", id)) {
            Some(Some(above)) => thing.claim.push(of_thing("part-of", &above)),
            Some(None) => self.pass_over("events.parent_id that names nothing"),
            None => {}
        }
        let attendees = it.get("attendees").and_then(Value::as_array);
        for attendee in attendees.into_iter().flatten() {
            let of_object = attendee.as_object().and_then(|it| text(it, "id"));
            let person = of_object
                .or(attendee.as_str())
                .and_then(|id| self.id("persons", id));
            let is_known = |id: &String| thing.attendance.iter().any(|row| row.person == *id);
            match person.filter(|id| !is_known(id)) {
                Some(person) => thing.attendance.push(Attendance {
                    order: u32::try_from(thing.attendance.len() + 1).unwrap_or(u32::MAX),
                    person,
                    source: SOURCE.to_owned(),
                    ..Attendance::default()
                }),
                None => self.pass_over("events.attendees that name nobody, or somebody twice"),
            }
        }
        self.rest(
            "events",
            it,
            &[
                "id",
                "name",
                "other_names",
                "classification",
                "start_date",
                "end_date",
                "location",
                "parent_id",
                "attendees",
            ],
        );
        Some(thing)
    }

    fn membership(
        &mut self,
        things: &mut Things,
        it: &Object,
        at: usize,
    ) -> Result<(), PopoloError> {
        let missing = PopoloError::Item {
            list: "memberships",
            number: at + 1,
            what: "its person_id names nobody",
        };
        let person = text(it, "person_id").and_then(|id| self.id("persons", id));
        let person = things
            .person
            .iter_mut()
            .find(|known| Some(&known.id) == person.as_ref());
        let person = person.ok_or(missing)?;
        let post = text(it, "post_id").and_then(|id| self.id("posts", id));
        let organization = text(it, "organization_id").and_then(|id| self.id("organizations", id));
        let name = organization.as_ref().and_then(|id| {
            let known = things.organisation.iter().find(|known| known.id == *id)?;
            known.name.first().map(|name| name.text.clone())
        });
        let claim = match (post, text(it, "role"), name) {
            (Some(post), ..) => of_thing("post", &post),
            (None, Some(role), Some(name)) => said("affiliation", &format!("{role}, {name}")),
            (None, Some(role), None) => said("affiliation", role),
            (None, None, Some(name)) => said("affiliation", &name),
            (None, None, None) => {
                self.pass_over("memberships without post, role and organization");
                return Ok(());
            }
        };
        person.claim.push(Claim {
            valid: span(it),
            ..claim
        });
        let taken = [
            "id",
            "person_id",
            "post_id",
            "organization_id",
            "role",
            "start_date",
            "end_date",
        ];
        self.rest("memberships", it, &taken);
        Ok(())
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
