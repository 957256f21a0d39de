//! What may stand on a card, the same for every way by which one comes in.

use ::names::parse;
use jiff::civil::Date;
use kernel::texts::unseen_on;

use super::names::is_plain;
use super::{Card, NAMES_MAX, NameForm};

/// Longest line of a card, in characters.
pub const LINE_CHARACTERS_MAX: usize = 200;

/// A line of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardLine {
    /// The code.
    Code,
    /// The name they go by, and who says so.
    Name,
    /// Another name, the nth counted from nought, and who says so.
    Other(usize),
    /// The e-mail address.
    Email,
    /// The telephone number.
    Phone,
}

/// What is wrong with a line of a card, in words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what}")]
pub struct CardFault {
    /// Which line.
    pub line: CardLine,
    /// What is wrong with it.
    pub what: String,
}

impl Card {
    /// The first thing on it that may not stand there.
    ///
    /// # Errors
    /// When a code or name is missing, a line is too long or holds what cannot be
    /// seen, a bracket does not close, or a name ended before it began.
    pub fn check(&self) -> Result<(), CardFault> {
        self.faults().next().map_or(Ok(()), Err)
    }

    /// Everything on it that may not stand there.
    pub fn faults(&self) -> impl Iterator<Item = CardFault> + '_ {
        let code = line("code", &self.code).or_else(|| missing("code", &self.code));
        let name = named("name", &self.name, &self.form);
        let contact = |what, text: &Option<String>| line(what, text.as_deref()?);
        let lines = [
            (CardLine::Code, code),
            (CardLine::Name, name),
            (CardLine::Email, contact("e-mail address", &self.email)),
            (CardLine::Phone, contact("telephone number", &self.phone)),
        ];
        let others = self.others.iter().enumerate().map(|(at, it)| {
            let twice = || {
                let before = self.names().take(at + 1).any(|name| name == it.text);
                before.then(|| format!("the name \"{}\" stands there twice", it.text))
            };
            let many = || {
                (at >= NAMES_MAX).then(|| format!("a card holds at most {NAMES_MAX} other names"))
            };
            let fault = named("name", &it.text, &it.form)
                .or_else(twice)
                .or_else(many);
            (CardLine::Other(at), fault)
        });
        let all = lines.into_iter().chain(others);
        all.filter_map(|(line, what)| Some(CardFault { line, what: what? }))
    }
}

/// What is wrong with a name and what is said of it.
fn named(what: &str, text: &str, form: &NameForm) -> Option<String> {
    missing(what, text)
        .or_else(|| line(what, text))
        .or_else(|| bracket(text))
        .or_else(|| line("source", form.source.as_deref()?))
        .or_else(|| order_of_days(text, form))
}

fn missing(what: &str, text: &str) -> Option<String> {
    text.trim()
        .is_empty()
        .then(|| format!("the {what} is missing"))
}

fn line(what: &str, text: &str) -> Option<String> {
    if text.len() > LINE_CHARACTERS_MAX && text.chars().count() > LINE_CHARACTERS_MAX {
        return Some(format!(
            "the {what} is not one line of at most {LINE_CHARACTERS_MAX} characters"
        ));
    }
    let letter = unseen_on(text)?;
    Some(format!(
        "the {what} holds the invisible character U+{:04X}; type it again by hand",
        u32::from(letter)
    ))
}

/// Why a name cannot be read with what stands in its brackets.
fn bracket(name: &str) -> Option<String> {
    if is_plain(name) {
        return None;
    }
    let error = parse(name).err()?;
    Some(format!(
        "in the name \"{name}\" {error}; other forms of a name stand in brackets behind it"
    ))
}

fn order_of_days(text: &str, form: &NameForm) -> Option<String> {
    let (from, until) = (form.from?, form.until?);
    let ended: Date = until.last();
    (ended < from.first())
        .then(|| format!("the name \"{text}\" ended on {until}, before it began on {from}"))
}

#[cfg(test)]
mod tests {
    use super::super::{CardName, NameDay};
    use super::*;

    fn told(card: &Card) -> Vec<String> {
        card.faults().map(|it| it.to_string()).collect()
    }

    #[test]
    fn what_may_not_stand_on_a_card_is_named_line_by_line() {
        let mut card = Card::named("M-1", "Ada Lovelace");
        assert_eq!(card.check(), Ok(()));
        card.name = "Ada [Lovelace".to_owned();
        card.email = Some("ada\u{200b}@example.org".to_owned());
        card.others.push(CardName::of("Augusta\u{202e}"));
        assert_eq!(
            told(&card),
            [
                "in the name \"Ada [Lovelace\" `[` is never closed, at character 5; other forms of a name stand in brackets behind it",
                "the e-mail address holds the invisible character U+200B; type it again by hand",
                "the name holds the invisible character U+202E; type it again by hand",
            ]
        );
        assert_eq!(card.check().unwrap_err().line, CardLine::Name);
    }

    #[test]
    fn a_card_has_a_code_and_a_name_and_each_is_one_line() {
        assert_eq!(
            told(&Card::default()),
            ["the code is missing", "the name is missing"]
        );
        let long = "a".repeat(LINE_CHARACTERS_MAX + 1);
        assert_eq!(
            told(&Card::named("M-1", &long)),
            ["the name is not one line of at most 200 characters"]
        );
        let just = "a".repeat(LINE_CHARACTERS_MAX);
        assert_eq!(Card::named("M-1", &just).check(), Ok(()));
    }

    #[test]
    fn another_name_stands_there_once_and_ends_after_it_began() {
        let mut card = Card::named("M-1", "Ada King");
        let mut before = CardName::of("Ada Byron");
        before.form.from = NameDay::read("1835");
        before.form.until = NameDay::read("1834-12");
        card.others = vec![before, CardName::of("Ada King")];
        assert_eq!(
            told(&card),
            [
                "the name \"Ada Byron\" ended on 1834-12, before it began on 1835",
                "the name \"Ada King\" stands there twice",
            ]
        );
    }
}
