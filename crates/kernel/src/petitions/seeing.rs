//! Who may bring a petition where, and who sees what of one.

use charter::{Action, AskedBy, PetitionKindId, PetitionRule};
use jiff::civil::Date;

use super::{AskerKey, Petition, PetitionCommand, Step};
use crate::ids::{PersonId, PetitionId, UnitId};
use crate::procedures::ProcedureCommand;
use crate::request::{Actor, Command};
use crate::rights;
use crate::state::State;

/// How much of a petition somebody sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sight {
    /// Its number, its days and where it went, and nothing that was written.
    Course,
    /// What was written too.
    Whole,
}

/// The kinds of petition that somebody may bring to a unit. Where there is any,
/// they may know of the unit: a charter that lets everybody ask lets everybody
/// know whom.
#[must_use]
pub fn kinds_open(state: &State, viewer: Actor, today: Date, unit: UnitId) -> Vec<PetitionKindId> {
    let (Some(charter), Some(level)) = (state.charter_on(today), state.standing_level(unit)) else {
        return Vec::new();
    };
    (0..)
        .zip(&charter.petitions)
        .filter(|(_, rule)| rule.levels.contains(&level) && asks(state, viewer, rule))
        .map(|(row, _)| PetitionKindId(row))
        .collect()
}

/// Whether a command needs no name: asking does not, nor applying where the charter lets
/// anybody apply, and taking back what one asked or applied for. This is the one list of what anybody can do from outside.
pub(crate) fn is_open_to_all(command: &Command) -> bool {
    match command {
        Command::Petition(PetitionCommand::Ask(_) | PetitionCommand::Withdraw(_))
        | Command::Procedure(ProcedureCommand::Open(_) | ProcedureCommand::Drop(_)) => true,
        Command::Petition(
            PetitionCommand::Record(_)
            | PetitionCommand::PassOn(_)
            | PetitionCommand::Answer(_)
            | PetitionCommand::Correct(_)
            | PetitionCommand::Erase(_),
        )
        | Command::AdoptCharter(_)
        | Command::Unit(_)
        | Command::Member(_)
        | Command::Post(_)
        | Command::Meeting(_)
        | Command::Directive(_)
        | Command::Report(_)
        | Command::Award(_)
        | Command::Body(_)
        | Command::Conference(_)
        | Command::Study(_)
        | Command::Visit(_)
        | Command::Bulletin(_)
        | Command::Procedure(
            ProcedureCommand::Sponsor(_)
            | ProcedureCommand::StopSponsoring(_)
            | ProcedureCommand::Decide(_)
            | ProcedureCommand::StrikeDecision(_)
            | ProcedureCommand::LetTimeDecide(_)
            | ProcedureCommand::Erase(_),
        )
        | Command::Dues(_)
        | Command::EnterRegister(_)
        | Command::Act(_) => false,
    }
}

/// Whether the rule lets this one ask.
pub(super) fn asks(state: &State, viewer: Actor, rule: &PetitionRule) -> bool {
    match (rule.from, viewer) {
        (AskedBy::Anyone, _) | (AskedBy::Members, Actor::Operator) => true,
        (AskedBy::Members, Actor::Public) => false,
        (AskedBy::Members, Actor::Person(person)) => state.members.unit_of(person).is_some(),
    }
}

/// What somebody may see of a petition; none where they may not know of it.
#[must_use]
pub fn may_see(state: &State, viewer: Actor, today: Date, petition: PetitionId) -> Option<Sight> {
    let it = state.petition(petition)?;
    match viewer {
        Actor::Operator => return Some(Sight::Whole),
        Actor::Public => return None,
        Actor::Person(person) if it.asker == Some(person) => return Some(Sight::Whole),
        Actor::Person(_) => {}
    }
    let sees = |unit| rights::may(state, viewer, today, Action::SeePetitions, unit);
    if sees(it.unit) {
        return Some(Sight::Whole);
    }
    let after = state
        .charter_on(today)
        .and_then(|charter| charter.petition(it.kind))
        .is_some_and(|rule| rule.seen_after);
    let before = state
        .petition_steps(petition)
        .into_iter()
        .any(|step| step.what.is_arrival() && sees(step.unit));
    before.then_some(if after { Sight::Whole } else { Sight::Course })
}

/// The petition of whoever holds the secret with this hash.
#[must_use]
pub fn by_whom_asked(state: &State, petition: PetitionId, key: AskerKey) -> Option<Petition> {
    state.petition(petition).filter(|it| it.key == Some(key))
}

impl State {
    /// A petition. Without regard to who asks: see [`may_see`].
    #[must_use]
    pub fn petition(&self, petition: PetitionId) -> Option<Petition> {
        self.petitions.get(petition)
    }

    /// How many petitions there ever were; their numbers run from one to this.
    #[must_use]
    pub fn petition_count(&self) -> u32 {
        self.petitions.count()
    }

    /// What became of a petition, in the order it happened.
    #[must_use]
    pub fn petition_steps(&self, petition: PetitionId) -> Vec<Step> {
        self.petitions.steps_of(petition)
    }

    /// Every petition that a unit has or once had, the one that came last first.
    #[must_use]
    pub fn petitions_of(&self, unit: UnitId) -> Vec<PetitionId> {
        self.petitions.of_unit(unit)
    }

    /// How many petitions wait in a unit for an answer.
    #[must_use]
    pub fn petitions_waiting(&self, unit: UnitId) -> u32 {
        self.petitions.waiting(unit)
    }

    /// The petitions that wait in a unit for an answer, the one that came last first.
    pub fn petitions_waiting_in(&self, unit: UnitId) -> impl Iterator<Item = Petition> + '_ {
        self.petitions.waiting_in(unit)
    }

    /// The petitions that a person of the organisation asked, the newest first.
    pub fn petitions_by(&self, person: PersonId) -> impl Iterator<Item = Petition> + '_ {
        (1..=self.petition_count())
            .rev()
            .filter(move |number| self.petitions.asker(PetitionId(*number)) == Some(person))
            .filter_map(|number| self.petition(PetitionId(number)))
    }
}
