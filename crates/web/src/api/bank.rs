//! Bank statements: read and matched to dues. Nothing is written down by it.

use axum::Json;
use axum::extract::State;
use kernel::UnitId;
use papers::bank::{Columns, Flow};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::posted::Posted;
use super::{Answer, Day};
use crate::error::{ErrorJson, Failure};
use crate::pages::dues::bank;
use crate::session::At;
use crate::site::Site;

/// A statement of a bank.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StatementJson {
    /// The text of the file: CSV or camt.053.
    file: String,
    /// The columns of a table where they are not found by themselves:
    /// `date=Booking date, amount=Amount`.
    #[serde(default)]
    columns: String,
}

/// What is found of a statement.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FoundJson {
    /// Line by line.
    lines: Vec<LineJson>,
    /// What could not be read.
    unread: Vec<UnreadJson>,
}

/// A line of a bank, and whose dues it may pay.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LineJson {
    /// The line of the file.
    line: u64,
    /// When the bank booked it.
    booked: Day,
    /// How much, as `1.50 EUR`.
    amount: String,
    /// Whether it came in.
    incoming: bool,
    /// Who paid or was paid.
    name: String,
    /// What was written along.
    text: String,
    /// What is found: `certain`, `proposed`, `recorded` and others.
    finding: &'static str,
    /// The same in a sentence.
    told: String,
    /// Number of the person it names.
    person: Option<u32>,
    /// The reference with which its payment is to be recorded.
    reference: String,
    /// The day on which it is to be recorded, where it names somebody.
    on: Option<Day>,
}

/// A line that could not be read.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct UnreadJson {
    /// The line of the file.
    line: u64,
    /// What is wrong with it.
    what: String,
}

/// Read a bank statement and see whose dues each line may pay. Record a line
/// as a payment of that person, with its amount, `reference` and `on`.
#[utoipa::path(
    post, path = "/api/units/{id}/money/bank", tag = "dues", request_body = StatementJson,
    params(("id" = u32, Path, description = "Number of the unit")),
    responses((status = 200, body = FoundJson), (status = "default", body = ErrorJson))
)]
pub(crate) async fn look(
    State(site): State<Site>,
    At(unit): At<u32>,
    posted: Posted<StatementJson>,
) -> Answer<FoundJson> {
    let columns = Columns::read(&posted.body.columns);
    let columns = columns.map_err(|fault| Failure::Denied(fault.to_string()))?;
    let found = site.look(&posted.by, |view| {
        let payers = bank::payers(view, UnitId(unit))?;
        let statement = bank::statement(view, posted.body.file.as_bytes(), &columns)?;
        let statement = statement.map_err(|fault| Failure::Denied(fault.to_string()))?;
        let by = (view.viewer, view.today);
        let matched = payers.matched(&statement.lines);
        let lines = matched.iter().map(|it| {
            let line = it.line;
            LineJson {
                line: line.number,
                booked: Day(line.booked),
                amount: line.money.to_string(),
                incoming: line.flow == Flow::In,
                name: line.name.clone(),
                text: line.text.clone(),
                finding: it.finding.word(),
                told: bank::told(view, it),
                person: it.person.map(|person| person.0),
                reference: line.mark.clone(),
                on: it.payment(view.state, by).map(|payment| Day(payment.on)),
            }
        });
        Ok(FoundJson {
            lines: lines.collect(),
            unread: statement
                .unread
                .iter()
                .map(|it| UnreadJson {
                    line: it.number,
                    what: it.what.clone(),
                })
                .collect(),
        })
    })?;
    Ok(Json(found))
}
