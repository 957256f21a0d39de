//! Deeds on returns.

use super::super::words::{Token, What};
use super::{Line, Read};
use crate::case::{Deed, Entry, Expect, FilledIn, ReportDeed, ReportExpect};
use crate::problem::did_you_mean;
use crate::rule::ReportId;

/// What is done to returns.
pub(super) const VERBS: &[&str] = &["files", "restates"];

impl Line<'_, '_> {
    pub(super) fn deed_on_report(&mut self, verb: &str) -> Read<Deed> {
        let report = self.report()?;
        self.need("of")?;
        let unit = self.unit()?;
        self.need("for")?;
        let period = self.day()?;
        let mut entries = Vec::new();
        if self.take("with") {
            entries.push(self.filled_in(report)?);
            while self.comma() || self.take("and") {
                entries.push(self.filled_in(report)?);
            }
        }
        let deed = if verb == "files" {
            ReportDeed::File {
                report,
                unit,
                period,
                entries,
                confirmed: self.take("confirmed"),
            }
        } else {
            ReportDeed::Correct {
                report,
                unit,
                period,
                entries,
                reason: self.because()?,
            }
        };
        Ok(Deed::Report(deed))
    }

    fn report(&mut self) -> Read<ReportId> {
        self.phrase_needed("report", |lexicon| &lexicon.reports)
    }

    /// The position of a field in a report's list, by its id.
    fn field(&mut self, report: ReportId) -> Read<usize> {
        let charter = self.lexicon.charter;
        let fields = charter.report(report).map_or(&[][..], |row| &row.fields);
        let word = match self.tokens.first() {
            Some(Token {
                what: What::Word(word),
                ..
            }) => word.clone(),
            _ => String::new(),
        };
        let ids = || fields.iter().map(|field| field.id.as_str());
        let Some(at) = ids().position(|id| id.to_lowercase() == word) else {
            let help = did_you_mean(&word, ids(), "field");
            return self.wrong("a field of this report", help);
        };
        self.skip(1);
        Ok(at)
    }

    fn filled_in(&mut self, report: ReportId) -> Read<FilledIn> {
        let field = self.field(report)?;
        let entry = match self.number() {
            Some(number) => Entry::Number(number),
            None => Entry::Words(self.name()?.0),
        };
        Ok(FilledIn { field, entry })
    }

    /// `sum 42 of sold in monthly report of "A" for 2017-11-01`, behind the first word.
    pub(super) fn expect_sum(&mut self) -> Read<Expect> {
        let Some(sum) = self.number() else {
            return self.wrong("a number", "");
        };
        self.need("of")?;
        let start = self.tokens;
        // The field belongs to the report that is named behind it.
        self.skip(1);
        self.need("in")?;
        let report = self.report()?;
        let behind = self.tokens;
        self.tokens = start;
        let field = self.field(report)?;
        self.tokens = behind;
        self.need("of")?;
        let unit = self.unit()?;
        self.need("for")?;
        let period = self.day()?;
        let struck = self.take_all(&["as", "struck"]);
        Ok(Expect::Report(ReportExpect::Sum {
            sum,
            field,
            report,
            unit,
            period,
            struck,
        }))
    }
}
