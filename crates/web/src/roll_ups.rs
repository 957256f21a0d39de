//! What reports come to, kept: a sum goes through every return beneath a unit, and many people
//! look at the same ones while nobody writes. The next entry makes them stale; they can be
//! dropped at any time.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use charter::{ReportId, ReportRule};
use clerk::Recent;
use jiff::civil::Date;
use kernel::reports::RollUp;
use kernel::{State, UnitId};

use crate::error::Failure;
use crate::session::SignedIn;
use crate::site::Site;
use crate::view::View;

/// As many sums are kept; of more, all are made anew.
const KEPT_MAX: usize = 64;

/// The sums that were made since the last entry.
#[derive(Clone, Debug, Default)]
pub(crate) struct RollUps(Arc<Mutex<Kept>>);

#[derive(Debug, Default)]
struct Kept {
    /// The entry after which they were made.
    sequence: u64,
    sums: BTreeMap<Of, Arc<RollUp>>,
}

/// Of which report, for which stretch of time, of which unit.
type Of = (ReportId, Date, UnitId);

impl RollUps {
    /// The sums after an entry; made where they are not kept.
    fn at(
        &self,
        sequence: u64,
        of: Of,
        make: impl FnOnce() -> Option<RollUp>,
    ) -> Option<Arc<RollUp>> {
        // Whoever else wants them waits, rather than make them a second time.
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.sequence != sequence || kept.sums.len() >= KEPT_MAX {
            *kept = Kept {
                sequence,
                sums: BTreeMap::new(),
            };
        }
        if let Some(sums) = kept.sums.get(&of) {
            return Some(Arc::clone(sums));
        }
        let sums = Arc::new(make()?);
        kept.sums.insert(of, Arc::clone(&sums));
        Some(sums)
    }
}

/// What sums up a report: its rule and number, a day of the stretch of time, and the unit.
pub(crate) type Summing<'a> =
    &'a dyn Fn(&ReportRule, ReportId, Date, UnitId) -> Option<Arc<RollUp>>;

/// Sums that are made anew, for whoever reads once.
pub(crate) fn made_anew(
    state: &State,
) -> impl Fn(&ReportRule, ReportId, Date, UnitId) -> Option<Arc<RollUp>> {
    move |rule, report, first, unit| state.roll_up(rule, report, first, unit).map(Arc::new)
}

impl Site {
    /// The sums of this state, which is the one after the last recent entry.
    pub(crate) fn summing<'a>(
        &'a self,
        recent: &'a Recent,
        state: &'a State,
    ) -> impl Fn(&ReportRule, ReportId, Date, UnitId) -> Option<Arc<RollUp>> {
        move |rule, report, first, unit| {
            let make = || state.roll_up(rule, report, first, unit);
            self.roll_ups
                .at(recent.sequence(), (report, first, unit), make)
        }
    }

    /// Looks at the organisation as whoever is signed in may see it, with the sums at hand.
    ///
    /// # Errors
    /// When nothing is in force yet, the desk has stopped, or `look` finds nothing.
    pub(crate) fn look_summing<T>(
        &self,
        by: &SignedIn,
        look: impl FnOnce(View<'_>, Summing<'_>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        self.look_recent(by, |view, recent| {
            look(view, &self.summing(recent, view.state))
        })
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    /// What a report without a return comes to.
    fn sums() -> Option<RollUp> {
        let charter = include_str!("../../../charters/self-help-groups.md");
        let charter = charter::read(charter).charter?;
        let first = Date::constant(2024, 1, 1);
        State::default().roll_up(charter.reports.first()?, ReportId(0), first, UnitId(0))
    }

    #[test]
    fn sums_are_made_once_until_something_is_recorded() {
        let (kept, made) = (RollUps::default(), Cell::new(0));
        let ask = |sequence: u64, unit: u32| {
            let of = (ReportId(0), Date::constant(2024, 1, 1), UnitId(unit));
            let make = || {
                made.set(made.get() + 1);
                sums()
            };
            kept.at(sequence, of, make).unwrap();
            made.get()
        };
        assert_eq!([ask(1, 0), ask(1, 0), ask(1, 1), ask(1, 0)], [1, 1, 2, 2]);
        assert_eq!([ask(2, 0), ask(2, 0), ask(2, 1)], [3, 3, 4]);
        for unit in 0..1000 {
            ask(2, unit);
        }
        assert!(kept.0.lock().unwrap().sums.len() <= KEPT_MAX);
    }
}
