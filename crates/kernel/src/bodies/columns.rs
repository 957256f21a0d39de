//! What is kept of affiliated bodies: one row a body, linked by unit.

use charter::{BodyKindId, PostId};

use super::{Body, BodyEvent};
use crate::columns::{Chains, Column, ReadError, Reader, Texts, Writer};
use crate::day::Day;
use crate::ids::{BodyId, UnitId};

/// No row.
const NONE: u32 = u32::MAX;
/// No post, one above the last there can be.
const NO_POST: u32 = 256;

/// Everything kept about affiliated bodies.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bodies {
    kind: Column<u8>,
    unit: Column<u32>,
    since: Column<Day>,
    until: Column<Day>,
    liaison: Column<u32>,
    entered: Column<Day>,
    /// The unit's row before.
    earlier: Column<u32>,
    names: Texts,
    /// By unit: its newest row.
    newest: Column<u32>,
}

impl Bodies {
    pub(crate) fn count(&self) -> u32 {
        u32::try_from(self.unit.len()).unwrap_or(NONE)
    }

    pub(crate) fn open_unit(&mut self) {
        self.newest.push(NONE);
    }

    /// The bodies by unit.
    pub(crate) fn by_unit(&self) -> Chains<'_> {
        Chains {
            owner: &self.unit,
            earlier: &self.earlier,
            newest: &self.newest,
        }
    }

    pub(crate) fn get(&self, body: BodyId) -> Option<Body<'_>> {
        let at = body.index();
        let liaison = self.liaison.get(at)?;
        Some(Body {
            id: body,
            kind: BodyKindId(self.kind.get(at)?),
            unit: UnitId(self.unit.get(at)?),
            name: self.names.get(at)?,
            since: self.since.get(at)?.date(),
            until: self.until.get(at)?.date(),
            liaison: u8::try_from(liaison).ok().map(PostId),
            entered: self.entered.get(at)?.date()?,
        })
    }

    /// The bodies of a unit, the last entered first.
    pub(crate) fn of_unit(&self, unit: UnitId) -> impl Iterator<Item = Body<'_>> {
        let newest = self.newest.get(unit.index()).filter(|row| *row != NONE);
        std::iter::successors(newest, |row| {
            self.earlier
                .get(*row as usize)
                .filter(|earlier| *earlier != NONE)
        })
        .filter_map(|row| self.get(BodyId(row)))
    }

    /// Applies what has happened to a body.
    pub(crate) fn apply(&mut self, event: &BodyEvent) {
        let day = |date: Option<jiff::civil::Date>| date.map_or(Day::NONE, Day::from_date);
        let post = |post: Option<PostId>| post.map_or(NO_POST, |post| u32::from(post.0));
        match event {
            BodyEvent::Entered {
                body,
                kind,
                unit,
                name,
                since,
                liaison,
                on,
            } => {
                self.kind.push(kind.0);
                self.unit.push(unit.0);
                self.since.push(day(*since));
                self.until.push(Day::NONE);
                self.liaison.push(post(*liaison));
                self.entered.push(Day::from_date(*on));
                self.names.push(name);
                let earlier = self.newest.replace(unit.index(), body.0);
                self.earlier.push(earlier.unwrap_or(NONE));
            }
            BodyEvent::Corrected {
                body,
                name,
                since,
                until,
                liaison,
                ..
            } => {
                let at = body.index();
                self.since.set(at, day(*since));
                self.until.set(at, day(*until));
                self.liaison.set(at, post(*liaison));
                self.names.set(at, name);
            }
            BodyEvent::Ended { body, on, .. } => {
                self.until.set(body.index(), Day::from_date(*on));
            }
        }
    }

    pub(crate) fn write(&self, out: &mut Writer<'_>) {
        out.column(&self.kind);
        out.column(&self.unit);
        out.column(&self.since);
        out.column(&self.until);
        out.column(&self.liaison);
        out.column(&self.entered);
        out.column(&self.earlier);
        out.texts(&self.names);
        out.column(&self.newest);
    }

    pub(crate) fn read(from: &mut Reader<'_>) -> Result<Bodies, ReadError> {
        let bodies = Bodies {
            kind: from.column()?,
            unit: from.column()?,
            since: from.column()?,
            until: from.column()?,
            liaison: from.column()?,
            entered: from.column()?,
            earlier: from.column()?,
            names: from.texts()?,
            newest: from.column()?,
        };
        Reader::same_length([
            bodies.kind.len(),
            bodies.unit.len(),
            bodies.since.len(),
            bodies.until.len(),
            bodies.liaison.len(),
            bodies.entered.len(),
            bodies.earlier.len(),
            bodies.names.len(),
        ])?;
        Ok(bodies)
    }
}
