//! Chance in what is asked.

use charter::PetitionKindId;
use kernel::petitions::{
    AnswerPetition, Ask, AskerKey, CorrectPetitionAnswer, ErasePetitions, PassOnPetition,
    RecordPetition, WithdrawPetition,
};
use kernel::{Command, PetitionId};

use super::Chance;

impl Chance {
    pub(super) fn of_petitions(&mut self) -> Command {
        let count = self.world.state.petition_count();
        let petition = PetitionId(count.saturating_sub(self.dice.number(4)));
        let (unit, on) = (self.unit(), self.day());
        let text = "a lamp".to_owned();
        let kind = PetitionKindId(u8::try_from(self.dice.below(2)).unwrap());
        let contact = (self.dice.below(2) == 0).then(|| "by the well".to_owned());
        let key = Some(AskerKey([3; 32]));
        match self.dice.below(14) {
            0..=2 => Command::from(Ask {
                unit,
                kind,
                text,
                contact,
                key,
            }),
            3 => Command::from(RecordPetition {
                unit,
                kind,
                text,
                contact,
                key: None,
                on,
            }),
            4 | 5 => {
                let held = self.world.state.petition(petition);
                let above = held.and_then(|it| self.world.state.units_above(it.unit).next());
                Command::from(PassOnPetition {
                    petition,
                    to: above.unwrap_or(unit),
                    reason: text,
                    on,
                })
            }
            6..=8 => Command::from(AnswerPetition { petition, text, on }),
            9..=11 => Command::from(CorrectPetitionAnswer {
                petition,
                reason: text.clone(),
                text,
                on,
            }),
            12 => Command::from(WithdrawPetition { petition, key }),
            _ => Command::from(ErasePetitions),
        }
    }
}
