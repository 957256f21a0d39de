//! How much memory a simulation will need, told before it begins.

use charter::{Charter, Every, LevelId};

use super::CannotSimulate;
use super::shape::Shape;

/// Bytes a person: the columns of members and of tenures, with room to grow.
const PERSON: u64 = 32;
/// Bytes a unit: its columns, code, name, the table of codes and its first tenures.
const UNIT: u64 = 240;
/// Bytes a meeting in its columns, with room to grow.
const MEETING: u64 = 28;
/// Bytes a return in its columns, with room to grow, and a value of it.
const RETURN: u64 = 28;
const VALUE: u64 = 10;
/// Bytes an answer to a directive, with the agenda it stood on.
const ANSWER: u64 = 24;
/// One directive in so many months: the usual rate.
const DIRECTIVE_MONTHS: u64 = 4;
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
    /// Returns filed.
    pub returns: u64,
    /// What they say, added up.
    pub values: u64,
    /// Answers to directives.
    pub answers: u64,
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
        returns: 0,
        values: 0,
        answers: 0,
    };
    let (months, issued) = (u64::from(months), u64::from(months) / DIRECTIVE_MONTHS + 1);
    for unit in &shape.units {
        let held = charter
            .meetings
            .iter()
            .filter(|row| row.levels.contains(&unit.level));
        let meetings = held
            .map(|row| row.every.map_or(0, |every| times(every, months)))
            .sum::<u64>();
        extent.meetings += meetings;
        extent.absences += meetings * u64::from(unit.people) / 8;
        let has = |levels: &[LevelId]| levels.contains(&unit.level);
        for report in charter.reports.iter().filter(|row| has(&row.levels)) {
            let returns = times(report.every, months);
            extent.returns += returns;
            extent.values += returns * report.fields.len() as u64;
        }
        let directives = charter.directives.iter().filter(|row| has(&row.to));
        extent.answers += directives.count() as u64 * issued;
    }
    Ok(extent)
}

/// How often something comes round in so many months.
fn times(every: Every, months: u64) -> u64 {
    match every {
        Every::Months(every) => months / u64::from(every).max(1),
        Every::Weeks(every) => months * 22 / 5 / u64::from(every).max(1),
    }
}

/// About how many bytes so many members for so many months will need.
///
/// # Errors
/// When the charter cannot be populated with so many members.
pub fn bytes_needed(charter: &Charter, members: u32, months: u32) -> Result<u64, CannotSimulate> {
    let extent = extent(charter, members, months)?;
    let recorded = extent.meetings * MEETING
        + extent.returns * RETURN
        + extent.values * VALUE
        + extent.answers * ANSWER;
    Ok(extent.people * PERSON + extent.units * UNIT + recorded + ALWAYS)
}
