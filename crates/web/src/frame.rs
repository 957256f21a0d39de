//! What stands around every page: the head, the way through the site, and
//! what has just been done.

use askama::Template;
use askama::filters::HtmlSafe;
use jiff::civil::Date;

use crate::forms::Guard;

/// A place to go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The words one follows.
    pub text: String,
    /// The address.
    pub href: String,
}

impl Link {
    /// A link of these words to this address.
    #[must_use]
    pub fn new(text: impl Into<String>, href: impl Into<String>) -> Link {
        Link {
            text: text.into(),
            href: href.into(),
        }
    }
}

/// The rooms of the site, for the menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// What is due.
    Home,
    /// The tree of units.
    Units,
    /// People.
    People,
    /// What was decided for the units beneath.
    Directives,
    /// Gatherings across units.
    Conferences,
    /// What is owed upward.
    Reports,
    /// The units one looks after.
    Area,
    /// Courses and their sessions.
    Study,
    /// Awards to units.
    Awards,
    /// Affiliated bodies.
    Bodies,
    /// Findings and the plan.
    Findings,
    /// The charter.
    Charter,
    /// What was done.
    Journal,
    /// What is published of the past.
    Bulletins,
    /// The viewer's own account.
    Account,
}

impl Room {
    /// The rooms in the order of the menu.
    pub const ALL: &[Room] = &[
        Room::Home,
        Room::Units,
        Room::People,
        Room::Directives,
        Room::Conferences,
        Room::Reports,
        Room::Area,
        Room::Study,
        Room::Awards,
        Room::Bodies,
        Room::Findings,
        Room::Charter,
        Room::Journal,
        Room::Bulletins,
        Room::Account,
    ];

    /// Its name in the menu.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Room::Home => "Home",
            Room::Units => "Units",
            Room::People => "People",
            Room::Directives => "Directives",
            Room::Conferences => "Conferences",
            Room::Reports => "Reports",
            Room::Area => "Where help is needed",
            Room::Study => "Study",
            Room::Awards => "Awards",
            Room::Bodies => "Other bodies",
            Room::Findings => "Findings",
            Room::Charter => "Charter",
            Room::Journal => "Journal",
            Room::Bulletins => "Bulletins",
            Room::Account => "Account",
        }
    }

    /// Its address.
    #[must_use]
    pub fn href(self) -> &'static str {
        match self {
            Room::Home => "/",
            Room::Units => "/units",
            Room::People => "/people",
            Room::Directives => "/directives",
            Room::Conferences => "/conferences",
            Room::Reports => "/reports",
            Room::Area => "/area",
            Room::Study => "/study",
            Room::Awards => "/awards",
            Room::Bodies => "/bodies",
            Room::Findings => "/findings",
            Room::Charter => "/charter",
            Room::Journal => "/journal",
            Room::Bulletins => "/bulletins",
            Room::Account => "/account",
        }
    }
}

/// Rooms that stand together in the menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What they are together, in the reader's words; of one that stands alone, its name.
    pub title: &'static str,
    /// The rooms of it that the viewer may enter; never none.
    pub rooms: Vec<Room>,
    /// Whether the page belongs to one of them.
    pub here: bool,
}

/// The groups of the menu in their order, each with its rooms in theirs.
const GROUPS: &[(&str, &[Room])] = &[
    ("Home", &[Room::Home]),
    (
        "Organisation",
        &[
            Room::Units,
            Room::People,
            Room::Area,
            Room::Findings,
            Room::Bodies,
        ],
    ),
    (
        "Work",
        &[
            Room::Directives,
            Room::Reports,
            Room::Conferences,
            Room::Study,
            Room::Awards,
        ],
    ),
    (
        "Rules and record",
        &[Room::Charter, Room::Bulletins, Room::Journal],
    ),
    ("Account", &[Room::Account]),
];

impl Group {
    /// The room the group leads to: its first.
    #[must_use]
    pub fn href(&self) -> &'static str {
        self.rooms.first().map_or("/", |room| room.href())
    }

    /// Whether it stands alone, with nothing under it.
    #[must_use]
    pub fn is_alone(&self) -> bool {
        self.rooms.len() == 1
    }

    /// Its name, or that of the only room in it.
    #[must_use]
    pub fn words(&self) -> &'static str {
        match self.rooms.as_slice() {
            [room] => room.title(),
            _ => self.title,
        }
    }
}

/// What stands around a page.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Title of the page, for the window and the history.
    pub title: String,
    /// Name of the organisation.
    pub organisation: String,
    /// Who is signed in; none before signing in.
    pub viewer: Option<Link>,
    /// The rooms the viewer may enter, in the order of the menu; empty before signing in.
    pub rooms: Vec<Room>,
    /// The room this page belongs to.
    pub room: Option<Room>,
    /// The way from the top down to here, without this page itself.
    pub path: Vec<Link>,
    /// Whether the organisation is made up.
    pub made_up: bool,
    /// The day the page speaks of, where that is not today.
    pub past: Option<Past>,
    /// The field by which the page is asked for as of another day.
    pub as_of: Option<AsOf>,
    /// What has just been done, after a form was sent.
    pub done: Option<Done>,
    /// Address of the style sheet, with a mark that changes when it does.
    pub style: String,
}

impl Frame {
    /// Whether this page belongs to the room.
    #[must_use]
    pub fn here(&self, room: &Room) -> bool {
        self.room == Some(*room)
    }

    /// Whether the page shows a stranger the way to sign in; the page of the door itself need not.
    #[must_use]
    pub fn has_door(&self) -> bool {
        self.viewer.is_none() && self.title != "Sign in"
    }

    /// The rooms that may be entered, in their groups.
    #[must_use]
    pub fn groups(&self) -> Vec<Group> {
        let open = GROUPS.iter().map(|(title, rooms)| {
            let rooms = rooms.iter().copied();
            let rooms: Vec<Room> = rooms.filter(|room| self.rooms.contains(room)).collect();
            Group {
                title,
                here: rooms.iter().any(|room| self.here(room)),
                rooms,
            }
        });
        open.filter(|group| !group.rooms.is_empty()).collect()
    }
}

/// A day in the past that a page speaks of.
#[derive(Clone, Debug)]
pub struct Past {
    /// The day, in full.
    pub on: String,
    /// Address of the same page as it is today.
    pub today: String,
}

/// The field by which a page is asked for as of another day.
#[derive(Clone, Debug, Template)]
#[template(path = "pieces/as_of.html")]
pub struct AsOf {
    /// The page's own address.
    pub action: String,
    /// What else the address says: names and values.
    pub keeps: Vec<(String, String)>,
    /// The label of the field.
    pub label: &'static str,
    /// The day that is shown, as `2017-12-26`.
    pub on: String,
    /// The last day that can be asked for: today.
    pub max: String,
}

impl AsOf {
    /// The field for the page at an address, with what that address asks for.
    pub(crate) fn of(address: &str, today: Date) -> AsOf {
        let (action, asked) = address.split_once('?').unwrap_or((address, ""));
        let keeps = asked.split('&').filter_map(|it| it.split_once('='));
        AsOf {
            action: action.to_owned(),
            keeps: keeps
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
            label: "As it stood on",
            on: String::new(),
            max: today.to_string(),
        }
    }
}

impl HtmlSafe for AsOf {}

/// What has just been done, and the act that takes it back.
#[derive(Clone, Debug)]
pub struct Done {
    /// What changed, in a sentence.
    pub text: String,
    /// The way to take it back.
    pub undo: Option<Undo>,
}

/// An act that takes back the one before.
#[derive(Clone, Debug)]
pub enum Undo {
    /// Through a page that asks for more, such as a reason.
    Page(Link),
    /// At once, through a form of one button.
    Act {
        /// The words on the button.
        text: String,
        /// Where the form goes.
        action: String,
        /// What guards it.
        guard: Guard,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_room_stands_in_one_group_of_the_menu() {
        let grouped: Vec<Room> = GROUPS
            .iter()
            .flat_map(|(_, rooms)| *rooms)
            .copied()
            .collect();
        for room in Room::ALL {
            let times = grouped.iter().filter(|it| *it == room).count();
            assert_eq!(times, 1, "{room:?}");
        }
        assert_eq!(grouped.len(), Room::ALL.len());
    }
}
