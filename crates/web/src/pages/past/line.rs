//! The line of a unit: those it came from and gave rise to, what each was called,
//! and what the posts of its level were called, as pictures with their tables.

use std::collections::BTreeSet;

use ::charter::{LevelId, PostId};
use askama::Template;
use axum::extract::State as Held;
use axum::response::Response;
use jiff::civil::Date;
use kernel::units::{Changed, Descent, Lineage, UnitChange};
use kernel::{State, UnitId};

use crate::error::Failure;
use crate::frame::{Frame, Link, Room};
use crate::pictures::descent::{Descent as Picture, Leap, Life, Sign, Step, when};
use crate::pictures::timeline::{Sort, Span, Timeline};
use crate::session::{At, SignedIn};
use crate::site::{Site, html};
use crate::view::View;
use crate::words::{capital, counted, day_short};

/// Units in the picture at the most.
const UNITS_MAX: usize = 24;
/// Former names of a unit in the picture at the most; the table has them all.
const NAMES_MAX: usize = 3;

/// The line of a unit.
#[derive(Debug, Template)]
#[template(path = "past/line.html")]
struct LinePage {
    frame: Frame,
    heading: String,
    said: Vec<String>,
    line: Picture,
    /// What posts were called over time; none where no title ever changed.
    titles: Option<Timeline>,
    ways: Vec<Link>,
}

/// `GET /units/{id}/line`
pub(crate) async fn show(
    Held(site): Held<Site>,
    by: SignedIn,
    At(id): At<u32>,
) -> Result<Response, Failure> {
    let page = site.look(&by, |view| {
        let frame = by.frame(view.state, view.directory, Some(Room::Units), "The line");
        page(view, UnitId(id), frame)
    })?;
    Ok(html(&page))
}

fn page(view: View<'_>, id: UnitId, frame: Frame) -> Result<LinePage, Failure> {
    let it = view.unit(id)?;
    let (family, leaps, more) = family(view.state, id);
    let mut said = Vec::new();
    if more > 0 {
        said.push(format!(
            "{} more belong to it: open one of these to go on.",
            counted(more as u64, "unit", "units")
        ));
    }
    let lives: Vec<Life> = family
        .iter()
        .filter_map(|unit| life(view, *unit, id))
        .collect();
    let places = leaps.iter().filter_map(|leap| {
        let place = |unit| family.iter().position(|it| *it == unit);
        Some(Leap {
            on: leap.on,
            from: place(leap.from)?,
            to: place(leap.to)?,
        })
    });
    let places: Vec<Leap> = places.collect();
    let caption = format!("The line of {}", it.name);
    Ok(LinePage {
        frame: Frame {
            title: caption.clone(),
            path: view.path_to(id),
            ..frame
        },
        heading: caption.clone(),
        said,
        line: Picture::new(
            &caption,
            view.today,
            &lives,
            &places,
            steps(view, &family, &leaps),
        ),
        titles: titles(view, id, it.level, it.founded),
        ways: vec![Link::new("What changed", format!("/units/{id}/changes"))],
    })
}

/// The units that a unit came from and gave rise to, over any number of steps, the
/// oldest first; the steps between them; how many more there are.
fn family(state: &State, id: UnitId) -> (Vec<UnitId>, Vec<Lineage>, usize) {
    let all: Vec<Lineage> = state.descents().collect();
    let mut found = vec![id];
    let mut seen = BTreeSet::from([id]);
    let mut at = 0;
    while let Some(unit) = found.get(at).copied() {
        for step in all.iter().filter(|it| it.from == unit || it.to == unit) {
            for other in [step.from, step.to] {
                if seen.insert(other) {
                    found.push(other);
                }
            }
        }
        at = at.saturating_add(1);
    }
    let more = found.len().saturating_sub(UNITS_MAX);
    // The nearest were found first.
    found.truncate(UNITS_MAX);
    found.sort_by_key(|unit| (state.unit(*unit).map(|it| it.founded), *unit));
    let among = |it: &Lineage| found.contains(&it.from) && found.contains(&it.to);
    let leaps: Vec<Lineage> = all.into_iter().filter(among).collect();
    (in_lines(&found, &leaps), leaps, more)
}

/// Units so that whatever came out of one stands right under it, and what ran into one
/// before it: lines between them pass by as few others as may be.
fn in_lines(units: &[UnitId], leaps: &[Lineage]) -> Vec<UnitId> {
    let came_out = |it: &Lineage| it.how != Descent::Merged;
    let is_child = |unit: &UnitId| leaps.iter().any(|it| came_out(it) && it.to == *unit);
    let mut order: Vec<UnitId> = Vec::new();
    let first = units.iter().filter(|unit| !is_child(unit));
    // Whoever is left came out of each other: what was recorded late need not fit together.
    for unit in first.chain(units) {
        let mut next = vec![*unit];
        while let Some(unit) = next.pop() {
            if order.contains(&unit) {
                continue;
            }
            order.push(unit);
            let under = leaps.iter().filter(|it| came_out(it) && it.from == unit);
            let mut under: Vec<&Lineage> = under.collect();
            under.sort_by_key(|it| std::cmp::Reverse(it.on));
            next.extend(under.into_iter().map(|it| it.to));
            let into = leaps.iter().filter(|it| !came_out(it) && it.from == unit);
            next.extend(into.map(|it| it.to));
        }
    }
    order
}

fn life(view: View<'_>, unit: UnitId, own: UnitId) -> Option<Life> {
    let it = view.state.unit(unit)?;
    let changes = view.state.changes_of_unit(unit);
    Some(Life {
        label: view.some_unit(unit),
        from: it.founded,
        until: it.dissolved,
        own: unit == own,
        before: if view.knows_unit(unit) {
            called_before(&changes)
        } else {
            Vec::new()
        },
        changes: changes
            .iter()
            .map(|it| {
                let sign = match it.what {
                    Changed::Name(..) => Sign::Name,
                    Changed::Parent(..) => Sign::Place,
                    Changed::Level(..) => Sign::Level,
                };
                (it.on, sign)
            })
            .collect(),
    })
}

/// The last names before that of today, the newest first.
fn called_before(changes: &[UnitChange<'_>]) -> Vec<String> {
    let names = changes.iter().rev().filter_map(|it| match it.what {
        Changed::Name(before, after) if before != after => {
            Some(format!("{before} until {}", day_short(it.on)))
        }
        Changed::Name(..) | Changed::Parent(..) | Changed::Level(..) => None,
    });
    names.take(NAMES_MAX).collect()
}

/// Everything that happened to them, in the order of time.
fn steps(view: View<'_>, family: &[UnitId], leaps: &[Lineage]) -> Vec<Step> {
    let mut steps: Vec<(Date, u8, Step)> = Vec::new();
    let mut say = |on: Date, rank: u8, unit: UnitId, what: String| {
        let step = Step {
            on: when(on),
            unit: view.told_on(on).some_unit(unit),
            href: view.unit_href(unit),
            what,
        };
        steps.push((on, rank, step));
    };
    for unit in family {
        let Some(it) = view.state.unit(*unit) else {
            continue;
        };
        let descended = leaps
            .iter()
            .any(|leap| leap.to == *unit && leap.how != Descent::Merged);
        if !descended {
            say(it.founded, 0, *unit, "Founded".to_owned());
        }
        let merged = leaps
            .iter()
            .any(|leap| leap.from == *unit && leap.how == Descent::Merged);
        if let Some(on) = it.dissolved.filter(|_| !merged) {
            say(on, 3, *unit, "Dissolved".to_owned());
        }
        if !view.knows_unit(*unit) {
            continue;
        }
        for change in view.state.changes_of_unit(*unit) {
            say(change.on, 1, *unit, changed(view, change.what, change.on));
        }
    }
    for leap in leaps {
        let other = |unit| view.told_on(leap.on).some_unit(unit);
        match leap.how {
            Descent::Split => {
                let what = format!("Split off from {}", other(leap.from));
                say(leap.on, 2, leap.to, what);
            }
            Descent::Formed => {
                let what = format!("Formed out of {}", other(leap.from));
                say(leap.on, 2, leap.to, what);
            }
            Descent::Merged => {
                let what = format!("Merged into {}", other(leap.to));
                say(leap.on, 2, leap.from, what);
            }
        }
    }
    steps.sort_by_key(|(on, rank, _)| (*on, *rank));
    steps.into_iter().map(|(_, _, step)| step).collect()
}

/// Another name, place or level, in words.
pub(crate) fn changed(view: View<'_>, what: Changed<'_>, on: Date) -> String {
    let level = |level: LevelId| {
        let row = view.charter.level(level);
        row.map_or("", |row| row.title_on(on)).to_owned()
    };
    let place = |unit: Option<UnitId>| unit.map_or_else(String::new, |unit| view.some_unit(unit));
    match what {
        Changed::Name(before, after) => format!("Renamed from {before} to {after}"),
        Changed::Parent(before, after) => {
            format!("Went from {} to {}", place(before), place(after))
        }
        Changed::Level(before, after) => {
            format!("From {} to {}", level(before), level(after))
        }
    }
}

/// What the posts of a level were called, where a title ever changed.
fn titles(view: View<'_>, unit: UnitId, level: LevelId, from: Date) -> Option<Timeline> {
    let all = (0..).map(PostId).zip(&view.charter.posts);
    let spans: Vec<Span> = all
        .filter(|(_, row)| row.levels.contains(&level))
        .filter_map(|(post, row)| {
            let spans = called(view, post, from)?.into_iter();
            let href = format!("/units/{unit}/posts/{}", row.id);
            let led = move |span: Span| Span {
                href: Some(href.clone()),
                ..span
            };
            Some(spans.map(led))
        })
        .flatten()
        .collect();
    (!spans.is_empty())
        .then(|| Timeline::new("What its posts were called", "Title", view.today, &spans))
}

/// The titles of a post with their days; none where it had one only.
pub(crate) fn called(view: View<'_>, post: PostId, from: Date) -> Option<Vec<Span>> {
    let editions = view.state.editions();
    let mut days = BTreeSet::from([from]);
    for edition in editions {
        days.insert(edition.from);
        let titles = edition.charter.post(post).map(|row| row.titles.as_slice());
        for title in titles.unwrap_or_default() {
            days.extend(title.from);
            days.extend(title.until.and_then(|until| until.tomorrow().ok()));
        }
    }
    let mut found: Vec<(Date, String)> = Vec::new();
    for day in days
        .into_iter()
        .filter(|day| *day >= from && *day <= view.today)
    {
        let charter = view.state.charter_on(day);
        let charter = charter.or_else(|| editions.first().map(|edition| &edition.charter));
        let Some(row) = charter.and_then(|charter| charter.post(post)) else {
            continue;
        };
        let title = row.title_on(day);
        if found.last().is_none_or(|(_, last)| last != title) {
            found.push((day, title.to_owned()));
        }
    }
    let ends = found.iter().skip(1).map(|(on, _)| on.yesterday().ok());
    let ends: Vec<Option<Date>> = ends.chain([None]).collect();
    let span = |((from, title), until): (&(Date, String), Option<Date>)| Span {
        label: capital(title),
        href: None,
        from: *from,
        until,
        sort: Sort::Post,
    };
    (found.len() > 1).then(|| found.iter().zip(ends).map(span).collect())
}
