//! Deeds on the register of affiliated bodies.

use charter::case::BodyDeed;
use kernel::Command;
use kernel::bodies::{Body, CorrectBody, EndBody, EnterBody};

use super::Scene;

impl Scene<'_> {
    pub(super) fn body_command(&self, deed: &BodyDeed) -> Result<Command, String> {
        Ok(match deed {
            BodyDeed::Enter {
                kind,
                name,
                unit,
                since,
                liaison,
            } => Command::from(EnterBody {
                kind: *kind,
                unit: self.unit(unit)?,
                name: name.clone(),
                since: *since,
                liaison: *liaison,
                on: self.today,
            }),
            BodyDeed::Correct {
                name,
                unit,
                to,
                since,
                reason,
            } => {
                let body = self.body(name, unit)?;
                Command::from(CorrectBody {
                    body: body.id,
                    name: to.clone(),
                    since: since.or(body.since),
                    until: None,
                    liaison: body.liaison,
                    reason: reason.clone(),
                    on: self.today,
                })
            }
            BodyDeed::End { name, unit, reason } => Command::from(EndBody {
                body: self.body(name, unit)?.id,
                reason: reason.clone(),
                on: self.today,
            }),
        })
    }

    /// The body of this name on a unit's register, the last entered first.
    fn body(&self, name: &str, unit: &str) -> Result<Body<'_>, String> {
        let mut bodies = self.state.bodies_of(self.unit(unit)?);
        bodies
            .find(|body| body.name == name)
            .ok_or_else(|| format!("\"{unit}\" has no \"{name}\" on its register"))
    }
}
