//! Plans: what they cure, what they cost, and that nothing cheaper would do.

use std::fmt::Write as _;

use kernel::findings::{self, Finding, Matter};
use kernel::plan::{Plan, plan, plan_within};
use kernel::units::UnitCommand;
use kernel::{Actor, Command, PersonId, State, UnitId, invariants};
use proptest::prelude::*;

use crate::fixture::{FOUNDING, GUILD, TODAY, World, charter, homes, person};

fn of_size_and_place(state: &State) -> Vec<Finding> {
    let about = |finding: &Finding| {
        matches!(
            finding.matter,
            Matter::TooFew { .. } | Matter::TooMany { .. } | Matter::Misplaced { .. }
        )
    };
    let all = findings::check(state, TODAY).into_iter();
    all.filter(about).collect()
}

/// The plan in short: a line a step.
pub(crate) fn in_short(world: &World, plan: &Plan) -> String {
    let mut told = String::new();
    for step in &plan.steps {
        let code = |unit: UnitId| world.code(unit);
        match &step.command {
            Command::Unit(UnitCommand::Move(it)) => {
                write!(told, "move {} under {}", code(it.unit), code(it.parent))
            }
            Command::Unit(UnitCommand::Split(it)) => {
                let parts: Vec<String> = it
                    .parts
                    .iter()
                    .map(|part| format!("{} {}", part.code, part.people.len()))
                    .collect();
                write!(told, "split {}: {}", code(it.unit), parts.join(", "))
            }
            Command::Unit(UnitCommand::FormCommittee(it)) => {
                let parts: Vec<String> = it
                    .parts
                    .iter()
                    .map(|part| format!("{} {}", part.code, part.people.len()))
                    .collect();
                write!(told, "form {}: {}", code(it.unit), parts.join(", "))
            }
            Command::Unit(UnitCommand::Merge(it)) => {
                write!(told, "merge {} into {}", code(it.from), code(it.into))
            }
            Command::Unit(UnitCommand::Dissolve(it)) => write!(told, "dissolve {}", code(it.unit)),
            other => write!(told, "{other:?}"),
        }
        .unwrap();
        writeln!(told, " ({} move)", step.moves).unwrap();
    }
    for finding in &plan.left {
        writeln!(told, "left: {}", world.code(finding.unit)).unwrap();
    }
    told
}

#[track_caller]
fn planned(given: &str, expect: &str) {
    planned_under(GUILD, given, expect);
}

#[track_caller]
fn planned_under(text: &str, given: &str, expect: &str) {
    let world = World::under(&charter(text), given);
    let plan = plan(&world.state, TODAY);
    let lines: Vec<&str> = expect
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    assert_eq!(in_short(&world, &plan).trim(), lines.join("\n"));
    if let Err(fault) = carry_out(&world, &plan) {
        panic!("{fault}");
    }
}

/// Carries the plan out and holds it to everything a plan promises.
pub(crate) fn carry_out(world: &World, plan: &Plan) -> Result<World, TestCaseError> {
    let mut after = world.clone();
    let old_units = world.state.unit_count();
    after
        .try_to(Actor::Operator, plan.act())
        .map_err(|refusal| TestCaseError::fail(refusal.reason.to_string()))?;
    prop_assert_eq!(invariants::broken(&after.state), Vec::<String>::new());
    // Nothing of size and placement is the matter any more but what the plan says is left.
    let key = |finding: &Finding| (finding.unit, std::mem::discriminant(&finding.matter));
    let still: Vec<_> = of_size_and_place(&after.state).iter().map(key).collect();
    let mut left: Vec<_> = plan.left.iter().map(key).collect();
    left.sort_by_key(|(unit, _)| *unit);
    prop_assert_eq!(still, left);
    // Everybody still belongs somewhere, and as many moved as the plan says.
    let (before, now) = (homes(&world.state), homes(&after.state));
    prop_assert_eq!(
        before.keys().collect::<Vec<_>>(),
        now.keys().collect::<Vec<_>>()
    );
    let moved = before
        .iter()
        .filter(|(person, unit)| now[person] != **unit)
        .count();
    prop_assert_eq!(moved, plan.moves() as usize);
    for unit in (old_units..after.state.unit_count()).map(UnitId) {
        prop_assert!(
            after.state.roll(unit).any(|one| could_head(&after, one)),
            "nobody in {} could head it",
            after.code(unit)
        );
    }
    figures_hold(world, plan, &after)?;
    Ok(after)
}

fn could_head(world: &World, one: PersonId) -> bool {
    world.state.membership(one).unwrap().grade == world.grade("full")
}

fn figures_hold(world: &World, plan: &Plan, after: &World) -> Result<(), TestCaseError> {
    prop_assert_eq!(
        plan.units_before as usize,
        world.state.standing_units().count()
    );
    prop_assert_eq!(
        plan.units_after as usize,
        after.state.standing_units().count()
    );
    let mut last = std::collections::BTreeMap::new();
    for step in &plan.steps {
        for figure in &step.after {
            last.insert(figure.code.clone(), figure.clone());
        }
    }
    for (code, figure) in last {
        let unit = after.unit(&code);
        let row = after.state.unit(unit).unwrap();
        if row.dissolved.is_some() {
            continue;
        }
        prop_assert_eq!(row.level, figure.level);
        prop_assert_eq!(row.parent, figure.parent);
        prop_assert_eq!(row.name, figure.name.as_str());
        let size = after.state.size(unit, TODAY);
        prop_assert_eq!(size.map(|size| size.standing), figure.standing);
        if let Some(size) = size {
            prop_assert_eq!(size.people, figure.people);
        }
    }
    Ok(())
}

#[test]
fn a_sound_organisation_needs_no_plan() {
    planned(
        "guild G
         hall H under G
         ring A under H: full*4",
        "",
    );
}

#[test]
fn a_unit_too_large_becomes_a_committee_where_the_charter_says_so() {
    planned(
        "guild G
         hall H under G
         ring A under H: full+keeper@A full*3 novice*12 friend",
        "form A: A-1 7, A-2 5, A-3 5 (17 move)",
    );
}

#[test]
fn a_unit_too_large_is_split_where_no_committee_may_stand() {
    planned(
        "guild G
         hall H under G
         house U under H
         ring A under U: full+keeper@A full*2 novice*5",
        "split A: A-2 3 (3 move)",
    );
}

#[test]
fn nobody_able_to_head_a_new_unit_leaves_the_finding() {
    planned(
        "guild G
         hall H under G
         house U under H
         ring A under U: full+keeper@A novice*8
         ring B under H: full novice*10",
        "left: A
         left: B",
    );
}

#[test]
fn two_small_units_join_rather_than_both_go_over_to_a_third() {
    planned(
        "guild G
         hall H under G
         ring A under H: full*2
         ring B under H: full
         ring C under H: full*4",
        "merge B into A (1 move)",
    );
}

#[test]
fn a_unit_that_takes_in_others_never_grows_above_its_range() {
    planned(
        "guild G
         hall H under G
         ring A under H: full*2 friend
         ring B under H: full*6
         ring C under H: full*5",
        "merge A into C (3 move)",
    );
}

#[test]
fn partners_under_the_same_parent_come_before_cheaper_ones_elsewhere() {
    // A could join B under the other house and save a move; C stands beside it.
    planned(
        "guild G
         hall H under G
         house U under H
         house V under H
         ring A under U: full*2
         ring C under U: full*4
         ring B under V: full
         ring D under V: full*7",
        "merge A into C (2 move)
         merge B into C (1 move)",
    );
}

#[test]
fn partners_are_looked_for_under_the_nearest_unit_above() {
    planned(
        "guild G
         hall H under G
         house U under H
         house V under H
         hall K under G
         ring A under U: full*2
         ring B under V: full*4
         ring C under K: full*3",
        "merge A into B (2 move)",
    );
}

#[test]
fn a_unit_nobody_can_take_is_left() {
    planned(
        "guild G
         hall H under G
         ring A under H: full*2
         ring B under H: full*7",
        "left: A",
    );
}

#[test]
fn a_misplaced_unit_goes_to_the_nearest_unit_it_may_stand_under() {
    planned(
        "guild G
         hall H under G
         hall K under G
         house U under H
         house V under G
         ring A under V: full*3
         ring B under G: full*3",
        "move V under H (0 move)
         move B under H (0 move)",
    );
}

#[test]
fn a_misplaced_unit_that_is_joined_to_another_need_not_move_first() {
    planned(
        "guild G
         hall H under G
         ring A under H: full*4
         ring B under G: full*2",
        "merge B into A (2 move)",
    );
}

#[test]
fn new_codes_and_names_are_those_nobody_has() {
    let world = World::of(
        "guild G
         hall H under G
         ring A-1 under H: full*3
         ring A under H: full*8",
    );
    let plan = plan(&world.state, TODAY);
    let Command::Unit(UnitCommand::FormCommittee(it)) = &plan.steps[0].command else {
        panic!("{plan:?}");
    };
    let names: Vec<_> = it
        .parts
        .iter()
        .map(|part| (part.code.as_str(), part.name.as_str()))
        .collect();
    assert_eq!(names, [("A-2", "A unit (2)"), ("A-3", "A unit (3)")]);
}

#[test]
fn an_empty_unit_is_dissolved_where_the_charter_prefers_it() {
    let text = GUILD.replace(
        "then  = \"attach\"\norder = 1",
        "then  = \"close\"\norder = 1\nbasis = \"BOOK\"\n\n[[size.outside]]\nwhen  = \"below\"\nthen  = \"attach\"\norder = 3",
    );
    planned_under(
        &text,
        "guild G
         hall H under G
         ring A under H
         ring B under H: full*2
         ring C under H: full*4",
        "dissolve A (0 move)
         merge B into C (2 move)",
    );
}

#[test]
fn a_misplaced_unit_moves_first_where_what_stands_above_is_dissolved_before_it() {
    let text = GUILD.replace(
        "then  = \"attach\"\norder = 1",
        "then  = \"close\"\norder = 1\nbasis = \"BOOK\"\n\n[[size.outside]]\nwhen  = \"below\"\nthen  = \"attach\"\norder = 3",
    );
    planned_under(
        &text,
        "guild G
         hall H under G
         ring A under H
         ring B under A",
        "move B under H (0 move)
         dissolve A (0 move)
         dissolve B (0 move)",
    );
}

#[test]
fn what_the_charter_would_rather_allow_stays() {
    let text = GUILD.replace("then  = \"form house\"", "then  = \"allow\"");
    planned_under(
        &text,
        "guild G
         hall H under G
         ring A under H: full*9",
        "left: A",
    );
}

#[test]
fn holders_of_posts_stay_when_a_unit_is_split() {
    let world = World::of(
        "guild G
         hall H under G
         house U under H
         ring A under U: novice+scribe@A full*5 novice full+keeper@A",
    );
    let plan = plan(&world.state, TODAY);
    let after = carry_out(&world, &plan).unwrap();
    let stay = after.roll("A");
    assert!(stay.contains(&0) && stay.contains(&7), "{stay:?}");
    assert_eq!(
        after
            .state
            .holders(after.unit("A"), after.post("keeper"))
            .count(),
        1
    );
}

#[test]
fn a_plan_within_an_area_touches_nothing_outside_it_and_only_what_the_viewer_may() {
    let world = World::of(
        "guild G
         hall H under G
         ring A under H: full+warden@H+keeper*1 full*2
         ring B under H: full*2
         hall K under G
         ring C under K: full*2
         ring D under K: full*1",
    );
    let within = |viewer, area| plan_within(&world.state, viewer, TODAY, world.unit(area));
    assert_eq!(
        in_short(&world, &within(person(0), "H")),
        "merge B into A (2 move)\n"
    );
    assert_eq!(
        within(person(0), "H").act(),
        within(Actor::Operator, "H").act()
    );
    // The keeper of a ring sees its figures and may reorganise nothing.
    assert_eq!(in_short(&world, &within(person(3), "H")), "left: B\n");
    // Whoever sees nothing is told nothing.
    assert_eq!(within(person(5), "H"), Plan::default());
    let mut carried = world.clone();
    carried.done(person(0), within(person(0), "H").act());
    assert_eq!(carried.roll("A"), [0, 1, 2, 3, 4]);
}

#[test]
fn a_plan_is_the_same_every_time() {
    let world = World::of(
        "guild G
         hall H under G
         ring A under H: full*2
         ring B under H: full*2
         ring C under H: full*2
         ring D under H: full*20",
    );
    assert_eq!(plan(&world.state, TODAY), plan(&world.state, TODAY));
}

#[test]
fn of_two_units_alike_the_one_with_a_head_stays() {
    planned(
        "guild G
         hall H under G
         ring A under H: full*2
         ring B under H: full+keeper full",
        "merge A into B (2 move)",
    );
}

#[test]
fn the_shipped_charter_is_followed_in_its_order() {
    let text = include_str!("../../../../charters/party-cell.md");
    let world = World::under(
        &charter(text),
        "central C
         province P under C
         county X under P
         primary Y under X
         cell A under X: member+secretary member candidate*29
         cell B under Y: member+secretary member candidate*29
         cell D under X: member*4
         cell E under X: member+secretary member*9",
    );
    let plan = plan(&world.state, TODAY);
    assert_eq!(
        in_short(&world, &plan),
        "form A: A-1 16, A-2 15 (31 move)\n\
         split B: B-2 5 (5 move)\n\
         merge D into E (4 move)\n"
    );
    let mut after = world;
    after.done(Actor::Operator, plan.act());
    assert_eq!(of_size_and_place(&after.state), []);
}

#[test]
fn many_small_units_under_one_parent_are_joined_in_reasonable_numbers() {
    // Beyond twelve the lots are weighed one by one; nobody may be left, and the
    // moves stay within a tenth of the least there can be: one in three pairs.
    let mut text = "guild G\nhall H under G\n".to_owned();
    for at in 0..60 {
        writeln!(text, "ring S{at} under H: full*{}", 1 + at % 2).unwrap();
    }
    let world = World::of(&text);
    let plan = plan(&world.state, TODAY);
    carry_out(&world, &plan).unwrap();
    assert!(plan.left.is_empty());
    // Thirty of two people each take in one of one: thirty moves.
    assert!(plan.moves() <= 33, "{}", plan.moves());
}

#[test]
fn a_plan_is_made_for_the_day_it_is_carried_out() {
    let world =
        World::of("guild G\nhall H under G\nring A under H: full*2\nring B under H: full*3");
    let before_founding = FOUNDING.yesterday().unwrap();
    assert_eq!(plan(&world.state, before_founding), Plan::default());
}
