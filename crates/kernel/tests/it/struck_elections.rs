//! An election is recorded once, and a wrong record of one is struck with a reason.

use jiff::civil::Date;
use kernel::posts::{LayDownPost, REASON_CHARACTERS_MAX, RecordElection, StrikeElection};
use kernel::{Actor, Command, PersonId, State};

use crate::elections::{confirm, election, hand_over, refuse, said, world};
use crate::fixture::{World, person};

fn strike(world: &World, number: u32) -> Command {
    StrikeElection {
        unit: world.unit("A"),
        number,
        reason: "that was another ring".to_owned(),
    }
    .into()
}

/// Who holds the post now, with the day since when.
fn holders(world: &World) -> Vec<(u32, Date)> {
    let holders = world.state.holders(world.unit("A"), world.post("keeper"));
    holders.map(|it| (it.person.0, it.from)).collect()
}

/// p1 is elected in place of p0 on the first day.
fn elected() -> World {
    let mut world = world();
    let command = election(&world, &[(1, 4), (0, 2)], &[1]);
    world.done(person(0), command.into());
    world
}

#[test]
fn an_election_is_recorded_once_and_another_ballot_of_the_day_is_another() {
    let mut world = world();
    let again = "refused by choosing.keeper: the election of the keeper of A unit on 2017-06-01 is already on record";
    // Nobody had a majority: the two stand again on the same day, and somebody has.
    let tie = election(&world, &[(1, 3), (0, 3)], &[]);
    world.done(person(0), tie.clone().into());
    let turned = election(&world, &[(0, 3), (1, 3)], &[]);
    assert_eq!(said(&world, Actor::Operator, turned), again);
    let second = election(&world, &[(1, 4), (0, 2)], &[1]);
    world.done(person(0), second.clone().into());
    let count = world.state.elections_in(world.unit("A")).count();
    // What another has counted, whoever it elects, is the same election all the same.
    let others: [RecordElection; 4] = [
        second,
        election(&world, &[(1, 6)], &[1]),
        election(&world, &[(2, 6)], &[2]),
        tie,
    ];
    for other in others {
        assert_eq!(said(&world, Actor::Operator, other), again);
    }
    assert_eq!(world.state.elections_in(world.unit("A")).count(), count);
    // On another day it is another election; so it is once the first is over.
    let mut before = election(&world, &[(2, 6)], &[2]);
    before.on = Date::constant(2017, 5, 31);
    assert!(!said(&world, Actor::Operator, before).contains("already on record"));
    let command = refuse(&world, 1);
    world.done(person(7), command);
    let anew = election(&world, &[(2, 6)], &[2]);
    assert!(said(&world, Actor::Operator, anew).starts_with("election-recorded"));
}

#[test]
fn whoever_a_struck_election_gave_the_post_never_held_it_and_who_held_it_does_again() {
    let mut world = elected();
    let before = holders(&super::elections::world());
    assert_eq!(holders(&world), [(1, world.today)]);
    world.today = Date::constant(2017, 6, 3);
    let command = strike(&world, 1);
    let events = world.done(person(7), command);
    assert_eq!(events.len(), 1);
    assert_eq!(events[0].documents().len(), 1);
    assert_eq!(holders(&world), before);
    let (unit, post) = (world.unit("A"), world.post("keeper"));
    // No time in the post is left of it, and nobody's word is waited for.
    assert_eq!(world.state.tenures_of(PersonId(1)).count(), 0);
    assert_eq!(world.state.tenures_in(unit).count(), 1);
    assert!(world.state.held_before(unit, post, PersonId(0)).is_none());
    let hall = world.unit("H");
    assert_eq!(world.state.waiting_for_word(hall, world.today).count(), 0);
    // The record stays where it was, as struck.
    assert_eq!(world.state.numbered_elections_in(unit).len(), 1);
    assert!(world.state.election_struck(unit, 1).is_some());
    assert_eq!(world.state.election_struck(unit, 2), None);
    let again = "refused by choosing.keeper: the record of that election is struck already";
    assert_eq!(said(&world, person(7), strike(&world, 1)), again);
    let bytes = world.state.to_columns();
    let read = State::from_columns(&bytes, &[([1; 32], world.charter.clone())].into()).unwrap();
    assert_eq!(read.to_columns(), bytes);
    assert_eq!(
        read.election_struck(unit, 1),
        world.state.election_struck(unit, 1)
    );
    // What really was counted on that day is recorded now.
    let mut right = election(&world, &[(1, 4), (2, 2)], &[1]);
    right.on = Date::constant(2017, 6, 1);
    world.done(person(0), right.into());
    let all = world.state.numbered_elections_in(unit);
    let tenure = world.state.holders(unit, post).next().unwrap();
    let gave = world.state.election_that_gave(&tenure, &all);
    assert_eq!(gave.map(|(number, _)| *number), Some(2));
}

#[test]
fn whoever_laid_the_post_down_before_the_election_does_not_come_back() {
    let mut world = world();
    let lay_down = LayDownPost {
        person: PersonId(0),
        unit: world.unit("A"),
        post: world.post("keeper"),
        on: world.today,
    };
    world.done(person(0), lay_down.into());
    let command = election(&world, &[(1, 6)], &[1]);
    world.done(person(7), command.into());
    let command = strike(&world, 1);
    world.done(person(7), command);
    assert_eq!(holders(&world), []);
}

#[test]
fn the_one_elected_again_has_the_former_term_again() {
    let mut world = world();
    let before = holders(&world);
    let command = election(&world, &[(0, 6)], &[0]);
    world.done(person(0), command.into());
    assert_ne!(holders(&world), before);
    let command = strike(&world, 1);
    world.done(person(7), command);
    assert_eq!(holders(&world), before);
}

#[test]
fn what_followed_from_an_election_stands_in_the_way_of_striking_it() {
    let way = "refused by choosing.keeper: what followed from the election stands in the way: ";
    let mut handed = elected();
    let command = hand_over(&handed, 1);
    handed.done(person(1), command);
    assert_eq!(
        said(&handed, person(7), strike(&handed, 1)),
        format!("{way}the post was handed over to person 1 on 2017-06-01")
    );
    let mut confirmed = elected();
    let command = confirm(&confirmed, 1);
    confirmed.done(person(7), command);
    assert_eq!(
        said(&confirmed, person(7), strike(&confirmed, 1)),
        format!("{way}person 1 was confirmed on 2017-06-01")
    );
    let mut refused = elected();
    let command = refuse(&refused, 1);
    refused.done(person(7), command);
    let ended = format!("{way}person 1 no longer holds the post by it");
    assert_eq!(said(&refused, person(7), strike(&refused, 1)), ended);
    // Struck one after the other, the last first, each gives back what it took.
    let mut twice = elected();
    let first = holders(&twice);
    twice.today = Date::constant(2017, 6, 2);
    let command = election(&twice, &[(2, 6)], &[2]);
    twice.done(person(7), command.into());
    assert_eq!(said(&twice, person(7), strike(&twice, 1)), ended);
    let command = strike(&twice, 2);
    twice.done(person(7), command);
    assert_eq!(holders(&twice), first);
    let command = strike(&twice, 1);
    twice.done(person(7), command);
    assert_eq!(holders(&twice), holders(&world()));
}

#[test]
fn only_whoever_records_elections_strikes_one_and_says_why() {
    let world = elected();
    let ask = |actor: Actor, number: u32, reason: &str| {
        let command = StrikeElection {
            unit: world.unit("A"),
            number,
            reason: reason.to_owned(),
        };
        said(&world, actor, command)
    };
    let warden = person(7);
    assert_eq!(ask(warden, 2, "why"), "refused: there is no election 2");
    assert_eq!(ask(warden, 0, "why"), "refused: there is no election 0");
    assert_eq!(ask(warden, 1, " "), "refused: the reason is missing");
    let long = "x".repeat(REASON_CHARACTERS_MAX + 1);
    assert!(ask(warden, 1, &long).starts_with("refused: the reason is longer than"));
    assert!(ask(person(2), 1, "why").contains("record an election"));
    assert!(ask(person(13), 1, "why").starts_with("refused: there is no unit"));
    assert_eq!(ask(warden, 1, "why"), "election-struck");
}
