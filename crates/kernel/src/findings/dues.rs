//! Findings about dues: a list that is not made, people who are behind, and
//! money that should have gone up. Figures only.

use std::borrow::Cow;

use charter::{Charter, Remedy};

use super::{Finding, Look, Matter, later};
use crate::meetings::{period_of, period_start};

impl Look<'_> {
    /// What is the matter with the dues of the unit.
    pub(super) fn dues(&self, found: &mut Vec<Finding>) {
        let Some(rule) = &self.charter.dues else {
            return;
        };
        let members = self.charter.level(self.level).is_some_and(|it| it.members);
        let next = self.state.next_list(rule, self.unit).filter(|_| members);
        if let Some(period) = next.filter(|next| rule.due(*next) < self.on) {
            let due = rule.due(period);
            let matter = Matter::DuesNotListed { period };
            let mut finding = self.finding(rule.rule, matter, due.tomorrow().unwrap_or(due));
            finding.remedies = Cow::Borrowed(&[Remedy::Collect]);
            found.push(finding);
        }
        if rule.reminders.is_empty() && rule.remittance.is_none() {
            return;
        }
        for behind in self.state.behind(rule, self.unit, self.on) {
            let matter = Matter::DuesBehind {
                step: behind.step,
                people: behind.people,
            };
            let mut finding = self.finding(rule.rule, matter, behind.since);
            finding.remedies = Cow::Borrowed(&[Remedy::Collect]);
            found.push(finding);
        }
        let since = self.state.to_hand_up_since(self.unit);
        let Some((since, remittance)) = since.zip(rule.remittance.as_ref()) else {
            return;
        };
        let next = period_of(rule.every, since).saturating_add(1);
        let ends = period_start(rule.every, next).and_then(|next| next.yesterday().ok());
        let Some(due) = ends.map(|ends| later(ends, remittance.due_days)) else {
            return;
        };
        if due < self.on {
            let matter = Matter::NotHandedUp { since };
            let mut finding = self.finding(rule.rule, matter, due.tomorrow().unwrap_or(due));
            finding.remedies = Cow::Borrowed(&[Remedy::Remit]);
            found.push(finding);
        }
    }
}

impl Finding {
    /// What is the matter with dues, in one sentence.
    pub(super) fn message_of_dues(&self, unit: &str, charter: &Charter) -> String {
        let title = charter.dues.as_ref().map_or("dues", |it| it.title.as_str());
        match self.matter {
            Matter::DuesNotListed { period } => {
                format!("{unit} has not made its list of {title} for the time from {period} on")
            }
            Matter::DuesBehind { step, people } => {
                let rule = charter.dues.as_ref();
                let step = rule.and_then(|rule| rule.reminders.get(usize::from(step)));
                let step = step.map_or("a reminder", |step| step.title.as_str());
                let behind = if people == 1 {
                    "member is"
                } else {
                    "members are"
                };
                format!("{people} {behind} behind with {title} in {unit}: {step}")
            }
            Matter::NotHandedUp { since } => {
                format!("{unit} has not handed up what it took in since {since}")
            }
            Matter::TooFew { .. }
            | Matter::TooMany { .. }
            | Matter::Misplaced { .. }
            | Matter::BelongHere { .. }
            | Matter::Vacant { .. }
            | Matter::HeldWrongly { .. }
            | Matter::TermOver { .. }
            | Matter::Unconfirmed { .. }
            | Matter::NotMet { .. }
            | Matter::HeldUp { .. }
            | Matter::NotAnswered { .. }
            | Matter::StepOverdue { .. }
            | Matter::NotReported { .. }
            | Matter::NotVisited { .. }
            | Matter::Unanswered { .. } => String::new(),
        }
    }
}
