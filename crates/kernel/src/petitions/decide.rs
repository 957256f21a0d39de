//! What may be done with petitions, and what comes of it.

use charter::{Action, PetitionKindId, PetitionRule};
use jiff::civil::Date;

use super::{
    ASKED_CHARACTERS_MAX, AnswerPetition, Ask, AskerKey, CONTACT_CHARACTERS_MAX,
    CorrectPetitionAnswer, ERASED_AT_ONCE_MAX, ErasePetitions, PassOnPetition, Petition,
    PetitionEvent, PetitionRefusal, PetitionStanding, RecordPetition, Sight, TEXT_CHARACTERS_MAX,
    TextErased, WithdrawPetition, seeing,
};
use crate::charters::in_force;
use crate::day::happened;
use crate::ids::{DocumentId, PersonId, PetitionId, UnitId};
use crate::refusal::{Reason, Refusal};
use crate::request::{Actor, Event, Request};
use crate::rights;
use crate::state::State;
use crate::units::standing;

const FOUNDED: &str = "the day the unit was founded";
const RECEIVED: &str = "the day the unit received it";
const ANSWERED: &str = "the day it was answered";

pub(super) fn ask(state: &State, request: &Request, it: &Ask) -> Result<Vec<Event>, Refusal> {
    let rule = kind(state, request, it.kind)?;
    if !seeing::asks(state, request.actor, rule) {
        let reason = PetitionRefusal::MembersOnly(rule.title.clone());
        return Err(Refusal::by(rule.rule, reason.into()));
    }
    if !takes_in(state, rule, it.unit) {
        return Err(not_taken_in(state, request, rule, it.unit));
    }
    let asker = match request.actor {
        Actor::Person(person) => Some(person),
        Actor::Operator | Actor::Public => None,
    };
    let founded = state.units.founded(it.unit).date().map(|on| (on, FOUNDED));
    happened(request.today, request.today, founded)?;
    Asked {
        unit: it.unit,
        kind: it.kind,
        text: &it.text,
        contact: it.contact.as_deref(),
        key: it.key,
        asker,
        in_person: false,
        on: request.today,
    }
    .taken_in(state, rule)
}

pub(super) fn record(
    state: &State,
    request: &Request,
    it: &RecordPetition,
) -> Result<Vec<Event>, Refusal> {
    rights::require(state, request, Action::RecordPetition, it.unit)?;
    standing(state, it.unit)?;
    let rule = kind(state, request, it.kind)?;
    if !takes_in(state, rule, it.unit) {
        return Err(not_taken_in(state, request, rule, it.unit));
    }
    let founded = state.units.founded(it.unit).date().map(|on| (on, FOUNDED));
    happened(it.on, request.today, founded)?;
    Asked {
        unit: it.unit,
        kind: it.kind,
        text: &it.text,
        contact: it.contact.as_deref(),
        key: it.key,
        asker: None,
        in_person: true,
        on: it.on,
    }
    .taken_in(state, rule)
}

/// What is asked, however it came.
struct Asked<'a> {
    unit: UnitId,
    kind: PetitionKindId,
    text: &'a str,
    contact: Option<&'a str>,
    key: Option<AskerKey>,
    asker: Option<PersonId>,
    in_person: bool,
    on: Date,
}

impl Asked<'_> {
    fn taken_in(self, state: &State, rule: &PetitionRule) -> Result<Vec<Event>, Refusal> {
        written("what is asked", self.text, ASKED_CHARACTERS_MAX)?;
        if let Some(contact) = self.contact {
            written("the contact", contact, CONTACT_CHARACTERS_MAX)?;
        }
        let (text, contact) = (
            DocumentId(state.documents),
            DocumentId(state.documents.saturating_add(1)),
        );
        Ok(vec![
            PetitionEvent::TakenIn {
                petition: state.petitions.next_id(),
                unit: self.unit,
                kind: self.kind,
                text,
                contact: self.contact.map(|_| contact),
                asker: self.asker,
                key: self.key,
                in_person: self.in_person,
                due: later(self.on, rule.answer_days),
                on: self.on,
            }
            .into(),
        ])
    }
}

pub(super) fn pass_on(
    state: &State,
    request: &Request,
    it: &PassOnPetition,
) -> Result<Vec<Event>, Refusal> {
    let petition = acted_on(state, request, it.petition, Action::PassOnPetition)?;
    waiting(&petition)?;
    let rule = kind(state, request, petition.kind)?;
    way(state, request, rule, petition.unit, it.to)?;
    written("the reason", &it.reason, TEXT_CHARACTERS_MAX)?;
    happened(it.on, request.today, Some((petition.received, RECEIVED)))?;
    let in_time = it.on <= petition.due
        && rule
            .pass_on_days
            .is_none_or(|days| it.on <= later(petition.received, days));
    let new_there = !state
        .petition_steps(it.petition)
        .iter()
        .any(|step| step.what.is_arrival() && step.unit == it.to);
    // Passing it on late, or back, wins nobody any time.
    let due = if in_time && new_there {
        later(it.on, rule.answer_days)
    } else {
        petition.due
    };
    Ok(vec![
        PetitionEvent::PassedOn {
            petition: it.petition,
            from: petition.unit,
            to: it.to,
            reason: DocumentId(state.documents),
            due,
            on: it.on,
        }
        .into(),
    ])
}

/// Where a petition may be passed: upward, or to another unit of the same level, as the rule says.
fn way(
    state: &State,
    request: &Request,
    rule: &PetitionRule,
    from: UnitId,
    to: UnitId,
) -> Result<(), Refusal> {
    let up = state.units.stands_under(from, to);
    // Units above are no secret to whoever stands beneath; others may be.
    let known = up
        || rights::may(state, request.actor, request.today, Action::SeeFigures, to)
        || !seeing::kinds_open(state, request.actor, request.today, to).is_empty();
    if !known {
        return Err(Reason::NoSuchUnit(to).into());
    }
    standing(state, to)?;
    if !takes_in(state, rule, to) {
        return Err(not_taken_in(state, request, rule, to));
    }
    let sideways = from != to && state.units.level(from) == state.units.level(to);
    if (up && rule.up) || (sideways && rule.sideways) {
        return Ok(());
    }
    let reason = PetitionRefusal::NotThatWay {
        from: state.units.name(from).to_owned(),
        to: state.units.name(to).to_owned(),
        ways: match (rule.up, rule.sideways) {
            (true, true) => "it goes to a unit above or to another of the same level",
            (true, false) => "it goes to a unit above",
            (false, true) => "it goes to another unit of the same level",
            (false, false) => "it is answered where it is",
        },
    };
    Err(Refusal::by(rule.rule, reason.into()))
}

pub(super) fn answer(
    state: &State,
    request: &Request,
    it: &AnswerPetition,
) -> Result<Vec<Event>, Refusal> {
    let petition = acted_on(state, request, it.petition, Action::AnswerPetition)?;
    waiting(&petition)?;
    written("the answer", &it.text, TEXT_CHARACTERS_MAX)?;
    happened(it.on, request.today, Some((petition.received, RECEIVED)))?;
    Ok(vec![
        PetitionEvent::Answered {
            petition: it.petition,
            unit: petition.unit,
            text: DocumentId(state.documents),
            on: it.on,
        }
        .into(),
    ])
}

pub(super) fn correct(
    state: &State,
    request: &Request,
    it: &CorrectPetitionAnswer,
) -> Result<Vec<Event>, Refusal> {
    let petition = acted_on(state, request, it.petition, Action::AnswerPetition)?;
    let answered = match (petition.standing, petition.ended) {
        (PetitionStanding::Answered, Some(on)) => on,
        (PetitionStanding::Withdrawn, Some(on)) => {
            return Err(PetitionRefusal::Withdrawn(on).into());
        }
        (
            PetitionStanding::Waiting | PetitionStanding::Answered | PetitionStanding::Withdrawn,
            _,
        ) => return Err(PetitionRefusal::NotAnswered.into()),
    };
    if let Some(on) = petition.erased {
        return Err(PetitionRefusal::AlreadyErased(on).into());
    }
    written("the answer", &it.text, TEXT_CHARACTERS_MAX)?;
    written(
        "the reason of the correction",
        &it.reason,
        TEXT_CHARACTERS_MAX,
    )?;
    happened(it.on, request.today, Some((answered, ANSWERED)))?;
    Ok(vec![
        PetitionEvent::AnswerCorrected {
            petition: it.petition,
            unit: petition.unit,
            text: DocumentId(state.documents),
            reason: DocumentId(state.documents.saturating_add(1)),
            on: it.on,
        }
        .into(),
    ])
}

/// Whoever asked may take it back as long as there is anything to take back.
pub(super) fn withdraw(
    state: &State,
    request: &Request,
    it: &WithdrawPetition,
) -> Result<Vec<Event>, Refusal> {
    let none = PetitionRefusal::NoSuchPetition(it.petition);
    let petition = state.petition(it.petition).ok_or_else(|| none.clone())?;
    let shown = it.key.is_some() && it.key == petition.key;
    let own = match request.actor {
        Actor::Operator => true,
        Actor::Person(person) => petition.asker == Some(person),
        Actor::Public => false,
    };
    if !own && !shown {
        return Err(none.into());
    }
    if let Some(on) = petition.erased {
        return Err(PetitionRefusal::AlreadyErased(on).into());
    }
    let on = request.today;
    let mut events = Vec::with_capacity(2);
    if petition.standing == PetitionStanding::Waiting {
        events.push(
            PetitionEvent::Withdrawn {
                petition: it.petition,
                unit: petition.unit,
                on,
            }
            .into(),
        );
    }
    events.push(erased(state, &petition, on));
    Ok(events)
}

/// Nothing happens where nothing is old enough.
pub(super) fn erase(
    state: &State,
    request: &Request,
    _: &ErasePetitions,
) -> Result<Vec<Event>, Refusal> {
    if request.actor != Actor::Operator {
        return Err(Reason::OperatorOnly.into());
    }
    Ok(state
        .petitions_to_erase(request.today)
        .take(ERASED_AT_ONCE_MAX)
        .map(|it| erased(state, &it, request.today))
        .collect())
}

impl State {
    /// The petitions whose words the charter does not let anybody keep any longer.
    pub fn petitions_to_erase(&self, today: Date) -> impl Iterator<Item = Petition> + '_ {
        let charter = self.charter_on(today);
        (1..=self.petition_count())
            .filter_map(|number| self.petition(PetitionId(number)))
            .filter(|it| it.erased.is_none())
            .filter(move |it| {
                let rule = charter.and_then(|charter| charter.petition(it.kind));
                match (it.ended, rule) {
                    (Some(ended), Some(rule)) => later(ended, rule.erase_days) <= today,
                    (None, _) | (_, None) => false,
                }
            })
    }
}

/// Everything that was written goes: an answer says a good deal of what was asked.
fn erased(state: &State, petition: &Petition, on: Date) -> Event {
    let steps = state.petition_steps(petition.id);
    let mut texts: Vec<TextErased> = std::iter::once(petition.text)
        .chain(petition.contact)
        .chain(
            steps
                .iter()
                .flat_map(|step| [step.text, step.reason])
                .flatten(),
        )
        .map(TextErased)
        .collect();
    texts.sort_unstable();
    PetitionEvent::Erased {
        petition: petition.id,
        unit: petition.unit,
        texts,
        on,
    }
    .into()
}

/// What happens to the petitions that wait in a unit which comes to its end.
pub(crate) fn handed_over(
    state: &State,
    from: UnitId,
    to: UnitId,
    on: Date,
) -> impl Iterator<Item = Event> + '_ {
    state.petitions.waiting_in(from).map(move |petition| {
        PetitionEvent::HandedOver {
            petition: petition.id,
            from,
            to,
            on,
        }
        .into()
    })
}

fn kind<'a>(
    state: &'a State,
    request: &Request,
    kind: PetitionKindId,
) -> Result<&'a PetitionRule, Refusal> {
    let charter = in_force(state, request)?;
    let rule = charter.petition(kind);
    Ok(rule.ok_or(Reason::NotInCharter("kind of petition"))?)
}

fn takes_in(state: &State, rule: &PetitionRule, unit: UnitId) -> bool {
    state
        .standing_level(unit)
        .is_some_and(|level| rule.levels.contains(&level))
}

/// A unit that takes in nothing of the kind, for those who may know of it.
fn not_taken_in(state: &State, request: &Request, rule: &PetitionRule, unit: UnitId) -> Refusal {
    let known = rights::may(
        state,
        request.actor,
        request.today,
        Action::SeeFigures,
        unit,
    );
    if !known || state.standing_level(unit).is_none() {
        return Reason::NoSuchUnit(unit).into();
    }
    let reason = PetitionRefusal::NotTakenIn {
        unit: state.units.name(unit).to_owned(),
        petition: rule.title.clone(),
    };
    Refusal::by(rule.rule, reason.into())
}

/// A petition that the actor may do this with. Whoever may not know of it hears that there is none.
fn acted_on(
    state: &State,
    request: &Request,
    petition: PetitionId,
    action: Action,
) -> Result<Petition, Refusal> {
    let none = PetitionRefusal::NoSuchPetition(petition);
    let it = state.petition(petition).ok_or_else(|| none.clone())?;
    let may = rights::may(state, request.actor, request.today, action, it.unit);
    let sight = seeing::may_see(state, request.actor, request.today, petition);
    if !may && sight != Some(Sight::Whole) {
        return Err(none.into());
    }
    rights::require(state, request, action, it.unit)?;
    Ok(it)
}

fn waiting(petition: &Petition) -> Result<(), Refusal> {
    match (petition.standing, petition.ended) {
        (PetitionStanding::Answered, Some(on)) => Err(PetitionRefusal::AlreadyAnswered(on).into()),
        (PetitionStanding::Withdrawn, Some(on)) => Err(PetitionRefusal::Withdrawn(on).into()),
        (
            PetitionStanding::Waiting | PetitionStanding::Answered | PetitionStanding::Withdrawn,
            _,
        ) => Ok(()),
    }
}

fn later(since: Date, days: u16) -> Date {
    since.saturating_add(jiff::Span::new().days(i64::from(days)))
}

fn written(what: &'static str, text: &str, characters_max: usize) -> Result<(), Reason> {
    if text.trim().is_empty() {
        return Err(Reason::Missing(what));
    }
    if text.chars().count() > characters_max {
        return Err(Reason::TooLong {
            what,
            characters_max,
        });
    }
    Ok(())
}
