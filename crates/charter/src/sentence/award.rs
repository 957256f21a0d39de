//! Awards in plain words.

use super::{capital, listed, places};
use crate::award::AwardRule;
use crate::rule::{Charter, Every, LevelId};

pub(super) fn award(charter: &Charter, it: &AwardRule) -> String {
    let deciding: Vec<String> = it
        .decides
        .iter()
        .filter_map(|id: &LevelId| charter.level(*id))
        .map(|level| level.title.clone())
        .collect();
    let time = match it.every {
        None => "once".to_owned(),
        Some(Every::Months(12)) => "for a year".to_owned(),
        Some(Every::Months(1)) => "for a month".to_owned(),
        Some(Every::Months(months)) => format!("for a stretch of {months} months"),
        Some(Every::Weeks(1)) => "for a week".to_owned(),
        Some(Every::Weeks(weeks)) => format!("for a stretch of {weeks} weeks"),
    };
    let mut sentence = format!(
        "{} may receive the award {} {time}, by decision of the {} above",
        capital(&listed(&places(charter, &it.levels), "or")),
        it.title,
        listed(&deciding, "or"),
    );
    let asked: Vec<String> = it
        .criteria
        .iter()
        .map(|one| {
            let amount = one.amount.amount();
            format!(
                "{} ({}: {} {})",
                one.title,
                one.figure.words(),
                one.bound.words(),
                amount.unwrap_or_else(|| format!("`{}`", one.amount.text)),
            )
        })
        .collect();
    if !asked.is_empty() {
        sentence.push_str(&format!(
            "; the record has to say: {}",
            listed(&asked, "and")
        ));
    }
    if !it.judgements.is_empty() {
        let left = it.judgements.join("; ");
        sentence.push_str(&format!("; left to the judgement of who decides: {left}"));
    }
    sentence + "."
}
