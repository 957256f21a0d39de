//! The file of units: one row each, and the tree that they make together.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use charter::LevelId;
use jiff::civil::Date;

use super::problem::{Fault, File, Placed, Report};
use super::table::{Row, Table};
use super::{Against, decoding, nearness, tree, values};

/// The columns, by the names that stand in the first line.
pub(super) const COLUMNS: [&str; 5] = ["code", "level", "name", "parent", "founded"];
const CODE: usize = 0;
const LEVEL: usize = 1;
const NAME: usize = 2;
const PARENT: usize = 3;
const FOUNDED: usize = 4;

/// A unit as its file has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct UnitRow {
    /// The line on which it stands.
    pub(crate) line: u32,
    /// Its code.
    pub(crate) code: String,
    /// Its level.
    pub(crate) level: LevelId,
    /// Its name.
    pub(crate) name: String,
    /// The code of what it stands under; none for the top.
    pub(crate) parent: Option<String>,
    /// When it was founded, where that is known.
    pub(crate) founded: Option<Date>,
}

/// What is known of a code when somebody names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    /// A unit of this level, in the file or already in the organisation.
    Unit(LevelId),
    /// It stands in a row that has problems of its own.
    Faulty,
    /// It stands nowhere.
    Nowhere,
}

/// The codes that rows may name.
#[derive(Debug, Default)]
pub(super) struct Codes {
    levels: HashMap<String, Option<LevelId>>,
    /// The file could not be read, so nothing can be said about any code.
    unreadable: bool,
    /// Codes by what is left when case, marks and leading zeros are taken away.
    plain: HashMap<String, String>,
}

impl Codes {
    pub(super) fn look_up(&self, code: &str) -> Known {
        match self.levels.get(code) {
            Some(Some(level)) => Known::Unit(*level),
            Some(None) => Known::Faulty,
            None if self.unreadable => Known::Faulty,
            None => Known::Nowhere,
        }
    }

    /// What to do about a code that stands nowhere.
    pub(super) fn advice(&self, code: &str) -> String {
        match self.plain.get(&plain(code)) {
            Some(near) => {
                format!("write `{near}` if that is meant, or add the unit to the file of units")
            }
            None => "put the code right, or add the unit to the file of units".to_owned(),
        }
    }
}

/// `c-1`, `C01` and `C.001` are one code to a person.
fn plain(code: &str) -> String {
    code.split(|letter: char| !letter.is_alphanumeric())
        .flat_map(|part| {
            let digits = part
                .find(|letter: char| letter.is_ascii_digit())
                .unwrap_or(part.len());
            let (letters, number) = part.split_at(digits);
            letters
                .chars()
                .chain(number.trim_start_matches('0').chars())
                .collect::<Vec<_>>()
        })
        .flat_map(char::to_lowercase)
        .collect()
}

/// What came of reading the file of units.
#[derive(Debug, Default)]
pub(super) struct Units {
    pub(super) rows: Vec<UnitRow>,
    pub(super) codes: Codes,
}

/// Reads the file, if one was given, and checks the tree.
pub(super) fn read(bytes: Option<&[u8]>, against: &Against<'_>, report: &mut Report) -> Units {
    let mut units = Units::default();
    for (code, unit) in against.existing {
        units.codes.levels.insert(code.clone(), Some(unit.level));
    }
    if let Some(bytes) = bytes {
        match decoding::decode(File::Units, bytes, report) {
            Some(text) => read_table(&text, against, &mut units, report),
            None => units.codes.unreadable = true,
        }
    }
    for code in units.codes.levels.keys() {
        units.codes.plain.insert(plain(code), code.clone());
    }
    units
}

fn read_table(text: &str, against: &Against<'_>, units: &mut Units, report: &mut Report) {
    let Some(table) = Table::read(File::Units, text, &COLUMNS, report) else {
        units.codes.unreadable = true;
        return;
    };
    let mut lines: HashMap<&str, u32> = HashMap::new();
    let mut places = Vec::new();
    for row in &table.rows {
        let code = table.at(row, CODE);
        let level = level(&table.at(row, LEVEL), against, report);
        match lines.entry(code.value) {
            Entry::Occupied(first) => {
                let first = *first.get();
                report.value(
                    &code,
                    Fault::DuplicateUnit,
                    format!("line {first} already has a unit with this code"),
                    "give one of the two another code, or remove one",
                );
                continue;
            }
            Entry::Vacant(free) if !code.value.is_empty() => {
                free.insert(row.line);
                units.codes.levels.insert(code.value.to_owned(), level);
            }
            Entry::Vacant(_) => {}
        }
        places.push(tree::Place {
            code,
            level,
            parent: table.at(row, PARENT),
        });
        units.rows.extend(unit(&table, row, level, against, report));
    }
    for row in &table.broken {
        let code = table.at(row, CODE).value;
        units.codes.levels.entry(code.to_owned()).or_insert(None);
    }
    tree::check(
        &places,
        table.broken.is_empty(),
        &units.codes,
        against,
        report,
    );
}

/// The row as a unit, where every value is in order.
fn unit(
    table: &Table<'_>,
    row: &Row<'_>,
    level: Option<LevelId>,
    against: &Against<'_>,
    report: &mut Report,
) -> Option<UnitRow> {
    let code = values::code(&table.at(row, CODE), report);
    let name = values::required(&table.at(row, NAME), report);
    let founded = match table.at(row, FOUNDED) {
        placed if placed.value.is_empty() => Some(None),
        placed => values::date(&placed, against.today, report).map(Some),
    };
    let parent = table.at(row, PARENT).value;
    Some(UnitRow {
        line: row.line,
        code: code?.to_owned(),
        level: level?,
        name: name?.to_owned(),
        parent: (!parent.is_empty()).then(|| parent.to_owned()),
        founded: founded?,
    })
}

fn level(placed: &Placed<'_>, against: &Against<'_>, report: &mut Report) -> Option<LevelId> {
    let value = values::required(placed, report)?;
    let found = against.charter.level_named(value);
    if found.is_none() {
        let rows = against
            .charter
            .levels
            .iter()
            .map(|row| (row.id.as_str(), row.title.as_str()));
        report.value(
            placed,
            Fault::UnknownLevel,
            "the charter has no such level",
            word_advice(value, rows),
        );
    }
    found
}

/// Which of the charter's words to write instead.
pub(super) fn word_advice<'c>(
    value: &str,
    rows: impl Iterator<Item = (&'c str, &'c str)> + Clone,
) -> String {
    let names = rows.clone().flat_map(|(id, title)| [id, title]);
    let near = nearness::nearest(value, names).and_then(|near| {
        rows.clone()
            .find(|(id, title)| *id == near || *title == near)
    });
    match near {
        Some((id, _)) => format!("write `{id}` if that is meant"),
        None => format!(
            "write one of: {}",
            rows.map(|(id, _)| id).collect::<Vec<_>>().join(", ")
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn codes_that_a_person_takes_for_one_have_one_plain_form() {
        for code in ["c-1", "C01", "C.001", "C-01"] {
            assert_eq!(plain(code), "c1", "{code}");
        }
        assert_ne!(plain("C-10"), plain("C-1"));
    }
}
