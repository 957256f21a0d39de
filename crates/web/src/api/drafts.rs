//! Bulletins before everybody can read them. What is published is read under
//! `/api/bulletins`.

use axum::Json;
use axum::extract::State;
use kernel::bulletins::{
    AddPicture, Bulletin, BulletinAbout, BulletinEvent, BulletinRefusal, CorrectBulletin,
    DraftBulletin, PublishBulletin, RemovePicture, ReviewBulletin, ReviseBulletin,
    SendBackBulletin, WithdrawBulletin,
};
use kernel::{AwardId, BulletinId, Command, ConferenceId, Event, MeetingId, Refusal, UnitId};
use record::bulletin::Writing;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::posted::Posted;
use super::units::UnitRef;
use super::{Answer, Day, Done, Rows, submit};
use crate::error::{ErrorJson, Failure};
use crate::pages::drafts::{fill, pictures};
use crate::session::{At, Query, SignedIn};
use crate::site::Site;
use crate::view::View;

/// A bulletin as its unit sees it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DraftJson {
    /// Its number; once published it is read as `bulletin-NUMBER`.
    id: u32,
    /// The unit.
    unit: UnitRef,
    /// What it is about, where it is about something on record.
    about: Option<AboutJson>,
    /// How things stand with it, in words.
    standing: String,
    /// Which of its texts is the last: whoever reviews or publishes names it.
    revision: u32,
    /// The text that was written last; none where it has been erased.
    text: Option<String>,
    /// Why it is to take the place of what is published.
    correction: Option<String>,
    /// What has to be changed, where it was sent back.
    sent_back: Option<String>,
    /// When it was first published.
    published: Option<Day>,
    /// When it was withdrawn.
    withdrawn: Option<Day>,
}

/// What a bulletin is about.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum AboutJson {
    /// A meeting that was held, by its number.
    Meeting(u32),
    /// An award that was given, by its number.
    Award(u32),
    /// A conference that has begun, by its number.
    Conference(u32),
}

impl AboutJson {
    fn of(about: BulletinAbout) -> AboutJson {
        match about {
            BulletinAbout::Meeting(id) => AboutJson::Meeting(id.0),
            BulletinAbout::Award(id) => AboutJson::Award(id.0),
            BulletinAbout::Conference(id) => AboutJson::Conference(id.0),
        }
    }

    fn about(self) -> BulletinAbout {
        match self {
            AboutJson::Meeting(id) => BulletinAbout::Meeting(MeetingId(id)),
            AboutJson::Award(id) => BulletinAbout::Award(AwardId(id)),
            AboutJson::Conference(id) => BulletinAbout::Conference(ConferenceId(id)),
        }
    }
}

fn told(site: &Site, view: View<'_>, it: &Bulletin) -> Option<DraftJson> {
    let text = |document| site.text(document).ok().flatten();
    Some(DraftJson {
        id: it.id.0,
        unit: UnitRef::of(view, it.unit)?,
        about: it.about.map(AboutJson::of),
        standing: fill::standing(it).to_owned(),
        revision: it.revision,
        text: text(it.text),
        correction: it.correction.and_then(text),
        sent_back: it.sent_back.and_then(text),
        published: it.published.map(Day),
        withdrawn: it.withdrawn.map(|(on, _)| Day(on)),
    })
}

/// The bulletins of a unit, the last drafted first.
#[utoipa::path(
    get, path = "/api/units/{id}/bulletins", tag = "bulletins",
    params(("id" = u32, Path, description = "Number of the unit"), Rows),
    responses((status = 200, body = Vec<DraftJson>), (status = "default", body = ErrorJson))
)]
pub(crate) async fn list(
    State(site): State<Site>,
    by: SignedIn,
    At(unit): At<u32>,
    Query(rows): Query<Rows>,
) -> Answer<Vec<DraftJson>> {
    let unit = UnitId(unit);
    let drafts = site.look(&by, |view| {
        if !view.state.may_see_draft(view.viewer, view.today, unit) {
            view.unit_for(charter::Action::DraftBulletin, unit)?;
        }
        let kept = rows.of(view.state.bulletins_of(unit));
        Ok(kept.iter().filter_map(|it| told(&site, view, it)).collect())
    })?;
    Ok(Json(drafts))
}

/// A bulletin as its unit sees it.
#[utoipa::path(
    get, path = "/api/drafts/{id}", tag = "bulletins",
    params(("id" = u32, Path, description = "Number of the bulletin")),
    responses((status = 200, body = DraftJson), (status = "default", body = ErrorJson))
)]
pub(crate) async fn show(
    State(site): State<Site>,
    by: SignedIn,
    At(id): At<u32>,
) -> Answer<DraftJson> {
    let draft = site.look(&by, |view| {
        let kept = fill::draft(view, BulletinId(id))?;
        told(&site, view, &kept).ok_or(Failure::NotFound)
    })?;
    Ok(Json(draft))
}

/// A bulletin that is written.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DraftBulletinJson {
    /// What it is about; nothing where it stands alone.
    about: Option<AboutJson>,
    /// Its text: Markdown, and before it between two lines `+++` what belongs with it, as TOML.
    text: String,
}

/// The text as it was posted, if it can be read as a bulletin.
fn readable(text: &str) -> Result<String, Failure> {
    match Writing::typed(text) {
        Ok(_) => Ok(text.to_owned()),
        Err(error) => Err(Failure::Invalid(format!("of the text {error}"))),
    }
}

/// Write a bulletin that nobody outside can read yet.
#[utoipa::path(
    post, path = "/api/units/{id}/bulletins", tag = "bulletins", request_body = DraftBulletinJson,
    params(("id" = u32, Path, description = "Number of the unit")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn draft(
    State(site): State<Site>,
    At(unit): At<u32>,
    posted: Posted<DraftBulletinJson>,
) -> Answer<Done> {
    let command = Command::from(DraftBulletin {
        unit: UnitId(unit),
        about: posted.body.about.map(AboutJson::about),
        text: readable(&posted.body.text)?,
    });
    let receipt = submit(&site, &posted, command).await?;
    let new = receipt.events.iter().find_map(|event| match event {
        Event::Bulletin(BulletinEvent::Drafted { bulletin, .. }) => Some(bulletin.0),
        _ => None,
    });
    Ok(Done::of(&receipt, new))
}

/// Another text of a bulletin.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReviseBulletinJson {
    /// Its text.
    text: String,
}

/// Write a bulletin anew that is not published.
#[utoipa::path(
    post, path = "/api/drafts/{id}/revise", tag = "bulletins", request_body = ReviseBulletinJson,
    params(("id" = u32, Path, description = "Number of the bulletin")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn revise(
    State(site): State<Site>,
    At(id): At<u32>,
    posted: Posted<ReviseBulletinJson>,
) -> Answer<Done> {
    let command = Command::from(ReviseBulletin {
        bulletin: BulletinId(id),
        text: readable(&posted.body.text)?,
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

/// What is to take the place of what is published.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CorrectBulletinJson {
    /// The text as it should be.
    text: String,
    /// Why; everybody will read it.
    reason: String,
}

/// Write what is to take the place of what is published.
#[utoipa::path(
    post, path = "/api/drafts/{id}/correct", tag = "bulletins", request_body = CorrectBulletinJson,
    params(("id" = u32, Path, description = "Number of the bulletin")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn correct(
    State(site): State<Site>,
    At(id): At<u32>,
    posted: Posted<CorrectBulletinJson>,
) -> Answer<Done> {
    let command = Command::from(CorrectBulletin {
        bulletin: BulletinId(id),
        text: readable(&posted.body.text)?,
        reason: posted.body.reason.clone(),
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

/// Which text is meant.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RevisionJson {
    /// The text that was read.
    revision: u32,
}

/// Say that a text written by somebody else may be published.
#[utoipa::path(
    post, path = "/api/drafts/{id}/review", tag = "bulletins", request_body = RevisionJson,
    params(("id" = u32, Path, description = "Number of the bulletin")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn review(
    State(site): State<Site>,
    At(id): At<u32>,
    posted: Posted<RevisionJson>,
) -> Answer<Done> {
    let command = Command::from(ReviewBulletin {
        bulletin: BulletinId(id),
        revision: posted.body.revision,
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

/// Let everybody read a text.
#[utoipa::path(
    post, path = "/api/drafts/{id}/publish", tag = "bulletins", request_body = RevisionJson,
    params(("id" = u32, Path, description = "Number of the bulletin")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn publish(
    State(site): State<Site>,
    At(id): At<u32>,
    posted: Posted<RevisionJson>,
) -> Answer<Done> {
    let command = Command::from(PublishBulletin {
        bulletin: BulletinId(id),
        revision: posted.body.revision,
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

/// Why something is done with a bulletin.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BulletinReasonJson {
    /// Why.
    reason: String,
}

/// Ask for changes before a text can be published.
#[utoipa::path(
    post, path = "/api/drafts/{id}/send-back", tag = "bulletins", request_body = BulletinReasonJson,
    params(("id" = u32, Path, description = "Number of the bulletin")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn send_back(
    State(site): State<Site>,
    At(id): At<u32>,
    posted: Posted<BulletinReasonJson>,
) -> Answer<Done> {
    let command = Command::from(SendBackBulletin {
        bulletin: BulletinId(id),
        reason: posted.body.reason.clone(),
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

/// Take a bulletin back; one that was published leaves a note with the reason.
#[utoipa::path(
    post, path = "/api/drafts/{id}/withdraw", tag = "bulletins", request_body = BulletinReasonJson,
    params(("id" = u32, Path, description = "Number of the bulletin")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn withdraw(
    State(site): State<Site>,
    At(id): At<u32>,
    posted: Posted<BulletinReasonJson>,
) -> Answer<Done> {
    let command = Command::from(WithdrawBulletin {
        bulletin: BulletinId(id),
        reason: posted.body.reason.clone(),
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

/// A picture.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PictureJson {
    /// What its file is called.
    #[serde(default)]
    name: String,
    /// Its bytes in letters (Base64): JPEG, PNG or WebP.
    picture: String,
}

/// A picture that is kept.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct KeptPictureJson {
    /// By which the text names it, as `file` of a `[[photograph]]`.
    file: String,
    /// Its width as it is seen, in pixels.
    width: u32,
    /// Its height as it is seen.
    height: u32,
    /// The width of the narrow one that is kept beside it, where it is not narrow itself.
    narrow: Option<u32>,
    /// The entry of the journal that says so.
    entry: u64,
}

/// Keep a picture with a bulletin; it is shown where its text names it.
#[utoipa::path(
    post, path = "/api/drafts/{id}/pictures", tag = "bulletins", request_body = PictureJson,
    params(("id" = u32, Path, description = "Number of the bulletin")),
    responses((status = 200, body = KeptPictureJson), (status = "default", body = ErrorJson))
)]
pub(crate) async fn add_picture(
    State(site): State<Site>,
    At(id): At<u32>,
    posted: Posted<PictureJson>,
) -> Answer<KeptPictureJson> {
    let bulletin = BulletinId(id);
    // Whoever may not do this is told so before anything is read.
    site.look(&posted.by, |view| fill::draft(view, bulletin).map(|_| ()))?;
    let bytes = papers::picture::from_letters(&posted.body.picture)
        .ok_or_else(|| Failure::Invalid("`picture` is no Base64".to_owned()))?;
    let picture = pictures::decode(posted.body.name.clone(), bytes.into())
        .await
        .map_err(|fault| Failure::Denied(format!("{fault}. {}", fault.instead())))?;
    let command = Command::from(AddPicture {
        bulletin,
        picture: picture.kept(),
    });
    let receipt = submit(&site, &posted, command).await?;
    Ok(Json(KeptPictureJson {
        file: journal::hex(&journal::sha256(&picture.wide.bytes)),
        width: picture.wide.width,
        height: picture.wide.height,
        narrow: picture.narrow.map(|it| it.width),
        entry: receipt.first_sequence,
    }))
}

/// A picture that is to be destroyed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PictureRemovalJson {
    /// By which the text names it, as `file` of a `[[photograph]]`.
    file: String,
    /// Why; of a bulletin that was published everybody reads this.
    reason: String,
}

/// Destroy a picture of a bulletin for good; its bytes go with their key.
#[utoipa::path(
    post, path = "/api/drafts/{id}/remove-picture", tag = "bulletins",
    request_body = PictureRemovalJson,
    params(("id" = u32, Path, description = "Number of the bulletin")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn remove_picture(
    State(site): State<Site>,
    At(id): At<u32>,
    posted: Posted<PictureRemovalJson>,
) -> Answer<Done> {
    let bulletin = BulletinId(id);
    site.look(&posted.by, |view| fill::draft(view, bulletin).map(|_| ()))?;
    let kept = site.pictures(bulletin)?;
    let kept = kept.iter().find(|it| it.file == posted.body.file);
    let command = Command::from(RemovePicture {
        bulletin,
        picture: kept
            .ok_or_else(|| Refusal::from(BulletinRefusal::NoSuchPicture))?
            .document,
        reason: posted.body.reason.clone(),
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}
