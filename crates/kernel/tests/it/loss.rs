//! Nothing is lost where people and units move: for months in which units are split,
//! merged, formed anew and moved and people go from one to another, in any order with
//! lists, payments and returns, everybody owes each month once, and the sums of the
//! returns are right to the unit. Both are counted a second time, from the events alone.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::{Date, date};
use kernel::dues::{CollectDues, CorrectPayment, DuesEvent, PaidPart, PayDues};
use kernel::meetings::{MeetingEvent, RecordMeeting};
use kernel::members::{AdmitMember, Leave, MemberEvent, TransferMember};
use kernel::reports::{CorrectReturn, FileReturn, RollUp, Sum};
use kernel::units::{DissolveUnit, FormCommittee, MergeUnits, MoveUnit, Part, SplitUnit};
use kernel::{Actor, Command, Event, PersonId, UnitId, invariants};

use crate::chance::Dice;
use crate::fixture::{DUES, FOUNDING, GUILD, World, charter};

const LAST: Date = Date::constant(2016, 7, 12);
const SEEDS: u64 = 60;

/// The second count.
#[derive(Default)]
struct Told {
    /// Who belonged from when until when.
    stays: BTreeMap<PersonId, Vec<(Date, Option<Date>)>>,
    /// How often somebody was charged for a month.
    charged: BTreeMap<(PersonId, Date), u32>,
    /// What somebody paid for a month.
    paid: BTreeMap<(PersonId, Date), i64>,
    met: Vec<Date>,
}

impl Told {
    fn hear(&mut self, event: &Event) {
        match event {
            Event::Member(MemberEvent::Admitted { person, on, .. }) => {
                self.stays.entry(*person).or_default().push((*on, None));
            }
            Event::Member(MemberEvent::Left { person, on, .. }) => {
                let stays = self.stays.get_mut(person).unwrap();
                stays.last_mut().unwrap().1 = Some(*on);
            }
            Event::Meeting(MeetingEvent::Recorded { record, .. }) => self.met.push(record.on),
            Event::Dues(it) => self.hear_dues(it),
            _ => {}
        }
    }

    fn hear_dues(&mut self, event: &DuesEvent) {
        match event {
            DuesEvent::Listed {
                period, lots, open, ..
            } => {
                for lot in lots {
                    for person in &lot.people {
                        *self.charged.entry((*person, *period)).or_default() += 1;
                        let part = open.iter().find(|it| it.person == *person);
                        let paid = part.map_or(lot.amount.minor, |it| it.paid.minor);
                        *self.paid.entry((*person, *period)).or_default() += paid;
                    }
                }
            }
            DuesEvent::Paid { person, parts, .. } => {
                for part in parts {
                    *self.paid.entry((*person, part.period)).or_default() += part.amount.minor;
                }
            }
            DuesEvent::PaymentCorrected { of, paid, .. } => {
                self.paid.insert((of.person, of.period), paid.minor);
            }
            _ => {}
        }
    }

    fn belonged(&self, day: Date) -> u64 {
        let stays = self.stays.values().flatten();
        let then = |(from, until): &&(Date, Option<Date>)| {
            *from <= day && until.is_none_or(|until| day < until)
        };
        stays.filter(then).map(|_| 1).sum()
    }
}

struct Months {
    world: World,
    dice: Dice,
    told: Told,
    named: u32,
}

impl Months {
    fn of(seed: u64) -> Months {
        let given = "guild G
             hall H under G
             hall K under G
             ring A under H: full*5 novice*2
             ring B under H: full*4 friend
             ring C under K: full*3
             ring D under K: full*6
             ring E under K: full*3 novice*3";
        let mut world = World::under(&charter(&format!("{GUILD}{DUES}")), given);
        world.today = FOUNDING;
        let mut told = Told::default();
        for person in (0..world.state.person_count()).map(PersonId) {
            told.stays.insert(person, vec![(FOUNDING, None)]);
        }
        Months {
            world,
            dice: Dice(seed),
            told,
            named: 0,
        }
    }

    /// Does it if it can be done.
    fn try_to(&mut self, command: impl Into<Command>) -> bool {
        match self.world.try_to(Actor::Operator, command.into()) {
            Ok(events) => {
                events.iter().for_each(|event| self.told.hear(event));
                true
            }
            Err(_) => false,
        }
    }

    #[track_caller]
    fn done(&mut self, command: impl Into<Command>) {
        let events = self.world.done(Actor::Operator, command.into());
        events.iter().for_each(|event| self.told.hear(event));
    }

    fn rings(&self) -> Vec<UnitId> {
        let ring = self.world.level("ring");
        let state = &self.world.state;
        let standing = state.standing_units();
        standing
            .filter(|unit| state.standing_level(*unit) == Some(ring))
            .collect()
    }

    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.dice.below(of.len())]
    }

    fn person(&mut self) -> PersonId {
        PersonId(self.dice.number(self.world.state.person_count()))
    }

    /// Today, or some days before.
    fn day(&mut self) -> Date {
        let before = i64::try_from(self.dice.below(4)).unwrap();
        self.world.today.checked_sub(before.days()).unwrap()
    }

    fn parts(&mut self, unit: UnitId, all: bool) -> Vec<Part> {
        let mut people: Vec<PersonId> = self.world.state.roll(unit).collect();
        if !all {
            people.truncate(people.len() / 2);
        }
        let size = people.len().div_ceil(if all { 2 } else { 1 }).max(1);
        let mut parts = Vec::new();
        for people in people.chunks(size) {
            self.named += 1;
            let name = format!("N{}", self.named);
            parts.push(Part {
                code: name.clone(),
                name,
                people: people.to_vec(),
            });
        }
        parts
    }

    fn step(&mut self) {
        let rings = self.rings();
        let (unit, other) = (self.pick(&rings), self.pick(&rings));
        let today = self.world.today;
        match self.dice.below(20) {
            0..=2 => {
                let (person, to, on) = (self.person(), unit, self.day());
                self.try_to(TransferMember { person, to, on });
            }
            3 => {
                let (parts, on) = (self.parts(unit, false), self.day());
                self.try_to(SplitUnit { unit, parts, on });
            }
            4 | 5 => {
                let on = self.day();
                let (from, into) = (unit, other);
                self.try_to(MergeUnits { from, into, on });
            }
            6 => {
                let (parts, level) = (self.parts(unit, true), self.world.level("house"));
                let on = today;
                self.try_to(FormCommittee {
                    unit,
                    level,
                    parts,
                    on,
                });
            }
            7 => {
                let code = if self.dice.below(2) == 0 { "H" } else { "K" };
                let (parent, on) = (self.world.unit(code), self.day());
                self.try_to(MoveUnit { unit, parent, on });
            }
            8 => {
                let on = self.day();
                self.try_to(DissolveUnit { unit, on });
            }
            9 => {
                let grade = self.world.grade("novice");
                let (person, on) = (None, today);
                self.try_to(AdmitMember {
                    person,
                    unit,
                    grade,
                    on,
                });
            }
            10 if self.dice.below(2) == 0 => {
                let person = self.person();
                self.try_to(Leave { person, on: today });
            }
            11..=13 => self.collect(unit),
            14 => self.pay(),
            15 | 16 => {
                let (kind, on) = (self.world.kind("circle"), self.day());
                self.try_to(RecordMeeting {
                    unit,
                    kind,
                    on,
                    absent: Vec::new(),
                    resolutions: Vec::new(),
                });
            }
            _ => self.file_next(),
        }
    }

    fn collect(&mut self, unit: UnitId) {
        let rule = self.world.charter.dues.clone().unwrap();
        let on = self.world.today;
        let Some(period) = self.world.state.next_list(&rule, unit) else {
            return;
        };
        let person = self.person();
        let named = self.world.state.unit_of(person) == Some(unit);
        let save = named.then_some(PaidPart { person, paid: None });
        let save = save.into_iter().collect();
        self.try_to(CollectDues {
            unit,
            period,
            save,
            on,
        });
    }

    fn pay(&mut self) {
        let on = self.world.today;
        let person = self.person();
        let owed = self.world.state.owed_by(person);
        if owed > 0 {
            let amount = self.world.state.money(owed.min(200)).unwrap();
            let (period, reference) = (None, None);
            self.try_to(PayDues {
                person,
                amount,
                period,
                reference,
                on,
            });
        } else if let Some(paid) = self.world.state.money(100) {
            let period = self.day();
            let reason = "miscounted".to_owned();
            self.try_to(CorrectPayment {
                person,
                period,
                paid,
                reason,
                on,
            });
        }
    }

    fn file_next(&mut self) {
        let unit = UnitId(self.dice.number(self.world.state.unit_count()));
        let report = self.world.charter.report_named("till").unwrap();
        let rule = self.world.charter.report(report).unwrap().clone();
        if let Some(period) = self.world.state.owes_next(&rule, report, unit) {
            let it = self.filing(unit, period);
            self.try_to(it);
        }
    }

    fn filing(&self, unit: UnitId, period: Date) -> FileReturn {
        FileReturn {
            report: self.world.charter.report_named("till").unwrap(),
            unit,
            period,
            values: Vec::new(),
            nought_confirmed: true,
            on: self.world.today,
        }
    }

    /// The months that are over, by their first days.
    fn months() -> impl Iterator<Item = Date> {
        (1..=6).map(|month| date(2016, month, 1))
    }

    fn roll_up(&self, unit: &str, period: Date) -> RollUp {
        let report = self.world.charter.report_named("till").unwrap();
        let rule = self.world.charter.report(report).unwrap();
        let unit = self.world.unit(unit);
        self.world
            .state
            .roll_up(rule, report, period, unit)
            .unwrap()
    }

    /// Every list is made and every return filed, and then each return says what the
    /// record knows now.
    fn settle(&mut self) {
        self.world.today = LAST;
        let rule = self.world.charter.dues.clone().unwrap();
        for unit in self.rings() {
            while let Some(period) = self.world.state.next_list(&rule, unit)
                && period <= LAST
            {
                let (on, save) = (LAST, Vec::new());
                self.done(CollectDues {
                    unit,
                    period,
                    save,
                    on,
                });
            }
        }
        let units = || (0..self.world.state.unit_count()).map(UnitId);
        let units: Vec<UnitId> = units().collect();
        let report = self.world.charter.report_named("till").unwrap();
        for period in Months::months() {
            for unit in self.roll_up("G", period).missing {
                self.done(self.filing(unit, period));
            }
            let missing = self.roll_up("G", period).missing;
            assert!(missing.is_empty(), "{missing:?} in {period}");
            for unit in &units {
                let filed = self.world.state.return_of(report, *unit, period, None);
                if filed.is_some() {
                    self.done(CorrectReturn {
                        report,
                        unit: *unit,
                        period,
                        values: Vec::new(),
                        reason: "read anew".to_owned(),
                        on: LAST,
                    });
                }
            }
        }
    }

    fn nobody_twice(&self, seed: u64) {
        let twice = self.told.charged.iter().find(|(_, times)| **times > 1);
        assert_eq!(twice, None, "seed {seed}");
    }

    fn nobody_not_at_all(&self, seed: u64) {
        let state = &self.world.state;
        for (person, stays) in &self.told.stays {
            let Some((joined, None)) = stays.last() else {
                continue;
            };
            let months = Months::months().chain([date(2016, 7, 1)]);
            for month in months.filter(|month| month > joined || *joined == FOUNDING) {
                let times = self.told.charged.get(&(*person, month));
                let unit = state.unit_of(*person);
                assert_eq!(
                    times,
                    Some(&1),
                    "seed {seed}: {person} of {unit:?}, {month}"
                );
            }
        }
    }

    fn sums_are_right(&self, seed: u64) {
        for month in Months::months() {
            let ends = month.last_of_month();
            let met = self.told.met.iter();
            let met = met.filter(|on| (month..=ends).contains(on)).count();
            let paid = self.told.paid.iter();
            let paid: i64 = paid
                .filter(|((_, of), _)| *of == month)
                .map(|(_, it)| it)
                .sum();
            let expected = [
                self.told.belonged(ends),
                u64::try_from(met).unwrap(),
                u64::try_from(paid).unwrap(),
            ]
            .map(Sum::Number);
            let whole = self.roll_up("G", month).total.now;
            assert_eq!(whole.fields, expected, "seed {seed}, {month}");
            assert_eq!(whole.owed, whole.filed);
            let numbers = |sums: &[Sum]| -> Vec<u64> {
                let number = |sum: &Sum| match sum {
                    Sum::Number(number) => *number,
                    _ => 0,
                };
                sums.iter().map(number).collect()
            };
            let [of_h, of_k] = ["H", "K"].map(|hall| {
                let sums = self.roll_up(hall, month).total.now;
                numbers(&sums.fields)
            });
            let halls: Vec<u64> = of_h.iter().zip(of_k).map(|(h, k)| h + k).collect();
            assert_eq!(halls, numbers(&whole.fields), "seed {seed}, {month}");
        }
    }
}

#[test]
fn whatever_becomes_of_units_everybody_owes_once_and_the_sums_are_right() {
    let mut seen = BTreeSet::new();
    for seed in 0..SEEDS {
        let mut months = Months::of(seed);
        while months.world.today < LAST {
            months.step();
            if months.dice.below(3) == 0 {
                months.world.today = months.world.today.tomorrow().unwrap();
            }
        }
        months.settle();
        assert!(invariants::broken(&months.world.state).is_empty());
        months.nobody_twice(seed);
        months.nobody_not_at_all(seed);
        months.sums_are_right(seed);
        let state = &months.world.state;
        let units = (0..state.unit_count()).map(UnitId);
        seen.extend(
            units
                .flat_map(|unit| state.lineage(unit))
                .map(|step| step.how),
        );
    }
    assert_eq!(
        seen.len(),
        3,
        "units were split, merged and formed: {seen:?}"
    );
}
