//! What a procedure does in the end: the ordinary events of members, decided by
//! the same code as when somebody commands them directly.

use charter::{Charter, Direct, Effect, ProcedureRule};
use jiff::civil::Date;

use super::{ProcedureEvent, ProcedureRefusal, Proceeding};
use crate::ids::{PersonId, UnitId};
use crate::members;
use crate::refusal::{Reason, Refusal};
use crate::request::{Actor, Event, Request};
use crate::state::State;

/// The events that an effect is, on a day.
pub(super) fn of(
    state: &State,
    charter: &Charter,
    it: &Proceeding,
    effect: Effect,
    on: Date,
) -> Result<Vec<Event>, Refusal> {
    let Some(person) = it.person else {
        return Ok(Vec::new());
    };
    if let Effect::Admit(grade) = effect {
        return members::admission(state, charter, (person, it.unit), grade, on);
    }
    let (unit, now) = state.members.place(person).ok_or(Reason::NotAMember)?;
    match effect {
        Effect::Admit(_) => Ok(Vec::new()),
        Effect::Promote(grade) => members::rise(state, charter, person, grade, on),
        Effect::Give(grade) if now == grade => Ok(Vec::new()),
        Effect::Give(grade) => Ok(vec![members::given(person, unit, grade, on)]),
        Effect::Extend(months) => Ok(vec![
            ProcedureEvent::WaitExtended {
                proceeding: it.id,
                unit: it.unit,
                person,
                months,
                on,
            }
            .into(),
        ]),
        Effect::Transfer => match it.to {
            Some(to) => members::removal(state, charter, person, to, on),
            None => Ok(Vec::new()),
        },
        Effect::Leave => Ok(members::going(state, person, unit, on)),
    }
}

/// Refuses what a procedure alone may do, by the rule that says so.
pub(crate) fn barred(
    state: &State,
    charter: &Charter,
    request: &Request,
    unit: UnitId,
    done: Effect,
) -> Result<(), Refusal> {
    match bar(state, charter, request.actor, unit, done) {
        None => Ok(()),
        Some(rule) => {
            let procedure = rule.title.clone();
            let reason = ProcedureRefusal::NotDirectly { procedure };
            Err(Refusal::by(rule.rule, reason.into()))
        }
    }
}

/// The procedure that has something done by no other way, if the actor has to keep to it.
fn bar<'a>(
    state: &State,
    charter: &'a Charter,
    actor: Actor,
    unit: UnitId,
    done: Effect,
) -> Option<&'a ProcedureRule> {
    let level = state.units.level(unit)?;
    charter.procedures.iter().find(|rule| {
        let closed = match rule.direct {
            Direct::Allowed => false,
            Direct::Operator => actor != Actor::Operator,
            Direct::Refused => true,
        };
        closed && rule.levels.contains(&level) && rule.effects().any(|effect| effect == done)
    })
}

/// Until when a member waits in a grade, with what a procedure has added.
pub(crate) fn wait_ends(state: &State, wait_months: u16, person: PersonId) -> Option<Date> {
    let since = state.members.in_grade_since(person).date()?;
    let added = state.proceedings.extended_since(person, since);
    let months = u32::from(wait_months).saturating_add(added).min(12_000);
    Some(since.saturating_add(jiff::Span::new().months(i64::from(months))))
}

impl State {
    /// Whether somebody may do this in a unit by a procedure alone.
    #[must_use]
    pub fn needs_procedure(&self, actor: Actor, today: Date, unit: UnitId, done: Effect) -> bool {
        self.charter_on(today)
            .is_some_and(|charter| bar(self, charter, actor, unit, done).is_some())
    }

    /// By how many months a member's wait for the next grade was made longer.
    #[must_use]
    pub fn wait_extended(&self, person: PersonId) -> u32 {
        let membership = self.members.membership(person);
        membership.map_or(0, |row| {
            self.proceedings.extended_since(person, row.in_grade_since)
        })
    }

    /// Until when a member waits for the next grade; none where the grade leads to no other.
    #[must_use]
    pub fn waits_until(&self, person: PersonId, today: Date) -> Option<Date> {
        let (_, grade) = self.members.place(person)?;
        let grade = self.charter_on(today)?.grade(grade)?;
        grade.next?;
        wait_ends(self, grade.wait_months, person)
    }
}

/// The first day from this one on, on which something can be done to whom it is about.
pub(super) fn first_day(state: &State, it: &Proceeding, on: Date) -> Date {
    let founded = state.units.founded(it.unit).date();
    let membership = it
        .person
        .and_then(|person| state.members.membership(person))
        .map(|row| row.in_unit_since.max(row.in_grade_since));
    let to = it.to.and_then(|to| state.units.founded(to).date());
    [founded, membership, to]
        .into_iter()
        .flatten()
        .fold(on, Date::max)
}
