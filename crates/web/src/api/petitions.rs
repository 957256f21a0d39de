//! What is asked of units: asked by anybody, listed, shown, recorded, passed
//! on, answered, corrected, taken back.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use clerk::{Receipt, Submission};
use kernel::petitions::{
    AnswerPetition, Ask, CorrectPetitionAnswer, PassOnPetition, Petition, RecordPetition, Sight,
    WithdrawPetition, by_whom_asked, kinds_open,
};
use kernel::{Actor, Command, DocumentId, PetitionId, UnitId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::posted::{Open, Posted};
use super::sessions::From as Caller;
use super::units::UnitRef;
use super::{Answer, Day, Done, Rows, day_or_today, submit};
use crate::error::{ErrorJson, Failure};
use crate::outside::{hashed, limit, look_as};
use crate::pages::petitions::fill::{known, word};
use crate::pages::petitions::routes::taken_in;
use crate::session::tokens::{self, Token};
use crate::session::{self, At, Query, SignedIn};
use crate::site::Site;
use crate::view::View;

/// Something asked of a unit.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AskJson {
    /// Identifier of the kind; the first that the unit takes in where nothing is said.
    kind: Option<String>,
    /// What is asked.
    text: String,
    /// Where the answer can be sent, if it shall be sent.
    contact: Option<String>,
    /// A secret of 64 hexadecimal digits by which it is found again; one is made
    /// where none is given. The same again is the same petition.
    secret: Option<String>,
}

/// What whoever asked keeps.
#[derive(Serialize, ToSchema)]
pub(crate) struct AskedJson {
    /// The number of the petition.
    number: u32,
    /// The secret, which is kept nowhere else.
    secret: String,
    /// The address at which the answer is read.
    address: String,
}

impl std::fmt::Debug for AskedJson {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("AskedJson")
    }
}

/// Ask a unit for something. Nobody needs to be signed in.
#[utoipa::path(
    post, path = "/api/units/{id}/ask", tag = "petitions", request_body = AskJson, security(()),
    params(("id" = u32, Path, description = "Number of the unit")),
    responses((status = 200, body = AskedJson), (status = "default", body = ErrorJson))
)]
pub(crate) async fn ask(
    State(site): State<Site>,
    At(unit): At<u32>,
    Caller(address): Caller,
    headers: HeaderMap,
    Open(it): Open<AskJson>,
) -> Answer<AskedJson> {
    let by = session::find(&site, &headers)?;
    let actor = by.map_or(Actor::Public, |by| by.actor);
    let secret = match &it.secret {
        Some(text) => Token::from_hex(text).ok_or_else(|| {
            Failure::Invalid("its secret is not 64 hexadecimal digits".to_owned())
        })?,
        None => Token::new()?,
    };
    limit(&site, &secret, address)?;
    let unit = UnitId(unit);
    let named = it.kind.clone().unwrap_or_default();
    let kind = look_as(&site, actor, |view| {
        let kinds = kinds_open(view.state, view.viewer, view.today, unit);
        crate::pages::petitions::kind_meant(view, &kinds, &named)
    })?;
    let name = journal::actor_text(actor);
    let path = format!("/api/units/{unit}/ask");
    let key = tokens::request_key(&name, &secret.hex(), &path, it.text.as_bytes());
    let command = Command::from(Ask {
        unit,
        kind,
        text: it.text,
        contact: it.contact,
        key: Some(hashed(&secret)),
    });
    let receipt = site.submit(Submission::new(key, actor, command)).await?;
    let number = taken_in(&receipt).ok_or(Failure::NotFound)?;
    Ok(Json(AskedJson {
        number: number.0,
        address: format!("/asked/{number}/{}", secret.hex()),
        secret: secret.hex(),
    }))
}

/// Which petitions of a unit are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct WantedPetitions {
    /// `waiting`, `late`, `answered` or `withdrawn`.
    standing: Option<String>,
    /// Rows to pass over.
    #[serde(default)]
    from: usize,
    /// Rows wanted: 100 where nothing is said, and 1000 at the most.
    count: Option<usize>,
}

/// A petition and how it stands.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PetitionJson {
    /// Its number.
    number: u32,
    /// Identifier of the kind.
    kind: String,
    /// The unit that has it now.
    unit: Option<UnitRef>,
    /// `waiting`, `late`, `answered` or `withdrawn`.
    standing: &'static str,
    /// When it was asked.
    asked: Day,
    /// By when the answer is due.
    due: Day,
    /// When it was answered or taken back.
    ended: Option<Day>,
    /// When what was written was erased.
    erased: Option<Day>,
    /// What is asked; none where it may not be read here, and in a list.
    text: Option<String>,
    /// The last answer; none where there is none or it may not be read here, and in a list.
    answer: Option<String>,
}

fn petition_json(view: View<'_>, it: &Petition) -> Option<PetitionJson> {
    Some(PetitionJson {
        number: it.id.0,
        kind: view.charter.petition(it.kind)?.id.clone(),
        unit: UnitRef::of(view, it.unit),
        standing: word(view, it),
        asked: Day(it.on),
        due: Day(it.due),
        ended: it.ended.map(Day),
        erased: it.erased.map(Day),
        text: None,
        answer: None,
    })
}

/// What a unit was asked, as far as one may know of it, the last first.
#[utoipa::path(
    get, path = "/api/units/{id}/petitions", tag = "petitions",
    params(("id" = u32, Path, description = "Number of the unit"), WantedPetitions),
    responses((status = 200, body = Vec<PetitionJson>), (status = "default", body = ErrorJson))
)]
pub(crate) async fn list(
    State(site): State<Site>,
    by: SignedIn,
    At(unit): At<u32>,
    Query(wanted): Query<WantedPetitions>,
) -> Answer<Vec<PetitionJson>> {
    let rows = site.look(&by, |view| {
        view.unit_for(charter::Action::SeePetitions, UnitId(unit))?;
        let found = view.state.petitions_of(UnitId(unit)).into_iter();
        let found = found
            .filter_map(|id| known(view, id).ok())
            .filter(|(it, _)| {
                let standing = wanted.standing.as_deref();
                standing.is_none_or(|standing| standing == word(view, it))
            });
        let rows = Rows {
            from: wanted.from,
            count: wanted.count,
        };
        Ok(rows.of(found.filter_map(|(it, _)| petition_json(view, &it))))
    })?;
    Ok(Json(rows))
}

/// One petition.
#[utoipa::path(
    get, path = "/api/petitions/{id}", tag = "petitions",
    params(("id" = u32, Path, description = "Number of the petition")),
    responses((status = 200, body = PetitionJson), (status = "default", body = ErrorJson))
)]
pub(crate) async fn show(
    State(site): State<Site>,
    by: SignedIn,
    At(petition): At<u32>,
) -> Answer<PetitionJson> {
    let known = site.look(&by, |view| {
        let (it, sight) = known(view, PetitionId(petition))?;
        Known::of(view, &it, sight == Sight::Whole)
    })?;
    known.read(&site)
}

/// What became of something that was asked, for whoever has its secret.
/// Nobody needs to be signed in.
#[utoipa::path(
    get, path = "/api/asked/{number}/{secret}", tag = "petitions", security(()),
    params(
        ("number" = u32, Path, description = "Number of the petition"),
        ("secret" = String, Path, description = "The secret that asking it gave"),
    ),
    responses((status = 200, body = PetitionJson), (status = "default", body = ErrorJson))
)]
pub(crate) async fn asked(
    State(site): State<Site>,
    At((petition, secret)): At<(u32, String)>,
) -> Answer<PetitionJson> {
    let secret = Token::from_hex(&secret).ok_or(Failure::NotFound)?;
    let known = look_as(&site, Actor::Public, |view| {
        let key = hashed(&secret);
        let it = by_whom_asked(view.state, PetitionId(petition), key);
        Known::of(view, &it.ok_or(Failure::NotFound)?, true)
    })?;
    known.read(&site)
}

/// A petition, and the texts of it that are still to be read.
struct Known {
    json: PetitionJson,
    text: Option<DocumentId>,
    answer: Option<DocumentId>,
}

impl Known {
    fn of(view: View<'_>, it: &Petition, whole: bool) -> Result<Known, Failure> {
        let steps = view.state.petition_steps(it.id);
        let answers = steps.iter().filter(|step| {
            use kernel::petitions::StepKind::{Answered, Corrected};
            matches!(step.what, Answered | Corrected)
        });
        let answer = answers.filter_map(|step| step.text).next_back();
        Ok(Known {
            json: petition_json(view, it).ok_or(Failure::NotFound)?,
            text: Some(it.text).filter(|_| whole),
            answer: answer.filter(|_| whole),
        })
    }

    fn read(self, site: &Site) -> Answer<PetitionJson> {
        let text = self.text.map(|id| site.text(id)).transpose()?;
        let answer = self.answer.map(|id| site.text(id)).transpose()?;
        Ok(Json(PetitionJson {
            text: text.flatten(),
            answer: answer.flatten(),
            ..self.json
        }))
    }
}

/// Something asked in person.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct InPersonJson {
    /// Identifier of the kind; the first that the unit takes in where nothing is said.
    kind: Option<String>,
    /// What is asked.
    text: String,
    /// Where the answer can be sent, if it shall be sent.
    contact: Option<String>,
    /// The day; today where nothing is said.
    on: Option<Day>,
}

/// Record what was asked in person.
#[utoipa::path(
    post, path = "/api/units/{id}/petitions", tag = "petitions", request_body = InPersonJson,
    params(("id" = u32, Path, description = "Number of the unit")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn record(
    State(site): State<Site>,
    At(unit): At<u32>,
    posted: Posted<InPersonJson>,
) -> Answer<Done> {
    let unit = UnitId(unit);
    let named = posted.body.kind.clone().unwrap_or_default();
    let kind = site.look(&posted.by, |view| {
        view.unit(unit)?;
        let kinds = crate::pages::petitions::kinds_at(view, unit);
        crate::pages::petitions::kind_meant(view, &kinds, &named)
    })?;
    let command = Command::from(RecordPetition {
        unit,
        kind,
        text: posted.body.text.clone(),
        contact: posted.body.contact.clone(),
        key: None,
        on: day_or_today(&site, posted.body.on),
    });
    let receipt: Receipt = submit(&site, &posted, command).await?;
    let new = taken_in(&receipt).map(|petition| petition.0);
    Ok(Done::of(&receipt, new))
}

/// Where a petition goes.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PassOnPetitionJson {
    /// Number of the unit that shall answer.
    to: u32,
    /// Why.
    reason: String,
    /// The day; today where nothing is said.
    on: Option<Day>,
}

/// Pass a petition to another unit.
#[utoipa::path(
    post, path = "/api/petitions/{id}/pass-on", tag = "petitions",
    request_body = PassOnPetitionJson,
    params(("id" = u32, Path, description = "Number of the petition")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn pass_on(
    State(site): State<Site>,
    At(petition): At<u32>,
    posted: Posted<PassOnPetitionJson>,
) -> Answer<Done> {
    let command = Command::from(PassOnPetition {
        petition: PetitionId(petition),
        to: UnitId(posted.body.to),
        reason: posted.body.reason.clone(),
        on: day_or_today(&site, posted.body.on),
    });
    let receipt = submit(&site, &posted, command).await?;
    Ok(Done::of(&receipt, None))
}

/// An answer, or one in the place of another.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PetitionAnswerJson {
    /// The answer.
    text: String,
    /// Why an answer is corrected; of no account for the first.
    #[serde(default)]
    reason: String,
    /// The day; today where nothing is said.
    on: Option<Day>,
}

/// Answer a petition.
#[utoipa::path(
    post, path = "/api/petitions/{id}/answer", tag = "petitions",
    request_body = PetitionAnswerJson,
    params(("id" = u32, Path, description = "Number of the petition")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn answer(
    State(site): State<Site>,
    At(petition): At<u32>,
    posted: Posted<PetitionAnswerJson>,
) -> Answer<Done> {
    let command = Command::from(AnswerPetition {
        petition: PetitionId(petition),
        text: posted.body.text.clone(),
        on: day_or_today(&site, posted.body.on),
    });
    let receipt = submit(&site, &posted, command).await?;
    Ok(Done::of(&receipt, None))
}

/// Put another answer in the place of one that was wrong.
#[utoipa::path(
    post, path = "/api/petitions/{id}/correct", tag = "petitions",
    request_body = PetitionAnswerJson,
    params(("id" = u32, Path, description = "Number of the petition")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn correct(
    State(site): State<Site>,
    At(petition): At<u32>,
    posted: Posted<PetitionAnswerJson>,
) -> Answer<Done> {
    let command = Command::from(CorrectPetitionAnswer {
        petition: PetitionId(petition),
        text: posted.body.text.clone(),
        reason: posted.body.reason.clone(),
        on: day_or_today(&site, posted.body.on),
    });
    let receipt = submit(&site, &posted, command).await?;
    Ok(Done::of(&receipt, None))
}

/// The secret of whoever asked.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SecretJson {
    /// The secret.
    secret: String,
}

impl std::fmt::Debug for SecretJson {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("SecretJson")
    }
}

/// Take a petition back and have what was written erased. Nobody needs to be
/// signed in who knows the secret.
#[utoipa::path(
    post, path = "/api/petitions/{id}/withdraw", tag = "petitions", request_body = SecretJson,
    security(()),
    params(("id" = u32, Path, description = "Number of the petition")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn withdraw(
    State(site): State<Site>,
    At(petition): At<u32>,
    Open(it): Open<SecretJson>,
) -> Answer<Done> {
    let secret = Token::from_hex(&it.secret).ok_or(Failure::NotFound)?;
    let command = Command::from(WithdrawPetition {
        petition: PetitionId(petition),
        key: Some(hashed(&secret)),
    });
    let path = format!("/api/petitions/{petition}/withdraw");
    let key = tokens::request_key("public", &secret.hex(), &path, b"withdraw");
    let receipt = site
        .submit(Submission::new(key, Actor::Public, command))
        .await?;
    Ok(Done::of(&receipt, None))
}
