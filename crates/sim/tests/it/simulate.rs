//! Simulated years: repeatable, sound, and different when something differs.

use std::num::NonZeroUsize;
use std::ops::ControlFlow;

use charter::render;
use jiff::civil::date;
use kernel::{State, invariants};
use sim::simulate::scenario::{self, Scenario};
use sim::simulate::{
    CannotSimulate, Edition, Outcome, Stage, Wish, simulate, simulate_aloud, state_hash,
};

const CHARTER: &str = include_str!("../../../../charters/party-cell.md");
const UNION: &str = include_str!("../../../../charters/union.md");
const RANGE: &str = "range     = \"5..=30\"";

fn wish(text: &str, members: u32, scenario: Scenario) -> Wish {
    Wish {
        edition: Edition::read(text).unwrap(),
        amendments: Vec::new(),
        scenario,
        members,
        months: 12,
        seed: 5,
        threads: NonZeroUsize::MIN,
    }
}

fn run(wish: &Wish) -> Outcome {
    simulate(wish, &mut |_, _, _| ControlFlow::Continue(())).unwrap()
}

fn read(text: &str) -> Scenario {
    scenario::read(text).unwrap()
}

/// What is wrong with a scenario, as it is printed.
fn wrong(text: &str) -> String {
    render(&scenario::read(text).unwrap_err(), "s.toml", text)
}

#[test]
fn the_same_seed_gives_the_same_bytes_on_any_number_of_threads() {
    let mut wish = wish(CHARTER, 3_000, Scenario::default());
    let one = run(&wish);
    for threads in [2, 3, 7] {
        wish.threads = NonZeroUsize::new(threads).unwrap();
        let other = run(&wish);
        assert_eq!(one.months, other.months, "{threads} threads");
        assert_eq!(one.refusals, other.refusals);
        assert!(one.state.to_columns() == other.state.to_columns());
    }
    wish.seed = 6;
    assert_ne!(state_hash(&one.state), state_hash(&run(&wish).state));
}

#[test]
fn years_end_with_a_sound_organisation_under_every_charter() {
    for text in [CHARTER, UNION] {
        let outcome = run(&wish(text, 2_500, Scenario::default()));
        assert_eq!(invariants::broken(&outcome.state), Vec::<String>::new());
        let (first, last) = (outcome.months[0].figures, outcome.months[12].figures);
        assert_eq!(first.members, 2_500);
        assert_eq!(last.members, u64::from(outcome.state.member_count()));
        let change: i64 = outcome
            .months
            .iter()
            .map(|month| month.figures.joined.cast_signed() - month.figures.left.cast_signed())
            .sum();
        assert_eq!(last.members.cast_signed() - 2_500, change);
        let meetings: u64 = outcome
            .months
            .iter()
            .map(|month| month.figures.meetings)
            .sum();
        assert_eq!(meetings, u64::from(outcome.state.meeting_count()));
        assert!(meetings > 0);
        assert!(first.units_inside == first.units, "{first:?}");
    }
}

#[test]
fn a_smaller_maximum_makes_more_units_and_more_heads() {
    let usual = wish(CHARTER, 3_000, Scenario::default());
    let mut amended = usual.clone();
    let smaller = CHARTER.replace(RANGE, "range     = \"5..=20\"");
    assert_ne!(smaller, CHARTER);
    amended.amendments = vec![(date(2026, 7, 1), Edition::read(&smaller).unwrap())];
    let (usual, amended) = (run(&usual), run(&amended));
    // Until the day of the amendment nothing differs.
    assert_eq!(usual.months[..7], amended.months[..7]);
    let (usual, last) = (usual.months[12].figures, amended.months[12].figures);
    assert!(last.base_units > usual.base_units + usual.base_units / 20);
    assert!(last.heads_needed > usual.heads_needed);
    assert!(amended.months[7].figures.regrouped > 0);
    assert!(amended.months[7].figures.units_inside < usual.units_inside);
    assert_eq!(invariants::broken(&amended.state), Vec::<String>::new());
}

#[test]
fn a_shock_and_a_season_are_felt_where_and_when_they_are_said() {
    let text = "[[shock]]\non = 2026-03-15\nleave = 0.1\n\n[[change]]\nfrom = 2026-06-01\nuntil = 2026-06-30\nlevel = \"cell\"\nholding = 0\n";
    let outcome = run(&wish(CHARTER, 3_000, read(text)));
    let months: Vec<_> = outcome.months.iter().map(|month| month.figures).collect();
    assert!((250..350).contains(&months[3].left), "{:?}", months[3]);
    assert!(months[2].left < 30 && months[4].left < 30);
    assert_eq!((months[6].meetings, months[5].meetings > 100), (0, true));
    assert!(months[7].meetings > 100);
    let area = "[[shock]]\non = 2026-03-15\nleave = 1.0\narea = \"province-1\"\n";
    let struck = run(&wish(CHARTER, 3_000, read(area)));
    let province = struck.state.unit_by_code("province-1").unwrap();
    let there: u32 = struck
        .state
        .units_within(province)
        .iter()
        .map(|unit| struck.state.roll_count(*unit))
        .sum();
    assert!(there < 20, "{there} are left of a whole province");
    assert!(struck.months[3].figures.left > 200);
    assert!(struck.state.member_count() > 1_500);
}

#[test]
fn a_stopped_simulation_reports_the_months_that_passed_whole() {
    let wish = wish(CHARTER, 2_000, Scenario::default());
    let mut passed = 0;
    let outcome = simulate(&wish, &mut |stage, done, _| {
        passed += u32::from(stage == Stage::Passing && done > 0);
        if passed > 4 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    })
    .unwrap();
    assert!(outcome.stopped);
    assert_eq!(outcome.months, run(&wish).months[..5]);
}

#[test]
fn whoever_listens_hears_everything_in_order() {
    let wish = wish(CHARTER, 2_000, Scenario::default());
    let mut heard = State::default();
    let mut on_the_way = 0;
    let outcome = simulate_aloud(
        &wish,
        &mut |_, _, _| ControlFlow::Continue(()),
        &mut |_, it| {
            on_the_way += 1;
            for event in it {
                heard.apply(event);
            }
            ControlFlow::Continue(())
        },
    )
    .unwrap();
    assert!(heard.to_columns() == outcome.state.to_columns());
    assert_eq!(outcome.months, run(&wish).months);
    let enough = on_the_way / 2;
    let mut calls = 0;
    let stopped = simulate_aloud(
        &wish,
        &mut |_, _, _| ControlFlow::Continue(()),
        &mut |_, _| {
            calls += 1;
            if calls < enough {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        },
    )
    .unwrap();
    assert!(stopped.stopped);
    assert_eq!(calls, enough);
    assert!(stopped.months.len() > 1 && stopped.months.len() < 12);
}

#[test]
fn what_cannot_be_populated_is_said_before_any_work() {
    let mut worked = false;
    let error = simulate(&wish(CHARTER, 3, Scenario::default()), &mut |_, _, _| {
        worked = true;
        ControlFlow::Continue(())
    })
    .unwrap_err();
    assert!(!worked);
    assert!(matches!(
        error,
        CannotSimulate::Members {
            wished: 3,
            near: 5,
            ..
        }
    ));
    assert!(error.to_string().contains("article 4"), "{error}");
    let scenario = read(
        "[[change]]\nfrom = 2026-02-01\nlevel = \"cel\"\nholding = 0\n\n[[shock]]\non = 2026-02-01\nleave = 0.5\narea = \"county-900\"\n",
    );
    let Err(CannotSimulate::Scenario(problems)) =
        simulate(&wish(CHARTER, 2_000, scenario), &mut |_, _, _| {
            ControlFlow::Continue(())
        })
    else {
        panic!("it does not fit");
    };
    let messages: Vec<&str> = problems
        .iter()
        .map(|problem| problem.message.as_str())
        .collect();
    assert_eq!(
        messages,
        [
            "the charter has no level `cel`",
            "the organisation will have no unit `county-900`"
        ]
    );
    let late = simulate(
        &wish(CHARTER, 2_000, read("begins = 2079-01-01")),
        &mut |_, _, _| ControlFlow::Continue(()),
    );
    assert!(matches!(late, Err(CannotSimulate::Years { .. })));
}

#[test]
fn every_mistake_in_a_scenario_has_its_line_and_a_way_on() {
    let cases = [
        ("titel = \"A\"", "s.toml:1", "no key `titel`"),
        ("[rates]\njoining = 1.5", "s.toml:2", "a share from 0 to 1"),
        ("[rates]\njoining = -0.1", "s.toml:2", "a share from 0 to 1"),
        ("[rates]\njoinning = 0.1", "s.toml:2", "no key `joinning`"),
        ("begins = 2026-01-02", "s.toml:1", "the first day of one"),
        ("begins = \"2026-01-01\"", "s.toml:1", "has to be a day"),
        ("[[change]]\nholding = 0.5", "s.toml:1", "`from` is missing"),
        (
            "[[change]]\nfrom = 2026-05-01\nuntil = 2026-04-01\nholding = 0",
            "s.toml:3",
            "ends before it begins",
        ),
        (
            "[[amendment]]\nfrom = 2025-05-01\ncharter = \"a.md\"",
            "s.toml:1",
            "out of order",
        ),
        (
            "[[amendment]]\nfrom = 2026-05-01",
            "s.toml:1",
            "one of two ways",
        ),
        ("[shock]\non = 2026-05-01", "s.toml:1", "two brackets"),
        ("a = ", "s.toml:1", "write `key = value`"),
    ];
    for (text, place, words) in cases {
        let shown = wrong(text);
        assert!(
            shown.contains(place) && shown.contains(words),
            "{text}\n{shown}"
        );
    }
}

#[test]
fn the_scenarios_that_ship_read_and_run() {
    for text in [
        include_str!("../../../../scenarios/a-tenth-leaves.toml"),
        include_str!("../../../../scenarios/no-meetings-in-summer.toml"),
        include_str!("../../../../scenarios/smaller-units.toml"),
    ] {
        let outcome = run(&wish(CHARTER, 1_500, read(text)));
        assert_eq!(outcome.months.len(), 13);
    }
}
