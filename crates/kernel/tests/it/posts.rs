//! Posts: taken up, laid down, several at once, and never a place to belong to.

use kernel::{Actor, PersonId};

use crate::commands::*;
use crate::fixture::{World, check, operator, person};

const GIVEN: &str = "
    guild G
    hall H under G
    ring A under H: full+warden@H full*2
    ring B under H: full novice*2
";

#[test]
fn a_post_is_taken_up_and_laid_down() {
    check(
        GIVEN,
        |w| (person(0), take_up(w, 1, "A", "keeper")),
        "p1 takes up keeper of A",
    );
    check(
        GIVEN,
        |w| operator(lay_down(w, 0, "H", "warden")),
        "p0 lays down warden of H",
    );
}

#[test]
fn whoever_holds_a_post_may_lay_it_down() {
    check(
        GIVEN,
        |w| (person(0), lay_down(w, 0, "H", "warden")),
        "p0 lays down warden of H",
    );
    check(
        GIVEN,
        |w| (person(2), lay_down(w, 0, "H", "warden")),
        "refused: there is no unit 1",
    );
}

#[test]
fn one_person_holds_posts_in_several_units_and_belongs_to_one() {
    let mut world = World::of(GIVEN);
    for command in [
        take_up(&world, 0, "A", "keeper"),
        take_up(&world, 0, "B", "envoy"),
        take_up(&world, 0, "H", "envoy"),
    ] {
        world.done(Actor::Operator, command);
    }
    let held: Vec<_> = world
        .state
        .tenures_of(PersonId(0))
        .map(|tenure| (world.code(tenure.unit), tenure.until))
        .collect();
    assert_eq!(held, [("H", None), ("B", None), ("A", None), ("H", None)]);
    assert_eq!(
        world.state.membership(PersonId(0)).unwrap().unit,
        world.unit("A")
    );
    assert_eq!(world.roll("H"), []);
}

#[test]
fn a_post_held_twice_at_different_times_has_two_tenures() {
    let mut world = World::of(GIVEN);
    for command in [
        take_up(&world, 1, "A", "keeper"),
        lay_down(&world, 1, "A", "keeper"),
        take_up(&world, 1, "A", "keeper"),
    ] {
        world.done(Actor::Operator, command);
    }
    let ended: Vec<_> = world
        .state
        .tenures_in(world.unit("A"))
        .map(|tenure| tenure.until.is_some())
        .collect();
    assert_eq!(ended, [false, true]);
}
