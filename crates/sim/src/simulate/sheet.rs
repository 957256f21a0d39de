//! What was drawn and decided of a piece of a block of units, to be settled in
//! order. A sheet is used again for the next block, and the thread that fills
//! it wipes it.

use std::ops::Range;

use kernel::{Command, State, UnitId, decide};

use super::acts::{Intent, Record, request};
use super::month::{Month, Scratch};
use super::waiting::Waiting;

/// What was drawn and decided of one piece.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// What units record: the meetings of those whose people have come and gone, or returns.
    pub(super) record: Record,
    /// Who comes and goes in the units after them.
    pub(super) changes: Vec<Intent>,
    wishes: Vec<Command>,
    pub(super) scratch: Scratch,
}

impl Sheet {
    /// Draws and decides the meetings of some units and the comings and goings of others.
    pub(super) fn fill(
        &mut self,
        month: &Month<'_>,
        (state, waiting): (&State, &Waiting),
        meeting: Range<u32>,
        changing: Range<u32>,
    ) {
        self.record.clear();
        for unit in meeting.map(UnitId) {
            month.meetings(state, unit, &mut self.scratch, &mut self.record);
        }
        self.changes.clear();
        self.scratch.waiting.clear();
        for unit in changing.map(UnitId) {
            month.changes((state, waiting), unit, &mut self.scratch, &mut self.wishes);
            for command in self.wishes.drain(..) {
                let request = request(month.first, command);
                let decided = decide(state, &request);
                let command = request.command;
                self.changes.push(Intent { command, decided });
            }
        }
    }
}
