//! Findings about holders whom the unit above has not confirmed in time.

use charter::Remedy;

use super::{Finding, Look, Matter};
use crate::posts::{Confirmed, Tenure};

impl Look<'_> {
    /// A word that is overdue, or a choice that lapsed without one.
    pub(super) fn unconfirmed(&self, tenure: &Tenure, found: &mut Vec<Finding>) {
        let Some(rule) = self.charter.choosing_of(tenure.post) else {
            return;
        };
        let Some(confirming) = self.state.confirming(tenure) else {
            return;
        };
        let (lapsed, remedy) = match confirming.standing(self.on) {
            Confirmed::Owed => (false, Remedy::Confirm),
            Confirmed::Lapsed => (true, Remedy::Fill),
            Confirmed::Yes | Confirmed::Awaited | Confirmed::Refused => return,
        };
        let until = confirming.until;
        let matter = Matter::Unconfirmed {
            post: tenure.post,
            person: tenure.person,
            until,
            lapsed,
        };
        let since = until.tomorrow().unwrap_or(until);
        let mut finding = self.finding(rule.rule, matter, since);
        finding.remedies = vec![remedy].into();
        found.push(finding);
    }
}
