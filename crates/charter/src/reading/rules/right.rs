//! `[right]`: who may do what, where. One table gives one right an action.

use super::Reader;
use crate::action::Action;
use crate::problem::{did_you_mean, nearest};
use crate::reading::fields::Fields;
use crate::reading::value::Marked;
use crate::rule::{Charter, Right, RightHolder, RuleId, Scope};

const SCOPES: [(&str, Scope); 3] = [
    ("own_unit", Scope::OwnUnit),
    ("units_below", Scope::UnitsBelow),
    ("everywhere", Scope::Everywhere),
];

/// Reads the rights of one holder; the subject is the holder or an `id`.
pub(super) fn read(
    rule: RuleId,
    fields: &mut Fields,
    charter: &mut Charter,
    reader: &mut Reader<'_>,
) -> String {
    let named = if fields.has("id") {
        fields.id_needed("\"short-name\"", reader.problems)
    } else {
        fields.expects("id");
        None
    };
    let holder = fields.text_needed("holder", "\"the id of a post or grade\"", reader.problems);
    let subject = named
        .or_else(|| holder.clone())
        .map(|id| id.value)
        .unwrap_or_default();
    let holder = holder.and_then(|id| holder_of(&id, reader));
    let mut any = false;
    for (key, scope) in SCOPES {
        let words = fields.texts(key, reader.problems);
        any |= !words.is_empty();
        for word in words {
            let Some(action) = Action::ALL
                .iter()
                .copied()
                .find(|action| action.words() == word.value)
            else {
                let help = help(&word.value);
                reader.problems.note(
                    &word.span,
                    format!("`{}` is no action", word.value),
                    "not known",
                    help,
                );
                continue;
            };
            if let Some(holder) = holder {
                charter.rights.push(Right {
                    rule,
                    holder,
                    action,
                    scope,
                });
            }
        }
    }
    if !any {
        let help = "add `own_unit`, `units_below` or `everywhere` with a list of actions such as \"see figures\"";
        reader.problems.note(
            &fields.span,
            "a right without an action",
            "allows nothing",
            help,
        );
    }
    subject
}

fn holder_of(id: &Marked<String>, reader: &mut Reader<'_>) -> Option<RightHolder> {
    let names = reader.names;
    match (names.post_row(&id.value), names.grade_row(&id.value)) {
        (Some(_), Some(_)) => {
            let message = format!("`{}` is a post and a grade", id.value);
            let help = "give one of them another id";
            reader
                .problems
                .note(&id.span, message, "which of them?", help);
            None
        }
        (Some(post), None) => Some(RightHolder::Post(post)),
        (None, Some(grade)) => Some(RightHolder::Grade(grade)),
        (None, None) => {
            let known = names.posts.ids.iter().chain(&names.grades.ids);
            let message = format!("this charter has no post or grade `{}`", id.value);
            let help = did_you_mean(&id.value, known.map(String::as_str), "post or grade");
            reader
                .problems
                .note(&id.span, message, "nobody has this right", help);
            None
        }
    }
}

fn help(word: &str) -> String {
    nearest(word, Action::ALL.iter().map(|action| action.words())).map_or_else(
        || {
            let all: Vec<&str> = Action::ALL.iter().map(|action| action.words()).collect();
            format!("possible actions: {}", all.join(", "))
        },
        |guess| format!("did you mean `{guess}`?"),
    )
}
