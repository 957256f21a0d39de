//! The forms about petitions: record one made in person, pass on, answer, correct.

use charter::{Action, PetitionKindId};
use kernel::petitions::Petition;
use kernel::{PetitionId, UnitId};
use serde::Deserialize;

use super::fill::{known, rule_of, title};
use crate::acting::{Drawing, day_field};
use crate::error::Failure;
use crate::forms::{Choice, Field, Kind};
use crate::frame::{Frame, Link};
use crate::pages::form::FormPage;
use crate::view::View;
use crate::words::{capital, day};

/// Units above or beside that are offered.
const OFFERED_MAX: usize = 60;

/// What a form about petitions sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct PetitionForm {
    pub(crate) kind: String,
    pub(crate) text: String,
    pub(crate) contact: String,
    pub(crate) to: String,
    pub(crate) code: String,
    pub(crate) reason: String,
    pub(crate) on: String,
}

/// The kinds that units of the level take in, as a choice where there are several.
pub(crate) fn kind_field(view: View<'_>, kinds: &[PetitionKindId], chosen: &str) -> Option<Field> {
    let choices: Vec<Choice> = kinds
        .iter()
        .filter_map(|kind| view.charter.petition(*kind))
        .map(|rule| Choice {
            value: rule.id.clone(),
            text: capital(&rule.title),
        })
        .collect();
    (choices.len() > 1)
        .then(|| Field::new("kind", "What it is", Kind::Choice(choices)).value(chosen))
}

/// Kinds taken in by units of this level.
pub(crate) fn kinds_at(view: View<'_>, unit: UnitId) -> Vec<PetitionKindId> {
    let level = view.state.standing_level(unit);
    (0..)
        .zip(&view.charter.petitions)
        .filter(|(_, rule)| level.is_some_and(|level| rule.levels.contains(&level)))
        .map(|(row, _)| PetitionKindId(row))
        .collect()
}

/// The kind that is meant: the one named, or the first.
pub(crate) fn kind_meant(
    view: View<'_>,
    kinds: &[PetitionKindId],
    named: &str,
) -> Result<PetitionKindId, Failure> {
    let found = view.charter.petition_named(named);
    found
        .filter(|kind| kinds.contains(kind))
        .or_else(|| kinds.first().copied())
        .ok_or(Failure::NotFound)
}

/// The fields of what is asked.
pub(crate) fn asked_fields(form: &PetitionForm) -> [Field; 2] {
    [
        Field::new("text", "What is asked", Kind::Lines)
            .value(&form.text)
            .hint("At most 4000 characters."),
        Field::new("contact", "Where the answer can be sent", Kind::Line)
            .value(&form.contact)
            .hint("Only where it shall be sent: an address, a telephone number, a name.")
            .optional(),
    ]
}

/// The form that records one made in person.
pub(super) fn record(
    view: View<'_>,
    unit: UnitId,
    form: &PetitionForm,
    with: Drawing,
) -> Result<FormPage, Failure> {
    let it = view.unit_for(Action::RecordPetition, unit)?;
    let kinds = kinds_at(view, unit);
    let first = kinds.first().and_then(|kind| view.charter.petition(*kind));
    let rule = first.ok_or(Failure::NotFound)?;
    let Drawing {
        frame,
        guard,
        trouble,
    } = with;
    let fields = kind_field(view, &kinds, &form.kind)
        .into_iter()
        .chain(asked_fields(form))
        .chain([day_field("Asked on", &form.on, view.today)]);
    Ok(FormPage {
        frame: Frame {
            path: view.path_to(unit),
            ..frame
        },
        heading: format!("Record a {} made in person", rule.title),
        lead: Some(format!(
            "{} answers within {} days. What is written here is erased {} days after the answer.",
            it.name, rule.answer_days, rule.erase_days
        )),
        article: view.note(rule.rule),
        refused: trouble.refused.clone(),
        action: format!("/units/{unit}/petitions/record"),
        guard,
        fields: fields.map(|field| trouble.mark(field)).collect(),
        submit: "Record it".to_owned(),
        back: Some(Link::new("Back", format!("/units/{unit}/petitions"))),
    })
}

/// What is done to one petition with a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Doing {
    PassOn,
    Answer,
    Correct,
}

impl Doing {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Doing::PassOn => "pass-on",
            Doing::Answer => "answer",
            Doing::Correct => "correct",
        }
    }

    fn action(self) -> Action {
        match self {
            Doing::PassOn => Action::PassOnPetition,
            Doing::Answer | Doing::Correct => Action::AnswerPetition,
        }
    }
}

/// The form that passes one on, answers it, or corrects the answer.
pub(super) fn change(
    view: View<'_>,
    id: PetitionId,
    doing: Doing,
    form: &PetitionForm,
    with: Drawing,
) -> Result<FormPage, Failure> {
    let (it, _) = known(view, id)?;
    view.unit_for(doing.action(), it.unit)?;
    let rule = rule_of(view, &it)?;
    let Drawing {
        frame,
        guard,
        trouble,
    } = with;
    let (heading, submit, mut fields) = match doing {
        Doing::PassOn => ("Pass it on", "Pass it on", pass_on_fields(view, &it, form)),
        Doing::Answer => ("Answer it", "Answer", vec![answer_field(form)]),
        Doing::Correct => (
            "Correct the answer",
            "Correct it",
            vec![
                answer_field(form),
                Field::new("reason", "Why it is corrected", Kind::Lines).value(&form.reason),
            ],
        ),
    };
    fields.push(day_field("Done on", &form.on, view.today));
    let lead = match doing {
        Doing::PassOn => rule.pass_on_days.map(|days| {
            format!(
                "It came on {}. Passed on within {days} days, the next unit has {} days to answer; later, the answer is still due on {}.",
                day(it.received),
                rule.answer_days,
                day(it.due)
            )
        }),
        Doing::Answer | Doing::Correct => Some(format!(
            "Whoever asked reads it at the address they kept. It is erased {} days after the answer.",
            rule.erase_days
        )),
    };
    Ok(FormPage {
        frame: Frame {
            path: view.path_to(it.unit),
            ..frame
        },
        heading: format!("{}: {heading}", title(view, &it)),
        lead,
        article: view.note(rule.rule),
        refused: trouble.refused.clone(),
        action: format!("/petitions/{id}/{}", doing.word()),
        guard,
        fields: fields
            .into_iter()
            .map(|field| trouble.mark(field))
            .collect(),
        submit: submit.to_owned(),
        back: Some(Link::new("Back", format!("/petitions/{id}"))),
    })
}

fn answer_field(form: &PetitionForm) -> Field {
    Field::new("text", "The answer", Kind::Lines).value(&form.text)
}

/// Units above and beside that take it in, and a code for any other.
fn pass_on_fields(view: View<'_>, it: &Petition, form: &PetitionForm) -> Vec<Field> {
    let Some(rule) = view.charter.petition(it.kind) else {
        return Vec::new();
    };
    let takes_in = |unit: &UnitId| {
        let level = view.state.standing_level(*unit);
        level.is_some_and(|level| rule.levels.contains(&level))
    };
    let above = view.state.units_above(it.unit).filter(|_| rule.up);
    let parent = view.state.units_above(it.unit).next();
    let beside = parent
        .filter(|_| rule.sideways)
        .into_iter()
        .flat_map(|parent| view.state.units_beneath(parent))
        .filter(|unit| *unit != it.unit);
    let mut choices = vec![Choice {
        value: String::new(),
        text: "Choose".to_owned(),
    }];
    choices.extend(
        above
            .chain(beside)
            .filter(takes_in)
            .take(OFFERED_MAX)
            .filter_map(|unit| view.state.unit(unit))
            .map(|unit| Choice {
                value: unit.id.to_string(),
                text: unit.name.to_owned(),
            }),
    );
    let mut fields = vec![
        Field::new("to", "To", Kind::Choice(choices))
            .value(&form.to)
            .optional(),
    ];
    if rule.sideways {
        fields.push(
            Field::new("code", "Or the code of another unit", Kind::Line)
                .value(&form.code)
                .optional(),
        );
    }
    fields.push(
        Field::new("reason", "Why", Kind::Lines)
            .value(&form.reason)
            .hint("Whoever asked reads it."),
    );
    fields
}
