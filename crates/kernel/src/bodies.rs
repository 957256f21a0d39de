//! Affiliated bodies: other organisations that a unit keeps on a register, each
//! with its kind, since when and until when, and the post whose holder is the
//! contact person. They are listed, and nothing else is done with them.

mod columns;
mod commands;
mod decide;
mod events;
mod refusal;

use charter::{BodyKindId, PostId};
use jiff::civil::Date;

use crate::ids::{BodyId, UnitId};
use crate::state::State;

pub(crate) use columns::Bodies;
pub use commands::{BodyCommand, CorrectBody, EndBody, EnterBody};
pub use events::BodyEvent;
pub use refusal::BodyRefusal;

/// Longest name of a body, in characters.
pub const NAME_CHARACTERS_MAX: usize = 200;
/// Longest text of a reason, in characters.
pub const TEXT_CHARACTERS_MAX: usize = 10_000;

/// A body on a register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body<'a> {
    /// Its number.
    pub id: BodyId,
    /// Its kind.
    pub kind: BodyKindId,
    /// The unit that keeps it on its register.
    pub unit: UnitId,
    /// Its name.
    pub name: &'a str,
    /// Since when it is affiliated, where that is known.
    pub since: Option<Date>,
    /// When that ended.
    pub until: Option<Date>,
    /// The post in the unit whose holder is the contact person.
    pub liaison: Option<PostId>,
    /// When it was entered.
    pub entered: Date,
}

impl State {
    /// A body on a register.
    #[must_use]
    pub fn body(&self, body: BodyId) -> Option<Body<'_>> {
        self.bodies.get(body)
    }

    /// How many bodies were ever entered.
    #[must_use]
    pub fn body_count(&self) -> u32 {
        self.bodies.count()
    }

    /// Every body there ever was, the first one first.
    pub fn bodies(&self) -> impl Iterator<Item = Body<'_>> {
        (0..self.bodies.count())
            .map(BodyId)
            .filter_map(|body| self.bodies.get(body))
    }

    /// The bodies on a unit's register, the last entered first.
    pub fn bodies_of(&self, unit: UnitId) -> impl Iterator<Item = Body<'_>> {
        self.bodies.of_unit(unit)
    }
}
