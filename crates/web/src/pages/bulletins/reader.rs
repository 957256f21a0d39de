//! Whoever reads what is published: anybody, signed in or not.

use std::sync::Arc;

use axum::http::HeaderMap;
use axum::http::header::HOST;
use record::Archive;

use super::Around;
use crate::error::Failure;
use crate::frame::{Frame, Room};
use crate::session;
use crate::session::SignedIn;
use crate::site::Site;

/// Who reads, and what there is to read.
#[derive(Debug)]
pub(super) struct Reader {
    by: Option<SignedIn>,
    pub(super) archive: Arc<Archive>,
    /// The site's own address, without a path.
    pub(super) origin: String,
}

impl Reader {
    /// # Errors
    /// When nothing is published.
    pub(super) fn of(site: &Site, headers: &HeaderMap) -> Result<Reader, Failure> {
        let archive = site.archive()?;
        if archive.is_empty() {
            return Err(Failure::NotFound);
        }
        Ok(Reader {
            by: session::find(site, headers)?,
            archive,
            origin: origin(site, headers),
        })
    }

    /// What stands around a page, in the frame and within it.
    ///
    /// # Errors
    /// When the desk has stopped.
    pub(super) fn frame(&self, site: &Site, title: &str) -> Result<Frame, Failure> {
        let frame = match &self.by {
            Some(by) => site.read(|state, directory| {
                by.frame(state, directory, Some(Room::Bulletins), title)
            })?,
            None => site.frame_of_strangers(title),
        };
        // The register may be made up; what is published says where it comes from.
        Ok(Frame {
            made_up: false,
            ..frame
        })
    }

    /// What stands around a page at this address.
    pub(super) fn around(&self, site: &Site, here: &'static str, path: &str) -> Around {
        Around {
            here,
            made_up: site.settings.made_up,
            canonical: format!("{}{path}", self.origin),
            feed: "/bulletins.atom".to_owned(),
            description: String::new(),
            kind: "website",
            data: None,
        }
    }
}

/// The site's own address as whoever asks calls it; nothing where they do not
/// say it, or say what is no name of a host.
fn origin(site: &Site, headers: &HeaderMap) -> String {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let is_host = |host: &&str| {
        let mut letters = host.chars();
        letters.all(|it| it.is_ascii_alphanumeric() || matches!(it, '.' | '-' | ':' | '[' | ']'))
    };
    let scheme = if site.settings.tls { "https" } else { "http" };
    host.filter(is_host)
        .map_or_else(String::new, |host| format!("{scheme}://{host}"))
}
