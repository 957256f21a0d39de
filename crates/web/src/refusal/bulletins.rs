//! What can be done instead where something about a bulletin is refused.

use kernel::bulletins::BulletinRefusal;

/// What to do instead, in a sentence.
pub(super) fn instead(refusal: &BulletinRefusal) -> Option<&'static str> {
    match refusal {
        BulletinRefusal::NoSuchBulletin(_) => None,
        BulletinRefusal::NoSuchPicture => Some("Look at the bulletin: it shows what is kept."),
        BulletinRefusal::NotPublishedHere(_) => {
            Some("Write it for a unit whose level publishes bulletins.")
        }
        BulletinRefusal::NotGiven => Some("Wait until it is given, or write it about nothing."),
        BulletinRefusal::TextChanged { .. } => Some("Read the text again as it stands now."),
        BulletinRefusal::OwnText | BulletinRefusal::NotReviewed => {
            Some("Ask another person who may review it.")
        }
        BulletinRefusal::AlreadyReviewed => Some("Publish it, or send it back."),
        BulletinRefusal::IsSentBack => Some("Change the text first."),
        BulletinRefusal::NothingNew | BulletinRefusal::IsPublished(_) => {
            Some("Correct it with a reason instead.")
        }
        BulletinRefusal::NotPublished => Some("Change its text instead."),
        BulletinRefusal::IsWithdrawn(_) => {
            Some("Take it up again by correcting it, or write another.")
        }
    }
}
