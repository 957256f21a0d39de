//! Writes the two files, so that reading them gives the same rows again.

use charter::{Charter, GradeId, LevelId, PostId};

use super::{PersonRow, UnitRow, people, units};

/// The file of units.
///
/// # Errors
///
/// When the writer cannot take a line.
pub(crate) fn write_units(
    out: impl std::io::Write,
    rows: impl IntoIterator<Item = UnitRow>,
    charter: &Charter,
) -> Result<(), csv::Error> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(units::COLUMNS)?;
    for row in rows {
        let founded = row
            .founded
            .map(|founded| founded.to_string())
            .unwrap_or_default();
        writer.write_record([
            row.code.as_str(),
            level(charter, row.level),
            &row.name,
            row.parent.as_deref().unwrap_or_default(),
            &founded,
        ])?;
    }
    Ok(writer.flush()?)
}

/// The file of people.
///
/// # Errors
///
/// When the writer cannot take a line.
pub(crate) fn write_people(
    out: impl std::io::Write,
    rows: impl IntoIterator<Item = PersonRow>,
    charter: &Charter,
) -> Result<(), csv::Error> {
    let mut writer = csv::Writer::from_writer(out);
    let rows: Vec<PersonRow> = rows.into_iter().collect();
    // Where nobody has a name but the one they go by, the file has no column for others.
    let named = rows.iter().any(|row| row.names.is_some());
    let columns = people::COLUMNS.iter();
    let optional = people::OPTIONAL.iter().filter(|_| named);
    writer.write_record(columns.chain(optional))?;
    for row in &rows {
        let (joined, posts) = (row.joined.to_string(), posts(charter, row));
        let values = [
            row.code.as_str(),
            &row.name,
            &row.unit,
            grade(charter, row.grade),
            &joined,
            &posts,
            &row.email,
            &row.phone,
        ];
        let names = named.then(|| row.names.as_deref().unwrap_or_default());
        writer.write_record(values.into_iter().chain(names))?;
    }
    Ok(writer.flush()?)
}

/// `post`, or `post@unit` for one in another unit, joined by `+`.
fn posts(charter: &Charter, row: &PersonRow) -> String {
    let one = |(id, unit): &(PostId, Option<String>)| {
        let post = charter.post(*id).map_or("", |post| post.id.as_str());
        match unit {
            Some(unit) if *unit != row.unit => format!("{post}@{unit}"),
            Some(_) | None => post.to_owned(),
        }
    };
    row.posts.iter().map(one).collect::<Vec<_>>().join("+")
}

fn level(charter: &Charter, id: LevelId) -> &str {
    charter.level(id).map_or("", |row| row.id.as_str())
}

fn grade(charter: &Charter, id: GradeId) -> &str {
    charter.grade(id).map_or("", |row| row.id.as_str())
}
