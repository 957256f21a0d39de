//! Commands about petitions.

use charter::PetitionKindId;
use kernel::petitions::{
    ASKED_CHARACTERS_MAX, AnswerPetition, Ask, AskerKey, CorrectPetitionAnswer, ErasePetitions,
    PassOnPetition, PetitionStanding, RecordPetition, WithdrawPetition,
};
use kernel::{Command, PetitionId, State, UnitId};

use super::Workload;

impl Workload {
    pub(super) fn of_petitions(&mut self, state: &State) -> Command {
        let (petition, on) = (self.petition(state), self.day());
        match self.dice.below(20) {
            0..=5 => {
                let kind = self.petition_kind();
                Command::from(Ask {
                    unit: self.asked(state, kind),
                    kind,
                    text: self.asking(),
                    contact: self.contact(),
                    key: Some(self.secret()),
                })
            }
            6..=8 => {
                let kind = self.petition_kind();
                Command::from(RecordPetition {
                    unit: self.asked(state, kind),
                    kind,
                    text: self.asking(),
                    contact: self.contact(),
                    key: None,
                    on,
                })
            }
            9..=12 => Command::from(PassOnPetition {
                petition,
                to: self.passed_to(state, petition),
                reason: self.words(),
                on,
            }),
            13 | 14 => Command::from(AnswerPetition {
                petition,
                text: self.words(),
                on,
            }),
            15 | 16 => Command::from(CorrectPetitionAnswer {
                petition: self.answered(state),
                text: self.words(),
                reason: self.words(),
                on,
            }),
            17 => {
                let known = state.petition(petition).and_then(|it| it.key);
                let key = known.filter(|_| !self.dice.one_in(4));
                Command::from(WithdrawPetition { petition, key })
            }
            _ => Command::from(ErasePetitions),
        }
    }

    fn petition_kind(&mut self) -> PetitionKindId {
        let kinds = self.charter.petitions.len();
        if self.dice.one_in(15) {
            return PetitionKindId(u8::MAX);
        }
        PetitionKindId(self.dice.byte_below(kinds))
    }

    /// One of the last petitions, mostly; now and then one that does not exist.
    pub(super) fn petition(&mut self, state: &State) -> PetitionId {
        let count = state.petition_count();
        if self.dice.one_in(15) {
            return PetitionId(if self.dice.one_in(2) { 0 } else { u32::MAX });
        }
        PetitionId(count.saturating_sub(self.dice.below(6)))
    }

    /// One of the last that were answered, mostly.
    fn answered(&mut self, state: &State) -> PetitionId {
        let count = state.petition_count();
        let oldest = count.saturating_sub(30);
        let answered: Vec<PetitionId> = (oldest..=count)
            .map(PetitionId)
            .filter(|id| {
                let standing = state.petition(*id).map(|it| it.standing);
                standing == Some(PetitionStanding::Answered)
            })
            .collect();
        let petition = self.dice.pick(&answered).filter(|_| !self.dice.one_in(4));
        petition.unwrap_or_else(|| self.petition(state))
    }

    /// A unit of a level that takes it in, mostly.
    fn asked(&mut self, state: &State, kind: PetitionKindId) -> UnitId {
        let levels = self.charter.petition(kind).map(|rule| rule.levels.clone());
        let levels = levels.unwrap_or_default();
        let able: Vec<UnitId> = state
            .standing_units()
            .filter(|unit| {
                self.level_of(state, *unit)
                    .is_some_and(|level| levels.contains(&level))
            })
            .collect();
        let unit = self.dice.pick(&able).filter(|_| !self.dice.one_in(10));
        unit.unwrap_or_else(|| self.unit(state))
    }

    /// Up, sideways, or anywhere.
    fn passed_to(&mut self, state: &State, petition: PetitionId) -> UnitId {
        let Some(it) = state.petition(petition) else {
            return self.unit(state);
        };
        match self.dice.below(5) {
            0..=2 => {
                let above: Vec<UnitId> = state.units_above(it.unit).take(10).collect();
                let unit = self.dice.pick(&above);
                unit.unwrap_or_else(|| self.unit(state))
            }
            3 => self.asked(state, it.kind),
            _ => self.unit(state),
        }
    }

    fn contact(&mut self) -> Option<String> {
        match self.dice.below(10) {
            0 => Some(String::new()),
            1..=4 => Some("at the market, on Tuesdays".to_owned()),
            _ => None,
        }
    }

    fn asking(&mut self) -> String {
        if self.dice.one_in(40) {
            return "x".repeat(ASKED_CHARACTERS_MAX + 1);
        }
        self.words()
    }

    pub(super) fn secret(&mut self) -> AskerKey {
        let mut key = [1; 32];
        for byte in &mut key {
            *byte = self.dice.byte_below(256);
        }
        AskerKey(key)
    }
}
