//! Editions of the charter as part of the record.

use jiff::civil::Date;
use kernel::sizes::Standing;
use kernel::{Actor, Command};

use crate::fixture::{FOUNDING, GUILD, TODAY, World, adopt, check, operator};

const GIVEN: &str = "guild G\nhall H under G\nring A under H: full+keeper full*3";

#[test]
fn an_edition_is_adopted() {
    check(
        GIVEN,
        |_| operator(Command::AdoptCharter(adopt(GUILD, TODAY))),
        "charter adopted from 2017-06-15",
    );
}

#[test]
fn each_day_has_the_edition_that_was_in_force() {
    let mut world = World::of(GIVEN);
    let larger = GUILD.replace("3..=7", "5..=7");
    world.done(
        Actor::Operator,
        Command::AdoptCharter(adopt(&larger, TODAY)),
    );
    let least = |on: Date| {
        world
            .state
            .charter_on(on)
            .map(|charter| charter.sizes[0].least)
    };
    assert_eq!(least(FOUNDING.yesterday().unwrap()), None);
    assert_eq!(least(FOUNDING), Some(3));
    assert_eq!(least(TODAY.yesterday().unwrap()), Some(3));
    assert_eq!(least(TODAY), Some(5));
    // What the new edition finds is found since it came into force.
    assert_eq!(
        world.state.size(world.unit("A"), TODAY).unwrap().standing,
        Standing::Below
    );
    let found = kernel::findings::of_unit(&world.state, TODAY, world.unit("A"));
    assert_eq!(found[0].since, TODAY);
    assert_eq!(
        kernel::invariants::broken(&world.state),
        Vec::<String>::new()
    );
}

/// What is adopted today and comes into force later changes no size before.
#[test]
fn a_unit_has_the_range_of_the_day() {
    let mut world = World::of(GIVEN);
    let later = TODAY.tomorrow().unwrap();
    let sized = |world: &World, on| world.state.size(world.unit("A"), on).unwrap();
    let before = sized(&world, TODAY);
    assert_eq!(before.least, 3);
    let larger = GUILD.replace("3..=7", "5..=7");
    world.done(
        Actor::Operator,
        Command::AdoptCharter(adopt(&larger, later)),
    );
    assert_eq!(sized(&world, TODAY), before);
    assert_eq!(sized(&world, later).standing, Standing::Below);
    assert_eq!(
        world
            .state
            .size(world.unit("A"), FOUNDING.yesterday().unwrap()),
        None
    );
}

#[test]
fn an_edition_may_add_rows_behind_those_it_keeps() {
    let more = GUILD.replace(
        "```rule\n[belonging]",
        "```rule\n[grade]\nid       = \"elder\"\ntitle    = \"elder\"\nentry    = true\nvotes    = true\nmodality = \"must\"\nbasis    = \"BOOK\"\n```\n\n```rule\n[belonging]",
    );
    assert_ne!(more, GUILD);
    let mut world = World::of(GIVEN);
    world.done(Actor::Operator, Command::AdoptCharter(adopt(&more, TODAY)));
    assert_eq!(world.state.charter().unwrap().grades.len(), 4);
}
