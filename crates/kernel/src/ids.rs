//! Numbers by which the organisation's things are known. They are given out
//! in order by counters in the state and are never used twice.

use std::fmt;

macro_rules! number {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// The row of a thing in its columns.
            #[must_use]
            pub fn index(self) -> usize {
                // A u32 always fits: every machine this runs on has at least 32-bit addresses.
                self.0 as usize
            }
        }

        impl From<u32> for $name {
            fn from(number: u32) -> $name {
                $name(number)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

number!(
    /// A person: a pseudonym. Who it is stands on a card, outside the kernel.
    PersonId
);
number!(
    /// A unit of the tree.
    UnitId
);
number!(
    /// A meeting that was called or recorded.
    MeetingId
);
number!(
    /// A decision that was handed down.
    DirectiveId
);
number!(
    /// A unit proposed for an award, and what came of it.
    AwardId
);
number!(
    /// A visit to a unit.
    VisitId
);
number!(
    /// Something that was asked of a unit, by the number that people quote: the first is one.
    PetitionId
);
number!(
    /// A procedure that was opened.
    ProceedingId
);
number!(
    /// A session of a course.
    SessionId
);
number!(
    /// A conference that was called.
    ConferenceId
);
number!(
    /// An affiliated body on a register.
    BodyId
);
number!(
    /// A bulletin.
    BulletinId
);
number!(
    /// A text that somebody wrote: a resolution, a reason. Its words are kept outside the kernel.
    DocumentId
);

impl PersonId {
    /// The number of the person after `count` others.
    pub(crate) fn after(count: usize) -> PersonId {
        PersonId(u32::try_from(count).unwrap_or(u32::MAX))
    }
}

impl UnitId {
    /// The number of the unit after `count` others.
    pub(crate) fn after(count: usize) -> UnitId {
        UnitId(u32::try_from(count).unwrap_or(u32::MAX))
    }
}

impl MeetingId {
    /// The number of the meeting after `count` others.
    pub(crate) fn after(count: usize) -> MeetingId {
        MeetingId(u32::try_from(count).unwrap_or(u32::MAX))
    }
}

impl DirectiveId {
    /// The number of the directive after `count` others.
    pub(crate) fn after(count: usize) -> DirectiveId {
        DirectiveId(u32::try_from(count).unwrap_or(u32::MAX))
    }
}

impl AwardId {
    /// The number of the proposal after `count` others.
    pub(crate) fn after(count: usize) -> AwardId {
        AwardId(u32::try_from(count).unwrap_or(u32::MAX))
    }
}

impl PetitionId {
    /// The number of the petition after `count` others: people count from one.
    pub(crate) fn after(count: usize) -> PetitionId {
        let number = count.saturating_add(1);
        PetitionId(u32::try_from(number).unwrap_or(u32::MAX))
    }

    /// Its row in its columns; none for nought, which no petition is.
    #[must_use]
    pub(crate) fn row(self) -> Option<usize> {
        self.index().checked_sub(1)
    }
}

impl BodyId {
    /// The number of the body after `count` others.
    pub(crate) fn after(count: usize) -> BodyId {
        BodyId(u32::try_from(count).unwrap_or(u32::MAX))
    }
}
