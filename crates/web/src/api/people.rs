//! People: found by name, shown, admitted, promoted, transferred, leaving.

use axum::Json;
use axum::extract::State;
use charter::{Action, GradeId};
use clerk::{Card, Submission, Whose};
use kernel::members::{
    AdmitMember, Leave, PromoteMember, StrikePromotion, StrikeTransfer, TransferMember,
};
use kernel::{Actor, Command, PersonId, UnitId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::names::{NameJson, names_of, take_over};
use super::past::{self, On, PersonThenJson};
use super::posted::Posted;
use super::units::UnitRef;
use super::{Answer, Day, Done, Rows, day_or_today, no_such, submit};
use crate::cards::{card_of, typed};
use crate::error::{ErrorJson, Failure};
use crate::pages::members::routes::made_up_code;
use crate::session::{At, Query, SignedIn};
use crate::site::Site;
use crate::view::View;

/// Looks at a card that are listed.
const LOOKS_MAX: usize = 100;

/// Somebody looked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Wanted {
    /// Parts of the name or the code; without it, everybody one may know.
    q: Option<String>,
    /// Only people who belong to this unit, or to one that stands under it.
    unit: Option<u32>,
    /// Rows to pass over.
    #[serde(default)]
    from: usize,
    /// Rows wanted: 100 where nothing is said, and 1000 at the most.
    count: Option<usize>,
}

/// Somebody found.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PersonRow {
    /// Number of the person.
    id: u32,
    /// The code under which people know them.
    code: String,
    /// The name.
    name: String,
    /// The name by which they were found, where it is not the one they go by.
    found_by: Option<String>,
    /// The base unit.
    unit: Option<UnitRef>,
}

/// People of those one may know, a page of them: all, or those whose name or
/// code has these parts, or who belong to this unit or under it.
#[utoipa::path(
    get, path = "/api/people", tag = "people", params(Wanted),
    responses((status = 200, body = Vec<PersonRow>), (status = "default", body = ErrorJson))
)]
pub(crate) async fn list(
    State(site): State<Site>,
    by: SignedIn,
    Query(wanted): Query<Wanted>,
) -> Answer<Vec<PersonRow>> {
    let people = site.look(&by, |view| {
        let within = wanted
            .unit
            .map(|unit| view.unit(UnitId(unit)))
            .transpose()?;
        let words = wanted.q.as_deref().map(str::trim).unwrap_or_default();
        let mut all = view.directory.iter();
        let mut searched = view.directory.search(words);
        let found: &mut dyn Iterator<Item = (PersonId, &Card)> = if words.is_empty() {
            &mut all
        } else {
            &mut searched
        };
        let belongs = |person: PersonId| {
            within.as_ref().is_none_or(|within| {
                let unit = view.state.membership(person).map(|it| it.unit);
                unit.is_some_and(|it| it == within.id || view.state.stands_under(it, within.id))
            })
        };
        let known = found.filter(|(person, _)| belongs(*person) && view.person(*person).is_ok());
        let rows = Rows {
            from: wanted.from,
            count: wanted.count,
        };
        Ok(rows.of(known.map(|(person, card)| PersonRow {
            id: person.0,
            code: card.code.clone(),
            name: card.name.clone(),
            found_by: view.directory.called(person, words).map(str::to_owned),
            unit: view
                .state
                .membership(person)
                .and_then(|it| UnitRef::of(view, it.unit)),
        })))
    })?;
    Ok(Json(people))
}

/// One person.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PersonJson {
    /// Number of the person.
    id: u32,
    /// The code under which people know them; none once they have left.
    code: Option<String>,
    /// The name they go by.
    name: String,
    /// Every name with what is known of it, first the one they go by; none once they have left.
    names: Vec<NameJson>,
    /// E-mail address, where there is one and one may see it.
    email: Option<String>,
    /// Telephone number, where there is one and one may see it.
    phone: Option<String>,
    /// Where they belong; none for people who are not members.
    membership: Option<MembershipJson>,
    /// Posts held now and before, the newest first.
    posts: Vec<TenureJson>,
    /// Who looked at the card, the last first; for the person alone.
    looks: Option<Vec<LookJson>>,
}

/// Where somebody belongs.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MembershipJson {
    /// The base unit.
    pub(super) unit: UnitRef,
    /// Identifier of the grade.
    pub(super) grade: String,
    /// Since when a member.
    pub(super) joined: Day,
    /// Since when in this unit.
    pub(super) in_unit_since: Day,
    /// Since when in this grade.
    pub(super) in_grade_since: Day,
}

/// A time in a post.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TenureJson {
    /// Identifier of the post.
    post: String,
    /// Where.
    unit: UnitRef,
    /// First day.
    from: Day,
    /// Last day; none while it lasts.
    until: Option<Day>,
}

/// A look at a card.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LookJson {
    /// Who looked.
    who: String,
    /// When, in milliseconds since 1970-01-01 UTC.
    at_ms: i64,
}

/// A person as they are, or as they stood on the day that was asked for.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub(crate) enum PersonAnswer {
    /// As they are.
    Now(Box<PersonJson>),
    /// As they stood.
    Then(Box<PersonThenJson>),
}

/// One person. The person sees who looked.
#[utoipa::path(
    get, path = "/api/people/{id}", tag = "people", params(("id" = u32, Path, description = "Number of the person"), On),
    responses((status = 200, body = PersonAnswer), (status = "default", body = ErrorJson))
)]
pub(crate) async fn show(
    State(site): State<Site>,
    by: SignedIn,
    At(id): At<u32>,
    Query(on): Query<On>,
) -> Answer<PersonAnswer> {
    let id = PersonId(id);
    if let Some(day) = on.day(&site)? {
        let then = past::person(&site, &by, id, day)?;
        return Ok(Json(PersonAnswer::Then(Box::new(then))));
    }
    let mut person = site.look(&by, |view| person_json(view, id))?;
    site.note_look(&by, id)?;
    if by.actor == Actor::Person(id) {
        let looks = site.accounts(|accounts| accounts.views_of(id.0, LOOKS_MAX))?;
        let looks = site.read(|_, directory| {
            let looks = looks.iter().map(|look| LookJson {
                who: match journal::actor_from_text(&look.viewer) {
                    Some(Actor::Person(who)) => directory.name(who),
                    Some(Actor::Operator | Actor::Public) | None => "the operator".to_owned(),
                },
                at_ms: look.at_ms,
            });
            looks.collect()
        })?;
        person.looks = Some(looks);
    }
    Ok(Json(PersonAnswer::Now(Box::new(person))))
}

fn person_json(view: View<'_>, id: PersonId) -> Result<PersonJson, Failure> {
    let id = view.person(id)?;
    let card = view.directory.card(id);
    let contacts = card.filter(|_| view.may_see_contacts(id));
    let membership = view.state.membership(id).and_then(|it| {
        Some(MembershipJson {
            unit: UnitRef::of(view, it.unit)?,
            grade: view.charter.grade(it.grade)?.id.clone(),
            joined: Day(it.joined),
            in_unit_since: Day(it.in_unit_since),
            in_grade_since: Day(it.in_grade_since),
        })
    });
    let posts = view.state.tenures_of(id).filter_map(|it| {
        Some(TenureJson {
            post: view.charter.post(it.post)?.id.clone(),
            unit: UnitRef::of(view, it.unit)?,
            from: Day(it.from),
            until: it.until.map(Day),
        })
    });
    Ok(PersonJson {
        id: id.0,
        code: card.map(|card| card.code.clone()),
        name: view.directory.name(id),
        names: card.map(names_of).unwrap_or_default(),
        email: contacts.and_then(|card| card.email.clone()),
        phone: contacts.and_then(|card| card.phone.clone()),
        membership,
        posts: posts.collect(),
        looks: None,
    })
}

/// Somebody to be admitted: who they are, or the number they already have.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AdmitJson {
    /// The number of somebody who is registered and belongs to no unit.
    person: Option<u32>,
    /// The name of somebody new; other forms of it in brackets become names of their own.
    name: Option<String>,
    /// The code under which people are to know them; one is made up where nothing is said.
    code: Option<String>,
    /// E-mail address.
    email: Option<String>,
    /// Telephone number.
    phone: Option<String>,
    /// Identifier of the grade to start in.
    grade: String,
    /// Since when; today where nothing is said.
    on: Option<Day>,
}

/// Admit somebody to a unit.
#[utoipa::path(
    post, path = "/api/units/{id}/admit", tag = "people", request_body = AdmitJson,
    params(("id" = u32, Path, description = "Number of the unit")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn admit(
    State(site): State<Site>,
    At(unit): At<u32>,
    posted: Posted<AdmitJson>,
) -> Answer<Done> {
    let unit = UnitId(unit);
    let body = &posted.body;
    let grade = site.look(&posted.by, |view| {
        view.unit_for(Action::AdmitMember, unit)?;
        if let Some(person) = body.person {
            view.person(PersonId(person))?;
        }
        grade(view, &body.grade)
    })?;
    let command = Command::from(AdmitMember {
        person: body.person.map(PersonId),
        unit,
        grade,
        on: day_or_today(&site, body.on),
    });
    let mut submission = Submission::new(posted.key, posted.by.actor, command);
    if body.person.is_none() {
        submission.cards.push((Whose::New(0), card(body)?));
    }
    let receipt = site.submit(submission).await?;
    let new = receipt.registered().next().map(|person| person.0);
    Ok(Done::of(&receipt, new.or(body.person)))
}

fn card(body: &AdmitJson) -> Result<Card, Failure> {
    let given = |text: &Option<String>| text.as_deref().and_then(typed);
    let code = match given(&body.code) {
        Some(code) => code,
        None => made_up_code()?,
    };
    let contacts = [&body.email, &body.phone].map(|it| it.as_deref().unwrap_or_default());
    let name = body.name.as_deref().unwrap_or_default();
    Ok(card_of(&code, name, contacts))
}

/// What one's own card is to say.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CardJson {
    /// The name they go by; other forms of it in brackets become names of their own.
    name: String,
    /// Every name with what is known of it, that of `name` among them where anything is
    /// known of it; without it the other names stay as they are.
    names: Option<Vec<NameJson>>,
    /// E-mail address; none takes it out.
    email: Option<String>,
    /// Telephone number; none takes it out.
    phone: Option<String>,
}

/// Change one's own card. The journal has no entry for it.
#[utoipa::path(
    post, path = "/api/people/{id}/card", tag = "people", request_body = CardJson,
    params(("id" = u32, Path, description = "Number of the person")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn change_card(
    State(site): State<Site>,
    At(id): At<u32>,
    posted: Posted<CardJson>,
) -> Answer<Done> {
    let person = PersonId(id);
    if posted.by.actor != Actor::Person(person) {
        return Err(Failure::NotFound);
    }
    let card = site.read(|_, directory| directory.card(person).cloned())?;
    let mut card = card.ok_or(Failure::NotFound)?;
    let body = &posted.body;
    card.goes_by(body.name.trim());
    if let Some(names) = &body.names {
        take_over(&mut card, body.name.trim(), names)?;
    }
    let given = |text: &Option<String>| text.as_deref().and_then(typed);
    (card.email, card.phone) = (given(&body.email), given(&body.phone));
    let mut submission = Submission::new(posted.key, posted.by.actor, Command::Act(Vec::new()));
    submission.cards.push((Whose::Person(person), card));
    Ok(Done::of(&site.submit(submission).await?, None))
}

/// The next grade of a member.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PromoteJson {
    /// Identifier of the next grade.
    grade: String,
    /// When; today where nothing is said.
    on: Option<Day>,
}

/// Raise a member to the next grade.
#[utoipa::path(
    post, path = "/api/people/{id}/promote", tag = "people", request_body = PromoteJson,
    params(("id" = u32, Path, description = "Number of the person")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn promote(
    State(site): State<Site>,
    At(id): At<u32>,
    posted: Posted<PromoteJson>,
) -> Answer<Done> {
    let (person, grade) = site.look(&posted.by, |view| {
        Ok((view.person(PersonId(id))?, grade(view, &posted.body.grade)?))
    })?;
    let on = day_or_today(&site, posted.body.on);
    let receipt = submit(
        &site,
        &posted,
        Command::from(PromoteMember { person, grade, on }),
    )
    .await?;
    Ok(Done::of(&receipt, None))
}

/// Why something is struck.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StrikeJson {
    /// Why.
    pub(super) reason: String,
}

/// Strike the last promotion of a member: they have the grade before it again, and its start.
#[utoipa::path(
    post, path = "/api/people/{id}/strike-promotion", tag = "people", request_body = StrikeJson,
    params(("id" = u32, Path, description = "Number of the person")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn strike_promotion(
    State(site): State<Site>,
    At(id): At<u32>,
    posted: Posted<StrikeJson>,
) -> Answer<Done> {
    let person = site.look(&posted.by, |view| view.person(PersonId(id)))?;
    let reason = posted.body.reason.clone();
    let command = Command::from(StrikePromotion { person, reason });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

/// Where a member goes.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TransferJson {
    /// Number of the base unit.
    to: u32,
    /// When; today where nothing is said.
    on: Option<Day>,
}

/// Bring a member to another base unit.
#[utoipa::path(
    post, path = "/api/people/{id}/transfer", tag = "people", request_body = TransferJson,
    params(("id" = u32, Path, description = "Number of the person")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn transfer(
    State(site): State<Site>,
    At(id): At<u32>,
    posted: Posted<TransferJson>,
) -> Answer<Done> {
    let person = site.look(&posted.by, |view| view.person(PersonId(id)))?;
    let (to, on) = (UnitId(posted.body.to), day_or_today(&site, posted.body.on));
    let receipt = submit(
        &site,
        &posted,
        Command::from(TransferMember { person, to, on }),
    )
    .await?;
    Ok(Done::of(&receipt, None))
}

/// Strike the transfer that brought a member to their unit: they never left the one before it.
#[utoipa::path(
    post, path = "/api/people/{id}/strike-transfer", tag = "people", request_body = StrikeJson,
    params(("id" = u32, Path, description = "Number of the person")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn strike_transfer(
    State(site): State<Site>,
    At(id): At<u32>,
    posted: Posted<StrikeJson>,
) -> Answer<Done> {
    let person = site.look(&posted.by, |view| view.person(PersonId(id)))?;
    let reason = posted.body.reason.clone();
    let command = Command::from(StrikeTransfer { person, reason });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

/// When a member leaves.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LeaveJson {
    /// When; today where nothing is said.
    on: Option<Day>,
}

/// Leave, or record that a member has left. The card goes with the person.
#[utoipa::path(
    post, path = "/api/people/{id}/leave", tag = "people", request_body = LeaveJson,
    params(("id" = u32, Path, description = "Number of the person")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn leave(
    State(site): State<Site>,
    At(id): At<u32>,
    posted: Posted<LeaveJson>,
) -> Answer<Done> {
    let person = site.look(&posted.by, |view| view.person(PersonId(id)))?;
    let on = day_or_today(&site, posted.body.on);
    let receipt = submit(&site, &posted, Command::from(Leave { person, on })).await?;
    Ok(Done::of(&receipt, None))
}

fn grade(view: View<'_>, id: &str) -> Result<GradeId, Failure> {
    view.charter.grade_named(id).ok_or_else(|| {
        let rows = view.charter.grades.iter();
        no_such("grade", id, rows.map(|it| (it.id.as_str(), it.rule)))
    })
}
