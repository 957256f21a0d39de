//! Commands on petitions in the words of cases.

use charter::PetitionKindId;
use kernel::PetitionId;
use kernel::petitions::{PetitionCommand, WithdrawPetition};

use super::{Line, Telling, quoted};

impl Telling<'_> {
    /// A case numbers petitions as the organisation does, from one on.
    pub(super) fn of_petitions(&self, command: &PetitionCommand) -> Option<Line> {
        let mut on = None;
        let words = match command {
            PetitionCommand::Ask(it) => format!(
                "asks {} for a {} {}{}",
                self.unit(it.unit)?,
                self.petition_word(it.kind)?,
                quoted(&it.text)?,
                contact(it.contact.as_deref())?
            ),
            PetitionCommand::Record(it) => {
                on = Some(it.on);
                format!(
                    "records {} {} to {}{}",
                    self.petition_word(it.kind)?,
                    quoted(&it.text)?,
                    self.unit(it.unit)?,
                    contact(it.contact.as_deref())?
                )
            }
            PetitionCommand::PassOn(it) => {
                on = Some(it.on);
                format!(
                    "passes {} to {} because {}",
                    self.numbered(it.petition)?,
                    self.unit(it.to)?,
                    quoted(&it.reason)?
                )
            }
            PetitionCommand::Answer(it) => {
                on = Some(it.on);
                format!(
                    "answers {} {}",
                    self.numbered(it.petition)?,
                    quoted(&it.text)?
                )
            }
            PetitionCommand::Correct(it) => {
                on = Some(it.on);
                format!(
                    "corrects {} to {} because {}",
                    self.numbered(it.petition)?,
                    quoted(&it.text)?,
                    quoted(&it.reason)?
                )
            }
            // A case cannot say that somebody shows a wrong secret.
            PetitionCommand::Withdraw(WithdrawPetition { key: None, .. }) => return None,
            PetitionCommand::Withdraw(it) => format!("withdraws {}", self.numbered(it.petition)?),
            PetitionCommand::Erase(_) => {
                format!("erases {}", self.petition_word(PetitionKindId(0))?)
            }
        };
        Some(Line {
            words,
            on,
            ..Line::default()
        })
    }

    fn petition_word(&self, kind: PetitionKindId) -> Option<String> {
        Some(self.charter.petition(kind)?.id.clone())
    }

    fn numbered(&self, petition: PetitionId) -> Option<String> {
        let word = self.petition_word(PetitionKindId(0))?;
        Some(format!("{word} {petition}"))
    }
}

fn contact(contact: Option<&str>) -> Option<String> {
    match contact {
        None => Some(String::new()),
        Some(contact) => Some(format!(" with contact {}", quoted(contact)?)),
    }
}
