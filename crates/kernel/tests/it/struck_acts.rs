//! Promotions and decisions struck: what they changed is as it was, unless something has been
//! built on them since, which is said in words.

use jiff::civil::date;
use kernel::members::StrikePromotion;
use kernel::posts::{LayDownPost, TakeUpPost};
use kernel::procedures::{Course, StrikeDecision};
use kernel::{Actor, Command, PersonId, ProceedingId, State};

use crate::commands::{leave, on, promote, take_up, transfer};
use crate::fixture::{TODAY, World, person};
use crate::procedures::{
    APPLICANT, agreed, course, decide, drop_it, open, refused, sign, signed, time, vote,
    world as procedures,
};

const GIVEN: &str = "
    guild G
    hall H under G
    ring A under H: full+keeper novice*2 friend
    ring B under H: full+keeper+warden@H novice*2
";

fn strike(who: u32, reason: &str) -> Command {
    Command::from(StrikePromotion {
        person: PersonId(who),
        reason: reason.to_owned(),
    })
}

fn strike_decision(number: u32, reason: &str) -> Command {
    Command::from(StrikeDecision {
        proceeding: ProceedingId(number),
        reason: reason.to_owned(),
    })
}

fn promoted() -> World {
    let mut world = World::of(GIVEN);
    let rise = promote(&world, 1, "full", on(10));
    world.done(Actor::Operator, rise);
    world
}

fn read_back(world: &World) -> State {
    let bytes = world.state.to_columns();
    let editions = [([1; 32], world.charter.clone())].into();
    State::from_columns(&bytes, &editions).unwrap()
}

#[test]
fn a_promotion_struck_gives_back_the_grade_and_the_day_it_began() {
    let before = World::of(GIVEN).state.membership(PersonId(1)).unwrap();
    let mut world = promoted();
    let counts = |world: &World| {
        let of = |grade| world.state.grade_count(world.unit("A"), world.grade(grade));
        (of("novice"), of("full"))
    };
    assert_eq!(counts(&world), (1, 2));
    assert_eq!(
        refused(&world, Actor::Operator, strike(1, " ")),
        "the reason is missing"
    );
    world.done(Actor::Operator, strike(1, "it was p2"));
    assert_eq!(world.state.membership(PersonId(1)), Some(before));
    assert_eq!(counts(&world), (2, 1));
    assert_eq!(
        refused(&world, Actor::Operator, strike(1, "once more")),
        "no promotion of person 1 is on record"
    );
    // What was given back may be given again.
    let rise = promote(&world, 1, "full", TODAY);
    world.done(Actor::Operator, rise);
    assert_eq!(
        world.state.membership(PersonId(1)).unwrap().in_grade_since,
        TODAY
    );
}

#[test]
fn what_was_before_is_in_the_columns_and_goes_with_the_membership() {
    let mut world = promoted();
    let novice = Some((world.grade("novice"), date(2016, 1, 1)));
    assert_eq!(world.state.before_promotion(PersonId(1)), novice);
    let read = read_back(&world);
    assert_eq!(read.before_promotion(PersonId(1)), novice);
    assert_eq!(read.to_columns(), world.state.to_columns());
    let moved = transfer(&world, 1, "B");
    world.done(Actor::Operator, moved);
    assert_eq!(world.state.before_promotion(PersonId(1)), novice);
    world.done(Actor::Operator, leave(1));
    assert_eq!(world.state.before_promotion(PersonId(1)), None);
    assert_eq!(read_back(&world).before_promotion(PersonId(1)), None);
}

#[test]
fn a_promotion_stands_while_a_post_rests_on_it() {
    let mut world = promoted();
    let down = LayDownPost {
        person: PersonId(0),
        unit: world.unit("A"),
        post: world.post("keeper"),
        on: TODAY,
    };
    world.done(Actor::Operator, down.into());
    let up = take_up(&world, 1, "A", "keeper");
    world.done(Actor::Operator, up);
    let said = refused(&world, Actor::Operator, strike(1, "it was p2"));
    assert!(
        said.contains("may not be") && said.contains("A unit"),
        "{said}"
    );
    let down = LayDownPost {
        person: PersonId(1),
        unit: world.unit("A"),
        post: world.post("keeper"),
        on: TODAY,
    };
    world.done(Actor::Operator, down.into());
    world.done(Actor::Operator, strike(1, "it was p2"));
    let again = TakeUpPost {
        person: PersonId(1),
        unit: world.unit("A"),
        post: world.post("keeper"),
        on: TODAY,
    };
    assert!(world.ask(Actor::Operator, again.into()).is_err());
}

#[test]
fn a_promotion_stands_while_a_signature_rests_on_it() {
    let mut world = procedures();
    let rise = promote(&world, 6, "full", TODAY);
    world.done(Actor::Operator, rise);
    world.done(Actor::Operator, sign(&world, 0, 6));
    let said = refused(&world, Actor::Operator, strike(6, "it was p5"));
    assert!(said.contains("has signed in proceeding 0"), "{said}");
    world.done(Actor::Operator, drop_it(&world, 0));
    world.done(Actor::Operator, strike(6, "it was p5"));
    assert_eq!(
        world.state.grade_of(PersonId(6)),
        Some(world.grade("novice"))
    );
}

#[test]
fn a_decision_struck_leads_back_to_the_step_before_with_its_time() {
    let mut world = signed();
    let before = world.state.proceeding(ProceedingId(0)).unwrap();
    let due = world.state.turn(&before, TODAY).unwrap().due;
    world.today = TODAY.tomorrow().unwrap();
    world.done(Actor::Operator, vote(&world, 0, 0, [5, 4, 1, 0]));
    assert!(matches!(course(&world, 0), Course::At(step) if step.step == 2));
    let said = refused(&world, person(7), strike_decision(0, "miscounted"));
    assert!(said.contains("no proceeding 0"), "{said}");
    assert_eq!(
        refused(&world, Actor::Operator, strike_decision(0, "")),
        "the reason is missing"
    );
    world.done(Actor::Operator, strike_decision(0, "miscounted"));
    let after = world.state.proceeding(ProceedingId(0)).unwrap();
    assert_eq!(after, before);
    assert_eq!(world.state.turn(&after, TODAY).unwrap().due, due);
    assert_eq!(world.state.decisions_of(ProceedingId(0)).count(), 0);
    let said = refused(&world, Actor::Operator, strike_decision(0, "again"));
    assert!(said.contains("nothing has been decided"), "{said}");
    let read = read_back(&world);
    assert_eq!(read.proceeding(ProceedingId(0)), Some(before));
    world.done(Actor::Operator, vote(&world, 0, 1, [6, 1, 5, 0]));
    assert_eq!(course(&world, 0), Course::Ended);
    assert_eq!(world.state.open_proceeding_count(), 0);
    // One that was at its end is under way again, unless another was opened in its place.
    let mut another = world.clone();
    let again = Command::from(kernel::procedures::OpenProceeding {
        key: None,
        procedure: world.charter.procedure_named("door").unwrap(),
        unit: world.unit("A"),
        person: Some(PersonId(APPLICANT)),
        to: None,
        on: world.today,
    });
    another.done(Actor::Operator, again);
    let said = refused(&another, Actor::Operator, strike_decision(0, "miscounted"));
    assert!(
        said.contains("another has been opened since: proceeding 1"),
        "{said}"
    );
    world.done(Actor::Operator, strike_decision(0, "miscounted"));
    assert_eq!(world.state.open_proceeding_count(), 1);
    assert_eq!(world.state.proceeding(ProceedingId(0)), Some(before));
}

#[test]
fn whoever_takes_the_step_strikes_the_decision_and_nobody_else() {
    let mut world = agreed();
    world.done(person(1), decide(&world, 0, 2, 1));
    assert_eq!(course(&world, 0), Course::Ended);
    let said = refused(&world, person(0), strike_decision(0, "too hasty"));
    assert!(said.contains("not yours"), "{said}");
    world.done(person(1), strike_decision(0, "too hasty"));
    assert!(matches!(course(&world, 0), Course::At(step) if step.step == 2));
}

#[test]
fn what_a_decision_carried_out_is_taken_back_by_an_act_of_its_own() {
    let mut world = agreed();
    world.done(person(1), decide(&world, 0, 2, 0));
    let said = refused(&world, person(1), strike_decision(0, "too hasty"));
    assert!(said.contains("somebody became a member by it"), "{said}");
    let mut walk = procedures();
    walk.done(Actor::Operator, open(&walk, "walk", Some(6), Some("B")));
    walk.done(Actor::Operator, decide(&walk, 1, 0, 0));
    let said = refused(&walk, Actor::Operator, strike_decision(1, "too hasty"));
    assert!(said.contains("went over to another unit by it"), "{said}");
}

#[test]
fn a_longer_wait_ends_with_the_decision_that_made_it_longer() {
    let mut world = procedures();
    world.done(Actor::Operator, open(&world, "walk", Some(6), Some("B")));
    world.done(Actor::Operator, decide(&world, 1, 0, 1));
    assert_eq!(world.state.wait_extended(PersonId(6)), 3);
    let mut risen = world.clone();
    risen.today = date(2017, 12, 15);
    let rise = promote(&risen, 6, "full", risen.today);
    risen.done(Actor::Operator, rise);
    let said = refused(&risen, Actor::Operator, strike_decision(1, "it was p5"));
    assert!(said.contains("taken another grade since"), "{said}");
    world.done(Actor::Operator, strike_decision(1, "it was p5"));
    assert_eq!(world.state.wait_extended(PersonId(6)), 0);
    assert!(course(&world, 1).is_open());
}

#[test]
fn where_time_has_decided_or_would_decide_nothing_is_struck() {
    let mut world = agreed();
    world.done(person(1), decide(&world, 0, 2, 1));
    world.today = date(2017, 9, 16);
    let said = refused(&world, person(1), strike_decision(0, "too hasty"));
    assert!(said.contains("time would decide"), "{said}");
    let mut late = agreed();
    late.today = date(2017, 9, 16);
    late.done(Actor::Operator, time(0));
    let said = refused(&late, person(1), strike_decision(0, "too late"));
    assert!(said.contains("the passing of time that decided"), "{said}");
}

#[test]
fn a_decision_is_not_struck_behind_whoever_signed_or_went_on_after_it() {
    let mut world = agreed();
    world.done(Actor::Operator, drop_it(&world, 0));
    let said = refused(&world, Actor::Operator, strike_decision(0, "miscounted"));
    assert!(said.contains("has gone on from there"), "{said}");
}
