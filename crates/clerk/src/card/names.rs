//! The names of a person: each as printed, with what is known of its form, when
//! it was the name, and who says so.

use std::fmt;

use ::names::{Name, PartOrder, Script, System, parse};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Card;

/// A name beside the one that somebody goes by.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct CardName {
    /// As it is printed.
    pub text: String,
    /// What is known of it.
    pub form: NameForm,
}

/// What is known of a name; nothing where nobody has said it.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct NameForm {
    /// The script of its letters.
    pub script: Option<Script>,
    /// The system it is written by.
    pub system: Option<System>,
    /// The order of its parts.
    pub order: Option<PartOrder>,
    /// Since when it is the name.
    pub from: Option<NameDay>,
    /// Until when it was the name.
    pub until: Option<NameDay>,
    /// Who says so, in words.
    pub source: Option<String>,
}

// Personal data do not belong into a log.
impl fmt::Debug for CardName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CardName")
    }
}

impl fmt::Debug for NameForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NameForm")
    }
}

/// A day, or a month or year of which no more is known: `2020-05-03`, `2020-05`, `2020`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct NameDay {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

impl NameDay {
    /// The day, month or year that a text names; nothing where it names none.
    #[must_use]
    pub fn read(text: &str) -> Option<NameDay> {
        let mut parts = text.trim().split('-');
        let number = |part: &str, digits: usize| {
            let plain = part.len() == digits && part.bytes().all(|it| it.is_ascii_digit());
            plain.then(|| part.parse::<i16>().ok()).flatten()
        };
        let year = number(parts.next()?, 4)?;
        let month = parts.next().map(|part| number(part, 2));
        let day = parts.next().map(|part| number(part, 2));
        let small = |it: Option<i16>| i8::try_from(it?).ok();
        let (month, day) = match (month, day) {
            (None, _) => (None, None),
            (Some(month), None) => (Some(small(month)?), None),
            (Some(month), Some(day)) => (Some(small(month)?), Some(small(day)?)),
        };
        Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
        let it = NameDay { year, month, day };
        (year > 0 && parts.next().is_none()).then_some(it)
    }

    /// The first day of it.
    #[must_use]
    pub fn first(self) -> Date {
        let (month, day) = (self.month.unwrap_or(1), self.day.unwrap_or(1));
        // INVARIANT (a day there is): `read` made it, and asked the calendar.
        Date::new(self.year, month, day).unwrap_or(Date::MIN)
    }

    /// The last day of it.
    #[must_use]
    pub fn last(self) -> Date {
        match (self.month, self.day) {
            (_, Some(_)) => self.first(),
            (Some(_), None) => self.first().last_of_month(),
            (None, None) => self.first().last_of_year(),
        }
    }
}

impl From<Date> for NameDay {
    fn from(day: Date) -> NameDay {
        NameDay {
            year: day.year(),
            month: Some(day.month()),
            day: Some(day.day()),
        }
    }
}

impl fmt::Display for NameDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        for part in [self.month, self.day].into_iter().flatten() {
            write!(f, "-{part:02}")?;
        }
        Ok(())
    }
}

impl From<NameDay> for String {
    fn from(it: NameDay) -> String {
        it.to_string()
    }
}

impl TryFrom<String> for NameDay {
    type Error = String;

    fn try_from(text: String) -> Result<NameDay, String> {
        NameDay::read(&text).ok_or_else(|| format!("{text:?} is no day, month or year"))
    }
}

impl NameForm {
    /// What can be told from the letters of a name alone.
    #[must_use]
    pub fn of(text: &str) -> NameForm {
        let Name {
            printed: _,
            script,
            system,
            order,
        } = Name::of(text);
        NameForm {
            script: Some(script),
            system,
            order,
            ..NameForm::default()
        }
    }

    /// Whether it was the name on a day, as far as anything is said of that.
    #[must_use]
    pub fn is_valid_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from.first() <= day)
            && self.until.is_none_or(|until| day <= until.last())
    }
}

impl CardName {
    /// A name with what can be told from its letters.
    #[must_use]
    pub fn of(text: &str) -> CardName {
        CardName {
            text: text.to_owned(),
            form: NameForm::of(text),
        }
    }
}

/// Whether there is no bracket in a name, told quickly for most.
pub(super) fn is_plain(text: &str) -> bool {
    text.bytes()
        .all(|it| it.is_ascii_alphabetic() || matches!(it, b' ' | b'-' | b'.' | b'\''))
}

/// The forms of a name in a text: the one outside brackets, and those in them.
/// Where what stands in a bracket is none, or a bracket does not close, all of
/// the text is one name.
pub(super) fn forms(text: &str) -> Vec<String> {
    let whole = || vec![text.trim().to_owned()];
    if is_plain(text) {
        return whole();
    }
    match parse(text) {
        Ok(it) if it.notes.is_empty() && it.forms.len() > 1 => {
            let mut forms: Vec<String> = Vec::new();
            for form in it.forms {
                if !forms.contains(&form.text) {
                    forms.push(form.text);
                }
            }
            forms
        }
        Ok(_) | Err(_) => whole(),
    }
}

impl Card {
    /// A card with a name as it was typed or printed: other forms of it that stand in
    /// brackets are names of their own.
    #[must_use]
    pub fn named(code: &str, printed: &str) -> Card {
        let mut card = Card {
            code: code.to_owned(),
            ..Card::default()
        };
        card.goes_by(printed);
        card
    }

    /// Writes down the name that somebody goes by, as it was typed or printed. What was
    /// known of the former spelling goes with it; the other names stay.
    pub fn goes_by(&mut self, printed: &str) {
        let mut forms = forms(printed).into_iter();
        let name = forms.next().unwrap_or_default();
        if name != self.name {
            self.form = NameForm::default();
            self.name = name;
        }
        for form in forms {
            self.also(CardName::of(&form));
        }
    }

    /// Writes down another name, unless it stands there already.
    pub fn also(&mut self, name: CardName) {
        let known = self.others.iter().any(|it| it.text == name.text);
        if !known && name.text != self.name {
            self.others.push(name);
        }
    }

    /// Every name: the one they go by, then the others.
    pub fn names(&self) -> impl Iterator<Item = &str> + Clone {
        let others = self.others.iter().map(|it| it.text.as_str());
        std::iter::once(self.name.as_str()).chain(others)
    }

    /// The name they went by on a day, as far as the card says: that of today, unless it
    /// began later or has ended, or one that ended is said to have lasted then.
    #[must_use]
    pub fn name_on(&self, day: Date) -> &str {
        let own = self.form.is_valid_on(day);
        if own && self.form.from.is_some() {
            return &self.name;
        }
        let lasted = |it: &&CardName| {
            let said = it.form.until.is_some() || !own && it.form.from.is_some();
            said && it.form.is_valid_on(day)
        };
        // Of several one that ended, which others beside it need not have; then one in the
        // same script, and the one that began last: it came in the place of the others.
        let script = Script::of(&self.name);
        let rank = |it: &&CardName| {
            let alike = Script::of(&it.text) == script;
            let began = it.form.from.map(NameDay::first);
            (it.form.until.is_some(), alike, began)
        };
        let then = self.others.iter().filter(lasted).rev().max_by_key(rank);
        then.map_or(&self.name, |it| &it.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn also(text: &str, from: Option<&str>, until: Option<&str>) -> CardName {
        let read = |it: Option<&str>| it.map(|it| NameDay::read(it).unwrap());
        let mut name = CardName::of(text);
        (name.form.from, name.form.until) = (read(from), read(until));
        name
    }

    #[test]
    fn what_stands_in_brackets_is_a_name_of_its_own_and_a_note_is_not() {
        let card = Card::named("M-1", "Choe Ryong Hae [Ch\u{2019}oe Ryong-hae] (최룡해)");
        assert_eq!(
            card.names().collect::<Vec<_>>(),
            ["Choe Ryong Hae", "Ch\u{2019}oe Ryong-hae", "최룡해"]
        );
        let known: Vec<_> = card
            .others
            .iter()
            .map(|it| (it.form.script, it.form.system))
            .collect();
        assert_eq!(
            known,
            [
                (Some(Script::Latin), Some(System::McCuneReischauer)),
                (Some(Script::Hangul), Some(System::Hangul)),
            ]
        );
        for whole in ["Kim Phyong Hae (Cadres)", "Ada Lovelace", "Ada [Love"] {
            let card = Card::named("M-1", whole);
            assert_eq!((card.name.as_str(), card.others.len()), (whole, 0));
        }
    }

    #[test]
    fn a_new_spelling_leaves_the_other_names_and_nothing_that_was_known_of_the_old_one() {
        let mut card = Card::named("M-1", "Choe Hwi [Ch'oe Hwi]");
        card.form.source = Some("a letter".to_owned());
        card.goes_by("Choe Hwi [최휘]");
        assert_eq!(card.form.source.as_deref(), Some("a letter"));
        card.goes_by("Choi Hwi");
        assert_eq!(card.form, NameForm::default());
        assert_eq!(
            card.names().collect::<Vec<_>>(),
            ["Choi Hwi", "Ch'oe Hwi", "최휘"]
        );
    }

    #[test]
    fn a_day_a_month_and_a_year_are_read_and_nothing_else() {
        for (text, first, last) in [
            ("2020-05-03", "2020-05-03", "2020-05-03"),
            ("2020-02", "2020-02-01", "2020-02-29"),
            ("2020", "2020-01-01", "2020-12-31"),
        ] {
            let it = NameDay::read(text).unwrap();
            assert_eq!(
                (it.first(), it.last(), it.to_string()),
                (day(first), day(last), text.to_owned())
            );
        }
        for text in [
            "",
            "20",
            "2020-13",
            "2020-02-30",
            "2020-2",
            "2020-02-03-04",
            "0000",
            "-2020",
            "about 2020",
        ] {
            assert_eq!(NameDay::read(text), None, "{text:?}");
        }
    }

    #[test]
    fn who_was_called_otherwise_then_has_that_name_on_that_day() {
        let mut card = Card::named("M-1", "Ana Bell");
        card.others = vec![
            also("Ana Ruiz", None, Some("2020-05")),
            also("아나", None, None),
        ];
        for (on, name) in [
            ("2019-12-31", "Ana Ruiz"),
            ("2020-05-31", "Ana Ruiz"),
            ("2020-06-01", "Ana Bell"),
        ] {
            assert_eq!(card.name_on(day(on)), name, "{on}");
        }
        // Where the new name says since when it is one, that counts.
        card.form.from = NameDay::read("2020-05-10");
        assert_eq!(card.name_on(day("2020-05-10")), "Ana Bell");
        assert_eq!(card.name_on(day("2020-05-09")), "Ana Ruiz");
        // Two before: the one that began later took the place of the other.
        card.others
            .push(also("Ana Vega", Some("2015"), Some("2018")));
        assert_eq!(card.name_on(day("2016-01-01")), "Ana Vega");
        assert_eq!(card.name_on(day("2014-12-31")), "Ana Ruiz");
        // Another that goes on beside it is no former name.
        card.others.push(also("Ana B. Vega", Some("1990"), None));
        assert_eq!(card.name_on(day("2014-12-31")), "Ana Ruiz");
        // Nothing is known of that day: the name of today, and no invented one.
        card.others.clear();
        assert_eq!(card.name_on(day("2014-12-31")), "Ana Bell");
    }
}
