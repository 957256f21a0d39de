//! From the lines of a case block to its statements.

mod awards;
mod bodies;
mod bulletins;
mod conferences;
mod deed;
mod directives;
mod dues;
mod expect;
mod given;
mod meetings;
mod members;
mod petitions;
mod posts;
mod procedures;
mod reports;
mod sentence;
mod study;
mod units;
mod visits;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use jiff::civil::Date;

use super::words::{Phrases, Token, What, split};
use super::{HAPPENINGS, Statement, Step};
use crate::action::Action;
use crate::problem::{Problems, did_you_mean, nearest};
use crate::rule::{
    AwardKindId, BodyKindId, Charter, ConferenceKindId, CourseId, DirectiveKindId, GradeId,
    LevelId, MeetingKindId, PetitionKindId, PostId, ProcedureId, ReportId,
};

pub use deed::verbs;
pub use sentence::{Known, names_in, read_deed};

/// A line that cannot be read; its problem is already noted.
struct Unread;

type Read<T> = Result<T, Unread>;

/// The words a charter gives to its cases.
struct Lexicon<'a> {
    charter: &'a Charter,
    levels: Phrases<LevelId>,
    grades: Phrases<GradeId>,
    posts: Phrases<PostId>,
    meetings: Phrases<MeetingKindId>,
    directives: Phrases<DirectiveKindId>,
    reports: Phrases<ReportId>,
    awards: Phrases<AwardKindId>,
    conferences: Phrases<ConferenceKindId>,
    bodies: Phrases<BodyKindId>,
    courses: Phrases<CourseId>,
    petitions: Phrases<PetitionKindId>,
    procedures: Phrases<ProcedureId>,
    actions: Phrases<Action>,
    happenings: Phrases<&'static str>,
}

impl<'a> Lexicon<'a> {
    #[expect(clippy::too_many_lines, reason = "a list, a line or a stanza a room")]
    fn of(charter: &'a Charter) -> Self {
        let mut words = Lexicon {
            charter,
            levels: Phrases::new(),
            grades: Phrases::new(),
            posts: Phrases::new(),
            meetings: Phrases::new(),
            directives: Phrases::new(),
            reports: Phrases::new(),
            awards: Phrases::new(),
            conferences: Phrases::new(),
            bodies: Phrases::new(),
            courses: Phrases::new(),
            petitions: Phrases::new(),
            procedures: Phrases::new(),
            actions: Phrases::new(),
            happenings: Phrases::new(),
        };
        for (row, level) in (0..=u8::MAX).zip(&charter.levels) {
            let plain = format!("{}s", level.id);
            words.levels.add(
                [level.id.as_str(), &plain, &level.title, &level.plural],
                LevelId(row),
            );
        }
        for (row, grade) in (0..=u8::MAX).zip(&charter.grades) {
            let plain = format!("{}s", grade.id);
            words.grades.add(
                [grade.id.as_str(), &plain, &grade.title, &grade.plural],
                GradeId(row),
            );
        }
        for (row, post) in (0..=u8::MAX).zip(&charter.posts) {
            words
                .posts
                .add([post.id.as_str(), &post.title], PostId(row));
        }
        for (row, meeting) in (0..=u8::MAX).zip(&charter.meetings) {
            let short = format!("{} meeting", meeting.id);
            let plural = format!("{}s", meeting.title);
            words.meetings.add(
                [meeting.id.as_str(), &short, &meeting.title, &plural],
                MeetingKindId(row),
            );
        }
        for (row, directive) in (0..=u8::MAX).zip(&charter.directives) {
            words.directives.add(
                [directive.id.as_str(), &directive.title],
                DirectiveKindId(row),
            );
        }
        for (row, report) in (0..=u8::MAX).zip(&charter.reports) {
            words
                .reports
                .add([report.id.as_str(), &report.title], ReportId(row));
        }
        for (row, award) in (0..=u8::MAX).zip(&charter.awards) {
            words
                .awards
                .add([award.id.as_str(), &award.title], AwardKindId(row));
        }
        for (row, one) in (0..=u8::MAX).zip(&charter.conferences) {
            words
                .conferences
                .add([one.id.as_str(), &one.title], ConferenceKindId(row));
        }
        for (row, petition) in (0..=u8::MAX).zip(&charter.petitions) {
            words.petitions.add(
                [petition.id.as_str(), &petition.title, &petition.plural],
                PetitionKindId(row),
            );
        }
        for (row, procedure) in (0..=u8::MAX).zip(&charter.procedures) {
            words
                .procedures
                .add([procedure.id.as_str(), &procedure.title], ProcedureId(row));
        }
        for (row, body) in (0..=u8::MAX).zip(&charter.bodies) {
            words
                .bodies
                .add([body.id.as_str(), &body.title], BodyKindId(row));
        }
        for (row, course) in (0..=u8::MAX).zip(&charter.courses) {
            words
                .courses
                .add([course.id.as_str(), &course.title], CourseId(row));
        }
        for action in Action::ALL.iter().copied() {
            words.actions.add([action.words()], action);
        }
        for &happening in HAPPENINGS {
            words.happenings.add([happening], happening);
        }
        words
    }
}

/// What a case has introduced so far.
#[derive(Default)]
struct Cast {
    units: BTreeMap<String, Option<LevelId>>,
    people: BTreeSet<String>,
    directives: BTreeSet<String>,
    /// Whether what is known is an organisation and not a case.
    alone: bool,
}

/// Reads the lines of one case; `base` is where they begin in the document, `line` the number of the first.
pub(crate) fn read(
    body: &str,
    base: usize,
    line: usize,
    charter: &Charter,
    problems: &mut Problems,
) -> Vec<Statement> {
    let lexicon = Lexicon::of(charter);
    let mut cast = Cast::default();
    let mut statements = Vec::new();
    let mut last: Option<String> = None;
    let mut at = base;
    for (number, text) in (line..).zip(body.split_inclusive('\n')) {
        let tokens = split(text.trim_end(), at, problems);
        let whole = at..at + text.trim_end().len();
        at += text.len();
        let Some((first, rest)) = tokens.split_first() else {
            continue;
        };
        let word = match &first.what {
            What::Word(word) if word == "and" && last.is_some() => last.clone(),
            What::Word(word) if matches!(word.as_str(), "given" | "when" | "check" | "expect") => {
                Some(word.clone())
            }
            _ => None,
        };
        let Some(word) = word else {
            let written = text
                .get(first.span.start - whole.start..first.span.end - whole.start)
                .unwrap_or_default();
            let help = did_you_mean(written, ["given", "when", "check", "expect", "and"], "word");
            problems.note(
                &first.span,
                "a line of a case begins with given, when, check or expect",
                "not one of them",
                help,
            );
            continue;
        };
        let mut line = Line {
            tokens: rest,
            end: whole.end,
            lexicon: &lexicon,
            cast: &mut cast,
            problems,
        };
        let step = match word.as_str() {
            "given" => line.given().map(Step::Given),
            "when" => line.when().map(Step::When),
            "check" => line.check().map(Step::Check),
            _ => line.expect().map(Step::Expect),
        };
        if let Ok(step) = step
            && line.finished().is_ok()
        {
            statements.push(Statement {
                line: number,
                text: text.trim().to_owned(),
                step,
            });
        }
        last = Some(word);
    }
    statements
}

/// One line on its way from words to meaning.
struct Line<'a, 'b> {
    tokens: &'a [Token],
    end: usize,
    lexicon: &'a Lexicon<'b>,
    cast: &'a mut Cast,
    problems: &'a mut Problems,
}

impl Line<'_, '_> {
    /// Where the reader stands.
    fn here(&self) -> Range<usize> {
        self.tokens
            .first()
            .map_or(self.end..self.end, |token| token.span.clone())
    }

    fn skip(&mut self, count: usize) {
        self.tokens = self.tokens.get(count..).unwrap_or_default();
    }

    fn wrong<T>(&mut self, expected: &str, help: impl Into<String>) -> Read<T> {
        let message = if self.tokens.is_empty() {
            "this line breaks off"
        } else {
            "this line cannot be read"
        };
        self.problems
            .note(&self.here(), message, format!("expected {expected}"), help);
        Err(Unread)
    }

    fn finished(&mut self) -> Read<()> {
        if self.tokens.is_empty() {
            return Ok(());
        }
        let joining = [
            "and", "on", "with", "under", "since", "of", "in", "to", "held",
        ];
        let guess = match self.tokens.first() {
            Some(Token {
                what: What::Word(word),
                ..
            }) => nearest(word, joining),
            _ => None,
        };
        let help = guess.map_or_else(
            || "one statement a line; begin the next line with `and`".to_owned(),
            |guess| format!("did you mean `{guess}`?"),
        );
        self.problems.note(
            &self.here(),
            "this line goes on too long",
            "expected nothing more",
            help,
        );
        Err(Unread)
    }

    /// Takes a word if it is the next one.
    fn take(&mut self, wanted: &str) -> bool {
        let next = matches!(self.tokens.first(), Some(Token { what: What::Word(word), .. }) if word == wanted);
        if next {
            self.skip(1);
        }
        next
    }

    fn take_all(&mut self, wanted: &[&str]) -> bool {
        let there = wanted.len() <= self.tokens.len()
            && wanted
                .iter()
                .zip(self.tokens)
                .all(|(word, token)| matches!(&token.what, What::Word(written) if written == word));
        if there {
            self.skip(wanted.len());
        }
        there
    }

    fn comma(&mut self) -> bool {
        let next = matches!(
            self.tokens.first(),
            Some(Token {
                what: What::Comma,
                ..
            })
        );
        if next {
            self.skip(1);
        }
        next
    }

    fn need(&mut self, wanted: &str) -> Read<()> {
        if self.take(wanted) {
            Ok(())
        } else {
            self.wrong(&format!("`{wanted}`"), "")
        }
    }

    fn number(&mut self) -> Option<u32> {
        match self.tokens.first() {
            Some(Token {
                what: What::Number(number),
                ..
            }) => {
                let number = *number;
                self.skip(1);
                Some(number)
            }
            _ => None,
        }
    }

    fn day(&mut self) -> Read<Date> {
        match self.tokens.first() {
            Some(Token {
                what: What::Day(day),
                ..
            }) => {
                let day = *day;
                self.skip(1);
                Ok(day)
            }
            _ => self.wrong("a date", "write it as 2017-12-26"),
        }
    }

    /// A date behind a word, if the word is there.
    fn day_after(&mut self, word: &str) -> Read<Option<Date>> {
        if self.take(word) {
            self.day().map(Some)
        } else {
            Ok(None)
        }
    }

    fn name(&mut self) -> Read<(String, Range<usize>)> {
        match self.tokens.first() {
            Some(Token {
                what: What::Name(name),
                span,
            }) => {
                let found = (name.clone(), span.clone());
                self.skip(1);
                Ok(found)
            }
            _ => self.wrong("a name in quotation marks", ""),
        }
    }

    fn peek_name(&self) -> Option<&str> {
        match self.tokens.first() {
            Some(Token {
                what: What::Name(name),
                ..
            }) => Some(name),
            _ => None,
        }
    }

    fn phrase<T: Copy>(
        &mut self,
        choose: for<'x> fn(&'x Lexicon<'_>) -> &'x Phrases<T>,
    ) -> Option<T> {
        let (meaning, count) = choose(self.lexicon).find(self.tokens)?;
        self.skip(count);
        Some(meaning)
    }

    fn phrase_needed<T: Copy>(
        &mut self,
        kind: &str,
        choose: for<'x> fn(&'x Lexicon<'_>) -> &'x Phrases<T>,
    ) -> Read<T> {
        if let Some(meaning) = self.phrase(choose) {
            return Ok(meaning);
        }
        let spellings = choose(self.lexicon).spellings();
        let written = match self.tokens.first() {
            Some(Token {
                what: What::Word(word),
                ..
            }) => word.clone(),
            _ => String::new(),
        };
        let help = did_you_mean(&written, spellings.iter().map(String::as_str), kind);
        self.wrong(&format!("a {kind} of this charter"), help)
    }

    fn level(&mut self) -> Option<LevelId> {
        self.phrase(|lexicon| &lexicon.levels)
    }

    fn grade(&mut self) -> Read<GradeId> {
        self.phrase_needed("grade", |lexicon| &lexicon.grades)
    }

    fn post(&mut self) -> Read<PostId> {
        self.phrase_needed("post", |lexicon| &lexicon.posts)
    }

    fn meeting(&mut self) -> Read<MeetingKindId> {
        let kind = self.phrase_needed("meeting", |lexicon| &lexicon.meetings)?;
        let _plural = self.take("meeting") || self.take("meetings");
        Ok(kind)
    }

    /// A unit the case knows, perhaps with its level before it.
    fn unit(&mut self) -> Read<String> {
        let start = self.here();
        let level = self.level();
        let (name, span) = self.name()?;
        match self.cast.units.get(&name) {
            None => {
                let help = did_you_mean(&name, self.cast.units.keys().map(String::as_str), "unit");
                let (message, label, help) = if self.cast.alone {
                    let help = "name a unit by its code".to_owned();
                    (format!("there is no unit \"{name}\""), "", help)
                } else if self.cast.units.is_empty() {
                    let help = "introduce it first with `given`".to_owned();
                    let message = format!("this case knows no unit \"{name}\"");
                    (message, "never introduced", help)
                } else {
                    let message = format!("this case knows no unit \"{name}\"");
                    (message, "never introduced", help)
                };
                self.problems.note(&span, message, label, help);
                Err(Unread)
            }
            Some(Some(known)) if level.is_some_and(|level| level != *known) => {
                let known = self
                    .lexicon
                    .charter
                    .level(*known)
                    .map_or("", |level| level.title.as_str());
                let message = format!("\"{name}\" was introduced as {known}");
                self.problems
                    .note(&start, message, "another level here", "");
                Err(Unread)
            }
            Some(_) => Ok(name),
        }
    }

    /// A person the case knows.
    fn person(&mut self) -> Read<String> {
        let (name, span) = self.name()?;
        if self.cast.people.contains(&name) {
            return Ok(name);
        }
        if self.cast.alone {
            let help = "name people by the code on their card";
            let message = format!("there is nobody with the code \"{name}\"");
            self.problems.note(&span, message, "", help);
            return Err(Unread);
        }
        let help = if self.cast.people.is_empty() {
            "introduce them first: `given \"Kim\", ... of \"...\"`".to_owned()
        } else {
            did_you_mean(&name, self.cast.people.iter().map(String::as_str), "person")
        };
        self.problems.note(
            &span,
            format!("this case knows nobody called \"{name}\""),
            "never introduced",
            help,
        );
        Err(Unread)
    }

    fn introduce_unit(
        &mut self,
        name: &str,
        level: Option<LevelId>,
        span: &Range<usize>,
    ) -> Read<()> {
        if self.cast.units.contains_key(name) {
            let message = format!("\"{name}\" is introduced twice");
            self.problems
                .note(span, message, "the second time", "give it another name");
            return Err(Unread);
        }
        self.cast.units.insert(name.to_owned(), level);
        Ok(())
    }
}
