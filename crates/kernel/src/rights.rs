//! Who may do what, where: the charter's rights read against posts and membership.

use charter::{Action, Right, RightHolder, RuleId, Scope};
use jiff::civil::Date;

use crate::ids::{PersonId, UnitId};
use crate::refusal::{Reason, Refusal};
use crate::request::{Actor, Request};
use crate::state::State;

/// Whether the actor may do this in the unit on that day.
#[must_use]
#[inline]
pub fn may(state: &State, actor: Actor, today: Date, action: Action, unit: UnitId) -> bool {
    match actor {
        Actor::Operator => true,
        Actor::Public => false,
        Actor::Person(person) => somebody_may(state, person, today, action, unit),
    }
}

fn somebody_may(
    state: &State,
    person: PersonId,
    today: Date,
    action: Action,
    unit: UnitId,
) -> bool {
    let Some(charter) = state.charter_on(today) else {
        return false;
    };
    charter
        .rights
        .iter()
        .filter(|right| right.action == action)
        .any(|right| {
            seats(state, person, today, right).any(|seat| reaches(state, right.scope, seat, unit))
        })
}

/// The units in which the actor has some right of this action: where it starts from, not all it reaches.
#[must_use]
pub fn reach(state: &State, actor: Actor, today: Date, action: Action) -> Vec<(UnitId, Scope)> {
    let Some(charter) = state.charter_on(today) else {
        return Vec::new();
    };
    match actor {
        Actor::Operator => state
            .units
            .top()
            .map(|top| (top, Scope::Everywhere))
            .into_iter()
            .collect(),
        Actor::Public => Vec::new(),
        Actor::Person(person) => {
            let mut places: Vec<(UnitId, Scope)> = charter
                .rights
                .iter()
                .filter(|right| right.action == action)
                .flat_map(|right| {
                    seats(state, person, today, right).map(|seat| (seat, right.scope))
                })
                .collect();
            places.sort_unstable();
            places.dedup();
            places
        }
    }
}

/// What an actor reaches with an action, worked out once for many questions.
#[derive(Clone, Debug)]
pub struct Sight {
    seats: Vec<(UnitId, Scope)>,
}

/// What the actor reaches with this action.
#[must_use]
pub fn sight(state: &State, actor: Actor, today: Date, action: Action) -> Sight {
    Sight {
        seats: reach(state, actor, today, action),
    }
}

impl Sight {
    /// Whether it reaches the unit.
    #[must_use]
    pub fn reaches(&self, state: &State, unit: UnitId) -> bool {
        self.seats
            .iter()
            .any(|(seat, scope)| reaches(state, *scope, *seat, unit))
    }

    /// Whether it reaches units other than where it starts from.
    pub(crate) fn reaches_below(&self) -> bool {
        self.seats.iter().any(|(_, scope)| *scope != Scope::OwnUnit)
    }

    /// Where it starts from.
    pub(crate) fn seats(&self) -> impl Iterator<Item = UnitId> + '_ {
        self.seats.iter().map(|(seat, _)| *seat)
    }
}

/// The units in which a person holds what the right is given to.
fn seats<'a>(
    state: &'a State,
    person: PersonId,
    today: Date,
    right: &Right,
) -> impl Iterator<Item = UnitId> + 'a {
    let holder = right.holder;
    let own = state.members.unit_of(person).filter(|_| match holder {
        RightHolder::Grade(grade) => state.members.grade_of(person) == Some(grade),
        RightHolder::Post(_) => false,
    });
    let held = state
        .posts
        .lasting_of(person)
        .filter(move |tenure| holder == RightHolder::Post(tenure.post))
        // Whoever waits for the word of the unit above may have to wait with acting too.
        .filter(move |tenure| {
            state
                .confirming(tenure)
                .is_none_or(|confirming| confirming.acts(today))
        })
        .map(|tenure| tenure.unit);
    own.into_iter().chain(held)
}

fn reaches(state: &State, scope: Scope, seat: UnitId, unit: UnitId) -> bool {
    match scope {
        Scope::OwnUnit => seat == unit,
        Scope::UnitsBelow => seat != unit && state.units.stands_under(unit, seat),
        Scope::Everywhere => true,
    }
}

/// Refuses a request whose actor lacks the right: as *not found* where they may
/// not even know of the unit, and otherwise by the article that gives the right out.
#[inline]
pub(crate) fn require(
    state: &State,
    request: &Request,
    action: Action,
    unit: UnitId,
) -> Result<(), Refusal> {
    if may(state, request.actor, request.today, action, unit) {
        return Ok(());
    }
    Err(lacking(state, request, action, unit))
}

/// Why an actor without the right is refused.
#[cold]
fn lacking(state: &State, request: &Request, action: Action, unit: UnitId) -> Refusal {
    let sees = Action::SeeFigures;
    if !may(state, request.actor, request.today, sees, unit) {
        return Reason::NoSuchUnit(unit).into();
    }
    let reason = Reason::NoRight {
        action,
        unit: state.units.name(unit).to_owned(),
    };
    Refusal {
        reason,
        rule: rule_of(state, request.today, action),
    }
}

/// The first rule that gives the action out.
fn rule_of(state: &State, today: Date, action: Action) -> Option<RuleId> {
    let charter = state.charter_on(today)?;
    charter
        .rights
        .iter()
        .find(|right| right.action == action)
        .map(|right| right.rule)
}

/// Whether the viewer may know this person by name: themselves, or people on a roll they may see.
#[must_use]
pub fn may_see_person(state: &State, viewer: Actor, today: Date, person: PersonId) -> bool {
    if viewer == Actor::Operator || viewer == Actor::Person(person) {
        return true;
    }
    // Whoever may know a person may know their former numbers.
    if let Some(known) = state.former_number(person).filter(|it| it.kept != person) {
        return may_see_person(state, viewer, today, known.kept);
    }
    state
        .members
        .unit_of(person)
        .into_iter()
        .chain(state.posts.lasting_of(person).map(|tenure| tenure.unit))
        .any(|unit| may(state, viewer, today, Action::SeeRoll, unit))
        || state
            .proceedings_about(person)
            .any(|it| it.course.is_open() && state.may_see_proceeding(viewer, today, &it))
}
