//! The numbers in commands on units.

use kernel::units::{MergeUnits, MoveUnit, Part, UnitCommand};

use super::Renumbering;

impl Renumbering {
    pub(super) fn of_units(&self, command: &mut UnitCommand) {
        match command {
            UnitCommand::Found(it) => it.parent = it.parent.map(|unit| self.unit(unit)),
            UnitCommand::Rename(it) => it.unit = self.unit(it.unit),
            UnitCommand::Dissolve(it) => it.unit = self.unit(it.unit),
            UnitCommand::StrikeFounding(it) => it.unit = self.unit(it.unit),
            UnitCommand::StrikeRenaming(it) => it.unit = self.unit(it.unit),
            UnitCommand::StrikeMove(it) => it.unit = self.unit(it.unit),
            UnitCommand::StrikeDissolution(it) => it.unit = self.unit(it.unit),
            UnitCommand::Move(MoveUnit { unit, parent, .. }) => {
                (*unit, *parent) = (self.unit(*unit), self.unit(*parent));
            }
            UnitCommand::Merge(MergeUnits { from, into, .. }) => {
                (*from, *into) = (self.unit(*from), self.unit(*into));
            }
            UnitCommand::Split(it) => {
                it.unit = self.unit(it.unit);
                self.of_parts(&mut it.parts);
            }
            UnitCommand::FormCommittee(it) => {
                it.unit = self.unit(it.unit);
                self.of_parts(&mut it.parts);
            }
        }
    }

    fn of_parts(&self, parts: &mut [Part]) {
        for part in parts {
            self.of_people(&mut part.people);
        }
    }
}
