//! From the record to the page of a visit, and the forms that record, correct
//! and strike one.

use charter::{Action, VisitRule};
use kernel::visits::Visit as Kept;
use kernel::{DocumentId, UnitId, VisitId};
use serde::Deserialize;

use super::VisitPage;
use crate::acting::{Drawing, day_field};
use crate::error::Failure;
use crate::forms::{Choice, Field, Kind};
use crate::frame::{Frame, Link};
use crate::pages::form::FormPage;
use crate::view::View;
use crate::words::{away, capital, day};

/// What the forms about visits send.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct VisitForm {
    /// Number of the unit from which, where several could be.
    pub(crate) by: String,
    pub(crate) on: String,
    pub(crate) agreed: String,
    pub(crate) reason: String,
}

/// A visit the viewer may see.
pub(crate) fn visit(view: View<'_>, id: VisitId) -> Result<Kept, Failure> {
    let kept = view.state.visit(id).ok_or(Failure::NotFound)?;
    let seen = view.may(Action::SeeVisits, kept.unit) || view.may(Action::CorrectVisit, kept.unit);
    view.unit(kept.unit)?;
    if seen {
        Ok(kept)
    } else {
        Err(Failure::NotFound)
    }
}

/// The page of one visit. `text` reads what somebody wrote.
pub(crate) fn page(
    view: View<'_>,
    id: VisitId,
    text: &dyn Fn(DocumentId) -> Option<String>,
    frame: Frame,
) -> Result<VisitPage, Failure> {
    let kept = visit(view, id)?;
    let it = view.unit(kept.unit)?;
    let heading = format!("Visit of {}", day(kept.on));
    let rule = view.charter.visit_of(it.level);
    Ok(VisitPage {
        frame: Frame {
            title: heading.clone(),
            path: view.path_to(kept.unit),
            ..frame
        },
        heading,
        unit: Link::new(it.name, format!("/units/{}/visits", kept.unit)),
        about: format!(
            "{}, from {}",
            capital(&away(view.today, kept.on)),
            view.some_unit(kept.by)
        ),
        agreed: kept.agreed.and_then(text),
        reason: kept.reason.and_then(text),
        struck: kept.struck,
        acts: acts(view, &kept),
        article: rule.and_then(|rule| view.note(rule.rule)),
    })
}

/// What the viewer may do about a visit.
pub(super) fn acts(view: View<'_>, kept: &Kept) -> Vec<Link> {
    let may = view.may(Action::CorrectVisit, kept.unit) && !kept.struck;
    let at = |what: &str| format!("/visits/{}/{what}", kept.id);
    let acts = [
        Link::new("Correct it", at("correct")),
        Link::new("It did not take place", at("strike")),
    ];
    acts.into_iter().filter(|_| may).collect()
}

/// The way to record a visit to a unit, where the viewer may.
pub(super) fn record_link(view: View<'_>, unit: UnitId) -> Option<Link> {
    let may = view.may(Action::RecordVisit, unit) && rule_of(view, unit).is_ok();
    may.then(|| Link::new("Record a visit", format!("/units/{unit}/visits/record")))
}

/// The rule under which a unit is visited.
fn rule_of<'a>(view: View<'a>, unit: UnitId) -> Result<&'a VisitRule, Failure> {
    let level = view.unit(unit)?.level;
    view.charter.visit_of(level).ok_or(Failure::NotFound)
}

/// The form that records a visit.
pub(crate) fn record(
    view: View<'_>,
    unit: UnitId,
    form: &VisitForm,
    with: Drawing,
) -> Result<FormPage, Failure> {
    let it = view.unit_for(Action::RecordVisit, unit)?;
    let rule = rule_of(view, unit)?;
    let from: Vec<Choice> = view
        .state
        .visitors_of(rule, unit)
        .filter(|above| view.knows_unit(*above))
        .map(|above| Choice {
            value: above.to_string(),
            text: view.some_unit(above),
        })
        .collect();
    let several = Field::new("by", "From", Kind::Choice(from.clone())).value(&form.by);
    let mut fields = vec![
        day_field("When", &form.on, view.today),
        agreed(&form.agreed),
    ];
    if from.len() > 1 {
        fields.insert(0, several);
    }
    let page = FormPage {
        heading: format!("Record a visit to {}", it.name),
        lead: Some(
            "The unit reads what was agreed. Write what is to be done, and nothing about anybody."
                .to_owned(),
        ),
        action: format!("/units/{unit}/visits/record"),
        submit: "Record the visit".to_owned(),
        back: Some(Link::new("Back", format!("/units/{unit}"))),
        ..blank(view, unit, rule, with, fields)
    };
    Ok(page)
}

/// The form that corrects the record of a visit.
pub(crate) fn correct(
    view: View<'_>,
    id: VisitId,
    form: &VisitForm,
    with: Drawing,
) -> Result<FormPage, Failure> {
    let kept = visit(view, id)?;
    let it = view.unit_for(Action::CorrectVisit, kept.unit)?;
    let on = if form.on.is_empty() {
        kept.on.to_string()
    } else {
        form.on.clone()
    };
    let fields = vec![
        day_field("When it really was", &on, view.today),
        agreed(&form.agreed),
        why(&form.reason),
    ];
    Ok(FormPage {
        heading: format!("Correct the visit to {}", it.name),
        action: format!("/visits/{id}/correct"),
        submit: "Correct the record".to_owned(),
        back: Some(Link::new("Back", format!("/visits/{id}"))),
        ..blank(view, kept.unit, rule_of(view, kept.unit)?, with, fields)
    })
}

/// The form that strikes the record of a visit.
pub(crate) fn strike(
    view: View<'_>,
    id: VisitId,
    form: &VisitForm,
    with: Drawing,
) -> Result<FormPage, Failure> {
    let kept = visit(view, id)?;
    let it = view.unit_for(Action::CorrectVisit, kept.unit)?;
    let lead = format!("The record says that it took place on {}.", day(kept.on));
    Ok(FormPage {
        heading: format!("Strike the visit to {}", it.name),
        lead: Some(lead),
        action: format!("/visits/{id}/strike"),
        submit: "Strike the record".to_owned(),
        back: Some(Link::new("Back", format!("/visits/{id}"))),
        ..blank(
            view,
            kept.unit,
            rule_of(view, kept.unit)?,
            with,
            vec![why(&form.reason)],
        )
    })
}

fn agreed(typed: &str) -> Field {
    Field::new("agreed", "What was agreed", Kind::Lines)
        .value(typed)
        .hint("Who does what by when.")
        .optional()
}

fn why(typed: &str) -> Field {
    Field::new("reason", "Why", Kind::Line).value(typed)
}

/// What the forms have in common.
fn blank(
    view: View<'_>,
    unit: UnitId,
    rule: &VisitRule,
    with: Drawing,
    fields: Vec<Field>,
) -> FormPage {
    let trouble = with.trouble;
    FormPage {
        frame: Frame {
            path: view.path_to(unit),
            ..with.frame
        },
        heading: String::new(),
        lead: None,
        article: view.note(rule.rule),
        refused: trouble.refused.clone(),
        action: String::new(),
        guard: with.guard,
        fields: fields
            .into_iter()
            .map(|field| trouble.mark(field))
            .collect(),
        submit: String::new(),
        back: None,
    }
}
