//! Founding, renaming, moving and dissolving a unit.

use std::future::{Ready, ready};

use axum::extract::State;
use axum::response::Response;
use clerk::{Receipt, Submission};
use kernel::units::{DissolveUnit, FoundUnit, MoveUnit, RenameUnit, UnitEvent};
use kernel::{Command, Event, UnitId};

use super::fill::{self, UnitForm};
use crate::acting::{self, Drawing, Trouble};
use crate::error::Failure;
use crate::pages::form::FormPage;
use crate::session::{At, Query, Sent, SignedIn};
use crate::site::Site;
use crate::view::View;

/// What draws one of the forms.
pub(crate) type Fill = fn(View<'_>, UnitId, &UnitForm, Drawing) -> Result<FormPage, Failure>;

/// A form that is drawn at once.
type Drawn = Ready<Result<Response, Failure>>;

/// The form at `GET /units/{id}/found`, `rename`, `move` or `dissolve`, whichever `fill` draws.
pub(crate) fn form(
    fill: Fill,
) -> impl Fn(State<Site>, SignedIn, At<u32>, Query<UnitForm>) -> Drawn + Clone + Send + Sync {
    move |State(site), by, At(unit), Query(form)| {
        ready(acting::form(&site, &by, |view, with| {
            fill(view, UnitId(unit), &form, with)
        }))
    }
}

/// `POST /units/{id}/found`
pub(crate) async fn found(
    State(site): State<Site>,
    At(unit): At<u32>,
    sent: Sent<UnitForm>,
) -> Result<Response, Failure> {
    let unit = UnitId(unit);
    let mut trouble = Trouble::default();
    let (name, code) = (
        trouble.line("name", &sent.form.name),
        trouble.line("code", &sent.form.code),
    );
    let on = trouble.day("on", &sent.form.on);
    let level = site.look(&sent.by, |view| {
        let above = view.unit(unit)?.level;
        let mut under = (0..)
            .zip(&view.charter.levels)
            .filter(|(_, level)| level.under.contains(&above));
        let only = if sent.form.level.is_empty() {
            under.next()
        } else {
            None
        };
        Ok(only
            .map(|(row, _)| charter::LevelId(row))
            .or_else(|| view.charter.level_named(&sent.form.level)))
    })?;
    if level.is_none() {
        trouble.note("level", "Choose what it is.");
    }
    let command = match (name, code, level, on) {
        (Some(name), Some(code), Some(level), Some(on)) => Some(Command::from(FoundUnit {
            code,
            level,
            name,
            parent: Some(unit),
            on,
        })),
        _ => None,
    };
    act(&site, sent, unit, (command, trouble), fill::found).await
}

/// `POST /units/{id}/rename`
pub(crate) async fn rename(
    State(site): State<Site>,
    At(unit): At<u32>,
    sent: Sent<UnitForm>,
) -> Result<Response, Failure> {
    let unit = UnitId(unit);
    let mut trouble = Trouble::default();
    let (name, on) = (
        trouble.line("name", &sent.form.name),
        trouble.day("on", &sent.form.on),
    );
    let command = name
        .zip(on)
        .map(|(name, on)| Command::from(RenameUnit { unit, name, on }));
    act(&site, sent, unit, (command, trouble), fill::rename).await
}

/// `POST /units/{id}/move`
pub(crate) async fn relocate(
    State(site): State<Site>,
    At(unit): At<u32>,
    sent: Sent<UnitForm>,
) -> Result<Response, Failure> {
    let unit = UnitId(unit);
    let mut trouble = Trouble::default();
    let on = trouble.day("on", &sent.form.on);
    let parent = site.look(&sent.by, |view| {
        view.unit(unit)?;
        let parent = view.state.unit_by_code(sent.form.to.trim());
        Ok(parent.filter(|parent| view.unit(*parent).is_ok()))
    })?;
    if parent.is_none() {
        trouble.note(
            "to",
            "There is no unit with this code that you may know of.",
        );
    }
    let command = parent
        .zip(on)
        .map(|(parent, on)| Command::from(MoveUnit { unit, parent, on }));
    act(&site, sent, unit, (command, trouble), fill::relocate).await
}

/// `POST /units/{id}/dissolve`
pub(crate) async fn dissolve(
    State(site): State<Site>,
    At(unit): At<u32>,
    sent: Sent<UnitForm>,
) -> Result<Response, Failure> {
    let unit = UnitId(unit);
    let mut trouble = Trouble::default();
    let on = trouble.day("on", &sent.form.on);
    let command = on.map(|on| Command::from(DissolveUnit { unit, on }));
    act(&site, sent, unit, (command, trouble), fill::dissolve).await
}

async fn act(
    site: &Site,
    sent: Sent<UnitForm>,
    unit: UnitId,
    asked: (Option<Command>, Trouble),
    fill: Fill,
) -> Result<Response, Failure> {
    let Sent { by, key, form } = sent;
    let (command, trouble) = asked;
    let submission = command.map(|command| Submission::new(key, by.actor, command));
    let after = |receipt: &Receipt| {
        // A unit that was founded is looked at next.
        let founded = receipt.events.iter().find_map(|event| match event {
            Event::Unit(UnitEvent::Founded { unit, .. }) => Some(*unit),
            _ => None,
        });
        Ok(format!("/units/{}", founded.unwrap_or(unit)))
    };
    acting::act(site, &by, (submission, trouble), after, |view, with| {
        fill(view, unit, &form, with)
    })
    .await
}
