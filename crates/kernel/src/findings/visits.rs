//! Findings about units that nobody has come to see.

use std::borrow::Cow;

use charter::{Modality, Remedy};

use super::{Finding, Look, Matter};
use crate::meetings::{period_of, period_start};

impl Look<'_> {
    /// That the unit was not visited for longer than the rhythm allows. A rule
    /// that only allows visits asks for none, and neither does one whose
    /// visitors stand nowhere above.
    pub(super) fn visits(&self, found: &mut Vec<Finding>) {
        let Some(rule) = self.charter.visit_of(self.level) else {
            return;
        };
        let binds = self
            .charter
            .rule(rule.rule)
            .is_some_and(|row| row.modality != Modality::May);
        let Some(every) = rule.every.filter(|_| binds) else {
            return;
        };
        let last = self.state.last_visit(self.unit);
        let counted_from = last.unwrap_or_else(|| self.due_since().max(self.placed()));
        // One whole stretch of time must have passed without a visit.
        let missed = period_of(every, counted_from).saturating_add(1);
        if missed >= period_of(every, self.on)
            || self.state.visitors_of(rule, self.unit).next().is_none()
        {
            return;
        }
        let since = period_start(every, missed.saturating_add(1)).unwrap_or(self.on);
        let mut finding = self.finding(rule.rule, Matter::NotVisited { last }, since);
        finding.remedies = Cow::Borrowed(&[Remedy::Visit]);
        found.push(finding);
    }
}
