//! What every room has in common: a command of it is decided and an event of
//! it is applied, each has one lasting name, and [`crate::request`] knows a
//! room by one line.

use crate::ids::DocumentId;
use crate::refusal::Refusal;
use crate::request::{Event, Request, Subject};
use crate::state::State;

/// What is commanded of one room.
pub(crate) trait RoomCommand {
    /// The events it causes, or why it is refused. Changes nothing.
    fn decide(&self, state: &State, request: &Request) -> Result<Vec<Event>, Refusal>;

    /// The texts somebody wrote in it, in the order in which the events number them.
    fn writings(&self) -> Vec<&str> {
        Vec::new()
    }
}

/// What has happened in one room.
pub(crate) trait RoomEvent {
    /// Applies it. Judges nothing and cannot refuse.
    fn apply(&self, state: &mut State);

    /// Everything it touches.
    fn touches(&self) -> Vec<Subject>;

    /// The texts it numbers, in the order of [`RoomCommand::writings`].
    fn documents(&self) -> Vec<DocumentId> {
        Vec::new()
    }
}

/// Gives every variant its name. The list is whole because the match is.
macro_rules! names {
    ($room:ident { $($variant:ident = $name:literal,)+ }) => {
        impl $room {
            /// Every name, in the order of the variants.
            pub const NAMES: &'static [&'static str] = &[$($name),+];

            /// Its name, which lasts: records, figures and documents go by it.
            #[must_use]
            pub const fn name(&self) -> &'static str {
                match self {
                    $($room::$variant { .. } => $name,)+
                }
            }
        }
    };
}

/// The commands of a room, a line each: its name, what it holds, who decides it.
macro_rules! commands {
    (
        $(#[$doc:meta])*
        $room:ident in $door:ident {
            $($variant:ident($command:ident) = $name:literal by $decide:path,)+
        }
        $(writings $writings:expr;)?
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum $room {
            $(
                #[doc = concat!("See [`", stringify!($command), "`].")]
                $variant($command),
            )+
        }

        crate::rooms::names! { $room { $($variant = $name,)+ } }

        impl crate::rooms::RoomCommand for $room {
            fn decide(
                &self,
                state: &crate::state::State,
                request: &crate::request::Request,
            ) -> Result<Vec<crate::request::Event>, crate::refusal::Refusal> {
                match self {
                    $($room::$variant(it) => $decide(state, request, it),)+
                }
            }

            $(
                fn writings(&self) -> Vec<&str> {
                    $writings(self)
                }
            )?
        }

        $(
            impl From<$command> for crate::request::Command {
                fn from(it: $command) -> crate::request::Command {
                    crate::request::Command::$door($room::$variant(it))
                }
            }
        )+
    };
}

/// The one command of a room that has no more.
macro_rules! command {
    ($command:ident = $name:literal by $decide:path) => {
        impl $command {
            /// Every name of a command of this room.
            pub const NAMES: &'static [&'static str] = &[$name];

            /// Its name, which lasts.
            #[must_use]
            pub const fn name(&self) -> &'static str {
                $name
            }
        }

        impl crate::rooms::RoomCommand for $command {
            fn decide(
                &self,
                state: &crate::state::State,
                request: &crate::request::Request,
            ) -> Result<Vec<crate::request::Event>, crate::refusal::Refusal> {
                $decide(state, request, self)
            }
        }
    };
}

pub(crate) use {command, commands, names};
