//! Deeds about visits.

use jiff::civil::Date;

use super::{Line, Read};
use crate::case::{Deed, VisitDeed};

/// What is done about visits.
pub(super) const VERBS: &[&str] = &["visits", "revises", "strikes"];

impl Line<'_, '_> {
    pub(super) fn deed_on_visit(&mut self, verb: &str) -> Read<Deed> {
        let deed = match verb {
            "visits" => {
                let unit = self.unit()?;
                let by = if self.take("for") {
                    Some(self.unit()?)
                } else {
                    None
                };
                VisitDeed::Record {
                    unit,
                    by,
                    held: self.day_after("held")?,
                    agreed: self.agreed()?,
                }
            }
            "revises" => {
                let (unit, held) = self.visit()?;
                self.need("to")?;
                VisitDeed::Correct {
                    unit,
                    held,
                    really: self.day()?,
                    agreed: self.agreed()?,
                    reason: self.because()?,
                }
            }
            _ => {
                if self.peek_name().is_some() {
                    return self.struck_agenda();
                }
                let _the = self.take("the");
                if self.take("promotion") {
                    return self.struck_promotion();
                }
                if self.take("transfer") {
                    return self.struck_transfer();
                }
                if self.take("decision") {
                    return self.struck_decision();
                }
                if self.take("election") {
                    return self.struck_election();
                }
                if self.take("confirmation") {
                    return self.struck_confirmation();
                }
                if self.take("handing") {
                    return self.struck_hand_over();
                }
                if self.take("taking") {
                    return self.struck_tenure(false);
                }
                if self.take("laying") {
                    return self.struck_tenure(true);
                }
                if let Some(deed) = self.struck_of_unit()? {
                    return Ok(deed);
                }
                if let Some(deed) = self.struck_money()? {
                    return Ok(deed);
                }
                let (unit, held) = self.visit()?;
                VisitDeed::Strike {
                    unit,
                    held,
                    reason: self.because()?,
                }
            }
        };
        Ok(Deed::Visit(deed))
    }

    /// `the visit to "No. 2" of 2017-12-20`.
    fn visit(&mut self) -> Read<(String, Date)> {
        let _the = self.take("the");
        self.need("visit")?;
        self.need("to")?;
        let unit = self.unit()?;
        self.need("of")?;
        Ok((unit, self.day()?))
    }

    /// `, agreeing "to meet on Mondays"`, where it stands there.
    fn agreed(&mut self) -> Read<Option<String>> {
        let _comma = self.comma();
        if self.take("agreeing") {
            return Ok(Some(self.name()?.0));
        }
        Ok(None)
    }

    /// `never visited` or `last visited on 2017-12-20`, where it stands there.
    pub(super) fn last_visited(&mut self) -> Read<Option<Option<Date>>> {
        if self.take_all(&["never", "visited"]) {
            return Ok(Some(None));
        }
        if self.take_all(&["last", "visited", "on"]) {
            return Ok(Some(Some(self.day()?)));
        }
        Ok(None)
    }
}
