//! What happens to posts, and what each event leaves behind.

use charter::{PostId, Silence};
use jiff::civil::Date;

use super::{Confirming, Election};
use crate::ids::{DocumentId, PersonId, UnitId};
use crate::request::Subject;
use crate::rooms::{RoomEvent, names};
use crate::state::State;

/// What has happened to a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PostEvent {
    /// A post was taken up.
    TakenUp {
        /// The holder.
        person: PersonId,
        /// Where.
        unit: UnitId,
        /// Which post.
        post: PostId,
        /// First day.
        on: Date,
    },
    /// A post was laid down, or ended with the unit or the membership.
    LaidDown {
        /// The former holder.
        person: PersonId,
        /// Where.
        unit: UnitId,
        /// Which post.
        post: PostId,
        /// Last day.
        on: Date,
    },
    /// An election was recorded.
    ElectionRecorded {
        /// Its record.
        election: Election,
    },
    /// The unit above has to confirm whoever took a post up.
    ConfirmationAwaited {
        /// The holder.
        person: PersonId,
        /// Where.
        unit: UnitId,
        /// Which post.
        post: PostId,
        /// The unit above.
        by: UnitId,
        /// Its last day for it.
        until: Date,
        /// Whether the holder has the rights of the post until then.
        acts: bool,
        /// What silence means.
        silence: Silence,
    },
    /// The unit above confirmed a holder.
    HolderConfirmed {
        /// The holder.
        person: PersonId,
        /// Where.
        unit: UnitId,
        /// Which post.
        post: PostId,
        /// The unit above.
        by: UnitId,
        /// When.
        on: Date,
    },
    /// The unit above refused to confirm a holder.
    ConfirmationRefused {
        /// The holder.
        person: PersonId,
        /// Where.
        unit: UnitId,
        /// Which post.
        post: PostId,
        /// The unit above.
        by: UnitId,
        /// When.
        on: Date,
    },
    /// What there was to hand over went to the holder.
    HandedOver {
        /// The holder.
        person: PersonId,
        /// Where.
        unit: UnitId,
        /// Which post.
        post: PostId,
        /// When.
        on: Date,
    },
    /// The record of an election was struck.
    ElectionStruck {
        /// Where.
        unit: UnitId,
        /// To which post.
        post: PostId,
        /// Its number in the unit, from one.
        number: u32,
        /// The day on record.
        on: Date,
        /// Why it was struck.
        reason: DocumentId,
        /// Who held the post by it, and did not.
        ended: Vec<PersonId>,
        /// Who held it before, and does again.
        back: Vec<PersonId>,
    },
    /// The unit above took back that it had confirmed a holder.
    ConfirmationWithdrawn {
        /// Whose.
        person: PersonId,
        /// Where.
        unit: UnitId,
        /// Which post.
        post: PostId,
        /// Who has the word, and had said it.
        by: UnitId,
        /// Why.
        reason: DocumentId,
        /// When.
        on: Date,
    },
    /// The record that a post was handed over was struck.
    HandOverStruck {
        /// To whom it was said to be handed over.
        person: PersonId,
        /// Where.
        unit: UnitId,
        /// Which post.
        post: PostId,
        /// Why.
        reason: DocumentId,
    },
    /// That somebody took a post up was struck: they never held it.
    Struck {
        /// Who was on record as its holder.
        person: PersonId,
        /// Where.
        unit: UnitId,
        /// Which post.
        post: PostId,
        /// The first day on record.
        on: Date,
        /// Why.
        reason: DocumentId,
    },
    /// That somebody laid a post down was struck: they hold it still.
    LayingDownStruck {
        /// The holder.
        person: PersonId,
        /// Where.
        unit: UnitId,
        /// Which post.
        post: PostId,
        /// The last day on record.
        on: Date,
        /// Why.
        reason: DocumentId,
    },
    /// What had ended a post was struck: its holder has it still. Why stands with what was
    /// struck.
    Resumed {
        /// The holder.
        person: PersonId,
        /// Where.
        unit: UnitId,
        /// Which post.
        post: PostId,
        /// The last day on record.
        on: Date,
    },
}

names! {
    PostEvent {
        TakenUp = "post-taken-up",
        LaidDown = "post-laid-down",
        ElectionRecorded = "election-recorded",
        ConfirmationAwaited = "confirmation-awaited",
        HolderConfirmed = "holder-confirmed",
        ConfirmationRefused = "confirmation-refused",
        HandedOver = "post-handed-over",
        ElectionStruck = "election-struck",
        ConfirmationWithdrawn = "confirmation-withdrawn",
        HandOverStruck = "hand-over-struck",
        Struck = "post-struck",
        LayingDownStruck = "laying-down-struck",
        Resumed = "post-resumed",
    }
}

impl RoomEvent for PostEvent {
    #[expect(clippy::too_many_lines, reason = "a list, a line or a stanza a room")]
    fn apply(&self, state: &mut State) {
        let posts = &mut state.posts;
        match self {
            PostEvent::TakenUp {
                person,
                unit,
                post,
                on,
            } => posts.take_up(*person, *unit, *post, *on),
            PostEvent::LaidDown {
                person,
                unit,
                post,
                on,
            } => posts.lay_down(*person, *unit, *post, *on),
            PostEvent::ElectionRecorded { election } => posts.record(election),
            PostEvent::ConfirmationAwaited {
                person,
                unit,
                post,
                by,
                until,
                acts,
                silence,
            } => {
                let confirming = Confirming {
                    by: *by,
                    until: *until,
                    acts_until_then: *acts,
                    silence: *silence,
                    said: None,
                };
                posts.wait((*person, *unit, *post), &confirming);
            }
            PostEvent::HolderConfirmed {
                person,
                unit,
                post,
                on,
                ..
            } => posts.say((*person, *unit, *post), true, *on),
            PostEvent::ConfirmationRefused {
                person,
                unit,
                post,
                on,
                ..
            } => posts.say((*person, *unit, *post), false, *on),
            PostEvent::HandedOver {
                person,
                unit,
                post,
                on,
            } => posts.hand_over((*person, *unit, *post), *on),
            PostEvent::ElectionStruck {
                unit,
                post,
                number,
                on,
                reason,
                ended,
                back,
            } => {
                posts.strike_election(*unit, *number, *reason);
                posts.give_back((*unit, *post, *on), ended, back);
            }
            PostEvent::ConfirmationWithdrawn {
                person, unit, post, ..
            } => posts.unsay((*person, *unit, *post)),
            PostEvent::HandOverStruck {
                person, unit, post, ..
            } => posts.take_hand_over_back((*person, *unit, *post)),
            PostEvent::Struck {
                person,
                unit,
                post,
                on,
                ..
            } => posts.give_back((*unit, *post, *on), &[*person], &[]),
            PostEvent::LayingDownStruck {
                person,
                unit,
                post,
                on,
                ..
            }
            | PostEvent::Resumed {
                person,
                unit,
                post,
                on,
            } => posts.give_back((*unit, *post, *on), &[], &[*person]),
        }
    }

    fn touches(&self) -> Vec<Subject> {
        match self {
            PostEvent::TakenUp { person, unit, .. }
            | PostEvent::LaidDown { person, unit, .. }
            | PostEvent::HandedOver { person, unit, .. }
            | PostEvent::HandOverStruck { person, unit, .. }
            | PostEvent::Struck { person, unit, .. }
            | PostEvent::LayingDownStruck { person, unit, .. }
            | PostEvent::Resumed { person, unit, .. } => {
                vec![Subject::Person(*person), Subject::Unit(*unit)]
            }
            PostEvent::ConfirmationAwaited {
                person, unit, by, ..
            }
            | PostEvent::HolderConfirmed {
                person, unit, by, ..
            }
            | PostEvent::ConfirmationRefused {
                person, unit, by, ..
            }
            | PostEvent::ConfirmationWithdrawn {
                person, unit, by, ..
            } => vec![
                Subject::Person(*person),
                Subject::Unit(*unit),
                Subject::Unit(*by),
            ],
            PostEvent::ElectionRecorded { election } => {
                let stood = election.nominees.iter();
                stood
                    .map(|nominee| Subject::Person(nominee.person))
                    .chain([Subject::Unit(election.unit)])
                    .collect()
            }
            PostEvent::ElectionStruck {
                unit, ended, back, ..
            } => {
                let people = ended.iter().chain(back).copied();
                let mut touched: Vec<Subject> = people.map(Subject::Person).collect();
                touched.sort_unstable();
                touched.dedup();
                touched.push(Subject::Unit(*unit));
                touched
            }
        }
    }

    fn documents(&self) -> Vec<DocumentId> {
        match self {
            PostEvent::ElectionStruck { reason, .. }
            | PostEvent::ConfirmationWithdrawn { reason, .. }
            | PostEvent::HandOverStruck { reason, .. }
            | PostEvent::Struck { reason, .. }
            | PostEvent::LayingDownStruck { reason, .. } => vec![*reason],
            PostEvent::TakenUp { .. }
            | PostEvent::LaidDown { .. }
            | PostEvent::ElectionRecorded { .. }
            | PostEvent::ConfirmationAwaited { .. }
            | PostEvent::HolderConfirmed { .. }
            | PostEvent::ConfirmationRefused { .. }
            | PostEvent::HandedOver { .. }
            | PostEvent::Resumed { .. } => Vec::new(),
        }
    }
}
