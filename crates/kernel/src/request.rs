//! What is asked of the organisation, and what has happened in it.

use std::sync::Arc;

use charter::{Charter, GradeId, LevelId, MeetingKindId, PostId};
use jiff::civil::Date;

use crate::ids::{DocumentId, MeetingId, PersonId, UnitId};
use crate::{charters, meetings, members, posts, register, units};

/// Who commands, and as viewer who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Actor {
    /// Whoever may read the data folder itself: founds, imports, repairs.
    Operator,
    /// A person, with the rights of their posts and membership.
    Person(PersonId),
}

/// One command with everything the kernel may know about its circumstances.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// Who commands.
    pub actor: Actor,
    /// The day on which the desk took it.
    pub today: Date,
    /// What is commanded.
    pub command: Command,
}

/// Everything that can be commanded.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// See [`charters::AdoptCharter`].
    AdoptCharter(charters::AdoptCharter),
    /// See [`units::FoundUnit`].
    FoundUnit(units::FoundUnit),
    /// See [`units::RenameUnit`].
    RenameUnit(units::RenameUnit),
    /// See [`units::MoveUnit`].
    MoveUnit(units::MoveUnit),
    /// See [`units::SplitUnit`].
    SplitUnit(units::SplitUnit),
    /// See [`units::MergeUnits`].
    MergeUnits(units::MergeUnits),
    /// See [`units::FormCommittee`].
    FormCommittee(units::FormCommittee),
    /// See [`units::DissolveUnit`].
    DissolveUnit(units::DissolveUnit),
    /// Gives a number to a person who belongs to no unit yet.
    RegisterPerson,
    /// See [`members::AdmitMember`].
    AdmitMember(members::AdmitMember),
    /// See [`members::PromoteMember`].
    PromoteMember(members::PromoteMember),
    /// See [`members::TransferMember`].
    TransferMember(members::TransferMember),
    /// See [`members::Leave`].
    Leave(members::Leave),
    /// See [`posts::TakeUpPost`].
    TakeUpPost(posts::TakeUpPost),
    /// See [`posts::LayDownPost`].
    LayDownPost(posts::LayDownPost),
    /// See [`meetings::CallMeeting`].
    CallMeeting(meetings::CallMeeting),
    /// See [`meetings::RecordMeeting`].
    RecordMeeting(meetings::RecordMeeting),
    /// See [`meetings::CorrectMeeting`].
    CorrectMeeting(meetings::CorrectMeeting),
    /// See [`register::EnterRegister`].
    EnterRegister(register::EnterRegister),
    /// Several commands, carried out in order as one act: all of them or none.
    Act(Vec<Command>),
}

impl Command {
    /// The texts somebody wrote in it, in the order in which the events number them.
    #[must_use]
    pub fn writings(&self) -> Vec<&str> {
        match self {
            Command::RecordMeeting(it) => it.resolutions.iter().map(String::as_str).collect(),
            Command::CorrectMeeting(it) => std::iter::once(it.reason.as_str())
                .chain(it.resolutions.iter().map(String::as_str))
                .collect(),
            Command::Act(commands) => commands.iter().flat_map(Command::writings).collect(),
            Command::AdoptCharter(_)
            | Command::FoundUnit(_)
            | Command::RenameUnit(_)
            | Command::MoveUnit(_)
            | Command::SplitUnit(_)
            | Command::MergeUnits(_)
            | Command::FormCommittee(_)
            | Command::DissolveUnit(_)
            | Command::RegisterPerson
            | Command::AdmitMember(_)
            | Command::PromoteMember(_)
            | Command::TransferMember(_)
            | Command::Leave(_)
            | Command::TakeUpPost(_)
            | Command::LayDownPost(_)
            | Command::CallMeeting(_)
            | Command::EnterRegister(_) => Vec::new(),
        }
    }
}

/// What has happened. An event carries outcomes, so that a rule corrected
/// tomorrow does not rewrite yesterday.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// An edition of the charter came into force.
    CharterAdopted {
        /// The edition.
        charter: Arc<Charter>,
        /// SHA-256 of its text, by which the text is found.
        sha256: [u8; 32],
        /// First day in force.
        from: Date,
    },
    /// A unit was founded.
    UnitFounded {
        /// Its number.
        unit: UnitId,
        /// Its code, unique among all units that ever were.
        code: String,
        /// Its level.
        level: LevelId,
        /// Its name.
        name: String,
        /// What it stands under; none for the top.
        parent: Option<UnitId>,
        /// When.
        on: Date,
    },
    /// A unit took another name.
    UnitRenamed {
        /// The unit.
        unit: UnitId,
        /// Its new name.
        name: String,
        /// First day of the name.
        on: Date,
    },
    /// A unit was put under another parent.
    UnitMoved {
        /// The unit.
        unit: UnitId,
        /// Its new parent.
        parent: UnitId,
        /// When.
        on: Date,
    },
    /// A unit became a unit of another level.
    UnitLevelChanged {
        /// The unit.
        unit: UnitId,
        /// Its new level.
        level: LevelId,
        /// When.
        on: Date,
    },
    /// One unit came out of another, wholly or in part.
    UnitDescended {
        /// Where its people came from.
        from: UnitId,
        /// Where they went.
        to: UnitId,
        /// How.
        how: units::Descent,
        /// When.
        on: Date,
    },
    /// The day a unit was founded was written down wrongly.
    FoundingCorrected {
        /// The unit.
        unit: UnitId,
        /// The day it was really founded.
        on: Date,
    },
    /// A unit ceased to be. Its record stays.
    UnitDissolved {
        /// The unit.
        unit: UnitId,
        /// When.
        on: Date,
    },
    /// A person was given a number.
    PersonRegistered {
        /// The number.
        person: PersonId,
    },
    /// A person became a member of a base unit.
    MemberAdmitted {
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
    MemberPromoted {
        /// The person.
        person: PersonId,
        /// The base unit, so that the unit's history shows it.
        unit: UnitId,
        /// The new grade.
        grade: GradeId,
        /// When.
        on: Date,
    },
    /// A member went over to another base unit.
    MemberTransferred {
        /// The person.
        person: PersonId,
        /// From here.
        from: UnitId,
        /// To here.
        to: UnitId,
        /// When.
        on: Date,
    },
    /// A member left.
    MemberLeft {
        /// The person.
        person: PersonId,
        /// The base unit they left.
        unit: UnitId,
        /// When.
        on: Date,
    },
    /// A post was taken up.
    PostTakenUp {
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
    PostLaidDown {
        /// The former holder.
        person: PersonId,
        /// Where.
        unit: UnitId,
        /// Which post.
        post: PostId,
        /// Last day.
        on: Date,
    },
    /// A meeting was called.
    MeetingCalled {
        /// Its number.
        meeting: MeetingId,
        /// The unit.
        unit: UnitId,
        /// Its kind.
        kind: MeetingKindId,
        /// The day it is called for.
        on: Date,
    },
    /// A meeting was recorded.
    MeetingRecorded {
        /// Its number.
        meeting: MeetingId,
        /// The record.
        record: meetings::MeetingRecord,
    },
    /// The record of a meeting was corrected.
    MeetingCorrected {
        /// Its number.
        meeting: MeetingId,
        /// Why, in words.
        reason: DocumentId,
        /// The record that takes the place of the old one.
        record: meetings::MeetingRecord,
    },
}

impl Event {
    /// The texts it numbers, in the order of [`Command::writings`].
    #[must_use]
    pub fn documents(&self) -> Vec<DocumentId> {
        match self {
            Event::MeetingRecorded { record, .. } => record.resolutions.clone(),
            Event::MeetingCorrected { reason, record, .. } => std::iter::once(*reason)
                .chain(record.resolutions.iter().copied())
                .collect(),
            Event::CharterAdopted { .. }
            | Event::UnitFounded { .. }
            | Event::UnitRenamed { .. }
            | Event::UnitMoved { .. }
            | Event::UnitLevelChanged { .. }
            | Event::UnitDescended { .. }
            | Event::FoundingCorrected { .. }
            | Event::UnitDissolved { .. }
            | Event::PersonRegistered { .. }
            | Event::MemberAdmitted { .. }
            | Event::JoiningCorrected { .. }
            | Event::MemberPromoted { .. }
            | Event::MemberTransferred { .. }
            | Event::MemberLeft { .. }
            | Event::PostTakenUp { .. }
            | Event::PostLaidDown { .. }
            | Event::MeetingCalled { .. } => Vec::new(),
        }
    }

    /// Everything it touches, so that the history of a thing can be found again.
    #[must_use]
    pub fn touches(&self) -> Vec<Subject> {
        use Subject::{Charter, Meeting, Person, Unit};
        match self {
            Event::CharterAdopted { .. } => vec![Charter],
            Event::UnitFounded { unit, parent, .. } => std::iter::once(Unit(*unit))
                .chain(parent.map(Unit))
                .collect(),
            Event::UnitMoved { unit, parent, .. } => vec![Unit(*unit), Unit(*parent)],
            Event::UnitRenamed { unit, .. }
            | Event::UnitLevelChanged { unit, .. }
            | Event::FoundingCorrected { unit, .. }
            | Event::UnitDissolved { unit, .. } => vec![Unit(*unit)],
            Event::UnitDescended { from, to, .. } => vec![Unit(*from), Unit(*to)],
            Event::PersonRegistered { person } => vec![Person(*person)],
            Event::MemberTransferred {
                person, from, to, ..
            } => {
                vec![Person(*person), Unit(*from), Unit(*to)]
            }
            Event::MemberAdmitted { person, unit, .. }
            | Event::JoiningCorrected { person, unit, .. }
            | Event::MemberPromoted { person, unit, .. }
            | Event::MemberLeft { person, unit, .. }
            | Event::PostTakenUp { person, unit, .. }
            | Event::PostLaidDown { person, unit, .. } => vec![Person(*person), Unit(*unit)],
            Event::MeetingCalled { meeting, unit, .. } => vec![Meeting(*meeting), Unit(*unit)],
            Event::MeetingRecorded { meeting, record }
            | Event::MeetingCorrected {
                meeting, record, ..
            } => {
                vec![Meeting(*meeting), Unit(record.unit)]
            }
        }
    }
}

/// What an event can touch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// The charter.
    Charter,
    /// A unit.
    Unit(UnitId),
    /// A person.
    Person(PersonId),
    /// A meeting.
    Meeting(MeetingId),
}
