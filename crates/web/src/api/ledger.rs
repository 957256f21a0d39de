//! The books of a unit, posting by posting, and what takes back what was written down in them.

use axum::Json;
use axum::extract::State;
use charter::Action;
use charter::money::Currency;
use kernel::dues::{
    Account, Balances, Posted, Posting, RecordExpense, RestoreCharge, StrikeBand, StrikeCharge,
    StrikeOutlay,
};
use kernel::{Command, DocumentId, PersonId, UnitId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::dues::{currency, money};
use super::people::StrikeJson;
use super::posted::Posted as Sent;
use super::{Answer, Day, Done, day_or_today, submit};
use crate::error::ErrorJson;
use crate::session::{At, Query, SignedIn};
use crate::site::Site;
use crate::view::View;

/// Postings of an answer where nothing is said, and at the most.
const ROWS: usize = 100;
const ROWS_MAX: usize = 1_000;

/// Between which days, and which rows.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub(crate) struct Days {
    /// The first day; without it, from the beginning.
    pub(super) from: Option<Day>,
    /// The last day; without it, to the end.
    pub(super) to: Option<Day>,
    /// Rows to pass over.
    offset: usize,
    /// Rows wanted: 100 where nothing is said, and 1000 at the most.
    count: Option<usize>,
}

/// The books of a unit over some days.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PostingsJson {
    /// The currency.
    currency: String,
    /// What each account stood at before, moved by, and stood at afterwards.
    accounts: Vec<MovedJson>,
    /// How many postings there are that one may see.
    total: usize,
    /// The postings, the newest first. Those about single people are for whoever may see who
    /// has paid what.
    postings: Vec<PostingJson>,
}

/// What an account was moved by.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MovedJson {
    /// Its name.
    account: &'static str,
    /// What it stood at before.
    before: String,
    /// What it stood at afterwards.
    after: String,
}

/// One thing that was done with the money of a unit.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PostingJson {
    /// Its number among what the unit did itself; none for what a unit beneath did.
    number: Option<u32>,
    /// When.
    on: Day,
    /// What it was.
    what: &'static str,
    /// Number of the person it is about.
    person: Option<u32>,
    /// The first day of the stretch of time it is for.
    period: Option<Day>,
    /// Number of the other unit it is about.
    unit: Option<u32>,
    /// What somebody wrote: what it was spent on, or why.
    text: Option<String>,
    /// The number of what struck it.
    struck_by: Option<u32>,
    /// What it moved.
    moves: Vec<MoveJson>,
}

/// What is taken from one account and given to another.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MoveJson {
    /// From which account.
    from: &'static str,
    /// To which.
    to: &'static str,
    /// How much.
    amount: String,
}

/// Every posting of a unit over some days, and what its accounts stood at before and after.
#[utoipa::path(
    get, path = "/api/units/{id}/money/postings", tag = "dues",
    params(("id" = u32, Path, description = "Number of the unit"), Days),
    responses((status = 200, body = PostingsJson), (status = "default", body = ErrorJson))
)]
pub(crate) async fn postings(
    State(site): State<Site>,
    by: SignedIn,
    At(unit): At<u32>,
    Query(days): Query<Days>,
) -> Answer<PostingsJson> {
    let found = site.look(&by, |view| {
        let unit = view.unit(UnitId(unit))?.id;
        let currency = currency(view)?;
        let (from, to) = (days.from.map(|day| day.0), days.to.map(|day| day.0));
        let mut ledger = view.state.ledger(unit, from, to);
        let sees = view.may(Action::SeeDues, unit);
        ledger
            .postings
            .retain(|it| sees || it.what.whose().is_none());
        let count = days.count.unwrap_or(ROWS).min(ROWS_MAX);
        let text = |document| site.text(document).ok().flatten();
        let rows = ledger.postings.iter().rev().skip(days.offset).take(count);
        Ok(PostingsJson {
            currency: currency.to_string(),
            accounts: accounts(currency, &ledger.before, &ledger.after),
            total: ledger.postings.len(),
            postings: rows
                .map(|it| posting(currency, it, &|document| text(document).filter(|_| sees)))
                .collect(),
        })
    })?;
    Ok(Json(found))
}

fn accounts(currency: Currency, before: &Balances, after: &Balances) -> Vec<MovedJson> {
    let of = |account: Account| MovedJson {
        account: account.word(),
        before: currency.decimal(before.of(account)),
        after: currency.decimal(after.of(account)),
    };
    Account::ALL.into_iter().map(of).collect()
}

fn posting(
    currency: Currency,
    it: &Posting,
    text: &dyn Fn(DocumentId) -> Option<String>,
) -> PostingJson {
    let whose = it.what.whose();
    let (period, unit, written) = match it.what {
        Posted::Listed(period) => (Some(period), None, None),
        Posted::Spent(purpose) => (None, None, Some(purpose)),
        Posted::Passed(unit)
        | Posted::ReckonedBeneath(unit)
        | Posted::RemittedBeneath(unit)
        | Posted::StruckBeneath(unit) => (None, Some(unit.0), None),
        _ => (whose.map(|whose| whose.period), None, None),
    };
    let moves = it.moves.iter().map(|moved| MoveJson {
        from: moved.from.word(),
        to: moved.to.word(),
        amount: currency.decimal(moved.minor),
    });
    PostingJson {
        number: it.number,
        on: Day(it.on),
        what: it.what.word(),
        person: whose.map(|whose| whose.person.0),
        period: period.map(Day),
        unit,
        text: written.or(it.reason).and_then(text),
        struck_by: it.struck,
        moves: moves.collect(),
    }
}

/// An expense, or what was handed up.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OutlayJson {
    /// Its number among what the unit did.
    number: u32,
    /// When.
    on: Day,
    /// `expense`, or `remittance`.
    what: &'static str,
    /// How much.
    amount: String,
    /// What it was spent on; none where one may not read it.
    purpose: Option<String>,
    /// When it was struck.
    struck: Option<Day>,
}

/// The expenses of a unit and what it handed up, the newest first, as far as an answer goes.
pub(super) fn outlays(
    view: View<'_>,
    unit: UnitId,
    currency: Currency,
    text: &dyn Fn(DocumentId) -> Option<String>,
) -> Vec<OutlayJson> {
    let sees = view.may(Action::SeeDues, unit);
    let outlays = view.state.outlays(unit).into_iter().take(ROWS);
    outlays
        .map(|it| OutlayJson {
            number: it.number,
            on: Day(it.on),
            what: if it.purpose.is_some() {
                "expense"
            } else {
                "remittance"
            },
            amount: currency.decimal(it.minor),
            purpose: it.purpose.filter(|_| sees).and_then(text),
            struck: it.struck.map(|(on, _)| Day(on)),
        })
        .collect()
}

/// Why something is struck.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StrikeOutlayJson {
    /// Why.
    reason: String,
    /// When; today where nothing is said.
    on: Option<Day>,
}

/// Strike an expense, or what was handed up. What it moved is posted back.
#[utoipa::path(
    post, path = "/api/units/{id}/money/outlays/{number}/strike", tag = "dues",
    request_body = StrikeOutlayJson,
    params(
        ("id" = u32, Path, description = "Number of the unit"),
        ("number" = u32, Path, description = "Number among what the unit did with its money"),
    ),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn strike_outlay(
    State(site): State<Site>,
    At((unit, number)): At<(u32, u32)>,
    posted: Sent<StrikeOutlayJson>,
) -> Answer<Done> {
    let command = Command::from(StrikeOutlay {
        unit: UnitId(unit),
        number,
        reason: posted.body.reason.clone(),
        on: day_or_today(&site, posted.body.on),
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

/// Which charge, and why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChargeJson {
    /// Any day of the stretch of time.
    period: Day,
    /// Why.
    reason: String,
    /// When; today where nothing is said.
    on: Option<Day>,
}

/// Strike what is open of a charge: it was never owed.
#[utoipa::path(
    post, path = "/api/people/{id}/dues/strike", tag = "dues", request_body = ChargeJson,
    params(("id" = u32, Path, description = "Number of the person")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn strike_charge(
    State(site): State<Site>,
    At(person): At<u32>,
    posted: Sent<ChargeJson>,
) -> Answer<Done> {
    let command = Command::from(StrikeCharge {
        person: PersonId(person),
        period: posted.body.period.0,
        reason: posted.body.reason.clone(),
        on: day_or_today(&site, posted.body.on),
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

/// Strike the band that a person was put in last: the one before it holds.
#[utoipa::path(
    post, path = "/api/people/{id}/dues/strike-band", tag = "dues", request_body = StrikeJson,
    params(("id" = u32, Path, description = "Number of the person")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn strike_band(
    State(site): State<Site>,
    At(person): At<u32>,
    posted: Sent<StrikeJson>,
) -> Answer<Done> {
    let command = Command::from(StrikeBand {
        person: PersonId(person),
        reason: posted.body.reason.clone(),
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

/// Take back that a person was let off, or that a charge was struck: it is owed again.
#[utoipa::path(
    post, path = "/api/people/{id}/dues/restore", tag = "dues", request_body = ChargeJson,
    params(("id" = u32, Path, description = "Number of the person")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn restore(
    State(site): State<Site>,
    At(person): At<u32>,
    posted: Sent<ChargeJson>,
) -> Answer<Done> {
    let command = Command::from(RestoreCharge {
        person: PersonId(person),
        period: posted.body.period.0,
        reason: posted.body.reason.clone(),
        on: day_or_today(&site, posted.body.on),
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

/// Something that was written down of a charge.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PaymentJson {
    /// `paid`, `corrected`, `waived`, `struck` or `restored`.
    what: &'static str,
    /// The first day of the stretch of time it was for.
    period: Day,
    /// When.
    on: Day,
    /// How much.
    amount: String,
    /// Why, where somebody had to say so.
    reason: Option<String>,
}

/// What was written down of a person's charges within some days, the newest first.
pub(super) fn payments(
    payments: &[kernel::dues::Payment],
    days: &Days,
    currency: Currency,
    text: &dyn Fn(DocumentId) -> Option<String>,
) -> Vec<PaymentJson> {
    let of = |it: &kernel::dues::Payment| PaymentJson {
        what: it.what.word(),
        period: Day(it.period),
        on: Day(it.on),
        amount: currency.decimal(it.amount),
        reason: it.reason.and_then(text),
    };
    let within = payments.iter().filter(|it| days.hold(it.on));
    within.map(of).collect()
}

impl Days {
    /// Whether a day lies in them.
    pub(super) fn hold(&self, day: jiff::civil::Date) -> bool {
        let (from, to) = (self.from.map(|it| it.0), self.to.map(|it| it.0));
        from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to)
    }
}

/// What was spent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SpendJson {
    /// How much, as `1.50 EUR`.
    amount: String,
    /// What for.
    purpose: String,
    /// When; today where nothing is said.
    on: Option<Day>,
}

/// Record what a unit spent.
#[utoipa::path(
    post, path = "/api/units/{id}/money/spend", tag = "dues", request_body = SpendJson,
    params(("id" = u32, Path, description = "Number of the unit")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn spend(
    State(site): State<Site>,
    At(unit): At<u32>,
    posted: Sent<SpendJson>,
) -> Answer<Done> {
    let body = &posted.body;
    let command = Command::from(RecordExpense {
        unit: UnitId(unit),
        amount: money(&body.amount)?,
        purpose: body.purpose.clone(),
        on: day_or_today(&site, body.on),
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}
