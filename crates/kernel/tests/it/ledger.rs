//! The books posting by posting: what accounts come to over any days, and what is taken back
//! with a reason, posted back and still there to be read.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use kernel::dues::{
    Account, CollectDues, CorrectPayment, DuesRefusal, PaidPart, PayDues, Posted, RecordExpense,
    RemitDues, RestoreCharge, StrikeCharge, StrikeOutlay, WaiveDues,
};
use kernel::units::DissolveUnit;
use kernel::{Actor, Command, Event, PersonId, Reason, Refusal, UnitId};

use crate::fixture::{DUES, GUILD, World, charter};

const JANUARY: Date = Date::constant(2016, 1, 1);

/// Ten coins a head go to the guild, and the hall has the rest.
const UP: &str = "[dues.remittance]
due_days  = 10
flat      = \"0.10\"
flat_to   = \"guild\"
remainder = \"hall\"
basis     = \"assumed\"

[report]";

fn world() -> World {
    let dues = DUES.replacen("[report]", UP, 1);
    let given = "guild G
         hall H under G
         ring A under H: full*6
         ring B under H: full*4 novice";
    let mut world = World::under(&charter(&format!("{GUILD}{dues}")), given);
    world.today = date(2016, 1, 15);
    world
}

/// A world in which somebody owes, somebody paid a part, and money was handed up and spent.
pub(crate) fn in_business() -> World {
    let mut world = world();
    let command = collect(&world, "A", &[1, 2]);
    done(&mut world, command);
    let command = collect(&world, "B", &[]);
    done(&mut world, command);
    let part = PayDues {
        person: PersonId(1),
        amount: world.state.money(100).unwrap(),
        period: None,
        reference: None,
        on: world.today,
    };
    done(&mut world, part);
    let command = remit(&world, "A");
    done(&mut world, command);
    let command = spend(&world, "B", 50);
    done(&mut world, command);
    let command = strike_charge(&world, 2);
    done(&mut world, command);
    world
}

#[track_caller]
fn done(world: &mut World, command: impl Into<Command>) -> Vec<Event> {
    world.done(Actor::Operator, command.into())
}

/// Why it is refused, by which rule of dues.
#[track_caller]
fn refused(world: &World, command: impl Into<Command>) -> DuesRefusal {
    let Refusal { reason, rule } = world
        .ask(Actor::Operator, command.into())
        .expect_err("it is refused");
    let dues = world.charter.dues.as_ref().map(|dues| dues.rule);
    assert_eq!(rule, dues, "{reason}");
    match reason {
        Reason::Dues(reason) => reason,
        other => panic!("{other}"),
    }
}

fn collect(world: &World, unit: &str, unpaid: &[u32]) -> CollectDues {
    let save = unpaid.iter().map(|person| PaidPart {
        person: PersonId(*person),
        paid: None,
    });
    CollectDues {
        unit: world.unit(unit),
        period: JANUARY,
        save: save.collect(),
        on: world.today,
    }
}

fn spend(world: &World, unit: &str, minor: i64) -> RecordExpense {
    RecordExpense {
        unit: world.unit(unit),
        amount: world.state.money(minor).unwrap(),
        purpose: "candles".to_owned(),
        on: world.today,
    }
}

fn remit(world: &World, unit: &str) -> RemitDues {
    RemitDues {
        unit: world.unit(unit),
        on: world.today,
    }
}

fn strike(world: &World, unit: &str, number: u32) -> StrikeOutlay {
    StrikeOutlay {
        unit: world.unit(unit),
        number,
        reason: "it was not so".to_owned(),
        on: world.today,
    }
}

fn strike_charge(world: &World, person: u32) -> StrikeCharge {
    StrikeCharge {
        person: PersonId(person),
        period: JANUARY,
        reason: "never joined".to_owned(),
        on: world.today,
    }
}

fn restore(world: &World, person: u32) -> RestoreCharge {
    RestoreCharge {
        person: PersonId(person),
        period: JANUARY,
        reason: "did join".to_owned(),
        on: world.today,
    }
}

fn cash(world: &World, unit: &str) -> i64 {
    world.state.balance(world.unit(unit), Account::Cash)
}

/// Every unit balances, over all time and over every day, and its bytes come back.
#[track_caller]
fn sound(world: &World) {
    let broken = kernel::invariants::broken(&world.state);
    assert!(broken.is_empty(), "{broken:?}");
    let bytes = world.state.to_columns();
    let editions = [([1; 32], world.charter.clone())].into();
    let read = kernel::State::from_columns(&bytes, &editions).unwrap();
    assert_eq!(read.to_columns(), bytes);
    let units: Vec<UnitId> = world.state.units_with_books().collect();
    for unit in units {
        let all = world.state.ledger(unit, None, None);
        assert_eq!(all.after, world.state.balances(unit));
        assert_eq!(read.ledger(unit, None, None), all);
        let mut day = date(2016, 1, 1);
        while day <= world.today {
            let until = world.state.ledger(unit, None, Some(day));
            assert_eq!(until.after.sum(), 0, "{unit} {day}");
            let next = day.tomorrow().unwrap();
            let since = world.state.ledger(unit, Some(next), None);
            assert_eq!(since.before, until.after, "{unit} {day}");
            let both = since.postings.len() + until.postings.len();
            assert_eq!(both, all.postings.len());
            day = next;
        }
    }
}

/// A ring that collects, spends and hands up, day by day.
fn busy() -> World {
    let mut world = world();
    let command = collect(&world, "A", &[2]);
    done(&mut world, command);
    world.today = date(2016, 1, 17);
    let command = spend(&world, "A", 200);
    done(&mut world, command);
    world.today = date(2016, 1, 20);
    let command = PayDues {
        person: PersonId(2),
        amount: world.state.money(100).unwrap(),
        period: None,
        reference: None,
        on: world.today,
    };
    done(&mut world, command);
    world
}

#[test]
fn an_expense_that_is_struck_comes_back_and_stays_to_be_read() {
    let mut world = busy();
    assert_eq!(cash(&world, "A"), 1_400);
    let unit = world.unit("A");
    let outlays = world.state.outlays(unit);
    assert_eq!(outlays.len(), 1);
    assert_eq!((outlays[0].number, outlays[0].minor), (2, 200));
    assert!(outlays[0].purpose.is_some() && outlays[0].struck.is_none());
    world.today = date(2016, 1, 22);
    let early = StrikeOutlay {
        on: date(2016, 1, 16),
        ..strike(&world, "A", 2)
    };
    let refusal = world.ask(Actor::Operator, early.into()).unwrap_err();
    assert!(
        matches!(refusal.reason, Reason::TooEarly { .. }),
        "{refusal:?}"
    );
    let command = strike(&world, "A", 2);
    done(&mut world, command);
    assert_eq!(cash(&world, "A"), 1_600);
    assert_eq!(world.state.balance(unit, Account::Spent), 0);
    let struck = world.state.outlays(unit)[0].struck.unwrap();
    assert_eq!(struck.0, date(2016, 1, 22));
    assert!(struck.1.is_some());
    let again = refused(&world, strike(&world, "A", 2));
    assert_eq!(again, DuesRefusal::StruckAlready(date(2016, 1, 22)));
    for number in [0, 1, 3, 4, 99] {
        let none = refused(&world, strike(&world, "A", number));
        assert!(matches!(none, DuesRefusal::NoSuchOutlay { .. }), "{none}");
    }
    sound(&world);
}

#[test]
fn what_was_not_handed_up_after_all_comes_back_and_has_to_go_up_since_before() {
    let mut world = busy();
    world.today = date(2016, 1, 25);
    let command = strike(&world, "A", 2);
    done(&mut world, command);
    let command = remit(&world, "A");
    done(&mut world, command);
    let (hall, guild) = (world.unit("H"), world.unit("G"));
    // Five paid in full: fifty go to the guild, and the rest of sixteen hundred to the hall.
    assert_eq!((cash(&world, "G"), cash(&world, "H")), (50, 1_550));
    sound(&world);
    let unit = world.unit("A");
    let handed = world.state.outlays(unit)[0];
    assert_eq!(handed.since, date(2016, 1, 15));
    assert_eq!(
        world.state.handed_to(unit, handed.number),
        [(guild, 50), (hall, 1_550)]
    );
    let command = strike(&world, "A", handed.number);
    done(&mut world, command);
    assert_eq!((cash(&world, "G"), cash(&world, "H")), (0, 0));
    assert_eq!(world.state.balance(hall, Account::Receivable), 1_550);
    assert_eq!(world.state.to_hand_up(unit).len(), 2);
    sound(&world);
    let above = world.state.ledger(hall, None, None).postings;
    let whats: Vec<Posted> = above.iter().map(|it| it.what).collect();
    assert_eq!(
        whats,
        [
            Posted::ReckonedBeneath(unit),
            Posted::RemittedBeneath(unit),
            Posted::StruckBeneath(unit)
        ]
    );
    // It goes up again, once.
    let command = remit(&world, "A");
    done(&mut world, command);
    assert_eq!((cash(&world, "G"), cash(&world, "H")), (50, 1_550));
    assert_eq!(world.state.outlays(unit)[0].since, date(2016, 1, 15));
    sound(&world);
}

#[test]
fn what_was_handed_on_or_went_with_a_unit_that_ended_cannot_be_struck() {
    let mut world = busy();
    let command = strike(&world, "A", 2);
    done(&mut world, command);
    let command = remit(&world, "A");
    done(&mut world, command);
    let number = world.state.outlays(world.unit("A"))[0].number;
    let command = spend(&world, "H", 1_000);
    done(&mut world, command);
    let gone = refused(&world, strike(&world, "A", number));
    assert!(matches!(gone, DuesRefusal::NotThere { .. }), "{gone}");
    // Both stay as they were, and so does the whole.
    sound(&world);
    let command = strike(&world, "H", world.state.outlays(world.unit("H"))[0].number);
    done(&mut world, command);
    let people = world.roll("A");
    for person in people {
        done(
            &mut world,
            kernel::members::Leave {
                person: PersonId(person),
                on: date(2016, 1, 20),
            },
        );
    }
    let unit = world.unit("A");
    let on = world.today;
    done(&mut world, DissolveUnit { unit, on });
    let correct = CorrectPayment {
        person: PersonId(0),
        period: JANUARY,
        paid: world.state.money(100).unwrap(),
        reason: "a wrong line".to_owned(),
        on,
    };
    for command in [strike(&world, "A", number).into(), Command::from(correct)] {
        let refusal = world.ask(Actor::Operator, command).unwrap_err();
        assert!(refusal.rule.is_some(), "{}", refusal.reason);
        assert!(
            matches!(refusal.reason, Reason::UnitDissolved { .. }),
            "{}",
            refusal.reason
        );
    }
    sound(&world);
}

#[test]
fn a_charge_is_struck_where_nothing_was_paid_and_can_be_owed_after_all() {
    let mut world = world();
    let command = collect(&world, "A", &[2, 3]);
    done(&mut world, command);
    let unit = world.unit("A");
    let charged = |world: &World| world.state.balance(unit, Account::Charged);
    assert_eq!(charged(&world), -1_800);
    let paid = refused(&world, strike_charge(&world, 1));
    assert!(matches!(paid, DuesRefusal::SomethingPaid(_)), "{paid}");
    let command = strike_charge(&world, 2);
    done(&mut world, command);
    assert_eq!(charged(&world), -1_500);
    assert_eq!(world.state.owed_by(PersonId(2)), 0);
    let list = world.state.dues_list(unit, JANUARY).unwrap();
    let line = list
        .lines
        .iter()
        .find(|it| it.person == PersonId(2))
        .unwrap();
    assert_eq!((line.charged, line.paid, line.open), (0, 0, 0));
    sound(&world);
    let nothing = refused(&world, strike_charge(&world, 2));
    assert_eq!(nothing, DuesRefusal::OwesNothing(PersonId(2)));
    let command = restore(&world, 2);
    done(&mut world, command);
    assert_eq!(charged(&world), -1_800);
    assert_eq!(world.state.owed_by(PersonId(2)), 300);
    let nothing = refused(&world, restore(&world, 2));
    assert_eq!(nothing, DuesRefusal::NothingToRestore(PersonId(2)));
    sound(&world);
}

#[test]
fn whoever_was_let_off_owes_it_again_and_the_statement_says_both() {
    let mut world = world();
    let command = collect(&world, "A", &[2]);
    done(&mut world, command);
    let on = world.today;
    let command = WaiveDues {
        person: PersonId(2),
        period: JANUARY,
        reason: "out of work".to_owned(),
        on,
    };
    done(&mut world, command);
    let let_off = refused(&world, strike_charge(&world, 2));
    assert_eq!(let_off, DuesRefusal::LetOff(PersonId(2)));
    let command = restore(&world, 2);
    done(&mut world, command);
    let unit = world.unit("A");
    assert_eq!(world.state.balance(unit, Account::Waived), 0);
    let statement = world.state.dues_statement(PersonId(2));
    assert_eq!(statement.open, 300);
    assert_eq!(
        (statement.entries[0].waived, statement.entries[0].open),
        (0, 300)
    );
    let said: Vec<&str> = statement.payments.iter().map(|it| it.what.word()).collect();
    assert_eq!(said, ["restored", "waived"]);
    assert!(statement.payments.iter().all(|it| it.reason.is_some()));
    sound(&world);
}

#[test]
fn the_books_of_a_unit_read_the_rows_beneath_it_and_no_others() {
    let dues = DUES.replacen("[report]", UP, 1);
    let given = "guild G
         hall H under G
         ring A under H: full*6
         ring B under H: full*4
         hall K under G
         ring C under K: full*6
         ring D under K: full*6";
    let mut world = World::under(&charter(&format!("{GUILD}{dues}")), given);
    world.today = date(2016, 1, 15);
    for unit in ["A", "B", "C", "D"] {
        let it = collect(&world, unit, &[]);
        done(&mut world, it);
        let it = remit(&world, unit);
        done(&mut world, it);
    }
    let rows = |world: &World, unit: &str| world.state.rows_of_books(world.unit(unit));
    let all = rows(&world, "G");
    assert!(all >= 8, "{all}");
    assert_eq!(rows(&world, "H") * 2, all);
    assert_eq!(rows(&world, "A") * 4, all);
    let whole = |world: &World| {
        for unit in ["G", "H", "K", "A", "B"] {
            let unit = world.unit(unit);
            let told = world.state.ledger(unit, None, None).after;
            assert_eq!(told, world.state.balances(unit), "{unit}");
            assert_eq!(told.sum(), 0);
        }
    };
    whole(&world);
    // What came up from a unit that has gone elsewhere since stands where it came.
    let moved = crate::commands::move_under(&world, "B", "K");
    world.today = crate::fixture::TODAY;
    done(&mut world, moved);
    assert_eq!(rows(&world, "H") * 2, all);
    assert_eq!(rows(&world, "K"), all / 2 + all / 4);
    whole(&world);
}

/// What the books come to, level by level.
fn trial_balance(world: &World) -> BTreeMap<charter::LevelId, i64> {
    let mut levels = BTreeMap::new();
    for unit in world.state.units_with_books() {
        let level = world.state.unit(unit).unwrap().level;
        *levels.entry(level).or_insert(0) += world.state.balances(unit).sum();
    }
    levels
}

#[test]
fn the_trial_balance_is_nought_at_every_level_at_every_moment_and_one_that_is_not_is_noticed() {
    let mut world = world();
    let list = collect(&world, "A", &[0, 1]);
    done(&mut world, list);
    let commands: [Command; 4] = [
        remit(&world, "A").into(),
        collect(&world, "B", &[]).into(),
        strike_charge(&world, 0).into(),
        remit(&world, "B").into(),
    ];
    for command in commands {
        done(&mut world, command);
        let balance = trial_balance(&world);
        assert!(!balance.is_empty());
        assert!(balance.values().all(|sum| *sum == 0), "{balance:?}");
    }
    assert_eq!(trial_balance(&world).len(), 3, "ring, hall and guild");
    // One byte of the columns after the other is another one: an account that is out is named.
    let bytes = world.state.to_columns();
    let editions = [([1; 32], world.charter.clone())].into();
    let noticed = (0..bytes.len()).any(|at| {
        let mut changed = bytes.clone();
        changed[at] ^= 1;
        kernel::State::from_columns(&changed, &editions).is_ok_and(|state| {
            let broken = kernel::invariants::broken(&state);
            broken.iter().any(|it| it.starts_with("the books of unit"))
        })
    });
    assert!(noticed);
}
