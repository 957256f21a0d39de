//! How bulletins are asked of a unit. Somebody else has written them, since
//! nobody reviews what they wrote.

use kernel::bulletins::{
    AddPicture, BulletinEvent, CorrectBulletin, DraftBulletin, PublishBulletin, RemovePicture,
    ReviewBulletin, ReviseBulletin, SendBackBulletin, WithdrawBulletin,
};
use kernel::{BulletinId, Command, DocumentId, Event, PersonId};

use super::Asking;
use crate::fixture::World;

const TEXT: &str = "what happened";
const REASON: &str = "it was another day";

/// The one that is written for the asking.
fn next(it: &Asking<'_>) -> BulletinId {
    BulletinId(it.world().state.bulletin_count())
}

/// A world in which a stranger has written one, and whatever else has happened to it.
fn world_with(it: &Asking<'_>, more: &[BulletinEvent]) -> World {
    let mut world = it.world().clone();
    let drafted = BulletinEvent::Drafted {
        bulletin: next(it),
        unit: it.unit,
        about: None,
        by: Some(PersonId(u32::MAX - 1)),
        text: DocumentId(u32::MAX - 1),
    };
    for event in std::iter::once(&drafted).chain(more) {
        world.state.apply(&Event::from(event.clone()));
    }
    world
}

/// What puts the bulletin before everybody's eyes.
fn published(it: &Asking<'_>) -> BulletinEvent {
    BulletinEvent::Published {
        bulletin: next(it),
        unit: it.unit,
        on: it.world().today,
    }
}

/// Asks it where units of this level publish at all.
fn asked(it: &mut Asking<'_>, more: &[BulletinEvent], command: Command) {
    let state = &it.world().state;
    if state.bulletin_rule(it.world().today, it.unit).is_some() {
        let world = world_with(it, more);
        it.ask_in(world, command);
    }
}

pub(super) fn draft(it: &mut Asking<'_>) {
    let command = DraftBulletin {
        unit: it.unit,
        about: None,
        text: TEXT.to_owned(),
    };
    it.ask(&[], command.into());
}

pub(super) fn revise(it: &mut Asking<'_>) {
    let (bulletin, text) = (next(it), TEXT.to_owned());
    asked(it, &[], ReviseBulletin { bulletin, text }.into());
}

pub(super) fn add_picture(it: &mut Asking<'_>) {
    let (bulletin, picture) = (next(it), "iVBORw0KGgo=".to_owned());
    asked(it, &[], AddPicture { bulletin, picture }.into());
}

pub(super) fn remove_picture(it: &mut Asking<'_>) {
    let (bulletin, picture) = (next(it), DocumentId(u32::MAX - 2));
    let kept = BulletinEvent::PictureAdded {
        bulletin,
        unit: it.unit,
        picture,
    };
    let command = RemovePicture {
        bulletin,
        picture,
        reason: REASON.to_owned(),
    };
    asked(it, &[kept, published(it)], command.into());
}

pub(super) fn correct(it: &mut Asking<'_>) {
    let command = CorrectBulletin {
        bulletin: next(it),
        text: TEXT.to_owned(),
        reason: REASON.to_owned(),
    };
    asked(it, &[published(it)], command.into());
}

pub(super) fn review(it: &mut Asking<'_>) {
    let (bulletin, revision) = (next(it), 1);
    asked(it, &[], ReviewBulletin { bulletin, revision }.into());
}

pub(super) fn send_back(it: &mut Asking<'_>) {
    let (bulletin, reason) = (next(it), REASON.to_owned());
    asked(it, &[], SendBackBulletin { bulletin, reason }.into());
}

pub(super) fn publish(it: &mut Asking<'_>) {
    let (bulletin, revision) = (next(it), 1);
    let reviewed = BulletinEvent::Reviewed {
        bulletin,
        unit: it.unit,
        by: None,
    };
    asked(
        it,
        &[reviewed],
        PublishBulletin { bulletin, revision }.into(),
    );
}

pub(super) fn withdraw(it: &mut Asking<'_>) {
    let (bulletin, reason) = (next(it), REASON.to_owned());
    asked(
        it,
        &[published(it)],
        WithdrawBulletin { bulletin, reason }.into(),
    );
}
