//! Deeds on units.

use charter::case::{Share, StruckOfUnit, UnitDeed};
use kernel::units::{
    DissolveUnit, FormCommittee, FoundUnit, MergeUnits, MoveUnit, Part, RenameUnit, SplitUnit,
    StrikeDissolution, StrikeFounding, StrikeMove, StrikeRenaming,
};
use kernel::{Command, PersonId, UnitId};

use super::Scene;

impl Scene<'_> {
    pub(super) fn unit_command(&self, deed: &UnitDeed) -> Result<Command, String> {
        let on = self.today;
        Ok(match deed {
            UnitDeed::Found { level, name, under } => Command::from(FoundUnit {
                code: name.clone(),
                level: *level,
                name: name.clone(),
                parent: under.as_ref().map(|unit| self.unit(unit)).transpose()?,
                on,
            }),
            UnitDeed::Rename { unit, to } => Command::from(RenameUnit {
                unit: self.unit(unit)?,
                name: to.clone(),
                on,
            }),
            UnitDeed::Move { unit, under } => Command::from(MoveUnit {
                unit: self.unit(unit)?,
                parent: self.unit(under)?,
                on,
            }),
            UnitDeed::Split { unit, parts } => {
                let unit = self.unit(unit)?;
                Command::from(SplitUnit {
                    unit,
                    parts: self.parts(unit, parts)?,
                    on,
                })
            }
            UnitDeed::Form { level, unit, parts } => {
                let unit = self.unit(unit)?;
                Command::from(FormCommittee {
                    unit,
                    level: *level,
                    parts: self.parts(unit, parts)?,
                    on,
                })
            }
            UnitDeed::Merge { from, into } => Command::from(MergeUnits {
                from: self.unit(from)?,
                into: self.unit(into)?,
                on,
            }),
            UnitDeed::Dissolve { unit } => Command::from(DissolveUnit {
                unit: self.unit(unit)?,
                on,
            }),
            UnitDeed::Strike { what, unit, reason } => {
                let (unit, reason) = (self.unit(unit)?, reason.clone());
                match what {
                    StruckOfUnit::Founding => Command::from(StrikeFounding { unit, reason }),
                    StruckOfUnit::Renaming => Command::from(StrikeRenaming { unit, reason }),
                    StruckOfUnit::Move => Command::from(StrikeMove { unit, reason }),
                    StruckOfUnit::Dissolution => Command::from(StrikeDissolution { unit, reason }),
                }
            }
        })
    }

    fn parts(&self, unit: UnitId, shares: &[Share]) -> Result<Vec<Part>, String> {
        let mut unnamed = self.unnamed(unit).into_iter();
        shares
            .iter()
            .map(|share| {
                let mut people: Vec<PersonId> = share
                    .named
                    .iter()
                    .map(|name| self.person(name))
                    .collect::<Result<_, _>>()?;
                let count = usize::try_from(share.count).unwrap_or(usize::MAX);
                people.extend(unnamed.by_ref().take(count));
                if people.len() < count.saturating_add(share.named.len()) {
                    let name = self.state.unit(unit).map_or("?", |unit| unit.name);
                    return Err(format!("\"{name}\" has too few people for this"));
                }
                Ok(Part {
                    code: share.to.clone(),
                    name: share.to.clone(),
                    people,
                })
            })
            .collect()
    }

    /// The unnamed people of a unit, the newest first.
    fn unnamed(&self, unit: UnitId) -> Vec<PersonId> {
        let mut people: Vec<PersonId> = self
            .state
            .roll(unit)
            .filter(|person| !self.names.is_named(*person))
            .collect();
        people.sort_unstable();
        people.reverse();
        people
    }
}
