//! What has to have come of a case for petitions.

use charter::case::PetitionExpect;
use kernel::PetitionId;
use kernel::petitions::{Petition, PetitionStanding};

use super::same;
use crate::case::Stage;

impl Stage {
    pub(super) fn expect_petition(&self, expect: &PetitionExpect) -> Result<(), String> {
        match expect {
            PetitionExpect::Waits {
                petition,
                unit,
                until,
            } => {
                let (it, unit) = (self.petition(*petition)?, self.unit(unit)?);
                let holds = it.standing == PetitionStanding::Waiting
                    && it.unit == unit
                    && until.is_none_or(|until| until == it.due);
                same(holds, || self.described_petition(&it))
            }
            PetitionExpect::Answered { petition, answered } => {
                let it = self.petition(*petition)?;
                let found = it.standing == PetitionStanding::Answered;
                same(found == *answered, || self.described_petition(&it))
            }
            PetitionExpect::Withdrawn { petition } => {
                let it = self.petition(*petition)?;
                same(it.standing == PetitionStanding::Withdrawn, || {
                    self.described_petition(&it)
                })
            }
            PetitionExpect::Erased { petition, erased } => {
                let it = self.petition(*petition)?;
                same(it.erased.is_some() == *erased, || match it.erased {
                    Some(on) => format!("erased on {on}"),
                    None => "not erased".to_owned(),
                })
            }
        }
    }

    fn petition(&self, number: u32) -> Result<Petition, String> {
        self.state
            .petition(PetitionId(number))
            .ok_or_else(|| format!("nothing of number {number} was asked (yet)"))
    }

    fn described_petition(&self, it: &Petition) -> String {
        let unit = self.unit_name(it.unit);
        match it.standing {
            PetitionStanding::Waiting => format!("it waits in \"{unit}\" until {}", it.due),
            PetitionStanding::Answered => format!("answered by \"{unit}\""),
            PetitionStanding::Withdrawn => "withdrawn".to_owned(),
        }
    }
}
