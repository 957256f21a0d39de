//! Calendars that phones subscribe to, behind a secret address: what is due and
//! what is called, of a unit or of a person.

pub(crate) mod fill;
pub(crate) mod routes;

use askama::Template;

use crate::frame::{Frame, Link};

/// The addresses of one's calendars. They are shown once: only a trace of the
/// secret in them is kept.
#[derive(Debug, Template)]
#[template(path = "calendars/show.html")]
pub struct CalendarsPage {
    /// What stands around it.
    pub frame: Frame,
    /// What each holds, with its address.
    pub calendars: Vec<Link>,
}
