//! Commands on returns in the words of cases.

use charter::{FieldKind, ReportField, ReportId};
use jiff::civil::Date;
use kernel::UnitId;
use kernel::reports::{Given, ReportCommand};

use super::{Line, Telling, quoted};

impl Telling<'_> {
    pub(super) fn of_reports(&self, command: &ReportCommand) -> Option<Line> {
        let (words, on) = match command {
            ReportCommand::File(it) => {
                let about = self.about((it.report, it.unit, it.period), &it.values)?;
                let confirmed = if it.nought_confirmed {
                    " confirmed"
                } else {
                    ""
                };
                (format!("files {about}{confirmed}"), it.on)
            }
            ReportCommand::Correct(it) => {
                let about = self.about((it.report, it.unit, it.period), &it.values)?;
                let words = format!("restates {about} because {}", quoted(&it.reason)?);
                (words, it.on)
            }
        };
        Some(Line {
            words,
            on: Some(on),
            ..Line::default()
        })
    }

    /// Which return, and what is filled in.
    fn about(
        &self,
        (report, unit, day): (ReportId, UnitId, Date),
        values: &[Given],
    ) -> Option<String> {
        let rule = self.charter.report(report)?;
        if values.len() != rule.fields.len() {
            return None;
        }
        let mut entries = Vec::new();
        for (field, value) in rule.fields.iter().zip(values) {
            entries.extend(entry(field, value)?);
        }
        let mut words = format!("{} of {} for {day}", rule.id, self.unit(unit)?);
        if !entries.is_empty() {
            words.push_str(&format!(" with {}", entries.join(", ")));
        }
        Some(words)
    }
}

/// What stands in a field: nothing to say where the record fills it in, and no
/// answer at all where a case could not say it.
fn entry(field: &ReportField, value: &Given) -> Option<Option<String>> {
    let said = match (&field.kind, value) {
        (FieldKind::Record(_), Given::FromRecord) => return Some(None),
        (FieldKind::Number, Given::Number(number)) => {
            u32::try_from(*number).ok().map(|number| number.to_string())
        }
        (FieldKind::Choice(choices), Given::Choice(at)) => quoted(choices.get(usize::from(*at))?),
        (FieldKind::Text, Given::Text(text)) if text.trim().is_empty() => return Some(None),
        (FieldKind::Text, Given::Text(text)) => quoted(text),
        _ => None,
    }?;
    Some(Some(format!("{} {said}", field.id)))
}
