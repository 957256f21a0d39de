//! The journal: what was done and by whom, and whether it is whole.

use axum::Json;
use axum::extract::State;
use charter::Action;
use clerk::HistoryEntry;
use kernel::{Actor, Event, Subject, UnitId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{Answer, ROWS, ROWS_MAX};
use crate::error::{ErrorJson, Failure};
use crate::session::{Query, SignedIn};
use crate::site::Site;

/// Which entries are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Wanted {
    /// Only entries that touched this unit.
    unit: Option<u32>,
    /// Only entries before this one.
    before: Option<u64>,
    /// Entries wanted: 100 where nothing is said, and 1000 at the most.
    count: Option<usize>,
}

/// A page of the journal.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct JournalJson {
    /// The entries, newest first.
    entries: Vec<EntryJson>,
    /// What to ask for next: entries before this one. None at the end.
    before: Option<u64>,
}

/// An entry.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EntryJson {
    /// Its place in the one order.
    sequence: u64,
    /// The request that caused it: entries of one act share it.
    request: u64,
    /// When, in milliseconds since 1970-01-01 UTC.
    at_ms: i64,
    /// Who: `operator`, `public` for somebody from outside, `asker` for whoever
    /// asked or took back what they asked, or `person:` and the number.
    actor: String,
    /// What happened, in a word or two, such as `meeting-recorded`.
    what: &'static str,
    /// What it touched.
    touched: Vec<TouchedJson>,
    /// Its hash.
    hash: String,
}

/// Something an entry touched.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TouchedJson {
    /// `charter`, `unit`, `person`, `meeting`, `directive` or `petition`.
    kind: &'static str,
    /// Its number; none for the charter.
    id: Option<u32>,
}

impl From<&HistoryEntry> for EntryJson {
    fn from(entry: &HistoryEntry) -> EntryJson {
        let touched = entry
            .event
            .touches()
            .into_iter()
            .map(|subject| match subject {
                Subject::Charter => TouchedJson {
                    kind: "charter",
                    id: None,
                },
                Subject::Unit(it) => TouchedJson {
                    kind: "unit",
                    id: Some(it.0),
                },
                Subject::Person(it) => TouchedJson {
                    kind: "person",
                    id: Some(it.0),
                },
                Subject::Meeting(it) => TouchedJson {
                    kind: "meeting",
                    id: Some(it.0),
                },
                Subject::Directive(it) => TouchedJson {
                    kind: "directive",
                    id: Some(it.0),
                },
                Subject::Petition(it) => TouchedJson {
                    kind: "petition",
                    id: Some(it.0),
                },
            });
        EntryJson {
            sequence: entry.sequence,
            request: entry.request,
            at_ms: entry.at_ms,
            actor: actor_text(entry),
            what: entry.event.name(),
            touched: touched.collect(),
            hash: journal::hex(&entry.hash),
        }
    }
}

/// Who caused an entry. Whoever asked a unit for something stays unnamed.
fn actor_text(entry: &HistoryEntry) -> String {
    match (&entry.event, entry.actor) {
        (Event::Petition(it), Actor::Person(_)) if it.is_by_asker() => "asker".to_owned(),
        (_, actor) => journal::actor_text(actor),
    }
}

/// The entries one may see, newest first. Where few of many may be seen a page
/// can be short of what was asked for and still have a `before`.
#[utoipa::path(
    get, path = "/api/journal", tag = "journal", params(Wanted),
    responses((status = 200, body = JournalJson), (status = "default", body = ErrorJson))
)]
pub(crate) async fn list(
    State(site): State<Site>,
    by: SignedIn,
    Query(wanted): Query<Wanted>,
) -> Answer<JournalJson> {
    let count = wanted.count.unwrap_or(ROWS).min(ROWS_MAX);
    let chronicle = site.chronicle(&by, wanted.unit.map(UnitId), wanted.before, count)?;
    Ok(Json(JournalJson {
        entries: chronicle.entries.iter().map(EntryJson::from).collect(),
        before: chronicle.before,
    }))
}

/// Whether every entry is as it was written.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct VerifyJson {
    /// Whether it is.
    whole: bool,
    /// What is not as it was written.
    broken: Option<String>,
    /// How many entries there are.
    entries: Option<u64>,
    /// The hash of the last entry, to be noted elsewhere.
    head: Option<String>,
    /// The hash of the state they come to.
    state: Option<String>,
}

/// Read the whole journal again, for those who may see some of it.
#[utoipa::path(
    get, path = "/api/verify", tag = "journal",
    responses((status = 200, body = VerifyJson), (status = "default", body = ErrorJson))
)]
pub(crate) async fn verify(State(site): State<Site>, by: SignedIn) -> Answer<VerifyJson> {
    let today = site.today();
    let may = site.read(|state, _| {
        let reach = kernel::rights::reach(state, by.actor, today, Action::SeeJournal);
        by.actor == Actor::Operator || !reach.is_empty()
    })?;
    if !may {
        return Err(Failure::NotFound);
    }
    let verdict = match site.verify().await? {
        Ok(it) => VerifyJson {
            whole: true,
            broken: None,
            entries: Some(it.entries),
            head: Some(it.head),
            state: Some(it.state),
        },
        Err(broken) => VerifyJson {
            whole: false,
            broken: Some(broken),
            entries: None,
            head: None,
            state: None,
        },
    };
    Ok(Json(verdict))
}
