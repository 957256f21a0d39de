//! When an election may be recorded, a holder confirmed, a post handed over; and
//! what comes of it.

use charter::{Action, Charter, Choosing, Post};

use super::decide::{check_holder, taken_up};
use super::elections::Counted;
use super::repeated;
use super::{
    ConfirmHolder, Confirmed, Contradiction, Election, HandOverPost, NOMINEES_MAX, Nominee,
    PostEvent, PostRefusal, RecordElection, RefuseConfirmation, TakeUpPost, Tenure,
};
use crate::charters::in_force;
use crate::day::happened;
use crate::ids::{PersonId, UnitId};
use crate::refusal::{Reason, Refusal};
use crate::request::{Actor, Event, Request};
use crate::rights;
use crate::state::State;
use crate::units::standing;

const FOUNDED: &str = "the day the unit was founded";
const TAKEN_UP: &str = "the day the post was taken up";

pub(super) fn elect(
    state: &State,
    request: &Request,
    it: &RecordElection,
) -> Result<Vec<Event>, Refusal> {
    let charter = in_force(state, request)?;
    rights::require(state, request, Action::RecordElection, it.unit)?;
    standing(state, it.unit)?;
    let (post, choosing) = elected_here(state, charter, it)?;
    let founded = state.units.founded(it.unit).date().map(|on| (on, FOUNDED));
    happened(it.on, request.today, founded)?;
    repeated::check(state, (post, choosing), it)?;
    nominees(state, request, charter, post, it)?;
    let counted = Counted {
        entitled: it.entitled,
        ballots: it.ballots,
        valid: it.valid,
        places: it.places,
        votes: &it.votes,
    };
    let on_roll = state.voters_in(charter, it.unit);
    if it.on == request.today && on_roll > 0 && it.entitled > on_roll {
        let entitled = it.entitled;
        let wrong = Contradiction::Entitled { entitled, on_roll };
        return Err(Reason::from(PostRefusal::Figures(wrong)).into());
    }
    counted
        .consistent()
        .map_err(|wrong| Reason::from(PostRefusal::Figures(wrong)))?;
    let rule = choosing
        .election
        .as_ref()
        .ok_or_else(|| PostRefusal::NoElection(post.title.clone()))
        .map_err(Reason::from)?;
    let verdict = counted
        .verdict(rule)
        .ok_or(Reason::NotInCharter("majority"))?;
    verdict
        .agrees(it.ballots, &it.elected)
        .map_err(|wrong| Refusal::by(choosing.rule, wrong.into()))?;
    let figure = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
    let election = Election {
        unit: it.unit,
        post: it.post,
        on: it.on,
        entitled: it.entitled,
        ballots: it.ballots,
        valid: it.valid,
        turnout_needed: verdict.turnout.as_ref().map(|needed| figure(needed.count)),
        votes_needed: figure(verdict.majority.count),
        nominees: it
            .votes
            .iter()
            .map(|(person, votes)| Nominee {
                person: *person,
                votes: *votes,
                elected: it.elected.contains(person),
            })
            .collect(),
    };
    let mut events = vec![Event::Post(PostEvent::ElectionRecorded { election })];
    events.extend(new_terms(state, charter, (post, choosing), it)?);
    Ok(events)
}

/// The post and how it is filled, where units of this level fill it by election.
fn elected_here<'a>(
    state: &State,
    charter: &'a Charter,
    it: &RecordElection,
) -> Result<(&'a Post, &'a Choosing), Refusal> {
    let post = charter.post(it.post).ok_or(Reason::NotInCharter("post"))?;
    let level = state.units.level(it.unit);
    if let Some(level) = level
        && !post.levels.contains(&level)
    {
        let reason = Reason::NoSuchPostHere {
            unit: state.units.name(it.unit).to_owned(),
            level: charter
                .level(level)
                .map(|row| row.title.clone())
                .unwrap_or_default(),
            post: post.title.clone(),
        };
        return Err(Refusal::by(post.rule, reason));
    }
    let none = || PostRefusal::NoElection(post.title.clone());
    let choosing = charter
        .choosing_of(it.post)
        .filter(|choosing| choosing.election.is_some())
        .ok_or_else(|| Refusal::by(post.rule, none().into()))?;
    if it.places == 0 || it.places > post.most {
        let reason = Reason::PostFull {
            post: post.title.clone(),
            unit: state.units.name(it.unit).to_owned(),
            most: post.most,
        };
        return Err(Refusal::by(post.rule, reason));
    }
    Ok((post, choosing))
}

/// Everybody who stood may hold the post, and stands in the list once.
fn nominees(
    state: &State,
    request: &Request,
    charter: &Charter,
    post: &Post,
    it: &RecordElection,
) -> Result<(), Refusal> {
    let fault = |what| Err(Reason::from(PostRefusal::Nominees(what)).into());
    if it.votes.is_empty() {
        return fault("nobody stood, so there was no election");
    }
    if it.votes.len() > NOMINEES_MAX {
        return fault("there are more nominees than an election has room for");
    }
    for (at, (person, _)) in it.votes.iter().enumerate() {
        if it.votes.iter().take(at).any(|(other, _)| other == person) {
            return fault("somebody stands in the list of nominees twice");
        }
        if !rights::may_see_person(state, request.actor, request.today, *person) {
            return Err(Reason::NoSuchPerson(*person).into());
        }
        let membership = state.members.membership(*person);
        let membership = membership.ok_or(Reason::NotAMember)?;
        happened(
            it.on,
            request.today,
            Some((membership.joined, "the day a nominee joined")),
        )?;
        let holding = TakeUpPost {
            person: *person,
            unit: it.unit,
            post: it.post,
            on: it.on,
        };
        check_holder(state, charter, post, &holding, membership.unit)?;
    }
    for person in &it.elected {
        if !it.votes.iter().any(|(nominee, _)| nominee == person) {
            return fault("somebody is reported as elected who was no nominee");
        }
    }
    Ok(())
}

/// Whoever was elected begins a term, again or for the first time. The others stay as
/// long as there is room; where there is not, the whole post has been elected anew.
fn new_terms(
    state: &State,
    charter: &Charter,
    (post, choosing): (&Post, &Choosing),
    it: &RecordElection,
) -> Result<Vec<Event>, Refusal> {
    if it.elected.is_empty() {
        return Ok(Vec::new());
    }
    let holders: Vec<Tenure> = state.holders(it.unit, it.post).collect();
    let staying = holders
        .iter()
        .filter(|tenure| !it.elected.contains(&tenure.person))
        .count();
    let room = staying.saturating_add(it.elected.len()) <= usize::from(post.most);
    let mut events = Vec::new();
    for tenure in holders {
        if room && !it.elected.contains(&tenure.person) {
            continue;
        }
        happened(it.on, it.on, Some((tenure.from, TAKEN_UP)))?;
        events.push(Event::Post(PostEvent::LaidDown {
            person: tenure.person,
            unit: it.unit,
            post: it.post,
            on: it.on,
        }));
    }
    for person in &it.elected {
        let holding = TakeUpPost {
            person: *person,
            unit: it.unit,
            post: it.post,
            on: it.on,
        };
        events.extend(taken_up(state, charter, Some(choosing), &holding));
    }
    Ok(events)
}

/// The tenure that lasts.
pub(super) fn held(
    state: &State,
    post: &Post,
    (person, unit, id): (PersonId, UnitId, charter::PostId),
) -> Result<Tenure, Refusal> {
    state
        .holders(unit, id)
        .find(|tenure| tenure.person == person)
        .ok_or_else(|| {
            Reason::DoesNotHold {
                post: post.title.clone(),
                unit: state.units.name(unit).to_owned(),
            }
            .into()
        })
}

/// The unit above that has the word on a holder, if it has it on that day.
fn word(state: &State, request: &Request, it: &ConfirmHolder) -> Result<UnitId, Refusal> {
    let charter = in_force(state, request)?;
    rights::require(state, request, Action::ConfirmHolder, it.unit)?;
    standing(state, it.unit)?;
    let post = charter.post(it.post).ok_or(Reason::NotInCharter("post"))?;
    let rule = charter
        .choosing_of(it.post)
        .map_or(post.rule, |choosing| choosing.rule);
    let tenure = held(state, post, (it.person, it.unit, it.post))?;
    happened(it.on, request.today, Some((tenure.from, TAKEN_UP)))?;
    let nothing = || PostRefusal::NothingToConfirm(post.title.clone());
    let confirming = state
        .confirming(&tenure)
        .filter(|confirming| confirming.said.is_none())
        .ok_or_else(|| Refusal::by(rule, nothing().into()))?;
    let what = match confirming.standing(it.on) {
        Confirmed::Awaited | Confirmed::Owed => return Ok(confirming.by),
        Confirmed::Yes | Confirmed::Refused => "silence has confirmed the holder",
        Confirmed::Lapsed => "the choice has lapsed, and the post is to be filled anew",
    };
    let until = confirming.until;
    Err(Refusal::by(
        rule,
        PostRefusal::TimePassed { until, what }.into(),
    ))
}

pub(super) fn confirm(
    state: &State,
    request: &Request,
    it: &ConfirmHolder,
) -> Result<Vec<Event>, Refusal> {
    let by = word(state, request, it)?;
    Ok(vec![Event::Post(PostEvent::HolderConfirmed {
        person: it.person,
        unit: it.unit,
        post: it.post,
        by,
        on: it.on,
    })])
}

pub(super) fn refuse(
    state: &State,
    request: &Request,
    it: &RefuseConfirmation,
) -> Result<Vec<Event>, Refusal> {
    let (person, unit, post, on) = (it.person, it.unit, it.post, it.on);
    let about = ConfirmHolder {
        person,
        unit,
        post,
        on,
    };
    let by = word(state, request, &about)?;
    Ok(vec![
        Event::Post(PostEvent::ConfirmationRefused {
            person,
            unit,
            post,
            by,
            on,
        }),
        Event::Post(PostEvent::LaidDown {
            person,
            unit,
            post,
            on,
        }),
    ])
}

/// Whoever has taken over says so, or who handed over, or who fills the post; the one
/// who held it before.
pub(super) fn takes_part(
    state: &State,
    request: &Request,
    (person, unit, post): (PersonId, UnitId, charter::PostId),
) -> Result<Option<Tenure>, Refusal> {
    let before = state.held_before(unit, post, person);
    let between = [Some(person), before.map(|tenure| tenure.person)];
    let takes_part = between
        .into_iter()
        .flatten()
        .any(|person| request.actor == Actor::Person(person));
    let known = rights::may(
        state,
        request.actor,
        request.today,
        Action::SeeFigures,
        unit,
    );
    if !(takes_part && known) {
        rights::require(state, request, Action::FillPost, unit)?;
    }
    Ok(before)
}

pub(super) fn hand_over(
    state: &State,
    request: &Request,
    it: &HandOverPost,
) -> Result<Vec<Event>, Refusal> {
    let charter = in_force(state, request)?;
    let before = takes_part(state, request, (it.person, it.unit, it.post))?;
    standing(state, it.unit)?;
    let post = charter.post(it.post).ok_or(Reason::NotInCharter("post"))?;
    let tenure = held(state, post, (it.person, it.unit, it.post))?;
    happened(it.on, request.today, Some((tenure.from, TAKEN_UP)))?;
    let fault = |reason: PostRefusal| Err(Refusal::by(post.rule, reason.into()));
    if before.is_none() {
        return fault(PostRefusal::NobodyBefore(post.title.clone()));
    }
    if let Some(on) = state.handed_over(&tenure) {
        let post = post.title.clone();
        return fault(PostRefusal::AlreadyHandedOver { post, on });
    }
    Ok(vec![Event::Post(PostEvent::HandedOver {
        person: it.person,
        unit: it.unit,
        post: it.post,
        on: it.on,
    })])
}
