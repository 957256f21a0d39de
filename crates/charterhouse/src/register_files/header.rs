//! The first line of a file: which column is where, and which are missing,
//! doubled or of no use.

use super::nearness::nearest;
use super::problem::{Column, Fault, File, Ignored, Report, shortened};

/// Finds the wanted columns among the names that the first line gives; nothing
/// where one is missing or the file is another than it should be.
pub(super) fn columns_of(
    at: (File, u32),
    names: &[String],
    wanted: &'static [&'static str],
    report: &mut Report,
) -> Option<Vec<Column>> {
    if let Some(option) = other_file(at.0, names, wanted) {
        report.file(
            at.0,
            Fault::OtherFile,
            "has the columns of the other file",
            format!("give it with {option}"),
        );
        return None;
    }
    let known = wanted
        .iter()
        .filter(|name| place(names, name).is_some())
        .count();
    if known < 2 {
        report.file(
            at.0,
            Fault::NotATable,
            format!(
                "its first line does not name the columns (it begins {:?})",
                shortened(&names.join(" "))
            ),
            format!("begin it with a line of names: {}", wanted.join(",")),
        );
        return None;
    }
    let optional = optional(at.0);
    report_doubled_and_unused(at, names, (wanted, optional), report);
    report_missing(at, names, wanted, report);
    let column = |name: &'static str| {
        place(names, name).map(|index| Column {
            number: index + 1,
            name,
        })
    };
    let mut columns: Vec<Column> = wanted
        .iter()
        .map(|name| column(name))
        .collect::<Option<_>>()?;
    // One that is not there has no place.
    let absent = |name| Column { number: 0, name };
    columns.extend(
        optional
            .iter()
            .map(|name| column(name).unwrap_or(absent(name))),
    );
    Some(columns)
}

/// The columns that a file may have besides those it must; they stand behind those.
fn optional(file: File) -> &'static [&'static str] {
    match file {
        File::Units => &[],
        File::People => &super::people::OPTIONAL,
    }
}

fn place(names: &[String], name: &str) -> Option<usize> {
    names.iter().position(|have| have == name)
}

fn report_doubled_and_unused(
    at: (File, u32),
    names: &[String],
    (wanted, optional): (&[&str], &[&str]),
    report: &mut Report,
) {
    for (index, name) in names.iter().enumerate() {
        let first = place(names, name).unwrap_or(index);
        let mut known = wanted.iter().chain(optional);
        if !known.any(|it| it == name) {
            report.ignored.push(Ignored {
                file: at.0,
                number: index + 1,
                name: shortened(name),
            });
        } else if first < index {
            report.line(
                at,
                Fault::DuplicateColumn,
                format!(
                    "column {} has the name `{name}`, and so has column {}",
                    index + 1,
                    first + 1
                ),
                "rename or remove one of them",
            );
        }
    }
}

fn report_missing(at: (File, u32), names: &[String], wanted: &[&str], report: &mut Report) {
    let unused = || {
        names
            .iter()
            .map(String::as_str)
            .filter(|name| !wanted.contains(name))
    };
    for name in wanted.iter().filter(|name| place(names, name).is_none()) {
        let advice = match nearest(name, unused()) {
            Some(near) => {
                format!("rename `{near}` to `{name}` if that is what it holds, or add the column")
            }
            None => "add the column; where nothing is known its values may stay empty".to_owned(),
        };
        report.line(
            at,
            Fault::MissingColumn,
            format!("there is no column `{name}`"),
            advice,
        );
    }
}

/// The option that a file belongs to, where its columns are those of the other one.
fn other_file(file: File, names: &[String], wanted: &[&str]) -> Option<&'static str> {
    let (other, option): (&[&str], _) = match file {
        File::Units => (&super::people::COLUMNS, "--people"),
        File::People => (&super::units::COLUMNS, "--units"),
    };
    let fit = |columns: &[&str]| {
        columns
            .iter()
            .filter(|name| place(names, name).is_some())
            .count()
    };
    (fit(other) > fit(wanted)).then_some(option)
}
