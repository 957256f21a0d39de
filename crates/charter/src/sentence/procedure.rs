//! Procedures in plain words.

use super::{capital, count, listed, places, verb, with_a};
use crate::procedure::{
    About, Direct, Effect, Late, ProcedureRule, ProcedureStep, StepActor, Then, Within,
};
use crate::rule::{Charter, GradeId, Modality};

pub(super) fn sentence(charter: &Charter, it: &ProcedureRule, modality: Modality) -> String {
    let about = match it.about {
        About::Applicant => "somebody who is not a member yet".to_owned(),
        About::Member => {
            members(charter, &it.grades, "a member") + &it.behind.map(behind).unwrap_or_default()
        }
        About::Unit => "the unit itself".to_owned(),
    };
    let mut sentence = format!(
        "{} is about {about} and {} opened in {}",
        capital(&with_a(&it.title)),
        verb(modality, "is", "be"),
        listed(&places(charter, &it.levels), "or"),
    );
    if it.from_anyone {
        sentence.push_str(", from outside too by whoever it is about");
    }
    for (number, step) in (1_u32..).zip(&it.steps) {
        sentence.push_str(&format!("; {number}. {}", step_words(charter, step)));
    }
    if it.effects().next().is_some() {
        sentence.push_str(match it.direct {
            Direct::Refused => "; what it leads to is not done without it",
            Direct::Operator => {
                "; without it, only the operator of the record does what it leads to"
            }
            Direct::Allowed => "; what it leads to may also be done without it",
        });
    }
    if let Some(days) = it.erase_days {
        let days = count(u32::from(days), "day");
        sentence.push_str(&format!(
            "; {days} after it came to nothing, what is known of the applicant is erased"
        ));
    }
    sentence + "."
}

fn behind(number: u8) -> String {
    match number {
        1 => " who is behind with dues".to_owned(),
        _ => format!(" who is behind with dues {number} times or more"),
    }
}

fn step_words(charter: &Charter, step: &ProcedureStep) -> String {
    let mut words = format!("{} ({}", step.title, by_words(charter, step));
    if let Some(within) = step.within {
        words.push_str(&format!(", within {}", within_words(within)));
    }
    words.push(')');
    let outcomes: Vec<String> = step
        .outcomes
        .iter()
        .map(|outcome| {
            let then = then_words(charter, outcome.then);
            format!("{} {then}", outcome.title)
        })
        .collect();
    words.push_str(&format!(": {}", outcomes.join(", ")));
    match step.late {
        Late::Finding => {}
        Late::Lapses => words.push_str(", and all of it lapses when the time is over"),
        Late::CountsAs(row) => {
            let outcome = step.outcome(row).map_or("", |row| row.title.as_str());
            words.push_str(&format!(
                ", and when the time is over it counts as {outcome}"
            ));
        }
    }
    words
}

fn by_words(charter: &Charter, step: &ProcedureStep) -> String {
    let post_title = |id| charter.post(id).map_or("", |row| row.title.as_str());
    match &step.by {
        StepActor::Person => "by the person it is about".to_owned(),
        StepActor::Post(post) => format!("by the {} of the unit", post_title(*post)),
        StepActor::Meeting { kind, majority, .. } => {
            let kind = charter.meeting(*kind).map_or("", |row| row.title.as_str());
            let majority = majority.as_ref().map(|it| format!(", by {}", it.text));
            format!("by the {kind} of the unit{}", majority.unwrap_or_default())
        }
        StepActor::Above { levels, post } => {
            let above = listed(&places(charter, levels), "or");
            match post {
                Some(post) => format!("by the {} of {above} above", post_title(*post)),
                None => format!("by {above} above"),
            }
        }
        StepActor::Sponsors {
            number,
            grades,
            months,
        } => {
            let who = members(charter, grades, "anybody who belongs");
            let standing = match months {
                0 => String::new(),
                months => format!(", a member for {}", count(u32::from(*months), "month")),
            };
            format!("{number} of them, each {who}{standing}")
        }
    }
}

fn members(charter: &Charter, grades: &[GradeId], all: &str) -> String {
    if grades.len() == charter.grades.len() {
        return all.to_owned();
    }
    let titles: Vec<String> = grades
        .iter()
        .filter_map(|id| charter.grade(*id))
        .map(|row| with_a(&row.title))
        .collect();
    listed(&titles, "or")
}

fn within_words(within: Within) -> String {
    match within {
        Within::Days(days) => count(u32::from(days), "day"),
        Within::Months(months) => count(u32::from(months), "month"),
    }
}

fn then_words(charter: &Charter, then: Then) -> String {
    match then {
        Then::Ended => "ends it".to_owned(),
        Then::Done(None) => "completes it".to_owned(),
        Then::Step(row) => format!("leads to {}", u32::from(row).saturating_add(1)),
        Then::Done(Some(effect)) => effect.words(charter),
    }
}

impl Effect {
    /// What it does, to stand behind what brings it about.
    #[must_use]
    pub fn words(self, charter: &Charter) -> String {
        let grade = |id| {
            charter
                .grade(id)
                .map(|row| with_a(&row.title))
                .unwrap_or_default()
        };
        match self {
            Effect::Admit(id) => format!("admits the person as {}", grade(id)),
            Effect::Promote(id) => format!("makes the person {}", grade(id)),
            Effect::Give(id) => format!("makes the person {}, whatever their grade", grade(id)),
            Effect::Extend(months) => format!(
                "makes the wait longer by {}",
                count(u32::from(months), "month")
            ),
            Effect::Transfer => "brings the person to the other unit".to_owned(),
            Effect::Leave => "ends the membership".to_owned(),
        }
    }
}
