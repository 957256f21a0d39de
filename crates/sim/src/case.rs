//! Runs the cases of a charter on the kernel: what is given becomes events,
//! what is done becomes ordinary requests, and what is expected is compared.

mod deeds;
mod expectations;
mod givens;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use charter::Charter;
use charter::case::{
    AwardDeed, Case, Deed, Expect, Given, MeetingDeed, ReportDeed, Statement, Step,
};
use jiff::civil::Date;
use kernel::charters::CharterEvent;
use kernel::{DirectiveId, Event, PersonId, Refusal, State, UnitId};

pub use deeds::{Names, Scene};

/// What came of one case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseOutcome {
    /// Position of its article in the charter's list.
    pub article: usize,
    /// Line of the document on which it begins.
    pub line: usize,
    /// What did not come out as the case says; empty when it holds.
    pub failures: Vec<CaseFailure>,
}

impl CaseOutcome {
    /// Whether everything came out as the case says.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.failures.is_empty()
    }
}

/// One line of a case that did not come out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseFailure {
    /// The line of the document.
    pub line: usize,
    /// The line as it is written.
    pub statement: String,
    /// What was found instead.
    pub found: String,
}

impl fmt::Display for CaseFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "line {}: {}\n  found: {}",
            self.line, self.statement, self.found
        )
    }
}

/// Runs every case of a charter, in document order.
#[must_use]
pub fn run_all(charter: &Arc<Charter>) -> Vec<CaseOutcome> {
    charter
        .cases
        .iter()
        .map(|case| run(charter, case))
        .collect()
}

/// Runs one case.
#[must_use]
pub fn run(charter: &Arc<Charter>, case: &Case) -> CaseOutcome {
    let mut stage = Stage::set(charter, case);
    let mut failures = Vec::new();
    // A refusal that no line has spoken of yet.
    let mut unspoken: Option<CaseFailure> = None;
    for statement in stage.in_order(case) {
        if let Step::When(_) = &statement.step {
            failures.extend(unspoken.take());
        }
        let outcome = stage.play(&statement.step);
        if let Step::Expect(Expect::Refused { .. }) = &statement.step {
            unspoken = None;
        }
        match outcome {
            Ok(()) => {}
            Err(found) => {
                unspoken = None;
                failures.push(failure(statement, found));
                // What follows an arrangement that could not be made means nothing.
                if !matches!(statement.step, Step::Expect(_)) {
                    break;
                }
            }
        }
        if let (Step::When(_), Some(Err(refusal))) = (&statement.step, &stage.last) {
            let found = format!("refused, and the case does not say so: {}", refusal.reason);
            unspoken = Some(failure(statement, found));
        }
    }
    failures.extend(unspoken);
    CaseOutcome {
        article: case.article,
        line: case.line,
        failures,
    }
}

fn failure(statement: &Statement, found: String) -> CaseFailure {
    CaseFailure {
        line: statement.line,
        statement: statement.text.clone(),
        found,
    }
}

/// A small organisation in which a case is played.
struct Stage {
    charter: Arc<Charter>,
    state: State,
    units: BTreeMap<String, UnitId>,
    people: BTreeMap<String, PersonId>,
    /// By their first wording.
    directives: BTreeMap<String, DirectiveId>,
    /// The day on which everything undated has happened.
    first_day: Date,
    /// The day it is now.
    today: Date,
    /// What came of the last deed.
    last: Option<Result<Vec<Event>, Refusal>>,
}

impl Stage {
    fn set(charter: &Arc<Charter>, case: &Case) -> Stage {
        let mut dates: Vec<Date> = case.statements.iter().flat_map(dates).collect();
        dates.sort_unstable();
        let first_day = dates.first().copied().unwrap_or(charter.edition);
        let mut state = State::default();
        state.apply(&Event::Charter(CharterEvent::Adopted {
            charter: Arc::clone(charter),
            sha256: [0; 32],
            from: first_day,
        }));
        Stage {
            charter: Arc::clone(charter),
            state,
            units: BTreeMap::new(),
            people: BTreeMap::new(),
            directives: BTreeMap::new(),
            first_day,
            today: first_day,
            last: None,
        }
    }

    fn play(&mut self, step: &Step) -> Result<(), String> {
        match step {
            Step::Given(given) => self.given(given),
            Step::When(when) => self.deed(when),
            Step::Check(on) => {
                self.today = *on;
                Ok(())
            }
            Step::Expect(expect) => self.expect(expect),
        }
    }

    /// The statements as they are played: units first, then people, posts and meetings, then the rest.
    fn in_order<'a>(&self, case: &'a Case) -> Vec<&'a Statement> {
        let rank = |statement: &&Statement| match &statement.step {
            Step::Given(Given::Unit { .. }) => 0,
            Step::Given(Given::Person { .. }) => 1,
            Step::Given(Given::Holder { .. }) => 2,
            Step::Given(Given::Meetings { .. }) => 3,
            Step::When(_) | Step::Check(_) | Step::Expect(_) => 4,
        };
        let mut statements: Vec<&Statement> = case.statements.iter().collect();
        statements.sort_by_key(rank);
        statements
    }

    /// What stands on it now, for a deed.
    fn scene(&self) -> Scene<'_> {
        Scene {
            charter: &self.charter,
            state: &self.state,
            today: self.today,
            names: self,
        }
    }

    fn unit(&self, name: &str) -> Result<UnitId, String> {
        self.units
            .get(name)
            .copied()
            .ok_or_else(|| format!("there is no unit \"{name}\" (yet)"))
    }

    fn person(&self, name: &str) -> Result<PersonId, String> {
        self.people
            .get(name)
            .copied()
            .ok_or_else(|| format!("there is nobody called \"{name}\" (yet)"))
    }

    fn unit_name(&self, unit: UnitId) -> String {
        self.state
            .unit(unit)
            .map_or_else(|| "?".to_owned(), |unit| unit.name.to_owned())
    }
}

impl Names for Stage {
    fn unit(&self, name: &str) -> Option<UnitId> {
        self.units.get(name).copied()
    }

    fn person(&self, name: &str) -> Option<PersonId> {
        self.people.get(name).copied()
    }

    fn directive(&self, name: &str) -> Option<DirectiveId> {
        self.directives.get(name).copied()
    }

    fn is_named(&self, person: PersonId) -> bool {
        self.people.values().any(|named| *named == person)
    }
}

/// Every date a statement speaks of.
fn dates(statement: &Statement) -> Vec<Date> {
    match &statement.step {
        Step::Given(
            Given::Unit { since, .. } | Given::Person { since, .. } | Given::Holder { since, .. },
        ) => since.iter().copied().collect(),
        Step::Given(Given::Meetings { on, .. }) => on.clone(),
        Step::When(when) => {
            let held = match &when.deed {
                Deed::Meeting(MeetingDeed::Record { held, .. }) => *held,
                Deed::Meeting(MeetingDeed::Correct { held, .. }) => Some(*held),
                Deed::Report(
                    ReportDeed::File { period, .. } | ReportDeed::Correct { period, .. },
                ) => Some(*period),
                Deed::Award(
                    AwardDeed::Propose { of, .. }
                    | AwardDeed::Decide { of, .. }
                    | AwardDeed::Revoke { of, .. },
                ) => of.period,
                _ => None,
            };
            when.on.into_iter().chain(held).collect()
        }
        Step::Check(on) => vec![*on],
        Step::Expect(_) => Vec::new(),
    }
}
