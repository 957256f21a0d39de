//! From forms to events.

use charter::{Charter, GradeId, LevelId, MeetingKindId, PostId};
use jiff::civil::Date;
use kernel::charters::CharterEvent;
use kernel::meetings::{MeetingEvent, MeetingRecord};
use kernel::members::MemberEvent;
use kernel::posts::PostEvent;
use kernel::units::{Descent, UnitEvent};
use kernel::{DocumentId, Event, MeetingId, PersonId, UnitId};

use super::{DecodeError, Decoded, Decoder, wire};
use crate::{Sha256Hash, hash_from_hex};

type Documents = Vec<(DocumentId, Sha256Hash)>;

pub(super) fn decode(text: &str, decoder: &mut Decoder<'_>) -> Result<Decoded, DecodeError> {
    let envelope: wire::Envelope<'_> = serde_json::from_str(text)?;
    let mut documents = Documents::new();
    let event = match (envelope.v, envelope.event.as_ref()) {
        (1, wire::CharterAdopted::EVENT) => charter_adopted(text, decoder)?,
        (1, event) => {
            let words = Words {
                charter: decoder.newest.as_deref(),
            };
            let decoded = match event.split_once('-').map_or(event, |(noun, _)| noun) {
                "unit" => unit_event(event, text, &words)?,
                "meeting" => meeting_event(event, text, &words, &mut documents)?,
                _ => person_event(event, text, &words)?,
            };
            decoded.ok_or_else(|| unknown(&envelope))?
        }
        _ => return Err(unknown(&envelope)),
    };
    Ok(Decoded { event, documents })
}

fn unknown(envelope: &wire::Envelope<'_>) -> DecodeError {
    DecodeError::Unknown {
        event: envelope.event.clone().into_owned(),
        version: envelope.v,
    }
}

fn charter_adopted(text: &str, decoder: &mut Decoder<'_>) -> Result<Event, DecodeError> {
    let form: wire::CharterAdopted<'_> = serde_json::from_str(text)?;
    let sha256 = hash(&form.charter)?;
    Ok(Event::Charter(CharterEvent::Adopted {
        charter: decoder.edition(&sha256)?,
        sha256,
        from: date(&form.from)?,
    }))
}

/// What happened to a unit, if it is an event of version 1 that happens to units.
fn unit_event(event: &str, text: &str, words: &Words<'_>) -> Result<Option<Event>, DecodeError> {
    Ok(Some(match event {
        wire::UnitFounded::EVENT => {
            let form: wire::UnitFounded<'_> = serde_json::from_str(text)?;
            Event::Unit(UnitEvent::Founded {
                unit: UnitId(form.unit),
                level: words.level(&form.level)?,
                on: date(&form.on)?,
                code: form.code.into_owned(),
                name: form.name.into_owned(),
                parent: form.parent.map(UnitId),
            })
        }
        wire::UnitRenamed::EVENT => {
            let form: wire::UnitRenamed<'_> = serde_json::from_str(text)?;
            let on = date(&form.on)?;
            Event::Unit(UnitEvent::Renamed {
                unit: UnitId(form.unit),
                name: form.name.into_owned(),
                on,
            })
        }
        wire::UnitMoved::EVENT => {
            let form: wire::UnitMoved<'_> = serde_json::from_str(text)?;
            let (unit, parent) = (UnitId(form.unit), UnitId(form.parent));
            Event::Unit(UnitEvent::Moved {
                unit,
                parent,
                on: date(&form.on)?,
            })
        }
        wire::UnitLevelChanged::EVENT => {
            let form: wire::UnitLevelChanged<'_> = serde_json::from_str(text)?;
            let level = words.level(&form.level)?;
            Event::Unit(UnitEvent::LevelChanged {
                unit: UnitId(form.unit),
                level,
                on: date(&form.on)?,
            })
        }
        wire::UnitDescended::EVENT => {
            let form: wire::UnitDescended<'_> = serde_json::from_str(text)?;
            let (from, to) = (UnitId(form.from), UnitId(form.to));
            Event::Unit(UnitEvent::Descended {
                from,
                to,
                how: descent(&form.how)?,
                on: date(&form.on)?,
            })
        }
        wire::UnitDissolved::EVENT => {
            let form: wire::UnitDissolved<'_> = serde_json::from_str(text)?;
            Event::Unit(UnitEvent::Dissolved {
                unit: UnitId(form.unit),
                on: date(&form.on)?,
            })
        }
        _ => return Ok(None),
    }))
}

#[expect(clippy::too_many_lines, reason = "one flat match, an arm an event")]
/// What happened to a person, if it is an event of version 1 that happens to persons.
fn person_event(event: &str, text: &str, words: &Words<'_>) -> Result<Option<Event>, DecodeError> {
    Ok(Some(match event {
        wire::PersonRegistered::EVENT => {
            let form: wire::PersonRegistered<'_> = serde_json::from_str(text)?;
            Event::Member(MemberEvent::Registered {
                person: PersonId(form.person),
            })
        }
        wire::MemberAdmitted::EVENT => {
            let form: wire::MemberAdmitted<'_> = serde_json::from_str(text)?;
            let (person, unit) = (PersonId(form.person), UnitId(form.unit));
            let grade = words.grade(&form.grade)?;
            Event::Member(MemberEvent::Admitted {
                person,
                unit,
                grade,
                on: date(&form.on)?,
            })
        }
        wire::FoundingCorrected::EVENT => {
            let form: wire::FoundingCorrected<'_> = serde_json::from_str(text)?;
            Event::Unit(UnitEvent::FoundingCorrected {
                unit: UnitId(form.unit),
                on: date(&form.on)?,
            })
        }
        wire::JoiningCorrected::EVENT => {
            let form: wire::JoiningCorrected<'_> = serde_json::from_str(text)?;
            Event::Member(MemberEvent::JoiningCorrected {
                person: PersonId(form.person),
                unit: UnitId(form.unit),
                on: date(&form.on)?,
            })
        }
        wire::MemberPromoted::EVENT => {
            let form: wire::MemberPromoted<'_> = serde_json::from_str(text)?;
            let (person, unit) = (PersonId(form.person), UnitId(form.unit));
            let grade = words.grade(&form.grade)?;
            Event::Member(MemberEvent::Promoted {
                person,
                unit,
                grade,
                on: date(&form.on)?,
            })
        }
        wire::MemberTransferred::EVENT => {
            let form: wire::MemberTransferred<'_> = serde_json::from_str(text)?;
            let (person, from, to) = (PersonId(form.person), UnitId(form.from), UnitId(form.to));
            Event::Member(MemberEvent::Transferred {
                person,
                from,
                to,
                on: date(&form.on)?,
            })
        }
        wire::MemberLeft::EVENT => {
            let form: wire::MemberLeft<'_> = serde_json::from_str(text)?;
            let (person, unit) = (PersonId(form.person), UnitId(form.unit));
            Event::Member(MemberEvent::Left {
                person,
                unit,
                on: date(&form.on)?,
            })
        }
        wire::PostTakenUp::EVENT => {
            let form: wire::PostTakenUp<'_> = serde_json::from_str(text)?;
            let (person, unit) = (PersonId(form.person), UnitId(form.unit));
            let post = words.post(&form.post)?;
            Event::Post(PostEvent::TakenUp {
                person,
                unit,
                post,
                on: date(&form.on)?,
            })
        }
        wire::PostLaidDown::EVENT => {
            let form: wire::PostLaidDown<'_> = serde_json::from_str(text)?;
            let (person, unit) = (PersonId(form.person), UnitId(form.unit));
            let post = words.post(&form.post)?;
            Event::Post(PostEvent::LaidDown {
                person,
                unit,
                post,
                on: date(&form.on)?,
            })
        }
        _ => return Ok(None),
    }))
}

/// What happened to a meeting, if it is an event of version 1 that happens to meetings.
fn meeting_event(
    event: &str,
    text: &str,
    words: &Words<'_>,
    documents: &mut Documents,
) -> Result<Option<Event>, DecodeError> {
    Ok(Some(match event {
        wire::MeetingCalled::EVENT => {
            let form: wire::MeetingCalled<'_> = serde_json::from_str(text)?;
            let (meeting, unit) = (MeetingId(form.meeting), UnitId(form.unit));
            let kind = words.meeting(&form.kind)?;
            Event::Meeting(MeetingEvent::Called {
                meeting,
                unit,
                kind,
                on: date(&form.on)?,
            })
        }
        wire::MeetingRecorded::EVENT => {
            let form: wire::MeetingRecorded<'_> = serde_json::from_str(text)?;
            let record = words.record(&form.record, documents)?;
            Event::Meeting(MeetingEvent::Recorded {
                meeting: MeetingId(form.meeting),
                record,
            })
        }
        wire::MeetingCorrected::EVENT => {
            let form: wire::MeetingCorrected<'_> = serde_json::from_str(text)?;
            let reason = document(&form.reason, documents)?;
            let record = words.record(&form.record, documents)?;
            Event::Meeting(MeetingEvent::Corrected {
                meeting: MeetingId(form.meeting),
                reason,
                record,
            })
        }
        _ => return Ok(None),
    }))
}

fn date(text: &str) -> Result<Date, DecodeError> {
    text.parse().map_err(|_| DecodeError::Date(text.to_owned()))
}

fn hash(text: &str) -> Result<Sha256Hash, DecodeError> {
    hash_from_hex(text).ok_or_else(|| DecodeError::Hash(text.to_owned()))
}

fn descent(text: &str) -> Result<Descent, DecodeError> {
    match text {
        "split" => Ok(Descent::Split),
        "formed" => Ok(Descent::Formed),
        "merged" => Ok(Descent::Merged),
        _ => Err(DecodeError::Descent(text.to_owned())),
    }
}

fn document(
    form: &wire::Document<'_>,
    documents: &mut Documents,
) -> Result<DocumentId, DecodeError> {
    let id = DocumentId(form.document);
    documents.push((id, hash(&form.fingerprint)?));
    Ok(id)
}

/// What the charter's identifiers stand for.
struct Words<'a> {
    charter: Option<&'a Charter>,
}

impl Words<'_> {
    fn charter(&self) -> Result<&Charter, DecodeError> {
        self.charter.ok_or(DecodeError::NoCharter)
    }

    fn level(&self, word: &str) -> Result<LevelId, DecodeError> {
        self.charter()?
            .level_named(word)
            .ok_or_else(|| unknown_word("level", word))
    }

    fn grade(&self, word: &str) -> Result<GradeId, DecodeError> {
        self.charter()?
            .grade_named(word)
            .ok_or_else(|| unknown_word("grade", word))
    }

    fn post(&self, word: &str) -> Result<PostId, DecodeError> {
        self.charter()?
            .post_named(word)
            .ok_or_else(|| unknown_word("post", word))
    }

    fn meeting(&self, word: &str) -> Result<MeetingKindId, DecodeError> {
        self.charter()?
            .meeting_named(word)
            .ok_or_else(|| unknown_word("meeting", word))
    }

    fn record(
        &self,
        form: &wire::Record<'_>,
        documents: &mut Documents,
    ) -> Result<MeetingRecord, DecodeError> {
        let resolutions = form
            .resolutions
            .iter()
            .map(|form| document(form, documents));
        Ok(MeetingRecord {
            resolutions: resolutions.collect::<Result<_, _>>()?,
            unit: UnitId(form.unit),
            kind: self.meeting(&form.kind)?,
            on: date(&form.on)?,
            expected: form.expected,
            entitled: form.entitled,
            voting: form.voting,
            absent: form.absent.iter().copied().map(PersonId).collect(),
            needed: form.needed,
        })
    }
}

fn unknown_word(table: &'static str, word: &str) -> DecodeError {
    DecodeError::UnknownWord {
        table,
        word: word.to_owned(),
    }
}
