//! From the record to the visits to a unit, and the forms that record, correct
//! and strike one.

use charter::{Action, VisitRule};
use kernel::visits::Visit as Kept;
use kernel::{DocumentId, UnitId, VisitId};
use serde::Deserialize;

use super::{Visit, VisitsPage};
use crate::acting::{Drawing, day_field};
use crate::error::Failure;
use crate::forms::{Choice, Field, Kind};
use crate::frame::{Frame, Link};
use crate::listing::Pager;
use crate::pages::form::FormPage;
use crate::sheet::{Exports, Field as Entry, Format, Sheet};
use crate::view::View;
use crate::words::{away, capital, day};

/// Visits on a page.
const ROWS: u64 = 25;

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

/// Visits that are shown, with the texts they need.
pub(crate) struct Shown {
    pub(crate) unit: UnitId,
    pub(crate) visits: Vec<Kept>,
    pager: Option<Pager>,
    one: bool,
}

/// The visits to a unit that stand on one page.
pub(crate) fn of_unit(view: View<'_>, unit: UnitId, page: u64) -> Result<Shown, Failure> {
    view.unit_for(Action::SeeVisits, unit)?;
    let all: Vec<Kept> = view.state.visits_to(unit).collect();
    let total = u64::try_from(all.len()).unwrap_or(u64::MAX);
    let path = format!("/units/{unit}/visits");
    let pager = Pager {
        export: (total > 0).then(|| Exports::of(&path)),
        ..Pager::at(page, ROWS, total, ("visit", "visits"), &|page| {
            format!("{path}?page={page}")
        })
    };
    Ok(Shown {
        unit,
        visits: pager.rows(all).collect(),
        pager: Some(pager),
        one: false,
    })
}

/// One visit alone.
pub(crate) fn alone(view: View<'_>, id: VisitId) -> Result<Shown, Failure> {
    let kept = visit(view, id)?;
    Ok(Shown {
        unit: kept.unit,
        visits: vec![kept],
        pager: None,
        one: true,
    })
}

/// Their page. `text` reads what somebody wrote.
pub(crate) fn page(
    view: View<'_>,
    shown: Shown,
    text: &dyn Fn(DocumentId) -> Option<String>,
    frame: Frame,
) -> Result<VisitsPage, Failure> {
    let it = view.unit(shown.unit)?;
    let heading = match shown.visits.first().filter(|_| shown.one) {
        Some(visit) => format!("Visit of {}", day(visit.on)),
        None => "Visits".to_owned(),
    };
    let may_record = !shown.one && view.may(Action::RecordVisit, shown.unit);
    let rule = view.charter.visit_of(it.level);
    Ok(VisitsPage {
        frame: Frame {
            title: heading.clone(),
            path: view.path_to(shown.unit),
            ..frame
        },
        heading,
        unit: Link::new(it.name, format!("/units/{}", shown.unit)),
        record: (may_record && rule.is_some()).then(|| {
            Link::new(
                "Record a visit",
                format!("/units/{}/visits/record", shown.unit),
            )
        }),
        visits: shown
            .visits
            .iter()
            .map(|visit| line(view, visit, text))
            .collect(),
        pager: shown.pager.filter(|pager| pager.total > 0),
        article: rule.and_then(|rule| view.note(rule.rule)),
    })
}

fn line(view: View<'_>, kept: &Kept, text: &dyn Fn(DocumentId) -> Option<String>) -> Visit {
    let may = view.may(Action::CorrectVisit, kept.unit) && !kept.struck;
    let at = |what: &str| format!("/visits/{}/{what}", kept.id);
    let acts = [
        Link::new("Correct it", at("correct")),
        Link::new("It did not take place", at("strike")),
    ];
    Visit {
        on: Link::new(day(kept.on), format!("/visits/{}", kept.id)),
        about: format!(
            "{}, from {}",
            capital(&away(view.today, kept.on)),
            view.some_unit(kept.by)
        ),
        agreed: kept.agreed.and_then(text),
        reason: kept.reason.and_then(text),
        struck: kept.struck,
        acts: acts.into_iter().filter(|_| may).collect(),
    }
}

/// The visits to a unit as a file.
pub(crate) fn sheet(
    view: View<'_>,
    unit: UnitId,
    text: &dyn Fn(DocumentId) -> Option<String>,
    format: Format,
) -> Result<Sheet, Failure> {
    view.unit_for(Action::SeeVisits, unit)?;
    let heads = ["visit", "on", "from", "agreed", "struck", "reason"];
    let mut sheet = Sheet::new(format, &heads);
    for visit in view.state.visits_to(unit) {
        sheet.row([
            visit.id.0.into(),
            visit.on.into(),
            view.some_unit(visit.by).into(),
            visit.agreed.and_then(text).into(),
            if visit.struck { "struck" } else { "" }.into(),
            Entry::from(visit.reason.and_then(text)),
        ]);
    }
    Ok(sheet)
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
