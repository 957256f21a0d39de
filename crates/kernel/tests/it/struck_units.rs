//! What was said of a unit by mistake, struck: it has its name, its place and its posts as if
//! it had never been said, unless something rests on it, which is said in words.

use kernel::units::{StrikeDissolution, StrikeFounding, StrikeMove, StrikeRenaming};
use kernel::{Actor, Command, State, UnitId};

use crate::commands::*;
use crate::fixture::{TODAY, World};
use crate::procedures::refused;

const GIVEN: &str = "
    guild G
    hall H under G
    hall K under G
    house U under H
    ring A under U: full+keeper+warden@H full*2
    ring B under K: full*3
    house E under H
";

const WHY: &str = "it was another";

fn why() -> String {
    WHY.to_owned()
}

fn strike_founding(unit: UnitId) -> Command {
    StrikeFounding {
        unit,
        reason: why(),
    }
    .into()
}

fn strike_renaming(unit: UnitId) -> Command {
    StrikeRenaming {
        unit,
        reason: why(),
    }
    .into()
}

fn strike_move(unit: UnitId) -> Command {
    StrikeMove {
        unit,
        reason: why(),
    }
    .into()
}

fn strike_dissolution(unit: UnitId) -> Command {
    StrikeDissolution {
        unit,
        reason: why(),
    }
    .into()
}

fn sound(world: &World) {
    let broken = kernel::invariants::broken(&world.state);
    assert!(broken.is_empty(), "{broken:?}");
    let bytes = world.state.to_columns();
    let editions = [([1; 32], world.charter.clone())].into();
    let read = State::from_columns(&bytes, &editions).unwrap();
    assert_eq!(read.to_columns(), bytes);
    let beneath = |state: &State| {
        (0..state.unit_count())
            .map(|unit| state.units_ever_beneath(UnitId(unit)))
            .collect::<Vec<_>>()
    };
    assert_eq!(beneath(&read), beneath(&world.state));
}

fn no(world: &World, command: Command) -> String {
    refused(world, Actor::Operator, command)
}

#[test]
fn a_name_given_by_mistake_was_never_borne() {
    let mut world = World::of(GIVEN);
    let unit = world.unit("E");
    let name = world.state.unit(unit).unwrap().name.to_owned();
    assert_eq!(
        no(&world, strike_renaming(unit)),
        "E unit has had no other name"
    );
    for new in ["Mill", "Works"] {
        let command = rename(&world, "E", new);
        world.done(Actor::Operator, command);
    }
    let silent = StrikeRenaming {
        unit,
        reason: " ".to_owned(),
    };
    assert_eq!(no(&world, silent.into()), "the reason is missing");
    for again in ["Mill", &name] {
        world.done(Actor::Operator, strike_renaming(unit));
        assert_eq!(world.state.unit(unit).unwrap().name, again);
        sound(&world);
    }
    assert!(world.state.changes_of_unit(unit).is_empty());
}

#[test]
fn a_move_by_mistake_was_never_made_and_the_posts_go_on() {
    let mut world = World::of(GIVEN);
    let (unit, before) = (world.unit("U"), world.state.clone());
    assert_eq!(
        no(&world, strike_move(unit)),
        "no move brought U unit to where it stands"
    );
    let go = move_under(&world, "U", "K");
    world.done(Actor::Operator, go);
    // The warden of the hall above is from a ring beneath it.
    assert_eq!(world.state.holders_in(world.unit("H")).count(), 0);
    let told = world.ask(Actor::Operator, strike_move(unit));
    assert_eq!(world.told(&told), "post-resumed\nU is under H still");
    world.done(Actor::Operator, strike_move(unit));
    assert_eq!(world.state.unit(unit), before.unit(unit));
    let held = |state: &State| state.tenures_in(world.unit("H")).collect::<Vec<_>>();
    assert_eq!(held(&world.state), held(&before));
    assert!(world.state.changes_of_unit(unit).is_empty());
    assert!(
        !world
            .state
            .units_ever_beneath(world.unit("K"))
            .contains(&unit)
    );
    assert_eq!(world.state.before_move(unit), None);
    sound(&world);
}

#[test]
fn a_move_stands_while_a_post_rests_on_it() {
    let mut world = World::of(GIVEN);
    let unit = world.unit("U");
    for command in [
        move_under(&world, "U", "K"),
        take_up(&world, 0, "K", "warden"),
    ] {
        world.done(Actor::Operator, command);
    }
    assert_eq!(
        no(&world, strike_move(unit)),
        "person 0 has been warden of K unit since, which only people beneath it may be"
    );
}

#[test]
fn a_unit_dissolved_by_mistake_stands_under_its_number() {
    let mut world = World::of(GIVEN);
    let unit = world.unit("E");
    assert_eq!(
        no(&world, strike_dissolution(unit)),
        "E unit is not dissolved"
    );
    let before = world.state.clone();
    let end = dissolve(&world, "E");
    world.done(Actor::Operator, end);
    assert_eq!(world.state.standing_level(unit), None);
    world.done(Actor::Operator, strike_dissolution(unit));
    assert_eq!(world.state.unit(unit), before.unit(unit));
    sound(&world);
    // One that went into another is divided again, and not struck.
    let mut world = World::of(GIVEN);
    let ring = world.unit("B");
    let join = merge(&world, "B", "A");
    world.done(Actor::Operator, join);
    assert_eq!(
        no(&world, strike_dissolution(ring)),
        "B unit was merged into A unit"
    );
}

#[test]
fn the_holders_of_a_dissolved_unit_have_their_posts_still() {
    let mut world = World::of(GIVEN);
    let unit = world.unit("K");
    let up = take_up(&world, 3, "K", "warden");
    world.done(Actor::Operator, up);
    let held = |world: &World| world.state.tenures_in(unit).collect::<Vec<_>>();
    let before = held(&world);
    let away = move_under(&world, "B", "H");
    world.done(Actor::Operator, away);
    let end = dissolve(&world, "K");
    world.done(Actor::Operator, end);
    // The ring went elsewhere first, and with it the right to the post.
    world.done(Actor::Operator, strike_dissolution(unit));
    assert!(held(&world).iter().all(|it| it.until.is_some()));
    let ring = world.unit("B");
    world.done(Actor::Operator, strike_move(ring));
    assert_eq!(held(&world), before);
    sound(&world);
}

#[test]
fn a_unit_entered_by_mistake_never_was_unless_something_is_on_record() {
    let mut world = World::of(GIVEN);
    let new = found(&world, "N", "ring", Some("H"));
    world.done(Actor::Operator, new);
    let unit = world.unit("N");
    let mut held = world.clone();
    let up = take_up(&held, 1, "N", "envoy");
    held.done(Actor::Operator, up);
    assert_eq!(
        no(&held, strike_founding(unit)),
        "N unit is more than an entry by now: somebody has had a post in it"
    );
    let mut peopled = world.clone();
    let go = transfer(&peopled, 1, "N");
    peopled.done(Actor::Operator, go);
    assert!(no(&peopled, strike_founding(unit)).contains("on its roll"));
    assert!(no(&world, strike_founding(world.unit("A"))).contains("on its roll"));
    assert!(no(&world, strike_founding(world.unit("K"))).contains("beneath"));
    world.done(Actor::Operator, strike_founding(unit));
    assert!(world.state.never_was(unit));
    assert!(!world.state.stood_on(unit, TODAY));
    assert!(
        world
            .state
            .units_beneath(world.unit("H"))
            .all(|it| it != unit)
    );
    assert_eq!(
        no(&world, strike_dissolution(unit)),
        "N unit was entered by mistake and never was"
    );
    sound(&world);
}
