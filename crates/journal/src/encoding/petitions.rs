//! What happens to petitions, as it is stored.

use charter::PetitionKindId;
use jiff::civil::Date;
use kernel::petitions::{AskerKey, PetitionEvent, TextErased};
use kernel::{DocumentId, PersonId, PetitionId, UnitId};

use super::form::{Field, Reading, Word, Writing, events, hash};
use super::{DecodeError, EncodeError};

events! {
    PetitionEvent {
        TakenIn = "petition-taken-in" {
            petition: PetitionId,
            unit: UnitId,
            kind: PetitionKindId,
            text: DocumentId,
            contact: Option<DocumentId>,
            asker: Option<PersonId>,
            key: Option<AskerKey>,
            in_person: bool,
            due: Date,
            on: Date,
        }
        PassedOn = "petition-passed-on" {
            petition: PetitionId,
            from: UnitId,
            to: UnitId,
            reason: DocumentId,
            due: Date,
            on: Date,
        }
        HandedOver = "petition-handed-over" {
            petition: PetitionId,
            from: UnitId,
            to: UnitId,
            on: Date,
        }
        Answered = "petition-answered" {
            petition: PetitionId,
            unit: UnitId,
            text: DocumentId,
            on: Date,
        }
        AnswerCorrected = "petition-answer-corrected" {
            petition: PetitionId,
            unit: UnitId,
            text: DocumentId,
            reason: DocumentId,
            on: Date,
        }
        Withdrawn = "petition-withdrawn" { petition: PetitionId, unit: UnitId, on: Date, }
        Erased = "petition-erased" {
            petition: PetitionId,
            unit: UnitId,
            texts: Vec<TextErased>,
            on: Date,
        }
    }
}

impl Field for AskerKey {
    type Form<'a> = Word<'a>;

    fn write<'a>(&'a self, _: Writing<'a>) -> Result<Word<'a>, EncodeError> {
        Ok(Word::from(crate::hex(&self.0)))
    }

    fn read(form: Word<'_>, _: &mut Reading<'_>) -> Result<AskerKey, DecodeError> {
        hash(form.as_ref()).map(AskerKey)
    }
}

/// A text that is no more stands as its number: nothing new rests on it.
impl Field for TextErased {
    type Form<'a> = u32;

    fn write<'a>(&'a self, _: Writing<'a>) -> Result<u32, EncodeError> {
        Ok(self.0.0)
    }

    fn read(form: u32, _: &mut Reading<'_>) -> Result<TextErased, DecodeError> {
        Ok(TextErased(DocumentId(form)))
    }
}
