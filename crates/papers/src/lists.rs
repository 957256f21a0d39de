//! Lists of those who were chosen, as a table: a line for each person, with the unit that
//! sends them and what was counted there. Lines of one unit may stand anywhere.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::text::{NoText, text_of};

/// What may part columns.
const MARKS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// Lines of a file at the most.
const LINES_MAX: usize = 50_000;

/// Whom a unit sends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sending {
    /// Code of the unit.
    pub unit: String,
    /// The lines of the file that say so.
    pub lines: Vec<u64>,
    /// Codes of the delegates.
    pub delegates: Vec<String>,
    /// Codes of the substitutes, in the order in which they take a seat.
    pub substitutes: Vec<String>,
    /// How many were entitled to vote.
    pub entitled: Option<u32>,
    /// How many ballots were cast.
    pub ballots: Option<u32>,
    /// When they were chosen; none where the file does not say it.
    pub on: Option<Date>,
}

/// What a file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lists {
    /// Whom each unit sends, in the order in which the file names them first.
    pub sendings: Vec<Sending>,
    /// Lines that cannot be read, each with why. The unit of such a line sends nobody.
    pub unread: Vec<(u64, String)>,
}

/// Why a file is no such table.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It is no text.
    #[error("the file cannot be read: {0}")]
    NoText(#[from] NoText),
    /// It is no table.
    #[error("line {0} is no line of a table")]
    Damaged(u64),
    /// It lacks a column.
    #[error("the first line names no column `{0}`")]
    NoColumn(&'static str),
    /// It is too long.
    #[error("it has more than {LINES_MAX} lines")]
    TooManyLines,
}

/// Where each column stands.
struct Columns {
    unit: usize,
    person: usize,
    role: Option<usize>,
    entitled: Option<usize>,
    ballots: Option<usize>,
    on: Option<usize>,
}

impl Columns {
    fn of(heads: &csv::StringRecord) -> Result<Columns, Fault> {
        let find = |names: &[&str]| {
            heads
                .iter()
                .position(|head| names.contains(&head.trim().to_lowercase().as_str()))
        };
        Ok(Columns {
            unit: find(&["unit"]).ok_or(Fault::NoColumn("unit"))?,
            person: find(&["person"]).ok_or(Fault::NoColumn("person"))?,
            role: find(&["as"]),
            entitled: find(&["entitled"]),
            ballots: find(&["ballots"]),
            on: find(&["on"]),
        })
    }
}

/// Reads a file.
///
/// # Errors
/// When it is no text, no table, or lacks a column that is needed.
pub fn read(bytes: &[u8]) -> Result<Lists, Fault> {
    let text = text_of(bytes)?;
    let mut lacking = Fault::NoColumn("unit");
    for mark in MARKS {
        let mut table = csv::ReaderBuilder::new()
            .delimiter(mark)
            .flexible(true)
            .from_reader(text.as_bytes());
        let heads = table.headers().map_err(|_| Fault::Damaged(1))?.clone();
        match Columns::of(&heads) {
            Ok(columns) => return lines_of(&mut table, &columns),
            // The reading that gets further says what is lacking.
            Err(fault @ Fault::NoColumn("person")) => lacking = fault,
            Err(_) => {}
        }
    }
    Err(lacking)
}

fn lines_of(table: &mut csv::Reader<&[u8]>, columns: &Columns) -> Result<Lists, Fault> {
    let mut lists = Lists::default();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut spoilt: Vec<usize> = Vec::new();
    for (count, record) in table.records().enumerate() {
        let record = record
            .map_err(|error| Fault::Damaged(error.position().map_or(0, csv::Position::line)))?;
        if count >= LINES_MAX {
            return Err(Fault::TooManyLines);
        }
        let number = record.position().map_or(0, csv::Position::line);
        let said = |at: usize| record.get(at).map_or("", str::trim);
        // A seat that stays empty is a line without anybody.
        if said(columns.person).is_empty() {
            continue;
        }
        let unit = said(columns.unit);
        if unit.is_empty() {
            lists.unread.push((number, "it names no unit".to_owned()));
            continue;
        }
        let place = *places.entry(unit.to_owned()).or_insert_with(|| {
            lists.sendings.push(Sending {
                unit: unit.to_owned(),
                ..Sending::default()
            });
            lists.sendings.len().saturating_sub(1)
        });
        let Some(sending) = lists.sendings.get_mut(place) else {
            continue;
        };
        sending.lines.push(number);
        if let Err(why) = enter(sending, &said, columns) {
            lists.unread.push((number, why));
            spoilt.push(place);
        }
    }
    let mut at = 0_usize;
    lists.sendings.retain(|_| {
        let whole = !spoilt.contains(&at);
        at = at.saturating_add(1);
        whole
    });
    Ok(lists)
}

/// Takes in what a line says; why not, where it cannot be read.
fn enter<'r>(
    sending: &mut Sending,
    said: &impl Fn(usize) -> &'r str,
    columns: &Columns,
) -> Result<(), String> {
    let of = |column: Option<usize>| column.map_or("", said);
    let person = said(columns.person).to_owned();
    match of(columns.role).to_lowercase().as_str() {
        "" | "delegate" => sending.delegates.push(person),
        "substitute" => sending.substitutes.push(person),
        other => return Err(format!("`{other}` is neither delegate nor substitute")),
    }
    figure(&mut sending.entitled, of(columns.entitled))?;
    figure(&mut sending.ballots, of(columns.ballots))?;
    let typed = of(columns.on);
    if typed.is_empty() {
        return Ok(());
    }
    let day: Date = typed
        .parse()
        .map_err(|_| format!("`{typed}` is no day as in 2026-11-23"))?;
    agreed(&mut sending.on, day, typed)
}

/// A whole number that a unit has once, whichever of its lines says it.
fn figure(known: &mut Option<u32>, typed: &str) -> Result<(), String> {
    if typed.is_empty() {
        return Ok(());
    }
    let number: u32 = typed
        .parse()
        .map_err(|_| format!("`{typed}` is no whole number"))?;
    agreed(known, number, typed)
}

fn agreed<T: PartialEq>(known: &mut Option<T>, value: T, typed: &str) -> Result<(), String> {
    match known {
        Some(known) if *known != value => Err(format!(
            "`{typed}` is not what an earlier line of this unit says"
        )),
        _ => {
            *known = Some(value);
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lists(text: &str) -> Lists {
        read(text.as_bytes()).unwrap()
    }

    #[test]
    fn lines_of_a_unit_are_one_list_whatever_parts_the_columns() {
        for mark in [",", ";", "\t"] {
            let text = "unit,unit name,person,as,entitled,ballots,on\n\
                A-1,First,A-1/2,delegate,21,17,2026-11-20\n\
                A-2,Second,A-2/1,,9,9,\n\
                A-1,First,A-1/3,substitute,,,\n\
                A-1,First,,delegate,,,\n";
            let found = lists(&text.replace(',', mark));
            assert!(found.unread.is_empty(), "{found:?}");
            let [one, two] = found.sendings.as_slice() else {
                panic!("{found:?}")
            };
            assert_eq!(one.delegates, ["A-1/2"]);
            assert_eq!(one.substitutes, ["A-1/3"]);
            assert_eq!((one.entitled, one.ballots), (Some(21), Some(17)));
            assert_eq!(one.on, Some(jiff::civil::date(2026, 11, 20)));
            assert_eq!(one.lines, [2, 4]);
            assert_eq!(
                (two.unit.as_str(), two.entitled, two.on),
                ("A-2", Some(9), None)
            );
        }
    }

    #[test]
    fn a_line_that_cannot_be_read_is_named_and_spoils_its_unit_only() {
        let found = lists(
            "unit,person,as,entitled,ballots\nA,1,guest,,\nA,2,,,\nB,3,,many,\nC,4,,9,8\nC,5,,7,\n,6,,,\nD,7,,3,2\n",
        );
        let told: Vec<String> = found
            .unread
            .iter()
            .map(|(line, why)| format!("{line}: {why}"))
            .collect();
        assert_eq!(
            told,
            [
                "2: `guest` is neither delegate nor substitute",
                "4: `many` is no whole number",
                "6: `7` is not what an earlier line of this unit says",
                "7: it names no unit",
            ]
        );
        let units: Vec<&str> = found.sendings.iter().map(|it| it.unit.as_str()).collect();
        assert_eq!(units, ["D"]);
    }

    #[test]
    fn what_is_no_such_table_says_what_it_lacks() {
        for (bytes, why) in [
            (&b"unit,name\nA,B\n"[..], "names no column `person`"),
            (b"hello", "names no column `unit`"),
            (b"", "it is empty"),
            (b"PK\x03\x04zip", "it is a workbook"),
        ] {
            let told = read(bytes).unwrap_err().to_string();
            assert!(told.contains(why), "{told}");
        }
    }
}
