//! The delegates of a conference: the list, its file, and the list of codes.

use charter::Action;
use kernel::conferences::{Conference, Mandate, MandateStanding, Role};
use kernel::{ConferenceId, PersonId, UnitId};
use serde::Deserialize;

use super::fill::{self, Text, days, title};
use super::{CredentialsOfUnit, CredentialsPage, DelegateRow, DelegatesPage, codes};
use crate::error::Failure;
use crate::frame::{Frame, Link};
use crate::listing::{Pager, Search, address, address_of_page};
use crate::sheet::{Exports, Format, Sheet};
use crate::site::Site;
use crate::view::View;
use crate::words::{capital, day};

/// Delegates on one page.
const ROWS: u64 = 60;
/// Codes on one sheet of paper, about, and on one page.
const CODES: u64 = 120;

/// What the address of the list says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    /// Part of a name or code of somebody the viewer may know.
    q: String,
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

    fn unit(&self) -> Option<UnitId> {
        self.unit.trim().parse().ok().map(UnitId)
    }

    fn address(&self, conference: ConferenceId, list: &str, page: u64) -> String {
        let asked = [("q", self.q.as_str()), ("unit", self.unit.as_str())];
        address_of_page(&format!("/conferences/{conference}/{list}"), &asked, page)
    }
}

/// The mandates that are asked for and whose unit the viewer may know of.
fn wanted(view: View<'_>, conference: ConferenceId, asked: &Wanted) -> Vec<Mandate> {
    let unit = asked.unit();
    let mut found = view.state.mandates(conference);
    found.retain(|it| {
        let named = || view.knows(it.person) && view.directory.has_words(it.person, asked.q.trim());
        it.standing != MandateStanding::Struck
            && unit.is_none_or(|unit| it.unit == unit)
            && view.knows_unit(it.unit)
            && (asked.q.trim().is_empty() || named())
    });
    found
}

/// The list of delegates.
pub(crate) fn list(
    view: View<'_>,
    conference: ConferenceId,
    asked: &Wanted,
    text: &Text<'_>,
    frame: Frame,
) -> Result<DelegatesPage, Failure> {
    let it = fill::known(view, conference)?;
    let found = wanted(view, conference, asked);
    let pager = Pager {
        export: Some(Exports::of(&asked.address(conference, "delegates", 1))),
        ..Pager::at(
            asked.page,
            ROWS,
            u64::try_from(found.len()).unwrap_or(u64::MAX),
            ("delegate", "delegates"),
            &|page| asked.address(conference, "delegates", page),
        )
    };
    let rows = pager
        .rows(found)
        .map(|mandate| row(view, &it, &mandate))
        .collect();
    let heading = match asked.unit() {
        Some(unit) => format!("Delegates of {}", view.some_unit(unit)),
        None => "Delegates".to_owned(),
    };
    Ok(DelegatesPage {
        frame: Frame {
            path: view.path_to(it.unit),
            title: heading.clone(),
            ..frame
        },
        heading,
        conference: Link::new(title(view, &it, text), format!("/conferences/{conference}")),
        acts: acts(view, &it, asked.unit()),
        search: Search {
            action: format!("/conferences/{conference}/delegates"),
            label: Some("Name".to_owned()),
            query: asked.q.clone(),
            filters: Vec::new(),
            narrowed: !asked.q.is_empty() || !asked.unit.is_empty(),
        },
        rows,
        pager,
    })
}

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

fn row(view: View<'_>, it: &Conference, mandate: &Mandate) -> DelegateRow {
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
    DelegateRow {
        name: capital(&view.someone(mandate.person)),
        href: link.map(|link| link.href),
        unit: capital(&view.some_unit(mandate.unit)),
        about: standing(view, it, mandate),
        act,
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

/// The delegates as a file. Names stand in it where the viewer may know them.
pub(crate) fn sheet(
    view: View<'_>,
    conference: ConferenceId,
    asked: &Wanted,
    format: Format,
) -> Result<Sheet, Failure> {
    let it = fill::known(view, conference)?;
    let heads = ["number", "name", "unit", "unit name", "as", "came"];
    let mut sheet = Sheet::new(format, &heads);
    for mandate in wanted(view, conference, asked) {
        let unit = view.state.unit(mandate.unit);
        let name = view.knows(mandate.person);
        let name = name.then(|| view.directory.name(mandate.person));
        sheet.row([
            mandate.person.0.into(),
            name.into(),
            unit.map(|unit| unit.code).into(),
            unit.map(|unit| unit.name).into(),
            standing(view, &it, &mandate).into(),
            mandate.came.into(),
        ]);
    }
    Ok(sheet)
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
    let unit = asked.unit();
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
        &|page| asked.address(it.id, "credentials", page),
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
