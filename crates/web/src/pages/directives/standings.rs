//! Where each unit stands with a directive: the list behind every figure of
//! the cascade.

use std::collections::BTreeMap;

use charter::Action;
use jiff::civil::Date;
use kernel::directives::{Answer, Directive, Objection, Outcome};
use kernel::{DocumentId, UnitId, rights};
use serde::Deserialize;

use super::{DirectiveUnitsPage, Said, words};
use crate::error::Failure;
use crate::forms::Choice;
use crate::frame::{Frame, Link};
use crate::listing::{Filter, Pager, Search, address};
use crate::sheet::{Exports, Format, Sheet};
use crate::view::View;
use crate::words::{capital, day};

/// Units on a page.
const ROWS: u64 = 50;

/// Where a unit stands: its name in addresses and the API, and in words.
const STANDINGS: &[(&str, &str)] = &[
    ("received", "received it"),
    ("not-received", "have not received it"),
    ("passed-on", "passed it on"),
    ("holds-up", "have not passed it on"),
    ("answered", "answered"),
    ("not-answered", "have not answered"),
    ("done", "done"),
    ("in-part", "done in part"),
    ("not-done", "not done"),
];

/// One unit and what it did.
#[derive(Clone, Copy, Debug)]
pub(crate) struct UnitStanding {
    pub(crate) unit: UnitId,
    pub(crate) on_the_way: bool,
    pub(crate) addressed: bool,
    pub(crate) received: Option<Date>,
    pub(crate) passed_on: Option<Date>,
    pub(crate) answer: Option<Answer>,
    pub(crate) objection: Option<Objection>,
}

impl UnitStanding {
    fn released(&self) -> bool {
        self.objection
            .and_then(|it| it.settled)
            .is_some_and(|(upheld, ..)| upheld)
    }

    /// Whether it stands so.
    pub(crate) fn is(&self, standing: &str) -> bool {
        let outcome = self.answer.map(|answer| answer.outcome);
        match standing {
            "received" => self.received.is_some(),
            "not-received" => self.received.is_none(),
            "passed-on" => self.passed_on.is_some(),
            "holds-up" => self.on_the_way && self.received.is_some() && self.passed_on.is_none(),
            "answered" => outcome.is_some(),
            "not-answered" => {
                self.addressed && self.received.is_some() && outcome.is_none() && !self.released()
            }
            "done" => outcome == Some(Outcome::Done),
            "in-part" => outcome == Some(Outcome::InPart),
            "not-done" => outcome == Some(Outcome::NotDone),
            _ => false,
        }
    }

    /// What it did, in words.
    fn words(&self) -> String {
        let mut said = Vec::new();
        match self.received {
            Some(on) => said.push(format!("received on {}", day(on))),
            None => said.push("not received yet".to_owned()),
        }
        match self.passed_on {
            Some(on) => said.push(format!("passed on on {}", day(on))),
            None if self.on_the_way && self.received.is_some() => {
                said.push("not passed on".to_owned());
            }
            None => {}
        }
        match &self.answer {
            Some(answer) => said.push(words::answered(answer)),
            None if self.released() => said.push("let off".to_owned()),
            None if self.addressed && self.received.is_some() => {
                said.push("not answered".to_owned());
            }
            None => {}
        }
        said.join(" · ")
    }
}

/// Where every unit stands that the viewer may see, by number.
pub(crate) fn of(view: View<'_>, it: &Directive) -> Vec<UnitStanding> {
    let sight = rights::sight(view.state, view.viewer, view.today, Action::SeeFigures);
    let mut answers: BTreeMap<UnitId, Answer> = BTreeMap::new();
    for answer in view.state.answers_to(it.id) {
        // The later of two holds.
        answers.insert(answer.unit, answer);
    }
    view.state
        .units_of_directive(it.id)
        .into_iter()
        .filter(|unit| sight.reaches(view.state, *unit))
        .map(|unit| UnitStanding {
            unit,
            on_the_way: view.state.on_the_way(it.id, unit),
            addressed: view.state.addressed_to(it.id, unit),
            received: view.state.received_on(it.id, unit),
            passed_on: view.state.passed_on(it.id, unit),
            answer: answers.get(&unit).copied(),
            objection: view.state.objection_of(it.id, unit),
        })
        .collect()
}

/// Which of the units are wanted.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    q: String,
    level: String,
    standing: String,
    page: u64,
}

impl Wanted {
    fn asked<'a>(&'a self, page: &'a str) -> [(&'a str, &'a str); 4] {
        [
            ("q", &self.q),
            ("level", &self.level),
            ("standing", &self.standing),
            ("page", page),
        ]
    }

    fn of<'a>(&'a self, view: View<'a>, all: Vec<UnitStanding>) -> Vec<UnitStanding> {
        let q = self.q.trim().to_lowercase();
        let level = view.charter.level_named(&self.level);
        let mut found = all;
        found.retain(|it| {
            let unit = view.state.unit(it.unit);
            let named = q.is_empty()
                || unit.is_some_and(|unit| {
                    unit.name.to_lowercase().contains(&q) || unit.code.to_lowercase().contains(&q)
                });
            let of_level =
                self.level.is_empty() || unit.is_some_and(|unit| Some(unit.level) == level);
            named && of_level && (self.standing.is_empty() || it.is(&self.standing))
        });
        found
    }
}

/// The way to the units of a directive that stand so at a level.
pub(super) fn href(code: &str, level: &str, standing: &str) -> String {
    address(
        &format!("/directives/{code}/units"),
        &[("level", level), ("standing", standing)],
    )
}

/// The texts that a page of units shows.
pub(super) fn texts(
    view: View<'_>,
    code: &str,
    wanted: &Wanted,
) -> Result<Vec<DocumentId>, Failure> {
    let it = words::found(view, code)?;
    let found = wanted.of(view, of(view, &it));
    let pager = pager(code, wanted, found.len());
    let shown = pager.rows(found.iter());
    Ok(shown
        .filter(|row| {
            view.state
                .may_read_answer(view.viewer, view.today, it.id, row.unit)
        })
        .filter_map(|row| row.answer?.text)
        .collect())
}

fn pager(code: &str, wanted: &Wanted, count: usize) -> Pager {
    let base = format!("/directives/{code}/units");
    let at = |page: u64| address(&base, &wanted.asked(&page.to_string()));
    let mut pager = Pager::at(
        wanted.page.max(1),
        ROWS,
        count as u64,
        ("unit", "units"),
        &at,
    );
    pager.export = Some(Exports::of(&address(&base, &wanted.asked(""))));
    pager
}

/// The page of the units.
pub(super) fn page(
    view: View<'_>,
    code: &str,
    wanted: &Wanted,
    texts: &BTreeMap<DocumentId, String>,
    frame: Frame,
) -> Result<DirectiveUnitsPage, Failure> {
    let it = words::found(view, code)?;
    let found = wanted.of(view, of(view, &it));
    let pager = pager(code, wanted, found.len());
    let rows = pager
        .rows(found)
        .map(|row| Said {
            unit: words::unit_link(view, row.unit),
            what: row.words(),
            words: row.answer.and_then(|it| texts.get(&it.text?).cloned()),
            act: None,
        })
        .collect();
    let name = words::name(view, it.id);
    let heading = format!("The units of {name}");
    Ok(DirectiveUnitsPage {
        frame: Frame {
            path: words::link(view, it.id).into_iter().collect(),
            title: heading.clone(),
            ..frame
        },
        heading,
        search: search(view, code, &it, wanted),
        rows,
        pager,
    })
}

fn search(view: View<'_>, code: &str, it: &Directive, wanted: &Wanted) -> Search {
    let everything = |text: &str| Choice {
        value: String::new(),
        text: text.to_owned(),
    };
    let mut used: Vec<charter::LevelId> = view
        .state
        .units_of_directive(it.id)
        .into_iter()
        .filter_map(|unit| view.state.unit(unit).map(|unit| unit.level))
        .collect();
    used.sort_unstable();
    used.dedup();
    let levels = used.into_iter().filter_map(|level| {
        let level = view.charter.level(level)?;
        Some(Choice {
            value: level.id.clone(),
            text: capital(&level.plural),
        })
    });
    let standings = STANDINGS.iter().map(|(id, text)| Choice {
        value: (*id).to_owned(),
        text: capital(text),
    });
    Search {
        action: format!("/directives/{code}/units"),
        label: Some("Name or code of a unit".to_owned()),
        query: wanted.q.clone(),
        filters: vec![
            Filter {
                name: "level".to_owned(),
                label: "Level".to_owned(),
                choices: std::iter::once(everything("Every level"))
                    .chain(levels)
                    .collect(),
                chosen: wanted.level.clone(),
            },
            Filter {
                name: "standing".to_owned(),
                label: "Where they stand".to_owned(),
                choices: std::iter::once(everything("All of them"))
                    .chain(standings)
                    .collect(),
                chosen: wanted.standing.clone(),
            },
        ],
        narrowed: !(wanted.q.is_empty() && wanted.level.is_empty() && wanted.standing.is_empty()),
    }
}

/// The units as a file.
pub(super) fn sheet(
    view: View<'_>,
    code: &str,
    wanted: &Wanted,
    format: Format,
) -> Result<Sheet, Failure> {
    let it = words::found(view, code)?;
    let heads = [
        "code",
        "unit",
        "level",
        "received",
        "passed on",
        "answer",
        "answered",
        "objected",
    ];
    let mut sheet = Sheet::new(format, &heads);
    for row in wanted.of(view, of(view, &it)) {
        let Some(unit) = view.state.unit(row.unit) else {
            continue;
        };
        let level = view.charter.level(unit.level);
        sheet.row([
            unit.code.into(),
            unit.name.into(),
            level.map_or("", |level| level.id.as_str()).into(),
            row.received.into(),
            row.passed_on.into(),
            row.answer
                .map_or("", |it| words::outcome_id(it.outcome))
                .into(),
            row.answer.map(|it| it.on).into(),
            row.objection.map(|it| it.on).into(),
        ]);
    }
    Ok(sheet)
}

/// The way back to where a unit stands, for a link list.
pub(super) fn counted_link(text: String, code: &str, level: &str, standing: &str) -> Link {
    Link::new(text, href(code, level, standing))
}
