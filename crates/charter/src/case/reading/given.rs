//! How things stand: units, people, posts and meetings of a case.

use super::super::words::{Token, What};
use super::{Line, Read, Unread};
use crate::case::{Given, Place, Presence};
use crate::problem::did_you_mean;
use crate::rule::LevelId;

impl Line<'_, '_> {
    pub(super) fn given(&mut self) -> Read<Given> {
        if self.peek_name().is_some() {
            return self.given_person();
        }
        if let Some(level) = self.level() {
            return self.given_unit(level);
        }
        if let Some(kind) = self.phrase(|lexicon| &lexicon.meetings) {
            let _plural = self.take("meeting") || self.take("meetings");
            self.need("of")?;
            let unit = self.unit()?;
            self.need("on")?;
            let mut on = vec![self.day()?];
            while self.comma() || self.take("and") {
                on.push(self.day()?);
            }
            let presence = if self.take("with") {
                self.presence()?
            } else {
                Presence::All
            };
            return Ok(Given::Meetings {
                kind,
                unit,
                on,
                presence,
            });
        }
        let mut known = self.lexicon.levels.spellings();
        known.extend(self.lexicon.meetings.spellings());
        let written = match self.tokens.first() {
            Some(Token {
                what: What::Word(word),
                ..
            }) => word.clone(),
            _ => String::new(),
        };
        let help = did_you_mean(
            &written,
            known.iter().map(String::as_str),
            "level or meeting",
        );
        self.wrong("a level, a meeting or a person's name", help)
    }

    fn given_unit(&mut self, level: LevelId) -> Read<Given> {
        let (name, span) = self.name()?;
        self.introduce_unit(&name, Some(level), &span)?;
        let under = if self.take("under") {
            Some(self.place()?)
        } else {
            None
        };
        let mut people = Vec::new();
        if self.take("with") {
            loop {
                let Some(count) = self.number() else {
                    return self.wrong("a number of people", "");
                };
                people.push((count, self.grade()?));
                if !(self.take("and") || self.comma()) {
                    break;
                }
            }
        }
        let since = self.day_after("since")?;
        Ok(Given::Unit {
            level,
            name,
            under,
            people,
            since,
        })
    }

    /// A unit above: one the case knows, or a new one when its level is said.
    fn place(&mut self) -> Read<Place> {
        let before = self.tokens;
        let level = self.level();
        if level.is_some()
            && let Some(name) = self.peek_name().map(str::to_owned)
            && !self.cast.units.contains_key(&name)
        {
            self.cast.units.insert(name.clone(), level);
            self.skip(1);
            return Ok(Place { level, name });
        }
        self.tokens = before;
        Ok(Place {
            name: self.unit()?,
            level,
        })
    }

    /// `"Kim", GRADE of "No. 2" since DATE` and `"Kim" is POST of "No. 2" since DATE`.
    fn given_person(&mut self) -> Read<Given> {
        let (name, span) = self.name()?;
        let _comma = self.comma();
        if self.take("is") {
            if !self.cast.people.contains(&name) {
                let message = format!("this case knows nobody called \"{name}\"");
                let help =
                    format!("say first where they belong: `given \"{name}\", ... of \"...\"`");
                self.problems.note(&span, message, "never introduced", help);
                return Err(Unread);
            }
            let post = self.post()?;
            self.need("of")?;
            let unit = self.unit()?;
            let since = self.day_after("since")?;
            return Ok(Given::Holder {
                name,
                post,
                unit,
                since,
            });
        }
        let grade = self.grade()?;
        self.need("of")?;
        let unit = self.unit()?;
        let since = self.day_after("since")?;
        if !self.cast.people.insert(name.clone()) {
            let message = format!("\"{name}\" is introduced twice");
            self.problems
                .note(&span, message, "the second time", "give them another name");
            return Err(Unread);
        }
        Ok(Given::Person {
            name,
            grade,
            unit,
            since,
        })
    }

    /// `20 present`, `all present`, `all present but "Kim" and "Lee"`.
    pub(super) fn presence(&mut self) -> Read<Presence> {
        if let Some(count) = self.number() {
            self.need("present")?;
            return Ok(Presence::Count(count));
        }
        if !self.take_all(&["all", "present"]) {
            return self.wrong(
                "who was present",
                "write `20 present`, `all present` or `all present but \"Kim\"`",
            );
        }
        if !self.take("but") {
            return Ok(Presence::All);
        }
        let mut absent = vec![self.person()?];
        while self.comma() || self.take("and") {
            absent.push(self.person()?);
        }
        Ok(Presence::AllBut(absent))
    }
}
