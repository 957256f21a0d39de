//! Directives and reports in plain words.

use super::{capital, count, listed, places, verb, with_a};
use crate::flow::{DirectiveRule, FieldKind, RecordFigure, ReportRule};
use crate::rule::{Charter, Every, LevelId, Modality};

pub(super) fn directive(charter: &Charter, it: &DirectiveRule, modality: Modality) -> String {
    let mut sentence = format!(
        "{} may hand down {} to {}",
        capital(&listed(&places(charter, &it.levels), "or")),
        with_a(&it.title),
        listed(&several(charter, &it.to), "and"),
    );
    if let Some(days) = it.pass_on_days {
        sentence.push_str(&format!(
            "; a unit on the way {} it on within {}",
            verb(modality, "passes", "pass"),
            count(u32::from(days), "day")
        ));
    }
    if let Some(days) = it.answer_days {
        sentence.push_str(&format!(
            "; whoever it is addressed to {} within {} of receiving it",
            verb(modality, "answers", "answer"),
            count(u32::from(days), "day")
        ));
    }
    sentence + "."
}

pub(super) fn report(charter: &Charter, it: &ReportRule, modality: Modality) -> String {
    let asked: Vec<String> = it
        .fields
        .iter()
        .map(|field| match &field.kind {
            FieldKind::Number => format!("{} (a number)", field.title),
            FieldKind::Choice(choices) => {
                format!("{} ({})", field.title, listed(choices, "or"))
            }
            FieldKind::Text => format!("{} (in words)", field.title),
            FieldKind::Record(figure) => {
                format!("{} ({})", field.title, from_record(*figure))
            }
        })
        .collect();
    let mut sentence = format!(
        "For {} {} {} {} within {}",
        each(it.every),
        listed(&places(charter, &it.levels), "and"),
        verb(modality, "sends up", "send up"),
        with_a(&it.title),
        count(u32::from(it.due_days), "day"),
    );
    if it.cut_off_days > it.due_days {
        sentence.push_str(&format!(
            "; sums are struck after {}",
            count(u32::from(it.cut_off_days), "day")
        ));
    }
    if !asked.is_empty() {
        sentence.push_str(&format!("; it says {}", listed(&asked, "and")));
    }
    sentence + "."
}

/// `each month`, `each stretch of 2 weeks`.
pub(super) fn each(every: Every) -> String {
    match every {
        Every::Months(1) => "each month".to_owned(),
        Every::Months(3) => "each quarter".to_owned(),
        Every::Months(6) => "each half-year".to_owned(),
        Every::Months(12) => "each year".to_owned(),
        Every::Months(months) => format!("each stretch of {months} months"),
        Every::Weeks(1) => "each week".to_owned(),
        Every::Weeks(weeks) => format!("each stretch of {weeks} weeks"),
    }
}

fn from_record(figure: RecordFigure) -> &'static str {
    match figure {
        RecordFigure::People => "from the record: people on the roll",
        RecordFigure::Meetings => "from the record: meetings held",
        RecordFigure::Present => "from the record: people present, added up",
        RecordFigure::Expected => "from the record: people expected, added up",
        RecordFigure::Paid => "from the record: dues paid, in the smallest coin",
    }
}

fn several(charter: &Charter, levels: &[LevelId]) -> Vec<String> {
    levels
        .iter()
        .filter_map(|id| charter.level(*id))
        .map(|level| level.plural.clone())
        .collect()
}
