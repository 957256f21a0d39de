//! A record as Popolo JSON, which many archives of public people exchange:
//! people, organizations, memberships, posts and events.
//!
//! Popolo has one value where a record has claims. What goes out is what the
//! record says first, with the other names beside it; what only stands in a
//! list of one day goes out as a membership without dates, because nobody says
//! when it began.

mod import;

use serde_json::{Map, Value, json};

use crate::archive::{Archive, claims};
use crate::edtf::{Doubt, Edtf, End, Moment, Precision};
use crate::model::{Claim, Kind, Thing};

pub use import::{FromPopolo, PopoloError, from_popolo};

/// A record as Popolo; of one person, only what belongs to them. Whom a source
/// takes for one is one person here, under the id that the record has first.
#[must_use]
pub fn popolo(archive: &Archive, only: Option<&str>) -> Value {
    let only = only.map(|only| archive.first_id(only));
    let people = archive.of_kind(Kind::Person);
    let people: Vec<&Thing> = people
        .filter(|it| archive.first_id(&it.id) == it.id)
        .filter(|it| only.is_none_or(|only| it.id == only))
        .collect();
    let memberships: Vec<Value> = people
        .iter()
        .flat_map(|it| memberships(archive, it))
        .collect();
    let named = |key: &str, id: &str| {
        let mut all = memberships.iter().filter_map(|it| it.get(key));
        only.is_none() || all.any(|it| it == id)
    };
    let posts = archive.of_kind(Kind::Post);
    let posts: Vec<Value> = posts
        .filter(|it| named("post_id", &it.id))
        .map(|it| post(archive, it))
        .collect();
    let organizations = archive.of_kind(Kind::Organisation);
    let organizations: Vec<Value> = organizations
        .filter(|it| named("organization_id", &it.id))
        .map(|it| organization(archive, it))
        .collect();
    let events = archive.of_kind(Kind::Event);
    let events: Vec<Value> = events
        .filter(|it| {
            let mut rows = it.attendance.iter();
            only.is_none_or(|only| rows.any(|row| archive.is_one(&row.person, only)))
        })
        .map(|it| event(archive, it))
        .collect();
    json!({
        "persons": people.iter().map(|it| person(archive, it)).collect::<Vec<_>>(),
        "organizations": organizations,
        "posts": posts,
        "memberships": memberships,
        "events": events,
    })
}

/// An object of these values; what is nothing is left out.
fn object<const N: usize>(values: [(&str, Value); N]) -> Value {
    let is_there = |value: &Value| match value {
        Value::Null => false,
        Value::Array(all) => !all.is_empty(),
        _ => true,
    };
    let values = values.into_iter().filter(|(_, value)| is_there(value));
    let map: Map<String, Value> = values.map(|(key, value)| (key.to_owned(), value)).collect();
    Value::Object(map)
}

fn person(archive: &Archive, it: &Thing) -> Value {
    object([
        ("id", json!(it.id)),
        ("name", json!(archive.title(it))),
        ("other_names", other_names(archive, it)),
        ("sources", sources(archive, it, &[])),
    ])
}

/// The names that a thing does not go by, each with its system and its time.
fn other_names(archive: &Archive, it: &Thing) -> Value {
    let title = archive.title(it);
    let together = archive.together(it).into_iter();
    let others = together.flat_map(|it| &it.name);
    let others = others.filter(|name| name.text != title);
    let others = others.map(|name| {
        let valid = name.valid.as_deref().map(Edtf::parse);
        let valid = valid.and_then(Result::ok);
        let (start, end) = plain_ends(valid.as_ref());
        let system = name.system.map(|system| json!(system));
        let words = [
            system.and_then(|it| it.as_str().map(str::to_owned)),
            Some(name.voice.word().to_owned()),
        ];
        let words: Vec<String> = words.into_iter().flatten().collect();
        object([
            ("name", json!(name.text)),
            ("start_date", json!(start)),
            ("end_date", json!(end)),
            (
                "note",
                json!(format!("{}, by {}", words.join(", "), name.source)),
            ),
        ])
    });
    Value::Array(others.collect())
}

/// A source as other forms name it.
fn source_note(archive: &Archive, id: &str) -> String {
    match archive.source(id) {
        Some(source) => format!("{}: {}", source.id, source.title),
        None => id.to_owned(),
    }
}

/// The sources of a thing, each with the fields that it is the source of: its
/// name, and what else is given with the claim it comes from.
fn sources(archive: &Archive, it: &Thing, said: &[(&str, Option<&Claim>)]) -> Value {
    let title = archive.title(it);
    let mut names = it.name.iter();
    let name = names.find(|name| name.text == title);
    // What has no name goes by its kind.
    let kind = in_words(it, "kind").map(|claim| claim.source.as_str());
    let name = name.map(|name| name.source.as_str()).or(kind);
    let said = said
        .iter()
        .filter_map(|(key, claim)| Some((*key, claim.as_ref()?.source.as_str())));
    let name = name.into_iter().map(|source| ("name", source));
    let said: Vec<(&str, &str)> = name.chain(said).collect();
    let mut found: Vec<&str> = Vec::new();
    for source in archive
        .together(it)
        .into_iter()
        .flat_map(|it| archive.sources_of(it))
    {
        if !found.contains(&source.id.as_str()) {
            found.push(&source.id);
        }
    }
    let notes = found.into_iter().map(|id| {
        let says = said.iter().filter(|(_, source)| *source == id);
        let says: Vec<&str> = says.map(|(key, _)| *key).collect();
        object([
            ("note", json!(source_note(archive, id))),
            ("says", json!(says)),
        ])
    });
    notes.collect()
}

/// The first claim of a property that gives words for it.
fn in_words<'a>(it: &'a Thing, says: &'a str) -> Option<&'a Claim> {
    claims(it, says).find(|claim| claim.value.is_some())
}

/// The first claim of a property that gives another thing for it.
fn by_thing<'a>(it: &'a Thing, says: &'a str) -> Option<&'a Claim> {
    claims(it, says).find(|claim| claim.thing.is_some())
}

fn organization(archive: &Archive, it: &Thing) -> Value {
    let (kind, above) = (in_words(it, "kind"), by_thing(it, "part-of"));
    let said = [("classification", kind), ("parent_id", above)];
    object([
        ("id", json!(it.id)),
        ("name", json!(archive.title(it))),
        ("other_names", other_names(archive, it)),
        ("classification", json!(kind.map(|it| &it.value))),
        ("parent_id", json!(above.map(|it| &it.thing))),
        ("sources", sources(archive, it, &said)),
    ])
}

/// The organisation that a post is of.
fn of(it: &Thing) -> Option<&str> {
    claims(it, "of").find_map(|claim| claim.thing.as_deref())
}

fn post(archive: &Archive, it: &Thing) -> Value {
    let said = [("organization_id", by_thing(it, "of"))];
    object([
        ("id", json!(it.id)),
        ("label", json!(archive.title(it))),
        ("other_names", other_names(archive, it)),
        ("organization_id", json!(of(it))),
        ("sources", sources(archive, it, &said)),
    ])
}

/// The posts of somebody under any of their ids, each once for a time and source.
fn memberships(archive: &Archive, person: &Thing) -> Vec<Value> {
    let people = archive.together(person).into_iter();
    let claimed = people
        .flat_map(|it| claims(it, "post"))
        .filter_map(|claim| {
            let post = archive.thing(Kind::Post, claim.thing.as_deref()?)?;
            let valid = claim.valid.as_deref().map(Edtf::parse);
            let valid = valid.and_then(Result::ok);
            let (start, end) = plain_ends(valid.as_ref());
            Some(object([
                ("person_id", json!(person.id)),
                ("post_id", json!(post.id)),
                ("organization_id", json!(of(post))),
                ("role", json!(archive.title(post))),
                ("start_date", json!(start)),
                ("end_date", json!(end)),
                (
                    "sources",
                    json!([{ "note": source_note(archive, &claim.source) }]),
                ),
            ]))
        });
    let printed = archive.posts_of(person).into_iter().filter_map(|held| {
        let post = archive.thing(Kind::Post, held.post)?;
        let seen = held
            .sightings
            .iter()
            .filter_map(|it| Some((it.event?, it.source)));
        let seen: Vec<Value> = seen
            .map(|(event, source)| {
                let date = archive.datings(event).find_map(|it| it.date);
                let date = date.map(|date| format!(", {date}")).unwrap_or_default();
                json!({ "note": format!("{source}: printed in the list of {}{date}", event.id) })
            })
            .collect();
        (!seen.is_empty()).then(|| {
            object([
                ("person_id", json!(person.id)),
                ("post_id", json!(post.id)),
                ("organization_id", json!(of(post))),
                ("role", json!(archive.title(post))),
                ("sources", Value::Array(seen)),
            ])
        })
    });
    // Words for what somebody belongs to name no organisation of the record.
    let people = archive.together(person).into_iter();
    let affiliated = people
        .flat_map(|it| claims(it, "affiliation"))
        .filter_map(|claim| {
            let valid = claim.valid.as_deref().map(Edtf::parse);
            let (start, end) = plain_ends(valid.and_then(Result::ok).as_ref());
            Some(object([
                ("person_id", json!(person.id)),
                ("role", json!(claim.value.as_deref()?)),
                ("start_date", json!(start)),
                ("end_date", json!(end)),
                (
                    "sources",
                    json!([{ "note": source_note(archive, &claim.source) }]),
                ),
            ]))
        });
    let mut found: Vec<Value> = Vec::new();
    for membership in claimed.chain(printed).chain(affiliated) {
        if !found.contains(&membership) {
            found.push(membership);
        }
    }
    found
}

fn event(archive: &Archive, it: &Thing) -> Value {
    let dated = archive.day_said(it);
    let date = dated.as_ref().and_then(|it| it.date.as_ref());
    let (start, end) = plain_ends(date);
    let kind = in_words(it, "kind");
    let place = in_words(it, "place");
    let above = by_thing(it, "part-of");
    let attendees = it.attendance.iter().filter_map(|row| {
        let person = archive.thing(Kind::Person, archive.first_id(&row.person))?;
        Some(object([
            ("id", json!(person.id)),
            ("name", json!(archive.title(person))),
            ("printed", json!(row.printed)),
            ("reading", json!(row.reading)),
            ("capacity", json!(row.capacity)),
            ("posts", json!(row.posts)),
            ("note", json!(row.note)),
            (
                "sources",
                json!([{ "note": source_note(archive, &row.source) }]),
            ),
        ]))
    });
    let said = [
        ("classification", kind),
        ("start_date", dated.as_ref().map(|it| it.claim)),
        ("location", place),
        ("parent_id", above),
    ];
    object([
        ("id", json!(it.id)),
        ("name", json!(archive.title(it))),
        ("other_names", other_names(archive, it)),
        ("classification", json!(kind.map(|it| &it.value))),
        ("start_date", json!(start)),
        ("end_date", json!(end)),
        ("location", json!(place.map(|it| &it.value))),
        ("parent_id", json!(above.map(|it| &it.thing))),
        ("attendees", Value::Array(attendees.collect())),
        ("sources", sources(archive, it, &said)),
    ])
}

/// The two ends of a date as other forms write them: a year, a month or a day,
/// where it is known and not doubted. The second only of an interval.
#[must_use]
pub fn plain_ends(date: Option<&Edtf>) -> (Option<String>, Option<String>) {
    let end = |end: &End| match end {
        End::At(moment) => plain(moment),
        End::Open | End::Unknown => None,
    };
    match date {
        None => (None, None),
        Some(Edtf::Moment(moment)) => (plain(moment), None),
        Some(Edtf::Interval(first, last)) => (end(first), end(last)),
    }
}

fn plain(moment: &Moment) -> Option<String> {
    if matches!(
        moment.doubt,
        Some(Doubt::Uncertain | Doubt::Approximate | Doubt::Both)
    ) {
        return None;
    }
    let form = match moment.precision {
        Precision::Years => return None,
        Precision::Year => "%Y",
        Precision::Month => "%Y-%m",
        Precision::Day => "%Y-%m-%d",
    };
    Some(moment.first.strftime(form).to_string())
}
