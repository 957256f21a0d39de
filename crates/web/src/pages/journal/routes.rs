//! Reading the journal, and reading it again to see whether it is whole.

use axum::extract::State;
use axum::response::Response;
use charter::Action;
use kernel::UnitId;
use serde::Deserialize;

use super::Verified;
use super::fill::{self, Asked, FILE_ROWS, Found, ROWS};
use crate::chronicle::Chronicle;
use crate::error::Failure;
use crate::frame::Room;
use crate::session::{Query, Sent, SignedIn};
use crate::sheet::Format;
use crate::site::{Site, html};
use crate::words::{counted, moment};

/// Entries read at once for a search.
const READ_AT_ONCE: usize = 500;
/// So often at the most for one page.
const TURNS_MAX: usize = 10;

/// `GET /journal`
pub(crate) async fn list(
    State(site): State<Site>,
    by: SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    // The button is for whoever may see some of the journal, which is whoever gets this far.
    let guard = by.guard()?;
    page(&site, &by, &asked, Verified::NotYet(Some(guard)))
}

/// `GET /journal.csv`, `GET /journal.xlsx`: the newest entries as a file.
pub(crate) async fn export(
    State(site): State<Site>,
    by: SignedIn,
    format: Format,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    readable(&site, &by)?;
    let unit = asked.unit()?;
    let chronicle = found(&site, &by, (unit, &asked), FILE_ROWS)?;
    site.look(&by, |view| {
        Ok(fill::sheet(view, &chronicle.entries, format))
    })?
    .file("journal")
}

/// A form with nothing in it but a button.
#[derive(Debug, Deserialize)]
pub(crate) struct Nothing {}

/// `POST /journal/verify`
pub(crate) async fn verify(
    State(site): State<Site>,
    sent: Sent<Nothing>,
) -> Result<Response, Failure> {
    readable(&site, &sent.by)?;
    let read = site.verify().await?;
    let at = moment(site.now_ms());
    let verified = match read {
        Ok(whole) => {
            let head: String = whole.head.chars().take(fill::HASH_DIGITS).collect();
            let entries = counted(whole.entries, "entry is", "entries are");
            Verified::Whole(format!(
                "{entries} as they were written, up to the one with the hash {head}. Read again on {at}."
            ))
        }
        Err(what) => {
            site.settings
                .log
                .line(&format!("the journal is not whole: {what}"));
            Verified::Broken(format!("{} Read on {at}.", crate::refusal::sentence(&what)))
        }
    };
    page(&site, &sent.by, &Asked::default(), verified)
}

/// The units whose journal the viewer may see. Where they may see none, there is nothing here.
fn readable(site: &Site, by: &SignedIn) -> Result<(Vec<UnitId>, bool), Failure> {
    site.look(by, |view| {
        let whole = view.everywhere(Action::SeeJournal);
        let units = view.units_ever(Action::SeeJournal);
        if units.is_empty() && !whole {
            Err(Failure::NotFound)
        } else {
            Ok((units, whole))
        }
    })
}

/// The newest entries that are asked for. A search goes through so many and leaves the rest
/// to the next page: a journal has no end.
fn found(
    site: &Site,
    by: &SignedIn,
    (unit, asked): (Option<UnitId>, &Asked),
    count_max: usize,
) -> Result<Chronicle, Failure> {
    let mut before = asked.before;
    if let Some(end) = asked.end()? {
        let first = site.first_entry_since(end)?;
        before = Some(before.map_or(first, |before| before.min(first)));
    }
    if asked.q.trim().is_empty() {
        return site.chronicle(by, unit, before, count_max);
    }
    let mut entries = Vec::new();
    for _ in 0..TURNS_MAX {
        let read = site.chronicle(by, unit, before, READ_AT_ONCE)?;
        site.look(by, |view| {
            let read = read.entries.into_iter();
            entries.extend(read.filter(|entry| asked.finds(view, entry)));
            Ok(())
        })?;
        before = read.before;
        if before.is_none() || entries.len() > count_max {
            break;
        }
    }
    if entries.len() > count_max {
        entries.truncate(count_max);
        before = entries.last().map(|entry| entry.sequence);
    }
    Ok(Chronicle { entries, before })
}

fn page(
    site: &Site,
    by: &SignedIn,
    asked: &Asked,
    verified: Verified,
) -> Result<Response, Failure> {
    let (units, whole) = readable(site, by)?;
    let unit = asked.unit()?;
    let chronicle = found(site, by, (unit, asked), ROWS)?;
    let found = Found {
        began: site.began()?,
        units,
        whole,
        entries: chronicle.entries,
        head: site.clerk.sequence(),
        next: chronicle.before,
    };
    let page = site.look(by, |view| {
        let frame = by.frame(view.state, view.directory, Some(Room::Journal), "Journal");
        Ok(fill::list(view, frame, asked, &found, verified))
    })?;
    Ok(html(&page))
}
