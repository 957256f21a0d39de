//! What can be commanded about affiliated bodies.

use charter::{BodyKindId, PostId};
use jiff::civil::Date;

use super::decide;
use crate::ids::{BodyId, UnitId};
use crate::rooms::commands;

commands! {
    /// Everything that can be commanded about affiliated bodies.
    BodyCommand in Body {
        Enter(EnterBody) = "enter-body" by decide::enter,
        Correct(CorrectBody) = "correct-body" by decide::correct,
        End(EndBody) = "end-body" by decide::end,
    }
    writings writings;
}

/// Enters a body in a unit's register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnterBody {
    /// Its kind.
    pub kind: BodyKindId,
    /// The unit.
    pub unit: UnitId,
    /// Its name.
    pub name: String,
    /// Since when it is affiliated, where that is known.
    pub since: Option<Date>,
    /// The post in the unit whose holder is the contact person.
    pub liaison: Option<PostId>,
    /// When it is entered.
    pub on: Date,
}

/// Puts another entry in the place of one that was wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorrectBody {
    /// Which body.
    pub body: BodyId,
    /// Its name.
    pub name: String,
    /// Since when it is affiliated, where that is known.
    pub since: Option<Date>,
    /// When that ended; none for a body whose affiliation lasts.
    pub until: Option<Date>,
    /// The post in the unit whose holder is the contact person.
    pub liaison: Option<PostId>,
    /// Why.
    pub reason: String,
    /// When it is corrected.
    pub on: Date,
}

/// Ends the affiliation of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndBody {
    /// Which body.
    pub body: BodyId,
    /// Why; it may be empty.
    pub reason: String,
    /// Its last day.
    pub on: Date,
}

/// The texts somebody wrote in a command.
fn writings(command: &BodyCommand) -> Vec<&str> {
    let text = match command {
        BodyCommand::Enter(_) => "",
        BodyCommand::Correct(it) => &it.reason,
        BodyCommand::End(it) => &it.reason,
    };
    let written = !text.trim().is_empty();
    written.then_some(text).into_iter().collect()
}
