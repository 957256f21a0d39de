//! Deeds on proceedings.

use charter::ProcedureId;
use charter::case::{ProcedureDeed, Subject};
use kernel::procedures::{
    DecideStep, DropProceeding, EraseApplicants, LetTimeDecide, OpenProceeding, SponsorProceeding,
    StopSponsoring, StrikeDecision, Votes,
};
use kernel::{Actor, Command, PersonId, ProceedingId};

use super::Scene;

impl Scene<'_> {
    #[expect(clippy::too_many_lines, reason = "a list, a stanza a deed")]
    pub(super) fn procedure_command(
        &self,
        actor: Actor,
        deed: &ProcedureDeed,
    ) -> Result<Command, String> {
        let on = self.today;
        Ok(match deed {
            ProcedureDeed::Open {
                procedure,
                of,
                unit,
                to,
            } => Command::from(OpenProceeding {
                procedure: *procedure,
                unit: self.unit(unit)?,
                person: match of {
                    Subject::Person(name) => self.names.person(name),
                    Subject::Unit(_) => None,
                },
                to: to.as_deref().map(|to| self.unit(to)).transpose()?,
                key: (actor == Actor::Public).then(|| self.next_key()),
                on,
            }),
            ProcedureDeed::Sponsor {
                procedure,
                of,
                sponsor,
            } => Command::from(SponsorProceeding {
                proceeding: self.proceeding(*procedure, of)?,
                sponsor: self.signing(actor, sponsor.as_deref())?,
                on,
            }),
            ProcedureDeed::StopSponsoring {
                procedure,
                of,
                sponsor,
            } => Command::from(StopSponsoring {
                proceeding: self.proceeding(*procedure, of)?,
                sponsor: self.signing(actor, sponsor.as_deref())?,
                on,
            }),
            ProcedureDeed::Decide {
                procedure,
                step,
                of,
                outcome,
                votes,
            } => Command::from(DecideStep {
                proceeding: self.proceeding(*procedure, of)?,
                step: *step,
                outcome: *outcome,
                votes: votes.map(|it| Votes {
                    entitled: it.entitled,
                    present: it.present,
                    in_favour: it.in_favour,
                    against: it.against,
                    abstaining: it.abstaining,
                }),
                on,
            }),
            ProcedureDeed::StrikeDecision {
                procedure,
                of,
                reason,
            } => Command::from(StrikeDecision {
                proceeding: self.proceeding(*procedure, of)?,
                reason: reason.clone(),
            }),
            ProcedureDeed::Drop { procedure, of } => {
                let proceeding = self.proceeding(*procedure, of)?;
                let key = self.state.proceeding(proceeding).and_then(|it| it.key);
                Command::from(DropProceeding {
                    proceeding,
                    key: key.filter(|_| actor == Actor::Public),
                    on,
                })
            }
            ProcedureDeed::EraseApplicants => Command::from(EraseApplicants),
            ProcedureDeed::LetTimeDecide { procedure, of } => Command::from(LetTimeDecide {
                proceeding: self.proceeding(*procedure, of)?,
            }),
        })
    }

    /// Who signs: whoever is named, or else whoever does the deed.
    fn signing(&self, actor: Actor, named: Option<&str>) -> Result<PersonId, String> {
        match named {
            Some(name) => self.person(name),
            None => actor
                .person()
                .ok_or_else(|| "say who signs: the operator is nobody\u{2019}s sponsor".to_owned()),
        }
    }

    /// The newest proceeding of a procedure about somebody or something.
    pub(crate) fn proceeding(
        &self,
        procedure: ProcedureId,
        of: &Subject,
    ) -> Result<ProceedingId, String> {
        let found = match of {
            Subject::Person(name) => {
                let about = self.state.proceedings_about(self.person(name)?);
                about.filter(|it| it.procedure == procedure).last()
            }
            Subject::Unit(name) => {
                let here = self.state.proceedings_in(self.unit(name)?);
                here.filter(|it| it.procedure == procedure && it.person.is_none())
                    .max_by_key(|it| it.id)
            }
        };
        let title = self
            .charter
            .procedure(procedure)
            .map(|row| row.title.as_str());
        found.map(|it| it.id).ok_or_else(|| {
            format!(
                "there is no {} of theirs (yet)",
                title.unwrap_or("proceeding")
            )
        })
    }
}
