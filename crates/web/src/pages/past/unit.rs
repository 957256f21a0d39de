//! From the record to the page of a unit on a day.

use std::collections::BTreeMap;

use ::charter::{Action, GradeId, PostId};
use jiff::civil::Date;
use kernel::members::Membership;
use kernel::rights::Sight;
use kernel::units::{TreeOn, Unit};
use kernel::{PersonId, UnitId};

use super::holders;
use super::people::counted_on;
use super::then::{Then, dated};
use super::{Part, PastPage, Row, nothing};
use crate::articles::ArticleNote;
use crate::error::Failure;
use crate::frame::{Frame, Link};
use crate::listing::{Pager, address, address_of_page};
use crate::pages::posts::Who;
use crate::view::View;
use crate::words::{away, counted, day};

/// People on one page of a past roll.
const ROWS: u64 = 40;
/// Units beneath that are listed on the page.
const BELOW_MAX: usize = 40;
/// Posts under it that are told on the page.
const POSTS_MAX: usize = 12;

/// A past roll: whoever may see figures alone is told how many there were.
pub(super) type PastRoll = Vec<(PersonId, Membership)>;

/// The page of a unit as it stood.
pub(super) fn page(
    then: Then<'_>,
    id: UnitId,
    roll: &PastRoll,
    (asked, frame): (u64, Frame),
) -> Result<PastPage, Failure> {
    let now = then.view.unit(id)?;
    let address = format!("/units/{id}");
    let Some(it) = then.unit(id) else {
        let frame = then.frame(frame, &address, now.name);
        return Ok(did_not_stand(then, &now, frame));
    };
    let level = then.charter.level(it.level);
    let base = level.is_some_and(|level| level.members);
    let mut parts = vec![posts(then, &it)];
    if base {
        parts.push(roll_part(then, &it, roll, asked));
    }
    parts.extend(below(then, id));
    parts.extend(people_below(then, id));
    parts.extend(posts_below(then, id));
    let frame = then.frame(frame, &address, it.name);
    Ok(PastPage {
        frame: Frame {
            path: then.path_to(id),
            ..frame
        },
        heading: it.name.to_owned(),
        about: about(then, &it),
        said: said(then, &it, &now),
        article: level.and_then(|level| ArticleNote::of_rule(then.charter, level.rule)),
        parts,
        ways: ways(then, id),
    })
}

fn about(then: Then<'_>, it: &Unit<'_>) -> String {
    let founded = format!("{} · founded on {}", then.level(it.level), day(it.founded));
    match it.parent {
        Some(parent) => format!("{founded} · under {}", then.unit_name(parent)),
        None => founded,
    }
}

/// What is otherwise today.
fn said(then: Then<'_>, it: &Unit<'_>, now: &Unit<'_>) -> Vec<String> {
    let mut said = Vec::new();
    if it.name != now.name {
        said.push(format!("It is called {} today.", now.name));
    }
    if it.level != now.level {
        let level = then.view.charter.level(now.level);
        let level = level.map_or("", |level| level.title_on(then.view.today));
        said.push(format!("Today it is a {level}."));
    }
    if let Some(on) = now.dissolved {
        let away = away(then.view.today, on);
        said.push(format!("It was dissolved on {}, {away}.", day(on)));
    } else if it.parent != now.parent {
        let parent = now.parent.map(|parent| then.view.some_unit(parent));
        said.push(format!(
            "Today it stands under {}.",
            parent.unwrap_or_default()
        ));
    }
    if then.state.charter_on(then.day).is_none() {
        said.push(
            "No charter was in force on that day yet; titles are those of the first.".to_owned(),
        );
    }
    said
}

/// Why there is nothing to list of a unit on a day on which it did not stand.
pub(super) fn stood_otherwise(view: View<'_>, now: &Unit<'_>, on: Date) -> Vec<String> {
    let mut said = vec![format!("{} did not stand on {}.", now.name, day(on))];
    if on < now.founded {
        said.push(format!("It was founded on {}.", day(now.founded)));
    } else if let Some(ended) = now.dissolved {
        let away = away(view.today, ended);
        said.push(format!("It was dissolved on {}, {away}.", day(ended)));
    }
    said
}

/// What is said where the unit did not stand on the day.
fn did_not_stand(then: Then<'_>, now: &Unit<'_>, frame: Frame) -> PastPage {
    let href = format!("/units/{}", now.id);
    let said = stood_otherwise(then.view, now, then.day);
    let mut ways = Vec::new();
    if then.day < now.founded {
        ways.push(Link::new(
            "The day it was founded",
            dated(&href, now.founded),
        ));
    } else if let Some(last) = now.dissolved.and_then(|on| on.yesterday().ok())
        && last >= now.founded
    {
        ways.push(Link::new(
            "The last day on which it stood",
            dated(&href, last),
        ));
    }
    ways.push(Link::new("Today", href));
    nothing(frame, now.name, said, ways)
}

/// The posts of the unit's level of that day with whoever held them.
fn posts(then: Then<'_>, it: &Unit<'_>) -> Part {
    let held: Vec<_> = then.state.holders_on(it.id, then.day).collect();
    let mut rows: Vec<Row> = held
        .iter()
        .map(|tenure| Row {
            title: Some(then.post_link(it.id, tenure.post)),
            who: then.person(tenure.person, it.id),
            about: format!("since {}", day(tenure.from)),
        })
        .collect();
    let all = (0..).map(PostId).zip(&then.charter.posts);
    for (id, _) in all.filter(|(_, row)| row.levels.contains(&it.level)) {
        if held.iter().all(|tenure| tenure.post != id) {
            rows.push(Row {
                title: Some(then.post_link(it.id, id)),
                who: Who {
                    name: "nobody".to_owned(),
                    href: None,
                },
                about: String::new(),
            });
        }
    }
    let mut part = Part::new("Posts", rows);
    if part.rows.is_empty() {
        part.note = Some("It had no posts.".to_owned());
    }
    part
}

/// The roll of the day, or why the viewer may not see it.
fn roll_part(then: Then<'_>, it: &Unit<'_>, roll: &PastRoll, asked: u64) -> Part {
    let mut part = Part::new("Roll", Vec::new());
    part.note = Some(grades(then, roll));
    if !then.view.may(Action::SeeRoll, it.id) {
        let rights = &then.view.charter.rights;
        let right = rights.iter().find(|right| right.action == Action::SeeRoll);
        part.article = right.and_then(|right| then.view.note(right.rule));
        part.note = part.note.map(|grades| {
            format!("{grades}. You may see the figures of this unit, and neither who is on its roll nor who was.")
        });
        return part;
    }
    let mut rows: Vec<Row> = roll
        .iter()
        .map(|(person, membership)| Row {
            title: None,
            who: then.person(*person, it.id),
            about: on_roll(then, it.id, *person, membership),
        })
        .collect();
    rows.sort_by(|one, next| one.who.name.cmp(&next.who.name));
    let total = rows.len() as u64;
    let on = then.day.to_string();
    let pager = Pager::at(asked, ROWS, total, ("person", "people"), &|page| {
        address_of_page(&format!("/units/{}", it.id), &[("on", &on)], page)
    });
    part.rows = pager.rows(rows).collect();
    part.pager = Some(pager);
    part
}

fn on_roll(then: Then<'_>, unit: UnitId, person: PersonId, it: &Membership) -> String {
    let posts: Vec<String> = then
        .state
        .held_on(person, then.day)
        .filter(|tenure| tenure.unit == unit)
        .map(|tenure| then.post(&tenure))
        .collect();
    let since = format!(
        "{}, here since {}",
        then.grade(it.grade),
        day(it.in_unit_since)
    );
    if posts.is_empty() {
        since
    } else {
        format!("{} · {since}", posts.join(", "))
    }
}

/// How many there were of each grade.
pub(super) fn grades(then: Then<'_>, roll: &[(PersonId, Membership)]) -> String {
    let mut counts: BTreeMap<GradeId, u64> = BTreeMap::new();
    for (_, membership) in roll {
        *counts.entry(membership.grade).or_default() += 1;
    }
    let counts: Vec<String> = counts
        .into_iter()
        .filter_map(|(grade, count)| {
            let row = then.charter.grade(grade)?;
            Some(counted(count, &row.title, &row.plural))
        })
        .collect();
    if counts.is_empty() {
        "Nobody belonged to it".to_owned()
    } else {
        counts.join(" · ")
    }
}

/// The units directly beneath that the viewer may know of.
fn below(then: Then<'_>, id: UnitId) -> Option<Part> {
    let tree = then.state.tree_on(then.day);
    let seen = then.sight(Action::SeeFigures);
    let beneath: Vec<UnitId> = tree
        .beneath(id)
        .filter(|unit| seen.reaches(then.view.state, *unit))
        .collect();
    if beneath.is_empty() {
        return None;
    }
    let rows = beneath.iter().take(BELOW_MAX).map(|unit| {
        let people = people_in(then, &tree, *unit, &seen);
        let people = counted(people, "person", "people");
        Row {
            title: None,
            who: then.unit_link(*unit),
            about: format!("{} · {people}", super::tree::about(then, &tree, *unit)),
        }
    });
    let mut part = Part::new("Under it", rows.collect());
    let more = beneath.len().saturating_sub(BELOW_MAX);
    if more > 0 {
        let units = counted(beneath.len() as u64, "unit", "units");
        part.note = Some(format!("{units}, of which the first {BELOW_MAX}."));
    }
    Some(part)
}

/// How many belonged to a unit and to what stood under it, as far as they may be counted.
fn people_in(then: Then<'_>, tree: &TreeOn<'_>, unit: UnitId, seen: &Sight) -> u64 {
    let within = tree.within(unit).into_iter();
    within
        .filter(|it| seen.reaches(then.view.state, *it))
        .map(|it| u64::from(then.state.roll_count_on(it, then.day)))
        .sum()
}

/// How many people there were in it and under it, with the way to who they were.
fn people_below(then: Then<'_>, id: UnitId) -> Option<Part> {
    let tree = then.state.tree_on(then.day);
    tree.beneath(id).next()?;
    let seen = then.sight(Action::SeeFigures);
    let units = counted_on(then.state, (id, then.day), |it| {
        seen.reaches(then.view.state, it)
    });
    let people = units.iter().map(|(_, people)| people).sum();
    let mut part = Part::new("People in it and under it", Vec::new());
    let figures = format!(
        "{} in {}",
        counted(people, "person", "people"),
        counted(units.len() as u64, "unit", "units")
    );
    part.rows.push(Row {
        title: None,
        who: Who {
            name: figures,
            href: Some(dated(&format!("/units/{id}/people"), then.day)),
        },
        about: "By name where you may see the roll.".to_owned(),
    });
    Some(part)
}

/// The posts under it that were held, the first of them, with the way to all.
fn posts_below(then: Then<'_>, id: UnitId) -> Option<Part> {
    let seen = then.sight(Action::SeeFigures);
    let mut units = then.state.tree_on(then.day).within(id);
    units.retain(|it| *it != id && seen.reaches(then.view.state, *it));
    if units.is_empty() {
        return None;
    }
    let nearest = units.get(..units.len().min(BELOW_MAX)).unwrap_or_default();
    let held = holders::of_units(then, nearest, id);
    let rows = held.iter().take(POSTS_MAX).map(|it| {
        let unit = then.unit_name(it.unit);
        let since = it.since();
        Row {
            title: Some(then.post_link(it.unit, it.post)),
            who: it.who(then),
            about: match since.is_empty() {
                true => unit,
                false => format!("{unit} · {since}"),
            },
        }
    });
    let mut part = Part::new("Posts under it", rows.collect());
    if part.rows.is_empty() {
        return None;
    }
    part.rows.push(Row {
        title: None,
        who: Who {
            name: "All posts in it and under it".to_owned(),
            href: Some(dated(&format!("/units/{id}/holders"), then.day)),
        },
        about: counted(units.len() as u64, "unit under it", "units under it"),
    });
    Some(part)
}

fn ways(then: Then<'_>, id: UnitId) -> Vec<Link> {
    vec![
        Link::new(
            "In the tree of that day",
            dated(&format!("/units?open={id}"), then.day),
        ),
        Link::new("Posts", dated(&format!("/units/{id}/posts"), then.day)),
        Link::new(
            "What changed since",
            address(
                &format!("/units/{id}/changes"),
                &[("from", &then.day.to_string())],
            ),
        ),
        Link::new("The charter of that day", dated("/charter", then.day)),
    ]
}
