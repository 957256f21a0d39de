//! The state as bytes: each column little-endian, one after the other, so
//! that a snapshot is a copy and the hash of a state has one meaning.

use std::collections::BTreeMap;
use std::sync::Arc;

use charter::Charter;

use crate::charters::AdoptCharter;
use crate::day::Day;
use crate::state::State;
use crate::{meetings, members, posts, sizes, units};

/// Version of the layout below. It changes whenever the columns do.
pub const LAYOUT: u32 = 1;

/// Texts in one stretch of bytes, a row each.
#[derive(Clone, Debug, Default)]
pub(crate) struct Texts {
    bytes: String,
    ends: Vec<(u32, u32)>,
}

impl Texts {
    pub(crate) fn push(&mut self, text: &str) {
        let place = self.append(text);
        self.ends.push(place);
    }

    /// The old text stays where it was; its room is won back at the next snapshot.
    pub(crate) fn set(&mut self, row: usize, text: &str) {
        let place = self.append(text);
        if let Some(slot) = self.ends.get_mut(row) {
            *slot = place;
        }
    }

    fn append(&mut self, text: &str) -> (u32, u32) {
        let start = u32::try_from(self.bytes.len()).unwrap_or(u32::MAX);
        self.bytes.push_str(text);
        (start, u32::try_from(self.bytes.len()).unwrap_or(u32::MAX))
    }

    pub(crate) fn get(&self, row: usize) -> Option<&str> {
        let (start, end) = *self.ends.get(row)?;
        self.bytes.get(start as usize..end as usize)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len()).filter_map(|row| self.get(row))
    }
}

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

/// Rows that are turned into bytes at a time.
const ROWS: usize = 8192;

/// Writes columns, a stretch of bytes at a time, to whoever takes them: the
/// whole would be as large as the organisation.
pub(crate) struct Writer<'a> {
    sink: &'a mut dyn FnMut(&[u8]),
    stretch: Vec<u8>,
}

impl Writer<'_> {
    fn put(&mut self, bytes: &[u8]) {
        self.stretch.extend_from_slice(bytes);
        if self.stretch.len() >= ROWS {
            self.flush();
        }
    }

    fn flush(&mut self) {
        (self.sink)(&self.stretch);
        self.stretch.clear();
    }

    fn length(&mut self, rows: usize) {
        self.put(&(rows as u64).to_le_bytes());
    }

    pub(crate) fn u32(&mut self, value: u32) {
        self.put(&value.to_le_bytes());
    }

    pub(crate) fn bytes(&mut self, column: &[u8]) {
        self.length(column.len());
        for rows in column.chunks(ROWS) {
            self.put(rows);
        }
    }

    pub(crate) fn u32s(&mut self, column: &[u32]) {
        self.length(column.len());
        for rows in column.chunks(ROWS) {
            self.stretch
                .extend(rows.iter().flat_map(|value| value.to_le_bytes()));
            self.flush();
        }
    }

    pub(crate) fn days(&mut self, column: &[Day]) {
        self.length(column.len());
        for rows in column.chunks(ROWS) {
            self.stretch
                .extend(rows.iter().flat_map(|day| day.0.to_le_bytes()));
            self.flush();
        }
    }

    pub(crate) fn texts(&mut self, texts: &Texts) {
        self.length(texts.ends.len());
        for text in texts.iter() {
            self.bytes(text.as_bytes());
        }
    }
}

/// Reads columns.
#[derive(Debug)]
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn take(&mut self, bytes: usize) -> Result<&'a [u8], Truncated> {
        let (taken, rest) = self.rest.split_at_checked(bytes).ok_or(Truncated)?;
        self.rest = rest;
        Ok(taken)
    }

    fn length(&mut self) -> Result<usize, Truncated> {
        let bytes = self.take(8)?.try_into().map_err(|_| Truncated)?;
        usize::try_from(u64::from_le_bytes(bytes)).map_err(|_| Truncated)
    }

    pub(crate) fn u32(&mut self) -> Result<u32, Truncated> {
        let bytes = self.take(4)?.try_into().map_err(|_| Truncated)?;
        Ok(u32::from_le_bytes(bytes))
    }

    pub(crate) fn bytes(&mut self) -> Result<&'a [u8], Truncated> {
        let rows = self.length()?;
        self.take(rows)
    }

    pub(crate) fn u32s(&mut self) -> Result<Vec<u32>, Truncated> {
        let rows = self.length()?;
        let bytes = self.take(rows.checked_mul(4).ok_or(Truncated)?)?;
        Ok(bytes
            .chunks_exact(4)
            .filter_map(|four| four.try_into().ok())
            .map(u32::from_le_bytes)
            .collect())
    }

    pub(crate) fn days(&mut self) -> Result<Vec<Day>, Truncated> {
        let rows = self.length()?;
        let bytes = self.take(rows.checked_mul(2).ok_or(Truncated)?)?;
        Ok(bytes
            .chunks_exact(2)
            .filter_map(|two| two.try_into().ok())
            .map(|two| Day(u16::from_le_bytes(two)))
            .collect())
    }

    pub(crate) fn texts(&mut self) -> Result<Texts, Truncated> {
        let rows = self.length()?;
        let mut texts = Texts::default();
        for _ in 0..rows {
            texts.push(std::str::from_utf8(self.bytes()?).map_err(|_| Truncated)?);
        }
        Ok(texts)
    }
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
        let mut out = Writer {
            sink,
            stretch: Vec::with_capacity(ROWS.saturating_mul(4)),
        };
        out.u32(LAYOUT);
        out.u32(u32::try_from(self.editions().len()).unwrap_or(u32::MAX));
        for edition in self.editions() {
            out.bytes(&edition.sha256);
            out.days(&[Day::from_date(edition.from)]);
        }
        self.units.write(&mut out);
        self.members.write(&mut out);
        self.posts.write(&mut out);
        self.meetings.write(&mut out);
        self.sizes.write(&mut out);
        out.u32(self.documents);
        out.flush();
    }

    /// A state from a source of its bytes, which must end with them (hand in a
    /// [`take`](std::io::Read::take) of a longer one), and the editions they name.
    ///
    /// # Errors
    /// Fails when the source cannot be read, and when its bytes are of another
    /// layout, end too early, run on, or name an edition that is not given.
    pub fn read_columns(
        source: &mut dyn std::io::Read,
        editions: &BTreeMap<[u8; 32], Arc<Charter>>,
    ) -> Result<State, ReadError> {
        let mut bytes = Vec::new();
        source.read_to_end(&mut bytes).map_err(ReadError::Source)?;
        Ok(State::from_columns(&bytes, editions)?)
    }

    /// A state from its bytes and the editions they name.
    ///
    /// # Errors
    /// Fails when the bytes are of another layout, end too early, run on, or
    /// name an edition that is not given.
    pub fn from_columns(
        bytes: &[u8],
        editions: &BTreeMap<[u8; 32], Arc<Charter>>,
    ) -> Result<State, Truncated> {
        let mut from = Reader { rest: bytes };
        if from.u32()? != LAYOUT {
            return Err(Truncated);
        }
        let mut state = State::default();
        for _ in 0..from.u32()? {
            let sha256: [u8; 32] = from.bytes()?.try_into().map_err(|_| Truncated)?;
            let first_day = from
                .days()?
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
        state.sizes = sizes::Sizes::read(&mut from)?;
        state.documents = from.u32()?;
        if from.rest.is_empty() {
            Ok(state)
        } else {
            Err(Truncated)
        }
    }
}
