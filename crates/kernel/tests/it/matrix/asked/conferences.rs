//! Conferences: of the unit that calls them, of those that send delegates, and at the door.

use charter::ConferenceKindId;
use jiff::ToSpan;
use kernel::conferences::{
    CallConference, CallOffConference, CheckInDelegate, ElectDelegates, ReplaceDelegate,
    StrikeCheckIn, StrikeDelegates,
};
use kernel::{Command, ConferenceId, PersonId, UnitId};

use super::Asking;

const FIRST: ConferenceId = ConferenceId(0);

/// Every conference that a unit may call.
fn calls(it: &Asking<'_>, unit: UnitId) -> Vec<CallConference> {
    let world = it.world();
    let level = world.state.standing_level(unit);
    (0..)
        .map(ConferenceKindId)
        .zip(&world.charter.conferences)
        .filter(|(_, rule)| level.is_some_and(|level| rule.calls.contains(&level)))
        .map(|(kind, rule)| {
            let notice = i64::from(rule.notice_days.unwrap_or(0));
            let first = world.today.saturating_add(notice.days());
            CallConference {
                kind,
                unit,
                key_day: world.today,
                first,
                last: first,
                title: String::new(),
                place: String::new(),
            }
        })
        .collect()
}

/// The conferences to which a unit sends delegates, called by a unit above or by itself.
fn sent_to(it: &Asking<'_>) -> Vec<CallConference> {
    let above: Vec<UnitId> = std::iter::once(it.unit)
        .chain(it.world().state.units_above(it.unit))
        .collect();
    above.into_iter().flat_map(|unit| calls(it, unit)).collect()
}

/// Somebody of the unit who does not ask.
fn somebody(it: &Asking<'_>) -> Option<PersonId> {
    let units = it.world().state.units_within(it.unit);
    let charter = &it.world().charter;
    let grades: Vec<_> = charter
        .conferences
        .iter()
        .flat_map(|rule| rule.grades.clone())
        .collect();
    let fits = |person: &PersonId| {
        let grade = it.world().state.grade_of(*person);
        grade.is_some_and(|grade| grades.contains(&grade))
    };
    units
        .into_iter()
        .flat_map(|unit| it.others_of(unit).collect::<Vec<_>>())
        .find(fits)
}

fn sends(it: &Asking<'_>, person: PersonId) -> Command {
    ElectDelegates {
        conference: FIRST,
        unit: it.unit,
        delegates: vec![person],
        substitutes: Vec::new(),
        entitled: 9,
        ballots: 5,
        on: it.world().today,
    }
    .into()
}

fn reason() -> String {
    "in a few words".to_owned()
}

pub(super) fn call(it: &mut Asking<'_>) {
    for command in calls(it, it.unit) {
        it.ask(&[], command.into());
    }
}

pub(super) fn call_off(it: &mut Asking<'_>) {
    for called in calls(it, it.unit) {
        let command = CallOffConference {
            conference: FIRST,
            reason: reason(),
        };
        it.ask(&[called.into()], command.into());
    }
}

pub(super) fn elect(it: &mut Asking<'_>) {
    let Some(person) = somebody(it) else {
        return;
    };
    for called in sent_to(it) {
        it.ask(&[called.into()], sends(it, person));
    }
}

pub(super) fn strike(it: &mut Asking<'_>) {
    let Some(person) = somebody(it) else {
        return;
    };
    for called in sent_to(it) {
        let command = StrikeDelegates {
            conference: FIRST,
            unit: it.unit,
            reason: reason(),
        };
        it.ask(&[called.into(), sends(it, person)], command.into());
    }
}

pub(super) fn replace(it: &mut Asking<'_>) {
    let Some(person) = somebody(it) else {
        return;
    };
    for called in sent_to(it) {
        let command = ReplaceDelegate {
            conference: FIRST,
            person,
            reason: reason(),
            on: it.world().today,
        };
        it.ask(&[called.into(), sends(it, person)], command.into());
    }
}

/// A world in which the unit calls a conference for today and one beneath it sends somebody.
fn at_the_door(it: &Asking<'_>, called: CallConference) -> Option<(Vec<Command>, PersonId)> {
    let today = it.world().today;
    let rule = it.world().charter.conference(called.kind)?;
    let within = it.world().state.units_within(it.unit);
    let sender = within.into_iter().find(|unit| {
        let level = it.world().state.standing_level(*unit);
        let people = it.world().state.units_within(*unit);
        let people = people
            .into_iter()
            .map(|unit| it.world().state.roll_count(unit));
        level.is_some_and(|level| rule.sends.contains(&level)) && people.sum::<u32>() > 2
    })?;
    let person = it
        .world()
        .state
        .units_within(sender)
        .into_iter()
        .flat_map(|unit| it.others_of(unit).collect::<Vec<_>>())
        .find(|person| {
            let grade = it.world().state.grade_of(*person);
            grade.is_some_and(|grade| rule.grades.contains(&grade))
        })?;
    let sends = ElectDelegates {
        conference: FIRST,
        unit: sender,
        delegates: vec![person],
        substitutes: Vec::new(),
        entitled: 9,
        ballots: 5,
        on: today,
    };
    Some((vec![called.into(), sends.into()], person))
}

/// An edition that asks for no notice, so that a conference can be held on the day of its call.
fn at_once(it: &Asking<'_>) -> Command {
    let mut charter = (*it.world().charter).clone();
    for rule in &mut charter.conferences {
        rule.notice_days = None;
    }
    kernel::charters::AdoptCharter {
        charter: std::sync::Arc::new(charter),
        sha256: [3; 32],
        from: it.world().today,
    }
    .into()
}

fn today(it: &Asking<'_>, called: CallConference) -> CallConference {
    CallConference {
        first: it.world().today,
        last: it.world().today,
        ..called
    }
}

pub(super) fn check_in(it: &mut Asking<'_>) {
    for called in calls(it, it.unit) {
        let Some((mut before, person)) = at_the_door(it, today(it, called)) else {
            continue;
        };
        before.insert(0, at_once(it));
        let command = CheckInDelegate {
            conference: FIRST,
            person,
            on: it.world().today,
        };
        it.ask(&before, command.into());
    }
}

pub(super) fn strike_check_in(it: &mut Asking<'_>) {
    for called in calls(it, it.unit) {
        let Some((mut before, person)) = at_the_door(it, today(it, called)) else {
            continue;
        };
        before.insert(0, at_once(it));
        before.push(
            CheckInDelegate {
                conference: FIRST,
                person,
                on: it.world().today,
            }
            .into(),
        );
        let command = StrikeCheckIn {
            conference: FIRST,
            person,
            reason: reason(),
        };
        it.ask(&before, command.into());
    }
}
