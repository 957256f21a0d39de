//! Two numbers of one person.

use axum::Json;
use axum::extract::State;
use kernel::members::{MergeMembers, PartMembers};
use kernel::{Command, PersonId, UnitId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::posted::Posted;
use super::{Answer, Day, Done, Rows, day_or_today, submit};
use crate::error::{ErrorJson, Failure};
use crate::pages::doubles::{Pair, pairs_in, too_many, too_many_words};
use crate::session::{At, Query, SignedIn};
use crate::site::Site;
use crate::view::View;

/// Two people who may be one.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PairJson {
    /// The one who was there first, whose number would stand.
    kept: NumberJson,
    /// The other, whose number would become a former one.
    former: NumberJson,
    /// How like their names are; none where only contacts are the same.
    likeness: Option<&'static str>,
    /// Why they may be one.
    reasons: Vec<String>,
}

/// A person.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NumberJson {
    /// The number.
    id: u32,
    /// The code under which people know them.
    code: Option<String>,
    /// The name.
    name: String,
}

fn told(view: View<'_>, it: &Pair) -> PairJson {
    let number = |person: PersonId| NumberJson {
        id: person.0,
        code: view.code_of(person),
        name: view.directory.name(person),
    };
    PairJson {
        kept: number(it.kept),
        former: number(it.former),
        likeness: it.likeness.map(names::Likeness::word),
        reasons: it.reasons.clone(),
    }
}

/// People on the rolls of a unit and beneath who may have been entered twice.
#[utoipa::path(
    get, path = "/api/units/{id}/doubles", tag = "people",
    params(("id" = u32, Path, description = "Number of the unit"), Rows),
    responses((status = 200, body = Vec<PairJson>), (status = "default", body = ErrorJson))
)]
pub(crate) async fn list(
    State(site): State<Site>,
    by: SignedIn,
    At(id): At<u32>,
    Query(rows): Query<Rows>,
) -> Answer<Vec<PairJson>> {
    let pairs = site.look(&by, |view| {
        let unit = view.unit(UnitId(id))?;
        if let Some(count) = too_many(view, unit.id) {
            return Err(Failure::Denied(too_many_words(count)));
        }
        let pairs = pairs_in(view, unit.id)?;
        Ok(rows.of(pairs.iter().map(|it| told(view, it))))
    })?;
    Ok(Json(pairs))
}

/// Which number stands for the person.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MergeJson {
    /// The number that stands.
    kept: u32,
    /// When; today where nothing is said.
    on: Option<Day>,
}

/// Say that two numbers are one person's: the one in the address becomes a former one.
#[utoipa::path(
    post, path = "/api/people/{id}/merge", tag = "people", request_body = MergeJson,
    params(("id" = u32, Path, description = "The number that goes")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn merge(
    State(site): State<Site>,
    At(id): At<u32>,
    posted: Posted<MergeJson>,
) -> Answer<Done> {
    let (former, kept) = (PersonId(id), PersonId(posted.body.kept));
    let on = day_or_today(&site, posted.body.on);
    let command = Command::from(MergeMembers { former, kept, on });
    let receipt = submit(&site, &posted, command).await?;
    Ok(Done::of(&receipt, None))
}

/// When two numbers are parted.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PartJson {
    /// When; today where nothing is said.
    on: Option<Day>,
}

/// Part two numbers again: the one in the address has the place it had.
#[utoipa::path(
    post, path = "/api/people/{id}/part", tag = "people", request_body = PartJson,
    params(("id" = u32, Path, description = "The former number")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn part(
    State(site): State<Site>,
    At(id): At<u32>,
    posted: Posted<PartJson>,
) -> Answer<Done> {
    let former = PersonId(id);
    let on = day_or_today(&site, posted.body.on);
    let command = Command::from(PartMembers { former, on });
    let receipt = submit(&site, &posted, command).await?;
    Ok(Done::of(&receipt, None))
}
