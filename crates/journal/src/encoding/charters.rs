//! The adoption of a charter, as it is stored: the hash of its text stands for
//! the edition, and the text itself is kept beside the journal.

use kernel::Event;
use kernel::charters::CharterEvent;
use serde::{Deserialize, Serialize};

use super::form::{self, Word};
use super::{DecodeError, Decoder, EncodeError, VERSION};

/// The name of its one event.
pub(super) const ADOPTED: &str = "charter-adopted";

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Adopted<'a> {
    v: u8,
    #[serde(borrow)]
    event: Word<'a>,
    charter: Word<'a>,
    from: Word<'a>,
}

/// The event as one line of JSON.
pub(super) fn write(event: &CharterEvent) -> Result<String, EncodeError> {
    let CharterEvent::Adopted { sha256, from, .. } = event;
    Ok(serde_json::to_string(&Adopted {
        v: VERSION,
        event: Word::from(ADOPTED),
        charter: Word::from(crate::hex(sha256)),
        from: Word::from(from.to_string()),
    })?)
}

/// The event; the decoder knows the editions.
pub(super) fn read(text: &str, decoder: &mut Decoder<'_>) -> Result<Event, DecodeError> {
    let form: Adopted<'_> = serde_json::from_str(text)?;
    let sha256 = form::hash(form.charter.as_ref())?;
    Ok(Event::from(CharterEvent::Adopted {
        charter: decoder.edition(&sha256)?,
        sha256,
        from: form::date(form.from.as_ref())?,
    }))
}
