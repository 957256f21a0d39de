//! Directives and returns: the second account beside the kernel's.

use std::collections::{BTreeMap, BTreeSet};

use charter::ReportId;
use jiff::civil::Date;
use kernel::directives::{Outcome, Owed};
use kernel::reports::Value;
use kernel::{DirectiveId, State, UnitId};

use super::{Differences, compare, count};
use crate::auditor::Auditor;

impl Auditor {
    pub(super) fn compare_flow_totals(&self, state: &State, found: &mut Differences) {
        compare(
            found,
            || "how many directives there ever were".to_owned(),
            &state.directive_count(),
            &count(self.directives.len()),
        );
        compare(
            found,
            || "how many returns and corrections there ever were".to_owned(),
            &state.return_count(),
            &count(self.returns.values().map(Vec::len).sum()),
        );
    }

    pub(super) fn compare_directive(
        &self,
        state: &State,
        directive: DirectiveId,
        found: &mut Differences,
    ) {
        let (Some(account), Some(kept)) =
            (self.directives.get(&directive), state.directive(directive))
        else {
            found.push(format!("directive {directive} stands in one account alone"));
            return;
        };
        compare(
            found,
            || format!("who issued directive {directive}, whether it is in effect, its wordings"),
            &(kept.unit, kept.in_effect(), kept.texts.len()),
            &(account.issuer, !account.ended, account.wordings),
        );
        let answers: BTreeMap<UnitId, (Outcome, Date)> = state
            .answers_to(directive)
            .map(|answer| (answer.unit, (answer.outcome, answer.on)))
            .collect();
        compare(
            found,
            || format!("the answers to directive {directive}"),
            &answers,
            &account.answers,
        );
        let objections: BTreeMap<UnitId, Option<bool>> = state
            .objections_to(directive)
            .map(|(unit, it)| (unit, it.settled.map(|(upheld, ..)| upheld)))
            .collect();
        compare(
            found,
            || format!("the objections to directive {directive}"),
            &objections,
            &account.objections,
        );
        compare(
            found,
            || format!("the agendas directive {directive} stands on"),
            &state.agendas_of(directive).count(),
            &account.agendas,
        );
        for unit in self.units.keys() {
            let goes = (
                state.addressed_to(directive, *unit),
                state.on_the_way(directive, *unit),
                state.passed_on(directive, *unit),
            );
            let told = (
                account.addressed.contains(unit),
                account.way.contains(unit),
                account.passed.get(unit).copied(),
            );
            compare(
                found,
                || {
                    format!(
                        "whether directive {directive} goes to unit {unit}, passes it, was passed on"
                    )
                },
                &goes,
                &told,
            );
        }
    }

    /// What every unit owes to directives now, whatever day it is.
    pub(super) fn compare_debts(&self, state: &State, unit: UnitId, found: &mut Differences) {
        let kept: BTreeSet<(DirectiveId, Owed)> = state
            .owed_to_directives(unit)
            .map(|(directive, _, owed, _)| (directive, owed))
            .collect();
        let mut account = BTreeSet::new();
        for (directive, it) in &self.directives {
            if !self.has_come(it, unit) {
                continue;
            }
            if it.waits_for(unit) {
                account.insert((*directive, Owed::Answer));
            }
            if !it.ended && it.way.contains(&unit) && !it.passed.contains_key(&unit) {
                account.insert((*directive, Owed::PassingOn));
            }
        }
        compare(
            found,
            || format!("what unit {unit} owes to directives"),
            &kept,
            &account,
        );
    }

    pub(super) fn compare_returns(&self, state: &State, unit: UnitId, found: &mut Differences) {
        let first = (unit, ReportId(0), Date::MIN);
        let after = self.returns.range(first..);
        for ((_, report, period), told) in after.take_while(|((of, ..), _)| *of == unit) {
            let last: Option<(Date, Vec<Value>)> = told.last().cloned();
            let kept = state
                .return_of(*report, unit, *period, None)
                .map(|it| (it.on, it.values));
            compare(
                found,
                || format!("the return of unit {unit} for the time from {period} on"),
                &kept,
                &last,
            );
        }
    }
}
