//! Who may do what, where: the whole table of the guild's charter.

use std::fmt::Write as _;

use charter::Action;
use kernel::rights::{may, may_see_person, reach};
use kernel::{Actor, PersonId};

use crate::commands::*;
use crate::fixture::{TODAY, World, person};

fn world() -> World {
    World::of(
        "guild G
         hall H under G
         ring A under H: full+warden@H full+keeper full novice friend
         ring B under H: full novice
         hall K under G
         ring C under K: full+envoy@K novice",
    )
}

/// One row an action: in which units each actor may do it.
fn table(world: &World, actors: &[Actor]) -> String {
    let units = ["G", "H", "A", "B", "K", "C"];
    let mut text = String::new();
    for action in Action::ALL.iter().copied() {
        write!(text, "{:<16}", action.words()).unwrap();
        for actor in actors {
            let places: Vec<&str> = units
                .into_iter()
                .filter(|unit| may(&world.state, *actor, TODAY, action, world.unit(unit)))
                .collect();
            let places = if places.is_empty() {
                "-".to_owned()
            } else {
                places.concat()
            };
            write!(text, " {places:<7}").unwrap();
        }
        text.truncate(text.trim_end().len());
        text.push('\n');
    }
    text
}

/// The columns: the operator, the warden of H, the keeper of A, a full lantern
/// and a novice in A, the envoy of K. A changed right shows up as a changed line.
const TABLE: &str = "\
see figures      GHABKC  HAB     A       A       -       GHABKC
see roll         GHABKC  AB      A       A       -       C
see contacts     GHABKC  -       -       -       -       -
see journal      GHABKC  -       -       -       -       -
admit member     GHABKC  -       A       -       -       -
promote member   GHABKC  -       A       -       -       -
transfer member  GHABKC  AB      -       -       -       -
record leaving   GHABKC  -       A       -       -       -
merge members    GHABKC  -       -       -       -       -
found unit       GHABKC  HAB     -       -       -       -
rename unit      GHABKC  AB      -       -       -       -
move unit        GHABKC  AB      -       -       -       -
divide unit      GHABKC  AB      -       -       -       -
merge units      GHABKC  AB      -       -       -       -
dissolve unit    GHABKC  AB      -       -       -       -
fill post        GHABKC  AB      -       -       -       -
record election  GHABKC  -       -       -       -       -
confirm holder   GHABKC  -       -       -       -       -
call meeting     GHABKC  -       A       -       -       -
record meeting   GHABKC  -       A       -       -       -
correct meeting  GHABKC  -       A       -       -       -
issue directive  GHABKC  -       -       -       -       -
pass on directive GHABKC  -       -       -       -       -
answer directive GHABKC  -       -       -       -       -
file return      GHABKC  -       -       -       -       -
correct return   GHABKC  -       -       -       -       -
propose award    GHABKC  -       -       -       -       -
decide award     GHABKC  -       -       -       -       -
call conference  GHABKC  -       -       -       -       -
elect delegates  GHABKC  -       -       -       -       -
admit delegates  GHABKC  -       -       -       -       -
run conference   GHABKC  -       -       -       -       -
see visits       GHABKC  -       -       -       -       -
record visit     GHABKC  -       -       -       -       -
correct visit    GHABKC  -       -       -       -       -
see petitions    GHABKC  -       -       -       -       -
record petition  GHABKC  -       -       -       -       -
pass on petition GHABKC  -       -       -       -       -
answer petition  GHABKC  -       -       -       -       -
open procedure   GHABKC  -       -       -       -       -
see dues         GHABKC  -       -       -       -       -
collect dues     GHABKC  -       -       -       -       -
correct dues     GHABKC  -       -       -       -       -
waive dues       GHABKC  -       -       -       -       -
remit dues       GHABKC  -       -       -       -       -
spend dues       GHABKC  -       -       -       -       -
keep bodies      GHABKC  -       -       -       -       -
hold sessions    GHABKC  -       -       -       -       -
draft bulletin   GHABKC  -       -       -       -       -
review bulletin  GHABKC  -       -       -       -       -
publish bulletin GHABKC  -       -       -       -       -
adopt charter    GHABKC  -       -       -       -       -
";

#[test]
fn the_table_of_rights() {
    let world = world();
    let actors = [
        Actor::Operator,
        person(0),
        person(1),
        person(2),
        person(3),
        person(7),
    ];
    assert_eq!(table(&world, &actors), TABLE);
}

#[test]
fn rights_end_with_the_post_they_come_from() {
    let mut world = world();
    assert!(may(
        &world.state,
        person(1),
        TODAY,
        Action::AdmitMember,
        world.unit("A")
    ));
    let command = lay_down(&world, 1, "A", "keeper");
    world.done(Actor::Operator, command);
    assert!(!may(
        &world.state,
        person(1),
        TODAY,
        Action::AdmitMember,
        world.unit("A")
    ));
    // The rights of the grade are still there.
    assert!(may(
        &world.state,
        person(1),
        TODAY,
        Action::SeeRoll,
        world.unit("A")
    ));
    world.done(Actor::Operator, leave(1));
    assert!(!may(
        &world.state,
        person(1),
        TODAY,
        Action::SeeRoll,
        world.unit("A")
    ));
}

#[test]
fn nobody_has_a_right_before_a_charter_is_in_force_but_the_operator() {
    let world = world();
    let early = jiff::civil::date(2015, 12, 31);
    assert!(!may(
        &world.state,
        person(1),
        early,
        Action::AdmitMember,
        world.unit("A")
    ));
    assert!(may(
        &world.state,
        Actor::Operator,
        early,
        Action::AdmitMember,
        world.unit("A")
    ));
}

#[test]
fn people_are_known_to_themselves_and_to_those_who_see_a_roll_they_are_on() {
    let world = world();
    let knows = |viewer, who| may_see_person(&world.state, viewer, TODAY, PersonId(who));
    assert!(knows(person(4), 4), "oneself");
    assert!(knows(person(2), 0), "on one's own roll");
    assert!(!knows(person(3), 0), "a novice sees no roll");
    assert!(knows(person(0), 5), "beneath one's hall");
    assert!(!knows(person(0), 7), "beneath another hall");
    assert!(!knows(person(7), 0), "figures are not a roll");
    assert!(knows(Actor::Operator, 7));
}

#[test]
fn reach_names_where_a_right_starts_from() {
    let world = world();
    let from = |actor| {
        reach(&world.state, actor, TODAY, Action::SeeRoll)
            .into_iter()
            .map(|(unit, scope)| (world.code(unit), scope))
            .collect::<Vec<_>>()
    };
    use charter::Scope::{Everywhere, OwnUnit, UnitsBelow};
    assert_eq!(from(Actor::Operator), [("G", Everywhere)]);
    assert_eq!(from(person(0)), [("H", UnitsBelow), ("A", OwnUnit)]);
    assert_eq!(from(person(3)), []);
}
