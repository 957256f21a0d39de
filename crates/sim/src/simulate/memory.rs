//! How much memory a simulation will need, told before it begins.

use charter::{Charter, Every};

use super::CannotSimulate;
use super::shape::Shape;

/// Bytes a person: the columns of members and of tenures, with room to grow.
const PERSON: u64 = 32;
/// Bytes a unit: its columns, code, name, the table of codes and its first tenures.
const UNIT: u64 = 240;
/// Bytes a meeting in its columns, with room to grow.
const MEETING: u64 = 28;
/// What is needed whatever is simulated: the part of the register that is being
/// entered, and one block of units.
const ALWAYS: u64 = 40 << 20;

/// About how much there will be of everything at the end, told before it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// People there ever were.
    pub people: u64,
    /// Units of the first day.
    pub units: u64,
    /// Meetings held.
    pub meetings: u64,
    /// People absent from them, added up.
    pub absences: u64,
}

/// About how much so many members for so many months will come to.
///
/// # Errors
/// When the charter cannot be populated with so many members.
pub fn extent(charter: &Charter, members: u32, months: u32) -> Result<Extent, CannotSimulate> {
    let shape = Shape::of(charter, members, 0)?;
    let mut extent = Extent {
        people: u64::from(members) + u64::from(members) / 400 * u64::from(months),
        units: shape.units.len() as u64,
        meetings: 0,
        absences: 0,
    };
    for unit in &shape.units {
        let held = charter
            .meetings
            .iter()
            .filter(|row| row.levels.contains(&unit.level));
        let meetings = held
            .map(|row| match row.every {
                Some(Every::Months(every)) => u64::from(months) / u64::from(every).max(1),
                Some(Every::Weeks(every)) => u64::from(months) * 22 / 5 / u64::from(every).max(1),
                None => 0,
            })
            .sum::<u64>();
        extent.meetings += meetings;
        extent.absences += meetings * u64::from(unit.people) / 8;
    }
    Ok(extent)
}

/// About how many bytes so many members for so many months will need.
///
/// # Errors
/// When the charter cannot be populated with so many members.
pub fn bytes_needed(charter: &Charter, members: u32, months: u32) -> Result<u64, CannotSimulate> {
    let extent = extent(charter, members, months)?;
    Ok(extent.people * PERSON + extent.units * UNIT + extent.meetings * MEETING + ALWAYS)
}
