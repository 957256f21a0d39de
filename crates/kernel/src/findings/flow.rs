//! Findings about what goes down and what comes up.

use std::borrow::Cow;

use charter::{Remedy, ReportId};

use super::{Finding, Look, Matter, later};
use crate::directives::Owed;
use crate::meetings::period_of;
use crate::reports::DaysOf;

impl Look<'_> {
    /// Directives that the unit should have handed on or answered by now.
    pub(super) fn directives(&self, found: &mut Vec<Finding>) {
        for (directive, kind, owed, received) in self.state.owed_to_directives(self.unit) {
            let Some(rule) = self.charter.directive(kind) else {
                continue;
            };
            let (days, matter, remedy) = match owed {
                Owed::PassingOn => (
                    rule.pass_on_days,
                    Matter::HeldUp {
                        directive,
                        received,
                    },
                    Remedy::PassOn,
                ),
                Owed::Answer => (
                    rule.answer_days,
                    Matter::NotAnswered {
                        directive,
                        received,
                    },
                    Remedy::Answer,
                ),
            };
            let Some(due) = days.map(|days| later(received, days)) else {
                continue;
            };
            if self.on <= due {
                continue;
            }
            let mut finding = self.finding(rule.rule, matter, due.tomorrow().unwrap_or(due));
            finding.remedies = vec![remedy].into();
            found.push(finding);
        }
    }

    /// Returns that should have been filed by now: one finding for each report,
    /// since the first return that is missing was due.
    pub(super) fn reports(&self, found: &mut Vec<Finding>) {
        if self.at_a_glance(|it| it.reports_in_order(self.state, self.unit)) {
            return;
        }
        for (number, rule) in (0..).zip(&self.charter.reports) {
            let next = self.state.owes_next(rule, ReportId(number), self.unit);
            let days = next.and_then(|next| DaysOf::of(rule, period_of(rule.every, next)));
            let Some(days) = days.filter(|days| days.due < self.on) else {
                continue;
            };
            let matter = Matter::NotReported { period: days.first };
            let since = days.due.tomorrow().unwrap_or(days.due);
            let mut finding = self.finding(rule.rule, matter, since);
            finding.remedies = Cow::Borrowed(&[Remedy::Report]);
            found.push(finding);
        }
    }
}
