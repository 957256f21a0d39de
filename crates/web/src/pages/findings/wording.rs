//! Findings in sentences for people: what is the matter, what mends it, and
//! what a rule is called.

mod dues;

use charter::{Charter, LevelId, PostId, Remedy, RuleId};
use jiff::civil::Date;
use kernel::DirectiveId;
use kernel::findings::{Finding, Matter};

use crate::pages::directives::words as directives;
use crate::view::View;
use crate::words::{away, capital, counted, day, figure};

/// What is the matter, for a place where the unit's name stands beside it.
#[expect(clippy::too_many_lines, reason = "a list, a line or a stanza a room")]
pub(crate) fn sentence(view: View<'_>, finding: &Finding) -> String {
    match finding.matter {
        Matter::TooFew { people, least } => {
            format!(
                "It has {}, and {least} are the fewest.",
                people_words(people)
            )
        }
        Matter::TooMany { people, most } => {
            format!("It has {}, and {most} are the most.", people_words(people))
        }
        Matter::Misplaced { under: Some(under) } => format!(
            "It stands directly under {}, where no {} may stand.",
            indefinite(level(view.charter, Some(under))),
            level(view.charter, own_level(view, finding))
        ),
        Matter::Misplaced { under: None } => "It stands under no other unit.".to_owned(),
        Matter::BelongHere { people } => {
            let belong = if people == 1 { "belongs" } else { "belong" };
            format!(
                "{} {belong} to it, and it is no unit to belong to.",
                capital(&people_words(people))
            )
        }
        Matter::Vacant {
            post,
            holders: 0,
            least: 1,
        } => {
            format!(
                "The post of {} is vacant.",
                view.post_title(post, view.today)
            )
        }
        Matter::Vacant {
            post,
            holders,
            least,
        } => format!(
            "The post of {} has {}, and {least} are the fewest.",
            view.post_title(post, view.today),
            counted(u64::from(holders), "holder", "holders")
        ),
        Matter::HeldWrongly { post, .. } => {
            format!(
                "The post of {} is held by somebody who may not hold it.",
                view.post_title(post, view.today)
            )
        }
        Matter::TermOver { post, ended, .. } => format!(
            "The term of the {} ended on {}, {}.",
            view.post_title(post, ended),
            day(ended),
            away(view.today, ended)
        ),
        Matter::Unconfirmed {
            post,
            until,
            lapsed,
            ..
        } => format!(
            "Whoever was chosen for the post of {} was to be confirmed by {}, {}{}.",
            view.post_title(post, until),
            day(until),
            away(view.today, until),
            if lapsed {
                "; the choice has lapsed"
            } else {
                ""
            }
        ),
        Matter::NotMet { last: Some(last) } => format!(
            "The last {} on record is that of {}, {}.",
            meeting(view.charter, finding.rule),
            day(last),
            away(view.today, last)
        ),
        Matter::NotMet { last: None } => {
            format!("No {} is on record.", meeting(view.charter, finding.rule))
        }
        Matter::HeldUp {
            directive,
            received,
        } => waiting(view, directive, received, "passed on"),
        Matter::NotAnswered {
            directive,
            received,
        } => waiting(view, directive, received, "answered"),
        Matter::NotVisited { last: Some(last) } => format!(
            "The last visit on record is that of {}, {}.",
            day(last),
            away(view.today, last)
        ),
        Matter::NotVisited { last: None } => "No visit is on record.".to_owned(),
        Matter::StepOverdue { due, .. } => format!(
            "It was due on {}, {}, and has not been taken.",
            day(due),
            away(view.today, due)
        ),
        Matter::NotReported { period } => {
            format!("It is missing for the time from {} on.", day(period))
        }
        Matter::Unanswered { due, .. } => format!(
            "The answer was due on {}, {}.",
            day(due),
            away(view.today, due)
        ),
        Matter::DuesNotListed { .. } | Matter::DuesBehind { .. } | Matter::NotHandedUp { .. } => {
            dues::sentence(view, finding.matter)
        }
    }
}

/// What has not become of a directive since it was received.
fn waiting(view: View<'_>, directive: DirectiveId, received: Date, what: &str) -> String {
    format!(
        "{}, received on {}, {}, has not been {what}.",
        capital(&directives::name(view, directive)),
        day(received),
        away(view.today, received)
    )
}

/// What is the matter, in a few words with the unit's name.
pub(crate) fn heading(view: View<'_>, finding: &Finding) -> String {
    let unit = view.some_unit(finding.unit);
    let title = |post: PostId| view.post_title(post, view.today);
    match finding.matter {
        Matter::TooFew { .. } => format!("Too few people in {unit}"),
        Matter::TooMany { .. } => format!("Too many people in {unit}"),
        Matter::Misplaced { .. } => format!("{unit} stands in the wrong place"),
        Matter::BelongHere { .. } => format!("People belong to {unit}"),
        Matter::Vacant { post, .. } => format!("The post of {} in {unit} is vacant", title(post)),
        Matter::HeldWrongly { post, .. } => {
            format!("Who holds the post of {} in {unit}", title(post))
        }
        Matter::TermOver { post, .. } => {
            format!("The term of the {} of {unit} is over", title(post))
        }
        Matter::Unconfirmed { post, .. } => {
            format!("The {} of {unit} has not been confirmed", title(post))
        }
        Matter::NotMet { .. } => {
            format!("{} of {unit}", capital(meeting(view.charter, finding.rule)))
        }
        Matter::HeldUp { directive, .. } | Matter::NotAnswered { directive, .. } => {
            format!("{} in {unit}", capital(&directives::name(view, directive)))
        }
        Matter::NotVisited { .. } => format!("Visits to {unit}"),
        Matter::StepOverdue {
            proceeding, step, ..
        } => {
            let rule = view.charter.procedure(step.procedure);
            let row = rule.and_then(|rule| rule.step(step.step));
            format!(
                "{} {proceeding} waits for {unit}: {}",
                capital(rule.map_or("proceeding", |rule| rule.title.as_str())),
                row.map_or("", |row| row.title.as_str())
            )
        }
        Matter::NotReported { .. } => {
            format!("{} of {unit}", capital(report(view.charter, finding.rule)))
        }
        Matter::Unanswered { petition, .. } => format!(
            "{} {petition} in {unit}",
            capital(petition_title(view.charter, finding.rule))
        ),
        Matter::DuesNotListed { .. } | Matter::DuesBehind { .. } | Matter::NotHandedUp { .. } => {
            dues::heading(view, finding.matter, &unit)
        }
    }
}

/// What would mend it, in the charter's order.
pub(crate) fn remedies(view: View<'_>, finding: &Finding) -> Vec<String> {
    let own = own_level(view, finding);
    finding
        .remedies
        .iter()
        .map(|it| remedy(view.charter, own, *it))
        .collect()
}

fn remedy(charter: &Charter, own: Option<LevelId>, remedy: Remedy) -> String {
    let one = level(charter, own);
    let several = own
        .and_then(|own| charter.level(own))
        .map_or("units", |row| row.plural.as_str());
    match remedy {
        Remedy::Form(risen) => {
            format!(
                "it becomes {}, with {several} made beneath it",
                indefinite(level(charter, Some(risen)))
            )
        }
        Remedy::Split => format!("it gives part of its people to new {several} beside it"),
        Remedy::Merge => format!("it joins {} that is too small as well", indefinite(one)),
        Remedy::Attach => format!("its people go over to a neighbouring {one}"),
        Remedy::Allow => "it is allowed to stay as it is".to_owned(),
        Remedy::Close => "it is dissolved".to_owned(),
        Remedy::Move => "it is put under a unit where it may stand".to_owned(),
        Remedy::Fill => "somebody takes up the post".to_owned(),
        Remedy::LayDown => "the post is laid down".to_owned(),
        Remedy::Meet => "a meeting is held and recorded".to_owned(),
        Remedy::Transfer => "they go over to units that people belong to".to_owned(),
        Remedy::PassOn => "it is passed on to the units below".to_owned(),
        Remedy::Answer | Remedy::Reply => "it is answered".to_owned(),
        Remedy::Report => "it is filed".to_owned(),
        Remedy::Visit => "somebody who looks after it goes there".to_owned(),
        Remedy::Decide => "the step is taken".to_owned(),
        Remedy::Collect => "what is owed is collected".to_owned(),
        Remedy::Remit => "it is handed up".to_owned(),
        Remedy::Confirm => "the unit above has given its word".to_owned(),
    }
}

/// What a rule is called in a list of rules.
pub(crate) fn rule_words(charter: &Charter, rule: RuleId) -> String {
    if let Some(size) = charter.sizes.iter().find(|row| row.rule == rule) {
        return format!("Size of {}", indefinite(level(charter, Some(size.level))));
    }
    if let Some(level) = charter.levels.iter().find(|row| row.rule == rule) {
        return format!("Place of {}", indefinite(&level.title));
    }
    if let Some(post) = charter.posts.iter().find(|row| row.rule == rule) {
        return format!("Post of {}", post.title);
    }
    if let Some(petition) = charter.petitions.iter().find(|row| row.rule == rule) {
        return format!("Answers to {}", petition.plural);
    }
    if let Some(meeting) = charter.meetings.iter().find(|row| row.rule == rule) {
        return capital(&meeting.title);
    }
    if let Some(directive) = charter.directives.iter().find(|row| row.rule == rule) {
        return capital(&directive.plural);
    }
    if let Some(report) = charter.reports.iter().find(|row| row.rule == rule) {
        return capital(&report.title);
    }
    if charter
        .belonging
        .as_ref()
        .is_some_and(|row| row.rule == rule)
    {
        return "Belonging".to_owned();
    }
    charter
        .article_of(rule)
        .map_or_else(String::new, |article| article.title.clone())
}

/// A noun with its article: `a house`, `an office`.
pub(crate) fn indefinite(noun: &str) -> String {
    let lower = noun.to_lowercase();
    let consonant = ["uni", "eu", "one", "use"]
        .iter()
        .any(|start| lower.starts_with(start));
    let vowel = lower.starts_with(['a', 'e', 'i', 'o', 'u']) && !consonant;
    format!("{} {noun}", if vowel { "an" } else { "a" })
}

/// So many people, in words.
pub(crate) fn people_words(count: u32) -> String {
    if count == 0 {
        "nobody".to_owned()
    } else {
        people(u64::from(count))
    }
}

/// So many people, as a figure.
pub(crate) fn people(count: u64) -> String {
    format!(
        "{} {}",
        figure(count),
        if count == 1 { "person" } else { "people" }
    )
}

fn own_level(view: View<'_>, finding: &Finding) -> Option<LevelId> {
    view.state.unit(finding.unit).map(|unit| unit.level)
}

fn level(charter: &Charter, id: Option<LevelId>) -> &str {
    id.and_then(|id| charter.level(id))
        .map_or("unit", |row| row.title.as_str())
}

fn meeting(charter: &Charter, rule: RuleId) -> &str {
    charter
        .meetings
        .iter()
        .find(|row| row.rule == rule)
        .map_or("meeting", |row| row.title.as_str())
}

fn report(charter: &Charter, rule: RuleId) -> &str {
    let row = charter.reports.iter().find(|row| row.rule == rule);
    row.map_or("report", |row| row.title.as_str())
}

fn petition_title(charter: &Charter, rule: RuleId) -> &str {
    let row = charter.petitions.iter().find(|row| row.rule == rule);
    row.map_or("petition", |row| row.title.as_str())
}

#[cfg(test)]
mod tests {
    use super::indefinite;

    #[test]
    fn a_noun_gets_the_article_it_sounds_with() {
        let said = ["house", "office", "union", "umbrella"].map(indefinite);
        assert_eq!(said, ["a house", "an office", "a union", "an umbrella"]);
    }
}
