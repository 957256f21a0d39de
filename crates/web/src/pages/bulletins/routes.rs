//! What is published, for everybody.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use record::{Kind, Thing};

use super::reader::Reader;
use super::{apparatus, exports, feeds, list, people, person, search, show, words};
use crate::calendar;
use crate::error::Failure;
use crate::security::ROBOTS;
use crate::session::{At, Query, SignedIn};
use crate::sheet::Format;
use crate::site::{Site, html, see_other};

/// A page that search engines may keep.
fn open(mut response: Response) -> Response {
    response
        .headers_mut()
        .insert(ROBOTS, HeaderValue::from_static("all"));
    response
}

/// The person with an id.
fn named<'a>(reader: &'a Reader, id: &str) -> Result<&'a Thing, Failure> {
    reader
        .archive
        .thing(Kind::Person, id)
        .ok_or(Failure::NotFound)
}

/// `GET /bulletins`
pub(crate) async fn list(
    State(site): State<Site>,
    headers: HeaderMap,
    Query(wanted): Query<list::Wanted>,
) -> Result<Response, Failure> {
    let reader = Reader::of(&site, &headers)?;
    Ok(open(html(&list::page(&site, &reader, &wanted)?)))
}

/// `GET /bulletins.csv`, `GET /bulletins.xlsx`
pub(crate) async fn export(
    State(site): State<Site>,
    headers: HeaderMap,
    format: Format,
    Query(wanted): Query<list::Wanted>,
) -> Result<Response, Failure> {
    let reader = Reader::of(&site, &headers)?;
    list::sheet(&reader.archive, &wanted, format).file("bulletins")
}

/// `GET /bulletins/{id}`
pub(crate) async fn show(
    State(site): State<Site>,
    headers: HeaderMap,
    At(id): At<String>,
) -> Result<Response, Failure> {
    let reader = Reader::of(&site, &headers)?;
    let (kind, thing) = reader.archive.get(&id).ok_or(Failure::NotFound)?;
    if kind == Kind::Person {
        return Ok(see_other(&words::href(kind, &thing.id)));
    }
    Ok(open(html(&show::page(&site, &reader, kind, thing)?)))
}

/// `GET /bulletins/people`
pub(crate) async fn people(
    State(site): State<Site>,
    headers: HeaderMap,
    Query(wanted): Query<people::Wanted>,
) -> Result<Response, Failure> {
    let reader = Reader::of(&site, &headers)?;
    Ok(open(html(&people::page(&site, &reader, &wanted)?)))
}

/// `GET /bulletins/people.csv`, `GET /bulletins/people.xlsx`
pub(crate) async fn export_people(
    State(site): State<Site>,
    headers: HeaderMap,
    format: Format,
    Query(wanted): Query<people::Wanted>,
) -> Result<Response, Failure> {
    let reader = Reader::of(&site, &headers)?;
    people::sheet(&reader.archive, &wanted, format).file("people")
}

/// `GET /bulletins/people/{id}`
pub(crate) async fn person(
    State(site): State<Site>,
    headers: HeaderMap,
    At(id): At<String>,
) -> Result<Response, Failure> {
    let reader = Reader::of(&site, &headers)?;
    let page = person::page(&site, &reader, named(&reader, &id)?)?;
    Ok(open(html(&page)))
}

/// `GET /bulletins/people/{id}/appearances.csv`
pub(crate) async fn appearances(
    State(site): State<Site>,
    headers: HeaderMap,
    At(id): At<String>,
    format: Format,
) -> Result<Response, Failure> {
    let reader = Reader::of(&site, &headers)?;
    let person = named(&reader, &id)?;
    person::sheet(&reader.archive, Some(person), format).file("appearances")
}

/// `GET /bulletins/people/{id}/popolo.json`
pub(crate) async fn popolo_of(
    State(site): State<Site>,
    headers: HeaderMap,
    At(id): At<String>,
) -> Result<Response, Failure> {
    let reader = Reader::of(&site, &headers)?;
    exports::popolo(&reader, Some(named(&reader, &id)?))
}

/// `GET /bulletins/people/{id}/org.jsonld`
pub(crate) async fn ontology_of(
    State(site): State<Site>,
    headers: HeaderMap,
    At(id): At<String>,
) -> Result<Response, Failure> {
    let reader = Reader::of(&site, &headers)?;
    exports::ontology(&reader, Some(named(&reader, &id)?))
}

/// `GET /bulletins/attendance.csv`, `GET /bulletins/attendance.xlsx`
pub(crate) async fn attendance(
    State(site): State<Site>,
    headers: HeaderMap,
    format: Format,
) -> Result<Response, Failure> {
    let reader = Reader::of(&site, &headers)?;
    person::sheet(&reader.archive, None, format).file("attendance")
}

/// `GET /bulletins/popolo.json`
pub(crate) async fn popolo(
    State(site): State<Site>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    exports::popolo(&Reader::of(&site, &headers)?, None)
}

/// `GET /bulletins/org.jsonld`
pub(crate) async fn ontology(
    State(site): State<Site>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    exports::ontology(&Reader::of(&site, &headers)?, None)
}

/// `GET /bulletins/sources`
pub(crate) async fn sources(
    State(site): State<Site>,
    headers: HeaderMap,
    Query(wanted): Query<apparatus::Wanted>,
) -> Result<Response, Failure> {
    let reader = Reader::of(&site, &headers)?;
    Ok(open(html(&apparatus::sources(&site, &reader, &wanted)?)))
}

/// `GET /bulletins/sources.csv`, `GET /bulletins/sources.xlsx`
pub(crate) async fn export_sources(
    State(site): State<Site>,
    headers: HeaderMap,
    format: Format,
    Query(wanted): Query<apparatus::Wanted>,
) -> Result<Response, Failure> {
    let reader = Reader::of(&site, &headers)?;
    apparatus::sheet_of_sources(&reader.archive, &wanted, format).file("sources")
}

/// `GET /bulletins/tags`
pub(crate) async fn tags(
    State(site): State<Site>,
    headers: HeaderMap,
    Query(wanted): Query<apparatus::Wanted>,
) -> Result<Response, Failure> {
    let reader = Reader::of(&site, &headers)?;
    Ok(open(html(&apparatus::tags(&site, &reader, &wanted)?)))
}

/// `GET /bulletins/tags.csv`, `GET /bulletins/tags.xlsx`
pub(crate) async fn export_tags(
    State(site): State<Site>,
    headers: HeaderMap,
    format: Format,
    Query(wanted): Query<apparatus::Wanted>,
) -> Result<Response, Failure> {
    let reader = Reader::of(&site, &headers)?;
    apparatus::sheet_of_tags(&reader.archive, &wanted, format).file("tags")
}

/// `GET /bulletins/conflicts`
pub(crate) async fn conflicts(
    State(site): State<Site>,
    headers: HeaderMap,
    Query(wanted): Query<apparatus::Wanted>,
) -> Result<Response, Failure> {
    let reader = Reader::of(&site, &headers)?;
    Ok(open(html(&apparatus::conflicts(&site, &reader, &wanted)?)))
}

/// `GET /bulletins/conflicts.csv`, `GET /bulletins/conflicts.xlsx`
pub(crate) async fn export_conflicts(
    State(site): State<Site>,
    headers: HeaderMap,
    format: Format,
    Query(wanted): Query<apparatus::Wanted>,
) -> Result<Response, Failure> {
    let reader = Reader::of(&site, &headers)?;
    apparatus::sheet_of_conflicts(&reader.archive, &wanted, format).file("conflicts")
}

/// `GET /bulletins/problems`: for whoever is signed in, since readers can do nothing about them.
pub(crate) async fn problems(
    State(site): State<Site>,
    headers: HeaderMap,
    _: SignedIn,
) -> Result<Response, Failure> {
    let reader = Reader::of(&site, &headers)?;
    Ok(html(&apparatus::problems(&site, &reader)?))
}

/// `GET /search`
pub(crate) async fn search(
    State(site): State<Site>,
    headers: HeaderMap,
    Query(wanted): Query<search::Wanted>,
) -> Result<Response, Failure> {
    let reader = Reader::of(&site, &headers)?;
    Ok(html(&search::page(&site, &reader, &wanted)?))
}

/// `GET /bulletins.atom`
pub(crate) async fn atom(
    State(site): State<Site>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let reader = Reader::of(&site, &headers)?;
    let title = site.read(|state, _| crate::site::organisation(state))?;
    Ok(open(feeds::atom(&reader, &title)))
}

/// `GET /bulletins.ics`
pub(crate) async fn calendar(
    State(site): State<Site>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let reader = Reader::of(&site, &headers)?;
    let title = site.read(|state, _| crate::site::organisation(state))?;
    Ok(calendar::answer(
        &title,
        site.today(),
        &feeds::events(&reader),
    ))
}

/// `GET /sitemap.xml`
pub(crate) async fn sitemap(
    State(site): State<Site>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    Ok(feeds::sitemap(&Reader::of(&site, &headers)?))
}
