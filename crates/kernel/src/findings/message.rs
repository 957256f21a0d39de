//! A finding in plain words, with the charter's names for things.

use charter::{Charter, LevelId, Modality, PostId, Remedy, RuleId};

use super::{Finding, Matter};
use crate::state::State;

impl Finding {
    /// Whether its rule binds without exception, so that the unit is outside
    /// the rules and not merely near the edge.
    #[must_use]
    pub fn binds(&self) -> bool {
        self.modality == Modality::Must
    }

    /// What is the matter, in one sentence that names no person.
    #[must_use]
    #[expect(clippy::too_many_lines, reason = "a list, a line or a stanza a room")]
    pub fn message(&self, state: &State, charter: &Charter) -> String {
        let unit = state.units.name(self.unit);
        match self.matter {
            Matter::TooFew { people, least } => {
                format!("{unit} has {people} people; {least} are the fewest")
            }
            Matter::TooMany { people, most } => {
                format!("{unit} has {people} people; {most} are the most")
            }
            Matter::Misplaced { under: Some(under) } => {
                let (own, above) = (
                    self.level_title(state, charter),
                    level(charter, Some(under)),
                );
                format!("{unit} stands under a {above}, where no {own} may stand")
            }
            Matter::Misplaced { under: None } => format!("{unit} stands under no other unit"),
            Matter::BelongHere { people } => {
                format!("{people} people belong to {unit}, which is no unit to belong to")
            }
            Matter::Vacant {
                post: id,
                holders: 0,
                least: 1,
            } => {
                format!("the post of {} in {unit} is vacant", post(charter, id))
            }
            Matter::Vacant {
                post: id,
                holders,
                least,
            } => {
                format!(
                    "the post of {} in {unit} has {holders} holders; {least} are the fewest",
                    post(charter, id)
                )
            }
            Matter::HeldWrongly { post: id, .. } => {
                format!(
                    "the post of {} in {unit} is held by somebody who may not hold it",
                    post(charter, id)
                )
            }
            Matter::TermOver {
                post: id, ended, ..
            } => {
                format!(
                    "the term of the {} of {unit} ended on {ended}",
                    post(charter, id)
                )
            }
            Matter::Unconfirmed {
                post: id,
                until,
                lapsed,
                ..
            } => {
                let post = post(charter, id);
                if lapsed {
                    format!(
                        "the choice of the {post} of {unit} lapsed on {until}: nobody above confirmed it"
                    )
                } else {
                    format!(
                        "the {post} of {unit} has waited since {until} for the word of the unit above"
                    )
                }
            }
            Matter::NotMet { last: Some(last) } => {
                format!(
                    "{unit} last held its {} on {last}",
                    meeting(charter, self.rule)
                )
            }
            Matter::StepOverdue {
                proceeding,
                step,
                due,
            } => {
                let rule = charter.procedure(step.procedure);
                let row = rule.and_then(|rule| rule.step(step.step));
                format!(
                    "a step of {} {proceeding} was due from {unit} on {due}: {}",
                    rule.map_or("proceeding", |rule| rule.title.as_str()),
                    row.map_or("", |row| row.title.as_str())
                )
            }
            Matter::DuesNotListed { .. }
            | Matter::DuesBehind { .. }
            | Matter::NotHandedUp { .. } => self.message_of_dues(unit, charter),
            Matter::HeldUp { .. } | Matter::NotAnswered { .. } | Matter::NotReported { .. } => {
                self.message_of_flow(state, unit, charter)
            }
            Matter::NotVisited { last: Some(last) } => {
                format!("{unit} was last visited on {last}")
            }
            Matter::NotVisited { last: None } => format!("{unit} has no visit on record"),
            Matter::Unanswered { petition, due } => {
                let kind = petition_title(charter, self.rule);
                format!("{unit} has not answered {kind} {petition}, due on {due}")
            }
            Matter::NotMet { last: None } => {
                format!("{unit} has no {} on record", meeting(charter, self.rule))
            }
        }
    }

    /// What is the matter with what goes down and what comes up.
    fn message_of_flow(&self, state: &State, unit: &str, charter: &Charter) -> String {
        let (verb, directive, received) = match self.matter {
            Matter::HeldUp {
                directive,
                received,
            } => ("passed on", directive, received),
            Matter::NotAnswered {
                directive,
                received,
            } => ("answered", directive, received),
            Matter::NotReported { period } => {
                let report = report(charter, self.rule);
                return format!("{unit} has not filed its {report} for the time from {period} on");
            }
            Matter::TooFew { .. }
            | Matter::TooMany { .. }
            | Matter::Misplaced { .. }
            | Matter::BelongHere { .. }
            | Matter::Vacant { .. }
            | Matter::HeldWrongly { .. }
            | Matter::TermOver { .. }
            | Matter::StepOverdue { .. }
            | Matter::Unconfirmed { .. }
            | Matter::NotMet { .. }
            | Matter::NotVisited { .. }
            | Matter::Unanswered { .. }
            | Matter::DuesNotListed { .. }
            | Matter::DuesBehind { .. }
            | Matter::NotHandedUp { .. } => return String::new(),
        };
        let name = state.directive_name(charter, directive);
        format!("{unit} has not {verb} {name}, received on {received}")
    }

    /// The remedies in words.
    #[must_use]
    pub fn remedies_in_words(&self, charter: &Charter) -> Vec<String> {
        self.remedies
            .iter()
            .map(|remedy| in_words(*remedy, charter))
            .collect()
    }

    fn level_title<'a>(&self, state: &State, charter: &'a Charter) -> &'a str {
        level(charter, state.units.level(self.unit))
    }
}

/// A remedy in the words a charter uses for it.
#[must_use]
pub fn in_words(remedy: Remedy, charter: &Charter) -> String {
    match remedy {
        Remedy::Form(id) => match charter.level(id) {
            Some(level) => format!("form {}", level.id),
            None => "form".to_owned(),
        },
        Remedy::Split => "split".to_owned(),
        Remedy::Merge => "merge".to_owned(),
        Remedy::Attach => "attach".to_owned(),
        Remedy::Allow => "allow".to_owned(),
        Remedy::Close => "close".to_owned(),
        Remedy::Move => "move".to_owned(),
        Remedy::Fill => "fill".to_owned(),
        Remedy::LayDown => "lay down".to_owned(),
        Remedy::Meet => "meet".to_owned(),
        Remedy::Transfer => "transfer".to_owned(),
        Remedy::PassOn => "pass on".to_owned(),
        Remedy::Answer => "answer".to_owned(),
        Remedy::Report => "report".to_owned(),
        Remedy::Visit => "visit".to_owned(),
        Remedy::Reply => "reply".to_owned(),
        Remedy::Decide => "decide".to_owned(),
        Remedy::Collect => "collect".to_owned(),
        Remedy::Remit => "remit".to_owned(),
        Remedy::Confirm => "confirm".to_owned(),
    }
}

fn level(charter: &Charter, id: Option<LevelId>) -> &str {
    id.and_then(|id| charter.level(id))
        .map_or("unit", |row| row.title.as_str())
}

fn post(charter: &Charter, id: PostId) -> &str {
    charter.post(id).map_or("post", |row| row.title.as_str())
}

fn report(charter: &Charter, rule: RuleId) -> &str {
    charter
        .reports
        .iter()
        .find(|row| row.rule == rule)
        .map_or("report", |row| row.title.as_str())
}

fn petition_title(charter: &Charter, rule: RuleId) -> &str {
    charter
        .petitions
        .iter()
        .find(|row| row.rule == rule)
        .map_or("petition", |row| row.title.as_str())
}

fn meeting(charter: &Charter, rule: RuleId) -> &str {
    charter
        .meetings
        .iter()
        .find(|row| row.rule == rule)
        .map_or("meeting", |row| row.title.as_str())
}
