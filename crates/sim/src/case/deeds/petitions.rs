//! Deeds on petitions.

use charter::PetitionKindId;
use charter::case::PetitionDeed;
use kernel::petitions::{
    AnswerPetition, Ask, AskerKey, CorrectPetitionAnswer, ErasePetitions, PassOnPetition,
    RecordPetition, WithdrawPetition,
};
use kernel::{Command, PetitionId, UnitId};

use super::Scene;

impl Scene<'_> {
    pub(super) fn petition_command(&self, deed: &PetitionDeed) -> Result<Command, String> {
        let on = self.today;
        Ok(match deed {
            PetitionDeed::Ask {
                kind,
                unit,
                text,
                contact,
            } => {
                let unit = self.unit(unit)?;
                Command::from(Ask {
                    unit,
                    kind: kind.unwrap_or_else(|| self.first_kind(unit)),
                    text: text.clone(),
                    contact: contact.clone(),
                    key: Some(self.next_key()),
                })
            }
            PetitionDeed::Record {
                kind,
                unit,
                text,
                contact,
            } => Command::from(RecordPetition {
                unit: self.unit(unit)?,
                kind: *kind,
                text: text.clone(),
                contact: contact.clone(),
                key: None,
                on,
            }),
            PetitionDeed::PassOn {
                petition,
                to,
                reason,
            } => Command::from(PassOnPetition {
                petition: PetitionId(*petition),
                to: self.unit(to)?,
                reason: reason.clone(),
                on,
            }),
            PetitionDeed::Answer { petition, text } => Command::from(AnswerPetition {
                petition: PetitionId(*petition),
                text: text.clone(),
                on,
            }),
            PetitionDeed::Correct {
                petition,
                text,
                reason,
            } => Command::from(CorrectPetitionAnswer {
                petition: PetitionId(*petition),
                text: text.clone(),
                reason: reason.clone(),
                on,
            }),
            PetitionDeed::Withdraw { petition } => {
                let petition = PetitionId(*petition);
                // Whoever withdraws in a case is whoever asked, and holds the secret.
                let key = self.state.petition(petition).and_then(|it| it.key);
                Command::from(WithdrawPetition { petition, key })
            }
            PetitionDeed::Erase => Command::from(ErasePetitions),
        })
    }

    /// The first kind that units of the level take in; the first of all where they take in none.
    fn first_kind(&self, unit: UnitId) -> PetitionKindId {
        let level = self.state.standing_level(unit);
        let fits = |levels: &[charter::LevelId]| level.is_some_and(|it| levels.contains(&it));
        (0..)
            .zip(&self.charter.petitions)
            .find(|(_, rule)| fits(&rule.levels))
            .map_or(PetitionKindId(0), |(row, _)| PetitionKindId(row))
    }

    /// A hash of which nobody knows the secret, another for each petition and proceeding.
    pub(super) fn next_key(&self) -> AskerKey {
        let mut key = [0xca; 32];
        let petitions = self.state.petition_count().to_be_bytes();
        let number = petitions
            .into_iter()
            .chain(self.state.proceeding_count().to_be_bytes());
        for (to, from) in key.iter_mut().zip(number) {
            *to = from;
        }
        AskerKey(key)
    }
}
