//! What can be commanded about bulletins.

use super::{BulletinAbout, decide};
use crate::ids::{BulletinId, DocumentId, UnitId};
use crate::rooms::commands;

commands! {
    /// Everything that can be commanded about bulletins.
    BulletinCommand in Bulletin {
        Draft(DraftBulletin) = "draft-bulletin" by decide::draft,
        Revise(ReviseBulletin) = "revise-bulletin" by decide::revise,
        Correct(CorrectBulletin) = "correct-bulletin" by decide::correct,
        Review(ReviewBulletin) = "review-bulletin" by decide::review,
        SendBack(SendBackBulletin) = "send-back-bulletin" by decide::send_back,
        Publish(PublishBulletin) = "publish-bulletin" by decide::publish,
        AddPicture(AddPicture) = "add-picture" by decide::add_picture,
        RemovePicture(RemovePicture) = "remove-picture" by decide::remove_picture,
        Withdraw(WithdrawBulletin) = "withdraw-bulletin" by decide::withdraw,
    }
    writings written;
}

/// Writes a bulletin that nobody else can read yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftBulletin {
    /// The unit that is to publish it.
    pub unit: UnitId,
    /// What it is about; nothing where it stands alone.
    pub about: Option<BulletinAbout>,
    /// Its text.
    pub text: String,
}

/// Puts another text in the place of one that is not published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviseBulletin {
    /// The bulletin.
    pub bulletin: BulletinId,
    /// Its text.
    pub text: String,
}

/// Writes a text that is to take the place of the published one, with a reason
/// that everybody will read. It is reviewed and published like the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorrectBulletin {
    /// The bulletin.
    pub bulletin: BulletinId,
    /// The text as it should be.
    pub text: String,
    /// Why.
    pub reason: String,
}

/// Says that somebody else has read a text and finds it fit to be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewBulletin {
    /// The bulletin.
    pub bulletin: BulletinId,
    /// Which of its texts was read.
    pub revision: u32,
}

/// Says what has to be changed before a text can be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SendBackBulletin {
    /// The bulletin.
    pub bulletin: BulletinId,
    /// What has to be changed, and why.
    pub reason: String,
}

/// Lets everybody read a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishBulletin {
    /// The bulletin.
    pub bulletin: BulletinId,
    /// Which of its texts.
    pub revision: u32,
}

/// Takes a bulletin back. One that was published leaves a note that says why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WithdrawBulletin {
    /// The bulletin.
    pub bulletin: BulletinId,
    /// Why.
    pub reason: String,
}

/// Keeps a picture with a bulletin that is not published, or whose correction is not.
/// Which of its pictures it shows says its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddPicture {
    /// The bulletin.
    pub bulletin: BulletinId,
    /// The picture, in letters.
    pub picture: String,
}

/// Destroys a picture that is kept with a bulletin, published or not. Of one that
/// everybody could see, a note says that it is gone, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemovePicture {
    /// The bulletin.
    pub bulletin: BulletinId,
    /// The picture.
    pub picture: DocumentId,
    /// Why.
    pub reason: String,
}

/// The texts somebody wrote in a command.
fn written(command: &BulletinCommand) -> Vec<&str> {
    match command {
        BulletinCommand::Draft(it) => vec![&it.text],
        BulletinCommand::Revise(it) => vec![&it.text],
        BulletinCommand::Correct(it) => vec![&it.text, &it.reason],
        BulletinCommand::Review(_) | BulletinCommand::Publish(_) => Vec::new(),
        BulletinCommand::AddPicture(it) => vec![&it.picture],
        BulletinCommand::RemovePicture(it) => vec![&it.reason],
        BulletinCommand::SendBack(it) => vec![&it.reason],
        BulletinCommand::Withdraw(it) => vec![&it.reason],
    }
}
