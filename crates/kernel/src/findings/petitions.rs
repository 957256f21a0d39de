//! Findings about petitions that nobody has answered.

use std::borrow::Cow;

use charter::Remedy;

use super::{Finding, Look, Matter};

impl Look<'_> {
    /// Petitions whose answer is late: one finding each.
    pub(super) fn petitions(&self, found: &mut Vec<Finding>) {
        // Nearly every unit owes no answer, and is done with after one look.
        if self.state.petitions_waiting(self.unit) == 0 {
            return;
        }
        for petition in self.state.petitions_waiting_in(self.unit) {
            let Some(rule) = self.charter.petition(petition.kind) else {
                continue;
            };
            if !petition.is_late(self.on) {
                continue;
            }
            let matter = Matter::Unanswered {
                petition: petition.id,
                due: petition.due,
            };
            let since = petition.due.tomorrow().unwrap_or(petition.due);
            let mut finding = self.finding(rule.rule, matter, since);
            finding.remedies = Cow::Borrowed(&[Remedy::Reply]);
            found.push(finding);
        }
    }
}
