//! The organisation as it stood: what is read is what touched the thing, and
//! what comes of it is what a replay to that day comes to.

use std::collections::BTreeMap;
use std::path::Path;

use clerk::{Clerk, Onlooker, Options};
use jiff::ToSpan as _;
use jiff::civil::date;
use kernel::members::past::Turned;
use kernel::members::{MemberCommand, Membership};
use kernel::units::FoundUnit;
use kernel::{Command, PersonId, Subject, UnitId};

use crate::office::{
    COUNCIL, FOUNDED, STATUTES, admission, found_units, leaving, operator, options,
};

const READING: UnitId = UnitId(1);

/// A reader comes every day of March; every second one leaves four days later,
/// and takes the key along.
fn with_readers(directory: &Path) -> Clerk {
    let (given, hand, _) = options();
    hand.set(date(2020, 2, 1));
    let given = Options {
        snapshot_entries: 10_000,
        ..given
    };
    let clerk = Clerk::create(directory, STATUTES, FOUNDED, given).unwrap();
    found_units(&clerk);
    let mut key = 100;
    for day in 1..=28 {
        let on = date(2020, 3, day);
        hand.set(on);
        key += 1;
        let mut submission = admission(key, "Reader");
        if let Command::Member(MemberCommand::Admit(admit)) = &mut submission.command {
            admit.on = on;
        }
        clerk.submit(submission).unwrap();
        if day > 4 && day % 2 == 0 {
            key += 1;
            let mut submission = leaving(key, PersonId(u32::try_from(day).unwrap() - 5));
            if let Command::Member(MemberCommand::Leave(leave)) = &mut submission.command {
                leave.on = on;
            }
            clerk.submit(submission).unwrap();
        }
    }
    clerk
}

#[test]
fn a_roll_of_any_day_is_that_of_a_replay() {
    let directory = tempfile::tempdir().unwrap();
    drop(with_readers(directory.path()));
    let onlooker = Onlooker::open(directory.path()).unwrap();
    let mut seen = 0;
    for days in 0..40 {
        let day = date(2020, 2, 25).saturating_add(days.days());
        let then = onlooker.state_as_of(day).unwrap();
        let past = onlooker.past().unwrap();
        for unit in (0..then.unit_count()).map(UnitId) {
            let folded: BTreeMap<PersonId, Membership> =
                past.roll_on(unit, day).unwrap().into_iter().collect();
            let replayed: BTreeMap<PersonId, Membership> = then
                .roll(unit)
                .map(|person| (person, then.membership(person).unwrap()))
                .collect();
            assert_eq!(folded, replayed, "{unit} on {day}");
            seen += folded.len();
        }
        for person in (0..past.state().person_count()).map(PersonId) {
            assert_eq!(
                past.membership_on(person, day).unwrap(),
                then.membership(person)
            );
        }
    }
    assert!(seen > 300, "{seen}");
}

#[test]
fn what_changed_is_what_makes_one_roll_of_another() {
    let directory = tempfile::tempdir().unwrap();
    let past = with_readers(directory.path()).past().unwrap();
    for (from, to) in [(1, 28), (3, 9), (9, 10), (20, 28)] {
        let (from, to) = (date(2020, 3, from), date(2020, 3, to));
        let there = |day| i64::try_from(past.roll_on(READING, day).unwrap().len()).unwrap();
        let turned = past.turns_in(READING, (from, to)).unwrap();
        let balance: i64 = turned
            .iter()
            .map(|(_, turn)| match turn.what {
                Turned::Admitted(..) => 1,
                Turned::Left(_) | Turned::GaveUp(_) => -1,
                Turned::Promoted(..) | Turned::WentOver(..) => 0,
            })
            .sum();
        assert_eq!(there(to) - there(from), balance, "{from} to {to}");
        assert!(!turned.is_empty());
    }
}

#[test]
fn what_is_read_is_what_touched_the_unit_since_and_whoever_is_not_as_they_were() {
    let directory = tempfile::tempdir().unwrap();
    let clerk = with_readers(directory.path());
    let touched = clerk
        .history(Subject::Unit(READING), None, usize::MAX)
        .unwrap()
        .len();
    let past = clerk.past().unwrap();
    let mut before = 0;
    let mut read = |day| {
        past.roll_on(READING, day).unwrap();
        let read = past.entries_read() - before;
        before = past.entries_read();
        usize::try_from(read).unwrap()
    };
    assert_eq!(read(date(2020, 4, 1)), 0);
    let lately = read(date(2020, 3, 27));
    assert!((1..=20).contains(&lately), "{lately}");
    let people = usize::try_from(past.state().person_count()).unwrap();
    let all = read(date(2020, 2, 1));
    assert!(all <= touched + 3 * people && all > lately, "{all}");
}

/// A second circle with whoever comes and goes there, which is nobody else's past.
fn with_others(clerk: &Clerk, readers: u64) -> UnitId {
    let statutes = clerk.read(|state, _| state.charter().cloned()).unwrap();
    let founded = FoundUnit {
        code: "C-2".to_owned(),
        level: statutes.unwrap().level_named("circle").unwrap(),
        name: "Other circle".to_owned(),
        parent: Some(COUNCIL),
        on: FOUNDED,
    };
    clerk
        .submit(operator(5_000, Command::from(founded)))
        .unwrap();
    let unit = UnitId(2);
    for key in 0..readers {
        let mut submission = admission(6_000 + key, "Other");
        if let Command::Member(MemberCommand::Admit(admit)) = &mut submission.command {
            (admit.unit, admit.on) = (unit, date(2020, 3, 28));
        }
        clerk.submit(submission).unwrap();
    }
    unit
}

/// The whole promise of an answer about one thing, in work instead of time: for every
/// unit, person and day no more entries are read than touched what is asked about, and
/// whatever happens elsewhere costs nothing.
#[test]
fn an_answer_reads_no_entry_that_did_not_touch_what_it_is_about() {
    let directory = tempfile::tempdir().unwrap();
    let clerk = with_readers(directory.path());
    let cost = |clerk: &Clerk, day| {
        let past = clerk.past().unwrap();
        past.roll_on(READING, day).unwrap();
        past.entries_read()
    };
    let days = [date(2020, 2, 1), date(2020, 3, 1), date(2020, 3, 15)];
    let alone: Vec<u64> = days.iter().map(|day| cost(&clerk, *day)).collect();
    with_others(&clerk, 40);
    let beside: Vec<u64> = days.iter().map(|day| cost(&clerk, *day)).collect();
    assert_eq!(alone, beside, "what happened elsewhere was read");
    assert!(alone.iter().all(|read| *read > 0));
    let touched = |subject| {
        let entries = clerk.history(subject, None, usize::MAX).unwrap();
        u64::try_from(entries.len()).unwrap()
    };
    for day in days {
        let past = clerk.past().unwrap();
        let roll = past.roll_on(READING, day).unwrap();
        let of_people: u64 = (0..28)
            .map(|it| touched(Subject::Person(PersonId(it))))
            .sum();
        assert!(past.entries_read() <= touched(Subject::Unit(READING)) + of_people);
        assert_eq!(
            u32::try_from(roll.len()).unwrap(),
            past.state().roll_count_on(READING, day),
            "a count needs no entry"
        );
        for person in (0..past.state().person_count()).map(PersonId) {
            let before = past.entries_read();
            past.membership_on(person, day).unwrap();
            assert!(past.entries_read() - before <= touched(Subject::Person(person)));
        }
    }
}

#[test]
fn rolls_of_many_units_are_read_until_so_much_was_read() {
    let directory = tempfile::tempdir().unwrap();
    let clerk = with_readers(directory.path());
    let other = with_others(&clerk, 3);
    let day = date(2020, 3, 10);
    let past = clerk.past().unwrap();
    let own = past.roll_on(READING, day).unwrap();
    let (all, read) = past.rolls_on(&[READING, other], day, u64::MAX).unwrap();
    assert_eq!((all, read), (own.clone(), 2), "the others came later");
    let (some, read) = past.rolls_on(&[READING, other], day, 1).unwrap();
    assert_eq!((some, read), (own, 1));
    let (none, read) = past.rolls_on(&[READING, other], day, 0).unwrap();
    assert_eq!((none, read), (Vec::new(), 0));
}
