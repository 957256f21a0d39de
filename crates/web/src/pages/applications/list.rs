//! From the record to the list of what is under way in a unit.

use charter::Action;
use kernel::UnitId;
use kernel::procedures::Proceeding;
use serde::Deserialize;

use super::fill::{heading, stands, ways_in};
use super::{ApplicationRow, ApplicationsPage};
use crate::error::Failure;
use crate::forms::Choice;
use crate::frame::{Frame, Link};
use crate::listing::{Filter, Pager, Search, address_of_page, has_words};
use crate::sheet::{Exports, Format, Sheet};
use crate::view::View;
use crate::words::capital;

/// Proceedings on one page.
const ROWS: u64 = 25;

/// Which proceedings are wanted.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    pub(crate) q: String,
    pub(crate) procedure: String,
    pub(crate) show: String,
    pub(crate) page: u64,
}

impl Wanted {
    fn address(&self, path: &str, page: u64) -> String {
        address_of_page(
            path,
            &[
                ("q", &self.q),
                ("procedure", &self.procedure),
                ("show", &self.show),
            ],
            page,
        )
    }
}

/// The proceedings of a unit that are wanted and that the viewer may know of: those in it,
/// and those beneath it in which it is the unit's turn.
pub(crate) fn wanted(
    view: View<'_>,
    unit: UnitId,
    asked: &Wanted,
) -> Result<Vec<Proceeding>, Failure> {
    let known = view.knows_unit(unit) && view.state.unit(unit).is_some();
    if !known {
        return Err(Failure::NotFound);
    }
    let waiting = view.state.proceedings_waiting_for(unit, view.today);
    let beneath = waiting
        .into_iter()
        .map(|(it, _)| it)
        .filter(|it| it.unit != unit);
    let fits = |it: &Proceeding| {
        let open = it.course.is_open();
        let shown = match asked.show.as_str() {
            "ended" => !open,
            "all" => true,
            _ => open,
        };
        let Some(rule) = view.charter.procedure(it.procedure) else {
            return false;
        };
        let named = || has_words(&heading(view, it, rule), &asked.q);
        shown
            && (asked.procedure.is_empty() || asked.procedure == rule.id)
            && (asked.q.trim().is_empty() || named())
            && view.state.may_see_proceeding(view.viewer, view.today, it)
    };
    let here = view.state.proceedings_in(unit);
    Ok(here.chain(beneath).filter(fits).collect())
}

/// Every proceeding of a unit that the viewer may know of, whether or not it is at its end.
pub(crate) fn all_of(view: View<'_>, unit: UnitId) -> Result<Vec<Proceeding>, Failure> {
    let all = Wanted {
        show: "all".to_owned(),
        ..Wanted::default()
    };
    wanted(view, unit, &all)
}

/// The list.
pub(crate) fn page(
    view: View<'_>,
    unit: UnitId,
    asked: &Wanted,
    frame: Frame,
) -> Result<ApplicationsPage, Failure> {
    let found = wanted(view, unit, asked)?;
    let path = format!("/units/{unit}/applications");
    let total = u64::try_from(found.len()).unwrap_or(u64::MAX);
    let of = ("proceeding", "proceedings");
    let mut pager = Pager::at(asked.page, ROWS, total, of, &|page| {
        asked.address(&path, page)
    });
    let rows = pager
        .rows(found)
        .filter_map(|it| {
            let rule = view.charter.procedure(it.procedure)?;
            let (stands, late) = stands(view, &it);
            Some(ApplicationRow {
                what: Link::new(heading(view, &it, rule), format!("/applications/{}", it.id)),
                unit: view.some_unit(it.unit),
                stands,
                late,
            })
        })
        .collect();
    pager.export = (total > 0).then(|| Exports::of(&asked.address(&path, 1)));
    let name = view.some_unit(unit);
    let heading = format!("Applications in {name}");
    let acts = if view.may(Action::OpenProcedure, unit) {
        let ways = ways_in(view, unit).into_iter();
        ways.filter(|way| way.href.contains("/new")).collect()
    } else {
        Vec::new()
    };
    let rule = view.charter.procedures.first().map(|rule| rule.rule);
    Ok(ApplicationsPage {
        frame: Frame {
            title: heading.clone(),
            path: view.path_to(unit),
            ..frame
        },
        heading,
        about: "What is under way here, and what waits for this unit.".to_owned(),
        acts,
        search: search(view, &path, asked),
        rows,
        pager,
        article: rule.and_then(|rule| view.note(rule)),
    })
}

fn search(view: View<'_>, path: &str, asked: &Wanted) -> Search {
    let choice = |value: &str, text: &str| Choice {
        value: value.to_owned(),
        text: text.to_owned(),
    };
    let mut procedures = vec![choice("", "Every kind")];
    let kinds = view.charter.procedures.iter();
    procedures.extend(kinds.map(|rule| choice(&rule.id, &capital(&rule.title))));
    let narrowed = [&asked.q, &asked.procedure, &asked.show];
    Search {
        action: path.to_owned(),
        label: Some("Name".to_owned()),
        query: asked.q.clone(),
        filters: vec![
            Filter {
                name: "procedure".to_owned(),
                label: "Kind".to_owned(),
                choices: procedures,
                chosen: asked.procedure.clone(),
            },
            Filter {
                name: "show".to_owned(),
                label: "Which".to_owned(),
                choices: vec![
                    choice("", "Under way"),
                    choice("ended", "At their end"),
                    choice("all", "All"),
                ],
                chosen: asked.show.clone(),
            },
        ],
        narrowed: narrowed.iter().any(|it| !it.is_empty()),
    }
}

/// The list as a file.
pub(crate) fn sheet(
    view: View<'_>,
    unit: UnitId,
    asked: &Wanted,
    format: Format,
) -> Result<Sheet, Failure> {
    let heads = [
        "number", "kind", "about", "code", "unit", "opened", "stands", "since", "due",
    ];
    let mut sheet = Sheet::new(format, &heads);
    for it in wanted(view, unit, asked)? {
        let Some(rule) = view.charter.procedure(it.procedure) else {
            continue;
        };
        let (stands, _) = stands(view, &it);
        let due = view.state.turn(&it, view.today).and_then(|turn| turn.due);
        let about = it.person.map(|person| view.someone(person));
        sheet.row([
            it.id.0.into(),
            (&rule.title).into(),
            about.into(),
            view.state.unit(it.unit).map(|unit| unit.code).into(),
            view.some_unit(it.unit).into(),
            it.opened.into(),
            stands.into(),
            it.since.into(),
            due.into(),
        ]);
    }
    Ok(sheet)
}
