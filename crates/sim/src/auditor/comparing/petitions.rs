//! Petitions: the second account beside the kernel's.

use std::collections::BTreeSet;

use jiff::civil::Date;
use kernel::petitions::StepKind;
use kernel::{PetitionId, State, UnitId};

use super::{Differences, compare, count};
use crate::auditor::Auditor;

impl Auditor {
    pub(super) fn compare_petition_totals(&self, state: &State, found: &mut Differences) {
        compare(
            found,
            || "how many petitions there ever were".to_owned(),
            &state.petition_count(),
            &count(self.petitions.len()),
        );
    }

    pub(super) fn compare_petition(
        &self,
        state: &State,
        petition: PetitionId,
        found: &mut Differences,
    ) {
        let (Some(account), Some(kept)) = (self.petitions.get(&petition), state.petition(petition))
        else {
            found.push(format!("petition {petition} stands in one account alone"));
            return;
        };
        compare(
            found,
            || format!("who has petition {petition}, by when it is due, how it stands"),
            &(kept.unit, kept.due, kept.standing),
            &(account.unit, account.due, account.standing),
        );
        let steps: Vec<(StepKind, UnitId, Date)> = state
            .petition_steps(petition)
            .into_iter()
            .map(|step| (step.what, step.unit, step.on))
            .collect();
        compare(
            found,
            || format!("what became of petition {petition}"),
            &steps,
            &account.told,
        );
        // INVARIANT (erased): nothing that was written is left out when it is erased.
        if kept.erased.is_some() {
            let written: BTreeSet<u32> = account.written.iter().copied().collect();
            let destroyed: BTreeSet<u32> = account.destroyed.iter().copied().collect();
            compare(
                found,
                || format!("the texts of petition {petition} that are destroyed"),
                &destroyed,
                &written,
            );
        }
    }

    pub(super) fn compare_petitions_of(
        &self,
        state: &State,
        unit: UnitId,
        found: &mut Differences,
    ) {
        compare(
            found,
            || format!("how many petitions wait in unit {unit}"),
            &state.petitions_waiting(unit),
            &count(self.petitions_waiting(unit)),
        );
    }
}
