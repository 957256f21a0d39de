//! `[belonging]` and `[leaving]`: what it means to belong, and that one may go.

use super::Reader;
use crate::reading::fields::Fields;
use crate::rule::{Belonging, Charter, RuleId};

/// Reads what belonging means. The program knows one meaning: exactly one base unit.
pub(super) fn read_belonging(
    rule: RuleId,
    fields: &mut Fields,
    charter: &mut Charter,
    reader: &mut Reader<'_>,
) {
    let before = reader.problems.count();
    match fields.whole::<u32>("units", reader.problems) {
        Some(units) if units.value != 1 => {
            let help = "write `units = 1`: everybody belongs to exactly one base unit";
            let message = format!("nobody can belong to {} base units", units.value);
            reader
                .problems
                .note(&units.span, message, "has to be 1", help);
        }
        None if reader.problems.count() == before => fields.missing("units", "1", reader.problems),
        _ => {}
    }
    let leaving = charter
        .belonging
        .take()
        .and_then(|belonging| belonging.leaving);
    charter.belonging = Some(Belonging { rule, leaving });
}

/// Reads that leaving is free. A charter may say it; it cannot say otherwise.
pub(super) fn read_leaving(
    rule: RuleId,
    fields: &mut Fields,
    charter: &mut Charter,
    reader: &mut Reader<'_>,
) {
    let before = reader.problems.count();
    match fields.truth("free", reader.problems) {
        Some(free) if !free.value => {
            let help = "write `free = true`, or leave the rule out: nobody is held back either way";
            reader.problems.note(
                &free.span,
                "leaving is always possible",
                "cannot be false",
                help,
            );
        }
        None if reader.problems.count() == before => {
            fields.missing("free", "true", reader.problems)
        }
        _ => {}
    }
    match &mut charter.belonging {
        Some(belonging) => belonging.leaving = Some(rule),
        None => {
            let help = "put the `[belonging]` rule before the `[leaving]` rule";
            reader.problems.note(
                &fields.span,
                "leaving is spoken of before belonging",
                "",
                help,
            );
        }
    }
}
