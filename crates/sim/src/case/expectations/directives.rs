//! What has to have come of a case for directives.

use std::collections::BTreeSet;

use charter::case::DirectiveExpect;
use kernel::{DirectiveId, UnitId};

use super::same;
use crate::case::{Names, Stage};

impl Stage {
    pub(super) fn expect_directive(&self, expect: &DirectiveExpect) -> Result<(), String> {
        match expect {
            DirectiveExpect::Reached {
                directive,
                unit,
                reached,
            } => {
                let (directive, unit) = (self.issued(directive)?, self.unit(unit)?);
                let goes_there = self.state.addressed_to(directive, unit)
                    || self.state.on_the_way(directive, unit);
                let on = self.state.received_on(directive, unit);
                let on = on.filter(|on| goes_there && *on <= self.today);
                same(on.is_some() == *reached, || match on {
                    Some(on) => format!("received on {on}"),
                    None => "not received".to_owned(),
                })
            }
            DirectiveExpect::Answers { count, directive } => {
                let directive = self.issued(directive)?;
                let units: BTreeSet<UnitId> = self
                    .state
                    .answers_to(directive)
                    .map(|answer| answer.unit)
                    .collect();
                let found = units.len();
                same(u32::try_from(found) == Ok(*count), || {
                    format!("{found} units have answered")
                })
            }
        }
    }

    fn issued(&self, text: &str) -> Result<DirectiveId, String> {
        self.directive(text)
            .ok_or_else(|| format!("there is no directive \"{text}\" (yet)"))
    }
}
