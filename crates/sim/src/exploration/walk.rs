//! One walk: a state, the second account beside it, and everything that is
//! looked at on the way.

use std::panic::{AssertUnwindSafe, catch_unwind};

use kernel::{
    Actor, Event, PersonId, Reason, Refusal, Request, State, findings, invariants as columns,
    rights,
};
use sha2::{Digest, Sha256};

use super::{Arrival, Broken, Care, Hands, Promise, Tally};
use crate::auditor::Auditor;
use crate::invariants;

/// One walk.
#[derive(Debug)]
pub struct Walk {
    hands: Hands,
    care: Care,
    state: State,
    auditor: Auditor,
    /// Everything that has happened, in order.
    events: Vec<Event>,
    requests: Vec<Request>,
    answers: Vec<Result<Vec<Event>, Refusal>>,
    done: Tally,
    refused: Tally,
    reasons: Tally,
    happened: Tally,
    broken: Vec<Broken>,
}

impl Walk {
    /// A walk that begins before anything was adopted.
    #[must_use]
    pub fn new(hands: Hands, care: Care) -> Walk {
        Walk {
            hands,
            care,
            state: State::default(),
            auditor: Auditor::default(),
            events: Vec::new(),
            requests: Vec::new(),
            answers: Vec::new(),
            done: Tally::new(),
            refused: Tally::new(),
            reasons: Tally::new(),
            happened: Tally::new(),
            broken: Vec::new(),
        }
    }

    /// The state as it is.
    #[must_use]
    pub fn state(&self) -> &State {
        &self.state
    }

    /// The second account as it is.
    #[must_use]
    pub fn auditor(&self) -> &Auditor {
        &self.auditor
    }

    /// Everything that has happened, in order.
    #[must_use]
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// What came of each request.
    pub fn answers(&self) -> &[Result<Vec<Event>, Refusal>] {
        &self.answers
    }

    /// Makes a request and looks at what comes of it; the last one closely.
    /// What is broken comes back, and the walk ends there.
    pub fn step(&mut self, request: &Request, last: bool) -> Vec<Broken> {
        self.requests.push(request.clone());
        // A kernel that falls over is a broken promise like any other, and the seed has to be told.
        let ended = catch_unwind(AssertUnwindSafe(|| self.take(request, last)));
        if ended.is_err() {
            self.note(Promise::NoPanic, vec!["the kernel panicked".to_owned()]);
        }
        std::mem::take(&mut self.broken)
    }

    /// The requests made, the last one at the end.
    #[must_use]
    pub fn into_requests(self) -> Vec<Request> {
        self.requests
    }

    /// What the walk came to.
    pub(super) fn arrive(self, seed: u64) -> Arrival {
        Arrival {
            seed,
            done: self.done,
            refused: self.refused,
            reasons: self.reasons,
            events: self.happened,
            hash: Sha256::digest(self.state.to_columns()).into(),
        }
    }

    fn note(&mut self, promise: Promise, found: Vec<String>) {
        let broken = found.into_iter().map(|words| Broken { promise, words });
        self.broken.extend(broken);
    }

    /// Whether everything is looked at after this request.
    fn looks_at_everything(&self, last: bool) -> bool {
        match self.care {
            Care::EveryEvent => true,
            Care::Requests(every) => {
                let count = u32::try_from(self.requests.len()).unwrap_or(u32::MAX);
                last || count.is_multiple_of(every.max(1))
            }
        }
    }

    fn take(&mut self, request: &Request, last: bool) {
        let closely = self.looks_at_everything(last);
        let answer = if closely {
            let before = self.state.to_columns();
            let answer = (self.hands.decide)(&mut self.state, request);
            let again = (self.hands.decide)(&mut self.state, request);
            self.note(
                Promise::DecidedTheSame,
                invariants::decided_the_same(&answer, &again),
            );
            let trace = invariants::without_trace(&before, &self.state);
            self.note(Promise::WithoutTrace, trace);
            answer
        } else {
            (self.hands.decide)(&mut self.state, request)
        };
        self.answers.push(answer.clone());
        let kind = request.command.name();
        match answer {
            Ok(events) => {
                *self.done.entry(kind.to_owned()).or_default() += 1;
                for event in events {
                    self.happen(event);
                }
            }
            Err(refusal) => {
                *self.refused.entry(kind.to_owned()).or_default() += 1;
                let reason = reason_name(&refusal.reason);
                *self.reasons.entry(reason).or_default() += 1;
            }
        }
        if closely && self.broken.is_empty() {
            self.look_closely(request);
        }
    }

    fn happen(&mut self, event: Event) {
        (self.hands.apply)(&mut self.state, &event);
        let touched = self.auditor.enter(&event);
        let differences = match self.care {
            Care::EveryEvent => self.auditor.differences(&self.state),
            Care::Requests(_) => self.auditor.differences_in(&self.state, &touched),
        };
        self.note(Promise::Auditor, differences);
        if self.care == Care::EveryEvent {
            self.note(Promise::State, columns::broken(&self.state));
            self.note(Promise::OneTop, invariants::one_top(&self.state));
        }
        *self.happened.entry(event.name().to_owned()).or_default() += 1;
        self.events.push(event);
    }

    /// Everything there is.
    fn look_closely(&mut self, request: &Request) {
        let (state, today) = (&self.state, request.today);
        let whole = findings::check(state, today);
        let found = [
            (Promise::Auditor, self.auditor.differences(state)),
            (Promise::State, columns::broken(state)),
            (Promise::OneTop, invariants::one_top(state)),
            (
                Promise::Findings,
                invariants::findings_by_unit(state, today, &whole),
            ),
            (
                Promise::Replay,
                invariants::replayed(state, &self.events, self.hands.apply),
            ),
            (Promise::Plan, self.plans(request)),
            (Promise::Rights, self.rights(request)),
        ];
        for (promise, words) in found {
            self.note(promise, words);
        }
    }

    fn plans(&self, request: &Request) -> Vec<String> {
        let plan = |actor| {
            invariants::plan_can_be_carried_out(
                &self.state,
                actor,
                request.today,
                self.hands.decide,
            )
        };
        let mut found = plan(Actor::Operator);
        if request.actor != Actor::Operator {
            found.extend(plan(request.actor));
        }
        found
    }

    /// The rights of whoever asked, and of one person after the other.
    fn rights(&self, request: &Request) -> Vec<String> {
        let turn = u32::try_from(self.requests.len()).unwrap_or(u32::MAX);
        let mut found = Vec::new();
        let in_turn = turn.checked_rem(self.state.person_count()).map(PersonId);
        let asking = match request.actor {
            Actor::Person(person) => Some(person),
            Actor::Operator | Actor::Public => None,
        };
        for person in in_turn.into_iter().chain(asking) {
            found.extend(invariants::rights_have_a_seat(
                &self.state,
                request.today,
                person,
                rights::may,
            ));
        }
        found
    }
}

/// The kind of a reason; of an act, what stood in the way of its step.
fn reason_name(reason: &Reason) -> String {
    match reason {
        Reason::InAct { reason, .. } => reason_name(reason),
        reason => {
            let shown = format!("{reason:?}");
            shown
                .chars()
                .take_while(char::is_ascii_alphanumeric)
                .collect()
        }
    }
}
