//! Where an outcome leads, in the words of a charter.

use super::super::Reader;
use crate::problem::did_you_mean;
use crate::procedure::{Effect, Then};
use crate::reading::value::Marked;
use crate::rule::GradeId;

/// What may be written.
const HELP: &str = "write `step ...`, `done`, `ended`, `admit as ...`, `promote to ...`, \
    `give ...`, `extend by 6 months`, `transfer` or `leave`";

/// Reads where an outcome leads; `steps` are the identifiers of the steps.
pub(super) fn read(
    text: &Marked<String>,
    steps: &[String],
    reader: &mut Reader<'_>,
) -> Option<Then> {
    let words: Vec<&str> = text.value.split_whitespace().collect();
    let effect = match words.as_slice() {
        ["ended"] => return Some(Then::Ended),
        ["done"] => return Some(Then::Done(None)),
        ["step", id] => return step(id, text, steps, reader).map(Then::Step),
        ["admit", "as", id] => Effect::Admit(grade(id, text, reader)?),
        ["promote", "to", id] => Effect::Promote(grade(id, text, reader)?),
        ["give", id] => Effect::Give(grade(id, text, reader)?),
        ["extend", "by", months, "month" | "months"] => match months.parse() {
            Ok(months) if months > 0 => Effect::Extend(months),
            Ok(_) | Err(_) => return unread(text, reader),
        },
        ["transfer"] => Effect::Transfer,
        ["leave"] => Effect::Leave,
        _ => return unread(text, reader),
    };
    Some(Then::Done(Some(effect)))
}

fn unread(text: &Marked<String>, reader: &mut Reader<'_>) -> Option<Then> {
    let message = format!("`{}` leads nowhere", text.value);
    reader.problems.note(&text.span, message, "not known", HELP);
    None
}

fn grade(id: &str, text: &Marked<String>, reader: &mut Reader<'_>) -> Option<GradeId> {
    let id = Marked::new(id.to_owned(), text.span.clone());
    reader.names.grade(&id, reader.problems)
}

fn step(id: &str, text: &Marked<String>, steps: &[String], reader: &mut Reader<'_>) -> Option<u8> {
    let at = steps.iter().position(|known| known == id);
    if at.is_none() {
        let help = did_you_mean(id, steps.iter().map(String::as_str), "step");
        let message = format!("this procedure has no step `{id}`");
        reader.problems.note(&text.span, message, "not known", help);
    }
    at.and_then(|at| u8::try_from(at).ok())
}
