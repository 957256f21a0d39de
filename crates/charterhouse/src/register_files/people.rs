//! The file of people: one row each, with the one unit they belong to and the
//! posts they hold.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use charter::{GradeId, LevelId, PostId};
use clerk::Card;
use jiff::civil::Date;

use super::problem::{Fault, File, Placed, Report};
use super::table::{Row, Table};
use super::units::{Codes, Known, word_advice};
use super::{Against, decoding, posts, values};

/// The columns, by the names that stand in the first line.
pub(super) const COLUMNS: [&str; 8] = [
    "code", "name", "unit", "grade", "joined", "post", "email", "phone",
];
/// The columns that may stand there too: the other names of people, with what is known of all.
pub(super) const OPTIONAL: [&str; 1] = ["names"];
const CODE: usize = 0;
const NAME: usize = 1;
const UNIT: usize = 2;
const GRADE: usize = 3;
const JOINED: usize = 4;
const POST: usize = 5;
const EMAIL: usize = 6;
const PHONE: usize = 7;
const NAMES: usize = 8;

/// A person as the file has them.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct PersonRow {
    /// The line on which they stand.
    pub(crate) line: u32,
    /// The code by which the register knows them.
    pub(crate) code: String,
    /// Their name.
    pub(crate) name: String,
    /// The code of the unit they belong to.
    pub(crate) unit: String,
    /// Their grade.
    pub(crate) grade: GradeId,
    /// Since when they belong.
    pub(crate) joined: Date,
    /// Their posts, each with the code of its unit where that is not their own.
    pub(crate) posts: Vec<(PostId, Option<String>)>,
    /// E-mail address, or empty.
    pub(crate) email: String,
    /// Telephone number, or empty.
    pub(crate) phone: String,
    /// Other names with what is known of all, as a card writes them; none where the file
    /// says nothing of that.
    pub(crate) names: Option<String>,
}

impl std::fmt::Debug for PersonRow {
    /// Shows the code and nothing personal: this may end up in a log.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("PersonRow")
            .field("line", &self.line)
            .field("code", &self.code)
            .finish_non_exhaustive()
    }
}

/// Reads the file; `codes` are the units that rows may name.
pub(super) fn read(
    bytes: &[u8],
    codes: &Codes,
    against: &Against<'_>,
    report: &mut Report,
) -> Vec<PersonRow> {
    let Some(text) = decoding::decode(File::People, bytes, report) else {
        return Vec::new();
    };
    let Some(table) = Table::read(File::People, &text, &COLUMNS, report) else {
        return Vec::new();
    };
    let mut seen = Seen::default();
    let mut people = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        let is_new = seen.check(&table, row, report);
        people.extend(person(&table, row, codes, against, report).filter(|_| is_new));
    }
    people
}

/// The row as a person, where every value is in order.
fn person(
    table: &Table<'_>,
    row: &Row<'_>,
    codes: &Codes,
    against: &Against<'_>,
    report: &mut Report,
) -> Option<PersonRow> {
    let code = values::code(&table.at(row, CODE), report);
    let name = values::required(&table.at(row, NAME), report);
    let placed = table.at(row, UNIT);
    let name = name.filter(|name| bears(&table.at(row, NAME), name, "", report));
    let names = table.at(row, NAMES);
    let named = bears(&names, name.unwrap_or("-"), names.value, report);
    let unit = unit(&placed, codes, against, report);
    let grade = grade(&table.at(row, GRADE), against, report);
    let joined = values::date(&table.at(row, JOINED), against.today, report);
    let posts = posts::read(&table.at(row, POST), unit, codes, against, report);
    let email = values::email(&table.at(row, EMAIL), report);
    let phone = values::phone(&table.at(row, PHONE), report);
    unit.filter(|_| named)?;
    Some(PersonRow {
        line: row.line,
        code: code?.to_owned(),
        name: name?.to_owned(),
        unit: placed.value.to_owned(),
        grade: grade?,
        joined: joined?,
        posts: posts?,
        email: email?.to_owned(),
        phone: phone?.to_owned(),
        names: table.has(NAMES).then(|| names.value.to_owned()),
    })
}

/// Whether a card bears a name, and other names as they are written; what stands in the way
/// is said in the words of the desk.
fn bears(placed: &Placed<'_>, name: &str, others: &str, report: &mut Report) -> bool {
    let mut card = Card::named("-", name);
    let read = card.read_names(others).map_err(|fault| fault.to_string());
    let wrong = read.and_then(|()| card.check().map_err(|fault| fault.to_string()));
    let Err(wrong) = wrong else {
        return true;
    };
    let advice = "write it as in: Ana Ruiz; until=2020-05-31 | 아나; system=hangul";
    let advice = if others.is_empty() {
        "put the name right"
    } else {
        advice
    };
    report.value(placed, Fault::NameShape, wrong, advice);
    false
}

/// The level of the unit a person belongs to, which has to hold members.
fn unit(
    placed: &Placed<'_>,
    codes: &Codes,
    against: &Against<'_>,
    report: &mut Report,
) -> Option<LevelId> {
    let value = values::required(placed, report)?;
    match codes.look_up(value) {
        Known::Faulty => None,
        Known::Nowhere => {
            report.value(
                placed,
                Fault::UnknownUnit,
                "there is no unit with this code",
                codes.advice(value),
            );
            None
        }
        Known::Unit(level) => {
            let row = against.charter.level(level)?;
            if !row.members {
                let may = against.charter.levels.iter().filter(|level| level.members);
                let may: Vec<&str> = may.map(|level| level.id.as_str()).collect();
                report.value(
                    placed,
                    Fault::UnitWithoutMembers,
                    format!(
                        "this unit has the level {}, to which nobody belongs",
                        row.id
                    ),
                    format!("write a unit of the level {} beneath it", may.join(" or ")),
                );
                return None;
            }
            Some(level)
        }
    }
}

fn grade(placed: &Placed<'_>, against: &Against<'_>, report: &mut Report) -> Option<GradeId> {
    let value = values::required(placed, report)?;
    let found = against.charter.grade_named(value);
    if found.is_none() {
        let rows = against
            .charter
            .grades
            .iter()
            .map(|row| (row.id.as_str(), row.title.as_str()));
        report.value(
            placed,
            Fault::UnknownGrade,
            "the charter has no such grade",
            word_advice(value, rows),
        );
    }
    found
}

/// Name, unit, first day and contacts: alike in all of them is alike enough.
type Likeness<'t> = [&'t str; 5];

/// Whom earlier rows have named.
#[derive(Default)]
struct Seen<'t> {
    codes: HashMap<&'t str, (u32, &'t str)>,
    people: HashMap<Likeness<'t>, u32>,
}

impl<'t> Seen<'t> {
    /// Whether the row is the first about its person.
    fn check(&mut self, table: &Table<'_>, row: &'t Row<'_>, report: &mut Report) -> bool {
        let value = |column: usize| table.at(row, column).value;
        let (code, unit) = (table.at(row, CODE), value(UNIT));
        match self.codes.entry(code.value) {
            Entry::Occupied(first) => {
                let (line, first_unit) = *first.get();
                if first_unit == unit {
                    report.value(
                        &code,
                        Fault::DuplicatePerson,
                        format!("line {line} already has a person with this code"),
                        "give one of the two another code, or remove one",
                    );
                } else {
                    report.value(
                        &code,
                        Fault::InTwoUnits,
                        format!("line {line} already puts this person in {first_unit}, and a person belongs to one unit"),
                        "keep one of the two lines; a post elsewhere is written as post@unit",
                    );
                }
                return false;
            }
            Entry::Vacant(free) if !code.value.is_empty() => {
                free.insert((row.line, unit));
            }
            Entry::Vacant(_) => {}
        }
        let (email, phone) = (value(EMAIL), value(PHONE));
        if email.is_empty() && phone.is_empty() {
            return true;
        }
        let likeness = [value(NAME), unit, value(JOINED), email, phone];
        match self.people.entry(likeness) {
            Entry::Occupied(first) => {
                report.value(
                    &code,
                    Fault::UnderTwoCodes,
                    format!(
                        "line {} has the same person under another code",
                        first.get()
                    ),
                    "keep one of the two lines",
                );
                false
            }
            Entry::Vacant(free) => {
                free.insert(row.line);
                true
            }
        }
    }
}
