//! Reports: what they come to, and the returns of a unit, filed and corrected.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use charter::{FieldKind, ReportRule};
use kernel::reports::{CorrectReturn, FileReturn, Given, Return, Sum, Sums, Value, stretch_code};
use kernel::{Command, DocumentId, UnitId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::posted::Posted;
use super::units::UnitRef;
use super::{Answer, Day, Done, Rows, day_or_today, no_such, submit};
use crate::error::{ErrorJson, Failure};
use crate::pages::reports::roll_up::Wanted;
use crate::pages::reports::words;
use crate::session::{At, Query, SignedIn};
use crate::site::Site;
use crate::view::View;

/// What the returns of a part come to.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SumsJson {
    /// Units that owe a return.
    owed: u32,
    /// Returns that are there.
    filed: u32,
    /// Those of them that came late.
    late: u32,
    /// Those that came or changed after the sums were struck.
    corrected: u32,
    /// By identifier of the field: a number; how many chose each, in the charter's order; how many wrote something.
    #[schema(value_type = Object)]
    fields: BTreeMap<String, serde_json::Value>,
}

impl SumsJson {
    fn of(rule: &ReportRule, it: &Sums) -> SumsJson {
        let fields = rule.fields.iter().zip(&it.fields).map(|(field, sum)| {
            let value = match sum {
                Sum::Number(number) => serde_json::Value::from(*number),
                Sum::Choices(counts) => serde_json::Value::from(counts.clone()),
                Sum::Texts(count) => serde_json::Value::from(*count),
            };
            (field.id.clone(), value)
        });
        SumsJson {
            owed: it.owed,
            filed: it.filed,
            late: it.late,
            corrected: it.corrected,
            fields: fields.collect(),
        }
    }
}

/// The sums of one unit directly beneath.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct UnitSumsJson {
    /// The unit.
    unit: UnitRef,
    #[serde(flatten)]
    sums: SumsJson,
}

/// A report for one stretch of time.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RollUpJson {
    /// Identifier of the report.
    report: String,
    /// The stretch of time, as in `2026-11`.
    period: String,
    /// The unit whose part it is.
    unit: UnitRef,
    /// By when returns were due.
    due: Day,
    /// When sums were struck.
    cut_off: Day,
    /// All of it, with what came later.
    now: SumsJson,
    /// All of it as it was struck.
    struck: SumsJson,
    /// Unit by unit directly beneath, with what came later.
    units: Vec<UnitSumsJson>,
    /// Units whose return is missing, the first thousand.
    missing: Vec<UnitRef>,
}

/// What a report comes to for a stretch of time, of a unit and everything beneath.
#[utoipa::path(
    get, path = "/api/reports/{report}/{period}", tag = "reports",
    params(
        ("report" = String, Path, description = "Identifier of the report"),
        ("period" = String, Path, description = "The stretch of time: a year, a month or a day in it"),
        ("unit" = Option<u32>, Query, description = "Number of the unit; the highest one sees where nothing is said"),
    ),
    responses((status = 200, body = RollUpJson), (status = "default", body = ErrorJson))
)]
pub(crate) async fn roll_up(
    State(site): State<Site>,
    by: SignedIn,
    At((report, period)): At<(String, String)>,
    Query(wanted): Query<Wanted>,
) -> Answer<RollUpJson> {
    let json = site.look_summing(&by, |view, summing| {
        let named = words::named(view, &report, &period)?;
        let unit = wanted.unit(view)?;
        let it = summing(named.rule, named.id, named.first, unit).ok_or(Failure::NotFound)?;
        let units = it.rows.iter().filter_map(|(unit, both)| {
            Some(UnitSumsJson {
                unit: UnitRef::of(view, *unit)?,
                sums: SumsJson::of(named.rule, &both.now),
            })
        });
        let missing = it.missing.iter().take(super::ROWS_MAX);
        Ok(RollUpJson {
            report: named.rule.id.clone(),
            period: stretch_code(named.rule.every, named.first),
            unit: UnitRef::of(view, unit).ok_or(Failure::NotFound)?,
            due: Day(it.days.due),
            cut_off: Day(it.days.cut_off),
            now: SumsJson::of(named.rule, &it.total.now),
            struck: SumsJson::of(named.rule, &it.total.struck),
            units: units.collect(),
            missing: missing
                .filter_map(|unit| UnitRef::of(view, *unit))
                .collect(),
        })
    })?;
    Ok(Json(json))
}

/// A return, or the correction of one.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReturnJson {
    /// Identifier of the report.
    report: String,
    /// The stretch of time, as in `2026-11`.
    period: String,
    /// When it was filed, or corrected so.
    on: Day,
    /// Whether it is the correction of one.
    correction: bool,
    /// By identifier of the field; words are null where one may not read them.
    #[schema(value_type = Object)]
    fields: BTreeMap<String, serde_json::Value>,
}

type Texts = BTreeMap<DocumentId, String>;

impl ReturnJson {
    fn of(view: View<'_>, it: &Return, texts: &Texts) -> Option<ReturnJson> {
        let rule = view.charter.report(it.report)?;
        let fields = rule.fields.iter().zip(&it.values).map(|(field, value)| {
            let said = match (&field.kind, value) {
                (_, Value::Number(number)) => serde_json::Value::from(*number),
                (FieldKind::Choice(choices), Value::Choice(choice)) => choices
                    .get(usize::from(*choice))
                    .map_or(serde_json::Value::Null, |it| it.clone().into()),
                (_, Value::Choice(choice)) => serde_json::Value::from(*choice),
                (_, Value::Text(text)) => text
                    .and_then(|text| texts.get(&text))
                    .map_or(serde_json::Value::Null, |it| it.clone().into()),
            };
            (field.id.clone(), said)
        });
        Some(ReturnJson {
            report: rule.id.clone(),
            period: stretch_code(rule.every, it.period),
            on: Day(it.on),
            correction: it.reason.is_some(),
            fields: fields.collect(),
        })
    }
}

/// The returns of a unit and their corrections, the newest first.
#[utoipa::path(
    get, path = "/api/units/{id}/reports", tag = "reports",
    params(("id" = u32, Path, description = "Number of the unit"), Rows),
    responses((status = 200, body = Vec<ReturnJson>), (status = "default", body = ErrorJson))
)]
pub(crate) async fn of_unit(
    State(site): State<Site>,
    by: SignedIn,
    At(unit): At<u32>,
    Query(rows): Query<Rows>,
) -> Answer<Vec<ReturnJson>> {
    let unit = UnitId(unit);
    let (returns, texts) = site.look(&by, |view| {
        view.unit(unit)?;
        let returns = rows.of(view.state.returns_of(unit));
        let texts = returns.iter().flat_map(|it| &it.values);
        let texts = texts.filter_map(|value| match value {
            Value::Text(text) => *text,
            Value::Number(_) | Value::Choice(_) => None,
        });
        let texts: Vec<DocumentId> = texts.filter(|_| words::reads(view, unit)).collect();
        Ok((returns, texts))
    })?;
    let texts = site.texts(texts)?;
    let json = site.look(&by, |view| {
        let rows = returns.iter();
        Ok(rows
            .filter_map(|it| ReturnJson::of(view, it, &texts))
            .collect())
    })?;
    Ok(Json(json))
}

/// What is filled in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FileJson {
    /// By identifier of the field: a number, a choice or words. What the record knows is left out.
    #[schema(value_type = Object)]
    fields: BTreeMap<String, serde_json::Value>,
    /// Whether a return in which every number is nought is meant so.
    #[serde(default)]
    nought_confirmed: bool,
    /// When; today where nothing is said.
    on: Option<Day>,
}

/// What is filled in instead, and why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CorrectJson {
    /// By identifier of the field: a number, a choice or words. What the record knows is left out.
    #[schema(value_type = Object)]
    fields: BTreeMap<String, serde_json::Value>,
    /// Why it is corrected.
    reason: String,
    /// When; today where nothing is said.
    on: Option<Day>,
}

/// A value for each field, in the order of the charter.
fn given(
    rule: &ReportRule,
    fields: &BTreeMap<String, serde_json::Value>,
) -> Result<Vec<Given>, Failure> {
    if let Some(unknown) = fields
        .keys()
        .find(|id| rule.fields.iter().all(|field| field.id != **id))
    {
        return Err(Failure::Invalid(format!(
            "the report has no field {unknown:?}"
        )));
    }
    let value = |field: &charter::ReportField| {
        let said = fields.get(&field.id);
        let wanted = |what: &str| {
            let text = format!("the field {:?} takes {what}", field.id);
            Failure::Invalid(text)
        };
        match (&field.kind, said) {
            (FieldKind::Record(_), None) => Ok(Given::FromRecord),
            (FieldKind::Record(_), Some(_)) => Err(wanted("nothing: the record fills it in")),
            (FieldKind::Number, said) => said
                .and_then(serde_json::Value::as_u64)
                .map(Given::Number)
                .ok_or_else(|| wanted("a whole number")),
            (FieldKind::Text, None) => Ok(Given::Text(String::new())),
            (FieldKind::Text, Some(said)) => said
                .as_str()
                .map(|text| Given::Text(text.to_owned()))
                .ok_or_else(|| wanted("words")),
            (FieldKind::Choice(choices), said) => said
                .and_then(serde_json::Value::as_str)
                .and_then(|said| choices.iter().position(|choice| choice == said))
                .and_then(|at| u8::try_from(at).ok())
                .map(Given::Choice)
                .ok_or_else(|| wanted("one of its choices")),
        }
    };
    rule.fields.iter().map(value).collect()
}

/// File the return of a unit for a stretch of time.
#[utoipa::path(
    post, path = "/api/units/{id}/reports/{report}/{period}/file", tag = "reports", request_body = FileJson,
    params(
        ("id" = u32, Path, description = "Number of the unit"),
        ("report" = String, Path, description = "Identifier of the report"),
        ("period" = String, Path, description = "The stretch of time: a year, a month or a day in it"),
    ),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn file(
    State(site): State<Site>,
    At((unit, report, period)): At<(u32, String, String)>,
    posted: Posted<FileJson>,
) -> Answer<Done> {
    let (unit, body) = (UnitId(unit), &posted.body);
    let on = day_or_today(&site, body.on);
    let command = site.look(&posted.by, |view| {
        let named = named(view, unit, (&report, &period))?;
        Ok(Command::from(FileReturn {
            report: named.id,
            unit,
            period: named.first,
            values: given(named.rule, &body.fields)?,
            nought_confirmed: body.nought_confirmed,
            on,
        }))
    })?;
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

/// Correct the return of a unit; the one that was filed stays on record.
#[utoipa::path(
    post, path = "/api/units/{id}/reports/{report}/{period}/correct", tag = "reports", request_body = CorrectJson,
    params(
        ("id" = u32, Path, description = "Number of the unit"),
        ("report" = String, Path, description = "Identifier of the report"),
        ("period" = String, Path, description = "The stretch of time: a year, a month or a day in it"),
    ),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn correct(
    State(site): State<Site>,
    At((unit, report, period)): At<(u32, String, String)>,
    posted: Posted<CorrectJson>,
) -> Answer<Done> {
    let (unit, body) = (UnitId(unit), &posted.body);
    let on = day_or_today(&site, body.on);
    let command = site.look(&posted.by, |view| {
        let named = named(view, unit, (&report, &period))?;
        Ok(Command::from(CorrectReturn {
            report: named.id,
            unit,
            period: named.first,
            values: given(named.rule, &body.fields)?,
            reason: body.reason.clone(),
            on,
        }))
    })?;
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

/// A report and a stretch of time, for a unit the actor may know of.
fn named<'a>(
    view: View<'a>,
    unit: UnitId,
    (report, period): (&str, &str),
) -> Result<words::Named<'a>, Failure> {
    view.unit(unit)?;
    if view.charter.report_named(report).is_none() {
        let rows = view.charter.reports.iter();
        let rows = rows.map(|it| (it.id.as_str(), it.rule));
        return Err(no_such("report", report, rows));
    }
    words::named(view, report, period)
}
