//! The organisation as it stood: what is read is what touched the thing, and
//! what comes of it is what a replay to that day comes to.

use std::collections::BTreeMap;

use clerk::{Clerk, Onlooker, Options};
use jiff::ToSpan as _;
use jiff::civil::date;
use kernel::members::past::Turned;
use kernel::members::{MemberCommand, Membership};
use kernel::{Command, PersonId, Subject, UnitId};

use crate::office::{FOUNDED, STATUTES, admission, found_units, leaving, options};

const READING: UnitId = UnitId(1);

#[test]
fn a_roll_of_any_day_is_that_of_a_replay_and_reads_what_touched_it() {
    let directory = tempfile::tempdir().unwrap();
    let (given, hand, _) = options();
    hand.set(date(2020, 2, 1));
    let given = Options {
        snapshot_entries: 10_000,
        ..given
    };
    let clerk = Clerk::create(directory.path(), STATUTES, FOUNDED, given).unwrap();
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
        // Every second reader leaves four days later, and takes the key along.
        if day > 4 && day % 2 == 0 {
            key += 1;
            let mut submission = leaving(key, PersonId(u32::try_from(day).unwrap() - 5));
            if let Command::Member(MemberCommand::Leave(leave)) = &mut submission.command {
                leave.on = on;
            }
            clerk.submit(submission).unwrap();
        }
    }
    let touched = clerk
        .history(Subject::Unit(READING), None, usize::MAX)
        .unwrap()
        .len();
    let whole = clerk.past().unwrap();
    let people = whole.state().person_count();
    drop(clerk);
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
        for person in (0..people).map(PersonId) {
            assert_eq!(
                past.membership_on(person, day).unwrap(),
                then.membership(person)
            );
        }
    }
    assert!(seen > 300, "{seen}");
    // Whoever came and did not leave is who is there more.
    let past = onlooker.past().unwrap();
    for (from, to) in [(1, 28), (3, 9), (9, 10), (20, 28)] {
        let (from, to) = (date(2020, 3, from), date(2020, 3, to));
        let there = |day| i64::try_from(past.roll_on(READING, day).unwrap().len()).unwrap();
        let turned = past.turns_in(READING, (from, to)).unwrap();
        let balance: i64 = turned
            .iter()
            .map(|(_, turn)| match turn.what {
                Turned::Admitted(..) => 1,
                Turned::Left(_) => -1,
                Turned::Promoted(..) | Turned::WentOver(..) => 0,
            })
            .sum();
        assert_eq!(there(to) - there(from), balance, "{from} to {to}");
        assert!(!turned.is_empty());
    }
    // What is read is what touched the unit since, and the own entries of those who are not as they were.
    let past = onlooker.past().unwrap();
    past.roll_on(READING, date(2020, 4, 1)).unwrap();
    assert_eq!(past.entries_read(), 0);
    past.roll_on(READING, date(2020, 3, 27)).unwrap();
    let read = past.entries_read();
    assert!((1..=20).contains(&read), "{read}");
    past.roll_on(READING, date(2020, 2, 1)).unwrap();
    let read = past.entries_read() - read;
    assert!(read as usize <= touched + 3 * people as usize, "{read}");
}
