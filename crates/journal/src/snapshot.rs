//! A snapshot as a stream: a head that says what it is of, the state, and
//! behind them the hash over both.
//!
//! A snapshot lies in a file beside the databases rather than in a table: it
//! is as large as the state, may be thrown away at any time, and in a table
//! every new one would pass through the write-ahead log and be overwritten
//! with zeros when replaced. The hash stands at the end because it is not
//! known before everything was written, and nobody holds everything at once.

use std::fs::File;
use std::io::{self, Read, Seek as _, SeekFrom, Write};
use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use crate::Sha256Hash;
use crate::error::{SnapshotError, Step as _};

/// The first bytes of every snapshot; the number is that of this form.
const MAGIC: [u8; 8] = *b"CHSNAP02";

/// The first bytes of the forms before it, without their number.
const MAGIC_STEM: [u8; 6] = *b"CHSNAP";

/// The length of what stands before the state: magic, format, sequence and
/// the entry's hash.
const HEAD_BYTES: usize = 8 + 4 + 8 + 32;

/// The length of what stands behind it.
const SUM_BYTES: usize = 32;

/// How many bytes are passed over at a time.
const STRETCH_BYTES: usize = 1 << 18;

/// Gives a state to a sink, a stretch of bytes at a time.
pub type WriteState<'a> = dyn FnMut(&mut dyn FnMut(&[u8])) + 'a;

/// What a snapshot is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SnapshotHead {
    /// The layout of the state's bytes, the caller's own numbering.
    pub format: u32,
    /// The last entry that went into it.
    pub sequence: u64,
    /// That entry's hash, so that a snapshot of another journal is noticed.
    pub hash: Sha256Hash,
}

impl SnapshotHead {
    fn to_bytes(self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(HEAD_BYTES);
        bytes.extend_from_slice(&MAGIC);
        bytes.extend_from_slice(&self.format.to_le_bytes());
        bytes.extend_from_slice(&self.sequence.to_le_bytes());
        bytes.extend_from_slice(&self.hash);
        bytes
    }

    fn from_bytes(bytes: &[u8; HEAD_BYTES]) -> Result<SnapshotHead, SnapshotError> {
        let cut = || damaged("it is cut off in its head");
        let (magic, rest) = bytes.split_first_chunk::<8>().ok_or_else(cut)?;
        let (format, rest) = rest.split_first_chunk::<4>().ok_or_else(cut)?;
        let (sequence, rest) = rest.split_first_chunk::<8>().ok_or_else(cut)?;
        let hash = rest.try_into().map_err(|_| cut())?;
        if *magic != MAGIC {
            return Err(damaged(if magic.starts_with(&MAGIC_STEM) {
                "it is of a form that this program does not write"
            } else {
                "it does not begin as a snapshot does"
            }));
        }
        Ok(SnapshotHead {
            format: u32::from_le_bytes(*format),
            sequence: u64::from_le_bytes(*sequence),
            hash,
        })
    }
}

/// A picture of the state at one entry, ready to be read as often as wished:
/// throw-away, rebuilt from the journal. What is read through it stays the same
/// when the store keeps another one meanwhile.
#[derive(Debug)]
pub struct Snapshot {
    head: SnapshotHead,
    place: Place,
    length: u64,
}

#[derive(Debug)]
enum Place {
    File(File),
    Memory(io::Cursor<Arc<[u8]>>),
}

impl Snapshot {
    /// The snapshot in a file, of which only the head is read.
    pub(crate) fn in_file(file: File) -> Result<Snapshot, SnapshotError> {
        let length = file.metadata().step("measure the snapshot")?.len();
        Snapshot::begin(Place::File(file), length)
    }

    /// The snapshot in these bytes.
    pub(crate) fn in_memory(bytes: Arc<[u8]>) -> Result<Snapshot, SnapshotError> {
        let length = bytes.len() as u64;
        Snapshot::begin(Place::Memory(io::Cursor::new(bytes)), length)
    }

    fn begin(mut place: Place, length: u64) -> Result<Snapshot, SnapshotError> {
        if length < (HEAD_BYTES + SUM_BYTES) as u64 {
            return Err(damaged("it is cut off in its head"));
        }
        let mut head = [0; HEAD_BYTES];
        place.source().read_exact(&mut head).step(READ)?;
        Ok(Snapshot {
            head: SnapshotHead::from_bytes(&head)?,
            place,
            length,
        })
    }

    /// What it is of. Nothing has been held against its hash yet.
    #[must_use]
    pub fn head(&self) -> &SnapshotHead {
        &self.head
    }

    /// How many bytes it has, all in all.
    #[must_use]
    pub fn length(&self) -> u64 {
        self.length
    }

    /// Lets `take` read the state, and hands out what it made of it once every
    /// byte has been held against the hash, those it did not ask for too.
    ///
    /// # Errors
    /// When the bytes are not those that were written, whatever `take` made of
    /// them, or cannot be read.
    pub fn read<T>(&mut self, take: impl FnOnce(&mut dyn Read) -> T) -> Result<T, SnapshotError> {
        Ok(self.read_with_sum(take)?.0)
    }

    /// The hash that stands behind it, once every byte has been held against it.
    ///
    /// # Errors
    /// When the bytes are not those that were written, or cannot be read.
    pub fn sum(&mut self) -> Result<Sha256Hash, SnapshotError> {
        Ok(self.read_with_sum(|_| ())?.1)
    }

    fn read_with_sum<T>(
        &mut self,
        take: impl FnOnce(&mut dyn Read) -> T,
    ) -> Result<(T, Sha256Hash), SnapshotError> {
        self.place.rewind().step(READ)?;
        let mut counted = Counted {
            source: self.place.source(),
            rest: self.length.saturating_sub(SUM_BYTES as u64),
            sum: Sha256::new(),
            failure: None,
        };
        let mut head = [0; HEAD_BYTES];
        counted.read_exact(&mut head).step(READ)?;
        let taken = take(&mut counted);
        let mut passed = vec![0; STRETCH_BYTES];
        while counted.failure.is_none() && counted.rest > 0 {
            counted.read(&mut passed).step(READ)?;
        }
        let Counted { sum, failure, .. } = counted;
        failure.map_or(Ok(()), Err).step(READ)?;
        let mut written = [0; SUM_BYTES];
        self.place.source().read_exact(&mut written).step(READ)?;
        let sum: Sha256Hash = sum.finalize().into();
        if sum == written && head[..] == self.head.to_bytes() {
            Ok((taken, sum))
        } else {
            Err(damaged("its bytes are not those that were written"))
        }
    }
}

const READ: &str = "read the snapshot";

impl Place {
    fn source(&mut self) -> &mut dyn Read {
        match self {
            Place::File(file) => file,
            Place::Memory(bytes) => bytes,
        }
    }

    fn rewind(&mut self) -> io::Result<()> {
        match self {
            Place::File(file) => file.seek(SeekFrom::Start(0)).map(drop),
            Place::Memory(bytes) => bytes.seek(SeekFrom::Start(0)).map(drop),
        }
    }
}

/// Reads what lies before the hash, and hashes it.
struct Counted<'a> {
    source: &'a mut dyn Read,
    rest: u64,
    sum: Sha256,
    /// Why the source could not be read: whoever reads may have taken it for
    /// the state's fault.
    failure: Option<io::Error>,
}

impl Read for Counted<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let wanted = usize::try_from(self.rest).map_or(into.len(), |rest| rest.min(into.len()));
        let into = into.get_mut(..wanted).unwrap_or_default();
        let read = match self.source.read(into) {
            Ok(0) if wanted > 0 => Err(io::ErrorKind::UnexpectedEof.into()),
            read => read,
        };
        match read {
            Ok(bytes) => {
                self.sum.update(into.get(..bytes).unwrap_or_default());
                self.rest = self.rest.saturating_sub(bytes as u64);
                Ok(bytes)
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Err(error),
            Err(error) => {
                let kind = error.kind();
                self.failure = Some(error);
                Err(kind.into())
            }
        }
    }
}

/// Writes a snapshot to `out` as the state comes, and returns its hash.
pub(crate) fn write(
    out: &mut dyn Write,
    head: &SnapshotHead,
    state: &mut WriteState<'_>,
) -> io::Result<Sha256Hash> {
    let mut failure = None;
    let sum = sum_of(head, state, &mut |bytes| {
        if failure.is_none() {
            failure = out.write_all(bytes).err();
        }
    });
    failure.map_or(Ok(()), Err)?;
    out.write_all(&sum)?;
    Ok(sum)
}

/// The hash that stands behind a snapshot of this state.
#[must_use]
pub fn snapshot_sum(head: &SnapshotHead, state: &mut WriteState<'_>) -> Sha256Hash {
    sum_of(head, state, &mut |_| ())
}

fn sum_of(
    head: &SnapshotHead,
    state: &mut WriteState<'_>,
    out: &mut dyn FnMut(&[u8]),
) -> Sha256Hash {
    let mut sum = Sha256::new();
    let mut put = |bytes: &[u8]| {
        sum.update(bytes);
        out(bytes);
    };
    put(&head.to_bytes());
    state(&mut put);
    sum.finalize().into()
}

fn damaged(what: &'static str) -> SnapshotError {
    SnapshotError::Damaged { what }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: SnapshotHead = SnapshotHead {
        format: 3,
        sequence: 9,
        hash: [7; 32],
    };

    fn bytes() -> Vec<u8> {
        let mut bytes = Vec::new();
        let state = &mut |sink: &mut dyn FnMut(&[u8])| {
            sink(b"the ");
            sink(b"state");
        };
        let sum = write(&mut bytes, &HEAD, state).unwrap();
        assert_eq!(sum, snapshot_sum(&HEAD, state));
        bytes
    }

    /// The state in these bytes, of which `count` are asked for.
    fn read(bytes: &[u8], count: u64) -> Result<Vec<u8>, SnapshotError> {
        let mut snapshot = Snapshot::in_memory(bytes.into())?;
        let mut state = Vec::new();
        snapshot.read(|source| source.take(count).read_to_end(&mut state).unwrap())?;
        assert_eq!(snapshot.head(), &HEAD);
        Ok(state)
    }

    #[test]
    fn every_flipped_bit_of_a_snapshot_is_noticed() {
        let bytes = bytes();
        for count in [0, 3, 9, 100] {
            let state = read(&bytes, count).unwrap();
            assert!(b"the state".starts_with(&state) && state.len() as u64 == count.min(9));
            for bit in 0..bytes.len() * 8 {
                let mut flipped = bytes.clone();
                flipped[bit / 8] ^= 1 << (bit % 8);
                let error = read(&flipped, count).unwrap_err();
                assert!(matches!(error, SnapshotError::Damaged { .. }), "bit {bit}");
            }
            for length in 0..bytes.len() {
                assert!(read(&bytes[..length], count).is_err(), "cut to {length}");
            }
        }
    }

    #[test]
    fn a_snapshot_is_read_as_often_as_wished() {
        let mut snapshot = Snapshot::in_memory(bytes().into()).unwrap();
        let sum = snapshot.sum().unwrap();
        for _ in 0..2 {
            let mut state = Vec::new();
            snapshot
                .read(|source| source.read_to_end(&mut state).unwrap())
                .unwrap();
            assert_eq!(state, b"the state");
            assert_eq!(snapshot.sum().unwrap(), sum);
        }
    }

    #[test]
    fn a_snapshot_of_the_form_before_is_named_as_one() {
        let mut old = bytes();
        old[7] = b'1';
        let error = read(&old, 9).unwrap_err().to_string();
        assert!(error.contains("of a form that this program"), "{error}");
    }

    #[test]
    fn a_full_disk_is_no_damage_and_ends_the_writing() {
        struct Full;
        impl Write for Full {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::StorageFull.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let error = write(&mut Full, &HEAD, &mut |sink| sink(b"state")).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::StorageFull);
    }
}
