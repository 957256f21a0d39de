//! What must be true whatever has been asked, beyond what holds of any one
//! state by itself: that lies with the state, in [`kernel::invariants`].
//!
//! Each check takes what it looks at and gives back what is wrong in words, so
//! that each can be shown something broken.

use charter::Action;
use jiff::civil::Date;
use kernel::{Actor, Event, PersonId, Refusal, Request, State, UnitId, findings, plan, rights};

/// INVARIANT (one top): exactly one standing unit stands under nothing, and it is the top.
#[must_use]
pub fn one_top(state: &State) -> Vec<String> {
    let tops: Vec<UnitId> = state
        .standing_units()
        .filter(|unit| state.unit(*unit).is_some_and(|unit| unit.parent.is_none()))
        .collect();
    let wanted: Vec<UnitId> = state.top_unit().into_iter().collect();
    if tops == wanted {
        return Vec::new();
    }
    vec![format!(
        "these units stand under nothing: {tops:?}, and the top is {wanted:?}"
    )]
}

/// INVARIANT (findings): the findings of the whole, most of which is passed over
/// at a glance, are those of the units gone into one by one, and what the
/// operator may see of the top and all beneath it.
#[must_use]
pub fn findings_by_unit(state: &State, on: Date, whole: &[findings::Finding]) -> Vec<String> {
    let mut found = Vec::new();
    // A unit that ended may still owe a return.
    let one_by_one: Vec<findings::Finding> = (0..state.unit_count())
        .map(UnitId)
        .flat_map(|unit| findings::of_unit(state, on, unit))
        .collect();
    if one_by_one != whole {
        found.push(format!(
            "the check of the whole finds {} and unit by unit there are {}",
            whole.len(),
            one_by_one.len()
        ));
    }
    if let Some(top) = state.top_unit() {
        let visible = findings::visible(state, Actor::Operator, on, top).len();
        if visible != whole.len() {
            found.push(format!(
                "the operator sees {visible} findings of {}",
                whole.len()
            ));
        }
    }
    found
}

/// INVARIANT (deciding changes nothing): the bytes of the state are those from before.
#[must_use]
pub fn without_trace(before: &[u8], after: &State) -> Vec<String> {
    if after.to_columns() == before {
        return Vec::new();
    }
    vec!["deciding left a trace in the state".to_owned()]
}

/// INVARIANT (replay): the events, applied in their order to nothing, give the same bytes.
#[must_use]
pub fn replayed(state: &State, events: &[Event], apply: fn(&mut State, &Event)) -> Vec<String> {
    let mut again = State::default();
    for event in events {
        apply(&mut again, event);
    }
    if again.to_columns() == state.to_columns() {
        return Vec::new();
    }
    vec![format!(
        "{} events applied again do not give the same state",
        events.len()
    )]
}

/// INVARIANT (decided the same): asked twice, the kernel answers the same.
#[must_use]
pub fn decided_the_same(
    one: &Result<Vec<Event>, Refusal>,
    other: &Result<Vec<Event>, Refusal>,
) -> Vec<String> {
    if one == other {
        return Vec::new();
    }
    vec!["the same request on the same state was answered in two ways".to_owned()]
}

/// INVARIANT (plans): a plan is never refused to whoever it was made for.
#[must_use]
pub fn plan_can_be_carried_out(
    state: &State,
    actor: Actor,
    today: Date,
    answer: fn(&mut State, &Request) -> Result<Vec<Event>, Refusal>,
) -> Vec<String> {
    let Some(top) = state.top_unit() else {
        return Vec::new();
    };
    let plan = plan::plan_within(state, actor, today, top);
    if plan.steps.is_empty() {
        return Vec::new();
    }
    let request = Request {
        actor,
        today,
        command: plan.act(),
    };
    match answer(&mut state.clone(), &request) {
        Ok(_) => Vec::new(),
        Err(refusal) => vec![format!(
            "a plan of {} steps is refused: {}",
            plan.steps.len(),
            refusal.reason
        )],
    }
}

/// What answers whether somebody may do something in a unit on a day.
pub type May = fn(&State, Actor, Date, Action, UnitId) -> bool;

/// INVARIANT (rights): who may act somewhere has a place to act from, whoever
/// has neither a post nor a membership may do nothing, and the operator everything.
#[must_use]
pub fn rights_have_a_seat(state: &State, today: Date, person: PersonId, may: May) -> Vec<String> {
    let mut found = Vec::new();
    let actor = Actor::Person(person);
    let idle = state.membership(person).is_none()
        && state
            .tenures_of(person)
            .all(|tenure| tenure.until.is_some());
    for action in Action::ALL.iter().copied() {
        let reach = rights::reach(state, actor, today, action);
        if idle && !reach.is_empty() {
            found.push(format!(
                "person {person}, who has no place, may {}",
                action.words()
            ));
        }
        for unit in state.standing_units() {
            if reach.is_empty() && may(state, actor, today, action, unit) {
                found.push(format!(
                    "person {person} may {} in unit {unit} from nowhere",
                    action.words()
                ));
            }
            if !may(state, Actor::Operator, today, action, unit) {
                found.push(format!("the operator may not {}", action.words()));
            }
        }
    }
    found
}
