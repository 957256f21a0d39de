//! The page of what changed between two days, and its file.

use std::collections::{BTreeMap, BTreeSet};

use ::charter::Action;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use clerk::Past;
use jiff::ToSpan as _;
use jiff::civil::Date;
use kernel::{State as Organisation, UnitId};
use serde::Deserialize;

use super::changes::{Change, Kind, UNITS_MAX, What, area, is_shown, of_people, of_units, sort};
use super::day::wanted;
use super::routes::unread;
use super::telling::{Told, told, unit_name};
use super::then::{Then, dated};
use crate::error::Failure;
use crate::frame::{Frame, Link, Room};
use crate::listing::{Pager, address, address_of_page};
use crate::pages::units::Figure;
use crate::session::{At, Query, SignedIn};
use crate::sheet::{Exports, Format, Sheet};
use crate::site::{Site, html, html_refused, waiting};
use crate::view::View;
use crate::words::{counted, day};

/// Changes on a page.
const ROWS: u64 = 50;

/// Between which days, and which kind.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Between {
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) what: String,
    pub(crate) page: u64,
}

impl Between {
    /// The two days: without a second one up to today, without a first one a year before.
    pub(crate) fn days(&self, today: Date) -> Result<(Date, Date), String> {
        let given = |typed: &str| match typed.trim() {
            "" => Ok(None),
            typed => wanted(typed, today).map(Some),
        };
        let to = given(&self.to)?.unwrap_or(today);
        let from = given(&self.from)?.unwrap_or_else(|| to.saturating_sub(1.year()));
        if from >= to {
            return Err(format!(
                "{} does not come before {}: choose an earlier first day.",
                day(from),
                day(to)
            ));
        }
        Ok((from, to))
    }
}

/// What changed, as far as a viewer may see it.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) counts: BTreeMap<Kind, u64>,
    /// Those that may be shown, of the kind that is wanted, the newest first.
    pub(crate) shown: Vec<Change>,
    /// Units in which it is only counted who came and went.
    pub(crate) closed: usize,
    /// How many units there are, where they are too many to read who came and went.
    pub(crate) too_many: Option<usize>,
}

impl Site {
    /// What changed in a unit and beneath it behind the end of one day and up to that of another.
    pub(crate) fn changed(
        &self,
        by: &SignedIn,
        unit: UnitId,
        days: (Date, Date),
        kind: Option<Kind>,
    ) -> Result<Found, Failure> {
        let past = self.past()?;
        let area = self.look_back(by, &past, days.1, |then| {
            known_area(then.view, past.state(), unit, days)
        })?;
        let read = waiting(|| changes_in(&past, &area, days))?;
        self.look(by, |view| Ok(Found::of(view, &area, read, kind)))
    }
}

/// The units in the area of one of which a viewer may know.
pub(crate) fn known_area(
    view: View<'_>,
    state: &Organisation,
    unit: UnitId,
    days: (Date, Date),
) -> Result<BTreeSet<UnitId>, Failure> {
    view.unit(unit)?;
    let (viewer, today) = (view.viewer, view.today);
    let seen = kernel::rights::sight(view.state, viewer, today, Action::SeeFigures);
    Ok(area(state, unit, days, |it| seen.reaches(view.state, it)))
}

/// What was read of an area: the changes, the newest first, and how many units it has where
/// they are too many to read who came and went.
type Read = (Vec<Change>, Option<usize>);

/// Everything that changed in an area, whoever may see it.
pub(crate) fn changes_in(
    past: &Past,
    area: &BTreeSet<UnitId>,
    days: (Date, Date),
) -> Result<Read, Failure> {
    let mut changes = of_units(past.state(), area, days);
    let too_many = (area.len() > UNITS_MAX).then_some(area.len());
    if too_many.is_none() {
        let people = of_people(past, area, days);
        changes.extend(people.map_err(|error| unread(&error))?);
    }
    sort(&mut changes);
    Ok((changes, too_many))
}

impl Found {
    /// What a viewer may see of what was read: of one kind or of all, each counted.
    pub(crate) fn of(
        view: View<'_>,
        area: &BTreeSet<UnitId>,
        (changes, too_many): Read,
        kind: Option<Kind>,
    ) -> Found {
        let mut counts = BTreeMap::new();
        for change in &changes {
            *counts.entry(change.kind()).or_insert(0) += 1;
        }
        let shown = changes
            .into_iter()
            .filter(|it| kind.is_none_or(|kind| it.kind() == kind))
            .filter(|it| is_shown(it, |action, unit| view.may(action, unit)));
        let closed = area
            .iter()
            .filter(|unit| has_roll(view, **unit) && !view.may(Action::SeeRoll, **unit))
            .count();
        Found {
            shown: shown.collect(),
            counts,
            closed,
            too_many,
        }
    }
}

/// Whether people can belong to a unit.
fn has_roll(view: View<'_>, unit: UnitId) -> bool {
    let level = view.state.unit(unit).map(|it| it.level);
    let row = level.and_then(|level| view.charter.level(level));
    row.is_some_and(|row| row.members)
}

/// What changed between two days.
#[derive(Debug, Template)]
#[template(path = "past/changes.html")]
struct ChangesPage {
    frame: Frame,
    heading: String,
    action: String,
    from: String,
    to: String,
    max: String,
    what: String,
    /// Why there is nothing to show, or what is to be known of it.
    said: Vec<String>,
    figures: Vec<Figure>,
    rows: Vec<(String, Told)>,
    /// The way back from one kind to all of them.
    all: Option<Link>,
    pager: Option<Pager>,
    ways: Vec<Link>,
}

/// `GET /units/{id}/changes`
pub(crate) async fn show(
    State(site): State<Site>,
    by: SignedIn,
    At(id): At<u32>,
    Query(asked): Query<Between>,
) -> Result<Response, Failure> {
    let unit = UnitId(id);
    site.look(&by, |view| view.unit(unit).map(|_| ()))?;
    let today = site.today();
    let days = asked.days(today);
    let found = match days {
        Ok(days) => Some(site.changed(&by, unit, days, Kind::named(&asked.what))?),
        Err(_) => None,
    };
    let past = site.past()?;
    let last = days.as_ref().map_or(today, |days| days.1);
    let page = site.look_back(&by, &past, last, |then| {
        let frame = by.frame(
            then.view.state,
            then.view.directory,
            Some(Room::Units),
            "What changed",
        );
        page(then, unit, (&asked, &days, found.as_ref()), frame)
    })?;
    Ok(if days.is_ok() {
        html(&page)
    } else {
        html_refused(&page)
    })
}

fn page(
    then: Then<'_>,
    unit: UnitId,
    (asked, days, found): (&Between, &Result<(Date, Date), String>, Option<&Found>),
    frame: Frame,
) -> Result<ChangesPage, Failure> {
    let it = then.view.unit(unit)?;
    let path = format!("/units/{unit}/changes");
    let (from, to) = match days {
        Ok((from, to)) => (from.to_string(), to.to_string()),
        Err(_) => (asked.from.clone(), asked.to.clone()),
    };
    let mut page = ChangesPage {
        frame: Frame {
            path: then.view.path_to(unit),
            ..frame
        },
        heading: format!("What changed in {}", it.name),
        action: path,
        max: then.view.today.to_string(),
        what: asked.what.clone(),
        said: Vec::new(),
        figures: Vec::new(),
        rows: Vec::new(),
        all: None,
        pager: None,
        ways: Vec::new(),
        from,
        to,
    };
    let (days, found) = match (days, found) {
        (Ok(days), Some(found)) => (days, found),
        (Err(why), _) => {
            page.said.push(why.clone());
            return Ok(page);
        }
        (Ok(_), None) => return Ok(page),
    };
    list(&mut page, then, (asked, days, found));
    let own = format!("/units/{unit}");
    page.ways = [("As it stood on", days.0), ("As it stood on", days.1)]
        .into_iter()
        .map(|(text, on)| Link::new(format!("{text} {}", day(on)), dated(&own, on)))
        .collect();
    Ok(page)
}

/// What changed, into the page: counts first, then a page of rows.
fn list(
    page: &mut ChangesPage,
    then: Then<'_>,
    (asked, days, found): (&Between, &(Date, Date), &Found),
) {
    let (path, from, to) = (page.action.clone(), page.from.clone(), page.to.clone());
    let of = |what: &str| address(&path, &[("from", &from), ("to", &to), ("what", what)]);
    page.said = said(days, found);
    let counted = |kind: Kind| {
        let count = found.counts.get(&kind).copied()?;
        Some(Figure {
            count,
            words: kind.words(count).to_owned(),
            href: of(kind.word()),
            standing: None,
        })
    };
    page.figures = Kind::ALL.into_iter().filter_map(counted).collect();
    page.all = (!asked.what.is_empty()).then(|| Link::new("Show everything", of("")));
    let total = found.shown.len() as u64;
    let asks = [
        ("from", from.as_str()),
        ("to", to.as_str()),
        ("what", asked.what.as_str()),
    ];
    let pager = Pager::at(asked.page, ROWS, total, ("change", "changes"), &|page| {
        address_of_page(&path, &asks, page)
    });
    let rows = pager.rows(&found.shown);
    page.rows = rows
        .map(|change| (day(change.on), told(then.view, change)))
        .collect();
    page.pager = Some(Pager {
        export: (total > 0).then(|| Exports::of(&address(&path, &asks))),
        ..pager
    });
}

fn said((from, to): &(Date, Date), found: &Found) -> Vec<String> {
    let mut said = vec![format!(
        "From the end of {} to the end of {}, here and in every unit under it.",
        day(*from),
        day(*to)
    )];
    if let Some(units) = found.too_many {
        said.push(format!(
            "Who came and went is read for {} at the most, and there are {}: open one under it to see them.",
            counted(UNITS_MAX as u64, "unit", "units"),
            counted(units as u64, "unit", "units")
        ));
    } else if found.closed > 0 {
        said.push(format!(
            "You may not see the roll of {}: who came and went there is counted, and not named.",
            counted(found.closed as u64, "unit", "units")
        ));
    }
    if found.counts.is_empty() {
        said.push("Nothing changed that you may see.".to_owned());
    }
    said
}

/// `GET /units/{id}/changes.csv`, `GET /units/{id}/changes.xlsx`
pub(crate) async fn export(
    State(site): State<Site>,
    by: SignedIn,
    format: Format,
    At(id): At<u32>,
    Query(asked): Query<Between>,
) -> Result<Response, Failure> {
    let unit = UnitId(id);
    site.look(&by, |view| view.unit(unit).map(|_| ()))?;
    let days = asked.days(site.today()).map_err(Failure::Invalid)?;
    let found = site.changed(&by, unit, days, Kind::named(&asked.what))?;
    let heads = ["day", "kind", "unit", "unit name", "person", "what"];
    site.look(&by, |view| {
        let mut sheet = Sheet::new(format, &heads);
        for change in &found.shown {
            let of_all = matches!(change.what, What::Rules(_));
            let unit = view.state.unit(change.unit).filter(|_| !of_all);
            let person = match &change.what {
                What::Turned(person, _) => Some(*person),
                What::TookUp(it) | What::LaidDown(it) => Some(it.person),
                _ => None,
            };
            let person = person.filter(|person| view.knows(*person));
            sheet.row([
                change.on.into(),
                change.kind().word().into(),
                unit.map(|it| it.code).into(),
                unit.map(|it| unit_name(view, it.id, change)).into(),
                person.map(|person| i64::from(person.0)).into(),
                told(view, change).text.into(),
            ]);
        }
        Ok(sheet)
    })?
    .file("changes")
}
