//! When a unit may be proposed for an award, when it may be decided on, and
//! what comes of it.

use charter::{Action, AwardKindId, AwardRule, Criterion};

use jiff::civil::Date;

use super::{
    Award, AwardEvent, AwardRefusal, AwardStanding, DecideAward, ProposeAward, Reading,
    RevokeAward, TEXT_CHARACTERS_MAX,
};
use crate::charters::in_force;
use crate::day::happened;
use crate::ids::{AwardId, DocumentId, UnitId};
use crate::refusal::{Reason, Refusal};
use crate::request::{Actor, Event, Request};
use crate::rights;
use crate::state::State;
use crate::units::standing;

const FOUNDED: &str = "the day the unit was founded";
const CHANGED: &str = "the day something last happened to it";

pub(super) fn propose(
    state: &State,
    request: &Request,
    it: &ProposeAward,
) -> Result<Vec<Event>, Refusal> {
    rights::require(state, request, Action::ProposeAward, it.unit)?;
    standing(state, it.unit)?;
    let rule = rule_of(state, request, it.kind)?;
    let founded = state.units.founded(it.unit).date();
    happened(it.on, request.today, founded.map(|on| (on, FOUNDED)))?;
    may_receive(state, rule, it.unit)?;
    deciding(state, rule, it.unit)?;
    let span = state
        .award_span(rule, it.unit, it.period, it.on)
        .ok_or(Reason::DateOutOfRange(it.period))?;
    if it.on < span.last {
        return Err(Refusal::by(rule.rule, Reason::PeriodNotOver(span.last)));
    }
    if let Some(founded) = founded.filter(|founded| *founded > span.last) {
        let unit = state.units.name(it.unit).to_owned();
        return Err(Refusal::by(
            rule.rule,
            AwardRefusal::NotThere { unit, founded }.into(),
        ));
    }
    if state
        .award_for(rule, it.kind, it.unit, Some(it.period))
        .is_some()
    {
        let refusal = AwardRefusal::AlreadyProposed {
            unit: state.units.name(it.unit).to_owned(),
            award: rule.title.clone(),
        };
        return Err(Refusal::by(rule.rule, refusal.into()));
    }
    short_enough(&it.grounds)?;
    let readings = state.award_readings(rule, it.unit, span, request.today);
    criteria_met(state, rule, it.unit, &readings)?;
    Ok(vec![
        AwardEvent::Proposed {
            award: AwardId::after(state.award_count() as usize),
            kind: it.kind,
            unit: it.unit,
            first: span.first,
            last: span.last,
            readings,
            grounds: written(state, &it.grounds),
            on: it.on,
        }
        .into(),
    ])
}

pub(super) fn decide(
    state: &State,
    request: &Request,
    it: &DecideAward,
) -> Result<Vec<Event>, Refusal> {
    let award = known(state, request, it.award)?;
    let rule = rule_of(state, request, award.kind)?;
    let by = deciding(state, rule, award.unit)?;
    may_decide(state, request, rule, &award, by)?;
    standing(state, award.unit)?;
    match award.standing() {
        AwardStanding::Proposed => {}
        AwardStanding::Granted | AwardStanding::Refused => {
            return Err(AwardRefusal::AlreadyDecided(award.changed()).into());
        }
        AwardStanding::Revoked => {
            return Err(AwardRefusal::AlreadyRevoked(award.changed()).into());
        }
    }
    happened(it.on, request.today, Some((award.proposed, CHANGED)))?;
    if !it.granted && it.reason.trim().is_empty() {
        return Err(Reason::Missing("the reason why it is not awarded").into());
    }
    short_enough(&it.reason)?;
    if it.granted {
        may_receive(state, rule, award.unit)?;
        // The record may have been corrected since the unit was proposed.
        let now = state.award_readings(rule, award.unit, award.span, request.today);
        criteria_met(state, rule, award.unit, &now)?;
    }
    Ok(vec![
        AwardEvent::Decided {
            award: it.award,
            unit: award.unit,
            by,
            granted: it.granted,
            reason: written(state, &it.reason),
            on: it.on,
        }
        .into(),
    ])
}

pub(super) fn revoke(
    state: &State,
    request: &Request,
    it: &RevokeAward,
) -> Result<Vec<Event>, Refusal> {
    let award = known(state, request, it.award)?;
    match award.decision {
        None => rights::require(state, request, Action::ProposeAward, award.unit)?,
        Some(decision) => {
            let rule = rule_of(state, request, award.kind)?;
            // Whoever decided may be gone; then it is for whoever would decide today.
            let by = if state.units.stands(decision.by) {
                decision.by
            } else {
                deciding(state, rule, award.unit)?
            };
            may_decide(state, request, rule, &award, by)?;
        }
    }
    if award.standing() == AwardStanding::Revoked {
        return Err(AwardRefusal::AlreadyRevoked(award.changed()).into());
    }
    happened(it.on, request.today, Some((award.changed(), CHANGED)))?;
    if it.reason.trim().is_empty() {
        return Err(Reason::Missing("the reason why it is taken back").into());
    }
    short_enough(&it.reason)?;
    Ok(vec![
        AwardEvent::Revoked {
            award: it.award,
            unit: award.unit,
            reason: DocumentId(state.documents),
            on: it.on,
        }
        .into(),
    ])
}

/// Whether the viewer may know of a proposal: from the unit's figures, because they
/// propose it, or because they decide.
#[must_use]
pub fn may_know(state: &State, viewer: Actor, today: Date, award: &Award) -> bool {
    let may = |action, unit| rights::may(state, viewer, today, action, unit);
    let decides = || {
        state
            .charter_on(today)
            .and_then(|charter| charter.award(award.kind))
            .and_then(|rule| state.award_body(rule, award.unit))
            .is_some_and(|body| may(Action::DecideAward, body))
    };
    may(Action::SeeFigures, award.unit) || may(Action::ProposeAward, award.unit) || decides()
}

/// The proposal, if the actor may know of it.
fn known(state: &State, request: &Request, award: AwardId) -> Result<Award, Refusal> {
    let found = state
        .award(award)
        .filter(|found| may_know(state, request.actor, request.today, found));
    found.ok_or_else(|| AwardRefusal::NoSuchAward(award).into())
}

fn rule_of<'a>(
    state: &'a State,
    request: &Request,
    kind: AwardKindId,
) -> Result<&'a AwardRule, Refusal> {
    let charter = in_force(state, request)?;
    charter
        .award(kind)
        .ok_or_else(|| Reason::NotInCharter("award").into())
}

fn may_receive(state: &State, rule: &AwardRule, unit: UnitId) -> Result<(), Refusal> {
    let level = state.units.level(unit);
    if level.is_some_and(|level| rule.levels.contains(&level)) {
        return Ok(());
    }
    let refusal = AwardRefusal::NotForUnit {
        unit: state.units.name(unit).to_owned(),
        award: rule.title.clone(),
    };
    Err(Refusal::by(rule.rule, refusal.into()))
}

fn deciding(state: &State, rule: &AwardRule, unit: UnitId) -> Result<UnitId, Refusal> {
    state.award_body(rule, unit).ok_or_else(|| {
        let refusal = AwardRefusal::NobodyDecides {
            unit: state.units.name(unit).to_owned(),
            award: rule.title.clone(),
        };
        Refusal::by(rule.rule, refusal.into())
    })
}

/// Whoever knows of a proposal and does not decide is told by which rule, and need
/// not know of the body that does.
fn may_decide(
    state: &State,
    request: &Request,
    rule: &AwardRule,
    award: &Award,
    by: UnitId,
) -> Result<(), Refusal> {
    let action = Action::DecideAward;
    if rights::may(state, request.actor, request.today, action, by) {
        return Ok(());
    }
    let unit = state.units.name(award.unit).to_owned();
    Err(Refusal::by(rule.rule, Reason::NoRight { action, unit }))
}

/// What the record says against it stands in the way; what it does not know is left to who decides.
fn criteria_met(
    state: &State,
    rule: &AwardRule,
    unit: UnitId,
    readings: &[Reading],
) -> Result<(), Refusal> {
    let fails = |(criterion, reading): &(&Criterion, &Reading)| {
        reading
            .measured
            .is_some_and(|measured| !criterion.met(measured))
    };
    let Some((criterion, reading)) = rule.criteria.iter().zip(readings).find(fails) else {
        return Ok(());
    };
    let (found, needed) = reading
        .measured
        .map_or((0, 0), |measured| (measured.found, measured.needed));
    let refusal = AwardRefusal::NotMet {
        unit: state.units.name(unit).to_owned(),
        criterion: criterion.title.clone(),
        found: format!("{found} {}", criterion.figure.words()),
        needed: format!("{} {needed}", criterion.bound.words()),
    };
    Err(Refusal::by(rule.rule, refusal.into()))
}

/// The number of a text, where there is one.
fn written(state: &State, text: &str) -> Option<DocumentId> {
    (!text.trim().is_empty()).then_some(DocumentId(state.documents))
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
