//! Who a person is: the card, and how it is written before it is sealed.

mod check;
mod names;
mod written;

use ::names::{PartOrder, Script, System};
use serde::{Deserialize, Serialize};

pub use check::{CardFault, CardLine, LINE_CHARACTERS_MAX};
pub use names::{CardName, NameDay, NameForm};
pub use written::{NAMES_MAX, NamesFault, ORDERS, SCRIPTS, SYSTEMS, by_word, phrase_of, word_of};

/// The personal data about a person. It is kept sealed and never logged.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Card {
    /// The code under which people know the person, unique in the organisation.
    pub code: String,
    /// The name they go by.
    pub name: String,
    /// What is known of that name.
    pub form: NameForm,
    /// Other names of the person: in other scripts and systems, and those they had before.
    pub others: Vec<CardName>,
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
/// The first form had no names but the one.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CardForm {
    v: u8,
    code: String,
    name: String,
    #[serde(default, skip_serializing_if = "FormForm::is_empty")]
    form: FormForm,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    others: Vec<NameRow>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    phone: Option<String>,
}

/// What is known of a name, as it is sealed.
#[derive(Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FormForm {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    script: Option<Script>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    system: Option<System>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    order: Option<PartOrder>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    from: Option<NameDay>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    until: Option<NameDay>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source: Option<String>,
}

/// Another name, as it is sealed.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct NameRow {
    text: String,
    #[serde(default, skip_serializing_if = "FormForm::is_empty")]
    form: FormForm,
}

impl FormForm {
    fn is_empty(&self) -> bool {
        *self == FormForm::default()
    }
}

impl From<NameForm> for FormForm {
    fn from(it: NameForm) -> FormForm {
        FormForm {
            script: it.script,
            system: it.system,
            order: it.order,
            from: it.from,
            until: it.until,
            source: it.source,
        }
    }
}

impl From<FormForm> for NameForm {
    fn from(it: FormForm) -> NameForm {
        NameForm {
            script: it.script,
            system: it.system,
            order: it.order,
            from: it.from,
            until: it.until,
            source: it.source,
        }
    }
}

impl Card {
    /// The bytes to be sealed.
    pub(crate) fn to_bytes(&self) -> Result<Vec<u8>, serde_json::Error> {
        let Card {
            code,
            name,
            form,
            others,
            email,
            phone,
        } = self.clone();
        let row = |it: CardName| NameRow {
            text: it.text,
            form: it.form.into(),
        };
        let form = FormForm::from(form);
        // What an older program can read stays as it wrote it.
        let v = if form.is_empty() && others.is_empty() {
            1
        } else {
            2
        };
        serde_json::to_vec(&CardForm {
            v,
            code,
            name,
            form,
            others: others.into_iter().map(row).collect(),
            email,
            phone,
        })
    }

    /// The card in bytes that were sealed.
    pub(crate) fn from_bytes(person: u32, bytes: &[u8]) -> Result<Card, CardError> {
        let read = serde_json::from_slice(bytes);
        let CardForm {
            v: _,
            code,
            name,
            form,
            others,
            email,
            phone,
        } = read.map_err(|source| CardError { person, source })?;
        let other = |it: NameRow| CardName {
            text: it.text,
            form: it.form.into(),
        };
        Ok(Card {
            code,
            name,
            form: form.into(),
            others: others.into_iter().map(other).collect(),
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
            phone: Some("+44 1".to_owned()),
            ..Card::default()
        };
        let bytes = card.to_bytes().unwrap();
        assert_eq!(Card::from_bytes(1, &bytes).unwrap(), card);
        assert_eq!(format!("{card:?}"), "Card");
        assert!(Card::from_bytes(1, b"{}").is_err());
    }

    #[test]
    fn a_card_of_the_first_form_is_read_and_stays_as_it_was_written() {
        let first = br#"{"v":1,"code":"M-1","name":"Ada","email":"ada@example.org"}"#;
        let card = Card::from_bytes(1, first).unwrap();
        assert_eq!((card.name.as_str(), card.others.len()), ("Ada", 0));
        assert_eq!(card.to_bytes().unwrap(), first);
    }

    #[test]
    fn every_name_reads_back_with_all_that_is_known_of_it() {
        let mut card = Card::named("M-1", "Choe Ryong Hae [Ch'oe Ryong-hae]");
        card.form.order = Some(PartOrder::FamilyFirst);
        card.form.from = NameDay::read("1950-01");
        card.others.push(CardName {
            text: "최룡해".to_owned(),
            form: NameForm {
                script: Some(Script::Hangul),
                system: Some(System::Hangul),
                order: Some(PartOrder::FamilyFirst),
                from: NameDay::read("1950"),
                until: NameDay::read("2017-12-26"),
                source: Some("the list of 2017".to_owned()),
            },
        });
        let bytes = card.to_bytes().unwrap();
        assert_eq!(Card::from_bytes(1, &bytes).unwrap(), card);
        assert_eq!(
            format!("{:?} {:?}", card.form, card.others[0]),
            "NameForm CardName"
        );
    }
}
