//! Applications from outside: brought by anybody, looked at and taken back by
//! whoever holds the secret.

use axum::Json;
use axum::extract::State;
use clerk::{Submission, Whose};
use kernel::procedures::OpenProceeding;
use kernel::{Actor, Command, ProceedingId, UnitId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::applications::ProceedingRow;
use super::posted::Open;
use super::sessions::From as Caller;
use super::{Answer, Day, Done};
use crate::cards::card_of;
use crate::error::{ErrorJson, Failure};
use crate::outside::{hashed, limit, look_as};
use crate::pages::applications::public::{kept_address, look_at, meant, next, taking_back};
use crate::pages::applications::routes::opened;
use crate::pages::members::routes::made_up_code;
use crate::session::At;
use crate::session::tokens::{self, Token};
use crate::site::Site;

/// Somebody who applies to a unit.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ApplyJson {
    /// Identifier of the procedure; the first that anybody may open where nothing is said.
    procedure: Option<String>,
    /// Name.
    name: String,
    /// Where they can be reached by e-mail.
    email: Option<String>,
    /// Where they can be reached by telephone.
    phone: Option<String>,
    /// A secret of 64 hexadecimal digits by which it is found again; one is made
    /// where none is given. The same again is the same application.
    secret: Option<String>,
}

/// What whoever applied keeps.
#[derive(Serialize, ToSchema)]
pub(crate) struct AppliedJson {
    /// The number of the proceeding.
    number: u32,
    /// The secret, which is kept nowhere else.
    secret: String,
    /// The address at which is seen what becomes of it.
    address: String,
}

impl std::fmt::Debug for AppliedJson {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("AppliedJson")
    }
}

/// Apply to a unit. Nobody needs to be signed in.
#[utoipa::path(
    post, path = "/api/units/{id}/apply", tag = "applications", request_body = ApplyJson,
    security(()),
    params(("id" = u32, Path, description = "Number of the unit")),
    responses((status = 200, body = AppliedJson), (status = "default", body = ErrorJson))
)]
pub(crate) async fn apply(
    State(site): State<Site>,
    At(unit): At<u32>,
    Caller(address): Caller,
    Open(it): Open<ApplyJson>,
) -> Answer<AppliedJson> {
    let secret = match &it.secret {
        Some(text) => Token::from_hex(text).ok_or_else(|| {
            Failure::Invalid("its secret is not 64 hexadecimal digits".to_owned())
        })?,
        None => Token::new()?,
    };
    let blank = |text: &Option<String>| text.as_deref().is_none_or(|it| it.trim().is_empty());
    if it.name.trim().is_empty() || (blank(&it.email) && blank(&it.phone)) {
        let lacking = "it needs a name, and an e-mail or a telephone number";
        return Err(Failure::Invalid(lacking.to_owned()));
    }
    limit(&site, &secret, address)?;
    let unit = UnitId(unit);
    let named = it.procedure.clone().unwrap_or_default();
    let (procedure, on) = look_as(&site, Actor::Public, |view| {
        let (procedure, _) = meant(view, unit, &named)?;
        Ok((procedure, view.today))
    })?;
    let path = format!("/api/units/{unit}/apply");
    let key = tokens::request_key("public", &secret.hex(), &path, it.name.as_bytes());
    let command = Command::from(OpenProceeding {
        procedure,
        unit,
        person: None,
        to: None,
        key: Some(hashed(&secret)),
        on,
    });
    let mut submission = Submission::new(key, Actor::Public, command);
    let contacts = [&it.email, &it.phone].map(|it| it.as_deref().unwrap_or_default());
    let card = card_of(&made_up_code()?, &it.name, contacts);
    submission.cards.push((Whose::New(0), card));
    let receipt = site.submit(submission).await?;
    let number = opened(&receipt).ok_or(Failure::NotFound)?;
    Ok(Json(AppliedJson {
        number: number.0,
        address: kept_address(number, &secret),
        secret: secret.hex(),
    }))
}

/// Where an application stands.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StandingJson {
    #[serde(flatten)]
    proceeding: ProceedingRow,
    /// Where it stands and what comes next, in sentences.
    next: Vec<String>,
    /// When what was known of the applicant was erased.
    erased: Option<Day>,
}

/// Where an application stands and what comes next, for whoever has its secret.
/// Nobody needs to be signed in.
#[utoipa::path(
    get, path = "/api/applied/{number}/{secret}", tag = "applications", security(()),
    params(
        ("number" = u32, Path, description = "Number of the proceeding"),
        ("secret" = String, Path, description = "The secret that applying gave"),
    ),
    responses((status = 200, body = StandingJson), (status = "default", body = ErrorJson))
)]
pub(crate) async fn show(
    State(site): State<Site>,
    At((number, secret)): At<(u32, String)>,
) -> Answer<StandingJson> {
    let secret = Token::from_hex(&secret).ok_or(Failure::NotFound)?;
    let found = look_at(&site, ProceedingId(number), &secret, |view, it| {
        Ok(StandingJson {
            proceeding: ProceedingRow::of(view, it).ok_or(Failure::NotFound)?,
            next: next(view, it),
            erased: it.erased.map(Day),
        })
    })?;
    Ok(Json(found))
}

/// Take an application back and have what is known of the applicant erased. Nobody needs to
/// be signed in who knows the secret.
#[utoipa::path(
    post, path = "/api/applied/{number}/{secret}/withdraw", tag = "applications", security(()),
    params(
        ("number" = u32, Path, description = "Number of the proceeding"),
        ("secret" = String, Path, description = "The secret that applying gave"),
    ),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn withdraw(
    State(site): State<Site>,
    At((number, secret)): At<(u32, String)>,
) -> Answer<Done> {
    let secret = Token::from_hex(&secret).ok_or(Failure::NotFound)?;
    let path = format!("/api/applied/{number}/withdraw");
    let submission = taking_back(&site, ProceedingId(number), &secret, &path);
    Ok(Done::of(&site.submit(submission).await?, None))
}
