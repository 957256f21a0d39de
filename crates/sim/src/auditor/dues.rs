//! What happens to dues, in the second account: a plain list of charges and
//! the cash of each unit.

use std::collections::BTreeMap;

use jiff::civil::Date;
use kernel::dues::{DuesEvent, DuesOf};
use kernel::{PersonId, UnitId};

use super::{Auditor, Touched};

/// What is known of all money.
#[derive(Clone, Debug, Default)]
pub(super) struct DuesAccount {
    pub(super) charges: Vec<ChargeAccount>,
    pub(super) cash: BTreeMap<UnitId, i64>,
    pub(super) spent: i64,
    /// What each unit has to hand up, and to whom.
    pub(super) on_the_way: Vec<(UnitId, UnitId, i64)>,
}

/// What one person owes or owed to one unit for one stretch of time.
#[derive(Clone, Debug)]
pub(super) struct ChargeAccount {
    pub(super) person: PersonId,
    pub(super) unit: UnitId,
    pub(super) period: Date,
    pub(super) charged: i64,
    pub(super) paid: i64,
    pub(super) waived: i64,
}

impl ChargeAccount {
    pub(super) fn open(&self) -> i64 {
        self.charged - self.paid - self.waived
    }
}

impl DuesAccount {
    fn take(&mut self, unit: UnitId, minor: i64) {
        *self.cash.entry(unit).or_insert(0) += minor;
    }

    fn list(&mut self, event: &DuesEvent) {
        let DuesEvent::Listed {
            unit,
            period,
            lots,
            open,
            ..
        } = event
        else {
            return;
        };
        for lot in lots {
            for person in &lot.people {
                let part = open.iter().find(|it| it.person == *person);
                let paid = part.map_or(lot.amount.minor, |it| it.paid.minor);
                self.take(*unit, paid);
                self.charges.push(ChargeAccount {
                    person: *person,
                    unit: *unit,
                    period: *period,
                    charged: lot.amount.minor,
                    paid,
                    waived: 0,
                });
            }
        }
    }

    /// The last charge of somebody to a unit for a stretch of time.
    fn charge(&mut self, of: &DuesOf) -> Option<&mut ChargeAccount> {
        self.charges.iter_mut().rev().find(|charge| {
            (charge.person, charge.unit, charge.period) == (of.person, of.unit, of.period)
        })
    }

    /// What is open to a unit is open to another from now on.
    fn carry(&mut self, person: Option<PersonId>, from: UnitId, to: UnitId) {
        let mut moved = Vec::new();
        for charge in &mut self.charges {
            let meant = person.is_none_or(|person| charge.person == person);
            let open = charge.open();
            if meant && charge.unit == from && open > 0 {
                charge.charged -= open;
                moved.push(ChargeAccount {
                    unit: to,
                    charged: open,
                    paid: 0,
                    waived: 0,
                    ..charge.clone()
                });
            }
        }
        self.charges.append(&mut moved);
    }

    fn close(&mut self, unit: UnitId, into: UnitId) {
        self.carry(None, unit, into);
        let cash = self.cash.remove(&unit).unwrap_or(0);
        self.take(into, cash);
        for (from, to, _) in &mut self.on_the_way {
            for end in [from, to] {
                if *end == unit {
                    *end = into;
                }
            }
        }
        self.on_the_way.retain(|(from, to, _)| from != to);
    }

    fn enter(&mut self, event: &DuesEvent) {
        match event {
            DuesEvent::Listed { .. } => self.list(event),
            DuesEvent::Paid { person, parts, .. } => {
                for part in parts {
                    let of = DuesOf {
                        person: *person,
                        unit: part.unit,
                        period: part.period,
                    };
                    if let Some(charge) = self.charge(&of) {
                        charge.paid += part.amount.minor;
                    }
                    self.take(part.unit, part.amount.minor);
                }
            }
            DuesEvent::PaymentCorrected { of, paid, .. } => {
                let mut before = 0;
                if let Some(charge) = self.charge(of) {
                    before = std::mem::replace(&mut charge.paid, paid.minor);
                }
                self.take(of.unit, paid.minor - before);
            }
            DuesEvent::BandSet { .. } => {}
            DuesEvent::Waived { of, amount, .. } => {
                if let Some(charge) = self.charge(of) {
                    charge.waived += amount.minor;
                }
            }
            DuesEvent::Reckoned { unit, parts, .. } => {
                let parts = parts.iter().map(|part| (*unit, part.to, part.amount.minor));
                self.on_the_way.extend(parts);
            }
            DuesEvent::Remitted { unit, parts, .. } => {
                self.on_the_way.retain(|(from, ..)| from != unit);
                for part in parts {
                    self.take(*unit, -part.amount.minor);
                    self.take(part.to, part.amount.minor);
                }
            }
            DuesEvent::Spent { unit, amount, .. } => {
                self.take(*unit, -amount.minor);
                self.spent += amount.minor;
            }
            DuesEvent::CarriedOver {
                person, from, to, ..
            } => self.carry(Some(*person), *from, *to),
            DuesEvent::Closed { unit, into, .. } => self.close(*unit, *into),
        }
    }
}

impl Auditor {
    pub(super) fn enter_dues(&mut self, event: &DuesEvent) -> Touched {
        let mut touched = Touched::default();
        match event {
            DuesEvent::Listed {
                unit, lots, open, ..
            } => {
                touched.units.insert(*unit);
                let people = lots.iter().flat_map(|lot| lot.people.iter().copied());
                touched.people.extend(people);
                touched.people.extend(open.iter().map(|it| it.person));
            }
            DuesEvent::Paid { person, parts, .. } => {
                touched.people.insert(*person);
                touched.units.extend(parts.iter().map(|part| part.unit));
            }
            DuesEvent::PaymentCorrected { of, .. } | DuesEvent::Waived { of, .. } => {
                touched.people.insert(of.person);
                touched.units.insert(of.unit);
            }
            DuesEvent::BandSet { person, unit, .. } => {
                touched.people.insert(*person);
                touched.units.insert(*unit);
            }
            DuesEvent::Reckoned { unit, parts, .. } | DuesEvent::Remitted { unit, parts, .. } => {
                touched.units.insert(*unit);
                touched.units.extend(parts.iter().map(|part| part.to));
            }
            DuesEvent::Spent { unit, .. } => {
                touched.units.insert(*unit);
            }
            DuesEvent::CarriedOver {
                person, from, to, ..
            } => {
                touched.people.insert(*person);
                touched.units.extend([*from, *to]);
            }
            DuesEvent::Closed { unit, into, .. } => touched.units.extend([*unit, *into]),
        }
        self.dues.enter(event);
        touched
    }
}
