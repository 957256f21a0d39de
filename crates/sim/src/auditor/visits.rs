//! What happens to visits, in the second account.

use jiff::civil::Date;
use kernel::visits::VisitEvent;
use kernel::{State, UnitId, VisitId};

use super::comparing::{Differences, compare, count};
use super::{Auditor, Touched};

/// What is known of a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct VisitAccount {
    unit: UnitId,
    by: UnitId,
    on: Date,
    struck: bool,
}

impl Auditor {
    pub(super) fn enter_visit(&mut self, event: &VisitEvent) -> Touched {
        let mut touched = Touched::default();
        match event {
            VisitEvent::Recorded {
                visit,
                unit,
                by,
                on,
                ..
            } => {
                let account = VisitAccount {
                    unit: *unit,
                    by: *by,
                    on: *on,
                    struck: false,
                };
                self.visits.insert(*visit, account);
                self.visits_to.entry(*unit).or_default().insert(*visit);
                touched.units.insert(*unit);
            }
            VisitEvent::Corrected {
                visit, unit, on, ..
            } => {
                if let Some(account) = self.visits.get_mut(visit) {
                    account.on = *on;
                }
                touched.units.insert(*unit);
            }
            VisitEvent::Struck { visit, unit, .. } => {
                if let Some(account) = self.visits.get_mut(visit) {
                    account.struck = true;
                }
                touched.units.insert(*unit);
            }
        }
        touched
    }

    pub(super) fn compare_visit_totals(&self, state: &State, found: &mut Differences) {
        compare(
            found,
            || "how many visits were ever recorded".to_owned(),
            &state.visit_count(),
            &count(self.visits.len()),
        );
    }

    pub(super) fn compare_visits(&self, state: &State, unit: UnitId, found: &mut Differences) {
        let mut kept: Vec<(VisitId, VisitAccount)> = state
            .visits_to(unit)
            .map(|it| {
                let account = VisitAccount {
                    unit: it.unit,
                    by: it.by,
                    on: it.on,
                    struck: it.struck,
                };
                (it.id, account)
            })
            .collect();
        kept.reverse();
        let ids = self.visits_to.get(&unit).into_iter().flatten();
        let told: Vec<(VisitId, VisitAccount)> = ids
            .filter_map(|visit| Some((*visit, *self.visits.get(visit)?)))
            .collect();
        compare(found, || format!("the visits to unit {unit}"), &kept, &told);
        let last = told
            .iter()
            .filter(|(_, account)| !account.struck)
            .map(|(_, account)| account.on)
            .max();
        compare(
            found,
            || format!("when unit {unit} was last visited"),
            &state.last_visit(unit),
            &last,
        );
    }
}
