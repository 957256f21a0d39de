//! What a conference does: who attends, what is entered, votes.

use axum::Json;
use axum::extract::State;
use kernel::conferences::{
    Attendee, Attending, AttendingRow, Capacity, EnterConferenceItem, Item, ItemKind,
    ListConferenceAttendance, RecordConferenceVote, StrikeConferenceItem, StrikeConferenceVote,
    Vote,
};
use kernel::{Command, ConferenceId, DocumentId, PersonId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::posted::Posted;
use super::{Answer, Day, Done, Rows, day_or_today, no_such, none_of, submit};
use crate::error::{ErrorJson, Failure};
use crate::pages::conferences::fill;
use crate::pages::conferences::proceedings::{
    capacity_named, capacity_word, kind_named, kind_word,
};
use crate::session::{At, Query, SignedIn};
use crate::site::Site;

/// What a conference did.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProceedingsJson {
    /// Its items, in the order of the record.
    items: Vec<ItemJson>,
    /// Its votes, in the order of the record.
    votes: Vec<VoteJson>,
}

/// A child event, a point of the agenda, something said or presented.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ItemJson {
    /// Its number in the conference, from one.
    number: u32,
    /// `session`, `workshop`, `point`, `speech` or `paper`.
    kind: &'static str,
    /// Number of the item it stands under.
    under: Option<u32>,
    /// What it is called.
    title: Option<String>,
    /// Its text.
    text: Option<String>,
    /// Who sent it.
    sender: Option<String>,
    /// To whom it is addressed.
    addressee: Option<String>,
    /// Number of whoever spoke.
    speaker: Option<u32>,
    /// Whether it was read out where it stands.
    read: bool,
    /// When.
    on: Day,
    /// Whether it was struck.
    struck: bool,
}

/// A vote with its figures and what came of it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct VoteJson {
    /// Its number in the conference, from one.
    number: u32,
    /// Number of the item it was on.
    item: u32,
    /// How many had a seat.
    entitled: u32,
    /// How many of them were there.
    present: u32,
    /// Votes for it.
    #[serde(rename = "for")]
    favour: u32,
    /// Votes against it.
    against: u32,
    /// Those who abstained.
    abstained: u32,
    /// How many had to be there.
    quorum: Option<u32>,
    /// How many votes carried it.
    needed: u32,
    /// Whether it was adopted.
    adopted: bool,
    /// When.
    on: Day,
    /// Whether the record was struck.
    struck: bool,
}

/// A line of attendance, in the printed order.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AttendedJson {
    /// Number of the person; none for whoever is named only.
    person: Option<u32>,
    /// The name, where one may know it.
    name: Option<String>,
    /// `participant`, `platform` or `guest`.
    capacity: &'static str,
    /// The posts they held on the first day, as they were called then.
    posts: Vec<String>,
}

fn vote_json(it: &Vote) -> VoteJson {
    VoteJson {
        number: it.number,
        item: it.item,
        entitled: it.entitled,
        present: it.present,
        favour: it.favour,
        against: it.against,
        abstained: it.abstained,
        quorum: it.quorum,
        needed: it.needed,
        adopted: it.adopted,
        on: Day(it.on),
        struck: it.struck.is_some(),
    }
}

/// What a conference did: its items and its votes.
#[utoipa::path(
    get, path = "/api/conferences/{id}/proceedings", tag = "conferences",
    params(("id" = u32, Path, description = "Number of the conference")),
    responses((status = 200, body = ProceedingsJson), (status = "default", body = ErrorJson))
)]
pub(crate) async fn show(
    State(site): State<Site>,
    by: SignedIn,
    At(conference): At<u32>,
) -> Answer<ProceedingsJson> {
    let (found, votes) = site.look(&by, |view| {
        let it = fill::known(view, ConferenceId(conference))?;
        let votes = view.state.conference_votes(it.id);
        Ok((view.state.conference_items(it.id), votes))
    })?;
    let read = |text: Option<DocumentId>| match text {
        Some(text) => site.text(text),
        None => Ok(None),
    };
    let mut items = Vec::with_capacity(found.len());
    for it in found {
        let Item { number, under, .. } = it;
        items.push(ItemJson {
            number,
            kind: kind_word(it.kind),
            under,
            title: read(Some(it.title))?,
            text: read(it.text)?,
            sender: read(it.sender)?,
            addressee: read(it.addressee)?,
            speaker: it.speaker.map(|person| person.0),
            read: it.read,
            on: Day(it.on),
            struck: it.struck.is_some(),
        });
    }
    Ok(Json(ProceedingsJson {
        items,
        votes: votes.iter().map(vote_json).collect(),
    }))
}

/// Who attended a conference, in the printed order, with their posts of its first day.
#[utoipa::path(
    get, path = "/api/conferences/{id}/attendance", tag = "conferences",
    params(("id" = u32, Path, description = "Number of the conference"), Rows),
    responses((status = 200, body = Vec<AttendedJson>), (status = "default", body = ErrorJson))
)]
pub(crate) async fn attendance(
    State(site): State<Site>,
    by: SignedIn,
    At(conference): At<u32>,
    Query(rows): Query<Rows>,
) -> Answer<Vec<AttendedJson>> {
    let found = site.look(&by, |view| {
        let it = fill::known(view, ConferenceId(conference))?;
        let attended = view.state.conference_attendance(it.id).into_iter();
        let lines = rows.of(attended.map(|row| {
            let (person, named) = match row.who {
                Attendee::Person(person) => (Some(person), None),
                Attendee::Named(text) => (None, Some(text)),
            };
            let known = person.filter(|person| view.knows(*person));
            let posts = row.posts.iter().map(|tenure| {
                let post = view.post_title(tenure.post, it.first);
                format!("{post} of {}", view.some_unit(tenure.unit))
            });
            let line = AttendedJson {
                person: person.map(|person| person.0),
                name: known.map(|person| view.directory.name(person)),
                capacity: capacity_word(row.capacity),
                posts: posts.collect(),
            };
            (line, named)
        }));
        Ok(lines)
    })?;
    let mut lines = Vec::with_capacity(found.len());
    for (mut line, named) in found {
        if let Some(text) = named {
            line.name = site.text(text)?;
        }
        lines.push(line);
    }
    Ok(Json(lines))
}

/// Who attends, in the order in which it is printed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AttendanceListJson {
    /// The lines.
    rows: Vec<AttendingJson>,
}

/// A line of attendance: a number, or a name for whoever has none.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AttendingJson {
    /// Number of the person.
    person: Option<u32>,
    /// The name of whoever has no number.
    #[serde(default)]
    name: String,
    /// `participant`, `platform` or `guest`.
    capacity: String,
}

/// List who attends a conference.
#[utoipa::path(
    post, path = "/api/conferences/{id}/attendance", tag = "conferences", request_body = AttendanceListJson,
    params(("id" = u32, Path, description = "Number of the conference")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn list(
    State(site): State<Site>,
    At(conference): At<u32>,
    posted: Posted<AttendanceListJson>,
) -> Answer<Done> {
    let rows: Result<Vec<AttendingRow>, Failure> = posted
        .body
        .rows
        .iter()
        .map(|row| {
            Ok(AttendingRow {
                who: match row.person {
                    Some(person) => Attending::Person(PersonId(person)),
                    None => Attending::Named(row.name.clone()),
                },
                capacity: capacity_named(&row.capacity).ok_or_else(|| {
                    let known = [Capacity::Participant, Capacity::Platform, Capacity::Guest];
                    none_of("capacity", &row.capacity, known.map(capacity_word))
                })?,
            })
        })
        .collect();
    let command = Command::from(ListConferenceAttendance {
        conference: ConferenceId(conference),
        rows: rows?,
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

/// Something that is entered at a conference.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EnteredJson {
    /// `session`, `workshop`, `point`, `speech` or `paper`.
    kind: String,
    /// Number of the item it stands under.
    under: Option<u32>,
    /// What it is called.
    title: String,
    /// Its text.
    #[serde(default)]
    text: String,
    /// Who sent it.
    #[serde(default)]
    sender: String,
    /// To whom it is addressed.
    #[serde(default)]
    addressee: String,
    /// Number of whoever spoke.
    speaker: Option<u32>,
    /// Whether it was read out where it stands.
    #[serde(default)]
    read: bool,
    /// The day; today where nothing is said, or the day of the conference next to it.
    on: Option<Day>,
}

/// Enter a session, a workshop, a point, a speech or a paper.
#[utoipa::path(
    post, path = "/api/conferences/{id}/item", tag = "conferences", request_body = EnteredJson,
    params(("id" = u32, Path, description = "Number of the conference")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn enter(
    State(site): State<Site>,
    At(conference): At<u32>,
    posted: Posted<EnteredJson>,
) -> Answer<Done> {
    let body = &posted.body;
    let id = ConferenceId(conference);
    let on = match body.on {
        Some(on) => on.0,
        None => site.look(&posted.by, |view| Ok(fill::day_of(view, id)))?,
    };
    let command = Command::from(EnterConferenceItem {
        conference: id,
        kind: kind_named(&body.kind).ok_or_else(|| {
            let known = ItemKind::ALL.iter().map(|it| kind_word(*it));
            none_of("kind of item", &body.kind, known)
        })?,
        under: body.under,
        title: body.title.clone(),
        text: body.text.clone(),
        sender: body.sender.clone(),
        addressee: body.addressee.clone(),
        speaker: body.speaker.map(PersonId),
        read: body.read,
        on,
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

/// A vote as it was counted.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CountedJson {
    /// Number of the item.
    item: u32,
    /// Identifier of the majority; the ordinary one where nothing is said.
    majority: Option<String>,
    /// How many with a seat were there.
    present: u32,
    /// Votes for it.
    #[serde(rename = "for")]
    favour: u32,
    /// Votes against it.
    against: u32,
    /// Those who abstained.
    abstained: u32,
    /// The day; today where nothing is said.
    on: Option<Day>,
}

/// Record a vote; whether it carried follows from the figures.
#[utoipa::path(
    post, path = "/api/conferences/{id}/vote", tag = "conferences", request_body = CountedJson,
    params(("id" = u32, Path, description = "Number of the conference")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn vote(
    State(site): State<Site>,
    At(conference): At<u32>,
    posted: Posted<CountedJson>,
) -> Answer<Done> {
    let body = &posted.body;
    let majority = site.look(&posted.by, |view| {
        let it = fill::known(view, ConferenceId(conference))?;
        let rule = fill::rule(view, &it)?;
        let Some(id) = &body.majority else {
            return Ok(0);
        };
        let at = rule.majorities.iter().position(|row| row.id == *id);
        let at = at.and_then(|at| u8::try_from(at).ok());
        at.ok_or_else(|| {
            let rows = rule.majorities.iter();
            no_such("majority", id, rows.map(|it| (it.id.as_str(), rule.rule)))
        })
    })?;
    let command = Command::from(RecordConferenceVote {
        conference: ConferenceId(conference),
        item: body.item,
        majority,
        present: body.present,
        favour: body.favour,
        against: body.against,
        abstained: body.abstained,
        on: day_or_today(&site, body.on),
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

/// Why an item or a vote is struck.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StruckJson {
    /// Number of the item or of the vote.
    number: u32,
    /// Why.
    reason: String,
}

/// Strike an item.
#[utoipa::path(
    post, path = "/api/conferences/{id}/strike-item", tag = "conferences", request_body = StruckJson,
    params(("id" = u32, Path, description = "Number of the conference")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn strike_item(
    State(site): State<Site>,
    At(conference): At<u32>,
    posted: Posted<StruckJson>,
) -> Answer<Done> {
    let command = Command::from(StrikeConferenceItem {
        conference: ConferenceId(conference),
        item: posted.body.number,
        reason: posted.body.reason.clone(),
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

/// Strike the record of a vote.
#[utoipa::path(
    post, path = "/api/conferences/{id}/strike-vote", tag = "conferences", request_body = StruckJson,
    params(("id" = u32, Path, description = "Number of the conference")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn strike_vote(
    State(site): State<Site>,
    At(conference): At<u32>,
    posted: Posted<StruckJson>,
) -> Answer<Done> {
    let command = Command::from(StrikeConferenceVote {
        conference: ConferenceId(conference),
        vote: posted.body.number,
        reason: posted.body.reason.clone(),
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}
