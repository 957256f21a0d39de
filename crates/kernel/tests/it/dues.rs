//! Dues where people and units move: everybody who belongs owes each stretch of
//! time once, whatever becomes of their unit before its list is made.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use kernel::dues::{Account, CollectDues, DuesEvent, PaidPart};
use kernel::members::{StrikeTransfer, TransferMember};
use kernel::units::SplitUnit;
use kernel::{Actor, Command, Event, PersonId};

use crate::commands::part;
use crate::fixture::{DUES, GUILD, World, charter};

const JANUARY: Date = Date::constant(2016, 1, 1);
const FEBRUARY: Date = Date::constant(2016, 2, 1);

fn world() -> World {
    world_with(DUES)
}

fn world_with(dues: &str) -> World {
    let given = "guild G
         hall H under G
         ring A under H: full*6
         ring B under H: full*4 novice";
    let mut world = World::under(&charter(&format!("{GUILD}{dues}")), given);
    world.today = date(2016, 1, 15);
    world
}

/// A world in which somebody owes January.
pub(crate) fn owing() -> World {
    let mut world = world();
    let command = collect_save(&world, "A", JANUARY, &[1]);
    done(&mut world, command);
    world
}

fn collect(world: &World, unit: &str, period: Date) -> Command {
    collect_save(world, unit, period, &[])
}

fn collect_save(world: &World, unit: &str, period: Date, unpaid: &[u32]) -> Command {
    let save = unpaid.iter().map(|person| PaidPart {
        person: PersonId(*person),
        paid: None,
    });
    Command::from(CollectDues {
        unit: world.unit(unit),
        period,
        save: save.collect(),
        on: world.today,
    })
}

fn transfer(world: &World, who: u32, to: &str) -> Command {
    let (person, to) = (PersonId(who), world.unit(to));
    let on = world.today;
    Command::from(TransferMember { person, to, on })
}

fn split(world: &World, unit: &str, code: &str, people: &[u32]) -> Command {
    Command::from(SplitUnit {
        unit: world.unit(unit),
        parts: vec![part(code, people)],
        on: world.today,
    })
}

/// What everybody was charged for a stretch of time, by person.
fn charged(world: &World, unit: &str, period: Date) -> BTreeMap<u32, i64> {
    let list = world.state.dues_list(world.unit(unit), period);
    let lines = list.map(|list| list.lines).unwrap_or_default();
    let of = lines.iter().map(|line| (line.person.0, line.charged));
    of.collect()
}

#[track_caller]
fn done(world: &mut World, command: Command) -> Vec<Event> {
    world.done(Actor::Operator, command)
}

#[test]
fn a_unit_that_was_split_off_lists_what_its_origin_had_not() {
    let mut world = world();
    let command = split(&world, "A", "N", &[3, 4, 5]);
    done(&mut world, command);
    world.today = date(2016, 1, 20);
    for (unit, people) in [("A", [0, 1, 2]), ("N", [3, 4, 5])] {
        let command = collect(&world, unit, JANUARY);
        done(&mut world, command);
        let expected = people.map(|person| (person, 300)).into();
        assert_eq!(charged(&world, unit, JANUARY), expected, "{unit}");
    }
}

#[test]
fn a_unit_that_was_split_off_after_the_list_was_made_begins_with_the_next_one() {
    let mut world = world();
    let command = collect(&world, "A", JANUARY);
    done(&mut world, command);
    let command = split(&world, "A", "N", &[3, 4, 5]);
    done(&mut world, command);
    let rule = world.charter.dues.clone().unwrap();
    let next = world.state.next_list(&rule, world.unit("N"));
    assert_eq!(next, Some(FEBRUARY));
}

#[test]
fn whoever_comes_over_before_they_are_listed_is_added_to_the_list_of_the_other_unit() {
    let mut world = world();
    let command = collect(&world, "B", JANUARY);
    done(&mut world, command);
    world.today = date(2016, 1, 18);
    let command = transfer(&world, 2, "B");
    let events = done(&mut world, command);
    let listed = events.iter().any(|event| {
        matches!(event, Event::Dues(DuesEvent::Listed { unit, period, .. })
            if *unit == world.unit("B") && *period == JANUARY)
    });
    assert!(listed, "{events:?}");
    world.today = date(2016, 1, 20);
    let command = collect(&world, "A", JANUARY);
    done(&mut world, command);
    assert!(!charged(&world, "A", JANUARY).contains_key(&2));
    assert_eq!(charged(&world, "B", JANUARY).get(&2), Some(&300));
    assert_eq!(world.state.owed_by(PersonId(2)), 300);
    // The list is ticked off like any other, and the next one names them as one of its own.
    let command = collect(&world, "B", JANUARY);
    done(&mut world, command);
    assert_eq!(world.state.owed_by(PersonId(2)), 0);
    let rule = world.charter.dues.clone().unwrap();
    let next = world.state.next_list(&rule, world.unit("B"));
    assert_eq!(next, Some(FEBRUARY));
    let statement = world.state.dues_statement(PersonId(2));
    let paid: Vec<(Date, i64)> = statement
        .entries
        .iter()
        .map(|it| (it.period, it.paid))
        .collect();
    assert_eq!(paid, [(JANUARY, 300)]);
    assert_eq!(
        world
            .state
            .listed_periods(world.unit("B"))
            .collect::<Vec<_>>(),
        [JANUARY],
        "one list, however often somebody was added"
    );
}

#[test]
fn whoever_was_charged_before_they_come_over_is_not_charged_twice() {
    let mut world = world();
    let command = collect_save(&world, "A", JANUARY, &[2]);
    done(&mut world, command);
    for to in ["B", "A", "B"] {
        let command = transfer(&world, 2, to);
        done(&mut world, command);
    }
    world.today = date(2016, 1, 20);
    let command = collect(&world, "B", JANUARY);
    done(&mut world, command);
    assert!(!charged(&world, "B", JANUARY).contains_key(&2));
    let command = transfer(&world, 2, "A");
    done(&mut world, command);
    assert_eq!(world.state.owed_by(PersonId(2)), 300);
    assert_eq!(world.state.dues_statement(PersonId(2)).entries.len(), 1);
}

#[test]
fn whoever_merges_into_a_unit_that_is_further_is_added_for_every_stretch_that_is_missing() {
    let given = "guild G\n hall H under G\n ring A under H: full*3\n ring B under H: full*4";
    let mut world = World::under(&charter(&format!("{GUILD}{DUES}")), given);
    world.today = date(2016, 3, 10);
    for period in [JANUARY, FEBRUARY, date(2016, 3, 1)] {
        let command = collect(&world, "B", period);
        done(&mut world, command);
    }
    let command = collect(&world, "A", JANUARY);
    done(&mut world, command);
    let command = Command::from(kernel::units::MergeUnits {
        from: world.unit("A"),
        into: world.unit("B"),
        on: world.today,
    });
    done(&mut world, command);
    assert_eq!(charged(&world, "B", JANUARY).len(), 4);
    assert_eq!(charged(&world, "B", FEBRUARY).len(), 7);
    assert_eq!(charged(&world, "B", date(2016, 3, 1)).len(), 7);
    assert_eq!(world.state.owed_by(PersonId(0)), 600);
    assert_eq!(world.state.owed_by(PersonId(3)), 0);
    // A payment of one of them is corrected on the list they were added to.
    let command = collect(&world, "B", FEBRUARY);
    done(&mut world, command);
    let command = Command::from(kernel::dues::CorrectPayment {
        person: PersonId(0),
        period: FEBRUARY,
        paid: world.state.money(100).unwrap(),
        reason: "a wrong line".to_owned(),
        on: world.today,
    });
    done(&mut world, command);
    assert_eq!(world.state.owed_by(PersonId(0)), 500);
    let bytes = world.state.to_columns();
    let editions = [([1; 32], world.charter.clone())].into();
    let read = kernel::State::from_columns(&bytes, &editions).unwrap();
    assert_eq!(read.to_columns(), bytes);
    assert!(kernel::invariants::broken(&read).is_empty());
}

#[test]
fn a_unit_that_was_split_off_remembers_after_a_restart_since_when_it_lists() {
    let mut world = world();
    let command = split(&world, "A", "N", &[3, 4, 5]);
    done(&mut world, command);
    let editions = [([1; 32], world.charter.clone())].into();
    let read = kernel::State::from_columns(&world.state.to_columns(), &editions).unwrap();
    let rule = world.charter.dues.clone().unwrap();
    assert_eq!(read.next_list(&rule, world.unit("N")), Some(JANUARY));
}

#[test]
fn what_is_open_goes_back_with_whoever_never_went_over() {
    let mut world = world_with(&DUES.replace("\"stay\"", "\"go along\""));
    let list = collect_save(&world, "A", JANUARY, &[1]);
    done(&mut world, list);
    let (a, b) = (world.unit("A"), world.unit("B"));
    let owed = |world: &World| [a, b].map(|unit| world.state.balance(unit, Account::Owed));
    let before = owed(&world);
    assert!(before[0] > 0 && before[1] == 0, "{before:?}");
    let go = transfer(&world, 1, "B");
    done(&mut world, go);
    assert_eq!(owed(&world), [0, before[0]]);
    let never = StrikeTransfer {
        person: PersonId(1),
        reason: "it was another".to_owned(),
    };
    done(&mut world, never.into());
    assert_eq!(owed(&world), before);
    assert_eq!([a, b].map(|unit| world.state.trial_balance(unit)), [0, 0]);
    let broken = kernel::invariants::broken(&world.state);
    assert!(broken.is_empty(), "{broken:?}");
}
