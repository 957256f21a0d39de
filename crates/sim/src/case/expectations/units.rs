//! What has to have come of a case for units.

use charter::case::UnitExpect;
use kernel::UnitId;

use super::same;
use crate::case::Stage;

impl Stage {
    pub(super) fn expect_unit(&self, expect: &UnitExpect) -> Result<(), String> {
        match expect {
            UnitExpect::UnitsUnder {
                count,
                level,
                under,
            } => {
                let under = self.unit(under)?;
                let of_level = |unit: &UnitId| {
                    self.state
                        .unit(*unit)
                        .is_some_and(|unit| unit.level == *level)
                };
                let found = self.state.units_beneath(under).filter(of_level).count();
                same(u32::try_from(found) == Ok(*count), || {
                    format!("{found} of them")
                })
            }
            UnitExpect::Stands { level, name, under } => {
                let unit = self.state.unit(self.unit(name)?).ok_or("no such unit")?;
                let title = self
                    .charter
                    .level(unit.level)
                    .map_or("", |row| row.title.as_str());
                same(unit.level == *level && unit.dissolved.is_none(), || {
                    format!("a {title}, dissolved: {:?}", unit.dissolved)
                })?;
                let Some(under) = under else { return Ok(()) };
                let wanted = self.unit(under)?;
                let found = unit
                    .parent
                    .map_or("nothing".to_owned(), |parent| self.unit_name(parent));
                same(unit.parent == Some(wanted), || format!("under {found}"))
            }
            UnitExpect::Dissolved { unit } => {
                let gone = self
                    .state
                    .unit(self.unit(unit)?)
                    .is_some_and(|unit| unit.dissolved.is_some());
                same(gone, || "it still stands".to_owned())
            }
        }
    }
}
