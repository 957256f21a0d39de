//! The register that people really have: a file of units and a file of people,
//! kept in spreadsheets. Reading them finds everything that is wrong at once;
//! writing them gives files that read back to the same register.

mod decoding;
mod header;
mod nearness;
mod people;
mod posts;
mod problem;
mod table;
mod tree;
mod units;
mod values;
mod writing;

use std::collections::HashMap;

use charter::{Charter, LevelId};
use jiff::civil::Date;

pub(crate) use people::PersonRow;
pub(crate) use problem::{Fault, File, Ignored, Report};
pub(crate) use units::UnitRow;
pub(crate) use writing::{write_people, write_units};

/// The bytes of the files that were given.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Files<'b> {
    /// The units.
    pub(crate) units: Option<&'b [u8]>,
    /// The people.
    pub(crate) people: Option<&'b [u8]>,
}

/// What the files are held against.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Against<'a> {
    /// Whose words stand in them.
    pub(crate) charter: &'a Charter,
    /// No date may lie behind it.
    pub(crate) today: Date,
    /// The units that the organisation already has, by code.
    pub(crate) existing: &'a HashMap<String, ExistingUnit>,
}

/// A unit that the organisation already has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ExistingUnit {
    /// Its level.
    pub(crate) level: LevelId,
    /// The code of what it stands under; none for the top.
    pub(crate) parent: Option<String>,
}

/// What came of reading: rows that are each in order, and a report. The rows
/// make a register only if the report names no problem.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    /// Units in the order of their file.
    pub(crate) units: Vec<UnitRow>,
    /// People in the order of their file.
    pub(crate) people: Vec<PersonRow>,
    /// Problems and columns passed over.
    pub(crate) report: Report,
}

/// Reads the files and finds everything that is wrong with them.
pub(crate) fn read(files: Files<'_>, against: &Against<'_>) -> Reading {
    let mut report = Report::default();
    let units = units::read(files.units, against, &mut report);
    let people = files
        .people
        .map(|bytes| people::read(bytes, &units.codes, against, &mut report))
        .unwrap_or_default();
    report.sort();
    Reading {
        units: units.rows,
        people,
        report,
    }
}

#[cfg(test)]
mod tests;
