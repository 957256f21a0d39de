//! What happens to affiliated bodies, in the second account.

use charter::{BodyKindId, PostId};
use jiff::civil::Date;
use kernel::UnitId;
use kernel::bodies::BodyEvent;

use super::{Auditor, Touched};

/// What is known of one body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct BodyAccount {
    pub(super) kind: BodyKindId,
    pub(super) unit: UnitId,
    pub(super) name: String,
    pub(super) since: Option<Date>,
    pub(super) until: Option<Date>,
    pub(super) liaison: Option<PostId>,
    pub(super) entered: Date,
}

impl Auditor {
    pub(super) fn enter_body(&mut self, event: &BodyEvent) -> Touched {
        let mut touched = Touched::default();
        match event {
            BodyEvent::Entered {
                body,
                kind,
                unit,
                name,
                since,
                liaison,
                on,
            } => {
                touched.units.insert(*unit);
                let account = BodyAccount {
                    kind: *kind,
                    unit: *unit,
                    name: name.clone(),
                    since: *since,
                    until: None,
                    liaison: *liaison,
                    entered: *on,
                };
                self.bodies.insert(*body, account);
            }
            BodyEvent::Corrected {
                body,
                unit,
                name,
                since,
                until,
                liaison,
                ..
            } => {
                touched.units.insert(*unit);
                if let Some(account) = self.bodies.get_mut(body) {
                    account.name.clone_from(name);
                    account.since = *since;
                    account.until = *until;
                    account.liaison = *liaison;
                }
            }
            BodyEvent::Ended { body, unit, on, .. } => {
                touched.units.insert(*unit);
                if let Some(account) = self.bodies.get_mut(body) {
                    account.until = Some(*on);
                }
            }
        }
        touched
    }
}
