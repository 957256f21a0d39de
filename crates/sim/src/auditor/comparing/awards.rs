//! Awards: the second account beside the kernel's.

use kernel::awards::{Award, AwardStanding};
use kernel::{State, UnitId};

use super::{Differences, compare, count};
use crate::auditor::Auditor;

impl Auditor {
    pub(super) fn compare_award_totals(&self, state: &State, found: &mut Differences) {
        compare(
            found,
            || "how many units were ever proposed for an award".to_owned(),
            &state.award_count(),
            &count(self.awards.len()),
        );
    }

    pub(super) fn compare_awards(&self, state: &State, unit: UnitId, found: &mut Differences) {
        let ids = self.awards_of.get(&unit).into_iter().flatten().rev();
        let account: Vec<Award> = ids.filter_map(|id| self.awards.get(id).cloned()).collect();
        let kept: Vec<Award> = state.awards_of(unit).collect();
        compare(
            found,
            || format!("what unit {unit} was proposed for"),
            &kept,
            &account,
        );
        // INVARIANT (one at a time): of a unit, an award and a time, one proposal stands at most.
        let standing: Vec<&Award> = account
            .iter()
            .filter(|award| award.standing() != AwardStanding::Revoked)
            .collect();
        for (at, one) in standing.iter().enumerate() {
            let again = standing
                .iter()
                .skip(at + 1)
                .any(|other| other.kind == one.kind && other.span.first == one.span.first);
            compare(
                found,
                || {
                    format!(
                        "whether unit {unit} was proposed twice for one award from {} on",
                        one.span.first
                    )
                },
                &again,
                &false,
            );
        }
    }
}
