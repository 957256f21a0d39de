//! A snapshot as bytes with a head that says what they are.
//!
//! A snapshot lies in a file beside the databases rather than in a table: it
//! is as large as the state, may be thrown away at any time, and in a table
//! every new one would pass through the write-ahead log and be overwritten
//! with zeros when replaced.

use crate::error::SnapshotError;
use crate::{Sha256Hash, Snapshot, chain};

/// The first bytes of every snapshot.
const MAGIC: [u8; 8] = *b"CHSNAP01";

/// The length of what stands before the state: magic, format, sequence, the
/// entry's hash, and the hash over all that and the state.
const HEAD_BYTES: usize = 8 + 4 + 8 + 32 + 32;

/// The bytes of `snapshot`, with their hash.
pub(crate) fn encode(snapshot: &Snapshot) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(HEAD_BYTES + snapshot.bytes.len());
    bytes.extend_from_slice(&MAGIC);
    bytes.extend_from_slice(&snapshot.format.to_le_bytes());
    bytes.extend_from_slice(&snapshot.sequence.to_le_bytes());
    bytes.extend_from_slice(&snapshot.hash);
    bytes.extend_from_slice(&checksum(&bytes, &snapshot.bytes));
    bytes.extend_from_slice(&snapshot.bytes);
    bytes
}

/// The snapshot in `bytes`.
pub(crate) fn decode(bytes: &[u8]) -> Result<Snapshot, SnapshotError> {
    let damaged = |what| SnapshotError::Damaged { what };
    let (head, state) = bytes
        .split_at_checked(HEAD_BYTES)
        .ok_or(damaged("it is cut off in its head"))?;
    let (described, sum) = head
        .split_at_checked(HEAD_BYTES - 32)
        .ok_or(damaged("its head"))?;
    let (magic, rest) = described
        .split_first_chunk::<8>()
        .ok_or(damaged("its head"))?;
    let (format, rest) = rest.split_first_chunk::<4>().ok_or(damaged("its head"))?;
    let (sequence, rest) = rest.split_first_chunk::<8>().ok_or(damaged("its head"))?;
    let hash: Sha256Hash = rest.try_into().map_err(|_| damaged("its head"))?;
    if *magic != MAGIC {
        return Err(damaged("it does not begin as a snapshot does"));
    }
    if checksum(described, state) != sum {
        return Err(damaged("its bytes are not those that were written"));
    }
    Ok(Snapshot {
        format: u32::from_le_bytes(*format),
        sequence: u64::from_le_bytes(*sequence),
        hash,
        bytes: state.to_vec(),
    })
}

fn checksum(head: &[u8], state: &[u8]) -> Sha256Hash {
    chain::sha256_of_both(head, state)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_flipped_bit_of_a_snapshot_is_noticed() {
        let snapshot = Snapshot {
            format: 3,
            sequence: 9,
            hash: [7; 32],
            bytes: b"the state".to_vec(),
        };
        let bytes = encode(&snapshot);
        assert_eq!(decode(&bytes).unwrap(), snapshot);
        for bit in 0..bytes.len() * 8 {
            let mut flipped = bytes.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert!(decode(&flipped).is_err(), "bit {bit}");
        }
        for length in 0..bytes.len() {
            assert!(decode(&bytes[..length]).is_err(), "cut to {length}");
        }
    }
}
