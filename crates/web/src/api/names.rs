//! The names of a person, as programs read and write them.

use clerk::{Card, CardName, NameDay, NameForm, ORDERS, SCRIPTS, SYSTEMS, by_word, word_of};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::cards::typed;
use crate::error::Failure;

/// A name of a person.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NameJson {
    /// As it is printed.
    text: String,
    /// Its script: `latin`, `hangul`, `han`, `devanagari`, `cyrillic`, `arabic`, `mixed`
    /// or `other`; what its letters say where nobody said more.
    script: Option<String>,
    /// The system it is written by: `hangul`, `hanja`, `official`, `mccune-reischauer` or `revised`.
    system: Option<String>,
    /// The order of its parts: `family-first`, `given-first` or `no-family`.
    order: Option<String>,
    /// Since when it is the name: a day, a month or a year, as in `2020-06`.
    from: Option<String>,
    /// Until when it was the name.
    until: Option<String>,
    /// Who says so, in words.
    source: Option<String>,
}

impl NameJson {
    fn of(text: &str, form: &NameForm) -> NameJson {
        let script = form.script.or(NameForm::of(text).script);
        NameJson {
            text: text.to_owned(),
            script: script.map(|it| word_of(&SCRIPTS, it).to_owned()),
            system: form.system.map(|it| word_of(&SYSTEMS, it).to_owned()),
            order: form.order.map(|it| word_of(&ORDERS, it).to_owned()),
            from: form.from.map(String::from),
            until: form.until.map(String::from),
            source: form.source.clone(),
        }
    }

    fn form(&self) -> Result<NameForm, Failure> {
        let day = |text: &Option<String>| match text.as_deref().and_then(typed) {
            Some(text) => match NameDay::read(&text) {
                Some(day) => Ok(Some(day)),
                None => Err(Failure::Invalid(format!(
                    "{text:?} is no day, month or year"
                ))),
            },
            None => Ok(None),
        };
        Ok(NameForm {
            script: among(&SCRIPTS, self.script.as_ref())?,
            system: among(&SYSTEMS, self.system.as_ref())?,
            order: among(&ORDERS, self.order.as_ref())?,
            from: day(&self.from)?,
            until: day(&self.until)?,
            source: self.source.as_deref().and_then(typed),
        })
    }
}

fn among<T: Copy>(table: &[(T, &str, &str)], word: Option<&String>) -> Result<Option<T>, Failure> {
    let Some(word) = word else {
        return Ok(None);
    };
    let found = by_word(table, word);
    found.map(Some).ok_or_else(|| {
        let words: Vec<&str> = table.iter().map(|(_, word, _)| *word).collect();
        Failure::Invalid(format!("{word:?} is none of {}", words.join(", ")))
    })
}

/// Every name of a card, first the one they go by.
pub(super) fn names_of(card: &Card) -> Vec<NameJson> {
    let own = NameJson::of(&card.name, &card.form);
    let others = card.others.iter();
    let others = others.map(|it| NameJson::of(&it.text, &it.form));
    std::iter::once(own).chain(others).collect()
}

/// Takes over every name in the place of those there were; the one they go by stands, and
/// so do other forms of it that were typed in brackets.
pub(super) fn take_over(card: &mut Card, typed: &str, names: &[NameJson]) -> Result<(), Failure> {
    let (mut form, mut others) = (NameForm::default(), Vec::new());
    for it in names {
        let text = it.text.trim().to_owned();
        if text == card.name {
            form = it.form()?;
        } else {
            let form = it.form()?;
            others.push(CardName { text, form });
        }
    }
    (card.form, card.others) = (form, others);
    card.goes_by(typed);
    Ok(())
}
