//! Dues and the money of units: lists, payments, what goes up.

use axum::Json;
use axum::extract::State;
use charter::Action;
use charter::money::Money;
use jiff::civil::Date;
use kernel::dues::{
    Account, AssessDues, BankReference, CollectDues, CorrectPayment, Line, PaidPart, PayDues,
    ReckonDues, RemitDues, SetBand, WaiveDues,
};
use kernel::{Actor, Command, PersonId, UnitId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ledger::{self, Days, OutlayJson, PaymentJson};
use super::posted::Posted;
use super::units::UnitRef;
use super::{Answer, Day, Done, Rows, day_or_today, no_such, submit};
use crate::error::{ErrorJson, Failure};
use crate::session::{At, Query, SignedIn};
use crate::site::Site;
use crate::view::View;

/// A list of dues: figures, and names where one may see who has paid what.
#[derive(Debug, Serialize, ToSchema)]
pub struct ListJson {
    /// The unit.
    pub unit: UnitRef,
    /// The first day of the stretch of time.
    pub period: Day,
    /// When it was due.
    pub due: Day,
    /// When it was made.
    pub made: Day,
    /// The currency of the amounts.
    pub currency: String,
    /// How many people are on it.
    pub people: usize,
    /// What they were charged in all.
    pub charged: String,
    /// What was paid.
    pub paid: String,
    /// What is open.
    pub open: String,
    /// The lines that were asked for; none where one may see figures only.
    pub lines: Option<Vec<LineJson>>,
}

/// One line of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct LineJson {
    /// Number of the person.
    pub person: u32,
    /// Code of the person, where one may know it.
    pub person_code: Option<String>,
    /// What they were charged.
    pub charged: String,
    /// What they paid.
    pub paid: String,
    /// What they were let off.
    pub waived: String,
    /// What is open.
    pub open: String,
}

impl ListJson {
    /// The list of a unit for the stretch of time that begins on a day.
    pub(crate) fn of(
        view: View<'_>,
        (unit, first): (UnitId, Date),
        rows: impl FnOnce(&mut dyn Iterator<Item = LineJson>) -> Vec<LineJson>,
    ) -> Result<ListJson, Failure> {
        let unit = view.unit(unit)?.id;
        let list = view.state.dues_list(unit, first).ok_or(Failure::NotFound)?;
        let currency = currency(view)?;
        let decimal = |minor| currency.decimal(minor);
        let sum = |of: fn(&Line) -> i64| decimal(list.lines.iter().map(of).sum());
        let mut lines = list.lines.iter().map(|line| LineJson {
            person: line.person.0,
            person_code: view.code_of(line.person),
            charged: decimal(line.charged),
            paid: decimal(line.paid),
            waived: decimal(line.waived),
            open: decimal(line.open),
        });
        Ok(ListJson {
            unit: UnitRef::of(view, unit).ok_or(Failure::NotFound)?,
            period: Day(list.period),
            due: Day(list.due),
            made: Day(list.on),
            currency: currency.to_string(),
            people: list.lines.len(),
            charged: sum(|line| line.charged),
            paid: sum(|line| line.paid),
            open: sum(|line| line.open),
            lines: view.may(Action::SeeDues, unit).then(|| rows(&mut lines)),
        })
    }
}

/// A period in an address: any day of it.
fn period(text: &str) -> Result<Date, Failure> {
    crate::words::iso_day(text).ok_or(Failure::NotFound)
}

/// The list of a unit for a stretch of time.
#[utoipa::path(
    get, path = "/api/units/{id}/dues/{period}", tag = "dues",
    params(
        ("id" = u32, Path, description = "Number of the unit"),
        ("period" = String, Path, description = "First day of the stretch of time"),
        Rows,
    ),
    responses((status = 200, body = ListJson), (status = "default", body = ErrorJson))
)]
pub(crate) async fn list(
    State(site): State<Site>,
    by: SignedIn,
    At((unit, first)): At<(u32, String)>,
    Query(rows): Query<Rows>,
) -> Answer<ListJson> {
    let first = period(&first)?;
    let list = site.look(&by, |view| {
        ListJson::of(view, (UnitId(unit), first), |all| rows.of(all))
    })?;
    Ok(Json(list))
}

pub(super) fn currency(view: View<'_>) -> Result<charter::money::Currency, Failure> {
    let money = view.state.money(0).ok_or(Failure::NotFound)?;
    Ok(money.currency)
}

/// The books of a unit, or of a unit and all beneath it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BooksJson {
    /// The currency.
    currency: String,
    /// The accounts of the unit.
    accounts: Vec<AccountJson>,
    /// The same over the unit and everything beneath it.
    within: Vec<AccountJson>,
    /// What is to be handed up, and to whom.
    to_hand_up: Vec<PartJson>,
    /// The newest expenses, and what was handed up.
    outlays: Vec<OutlayJson>,
}

/// What an account stands at.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AccountJson {
    /// Its name.
    account: &'static str,
    /// What it stands at: what it has above nought, where it came from below.
    balance: String,
}

/// What goes up to one unit.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PartJson {
    /// Number of the unit.
    to: u32,
    /// How much.
    amount: String,
}

/// The books of a unit. The accounts come to nought.
#[utoipa::path(
    get, path = "/api/units/{id}/money", tag = "dues",
    params(("id" = u32, Path, description = "Number of the unit")),
    responses((status = 200, body = BooksJson), (status = "default", body = ErrorJson))
)]
pub(crate) async fn books(
    State(site): State<Site>,
    by: SignedIn,
    At(unit): At<u32>,
) -> Answer<BooksJson> {
    let books = site.look(&by, |view| {
        let unit = view.unit(UnitId(unit))?.id;
        let currency = currency(view)?;
        let accounts = |balances: kernel::dues::Balances| {
            let of = |account: Account| AccountJson {
                account: account.word(),
                balance: currency.decimal(balances.of(account)),
            };
            Account::ALL.into_iter().map(of).collect()
        };
        let parts = view.state.to_hand_up(unit).into_iter();
        Ok(BooksJson {
            currency: currency.to_string(),
            accounts: accounts(view.state.balances(unit)),
            within: accounts(view.state.balances_within(unit)),
            to_hand_up: parts
                .map(|(to, minor)| PartJson {
                    to: to.0,
                    amount: currency.decimal(minor),
                })
                .collect(),
            outlays: ledger::outlays(view, unit, currency, &|document| {
                site.text(document).ok().flatten()
            }),
        })
    })?;
    Ok(Json(books))
}

/// What a person was charged and paid.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StatementJson {
    /// The currency.
    currency: String,
    /// What is open in all.
    open: String,
    /// Charge by charge, the newest first.
    entries: Vec<EntryJson>,
    /// What was written down one by one, the newest first.
    payments: Vec<PaymentJson>,
}

/// One charge.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EntryJson {
    /// Number of the unit that charged it.
    unit: u32,
    /// The first day of the stretch of time.
    period: Day,
    /// When it was due.
    due: Day,
    /// How much.
    charged: String,
    /// What was paid.
    paid: String,
    /// What they were let off.
    waived: String,
    /// What is open.
    open: String,
}

/// What a person was charged for time that begins within some days, and what was written down
/// of it in them, for themselves and whoever may see it.
#[utoipa::path(
    get, path = "/api/people/{id}/dues", tag = "dues",
    params(("id" = u32, Path, description = "Number of the person"), Days),
    responses((status = 200, body = StatementJson), (status = "default", body = ErrorJson))
)]
pub(crate) async fn statement(
    State(site): State<Site>,
    by: SignedIn,
    At(person): At<u32>,
    Query(days): Query<Days>,
) -> Answer<StatementJson> {
    let statement = site.look(&by, |view| {
        let person = view.person(PersonId(person))?;
        if !view.may_see_dues_of(person) {
            return Err(Failure::NotFound);
        }
        let currency = currency(view)?;
        let decimal = |minor| currency.decimal(minor);
        let statement = view.state.dues_statement(person);
        let entries = statement.entries.iter().filter(|it| days.hold(it.period));
        let entries = entries.map(|it| EntryJson {
            unit: it.unit.0,
            period: Day(it.period),
            due: Day(it.due),
            charged: decimal(it.charged),
            paid: decimal(it.paid),
            waived: decimal(it.waived),
            open: decimal(it.open),
        });
        Ok(StatementJson {
            currency: currency.to_string(),
            open: decimal(statement.open),
            entries: entries.collect(),
            payments: ledger::payments(&statement.payments, &days, currency, &|document| {
                site.text(document).ok().flatten()
            }),
        })
    })?;
    Ok(Json(statement))
}

impl View<'_> {
    /// Whether the viewer may see what somebody was charged and paid.
    pub(crate) fn may_see_dues_of(self, person: PersonId) -> bool {
        let own = self.viewer == Actor::Person(person);
        let unit = self.state.unit_of(person);
        own || self.viewer == Actor::Operator
            || unit.is_some_and(|unit| self.may(Action::SeeDues, unit))
    }
}

/// An amount with its currency: `1.50 EUR`.
pub(super) fn money(text: &str) -> Result<Money, Failure> {
    Money::read(text)
        .ok_or_else(|| Failure::Invalid(format!("`{text}` is no amount such as `1.50 EUR`")))
}

/// A list to be made.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AssessJson {
    /// Any day of the stretch of time.
    period: Day,
    /// When; today where nothing is said.
    on: Option<Day>,
}

/// Make a list: what everybody owes. Nobody has paid yet.
#[utoipa::path(
    post, path = "/api/units/{id}/dues/assess", tag = "dues", request_body = AssessJson,
    params(("id" = u32, Path, description = "Number of the unit")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn assess(
    State(site): State<Site>,
    At(unit): At<u32>,
    posted: Posted<AssessJson>,
) -> Answer<Done> {
    let command = Command::from(AssessDues {
        unit: UnitId(unit),
        period: posted.body.period.0,
        on: day_or_today(&site, posted.body.on),
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

/// A list to be ticked off.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CollectJson {
    /// Any day of the stretch of time.
    period: Day,
    /// Those who did not pay in full.
    #[serde(default)]
    save: Vec<SaveJson>,
    /// When; today where nothing is said.
    on: Option<Day>,
}

/// Somebody who did not pay in full.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SaveJson {
    /// Number of the person.
    person: u32,
    /// What they paid, as `1.50 EUR`; nothing where it is left out.
    paid: Option<String>,
}

/// Tick a list off: everybody has paid in full but these.
#[utoipa::path(
    post, path = "/api/units/{id}/dues/collect", tag = "dues", request_body = CollectJson,
    params(("id" = u32, Path, description = "Number of the unit")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn collect(
    State(site): State<Site>,
    At(unit): At<u32>,
    posted: Posted<CollectJson>,
) -> Answer<Done> {
    let body = &posted.body;
    let save: Result<Vec<PaidPart>, Failure> = body
        .save
        .iter()
        .map(|part| {
            Ok(PaidPart {
                person: PersonId(part.person),
                paid: part.paid.as_deref().map(money).transpose()?,
            })
        })
        .collect();
    let command = Command::from(CollectDues {
        unit: UnitId(unit),
        period: body.period.0,
        save: save?,
        on: day_or_today(&site, body.on),
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

/// A payment.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PayJson {
    /// How much, as `1.50 EUR`.
    amount: String,
    /// Any day of the stretch of time it is for; the oldest first where it is left out.
    period: Option<Day>,
    /// What the bank calls it. Only its fingerprint is kept.
    reference: Option<String>,
    /// When; today where nothing is said.
    on: Option<Day>,
}

/// Take in what a person paid.
#[utoipa::path(
    post, path = "/api/people/{id}/dues/pay", tag = "dues", request_body = PayJson,
    params(("id" = u32, Path, description = "Number of the person")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn pay(
    State(site): State<Site>,
    At(person): At<u32>,
    posted: Posted<PayJson>,
) -> Answer<Done> {
    let body = &posted.body;
    let command = Command::from(PayDues {
        person: PersonId(person),
        amount: money(&body.amount)?,
        period: body.period.map(|day| day.0),
        reference: body.reference.as_deref().map(BankReference::of),
        on: day_or_today(&site, body.on),
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

/// What was really paid.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CorrectJson {
    /// Any day of the stretch of time it was for.
    period: Day,
    /// What was paid for it in all, as `1.50 EUR`.
    paid: String,
    /// Why it is corrected.
    reason: String,
    /// When; today where nothing is said.
    on: Option<Day>,
}

/// Correct what was written down of a payment.
#[utoipa::path(
    post, path = "/api/people/{id}/dues/correct", tag = "dues", request_body = CorrectJson,
    params(("id" = u32, Path, description = "Number of the person")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn correct(
    State(site): State<Site>,
    At(person): At<u32>,
    posted: Posted<CorrectJson>,
) -> Answer<Done> {
    let body = &posted.body;
    let command = Command::from(CorrectPayment {
        person: PersonId(person),
        period: body.period.0,
        paid: money(&body.paid)?,
        reason: body.reason.clone(),
        on: day_or_today(&site, body.on),
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

/// A band.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BandJson {
    /// Identifier of the band.
    band: String,
    /// The income, as `2500.00 EUR`, where the band takes a share of it. It is not kept.
    income: Option<String>,
    /// When; today where nothing is said.
    on: Option<Day>,
}

/// Say which band of what is owed a person is in.
#[utoipa::path(
    post, path = "/api/people/{id}/dues/band", tag = "dues", request_body = BandJson,
    params(("id" = u32, Path, description = "Number of the person")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn band(
    State(site): State<Site>,
    At(person): At<u32>,
    posted: Posted<BandJson>,
) -> Answer<Done> {
    let body = &posted.body;
    let band = site.look(&posted.by, |view| {
        let band = view.charter.band_named(&body.band);
        band.ok_or_else(|| {
            let rows = view.charter.dues.iter();
            let rows = rows.flat_map(|dues| {
                let bands = dues.bands.iter();
                bands.map(|it| (it.id.as_str(), dues.rule))
            });
            no_such("band", &body.band, rows)
        })
    })?;
    let command = Command::from(SetBand {
        person: PersonId(person),
        band,
        income: body.income.as_deref().map(money).transpose()?,
        on: day_or_today(&site, body.on),
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

/// What somebody is let off.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WaiveJson {
    /// Any day of the stretch of time.
    period: Day,
    /// Why.
    reason: String,
    /// When; today where nothing is said.
    on: Option<Day>,
}

/// Let a person off what is open for a stretch of time.
#[utoipa::path(
    post, path = "/api/people/{id}/dues/waive", tag = "dues", request_body = WaiveJson,
    params(("id" = u32, Path, description = "Number of the person")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn waive(
    State(site): State<Site>,
    At(person): At<u32>,
    posted: Posted<WaiveJson>,
) -> Answer<Done> {
    let body = &posted.body;
    let command = Command::from(WaiveDues {
        person: PersonId(person),
        period: body.period.0,
        reason: body.reason.clone(),
        on: day_or_today(&site, body.on),
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

/// When something is done.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OnJson {
    /// When; today where nothing is said.
    on: Option<Day>,
}

/// Work out what goes up of what a unit took in.
#[utoipa::path(
    post, path = "/api/units/{id}/money/reckon", tag = "dues", request_body = OnJson,
    params(("id" = u32, Path, description = "Number of the unit")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn reckon(
    State(site): State<Site>,
    At(unit): At<u32>,
    posted: Posted<OnJson>,
) -> Answer<Done> {
    let command = Command::from(ReckonDues {
        unit: UnitId(unit),
        on: day_or_today(&site, posted.body.on),
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

/// Hand up what goes up.
#[utoipa::path(
    post, path = "/api/units/{id}/money/remit", tag = "dues", request_body = OnJson,
    params(("id" = u32, Path, description = "Number of the unit")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn remit(
    State(site): State<Site>,
    At(unit): At<u32>,
    posted: Posted<OnJson>,
) -> Answer<Done> {
    let command = Command::from(RemitDues {
        unit: UnitId(unit),
        on: day_or_today(&site, posted.body.on),
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}
