//! What happens to posts, in sentences.

use kernel::posts::PostEvent;

use super::Told;
use crate::view::View;

pub(super) fn told(view: View<'_>, event: &PostEvent) -> Told {
    let (done, person, unit, post, on) = match *event {
        PostEvent::TakenUp {
            person,
            unit,
            post,
            on,
        } => ("took up", person, unit, post, on),
        PostEvent::LaidDown {
            person,
            unit,
            post,
            on,
        } => ("laid down", person, unit, post, on),
    };
    let text = format!(
        "{} {done} the post of {} in {}",
        view.someone(person),
        view.post_title(post, on),
        view.some_unit(unit)
    );
    Told::new(text, view.unit_href(unit)).on(on)
}
