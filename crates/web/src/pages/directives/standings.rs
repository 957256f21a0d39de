//! Where each unit stands with a directive: the list behind every figure of
//! the cascade.

use std::collections::BTreeMap;

use charter::Action;
use jiff::civil::Date;
use kernel::directives::{Answer, Directive, Objection, Outcome};
use kernel::{DirectiveId, UnitId, rights};

use super::words;
use crate::frame::{Link, Room};
use crate::listing::{Line, List, Opened, Opening, Sieve, Value, address};
use crate::view::View;
use crate::words::{capital, day};

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

/// A unit in the list of a directive.
#[derive(Clone, Debug)]
pub(crate) struct Listed {
    directive: DirectiveId,
    it: UnitStanding,
}

/// `/directives/{directive}/units`: where each of them stands, by number.
pub(crate) const UNITS: List<String, Listed> = List {
    room: Room::Directives,
    opens: |with, code| {
        let view = with.view;
        let it = words::found(view, &code)?;
        let directive = it.id;
        let listed = |it: UnitStanding| Listed { directive, it };
        Ok(Opened {
            path: words::link(view, directive).into_iter().collect(),
            place: words::link(view, directive),
            about: vec![words::about(view, &it)],
            rows: of(view, &it).into_iter().map(listed).collect(),
            ..Opened::new(&format!("The units of {}", words::name(view, directive)))
        })
    },
    of: ("unit", "units"),
    file: "directive-units",
    heads: &[
        "code",
        "unit",
        "level",
        "received",
        "passed on",
        "answer",
        "answered",
        "objected",
    ],
    fields: |Opening { view, .. }, Listed { it, .. }| {
        let unit = view.state.unit(it.unit);
        let level = unit.and_then(|unit| view.charter.level(unit.level));
        let answer = it.answer.map(|it| words::outcome_id(it.outcome));
        vec![
            unit.map(|unit| unit.code).into(),
            unit.map(|unit| unit.name).into(),
            level.map(|level| level.id.as_str()).into(),
            it.received.into(),
            it.passed_on.into(),
            answer.into(),
            it.answer.map(|it| it.on).into(),
            it.objection.map(|it| it.on).into(),
        ]
    },
    sieves: &[
        Sieve("level", "Level", "Every level", |view, row| {
            let unit = view.state.unit(row.it.unit);
            let level = unit.and_then(|unit| view.charter.level(unit.level));
            let level = level.map(|it| Value::new(it.id.clone(), capital(&it.plural)));
            level.into_iter().collect()
        }),
        Sieve("standing", "Where they stand", "All of them", |_, row| {
            let so = STANDINGS.iter().filter(|(id, _)| row.it.is(id));
            so.map(|(id, words)| Value::new(*id, capital(words)))
                .collect()
        }),
    ],
    line: |Opening { view, text, .. }, Listed { directive, it }| {
        let may = view
            .state
            .may_read_answer(view.viewer, view.today, *directive, it.unit);
        let said = it.answer.filter(|_| may).and_then(|answer| answer.text);
        Line {
            text: said.and_then(text),
            ..Line::new(words::unit_link(view, it.unit), it.words())
        }
    },
};

/// The way to the units of a directive that stand so at a level.
pub(super) fn href(code: &str, level: &str, standing: &str) -> String {
    address(
        &format!("/directives/{code}/units"),
        &[("level", level), ("standing", standing)],
    )
}

/// The way back to where a unit stands, for a link list.
pub(super) fn counted_link(text: String, code: &str, level: &str, standing: &str) -> Link {
    Link::new(text, href(code, level, standing))
}
