//! Conferences: the list, one with its seats, its delegates, the list of their
//! codes that prints, the door, and the forms that call, send, replace and take back.

pub(crate) mod codes;
pub(crate) mod delegates;
pub(crate) mod door;
pub(crate) mod entering;
pub(crate) mod fill;
mod forms;
pub(crate) mod list;
pub(crate) mod lists;
pub(crate) mod proceedings;
pub(crate) mod routes;
pub(crate) mod scanned;
mod sending;
pub(crate) mod tried;

use askama::Template;

use crate::articles::ArticleNote;
use crate::forms::{Field, Guard, Refused};
use crate::frame::{Frame, Link};
use crate::listing::{Pager, Search};

/// One conference.
#[derive(Debug, Template)]
#[template(path = "conferences/show.html")]
pub struct ConferencePage {
    /// What stands around it.
    pub frame: Frame,
    /// What it is called.
    pub heading: String,
    /// Whose it is, when and where.
    pub about: String,
    /// Seats, how many were filled, how many came.
    pub counts: Vec<String>,
    /// That it was called off, and why.
    pub called_off: Option<String>,
    /// What the viewer may do, the main thing first.
    pub acts: Vec<Link>,
    /// The article.
    pub article: Option<ArticleNote>,
    /// How the seats came about, in a sentence.
    pub key: String,
    /// The search over the units.
    pub search: Search,
    /// The units that send delegates.
    pub units: Vec<SeatRow>,
    /// Which of them are shown.
    pub pager: Pager,
    /// The ways to the lists.
    pub lists: Vec<Link>,
    /// Directives that carry out what it asked for.
    pub followed: Vec<Link>,
}

/// The seats of a unit.
#[derive(Debug)]
pub struct SeatRow {
    /// The unit, and the way to its delegates.
    pub unit: Link,
    /// Its people on the key day.
    pub members: String,
    /// Its seats.
    pub seats: String,
    /// How many of them are filled, and since when.
    pub filled: String,
    /// What the viewer may do.
    pub act: Option<Link>,
}

/// The list of codes, to be printed and given out.
#[derive(Debug, Template)]
#[template(path = "conferences/credentials.html")]
pub struct CredentialsPage {
    /// What stands around it.
    pub frame: Frame,
    /// What it is.
    pub heading: String,
    /// Of which conference.
    pub conference: Link,
    /// When and where.
    pub about: String,
    /// The units with their delegates.
    pub units: Vec<CredentialsOfUnit>,
    /// Which delegates are shown.
    pub pager: Pager,
}

/// The delegates of one unit with their codes.
#[derive(Debug)]
pub struct CredentialsOfUnit {
    /// The unit.
    pub unit: String,
    /// Name and code of each.
    pub rows: Vec<(String, String)>,
}

/// The door.
#[derive(Debug, Template)]
#[template(path = "conferences/door.html")]
pub struct DoorPage {
    /// What stands around it.
    pub frame: Frame,
    /// What it is.
    pub heading: String,
    /// Of which conference.
    pub conference: Link,
    /// How many are in.
    pub about: String,
    /// The article.
    pub article: Option<ArticleNote>,
    /// What stands in the way, after a refusal.
    pub refused: Option<Refused>,
    /// Where the form goes.
    pub action: String,
    /// What guards it.
    pub guard: Guard,
    /// The code, and the day.
    pub fields: Vec<Field>,
    /// What guards the form for many at once.
    pub guard_of_many: Guard,
    /// Codes of many, and the day.
    pub many: Vec<Field>,
}

/// What a conference did, and who was there.
#[derive(Debug, Template)]
#[template(path = "conferences/proceedings.html")]
pub struct ProceedingsPage {
    /// What stands around it.
    pub frame: Frame,
    /// What it is.
    pub heading: String,
    /// Of which conference.
    pub conference: Link,
    /// When.
    pub about: String,
    /// What the viewer may do, the main thing first.
    pub acts: Vec<Link>,
    /// The article.
    pub article: Option<ArticleNote>,
    /// What was entered, in the order of the record.
    pub items: Vec<ItemRow>,
    /// Who attended, in the order in which it is printed.
    pub attendance: Vec<AttendanceRow>,
    /// Which lines of it are shown.
    pub pager: Pager,
}

/// Something entered at a conference.
#[derive(Debug)]
pub struct ItemRow {
    /// Its number, by which the page is entered at it.
    pub number: u32,
    /// What it is called.
    pub title: String,
    /// What it is, its number, its day, where it stands, from and to whom.
    pub about: String,
    /// Its text.
    pub text: Option<String>,
    /// That it was struck, and why.
    pub struck: Option<String>,
    /// The votes on it with their figures, and what strikes each.
    pub votes: Vec<(String, Option<Link>)>,
    /// The directives that came of it.
    pub followed: Vec<Link>,
    /// What the viewer may do.
    pub acts: Vec<Link>,
}

/// A line of attendance.
#[derive(Debug)]
pub struct AttendanceRow {
    /// By name where the viewer may know them.
    pub name: String,
    /// The way to their page, where the viewer may know them.
    pub href: Option<String>,
    /// In which capacity, with the posts of the first day.
    pub about: String,
}
