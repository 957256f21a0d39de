//! Plans for made-up organisations, and beside them the cheapest way there is,
//! found by trying every way.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use kernel::Command;
use kernel::plan::plan;
use kernel::units::UnitCommand;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};

use crate::fixture::{TODAY, World};
use crate::plans::{carry_out, in_short};

fn cases(count: u32) -> Config {
    Config {
        cases: count,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(1847),
        ..Config::default()
    }
}

/// One ring: how many of each grade, whether somebody keeps it, and where it stands.
#[derive(Clone, Debug)]
struct Ring {
    full: u32,
    novice: u32,
    friend: u32,
    keeper: bool,
    place: usize,
}

fn ring() -> impl Strategy<Value = Ring> {
    let crowds = prop_oneof![0..=7_u32, 0..=3_u32, 7..=16_u32];
    (0..=4_u32, crowds, 0..=2_u32, any::<bool>(), 0..100_usize).prop_map(
        |(full, novice, friend, keeper, place)| Ring {
            full,
            novice,
            friend,
            keeper,
            place,
        },
    )
}

/// Halls under the guild, houses under halls (and now and then where they may
/// not stand), rings under any of them.
fn organisation(halls: usize, houses: &[usize], rings: &[Ring]) -> String {
    let mut text = "guild G\n".to_owned();
    let mut places = vec!["G".to_owned()];
    for hall in 0..halls {
        writeln!(text, "hall H{hall} under G").unwrap();
        places.push(format!("H{hall}"));
    }
    for (at, house) in houses.iter().enumerate() {
        let under = &places[house % (halls + 1)];
        writeln!(text, "house U{at} under {under}").unwrap();
    }
    for at in 0..houses.len() {
        places.extend([format!("U{at}"), format!("U{at}"), format!("U{at}")]);
    }
    for (at, ring) in rings.iter().enumerate() {
        let under = &places[ring.place % places.len()];
        let keeper = if ring.keeper { " full+keeper" } else { "" };
        writeln!(
            text,
            "ring R{at} under {under}:{keeper} full*{} novice*{} friend*{}",
            ring.full, ring.novice, ring.friend
        )
        .unwrap();
    }
    text
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn a_plan_cures_all_but_what_it_says_is_left(
        halls in 1..=3_usize,
        houses in prop::collection::vec(0..100_usize, 0..4),
        rings in prop::collection::vec(ring(), 1..16),
    ) {
        let world = World::of(&organisation(halls, &houses, &rings));
        let plan = plan(&world.state, TODAY);
        let after = carry_out(&world, &plan)?;
        let again = kernel::plan::plan(&after.state, TODAY);
        let founds = after.state.unit_count() > world.state.unit_count();
        prop_assert!(founds || again.cured() == 0, "a second plan finds more:\n{}", in_short(&after, &again));
        for step in &plan.steps {
            if let Command::Unit(UnitCommand::Split(it)) = &step.command {
                let keepers = |world: &World| {
                    let holders = world.state.holders(it.unit, world.post("keeper"));
                    holders.map(|tenure| tenure.person).collect::<Vec<_>>()
                };
                prop_assert_eq!(keepers(&world), keepers(&after));
            }
        }
    }

    #[test]
    fn joining_moves_as_few_as_any_way_would(
        rings in prop::collection::vec((0..=2_u32, 0..=3_u32), 1..=5),
        healthy in prop::collection::vec(3..=7_u32, 0..=3),
    ) {
        let mut text = "guild G\nhall H under G\n".to_owned();
        for (at, (full, friend)) in rings.iter().enumerate() {
            writeln!(text, "ring S{at} under H: full*{full} friend*{friend}").unwrap();
        }
        for (at, full) in healthy.iter().enumerate() {
            writeln!(text, "ring B{at} under H: full*{full}").unwrap();
        }
        let world = World::of(&text);
        let plan = plan(&world.state, TODAY);
        carry_out(&world, &plan)?;
        let found = (plan.left.len(), plan.moves());
        prop_assert_eq!(found, cheapest_joining(&rings, &healthy), "{}", in_short(&world, &plan));
    }

    #[test]
    fn splitting_moves_as_few_as_any_way_would(
        grades in prop::collection::vec(0..3_usize, 8..=12),
        keeper in any::<Option<prop::sample::Index>>(),
    ) {
        let keeper = keeper.map(|at| at.index(grades.len()));
        let mut text = "guild G\nhall H under G\nhouse U under H\nring A under U:".to_owned();
        for (at, grade) in grades.iter().enumerate() {
            let post = if Some(at) == keeper { "+keeper" } else { "" };
            write!(text, " {}{post}", ["full", "novice", "friend"][*grade]).unwrap();
        }
        let world = World::of(&text);
        let plan = plan(&world.state, TODAY);
        carry_out(&world, &plan)?;
        let counted = grades.iter().filter(|grade| **grade < 2).count();
        if counted > 7 {
            let found = plan.left.is_empty().then_some(plan.moves());
            prop_assert_eq!(found, cheapest_split(&grades, keeper), "{}", in_short(&world, &plan));
        }
    }
}

/// Tries every target for every small unit: itself, or any other unit.
fn cheapest_joining(small: &[(u32, u32)], healthy: &[u32]) -> (usize, u32) {
    let targets = small.len() + healthy.len();
    let mut best = (usize::MAX, u32::MAX);
    for way in 0..targets.pow(u32::try_from(small.len()).unwrap()) {
        let mut rest = way;
        let mut to = Vec::new();
        for _ in small {
            to.push(rest % targets);
            rest /= targets;
        }
        let mut people: Vec<u32> = small.iter().map(|(full, _)| *full).collect();
        people.extend(healthy);
        let (mut moves, mut sound) = (0, true);
        let mut taken = BTreeSet::new();
        for (from, into) in to.iter().enumerate().filter(|(from, into)| from != *into) {
            // Whoever takes others in stays where they are.
            sound &= *into >= small.len() || to[*into] == *into;
            moves += small[from].0 + small[from].1;
            people[*into] += small[from].0;
            taken.insert(*into);
        }
        sound &= taken.iter().all(|unit| (3..=7).contains(&people[*unit]));
        if sound {
            let left = (0..small.len())
                .filter(|unit| to[*unit] == *unit && !taken.contains(unit))
                .count();
            best = best.min((left, moves));
        }
    }
    best
}

/// Tries every set of people who could go to one new unit.
fn cheapest_split(grades: &[usize], keeper: Option<usize>) -> Option<u32> {
    let able = |at: &usize| grades[*at] == 0;
    let counts = |at: &usize| grades[*at] < 2;
    (0..1_u32 << grades.len())
        .filter(|set| {
            let goes = |at: &usize| set & (1 << at) != 0;
            let all = || 0..grades.len();
            let (going, staying): (Vec<_>, Vec<_>) = all().partition(goes);
            let fits = |group: &[usize]| {
                let size = group.iter().filter(|at| counts(at)).count();
                (3..=7).contains(&size) && group.iter().any(able)
            };
            fits(&going) && fits(&staying) && !keeper.is_some_and(|at| goes(&at))
        })
        .map(u32::count_ones)
        .min()
}
