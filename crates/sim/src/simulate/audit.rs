//! Simulated years under the auditor's eyes. It hears every event, keeps its own
//! account and a copy of the organisation that it makes from the events alone, and
//! compares the two: what a command spoke of, now and then on the way, and everything
//! at the end.

use std::ops::ControlFlow;

use jiff::civil::Date;
use kernel::{Event, State, findings, invariants as columns};

use super::{CannotSimulate, Outcome, Watch, Wish, simulate_aloud, state_hash};
use crate::auditor::{Auditor, Touched};
use crate::invariants;

/// One command in so many is looked at when it was carried out.
const COMMANDS_APART: u64 = 499;
/// Units of which it is asked at the end how they stand to every other.
const TREES: usize = 60;
/// Differences that are kept: the first ones lead to the fault.
const DIFFERENCES_MAX: usize = 50;

/// What the auditor says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audit {
    /// Events it heard.
    pub events: u64,
    /// Commands after which it compared what they spoke of.
    pub looks: u64,
    /// Where something is not as it must be, in words; empty where all is well.
    pub differences: Vec<String>,
}

/// The auditor at work.
#[derive(Debug)]
pub struct Auditing {
    auditor: Auditor,
    /// What the events come to.
    copy: State,
    apply: fn(&mut State, &Event),
    commands: u64,
    last: Option<Date>,
    audit: Audit,
}

impl Default for Auditing {
    fn default() -> Auditing {
        Auditing::with(State::apply)
    }
}

impl Auditing {
    /// An auditor of another way to apply events. A negative control gives a broken one.
    #[must_use]
    pub fn with(apply: fn(&mut State, &Event)) -> Auditing {
        Auditing {
            auditor: Auditor::default(),
            copy: State::default(),
            apply,
            commands: 0,
            last: None,
            audit: Audit {
                events: 0,
                looks: 0,
                differences: Vec::new(),
            },
        }
    }

    /// Hears what came of a command. It has heard enough once it knows of many differences.
    pub fn hear(&mut self, on: Date, events: &[Event]) -> ControlFlow<()> {
        self.commands += 1;
        self.last = self.last.max(Some(on));
        let looks = self.commands.is_multiple_of(COMMANDS_APART);
        let mut touched: Vec<Touched> = Vec::new();
        for event in events {
            self.audit.events += 1;
            (self.apply)(&mut self.copy, event);
            let spoken_of = self.auditor.enter(event);
            if looks {
                touched.push(spoken_of);
            }
        }
        if looks {
            self.audit.looks += 1;
        }
        for touched in &touched {
            let found = self.auditor.differences_where(&self.copy, touched);
            self.note(found);
        }
        if self.audit.differences.len() < DIFFERENCES_MAX {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    }

    /// Compares everything: the two accounts, the copy with the organisation as it was
    /// simulated, and what must hold of any organisation.
    #[must_use]
    pub fn close(mut self, state: &State) -> Audit {
        if state_hash(&self.copy) != state_hash(state) {
            self.note(vec![
                "the events, applied in their order to nothing, give another organisation"
                    .to_owned(),
            ]);
        }
        let found = self.auditor.differences_at_large(&self.copy, TREES);
        self.note(found);
        self.note(columns::broken(&self.copy));
        self.note(invariants::one_top(&self.copy));
        if let Some(on) = self.last {
            let whole = findings::check(&self.copy, on);
            let found = invariants::findings_by_unit(&self.copy, on, &whole);
            self.note(found);
        }
        self.audit
    }

    fn note(&mut self, found: Vec<String>) {
        let room = DIFFERENCES_MAX.saturating_sub(self.audit.differences.len());
        self.audit.differences.extend(found.into_iter().take(room));
    }
}

/// Lets years pass under the auditor's eyes.
///
/// # Errors
/// As [`super::simulate`] does.
pub fn simulate_audited(
    wish: &Wish,
    watch: &mut Watch<'_>,
) -> Result<(Outcome, Audit), CannotSimulate> {
    let mut auditing = Auditing::default();
    let outcome = simulate_aloud(wish, watch, &mut |on, events| auditing.hear(on, events))?;
    let audit = auditing.close(&outcome.state);
    Ok((outcome, audit))
}
