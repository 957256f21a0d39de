//! What can be the matter with a unit, with the figures.

use charter::{LevelId, PostId, StepId};
use jiff::civil::Date;

use crate::ids::{DirectiveId, PersonId, PetitionId, ProceedingId};

/// What is the matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matter {
    /// Fewer people than the range allows.
    TooFew {
        /// How many there are.
        people: u32,
        /// Fewest allowed.
        least: u32,
    },
    /// More people than the range allows.
    TooMany {
        /// How many there are.
        people: u32,
        /// Most allowed.
        most: u32,
    },
    /// The unit stands where the charter does not let its level stand.
    Misplaced {
        /// What it stands under; none for under nothing.
        under: Option<LevelId>,
    },
    /// People belong to a unit whose level holds no members.
    BelongHere {
        /// How many.
        people: u32,
    },
    /// A post has too few holders.
    Vacant {
        /// The post.
        post: PostId,
        /// How many hold it.
        holders: u32,
        /// Fewest holders.
        least: u32,
    },
    /// A post is held by somebody who may not hold it.
    HeldWrongly {
        /// The post.
        post: PostId,
        /// The holder.
        person: PersonId,
    },
    /// A term has run out.
    TermOver {
        /// The post.
        post: PostId,
        /// The holder.
        person: PersonId,
        /// The last day of the term.
        ended: Date,
    },
    /// The unit above has not said its word on whoever was chosen.
    Unconfirmed {
        /// The post.
        post: PostId,
        /// The holder.
        person: PersonId,
        /// The last day for it.
        until: Date,
        /// Whether the choice has lapsed with it.
        lapsed: bool,
    },
    /// No meeting was held for longer than the rhythm allows.
    NotMet {
        /// When one was last held.
        last: Option<Date>,
    },
    /// A directive was not handed on in time.
    HeldUp {
        /// The directive.
        directive: DirectiveId,
        /// When the unit received it.
        received: Date,
    },
    /// A directive was not answered in time.
    NotAnswered {
        /// The directive.
        directive: DirectiveId,
        /// When the unit received it.
        received: Date,
    },
    /// A step of a proceeding was not taken in time.
    StepOverdue {
        /// The proceeding.
        proceeding: ProceedingId,
        /// The step.
        step: StepId,
        /// The last day on which it would have been in time.
        due: Date,
    },
    /// A return was not filed in time.
    NotReported {
        /// The first day of the stretch of time it speaks of.
        period: Date,
    },
    /// The unit was not visited for longer than the rhythm allows.
    NotVisited {
        /// When it was last visited.
        last: Option<Date>,
    },
    /// What was asked of the unit was not answered in time.
    Unanswered {
        /// The petition.
        petition: PetitionId,
        /// When the answer was due.
        due: Date,
    },
    /// The list of dues was not made in time.
    DuesNotListed {
        /// The first day of the stretch of time it speaks of.
        period: Date,
    },
    /// Members are behind with their dues and have come to a step of the ladder.
    DuesBehind {
        /// The step, by its row in the charter.
        step: u8,
        /// How many.
        people: u32,
    },
    /// What goes up was not handed up in time.
    NotHandedUp {
        /// Since when there is something.
        since: Date,
    },
}
