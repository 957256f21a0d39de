//! When a bulletin is written, reviewed, published, corrected and withdrawn,
//! and what comes of it.

use charter::{Action, BulletinRule};

use super::{
    AddPicture, Bulletin, BulletinAbout, BulletinEvent, BulletinRefusal, CorrectBulletin,
    DraftBulletin, PICTURE_CHARACTERS_MAX, PICTURES_MAX, PublishBulletin, REASON_CHARACTERS_MAX,
    RemovePicture, ReviewBulletin, ReviseBulletin, SendBackBulletin, TEXT_CHARACTERS_MAX,
    WithdrawBulletin,
};
use crate::awards::AwardRefusal;
use crate::charters::in_force;
use crate::conferences::ConferenceRefusal;
use crate::ids::{BulletinId, DocumentId, UnitId};
use crate::meetings::MeetingStanding;
use crate::petitions::TextErased;
use crate::refusal::{Reason, Refusal};
use crate::request::{Event, Request};
use crate::rights;
use crate::state::State;
use crate::units::standing;

pub(super) fn draft(
    state: &State,
    request: &Request,
    it: &DraftBulletin,
) -> Result<Vec<Event>, Refusal> {
    rights::require(state, request, Action::DraftBulletin, it.unit)?;
    standing(state, it.unit)?;
    rule_of(state, request, it.unit)?;
    about_what_is_there(state, request, it)?;
    text_given(&it.text)?;
    Ok(vec![
        BulletinEvent::Drafted {
            bulletin: BulletinId(state.bulletins.count()),
            unit: it.unit,
            about: it.about,
            by: request.actor.person(),
            text: DocumentId(state.documents),
        }
        .into(),
    ])
}

pub(super) fn revise(
    state: &State,
    request: &Request,
    it: &ReviseBulletin,
) -> Result<Vec<Event>, Refusal> {
    let bulletin = known(state, request, it.bulletin)?;
    rights::require(state, request, Action::DraftBulletin, bulletin.unit)?;
    if !bulletin.waits() {
        return Err(over(&bulletin).into());
    }
    text_given(&it.text)?;
    Ok(vec![revised(state, request, &bulletin, None)])
}

pub(super) fn correct(
    state: &State,
    request: &Request,
    it: &CorrectBulletin,
) -> Result<Vec<Event>, Refusal> {
    let bulletin = known(state, request, it.bulletin)?;
    rights::require(state, request, Action::DraftBulletin, bulletin.unit)?;
    if !bulletin.was_public() {
        return Err(BulletinRefusal::NotPublished.into());
    }
    standing(state, bulletin.unit)?;
    text_given(&it.text)?;
    reason_given(&it.reason)?;
    let reason = DocumentId(state.documents.saturating_add(1));
    Ok(vec![revised(state, request, &bulletin, Some(reason))])
}

fn revised(
    state: &State,
    request: &Request,
    bulletin: &Bulletin,
    reason: Option<DocumentId>,
) -> Event {
    BulletinEvent::Revised {
        bulletin: bulletin.id,
        unit: bulletin.unit,
        by: request.actor.person(),
        text: DocumentId(state.documents),
        reason,
    }
    .into()
}

pub(super) fn add_picture(
    state: &State,
    request: &Request,
    it: &AddPicture,
) -> Result<Vec<Event>, Refusal> {
    let bulletin = known(state, request, it.bulletin)?;
    rights::require(state, request, Action::DraftBulletin, bulletin.unit)?;
    if !bulletin.waits() {
        return Err(over(&bulletin).into());
    }
    given(&it.picture, "the picture", PICTURE_CHARACTERS_MAX)?;
    if state.pictures_of(it.bulletin).count() >= PICTURES_MAX {
        return Err(Reason::TooMany {
            what: "pictures of one bulletin",
            most: PICTURES_MAX,
        }
        .into());
    }
    Ok(vec![
        BulletinEvent::PictureAdded {
            bulletin: it.bulletin,
            unit: bulletin.unit,
            picture: DocumentId(state.documents),
        }
        .into(),
    ])
}

pub(super) fn remove_picture(
    state: &State,
    request: &Request,
    it: &RemovePicture,
) -> Result<Vec<Event>, Refusal> {
    let bulletin = known(state, request, it.bulletin)?;
    rights::require(state, request, bulletin.taken_back_by(), bulletin.unit)?;
    if !state
        .pictures_of(it.bulletin)
        .any(|kept| kept == it.picture)
    {
        return Err(BulletinRefusal::NoSuchPicture.into());
    }
    reason_given(&it.reason)?;
    Ok(vec![
        BulletinEvent::PictureErased {
            bulletin: it.bulletin,
            unit: bulletin.unit,
            picture: TextErased(it.picture),
            on: request.today,
            reason: DocumentId(state.documents),
        }
        .into(),
    ])
}

pub(super) fn review(
    state: &State,
    request: &Request,
    it: &ReviewBulletin,
) -> Result<Vec<Event>, Refusal> {
    let bulletin = waiting(state, request, it.bulletin, Action::ReviewBulletin)?;
    same_text(&bulletin, it.revision)?;
    if bulletin.sent_back.is_some() {
        return Err(BulletinRefusal::IsSentBack.into());
    }
    if bulletin.reviewed.is_some() {
        return Err(BulletinRefusal::AlreadyReviewed.into());
    }
    let by = request.actor.person();
    if bulletin.author == by {
        let rule = rule_of(state, request, bulletin.unit)?;
        return Err(Refusal::by(rule.rule, BulletinRefusal::OwnText.into()));
    }
    Ok(vec![
        BulletinEvent::Reviewed {
            bulletin: it.bulletin,
            unit: bulletin.unit,
            by,
        }
        .into(),
    ])
}

pub(super) fn send_back(
    state: &State,
    request: &Request,
    it: &SendBackBulletin,
) -> Result<Vec<Event>, Refusal> {
    let bulletin = waiting(state, request, it.bulletin, Action::ReviewBulletin)?;
    if bulletin.sent_back.is_some() {
        return Err(BulletinRefusal::IsSentBack.into());
    }
    reason_given(&it.reason)?;
    Ok(vec![
        BulletinEvent::SentBack {
            bulletin: it.bulletin,
            unit: bulletin.unit,
            reason: DocumentId(state.documents),
        }
        .into(),
    ])
}

pub(super) fn publish(
    state: &State,
    request: &Request,
    it: &PublishBulletin,
) -> Result<Vec<Event>, Refusal> {
    let bulletin = waiting(state, request, it.bulletin, Action::PublishBulletin)?;
    same_text(&bulletin, it.revision)?;
    let rule = rule_of(state, request, bulletin.unit)?;
    if bulletin.sent_back.is_some() {
        return Err(BulletinRefusal::IsSentBack.into());
    }
    if rule.reviewed && bulletin.reviewed.is_none() {
        return Err(Refusal::by(rule.rule, BulletinRefusal::NotReviewed.into()));
    }
    Ok(vec![
        BulletinEvent::Published {
            bulletin: it.bulletin,
            unit: bulletin.unit,
            on: request.today,
        }
        .into(),
    ])
}

pub(super) fn withdraw(
    state: &State,
    request: &Request,
    it: &WithdrawBulletin,
) -> Result<Vec<Event>, Refusal> {
    let bulletin = known(state, request, it.bulletin)?;
    rights::require(state, request, bulletin.taken_back_by(), bulletin.unit)?;
    if let Some((on, _)) = bulletin.withdrawn.filter(|_| !bulletin.waits()) {
        return Err(BulletinRefusal::IsWithdrawn(on).into());
    }
    reason_given(&it.reason)?;
    Ok(vec![
        BulletinEvent::Withdrawn {
            bulletin: it.bulletin,
            unit: bulletin.unit,
            on: request.today,
            reason: DocumentId(state.documents),
        }
        .into(),
    ])
}

/// The bulletin, if the actor may know of it: one that was published is known to all.
fn known(state: &State, request: &Request, bulletin: BulletinId) -> Result<Bulletin, Refusal> {
    let seen = |it: &Bulletin| {
        it.was_public() || state.may_see_draft(request.actor, request.today, it.unit)
    };
    let found = state.bulletin(bulletin).filter(seen);
    found.ok_or_else(|| BulletinRefusal::NoSuchBulletin(bulletin).into())
}

/// The bulletin, if its text waits and the actor may do this with it.
fn waiting(
    state: &State,
    request: &Request,
    bulletin: BulletinId,
    action: Action,
) -> Result<Bulletin, Refusal> {
    let bulletin = known(state, request, bulletin)?;
    rights::require(state, request, action, bulletin.unit)?;
    if bulletin.waits() {
        return Ok(bulletin);
    }
    Err(match bulletin.withdrawn {
        Some((on, _)) => BulletinRefusal::IsWithdrawn(on),
        None => BulletinRefusal::NothingNew,
    }
    .into())
}

/// Why what no longer waits is not written over.
fn over(bulletin: &Bulletin) -> BulletinRefusal {
    match (bulletin.withdrawn, bulletin.published) {
        (Some((on, _)), _) => BulletinRefusal::IsWithdrawn(on),
        (None, Some(on)) => BulletinRefusal::IsPublished(on),
        (None, None) => BulletinRefusal::NothingNew,
    }
}

fn same_text(bulletin: &Bulletin, revision: u32) -> Result<(), BulletinRefusal> {
    if bulletin.revision == revision {
        return Ok(());
    }
    Err(BulletinRefusal::TextChanged {
        given: revision,
        now: bulletin.revision,
    })
}

/// The rule under which a unit publishes.
fn rule_of<'a>(
    state: &'a State,
    request: &Request,
    unit: UnitId,
) -> Result<&'a BulletinRule, Refusal> {
    let charter = in_force(state, request)?;
    let level = state.units.level(unit);
    level
        .and_then(|level| charter.bulletin_of(level))
        .ok_or_else(|| {
            let title = level.and_then(|level| charter.level(level));
            let title = title.map_or("unit", |row| row.title.as_str());
            BulletinRefusal::NotPublishedHere(title.to_owned()).into()
        })
}

/// A bulletin is about a meeting of its unit that was held, an award that its
/// unit gave or received, or a conference that its unit called and that has begun.
fn about_what_is_there(
    state: &State,
    request: &Request,
    it: &DraftBulletin,
) -> Result<(), Refusal> {
    match it.about {
        None => Ok(()),
        Some(BulletinAbout::Meeting(id)) => {
            let meeting = state.meeting(id).filter(|meeting| meeting.unit == it.unit);
            match meeting.map(|meeting| meeting.standing) {
                None => Err(Reason::NoSuchMeeting(id).into()),
                Some(MeetingStanding::Called | MeetingStanding::CalledOff) => {
                    Err(Reason::NotRecorded.into())
                }
                Some(MeetingStanding::Quorate | MeetingStanding::Inquorate) => Ok(()),
            }
        }
        Some(BulletinAbout::Award(id)) => {
            let award = state.award(id).filter(|award| {
                let decided = award.decision.map(|decision| decision.by);
                award.unit == it.unit || decided == Some(it.unit)
            });
            let award = award.ok_or(AwardRefusal::NoSuchAward(id))?;
            let given = award.decision.is_some_and(|it| it.granted) && award.revoked.is_none();
            if given {
                Ok(())
            } else {
                Err(BulletinRefusal::NotGiven.into())
            }
        }
        Some(BulletinAbout::Conference(id)) => {
            let called = state.conference(id).filter(|called| called.unit == it.unit);
            let called = called.ok_or(ConferenceRefusal::NoSuchConference(id))?;
            match called.called_off {
                Some((on, _)) => Err(ConferenceRefusal::CalledOff(on).into()),
                None if request.today < called.first => Err(Reason::InFuture(called.first).into()),
                None => Ok(()),
            }
        }
    }
}

fn text_given(text: &str) -> Result<(), Reason> {
    given(text, "the text", TEXT_CHARACTERS_MAX)
}

fn reason_given(reason: &str) -> Result<(), Reason> {
    given(reason, "the reason", REASON_CHARACTERS_MAX)
}

fn given(text: &str, what: &'static str, characters_max: usize) -> Result<(), Reason> {
    if text.chars().count() > characters_max {
        return Err(Reason::TooLong {
            what,
            characters_max,
        });
    }
    if text.trim().is_empty() {
        return Err(Reason::Missing(what));
    }
    Ok(())
}
