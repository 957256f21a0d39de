//! Findings: what the matter is, since when and until when; and what is due.

use jiff::civil::Date;
use kernel::due::{DueWhat, due, due_from};
use kernel::findings::{check, check_shared, of_unit, visible};
use kernel::members::MemberCommand;
use kernel::posts::PostCommand;
use kernel::sizes::Standing;
use kernel::{Actor, Command, PersonId};

use crate::commands::*;
use crate::fixture::{FOUNDING, TODAY, World, person};

const GIVEN: &str = "
    guild G
    hall H under G
    ring A under H: full+keeper+warden@H full*3
";

/// Findings in words, with since and until.
fn told(world: &World, on: Date) -> Vec<String> {
    check(&world.state, on)
        .iter()
        .map(|finding| {
            let message = finding.message(&world.state, &world.charter);
            let until = finding
                .until
                .map_or("ever".to_owned(), |until| until.to_string());
            let remedies = finding.remedies_in_words(&world.charter).join(", ");
            format!("{message} | {} to {until} | {remedies}", finding.since)
        })
        .collect()
}

fn day(month: i8, day: i8) -> Date {
    Date::constant(2016, month, day)
}

#[test]
fn nothing_is_found_since_before_a_charter_was_in_force() {
    // The ring was founded, and its people joined, years before the charter.
    let mut world = World::of("guild G\nhall H under G");
    let mut register = world.register("ring A under H: full+keeper full");
    register.units[0].founded = Some(Date::constant(1999, 5, 1));
    for row in &mut register.people {
        row.joined = Date::constant(2001, 6, 1);
    }
    world.today = FOUNDING;
    world.done(Actor::Operator, Command::EnterRegister(register));
    assert_eq!(
        told(&world, FOUNDING),
        ["A unit has 2 people; 3 are the fewest | 2016-01-01 to 2016-01-31 | attach, merge"]
    );
}

#[test]
fn a_unit_too_small_is_found_since_the_day_it_became_so() {
    let mut world = World::of("guild G\nhall H under G\nring A under H: full+keeper full*2");
    assert_eq!(told(&world, FOUNDING), Vec::<String>::new());
    world.today = day(2, 10);
    let mut leaving = leave(1);
    if let Command::Member(MemberCommand::Leave(it)) = &mut leaving {
        it.on = day(2, 9);
    }
    world.done(Actor::Operator, leaving);
    assert_eq!(
        told(&world, day(2, 10)),
        ["A unit has 2 people; 3 are the fewest | 2016-02-09 to 2016-03-10 | attach, merge"]
    );
    let standing = kernel::findings::standing(&world.state, day(2, 10), world.unit("A"));
    assert_eq!(standing, Standing::Below);
    // A second leaving does not put off the day it began; a new member ends it.
    world.today = day(2, 20);
    world.done(Actor::Operator, leave_on(2, day(2, 20)));
    assert!(
        told(&world, day(2, 20))[0].contains("2016-02-09"),
        "{:?}",
        told(&world, day(2, 20))
    );
    for _ in 0..2 {
        let admit = admit(&world, None, "A", "novice", day(2, 20));
        world.done(Actor::Operator, admit);
    }
    assert_eq!(told(&world, day(2, 20)), Vec::<String>::new());
}

fn leave_on(who: u32, on: Date) -> Command {
    Command::from(kernel::members::Leave {
        person: PersonId(who),
        on,
    })
}

#[test]
fn what_a_unit_too_large_may_become_depends_on_where_it_stands() {
    let world = World::of(
        "guild G
         hall H under G
         house U under H
         ring A under H: full+keeper full*7
         ring B under U: full+keeper full*7",
    );
    assert_eq!(
        told(&world, FOUNDING),
        [
            "A unit has 8 people; 7 are the most | 2016-01-01 to 2016-01-31 | form house, split",
            "B unit has 8 people; 7 are the most | 2016-01-01 to 2016-01-31 | split",
        ]
    );
}

#[test]
fn a_vacant_post_is_found_since_the_last_holder_laid_it_down() {
    let mut world = World::of("guild G\nhall H under G\nring A under H: full+keeper full*2");
    world.today = day(1, 20);
    let mut laying_down = lay_down(&world, 0, "A", "keeper");
    if let Command::Post(PostCommand::LayDown(it)) = &mut laying_down {
        it.on = day(1, 15);
    }
    world.done(Actor::Operator, laying_down);
    assert_eq!(
        told(&world, day(1, 20)),
        ["the post of keeper in A unit is vacant | 2016-01-15 to 2016-02-14 | fill"]
    );
}

#[test]
fn a_post_that_never_had_a_holder_is_vacant_since_the_unit_stands() {
    let world = World::of("guild G\nhall H under G\nring A under H: full*3");
    assert_eq!(
        told(&world, day(1, 2)),
        ["the post of keeper in A unit is vacant | 2016-01-01 to 2016-01-31 | fill"]
    );
}

#[test]
fn a_term_that_is_over_is_found_the_day_after() {
    let world = World::of(GIVEN);
    let terms = |on| {
        let found = told(&world, on);
        found.iter().filter(|told| told.contains("term")).count()
    };
    assert_eq!(terms(Date::constant(2018, 1, 1)), 0);
    assert_eq!(terms(Date::constant(2018, 1, 2)), 1);
    assert!(told(&world, Date::constant(2018, 1, 2)).iter().any(|told| told
        == "the term of the warden of H unit ended on 2018-01-01 | 2018-01-01 to ever | fill"));
}

#[test]
fn a_missed_meeting_is_found_when_its_month_is_over() {
    let mut world = World::of(GIVEN);
    // The month of the founding counts as met; February is missed on 1 March.
    assert_eq!(told(&world, day(2, 29)), Vec::<String>::new());
    assert_eq!(
        told(&world, day(3, 1)),
        ["A unit has no circle on record | 2016-03-01 to 2016-03-31 | meet"]
    );
    world.today = day(3, 1);
    let record = record(&world, "A", day(2, 20), &[], &[]);
    world.done(Actor::Operator, record);
    assert_eq!(told(&world, day(3, 31)), Vec::<String>::new());
    let later = told(&world, day(5, 2));
    assert!(
        later.iter().any(|told| told
            == "A unit last held its circle on 2016-02-20 | 2016-04-01 to 2016-05-31 | meet"),
        "{later:?}"
    );
}

#[test]
fn nothing_is_found_before_a_unit_was_founded_or_a_charter_adopted() {
    let world = World::of("guild G\nhall H under G\nring A under G");
    assert_eq!(
        told(&world, FOUNDING.yesterday().unwrap()),
        Vec::<String>::new()
    );
    assert!(!told(&world, FOUNDING).is_empty());
}

#[test]
fn a_misplaced_unit_is_found_with_the_level_it_stands_under() {
    let world = World::of("guild G\nring A under G: full+keeper full*2");
    assert_eq!(
        told(&world, FOUNDING),
        ["A unit stands under a guild, where no ring may stand | 2016-01-01 to ever | move"]
    );
}

#[test]
fn people_in_a_unit_that_holds_none_are_found() {
    let mut world = World::of(GIVEN);
    let mut register = world.register("house A under H");
    register.people.clear();
    world.done(Actor::Operator, Command::EnterRegister(register));
    let found = told(&world, TODAY);
    let wanted =
        "4 people belong to A unit, which is no unit to belong to | 2017-06-15 to ever | transfer";
    assert!(found.iter().any(|told| told == wanted), "{found:?}");
    // So is a post that a unit of its new level does not have.
    let wanted = "the post of keeper in A unit is held by somebody who may not hold it | 2016-01-01 to ever | lay down";
    assert!(found.iter().any(|told| told == wanted), "{found:?}");
}

#[test]
fn findings_are_shown_to_those_who_see_the_figures() {
    let world = World::of(
        "guild G
         hall H under G
         ring A under H: full+warden@H full novice
         ring B under H: full novice*2
         hall K under G
         ring C under K: full*3",
    );
    let seen = |viewer: Actor| {
        let top = world.unit("G");
        let found = visible(&world.state, viewer, FOUNDING, top);
        found
            .iter()
            .map(|finding| world.code(finding.unit).to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(seen(Actor::Operator).len(), 3);
    let mut wardens = seen(person(0));
    wardens.sort();
    assert_eq!(wardens, ["A", "B"]);
    assert_eq!(seen(person(1)), ["A"]);
    assert_eq!(seen(person(2)), Vec::<String>::new());
    assert_eq!(of_unit(&world.state, FOUNDING, world.unit("B")).len(), 1);
}

#[test]
fn how_many_threads_checked_cannot_be_told_from_the_findings() {
    let world = World::of(
        "guild G
         hall H under G
         ring A under H: full*2
         ring B under H: full*9
         hall K under G
         ring C under K: full*3",
    );
    let found = check(&world.state, TODAY);
    assert!(found.len() > 6, "{found:?}");
    for threads in 0..8 {
        assert_eq!(
            check_shared(&world.state, TODAY, threads),
            found,
            "{threads}"
        );
    }
    assert_eq!(check_shared(&kernel::State::default(), TODAY, 4), []);
}

#[test]
fn what_is_due_is_listed_most_urgent_first() {
    let mut world = World::of("guild G\nhall H under G\nring A under H: full+keeper full novice");
    world.today = day(2, 10);
    world.done(Actor::Operator, leave_on(2, day(2, 5)));
    let list = due(&world.state, person(0), day(2, 10));
    let told: Vec<_> = list
        .iter()
        .map(|due| (due.by.unwrap(), matches!(due.what, DueWhat::Meeting(_))))
        .collect();
    assert_eq!(told, [(day(2, 29), true), (day(3, 6), false)]);
    // The warden of nothing and members have no list of their own.
    assert_eq!(due(&world.state, person(1), day(2, 10)), []);
    assert_eq!(due_from(&world.state, day(2, 10), world.unit("A")), list);
    // Held this month, the meeting is no longer due.
    let record = record(&world, "A", day(2, 9), &[], &[]);
    world.done(Actor::Operator, record);
    assert_eq!(due(&world.state, person(0), day(2, 10)).len(), 1);
}
