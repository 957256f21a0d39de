//! A page that asks for a few fields and does one thing: admit, transfer, fill
//! a post, found a unit, call a meeting.

use askama::Template;

use crate::articles::ArticleNote;
use crate::forms::{Field, Guard, Refused};
use crate::frame::{Frame, Link};

/// A page with one form.
#[derive(Debug, Template)]
#[template(path = "forms/show.html")]
pub struct FormPage {
    /// What stands around it.
    pub frame: Frame,
    /// What is done: `Call an assembly`.
    pub heading: String,
    /// What it means, in a sentence or two.
    pub lead: Option<String>,
    /// The article that governs it.
    pub article: Option<ArticleNote>,
    /// What stands in the way, after a refusal.
    pub refused: Option<Refused>,
    /// Where the form goes.
    pub action: String,
    /// What guards it.
    pub guard: Guard,
    /// The fields.
    pub fields: Vec<Field>,
    /// The words on the button.
    pub submit: String,
    /// The way back without doing it.
    pub back: Option<Link>,
}
