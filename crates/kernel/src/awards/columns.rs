//! What is kept of awards: one row a proposal, linked by unit.

use charter::{AwardKindId, Measured};

use super::{Award, AwardEvent, Decision, Reading, Span};
use crate::columns::{Chains, Column, ReadError, Reader, Writer};
use crate::day::Day;
use crate::ids::{AwardId, DocumentId, UnitId};

/// No row, no text, no figure.
const NONE: u32 = u32::MAX;

/// Everything kept about awards.
#[derive(Clone, Debug, Default)]
pub(crate) struct Awards {
    kind: Column<u8>,
    unit: Column<u32>,
    first: Column<Day>,
    last: Column<Day>,
    grounds: Column<u32>,
    proposed: Column<Day>,
    /// Nought while nobody has decided, one where it was given, two where it was not.
    outcome: Column<u8>,
    decided: Column<Day>,
    by: Column<u32>,
    reason: Column<u32>,
    revoked: Column<Day>,
    revoked_for: Column<u32>,
    /// Where the row's figures begin; they end where those of the next row begin.
    begins: Column<u32>,
    /// The unit's row before.
    earlier: Column<u32>,
    found: Column<u32>,
    needed: Column<u32>,
    /// By unit: its newest row.
    newest: Column<u32>,
}

impl Awards {
    pub(crate) fn count(&self) -> u32 {
        u32::try_from(self.unit.len()).unwrap_or(NONE)
    }

    pub(crate) fn open_unit(&mut self) {
        self.newest.push(NONE);
    }

    /// The proposals by unit.
    pub(crate) fn by_unit(&self) -> Chains<'_> {
        Chains {
            owner: &self.unit,
            earlier: &self.earlier,
            newest: &self.newest,
        }
    }

    pub(crate) fn get(&self, award: AwardId) -> Option<Award> {
        let at = award.index();
        let text = |column: &Column<u32>| column.get(at).filter(|text| *text != NONE);
        let outcome = self.outcome.get(at)?;
        let decision = self.decided.get(at)?.date().map(|on| Decision {
            by: UnitId(self.by.get(at).unwrap_or(NONE)),
            granted: outcome == 1,
            reason: text(&self.reason).map(DocumentId),
            on,
        });
        let revoked = self.revoked.get(at)?.date();
        Some(Award {
            id: award,
            kind: AwardKindId(self.kind.get(at)?),
            unit: UnitId(self.unit.get(at)?),
            span: Span {
                first: self.first.get(at)?.date()?,
                last: self.last.get(at)?.date()?,
            },
            readings: self.readings(at),
            grounds: text(&self.grounds).map(DocumentId),
            proposed: self.proposed.get(at)?.date()?,
            decision: decision.filter(|_| outcome != 0),
            revoked: revoked.zip(text(&self.revoked_for).map(DocumentId)),
        })
    }

    fn readings(&self, at: usize) -> Vec<Reading> {
        let begins = self.begins.get(at).unwrap_or(0) as usize;
        let ends = self
            .begins
            .get(at.saturating_add(1))
            .map_or(self.found.len(), |next| next as usize);
        let figure = |column: &Column<u32>, row| column.get(row).filter(|figure| *figure != NONE);
        (begins..ends)
            .map(|row| {
                let known = figure(&self.found, row).zip(figure(&self.needed, row));
                Reading {
                    measured: known.map(|(found, needed)| Measured {
                        found: u64::from(found),
                        needed: u64::from(needed),
                    }),
                }
            })
            .collect()
    }

    /// The proposals of a unit, the newest first.
    pub(crate) fn of_unit(&self, unit: UnitId) -> impl Iterator<Item = Award> + '_ {
        let newest = self.newest.get(unit.index()).filter(|row| *row != NONE);
        std::iter::successors(newest, |row| {
            self.earlier
                .get(*row as usize)
                .filter(|earlier| *earlier != NONE)
        })
        .filter_map(|row| self.get(AwardId(row)))
    }

    /// Applies what has happened to an award.
    pub(crate) fn apply(&mut self, event: &AwardEvent) {
        match event {
            AwardEvent::Proposed { .. } => self.propose(event),
            AwardEvent::Decided {
                award,
                by,
                granted,
                reason,
                on,
                ..
            } => {
                let at = award.index();
                self.outcome.set(at, if *granted { 1 } else { 2 });
                self.decided.set(at, Day::from_date(*on));
                self.by.set(at, by.0);
                self.reason.set(at, reason.map_or(NONE, |text| text.0));
            }
            AwardEvent::Revoked {
                award, reason, on, ..
            } => {
                self.revoked.set(award.index(), Day::from_date(*on));
                self.revoked_for.set(award.index(), reason.0);
            }
        }
    }

    fn propose(&mut self, event: &AwardEvent) {
        let AwardEvent::Proposed {
            award,
            kind,
            unit,
            first,
            last,
            readings,
            grounds,
            on,
        } = event
        else {
            return;
        };
        self.kind.push(kind.0);
        self.unit.push(unit.0);
        self.first.push(Day::from_date(*first));
        self.last.push(Day::from_date(*last));
        self.grounds.push(grounds.map_or(NONE, |text| text.0));
        self.proposed.push(Day::from_date(*on));
        self.outcome.push(0);
        self.decided.push(Day::NONE);
        self.by.push(NONE);
        self.reason.push(NONE);
        self.revoked.push(Day::NONE);
        self.revoked_for.push(NONE);
        self.begins
            .push(u32::try_from(self.found.len()).unwrap_or(NONE));
        for reading in readings {
            let kept = |figure: u64| u32::try_from(figure).unwrap_or(NONE.saturating_sub(1));
            let measured = reading.measured;
            self.found.push(measured.map_or(NONE, |it| kept(it.found)));
            self.needed
                .push(measured.map_or(NONE, |it| kept(it.needed)));
        }
        let earlier = self.newest.replace(unit.index(), award.0);
        self.earlier.push(earlier.unwrap_or(NONE));
    }

    pub(crate) fn write(&self, out: &mut Writer<'_>) {
        out.column(&self.kind);
        out.column(&self.unit);
        out.column(&self.first);
        out.column(&self.last);
        out.column(&self.grounds);
        out.column(&self.proposed);
        out.column(&self.outcome);
        out.column(&self.decided);
        out.column(&self.by);
        out.column(&self.reason);
        out.column(&self.revoked);
        out.column(&self.revoked_for);
        out.column(&self.begins);
        out.column(&self.earlier);
        out.column(&self.found);
        out.column(&self.needed);
        out.column(&self.newest);
    }

    pub(crate) fn read(from: &mut Reader<'_>) -> Result<Awards, ReadError> {
        let awards = Awards {
            kind: from.column()?,
            unit: from.column()?,
            first: from.column()?,
            last: from.column()?,
            grounds: from.column()?,
            proposed: from.column()?,
            outcome: from.column()?,
            decided: from.column()?,
            by: from.column()?,
            reason: from.column()?,
            revoked: from.column()?,
            revoked_for: from.column()?,
            begins: from.column()?,
            earlier: from.column()?,
            found: from.column()?,
            needed: from.column()?,
            newest: from.column()?,
        };
        Reader::same_length([
            awards.kind.len(),
            awards.unit.len(),
            awards.first.len(),
            awards.last.len(),
            awards.grounds.len(),
            awards.proposed.len(),
            awards.outcome.len(),
            awards.decided.len(),
            awards.by.len(),
            awards.reason.len(),
            awards.revoked.len(),
            awards.revoked_for.len(),
            awards.begins.len(),
            awards.earlier.len(),
        ])?;
        Reader::same_length([awards.found.len(), awards.needed.len()])?;
        Ok(awards)
    }
}
