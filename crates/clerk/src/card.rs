//! Who a person is: the card, and how it is written before it is sealed.

use serde::{Deserialize, Serialize};

/// The personal data about a person. It is kept sealed and never logged.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Card {
    /// The code under which people know the person, unique in the organisation.
    pub code: String,
    /// The name.
    pub name: String,
    /// An e-mail address.
    pub email: Option<String>,
    /// A telephone number.
    pub phone: Option<String>,
}

impl std::fmt::Debug for Card {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Card")
    }
}

/// A card that was opened but cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("the card of person {person} cannot be read")]
pub struct CardError {
    /// Whose card.
    pub person: u32,
    /// What is wrong with it.
    #[source]
    pub source: serde_json::Error,
}

/// The form that is sealed; unknown fields are a newer program's and kept out.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CardForm {
    v: u8,
    code: String,
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    phone: Option<String>,
}

impl Card {
    /// The bytes to be sealed.
    pub(crate) fn to_bytes(&self) -> Result<Vec<u8>, serde_json::Error> {
        let Card {
            code,
            name,
            email,
            phone,
        } = self.clone();
        serde_json::to_vec(&CardForm {
            v: 1,
            code,
            name,
            email,
            phone,
        })
    }

    /// The card in bytes that were sealed.
    pub(crate) fn from_bytes(person: u32, bytes: &[u8]) -> Result<Card, CardError> {
        let form = serde_json::from_slice(bytes);
        let CardForm {
            v: _,
            code,
            name,
            email,
            phone,
        } = form.map_err(|source| CardError { person, source })?;
        Ok(Card {
            code,
            name,
            email,
            phone,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_reads_back_and_its_debug_form_tells_nothing() {
        let card = Card {
            code: "M-1".to_owned(),
            name: "Ada \"Countess\" Lovelace".to_owned(),
            email: None,
            phone: Some("+44 1".to_owned()),
        };
        let bytes = card.to_bytes().unwrap();
        assert_eq!(Card::from_bytes(1, &bytes).unwrap(), card);
        assert_eq!(format!("{card:?}"), "Card");
        assert!(Card::from_bytes(1, b"{}").is_err());
    }
}
