//! Rates: how often things happen, by the month, the level and the area.

use std::borrow::Cow;

use charter::LevelId;
use jiff::civil::Date;
use kernel::{State, UnitId};

use super::draws::Share;

/// A rate of a scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rate {
    /// New members a year, as a share of the members there are.
    Joining,
    /// Members who leave in a year.
    Leaving,
    /// Members who go over to a neighbouring unit in a year.
    Transferring,
    /// Holders of posts who lay them down in a year, beyond those who leave.
    Resigning,
    /// Those expected at a meeting who are absent.
    Absent,
    /// Meetings that are due and held.
    Holding,
    /// Posts without a holder that are filled in a month.
    Filling,
    /// Steps of the plan that are carried out in the month in which it is made.
    Mending,
    /// Months in which the highest unit that may sends a directive, of each kind.
    Issuing,
    /// What is due by a day and comes after it.
    Late,
    /// Directives that are done in part, of those that are answered.
    InPart,
    /// Directives that are not done, of those that are answered.
    NotDone,
    /// Directives that a unit never answers.
    Silent,
    /// Those on a list of dues who have not paid when it is ticked off.
    Unpaid,
    /// Dues still open that are paid in a month.
    Settling,
    /// People who ask a unit for something in a year, as a share of its members.
    Asking,
    /// What is asked that a unit passes up.
    Climbing,
    /// Visits that are due and made.
    Visiting,
    /// Units that meet an award's criteria and are proposed for it.
    Proposing,
    /// Those of them to which it is given.
    Granting,
    /// Steps of proceedings that decline what is wanted.
    Declining,
}

/// How many rates there are.
const COUNT: usize = 21;

impl Rate {
    /// Every rate, in the order of its column.
    pub const ALL: [Rate; COUNT] = [
        Rate::Joining,
        Rate::Leaving,
        Rate::Transferring,
        Rate::Resigning,
        Rate::Absent,
        Rate::Holding,
        Rate::Filling,
        Rate::Mending,
        Rate::Issuing,
        Rate::Late,
        Rate::InPart,
        Rate::NotDone,
        Rate::Silent,
        Rate::Unpaid,
        Rate::Settling,
        Rate::Asking,
        Rate::Climbing,
        Rate::Visiting,
        Rate::Proposing,
        Rate::Granting,
        Rate::Declining,
    ];

    /// The key that stands for it in a scenario.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Rate::Joining => "joining",
            Rate::Leaving => "leaving",
            Rate::Transferring => "transferring",
            Rate::Resigning => "resigning",
            Rate::Absent => "absent",
            Rate::Holding => "holding",
            Rate::Filling => "filling",
            Rate::Mending => "mending",
            Rate::Issuing => "issuing",
            Rate::Late => "late",
            Rate::InPart => "in_part",
            Rate::NotDone => "not_done",
            Rate::Silent => "silent",
            Rate::Unpaid => "unpaid",
            Rate::Settling => "settling",
            Rate::Asking => "asking",
            Rate::Climbing => "climbing",
            Rate::Visiting => "visiting",
            Rate::Proposing => "proposing",
            Rate::Granting => "granting",
            Rate::Declining => "declining",
        }
    }

    fn row(self) -> usize {
        self as usize
    }
}

/// A share for each rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rates([Share; COUNT]);

impl Default for Rates {
    fn default() -> Rates {
        let hundredths = [
            3, 2, 1, 8, 12, 97, 60, 50, 25, 5, 10, 4, 2, 4, 60, 1, 20, 95, 5, 80, 4,
        ];
        Rates(hundredths.map(|part| Share::ratio(part, 100)))
    }
}

impl Rates {
    /// The share of a rate.
    #[must_use]
    pub fn of(&self, rate: Rate) -> Share {
        self.0.get(rate.row()).copied().unwrap_or(Share::NONE)
    }

    pub(super) fn set(&mut self, rate: Rate, share: Share) {
        if let Some(slot) = self.0.get_mut(rate.row()) {
            *slot = share;
        }
    }
}

/// Rates that differ for a time, at a level or in an area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Differing {
    pub(super) from: Date,
    pub(super) until: Option<Date>,
    pub(super) level: Option<LevelId>,
    pub(super) area: Option<UnitId>,
    pub(super) rates: Vec<(Rate, Share)>,
}

/// The rates of one month.
#[derive(Debug)]
pub(super) struct MonthRates<'a> {
    everywhere: Rates,
    some: Vec<&'a Differing>,
}

impl<'a> MonthRates<'a> {
    pub(super) fn new(base: &Rates, all: &'a [Differing], on: Date) -> MonthRates<'a> {
        let mut everywhere = *base;
        let mut some = Vec::new();
        for differing in all {
            let over = differing.until.is_some_and(|until| until < on);
            if differing.from > on || over {
                continue;
            }
            if differing.level.is_none() && differing.area.is_none() && some.is_empty() {
                for (rate, share) in &differing.rates {
                    everywhere.set(*rate, *share);
                }
            } else {
                // Later ones stand above earlier ones, so order is kept from here on.
                some.push(differing);
            }
        }
        MonthRates { everywhere, some }
    }

    /// Whether nothing of the kind happens anywhere in the month.
    pub(super) fn never(&self, rate: Rate) -> bool {
        let none = |rates: &[(Rate, Share)]| {
            rates
                .iter()
                .all(|(one, share)| *one != rate || *share == Share::NONE)
        };
        self.everywhere.of(rate) == Share::NONE && self.some.iter().all(|some| none(&some.rates))
    }

    /// The rates of a unit. Where they are the same everywhere, they are not copied.
    pub(super) fn of_unit(&self, state: &State, unit: UnitId, level: LevelId) -> Cow<'_, Rates> {
        let mut rates = Cow::Borrowed(&self.everywhere);
        for differing in &self.some {
            let here = differing.level.is_none_or(|one| one == level)
                && differing.area.is_none_or(|area| lies_in(state, unit, area));
            if here {
                for (rate, share) in &differing.rates {
                    rates.to_mut().set(*rate, *share);
                }
            }
        }
        rates
    }
}

/// Whether a unit is another or stands somewhere beneath it.
pub(super) fn lies_in(state: &State, unit: UnitId, area: UnitId) -> bool {
    unit == area || state.stands_under(unit, area)
}
