//! From the record to the page of a conference.

use std::collections::BTreeMap;

use charter::{Action, ConferenceRule};
use jiff::civil::Date;
use kernel::conferences::{Chosen, Conference, Role, Seats, may_know_conference};
use kernel::directives::Origin;
use kernel::{ConferenceId, DirectiveId, DocumentId, UnitId};
use serde::Deserialize;

use super::{ConferencePage, SeatRow};
use crate::error::Failure;
use crate::frame::{Frame, Link};
use crate::listing::{Pager, Search, address, address_of_page};
use crate::pages::directives::words;
use crate::sheet::{Exports, Format, Sheet};
use crate::view::View;
use crate::words::{away, capital, counted, day, figure};

/// Units on the page of one conference.
const UNITS: u64 = 60;

/// What the address of a conference says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct WantedSeats {
    /// Part of a unit's name or code.
    q: String,
    /// The page, counted from one.
    page: u64,
}

/// Reads what somebody wrote.
pub(crate) type Text<'a> = dyn Fn(DocumentId) -> Option<String> + 'a;

/// A conference the viewer may know of.
pub(crate) fn known(view: View<'_>, conference: ConferenceId) -> Result<Conference, Failure> {
    view.state
        .conference(conference)
        .filter(|it| may_know_conference(view.state, view.viewer, view.today, it))
        .ok_or(Failure::NotFound)
}

/// The day of a conference next to today: what is entered was most likely then.
pub(crate) fn day_of(view: View<'_>, conference: ConferenceId) -> Date {
    let days = view.state.conference(conference);
    days.map_or(view.today, |it| view.today.min(it.last).max(it.first))
}

/// The rule of a conference.
pub(crate) fn rule<'a>(view: View<'a>, it: &Conference) -> Result<&'a ConferenceRule, Failure> {
    let newest = view.state.charter();
    newest
        .and_then(|charter| charter.conference(it.kind))
        .ok_or(Failure::NotFound)
}

/// What it is called: by its own name, or by the charter's.
pub(crate) fn title(view: View<'_>, it: &Conference, text: &Text<'_>) -> String {
    let own = it.title.and_then(text);
    let charter = || rule(view, it).map(|rule| capital(&rule.title));
    own.unwrap_or_else(|| charter().unwrap_or_default())
}

/// Its days: `1 to 3 May 2024` in full.
pub(crate) fn days(it: &Conference) -> String {
    if it.first == it.last {
        return day(it.first);
    }
    format!("{} to {}", day(it.first), day(it.last))
}

/// The units that send delegates, as far as the viewer may know of them.
pub(crate) fn seats(
    view: View<'_>,
    conference: ConferenceId,
    query: &str,
) -> Vec<(Seats, Option<Chosen>)> {
    let words: Vec<String> = query
        .to_lowercase()
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    let named = |unit: UnitId| {
        view.state.unit(unit).is_some_and(|unit| {
            let name = format!("{} {}", unit.name, unit.code).to_lowercase();
            words.iter().all(|word| name.contains(word))
        })
    };
    let mut seats = view.state.conference_seats(conference);
    seats.retain(|(it, _)| view.knows_unit(it.unit) && named(it.unit));
    seats
}

/// The page of one conference.
pub(crate) fn show(
    view: View<'_>,
    conference: ConferenceId,
    asked: &WantedSeats,
    text: &Text<'_>,
    frame: Frame,
) -> Result<ConferencePage, Failure> {
    let it = known(view, conference)?;
    let rule = rule(view, &it)?;
    let shown = seats(view, conference, &asked.q);
    let own = format!("/conferences/{conference}");
    let sheets = address(&format!("{own}/seats"), &[("q", &asked.q)]);
    let pager = Pager {
        export: Some(Exports::of(&sheets)),
        ..Pager::at(
            asked.page,
            UNITS,
            u64::try_from(shown.len()).unwrap_or(u64::MAX),
            ("unit", "units"),
            &|page| address_of_page(&own, &[("q", &asked.q)], page),
        )
    };
    let filled = filled(view, conference);
    let units = pager
        .rows(shown)
        .map(|(seats, chosen)| {
            let filled = filled.get(&seats.unit).copied().unwrap_or(0);
            seat_row(view, &it, (&seats, chosen), filled)
        })
        .collect();
    let heading = title(view, &it, text);
    let place = it.place.and_then(text).map(|place| format!(" · {place}"));
    Ok(ConferencePage {
        frame: Frame {
            path: view.path_to(it.unit),
            title: heading.clone(),
            ..frame
        },
        heading,
        about: format!(
            "{} · {} ({}){}",
            capital(&view.some_unit(it.unit)),
            days(&it),
            away(view.today, it.first),
            place.unwrap_or_default()
        ),
        counts: counts(view, &it),
        called_off: it.called_off.map(|(on, reason)| {
            let why = text(reason).unwrap_or_default();
            format!("Called off on {}: {why}", day(on))
        }),
        acts: acts(view, &it),
        article: view.note(rule.rule),
        key: format!(
            "The seats were given out by the rolls of {}, with {} in all.",
            day(it.key_day),
            counted(u64::from(it.members), "member", "members")
        ),
        search: Search {
            days: Vec::new(),
            action: own,
            label: Some("Unit".to_owned()),
            query: asked.q.clone(),
            filters: Vec::new(),
            narrowed: !asked.q.is_empty(),
        },
        units,
        pager,
        lists: lists(view, &it),
        followed: view
            .state
            .carrying_out(Origin::Conference(conference))
            .chain(of_items(view, conference))
            .filter_map(|directive| words::link(view, directive))
            .collect(),
    })
}

/// The directives that came of single things at a conference.
fn of_items(view: View<'_>, conference: ConferenceId) -> impl Iterator<Item = DirectiveId> + '_ {
    let items = view.state.conference_items(conference).into_iter();
    items.flat_map(move |item| {
        let origin = Origin::Item(conference, item.number);
        view.state.carrying_out(origin)
    })
}

/// How many delegates each unit has, those by a post apart.
fn filled(view: View<'_>, conference: ConferenceId) -> BTreeMap<UnitId, u64> {
    let mut filled: BTreeMap<UnitId, u64> = BTreeMap::new();
    for mandate in view.state.mandates(conference) {
        if mandate.seated() && !matches!(mandate.role, Role::ExOfficio(_)) {
            *filled.entry(mandate.unit).or_insert(0) += 1;
        }
    }
    filled
}

fn seat_row(
    view: View<'_>,
    it: &Conference,
    (seats, chosen): (&Seats, Option<Chosen>),
    filled: u64,
) -> SeatRow {
    let unit = seats.unit;
    let open = it.called_off.is_none() && view.may(Action::ElectDelegates, unit);
    SeatRow {
        unit: Link::new(
            capital(&view.some_unit(unit)),
            address(
                &format!("/conferences/{}/delegates", it.id),
                &[("unit", &unit.to_string())],
            ),
        ),
        members: figure(u64::from(seats.members)),
        seats: figure(u64::from(seats.delegates)),
        filled: match chosen {
            None => "not chosen yet".to_owned(),
            Some(chosen) => format!("{} chosen on {}", figure(filled), day(chosen.on)),
        },
        act: (open && chosen.is_none()).then(|| {
            Link::new(
                "Record whom it sends",
                format!("/conferences/{}/elect?unit={unit}", it.id),
            )
        }),
    }
}

/// Seats, filled, come.
pub(crate) fn counts(view: View<'_>, it: &Conference) -> Vec<String> {
    let seats = view.state.conference_seats(it.id);
    let given: u64 = seats.iter().map(|(it, _)| u64::from(it.delegates)).sum();
    let chosen = seats.iter().filter(|(_, chosen)| chosen.is_some()).count();
    let chosen = u64::try_from(chosen).unwrap_or(u64::MAX);
    let senders = u64::try_from(seats.len()).unwrap_or(u64::MAX);
    let (seated, came) = view.state.conference_turnout(it.id);
    let sent = filled(view, it.id).values().sum();
    let by_post = u64::from(seated).saturating_sub(sent);
    let mut counts = vec![
        format!(
            "{} of {}",
            counted(given, "seat", "seats"),
            counted(senders, "unit", "units")
        ),
        if chosen == 0 {
            "nobody chosen yet".to_owned()
        } else {
            format!(
                "{} chosen by {}",
                counted(sent, "delegate", "delegates"),
                counted(chosen, "unit", "units")
            )
        },
    ];
    if by_post > 0 {
        counts.push(format!("{} by a post", figure(by_post)));
    }
    if it.first <= view.today {
        counts.push(format!("{} came", figure(u64::from(came))));
    }
    counts
}

fn acts(view: View<'_>, it: &Conference) -> Vec<Link> {
    if it.called_off.is_some() {
        return Vec::new();
    }
    let way = |text: &str, what: &str| Link::new(text, format!("/conferences/{}/{what}", it.id));
    let admits = view.may(Action::AdmitDelegates, it.unit);
    let begun = (it.first..=it.last).contains(&view.today);
    let door = (admits && begun).then(|| way("At the door", "door"));
    let off = view.may(Action::CallConference, it.unit) && view.today <= it.last;
    let off = off.then(|| way("Call it off", "call-off"));
    let follows = !view.charter.directives.is_empty()
        && it.first <= view.today
        && view.may(Action::IssueDirective, it.unit);
    let origin = format!("conference-{}", it.id);
    let follow = follows.then(|| {
        let new = format!("/units/{}/directives/new", it.unit);
        Link::new(
            "Hand down what it decided",
            address(&new, &[("origin", &origin)]),
        )
    });
    door.into_iter().chain(follow).chain(off).collect()
}

fn lists(view: View<'_>, it: &Conference) -> Vec<Link> {
    let way = |text: &str, what: &str| Link::new(text, format!("/conferences/{}/{what}", it.id));
    let mut lists = vec![
        way("Delegates", "delegates"),
        way("Proceedings", "proceedings"),
    ];
    if view.may(Action::AdmitDelegates, it.unit) {
        lists.push(way("Their codes, to be printed", "credentials"));
    }
    if it.called_off.is_none() && super::lists::may_record(view, it) {
        lists.push(way("Record whom many units send", "lists"));
    }
    lists.extend(bulletin_link(view, it));
    lists
}

/// The way to write about it for everybody, once it has begun.
fn bulletin_link(view: View<'_>, it: &Conference) -> Option<Link> {
    view.state.bulletin_rule(view.today, it.unit)?;
    let begun = it.called_off.is_none() && it.first <= view.today;
    let may = begun && view.may(Action::DraftBulletin, it.unit);
    let path = format!("/units/{}/bulletins/new", it.unit);
    may.then(|| {
        let about = format!("conference-{}", it.id);
        Link::new(
            "Write a bulletin about it",
            address(&path, &[("about", &about)]),
        )
    })
}

/// The seats as a file.
pub(crate) fn sheet(
    view: View<'_>,
    conference: ConferenceId,
    asked: &WantedSeats,
    format: Format,
) -> Result<Sheet, Failure> {
    known(view, conference)?;
    let heads = [
        "unit",
        "unit name",
        "members",
        "delegates",
        "substitutes",
        "chosen",
        "entitled",
        "ballots",
    ];
    let mut sheet = Sheet::new(format, &heads);
    for (seats, chosen) in seats(view, conference, &asked.q) {
        let unit = view.state.unit(seats.unit);
        sheet.row([
            unit.map(|unit| unit.code).into(),
            unit.map(|unit| unit.name).into(),
            seats.members.into(),
            seats.delegates.into(),
            seats.substitutes.into(),
            chosen.map(|it| it.on).into(),
            chosen.map(|it| it.entitled).into(),
            chosen.map(|it| it.ballots).into(),
        ]);
    }
    Ok(sheet)
}
