//! Courses: the calendar of their sessions, one session with who attended, and
//! the forms that announce, record, correct and call off.

pub(crate) mod attended;
pub(crate) mod fill;
mod forms;
pub(crate) mod left;
pub(crate) mod list;
pub(crate) mod routes;

use askama::Template;
use askama::filters::HtmlSafe;

use crate::articles::ArticleNote;
use crate::forms::{Choice, Field, Guard, Refused};
use crate::frame::{Frame, Link};

/// A session in the calendar.
#[derive(Debug)]
pub struct SessionRow {
    /// Course and part.
    pub session: Link,
    /// The day and how far away it is.
    pub when: String,
    /// The unit that holds it.
    pub unit: Link,
    /// How things stand with it.
    pub standing: String,
    /// Recording it, where that is due and the viewer may.
    pub act: Option<Link>,
}

/// One session.
#[derive(Debug, Template)]
#[template(path = "study/show.html")]
pub struct SessionPage {
    /// What stands around it.
    pub frame: Frame,
    /// Course and part.
    pub heading: String,
    /// The unit.
    pub unit: Link,
    /// The day, how far away it is, and how things stand with it.
    pub about: String,
    /// How many attended; none before it is recorded.
    pub attendance: Option<String>,
    /// The first of those who attended, as far as the viewer may know them.
    pub attended: Vec<Link>,
    /// The way to all of them, to be searched and exported; none where nobody is named.
    pub all: Option<Link>,
    /// Why names are not shown, in a sentence.
    pub closed: Option<String>,
    /// What the viewer may do.
    pub acts: Vec<Link>,
    /// The article.
    pub article: Option<ArticleNote>,
}

/// The form that records who attended, or corrects it.
///
/// It sends `attended` once for each person ticked, `kept` with the numbers of those who
/// are ticked and not shown, `turn` where only more people are to be shown and, for a
/// correction, `reason`.
#[derive(Debug, Template)]
#[template(path = "study/record.html")]
pub struct AttendancePage {
    /// What stands around it.
    pub frame: Frame,
    /// What is done.
    pub heading: String,
    /// Course, part, unit and day.
    pub about: String,
    /// Where the form goes.
    pub action: String,
    /// What guards it.
    pub guard: Guard,
    /// What stands in the way, after a refusal.
    pub refused: Option<Refused>,
    /// What is searched for.
    pub query: String,
    /// Whether there are more people than are shown at once, so that they can be searched.
    pub searched: bool,
    /// Those who may attend and are shown: those who have it before them first.
    pub roll: Vec<Attendant>,
    /// Who is shown and how many are ticked, in sentences.
    pub more: Vec<String>,
    /// Numbers of those who are ticked and not shown.
    pub kept: String,
    /// The parts of the list that can be turned to: a number to send, and the words.
    pub turns: Vec<Choice>,
    /// Fields after the roll.
    pub fields: Vec<Field>,
    /// The words on the button.
    pub submit: String,
    /// The article.
    pub article: Option<ArticleNote>,
}

/// Somebody who may attend.
#[derive(Debug)]
pub struct Attendant {
    /// Number of the person, as sent.
    pub id: u32,
    /// Name.
    pub name: String,
    /// Grade, and whether the part is still before them.
    pub about: String,
    /// Whether ticked.
    pub ticked: bool,
}

/// Sessions of a unit, as a part of its page.
#[derive(Debug, Template)]
#[template(path = "study/of_unit.html")]
pub struct StudyOfUnit {
    /// The next ones and the last.
    pub rows: Vec<SessionRow>,
    /// What the viewer may do.
    pub acts: Vec<Link>,
    /// The article.
    pub article: Option<ArticleNote>,
}

impl HtmlSafe for StudyOfUnit {}

/// What somebody still has before them and what they attended, as a part of their page.
#[derive(Debug, Template)]
#[template(path = "study/of_person.html")]
pub struct StudyOfPerson {
    /// Whether the viewer is this person.
    pub own: bool,
    /// What is still before them, a line a course.
    pub left: Vec<String>,
    /// What they attended, the last first.
    pub attended: Vec<Link>,
    /// The article.
    pub article: Option<ArticleNote>,
}

impl HtmlSafe for StudyOfPerson {}
