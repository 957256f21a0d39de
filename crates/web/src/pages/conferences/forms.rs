//! The forms that call a conference and take things back.

use charter::{Action, ConferenceKindId, ConferenceRule};
use jiff::ToSpan;
use kernel::conferences::{CallConference, CallOffConference, StrikeCheckIn, StrikeDelegates};
use kernel::{Command, ConferenceId, PersonId, UnitId};
use serde::Deserialize;

use super::fill::{known, rule};
use crate::acting::{Drawing, Trouble};
use crate::error::Failure;
use crate::forms::{Choice, Field, Kind};
use crate::frame::Link;
use crate::pages::form::FormPage;
use crate::view::View;
use crate::words::{capital, day};

/// What the form that calls sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct CallForm {
    /// Identifier of the kind.
    kind: String,
    key_day: String,
    first: String,
    last: String,
    title: String,
    place: String,
}

/// What the forms that take back send.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ReasonForm {
    /// Number of a unit.
    pub(super) unit: String,
    /// Number of a person.
    pub(super) person: String,
    pub(super) reason: String,
    pub(super) on: String,
}

impl ReasonForm {
    pub(super) fn unit(&self) -> Result<UnitId, Failure> {
        let unit = self.unit.trim().parse().map(UnitId);
        unit.map_err(|_| Failure::NotFound)
    }

    pub(super) fn person(&self) -> Result<PersonId, Failure> {
        let person = self.person.trim().parse().map(PersonId);
        person.map_err(|_| Failure::NotFound)
    }

    pub(super) fn reason(&self, trouble: &mut Trouble) -> Option<String> {
        let reason = self.reason.trim();
        if reason.is_empty() {
            trouble.note("reason", "Say why.");
        }
        (!reason.is_empty()).then(|| reason.to_owned())
    }
}

/// The kinds that a unit may call.
fn callable(view: View<'_>, unit: UnitId) -> Vec<(ConferenceKindId, &ConferenceRule)> {
    let level = view.state.standing_level(unit);
    (0..)
        .map(ConferenceKindId)
        .zip(&view.charter.conferences)
        .filter(|(_, rule)| level.is_some_and(|level| rule.calls.contains(&level)))
        .collect()
}

fn chosen<'a>(
    view: View<'a>,
    unit: UnitId,
    form: &CallForm,
) -> Result<(ConferenceKindId, &'a ConferenceRule), Failure> {
    let all = callable(view, unit);
    let named = all.iter().find(|(_, rule)| rule.id == form.kind);
    let first = all.first().filter(|_| form.kind.is_empty());
    named.or(first).copied().ok_or(Failure::NotFound)
}

/// What the form that calls commands.
pub(super) fn call_command(
    view: View<'_>,
    unit: UnitId,
    form: &CallForm,
    trouble: &mut Trouble,
) -> Result<Option<Command>, Failure> {
    view.unit(unit)?;
    let (kind, _) = chosen(view, unit, form)?;
    let key_day = trouble.day("key_day", &form.key_day);
    let first = trouble.day("first", &form.first);
    let last = trouble.day("last", &form.last);
    let title = trouble.line_or_none("title", &form.title);
    let place = trouble.line_or_none("place", &form.place);
    Ok(key_day
        .zip(first)
        .zip(last)
        .map(|((key_day, first), last)| {
            Command::from(CallConference {
                kind,
                unit,
                key_day,
                first,
                last,
                title: title.unwrap_or_default(),
                place: place.unwrap_or_default(),
            })
        }))
}

/// The form that calls.
pub(super) fn call(
    view: View<'_>,
    unit: UnitId,
    form: &CallForm,
    with: Drawing,
) -> Result<FormPage, Failure> {
    let it = view.unit_for(Action::CallConference, unit)?;
    let (_, rule) = chosen(view, unit, form)?;
    let choices: Vec<Choice> = callable(view, unit)
        .into_iter()
        .map(|(_, rule)| Choice {
            value: rule.id.clone(),
            text: capital(&rule.title),
        })
        .collect();
    let ahead = i64::from(rule.notice_days.unwrap_or(28));
    let likely = view.today.saturating_add(ahead.days()).to_string();
    let or = |typed: &str, likely: &str| {
        let typed = typed.trim();
        if typed.is_empty() { likely } else { typed }.to_owned()
    };
    let mut fields = Vec::new();
    if choices.len() > 1 {
        fields.push(Field::new("kind", "Which", Kind::Choice(choices)).value(&rule.id));
    }
    fields.extend([
        Field::new("key_day", "Key day", Kind::Day)
            .value(or(&form.key_day, &view.today.to_string()))
            .hint("The seats are given out by the rolls of this day."),
        Field::new("first", "First day", Kind::Day).value(or(&form.first, &likely)),
        Field::new("last", "Last day", Kind::Day).value(or(&form.last, &likely)),
        Field::new("title", "Name of its own", Kind::Line)
            .value(&form.title)
            .optional(),
        Field::new("place", "Where", Kind::Line)
            .value(&form.place)
            .optional(),
    ]);
    Ok(FormPage {
        heading: format!("Call the {}", rule.title),
        lead: Some(format!(
            "{} calls it. Every unit that sends delegates has its seats at once.",
            capital(it.name)
        )),
        action: format!("/units/{unit}/conferences/call"),
        submit: "Call it".to_owned(),
        back: Some(Link::new("Back", "/conferences")),
        ..with.page(view, unit, Some(rule.rule), fields)
    })
}

/// What the form that calls off commands.
pub(super) fn call_off_command(
    view: View<'_>,
    conference: ConferenceId,
    form: &ReasonForm,
    trouble: &mut Trouble,
) -> Result<Option<Command>, Failure> {
    known(view, conference)?;
    let reason = form.reason(trouble);
    Ok(reason.map(|reason| Command::from(CallOffConference { conference, reason })))
}

/// The form that calls off.
pub(super) fn call_off(
    view: View<'_>,
    conference: ConferenceId,
    form: &ReasonForm,
    with: Drawing,
) -> Result<FormPage, Failure> {
    let it = known(view, conference)?;
    view.unit_for(Action::CallConference, it.unit)?;
    let rule = rule(view, &it)?;
    let asking = Asking {
        heading: format!("Call the {} off", rule.title),
        lead: "Nobody comes, and nobody's code is good any more. What was recorded stays in the journal.".to_owned(),
        action: format!("/conferences/{conference}/call-off"),
        submit: "Call it off",
        back: format!("/conferences/{conference}"),
        hidden: None,
    };
    asking.page(view, (it.unit, rule), form, with)
}

/// What the form that strikes commands.
pub(super) fn strike_command(
    view: View<'_>,
    conference: ConferenceId,
    form: &ReasonForm,
    trouble: &mut Trouble,
) -> Result<Option<Command>, Failure> {
    known(view, conference)?;
    let unit = form.unit()?;
    let reason = form.reason(trouble);
    Ok(reason.map(|reason| {
        Command::from(StrikeDelegates {
            conference,
            unit,
            reason,
        })
    }))
}

/// The form that strikes whom a unit sends.
pub(super) fn strike(
    view: View<'_>,
    conference: ConferenceId,
    form: &ReasonForm,
    with: Drawing,
) -> Result<FormPage, Failure> {
    let it = known(view, conference)?;
    let unit = form.unit()?;
    view.unit_for(Action::ElectDelegates, unit)?;
    let rule = rule(view, &it)?;
    let name = view.some_unit(unit);
    let asking = Asking {
        heading: format!("Strike whom {name} sends"),
        lead: "Then it can be recorded anew. What was recorded stays in the journal.".to_owned(),
        action: format!("/conferences/{conference}/strike"),
        submit: "Strike it",
        back: format!("/conferences/{conference}/delegates?unit={unit}"),
        hidden: Some(("unit", unit.to_string(), name)),
    };
    asking.page(view, (unit, rule), form, with)
}

/// What the form that sends somebody out commands.
pub(super) fn send_out_command(
    view: View<'_>,
    conference: ConferenceId,
    form: &ReasonForm,
    trouble: &mut Trouble,
) -> Result<Option<Command>, Failure> {
    known(view, conference)?;
    let person = form.person()?;
    let reason = form.reason(trouble);
    Ok(reason.map(|reason| {
        Command::from(StrikeCheckIn {
            conference,
            person,
            reason,
        })
    }))
}

/// The form that takes back that somebody came in.
pub(super) fn send_out(
    view: View<'_>,
    conference: ConferenceId,
    form: &ReasonForm,
    with: Drawing,
) -> Result<FormPage, Failure> {
    let it = known(view, conference)?;
    view.unit_for(Action::AdmitDelegates, it.unit)?;
    let person = form.person()?;
    let came = view.state.mandate(conference, person);
    let came = came.and_then(|mandate| mandate.came);
    let on = came.ok_or(Failure::NotFound)?;
    let rule = rule(view, &it)?;
    let asking = Asking {
        heading: "Take back that somebody came in".to_owned(),
        lead: format!(
            "{} came in on {}. Their code is good again afterwards.",
            capital(&view.someone(person)),
            day(on)
        ),
        action: format!("/conferences/{conference}/send-out"),
        submit: "Take it back",
        back: format!("/conferences/{conference}/delegates"),
        hidden: Some(("person", person.to_string(), view.someone(person))),
    };
    asking.page(view, (it.unit, rule), form, with)
}

/// A form that asks for a reason.
pub(super) struct Asking {
    pub(super) heading: String,
    pub(super) lead: String,
    pub(super) action: String,
    pub(super) submit: &'static str,
    pub(super) back: String,
    /// Whom it is about: the name of the field, its value, and the words for it.
    pub(super) hidden: Option<(&'static str, String, String)>,
}

impl Asking {
    pub(super) fn page(
        self,
        view: View<'_>,
        (unit, rule): (UnitId, &ConferenceRule),
        form: &ReasonForm,
        with: Drawing,
    ) -> Result<FormPage, Failure> {
        let label = |name: &str| match name {
            "unit" => "Unit",
            "number" => "Number",
            _ => "Who",
        };
        let about = self.hidden.into_iter().map(|(name, value, text)| {
            let only = vec![Choice {
                value: value.clone(),
                text: capital(&text),
            }];
            Field::new(name, label(name), Kind::Choice(only)).value(value)
        });
        let reason = Field::new("reason", "Why", Kind::Lines).value(&form.reason);
        Ok(FormPage {
            heading: self.heading,
            lead: Some(self.lead),
            action: self.action,
            submit: self.submit.to_owned(),
            back: Some(Link::new("Back", self.back)),
            ..with.page(view, unit, Some(rule.rule), about.chain([reason]).collect())
        })
    }
}
