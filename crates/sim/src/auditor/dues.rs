//! What happens to dues, in the second account: a plain list of charges and
//! the cash of each unit.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use kernel::dues::{DuesEvent, DuesOf};
use kernel::{PersonId, UnitId};

use super::{Auditor, Touched};

/// What is known of all money.
#[derive(Clone, Debug, Default)]
pub(super) struct DuesAccount {
    charges: Vec<ChargeAccount>,
    of_unit: BTreeMap<UnitId, Vec<usize>>,
    of_person: BTreeMap<PersonId, Vec<usize>>,
    pub(super) cash: BTreeMap<UnitId, i64>,
    pub(super) spent: i64,
    /// What each unit has to hand up, and to whom.
    on_the_way: BTreeMap<UnitId, Vec<(UnitId, i64)>>,
    /// Who has something to hand up to each unit.
    handing_to: BTreeMap<UnitId, BTreeSet<UnitId>>,
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
    /// Every charge there ever was.
    pub(super) fn charges(&self) -> impl Iterator<Item = &ChargeAccount> {
        self.charges.iter()
    }

    /// What was ever charged by a unit.
    pub(super) fn charges_of_unit(&self, unit: UnitId) -> impl Iterator<Item = &ChargeAccount> {
        let places = self.of_unit.get(&unit).into_iter().flatten();
        places.filter_map(|at| self.charges.get(*at))
    }

    /// What somebody was ever charged.
    pub(super) fn charges_of_person(
        &self,
        person: PersonId,
    ) -> impl Iterator<Item = &ChargeAccount> + Clone {
        let places = self.of_person.get(&person).into_iter().flatten();
        places.filter_map(|at| self.charges.get(*at))
    }

    /// What a unit has to hand up, and to whom.
    pub(super) fn going_from(&self, unit: UnitId) -> impl Iterator<Item = (UnitId, i64)> {
        self.on_the_way.get(&unit).into_iter().flatten().copied()
    }

    /// What comes up to a unit.
    pub(super) fn coming_to(&self, unit: UnitId) -> i64 {
        let from = self.handing_to.get(&unit).into_iter().flatten();
        from.flat_map(|from| self.going_from(*from))
            .filter(|(to, _)| *to == unit)
            .map(|(_, minor)| minor)
            .sum()
    }

    fn push(&mut self, charge: ChargeAccount) {
        let at = self.charges.len();
        self.of_unit.entry(charge.unit).or_default().push(at);
        self.of_person.entry(charge.person).or_default().push(at);
        self.charges.push(charge);
    }

    fn goes(&mut self, from: UnitId, to: UnitId, minor: i64) {
        self.on_the_way.entry(from).or_default().push((to, minor));
        self.handing_to.entry(to).or_default().insert(from);
    }

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
                self.push(ChargeAccount {
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
        let places = self.of_person.get(&of.person)?;
        let at = places.iter().rev().find(|at| {
            let charge = self.charges.get(**at);
            charge.is_some_and(|it| (it.unit, it.period) == (of.unit, of.period))
        })?;
        self.charges.get_mut(*at)
    }

    /// What is open to a unit is open to another from now on.
    fn carry(&mut self, person: Option<PersonId>, from: UnitId, to: UnitId) {
        let mut moved = Vec::new();
        let places = match person {
            Some(person) => self.of_person.get(&person),
            None => self.of_unit.get(&from),
        };
        for at in places.into_iter().flatten() {
            let Some(charge) = self.charges.get_mut(*at) else {
                continue;
            };
            let open = charge.open();
            if charge.unit == from && open > 0 {
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
        moved.into_iter().for_each(|charge| self.push(charge));
    }

    fn close(&mut self, unit: UnitId, into: UnitId) {
        self.carry(None, unit, into);
        let cash = self.cash.remove(&unit).unwrap_or(0);
        self.take(into, cash);
        let end = |of: UnitId| if of == unit { into } else { of };
        for (from, parts) in std::mem::take(&mut self.on_the_way) {
            for (to, minor) in parts {
                if end(from) != end(to) {
                    self.goes(end(from), end(to), minor);
                }
            }
        }
    }

    #[expect(clippy::too_many_lines, reason = "a list, a line or a stanza a room")]
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
            DuesEvent::BandSet { .. } | DuesEvent::BandStruck { .. } => {}
            DuesEvent::Waived { of, amount, .. } => {
                if let Some(charge) = self.charge(of) {
                    charge.waived += amount.minor;
                }
            }
            DuesEvent::Reckoned { unit, parts, .. } => {
                for part in parts {
                    self.goes(*unit, part.to, part.amount.minor);
                }
            }
            DuesEvent::Remitted { unit, parts, .. } => {
                self.on_the_way.remove(unit);
                for part in parts {
                    self.take(*unit, -part.amount.minor);
                    self.take(part.to, part.amount.minor);
                }
            }
            DuesEvent::Spent { unit, amount, .. } => {
                self.take(*unit, -amount.minor);
                self.spent += amount.minor;
            }
            DuesEvent::OutlayStruck {
                unit,
                amount,
                parts,
                ..
            } => {
                self.take(*unit, amount.minor);
                if parts.is_empty() {
                    self.spent -= amount.minor;
                }
                for part in parts {
                    self.take(part.to, -part.amount.minor);
                    self.goes(*unit, part.to, part.amount.minor);
                }
            }
            DuesEvent::ChargeStruck { of, amount, .. } => {
                if let Some(charge) = self.charge(of) {
                    charge.charged -= amount.minor;
                }
            }
            DuesEvent::ChargeRestored {
                of, amount, waived, ..
            } => {
                if let Some(charge) = self.charge(of) {
                    let back = if *waived {
                        (0, amount.minor)
                    } else {
                        (amount.minor, 0)
                    };
                    charge.charged += back.0;
                    charge.waived -= back.1;
                }
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
            DuesEvent::PaymentCorrected { of, .. }
            | DuesEvent::Waived { of, .. }
            | DuesEvent::ChargeStruck { of, .. }
            | DuesEvent::ChargeRestored { of, .. } => {
                touched.people.insert(of.person);
                touched.units.insert(of.unit);
            }
            DuesEvent::BandSet { person, unit, .. }
            | DuesEvent::BandStruck { person, unit, .. } => {
                touched.people.insert(*person);
                touched.units.insert(*unit);
            }
            DuesEvent::Reckoned { unit, parts, .. }
            | DuesEvent::Remitted { unit, parts, .. }
            | DuesEvent::OutlayStruck { unit, parts, .. } => {
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
