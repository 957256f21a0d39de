//! What has to have come of a case for conferences.

use charter::case::ConferenceExpect;

use super::same;
use crate::case::Stage;
use crate::case::deeds::conferences::last_of;

impl Stage {
    pub(super) fn expect_conference(&self, expect: &ConferenceExpect) -> Result<(), String> {
        match expect {
            ConferenceExpect::Seats { of, unit, seats } => {
                let conference = last_of(&self.state, *of)?;
                let found = self.state.seats_of(conference, self.unit(unit)?);
                let found = found.map_or(0, |(row, _)| row.delegates);
                same(found == *seats, || format!("it sends {found}"))
            }
            ConferenceExpect::Sits { of, person, sits } => {
                let conference = last_of(&self.state, *of)?;
                let mandate = self.state.mandate(conference, self.person(person)?);
                let seated = mandate.is_some_and(|it| it.seated());
                same(seated == *sits, || {
                    let words = if seated { "a seat" } else { "no seat" };
                    words.to_owned()
                })
            }
        }
    }
}
