//! What happens to members, and what each event leaves behind.

use charter::GradeId;
use jiff::civil::Date;

use crate::day::Day;
use crate::dues;
use crate::ids::{DocumentId, PersonId, UnitId};
use crate::request::Subject;
use crate::rooms::{RoomEvent, names};
use crate::sizes;
use crate::state::State;

/// What has happened to a person or a membership.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MemberEvent {
    /// A person was given a number.
    Registered {
        /// The number.
        person: PersonId,
    },
    /// A person became a member of a base unit.
    Admitted {
        /// The person.
        person: PersonId,
        /// The base unit.
        unit: UnitId,
        /// The grade.
        grade: GradeId,
        /// Since when.
        on: Date,
    },
    /// The day a person became a member was written down wrongly.
    JoiningCorrected {
        /// The person.
        person: PersonId,
        /// The base unit, so that the unit's history shows it.
        unit: UnitId,
        /// The day they really joined.
        on: Date,
    },
    /// A member took another grade.
    Promoted {
        /// The person.
        person: PersonId,
        /// The base unit, so that the unit's history shows it.
        unit: UnitId,
        /// The new grade.
        grade: GradeId,
        /// When.
        on: Date,
    },
    /// The last promotion of a member was struck.
    PromotionStruck {
        /// The person.
        person: PersonId,
        /// The base unit, so that the unit's history shows it.
        unit: UnitId,
        /// The grade they have again.
        grade: GradeId,
        /// Since when they have had it.
        since: Date,
        /// The day on which the promotion had been.
        on: Date,
        /// Why; none where the decision that had raised them was struck, which says it.
        reason: Option<DocumentId>,
    },
    /// A member went over to another base unit.
    Transferred {
        /// The person.
        person: PersonId,
        /// From here.
        from: UnitId,
        /// To here.
        to: UnitId,
        /// When.
        on: Date,
    },
    /// The last transfer of a member was struck.
    TransferStruck {
        /// The person.
        person: PersonId,
        /// The unit they were said to have gone to.
        unit: UnitId,
        /// The unit they belong to still.
        back: UnitId,
        /// Since when they have.
        since: Date,
        /// The day on which the transfer had been.
        on: Date,
        /// Why.
        reason: DocumentId,
    },
    /// A member left.
    Left {
        /// The person.
        person: PersonId,
        /// The base unit they left.
        unit: UnitId,
        /// When.
        on: Date,
    },
    /// A number turned out to be a second one of somebody, and gave up its place.
    Merged {
        /// The number that went.
        former: PersonId,
        /// The number that stands for the person.
        kept: PersonId,
        /// The unit in which it had its place.
        unit: UnitId,
        /// When.
        on: Date,
    },
    /// That was a mistake: the number has its place again.
    Parted {
        /// The number.
        former: PersonId,
        /// Whose former number it was.
        kept: PersonId,
        /// The unit in which it has its place.
        unit: UnitId,
        /// When.
        on: Date,
    },
    /// Whoever had this former number left, and its card went with them.
    Forgotten {
        /// The number.
        former: PersonId,
        /// Whose former number it is.
        kept: PersonId,
        /// When.
        on: Date,
    },
}

names! {
    MemberEvent {
        Registered = "person-registered",
        Admitted = "member-admitted",
        JoiningCorrected = "joining-corrected",
        Promoted = "member-promoted",
        PromotionStruck = "promotion-struck",
        Transferred = "member-transferred",
        Left = "member-left",
        Merged = "members-merged",
        Parted = "members-parted",
        Forgotten = "former-number-forgotten",
        TransferStruck = "transfer-struck",
    }
}

fn go_over(state: &mut State, person: PersonId, (from, to): (UnitId, UnitId), on: Date) {
    let born_of_it = state.units.founded(to) == Day::from_date(on);
    let divided = born_of_it && state.units.came_out_of_another(to);
    state.members.transfer(person, (from, to), on, divided);
    went_over(state, person, (from, to), on);
}

/// What goes along with whoever belongs to another unit than before.
fn went_over(state: &mut State, person: PersonId, (from, to): (UnitId, UnitId), on: Date) {
    dues::came_over(state, person, from, to);
    state.proceedings.went_over(person, to);
    state.dues.leave(person, from, on);
    sizes::note(state, from, on);
    sizes::note(state, to, on);
}

impl RoomEvent for MemberEvent {
    #[expect(clippy::too_many_lines, reason = "a list, a line or a stanza a room")]
    fn apply(&self, state: &mut State) {
        match *self {
            MemberEvent::Registered { person } => state.members.register(person),
            MemberEvent::Admitted {
                person,
                unit,
                grade,
                on,
            } => {
                state.members.admit(person, unit, grade, on);
                state.proceedings.joined(person, on);
                sizes::note(state, unit, on);
            }
            MemberEvent::JoiningCorrected { person, on, .. } => {
                state.members.correct_joining(person, on);
            }
            MemberEvent::Promoted {
                person,
                unit,
                grade,
                on,
            } => {
                state.members.promote(person, unit, grade, on);
                sizes::note(state, unit, on);
            }
            MemberEvent::PromotionStruck {
                person,
                unit,
                grade,
                since,
                on,
                ..
            } => {
                state.members.strike_promotion(person, unit, grade, since);
                sizes::note(state, unit, on);
            }
            MemberEvent::Transferred {
                person,
                from,
                to,
                on,
            } => {
                go_over(state, person, (from, to), on);
            }
            MemberEvent::TransferStruck {
                person,
                unit,
                back,
                on,
                ..
            } => {
                state.members.strike_transfer(person);
                went_over(state, person, (unit, back), on);
            }
            MemberEvent::Left { person, unit, on } => {
                state.members.leave(person, unit, on);
                state.proceedings.left(person, on);
                state.dues.leave(person, unit, on);
                sizes::note(state, unit, on);
            }
            MemberEvent::Merged {
                former,
                kept,
                unit,
                on,
            } => {
                state.members.merge(former, kept, on);
                state.dues.leave(former, unit, on);
                sizes::note(state, unit, on);
            }
            MemberEvent::Parted {
                former, unit, on, ..
            } => {
                state.members.part(former);
                sizes::note(state, unit, on);
            }
            MemberEvent::Forgotten { former, .. } => state.members.forget(former),
        }
    }

    fn touches(&self) -> Vec<Subject> {
        use Subject::{Person, Unit};
        match *self {
            MemberEvent::Registered { person } => vec![Person(person)],
            MemberEvent::Transferred {
                person, from, to, ..
            } => vec![Person(person), Unit(from), Unit(to)],
            MemberEvent::TransferStruck {
                person, unit, back, ..
            } => vec![Person(person), Unit(unit), Unit(back)],
            MemberEvent::Admitted { person, unit, .. }
            | MemberEvent::JoiningCorrected { person, unit, .. }
            | MemberEvent::Promoted { person, unit, .. }
            | MemberEvent::PromotionStruck { person, unit, .. }
            | MemberEvent::Left { person, unit, .. } => vec![Person(person), Unit(unit)],
            MemberEvent::Merged {
                former, kept, unit, ..
            }
            | MemberEvent::Parted {
                former, kept, unit, ..
            } => vec![Person(former), Person(kept), Unit(unit)],
            MemberEvent::Forgotten { former, kept, .. } => vec![Person(former), Person(kept)],
        }
    }

    fn documents(&self) -> Vec<DocumentId> {
        match self {
            MemberEvent::PromotionStruck { reason, .. } => reason.iter().copied().collect(),
            MemberEvent::TransferStruck { reason, .. } => vec![*reason],
            MemberEvent::Registered { .. }
            | MemberEvent::Admitted { .. }
            | MemberEvent::JoiningCorrected { .. }
            | MemberEvent::Promoted { .. }
            | MemberEvent::Transferred { .. }
            | MemberEvent::Left { .. }
            | MemberEvent::Merged { .. }
            | MemberEvent::Parted { .. }
            | MemberEvent::Forgotten { .. } => Vec::new(),
        }
    }
}
