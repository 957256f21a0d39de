//! Deeds on returns.

use charter::case::{Entry, FilledIn, ReportDeed};
use charter::{FieldKind, ReportId};
use kernel::Command;
use kernel::reports::{CorrectReturn, FileReturn, Given};

use super::Scene;

impl Scene<'_> {
    pub(super) fn report_command(&self, deed: &ReportDeed) -> Result<Command, String> {
        Ok(match deed {
            ReportDeed::File {
                report,
                unit,
                period,
                entries,
                confirmed,
            } => Command::from(FileReturn {
                report: *report,
                unit: self.unit(unit)?,
                period: *period,
                values: self.values(*report, entries)?,
                nought_confirmed: *confirmed,
                on: self.today,
            }),
            ReportDeed::Correct {
                report,
                unit,
                period,
                entries,
                reason,
            } => Command::from(CorrectReturn {
                report: *report,
                unit: self.unit(unit)?,
                period: *period,
                values: self.values(*report, entries)?,
                reason: reason.clone(),
                on: self.today,
            }),
        })
    }

    /// A value for each field; what is not named is nought, the first choice, or no words.
    fn values(&self, report: ReportId, entries: &[FilledIn]) -> Result<Vec<Given>, String> {
        let rule = self
            .charter
            .report(report)
            .ok_or("the charter has no such report")?;
        let mut values = Vec::with_capacity(rule.fields.len());
        for (at, field) in rule.fields.iter().enumerate() {
            let entry = entries.iter().find(|entry| entry.field == at);
            let entry = entry.map(|entry| &entry.entry);
            values.push(match (&field.kind, entry) {
                (FieldKind::Record(_), None) => Given::FromRecord,
                (FieldKind::Choice(_), None) => Given::Choice(0),
                (FieldKind::Text, None) => Given::Text(String::new()),
                (FieldKind::Number, None) => Given::Number(0),
                (_, Some(Entry::Number(number))) => Given::Number(u64::from(*number)),
                (FieldKind::Choice(choices), Some(Entry::Words(words))) => {
                    let at = choices.iter().position(|choice| choice == words);
                    let at = at.and_then(|at| u8::try_from(at).ok());
                    Given::Choice(
                        at.ok_or_else(|| format!("\"{words}\" is no choice of {}", field.id))?,
                    )
                }
                (_, Some(Entry::Words(words))) => Given::Text(words.clone()),
            });
        }
        Ok(values)
    }
}
