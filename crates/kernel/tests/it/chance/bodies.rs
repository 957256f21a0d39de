//! Chance on the register of affiliated bodies.

use kernel::bodies::{CorrectBody, EndBody, EnterBody};
use kernel::{BodyId, Command};

use super::Chance;

impl Chance {
    pub(super) fn of_bodies(&mut self) -> Command {
        let on = self.day();
        let body = BodyId(self.dice.number(self.world.state.body_count() + 1));
        match self.dice.below(4) {
            0 | 1 => Command::from(EnterBody {
                kind: self.world.charter.body_named("choir").unwrap(),
                unit: self.base(),
                name: ["Choir", "Band", "Troupe"][self.dice.below(3)].to_owned(),
                since: None,
                liaison: None,
                on,
            }),
            2 => Command::from(CorrectBody {
                body,
                name: ["Chorus", "Trio"][self.dice.below(2)].to_owned(),
                since: Some(on),
                until: None,
                liaison: None,
                reason: "so it is".to_owned(),
                on,
            }),
            _ => Command::from(EndBody {
                body,
                reason: ["", "it broke up"][self.dice.below(2)].to_owned(),
                on,
            }),
        }
    }
}
