//! Findings about proceedings: steps that a unit has not taken in time.

use std::borrow::Cow;

use charter::Remedy;

use super::{Finding, Look, Matter};
use crate::procedures::TurnLate;

impl Look<'_> {
    /// Steps that the unit should have taken by now. What lapsed is over, and
    /// nobody has to take it any more; what counts as taken has to be entered.
    pub(super) fn procedures(&self, found: &mut Vec<Finding>) {
        for (proceeding, turn) in self.state.proceedings_waiting_for(self.unit, self.on) {
            let (Some(late), Some(due), Some(since)) = (turn.late, turn.due, turn.late_since())
            else {
                continue;
            };
            if late == TurnLate::Lapsed {
                continue;
            }
            let matter = Matter::StepOverdue {
                proceeding: proceeding.id,
                step: turn.step,
                due,
            };
            let mut finding = self.finding(turn.rule.rule, matter, since);
            finding.remedies = Cow::Borrowed(&[Remedy::Decide]);
            found.push(finding);
        }
    }
}
