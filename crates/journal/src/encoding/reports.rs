//! What happens to returns, as it is stored.

use charter::ReportId;
use jiff::civil::Date;
use kernel::reports::{ReportEvent, Value};
use kernel::{DocumentId, UnitId};
use serde::{Deserialize, Serialize};

use super::form::{Document, Field, Reading, Shape, Writing, events};
use super::{DecodeError, EncodeError};

events! {
    ReportEvent {
        Filed = "return-filed" {
            report: ReportId,
            unit: UnitId,
            period: Date,
            values: Vec<Value>,
            on: Date,
        }
        Corrected = "return-corrected" {
            report: ReportId,
            unit: UnitId,
            period: Date,
            reason: DocumentId,
            values: Vec<Value>,
            on: Date,
        }
    }
}

/// What a return says in one field.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Said<'a> {
    Number(u64),
    Choice(u8),
    #[serde(borrow)]
    Text(Option<Document<'a>>),
}

impl Shape for Said<'_> {}

impl Field for Value {
    type Form<'a> = Said<'a>;

    fn write<'a>(&'a self, writing: Writing<'a>) -> Result<Said<'a>, EncodeError> {
        Ok(match self {
            Value::Number(number) => Said::Number(*number),
            Value::Choice(choice) => Said::Choice(*choice),
            Value::Text(text) => Said::Text(text.write(writing)?),
        })
    }

    fn read(form: Said<'_>, reading: &mut Reading<'_>) -> Result<Value, DecodeError> {
        Ok(match form {
            Said::Number(number) => Value::Number(number),
            Said::Choice(choice) => Value::Choice(choice),
            Said::Text(text) => Value::Text(Field::read(text, reading)?),
        })
    }
}
