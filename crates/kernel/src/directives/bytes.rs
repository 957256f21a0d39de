//! Directives as bytes, and back.

use std::collections::BTreeMap;
use std::sync::Arc;

use charter::{DirectiveKindId, LevelId};
use jiff::civil::Date;
use roaring::RoaringBitmap;

use super::columns::{AnswerRow, Directives, NONE, Objection, Row};
use super::{Origin, Outcome};
use crate::columns::{Entries, ReadError, Reader, Truncated, Writer};
use crate::day::Day;
use crate::ids::{ConferenceId, DirectiveId, DocumentId, MeetingId, PetitionId, UnitId};

impl Directives {
    pub(crate) fn write(&self, out: &mut Writer<'_>) {
        out.u32(self.count());
        for row in &self.rows {
            row.write(out);
        }
    }

    pub(crate) fn read(from: &mut Reader<'_>, units: u32) -> Result<Directives, ReadError> {
        let mut directives = Directives::default();
        directives.owed.fill_to(units as usize, 0);
        for _ in 0..from.u32()? {
            directives.rows.push(Arc::new(Row::read(from)?));
            directives.number_next();
        }
        for row in directives.rows.clone() {
            if row.in_effect() {
                directives.count_debts(&row);
            }
        }
        Ok(directives)
    }
}

impl Row {
    fn write(&self, out: &mut Writer<'_>) {
        let (origin, number, item) = match self.origin {
            Origin::Own => (0, NONE, NONE),
            Origin::Meeting(meeting) => (1, meeting.0, NONE),
            Origin::Directive(directive) => (2, directive.0, NONE),
            Origin::Conference(conference) => (3, conference.0, NONE),
            Origin::Petition(petition) => (4, petition.0, NONE),
            Origin::Item(conference, item) => (5, conference.0, item),
        };
        let optional = |id: Option<DirectiveId>| id.map_or(NONE, |id| id.0);
        numbers(
            out,
            [
                u32::from(self.kind.0),
                self.unit.0,
                u32::from(self.on.0),
                origin,
                number,
                item,
                optional(self.replaces),
                optional(self.replaced_by),
                u32::from(self.withdrawn.0),
            ]
            .into_iter(),
        );
        numbers(out, self.to.iter().map(|level| u32::from(level.0)));
        numbers(out, self.areas.iter().map(|area| area.0));
        let texts = self.texts.iter();
        numbers(out, texts.flat_map(|(on, text)| [u32::from(on.0), text.0]));
        for set in [&self.addressed, &self.way, &self.answered, &self.released] {
            numbers(out, stretches(set).flat_map(|(first, last)| [first, last]));
        }
        let passed = self.passed.iter();
        numbers(out, passed.flat_map(|(unit, on)| [unit.0, u32::from(on.0)]));
        numbers(
            out,
            self.answers.iter().flat_map(|row| {
                let outcome = match row.outcome {
                    Outcome::Done => 0,
                    Outcome::InPart => 1,
                    Outcome::NotDone => 2,
                };
                [row.unit.0, u32::from(row.on.0), outcome, row.text]
            }),
        );
        numbers(
            out,
            self.agendas
                .iter()
                .flat_map(|(unit, meeting)| [unit.0, meeting.0]),
        );
        numbers(
            out,
            self.objections.iter().flat_map(|(unit, it)| {
                let day = |on| u32::from(Day::from_date(on).0);
                let (standing, settled, why) = match it.settled {
                    None => (0, 0, NONE),
                    Some((upheld, on, why)) => (1 + u32::from(upheld), day(on), why.0),
                };
                [unit.0, day(it.on), it.reason.0, standing, settled, why]
            }),
        );
    }

    fn read(from: &mut Reader<'_>) -> Result<Row, ReadError> {
        let [
            kind,
            unit,
            on,
            origin,
            number,
            item,
            replaces,
            replaced_by,
            withdrawn,
        ] = from.rows::<u32>()?.try_into().map_err(|_| Truncated)?;
        let origin = match origin {
            0 => Origin::Own,
            1 => Origin::Meeting(MeetingId(number)),
            2 => Origin::Directive(DirectiveId(number)),
            3 => Origin::Conference(ConferenceId(number)),
            4 => Origin::Petition(PetitionId(number)),
            5 => Origin::Item(ConferenceId(number), item),
            _ => return Err(Truncated.into()),
        };
        let optional = |id: u32| (id != NONE).then_some(DirectiveId(id));
        let to = from
            .rows::<u32>()?
            .into_iter()
            .map(|level| byte(level).map(LevelId));
        let to = to.collect::<Result<_, Truncated>>()?;
        let areas = from.rows::<u32>()?.into_iter().map(UnitId).collect();
        let texts = groups(from)?
            .map(|[on, text]| Ok((day(on)?, DocumentId(text))))
            .collect::<Result<_, Truncated>>()?;
        let (addressed, way) = (set(from)?, set(from)?);
        let (answered, released) = (set(from)?, set(from)?);
        let passed = groups(from)?
            .map(|[unit, on]| Ok((UnitId(unit), day(on)?)))
            .collect::<Result<_, Truncated>>()?;
        let (answers, agendas) = (answers(from)?, agendas(from)?);
        let objections = objections(from)?;
        Ok(Row {
            kind: DirectiveKindId(byte(kind)?),
            unit: UnitId(unit),
            on: day(on)?,
            to,
            areas,
            origin,
            replaces: optional(replaces),
            replaced_by: optional(replaced_by),
            withdrawn: day(withdrawn)?,
            texts,
            addressed,
            way,
            answered,
            released,
            passed,
            answers,
            agendas,
            objections,
        })
    }
}

fn answers(from: &mut Reader<'_>) -> Result<Entries<AnswerRow>, ReadError> {
    let mut answers = Entries::default();
    for [unit, on, outcome, text] in groups(from)? {
        let outcome = match outcome {
            0 => Outcome::Done,
            1 => Outcome::InPart,
            2 => Outcome::NotDone,
            _ => return Err(Truncated.into()),
        };
        answers.push(AnswerRow {
            unit: UnitId(unit),
            on: day(on)?,
            outcome,
            text,
        });
    }
    Ok(answers)
}

fn agendas(from: &mut Reader<'_>) -> Result<Entries<(UnitId, MeetingId)>, ReadError> {
    let mut agendas = Entries::default();
    for [unit, meeting] in groups(from)? {
        agendas.push((UnitId(unit), MeetingId(meeting)));
    }
    Ok(agendas)
}

fn objections(from: &mut Reader<'_>) -> Result<BTreeMap<UnitId, Objection>, ReadError> {
    let mut objections = BTreeMap::new();
    for [unit, on, reason, standing, settled, why] in groups(from)? {
        let settled = match standing {
            0 => None,
            1 | 2 => Some((standing == 2, date(settled)?, DocumentId(why))),
            _ => return Err(Truncated.into()),
        };
        let objection = Objection {
            on: date(on)?,
            reason: DocumentId(reason),
            settled,
        };
        objections.insert(UnitId(unit), objection);
    }
    Ok(objections)
}

fn numbers(out: &mut Writer<'_>, numbers: impl Iterator<Item = u32>) {
    out.rows(&numbers.collect::<Vec<u32>>());
}

/// A set as its stretches, each from its first number to its last: most sets
/// of units are few and long stretches.
fn stretches(set: &RoaringBitmap) -> impl Iterator<Item = (u32, u32)> + '_ {
    let mut numbers = set.iter().peekable();
    std::iter::from_fn(move || {
        let first = numbers.next()?;
        let mut last = first;
        while numbers
            .peek()
            .is_some_and(|next| last.checked_add(1) == Some(*next))
        {
            last = numbers.next()?;
        }
        Some((first, last))
    })
}

fn set(from: &mut Reader<'_>) -> Result<RoaringBitmap, ReadError> {
    let mut set = RoaringBitmap::new();
    for [first, last] in groups(from)? {
        if first > last {
            return Err(Truncated.into());
        }
        set.insert_range(first..=last);
    }
    Ok(set)
}

/// Numbers that belong together, so many at a time.
fn groups<const N: usize>(
    from: &mut Reader<'_>,
) -> Result<impl Iterator<Item = [u32; N]> + use<N>, ReadError> {
    let numbers = from.rows::<u32>()?;
    if !numbers.len().is_multiple_of(N) {
        return Err(Truncated.into());
    }
    let mut numbers = numbers.into_iter();
    Ok(std::iter::from_fn(move || {
        let mut group = [0; N];
        for slot in &mut group {
            *slot = numbers.next()?;
        }
        Some(group)
    }))
}

fn byte(number: u32) -> Result<u8, Truncated> {
    u8::try_from(number).map_err(|_| Truncated)
}

fn day(number: u32) -> Result<Day, Truncated> {
    u16::try_from(number).map(Day).map_err(|_| Truncated)
}

fn date(number: u32) -> Result<Date, Truncated> {
    day(number)?.date().ok_or(Truncated)
}
