//! How the fields of events stand in their forms, and the declaration from
//! which an event's form, its writing and its reading are made.
//!
//! The forms of version 1 are frozen: a changed event gets a new version beside
//! the old one, and the old one is read for ever.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use charter::{
    AwardKindId, BandId, BodyKindId, Charter, ConferenceKindId, CourseId, DirectiveKindId, GradeId,
    LevelId, MeetingKindId, PetitionKindId, PostId, ProcedureId, ReportId,
};
use jiff::civil::Date;
use kernel::{
    AwardId, BodyId, BulletinId, ConferenceId, DirectiveId, DocumentId, MeetingId, PersonId,
    PetitionId, ProceedingId, SessionId, UnitId, VisitId,
};
use serde::{Deserialize, Deserializer, Serialize, de};

use super::{DecodeError, EncodeError};
use crate::{Sha256Hash, hash_from_hex};

/// What numbers in an event are called outside.
#[derive(Clone, Copy)]
pub(super) struct Writing<'a> {
    pub charter: Option<&'a Charter>,
    pub fingerprints: &'a BTreeMap<DocumentId, Sha256Hash>,
}

/// What the charter's identifiers stand for, and the texts met so far.
pub(super) struct Reading<'a> {
    pub charter: Option<&'a Charter>,
    pub documents: Vec<(DocumentId, Sha256Hash)>,
}

/// A field of an event.
pub(super) trait Field: Sized {
    /// As it stands in the form.
    type Form<'a>: Serialize + Deserialize<'a> + Shape;

    fn write<'a>(&'a self, writing: Writing<'a>) -> Result<Self::Form<'a>, EncodeError>;

    fn read(form: Self::Form<'_>, reading: &mut Reading<'_>) -> Result<Self, DecodeError>;
}

/// What a form is made of.
pub(super) trait Shape {
    /// Whether it is left out where it stands.
    fn is_left_out(&self) -> bool {
        false
    }
}

impl<T: Shape> Shape for Option<T> {
    fn is_left_out(&self) -> bool {
        self.is_none()
    }
}

impl<T: Shape> Shape for Vec<T> {}

/// What every form begins with, and all that is read to tell them apart.
#[derive(Deserialize)]
pub(super) struct Envelope<'a> {
    pub v: u8,
    #[serde(borrow)]
    pub event: Word<'a>,
}

/// Makes, from one declaration an event, its form, its writing and its reading.
macro_rules! events {
    ($room:ident { $($variant:ident = $name:literal { $($field:ident: $kind:ty,)+ })+ }) => {
        $(
            #[derive(serde::Serialize, serde::Deserialize)]
            #[serde(deny_unknown_fields)]
            struct $variant<'a> {
                v: u8,
                #[serde(borrow)]
                event: $crate::encoding::form::Word<'a>,
                $(
                    #[serde(skip_serializing_if = "super::form::Shape::is_left_out")]
                    $field: <$kind as $crate::encoding::form::Field>::Form<'a>,
                )+
            }
        )+

        /// The event as one line of JSON.
        pub(super) fn write(
            event: &$room,
            writing: $crate::encoding::form::Writing<'_>,
        ) -> Result<String, $crate::encoding::EncodeError> {
            use $crate::encoding::form::Field;
            Ok(match event {
                $(
                    $room::$variant { $($field),+ } => serde_json::to_string(&$variant {
                        v: $crate::encoding::VERSION,
                        event: $crate::encoding::form::Word::from($name),
                        $($field: <$kind as Field>::write($field, writing)?,)+
                    })?,
                )+
            })
        }

        /// The event, if it is one of version 1 of this room.
        pub(super) fn read(
            name: &str,
            text: &str,
            reading: &mut $crate::encoding::form::Reading<'_>,
        ) -> Result<Option<kernel::Event>, $crate::encoding::DecodeError> {
            use $crate::encoding::form::Field;
            Ok(Some(match name {
                $(
                    $name => {
                        let form: $variant<'_> = serde_json::from_str(text)?;
                        $(let $field = <$kind as Field>::read(form.$field, reading)?;)+
                        kernel::Event::from($room::$variant { $($field),+ })
                    }
                )+
                _ => return Ok(None),
            }))
        }
    };
}

/// Makes a form within a form: one declaration, written and read as a field.
macro_rules! nested {
    ($whole:ident as $form:ident { $($field:ident: $kind:ty,)+ }) => {
        #[derive(serde::Serialize, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(super) struct $form<'a> {
            $(
                #[serde(borrow, skip_serializing_if = "super::form::Shape::is_left_out")]
                $field: <$kind as $crate::encoding::form::Field>::Form<'a>,
            )+
        }

        impl $crate::encoding::form::Shape for $form<'_> {}

        impl $crate::encoding::form::Field for $whole {
            type Form<'a> = $form<'a>;

            fn write<'a>(
                &'a self,
                writing: $crate::encoding::form::Writing<'a>,
            ) -> Result<$form<'a>, $crate::encoding::EncodeError> {
                Ok($form { $($field: self.$field.write(writing)?,)+ })
            }

            fn read(
                form: $form<'_>,
                reading: &mut $crate::encoding::form::Reading<'_>,
            ) -> Result<$whole, $crate::encoding::DecodeError> {
                Ok($whole {
                    $($field: <$kind as $crate::encoding::form::Field>::read(
                        form.$field,
                        reading,
                    )?,)+
                })
            }
        }
    };
}

/// A kind of which there are a few, written as words.
macro_rules! words {
    ($kind:ident is $what:literal { $($variant:ident = $word:literal,)+ }) => {
        impl $crate::encoding::form::Field for $kind {
            type Form<'a> = $crate::encoding::form::Word<'a>;

            fn write<'a>(
                &'a self,
                _: $crate::encoding::form::Writing<'a>,
            ) -> Result<$crate::encoding::form::Word<'a>, $crate::encoding::EncodeError> {
                Ok($crate::encoding::form::Word::from(match self {
                    $($kind::$variant => $word,)+
                }))
            }

            fn read(
                form: $crate::encoding::form::Word<'_>,
                _: &mut $crate::encoding::form::Reading<'_>,
            ) -> Result<$kind, $crate::encoding::DecodeError> {
                match form.as_ref() {
                    $($word => Ok($kind::$variant),)+
                    other => Err($crate::encoding::DecodeError::Word {
                        word: other.to_owned(),
                        what: $what,
                    }),
                }
            }
        }
    };
}

pub(super) use {events, nested, words};

/// A text of a form; it is copied only where the line holds it in other letters.
#[derive(Serialize)]
#[serde(transparent)]
pub(super) struct Word<'a>(Cow<'a, str>);

impl Shape for Word<'_> {}

impl AsRef<str> for Word<'_> {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl<'a> From<&'a str> for Word<'a> {
    fn from(text: &'a str) -> Word<'a> {
        Word(Cow::Borrowed(text))
    }
}

impl From<String> for Word<'_> {
    fn from(text: String) -> Self {
        Word(Cow::Owned(text))
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Word<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Word<'a>, D::Error> {
        struct Texts;

        impl<'de> de::Visitor<'de> for Texts {
            type Value = Cow<'de, str>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Cow<'de, str>, E> {
                Ok(Cow::Borrowed(text))
            }

            fn visit_str<E>(self, text: &str) -> Result<Cow<'de, str>, E> {
                Ok(Cow::Owned(text.to_owned()))
            }
        }

        deserializer.deserialize_str(Texts).map(Word)
    }
}

/// Numbers stand as they are.
macro_rules! plain {
    ($($kind:ident)+) => {$(
        impl Shape for $kind {}

        impl Field for $kind {
            type Form<'a> = $kind;

            fn write<'a>(&'a self, _: Writing<'a>) -> Result<$kind, EncodeError> {
                Ok(*self)
            }

            fn read(form: $kind, _: &mut Reading<'_>) -> Result<$kind, DecodeError> {
                Ok(form)
            }
        }
    )+};
}

plain!(u8 u16 u32 bool);

/// Ids stand as their numbers.
macro_rules! ids {
    ($($kind:ident)+) => {$(
        impl Field for $kind {
            type Form<'a> = u32;

            fn write<'a>(&'a self, _: Writing<'a>) -> Result<u32, EncodeError> {
                Ok(self.0)
            }

            fn read(form: u32, _: &mut Reading<'_>) -> Result<$kind, DecodeError> {
                Ok($kind(form))
            }
        }
    )+};
}

ids!(UnitId PersonId MeetingId DirectiveId AwardId VisitId PetitionId ProceedingId BodyId SessionId ConferenceId BulletinId);

/// Rows of the charter stand as their identifiers there.
macro_rules! rows {
    ($($kind:ident is $row:ident found by $named:ident;)+) => {$(
        impl Field for $kind {
            type Form<'a> = Word<'a>;

            fn write<'a>(&'a self, writing: Writing<'a>) -> Result<Word<'a>, EncodeError> {
                let row = writing.charter.and_then(|charter| charter.$row(*self));
                row.map(|row| Word::from(row.id.as_str()))
                    .ok_or(EncodeError::UnknownRow {
                        table: stringify!($row),
                        row: self.0,
                    })
            }

            fn read(form: Word<'_>, reading: &mut Reading<'_>) -> Result<$kind, DecodeError> {
                let charter = reading.charter.ok_or(DecodeError::NoCharter)?;
                charter
                    .$named(form.as_ref())
                    .ok_or_else(|| DecodeError::UnknownWord {
                        table: stringify!($row),
                        word: form.as_ref().to_owned(),
                    })
            }
        }
    )+};
}

rows! {
    LevelId is level found by level_named;
    GradeId is grade found by grade_named;
    PostId is post found by post_named;
    MeetingKindId is meeting found by meeting_named;
    DirectiveKindId is directive found by directive_named;
    ReportId is report found by report_named;
    AwardKindId is award found by award_named;
    BodyKindId is body found by body_named;
    ConferenceKindId is conference found by conference_named;
    CourseId is course found by course_named;
    PetitionKindId is petition found by petition_named;
    ProcedureId is procedure found by procedure_named;
    BandId is band found by band_named;
}

impl Field for String {
    type Form<'a> = Word<'a>;

    fn write<'a>(&'a self, _: Writing<'a>) -> Result<Word<'a>, EncodeError> {
        Ok(Word::from(self.as_str()))
    }

    fn read(form: Word<'_>, _: &mut Reading<'_>) -> Result<String, DecodeError> {
        Ok(form.0.into_owned())
    }
}

impl Field for Date {
    type Form<'a> = Word<'a>;

    fn write<'a>(&'a self, _: Writing<'a>) -> Result<Word<'a>, EncodeError> {
        Ok(Word::from(self.to_string()))
    }

    fn read(form: Word<'_>, _: &mut Reading<'_>) -> Result<Date, DecodeError> {
        date(form.as_ref())
    }
}

impl<T: Field> Field for Option<T> {
    type Form<'a> = Option<T::Form<'a>>;

    fn write<'a>(&'a self, writing: Writing<'a>) -> Result<Self::Form<'a>, EncodeError> {
        self.as_ref().map(|it| it.write(writing)).transpose()
    }

    fn read(form: Self::Form<'_>, reading: &mut Reading<'_>) -> Result<Self, DecodeError> {
        form.map(|it| T::read(it, reading)).transpose()
    }
}

impl<T: Field> Field for Vec<T> {
    type Form<'a> = Vec<T::Form<'a>>;

    fn write<'a>(&'a self, writing: Writing<'a>) -> Result<Self::Form<'a>, EncodeError> {
        self.iter().map(|it| it.write(writing)).collect()
    }

    fn read(form: Self::Form<'_>, reading: &mut Reading<'_>) -> Result<Self, DecodeError> {
        form.into_iter().map(|it| T::read(it, reading)).collect()
    }
}

/// A text somebody wrote: its number and its fingerprint.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Document<'a> {
    document: u32,
    #[serde(borrow)]
    fingerprint: Word<'a>,
}

impl Shape for Document<'_> {}

impl Field for DocumentId {
    type Form<'a> = Document<'a>;

    fn write<'a>(&'a self, writing: Writing<'a>) -> Result<Document<'a>, EncodeError> {
        let fingerprint = writing
            .fingerprints
            .get(self)
            .ok_or(EncodeError::NoFingerprint(*self))?;
        Ok(Document {
            document: self.0,
            fingerprint: Word::from(crate::hex(fingerprint)),
        })
    }

    fn read(form: Document<'_>, reading: &mut Reading<'_>) -> Result<DocumentId, DecodeError> {
        let id = DocumentId(form.document);
        let fingerprint = hash(form.fingerprint.as_ref())?;
        reading.documents.push((id, fingerprint));
        Ok(id)
    }
}

pub(super) fn date(text: &str) -> Result<Date, DecodeError> {
    text.parse().map_err(|_| DecodeError::Date(text.to_owned()))
}

pub(super) fn hash(text: &str) -> Result<Sha256Hash, DecodeError> {
    hash_from_hex(text).ok_or_else(|| DecodeError::Hash(text.to_owned()))
}
