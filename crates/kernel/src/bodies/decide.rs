//! When the register of affiliated bodies may be written in, and what comes of it.

use charter::{Action, BodyKindId, BodyRule, PostId};
use jiff::civil::Date;

use super::{
    Body, BodyEvent, BodyRefusal, CorrectBody, EndBody, EnterBody, NAME_CHARACTERS_MAX,
    TEXT_CHARACTERS_MAX,
};
use crate::charters::in_force;
use crate::day::happened;
use crate::ids::{BodyId, DocumentId, UnitId};
use crate::refusal::{Reason, Refusal};
use crate::request::{Event, Request};
use crate::rights;
use crate::state::State;
use crate::texts::unseen_on;
use crate::units::standing;

const FOUNDED: &str = "the day the unit was founded";
const SINCE: &str = "the day since which it is affiliated";

pub(super) fn enter(
    state: &State,
    request: &Request,
    it: &EnterBody,
) -> Result<Vec<Event>, Refusal> {
    rights::require(state, request, Action::KeepBodies, it.unit)?;
    standing(state, it.unit)?;
    let rule = rule_of(state, request, it.kind)?;
    kept_here(state, rule, it.unit)?;
    let founded = state.units.founded(it.unit).date();
    happened(it.on, request.today, founded.map(|on| (on, FOUNDED)))?;
    fits(
        state,
        request,
        rule,
        it.unit,
        (&it.name, it.since, it.liaison),
    )?;
    free_name(state, it.unit, &it.name, None)?;
    Ok(vec![
        BodyEvent::Entered {
            body: BodyId::after(state.body_count() as usize),
            kind: it.kind,
            unit: it.unit,
            name: it.name.trim().to_owned(),
            since: it.since,
            liaison: it.liaison,
            on: it.on,
        }
        .into(),
    ])
}

pub(super) fn correct(
    state: &State,
    request: &Request,
    it: &CorrectBody,
) -> Result<Vec<Event>, Refusal> {
    let body = known(state, request, it.body)?;
    rights::require(state, request, Action::KeepBodies, body.unit)?;
    standing(state, body.unit)?;
    let rule = rule_of(state, request, body.kind)?;
    happened(it.on, request.today, None)?;
    fits(
        state,
        request,
        rule,
        body.unit,
        (&it.name, it.since, it.liaison),
    )?;
    if let Some(until) = it.until {
        happened(until, request.today, it.since.map(|since| (since, SINCE)))?;
    }
    free_name(state, body.unit, &it.name, Some(it.body))?;
    if it.reason.trim().is_empty() {
        return Err(Reason::Missing("the reason of the correction").into());
    }
    short_enough(&it.reason)?;
    Ok(vec![
        BodyEvent::Corrected {
            body: it.body,
            unit: body.unit,
            name: it.name.trim().to_owned(),
            since: it.since,
            until: it.until,
            liaison: it.liaison,
            reason: DocumentId(state.documents),
            on: it.on,
        }
        .into(),
    ])
}

pub(super) fn end(state: &State, request: &Request, it: &EndBody) -> Result<Vec<Event>, Refusal> {
    let body = known(state, request, it.body)?;
    rights::require(state, request, Action::KeepBodies, body.unit)?;
    standing(state, body.unit)?;
    if let Some(until) = body.until {
        return Err(BodyRefusal::HasEnded(until).into());
    }
    happened(it.on, request.today, body.since.map(|since| (since, SINCE)))?;
    short_enough(&it.reason)?;
    let written = !it.reason.trim().is_empty();
    Ok(vec![
        BodyEvent::Ended {
            body: it.body,
            unit: body.unit,
            reason: written.then_some(DocumentId(state.documents)),
            on: it.on,
        }
        .into(),
    ])
}

/// The body, if the actor may know of it.
fn known<'a>(state: &'a State, request: &Request, body: BodyId) -> Result<Body<'a>, Refusal> {
    let may = |action, unit| rights::may(state, request.actor, request.today, action, unit);
    let found = state
        .body(body)
        .filter(|found| may(Action::SeeFigures, found.unit) || may(Action::KeepBodies, found.unit));
    found.ok_or_else(|| BodyRefusal::NoSuchBody(body).into())
}

fn rule_of<'a>(
    state: &'a State,
    request: &Request,
    kind: BodyKindId,
) -> Result<&'a BodyRule, Refusal> {
    let charter = in_force(state, request)?;
    charter
        .body(kind)
        .ok_or_else(|| Reason::NotInCharter("kind of body").into())
}

fn kept_here(state: &State, rule: &BodyRule, unit: UnitId) -> Result<(), Refusal> {
    let level = state.units.level(unit);
    if level.is_some_and(|level| rule.levels.contains(&level)) {
        return Ok(());
    }
    let refusal = BodyRefusal::NotKeptHere {
        unit: state.units.name(unit).to_owned(),
        plural: rule.plural.clone(),
    };
    Err(Refusal::by(rule.rule, refusal.into()))
}

/// Whether name, first day and contact person can be so.
fn fits(
    state: &State,
    request: &Request,
    rule: &BodyRule,
    unit: UnitId,
    (name, since, liaison): (&str, Option<Date>, Option<PostId>),
) -> Result<(), Refusal> {
    if name.trim().is_empty() {
        return Err(Reason::Missing("a name").into());
    }
    if let Some(letter) = unseen_on(name) {
        return Err(Reason::UnseenIn {
            what: "a name",
            letter: u32::from(letter),
        }
        .into());
    }
    if name.chars().count() > NAME_CHARACTERS_MAX {
        return Err(Reason::TooLong {
            what: "a name",
            characters_max: NAME_CHARACTERS_MAX,
        }
        .into());
    }
    if let Some(since) = since {
        happened(since, request.today, None)?;
    }
    let charter = in_force(state, request)?;
    let level = state.units.level(unit);
    let serves = |post: PostId| {
        rule.liaison.contains(&post)
            && charter
                .post(post)
                .zip(level)
                .is_some_and(|(post, level)| post.levels.contains(&level))
    };
    if liaison.is_some_and(|post| !serves(post)) {
        let refusal = BodyRefusal::NoLiaison {
            unit: state.units.name(unit).to_owned(),
            title: rule.title.clone(),
        };
        return Err(Refusal::by(rule.rule, refusal.into()));
    }
    Ok(())
}

/// Two bodies that are affiliated with a unit at a time do not have one name.
fn free_name(
    state: &State,
    unit: UnitId,
    name: &str,
    but: Option<BodyId>,
) -> Result<(), BodyRefusal> {
    let taken = state
        .bodies_of(unit)
        .any(|body| Some(body.id) != but && body.until.is_none() && body.name == name.trim());
    if !taken {
        return Ok(());
    }
    Err(BodyRefusal::AlreadyListed {
        unit: state.units.name(unit).to_owned(),
        name: name.trim().to_owned(),
    })
}

fn short_enough(text: &str) -> Result<(), Reason> {
    if text.chars().count() > TEXT_CHARACTERS_MAX {
        return Err(Reason::TooLong {
            what: "a text",
            characters_max: TEXT_CHARACTERS_MAX,
        });
    }
    Ok(())
}
