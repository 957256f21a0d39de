//! All names of a card beside the one they go by as one text, as it stands in the
//! register's column `names`:
//!
//! `; from=2020-06-01 | Ana Ruiz; until=2020-05-31; source=the roll of 2019`
//!
//! Names are parted by `|`, what is known of one by `;`. What stands first without a
//! name is about the name they go by. A backslash takes `|`, `;` and itself literally.

use ::names::{PartOrder, Script, System};

use super::{Card, CardName, NameDay, NameForm};

/// As many other names a card has at the most.
pub const NAMES_MAX: usize = 20;

/// The scripts, each with its word and its name for people.
pub const SCRIPTS: [(Script, &str, &str); 8] = [
    (Script::Latin, "latin", "Latin letters"),
    (Script::Hangul, "hangul", "Hangul"),
    (Script::Han, "han", "Chinese characters"),
    (Script::Devanagari, "devanagari", "Devanagari"),
    (Script::Cyrillic, "cyrillic", "Cyrillic"),
    (Script::Arabic, "arabic", "Arabic"),
    (Script::Mixed, "mixed", "several scripts"),
    (Script::Other, "other", "another script"),
];

/// The systems, each with its word and its name for people.
pub const SYSTEMS: [(System, &str, &str); 5] = [
    (System::Hangul, "hangul", "Korean letters (Hangul)"),
    (System::Hanja, "hanja", "Korean name in Hanja"),
    (System::Official, "official", "official style"),
    (
        System::McCuneReischauer,
        "mccune-reischauer",
        "McCune-Reischauer",
    ),
    (System::Revised, "revised", "Revised Romanization"),
];

/// The orders of the parts of a name, each with its word and its name for people.
pub const ORDERS: [(PartOrder, &str, &str); 3] = [
    (PartOrder::FamilyFirst, "family-first", "family name first"),
    (PartOrder::GivenFirst, "given-first", "family name last"),
    (PartOrder::NoFamily, "no-family", "no family name"),
];

/// What a table has under a word.
#[must_use]
pub fn by_word<T: Copy>(table: &[(T, &str, &str)], word: &str) -> Option<T> {
    let row = table.iter().find(|(_, it, _)| *it == word);
    row.map(|(value, ..)| *value)
}

/// The word of a value in its table.
#[must_use]
pub fn word_of<'a, T: Copy + PartialEq>(table: &[(T, &'a str, &'a str)], value: T) -> &'a str {
    let row = table.iter().find(|(it, ..)| *it == value);
    row.map_or("", |(_, word, _)| word)
}

/// What a value is called for people.
#[must_use]
pub fn phrase_of<'a, T: Copy + PartialEq>(table: &[(T, &'a str, &'a str)], value: T) -> &'a str {
    let row = table.iter().find(|(it, ..)| *it == value);
    row.map_or("", |(.., phrase)| phrase)
}

/// What cannot be read in a text of names.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NamesFault {
    /// Something is said of a name that is not known here.
    #[error("\"{0}\" says nothing of a name")]
    Unknown(String),
    /// A value is none of those there are.
    #[error("\"{0}\" is none of {1}")]
    NoneOf(String, String),
    /// A day is none.
    #[error("\"{0}\" is no day, month or year")]
    NoDay(String),
    /// A name is missing.
    #[error("a name is missing before \";\"")]
    Missing,
}

impl Card {
    /// All names but the one they go by, and what is known of that one, as one text;
    /// empty where there is nothing to say.
    #[must_use]
    pub fn names_written(&self) -> String {
        let mut items = Vec::new();
        if self.form != NameForm::default() {
            items.push(item("", &self.form));
        }
        items.extend(self.others.iter().map(|it| item(&it.text, &it.form)));
        items.join(" | ")
    }

    /// Takes over what a text says, in the place of all other names there were.
    ///
    /// # Errors
    /// When something of it cannot be read.
    pub fn read_names(&mut self, text: &str) -> Result<(), NamesFault> {
        let mut form = NameForm::default();
        let mut others = Vec::new();
        let items = split(text, '|');
        for (at, item) in items.iter().enumerate() {
            let mut parts = split(item, ';').into_iter();
            let name = literal(&parts.next().unwrap_or_default());
            let mut known = NameForm::default();
            for part in parts {
                read_part(&part, &mut known)?;
            }
            match (name.is_empty(), at) {
                (false, _) => others.push(CardName {
                    text: name,
                    form: known,
                }),
                (true, 0) => form = known,
                (true, _) => return Err(NamesFault::Missing),
            }
        }
        (self.form, self.others) = (form, others);
        Ok(())
    }
}

fn item(text: &str, form: &NameForm) -> String {
    let NameForm {
        script,
        system,
        order,
        from,
        until,
        source,
    } = form;
    let mut item = escaped(text);
    let mut say = |key: &str, value: Option<String>| {
        if let Some(value) = value {
            item.push_str(&format!("; {key}={}", escaped(&value)));
        }
    };
    say("script", script.map(|it| word_of(&SCRIPTS, it).to_owned()));
    say("system", system.map(|it| word_of(&SYSTEMS, it).to_owned()));
    say("order", order.map(|it| word_of(&ORDERS, it).to_owned()));
    say("from", from.map(String::from));
    say("until", until.map(String::from));
    say("source", source.clone());
    item
}

fn read_part(part: &str, form: &mut NameForm) -> Result<(), NamesFault> {
    let part = literal(part);
    let Some((key, value)) = part.split_once('=') else {
        return Err(NamesFault::Unknown(part));
    };
    let value = value.trim();
    match key.trim() {
        "script" => form.script = Some(one_of(&SCRIPTS, value)?),
        "system" => form.system = Some(one_of(&SYSTEMS, value)?),
        "order" => form.order = Some(one_of(&ORDERS, value)?),
        "from" => form.from = Some(day(value)?),
        "until" => form.until = Some(day(value)?),
        "source" => form.source = Some(value.to_owned()).filter(|it| !it.is_empty()),
        _ => return Err(NamesFault::Unknown(part.clone())),
    }
    Ok(())
}

fn one_of<T: Copy>(table: &[(T, &str, &str)], word: &str) -> Result<T, NamesFault> {
    by_word(table, word).ok_or_else(|| {
        let words: Vec<&str> = table.iter().map(|(_, word, _)| *word).collect();
        NamesFault::NoneOf(word.to_owned(), words.join(", "))
    })
}

fn day(value: &str) -> Result<NameDay, NamesFault> {
    NameDay::read(value).ok_or_else(|| NamesFault::NoDay(value.to_owned()))
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        if matches!(letter, '|' | ';' | '\\') {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

/// The pieces between marks that are not taken literally, with their backslashes.
fn split(text: &str, mark: char) -> Vec<String> {
    if text.trim().is_empty() {
        return Vec::new();
    }
    let mut pieces = vec![String::new()];
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        if letter == mark {
            pieces.push(String::new());
            continue;
        }
        if let Some(piece) = pieces.last_mut() {
            piece.push(letter);
            if letter == '\\' {
                piece.extend(letters.next());
            }
        }
    }
    pieces
}

/// A piece as it is meant: without the spaces around it and the backslashes.
fn literal(piece: &str) -> String {
    let mut text = String::with_capacity(piece.len());
    let mut letters = piece.trim().chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => text.extend(letters.next()),
            other => text.push(other),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_written_and_read_with_every_mark_in_them() {
        let mut card = Card::named("M-1", "Ana Bell [Ana (B|ell)]");
        card.form.from = NameDay::read("2020-06-01");
        let mut before = CardName::of("Ana Ruiz; the first \\ of two");
        before.form.until = NameDay::read("2020-05");
        before.form.source = Some("a = b; c | d".to_owned());
        before.form.order = Some(PartOrder::GivenFirst);
        card.others = vec![before, CardName::of("최룡해")];
        let written = card.names_written();
        assert_eq!(
            written,
            "; from=2020-06-01 | Ana Ruiz\\; the first \\\\ of two; script=latin; order=given-first; until=2020-05; source=a = b\\; c \\| d | 최룡해; script=hangul; system=hangul; order=family-first"
        );
        let mut again = Card {
            others: Vec::new(),
            form: NameForm::default(),
            ..card.clone()
        };
        again.read_names(&written).unwrap();
        assert!(again == card);
        again.read_names(" ").unwrap();
        assert_eq!(
            (again.names_written(), again.others.len()),
            (String::new(), 0)
        );
    }

    #[test]
    fn what_cannot_be_read_of_a_name_is_named() {
        let told = |text: &str| Card::default().read_names(text).unwrap_err().to_string();
        assert_eq!(
            told("Ana; until=May 2020"),
            "\"May 2020\" is no day, month or year"
        );
        assert_eq!(told("Ana; maiden"), "\"maiden\" says nothing of a name");
        assert_eq!(told("Ana; age=7"), "\"age=7\" says nothing of a name");
        assert_eq!(told("Ana | ; from=2020"), "a name is missing before \";\"");
        assert!(told("Ana; script=greek").starts_with("\"greek\" is none of latin, hangul"));
    }
}
