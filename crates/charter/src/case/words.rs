//! The words of a case: split into tokens that know where they stand, and
//! matched against the names a charter hands out.

use std::ops::Range;

use jiff::civil::Date;

use crate::problem::Problems;

/// One word, number, date, quoted name or comma.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) what: What,
    pub(super) span: Range<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// In small letters.
    Word(String),
    Name(String),
    Number(u32),
    Day(Date),
    Comma,
}

/// Splits a line into tokens; `base` is where it begins in the document.
pub(super) fn split(line: &str, base: usize, problems: &mut Problems) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = line.char_indices().peekable();
    while let Some((at, letter)) = rest.next() {
        let from = base + at;
        match letter {
            '#' => break,
            letter if letter.is_whitespace() => {}
            ',' => tokens.push(Token {
                what: What::Comma,
                span: from..from + 1,
            }),
            '"' | '\u{201c}' => {
                let begin = at + letter.len_utf8();
                let closing = rest.find(|(_, letter)| matches!(letter, '"' | '\u{201d}'));
                let Some((end, close)) = closing else {
                    let help = "close it with a quotation mark on the same line";
                    let span = from..base + line.len();
                    problems.note(&span, "this name does not end", "begins here", help);
                    break;
                };
                let name = line.get(begin..end).unwrap_or_default().trim();
                tokens.push(named(name, from..base + end + close.len_utf8(), problems));
            }
            letter if letter.is_alphanumeric() => {
                let mut end = at + letter.len_utf8();
                while let Some((next, letter)) = rest.peek().copied() {
                    let inside =
                        letter.is_alphanumeric() || matches!(letter, '-' | '.' | '\'' | '\u{2019}');
                    if !inside {
                        break;
                    }
                    end = next + letter.len_utf8();
                    let _taken = rest.next();
                }
                let word = line.get(at..end).unwrap_or_default().trim_end_matches('.');
                tokens.push(Token {
                    what: meaning(word),
                    span: from..from + word.len(),
                });
            }
            other => {
                let help =
                    "a case is made of words, numbers, dates, commas and names in quotation marks";
                let span = from..from + other.len_utf8();
                problems.note(
                    &span,
                    format!("`{other}` has no meaning in a case"),
                    "",
                    help,
                );
            }
        }
    }
    tokens
}

fn named(name: &str, span: Range<usize>, problems: &mut Problems) -> Token {
    if name.is_empty() {
        let help = "write the name between the marks";
        problems.note(&span, "a name is empty", "", help);
    }
    Token {
        what: What::Name(name.to_owned()),
        span,
    }
}

fn meaning(word: &str) -> What {
    if let Ok(number) = word.parse() {
        return What::Number(number);
    }
    let dated = word.len() == 10 && word.starts_with(|letter: char| letter.is_ascii_digit());
    match word.parse().ok().filter(|_| dated) {
        Some(day) => What::Day(day),
        None => What::Word(word.to_lowercase()),
    }
}

/// A name of the charter as a run of words.
#[derive(Debug)]
pub(super) struct Phrase<T> {
    words: Vec<String>,
    pub(super) meaning: T,
}

/// The phrases of one kind, the longest first, so that a title wins over the id it begins with.
#[derive(Debug)]
pub(super) struct Phrases<T> {
    all: Vec<Phrase<T>>,
}

impl<T: Copy> Phrases<T> {
    pub(super) fn new() -> Self {
        Phrases { all: Vec::new() }
    }

    /// Adds a phrase under every one of its spellings.
    pub(super) fn add<'a>(&mut self, spellings: impl IntoIterator<Item = &'a str>, meaning: T) {
        for spelling in spellings {
            let words: Vec<String> = spelling.split_whitespace().map(str::to_lowercase).collect();
            if !words.is_empty() && self.all.iter().all(|phrase| phrase.words != words) {
                self.all.push(Phrase { words, meaning });
            }
        }
        self.all
            .sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
    }

    /// The phrase with which the tokens begin, and how many of them it takes.
    pub(super) fn find(&self, tokens: &[Token]) -> Option<(T, usize)> {
        let begins = |phrase: &&Phrase<T>| {
            phrase.words.len() <= tokens.len()
                && phrase
                    .words
                    .iter()
                    .zip(tokens)
                    .all(|(word, token)| match &token.what {
                        What::Word(written) => written == word,
                        What::Number(number) => &number.to_string() == word,
                        What::Name(_) | What::Day(_) | What::Comma => false,
                    })
        };
        let phrase = self.all.iter().find(begins)?;
        Some((phrase.meaning, phrase.words.len()))
    }

    /// The phrases as they are written, for hints.
    pub(super) fn spellings(&self) -> Vec<String> {
        self.all
            .iter()
            .map(|phrase| phrase.words.join(" "))
            .collect()
    }
}
