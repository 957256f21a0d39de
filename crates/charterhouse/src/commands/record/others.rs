//! The record in the forms of others: Popolo in and out, the Organization
//! Ontology and CSV out.

use std::io::Write;
use std::path::Path;

use record::{Archive, File, Record};

use super::super::{Form, Outcome};
use crate::error::CommandError;

/// Addresses of a graph begin so where no site gives its own.
const BASE: &str = "urn:record:";

/// The files of a record that a Popolo document makes. What a record has no
/// word for is named: on the terminal, or beside it where a program reads the answer.
///
/// # Errors
///
/// When the document cannot be read or is no Popolo.
pub(super) fn popolo(
    from: &Path,
    format: Form,
    out: &mut dyn Write,
) -> Result<(Vec<File>, Record), CommandError> {
    let reading = || format!("reading {}", from.display());
    let text =
        std::fs::read_to_string(from).map_err(|error| CommandError::failed(reading(), &error))?;
    let title = from.file_name().map_or_else(
        || from.display().to_string(),
        |name| name.to_string_lossy().into_owned(),
    );
    let read = record::from_popolo(&text, &title)
        .map_err(|error| CommandError::failed(reading(), &error))?;
    for what in &read.passed_over {
        match format {
            Form::Text => writeln!(out, "not taken, a record has no word for it: {what}")?,
            Form::Json => writeln!(std::io::stderr(), "not taken: {what}")?,
        }
    }
    Ok((read.files.clone(), Record::read(read.files)))
}

/// Writes a record in another form.
///
/// # Errors
///
/// When there is no record, or the form cannot be written.
pub(super) fn export(
    data: &Path,
    to: Option<&Path>,
    form: fn(&Archive) -> Result<String, CommandError>,
    out: &mut dyn Write,
) -> Result<Outcome, CommandError> {
    let (_, record) = super::open_with_own(data)?;
    if let Some(problem) = record.unread.first() {
        return Err(CommandError::given(format!(
            "a file cannot be read and would be missing: {problem}"
        ))
        .hint("`charterhouse record check` names every problem"));
    }
    super::give(&form(&Archive::of(&record))?, to, out)
}

fn pretty(value: &serde_json::Value) -> Result<String, CommandError> {
    let text = serde_json::to_string_pretty(value).map_err(std::io::Error::from)?;
    Ok(format!("{text}\n"))
}

/// The record as Popolo.
///
/// # Errors
///
/// Never, as what was read can be written.
pub(super) fn popolo_text(archive: &Archive) -> Result<String, CommandError> {
    pretty(&record::popolo(archive, None))
}

/// The record as a graph.
///
/// # Errors
///
/// Never, as what was read can be written.
pub(super) fn ontology_text(archive: &Archive) -> Result<String, CommandError> {
    pretty(&record::ontology(archive, None, BASE))
}

/// Who was where, a row an appearance.
///
/// # Errors
///
/// Never, as memory takes every row.
pub(super) fn csv_text(archive: &Archive) -> Result<String, CommandError> {
    let failed = |error: &dyn std::error::Error| CommandError::failed("writing a CSV", error);
    let mut rows = csv::Writer::from_writer(Vec::new());
    let heads = [
        "person", "printed", "event", "date", "place", "order", "of", "capacity", "posts", "source",
    ];
    rows.write_record(heads).map_err(|error| failed(&error))?;
    for it in archive.every_appearance() {
        let date = archive.datings(it.event).find_map(|it| it.date);
        let date = date.map(|date| date.to_string()).unwrap_or_default();
        let row = [
            it.row.person.as_str(),
            it.row.printed.as_deref().unwrap_or_default(),
            it.event.id.as_str(),
            date.as_str(),
            record::value(it.event, "place").unwrap_or_default(),
            &it.row.order.to_string(),
            &it.of.to_string(),
            it.row.capacity.as_deref().unwrap_or_default(),
            &it.row.posts.join("; "),
            it.row.source.as_str(),
        ];
        rows.write_record(row).map_err(|error| failed(&error))?;
    }
    let bytes = rows.into_inner().map_err(|error| failed(&error))?;
    String::from_utf8(bytes).map_err(|error| failed(&error))
}
