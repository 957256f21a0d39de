//! What happens to bulletins, in sentences.

use kernel::bulletins::BulletinEvent;

use super::Told;
use crate::view::View;

pub(super) fn told(view: View<'_>, event: &BulletinEvent) -> Told {
    let (bulletin, unit) = event.about();
    let of = format!("a bulletin of {}", view.some_unit(unit));
    let text = match event {
        BulletinEvent::Drafted { .. } => format!("drafted {of}"),
        BulletinEvent::Revised { reason: None, .. } => format!("changed the text of {of}"),
        BulletinEvent::Revised { .. } => format!("drafted a correction of {of}"),
        BulletinEvent::PictureAdded { .. } => format!("added a photograph to {of}"),
        BulletinEvent::PictureErased { .. } => format!("destroyed a photograph of {of}"),
        BulletinEvent::Reviewed { .. } => format!("reviewed {of}"),
        BulletinEvent::SentBack { .. } => format!("sent {of} back to be changed"),
        BulletinEvent::Published { .. } => format!("published {of}"),
        BulletinEvent::Withdrawn { .. } => format!("withdrew {of}"),
    };
    let seen = view.state.may_see_draft(view.viewer, view.today, unit);
    let is_public = view
        .state
        .bulletin(bulletin)
        .is_some_and(|it| it.was_public());
    let href = if seen {
        Some(format!("/drafts/{bulletin}"))
    } else {
        is_public.then(|| format!("/bulletins/bulletin-{bulletin}"))
    };
    Told::new(text, href)
}
