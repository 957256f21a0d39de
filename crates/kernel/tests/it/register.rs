//! The register: all of it or nothing, every fault named, and nothing twice.

use std::collections::BTreeSet;

use charter::{GradeId, LevelId};
use jiff::civil::Date;
use kernel::members::MemberCommand;
use kernel::register::{EnterRegister, PersonRow, RegisterFault, RegisterRow, UnitRow};
use kernel::{Actor, Command, PersonId, Reason};

use crate::commands::*;
use crate::fixture::{FOUNDING, TODAY, World, variant_of, variants};

const GIVEN: &str = "
    guild G
    hall H under G
    house U under H
    ring A under U: full+keeper full+warden@H novice*2
    ring B under H: full*3
    ring F under H
";

fn world() -> World {
    let mut world = World::of(GIVEN);
    let dissolve = dissolve(&world, "F");
    world.done(Actor::Operator, dissolve);
    world
}

fn unit(world: &World, code: &str, level: &str, parent: Option<&str>) -> UnitRow {
    UnitRow {
        code: code.to_owned(),
        level: world.level(level),
        name: format!("{code} unit"),
        parent: parent.map(str::to_owned),
        founded: Some(FOUNDING),
    }
}

fn member(world: &World, person: Option<u32>, unit: &str, posts: &[(&str, &str)]) -> PersonRow {
    PersonRow {
        person: person.map(PersonId),
        unit: unit.to_owned(),
        grade: world.grade("full"),
        joined: FOUNDING,
        posts: posts
            .iter()
            .map(|(post, unit)| (world.post(post), (*unit).to_owned()))
            .collect(),
    }
}

fn told(world: &World, units: Vec<UnitRow>, people: Vec<PersonRow>) -> String {
    let command = Command::EnterRegister(EnterRegister { units, people });
    world.told(&world.ask(Actor::Operator, command))
}

fn faults(world: &World, units: Vec<UnitRow>, people: Vec<PersonRow>) -> Vec<RegisterFault> {
    let command = Command::EnterRegister(EnterRegister { units, people });
    match world
        .ask(Actor::Operator, command)
        .map_err(|refusal| refusal.reason)
    {
        Err(Reason::RegisterFaults(faults)) => faults,
        other => panic!("{other:?}"),
    }
}

/// The organisation of [`GIVEN`] as a register that numbers its people.
fn again(world: &World) -> EnterRegister {
    let mut register = world.register(GIVEN);
    register.units.retain(|row| row.code != "F");
    for (number, row) in (0..).zip(&mut register.people) {
        row.person = Some(PersonId(number));
    }
    register
}

#[test]
fn the_same_register_again_causes_nothing() {
    let world = world();
    let command = Command::EnterRegister(again(&world));
    assert_eq!(world.ask(Actor::Operator, command).unwrap(), []);
}

#[test]
fn the_order_of_the_rows_does_not_matter() {
    let mut register = world().register(GIVEN);
    register.units.reverse();
    let mut world = World::of("guild G");
    let events = world.done(Actor::Operator, Command::EnterRegister(register));
    assert_eq!(events.len(), 5 + 7 * 2 + 2);
    assert_eq!(world.roll("A"), [0, 1, 2, 3]);
    assert_eq!(
        kernel::invariants::broken(&world.state),
        Vec::<String>::new()
    );
}

#[test]
fn a_later_register_brings_the_record_up_to_date() {
    let world = world();
    let mut register = again(&world);
    register.units[3].name = "Oak".to_owned();
    register.units[4].parent = Some("U".to_owned());
    register.people[0].posts.clear();
    register.people[1]
        .posts
        .push((world.post("scribe"), "A".to_owned()));
    register.people[2].grade = world.grade("full");
    register.people[3].unit = "B".to_owned();
    register.units[1].founded = Some(Date::constant(2001, 2, 3));
    register.people[0].joined = Date::constant(2002, 3, 4);
    let outcome = world.ask(Actor::Operator, Command::EnterRegister(register));
    assert_eq!(
        world.told(&outcome),
        "H founded on 2001-02-03\n\
         A renamed \"Oak\"\n\
         B moved under U\n\
         p0 joined on 2002-03-04\n\
         p2 becomes full\n\
         p3 goes from A to B\n\
         p0 lays down keeper of A\n\
         p1 takes up scribe of A"
    );
}

#[test]
fn nobody_came_to_a_unit_before_the_corrected_day_of_joining() {
    let mut world = world();
    let Command::Member(MemberCommand::Transfer(mut goes)) = transfer(&world, 4, "A") else {
        panic!("a transfer");
    };
    goes.on = Date::constant(2017, 1, 1);
    world.done(Actor::Operator, Command::from(goes));
    let mut row = member(&world, Some(4), "A", &[]);
    row.joined = Date::constant(2017, 3, 1);
    let joined = row.joined;
    let register = EnterRegister {
        units: Vec::new(),
        people: vec![row],
    };
    world.done(Actor::Operator, Command::EnterRegister(register));
    let membership = world.state.membership(PersonId(4)).unwrap();
    assert_eq!(membership.joined, joined);
    assert_eq!(membership.in_unit_since, joined);
    assert_eq!(membership.in_grade_since, joined);
}

#[test]
fn whoever_a_register_does_not_name_stays_as_they_are() {
    let world = world();
    let rows = vec![member(&world, Some(4), "A", &[])];
    assert_eq!(told(&world, Vec::new(), rows), "p4 goes from B to A");
}

#[test]
fn the_longest_standing_members_come_first_on_a_roll() {
    let mut world = world();
    let mut rows = vec![
        member(&world, None, "B", &[]),
        member(&world, None, "B", &[]),
    ];
    rows[0].joined = Date::constant(2017, 3, 1);
    rows[1].joined = Date::constant(2017, 2, 1);
    let people = rows;
    let register = EnterRegister {
        units: Vec::new(),
        people,
    };
    world.done(Actor::Operator, Command::EnterRegister(register));
    // The numbers follow the rows, the roll follows the days.
    assert_eq!(world.roll("B"), [4, 5, 6, 8, 7]);
}

#[test]
fn no_unit_is_entered_whose_name_holds_what_cannot_be_seen() {
    let w = world();
    for name in ["Oak\u{202e}", "\u{200b}Oak", "O\nak"] {
        let mut hidden = unit(&w, "N", "ring", Some("H"));
        hidden.name = name.to_owned();
        let found = faults(&w, vec![hidden], Vec::new());
        let told: Vec<_> = found.iter().map(|it| format!("{:?}", it.what)).collect();
        assert_eq!(told, ["BadText"], "{name:?}");
    }
}

#[test]
fn every_fault_is_named_with_its_row_and_nothing_is_entered() {
    let mut w = world();
    w.done(Actor::Operator, crate::merging::merge(3, 2));
    let mut tomorrow = unit(&w, "L", "ring", Some("H"));
    tomorrow.founded = Some(TODAY.tomorrow().unwrap());
    let mut nameless = unit(&w, "M", "ring", Some("H"));
    nameless.name = " ".to_owned();
    let units = vec![
        unit(&w, "X", "ring", Some("H")),
        unit(&w, "X", "ring", Some("H")),
        unit(&w, "Y", "ring", Some("nowhere")),
        unit(&w, "V", "house", Some("W")),
        unit(&w, "W", "house", Some("V")),
        unit(&w, "Z", "guild", None),
        unit(&w, "F", "ring", Some("H")),
        tomorrow,
        nameless,
    ];
    let mut early = member(&w, None, "A", &[]);
    early.joined = Date::constant(1850, 1, 1);
    let people = vec![
        member(&w, None, "nowhere", &[]),
        member(&w, None, "H", &[]),
        member(&w, None, "A", &[("warden", "A")]),
        member(&w, None, "A", &[("keeper", "nowhere")]),
        member(&w, Some(99), "A", &[]),
        member(&w, Some(0), "A", &[]),
        member(&w, Some(0), "A", &[]),
        early,
        member(&w, None, "F", &[]),
        member(&w, None, "A", &[("envoy", "F")]),
        member(&w, Some(3), "A", &[]),
    ];
    let found = faults(&w, units, people);
    let told: Vec<String> = found
        .iter()
        .map(|fault| match fault.row {
            RegisterRow::Unit(row) => format!("unit {row}: {:?}", fault.what),
            RegisterRow::Person(row) => format!("person {row}: {:?}", fault.what),
        })
        .collect();
    assert_eq!(
        told,
        [
            "unit 1: Twice",
            "unit 2: UnknownParent",
            "unit 3: Ring",
            "unit 5: NoParent",
            "unit 6: Dissolved",
            "unit 7: BadDate",
            "unit 8: BadText",
            "person 0: UnknownUnit",
            "person 1: NotABaseUnit",
            "person 2: NoSuchPostHere",
            "person 3: UnknownUnit",
            "person 4: UnknownPerson",
            "person 6: Twice",
            "person 7: BadDate",
            "person 8: Dissolved",
            "person 9: Dissolved",
            "person 10: FormerNumber",
        ]
    );
    let seen: BTreeSet<String> = found.iter().map(|fault| variant_of(&fault.what)).collect();
    let known = variants(include_str!("../../src/register.rs"), "RegisterFaultWhat");
    assert!(known.len() > 8, "{known:?}");
    let missing: Vec<_> = known.iter().filter(|name| !seen.contains(*name)).collect();
    assert!(missing.is_empty(), "without a case: {missing:?}");
}

#[test]
fn rows_cannot_close_a_ring_through_units_that_are_already_there() {
    // H would stand under U, and U stands under H without a row of its own.
    let world = world();
    let found = faults(
        &world,
        vec![unit(&world, "H", "hall", Some("U"))],
        Vec::new(),
    );
    assert_eq!(variant_of(&found[0].what), "Ring");
    // With a row that takes U away first there is no ring.
    let rows = vec![
        unit(&world, "H", "hall", Some("U")),
        unit(&world, "U", "house", Some("G")),
    ];
    assert_eq!(
        told(&world, rows, Vec::new()),
        "U moved under G\nH moved under U"
    );
}

#[test]
fn the_top_stays_the_top() {
    let world = world();
    let found = faults(
        &world,
        vec![unit(&world, "G", "guild", Some("H"))],
        Vec::new(),
    );
    assert_eq!(variant_of(&found[0].what), "Ring");
}

#[test]
fn words_that_are_not_in_the_charter_are_refused() {
    let world = world();
    let mut row = unit(&world, "X", "ring", Some("H"));
    row.level = LevelId(77);
    assert_eq!(
        told(&world, vec![row], Vec::new()),
        "refused: the charter has no such level"
    );
    let mut row = member(&world, None, "A", &[]);
    row.grade = GradeId(77);
    assert_eq!(
        told(&world, Vec::new(), vec![row]),
        "refused: the charter has no such grade"
    );
}

#[test]
fn what_is_only_against_the_charter_is_entered_and_found() {
    let mut world = world();
    let rows = vec![unit(&world, "X", "ring", Some("G"))];
    let people = vec![member(&world, None, "X", &[("keeper", "A")])];
    world.done(
        Actor::Operator,
        Command::EnterRegister(EnterRegister {
            units: rows,
            people,
        }),
    );
    let found = kernel::findings::check(&world.state, TODAY);
    let kinds: BTreeSet<String> = found
        .iter()
        .map(|finding| variant_of(&finding.matter))
        .collect();
    for kind in ["Misplaced", "TooFew", "HeldWrongly", "Vacant"] {
        assert!(kinds.contains(kind), "{kind} is not among {kinds:?}");
    }
}
