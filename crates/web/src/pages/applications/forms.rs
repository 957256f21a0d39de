//! The forms of proceedings.

use charter::{About, Action, Effect, ProcedureId, ProcedureRule, StepActor};
use kernel::procedures::{Proceeding, Turn};
use kernel::{PersonId, ProceedingId, UnitId};
use serde::Deserialize;

use super::fill::{found, heading, leads, procedures_of};
use crate::acting::{Drawing, day_field};
use crate::error::Failure;
use crate::forms::{Choice, Field, Kind};
use crate::frame::{Frame, Link};
use crate::pages::findings::wording::indefinite;
use crate::pages::form::FormPage;
use crate::view::View;
use crate::words::capital;

/// As many people can be chosen from; of more, one is named by code.
const CHOICES_MAX: usize = 200;

/// What the forms of a proceeding send.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    pub(crate) procedure: String,
    pub(crate) step: String,
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) phone: String,
    pub(crate) code: String,
    pub(crate) person: String,
    pub(crate) to: String,
    pub(crate) outcome: String,
    pub(crate) present: String,
    pub(crate) in_favour: String,
    pub(crate) against: String,
    pub(crate) abstaining: String,
    pub(crate) on: String,
}

impl Asked {
    /// The person that is chosen or named by their code, if the viewer may know them.
    pub(crate) fn person(&self, view: View<'_>) -> Option<PersonId> {
        let chosen = self.person.trim().parse().ok().map(PersonId);
        let named = || view.directory.person(self.code.trim());
        chosen.or_else(named).filter(|person| view.knows(*person))
    }
}

/// The procedure of a unit with this identifier, which the viewer may open.
pub(crate) fn opened_in<'a>(
    view: View<'a>,
    unit: UnitId,
    id: &str,
) -> Result<(ProcedureId, &'a ProcedureRule), Failure> {
    view.unit_for(Action::OpenProcedure, unit)?;
    let procedure = view.charter.procedure_named(id).ok_or(Failure::NotFound)?;
    let rule = view.charter.procedure(procedure);
    Ok((procedure, rule.ok_or(Failure::NotFound)?))
}

/// Whether a procedure leads to another unit.
pub(crate) fn transfers(rule: &ProcedureRule) -> bool {
    rule.effects().any(|effect| effect == Effect::Transfer)
}

/// The form that opens a proceeding.
pub(crate) fn open(
    view: View<'_>,
    unit: UnitId,
    asked: &Asked,
    with: Drawing,
) -> Result<FormPage, Failure> {
    if asked.procedure.is_empty() {
        return chosen_first(view, unit, with);
    }
    let (_, rule) = opened_in(view, unit, &asked.procedure)?;
    let mut fields = Vec::new();
    let lead = match rule.about {
        About::Applicant => {
            fields.push(Field::new("name", "Name", Kind::Line).value(&asked.name));
            fields.push(
                Field::new("email", "E-mail", Kind::Email)
                    .value(&asked.email)
                    .optional(),
            );
            fields.push(
                Field::new("phone", "Telephone", Kind::Telephone)
                    .value(&asked.phone)
                    .optional(),
            );
            let hint = "Your own number for this person, unique in the organisation. Left empty, one is given.";
            fields.push(
                Field::new("code", "Code", Kind::Line)
                    .value(&asked.code)
                    .hint(hint)
                    .optional(),
            );
            "Nobody belongs to the unit by this alone. Whoever takes part in a step sees the name."
        }
        About::Member => {
            fields.push(member(view, unit, rule, asked));
            "It is about somebody who belongs to the unit."
        }
        About::Unit => "It is about the unit itself.",
    };
    if transfers(rule) {
        let hint = "The code of the unit the person wants to go to.";
        fields.push(
            Field::new("to", "To", Kind::Line)
                .value(&asked.to)
                .hint(hint),
        );
    }
    fields.push(day_field("Opened on", &asked.on, view.today));
    let first = rule.steps.first().map(|step| step.title.as_str());
    let lead = format!("{lead} First: {}.", first.unwrap_or_default());
    let action = format!("/units/{unit}/applications/new?procedure={}", rule.id);
    let page = FormPage {
        heading: format!("Open {}", indefinite(&rule.title)),
        lead: Some(lead),
        article: view.note(rule.rule),
        submit: "Open it".to_owned(),
        back: Some(Link::new("Back", format!("/units/{unit}/applications"))),
        ..blank(action, fields, with)
    };
    Ok(within(view, unit, page))
}

/// The form that asks which procedure is to be opened, where the address does not say.
fn chosen_first(view: View<'_>, unit: UnitId, with: Drawing) -> Result<FormPage, Failure> {
    view.unit_for(Action::OpenProcedure, unit)?;
    let choices: Vec<Choice> = procedures_of(view, unit)
        .map(|rule| Choice {
            value: rule.id.clone(),
            text: capital(&rule.title),
        })
        .collect();
    if choices.is_empty() {
        return Err(Failure::NotFound);
    }
    let field = Field::new("procedure", "What is opened", Kind::Choice(choices));
    let action = format!("/units/{unit}/applications/new");
    let page = FormPage {
        heading: "Open something new".to_owned(),
        submit: "Go on".to_owned(),
        back: Some(Link::new("Back", format!("/units/{unit}/applications"))),
        ..blank(action, vec![field], with)
    };
    Ok(within(view, unit, page))
}

/// Somebody of the unit whom the procedure may be about.
fn member(view: View<'_>, unit: UnitId, rule: &ProcedureRule, asked: &Asked) -> Field {
    let roll = view.state.roll(unit);
    let fitting = roll.filter(|person| {
        let grade = view.state.grade_of(*person);
        let behind = |least| view.state.dues_behind(*person, view.today) >= u32::from(least);
        grade.is_some_and(|grade| rule.grades.contains(&grade)) && rule.behind.is_none_or(behind)
    });
    who("Who", view, fitting.collect(), asked)
}

/// One of these people, or somebody by code where there are too many.
fn who(label: &str, view: View<'_>, people: Vec<PersonId>, asked: &Asked) -> Field {
    if people.len() > CHOICES_MAX || people.is_empty() {
        return Field::new("code", "Code of the person", Kind::Line)
            .value(&asked.code)
            .hint("It stands on the card of the person.");
    }
    let mut choices: Vec<Choice> = people
        .into_iter()
        .map(|person| Choice {
            value: person.to_string(),
            text: view.someone(person),
        })
        .collect();
    choices.sort_by_key(|choice| choice.text.to_lowercase());
    Field::new("person", label, Kind::Choice(choices)).value(&asked.person)
}

pub(super) fn blank(action: String, fields: Vec<Field>, with: Drawing) -> FormPage {
    let Drawing {
        frame,
        guard,
        trouble,
    } = with;
    FormPage {
        frame,
        heading: String::new(),
        lead: None,
        article: None,
        refused: trouble.refused.clone(),
        action,
        guard,
        fields: fields
            .into_iter()
            .map(|field| trouble.mark(field))
            .collect(),
        submit: String::new(),
        back: None,
    }
}

fn within(view: View<'_>, unit: UnitId, page: FormPage) -> FormPage {
    FormPage {
        frame: Frame {
            path: view.path_to(unit),
            ..page.frame
        },
        ..page
    }
}

/// A proceeding whose turn it is to be looked at by a form.
fn at_turn<'a>(
    view: View<'a>,
    id: ProceedingId,
) -> Result<(Proceeding, &'a ProcedureRule, Turn<'a>), Failure> {
    let (it, rule) = found(view, id)?;
    let turn = view.state.turn(&it, view.today).ok_or(Failure::NotFound)?;
    Ok((it, rule, turn))
}

/// What a form about a proceeding says beside its fields.
pub(super) struct Says {
    pub(super) heading: String,
    pub(super) lead: String,
    pub(super) submit: &'static str,
}

pub(super) fn about(
    view: View<'_>,
    (it, rule): (&Proceeding, &ProcedureRule),
    says: Says,
    page: FormPage,
) -> FormPage {
    let page = FormPage {
        heading: says.heading,
        lead: Some(says.lead),
        article: view.note(rule.rule),
        submit: says.submit.to_owned(),
        back: Some(Link::new("Back", format!("/applications/{}", it.id))),
        ..page
    };
    within(view, it.unit, page)
}

/// The form that enters what a step came to.
pub(crate) fn decide(
    view: View<'_>,
    id: ProceedingId,
    asked: &Asked,
    with: Drawing,
) -> Result<FormPage, Failure> {
    let (it, rule, turn) = at_turn(view, id)?;
    // What follows without a majority is not put to the vote: the figures say it.
    let without = match &turn.row.by {
        StepActor::Meeting { otherwise, .. } => *otherwise,
        _ => None,
    };
    let asked_for = (0..).zip(&turn.row.outcomes);
    let asked_for = asked_for.filter(|(row, _)| Some(*row) != without);
    let choices = asked_for.map(|(_, outcome)| Choice {
        value: outcome.id.clone(),
        text: format!(
            "{}: {}",
            capital(&outcome.title),
            leads(view, rule, outcome.then)
        ),
    });
    let voted = matches!(turn.row.by, StepActor::Meeting { .. });
    let label = if voted { "Put to the vote" } else { "Decision" };
    let mut fields =
        vec![Field::new("outcome", label, Kind::Choice(choices.collect())).value(&asked.outcome)];
    let mut lead = heading(view, &it, rule);
    if let StepActor::Meeting { majority, .. } = &turn.row.by {
        let count = |name, label, value: &str| {
            Field::new(name, label, Kind::Number(0, 1_000_000)).value(value)
        };
        fields.push(count("present", "Present with a vote", &asked.present));
        fields.push(count("in_favour", "In favour", &asked.in_favour));
        fields.push(count("against", "Against", &asked.against).optional());
        fields.push(count("abstaining", "Abstaining", &asked.abstaining).optional());
        if let Some(majority) = majority {
            lead.push_str(&format!(
                ". It takes {}; without that it comes to nothing, whatever was put to the vote.",
                majority.text
            ));
        }
    }
    fields.push(day_field("Decided on", &asked.on, view.today));
    let says = Says {
        heading: capital(&turn.row.title),
        lead,
        submit: "Enter the decision",
    };
    let action = format!("/applications/{id}/decide?step={}", turn.row.id);
    Ok(about(view, (&it, rule), says, blank(action, fields, with)))
}

/// The form with which somebody signs, or that enters who has.
pub(crate) fn sign(
    view: View<'_>,
    id: ProceedingId,
    asked: &Asked,
    with: Drawing,
) -> Result<FormPage, Failure> {
    let (it, rule, turn) = at_turn(view, id)?;
    let mut fields = Vec::new();
    let opens = view.may(Action::OpenProcedure, it.unit);
    if opens {
        if !matches!(turn.row.by, StepActor::Sponsors { .. }) {
            return Err(Failure::NotFound);
        }
        let roll = view.state.roll(it.unit);
        let roll = roll.filter(|person| view.state.may_sponsor(id, *person, view.today));
        fields.push(who("Who signs", view, roll.collect(), asked));
    }
    fields.push(day_field("Signed on", &asked.on, view.today));
    let lead = if opens {
        format!(
            "{}. Enter who has signed on paper.",
            heading(view, &it, rule)
        )
    } else {
        format!(
            "{}. You answer for this with your name.",
            heading(view, &it, rule)
        )
    };
    let says = Says {
        heading: capital(&turn.row.title),
        lead,
        submit: if opens { "Enter the signature" } else { "Sign" },
    };
    let action = format!("/applications/{id}/sign");
    Ok(about(view, (&it, rule), says, blank(action, fields, with)))
}

/// The form that takes a signature back.
pub(crate) fn unsign(
    view: View<'_>,
    id: ProceedingId,
    asked: &Asked,
    with: Drawing,
) -> Result<FormPage, Failure> {
    let (it, rule, _) = at_turn(view, id)?;
    let mut fields = Vec::new();
    if view.may(Action::OpenProcedure, it.unit) {
        let signed = view.state.sponsors_of(id);
        let choices = signed.filter(|one| one.until.is_none()).map(|one| Choice {
            value: one.person.to_string(),
            text: view.someone(one.person),
        });
        let kind = Kind::Choice(choices.collect());
        fields.push(Field::new("person", "Whose signature", kind).value(&asked.person));
    }
    fields.push(day_field("Taken back on", &asked.on, view.today));
    let says = Says {
        heading: "Take a signature back".to_owned(),
        lead: format!(
            "{}. Where too few are left, the way begins again at signing.",
            heading(view, &it, rule)
        ),
        submit: "Take it back",
    };
    let action = format!("/applications/{id}/unsign");
    Ok(about(view, (&it, rule), says, blank(action, fields, with)))
}

/// The form that ends it for whom it is about.
pub(crate) fn drop_it(
    view: View<'_>,
    id: ProceedingId,
    asked: &Asked,
    with: Drawing,
) -> Result<FormPage, Failure> {
    let (it, rule, _) = at_turn(view, id)?;
    let fields = vec![day_field("Withdrawn on", &asked.on, view.today)];
    let says = Says {
        heading: "Withdraw it".to_owned(),
        lead: format!(
            "{}. It ends here, and nobody has to say why. A new one can be opened at any time.",
            heading(view, &it, rule)
        ),
        submit: "Withdraw it",
    };
    let action = format!("/applications/{id}/drop");
    Ok(about(view, (&it, rule), says, blank(action, fields, with)))
}

/// The form that enters what the passing of time has decided.
pub(crate) fn time(
    view: View<'_>,
    id: ProceedingId,
    _: &Asked,
    with: Drawing,
) -> Result<FormPage, Failure> {
    let (it, rule, turn) = at_turn(view, id)?;
    if !turn.decided_by_time() {
        return Err(Failure::NotFound);
    }
    let (stands, _) = super::fill::stands(view, &it);
    let says = Says {
        heading: "Enter that the time is over".to_owned(),
        lead: format!("{}: {stands}.", heading(view, &it, rule)),
        submit: "Enter it",
    };
    let action = format!("/applications/{id}/time");
    Ok(about(
        view,
        (&it, rule),
        says,
        blank(action, Vec::new(), with),
    ))
}
