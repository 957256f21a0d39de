//! What programs read of a page: schema.org in JSON-LD.

use record::{Archive, Edtf, Kind, Thing, claims, value};
use serde_json::{Map, Value, json};

use super::reader::Reader;
use super::words;

/// The data of a thing, ready to stand in a page; nothing for what schema.org has no word for.
pub(super) fn data(reader: &Reader, kind: Kind, thing: &Thing) -> Option<String> {
    let archive = &reader.archive;
    let own = own(archive, thing).filter(|_| kind == Kind::Event);
    if let Some((publisher, published)) = own {
        return written(&article(reader, thing, publisher, published));
    }
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
    let date = day(archive, thing);
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
    written(&data)
}

/// No letter of a text may end the element that it stands in.
fn written(data: &Map<String, Value>) -> Option<String> {
    let text = serde_json::to_string(data).ok()?;
    Some(
        text.replace('<', "\\u003c")
            .replace('>', "\\u003e")
            .replace('&', "\\u0026"),
    )
}

/// Who published a bulletin of the organisation's own, and when; nothing of what others tell.
pub(super) fn own<'a>(archive: &'a Archive, thing: &'a Thing) -> Option<(&'a Thing, &'a str)> {
    let claim = claims(thing, "published-by").next()?;
    let publisher = archive.thing(Kind::Organisation, claim.thing.as_deref()?)?;
    let published = archive.source(&claim.source)?.date.as_deref()?;
    Some((publisher, published))
}

/// When it was, as somebody says: the day on which a bulletin came out puts it in order
/// where it gives none, and is none on which anything happened.
pub(super) fn day(archive: &Archive, thing: &Thing) -> Option<Edtf> {
    archive.day_said(thing)?.date
}

/// A bulletin: an article with its publisher and its days, about what happened.
fn article(
    reader: &Reader,
    thing: &Thing,
    publisher: &Thing,
    published: &str,
) -> Map<String, Value> {
    let archive = &reader.archive;
    let url = address(reader, Kind::Event, &thing.id);
    let title = archive.title(thing);
    let notices = claims(thing, "notice").filter_map(|it| it.date.as_deref());
    let images: Vec<String> = archive
        .photographs_of(&thing.id)
        .filter_map(|it| value(it, "file"))
        .map(|file| format!("{}/pictures/{file}", reader.origin))
        .collect();
    let organisation = json!({
        "@type": "Organization",
        "name": archive.title(publisher),
        "url": address(reader, Kind::Organisation, &publisher.id),
    });
    let mut data = Map::new();
    let mut put = |key: &str, value: Value| data.insert(key.to_owned(), value);
    put("@context", json!("https://schema.org"));
    put("@type", json!("NewsArticle"));
    put("url", json!(url));
    put("mainEntityOfPage", json!(url));
    put("headline", json!(title));
    put("datePublished", json!(published));
    put("dateModified", json!(notices.max().unwrap_or(published)));
    put("author", organisation.clone());
    put("publisher", organisation);
    if !images.is_empty() {
        put("image", json!(images));
    }
    let mut about = Map::new();
    dates(&mut about, Kind::Event, day(archive, thing).as_ref());
    event(&mut about, reader, thing);
    // One that tells of no day, no place and nobody is about no event.
    if !about.is_empty() {
        about.insert("@type".to_owned(), json!("Event"));
        about.insert("name".to_owned(), json!(title));
        put("about", Value::Object(about));
    }
    data
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
