//! Returns: filed in their order, summed up, struck, corrected; late ones found.

use jiff::civil::{Date, date};
use kernel::findings::{Matter, of_unit};
use kernel::reports::{CorrectReturn, FileReturn, Given, Sum, Sums, Value};
use kernel::{Actor, Command, State};

use crate::commands::*;
use crate::fixture::{FLOW, GUILD, TODAY, World, charter, person};

const GIVEN: &str = "
    guild G
    hall H under G
    ring A under H: full+keeper full*5
    ring B under H: full+keeper full*4
";
/// The charter came into force on this day, with a month of its own.
const JANUARY: Date = Date::constant(2016, 1, 1);

fn world() -> World {
    let mut world = World::under(&charter(&format!("{GUILD}{FLOW}")), GIVEN);
    world.today = date(2016, 2, 5);
    world
}

fn values(sold: u64, mood: u8, remarks: &str) -> Vec<Given> {
    vec![
        Given::FromRecord,
        Given::FromRecord,
        Given::Number(sold),
        Given::Choice(mood),
        Given::Text(remarks.to_owned()),
    ]
}

fn file(world: &World, unit: &str, period: Date, sold: u64) -> FileReturn {
    FileReturn {
        report: world.charter.report_named("monthly").unwrap(),
        unit: world.unit(unit),
        period,
        values: values(sold, 1, ""),
        nought_confirmed: false,
        on: world.today,
    }
}

fn correct(world: &World, unit: &str, sold: u64) -> Command {
    CorrectReturn {
        report: world.charter.report_named("monthly").unwrap(),
        unit: world.unit(unit),
        period: JANUARY,
        values: values(sold, 0, "miscounted"),
        reason: "one basket fell off".to_owned(),
        on: world.today,
    }
    .into()
}

fn sums(world: &World, unit: &str, with_corrections: bool) -> Sums {
    let id = world.charter.report_named("monthly").unwrap();
    let rule = world.charter.report(id).unwrap();
    world
        .state
        .sums(rule, id, JANUARY, world.unit(unit), with_corrections)
        .unwrap()
}

#[track_caller]
fn refused(world: &World, command: impl Into<Command>) -> String {
    let refusal = world.ask(Actor::Operator, command.into()).unwrap_err();
    refusal.reason.to_string()
}

fn missing(world: &World, unit: &str, on: Date) -> Vec<(Date, Date)> {
    of_unit(&world.state, on, world.unit(unit))
        .into_iter()
        .filter_map(|finding| match finding.matter {
            Matter::NotReported { period } => Some((period, finding.since)),
            _ => None,
        })
        .collect()
}

#[test]
fn the_record_fills_in_what_it_knows_and_sums_go_up() {
    let mut world = world();
    world.today = date(2016, 1, 20);
    let command = record(&world, "A", date(2016, 1, 20), &[1], &[]);
    world.done(person(0), command);
    world.today = date(2016, 2, 5);
    let it = file(&world, "A", JANUARY, 30);
    world.done(person(0), it.into());
    let it = file(&world, "B", date(2016, 1, 31), 12);
    world.done(person(6), it.into());
    let of_hall = sums(&world, "H", true);
    assert_eq!((of_hall.owed, of_hall.filed, of_hall.late), (2, 2, 0));
    assert_eq!(
        of_hall.fields,
        [
            Sum::Number(11),
            Sum::Number(1),
            Sum::Number(42),
            Sum::Choices(vec![0, 2]),
            Sum::Texts(0)
        ]
    );
    assert_eq!(sums(&world, "B", true).fields[2], Sum::Number(12));
    assert_eq!(sums(&world, "G", true), of_hall);
}

#[test]
fn what_is_struck_stays_and_what_comes_later_is_kept_apart() {
    let mut world = world();
    for (unit, sold) in [("A", 30), ("B", 12)] {
        let it = file(&world, unit, JANUARY, sold);
        world.done(Actor::Operator, it.into());
    }
    world.today = date(2016, 2, 12);
    let command = correct(&world, "B", 13);
    world.done(Actor::Operator, command);
    assert_eq!(
        sums(&world, "H", false).fields[2],
        Sum::Number(43),
        "before the cut-off"
    );
    world.today = date(2016, 2, 16);
    let command = correct(&world, "A", 29);
    world.done(Actor::Operator, command);
    let struck = sums(&world, "H", false);
    assert_eq!(
        (struck.fields[2].clone(), struck.corrected),
        (Sum::Number(43), 1)
    );
    let now = sums(&world, "H", true);
    assert_eq!((now.fields[2].clone(), now.corrected), (Sum::Number(42), 1));
    // Somebody leaves and their card is destroyed: nothing of it shows in a return.
    world.today = TODAY;
    world.done(Actor::Operator, leave(1));
    assert_eq!(sums(&world, "H", true), now);
}

#[test]
fn returns_come_in_their_order_and_not_before_their_time() {
    let mut world = world();
    assert_eq!(
        refused(&world, file(&world, "A", date(2016, 2, 1), 1)),
        "the time it speaks of ends on 2016-02-29"
    );
    world.today = date(2016, 3, 5);
    assert_eq!(
        refused(&world, file(&world, "A", date(2016, 2, 1), 1)),
        "the monthly report for the time from 2016-01-01 on comes first"
    );
    let it = file(&world, "A", JANUARY, 1);
    world.done(Actor::Operator, it.into());
    assert_eq!(
        refused(&world, file(&world, "A", JANUARY, 1)),
        "the monthly report of A unit for the time from 2016-01-01 on is already filed"
    );
    assert_eq!(
        refused(&world, file(&world, "H", JANUARY, 1)),
        "H unit owes no monthly report"
    );
}

#[test]
fn a_return_of_nothing_is_confirmed() {
    let mut world = world();
    let mut it = file(&world, "A", JANUARY, 0);
    assert_eq!(
        refused(&world, it.clone()),
        "every number is nought, and nobody has confirmed that this is meant"
    );
    it.nought_confirmed = true;
    world.done(Actor::Operator, it.into());
    assert_eq!(sums(&world, "A", true).filed, 1);
}

#[test]
fn what_does_not_fit_is_named() {
    let world = world();
    let with = |values: Vec<Given>| FileReturn {
        values,
        ..file(&world, "A", JANUARY, 1)
    };
    let mut wrong = values(1, 2, "");
    assert_eq!(
        refused(&world, with(wrong.clone())),
        "the market: one of the choices is asked for"
    );
    wrong[3] = Given::Choice(1);
    wrong[2] = Given::Text("many".to_owned());
    assert_eq!(
        refused(&world, with(wrong.clone())),
        "baskets sold: a whole number is asked for"
    );
    wrong[2] = Given::Number(u64::MAX);
    assert_eq!(
        refused(&world, with(wrong.clone())),
        "baskets sold: the number is too large"
    );
    wrong[2] = Given::Number(2);
    wrong[0] = Given::Number(7);
    assert_eq!(
        refused(&world, with(wrong)),
        "people: the record fills this in by itself"
    );
}

#[test]
fn a_late_return_is_found_and_one_filed_late_is_counted() {
    let mut world = world();
    assert!(missing(&world, "A", date(2016, 2, 10)).is_empty());
    let found = [(JANUARY, date(2016, 2, 11))];
    assert_eq!(missing(&world, "A", date(2016, 2, 11)), found);
    assert_eq!(
        missing(&world, "A", date(2016, 5, 1)),
        found,
        "since the first that is missing"
    );
    assert!(missing(&world, "H", date(2016, 5, 1)).is_empty());
    world.today = date(2016, 2, 12);
    let it = file(&world, "A", JANUARY, 4);
    world.done(Actor::Operator, it.into());
    assert!(missing(&world, "A", date(2016, 2, 12)).is_empty());
    assert_eq!(sums(&world, "A", true).late, 1);
}

#[test]
fn a_unit_that_was_split_off_in_the_period_owes_a_part_for_it() {
    let mut world = world();
    world.today = TODAY;
    let command = split(&world, "A", vec![part("N", &[1, 2, 3])]);
    world.done(Actor::Operator, command);
    world.today = date(2017, 7, 8);
    assert!(missing(&world, "N", date(2017, 7, 10)).is_empty());
    assert_eq!(missing(&world, "N", date(2017, 7, 11)).len(), 1);
    assert_eq!(
        refused(&world, file(&world, "N", date(2017, 5, 1), 1)),
        "N unit owes its first monthly report for the time from 2017-06-01 on"
    );
    let it = file(&world, "N", date(2017, 6, 1), 1);
    world.done(Actor::Operator, it.into());
    assert_eq!(returned(&world, "N", date(2017, 6, 1)), Value::Number(3));
    // For what was before, its origin speaks of everybody it had then.
    assert_eq!(sums(&world, "G", true).owed, 2);
    let it = file(&world, "A", JANUARY, 1);
    world.done(Actor::Operator, it.into());
    assert_eq!(returned(&world, "A", JANUARY), Value::Number(6));
}

/// How many people a return speaks of.
fn returned(world: &World, unit: &str, period: Date) -> Value {
    let id = world.charter.report_named("monthly").unwrap();
    let unit = world.unit(unit);
    world
        .state
        .return_of(id, unit, period, None)
        .unwrap()
        .values[0]
}

#[test]
fn what_a_unit_went_into_files_what_it_still_owed() {
    let given = "guild G\n hall H under G\n ring A under H: full+keeper full*2\n \
        ring B under H: full+keeper full*2\n ring C under H: full+keeper full*2";
    let mut world = World::under(&charter(&format!("{GUILD}{FLOW}")), given);
    world.today = date(2016, 2, 3);
    let command = Command::from(kernel::units::MergeUnits {
        from: world.unit("B"),
        into: world.unit("A"),
        on: world.today,
    });
    world.done(Actor::Operator, command);
    world.today = date(2016, 2, 5);
    let roll_up = |world: &World, period| {
        let id = world.charter.report_named("monthly").unwrap();
        let rule = world.charter.report(id).unwrap();
        let top = world.unit("G");
        world.state.roll_up(rule, id, period, top).unwrap()
    };
    let all = ["A", "B", "C"].map(|unit| world.unit(unit));
    assert_eq!(roll_up(&world, JANUARY).missing, all);
    let it = file(&world, "B", JANUARY, 1);
    let of_c = world.ask(person(6), Command::from(it.clone())).unwrap_err();
    assert_eq!(of_c.reason.to_string(), "there is no unit 3");
    world.done(person(0), it.into());
    assert_eq!(returned(&world, "B", JANUARY), Value::Number(3));
    let command = correct(&world, "B", 2);
    world.done(person(0), command);
    // The month in which it ended it still owes a part of, and none after that.
    world.today = date(2016, 4, 3);
    assert_eq!(roll_up(&world, date(2016, 2, 1)).missing, all);
    let of_b = |period| FileReturn {
        nought_confirmed: true,
        ..file(&world, "B", period, 0)
    };
    let (february, march) = (of_b(date(2016, 2, 1)), of_b(date(2016, 3, 1)));
    world.done(person(0), february.into());
    assert_eq!(returned(&world, "B", date(2016, 2, 1)), Value::Number(0));
    let refusal = world.ask(person(0), march.into()).unwrap_err();
    assert_eq!(
        refusal.reason.to_string(),
        "B unit was dissolved on 2016-02-03"
    );
    assert!(refusal.rule.is_some(), "a refusal carries its article");
}

#[test]
fn the_people_of_a_return_are_those_of_the_last_day_of_its_time() {
    let mut world = world();
    world.today = date(2016, 2, 2);
    let command = Command::from(kernel::members::Leave {
        person: kernel::PersonId(1),
        on: date(2016, 1, 31),
    });
    world.done(Actor::Operator, command);
    let command = Command::from(kernel::members::Leave {
        person: kernel::PersonId(2),
        on: date(2016, 2, 1),
    });
    world.done(Actor::Operator, command);
    let command = admit(&world, None, "A", "novice", date(2016, 2, 1));
    world.done(Actor::Operator, command);
    world.today = date(2016, 2, 5);
    let it = file(&world, "A", JANUARY, 1);
    world.done(Actor::Operator, it.into());
    assert_eq!(returned(&world, "A", JANUARY), Value::Number(5));
    // What the record learns later stands in no return until it is corrected, and then in it.
    let command = Command::from(kernel::members::Leave {
        person: kernel::PersonId(3),
        on: date(2016, 1, 20),
    });
    world.today = date(2016, 2, 20);
    world.done(Actor::Operator, command);
    assert_eq!(returned(&world, "A", JANUARY), Value::Number(5));
    let command = correct(&world, "A", 1);
    world.done(Actor::Operator, command);
    assert_eq!(returned(&world, "A", JANUARY), Value::Number(4));
    assert_eq!(
        sums(&world, "A", false).fields[0],
        Sum::Number(5),
        "as struck"
    );
    assert_eq!(sums(&world, "A", true).fields[0], Sum::Number(4));
}

#[test]
fn written_out_and_read_back_nothing_is_lost() {
    let mut world = world();
    let it = FileReturn {
        values: values(3, 0, "all well"),
        ..file(&world, "A", JANUARY, 3)
    };
    world.done(Actor::Operator, it.into());
    let command = correct(&world, "A", 4);
    world.done(Actor::Operator, command);
    let bytes = world.state.to_columns();
    let editions = [([1; 32], world.charter.clone())].into();
    let read = State::from_columns(&bytes, &editions).unwrap();
    assert_eq!(read.to_columns(), bytes);
    let returns: Vec<_> = read.returns_of(world.unit("A")).collect();
    assert_eq!(
        returns,
        world.state.returns_of(world.unit("A")).collect::<Vec<_>>()
    );
    assert_eq!(returns.len(), 2);
    assert!(missing(&world, "A", date(2016, 3, 1)).is_empty());
}

#[test]
fn a_return_counts_where_it_was_sent_though_its_unit_is_moved_or_dissolved() {
    let given = format!("{GIVEN}    hall J under G\n    ring D under J\n");
    let mut world = World::under(&charter(&format!("{GUILD}{FLOW}")), &given);
    world.today = date(2016, 2, 5);
    for (unit, sold) in [("A", 30), ("B", 12), ("D", 5)] {
        let it = file(&world, unit, JANUARY, sold);
        world.done(Actor::Operator, it.into());
    }
    let sold = |world: &World, unit| sums(world, unit, true).fields[2].clone();
    world.today = TODAY;
    let command = move_under(&world, "A", "J");
    world.done(Actor::Operator, command);
    let command = dissolve(&world, "D");
    world.done(Actor::Operator, command);
    assert_eq!(sold(&world, "H"), Sum::Number(42));
    assert_eq!(sold(&world, "J"), Sum::Number(5));
    assert_eq!(sold(&world, "G"), Sum::Number(47));
    // A correction goes where the return went, and months to come where it stands now.
    let command = correct(&world, "A", 29);
    world.done(Actor::Operator, command);
    assert_eq!(sold(&world, "H"), Sum::Number(41));
    assert_eq!(sums(&world, "H", false).fields[2], Sum::Number(42));
    let id = world.charter.report_named("monthly").unwrap();
    let rule = world.charter.report(id).unwrap();
    let later = date(2017, 5, 1);
    let of = |unit| {
        world
            .state
            .roll_up(rule, id, later, world.unit(unit))
            .unwrap()
    };
    // What was dissolved in June still owes what came before.
    assert_eq!(of("J").missing, ["A", "D"].map(|unit| world.unit(unit)));
    let roll_up = world
        .state
        .roll_up(rule, id, JANUARY, world.unit("G"))
        .unwrap();
    assert_eq!(
        roll_up.rows.keys().copied().collect::<Vec<_>>(),
        [world.unit("H"), world.unit("J")]
    );
    assert_eq!(roll_up.total.now, sums(&world, "G", true));
}

#[test]
fn nothing_is_entered_behind_sums_that_are_struck() {
    let mut world = world();
    let it = file(&world, "A", JANUARY, 30);
    world.done(Actor::Operator, it.into());
    world.today = date(2016, 3, 1);
    let refused_at = "2016-02-10 lies before 2016-02-16, the day after the sums were struck";
    let early = FileReturn {
        on: date(2016, 2, 10),
        ..file(&world, "B", JANUARY, 12)
    };
    assert_eq!(refused(&world, early), refused_at);
    let early = CorrectReturn {
        report: world.charter.report_named("monthly").unwrap(),
        unit: world.unit("A"),
        period: JANUARY,
        values: values(1, 0, ""),
        reason: "one basket fell off".to_owned(),
        on: date(2016, 2, 10),
    };
    assert_eq!(refused(&world, early), refused_at);
    assert_eq!(sums(&world, "H", false).fields[2], Sum::Number(30));
}

#[test]
fn a_return_is_due_once_its_time_is_over() {
    use kernel::due::{DueWhat, due_from};

    let world = world();
    let due = |on| -> Vec<(Date, Option<Date>)> {
        due_from(&world.state, on, world.unit("A"))
            .into_iter()
            .filter_map(|due| match due.what {
                DueWhat::Return { period, .. } => Some((period, due.by)),
                _ => None,
            })
            .collect()
    };
    assert!(due(date(2016, 1, 30)).is_empty());
    let january = [(JANUARY, Some(date(2016, 2, 10)))];
    assert_eq!(due(date(2016, 1, 31)), january);
    assert_eq!(due(date(2016, 5, 1)), january, "the first that is missing");
}

#[test]
fn a_unit_founded_anew_owes_what_the_charter_says() {
    let next = format!("{GUILD}{FLOW}");
    let part = next.replace(
        "due_days     = 10",
        "founded      = \"part\"\ndue_days     = 10",
    );
    for (text, first) in [(next, date(2016, 3, 1)), (part, date(2016, 2, 1))] {
        let mut world = World::under(&charter(&text), GIVEN);
        world.today = date(2016, 2, 20);
        let founded = Command::from(kernel::units::FoundUnit {
            code: "C".to_owned(),
            level: world.level("ring"),
            name: "C unit".to_owned(),
            parent: Some(world.unit("H")),
            on: world.today,
        });
        world.done(Actor::Operator, founded);
        world.today = date(2016, 3, 5);
        let id = world.charter.report_named("monthly").unwrap();
        let rule = world.charter.report(id).unwrap();
        let unit = world.unit("C");
        assert_eq!(world.state.next_owed(rule, id, unit), Some(first));
        let february = file(&world, "C", date(2016, 2, 1), 3);
        assert_eq!(
            world.ask(Actor::Operator, february.into()).is_ok(),
            first == date(2016, 2, 1)
        );
        // What was there before the charter owes its first whole stretch, whatever it says.
        let before = world.unit("A");
        assert_eq!(world.state.next_owed(rule, id, before), Some(JANUARY));
    }
}

#[test]
fn the_missing_return_of_a_unit_that_ended_is_found() {
    let given = "guild G\n hall H under G\n ring A under H: full+keeper full*2\n \
        ring B under H: full+keeper full*2";
    let mut world = World::under(&charter(&format!("{GUILD}{FLOW}")), given);
    world.today = date(2016, 2, 3);
    let command = Command::from(kernel::units::MergeUnits {
        from: world.unit("B"),
        into: world.unit("A"),
        on: world.today,
    });
    world.done(Actor::Operator, command);
    let ended = world.unit("B");
    let january = [(JANUARY, date(2016, 2, 11))];
    assert_eq!(missing(&world, "B", date(2016, 2, 10)), []);
    assert_eq!(missing(&world, "B", date(2016, 2, 11)), january);
    let of_it = |found: Vec<kernel::findings::Finding>| {
        let found: Vec<_> = found.into_iter().filter(|it| it.unit == ended).collect();
        found.len()
    };
    let on = date(2016, 2, 11);
    let hall = world.unit("H");
    // Nothing else is found of it: it is asked for no holder, no meeting and no size.
    assert_eq!(of_it(kernel::findings::check(&world.state, on)), 1);
    let visible = kernel::findings::visible(&world.state, Actor::Operator, on, hall);
    assert_eq!(of_it(visible), 1);
    world.today = date(2016, 2, 5);
    let it = file(&world, "B", JANUARY, 1);
    world.done(person(0), it.into());
    assert_eq!(missing(&world, "B", on), []);
    // The part of the month in which it ended, and nothing after that.
    let february = [(date(2016, 2, 1), date(2016, 3, 11))];
    assert_eq!(missing(&world, "B", date(2016, 6, 1)), february);
    world.today = date(2016, 3, 5);
    let it = FileReturn {
        nought_confirmed: true,
        ..file(&world, "B", date(2016, 2, 1), 0)
    };
    world.done(person(0), it.into());
    assert_eq!(missing(&world, "B", date(2016, 6, 1)), []);
}

#[test]
fn what_comes_up_to_a_small_area_is_found_without_looking_at_all_units() {
    let mut given = "guild G\n".to_owned();
    for hall in 0..40 {
        given.push_str(&format!("hall H{hall} under G\n"));
        for ring in 0..3 {
            given.push_str(&format!(
                "ring R{hall}-{ring} under H{hall}: full+keeper full*2\n"
            ));
        }
    }
    let mut world = World::under(&charter(&format!("{GUILD}{FLOW}")), &given);
    world.today = date(2016, 2, 5);
    for unit in ["R7-0", "R7-1", "R8-0"] {
        let it = file(&world, unit, JANUARY, 10);
        world.done(Actor::Operator, it.into());
    }
    let looked_at = |world: &World, unit: &str| world.state.units_to_sum(world.unit(unit)).len();
    assert_eq!(looked_at(&world, "R7-0"), 1);
    assert_eq!(looked_at(&world, "H7"), 4);
    assert_eq!(looked_at(&world, "G"), 161);
    world.today = TODAY;
    for (unit, to) in [("R7-0", "H8"), ("R7-2", "H8")] {
        let command = move_under(&world, unit, to);
        world.done(Actor::Operator, command);
    }
    let command = merge(&world, "R8-0", "R8-1");
    world.done(Actor::Operator, command);
    // Whoever filed there before going is looked at, and what came or ended there too.
    assert_eq!(looked_at(&world, "H7"), 4);
    assert_eq!(looked_at(&world, "H8"), 6);
    let again = World {
        state: {
            let editions = [([1; 32], world.charter.clone())].into();
            State::from_columns(&world.state.to_columns(), &editions).unwrap()
        },
        ..world.clone()
    };
    for world in [&world, &again] {
        assert_eq!(looked_at(world, "H7"), 4);
        assert_eq!(looked_at(world, "H8"), 6);
        let sold = |unit| sums(world, unit, true).fields[2].clone();
        assert_eq!(sold("H7"), Sum::Number(20));
        assert_eq!(sold("H8"), Sum::Number(10));
        assert_eq!(sold("G"), Sum::Number(30));
    }
}
