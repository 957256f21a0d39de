//! Proceedings: the second account beside the kernel's.

use kernel::procedures::{Sponsor, StepDecision};
use kernel::{PersonId, ProceedingId, State, UnitId};

use super::{Differences, compare, count};
use crate::auditor::Auditor;

impl Auditor {
    pub(super) fn compare_proceeding_totals(&self, state: &State, found: &mut Differences) {
        let open = self
            .proceedings
            .values()
            .filter(|it| it.it.course.is_open());
        compare(
            found,
            || "how many proceedings there ever were, and how many are under way".to_owned(),
            &(state.proceeding_count(), state.open_proceeding_count()),
            &(count(self.proceedings.len()), count(open.count())),
        );
    }

    pub(super) fn compare_proceeding(
        &self,
        state: &State,
        id: ProceedingId,
        found: &mut Differences,
    ) {
        let account = self.proceedings.get(&id);
        compare(
            found,
            || format!("proceeding {id}"),
            &state.proceeding(id),
            &account.map(|account| account.it),
        );
        let Some(account) = account else {
            return;
        };
        let mut sponsors: Vec<Sponsor> = state.sponsors_of(id).collect();
        sponsors.reverse();
        compare(
            found,
            || format!("who signed in proceeding {id}"),
            &sponsors,
            &account.sponsors,
        );
        let mut decisions: Vec<StepDecision> = state.decisions_of(id).collect();
        decisions.reverse();
        compare(
            found,
            || format!("what was decided in proceeding {id}"),
            &decisions,
            &account.decisions,
        );
    }

    pub(super) fn compare_proceedings_in(
        &self,
        state: &State,
        unit: UnitId,
        found: &mut Differences,
    ) {
        let kept: Vec<ProceedingId> = state.proceedings_in(unit).map(|it| it.id).collect();
        let all = self.proceedings_of(unit);
        let here = |open: bool| {
            let here = all.iter().filter_map(|id| self.proceedings.get(id));
            here.filter(move |it| it.it.course.is_open() == open)
                .map(|it| it.it.id)
        };
        let account: Vec<ProceedingId> = here(true).chain(here(false)).collect();
        compare(
            found,
            || format!("the proceedings of unit {unit}"),
            &kept,
            &account,
        );
    }

    pub(super) fn compare_proceedings_about(
        &self,
        state: &State,
        person: PersonId,
        found: &mut Differences,
    ) {
        let kept: Vec<ProceedingId> = state.proceedings_about(person).map(|it| it.id).collect();
        let all = self.about(person);
        let about = || all.iter().filter_map(|id| self.proceedings.get(id));
        let account: Vec<ProceedingId> = about().map(|account| account.it.id).collect();
        compare(
            found,
            || format!("the proceedings about person {person}"),
            &kept,
            &account,
        );
        let since = self.people.get(&person).copied().flatten();
        let extended = since.map_or(0, |row| {
            about()
                .filter(|account| account.it.since >= row.in_grade_since)
                .map(|account| account.extended)
                .sum()
        });
        compare(
            found,
            || format!("by how much the wait of person {person} was made longer"),
            &state.wait_extended(person),
            &extended,
        );
    }
}
