//! Commands about visits.

use kernel::visits::{CorrectVisit, RecordVisit, StrikeVisit};
use kernel::{Command, State, VisitId};

use super::Workload;

impl Workload {
    pub(super) fn of_visits(&mut self, state: &State) -> Command {
        let on = if self.dice.one_in(4) {
            self.day()
        } else {
            self.today
        };
        let count = state.visit_count();
        if count > 0 && self.dice.one_in(3) {
            // One too many now and then: nobody recorded that.
            let visit = VisitId(self.dice.below(count.saturating_add(1)));
            let reason = self.words();
            if self.dice.one_in(3) {
                return Command::from(StrikeVisit { visit, reason });
            }
            let agreed = self.words();
            return Command::from(CorrectVisit {
                visit,
                on,
                agreed,
                reason,
            });
        }
        let unit = if self.dice.one_in(4) {
            self.unit(state)
        } else {
            self.base(state)
        };
        let by = match self.dice.below(4) {
            0 => None,
            1 => Some(self.unit(state)),
            _ => state.unit(unit).and_then(|it| it.parent),
        };
        let agreed = if self.dice.one_in(3) {
            String::new()
        } else {
            self.words()
        };
        Command::from(RecordVisit {
            unit,
            by,
            on,
            agreed,
        })
    }
}
