//! What is published as a feed (Atom, RFC 4287), as a calendar, and as a map
//! of the site.

use axum::http::HeaderValue;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use record::{Archive, Kind, Thing};

use super::reader::Reader;
use super::{meta, words};
use crate::calendar::Event;
use crate::prose::html_of;
use crate::words::capital;

/// Entries of a feed at the most.
const ENTRIES_MAX: usize = 50;

/// A text that means nothing to XML.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            // XML has no place for most of these, however they are written.
            letter if letter.is_control() && !matches!(letter, '\n' | '\t') => {}
            letter => safe.push(letter),
        }
    }
    safe
}

fn answer(text: String, kind: &'static str) -> Response {
    let mut response = text.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

/// The newest bulletins as a feed.
pub(super) fn atom(reader: &Reader, title: &str) -> Response {
    let archive = &reader.archive;
    let origin = escaped(&reader.origin);
    let bulletins = archive.bulletins();
    let newest = bulletins
        .iter()
        .filter_map(|(_, thing)| changed(archive, thing))
        .max();
    let mut feed = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en-GB\" xml:base=\"{origin}/\">\n\
        <title>{}</title>\n<id>{origin}/bulletins</id>\n<updated>{}</updated>\n\
        <author><name>{}</name></author>\n\
        <link rel=\"self\" type=\"application/atom+xml\" href=\"{origin}/bulletins.atom\"/>\n\
        <link rel=\"alternate\" type=\"text/html\" href=\"{origin}/bulletins\"/>\n",
        escaped(&format!("{title}: bulletins")),
        moment(newest),
        escaped(title),
    );
    for (kind, thing) in bulletins.iter().take(ENTRIES_MAX) {
        let day = changed(archive, thing);
        let address = format!("{origin}{}", escaped(&words::href(*kind, &thing.id)));
        let place = record::value(thing, "place").map(|it| format!("{it}. "));
        let people = thing
            .attendance
            .iter()
            .map(|row| words::link_of(archive, &row.person).text);
        let people: Vec<String> = people.collect();
        let listed = match people.as_slice() {
            [] => String::new(),
            people => format!(" Listed, in the printed order: {}.", people.join("; ")),
        };
        let summary = format!(
            "{}{}.{listed}",
            place.unwrap_or_default(),
            capital(&words::when(archive, thing))
        );
        // Made harmless as on its page; whoever reads the feed needs no other.
        let content = record::value(thing, "text").map(|text| {
            let html = escaped(&html_of(text));
            format!("<content type=\"html\">{html}</content>")
        });
        let content = content.unwrap_or_default();
        feed.push_str(&format!(
            "<entry><title>{}</title><id>{address}</id><updated>{}</updated>\
            <link rel=\"alternate\" type=\"text/html\" href=\"{address}\"/>\
            <category term=\"{}\"/><summary>{}</summary>{content}</entry>\n",
            escaped(&capital(archive.title(thing))),
            moment(day),
            kind.word(),
            escaped(&summary),
        ));
    }
    feed.push_str("</feed>\n");
    answer(feed, "application/atom+xml; charset=utf-8")
}

/// When a thing last changed for readers: a bulletin of one's own, when it was
/// published, corrected or withdrawn; anything else, when it was.
fn changed(archive: &Archive, thing: &Thing) -> Option<Date> {
    let day = |text: &str| text.parse::<Date>().ok();
    let mut own = record::claims(thing, "published-by");
    let published = own.find_map(|it| day(archive.source(&it.source)?.date.as_deref()?));
    let notices = record::claims(thing, "notice").filter_map(|it| day(it.date.as_deref()?));
    let last = notices.chain(published).max();
    last.or_else(|| archive.newest_day(thing))
}

/// A moment that stands for a day, or for one that nobody knows.
fn moment(day: Option<Date>) -> String {
    day.map_or_else(
        || "1970-01-01T00:00:00Z".to_owned(),
        |day| format!("{day}T00:00:00Z"),
    )
}

/// The events that are known to the day, for a calendar: one entry a day.
pub(super) fn events(reader: &Reader) -> Vec<Event> {
    let archive = &reader.archive;
    let all = archive.of_kind(Kind::Event);
    all.flat_map(|thing| of_event(reader, archive, thing))
        .collect()
}

fn of_event(reader: &Reader, archive: &Archive, thing: &Thing) -> Vec<Event> {
    let date = meta::day(archive, thing);
    let (first, last) = match date.as_ref().and_then(record::Edtf::days) {
        Some(days) => (days.first().copied(), days.last().copied()),
        None => (None, None),
    };
    let (Some(first), Some(last)) = (first, last) else {
        return Vec::new();
    };
    let title = capital(archive.title(thing));
    let place = record::value(thing, "place").map(|it| format!("{it}\n"));
    let address = format!("{}{}", reader.origin, words::href(Kind::Event, &thing.id));
    // What lasts for years is no row of days in anybody's calendar.
    let days = first
        .series(jiff::Span::new().days(1))
        .take_while(|day| *day <= last);
    let days = days.take(31);
    days.map(|on| Event {
        uid: format!("{}-{on}@record", thing.id),
        on,
        summary: title.clone(),
        description: format!("{}{address}", place.clone().unwrap_or_default()),
    })
    .collect()
}

/// Every published page, for search engines.
pub(super) fn sitemap(reader: &Reader) -> Response {
    let archive = &reader.archive;
    let mut map = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
        <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
        .to_owned();
    let fixed = ["", "/people", "/sources", "/tags", "/conflicts"];
    let fixed = fixed.iter().map(|it| format!("/bulletins{it}"));
    let things = Kind::OF_THINGS.into_iter();
    let things = things.flat_map(|kind| {
        archive
            .of_kind(kind)
            .map(move |it| words::href(kind, &it.id))
    });
    for path in fixed.chain(things) {
        map.push_str(&format!(
            "<url><loc>{}</loc></url>\n",
            escaped(&format!("{}{path}", reader.origin))
        ));
    }
    map.push_str("</urlset>\n");
    answer(map, "application/xml; charset=utf-8")
}
