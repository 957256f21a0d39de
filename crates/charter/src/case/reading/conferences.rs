//! Deeds about conferences.

use super::{Line, Read};
use crate::case::{ConferenceDeed, ConferenceExpect, Deed, Expect, Sent};
use crate::rule::ConferenceKindId;

/// What is done about conferences.
pub(super) const VERBS: &[&str] = &[
    "convenes", "disbands", "sends", "recalls", "replaces", "seats", "unseats",
];

impl Line<'_, '_> {
    pub(super) fn deed_on_conference(&mut self, verb: &str) -> Read<Deed> {
        let deed = match verb {
            "convenes" => self.called()?,
            "disbands" => ConferenceDeed::CallOff {
                of: self.conference()?,
                reason: self.because()?,
            },
            "sends" => self.sent()?,
            "recalls" => {
                let unit = self.unit()?;
                self.need("from")?;
                ConferenceDeed::Strike {
                    unit,
                    of: self.conference()?,
                    reason: self.because()?,
                }
            }
            "replaces" => {
                let (person, of) = self.somebody_at()?;
                let reason = self.because()?;
                ConferenceDeed::Replace { of, person, reason }
            }
            "seats" => {
                let (person, of) = self.somebody_at()?;
                ConferenceDeed::CheckIn { of, person }
            }
            _ => {
                let (person, of) = self.somebody_at()?;
                let reason = self.because()?;
                ConferenceDeed::StrikeCheckIn { of, person, reason }
            }
        };
        Ok(Deed::Conference(deed))
    }

    fn conference(&mut self) -> Read<ConferenceKindId> {
        let _the = self.take("the");
        self.phrase_needed("conference", |lexicon| &lexicon.conferences)
    }

    /// `"Lee" at congress`.
    fn somebody_at(&mut self) -> Read<(String, ConferenceKindId)> {
        let person = self.person()?;
        self.need("at")?;
        Ok((person, self.conference()?))
    }

    /// `congress of "The Union" by 2024-01-31 from 2024-05-01 until 2024-05-03`.
    fn called(&mut self) -> Read<ConferenceDeed> {
        let of = self.conference()?;
        self.need("of")?;
        let unit = self.unit()?;
        self.need("by")?;
        let key_day = self.day()?;
        self.need("from")?;
        let first = self.day()?;
        let last = self.day_after("until")?.unwrap_or(first);
        Ok(ConferenceDeed::Call {
            of,
            unit,
            key_day,
            first,
            last,
        })
    }

    /// `"Lee" and "Pak" from "Docks" to congress with 60 entitled, 31 ballots, substitutes "Kim"`.
    fn sent(&mut self) -> Read<ConferenceDeed> {
        let delegates = self.people()?;
        self.need("from")?;
        let unit = self.unit()?;
        self.need("to")?;
        let of = self.conference()?;
        self.need("with")?;
        let entitled = self.figure("entitled")?;
        let ballots = self.figure("ballots")?;
        let mut substitutes = Vec::new();
        if self.take("substitutes") || self.take("substitute") {
            substitutes = self.people()?;
        }
        Ok(ConferenceDeed::Send {
            of,
            sent: Sent {
                unit,
                delegates,
                substitutes,
                entitled,
                ballots,
            },
        })
    }

    /// `"Lee", "Pak" and "Kim"`.
    fn people(&mut self) -> Read<Vec<String>> {
        let mut people = vec![self.person()?];
        while self.comma() || self.take("and") {
            people.push(self.person()?);
        }
        Ok(people)
    }

    /// `"Docks" sends 3 to congress`, behind `sends`.
    pub(super) fn expect_seats(&mut self, unit: String) -> Read<Expect> {
        let Some(seats) = self.number() else {
            return self.wrong("how many delegates", "");
        };
        self.need("to")?;
        let of = self.conference()?;
        Ok(Expect::Conference(ConferenceExpect::Seats {
            of,
            unit,
            seats,
        }))
    }

    /// `"Lee" sits at congress` or `sits not at congress`, behind `sits`.
    pub(super) fn expect_sits(&mut self, person: String) -> Read<Expect> {
        let sits = !self.take("not");
        self.need("at")?;
        let of = self.conference()?;
        Ok(Expect::Conference(ConferenceExpect::Sits {
            of,
            person,
            sits,
        }))
    }
}
