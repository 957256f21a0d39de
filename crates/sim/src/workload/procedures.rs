//! Commands about proceedings.

use charter::{About, Effect, ProcedureId, StepActor};
use kernel::procedures::{
    DecideStep, DropProceeding, EraseApplicants, LetTimeDecide, OpenProceeding, Proceeding,
    SponsorProceeding, StopSponsoring, StrikeDecision, Votes,
};
use kernel::{Command, PersonId, ProceedingId, State};

use super::Workload;

impl Workload {
    pub(super) fn of_procedures(&mut self, state: &State) -> Command {
        if self.dice.one_in(3) {
            return self.opening(state);
        }
        if self.dice.one_in(9) {
            return self.strikes_decision(state);
        }
        if self.dice.one_in(12) {
            return Command::from(EraseApplicants);
        }
        let Some(it) = self.proceeding(state) else {
            return self.opening(state);
        };
        let on = self.day();
        let turn = state.turn(&it, self.today);
        let signing = turn.is_some_and(|turn| matches!(turn.row.by, StepActor::Sponsors { .. }));
        match self.dice.below(16) {
            0 => Command::from(DropProceeding {
                proceeding: it.id,
                key: it.key.filter(|_| !self.dice.one_in(4)),
                on,
            }),
            1 => Command::from(LetTimeDecide { proceeding: it.id }),
            2 | 10..=15 => self.stops_signing(state, &it),
            3 | 4 => self.signs(state, &it),
            _ if signing => self.signs(state, &it),
            _ => {
                let outcomes = turn.map_or(0, |turn| turn.row.outcomes.len());
                let step = turn.map_or(0, |turn| turn.step.step);
                let voting =
                    turn.is_some_and(|turn| matches!(turn.row.by, StepActor::Meeting { .. }));
                let votes = (voting != self.dice.one_in(15)).then(|| self.votes(state, &it));
                Command::from(DecideStep {
                    proceeding: it.id,
                    step: if self.dice.one_in(15) {
                        self.dice.byte_below(4)
                    } else {
                        step
                    },
                    outcome: if self.dice.one_in(20) {
                        u8::MAX
                    } else {
                        self.dice.byte_below(outcomes)
                    },
                    votes,
                    on,
                })
            }
        }
    }

    /// Mostly of one that has been decided lately.
    fn strikes_decision(&mut self, state: &State) -> Command {
        let count = state.proceeding_count();
        let decided: Vec<ProceedingId> = (0..count)
            .map(ProceedingId)
            .filter(|id| {
                let last = state.decisions_of(*id).next();
                last.is_some_and(|it| !it.by_time)
            })
            .collect();
        let lately = decided.len().saturating_sub(8);
        let lately = decided.get(lately..).unwrap_or_default();
        let picked = self.dice.pick(lately).filter(|_| !self.dice.one_in(8));
        Command::from(StrikeDecision {
            proceeding: picked.unwrap_or_else(|| ProceedingId(self.dice.below(count.max(1)))),
            reason: self.words(),
        })
    }

    /// Mostly one that is under way; sometimes any, or one that never was.
    fn proceeding(&mut self, state: &State) -> Option<Proceeding> {
        let count = state.proceeding_count();
        if self.dice.one_in(6) {
            let id = ProceedingId(self.dice.below(count.saturating_add(1)));
            return state.proceeding(id);
        }
        let open: Vec<Proceeding> = (0..count)
            .filter_map(|id| state.proceeding(ProceedingId(id)))
            .filter(|it| it.course.is_open())
            .collect();
        self.dice.pick(&open)
    }

    fn opening(&mut self, state: &State) -> Command {
        let procedure = if self.dice.one_in(25) {
            ProcedureId(u8::MAX)
        } else {
            ProcedureId(self.dice.byte_below(self.charter.procedures.len()))
        };
        let rule = self.charter.procedure(procedure).cloned();
        let rule_is_open = rule.as_ref().is_some_and(|rule| rule.from_anyone);
        let unit = self.base(state);
        let about = rule.as_ref().map(|rule| rule.about);
        let person = match about {
            _ if self.dice.one_in(12) => Some(self.person(state)),
            Some(About::Applicant) if self.dice.one_in(2) => self.outsider(state),
            Some(About::Member) => Some(self.person_in(state, unit)),
            Some(About::Applicant | About::Unit) | None => None,
        };
        let transfers = rule.is_some_and(|rule| rule.effects().any(|it| it == Effect::Transfer));
        let to = (transfers != self.dice.one_in(15)).then(|| self.base(state));
        let open = rule_is_open && person.is_none();
        Command::from(OpenProceeding {
            procedure,
            unit,
            person,
            to,
            key: open.then(|| self.secret()),
            on: if open { self.today } else { self.day() },
        })
    }

    /// Somebody with a number who belongs nowhere.
    fn outsider(&mut self, state: &State) -> Option<PersonId> {
        let people = (0..state.person_count()).map(PersonId);
        let outside: Vec<PersonId> = people
            .filter(|person| state.membership(*person).is_none())
            .collect();
        self.dice.pick(&outside)
    }

    fn signs(&mut self, state: &State, it: &Proceeding) -> Command {
        let unit = if self.dice.one_in(3) {
            self.base(state)
        } else {
            it.unit
        };
        Command::from(SponsorProceeding {
            proceeding: it.id,
            sponsor: self.person_in(state, unit),
            on: self.day(),
        })
    }

    /// Mostly somebody who signed something that is still under way.
    fn stops_signing(&mut self, state: &State, it: &Proceeding) -> Command {
        let signed: Vec<(ProceedingId, PersonId)> = (0..state.proceeding_count())
            .map(ProceedingId)
            .filter(|id| state.proceeding(*id).is_some_and(|it| it.course.is_open()))
            .flat_map(|id| state.sponsors_of(id).map(move |one| (id, one)))
            .filter(|(_, one)| one.until.is_none())
            .map(|(id, one)| (id, one.person))
            .collect();
        let picked = self.dice.pick(&signed).filter(|_| !self.dice.one_in(8));
        let (proceeding, sponsor) = picked.unwrap_or_else(|| (it.id, self.person(state)));
        let on = if self.dice.one_in(6) {
            self.day()
        } else {
            self.today
        };
        Command::from(StopSponsoring {
            proceeding,
            sponsor,
            on,
        })
    }

    fn votes(&mut self, state: &State, it: &Proceeding) -> Votes {
        let people = state.roll_count(it.unit);
        let present = self.dice.between(people / 2, people);
        let in_favour = self.dice.below(present.saturating_add(1));
        let against = self
            .dice
            .below(present.saturating_sub(in_favour).saturating_add(1));
        Votes {
            entitled: (!self.dice.one_in(3)).then_some(people),
            present: if self.dice.one_in(12) { 0 } else { present },
            in_favour: if self.dice.one_in(12) {
                people
            } else {
                in_favour
            },
            against,
            abstaining: 0,
        }
    }
}
