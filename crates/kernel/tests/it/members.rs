//! Members: one base unit each, and the way out always open.

use jiff::civil::Date;
use kernel::members::{Leave, PromoteMember, RegisterPerson};
use kernel::{Actor, Command, PersonId};

use crate::commands::*;
use crate::fixture::{FOUNDING, TODAY, World, check, operator, person};

const GIVEN: &str = "
    guild G
    hall H under G
    ring A under H: full+keeper novice*2 friend
    ring B under H: full+keeper+warden@H novice*2
";

#[test]
fn a_person_gets_a_number_before_belonging_anywhere() {
    check(
        GIVEN,
        |_| operator(Command::from(RegisterPerson)),
        "p7 registered",
    );
    check(
        GIVEN,
        |_| (person(0), Command::from(RegisterPerson)),
        "p7 registered",
    );
}

#[test]
fn admitting_somebody_new_gives_them_a_number() {
    check(
        GIVEN,
        |w| (person(0), admit(w, None, "A", "novice", on(3))),
        "p7 registered
         p7 admitted to A as novice",
    );
}

#[test]
fn whoever_left_may_come_back_under_the_same_number() {
    let mut world = World::of(GIVEN);
    world.done(Actor::Operator, leave(1));
    assert_eq!(world.state.membership(PersonId(1)), None);
    let back = admit(&world, Some(1), "B", "novice", TODAY);
    world.done(Actor::Operator, back);
    let membership = world.state.membership(PersonId(1)).unwrap();
    assert_eq!(
        (membership.unit, membership.joined),
        (world.unit("B"), TODAY)
    );
    assert_eq!(world.roll("A"), [0, 2, 3]);
    assert_eq!(world.roll("B"), [4, 5, 6, 1]);
}

#[test]
fn a_member_rises_to_the_next_grade_when_the_waiting_time_is_over() {
    check(
        GIVEN,
        |w| {
            let on = Date::constant(2016, 7, 1);
            let (person_, grade) = (PersonId(1), w.grade("full"));
            (
                person(0),
                Command::from(PromoteMember {
                    person: person_,
                    grade,
                    on,
                }),
            )
        },
        "p1 becomes full",
    );
}

#[test]
fn a_member_is_in_one_base_unit_before_and_after_a_transfer() {
    check(
        GIVEN,
        |w| (person(4), transfer(w, 1, "B")),
        "p1 goes from A to B",
    );
    let mut world = World::of(GIVEN);
    let transfer = transfer(&world, 1, "B");
    world.done(Actor::Operator, transfer);
    assert_eq!(
        (world.roll("A"), world.roll("B")),
        (vec![0, 2, 3], vec![4, 5, 6, 1])
    );
    let membership = world.state.membership(PersonId(1)).unwrap();
    assert_eq!(
        (membership.joined, membership.in_unit_since),
        (FOUNDING, TODAY)
    );
    assert_eq!(world.state.roll_count(world.unit("A")), 3);
    assert_eq!(
        world
            .state
            .grade_count(world.unit("B"), world.grade("novice")),
        3
    );
    assert_eq!(world.state.member_count(), 7);
}

#[test]
fn a_transfer_ends_the_posts_of_the_old_unit() {
    check(
        GIVEN,
        |w| operator(transfer(w, 4, "A")),
        "p4 lays down keeper of B
         p4 goes from B to A",
    );
}

#[test]
fn leaving_ends_every_post() {
    check(
        GIVEN,
        |_| (person(4), leave(4)),
        "p4 lays down warden of H
         p4 lays down keeper of B
         p4 leaves B",
    );
}

#[test]
fn leaving_is_never_refused_to_oneself() {
    let world = World::of(GIVEN);
    for who in 0..7 {
        for on in [FOUNDING, TODAY] {
            let command = Command::from(Leave {
                person: PersonId(who),
                on,
            });
            assert!(world.ask(person(who), command).is_ok(), "p{who} on {on}");
        }
    }
}

#[test]
fn somebody_elses_leaving_is_recorded_by_whoever_has_the_right() {
    check(GIVEN, |_| (person(0), leave(1)), "p1 leaves A");
    check(
        GIVEN,
        |_| (person(1), leave(0)),
        "refused: there is no person 0",
    );
    check(
        &GIVEN.replace("novice*2 friend", "novice full friend"),
        |_| (person(2), leave(0)),
        "refused by right.keeper: you may not record a leaving in A unit",
    );
}
