//! What is due because it came from above, and what goes up.

use charter::{Action, Charter, ReportId};
use jiff::civil::Date;

use super::{Due, DueWhat};
use crate::directives::Owed;
use crate::findings::later;
use crate::ids::UnitId;
use crate::meetings::period_of;
use crate::reports::DaysOf;
use crate::state::State;

/// The actions with which a unit itself acts on what comes down and goes up.
pub(super) const ACTIONS: &[Action] = &[
    Action::PassOnDirective,
    Action::AnswerDirective,
    Action::FileReturn,
];

/// Directives the unit has received and neither passed on nor answered.
pub(super) fn directives(state: &State, charter: &Charter, unit: UnitId, list: &mut Vec<Due>) {
    for (directive, kind, owed, received) in state.owed_to_directives(unit) {
        let Some(rule) = charter.directive(kind) else {
            continue;
        };
        let days = match owed {
            Owed::PassingOn => rule.pass_on_days,
            Owed::Answer => rule.answer_days,
        };
        list.push(Due {
            unit,
            rule: rule.rule,
            what: DueWhat::Directive { directive, owed },
            by: days.map(|days| later(received, days)),
        });
    }
}

/// The first return of each report that the unit can file by now and has not.
pub(super) fn returns(
    state: &State,
    charter: &Charter,
    today: Date,
    unit: UnitId,
    list: &mut Vec<Due>,
) {
    for (report, rule) in (0..).map(ReportId).zip(&charter.reports) {
        let next = state.owes_next(rule, report, unit);
        let days = next.and_then(|next| DaysOf::of(rule, period_of(rule.every, next)));
        if let Some(days) = days.filter(|days| days.last <= today) {
            list.push(Due {
                unit,
                rule: rule.rule,
                what: DueWhat::Return {
                    report,
                    period: days.first,
                },
                by: Some(days.due),
            });
        }
    }
}
