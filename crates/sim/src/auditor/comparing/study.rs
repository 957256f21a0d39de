//! Sessions of courses: the second account beside the kernel's.

use std::collections::BTreeSet;

use kernel::{PersonId, SessionId, State, UnitId};

use super::{Differences, compare, count};
use crate::auditor::Auditor;
use crate::auditor::study::SessionAccount;

impl Auditor {
    pub(super) fn compare_session_totals(&self, state: &State, found: &mut Differences) {
        compare(
            found,
            || "how many sessions there ever were".to_owned(),
            &state.session_count(),
            &count(self.sessions.len()),
        );
    }

    pub(super) fn compare_sessions(&self, state: &State, unit: UnitId, found: &mut Differences) {
        let of_unit = self.sessions_of.get(&unit).into_iter().flatten().rev();
        let account: Vec<(SessionId, SessionAccount)> = of_unit
            .filter_map(|id| Some((*id, self.sessions.get(id)?.clone())))
            .collect();
        let kept: Vec<(SessionId, SessionAccount)> = state
            .sessions_of(unit)
            .map(|session| {
                let account = SessionAccount {
                    course: session.course,
                    part: session.part,
                    unit: session.unit,
                    on: session.on,
                    standing: session.standing,
                    attended: state.attended(session.id).into_iter().collect(),
                };
                (session.id, account)
            })
            .collect();
        compare(
            found,
            || format!("the sessions of unit {unit}"),
            &kept,
            &account,
        );
    }

    pub(super) fn compare_attendance(
        &self,
        state: &State,
        person: PersonId,
        found: &mut Differences,
    ) {
        let account = self.attended_by.get(&person).cloned().unwrap_or_default();
        let kept: BTreeSet<SessionId> = state
            .sessions_attended_by(person)
            .map(|session| session.id)
            .collect();
        compare(
            found,
            || format!("the sessions person {person} attended"),
            &kept,
            &account,
        );
    }
}
