//! Units: what each command makes happen, where units come from, and which
//! posts end with it.

use kernel::units::{Descent, FoundUnit, MoveUnit, UnitCommand};
use kernel::{Actor, Command};

use crate::commands::*;
use crate::fixture::{TODAY, World, check, operator, person};

const GIVEN: &str = "
    guild G
    hall H under G
    house U under H
    ring A under U: full+warden@U+keeper full+scribe novice*2
    ring B under H: full+keeper novice*2
    hall K under G
    ring C under K: full+keeper full+warden@K full+warden@G full*5
";

#[test]
fn a_unit_is_founded_under_another() {
    check(
        GIVEN,
        |w| operator(found(w, "X", "ring", Some("H"))),
        "X founded: ring \"X unit\" under H",
    );
}

#[test]
fn a_unit_is_renamed() {
    check(
        GIVEN,
        |w| operator(rename(w, "A", "Oak")),
        "A renamed \"Oak\"",
    );
}

#[test]
fn a_name_holds_nothing_that_cannot_be_seen() {
    for (name, shown) in [
        ("Oak\u{202e}", "U+202E"),
        ("\u{2067}Oak", "U+2067"),
        ("O\nak", "U+000A"),
        ("\u{feff}Oak", "U+FEFF"),
    ] {
        let world = World::of(GIVEN);
        let refused = |command| world.ask(Actor::Operator, command).unwrap_err().reason;
        assert_eq!(
            refused(rename(&world, "A", name)).to_string(),
            format!("a name holds a character that cannot be seen: {shown}"),
            "{name:?}"
        );
        assert_eq!(
            refused(found(&world, name, "ring", Some("H"))).to_string(),
            format!("a code holds a character that cannot be seen: {shown}"),
            "{name:?}"
        );
    }
}

#[test]
fn a_unit_moves_with_everything_beneath_it() {
    check(
        GIVEN,
        |w| operator(move_under(w, "B", "U")),
        "B moved under U",
    );
    let mut world = World::of(GIVEN);
    let command = move_under(&world, "U", "K");
    world.done(Actor::Operator, command);
    assert!(world.state.stands_under(world.unit("A"), world.unit("K")));
}

#[test]
fn a_unit_does_not_move_under_one_that_was_not_there_yet() {
    let mut world = World::of(GIVEN);
    let founded = found(&world, "L", "hall", Some("G"));
    world.done(Actor::Operator, founded);
    let early = Command::from(MoveUnit {
        unit: world.unit("U"),
        parent: world.unit("L"),
        on: TODAY.yesterday().unwrap(),
    });
    let refused = world.ask(Actor::Operator, early).unwrap_err().reason;
    let refused = refused.to_string();
    assert!(
        refused.contains("the day the unit it goes under was founded"),
        "{refused}"
    );
    let today = move_under(&world, "U", "L");
    world.done(Actor::Operator, today);
}

#[test]
fn a_move_ends_the_posts_above_that_ask_for_people_from_beneath() {
    let given = GIVEN.replace("full+warden@U+keeper", "full+warden@H+keeper+envoy@H");
    check(
        &given,
        |w| operator(move_under(w, "U", "K")),
        "p0 lays down warden of H
         U moved under K",
    );
}

#[test]
fn a_split_takes_people_to_new_units_beside() {
    check(
        GIVEN,
        |w| operator(split(w, "C", vec![part("X", &[9, 12, 13])])),
        "X founded: ring \"X unit\" under K
         X out of C: Split
         p9 goes from C to X
         p12 goes from C to X
         p13 goes from C to X",
    );
}

#[test]
fn whoever_goes_to_a_new_unit_lays_down_the_posts_of_the_old_one_and_keeps_those_above() {
    check(
        GIVEN,
        |w| operator(split(w, "C", vec![part("X", &[7, 8, 13])])),
        "X founded: ring \"X unit\" under K
         X out of C: Split
         p7 lays down keeper of C
         p7 goes from C to X
         p8 goes from C to X
         p13 goes from C to X",
    );
}

#[test]
fn a_post_for_people_of_the_unit_or_beneath_ends_with_going_to_a_unit_beside() {
    // A charter in which a ring has a post that is open to people from beneath it.
    let text = crate::fixture::GUILD
        .replace(
            "levels      = [\"guild\", \"hall\", \"house\"]",
            "levels      = [\"guild\", \"hall\", \"house\", \"ring\"]",
        )
        .replace("head        = true", "head        = false");
    let given = GIVEN.replace("full+keeper full+warden@K", "full+keeper full+warden@C");
    let world = World::under(&crate::fixture::charter(&text), &given);
    crate::fixture::check_in(
        &world,
        |w| operator(split(w, "C", vec![part("X", &[8, 12, 13])])),
        "X founded: ring \"X unit\" under K
         X out of C: Split
         p8 lays down warden of C
         p8 goes from C to X
         p12 goes from C to X
         p13 goes from C to X",
    );
}

#[test]
fn a_committee_takes_nobody_and_its_people_go_to_new_units_beneath() {
    check(
        GIVEN,
        |w| {
            operator(form(
                w,
                "C",
                "house",
                vec![part("X", &[7, 8, 9]), part("Y", &[10, 11, 12, 13, 14])],
            ))
        },
        "C becomes a house
         X founded: ring \"X unit\" under C
         X out of C: Formed
         p7 lays down keeper of C
         p7 goes from C to X
         p8 goes from C to X
         p9 goes from C to X
         Y founded: ring \"Y unit\" under C
         Y out of C: Formed
         p10 goes from C to Y
         p11 goes from C to Y
         p12 goes from C to Y
         p13 goes from C to Y
         p14 goes from C to Y",
    );
}

#[test]
fn a_merger_ends_the_posts_of_the_unit_that_ceases_and_those_its_people_can_no_longer_hold() {
    check(
        GIVEN,
        |w| operator(merge(w, "A", "B")),
        "p1 lays down scribe of A
         p0 lays down keeper of A
         p0 lays down warden of U
         p0 goes from A to B
         p1 goes from A to B
         p2 goes from A to B
         p3 goes from A to B
         B out of A: Merged
         A dissolved",
    );
}

#[test]
fn merging_committees_takes_the_units_beneath_along() {
    check(
        "guild G
         hall H under G
         house U under H
         house V under H
         ring A under U: full+keeper+warden@U full*2",
        |w| operator(merge(w, "U", "V")),
        "p0 lays down warden of U
         A moved under V
         V out of U: Merged
         U dissolved",
    );
}

#[test]
fn an_empty_unit_is_dissolved_and_its_posts_end() {
    check(
        "guild G
         hall H under G
         house U under H
         ring A under H: full+envoy@E full*2
         ring E under U",
        |w| operator(dissolve(w, "E")),
        "p0 lays down envoy of E
         E dissolved",
    );
}

#[test]
fn nobody_goes_over_before_they_came() {
    let mut world = World::of(GIVEN);
    let admit = admit(&world, None, "A", "novice", on(10));
    world.done(Actor::Operator, admit);
    let Command::Unit(UnitCommand::Merge(mut merge)) = merge(&world, "A", "B") else {
        panic!("a merger")
    };
    merge.on = on(9);
    let outcome = world.ask(Actor::Operator, Command::from(merge));
    assert_eq!(
        world.told(&outcome),
        "refused: 2017-06-09 lies before 2017-06-10, the day the last of these people came to the unit"
    );
}

#[test]
fn where_a_unit_came_from_stays_known() {
    let mut world = World::of(GIVEN);
    for command in [
        split(&world, "C", vec![part("X", &[9, 10, 11])]),
        merge(&world, "A", "B"),
    ] {
        world.done(Actor::Operator, command);
    }
    let lineage = |code: &str| {
        let steps = world.state.lineage(world.unit(code)).into_iter();
        steps
            .map(|step| (world.code(step.from), world.code(step.to), step.how))
            .collect::<Vec<_>>()
    };
    assert_eq!(lineage("C"), [("C", "X", Descent::Split)]);
    assert_eq!(lineage("X"), [("C", "X", Descent::Split)]);
    assert_eq!(lineage("A"), [("A", "B", Descent::Merged)]);
    assert_eq!(lineage("K"), []);
    // Nothing is deleted: the dissolved unit keeps its name, its place and its posts.
    let row = world.state.unit(world.unit("A")).unwrap();
    assert_eq!(
        (row.name, row.parent, row.dissolved.is_some()),
        ("A unit", Some(world.unit("U")), true)
    );
    assert_eq!(world.state.tenures_in(world.unit("A")).count(), 2);
    assert!(
        !world
            .state
            .standing_units()
            .any(|unit| unit == world.unit("A"))
    );
}

#[test]
fn an_act_sees_what_the_steps_before_it_did() {
    check(
        GIVEN,
        |w| {
            let first = found(w, "X", "house", Some("H"));
            let mut second = found(w, "Y", "ring", None);
            if let Command::Unit(UnitCommand::Found(it)) = &mut second {
                it.parent = Some(kernel::UnitId(w.state.unit_count()));
            }
            (person(0), Command::Act(vec![first, second]))
        },
        "refused: step 1 of the act was refused: there is no unit 1",
    );
    check(
        GIVEN,
        |w| {
            let first = found(w, "X", "house", Some("H"));
            let mut second = found(w, "Y", "ring", None);
            if let Command::Unit(UnitCommand::Found(it)) = &mut second {
                it.parent = Some(kernel::UnitId(w.state.unit_count()));
            }
            operator(Command::Act(vec![first, second]))
        },
        "X founded: house \"X unit\" under H
         Y founded: ring \"Y unit\" under X",
    );
}

#[test]
fn a_unit_is_not_founded_under_one_that_was_not_there_yet() {
    let mut world = World::of(GIVEN);
    let founded = found(&world, "L", "hall", Some("G"));
    world.done(Actor::Operator, founded);
    let beneath = |world: &World, on| {
        Command::from(FoundUnit {
            code: "M".to_owned(),
            level: world.level("ring"),
            name: "M unit".to_owned(),
            parent: Some(world.unit("L")),
            on,
        })
    };
    let early = beneath(&world, TODAY.yesterday().unwrap());
    let refused = world.ask(Actor::Operator, early).unwrap_err();
    let refused = refused.reason.to_string();
    assert!(
        refused.contains("the day the unit it goes under was founded"),
        "{refused}"
    );
    let founded = beneath(&world, TODAY);
    world.done(Actor::Operator, founded);
}
