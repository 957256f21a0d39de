//! From the record to the forms that change the tree.

use charter::{Action, LevelId};
use kernel::units::{DissolveUnit, FoundUnit, MoveUnit, Unit};
use kernel::{Command, Refusal, Request, UnitId, decide};
use serde::Deserialize;

use crate::acting::{Drawing, day_field};
use crate::error::Failure;
use crate::forms::{Choice, Field, Kind};
use crate::frame::{Frame, Link};
use crate::pages::findings::wording::indefinite;
use crate::pages::form::FormPage;
use crate::view::View;
use crate::words::capital;

/// As many units can be chosen from; of more, one is named by its code.
const CHOICES_MAX: usize = 150;

/// What the forms of a unit send.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct UnitForm {
    pub(crate) name: String,
    pub(crate) code: String,
    pub(crate) level: String,
    pub(crate) to: String,
    pub(crate) on: String,
}

/// What a form does, beside its fields.
struct Deed<'a> {
    unit: Unit<'a>,
    way: &'static str,
    heading: String,
    lead: Option<String>,
    submit: &'static str,
}

/// The form that founds a unit beneath another.
pub(crate) fn found(
    view: View<'_>,
    unit: UnitId,
    form: &UnitForm,
    with: Drawing,
) -> Result<FormPage, Failure> {
    let it = view.unit_for(Action::FoundUnit, unit)?;
    let levels: Vec<_> = view
        .charter
        .levels
        .iter()
        .filter(|level| level.under.contains(&it.level))
        .collect();
    if levels.is_empty() {
        would(view, founding(view, unit, it.level))?;
    }
    let chosen = levels
        .iter()
        .find(|level| level.id == form.level)
        .or(levels.first());
    let article = chosen.and_then(|level| view.note(level.rule));
    let mut fields = Vec::new();
    if let [_, _, ..] = levels.as_slice() {
        let choices = levels.iter().map(|level| Choice {
            value: level.id.clone(),
            text: capital(level.title_on(view.today)),
        });
        fields.push(
            Field::new("level", "What it is", Kind::Choice(choices.collect())).value(&form.level),
        );
    }
    fields.push(Field::new("name", "Name", Kind::Line).value(&form.name));
    let hint = format!(
        "Short, lasting and used by no other unit; that of {} is {}.",
        it.name, it.code
    );
    fields.push(
        Field::new("code", "Code", Kind::Line)
            .value(&form.code)
            .hint(hint),
    );
    fields.push(day_field("Founded on", &form.on, view.today));
    let what = match levels.as_slice() {
        [only] => format!("Found {}", indefinite(only.title_on(view.today))),
        _ => "Found a unit".to_owned(),
    };
    let deed = Deed {
        unit: it,
        way: "found",
        heading: format!("{what} under {}", it.name),
        lead: None,
        submit: "Found it",
    };
    Ok(FormPage {
        article,
        ..page(view, deed, fields, with)
    })
}

/// The form that gives a unit another name.
pub(crate) fn rename(
    view: View<'_>,
    unit: UnitId,
    form: &UnitForm,
    with: Drawing,
) -> Result<FormPage, Failure> {
    let it = view.unit_for(Action::RenameUnit, unit)?;
    let typed = if form.name.is_empty() {
        it.name
    } else {
        &form.name
    };
    let fields = vec![
        Field::new("name", "New name", Kind::Line).value(typed),
        day_field("From", &form.on, view.today),
    ];
    let deed = Deed {
        unit: it,
        way: "rename",
        heading: format!("Rename {}", it.name),
        lead: Some("The old name stays in the record.".to_owned()),
        submit: "Rename it",
    };
    let article = view.right_note(Action::RenameUnit);
    Ok(FormPage {
        article,
        ..page(view, deed, fields, with)
    })
}

/// The form that puts a unit under another.
pub(crate) fn relocate(
    view: View<'_>,
    unit: UnitId,
    form: &UnitForm,
    with: Drawing,
) -> Result<FormPage, Failure> {
    let it = view.unit_for(Action::MoveUnit, unit)?;
    let parents = parents(view, &it);
    let nowhere = parents.is_empty();
    let to = if nowhere || parents.len() > CHOICES_MAX {
        Field::new("to", "Code of the unit above", Kind::Line)
            .hint("It stands on the page of that unit.")
    } else {
        let choices = parents.into_iter().filter_map(|parent| {
            let parent = view.state.unit(parent)?;
            Some(Choice {
                value: parent.code.to_owned(),
                text: parent.name.to_owned(),
            })
        });
        Field::new("to", "Under", Kind::Choice(choices.collect()))
    };
    let fields = vec![to.value(&form.to), day_field("From", &form.on, view.today)];
    let now = it
        .parent
        .map(|parent| format!("It stands under {}. ", view.some_unit(parent)))
        .unwrap_or_default();
    let deed = Deed {
        unit: it,
        way: "move",
        heading: format!("Move {}", it.name),
        lead: Some(format!(
            "{now}{}Everything beneath it moves along.",
            if nowhere {
                "You know of no other place where it may stand today. "
            } else {
                ""
            }
        )),
        submit: "Move it",
    };
    let article = view
        .charter
        .level(it.level)
        .and_then(|level| view.note(level.rule));
    Ok(FormPage {
        article,
        ..page(view, deed, fields, with)
    })
}

/// Where the kernel would let the unit stand from today, other than where it does.
fn parents(view: View<'_>, it: &Unit<'_>) -> Vec<UnitId> {
    let moves = |parent| {
        Command::from(MoveUnit {
            unit: it.id,
            parent,
            on: view.today,
        })
    };
    let units = view.units_where(Action::MoveUnit).into_iter();
    units
        .filter(|unit| Some(*unit) != it.parent && would(view, moves(*unit)).is_ok())
        .collect()
}

/// Whether the kernel would do this today.
fn would(view: View<'_>, command: Command) -> Result<(), Refusal> {
    decide(
        view.state,
        &Request {
            actor: view.viewer,
            today: view.today,
            command,
        },
    )
    .map(|_| ())
}

/// A unit of this level that is founded on trial. No unit has a dash alone for a code.
fn founding(view: View<'_>, under: UnitId, level: LevelId) -> Command {
    let (code, name) = ("\u{2014}".to_owned(), "\u{2014}".to_owned());
    Command::from(FoundUnit {
        code,
        level,
        name,
        parent: Some(under),
        on: view.today,
    })
}

/// The page that asks once more before a unit is dissolved.
pub(crate) fn dissolve(
    view: View<'_>,
    unit: UnitId,
    form: &UnitForm,
    with: Drawing,
) -> Result<FormPage, Failure> {
    let it = view.unit_for(Action::DissolveUnit, unit)?;
    let Drawing { trouble, .. } = &with;
    if trouble.is_none() {
        // Asking for the day would be idle where the kernel refuses on any.
        would(
            view,
            Command::from(DissolveUnit {
                unit,
                on: view.today,
            }),
        )?;
    }
    let fields = vec![day_field("Last day", &form.on, view.today)];
    let deed = Deed {
        unit: it,
        way: "dissolve",
        heading: format!("Dissolve {}", it.name),
        lead: Some("Only a unit that nobody belongs to and nothing stands under is dissolved. Its record stays.".to_owned()),
        submit: "Dissolve it",
    };
    let article = view.right_note(Action::DissolveUnit);
    Ok(FormPage {
        article,
        ..page(view, deed, fields, with)
    })
}

fn page(view: View<'_>, deed: Deed<'_>, fields: Vec<Field>, with: Drawing) -> FormPage {
    let Drawing {
        frame,
        guard,
        trouble,
    } = with;
    let unit = deed.unit.id;
    FormPage {
        frame: Frame {
            path: view.path_to(unit),
            ..frame
        },
        heading: deed.heading,
        lead: deed.lead,
        article: None,
        refused: trouble.refused.clone(),
        action: format!("/units/{unit}/{}", deed.way),
        guard,
        fields: fields
            .into_iter()
            .map(|field| trouble.mark(field))
            .collect(),
        submit: deed.submit.to_owned(),
        back: Some(Link::new("Back", format!("/units/{unit}"))),
    }
}

/// What the viewer may do to the tree at this unit, in words and with the way to it.
pub(crate) fn acts(view: View<'_>, unit: UnitId) -> Vec<Link> {
    let deeds = [
        (Action::FoundUnit, "Found a unit beneath", "found"),
        (Action::RenameUnit, "Rename", "rename"),
        (Action::MoveUnit, "Move", "move"),
        (Action::DissolveUnit, "Dissolve", "dissolve"),
    ];
    let possible = |action: Action| view.may(action, unit) && !refused_for_good(view, action, unit);
    deeds
        .into_iter()
        .filter(|(action, ..)| possible(*action))
        .map(|(_, text, way)| Link::new(text, format!("/units/{unit}/{way}")))
        .collect()
}

/// Whether the kernel would refuse this today whatever was typed into the form.
fn refused_for_good(view: View<'_>, action: Action, unit: UnitId) -> bool {
    let Some(it) = view.state.unit(unit) else {
        return true;
    };
    if it.dissolved.is_some() {
        return true;
    }
    let command = match action {
        Action::FoundUnit => {
            let levels = (0..).zip(&view.charter.levels);
            let mut under = levels.filter(|(_, level)| level.under.contains(&it.level));
            let Some((level, _)) = under.next() else {
                return true;
            };
            founding(view, unit, LevelId(level))
        }
        // Whether there is a place to go is for the form to say: here it would mean a look at every unit.
        Action::MoveUnit => return it.parent.is_none(),
        Action::DissolveUnit => Command::from(DissolveUnit {
            unit,
            on: view.today,
        }),
        _ => return false,
    };
    would(view, command).is_err()
}
