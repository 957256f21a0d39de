//! A record as Popolo JSON, which many archives of public people exchange:
//! people, organizations, memberships, posts and events.
//!
//! Popolo has one value where a record has claims. What goes out is what the
//! record says first, with the other names beside it; what only stands in a
//! list of one day goes out as a membership without dates, because nobody says
//! when it began.

mod import;

use serde_json::{Map, Value, json};

use crate::archive::{Archive, claims, value};
use crate::edtf::{Doubt, Edtf, End, Moment, Precision};
use crate::model::{Kind, Thing};

pub use import::{FromPopolo, PopoloError, from_popolo};

/// A record as Popolo; of one person, only what belongs to them.
#[must_use]
pub fn popolo(archive: &Archive, only: Option<&str>) -> Value {
    let people = archive.of_kind(Kind::Person);
    let people: Vec<&Thing> = people
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
            only.is_none_or(|only| rows.any(|row| row.person == only))
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
        ("sources", sources(archive, it)),
    ])
}

/// The names that a thing does not go by, each with its system and its time.
fn other_names(archive: &Archive, it: &Thing) -> Value {
    let title = archive.title(it);
    let others = it.name.iter().filter(|name| name.text != title);
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

fn sources(archive: &Archive, it: &Thing) -> Value {
    let sources = archive.sources_of(it).into_iter();
    sources
        .map(|it| json!({ "note": format!("{}: {}", it.id, it.title) }))
        .collect()
}

fn organization(archive: &Archive, it: &Thing) -> Value {
    let above = claims(it, "part-of").find_map(|claim| claim.thing.as_deref());
    object([
        ("id", json!(it.id)),
        ("name", json!(archive.title(it))),
        ("other_names", other_names(archive, it)),
        ("classification", json!(value(it, "kind"))),
        ("parent_id", json!(above)),
        ("sources", sources(archive, it)),
    ])
}

/// The organisation that a post is of.
fn of(it: &Thing) -> Option<&str> {
    claims(it, "of").find_map(|claim| claim.thing.as_deref())
}

fn post(archive: &Archive, it: &Thing) -> Value {
    object([
        ("id", json!(it.id)),
        ("label", json!(archive.title(it))),
        ("organization_id", json!(of(it))),
        ("sources", sources(archive, it)),
    ])
}

fn memberships(archive: &Archive, person: &Thing) -> Vec<Value> {
    let claimed = claims(person, "post").filter_map(|claim| {
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
            ("sources", json!([{ "note": claim.source }])),
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
    claimed.chain(printed).collect()
}

fn event(archive: &Archive, it: &Thing) -> Value {
    let date = archive.datings(it).find_map(|it| it.date);
    let (start, end) = plain_ends(date.as_ref());
    let above = claims(it, "part-of").find_map(|claim| claim.thing.as_deref());
    let attendees = it.attendance.iter().filter_map(|row| {
        let person = archive.thing(Kind::Person, &row.person)?;
        Some(json!({ "id": person.id, "name": archive.title(person) }))
    });
    object([
        ("id", json!(it.id)),
        ("name", json!(archive.title(it))),
        ("classification", json!(value(it, "kind"))),
        ("start_date", json!(start)),
        ("end_date", json!(end)),
        ("location", json!(value(it, "place"))),
        ("parent_id", json!(above)),
        ("attendees", Value::Array(attendees.collect())),
        ("sources", sources(archive, it)),
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
