//! Deeds about sessions of courses.

use super::{Line, Read};
use crate::case::{Deed, Expect, SessionOf, StudyDeed, StudyExpect};
use crate::rule::CourseId;

/// What is done about sessions.
pub(super) const VERBS: &[&str] = &["announces", "notes", "recounts", "cancels"];

impl Line<'_, '_> {
    pub(super) fn deed_on_study(&mut self, verb: &str) -> Read<Deed> {
        let course = self.course()?;
        let part = self.name()?.0;
        self.need("with")?;
        let unit = self.unit()?;
        self.need(if verb == "announces" { "for" } else { "of" })?;
        let session = SessionOf {
            course,
            part,
            unit,
            on: self.day()?,
        };
        let deed = match verb {
            "announces" => StudyDeed::Announce(session),
            "notes" => {
                self.need("for")?;
                let attended = self.attended()?;
                StudyDeed::Record { session, attended }
            }
            "recounts" => {
                self.need("to")?;
                let attended = self.attended()?;
                let reason = self.because()?;
                StudyDeed::Correct {
                    session,
                    attended,
                    reason,
                }
            }
            _ => StudyDeed::CallOff {
                session,
                reason: self.because_perhaps()?,
            },
        };
        Ok(Deed::Study(deed))
    }

    fn course(&mut self) -> Read<CourseId> {
        self.phrase_needed("course", |lexicon| &lexicon.courses)
    }

    /// `"Lee", "Pak" and "Kim"`, or `nobody`.
    fn attended(&mut self) -> Read<Vec<String>> {
        if self.take("nobody") {
            return Ok(Vec::new());
        }
        let mut people = vec![self.person()?];
        while self.comma() || self.take("and") {
            people.push(self.person()?);
        }
        Ok(people)
    }

    /// `"Lee" has 2 parts of basics left`, behind `has`.
    pub(super) fn expect_left(&mut self, person: String) -> Read<Expect> {
        let Some(parts) = self.number() else {
            return self.wrong("how many parts", "");
        };
        let _parts = self.take("parts") || self.take("part");
        self.need("of")?;
        let course = self.course()?;
        self.need("left")?;
        Ok(Expect::Study(StudyExpect::Left {
            person,
            parts,
            course,
        }))
    }
}
