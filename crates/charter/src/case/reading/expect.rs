//! What is to come of it.

use super::super::words::{Token, What};
use super::{Line, Read, Unread};
use crate::case::{
    DuesExpect, Expect, MeetingExpect, MemberExpect, PostExpect, ProcedureExpect, RulesMeant, Side,
    UnitExpect, VisitExpect,
};
use crate::problem::did_you_mean;
use crate::rule::RuleId;

impl Line<'_, '_> {
    #[expect(clippy::too_many_lines, reason = "a list, a line or a stanza a room")]
    pub(super) fn expect(&mut self) -> Read<Expect> {
        if self.peek_name().is_some() {
            return self.expect_of_name();
        }
        if let Some(count) = self.number() {
            return self.expect_count(count);
        }
        if self.take("done") {
            return Ok(Expect::Done);
        }
        if self.take("refused") {
            return self.expect_refused();
        }
        if self.take("event") {
            return Ok(Expect::Event(
                self.phrase_needed("kind of event", |lexicon| &lexicon.happenings)?,
            ));
        }
        if self.take("finding") {
            return self.expect_finding();
        }
        if self.take_all(&["no", "finding"]) || self.take_all(&["no", "findings"]) {
            let rules = if self.tokens.is_empty() || self.peek_name().is_some() {
                None
            } else {
                Some(self.rules()?)
            };
            let _in = self.take("in");
            let unit = if self.tokens.is_empty() {
                None
            } else {
                Some(self.unit()?)
            };
            return Ok(Expect::NoFinding { rules, unit });
        }
        if self.take("quorum") {
            if let Some(needed) = self.number() {
                return Ok(Expect::Meeting(MeetingExpect::Quorum { needed }));
            }
            let reached = !self.take("not");
            self.need("reached")?;
            return Ok(Expect::Meeting(MeetingExpect::Quorate(reached)));
        }
        if self.take("vote") {
            return self.expect_vote();
        }
        if self.take("sum") {
            return self.expect_sum();
        }
        if self.take("account") {
            return self.expect_account();
        }
        if self.take_all(&["books", "balance"]) {
            return Ok(Expect::Dues(DuesExpect::Balanced));
        }
        if self.begins_with_bulletin() {
            return self.expect_bulletin();
        }
        if self.take("duty") {
            return self.expect_duty();
        }
        if self.petition_kind().is_some() {
            return self.expect_petition();
        }
        if self.begins_with_procedure() {
            return self.expect_proceeding();
        }
        if let Some(level) = self.level() {
            let name = self.unit_of_any_level()?;
            let under = if self.take("under") {
                Some(self.unit()?)
            } else {
                None
            };
            return Ok(Expect::Unit(UnitExpect::Stands { level, name, under }));
        }
        if let Some(post) = self.phrase(|lexicon| &lexicon.posts) {
            self.need("called")?;
            return Ok(Expect::Post(PostExpect::Called {
                post,
                title: self.name()?.0,
            }));
        }
        self.wrong(
            "what is to come of it",
            "write `done`, `refused by article 4`, `event ...`, `finding ...`, `no finding`, `quorum 12`, a number of people or units, \
             a name and what is true of it, or a level and a unit",
        )
    }

    /// A unit after its level, which may have changed since it was introduced.
    fn unit_of_any_level(&mut self) -> Read<String> {
        let (name, span) = self.name()?;
        if self.cast.units.contains_key(&name) {
            return Ok(name);
        }
        let help = did_you_mean(&name, self.cast.units.keys().map(String::as_str), "unit");
        self.problems.note(
            &span,
            format!("this case knows no unit \"{name}\""),
            "never introduced",
            help,
        );
        Err(Unread)
    }

    fn expect_refused(&mut self) -> Read<Expect> {
        if !self.take("by") {
            return Ok(Expect::Refused { article: None });
        }
        self.need("article")?;
        let span = self.here();
        let number = match self.tokens.first() {
            Some(Token {
                what: What::Number(number),
                ..
            }) => number.to_string(),
            Some(Token {
                what: What::Word(word),
                ..
            }) => word.clone(),
            _ => return self.wrong("the number of an article", ""),
        };
        self.skip(1);
        let articles = &self.lexicon.charter.articles;
        let Some(article) = articles.iter().position(|article| article.number == number) else {
            let help = did_you_mean(
                &number,
                articles.iter().map(|article| article.number.as_str()),
                "article",
            );
            self.problems.note(
                &span,
                format!("this charter has no article {number}"),
                "",
                help,
            );
            return Err(Unread);
        };
        Ok(Expect::Refused {
            article: Some(article),
        })
    }

    /// Rules by name, `size.club`, or by kind, `size`.
    fn rules(&mut self) -> Read<RulesMeant> {
        let Some(Token {
            what: What::Word(word),
            ..
        }) = self.tokens.first()
        else {
            return self.wrong(
                "a rule",
                "write its name, such as `size.…`, or its kind, such as `size`",
            );
        };
        let word = word.clone();
        let charter = self.lexicon.charter;
        let rules: Vec<RuleId> = (0..)
            .zip(&charter.rules)
            .filter(|(_, rule)| {
                let name = rule.name.to_lowercase();
                name == word || name.split_once('.').is_some_and(|(kind, _)| kind == word)
            })
            .map(|(row, _)| RuleId(row))
            .collect();
        if rules.is_empty() {
            let help = did_you_mean(
                &word,
                charter.rules.iter().map(|rule| rule.name.as_str()),
                "rule",
            );
            return self.wrong("a rule of this charter", help);
        }
        self.skip(1);
        Ok(RulesMeant { word, rules })
    }

    fn expect_finding(&mut self) -> Read<Expect> {
        let rules = self.rules()?;
        let unit = self.unit()?;
        let side = if self.take("above") {
            Some(Side::Above)
        } else if self.take("below") {
            Some(Side::Below)
        } else {
            None
        };
        let (mut remedies, mut since, mut until) = (Vec::new(), None, None);
        loop {
            let _comma = self.comma();
            if self.take("remedy") {
                remedies.push(self.name()?.0);
            } else if self.take("since") {
                since = Some(self.day()?);
            } else if self.take("until") {
                until = Some(self.day()?);
            } else {
                break;
            }
        }
        Ok(Expect::Finding {
            rules,
            unit,
            side,
            remedies,
            since,
            until,
        })
    }

    fn expect_duty(&mut self) -> Read<Expect> {
        let span = self.here();
        let id = match self.tokens.first() {
            Some(Token {
                what: What::Word(word),
                ..
            }) => word.clone(),
            Some(Token {
                what: What::Number(number),
                ..
            }) => number.to_string(),
            _ => return self.wrong("the id of a duty", ""),
        };
        self.skip(1);
        let duties = &self.lexicon.charter.duties;
        let Some(duty) = duties.iter().find(|duty| duty.id.to_lowercase() == id) else {
            let help = did_you_mean(&id, duties.iter().map(|duty| duty.id.as_str()), "duty");
            self.problems
                .note(&span, format!("this charter has no duty `{id}`"), "", help);
            return Err(Unread);
        };
        let rule = duty.rule;
        if !self.take_all(&["in", "words", "only"]) {
            return self.wrong(
                "`in words only`",
                "a duty is a text, and that is all a case can say of it",
            );
        }
        Ok(Expect::DutyInWords { rule })
    }

    fn expect_count(&mut self, count: u32) -> Read<Expect> {
        if self.take("answers") || self.take("answer") {
            return self.expect_answers(count);
        }
        let grade = if self.take("people") || self.take("person") {
            None
        } else if let Some(grade) = self.phrase(|lexicon| &lexicon.grades) {
            Some(grade)
        } else {
            let level = self.phrase_needed("grade or level", |lexicon| &lexicon.levels)?;
            self.need("under")?;
            return Ok(Expect::Unit(UnitExpect::UnitsUnder {
                count,
                level,
                under: self.unit()?,
            }));
        };
        self.need("in")?;
        Ok(Expect::Member(MemberExpect::People {
            count,
            grade,
            unit: self.unit()?,
        }))
    }

    #[expect(clippy::too_many_lines, reason = "a list, a line or a stanza a room")]
    fn expect_of_name(&mut self) -> Read<Expect> {
        let known_unit = self
            .peek_name()
            .is_some_and(|name| self.cast.units.contains_key(name));
        let known_person = self
            .peek_name()
            .is_some_and(|name| self.cast.people.contains(name));
        if known_unit && !known_person {
            let unit = self.unit()?;
            if self.take("has") {
                return self.expect_received(unit);
            }
            if self.take("lists") {
                return self.expect_body(unit);
            }
            if self.take("sends") {
                return self.expect_seats(unit);
            }
            if self.take("holds") {
                return self.expect_award(unit);
            }
            let _is = self.take("is");
            if let Some(on) = self.last_visited()? {
                return Ok(Expect::Visit(VisitExpect::Last { unit, on }));
            }
            self.need("dissolved")?;
            return Ok(Expect::Unit(UnitExpect::Dissolved { unit }));
        }
        let person = self.person()?;
        if self.take("in") {
            let nowhere = self.take_all(&["no", "unit"]);
            let unit = if nowhere { None } else { Some(self.unit()?) };
            return Ok(Expect::Member(MemberExpect::Belongs { person, unit }));
        }
        if self.take_all(&["waits", "until"]) {
            let until = self.day()?;
            return Ok(Expect::Procedure(ProcedureExpect::Waits { person, until }));
        }
        if self.take("has") {
            return self.expect_left(person);
        }
        if self.take("sits") {
            return self.expect_sits(person);
        }
        if self.take("owes") {
            return self.expect_owes(person);
        }
        if self.take("may") {
            let may = !self.take("not");
            let action = self.phrase_needed("action", |lexicon| &lexicon.actions)?;
            self.need("in")?;
            return Ok(Expect::May {
                person,
                may,
                action,
                unit: self.unit()?,
            });
        }
        if self.take("awaits") {
            return self.expect_awaits(person);
        }
        if self.take("is") {
            let holds = !self.take("not");
            let _article = self.take("a") || self.take("an");
            if holds && let Some(grade) = self.phrase(|lexicon| &lexicon.grades) {
                return Ok(Expect::Member(MemberExpect::HasGrade { person, grade }));
            }
            let post = self.phrase_needed("grade or post", |lexicon| &lexicon.posts)?;
            self.need("of")?;
            return Ok(Expect::Post(PostExpect::Holds {
                person,
                holds,
                post,
                unit: self.unit()?,
            }));
        }
        self.wrong("`in`, `is`, `owes`, `may` or `waits until`", "")
    }
}
