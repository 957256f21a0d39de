//! Cards that forms and the API bring: what was typed becomes a card, and what may not
//! stand on one is said at its field in the words of the desk.

use clerk::{Card, CardLine};

use crate::acting::Trouble;
use crate::refusal::sentence;

/// What was typed into a line that may stay empty.
pub(crate) fn typed(text: &str) -> Option<String> {
    Some(text.trim())
        .filter(|text| !text.is_empty())
        .map(str::to_owned)
}

/// The card in what was typed: the name with other forms of it in brackets, e-mail and
/// telephone.
pub(crate) fn card_of(code: &str, name: &str, [email, phone]: [&str; 2]) -> Card {
    Card {
        email: typed(email),
        phone: typed(phone),
        ..Card::named(code, name.trim())
    }
}

/// The card where everything may stand on it; what may not is noted at its field.
pub(crate) fn checked(card: Card, trouble: &mut Trouble) -> Option<Card> {
    let mut good = true;
    for fault in card.faults() {
        let field = match fault.line {
            CardLine::Code => "code",
            // Other names are typed in brackets behind the name.
            CardLine::Name | CardLine::Other(_) => "name",
            CardLine::Email => "email",
            CardLine::Phone => "phone",
        };
        trouble.note(field, &sentence(&fault.what));
        good = false;
    }
    good.then_some(card)
}
