//! What happens to petitions, in the second account.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use kernel::petitions::{PetitionEvent, PetitionStanding, StepKind};
use kernel::{PetitionId, UnitId};

use super::{Auditor, Touched};

/// What is known of one petition.
#[derive(Clone, Debug)]
pub(super) struct PetitionAccount {
    pub(super) unit: UnitId,
    pub(super) due: Date,
    pub(super) standing: PetitionStanding,
    /// What happened, where and when.
    pub(super) told: Vec<(StepKind, UnitId, Date)>,
    /// Every text ever written in it.
    pub(super) written: Vec<u32>,
    /// Texts that were destroyed.
    pub(super) destroyed: Vec<u32>,
}

impl Auditor {
    pub(super) fn enter_petition(&mut self, event: &PetitionEvent) -> Touched {
        let (petition, unit) = event.about();
        let mut touched = Touched::default();
        touched.petitions.insert(petition);
        touched.units.insert(unit);
        if let PetitionEvent::TakenIn { due, .. } = event {
            self.petitions.insert(
                petition,
                PetitionAccount {
                    unit,
                    due: *due,
                    standing: PetitionStanding::Waiting,
                    told: Vec::new(),
                    written: Vec::new(),
                    destroyed: Vec::new(),
                },
            );
        }
        let Some(account) = self.petitions.get_mut(&petition) else {
            return touched;
        };
        touched.units.insert(account.unit);
        let before = std::mem::replace(&mut account.unit, unit);
        go_over(&mut self.petitions_in, petition, (before, unit));
        let (what, on) = match event {
            PetitionEvent::TakenIn {
                text,
                contact,
                in_person,
                on,
                ..
            } => {
                account.written.push(text.0);
                account.written.extend(contact.map(|contact| contact.0));
                let what = if *in_person {
                    StepKind::Recorded
                } else {
                    StepKind::TakenIn
                };
                (what, on)
            }
            PetitionEvent::PassedOn {
                reason, due, on, ..
            } => {
                account.written.push(reason.0);
                account.due = *due;
                (StepKind::PassedOn, on)
            }
            PetitionEvent::HandedOver { on, .. } => (StepKind::HandedOver, on),
            PetitionEvent::Answered { text, on, .. } => {
                account.written.push(text.0);
                account.standing = PetitionStanding::Answered;
                (StepKind::Answered, on)
            }
            PetitionEvent::AnswerCorrected {
                text, reason, on, ..
            } => {
                account.written.extend([text.0, reason.0]);
                (StepKind::Corrected, on)
            }
            PetitionEvent::Withdrawn { on, .. } => {
                account.standing = PetitionStanding::Withdrawn;
                (StepKind::Withdrawn, on)
            }
            PetitionEvent::Erased { texts, on, .. } => {
                account.destroyed.extend(texts.iter().map(|text| text.0.0));
                (StepKind::Erased, on)
            }
        };
        account.told.push((what, unit, *on));
        touched
    }

    /// How many wait in a unit.
    pub(super) fn petitions_waiting(&self, unit: UnitId) -> usize {
        let ids = self.petitions_in.get(&unit).into_iter().flatten();
        ids.filter_map(|id| self.petitions.get(id))
            .filter(|it| it.standing == PetitionStanding::Waiting)
            .count()
    }
}

/// A petition is in another unit, or came to its first.
fn go_over(
    petitions_in: &mut BTreeMap<UnitId, BTreeSet<PetitionId>>,
    petition: PetitionId,
    (from, to): (UnitId, UnitId),
) {
    petitions_in.entry(from).or_default().remove(&petition);
    petitions_in.entry(to).or_default().insert(petition);
}
