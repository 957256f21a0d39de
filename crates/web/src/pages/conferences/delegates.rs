//! The delegates of a conference: the list, and the codes that are printed.

use charter::Action;
use kernel::conferences::{Conference, Mandate, MandateStanding, Role};
use kernel::{ConferenceId, PersonId, UnitId};
use serde::Deserialize;

use super::fill::{self, Text, days, title};
use super::{CredentialsOfUnit, CredentialsPage, codes};
use crate::error::Failure;
use crate::frame::{Frame, Link, Room};
use crate::listing::{Line, List, Opened, Opening, Pager, Sieve, address, address_of_page, one};
use crate::site::Site;
use crate::view::View;
use crate::words::{capital, day};

/// Codes on one sheet of paper, about, and on one page.
const CODES: u64 = 120;

/// Whose codes are wanted.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    /// Number of the unit that sends them.
    unit: String,
    /// The page, counted from one.
    page: u64,
}

impl Wanted {
    /// Those of a unit, or all.
    pub(crate) fn of(unit: Option<u32>) -> Wanted {
        Wanted {
            unit: unit.map_or_else(String::new, |unit| unit.to_string()),
            ..Wanted::default()
        }
    }

    fn address(&self, conference: ConferenceId, page: u64) -> String {
        let path = format!("/conferences/{conference}/credentials");
        address_of_page(&path, &[("unit", &self.unit)], page)
    }
}

/// The unit whose number stands in an address.
fn numbered(unit: &str) -> Option<UnitId> {
    unit.trim().parse().ok().map(UnitId)
}

/// Somebody who is sent to a conference.
#[derive(Clone, Debug)]
pub(crate) struct Sent {
    it: Conference,
    mandate: Mandate,
}

/// `/conferences/{id}/delegates`: those whose unit the viewer may know of. Names stand in it
/// where the viewer may know them.
pub(crate) const DELEGATES: List<u32, Sent> = List {
    room: Room::Conferences,
    opens: |with, conference| {
        let view = with.view;
        let it = fill::known(view, ConferenceId(conference))?;
        let unit = numbered(with.asked.get("unit"));
        let heading = match unit.filter(|unit| view.knows_unit(*unit)) {
            Some(unit) => format!("Delegates of {}", view.some_unit(unit)),
            None => "Delegates".to_owned(),
        };
        let sent = view.state.mandates(it.id).into_iter();
        let known =
            |it: &Mandate| it.standing != MandateStanding::Struck && view.knows_unit(it.unit);
        Ok(Opened {
            path: view.path_to(it.unit),
            place: Some(Link::new(
                title(view, &it, with.text),
                format!("/conferences/{conference}"),
            )),
            acts: acts(view, &it, unit),
            rows: sent
                .filter(known)
                .map(|mandate| Sent { it, mandate })
                .collect(),
            ..Opened::new(&heading)
        })
    },
    of: ("delegate", "delegates"),
    file: "delegates",
    heads: &["number", "name", "unit", "unit name", "as", "came"],
    fields: |Opening { view, .. }, Sent { it, mandate }| {
        let unit = view.state.unit(mandate.unit);
        let name = view.knows(mandate.person);
        let name = name.then(|| view.directory.name(mandate.person));
        vec![
            mandate.person.0.into(),
            name.into(),
            unit.map(|unit| unit.code).into(),
            unit.map(|unit| unit.name).into(),
            standing(view, it, mandate).into(),
            mandate.came.into(),
        ]
    },
    sieves: &[
        Sieve("unit", "Sent by", "Every unit", |view, row| {
            let unit = row.mandate.unit;
            one(unit.to_string(), capital(&view.some_unit(unit)))
        }),
        Sieve("standing", "Standing", "Everybody", |_, row| {
            match (row.mandate.standing, row.mandate.came) {
                (MandateStanding::Stands, Some(_)) => one("came", "Came"),
                (MandateStanding::Stands, None) => one("expected", "Has not come"),
                (MandateStanding::GivenUp | MandateStanding::Struck, _) => {
                    one("given up", "Gave the seat up")
                }
            }
        }),
    ],
    line: |Opening { view, .. }, Sent { it, mandate }| line(view, it, mandate),
};

/// What may be done about the delegates of one unit.
fn acts(view: View<'_>, it: &Conference, unit: Option<UnitId>) -> Vec<Link> {
    let Some(unit) = unit.filter(|_| it.called_off.is_none()) else {
        return Vec::new();
    };
    let chosen = view
        .state
        .seats_of(it.id, unit)
        .map(|(_, chosen)| chosen.is_some());
    let may = view.may(Action::ElectDelegates, unit);
    let way = |text: &str, what: &str| {
        let own = format!("/conferences/{}/{what}", it.id);
        Link::new(text, address(&own, &[("unit", &unit.to_string())]))
    };
    match chosen.filter(|_| may) {
        Some(false) => vec![way("Record whom it sends", "elect")],
        Some(true) => vec![
            way("Their codes, to be printed", "credentials"),
            way("Strike the record", "strike"),
        ],
        None => Vec::new(),
    }
}

fn line(view: View<'_>, it: &Conference, mandate: &Mandate) -> Line {
    let link = view.person_link(mandate.person);
    let own = format!("/conferences/{}", it.id);
    let person = mandate.person.to_string();
    let way = |text: &str, what: &str| {
        let own = format!("{own}/{what}");
        Link::new(text, address(&own, &[("person", &person)]))
    };
    let open = it.called_off.is_none() && mandate.seated();
    let admits = view.may(Action::AdmitDelegates, it.unit);
    let act = match mandate.came {
        Some(_) if open && admits => Some(way("Was it somebody else?", "send-out")),
        None if open && link.is_some() && view.may(Action::ElectDelegates, mandate.unit) => {
            Some(way("Gives the seat up", "replace"))
        }
        Some(_) | None => None,
    };
    let name = capital(&view.someone(mandate.person));
    let href = link.map_or_else(String::new, |link| link.href);
    let unit = capital(&view.some_unit(mandate.unit));
    Line {
        acts: act.into_iter().collect(),
        ..Line::new(
            Link::new(name, href),
            format!("{unit} · {}", standing(view, it, mandate)),
        )
    }
}

/// As what somebody comes, and what became of it.
pub(crate) fn standing(view: View<'_>, it: &Conference, mandate: &Mandate) -> String {
    let role = match (mandate.role, mandate.in_place_of) {
        (Role::Delegate, _) => "delegate".to_owned(),
        (Role::Substitute, None) => "substitute".to_owned(),
        (Role::Substitute, Some(who)) => {
            format!("delegate in place of {}", view.someone(who))
        }
        (Role::ExOfficio(post), _) => {
            format!("delegate as {}", view.post_title(post, it.key_day))
        }
    };
    match (mandate.standing, mandate.came) {
        (MandateStanding::GivenUp, _) => format!("{role}, gave the seat up"),
        (MandateStanding::Struck, _) => format!("{role}, struck"),
        (MandateStanding::Stands, Some(on)) => format!("{role}, came on {}", day(on)),
        (MandateStanding::Stands, None) => role,
    }
}

/// Whose codes the viewer may see: of everybody for whoever keeps the door, of a unit's own
/// for whoever records whom it sends.
pub(crate) fn coded(
    view: View<'_>,
    conference: ConferenceId,
    asked: &Wanted,
) -> Result<(Conference, Vec<Mandate>), Failure> {
    let it = fill::known(view, conference)?;
    if it.called_off.is_some() {
        return Err(Failure::NotFound);
    }
    let unit = numbered(&asked.unit);
    let keeps_the_door = view.may(Action::AdmitDelegates, it.unit);
    let sends = unit.is_some_and(|unit| view.may(Action::ElectDelegates, unit));
    if !keeps_the_door && !sends {
        view.unit_for(Action::AdmitDelegates, it.unit)?;
        return Err(Failure::NotFound);
    }
    let mut found = view.state.mandates(conference);
    found.retain(|it| it.seated() && unit.is_none_or(|unit| it.unit == unit));
    // As the tree has the units, and within one as they were chosen.
    let order: Vec<UnitId> = view
        .state
        .conference_seats(conference)
        .into_iter()
        .map(|(seats, _)| seats.unit)
        .collect();
    let place: std::collections::BTreeMap<UnitId, usize> =
        order.into_iter().zip(0_usize..).collect();
    found.sort_by_key(|it| place.get(&it.unit).copied().unwrap_or(usize::MAX));
    Ok((it, found))
}

/// The codes of whom [`coded`] gives, as they are printed. Whoever hands codes out has to
/// know to whom: names stand on the list.
pub(crate) fn credentials(
    site: &Site,
    view: View<'_>,
    asked: &Wanted,
    (it, mandates): (Conference, Vec<Mandate>),
    (text, frame): (&Text<'_>, Frame),
) -> Result<CredentialsPage, Failure> {
    let pager = Pager::at(
        asked.page,
        CODES,
        u64::try_from(mandates.len()).unwrap_or(u64::MAX),
        ("delegate", "delegates"),
        &|page| asked.address(it.id, page),
    );
    let shown: Vec<Mandate> = pager.rows(mandates).collect();
    let people: Vec<PersonId> = shown.iter().map(|it| it.person).collect();
    let codes = codes::of(site, it.id, &people)?;
    let mut units: Vec<(UnitId, CredentialsOfUnit)> = Vec::new();
    for (mandate, code) in shown.into_iter().zip(codes) {
        let row = (capital(&view.someone(mandate.person)), code);
        match units.last_mut().filter(|(unit, _)| *unit == mandate.unit) {
            Some((_, of_unit)) => of_unit.rows.push(row),
            None => units.push((
                mandate.unit,
                CredentialsOfUnit {
                    unit: capital(&view.some_unit(mandate.unit)),
                    rows: vec![row],
                },
            )),
        }
    }
    Ok(CredentialsPage {
        frame: Frame {
            path: view.path_to(it.unit),
            title: "Codes of the delegates".to_owned(),
            ..frame
        },
        heading: "Codes of the delegates".to_owned(),
        conference: Link::new(title(view, &it, text), format!("/conferences/{}", it.id)),
        about: match it.place.and_then(text) {
            Some(place) => format!("{} · {place}", days(&it)),
            None => days(&it),
        },
        units: units.into_iter().map(|(_, of_unit)| of_unit).collect(),
        pager,
    })
}
