//! Deeds about conferences.

use super::{Line, Read};
use crate::case::{
    Attends, CONFERENCE_CAPACITIES, CONFERENCE_ITEMS, Cast, ConferenceDeed, ConferenceExpect, Deed,
    Entered, Expect, Sent,
};
use crate::rule::ConferenceKindId;

/// What is done about conferences.
pub(super) const VERBS: &[&str] = &[
    "convenes", "disbands", "sends", "recalls", "replaces", "seats", "unseats", "arranges",
    "tables", "removes", "counts", "voids",
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
            "arranges" => self.arranged()?,
            "tables" => self.tabled()?,
            "removes" => {
                let (item, of) = self.numbered("item")?;
                let reason = self.because()?;
                ConferenceDeed::StrikeItem { of, item, reason }
            }
            "counts" => self.counted()?,
            "voids" => {
                let (vote, of) = self.numbered("vote")?;
                let reason = self.because()?;
                ConferenceDeed::StrikeVote { of, vote, reason }
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

    /// One of a few words.
    fn one_of(&mut self, what: &str, words: &'static [&'static str]) -> Read<&'static str> {
        let found = words.iter().copied().find(|word| self.take(word));
        match found {
            Some(word) => Ok(word),
            None => self.wrong(what, format!("write one of: {}", words.join(", "))),
        }
    }

    /// `item 3 of congress`.
    fn numbered(&mut self, word: &str) -> Read<(u32, ConferenceKindId)> {
        self.need(word)?;
        let Some(number) = self.number() else {
            return self.wrong("its number", "the first is 1");
        };
        self.need("of")?;
        Ok((number, self.conference()?))
    }

    /// `congress with "Lee" as platform, "A guest" as guest`.
    fn arranged(&mut self) -> Read<ConferenceDeed> {
        let of = self.conference()?;
        self.need("with")?;
        let mut rows = Vec::new();
        loop {
            let (name, _) = self.name()?;
            self.need("as")?;
            rows.push(Attends {
                known: self.cast.people.contains(&name),
                name,
                capacity: self.one_of("in which capacity", CONFERENCE_CAPACITIES)?,
            });
            if !self.comma() && !self.take("and") {
                return Ok(ConferenceDeed::Attend { of, rows });
            }
        }
    }

    /// `paper "A letter" at congress under 1 from "the delegates" to "everybody" read for 2024-05-01`.
    fn tabled(&mut self) -> Read<ConferenceDeed> {
        let kind = self.one_of("what is entered", CONFERENCE_ITEMS)?;
        let title = self.name()?.0;
        self.need("at")?;
        let of = self.conference()?;
        let mut entered = Entered {
            kind,
            title,
            under: None,
            sender: String::new(),
            addressee: String::new(),
            speaker: None,
            read: false,
            day: None,
        };
        if self.take("under") {
            entered.under = match self.number() {
                Some(number) => Some(number),
                None => return self.wrong("the number of an item", "the first is 1"),
            };
        }
        if self.take("from") {
            entered.sender = self.name()?.0;
        }
        if self.take("to") {
            entered.addressee = self.name()?.0;
        }
        if self.take("by") {
            entered.speaker = Some(self.person()?);
        }
        entered.read = self.take("read");
        entered.day = self.day_after("for")?;
        Ok(ConferenceDeed::Enter { of, entered })
    }

    /// `item 3 of congress with 40 present, 30 in favour, 8 against, 2 abstained as rules`.
    fn counted(&mut self) -> Read<ConferenceDeed> {
        let (item, of) = self.numbered("item")?;
        self.need("with")?;
        let present = self.figure("present")?;
        let favour = self.figure("for")?;
        let against = self.figure("against")?;
        let abstained = self.figure("abstained")?;
        let majority = if self.take("as") {
            self.majority_of(of)?
        } else {
            String::new()
        };
        Ok(ConferenceDeed::Count {
            of,
            cast: Cast {
                item,
                present,
                favour,
                against,
                abstained,
                majority,
            },
        })
    }

    fn majority_of(&mut self, of: ConferenceKindId) -> Read<String> {
        let charter = self.lexicon.charter;
        let rows = charter.conference(of).map(|rule| &rule.majorities);
        let ids: Vec<&String> = rows.into_iter().flatten().map(|row| &row.id).collect();
        match ids.into_iter().find(|id| self.take(id)) {
            Some(id) => Ok(id.clone()),
            None => self.wrong("a majority of this conference", ""),
        }
    }

    /// `vote 1 of congress carried` or `vote 1 of congress lost`, behind `vote`.
    pub(super) fn expect_vote(&mut self) -> Read<Expect> {
        let Some(vote) = self.number() else {
            return self.wrong("its number", "the first is 1");
        };
        self.need("of")?;
        let of = self.conference()?;
        let adopted = self.one_of("what came of it", &["carried", "lost"])? == "carried";
        Ok(Expect::Conference(ConferenceExpect::Adopted {
            of,
            vote,
            adopted,
        }))
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
