//! One post of a unit over time: who held it, when nobody did, what it was called.

use axum::Json;
use axum::extract::State;
use kernel::UnitId;
use serde::Serialize;
use utoipa::ToSchema;

use super::past::On;
use super::posts::TenureJson;
use super::units::UnitRef;
use super::{Answer, Day};
use crate::error::{ErrorJson, Failure};
use crate::pages::past::line::called;
use crate::pages::posts::one::post_in;
use crate::session::{At, Query, SignedIn};
use crate::site::Site;

/// One post of a unit over time.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OnePostJson {
    /// Identifier of the post.
    id: String,
    /// What it is called, or was on the day.
    title: String,
    unit: UnitRef,
    /// What it was called over time; empty where its title never changed.
    titles: Vec<StretchJson>,
    /// Who holds it and who held it, the newest first; as of a day, who held it on it.
    tenures: Vec<TenureJson>,
    /// When nobody held it: `until` is the day on which it was taken up.
    vacancies: Vec<StretchJson>,
}

/// A stretch of time.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StretchJson {
    /// The title, where it is one of a title.
    title: Option<String>,
    /// The first day.
    from: Day,
    /// The last day; none while it lasts.
    until: Option<Day>,
}

/// One post of a unit over time; as of a day, as it stood on it.
#[utoipa::path(
    get, path = "/api/units/{id}/posts/{post}", tag = "posts",
    params(
        ("id" = u32, Path, description = "Number of the unit"),
        ("post" = String, Path, description = "Identifier of the post"),
        On
    ),
    responses((status = 200, body = OnePostJson), (status = "default", body = ErrorJson))
)]
pub(crate) async fn show(
    State(site): State<Site>,
    by: SignedIn,
    At((unit, post)): At<(u32, String)>,
    Query(on): Query<On>,
) -> Answer<OnePostJson> {
    let on = on.day(&site)?;
    let found = site.look(&by, |view| {
        let unit = UnitId(unit);
        let it = view.unit(unit)?;
        let (id, row) = post_in(view, unit, &post)?;
        let elections = view.state.numbered_elections_in(unit);
        let held = view.state.tenures_in(unit).filter(|it| {
            let then = |on| it.from <= on && it.until.is_none_or(|until| until > on);
            it.post == id && on.is_none_or(then)
        });
        let titles = called(view, id, it.founded).unwrap_or_default();
        let titles = titles.into_iter().map(|span| StretchJson {
            title: Some(span.label),
            from: Day(span.from),
            until: span.until.map(Day),
        });
        let vacancies = view.state.vacancies(unit, id).into_iter();
        let vacancies = vacancies.map(|(from, until)| StretchJson {
            title: None,
            from: Day(from),
            until: until.map(Day),
        });
        Ok(OnePostJson {
            id: row.id.clone(),
            title: view.post_title(id, on.unwrap_or(view.today)),
            unit: UnitRef::of(view, unit).ok_or(Failure::NotFound)?,
            titles: titles.collect(),
            tenures: held
                .filter_map(|it| TenureJson::of(view, &it, &elections))
                .collect(),
            vacancies: vacancies.collect(),
        })
    })?;
    Ok(Json(found))
}
