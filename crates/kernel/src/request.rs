//! What is asked of the organisation, and what has happened in it: one line a
//! room. What a room can be asked and what happens in it stands in the room.

use jiff::civil::Date;

use crate::acts;
use crate::awards::{AwardCommand, AwardEvent};
use crate::bodies::{BodyCommand, BodyEvent};
use crate::bulletins::{BulletinCommand, BulletinEvent};
use crate::charters::{AdoptCharter, CharterEvent};
use crate::conferences::{ConferenceCommand, ConferenceEvent};
use crate::directives::{DirectiveCommand, DirectiveEvent};
use crate::dues::{DuesCommand, DuesEvent};
use crate::ids::{DirectiveId, DocumentId, MeetingId, PersonId, PetitionId, UnitId};
use crate::meetings::{MeetingCommand, MeetingEvent};
use crate::members::{MemberCommand, MemberEvent};
use crate::petitions::{PetitionCommand, PetitionEvent};
use crate::posts::{PostCommand, PostEvent};
use crate::procedures::{ProcedureCommand, ProcedureEvent};
use crate::refusal::Refusal;
use crate::register::EnterRegister;
use crate::reports::{ReportCommand, ReportEvent};
use crate::rooms::{RoomCommand, RoomEvent};
use crate::state::State;
use crate::study::{StudyCommand, StudyEvent};
use crate::units::{UnitCommand, UnitEvent};
use crate::visits::{VisitCommand, VisitEvent};

/// Who commands, and as viewer who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Actor {
    /// Whoever may read the data folder itself: founds, imports, repairs.
    Operator,
    /// Anybody from outside, nobody knows who. No right is theirs: they may ask
    /// where a charter lets everybody ask, and look after what they asked.
    Public,
    /// A person, with the rights of their posts and membership.
    Person(PersonId),
}

impl Actor {
    /// The person who acts; none for the operator.
    #[must_use]
    pub fn person(self) -> Option<PersonId> {
        match self {
            Actor::Operator | Actor::Public => None,
            Actor::Person(person) => Some(person),
        }
    }
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

/// Everything that can be commanded: the rooms, and several commands as one act.
macro_rules! commands {
    ($($room:ident($commands:ident),)+) => {
        /// Everything that can be commanded.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Command {
            $(
                #[doc = concat!("See [`", stringify!($commands), "`].")]
                $room($commands),
            )+
            /// Several commands, carried out in order as one act: all of them or none.
            Act(Vec<Command>),
        }

        impl Command {
            /// The names of all commands, room by room.
            pub fn names() -> impl Iterator<Item = &'static str> {
                let rooms: [&[&str]; _] = [$($commands::NAMES,)+ &["act"]];
                rooms.into_iter().flatten().copied()
            }

            /// Its name, which lasts.
            #[must_use]
            pub fn name(&self) -> &'static str {
                match self {
                    $(Command::$room(it) => it.name(),)+
                    Command::Act(_) => "act",
                }
            }

            /// The texts somebody wrote in it, in the order in which the events number them.
            #[must_use]
            pub fn writings(&self) -> Vec<&str> {
                match self {
                    $(Command::$room(it) => it.writings(),)+
                    Command::Act(commands) => {
                        commands.iter().flat_map(Command::writings).collect()
                    }
                }
            }

            pub(crate) fn decide(
                &self,
                state: &State,
                request: &Request,
            ) -> Result<Vec<Event>, Refusal> {
                match self {
                    $(Command::$room(it) => it.decide(state, request),)+
                    Command::Act(commands) => acts::decide(state, request, commands),
                }
            }
        }

        $(
            impl From<$commands> for Command {
                fn from(it: $commands) -> Command {
                    Command::$room(it)
                }
            }
        )+
    };
}

commands! {
    AdoptCharter(AdoptCharter),
    Unit(UnitCommand),
    Member(MemberCommand),
    Post(PostCommand),
    Meeting(MeetingCommand),
    Directive(DirectiveCommand),
    Report(ReportCommand),
    Award(AwardCommand),
    Body(BodyCommand),
    Conference(ConferenceCommand),
    Study(StudyCommand),
    Visit(VisitCommand),
    Bulletin(BulletinCommand),
    Petition(PetitionCommand),
    Procedure(ProcedureCommand),
    Dues(DuesCommand),
    EnterRegister(EnterRegister),
}

/// What has happened, room by room.
macro_rules! events {
    ($($room:ident($events:ident),)+) => {
        /// What has happened. An event carries outcomes, so that a rule corrected
        /// tomorrow does not rewrite yesterday.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Event {
            $(
                #[doc = concat!("See [`", stringify!($events), "`].")]
                $room($events),
            )+
        }

        impl Event {
            /// The names of all events, room by room.
            pub fn names() -> impl Iterator<Item = &'static str> {
                let rooms: [&[&str]; _] = [$($events::NAMES,)+];
                rooms.into_iter().flatten().copied()
            }

            /// Its name, which lasts.
            #[must_use]
            pub fn name(&self) -> &'static str {
                match self {
                    $(Event::$room(it) => it.name(),)+
                }
            }

            /// The texts it numbers, in the order of [`Command::writings`].
            #[must_use]
            pub fn documents(&self) -> Vec<DocumentId> {
                match self {
                    $(Event::$room(it) => it.documents(),)+
                }
            }

            /// Everything it touches, so that the history of a thing can be found again.
            #[must_use]
            pub fn touches(&self) -> Vec<Subject> {
                match self {
                    $(Event::$room(it) => it.touches(),)+
                }
            }

            pub(crate) fn apply(&self, state: &mut State) {
                match self {
                    $(Event::$room(it) => it.apply(state),)+
                }
            }
        }

        $(
            impl From<$events> for Event {
                fn from(it: $events) -> Event {
                    Event::$room(it)
                }
            }
        )+
    };
}

events! {
    Charter(CharterEvent),
    Unit(UnitEvent),
    Member(MemberEvent),
    Post(PostEvent),
    Meeting(MeetingEvent),
    Directive(DirectiveEvent),
    Report(ReportEvent),
    Award(AwardEvent),
    Body(BodyEvent),
    Conference(ConferenceEvent),
    Study(StudyEvent),
    Visit(VisitEvent),
    Bulletin(BulletinEvent),
    Petition(PetitionEvent),
    Procedure(ProcedureEvent),
    Dues(DuesEvent),
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
    /// A directive.
    Directive(DirectiveId),
    /// A petition.
    Petition(PetitionId),
}
