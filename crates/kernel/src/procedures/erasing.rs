//! Applicants of whom nothing came: what is known of them goes after the
//! charter's days, and at once where they take everything back.

use charter::About;
use jiff::civil::Date;

use super::decide::passed;
use super::{EraseApplicants, ProcedureEvent, Proceeding, TurnLate};
use crate::charters::in_force;
use crate::day::Day;
use crate::ids::ProceedingId;
use crate::refusal::{Reason, Refusal};
use crate::request::{Actor, Event, Request};
use crate::state::State;

/// Most applicants that one command erases.
pub const APPLICANTS_AT_ONCE_MAX: usize = 1000;

/// Nothing happens where nothing is old enough.
pub(super) fn erase(
    state: &State,
    request: &Request,
    _: &EraseApplicants,
) -> Result<Vec<Event>, Refusal> {
    if request.actor != Actor::Operator {
        return Err(Reason::OperatorOnly.into());
    }
    let charter = in_force(state, request)?;
    let due = state.applicants_to_erase(request.today);
    let mut events = Vec::new();
    for it in due.take(APPLICANTS_AT_ONCE_MAX) {
        // What time has ended is entered as such first.
        let turn = state.turn(&it, request.today);
        let lapsed = turn.map(|turn| passed(state, charter, &turn, &it));
        events.extend(lapsed.transpose()?.flatten().unwrap_or_default());
        events.extend(erased(&it, request.today));
    }
    Ok(events)
}

/// What was known of the applicant goes.
pub(super) fn erased(it: &Proceeding, on: Date) -> Option<Event> {
    let erased = |person| ProcedureEvent::ApplicantErased {
        proceeding: it.id,
        unit: it.unit,
        person,
        on,
    };
    it.person.map(|person| erased(person).into())
}

impl State {
    /// Proceedings about applicants whose data the charter does not let anybody keep any longer.
    pub fn applicants_to_erase(&self, today: Date) -> impl Iterator<Item = Proceeding> + '_ {
        let kept = self.charter_on(today).is_some_and(|charter| {
            let mut rules = charter.procedures.iter();
            rules.any(|rule| rule.erase_days.is_some())
        });
        let count = if kept { self.proceeding_count() } else { 0 };
        (0..count)
            .filter_map(|id| self.proceeding(ProceedingId(id)))
            .filter(move |it| self.is_to_be_erased(it, today))
    }

    fn is_to_be_erased(&self, it: &Proceeding, today: Date) -> bool {
        let rule = self
            .charter_on(today)
            .and_then(|charter| charter.procedure(it.procedure))
            .filter(|rule| rule.about == About::Applicant);
        let days = rule.and_then(|rule| rule.erase_days);
        let ended = self.came_to_nothing_on(it, today);
        let Some((days, ended)) = days.zip(ended) else {
            return false;
        };
        let last = ended.saturating_add(jiff::Span::new().days(i64::from(days)));
        last <= today && self.is_only_an_applicant(it, today)
    }

    /// The day on which a proceeding ended without what was wanted; none where it did not.
    fn came_to_nothing_on(&self, it: &Proceeding, today: Date) -> Option<Date> {
        match it.course {
            super::Course::Done => None,
            super::Course::Ended | super::Course::Lapsed | super::Course::Dropped => Some(it.since),
            super::Course::At(_) => {
                let turn = self.turn(it, today)?;
                let lapsed = turn.late == Some(TurnLate::Lapsed);
                turn.late_since().filter(|_| lapsed)
            }
        }
    }

    /// Whether nothing is known of somebody but that they applied, and nothing else of that is
    /// under way. Whoever was a member is erased as members are.
    pub(super) fn is_only_an_applicant(&self, it: &Proceeding, today: Date) -> bool {
        let Some(person) = it.person.filter(|_| it.erased.is_none() && !it.of_member) else {
            return false;
        };
        self.members.joined(person) == Day::NONE
            && self
                .proceedings_about(person)
                .all(|other| other.id == it.id || self.came_to_nothing_on(&other, today).is_some())
    }
}
