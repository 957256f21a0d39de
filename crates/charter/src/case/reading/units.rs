//! Deeds on units.

use super::{Line, Read};
use crate::case::{Deed, Share, StruckOfUnit, UnitDeed};

/// What is done to units.
pub(super) const VERBS: &[&str] = &[
    "founds",
    "renames",
    "moves",
    "splits",
    "forms",
    "merges",
    "dissolves",
];

impl Line<'_, '_> {
    pub(super) fn deed_on_unit(&mut self, verb: &str) -> Read<Deed> {
        match verb {
            "founds" => {
                let level = self.phrase_needed("level", |lexicon| &lexicon.levels)?;
                let (name, span) = self.name()?;
                let under = if self.take("under") {
                    Some(self.unit()?)
                } else {
                    None
                };
                self.introduce_unit(&name, Some(level), &span)?;
                Ok(Deed::Unit(UnitDeed::Found { level, name, under }))
            }
            "renames" => {
                let unit = self.unit()?;
                self.need("to")?;
                Ok(Deed::Unit(UnitDeed::Rename {
                    unit,
                    to: self.name()?.0,
                }))
            }
            "moves" => {
                let unit = self.unit()?;
                self.need("under")?;
                Ok(Deed::Unit(UnitDeed::Move {
                    unit,
                    under: self.unit()?,
                }))
            }
            "splits" => {
                let unit = self.unit()?;
                Ok(Deed::Unit(UnitDeed::Split {
                    unit,
                    parts: self.shares()?,
                }))
            }
            "forms" => {
                let level = self.phrase_needed("level", |lexicon| &lexicon.levels)?;
                self.need("from")?;
                let unit = self.unit()?;
                let parts = self.shares()?;
                self.cast.units.insert(unit.clone(), None);
                Ok(Deed::Unit(UnitDeed::Form { level, unit, parts }))
            }
            "merges" => {
                let from = self.unit()?;
                self.need("into")?;
                Ok(Deed::Unit(UnitDeed::Merge {
                    from,
                    into: self.unit()?,
                }))
            }
            _ => Ok(Deed::Unit(UnitDeed::Dissolve { unit: self.unit()? })),
        }
    }

    /// `strikes the move of "No. 3" because "it was No. 4"`, and the same with `founding`,
    /// `renaming` and `dissolution`, behind `the`, where one of these stands there.
    pub(super) fn struck_of_unit(&mut self) -> Read<Option<Deed>> {
        let kinds = [
            ("founding", StruckOfUnit::Founding),
            ("renaming", StruckOfUnit::Renaming),
            ("move", StruckOfUnit::Move),
            ("dissolution", StruckOfUnit::Dissolution),
        ];
        let said = kinds.into_iter().find(|(word, _)| self.take(word));
        let Some((_, what)) = said else {
            return Ok(None);
        };
        self.need("of")?;
        Ok(Some(Deed::Unit(UnitDeed::Strike {
            what,
            unit: self.unit()?,
            reason: self.because()?,
        })))
    }

    /// `giving 15 people to "No. 3", "Kim" and 9 people to "No. 4"`.
    fn shares(&mut self) -> Read<Vec<Share>> {
        self.need("giving")?;
        let mut shares = Vec::new();
        loop {
            let mut share = Share {
                count: 0,
                named: Vec::new(),
                to: String::new(),
            };
            loop {
                if let Some(count) = self.number() {
                    let _word = self.take("people") || self.take("person");
                    share.count = share.count.saturating_add(count);
                } else {
                    share.named.push(self.person()?);
                }
                if !self.take("and") {
                    break;
                }
            }
            self.need("to")?;
            let (to, span) = self.name()?;
            self.introduce_unit(&to, None, &span)?;
            share.to = to;
            shares.push(share);
            if !self.comma() {
                return Ok(shares);
            }
        }
    }
}
