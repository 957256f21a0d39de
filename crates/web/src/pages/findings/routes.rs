//! The plan that would cure findings: shown, exported, applied.

use axum::extract::State;
use axum::response::Response;
use clerk::{Receipt, Submission};
use kernel::UnitId;
use serde::Deserialize;

use super::{fill, planning};
use crate::acting::carry_out;
use crate::done;
use crate::error::Failure;
use crate::forms::Refused;
use crate::frame::Room;
use crate::listing::address;
use crate::plans;
use crate::session::{Query, Sent, SignedIn};
use crate::sheet::Format;
use crate::site::{Site, html, html_refused, see_other, waiting};

/// For what a plan is wanted, and which of its steps are shown.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Planned {
    area: String,
    page: u64,
}

/// `GET /plan`
pub(crate) async fn plan(
    State(site): State<Site>,
    by: SignedIn,
    Query(planned): Query<Planned>,
) -> Result<Response, Failure> {
    Ok(html(&plan_page(&site, &by, &planned, None)?))
}

/// `GET /plan.csv`, `GET /plan.xlsx`: its steps.
pub(crate) async fn export_plan(
    State(site): State<Site>,
    by: SignedIn,
    format: Format,
    Query(planned): Query<Planned>,
) -> Result<Response, Failure> {
    let (scene, area) = scene(&site, &by, &planned)?;
    let sheet = waiting(|| planning::sheet(&site.plans, &scene, by.actor, area, format))?;
    sheet.file("plan")
}

/// The organisation as it is, for a plan, and the unit it is wanted for.
fn scene(
    site: &Site,
    by: &SignedIn,
    planned: &Planned,
) -> Result<(planning::Scene, Option<UnitId>), Failure> {
    site.look_recent(by, |view, recent| {
        let frame = by.frame(view.state, view.directory, Some(Room::Findings), "Plan");
        let scene = planning::Scene {
            state: view.state.clone(),
            sequence: recent.sequence(),
            on: view.today,
            frame,
        };
        Ok((scene, fill::area(view, &planned.area)?))
    })
}

fn plan_page(
    site: &Site,
    by: &SignedIn,
    planned: &Planned,
    refused: Option<Refused>,
) -> Result<super::PlanPage, Failure> {
    let guard = by.guard()?;
    let (scene, area) = scene(site, by, planned)?;
    let asked = planning::Asked {
        area,
        page: planned.page,
        guard,
        refused,
    };
    waiting(|| planning::page(&site.plans, &scene, by.actor, &asked))
}

/// What the form that applies a plan sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ApplyForm {
    made_for: String,
}

/// `POST /plan`
pub(crate) async fn apply(
    State(site): State<Site>,
    Query(planned): Query<Planned>,
    sent: Sent<ApplyForm>,
) -> Result<Response, Failure> {
    let Sent { by, key, form } = sent;
    let again = site.look(&by, |view| {
        Ok(plans::plan_again(
            view,
            fill::area(view, &planned.area)?,
            &form.made_for,
        ))
    });
    let refused = match again? {
        Err(Failure::Denied(_)) => match site.answered(&key, by.actor)? {
            // Sent twice, as by a double click: what has changed is what it did itself.
            Some(receipt) => return Ok(applied(&planned, &receipt)),
            None => Refused {
                instead: Some("Below is the plan for the organisation as it is now.".to_owned()),
                ..Refused::new("The organisation has changed since this plan was shown to you.")
            },
        },
        Err(failure) => return Err(failure),
        Ok(plan) => match carry_out(&site, Submission::new(key, by.actor, plan.act())).await? {
            Ok(receipt) => return Ok(applied(&planned, &receipt)),
            Err(refused) => refused,
        },
    };
    Ok(html_refused(&plan_page(
        &site,
        &by,
        &planned,
        Some(refused),
    )?))
}

/// Where one goes after a plan was applied.
fn applied(planned: &Planned, receipt: &Receipt) -> Response {
    let findings = address("/findings", &[("area", &planned.area)]);
    see_other(&done::plan_address(&findings, receipt))
}
