//! Affiliated bodies: the second account beside the kernel's.

use kernel::{BodyId, State, UnitId};

use super::{Differences, compare, count};
use crate::auditor::Auditor;
use crate::auditor::bodies::BodyAccount;

impl Auditor {
    pub(super) fn compare_body_totals(&self, state: &State, found: &mut Differences) {
        compare(
            found,
            || "how many affiliated bodies there ever were".to_owned(),
            &state.body_count(),
            &count(self.bodies.len()),
        );
    }

    pub(super) fn compare_bodies(&self, state: &State, unit: UnitId, found: &mut Differences) {
        let account: Vec<(BodyId, BodyAccount)> = self
            .bodies
            .iter()
            .rev()
            .filter(|(_, body)| body.unit == unit)
            .map(|(id, body)| (*id, body.clone()))
            .collect();
        let kept: Vec<(BodyId, BodyAccount)> = state
            .bodies_of(unit)
            .map(|body| {
                let account = BodyAccount {
                    kind: body.kind,
                    unit: body.unit,
                    name: body.name.to_owned(),
                    since: body.since,
                    until: body.until,
                    liaison: body.liaison,
                    entered: body.entered,
                };
                (body.id, account)
            })
            .collect();
        compare(
            found,
            || format!("the affiliated bodies of unit {unit}"),
            &kept,
            &account,
        );
    }
}
