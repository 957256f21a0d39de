//! What there is to tell of one person's dues, and of those who are behind.

use std::collections::BTreeMap;

use charter::DuesRule;
use jiff::civil::Date;

use super::debts::Told;
use super::reminding::step_reached;
use crate::day::Day;
use crate::ids::{DocumentId, PersonId, UnitId};
use crate::state::State;

/// What a person was charged and paid.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statement {
    /// Charge by charge, the newest first.
    pub entries: Vec<Entry>,
    /// Payments, corrections and waivers that were written down one by one, the newest first.
    pub payments: Vec<Payment>,
    /// What is open in all.
    pub open: i64,
}

/// One charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The unit that charged it.
    pub unit: UnitId,
    /// The first day of the stretch of time.
    pub period: Date,
    /// When it was due.
    pub due: Date,
    /// How much.
    pub charged: i64,
    /// What was paid.
    pub paid: i64,
    /// What they were let off.
    pub waived: i64,
    /// What is open.
    pub open: i64,
}

/// What was written down of one payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Payment {
    /// What it was.
    pub what: Standing,
    /// The first day of the stretch of time it was for.
    pub period: Date,
    /// How much.
    pub amount: i64,
    /// When.
    pub on: Date,
    /// Why, where somebody had to say so.
    pub reason: Option<DocumentId>,
}

/// What a line of payments says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// So much was paid.
    Paid,
    /// What was paid was put right to so much.
    Corrected,
    /// So much was waived.
    Waived,
    /// So much was never owed.
    Struck,
    /// So much that was waived or struck is owed again.
    Restored,
}

impl Standing {
    /// The word for it in files and for programs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Standing::Paid => "paid",
            Standing::Corrected => "corrected",
            Standing::Waived => "waived",
            Standing::Struck => "struck",
            Standing::Restored => "restored",
        }
    }
}

/// Those of a unit who are behind, by the step of the ladder they have come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Behind {
    /// The step, by its row.
    pub(crate) step: u8,
    /// How many people.
    pub(crate) people: u32,
    /// Since when the first of them.
    pub(crate) since: Date,
}

impl State {
    /// What a person was charged and paid.
    #[must_use]
    pub fn dues_statement(&self, person: PersonId) -> Statement {
        let dues = &self.dues;
        let mut lists: BTreeMap<(Day, u32), i64> = BTreeMap::new();
        let units = self.unit_of(person).into_iter();
        for unit in units.chain(dues.former_units(person)) {
            for list in dues.lists_of(unit) {
                if let Some(charged) = dues.lists.charge(list, person) {
                    lists.insert((dues.lists.period(list), list), charged);
                }
            }
        }
        let entries: Vec<Entry> = lists
            .into_iter()
            .rev()
            .filter_map(|((period, list), charged)| {
                let line = dues.line(list, person, charged);
                Some(Entry {
                    unit: dues.books.unit(dues.lists.book(list)),
                    period: period.date()?,
                    due: dues.lists.due(list).date()?,
                    charged: line.charged,
                    paid: line.paid,
                    waived: line.waived,
                    open: line.open,
                })
            })
            .collect();
        let payments = dues.debts.told_of(person).filter_map(|trace| {
            let (what, debt) = match trace.told {
                Told::Paid(debt) => (Standing::Paid, debt),
                Told::Corrected(debt) => (Standing::Corrected, debt),
                Told::Waived(debt) => (Standing::Waived, debt),
                Told::Struck(debt) => (Standing::Struck, debt),
                Told::Restored(debt) => (Standing::Restored, debt),
                Told::Debt(_) | Told::Belonged(_) | Told::Band(_) | Told::NotInBand(_) => {
                    return None;
                }
            };
            let list = dues.debts.get(debt)?.list;
            Some(Payment {
                what,
                period: dues.lists.period(list).date()?,
                amount: trace.amount,
                on: trace.on.date()?,
                reason: (trace.reason != u32::MAX).then_some(DocumentId(trace.reason)),
            })
        });
        Statement {
            payments: payments.collect(),
            entries,
            open: self.owed_by(person),
        }
    }

    /// With how many dues a person is behind on a day: open, and past the day they were due.
    #[must_use]
    pub fn dues_behind(&self, person: PersonId, on: Date) -> u32 {
        let late = self.dues.debts.of_person(person).filter(|(_, debt)| {
            let due = self.dues.lists.due(debt.list).date();
            debt.open() > 0 && due.is_some_and(|due| due < on)
        });
        u32::try_from(late.count()).unwrap_or(u32::MAX)
    }

    /// How many members are behind with a unit on a day, step by step of the ladder.
    pub(crate) fn behind(&self, rule: &DuesRule, unit: UnitId, on: Date) -> Vec<Behind> {
        let mut due: BTreeMap<PersonId, Vec<Date>> = BTreeMap::new();
        for (_, debt) in self.dues.debts_to(unit) {
            let day = self.dues.lists.due(debt.list).date();
            let late = day.filter(|day| *day < on && debt.open() > 0);
            if let Some(day) = late.filter(|_| self.unit_of(debt.person).is_some()) {
                due.entry(debt.person).or_default().push(day);
            }
        }
        let mut steps: BTreeMap<u8, Behind> = BTreeMap::new();
        for days in due.values_mut() {
            days.sort_unstable();
            let Some((step, since)) = step_reached(rule, days) else {
                continue;
            };
            let behind = steps.entry(step).or_insert(Behind {
                step,
                people: 0,
                since,
            });
            behind.people = behind.people.saturating_add(1);
            behind.since = behind.since.min(since);
        }
        steps.into_values().collect()
    }

    /// Since when a unit has something to hand up, if it has.
    pub(crate) fn to_hand_up_since(&self, unit: UnitId) -> Option<Date> {
        let book = self.dues.books.find(unit)?;
        self.dues.books.since(book).date()
    }

    /// What members owe to a unit and how many of them do, whenever it was due.
    #[must_use]
    pub fn open_to(&self, unit: UnitId) -> (u32, i64) {
        let open = self.dues.debts_to(unit).filter(|(_, debt)| debt.open() > 0);
        let mut people: Vec<PersonId> = Vec::new();
        let mut sum = 0_i64;
        for (_, debt) in open {
            people.push(debt.person);
            sum = sum.saturating_add(debt.open());
        }
        people.sort_unstable();
        people.dedup();
        (u32::try_from(people.len()).unwrap_or(u32::MAX), sum)
    }
}
