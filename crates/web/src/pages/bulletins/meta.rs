//! What programs read of a page: schema.org in JSON-LD.

use record::{Edtf, Kind, Thing, claims, value};
use serde_json::{Map, Value, json};

use super::reader::Reader;
use super::words;

/// The data of a thing, ready to stand in a page; nothing for what schema.org has no word for.
pub(super) fn data(reader: &Reader, kind: Kind, thing: &Thing) -> Option<String> {
    let archive = &reader.archive;
    let mut data = Map::new();
    let class = match kind {
        Kind::Event => "Event",
        Kind::Text => "NewsArticle",
        Kind::Person => "Person",
        Kind::Organisation => "Organization",
        Kind::Photograph => "Photograph",
        Kind::Post | Kind::Source | Kind::Conflict => return None,
    };
    data.insert("@context".to_owned(), json!("https://schema.org"));
    data.insert("@type".to_owned(), json!(class));
    data.insert("url".to_owned(), json!(address(reader, kind, &thing.id)));
    let title = archive.title(thing);
    let name = if kind == Kind::Text {
        "headline"
    } else {
        "name"
    };
    data.insert(name.to_owned(), json!(title));
    let others: Vec<&str> = thing
        .name
        .iter()
        .map(|it| it.text.as_str())
        .filter(|it| *it != title)
        .collect();
    if !others.is_empty() {
        data.insert("alternateName".to_owned(), json!(others));
    }
    let date = archive.datings(thing).find_map(|it| it.date);
    dates(&mut data, kind, date.as_ref());
    if kind == Kind::Event {
        event(&mut data, reader, thing);
    }
    let sources: Vec<Value> = archive
        .sources_of(thing)
        .iter()
        .map(|it| json!({ "@type": "CreativeWork", "name": it.title }))
        .collect();
    // Only a work can be said to rest on another.
    if matches!(kind, Kind::Text | Kind::Photograph) {
        data.insert("isBasedOn".to_owned(), json!(sources));
    } else if !sources.is_empty() {
        data.insert("subjectOf".to_owned(), json!(sources));
    }
    // No letter of a text may end the element that it stands in.
    let text = serde_json::to_string(&Value::Object(data)).ok()?;
    Some(
        text.replace('<', "\\u003c")
            .replace('>', "\\u003e")
            .replace('&', "\\u0026"),
    )
}

/// The whole address of a thing.
fn address(reader: &Reader, kind: Kind, id: &str) -> String {
    format!("{}{}", reader.origin, words::href(kind, id))
}

/// Where an event was, who was there, and what it is a part of.
fn event(data: &mut Map<String, Value>, reader: &Reader, thing: &Thing) {
    let archive = &reader.archive;
    if let Some(place) = value(thing, "place") {
        data.insert(
            "location".to_owned(),
            json!({ "@type": "Place", "name": place }),
        );
    }
    let attendees: Vec<Value> = thing
        .attendance
        .iter()
        .filter_map(|row| archive.thing(Kind::Person, &row.person))
        .map(|it| json!({ "@type": "Person", "name": archive.title(it), "url": address(reader, Kind::Person, &it.id) }))
        .collect();
    if !attendees.is_empty() {
        data.insert("attendee".to_owned(), json!(attendees));
    }
    let above = claims(thing, "part-of").find_map(|it| it.thing.as_deref());
    if let Some(above) = above.and_then(|id| archive.thing(Kind::Event, id)) {
        let above = json!({ "@type": "Event", "name": archive.title(above), "url": address(reader, Kind::Event, &above.id) });
        data.insert("superEvent".to_owned(), above);
    }
}

/// Dates that are as exact as schema.org has them: a year, a month or a day.
fn dates(data: &mut Map<String, Value>, kind: Kind, date: Option<&Edtf>) {
    let (start, end) = record::plain_ends(date);
    match kind {
        Kind::Event => {
            data.extend(start.map(|it| ("startDate".to_owned(), json!(it))));
            data.extend(end.map(|it| ("endDate".to_owned(), json!(it))));
        }
        Kind::Text => data.extend(start.map(|it| ("datePublished".to_owned(), json!(it)))),
        _ => {}
    }
}
