//! Chance in proceedings.

use charter::ProcedureId;
use kernel::petitions::AskerKey;
use kernel::procedures::{
    DecideStep, DropProceeding, EraseApplicants, LetTimeDecide, OpenProceeding, SponsorProceeding,
    StopSponsoring, StrikeDecision, Votes,
};
use kernel::{Command, PersonId, ProceedingId};

use super::Chance;

impl Chance {
    #[expect(clippy::too_many_lines, reason = "a list, a line or a stanza a room")]
    pub(super) fn of_procedures(&mut self) -> Command {
        let on = self.world.today;
        let key = Some(AskerKey([3; 32]));
        let state = &self.world.state;
        let (count, people) = (state.proceeding_count(), state.person_count());
        let open: Vec<u32> = (0..count)
            .filter(|id| {
                let it = state.proceeding(ProceedingId(*id));
                it.is_some_and(|it| it.course.is_open())
            })
            .collect();
        let proceeding = match open.len() {
            0 => ProceedingId(self.dice.number(count + 1)),
            many => ProceedingId(open[self.dice.below(many)]),
        };
        let sponsor = PersonId(self.dice.number(people));
        let signed = open.iter().copied().map(ProceedingId).find(|id| {
            let mut signed = state.sponsors_of(*id);
            signed.any(|one| one.until.is_none())
        });
        match self.dice.below(16) {
            14 | 15 => Command::from(StrikeDecision {
                proceeding: ProceedingId(self.dice.number(count + 1)),
                reason: "so it is".to_owned(),
            }),
            0..=2 => {
                let unit = self.base();
                let person = self.world.state.roll(unit).last();
                let procedure = ProcedureId(self.dice.byte(3));
                Command::from(OpenProceeding {
                    procedure,
                    unit,
                    person: person.filter(|_| procedure.0 == 1),
                    to: (procedure.0 == 1).then(|| self.base()),
                    key,
                    on,
                })
            }
            3..=7 => Command::from(SponsorProceeding {
                proceeding,
                sponsor,
                on,
            }),
            8 => {
                let proceeding = signed.unwrap_or(proceeding);
                let of = self.world.state.sponsors_of(proceeding);
                let signed = of.filter(|one| one.until.is_none()).last();
                Command::from(StopSponsoring {
                    proceeding,
                    sponsor: signed.map_or(sponsor, |one| one.person),
                    on,
                })
            }
            9 => Command::from(DropProceeding {
                proceeding,
                key,
                on,
            }),
            10 => Command::from(LetTimeDecide { proceeding }),
            11 => Command::from(EraseApplicants),
            _ => {
                let it = self.world.state.proceeding(proceeding);
                let step = it.and_then(|it| match it.course {
                    kernel::procedures::Course::At(step) => Some(step.step),
                    _ => None,
                });
                let votes = Votes {
                    entitled: Some(9),
                    present: 9,
                    in_favour: 5,
                    against: 0,
                    abstaining: 0,
                };
                Command::from(DecideStep {
                    proceeding,
                    step: step.unwrap_or(0),
                    outcome: self.dice.byte(2),
                    votes: (step == Some(1)).then_some(votes),
                    on,
                })
            }
        }
    }
}
