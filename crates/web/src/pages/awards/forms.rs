//! The forms about awards.

use charter::{Action, AwardKindId, AwardRule};
use jiff::civil::Date;
use kernel::awards::AwardStanding;
use kernel::meetings::{period_of, period_start};
use kernel::{AwardId, UnitId};
use serde::Deserialize;

use super::fill::{known, open_to, time_words};
use crate::acting::{Drawing, day_field};
use crate::error::Failure;
use crate::forms::{Choice, Field, Kind};
use crate::frame::{Frame, Link};
use crate::pages::form::FormPage;
use crate::view::View;
use crate::words::{capital, day, iso_day};

/// What the form that proposes a unit sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ProposeForm {
    /// Identifier of the award.
    pub(crate) award: String,
    /// The first day of the time it is given for.
    pub(crate) period: String,
    pub(crate) grounds: String,
    pub(crate) on: String,
}

/// What the forms that decide and take back send.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct DecideForm {
    /// `granted` or `refused`.
    pub(crate) outcome: String,
    pub(crate) reason: String,
    pub(crate) on: String,
}

/// The award a form names, or the only one.
pub(super) fn chosen<'a>(
    view: View<'a>,
    unit: UnitId,
    form: &ProposeForm,
) -> Result<(AwardKindId, &'a AwardRule), Failure> {
    let open = open_to(view, unit);
    let named = open.iter().find(|(_, rule)| rule.id == form.award);
    let first = open.first().filter(|_| form.award.is_empty());
    named.or(first).copied().ok_or(Failure::NotFound)
}

/// The day the form names, or the first of the last stretch of time that is over.
pub(super) fn period(view: View<'_>, rule: &AwardRule, form: &ProposeForm) -> Date {
    let typed = iso_day(form.period.trim());
    let last = rule
        .every
        .and_then(|every| period_start(every, period_of(every, view.today).checked_sub(1)?));
    typed.or(last).unwrap_or(view.today)
}

/// The form that proposes a unit.
pub(super) fn propose(
    view: View<'_>,
    unit: UnitId,
    form: &ProposeForm,
    with: Drawing,
) -> Result<FormPage, Failure> {
    let it = view.unit_for(Action::ProposeAward, unit)?;
    let (_, rule) = chosen(view, unit, form)?;
    let Drawing {
        frame,
        guard,
        trouble,
    } = with;
    let day_of = period(view, rule, form);
    let choices: Vec<Choice> = open_to(view, unit)
        .into_iter()
        .map(|(_, rule)| Choice {
            value: rule.id.clone(),
            text: rule.title.clone(),
        })
        .collect();
    let mut fields = Vec::new();
    if choices.len() > 1 {
        fields.push(Field::new("award", "Award", Kind::Choice(choices)).value(&rule.id));
    }
    if rule.every.is_some() {
        let hint = "Any day of the time it is given for. That time has to be over.";
        fields.push(
            Field::new("period", "For the time of", Kind::Day)
                .value(day_of.to_string())
                .hint(hint),
        );
    }
    let grounds = "What the figures do not say, about the unit and never about a person.";
    fields.push(
        Field::new("grounds", "On what grounds", Kind::Lines)
            .value(&form.grounds)
            .hint(grounds)
            .optional(),
    );
    fields.push(day_field("Proposed on", &form.on, view.today));
    Ok(FormPage {
        frame: Frame {
            path: view.path_to(unit),
            ..frame
        },
        heading: format!("Propose {} for the award {}", it.name, rule.title),
        lead: Some(what_the_record_says(view, rule, unit, day_of)),
        article: view.note(rule.rule),
        refused: trouble.refused.clone(),
        action: format!("/units/{unit}/awards/propose"),
        guard,
        fields: fields
            .into_iter()
            .map(|field| trouble.mark(field))
            .collect(),
        submit: "Propose it".to_owned(),
        back: Some(Link::new("Back", format!("/units/{unit}"))),
    })
}

/// The criteria with their figures, a line each.
fn what_the_record_says(view: View<'_>, rule: &AwardRule, unit: UnitId, period: Date) -> String {
    let Some(span) = view.state.award_span(rule, unit, period, view.today) else {
        return String::new();
    };
    let readings = view.state.award_readings(rule, unit, span, view.today);
    let mut text = format!("For {}.", time_words(span));
    for (criterion, reading) in rule.criteria.iter().zip(readings) {
        let (bound, words) = (criterion.bound.words(), criterion.figure.words());
        let sentence = match reading.measured {
            Some(it) => format!(
                "\n{}: {} {words}, {bound} {} asked for{}.",
                capital(&criterion.title),
                it.found,
                it.needed,
                if criterion.met(it) {
                    ""
                } else {
                    ", so not met"
                }
            ),
            None => format!(
                "\n{}: the record does not know the {words}.",
                capital(&criterion.title)
            ),
        };
        text.push_str(&sentence);
    }
    text
}

/// The form that decides on a proposal.
pub(super) fn decide(
    view: View<'_>,
    award: AwardId,
    form: &DecideForm,
    with: Drawing,
) -> Result<FormPage, Failure> {
    let it = known(view, award)?;
    let rule = view.charter.award(it.kind).ok_or(Failure::NotFound)?;
    let body = view
        .state
        .award_body(rule, it.unit)
        .ok_or(Failure::NotFound)?;
    view.unit_for(Action::DecideAward, body)?;
    let Drawing {
        frame,
        guard,
        trouble,
    } = with;
    let choice = |value: &str, text: &str| Choice {
        value: value.to_owned(),
        text: text.to_owned(),
    };
    let outcomes = vec![
        choice("granted", "Award it"),
        choice("refused", "Do not award it"),
    ];
    let fields = [
        Field::new("outcome", "Decision", Kind::Choice(outcomes)).value(&form.outcome),
        Field::new("reason", "Why", Kind::Lines)
            .value(&form.reason)
            .hint("It has to be given where the unit does not receive the award.")
            .optional(),
        day_field("Decided on", &form.on, view.today),
    ];
    let judged = if rule.judgements.is_empty() {
        String::new()
    } else {
        format!(" Whoever awards it says: {}.", rule.judgements.join("; "))
    };
    Ok(FormPage {
        frame: Frame {
            path: view.path_to(it.unit),
            ..frame
        },
        heading: format!("Decide on the award {}", rule.title),
        lead: Some(format!(
            "{} was proposed for {}.{judged}",
            capital(&view.some_unit(it.unit)),
            time_words(it.span)
        )),
        article: view.note(rule.rule),
        refused: trouble.refused.clone(),
        action: format!("/awards/{award}/decide"),
        guard,
        fields: fields
            .into_iter()
            .map(|field| trouble.mark(field))
            .collect(),
        submit: "Record the decision".to_owned(),
        back: Some(Link::new("Back", format!("/awards/{award}"))),
    })
}

/// The form that takes a proposal or a decision back.
pub(super) fn revoke(
    view: View<'_>,
    award: AwardId,
    form: &DecideForm,
    with: Drawing,
) -> Result<FormPage, Failure> {
    let it = known(view, award)?;
    let rule = view.charter.award(it.kind).ok_or(Failure::NotFound)?;
    let Drawing {
        frame,
        guard,
        trouble,
    } = with;
    let what = match it.standing() {
        AwardStanding::Proposed => "the proposal",
        AwardStanding::Granted => "the award",
        AwardStanding::Refused | AwardStanding::Revoked => "the decision",
    };
    let fields = [
        Field::new("reason", "Why", Kind::Lines).value(&form.reason),
        day_field("Taken back on", &form.on, view.today),
    ];
    Ok(FormPage {
        frame: Frame {
            path: view.path_to(it.unit),
            ..frame
        },
        heading: format!("Take back {what}"),
        lead: Some(format!(
            "{} for {}, proposed on {}. What was recorded stays in the journal, and so does why it was taken back.",
            capital(&view.some_unit(it.unit)),
            time_words(it.span),
            day(it.proposed)
        )),
        article: view.note(rule.rule),
        refused: trouble.refused.clone(),
        action: format!("/awards/{award}/revoke"),
        guard,
        fields: fields
            .into_iter()
            .map(|field| trouble.mark(field))
            .collect(),
        submit: format!("Take back {what}"),
        back: Some(Link::new("Back", format!("/awards/{award}"))),
    })
}
