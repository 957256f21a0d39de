//! What a conference does: sessions and workshops as its children, what is on the agenda,
//! what is said, papers presented and read, votes; and who was there, in the
//! order in which it was printed. What was said and who it was by name are
//! texts elsewhere: here are numbers.

use charter::expression::Figures;
use charter::{Action, ConferenceRule};
use jiff::civil::Date;

use super::decide::{reason_given, rule_of, short_enough};
use super::seeing::lasting;
use super::{
    AttendanceLine, Attendee, Attending, Capacity, Conference, ConferenceEvent, ConferenceRefusal,
    EnterConferenceItem, Item, ItemKind, LINES_MAX, ListConferenceAttendance, PAPER_CHARACTERS_MAX,
    RecordConferenceVote, StrikeConferenceItem, StrikeConferenceVote, Vote,
};
use crate::charters::in_force;
use crate::day::happened;
use crate::ids::{ConferenceId, DocumentId};
use crate::posts::Tenure;
use crate::refusal::{Reason, Refusal};
use crate::request::{Event, Request};
use crate::rights;
use crate::state::State;

/// The conference, where whoever asks may run it.
fn run(state: &State, request: &Request, conference: ConferenceId) -> Result<Conference, Refusal> {
    let it = lasting(state, request, conference)?;
    rights::require(state, request, Action::RunConference, it.unit)?;
    Ok(it)
}

pub(super) fn list(
    state: &State,
    request: &Request,
    it: &ListConferenceAttendance,
) -> Result<Vec<Event>, Refusal> {
    let conference = run(state, request, it.conference)?;
    if request.today < conference.first {
        return Err(Reason::InFuture(conference.first).into());
    }
    if it.rows.len() > LINES_MAX {
        return Err(Reason::TooMany {
            what: "people are named",
            most: LINES_MAX,
        }
        .into());
    }
    let mut seen = std::collections::BTreeSet::new();
    let mut texts = 0_u32;
    let mut rows = Vec::with_capacity(it.rows.len());
    for row in &it.rows {
        let who = match &row.who {
            Attending::Person(person) => {
                if !state.members.exists(*person) {
                    return Err(Reason::NoSuchPerson(*person).into());
                }
                if !seen.insert(*person) {
                    return Err(ConferenceRefusal::NamedAlready(*person).into());
                }
                let came = state.conferences.mandate(it.conference, *person);
                let came = came.and_then(|mandate| mandate.came).is_some();
                if row.capacity == Capacity::Participant && !came {
                    return Err(ConferenceRefusal::NotIn(*person).into());
                }
                Attendee::Person(*person)
            }
            Attending::Named(name) => {
                if name.trim().is_empty() {
                    return Err(Reason::Missing("a name").into());
                }
                short_enough(name)?;
                if row.capacity == Capacity::Participant {
                    return Err(ConferenceRefusal::NoMandateByName.into());
                }
                let number = DocumentId(state.documents.saturating_add(texts));
                texts = texts.saturating_add(1);
                Attendee::Named(number)
            }
        };
        rows.push(AttendanceLine {
            who,
            capacity: row.capacity,
        });
    }
    Ok(vec![
        ConferenceEvent::AttendanceListed {
            conference: it.conference,
            unit: conference.unit,
            rows,
            on: request.today,
        }
        .into(),
    ])
}

pub(super) fn enter(
    state: &State,
    request: &Request,
    it: &EnterConferenceItem,
) -> Result<Vec<Event>, Refusal> {
    let conference = run(state, request, it.conference)?;
    if it.title.trim().is_empty() {
        return Err(Reason::Missing("the title").into());
    }
    for text in [&it.title, &it.sender, &it.addressee] {
        short_enough(text)?;
    }
    if it.text.chars().count() > PAPER_CHARACTERS_MAX {
        return Err(Reason::TooLong {
            what: "the text",
            characters_max: PAPER_CHARACTERS_MAX,
        }
        .into());
    }
    if let Some(speaker) = it.speaker.filter(|person| !state.members.exists(*person)) {
        return Err(Reason::NoSuchPerson(speaker).into());
    }
    if let Some(under) = it.under {
        let above = state.conferences.item(it.conference, under);
        let above = above.filter(|above| above.struck.is_none());
        let above = above.ok_or(ConferenceRefusal::NoSuchItem(under))?;
        if !above.kind.holds_others() {
            return Err(ConferenceRefusal::NothingUnder(under).into());
        }
    } else if it.read {
        return Err(ConferenceRefusal::ReadNowhere.into());
    }
    of_its_days(state, &conference, it)?;
    let mut next = state.documents;
    let mut written = |text: &str| {
        (!text.trim().is_empty()).then(|| {
            let number = DocumentId(next);
            next = next.saturating_add(1);
            number
        })
    };
    let title = written(&it.title).unwrap_or(DocumentId(state.documents));
    Ok(vec![
        ConferenceEvent::ItemEntered {
            conference: it.conference,
            unit: conference.unit,
            item: state
                .conferences
                .item_count(it.conference)
                .saturating_add(1),
            kind: it.kind,
            under: it.under,
            title,
            text: written(&it.text),
            sender: written(&it.sender),
            addressee: written(&it.addressee),
            speaker: it.speaker,
            read: it.read,
            on: it.on,
        }
        .into(),
    ])
}

/// What is entered was or will be on one of the days of the conference; a workshop may follow
/// it and be held when it is over, with all that is said there.
fn of_its_days(
    state: &State,
    conference: &Conference,
    it: &EnterConferenceItem,
) -> Result<(), Refusal> {
    happened(it.on, it.on, None)?;
    let (first, last) = (conference.first, conference.last);
    if it.on >= first && (it.on <= last || at_a_workshop(state, it)) {
        return Ok(());
    }
    let on = it.on;
    Err(ConferenceRefusal::NotItsDay { on, first, last }.into())
}

/// Whether it is a workshop, or stands under one.
fn at_a_workshop(state: &State, it: &EnterConferenceItem) -> bool {
    let item = |number| state.conferences.item(it.conference, number);
    let above = std::iter::successors(it.under.and_then(item), |above| above.under.and_then(item));
    it.kind == ItemKind::Workshop
        || above
            .into_iter()
            .any(|above| above.kind == ItemKind::Workshop)
}

pub(super) fn strike_item(
    state: &State,
    request: &Request,
    it: &StrikeConferenceItem,
) -> Result<Vec<Event>, Refusal> {
    let conference = run(state, request, it.conference)?;
    standing_item(state, it.conference, it.item)?;
    let items = state.conferences.items(it.conference);
    let mut beneath = items.iter().filter(|item| item.struck.is_none());
    if let Some(item) = beneath.find(|item| item.under == Some(it.item)) {
        return Err(ConferenceRefusal::SomethingUnder(item.number).into());
    }
    let votes = state.conferences.votes(it.conference);
    let voted = |vote: &&Vote| vote.item == it.item && vote.struck.is_none();
    if let Some(vote) = votes.iter().find(voted) {
        return Err(ConferenceRefusal::VotedOn(vote.number).into());
    }
    reason_given(&it.reason)?;
    Ok(vec![
        ConferenceEvent::ItemStruck {
            conference: it.conference,
            unit: conference.unit,
            item: it.item,
            reason: DocumentId(state.documents),
            on: request.today,
        }
        .into(),
    ])
}

/// An item that was not struck.
pub(crate) fn standing_item(
    state: &State,
    conference: ConferenceId,
    number: u32,
) -> Result<Item, ConferenceRefusal> {
    state
        .conferences
        .item(conference, number)
        .filter(|item| item.struck.is_none())
        .ok_or(ConferenceRefusal::NoSuchItem(number))
}

pub(super) fn vote(
    state: &State,
    request: &Request,
    it: &RecordConferenceVote,
) -> Result<Vec<Event>, Refusal> {
    let charter = in_force(state, request)?;
    let conference = run(state, request, it.conference)?;
    let rule = rule_of(charter, conference.kind)?;
    let item = standing_item(state, it.conference, it.item)?;
    let refused = |refusal: ConferenceRefusal| Refusal::by(rule.rule, refusal.into());
    if !item.kind.is_voted_on() {
        return Err(refused(ConferenceRefusal::NotVotedOn(it.item)));
    }
    happened(
        it.on,
        request.today,
        Some((conference.first, "its first day")),
    )?;
    let (entitled, came) = state.conferences.turnout(it.conference);
    let cast = u64::from(it.favour) + u64::from(it.against) + u64::from(it.abstained);
    if it.present > came {
        let present = it.present;
        return Err(ConferenceRefusal::TooManyPresent { present, came }.into());
    }
    if cast > u64::from(it.present) {
        let present = it.present;
        return Err(ConferenceRefusal::TooManyVotes { cast, present }.into());
    }
    let (quorum, needed) =
        needed(rule, it, entitled).ok_or_else(|| refused(ConferenceRefusal::NoSuchMajority))?;
    let quorate = quorum.is_none_or(|quorum| it.present >= quorum);
    // Nothing is carried by nobody.
    let adopted = quorate && it.favour >= needed.max(1);
    let votes = state.conferences.votes(it.conference).len();
    Ok(vec![
        ConferenceEvent::VoteRecorded {
            conference: it.conference,
            unit: conference.unit,
            vote: u32::try_from(votes).unwrap_or(u32::MAX).saturating_add(1),
            item: it.item,
            majority: it.majority,
            entitled,
            present: it.present,
            favour: it.favour,
            against: it.against,
            abstained: it.abstained,
            quorum,
            needed,
            adopted,
            on: it.on,
        }
        .into(),
    ])
}

/// How many have to be there and how many votes carry it; none where the charter has no such
/// majority.
fn needed(
    rule: &ConferenceRule,
    it: &RecordConferenceVote,
    entitled: u32,
) -> Option<(Option<u32>, u32)> {
    let figures = Figures {
        entitled: Some(u64::from(entitled)),
        present: Some(u64::from(it.present)),
        valid: Some(u64::from(it.favour) + u64::from(it.against)),
        ..Figures::default()
    };
    let count = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
    let majority = rule.majorities.get(usize::from(it.majority))?;
    let needed = majority.needed.count_needed(&figures)?;
    let quorum = match &rule.quorum {
        Some(quorum) => Some(count(quorum.count_needed(&figures)?)),
        None => None,
    };
    Some((quorum, count(needed)))
}

pub(super) fn strike_vote(
    state: &State,
    request: &Request,
    it: &StrikeConferenceVote,
) -> Result<Vec<Event>, Refusal> {
    let conference = run(state, request, it.conference)?;
    let votes = state.conferences.votes(it.conference);
    let standing = |vote: &Vote| vote.number == it.vote && vote.struck.is_none();
    if !votes.iter().any(standing) {
        return Err(ConferenceRefusal::NoSuchVote(it.vote).into());
    }
    reason_given(&it.reason)?;
    Ok(vec![
        ConferenceEvent::VoteStruck {
            conference: it.conference,
            unit: conference.unit,
            vote: it.vote,
            reason: DocumentId(state.documents),
            on: request.today,
        }
        .into(),
    ])
}

/// Somebody who attended, with the posts they held on the first day of the conference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attended {
    /// Who, by number or by a text.
    pub who: Attendee,
    /// In which capacity.
    pub capacity: Capacity,
    /// Whether they stand on the list that was made, and not only came in at the door.
    pub listed: bool,
    /// What they held on that day, the last taken up first; nothing is known of whoever is
    /// named by a text.
    pub posts: Vec<Tenure>,
}

impl State {
    /// Who attended a conference, in the order in which it was printed, and behind them whoever
    /// came in at the door and is not on that list, in the order of the record.
    #[must_use]
    pub fn conference_attendance(&self, conference: ConferenceId) -> Vec<Attended> {
        let Some(it) = self.conferences.get(conference) else {
            return Vec::new();
        };
        let mut rows = self.conferences.lines(conference);
        let lines = rows.len();
        let listed: std::collections::BTreeSet<Attendee> = rows.iter().map(|row| row.who).collect();
        let came = self.conferences.mandates(conference).into_iter();
        let came = came.filter(|mandate| mandate.seated() && mandate.came.is_some());
        let came = came.map(|mandate| Attendee::Person(mandate.person));
        rows.extend(
            came.filter(|who| !listed.contains(who))
                .map(|who| AttendanceLine {
                    who,
                    capacity: Capacity::Participant,
                }),
        );
        (0..)
            .zip(rows)
            .map(|(at, row)| Attended {
                who: row.who,
                capacity: row.capacity,
                listed: at < lines,
                posts: self.posts_on(row.who, it.first),
            })
            .collect()
    }

    fn posts_on(&self, who: Attendee, day: Date) -> Vec<Tenure> {
        match who {
            Attendee::Person(person) => self.held_on(person, day).collect(),
            Attendee::Named(_) => Vec::new(),
        }
    }

    /// What is on the agenda of a conference, what was said and presented, in the order of the
    /// record; what was struck among it.
    #[must_use]
    pub fn conference_items(&self, conference: ConferenceId) -> Vec<Item> {
        self.conferences.items(conference)
    }

    /// The votes of a conference in the order of the record; those that were struck among them.
    #[must_use]
    pub fn conference_votes(&self, conference: ConferenceId) -> Vec<Vote> {
        self.conferences.votes(conference)
    }
}

impl ItemKind {
    /// Whether something may stand under it.
    #[must_use]
    pub fn holds_others(self) -> bool {
        match self {
            ItemKind::Session | ItemKind::Workshop | ItemKind::Point => true,
            ItemKind::Speech | ItemKind::Paper => false,
        }
    }

    /// Whether it is voted on.
    #[must_use]
    pub fn is_voted_on(self) -> bool {
        match self {
            ItemKind::Point | ItemKind::Paper => true,
            ItemKind::Session | ItemKind::Workshop | ItemKind::Speech => false,
        }
    }
}
