//! Deeds on the register of affiliated bodies.

use super::{Line, Read};
use crate::case::{BodyDeed, BodyExpect, Deed, Expect};

/// What is done to the register.
pub(super) const VERBS: &[&str] = &["registers", "rectifies", "ends"];

impl Line<'_, '_> {
    pub(super) fn deed_on_body(&mut self, verb: &str) -> Read<Deed> {
        let deed = match verb {
            "registers" => {
                let kind = self.phrase_needed("kind of body", |lexicon| &lexicon.bodies)?;
                let name = self.name()?.0;
                self.need("with")?;
                let unit = self.unit()?;
                let since = self.day_after("since")?;
                let liaison = if self.take("through") {
                    Some(self.post()?)
                } else {
                    None
                };
                BodyDeed::Enter {
                    kind,
                    name,
                    unit,
                    since,
                    liaison,
                }
            }
            "rectifies" => {
                let (name, unit) = self.body()?;
                self.need("to")?;
                let to = self.name()?.0;
                let since = self.day_after("since")?;
                BodyDeed::Correct {
                    name,
                    unit,
                    to,
                    since,
                    reason: self.because()?,
                }
            }
            _ => {
                let (name, unit) = self.body()?;
                BodyDeed::End {
                    name,
                    unit,
                    reason: self.because_perhaps()?,
                }
            }
        };
        Ok(Deed::Body(deed))
    }

    /// `"Choir" of "No. 2"`.
    fn body(&mut self) -> Read<(String, String)> {
        let name = self.name()?.0;
        self.need("of")?;
        Ok((name, self.unit()?))
    }

    /// `"No. 2" lists "Choir"` or `lists no "Choir"`, behind `lists`.
    pub(super) fn expect_body(&mut self, unit: String) -> Read<Expect> {
        let listed = !self.take("no");
        let name = self.name()?.0;
        Ok(Expect::Body(BodyExpect::Listed { unit, name, listed }))
    }
}
