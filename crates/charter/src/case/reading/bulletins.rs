//! Deeds about bulletins.

use super::{Line, Read};
use crate::case::{
    AboutDeed, AwardOf, BULLETIN_STANDINGS, BulletinDeed, BulletinExpect, BulletinOf, Deed, Expect,
};

/// What is done about bulletins.
pub(super) const VERBS: &[&str] = &[
    "drafts",
    "attaches",
    "detaches",
    "rewrites",
    "emends",
    "reviews",
    "returns",
    "publishes",
    "retracts",
];

impl Line<'_, '_> {
    pub(super) fn deed_on_bulletin(&mut self, verb: &str) -> Read<Deed> {
        if verb == "drafts" {
            return self.draft();
        }
        if verb == "attaches" {
            let _a = self.take("a");
            self.need("picture")?;
            let picture = self.name()?.0;
            self.need("to")?;
            let of = self.bulletin()?;
            return Ok(Deed::Bulletin(BulletinDeed::Attach { of, picture }));
        }
        if verb == "detaches" {
            return self.detach();
        }
        let of = self.bulletin()?;
        let deed = match verb {
            "rewrites" => {
                self.need("to")?;
                let text = self.name()?.0;
                BulletinDeed::Revise { of, text }
            }
            "emends" => {
                self.need("to")?;
                let text = self.name()?.0;
                let reason = self.because()?;
                BulletinDeed::Correct { of, text, reason }
            }
            "reviews" => BulletinDeed::Review(of),
            "returns" => {
                let reason = self.because()?;
                BulletinDeed::SendBack { of, reason }
            }
            "publishes" => BulletinDeed::Publish(of),
            _ => {
                let reason = self.because()?;
                BulletinDeed::Withdraw { of, reason }
            }
        };
        Ok(Deed::Bulletin(deed))
    }

    /// `a bulletin of "No. 2" "We met." about the meeting of 2017-12-20`.
    fn draft(&mut self) -> Read<Deed> {
        let _a = self.take("a");
        self.need("bulletin")?;
        self.need("of")?;
        let unit = self.unit()?;
        let text = self.name()?.0;
        let about = if self.take("about") {
            Some(self.about(&unit)?)
        } else {
            None
        };
        Ok(Deed::Bulletin(BulletinDeed::Draft { unit, text, about }))
    }

    /// `picture 1 of bulletin 1 of "No. 2" because "she asked for it"`.
    fn detach(&mut self) -> Read<Deed> {
        let _the = self.take("the");
        self.need("picture")?;
        let Some(picture) = self.number() else {
            return self.wrong("which picture", "write 1 for the first that is kept");
        };
        self.need("of")?;
        let of = self.bulletin()?;
        let reason = self.because()?;
        Ok(Deed::Bulletin(BulletinDeed::Detach {
            of,
            picture,
            reason,
        }))
    }

    /// `the meeting of 2017-12-20`, `the award loyalty for 2016-01-01`, or `the congress`.
    fn about(&mut self, unit: &str) -> Read<AboutDeed> {
        let _the = self.take("the");
        if self.take("award") {
            return Ok(AboutDeed::Award(AwardOf {
                award: self.phrase_needed("award", |lexicon| &lexicon.awards)?,
                unit: if self.take("to") {
                    self.unit()?
                } else {
                    unit.to_owned()
                },
                period: self.day_after("for")?,
            }));
        }
        if let Some(of) = self.phrase(|lexicon| &lexicon.conferences) {
            return Ok(AboutDeed::Conference(of));
        }
        self.need("meeting")?;
        self.need("of")?;
        Ok(AboutDeed::Meeting(self.day()?))
    }

    /// `bulletin 1 of "No. 2"`.
    fn bulletin(&mut self) -> Read<BulletinOf> {
        let _the = self.take("the");
        self.need("bulletin")?;
        let Some(number) = self.number() else {
            return self.wrong("which bulletin", "write 1 for the first that was drafted");
        };
        self.need("of")?;
        Ok(BulletinOf {
            number,
            unit: self.unit()?,
        })
    }

    /// `bulletin 1 of "No. 2" published`, behind nothing.
    pub(super) fn expect_bulletin(&mut self) -> Read<Expect> {
        let of = self.bulletin()?;
        for standing in BULLETIN_STANDINGS.iter().copied() {
            let words: Vec<&str> = standing.split(' ').collect();
            if self.take_all(&words) {
                return Ok(Expect::Bulletin(BulletinExpect::Stands { of, standing }));
            }
        }
        let help = format!("write one of {}", BULLETIN_STANDINGS.join(", "));
        self.wrong("how things stand with it", help)
    }

    /// Whether the line goes on with a bulletin.
    pub(super) fn begins_with_bulletin(&self) -> bool {
        use super::super::words::{Token, What};
        matches!(
            self.tokens.first(),
            Some(Token { what: What::Word(word), .. }) if word == "bulletin"
        )
    }
}
