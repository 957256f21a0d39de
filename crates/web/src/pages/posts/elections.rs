//! Every election of a unit, as a list.

use kernel::UnitId;
use kernel::posts::Election;

use super::election::struck;
use super::words::{elected, election_href};
use crate::frame::{Link, Room};
use crate::listing::{Line, List, Opened, Opening, Sieve, itself, year};
use crate::view::View;
use crate::words::{capital, counted, day};

/// An election with its number in the unit.
pub(crate) type Numbered = (u32, Election);

/// `/units/{id}/elections`: the last first.
pub(crate) const ELECTIONS: List<u32, Numbered> = List {
    room: Room::Units,
    opens: |with, unit| {
        let unit = with.view.unit(UnitId(unit))?.id;
        Ok(Opened {
            rows: all(with.view, unit),
            ..Opened::of_unit(with.view, unit, "Elections")
        })
    },
    of: ("election", "elections"),
    file: "elections",
    heads: &[
        "election",
        "day",
        "post",
        "elected",
        "entitled",
        "ballots",
        "valid",
        "votes needed",
        "standing",
    ],
    fields: |Opening { view, .. }, (number, it)| {
        vec![
            (*number).into(),
            it.on.into(),
            post(view, it).into(),
            elected(view, it).into(),
            it.entitled.into(),
            it.ballots.into(),
            it.valid.into(),
            it.votes_needed.into(),
            holds(view, *number, it).into(),
        ]
    },
    sieves: &[
        Sieve("post", "Post", "Every post", |view, (_, it)| {
            itself(capital(&post(view, it)))
        }),
        Sieve(
            "standing",
            "Record",
            "Every record",
            |view, (number, it)| itself(holds(view, *number, it)),
        ),
        Sieve("year", "Year", "Every year", |_, (_, it)| year(it.on)),
    ],
    line: |with, it| line(with.view, it),
};

/// The elections of a unit, the last first.
pub(crate) fn all(view: View<'_>, unit: UnitId) -> Vec<Numbered> {
    let mut all = view.state.numbered_elections_in(unit);
    all.reverse();
    all
}

fn post(view: View<'_>, it: &Election) -> String {
    view.post_title(it.post, it.on)
}

fn holds(view: View<'_>, number: u32, it: &Election) -> &'static str {
    if struck(view, it.unit, number) {
        "struck"
    } else {
        "holds"
    }
}

/// An election in a line.
pub(crate) fn line(view: View<'_>, (number, it): &Numbered) -> Line {
    let what = format!("{}: {}", capital(&post(view, it)), elected(view, it));
    let mut about = format!(
        "{} · {} of {} entitled",
        day(it.on),
        counted(u64::from(it.ballots), "ballot", "ballots"),
        it.entitled,
    );
    if struck(view, it.unit, *number) {
        about.push_str(" · struck");
    }
    Line::new(Link::new(what, election_href(it, *number)), about)
}
