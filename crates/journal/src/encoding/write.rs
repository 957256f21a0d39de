//! From events to forms.

use std::borrow::Cow;
use std::collections::BTreeMap;

use charter::{Charter, GradeId, LevelId, MeetingKindId, PostId};
use jiff::civil::Date;
use kernel::charters::CharterEvent;
use kernel::meetings::{MeetingEvent, MeetingRecord};
use kernel::members::MemberEvent;
use kernel::posts::PostEvent;
use kernel::units::{Descent, UnitEvent};
use kernel::{DocumentId, Event};

use super::{EncodeError, VERSION, wire};
use crate::Sha256Hash;

/// What numbers in an event are called outside.
pub(super) struct Words<'a> {
    pub charter: Option<&'a Charter>,
    pub fingerprints: &'a BTreeMap<DocumentId, Sha256Hash>,
}

macro_rules! form {
    ($form:ident { $($field:ident: $value:expr),* $(,)? }) => {
        serde_json::to_string(&wire::$form {
            v: VERSION,
            event: Cow::Borrowed(wire::$form::EVENT),
            $($field: $value,)*
        })?
    };
}

#[expect(clippy::too_many_lines, reason = "one flat match, an arm an event")]
pub(super) fn encode(event: &Event, words: &Words<'_>) -> Result<String, EncodeError> {
    Ok(match event {
        Event::Charter(CharterEvent::Adopted {
            charter: _,
            sha256,
            from,
        }) => form!(CharterAdopted {
            charter: Cow::Owned(crate::hex(sha256)),
            from: date(*from),
        }),
        Event::Unit(UnitEvent::Founded {
            unit,
            code,
            level,
            name,
            parent,
            on,
        }) => form!(UnitFounded {
            unit: unit.0,
            code: Cow::Borrowed(code),
            level: words.level(*level)?,
            name: Cow::Borrowed(name),
            parent: parent.map(|parent| parent.0),
            on: date(*on),
        }),
        Event::Unit(UnitEvent::Renamed { unit, name, on }) => {
            form!(UnitRenamed {
                unit: unit.0,
                name: Cow::Borrowed(name),
                on: date(*on)
            })
        }
        Event::Unit(UnitEvent::Moved { unit, parent, on }) => {
            form!(UnitMoved {
                unit: unit.0,
                parent: parent.0,
                on: date(*on)
            })
        }
        Event::Unit(UnitEvent::LevelChanged { unit, level, on }) => {
            form!(UnitLevelChanged {
                unit: unit.0,
                level: words.level(*level)?,
                on: date(*on)
            })
        }
        Event::Unit(UnitEvent::Descended { from, to, how, on }) => form!(UnitDescended {
            from: from.0,
            to: to.0,
            how: Cow::Borrowed(descent(*how)),
            on: date(*on),
        }),
        Event::Unit(UnitEvent::Dissolved { unit, on }) => {
            form!(UnitDissolved {
                unit: unit.0,
                on: date(*on)
            })
        }
        Event::Member(MemberEvent::Registered { person }) => {
            form!(PersonRegistered { person: person.0 })
        }
        Event::Member(MemberEvent::Admitted {
            person,
            unit,
            grade,
            on,
        }) => form!(MemberAdmitted {
            person: person.0,
            unit: unit.0,
            grade: words.grade(*grade)?,
            on: date(*on),
        }),
        Event::Unit(UnitEvent::FoundingCorrected { unit, on }) => form!(FoundingCorrected {
            unit: unit.0,
            on: date(*on),
        }),
        Event::Member(MemberEvent::JoiningCorrected { person, unit, on }) => {
            form!(JoiningCorrected {
                person: person.0,
                unit: unit.0,
                on: date(*on),
            })
        }
        Event::Member(MemberEvent::Promoted {
            person,
            unit,
            grade,
            on,
        }) => form!(MemberPromoted {
            person: person.0,
            unit: unit.0,
            grade: words.grade(*grade)?,
            on: date(*on),
        }),
        Event::Member(MemberEvent::Transferred {
            person,
            from,
            to,
            on,
        }) => form!(MemberTransferred {
            person: person.0,
            from: from.0,
            to: to.0,
            on: date(*on),
        }),
        Event::Member(MemberEvent::Left { person, unit, on }) => {
            form!(MemberLeft {
                person: person.0,
                unit: unit.0,
                on: date(*on)
            })
        }
        Event::Post(PostEvent::TakenUp {
            person,
            unit,
            post,
            on,
        }) => form!(PostTakenUp {
            person: person.0,
            unit: unit.0,
            post: words.post(*post)?,
            on: date(*on),
        }),
        Event::Post(PostEvent::LaidDown {
            person,
            unit,
            post,
            on,
        }) => form!(PostLaidDown {
            person: person.0,
            unit: unit.0,
            post: words.post(*post)?,
            on: date(*on),
        }),
        Event::Meeting(MeetingEvent::Called {
            meeting,
            unit,
            kind,
            on,
        }) => form!(MeetingCalled {
            meeting: meeting.0,
            unit: unit.0,
            kind: words.meeting(*kind)?,
            on: date(*on),
        }),
        Event::Meeting(MeetingEvent::Recorded { meeting, record }) => {
            form!(MeetingRecorded {
                meeting: meeting.0,
                record: words.record(record)?
            })
        }
        Event::Meeting(MeetingEvent::Corrected {
            meeting,
            reason,
            record,
        }) => form!(MeetingCorrected {
            meeting: meeting.0,
            reason: words.document(*reason)?,
            record: words.record(record)?,
        }),
    })
}

fn date(date: Date) -> Cow<'static, str> {
    Cow::Owned(date.to_string())
}

fn descent(how: Descent) -> &'static str {
    match how {
        Descent::Split => "split",
        Descent::Formed => "formed",
        Descent::Merged => "merged",
    }
}

impl Words<'_> {
    fn level(&self, id: LevelId) -> Result<Cow<'_, str>, EncodeError> {
        let row = self.charter.and_then(|charter| charter.level(id));
        word(row.map(|row| row.id.as_str()), "level", id.0)
    }

    fn grade(&self, id: GradeId) -> Result<Cow<'_, str>, EncodeError> {
        let row = self.charter.and_then(|charter| charter.grade(id));
        word(row.map(|row| row.id.as_str()), "grade", id.0)
    }

    fn post(&self, id: PostId) -> Result<Cow<'_, str>, EncodeError> {
        let row = self.charter.and_then(|charter| charter.post(id));
        word(row.map(|row| row.id.as_str()), "post", id.0)
    }

    fn meeting(&self, id: MeetingKindId) -> Result<Cow<'_, str>, EncodeError> {
        let row = self.charter.and_then(|charter| charter.meeting(id));
        word(row.map(|row| row.id.as_str()), "meeting", id.0)
    }

    fn record(&self, record: &MeetingRecord) -> Result<wire::Record<'_>, EncodeError> {
        let resolutions = record.resolutions.iter().map(|id| self.document(*id));
        Ok(wire::Record {
            unit: record.unit.0,
            kind: self.meeting(record.kind)?,
            on: date(record.on),
            expected: record.expected,
            entitled: record.entitled,
            voting: record.voting,
            absent: record.absent.iter().map(|person| person.0).collect(),
            needed: record.needed,
            resolutions: resolutions.collect::<Result<_, _>>()?,
        })
    }

    fn document(&self, id: DocumentId) -> Result<wire::Document<'static>, EncodeError> {
        let fingerprint = self
            .fingerprints
            .get(&id)
            .ok_or(EncodeError::NoFingerprint(id))?;
        Ok(wire::Document {
            document: id.0,
            fingerprint: Cow::Owned(crate::hex(fingerprint)),
        })
    }
}

fn word<'a>(
    id: Option<&'a str>,
    table: &'static str,
    row: u8,
) -> Result<Cow<'a, str>, EncodeError> {
    id.map(Cow::Borrowed)
        .ok_or(EncodeError::UnknownRow { table, row })
}
