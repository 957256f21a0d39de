//! What is published of the past, for everybody: no sign-in is asked for.

use axum::Json;
use axum::extract::State;
use record::{Archive, Kind, Matched, Thing};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{Answer, Day, Rows};
use crate::error::{ErrorJson, Failure};
use crate::pages::bulletins::list::{Wanted, found};
use crate::session::{At, Query};
use crate::site::Site;

/// An event or a text in the list, or something that was found.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BulletinJson {
    /// By which it is found.
    id: String,
    /// `event`, `text`, `person`, `organisation`, `post` or `photograph`.
    kind: &'static str,
    /// What it goes by.
    title: String,
    /// Its date in EDTF, where a source gives one.
    date: Option<String>,
    /// Where it was, where a source says so.
    place: Option<String>,
    /// The ids of the people in its list, in the printed order.
    named: Vec<String>,
    /// The sources, by id.
    sources: Vec<String>,
    /// How it matched what was asked, where something was.
    matched: Option<String>,
}

impl BulletinJson {
    fn of(archive: &Archive, kind: Kind, thing: &Thing) -> BulletinJson {
        let date = archive.datings(thing).find_map(|it| it.date);
        let sources = archive.sources_of(thing).into_iter();
        BulletinJson {
            id: thing.id.clone(),
            kind: kind.word(),
            title: archive.title(thing).to_owned(),
            date: date.map(|it| it.to_string()),
            place: record::value(thing, "place").map(str::to_owned),
            named: thing
                .attendance
                .iter()
                .map(|row| row.person.clone())
                .collect(),
            sources: sources.map(|it| it.id.clone()).collect(),
            matched: None,
        }
    }
}

/// The record, where one is published.
fn published(site: &Site) -> Result<std::sync::Arc<Archive>, Failure> {
    let archive = site.archive()?;
    if archive.is_empty() {
        return Err(Failure::NotFound);
    }
    Ok(archive)
}

/// Which of them are wanted: whatever fits all of these. What is left out narrows nothing.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub(crate) struct Narrowed {
    /// A tag, as a source has it.
    tag: String,
    /// Where it was.
    place: String,
    /// Id of somebody who is named.
    person: String,
    /// Id of an organisation that is named.
    unit: String,
    /// A day: what was over before it, or has no date, is left out.
    since: Option<Day>,
}

/// Events and texts, the newest first.
#[utoipa::path(
    get, path = "/api/bulletins", tag = "bulletins", params(Narrowed, Rows), security(()),
    responses((status = 200, body = Vec<BulletinJson>), (status = "default", body = ErrorJson))
)]
pub(crate) async fn list(
    State(site): State<Site>,
    Query(asked): Query<Narrowed>,
    Query(rows): Query<Rows>,
) -> Answer<Vec<BulletinJson>> {
    let archive = published(&site)?;
    let since = asked.since.map(|day| day.0);
    let wanted = Wanted::narrowed(asked.tag, asked.place, asked.person, asked.unit);
    let lasted = |thing: &Thing| {
        let last = archive.datings(thing).find_map(|it| it.date?.last());
        since.is_none_or(|since| last.is_some_and(|last| since <= last))
    };
    let all = found(&archive, &wanted).into_iter();
    let all = all.filter(|(_, thing)| lasted(thing));
    let all = all.map(|(kind, thing)| BulletinJson::of(&archive, kind, thing));
    Ok(Json(rows.of(all)))
}

/// One thing of the record, with everything that is said of it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ThingJson {
    /// What it is.
    #[serde(flatten)]
    about: BulletinJson,
    /// Names, claims and attendance with their sources, as the files of the record have them.
    #[schema(value_type = Object)]
    says: Thing,
    /// The lists it stands in, where it is a person: the newest first.
    appearances: Vec<AppearanceJson>,
    /// Where sources disagree about it.
    conflicts: Vec<ConflictJson>,
}

/// That somebody stands in a list.
#[derive(Debug, Serialize, ToSchema)]
struct AppearanceJson {
    /// The event, by id.
    event: String,
    /// The place in the list.
    order: u32,
    /// How many it names.
    of: usize,
    /// The posts printed there, by id.
    posts: Vec<String>,
}

/// A disagreement.
#[derive(Debug, Serialize, ToSchema)]
struct ConflictJson {
    /// What it is about.
    what: String,
    /// What is said: thing, property, value, source.
    #[schema(value_type = Vec<Object>)]
    sides: Vec<record::Side>,
}

/// One thing of the record by its id: an event, a text, a person.
#[utoipa::path(
    get, path = "/api/bulletins/{id}", tag = "bulletins", security(()),
    params(("id" = String, Path, description = "Its id in the record")),
    responses((status = 200, body = ThingJson), (status = "default", body = ErrorJson))
)]
pub(crate) async fn show(State(site): State<Site>, At(id): At<String>) -> Answer<ThingJson> {
    let archive = published(&site)?;
    let (kind, thing) = archive.get(&id).ok_or(Failure::NotFound)?;
    let appearances = archive.appearances(&id).into_iter();
    let conflicts = archive.conflicts_about(&id);
    Ok(Json(ThingJson {
        about: BulletinJson::of(&archive, kind, thing),
        says: thing.clone(),
        appearances: appearances
            .map(|it| AppearanceJson {
                event: it.event.id.clone(),
                order: it.row.order,
                of: it.of,
                posts: it.row.posts.clone(),
            })
            .collect(),
        conflicts: conflicts
            .map(|it| ConflictJson {
                what: it.what.clone(),
                sides: it.sides.clone(),
            })
            .collect(),
    }))
}

/// What is searched for.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// A name in any spelling, or words.
    q: String,
}

/// Whatever of the record matches, people first, each saying how.
#[utoipa::path(
    get, path = "/api/search", tag = "bulletins", params(Asked), security(()),
    responses((status = 200, body = Vec<BulletinJson>), (status = "default", body = ErrorJson))
)]
pub(crate) async fn search(
    State(site): State<Site>,
    Query(asked): Query<Asked>,
) -> Answer<Vec<BulletinJson>> {
    let archive = published(&site)?;
    let found = archive.search(&asked.q);
    let hits = found.people.iter().chain(&found.others);
    let rows = hits.map(|hit| BulletinJson {
        matched: Some(match hit.matched {
            Matched::Name(form, likeness) => format!("{form}: {}", likeness.phrase()),
            Matched::Words(text) => text.to_owned(),
        }),
        ..BulletinJson::of(&archive, hit.kind, hit.thing)
    });
    Ok(Json(rows.take(super::ROWS_MAX).collect()))
}
