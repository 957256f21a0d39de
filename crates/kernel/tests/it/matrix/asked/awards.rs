//! Awards to units. What the record has to say is beside the question who may do
//! what, so that it is asked under an edition whose criteria are met by anybody.

use std::sync::Arc;

use charter::expression::Expression;
use charter::{AwardKindId, Bound};
use kernel::awards::{DecideAward, ProposeAward, RevokeAward};
use kernel::charters::AdoptCharter;
use kernel::{AwardId, Command};

use super::Asking;

/// An edition in which every criterion is met.
fn easy(it: &Asking<'_>) -> Command {
    let mut charter = (*it.world().charter).clone();
    for award in &mut charter.awards {
        for criterion in &mut award.criteria {
            let amount = match criterion.bound {
                Bound::AtLeast => "0",
                Bound::AtMost => "1000000",
            };
            criterion.amount = Expression::read(amount).unwrap();
        }
    }
    AdoptCharter {
        charter: Arc::new(charter),
        sha256: [3; 32],
        from: it.world().today,
    }
    .into()
}

/// Every award for which the unit can be proposed.
fn proposing(it: &Asking<'_>) -> Vec<Command> {
    let kinds = u8::try_from(it.world().charter.awards.len()).unwrap();
    let today = it.world().today;
    (0..kinds)
        .map(|kind| {
            ProposeAward {
                kind: AwardKindId(kind),
                unit: it.unit,
                period: today.saturating_sub(jiff::Span::new().years(1)),
                grounds: String::new(),
                on: today,
            }
            .into()
        })
        .collect()
}

fn deciding(it: &Asking<'_>) -> Command {
    DecideAward {
        award: AwardId(0),
        granted: true,
        reason: String::new(),
        on: it.world().today,
    }
    .into()
}

pub(super) fn propose(it: &mut Asking<'_>) {
    for command in proposing(it) {
        it.ask(&[easy(it)], command);
    }
}

pub(super) fn decide(it: &mut Asking<'_>) {
    for proposed in proposing(it) {
        it.ask(&[easy(it), proposed], deciding(it));
    }
}

pub(super) fn revoke(it: &mut Asking<'_>) {
    for proposed in proposing(it) {
        let command = RevokeAward {
            award: AwardId(0),
            reason: "in a few words".to_owned(),
            on: it.world().today,
        };
        it.ask(&[easy(it), proposed, deciding(it)], command.into());
    }
}
