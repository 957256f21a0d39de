//! What is asked of units, and what becomes of it.

use charter::PetitionKindId;
use jiff::ToSpan;
use kernel::petitions::{
    AnswerPetition, Ask, AskerKey, CorrectPetitionAnswer, ErasePetitions, PassOnPetition,
    RecordPetition, WithdrawPetition,
};
use kernel::{Command, PetitionId, UnitId};

use super::Asking;

/// The first petition of a small organisation.
const FIRST: PetitionId = PetitionId(1);
const SECRET: Option<AskerKey> = Some(AskerKey([9; 32]));

fn words() -> String {
    "in a few words".to_owned()
}

/// Every kind there is, asked of the unit.
fn asking(it: &Asking<'_>) -> Vec<Command> {
    let kinds = u8::try_from(it.world().charter.petitions.len()).unwrap();
    (0..kinds)
        .map(|kind| {
            Command::from(Ask {
                unit: it.unit,
                kind: PetitionKindId(kind),
                text: words(),
                contact: None,
                key: SECRET,
            })
        })
        .collect()
}

fn answering(it: &Asking<'_>) -> Command {
    AnswerPetition {
        petition: FIRST,
        text: words(),
        on: it.world().today,
    }
    .into()
}

pub(super) fn ask(it: &mut Asking<'_>) {
    for command in asking(it) {
        it.ask(&[], command);
    }
}

pub(super) fn record(it: &mut Asking<'_>) {
    let kinds = u8::try_from(it.world().charter.petitions.len()).unwrap();
    for kind in 0..kinds {
        let command = RecordPetition {
            unit: it.unit,
            kind: PetitionKindId(kind),
            text: words(),
            contact: None,
            key: None,
            on: it.world().today,
        };
        it.ask(&[], command.into());
    }
}

pub(super) fn pass_on(it: &mut Asking<'_>) {
    let above: Vec<UnitId> = it.world().state.units_above(it.unit).collect();
    for asked in asking(it) {
        for to in &above {
            let command = PassOnPetition {
                petition: FIRST,
                to: *to,
                reason: words(),
                on: it.world().today,
            };
            it.ask(std::slice::from_ref(&asked), command.into());
        }
    }
}

pub(super) fn answer(it: &mut Asking<'_>) {
    for asked in asking(it) {
        it.ask(&[asked], answering(it));
    }
}

pub(super) fn correct(it: &mut Asking<'_>) {
    for asked in asking(it) {
        let command = CorrectPetitionAnswer {
            petition: FIRST,
            text: words(),
            reason: words(),
            on: it.world().today,
        };
        it.ask(&[asked, answering(it)], command.into());
    }
}

/// The operator asked here, and nobody else shows the secret.
pub(super) fn withdraw(it: &mut Asking<'_>) {
    for asked in asking(it) {
        let command = WithdrawPetition {
            petition: FIRST,
            key: None,
        };
        it.ask(&[asked], command.into());
    }
}

pub(super) fn erase(it: &mut Asking<'_>) {
    for asked in asking(it) {
        let mut world = it.world().clone();
        let answer = answering(it);
        let done = [asked, answer]
            .into_iter()
            .all(|command| world.try_to(kernel::Actor::Operator, command).is_ok());
        if done {
            world.today = world.today.saturating_add(500.days());
            it.ask_in(world, ErasePetitions.into());
        }
    }
}
