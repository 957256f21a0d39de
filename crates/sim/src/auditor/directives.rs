//! What happens to directives, in the second account.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use kernel::directives::{DirectiveEvent, Outcome};
use kernel::{DirectiveId, UnitId};

use super::{Auditor, Touched};

/// What is known of one directive.
#[derive(Clone, Debug)]
pub(super) struct DirectiveAccount {
    pub(super) issuer: UnitId,
    pub(super) ended: bool,
    pub(super) wordings: usize,
    pub(super) addressed: BTreeSet<UnitId>,
    /// Who has to pass it on.
    pub(super) way: BTreeSet<UnitId>,
    pub(super) passed: BTreeMap<UnitId, Date>,
    pub(super) answers: BTreeMap<UnitId, (Outcome, Date)>,
    pub(super) agendas: usize,
    pub(super) objections: BTreeMap<UnitId, Option<bool>>,
}

impl DirectiveAccount {
    /// Whether a unit has to answer yet.
    pub(super) fn waits_for(&self, unit: UnitId) -> bool {
        !self.ended
            && self.addressed.contains(&unit)
            && !self.answers.contains_key(&unit)
            && self.objections.get(&unit) != Some(&Some(true))
    }
}

impl Auditor {
    pub(super) fn enter_directive(&mut self, event: &DirectiveEvent) -> Touched {
        let (directive, unit) = event.about();
        let mut touched = Touched::default();
        touched.directives.insert(directive);
        if let DirectiveEvent::Issued { replaces, .. } = event {
            if let Some(replaced) = replaces {
                touched.directives.insert(*replaced);
                self.change_directive(*replaced, |account| account.ended = true);
            }
            if let Some(account) = self.issued(event) {
                self.directives.insert(directive, account);
            }
        }
        self.change_directive(directive, |account| match event {
            DirectiveEvent::Issued { .. } => {}
            DirectiveEvent::PassedOn { on, .. } => {
                account.passed.insert(unit, *on);
            }
            DirectiveEvent::PutOnAgenda { .. } => account.agendas += 1,
            DirectiveEvent::TakenOffAgenda { .. } => {
                account.agendas = account.agendas.saturating_sub(1);
            }
            DirectiveEvent::Answered { outcome, on, .. } => {
                account.answers.insert(unit, (*outcome, *on));
            }
            DirectiveEvent::Amended { .. } => account.wordings += 1,
            DirectiveEvent::Withdrawn { .. } => account.ended = true,
            DirectiveEvent::ObjectedTo { .. } => {
                account.objections.insert(unit, None);
            }
            DirectiveEvent::ObjectionSettled { upheld, .. } => {
                account.objections.insert(unit, Some(*upheld));
            }
        });
        touched
    }

    fn change_directive(
        &mut self,
        directive: DirectiveId,
        how: impl FnOnce(&mut DirectiveAccount),
    ) {
        if let Some(account) = self.directives.get_mut(&directive) {
            how(account);
        }
    }

    /// Whom a directive goes to: every unit beneath the issuer of a level it names and within
    /// an area it names, by way of everybody between.
    fn issued(&self, event: &DirectiveEvent) -> Option<DirectiveAccount> {
        let DirectiveEvent::Issued {
            unit, to, areas, ..
        } = event
        else {
            return None;
        };
        let mut account = DirectiveAccount {
            issuer: *unit,
            ended: false,
            wordings: 1,
            addressed: BTreeSet::new(),
            way: BTreeSet::new(),
            passed: BTreeMap::new(),
            answers: BTreeMap::new(),
            agendas: 0,
            objections: BTreeMap::new(),
        };
        for (one, row) in &self.units {
            if row.dissolved.is_some() || !to.contains(&row.level) {
                continue;
            }
            let above = self.all_above(*one);
            let Some(depth) = above.iter().position(|it| it == unit) else {
                continue;
            };
            let inside = |area: &UnitId| area == one || above.contains(area);
            if areas.is_empty() || areas.iter().any(inside) {
                account.addressed.insert(*one);
                account.way.extend(above.into_iter().take(depth));
            }
        }
        Some(account)
    }

    /// Every unit above one, the nearest first.
    fn all_above(&self, unit: UnitId) -> Vec<UnitId> {
        let parent = |unit: &UnitId| self.units.get(unit).and_then(|row| row.parent);
        std::iter::successors(parent(&unit), parent).collect()
    }

    /// Whether a directive has come to a unit that it goes to.
    pub(super) fn has_come(&self, account: &DirectiveAccount, unit: UnitId) -> bool {
        let above = self.units.get(&unit).and_then(|row| row.parent);
        above.is_some_and(|above| {
            above == account.issuer
                || !account.way.contains(&above)
                || account.passed.contains_key(&above)
        })
    }
}
