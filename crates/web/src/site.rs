//! What every handler holds: the clerk, the settings, and what signing in
//! needs; and the few ways in which an answer is made.

use std::sync::Arc;

use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use clerk::{Clerk, Directory, Receipt, Recent, Submission};
use jiff::civil::Date;
use journal::{Accounts, Notices, RequestKey, View};
use kernel::{Actor, PersonId, State};

use crate::error::Failure;
use crate::frame::Frame;
use crate::handed_in::HandedIn;
use crate::pages::findings::planning::Plans;
use crate::pages::what_if::running::Running;
use crate::published::Published;
use crate::roll_ups::RollUps;
use crate::session::SignedIn;
use crate::session::passwords::{Checker, PasswordError};
use crate::session::tries::Tries;
use crate::settings::Settings;
use crate::survey::Surveys;
use crate::unit_words::KeptWords;

/// The site: cheap to share, one for each server.
#[derive(Clone, Debug)]
pub(crate) struct Site {
    pub(crate) clerk: Clerk,
    pub(crate) settings: Arc<Settings>,
    pub(crate) tries: Arc<Tries>,
    /// How much is asked from where by whoever is not signed in.
    pub(crate) asking: Arc<Tries>,
    pub(crate) checker: Checker,
    /// Held while the journal is read again: once at a time is enough.
    pub(crate) verifying: Arc<tokio::sync::Mutex<()>>,
    /// Whose questions of what if are being worked out.
    pub(crate) running: Running,
    /// How the organisation stood when it was last asked for.
    pub(crate) surveys: Surveys,
    /// By what units were found when one was last looked for.
    pub(crate) unit_words: KeptWords,
    /// What the reports that were asked for last come to.
    pub(crate) roll_ups: RollUps,
    /// The plans that were looked at last.
    pub(crate) plans: Plans,
    /// Files that were handed in and wait for a word.
    pub(crate) handed_in: Arc<HandedIn>,
    /// What is published: the record, readable by everybody.
    pub(crate) published: Arc<Published>,
}

impl Site {
    /// A site over this clerk.
    ///
    /// # Errors
    /// When the machine gives no randomness or memory.
    pub(crate) fn new(clerk: Clerk, settings: Settings) -> Result<Site, PasswordError> {
        let published = Published::of(settings.record.clone());
        Ok(Site {
            clerk,
            settings: Arc::new(settings),
            tries: Arc::default(),
            asking: Arc::default(),
            checker: Checker::new()?,
            verifying: Arc::default(),
            running: Running::default(),
            surveys: Surveys::default(),
            unit_words: KeptWords::default(),
            roll_ups: RollUps::default(),
            plans: Plans::default(),
            handed_in: Arc::default(),
            published: Arc::new(published),
        })
    }

    /// Reads the organisation as it is. Every query takes the viewer first:
    /// what they may not know of is not found.
    ///
    /// # Errors
    /// When the desk has stopped.
    pub(crate) fn read<T>(&self, ask: impl FnOnce(&State, &Directory) -> T) -> Result<T, Failure> {
        Ok(waiting(|| self.clerk.read(ask))?)
    }

    /// The same, with what was touched lately.
    ///
    /// # Errors
    /// When the desk has stopped.
    pub(crate) fn read_recent<T>(
        &self,
        ask: impl FnOnce(&State, &Directory, &Recent) -> T,
    ) -> Result<T, Failure> {
        Ok(waiting(|| self.clerk.read_recent(ask))?)
    }

    /// Submits a request, and answers once what it caused is kept.
    ///
    /// # Errors
    /// When it is refused, or the desk is busy or has stopped.
    pub(crate) async fn submit(&self, submission: Submission) -> Result<Receipt, Failure> {
        Ok(self.clerk.hand_in(submission)?.answer().await?)
    }

    /// The first answer to a request that was sent before: it stands, whatever
    /// has become of the organisation since.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub(crate) fn answered(
        &self,
        key: &RequestKey,
        actor: Actor,
    ) -> Result<Option<Receipt>, Failure> {
        let answered = waiting(|| self.clerk.answered(key, actor));
        answered.map_err(|error| Failure::broken("look for the first answer", &error))
    }

    /// Today, as the desk counts it.
    #[must_use]
    pub(crate) fn today(&self) -> Date {
        self.clerk.clock().today()
    }

    /// Now, in milliseconds since 1970-01-01 UTC, as the desk counts it.
    pub(crate) fn now_ms(&self) -> i64 {
        self.clerk.clock().now_ms()
    }

    /// Asks the accounts.
    pub(crate) fn accounts<T>(
        &self,
        ask: impl FnOnce(&dyn Accounts) -> Result<T, journal::AccountError>,
    ) -> Result<T, Failure> {
        let asked = waiting(|| ask(self.clerk.accounts()));
        asked.map_err(|error| Failure::broken("ask the accounts", &error))
    }

    /// Asks what is kept about notices by e-mail.
    pub(crate) fn notices<T>(
        &self,
        ask: impl FnOnce(&dyn Notices) -> Result<T, journal::AccountError>,
    ) -> Result<T, Failure> {
        let asked = waiting(|| ask(self.clerk.notices()));
        asked.map_err(|error| Failure::broken("ask about notices", &error))
    }

    /// Notes that somebody looked at a person's card, for that person to see.
    ///
    /// # Errors
    /// When it cannot be kept; the card is then not shown either.
    pub(crate) fn note_look(&self, by: &SignedIn, person: PersonId) -> Result<(), Failure> {
        if by.actor == Actor::Person(person) {
            return Ok(());
        }
        let view = View {
            viewer: by.account.actor.clone(),
            person: person.0,
            at_ms: self.now_ms(),
        };
        self.accounts(|accounts| accounts.record_view(&view))
    }

    /// The frame of a page for somebody who is not signed in.
    pub(crate) fn frame_of_strangers(&self, title: &str) -> Frame {
        let organisation = self.read(|state, _| organisation(state));
        Frame {
            title: title.to_owned(),
            organisation: organisation.unwrap_or_else(|_| "Charterhouse".to_owned()),
            viewer: None,
            rooms: Vec::new(),
            room: None,
            path: Vec::new(),
            made_up: self.settings.made_up,
            past: None,
            as_of: None,
            done: None,
            style: crate::assets::style_address().to_owned(),
        }
    }
}

/// Does what may wait for the disk, so that other requests need not wait with it.
pub(crate) fn waiting<T>(work: impl FnOnce() -> T) -> T {
    use tokio::runtime::{Handle, RuntimeFlavor};
    match Handle::try_current().map(|handle| handle.runtime_flavor()) {
        Ok(RuntimeFlavor::MultiThread) => tokio::task::block_in_place(work),
        _ => work(),
    }
}

/// The name of the organisation: that of its top unit or, before it has one,
/// the title of its charter.
pub(crate) fn organisation(state: &State) -> String {
    let top = state.top_unit().and_then(|top| state.unit(top));
    match (top, state.charter()) {
        (Some(top), _) => top.name.to_owned(),
        (None, Some(charter)) => charter.title.clone(),
        (None, None) => "Charterhouse".to_owned(),
    }
}

/// The day of a moment in milliseconds since 1970-01-01 UTC, where this machine stands.
pub(crate) fn date_of(at_ms: i64) -> Date {
    moment_of(at_ms).date()
}

/// A moment in milliseconds since 1970-01-01 UTC, where this machine stands.
pub(crate) fn moment_of(at_ms: i64) -> jiff::Zoned {
    let moment = jiff::Timestamp::from_millisecond(at_ms).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    moment.to_zoned(jiff::tz::TimeZone::system())
}

/// A page as an answer.
pub(crate) fn html(page: &impl Template) -> Response {
    match page.render() {
        Ok(text) => {
            let kind = HeaderValue::from_static("text/html; charset=utf-8");
            ([(header::CONTENT_TYPE, kind)], text).into_response()
        }
        Err(error) => Failure::from(error).into_response(),
    }
}

/// A form drawn again with what stands in the way.
pub(crate) fn html_refused(page: &impl Template) -> Response {
    let mut response = html(page);
    if response.status() == StatusCode::OK {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

/// The way to another page of this site, after something was done.
#[must_use]
pub(crate) fn see_other(path: &str) -> Response {
    Redirect::to(path).into_response()
}

/// A text as it may stand in the query of an address.
#[must_use]
pub(crate) fn percent_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                encoded.push(char::from(byte));
            }
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

/// Whether an address leads to a page of this site and nowhere else.
pub(crate) fn is_within(address: &str) -> bool {
    let mut letters = address.chars();
    letters.next() == Some('/')
        && !matches!(letters.next(), Some('/' | '\\'))
        && address.len() <= 1000
        && !address.chars().any(|it| it.is_control() || it == '\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_this_site_are_led_to() {
        for within in ["/", "/units/7", "/units?open=3&q=a%20b"] {
            assert!(is_within(within), "{within}");
        }
        for without in [
            "",
            "units",
            "//example.org",
            "/\\example.org",
            "https://example.org",
            "/a\r\nb",
            "/\t/x",
        ] {
            assert!(!is_within(without), "{without:?}");
        }
    }

    #[test]
    fn a_query_holds_any_text() {
        assert_eq!(
            percent_encoded("/units/7?q=a b&c=é"),
            "/units/7%3Fq%3Da%20b%26c%3D%C3%A9"
        );
    }
}
