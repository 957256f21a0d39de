//! Applications from outside: opened by anybody where the charter lets them, seen and taken
//! back by whoever holds the secret, and forgotten where nothing comes of them.

use jiff::ToSpan;
use kernel::members::MemberEvent;
use kernel::petitions::AskerKey;
use kernel::procedures::{
    Course, DropProceeding, EraseApplicants, OpenProceeding, ProcedureEvent, by_whom_opened,
    procedures_open,
};
use kernel::{Actor, Command, Event, PersonId, ProceedingId, State};

use crate::fixture::{World, person};
use crate::procedures::world;

const SECRET: AskerKey = AskerKey([7; 32]);
/// The proceeding that comes after the one that stands in the world.
const SECOND: ProceedingId = ProceedingId(1);

fn open(world: &World, unit: &str, who: Option<u32>) -> Command {
    OpenProceeding {
        procedure: world.charter.procedure_named("door").unwrap(),
        unit: world.unit(unit),
        person: who.map(PersonId),
        to: None,
        key: Some(SECRET),
        on: world.today,
    }
    .into()
}

fn drop_it(world: &World, key: Option<AskerKey>) -> Command {
    let on = world.today;
    DropProceeding {
        proceeding: SECOND,
        key,
        on,
    }
    .into()
}

fn erased(events: &[Event]) -> Vec<ProceedingId> {
    let erased = |event: &Event| match event {
        Event::Procedure(ProcedureEvent::ApplicantErased { proceeding, .. }) => Some(*proceeding),
        _ => None,
    };
    events.iter().filter_map(erased).collect()
}

#[track_caller]
fn refused(world: &World, actor: Actor, command: Command) -> String {
    world.ask(actor, command).unwrap_err().reason.to_string()
}

#[test]
fn anybody_applies_where_the_charter_lets_them_and_says_nothing_of_anybody_else() {
    let mut world = world();
    let events = world.done(Actor::Public, open(&world, "A", None));
    assert!(matches!(
        events[0],
        Event::Member(MemberEvent::Registered { .. })
    ));
    let it = by_whom_opened(&world.state, SECOND, SECRET).unwrap();
    assert_eq!((it.key, it.course.is_open()), (Some(SECRET), true));
    assert!(by_whom_opened(&world.state, SECOND, AskerKey([8; 32])).is_none());
    assert!(by_whom_opened(&world.state, ProceedingId(0), SECRET).is_none());
    // A hall takes nobody in, and is not there for whoever comes from outside.
    let said = refused(&world, Actor::Public, open(&world, "H", None));
    assert!(said.contains("no unit"), "{said}");
    assert!(procedures_open(&world.state, world.today, world.unit("H")).is_empty());
    let said = refused(&world, Actor::Public, open(&world, "A", Some(2)));
    assert!(said.contains("not signed in"), "{said}");
}

#[test]
fn whoever_holds_the_secret_takes_it_back_and_nobody_else_from_outside() {
    let mut world = world();
    world.done(Actor::Public, open(&world, "A", None));
    for wrong in [None, Some(AskerKey([8; 32]))] {
        let said = refused(&world, Actor::Public, drop_it(&world, wrong));
        assert!(said.contains("no proceeding 1"), "{said}");
    }
    let events = world.done(Actor::Public, drop_it(&world, Some(SECRET)));
    assert_eq!(erased(&events), [SECOND]);
    let it = world.state.proceeding(SECOND).unwrap();
    assert_eq!((it.course, it.erased), (Course::Dropped, Some(world.today)));
    let said = refused(&world, Actor::Public, drop_it(&world, Some(SECRET)));
    assert!(said.contains("knock at the door"), "{said}");
    // The columns say the same again.
    let editions = world
        .state
        .editions()
        .iter()
        .map(|edition| (edition.sha256, edition.charter.clone()))
        .collect();
    let read = State::from_columns(&world.state.to_columns(), &editions).unwrap();
    assert_eq!(read.proceeding(SECOND), Some(it));
}

#[test]
fn applicants_of_whom_nothing_came_are_forgotten_after_the_charters_days() {
    let mut world = world();
    world.done(Actor::Public, open(&world, "A", None));
    // Two sign within thirty days, or all of it lapses; sixty days later nothing is kept.
    let began = world.today;
    world.today = began.saturating_add(90.days());
    let nothing = world.done(Actor::Operator, EraseApplicants.into());
    assert!(nothing.is_empty(), "{nothing:?}");
    world.today = began.saturating_add(91.days());
    assert_eq!(world.state.applicants_to_erase(world.today).count(), 2);
    let said = refused(&world, person(0), EraseApplicants.into());
    assert!(said.contains("operator"), "{said}");
    let events = world.done(Actor::Operator, EraseApplicants.into());
    assert_eq!(erased(&events), [ProceedingId(0), SECOND]);
    let it = world.state.proceeding(SECOND).unwrap();
    assert_eq!(it.course, Course::Lapsed, "what time has ended is entered");
    assert_eq!(world.state.applicants_to_erase(world.today).count(), 0);
}
