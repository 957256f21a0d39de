//! The state as bytes: each column little-endian, one after the other, so
//! that a snapshot is a copy and the hash of a state has one meaning.

mod chains;
mod column;
mod entries;
mod index;
mod reading;
mod scalar;
mod texts;
mod writing;

use std::collections::BTreeMap;
use std::io::Read;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};

use charter::Charter;

use crate::charters::AdoptCharter;
use crate::day::Day;
use crate::state::State;
use crate::{
    awards, bodies, bulletins, conferences, directives, dues, meetings, members, petitions, posts,
    procedures, reports, sizes, study, units, visits,
};

pub(crate) use chains::Chains;
pub(crate) use column::Column;
pub(crate) use entries::Entries;
pub(crate) use index::Index;
pub(crate) use reading::Reader;
pub(crate) use scalar::{Scalar, scalar};
pub(crate) use texts::Texts;
pub(crate) use writing::{Lent, Writer};

/// Version of the layout below. It changes whenever the columns do.
pub const LAYOUT: u32 = 8;

/// The bytes end too early or hold what no state can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the columns end too early or hold what no state can hold")]
pub struct Truncated;

/// Why no state came out of a source of bytes.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// They are not the bytes of a state.
    #[error(transparent)]
    Columns(#[from] Truncated),
    /// The source could not be read.
    #[error("the columns could not be read")]
    Source(#[source] std::io::Error),
}

impl State {
    /// The whole state as bytes. Two equal states give equal bytes; the editions
    /// of the charter stand in them by the hash of their text.
    #[must_use]
    pub fn to_columns(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.write_columns(&mut |stretch| bytes.extend_from_slice(stretch));
        bytes
    }

    /// The same bytes, a stretch at a time: for a hash, or for a file that is
    /// written without a second organisation in memory.
    pub fn write_columns(&self, sink: &mut dyn FnMut(&[u8])) {
        self.write_lending(sink, None);
    }

    /// Writes the columns and lends their chunks to whoever reads them beside.
    pub(crate) fn write_lending(&self, sink: &mut dyn FnMut(&[u8]), lender: Option<Sender<Lent>>) {
        let mut out = Writer::new(sink, lender);
        out.u32(LAYOUT);
        out.u32(u32::try_from(self.editions().len()).unwrap_or(u32::MAX));
        for edition in self.editions() {
            out.rows(&edition.sha256);
            out.rows(&[Day::from_date(edition.from)]);
        }
        self.units.write(&mut out);
        self.members.write(&mut out);
        self.posts.write(&mut out);
        self.meetings.write(&mut out);
        self.directives.write(&mut out);
        self.reports.write(&mut out);
        self.awards.write(&mut out);
        self.bodies.write(&mut out);
        self.conferences.write(&mut out);
        self.study.write(&mut out);
        self.visits.write(&mut out);
        self.bulletins.write(&mut out);
        self.petitions.write(&mut out);
        self.proceedings.write(&mut out);
        self.dues.write(&mut out);
        self.sizes.write(&mut out);
        out.u32(self.documents);
        out.flush();
    }

    /// A state from a source of its bytes, which must end with them (hand in a
    /// [`take`](std::io::Read::take) of a longer one), and the editions they name.
    ///
    /// It asks for a quarter of a megabyte at a time and needs no more memory
    /// than bytes have come, whatever lengths they claim.
    ///
    /// # Errors
    /// Fails when the source cannot be read, and when its bytes are of another
    /// layout, end too early, run on, or name an edition that is not given.
    pub fn read_columns(
        source: &mut dyn Read,
        editions: &BTreeMap<[u8; 32], Arc<Charter>>,
    ) -> Result<State, ReadError> {
        State::read_borrowing(source, editions, None)
    }

    /// Reads columns, and takes the chunks that are lent for those that are the same.
    pub(crate) fn read_borrowing(
        source: &mut dyn Read,
        editions: &BTreeMap<[u8; 32], Arc<Charter>>,
        lent: Option<&Receiver<Lent>>,
    ) -> Result<State, ReadError> {
        let mut from = Reader::new(source, lent);
        if from.u32()? != LAYOUT {
            return Err(Truncated.into());
        }
        let mut state = State::default();
        for _ in 0..from.u32()? {
            let sha256: [u8; 32] = from.rows()?.try_into().map_err(|_| Truncated)?;
            let first_day = from
                .rows::<Day>()?
                .first()
                .and_then(|day| day.date())
                .ok_or(Truncated)?;
            let charter = editions.get(&sha256).ok_or(Truncated)?;
            state.charters.restore(AdoptCharter {
                charter: Arc::clone(charter),
                sha256,
                from: first_day,
            });
        }
        state.units = units::Units::read(&mut from)?;
        state.members = members::Members::read(&mut from)?;
        state.posts = posts::Posts::read(&mut from)?;
        state.meetings = meetings::Meetings::read(&mut from)?;
        state.directives = directives::Directives::read(&mut from, state.units.count())?;
        state.reports = reports::Reports::read(&mut from)?;
        state.awards = awards::Awards::read(&mut from)?;
        state.bodies = bodies::Bodies::read(&mut from)?;
        state.conferences = conferences::Conferences::read(&mut from)?;
        state.study = study::Study::read(&mut from)?;
        state.visits = visits::Visits::read(&mut from)?;
        state.bulletins = bulletins::Bulletins::read(&mut from)?;
        state.petitions = petitions::Petitions::read(&mut from)?;
        state.proceedings = procedures::Proceedings::read(&mut from, state.units.count())?;
        state.dues = dues::Dues::read(&mut from)?;
        state.sizes = sizes::Sizes::read(&mut from)?;
        state.documents = from.u32()?;
        from.end()?;
        Ok(state)
    }

    /// A state from its bytes and the editions they name.
    ///
    /// # Errors
    /// Fails as [`State::read_columns`] does.
    pub fn from_columns(
        mut bytes: &[u8],
        editions: &BTreeMap<[u8; 32], Arc<Charter>>,
    ) -> Result<State, Truncated> {
        // Bytes in memory can always be read, so they are wrong if anything is.
        State::read_columns(&mut bytes, editions).map_err(|_| Truncated)
    }
}
