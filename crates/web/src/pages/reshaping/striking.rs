//! The forms that strike what was said of a unit by mistake: that it was founded, took
//! another name, went to stand under another, or ceased to be.

use charter::{Action, RuleId};
use kernel::units::{StrikeDissolution, StrikeFounding, StrikeMove, StrikeRenaming, Unit};
use kernel::{Command, UnitId};
use serde::Deserialize;

use crate::acting::{Drawing, Task, Trouble};
use crate::error::Failure;
use crate::forms::{Field, Kind};
use crate::frame::{Frame, Link};
use crate::pages::form::FormPage;
use crate::view::View;
use crate::words::day;

/// What the forms send.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Why {
    reason: String,
}

/// What is struck.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    Founding,
    Renaming,
    Move,
    Dissolution,
}

/// `/units/{id}/strike-founding`
pub(crate) const FOUNDING: Task<UnitId, Why> = Task {
    draws: |view, unit, form, with| drawn(view, (unit, What::Founding), form, with),
    commands: |view, unit, form, trouble| What::Founding.commanded(view, unit, form, trouble),
    after: |unit, receipt| {
        let above = receipt.events.iter().find_map(|event| match event {
            kernel::Event::Unit(kernel::units::UnitEvent::FoundingStruck { parent, .. }) => {
                Some(*parent)
            }
            _ => None,
        });
        format!("/units/{}", above.unwrap_or(unit))
    },
};

/// `/units/{id}/strike-renaming`
pub(crate) const RENAMING: Task<UnitId, Why> = Task {
    draws: |view, unit, form, with| drawn(view, (unit, What::Renaming), form, with),
    commands: |view, unit, form, trouble| What::Renaming.commanded(view, unit, form, trouble),
    after: |unit, _| format!("/units/{unit}"),
};

/// `/units/{id}/strike-move`
pub(crate) const RELOCATION: Task<UnitId, Why> = Task {
    draws: |view, unit, form, with| drawn(view, (unit, What::Move), form, with),
    commands: |view, unit, form, trouble| What::Move.commanded(view, unit, form, trouble),
    after: |unit, _| format!("/units/{unit}"),
};

/// `/units/{id}/strike-dissolution`
pub(crate) const DISSOLUTION: Task<UnitId, Why> = Task {
    draws: |view, unit, form, with| drawn(view, (unit, What::Dissolution), form, with),
    commands: |view, unit, form, trouble| What::Dissolution.commanded(view, unit, form, trouble),
    after: |unit, _| format!("/units/{unit}"),
};

impl What {
    /// What stands in the address.
    fn way(self) -> &'static str {
        match self {
            What::Founding => "strike-founding",
            What::Renaming => "strike-renaming",
            What::Move => "strike-move",
            What::Dissolution => "strike-dissolution",
        }
    }

    /// What it is called.
    fn word(self) -> &'static str {
        match self {
            What::Founding => "founding",
            What::Renaming => "renaming",
            What::Move => "move",
            What::Dissolution => "dissolution",
        }
    }

    fn command(self, unit: UnitId, reason: String) -> Command {
        match self {
            What::Founding => Command::from(StrikeFounding { unit, reason }),
            What::Renaming => Command::from(StrikeRenaming { unit, reason }),
            What::Move => Command::from(StrikeMove { unit, reason }),
            What::Dissolution => Command::from(StrikeDissolution { unit, reason }),
        }
    }

    fn commanded(
        self,
        view: View<'_>,
        unit: UnitId,
        form: &Why,
        trouble: &mut Trouble,
    ) -> Result<Option<Command>, Failure> {
        view.unit(unit)?;
        let reason = trouble.line("reason", &form.reason);
        Ok(reason.map(|reason| self.command(unit, reason)))
    }

    /// The unit, for whoever may do this with it, and what is said before it is done.
    fn asked<'a>(self, view: View<'a>, id: UnitId) -> Result<(Unit<'a>, String), Failure> {
        let state = view.state;
        let (unit, said) = match self {
            What::Founding => {
                let it = view.unit(id)?;
                let above = it.parent.ok_or(Failure::NotFound)?;
                view.unit_for(Action::FoundUnit, above)?;
                let text = format!(
                    "{} was founded on {}. Struck, it never was: nothing may be on record of it but that. Its code stays taken. A unit that was there and ended is dissolved instead.",
                    it.name,
                    day(it.founded)
                );
                (it, text)
            }
            What::Renaming => {
                let it = view.unit_for(Action::RenameUnit, id)?;
                let (before, since) = state.before_renaming(id).ok_or(Failure::NotFound)?;
                let text = format!(
                    "It has been called {} since {}. Struck, it is called {before}, and was never called anything else in between.",
                    it.name,
                    day(since)
                );
                (it, text)
            }
            What::Move => {
                let it = view.unit_for(Action::MoveUnit, id)?;
                let (before, since) = state.before_move(id).ok_or(Failure::NotFound)?;
                let now = it.parent.map(|above| view.some_unit(above));
                let text = format!(
                    "It has stood under {} since {}. Struck, it stands under {}, with everything beneath it, as if it had never gone, and the posts go on that ended with the move and that nobody else has by now.",
                    now.unwrap_or_default(),
                    day(since),
                    view.some_unit(before)
                );
                (it, text)
            }
            What::Dissolution => {
                let it = view.unit_for(Action::DissolveUnit, id)?;
                let on = it.dissolved.filter(|_| !state.never_was(id));
                let on = on.ok_or(Failure::NotFound)?;
                let text = format!(
                    "It was dissolved on {}. Struck, it stands under the number and the code it had, and the posts go on that ended with it, where their holders may have them still. Requests that went to the unit above stay there; what was under way about applicants is over.",
                    day(on)
                );
                (it, text)
            }
        };
        Ok((unit, said))
    }
}

/// Whether the viewer could strike this of a unit now.
pub(crate) fn can_be_struck(view: View<'_>, unit: UnitId, what: What) -> bool {
    let there = match what {
        What::Founding => view.state.roll_count(unit) == 0,
        What::Renaming => view.state.before_renaming(unit).is_some(),
        What::Move => view.state.before_move(unit).is_some(),
        What::Dissolution => view.state.standing_level(unit).is_none(),
    };
    there && view.would(what.command(unit, "a mistake".to_owned()))
}

/// The way to strike it, in the words of what has just been done.
pub(crate) fn way_after(view: View<'_>, unit: UnitId, what: What) -> Option<Link> {
    can_be_struck(view, unit, what).then(|| {
        let way = format!("/units/{unit}/{}", what.way());
        Link::new("Was this a mistake? Strike it", way)
    })
}

/// What the viewer could strike of a unit now.
pub(crate) fn ways(view: View<'_>, unit: UnitId) -> Vec<Link> {
    let all = [
        What::Dissolution,
        What::Founding,
        What::Renaming,
        What::Move,
    ];
    let possible = all
        .into_iter()
        .filter(|what| can_be_struck(view, unit, *what));
    possible
        .map(|what| {
            let text = format!("Strike the {}", what.word());
            Link::new(text, format!("/units/{unit}/{}", what.way()))
        })
        .collect()
}

fn rule_of(view: View<'_>, unit: &Unit<'_>) -> Option<RuleId> {
    view.charter.level(unit.level).map(|row| row.rule)
}

fn drawn(
    view: View<'_>,
    (id, what): (UnitId, What),
    form: &Why,
    with: Drawing,
) -> Result<FormPage, Failure> {
    let (it, lead) = what.asked(view, id)?;
    let reason = Field::new("reason", "Why", Kind::Line).value(&form.reason);
    Ok(FormPage {
        frame: Frame {
            path: view.path_to(id),
            ..with.frame
        },
        heading: format!("Strike the {} of {}", what.word(), it.name),
        lead: Some(lead),
        article: rule_of(view, &it).and_then(|rule| view.note(rule)),
        refused: with.trouble.refused.clone(),
        action: format!("/units/{id}/{}", what.way()),
        guard: with.guard,
        fields: vec![with.trouble.mark(reason)],
        submit: "Strike it".to_owned(),
        back: Some(Link::new("Back", format!("/units/{id}"))),
    })
}
