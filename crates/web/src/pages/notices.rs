//! Whether what is due comes by e-mail: turned off and on by whoever is signed
//! in, or by whoever has a mail, at the address that stands in it.

pub(crate) mod routes;

use askama::Template;

use crate::frame::Frame;

/// The page behind the address in a mail.
#[derive(Debug, Template)]
#[template(path = "notices/stop.html")]
pub struct StopPage {
    /// What stands around it.
    pub frame: Frame,
    /// Whether the mail is off.
    pub off: bool,
    /// Where the button leads that turns it off, or on again; none where there
    /// is nobody any more to whom it could come.
    pub action: Option<String>,
}

/// Whether what is due comes by e-mail, as one's own account shows it.
#[derive(Debug)]
pub struct NoticeSetting {
    /// Whether it is turned on.
    pub on: bool,
    /// Whether this site sends mail by itself; otherwise somebody may do it by hand.
    pub sends: bool,
    /// The address on one's card.
    pub address: Option<String>,
    /// The way to one's card.
    pub card: String,
}
