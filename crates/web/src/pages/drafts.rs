//! Bulletins before everybody can read them: a unit's list, one with its text
//! as it will stand, and the forms that write, review, publish, correct and
//! withdraw it.

pub(crate) mod fill;
pub(crate) mod forms;
pub(crate) mod pictures;
mod proposing;
pub(crate) mod removing;
pub(crate) mod routes;

use askama::Template;

use crate::articles::ArticleNote;
use crate::frame::{Frame, Link};
use crate::listing::Pager;
use crate::pages::bulletins::Photo;

/// The bulletins of a unit.
#[derive(Debug, Template)]
#[template(path = "drafts/list.html")]
pub struct DraftsPage {
    /// What stands around it.
    pub frame: Frame,
    /// The unit.
    pub unit: Link,
    /// The way to write another.
    pub write: Option<Link>,
    /// A row a bulletin, the last drafted first.
    pub rows: Vec<DraftRow>,
    /// Which rows are shown.
    pub pager: Option<Pager>,
    /// The article that says who publishes.
    pub article: Option<ArticleNote>,
}

/// A bulletin in the list.
#[derive(Clone, Debug)]
pub struct DraftRow {
    /// What it goes by, and the way to it.
    pub what: Link,
    /// How things stand with it.
    pub standing: String,
}

/// One bulletin, as it will stand.
#[derive(Debug, Template)]
#[template(path = "drafts/show.html")]
pub struct DraftPage {
    /// What stands around it.
    pub frame: Frame,
    /// What it goes by.
    pub heading: String,
    /// How things stand with it, in a sentence or two.
    pub standing: Vec<String>,
    /// What has to be changed, where it was sent back.
    pub sent_back: Option<String>,
    /// Why the text is to take the place of what is public.
    pub correction: Option<String>,
    /// The way to what everybody reads.
    pub public: Option<Link>,
    /// What can be done with it, the likeliest first.
    pub acts: Vec<Link>,
    /// Place and day.
    pub dateline: String,
    /// The text, made harmless.
    pub html: String,
    /// Whether markup in it will be shown as text.
    pub has_markup: bool,
    /// Who was there: as it will be printed, posts, capacity.
    pub attendance: Vec<(String, String, String)>,
    /// Words to the letter, and whose they are.
    pub quotations: Vec<(String, String)>,
    /// Pictures, with what stands under each.
    pub pictures: Vec<PictureView>,
    /// Its tags.
    pub tags: Vec<String>,
    /// What it rests on.
    pub sources: Vec<String>,
    /// What it is about.
    pub about: Option<Link>,
    /// The article that says who publishes.
    pub article: Option<ArticleNote>,
}

/// A picture of a bulletin.
#[derive(Clone, Debug)]
pub struct PictureView {
    /// The picture, where its file is there.
    pub photo: Option<Photo>,
    /// What stands under it.
    pub caption: String,
    /// The way to destroy it, for whoever may.
    pub destroy: Option<Link>,
}
