//! Pages of a day: entries are read first, then the page is made.

use axum::response::Response;
use clerk::HistoryError;
use jiff::civil::Date;
use kernel::{PersonId, UnitId};

use super::charter::Shown;
use super::day::{Asked, Wrong};
use super::then::Then;
use super::{PastPage, charter as charters, nothing, person, posts, tree, unit};
use crate::error::Failure;
use crate::frame::{AsOf, Frame, Link, Room};
use crate::session::SignedIn;
use crate::site::{Site, html, html_refused, waiting};
use crate::view::View;

pub(crate) fn unread(error: &HistoryError) -> Failure {
    Failure::broken("read how it was", error)
}

fn frame(by: &SignedIn, view: View<'_>, room: Room) -> Frame {
    by.frame(view.state, view.directory, Some(room), "")
}

/// The page that says why a day cannot be shown.
fn wrong(
    site: &Site,
    by: &SignedIn,
    (room, heading, address): (Room, &str, &str),
    wrong: &Wrong,
) -> Result<Response, Failure> {
    let page = site.look(by, |view| {
        let as_of = AsOf {
            on: wrong.typed.clone(),
            ..AsOf::of(address, view.today)
        };
        let frame = Frame {
            title: heading.to_owned(),
            as_of: Some(as_of),
            ..frame(by, view, room)
        };
        let ways = vec![Link::new("Today", address)];
        Ok(nothing(frame, heading, vec![wrong.why.clone()], ways))
    })?;
    Ok(html_refused(&page))
}

/// Makes a page of a day that needs no entries.
fn shown(
    site: &Site,
    by: &SignedIn,
    room: Room,
    day: Date,
    fill: impl FnOnce(Then<'_>, Frame) -> Result<PastPage, Failure>,
) -> Result<Response, Failure> {
    let past = site.past()?;
    let page = site.look_back(by, &past, day, |then| {
        let frame = frame(by, then.view, room);
        fill(then, frame)
    })?;
    Ok(html(&page))
}

/// A unit as it stood.
pub(crate) fn unit(
    site: &Site,
    by: &SignedIn,
    id: UnitId,
    (asked, page): (&Asked, u64),
) -> Result<Response, Failure> {
    let name = site.look(by, |view| Ok(view.unit(id)?.name.to_owned()))?;
    let day = match asked {
        Asked::Day(day) => *day,
        Asked::Wrong(it) => {
            let of = (Room::Units, name.as_str(), &*format!("/units/{id}"));
            return wrong(site, by, of, it);
        }
    };
    let past = site.past()?;
    let roll = waiting(|| past.roll_on(id, day)).map_err(|error| unread(&error))?;
    let page = site.look_back(by, &past, day, |then| {
        unit::page(then, id, &roll, (page, frame(by, then.view, Room::Units)))
    })?;
    Ok(html(&page))
}

/// A person as they stood. Whoever looks is noted as ever.
pub(crate) fn person(
    site: &Site,
    by: &SignedIn,
    id: PersonId,
    asked: &Asked,
) -> Result<Response, Failure> {
    let name = site.look(by, |view| Ok(view.directory.name(view.person(id)?)))?;
    let day = match asked {
        Asked::Day(day) => *day,
        Asked::Wrong(it) => {
            let of = (Room::People, name.as_str(), &*format!("/people/{id}"));
            return wrong(site, by, of, it);
        }
    };
    site.note_look(by, id)?;
    let past = site.past()?;
    let membership = waiting(|| past.membership_on(id, day)).map_err(|error| unread(&error))?;
    let page = site.look_back(by, &past, day, |then| {
        person::page(then, id, membership, frame(by, then.view, Room::People))
    })?;
    Ok(html(&page))
}

/// The tree as it stood.
pub(crate) fn tree(
    site: &Site,
    by: &SignedIn,
    open: Option<UnitId>,
    (asked, page): (&Asked, u64),
) -> Result<Response, Failure> {
    match asked {
        Asked::Day(day) => shown(site, by, Room::Units, *day, |then, frame| {
            tree::page(then, open, page, frame)
        }),
        Asked::Wrong(it) => wrong(site, by, (Room::Units, "Organisation", "/units"), it),
    }
}

/// A page that says for itself how it is as of a day, and needs no entries.
pub(crate) fn of_day(
    site: &Site,
    by: &SignedIn,
    (room, heading, address): (Room, &str, &str),
    asked: &Asked,
    fill: impl FnOnce(Then<'_>, Frame) -> Result<PastPage, Failure>,
) -> Result<Response, Failure> {
    match asked {
        Asked::Day(day) => shown(site, by, room, *day, fill),
        Asked::Wrong(it) => wrong(site, by, (room, heading, address), it),
    }
}

/// The posts of a unit as they stood.
pub(crate) fn posts(
    site: &Site,
    by: &SignedIn,
    id: UnitId,
    (asked, page): (&Asked, u64),
) -> Result<Response, Failure> {
    site.look(by, |view| view.unit(id).map(|_| ()))?;
    match asked {
        Asked::Day(day) => shown(site, by, Room::Units, *day, |then, frame| {
            posts::page(then, id, page, frame)
        }),
        Asked::Wrong(it) => {
            let address = format!("/units/{id}/posts");
            wrong(site, by, (Room::Units, "Posts", &address), it)
        }
    }
}

/// The charter as it was.
pub(crate) fn charter(site: &Site, by: &SignedIn, asked: &Asked) -> Result<Response, Failure> {
    let day = match asked {
        Asked::Day(day) => *day,
        Asked::Wrong(it) => return wrong(site, by, (Room::Charter, "Charter", "/charter"), it),
    };
    let past = site.past()?;
    let page = site.look_back(by, &past, day, |then| {
        Ok(charters::page(then, frame(by, then.view, Room::Charter)))
    })?;
    Ok(match page {
        Shown::Page(page) => html(&page),
        Shown::None(page) => html(&page),
    })
}

/// An article as it was.
pub(crate) fn article(
    site: &Site,
    by: &SignedIn,
    number: &str,
    asked: &Asked,
) -> Result<Response, Failure> {
    let day = match asked {
        Asked::Day(day) => *day,
        Asked::Wrong(it) => {
            let (title, address) = (format!("Article {number}"), format!("/charter/{number}"));
            return wrong(site, by, (Room::Charter, &title, &address), it);
        }
    };
    let past = site.past()?;
    let page = site.look_back(by, &past, day, |then| {
        charters::article(then, number, frame(by, then.view, Room::Charter))
    })?;
    Ok(match page {
        Shown::Page(page) => html(&page),
        Shown::None(page) => html(&page),
    })
}

/// The hash of the charter's text of a day, and a name for its file.
pub(crate) fn charter_text(
    site: &Site,
    by: &SignedIn,
    day: Date,
) -> Result<([u8; 32], String), Failure> {
    let past = site.past()?;
    site.look_back(by, &past, day, |then| {
        charters::text_of(then).ok_or(Failure::NotFound)
    })
}
