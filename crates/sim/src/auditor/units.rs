//! What happens to units, in the second account.

use kernel::UnitId;
use kernel::units::{Lineage, UnitEvent};

use super::{Auditor, Touched, UnitAccount};

impl Auditor {
    pub(super) fn enter_unit(&mut self, event: &UnitEvent) -> Touched {
        let mut touched = Touched::default();
        match event {
            UnitEvent::Founded {
                unit,
                code,
                level,
                name,
                parent,
                on,
            } => {
                touched.units.extend([*unit]);
                touched.units.extend(*parent);
                let account = UnitAccount {
                    code: code.clone(),
                    name: name.clone(),
                    level: *level,
                    parent: *parent,
                    founded: *on,
                    dissolved: None,
                };
                self.units.insert(*unit, account);
                self.rolls.insert(*unit, Vec::new());
                if let Some(parent) = parent {
                    self.beneath.entry(*parent).or_default().insert(0, *unit);
                }
            }
            UnitEvent::Renamed { unit, name, .. } => {
                touched.units.insert(*unit);
                let before = self.units.get(unit).map(|account| account.name.clone());
                self.names_before.entry(*unit).or_default().extend(before);
                self.change(*unit, |account| account.name.clone_from(name));
            }
            UnitEvent::LevelChanged { unit, level, .. } => {
                touched.units.insert(*unit);
                self.change(*unit, |account| account.level = *level);
            }
            UnitEvent::Moved { unit, parent, .. } => {
                touched.units.extend([*unit, *parent]);
                let before = self.take_away(*unit);
                touched.units.extend(before);
                self.places_before.entry(*unit).or_default().extend(before);
                self.change(*unit, |account| account.parent = Some(*parent));
                self.beneath.entry(*parent).or_default().insert(0, *unit);
            }
            UnitEvent::FoundingCorrected { unit, on } => {
                touched.units.insert(*unit);
                self.change(*unit, |account| account.founded = *on);
            }
            UnitEvent::Dissolved { unit, on } => {
                touched.units.insert(*unit);
                touched.units.extend(self.take_away(*unit));
                self.change(*unit, |account| account.dissolved = Some(*on));
            }
            UnitEvent::Descended { from, to, how, on } => {
                touched.units.extend([*from, *to]);
                self.descents.push(Lineage {
                    from: *from,
                    to: *to,
                    how: *how,
                    on: *on,
                });
            }
            UnitEvent::RenamingStruck { .. }
            | UnitEvent::MoveStruck { .. }
            | UnitEvent::DissolutionStruck { .. }
            | UnitEvent::FoundingStruck { .. } => self.strike_of_unit(event, &mut touched),
        }
        touched
    }

    /// What was before is looked up here, and not believed.
    fn strike_of_unit(&mut self, event: &UnitEvent, touched: &mut Touched) {
        match event {
            UnitEvent::RenamingStruck { unit, .. } => {
                touched.units.insert(*unit);
                let before = self.names_before.get_mut(unit).and_then(Vec::pop);
                self.change(*unit, |account| account.name = before.unwrap_or_default());
            }
            UnitEvent::MoveStruck { unit, parent, .. } => {
                touched.units.extend([*unit, *parent]);
                touched.units.extend(self.take_away(*unit));
                let before = self.places_before.get_mut(unit).and_then(Vec::pop);
                self.change(*unit, |account| account.parent = before);
                if let Some(before) = before {
                    self.beneath.entry(before).or_default().insert(0, *unit);
                }
            }
            UnitEvent::DissolutionStruck { unit, parent, .. } => {
                touched.units.extend([*unit, *parent]);
                self.change(*unit, |account| account.dissolved = None);
                let above = self.units.get(unit).and_then(|account| account.parent);
                if let Some(above) = above {
                    self.beneath.entry(above).or_default().insert(0, *unit);
                }
            }
            // It stood on no day.
            UnitEvent::FoundingStruck { unit, .. } => {
                touched.units.insert(*unit);
                touched.units.extend(self.take_away(*unit));
                self.change(*unit, |account| account.dissolved = Some(account.founded));
            }
            UnitEvent::Founded { .. }
            | UnitEvent::Renamed { .. }
            | UnitEvent::LevelChanged { .. }
            | UnitEvent::Moved { .. }
            | UnitEvent::FoundingCorrected { .. }
            | UnitEvent::Dissolved { .. }
            | UnitEvent::Descended { .. } => {}
        }
    }

    /// Takes a unit out of the list of the one it stands under, and names that one.
    fn take_away(&mut self, unit: UnitId) -> Option<UnitId> {
        let parent = self.units.get(&unit)?.parent?;
        self.beneath
            .entry(parent)
            .or_default()
            .retain(|other| *other != unit);
        Some(parent)
    }

    fn change(&mut self, unit: UnitId, how: impl FnOnce(&mut UnitAccount)) {
        if let Some(account) = self.units.get_mut(&unit) {
            how(account);
        }
    }
}
