//! What may be done with directives, and what comes of it.

use charter::{Action, Charter, DirectiveRule, RuleId};
use jiff::civil::Date;

use super::{
    AREAS_MAX, AmendDirective, AnswerDirective, Directive, DirectiveEvent, DirectiveRefusal,
    IssueDirective, ObjectToDirective, Origin, Outcome, PassOnDirective, PutOnAgenda,
    SettleObjection, TEXT_CHARACTERS_MAX, TakeOffAgenda, WithdrawDirective,
};
use crate::charters::in_force;
use crate::conferences::{ConferenceRefusal, may_know_conference, standing_item};
use crate::day::happened;
use crate::ids::{DirectiveId, DocumentId, MeetingId, UnitId};
use crate::meetings::{MeetingRefusal, MeetingStanding};
use crate::petitions;
use crate::refusal::{Reason, Refusal};
use crate::request::{Event, Request};
use crate::rights;
use crate::state::State;
use crate::units::standing;

const FOUNDED: &str = "the day the unit was founded";
const ISSUED: &str = "the day the directive was issued";
const AMENDED: &str = "the day the directive was last amended";
const RECEIVED: &str = "the day the unit received the directive";
const OBJECTED: &str = "the day of the objection";
const SETTLED: &str = "the day it was settled";

pub(super) fn issue(
    state: &State,
    request: &Request,
    it: &IssueDirective,
) -> Result<Vec<Event>, Refusal> {
    let charter = in_force(state, request)?;
    rights::require(state, request, Action::IssueDirective, it.unit)?;
    standing(state, it.unit)?;
    let rule = charter
        .directive(it.kind)
        .ok_or(Reason::NotInCharter("kind of directive"))?;
    let level = state.units.level(it.unit);
    if !level.is_some_and(|level| rule.levels.contains(&level)) {
        let (unit, directive) = (state.units.name(it.unit).to_owned(), rule.title.clone());
        return Err(Refusal::by(
            rule.rule,
            Reason::MayNotIssue { unit, directive },
        ));
    }
    addressees(state, charter, rule, it)?;
    written("the text of the directive", &it.text)?;
    let founded = state.units.founded(it.unit).date().map(|on| (on, FOUNDED));
    happened(it.on, request.today, founded)?;
    known_origin(state, request, it.origin)?;
    if let Some(replaced) = it.replaces {
        let old = found(state, replaced)?;
        if old.unit != it.unit {
            return Err(Reason::NoSuchDirective(replaced).into());
        }
        in_effect(&old).map_err(|reason| Refusal::by(rule.rule, reason))?;
    }
    Ok(vec![
        DirectiveEvent::Issued {
            directive: state.directives.next_id(),
            unit: it.unit,
            kind: it.kind,
            to: each_once(&it.to),
            areas: each_once(&it.areas),
            text: next_document(state),
            origin: it.origin,
            replaces: it.replaces,
            on: it.on,
        }
        .into(),
    ])
}

/// What is named twice is meant once.
fn each_once<T: Copy + PartialEq>(named: &[T]) -> Vec<T> {
    let mut once: Vec<T> = Vec::with_capacity(named.len());
    for one in named {
        if !once.contains(one) {
            once.push(*one);
        }
    }
    once
}

/// A task comes from what its issuer may know of.
fn known_origin(state: &State, request: &Request, origin: Origin) -> Result<(), Reason> {
    let (actor, today) = (request.actor, request.today);
    let known = match origin {
        Origin::Own => return Ok(()),
        Origin::Meeting(meeting) => state
            .meetings
            .get(meeting)
            .is_some_and(|it| rights::may(state, actor, today, Action::SeeFigures, it.unit)),
        Origin::Directive(directive) => state.may_know_directive(actor, today, directive),
        Origin::Conference(conference) | Origin::Item(conference, _) => state
            .conference(conference)
            .is_some_and(|it| may_know_conference(state, actor, today, &it)),
        Origin::Petition(petition) => petitions::may_see(state, actor, today, petition).is_some(),
    };
    match origin {
        Origin::Meeting(meeting) if !known => Err(Reason::NoSuchMeeting(meeting)),
        Origin::Directive(directive) if !known => Err(Reason::NoSuchDirective(directive)),
        Origin::Conference(conference) | Origin::Item(conference, _) if !known => {
            Err(ConferenceRefusal::NoSuchConference(conference).into())
        }
        Origin::Item(conference, item) => {
            standing_item(state, conference, item)?;
            Ok(())
        }
        Origin::Petition(petition) if !known => {
            Err(petitions::PetitionRefusal::NoSuchPetition(petition).into())
        }
        Origin::Own
        | Origin::Meeting(_)
        | Origin::Directive(_)
        | Origin::Conference(_)
        | Origin::Petition(_) => Ok(()),
    }
}

/// Whom a directive may be addressed to: levels that the charter names, beneath
/// the issuer, and somebody has to be there.
fn addressees(
    state: &State,
    charter: &Charter,
    rule: &DirectiveRule,
    it: &IssueDirective,
) -> Result<(), Refusal> {
    if it.to.is_empty() {
        return Err(Reason::Missing("the level that the directive is addressed to").into());
    }
    for to in &it.to {
        let level = charter.level(*to).ok_or(Reason::NotInCharter("level"))?;
        if !rule.to.contains(to) {
            let reason = Reason::NotAddressable {
                directive: rule.title.clone(),
                level: level.plural.clone(),
            };
            return Err(Refusal::by(rule.rule, reason));
        }
    }
    if it.areas.len() > AREAS_MAX {
        return Err(Reason::TooMany {
            what: "parts of the organisation",
            most: AREAS_MAX,
        }
        .into());
    }
    for area in &it.areas {
        standing(state, *area).map_err(|refusal| Refusal::by(rule.rule, refusal.reason))?;
        if !state.units.stands_under(*area, it.unit) {
            return Err(Reason::NotBeneath {
                unit: state.units.name(*area).to_owned(),
                above: state.units.name(it.unit).to_owned(),
            }
            .into());
        }
    }
    let reached = |area: UnitId| {
        state.units_within(area).into_iter().any(|unit| {
            unit != it.unit
                && state
                    .units
                    .level(unit)
                    .is_some_and(|one| it.to.contains(&one))
        })
    };
    let somebody = if it.areas.is_empty() {
        reached(it.unit)
    } else {
        it.areas.iter().any(|area| reached(*area))
    };
    if somebody {
        Ok(())
    } else {
        Err(Reason::NobodyAddressed.into())
    }
}

pub(super) fn pass_on(
    state: &State,
    request: &Request,
    it: &PassOnDirective,
) -> Result<Vec<Event>, Refusal> {
    rights::require(state, request, Action::PassOnDirective, it.unit)?;
    let directive = found(state, it.directive)?;
    let standing = standing(state, it.unit).map_err(|refusal| refusal.reason);
    standing
        .and_then(|()| in_effect(&directive))
        .map_err(|reason| by_kind(state, request, &directive, reason))?;
    if !state.directives.on_the_way(it.directive, it.unit) {
        return Err(outside(state, request, &directive, it.unit));
    }
    if let Some(on) = state.directives.passed_on(it.directive, it.unit) {
        let unit = state.units.name(it.unit).to_owned();
        return Err(Reason::AlreadyPassedOn { unit, on }.into());
    }
    let received = received(state, it.directive, it.unit)?;
    happened(it.on, request.today, Some((received, RECEIVED)))?;
    Ok(vec![
        DirectiveEvent::PassedOn {
            directive: it.directive,
            unit: it.unit,
            on: it.on,
        }
        .into(),
    ])
}

pub(super) fn put_on_agenda(
    state: &State,
    request: &Request,
    it: &PutOnAgenda,
) -> Result<Vec<Event>, Refusal> {
    let meeting = state
        .meetings
        .get(it.meeting)
        .ok_or(Reason::NoSuchMeeting(it.meeting))?;
    let directive = answerable(state, request, it.directive, meeting.unit)?;
    if meeting.standing == MeetingStanding::CalledOff {
        return Err(Reason::from(MeetingRefusal::CalledOff(meeting.on)).into());
    }
    if stands_on(state, it.directive, it.meeting) {
        let reason = DirectiveRefusal::OnAgendaAlready(meeting.on);
        return Err(by_kind(state, request, &directive, reason.into()));
    }
    let received = received(state, directive.id, meeting.unit)?;
    if meeting.on < received {
        let (on, since, what) = (meeting.on, received, RECEIVED);
        return Err(Reason::TooEarly { on, since, what }.into());
    }
    Ok(vec![
        DirectiveEvent::PutOnAgenda {
            directive: it.directive,
            unit: meeting.unit,
            meeting: it.meeting,
        }
        .into(),
    ])
}

/// Whether a directive stands on the agenda of a meeting.
fn stands_on(state: &State, directive: DirectiveId, meeting: MeetingId) -> bool {
    let mut agendas = state.directives.agendas(directive);
    agendas.any(|(_, one)| one == meeting)
}

/// Nothing is built on an agenda: it may be put right for as long as the directive is in
/// effect, whether the meeting has been held or not.
pub(super) fn take_off_agenda(
    state: &State,
    request: &Request,
    it: &TakeOffAgenda,
) -> Result<Vec<Event>, Refusal> {
    let meeting = state
        .meetings
        .get(it.meeting)
        .ok_or(Reason::NoSuchMeeting(it.meeting))?;
    let directive = answerable(state, request, it.directive, meeting.unit)?;
    if !stands_on(state, it.directive, it.meeting) {
        let reason = DirectiveRefusal::NotOnAgenda(meeting.on);
        return Err(by_kind(state, request, &directive, reason.into()));
    }
    written("the reason", &it.reason)?;
    Ok(vec![
        DirectiveEvent::TakenOffAgenda {
            directive: it.directive,
            unit: meeting.unit,
            meeting: it.meeting,
            reason: next_document(state),
        }
        .into(),
    ])
}

pub(super) fn answer(
    state: &State,
    request: &Request,
    it: &AnswerDirective,
) -> Result<Vec<Event>, Refusal> {
    answerable(state, request, it.directive, it.unit)?;
    let received = received(state, it.directive, it.unit)?;
    happened(it.on, request.today, Some((received, RECEIVED)))?;
    let again = state.directives.answer_of(it.directive, it.unit).is_some();
    let silent = it.text.is_empty() && it.outcome == Outcome::Done && !again;
    if !silent {
        let what = if again {
            "the reason of the new answer"
        } else {
            "the reason why it was not done, or done in part"
        };
        written(what, &it.text)?;
    }
    let text = if it.text.is_empty() {
        None
    } else {
        Some(next_document(state))
    };
    Ok(vec![
        DirectiveEvent::Answered {
            directive: it.directive,
            unit: it.unit,
            outcome: it.outcome,
            text,
            on: it.on,
        }
        .into(),
    ])
}

pub(super) fn amend(
    state: &State,
    request: &Request,
    it: &AmendDirective,
) -> Result<Vec<Event>, Refusal> {
    let directive = own(state, request, it.directive)?;
    written("the new wording", &it.text)?;
    since_worded(state, request, &directive, it.on)?;
    Ok(vec![
        DirectiveEvent::Amended {
            directive: it.directive,
            unit: directive.unit,
            text: next_document(state),
            on: it.on,
        }
        .into(),
    ])
}

pub(super) fn withdraw(
    state: &State,
    request: &Request,
    it: &WithdrawDirective,
) -> Result<Vec<Event>, Refusal> {
    let directive = own(state, request, it.directive)?;
    written("the reason of the withdrawal", &it.reason)?;
    since_worded(state, request, &directive, it.on)?;
    Ok(vec![
        DirectiveEvent::Withdrawn {
            directive: it.directive,
            unit: directive.unit,
            reason: next_document(state),
            on: it.on,
        }
        .into(),
    ])
}

pub(super) fn object(
    state: &State,
    request: &Request,
    it: &ObjectToDirective,
) -> Result<Vec<Event>, Refusal> {
    answerable(state, request, it.directive, it.unit)?;
    let received = received(state, it.directive, it.unit)?;
    happened(it.on, request.today, Some((received, RECEIVED)))?;
    written("the reason of the objection", &it.reason)?;
    if state
        .directives
        .objection_of(it.directive, it.unit)
        .is_some()
    {
        return Err(Reason::AlreadyObjected(state.units.name(it.unit).to_owned()).into());
    }
    Ok(vec![
        DirectiveEvent::ObjectedTo {
            directive: it.directive,
            unit: it.unit,
            reason: next_document(state),
            on: it.on,
        }
        .into(),
    ])
}

pub(super) fn settle(
    state: &State,
    request: &Request,
    it: &SettleObjection,
) -> Result<Vec<Event>, Refusal> {
    own(state, request, it.directive)?;
    // What was said of it may be taken back by saying the other.
    let objection = state
        .directives
        .objection_of(it.directive, it.unit)
        .filter(|objection| {
            objection
                .settled
                .is_none_or(|(upheld, ..)| upheld != it.upheld)
        });
    let Some(objection) = objection else {
        return Err(Reason::NoObjection(state.units.name(it.unit).to_owned()).into());
    };
    written("the reason", &it.reason)?;
    let since = match objection.settled {
        Some((_, on, _)) => (on, SETTLED),
        None => (objection.on, OBJECTED),
    };
    happened(it.on, request.today, Some(since))?;
    Ok(vec![
        DirectiveEvent::ObjectionSettled {
            directive: it.directive,
            unit: it.unit,
            upheld: it.upheld,
            reason: next_document(state),
            on: it.on,
        }
        .into(),
    ])
}

/// The day has come and does not lie before the wording that is in force: else an older
/// wording would be read as the newer one.
fn since_worded(
    state: &State,
    request: &Request,
    directive: &Directive,
    on: Date,
) -> Result<(), Refusal> {
    let amended = directive.texts.len() > 1;
    let since = match directive.texts.last() {
        Some((day, _)) if amended => (*day, AMENDED),
        Some(_) | None => (directive.on, ISSUED),
    };
    happened(on, request.today, Some(since))
        .map_err(|reason| by_kind(state, request, directive, reason))
}

fn found(state: &State, directive: DirectiveId) -> Result<Directive, Reason> {
    state
        .directive(directive)
        .ok_or(Reason::NoSuchDirective(directive))
}

/// A directive that is in effect, for its issuer. Whoever may not know of the
/// issuing unit hears that there is none.
fn own(state: &State, request: &Request, directive: DirectiveId) -> Result<Directive, Refusal> {
    let it = found(state, directive)?;
    rights::require(state, request, Action::IssueDirective, it.unit)?;
    in_effect(&it).map_err(|reason| by_kind(state, request, &it, reason))?;
    Ok(it)
}

/// A directive that the unit owes an answer to, or owed one.
fn answerable(
    state: &State,
    request: &Request,
    directive: DirectiveId,
    unit: UnitId,
) -> Result<Directive, Refusal> {
    rights::require(state, request, Action::AnswerDirective, unit)?;
    let it = found(state, directive)?;
    let standing = standing(state, unit).map_err(|refusal| refusal.reason);
    standing
        .and_then(|()| in_effect(&it))
        .map_err(|reason| by_kind(state, request, &it, reason))?;
    if state.directives.addressed_to(directive, unit) {
        Ok(it)
    } else {
        Err(outside(state, request, &it, unit))
    }
}

fn in_effect(directive: &Directive) -> Result<(), Reason> {
    match (directive.withdrawn, directive.replaced) {
        (Some(on), _) => Err(Reason::DirectiveWithdrawn(on)),
        (None, Some((by, on))) => Err(Reason::DirectiveReplaced { by, on }),
        (None, None) => Ok(()),
    }
}

fn received(state: &State, directive: DirectiveId, unit: UnitId) -> Result<Date, Reason> {
    state.received_on(directive, unit).ok_or_else(|| {
        let above = state.units.parent(unit);
        Reason::NotReceived {
            unit: state.units.name(unit).to_owned(),
            above: above.map_or("", |above| state.units.name(above)).to_owned(),
        }
    })
}

/// A unit that the directive neither passes nor is addressed to. Whoever may not know of
/// the directive hears that there is none.
fn outside(state: &State, request: &Request, directive: &Directive, unit: UnitId) -> Refusal {
    if !state.may_know_directive(request.actor, request.today, directive.id) {
        return Reason::NoSuchDirective(directive.id).into();
    }
    let reason = Reason::NotAddressed {
        directive: directive.id,
        unit: state.units.name(unit).to_owned(),
    };
    by_kind(state, request, directive, reason)
}

/// A refusal that rests on the rule of the directive's kind.
fn by_kind(state: &State, request: &Request, directive: &Directive, reason: Reason) -> Refusal {
    let rule: Option<RuleId> = state
        .charter_on(request.today)
        .and_then(|charter| charter.directive(directive.kind))
        .map(|row| row.rule);
    Refusal { reason, rule }
}

/// The number of the next text. A directive's command holds one at the most.
fn next_document(state: &State) -> DocumentId {
    DocumentId(state.documents)
}

fn written(what: &'static str, text: &str) -> Result<(), Reason> {
    if text.trim().is_empty() {
        return Err(Reason::Missing(what));
    }
    if text.chars().count() > TEXT_CHARACTERS_MAX {
        return Err(Reason::TooLong {
            what,
            characters_max: TEXT_CHARACTERS_MAX,
        });
    }
    Ok(())
}
