//! Findings: where the organisation is not as a rule says.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use kernel::UnitId;
use kernel::findings::{self, Finding};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::units::UnitRef;
use super::{Answer, Day, Rows};
use crate::articles::ArticleNote;
use crate::error::{ArticleJson, ErrorJson};
use crate::session::{Query, SignedIn};
use crate::site::Site;
use crate::view::View;

/// Which findings are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Wanted {
    /// The unit under which; without it, everywhere one may see.
    unit: Option<u32>,
    /// Name of the rule, such as `size.` and a level.
    rule: Option<String>,
    /// Rows to pass over.
    #[serde(default)]
    from: usize,
    /// Rows wanted: 100 where nothing is said, and 1000 at the most.
    count: Option<usize>,
}

/// Findings of a day.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FindingsJson {
    /// The day.
    on: Day,
    /// How many there are of each rule, whatever rule is wanted.
    summary: BTreeMap<String, usize>,
    /// The findings wanted.
    findings: Vec<FindingJson>,
}

/// A place where the organisation is not as a rule says.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FindingJson {
    /// Name of the rule.
    rule: String,
    /// The article.
    article: Option<ArticleJson>,
    /// `must`, `as a rule` or `may`.
    modality: &'static str,
    /// The unit.
    unit: UnitRef,
    /// Since when.
    since: Day,
    /// Until when it can be mended, where the charter gives a time.
    until: Option<Day>,
    /// What is the matter, in a fragment of a sentence.
    message: String,
    /// What mends it, in the charter's order.
    remedies: Vec<String>,
}

impl FindingJson {
    pub(super) fn of(view: View<'_>, finding: &Finding) -> Option<FindingJson> {
        Some(FindingJson {
            rule: view.charter.rule(finding.rule)?.name.clone(),
            article: ArticleNote::of_rule(view.charter, finding.rule).map(ArticleJson::from),
            modality: finding.modality.words(),
            unit: UnitRef::of(view, finding.unit)?,
            since: Day(finding.since),
            until: finding.until.map(Day),
            message: finding.message(view.state, view.charter),
            remedies: finding.remedies_in_words(view.charter),
        })
    }
}

/// The findings one may know of.
#[utoipa::path(
    get, path = "/api/findings", tag = "findings", params(Wanted),
    responses((status = 200, body = FindingsJson), (status = "default", body = ErrorJson))
)]
pub(crate) async fn list(
    State(site): State<Site>,
    by: SignedIn,
    Query(wanted): Query<Wanted>,
) -> Answer<FindingsJson> {
    let findings = site.look(&by, |view| {
        let area = match wanted.unit {
            Some(unit) => Some(view.unit(UnitId(unit))?.id),
            None => view.state.top_unit(),
        };
        let found = area.map(|area| findings::visible(view.state, view.viewer, view.today, area));
        let found = found.unwrap_or_default();
        let name = |finding: &Finding| {
            view.charter
                .rule(finding.rule)
                .map(|rule| rule.name.clone())
        };
        let mut summary = BTreeMap::new();
        for rule in found.iter().filter_map(name) {
            let count: &mut usize = summary.entry(rule).or_default();
            *count = count.saturating_add(1);
        }
        let of_rule = found
            .iter()
            .filter(|it| wanted.rule.is_none() || name(it) == wanted.rule);
        let rows = Rows {
            from: wanted.from,
            count: wanted.count,
        };
        Ok(FindingsJson {
            on: Day(view.today),
            summary,
            findings: rows.of(of_rule.filter_map(|finding| FindingJson::of(view, finding))),
        })
    })?;
    Ok(Json(findings))
}
