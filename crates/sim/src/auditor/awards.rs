//! What happens to awards, in the second account.

use kernel::awards::{Award, AwardEvent, Decision, Span};

use super::{Auditor, Touched};

impl Auditor {
    pub(super) fn enter_award(&mut self, event: &AwardEvent) -> Touched {
        let mut touched = Touched::default();
        match event {
            AwardEvent::Proposed {
                award,
                kind,
                unit,
                first,
                last,
                readings,
                grounds,
                on,
            } => {
                touched.units.insert(*unit);
                let account = Award {
                    id: *award,
                    kind: *kind,
                    unit: *unit,
                    span: Span {
                        first: *first,
                        last: *last,
                    },
                    readings: readings.clone(),
                    grounds: *grounds,
                    proposed: *on,
                    decision: None,
                    revoked: None,
                };
                self.awards.insert(*award, account);
                self.awards_of.entry(*unit).or_default().insert(*award);
            }
            AwardEvent::Decided {
                award,
                unit,
                by,
                granted,
                reason,
                on,
            } => {
                touched.units.insert(*unit);
                if let Some(account) = self.awards.get_mut(award) {
                    account.decision = Some(Decision {
                        by: *by,
                        granted: *granted,
                        reason: *reason,
                        on: *on,
                    });
                }
            }
            AwardEvent::Revoked {
                award,
                unit,
                reason,
                on,
            } => {
                touched.units.insert(*unit);
                if let Some(account) = self.awards.get_mut(award) {
                    account.revoked = Some((*on, *reason));
                }
            }
        }
        touched
    }
}
