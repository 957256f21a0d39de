//! Meetings: call one, record one, show, print and correct it.

mod attendance;
pub(crate) mod calling_off;
mod fill;
pub(crate) mod list;
pub(crate) mod recording;
pub(crate) mod routes;
pub(crate) mod year;

use askama::Template;

use crate::articles::ArticleNote;
use crate::forms::{Field, Guard, Refused};
use crate::frame::{Frame, Link};

/// The form that records a meeting, or corrects the record of one.
///
/// It sends `kind`, `held_on`, `shown` once for each person on the roll it
/// shows, `present` once for each person ticked,
/// `resolutions` with one a line and, for a correction, `reason`.
#[derive(Debug, Template)]
#[template(path = "meetings/record.html")]
pub struct RecordMeetingPage {
    /// What stands around it.
    pub frame: Frame,
    /// What is done: `Record the assembly`.
    pub heading: String,
    /// The unit, or what else has to be said under the heading.
    pub about: String,
    /// Where the form goes.
    pub action: String,
    /// What guards it.
    pub guard: Guard,
    /// What stands in the way, after a refusal.
    pub refused: Option<Refused>,
    /// Fields before the roll: the kind where there are several, the day.
    pub fields: Vec<Field>,
    /// Everybody who may attend, in the order of the roll.
    pub roll: Vec<Attendee>,
    /// How many are needed, in the charter's terms: `15 of 22 are needed.`
    pub quorum: Option<String>,
    /// Fields after the roll: the resolutions and, for a correction, the reason.
    pub more: Vec<Field>,
    /// The words on the button.
    pub submit: String,
    /// The article that asks for the meeting.
    pub article: Option<ArticleNote>,
}

/// Somebody who may attend.
#[derive(Debug)]
pub struct Attendee {
    /// Number of the person, as sent.
    pub id: u32,
    /// Name.
    pub name: String,
    /// Grade and posts, where they help to tell people apart.
    pub about: String,
    /// Whether ticked as present.
    pub present: bool,
}

/// A meeting: called, or held and recorded. It prints as an attendance list or
/// as minutes.
#[derive(Debug, Template)]
#[template(path = "meetings/show.html")]
pub struct MeetingPage {
    /// What stands around it.
    pub frame: Frame,
    /// What it is: `Assembly, 27 October 2026`.
    pub heading: String,
    /// The unit.
    pub unit: Link,
    /// How far away it is, and where it stands: called, recorded, corrected.
    pub about: String,
    /// Whether it has been held, so that attendance is a fact and not a list to fill in.
    pub held: bool,
    /// Attendance and quorum, in a sentence.
    pub attendance: Option<String>,
    /// Those who were present, or who may come; empty for a viewer who may not see names.
    pub present: Vec<Link>,
    /// Those who were absent.
    pub absent: Vec<Link>,
    /// Why names are not shown, in a sentence.
    pub closed: Option<String>,
    /// What was resolved.
    pub resolutions: Vec<String>,
    /// Directives that stand on its agenda.
    pub agenda: Vec<Link>,
    /// Directives that carry out what it resolved.
    pub followed: Vec<Link>,
    /// Earlier records and why they were corrected, newest first.
    pub corrections: Vec<Correction>,
    /// What the viewer may do: record it, correct it.
    pub acts: Vec<Link>,
    /// The entry of the journal that says so.
    pub entry: Option<Link>,
    /// The article that asks for it.
    pub article: Option<ArticleNote>,
}

/// A correction of a record.
#[derive(Debug)]
pub struct Correction {
    /// When, and by whom.
    pub when: String,
    /// Why.
    pub reason: String,
    /// What changed, in a sentence.
    pub change: String,
}
