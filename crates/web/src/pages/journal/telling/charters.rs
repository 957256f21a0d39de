//! Charters that were adopted, in sentences.

use kernel::charters::CharterEvent;

use super::Told;
use crate::words::day;

pub(super) fn told(event: &CharterEvent) -> Told {
    let CharterEvent::Adopted { charter, from, .. } = event;
    let text = format!(
        "adopted the edition of {} of {}, in force from {}",
        day(charter.edition),
        charter.title,
        day(*from)
    );
    Told::new(text, Some("/charter".to_owned()))
}
