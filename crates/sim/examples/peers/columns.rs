//! Columns as files that NumPy opens, and the processor's clock.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::time::Duration;

use sha2::{Digest, Sha256};

/// No row.
pub(crate) const NONE: u32 = u32::MAX;

/// Writes a column of numbers, each as its little-endian bytes, with the header NumPy asks for.
pub(crate) fn write<const N: usize>(
    folder: &Path,
    name: &str,
    rows: impl ExactSizeIterator<Item = [u8; N]>,
) -> std::io::Result<()> {
    let mut out = BufWriter::new(File::create(folder.join(format!("{name}.npy")))?);
    let dictionary = format!(
        "{{'descr': '{}u{N}', 'fortran_order': False, 'shape': ({},), }}",
        if N == 1 { '|' } else { '<' },
        rows.len()
    );
    // The header ends with a line break and is a multiple of 64 bytes long.
    let width = (dictionary.len() + 11).next_multiple_of(64) - 11;
    out.write_all(b"\x93NUMPY\x01\x00")?;
    out.write_all(&u16::try_from(width + 1).unwrap_or(u16::MAX).to_le_bytes())?;
    writeln!(out, "{dictionary:<width$}")?;
    for row in rows {
        out.write_all(&row)?;
    }
    out.flush()
}

/// The SHA-256 of rows in the order given, in sixteens.
pub(crate) fn hash_of<const N: usize>(rows: &[[u32; N]]) -> String {
    let mut hash = Sha256::new();
    for number in rows.iter().flatten() {
        hash.update(number.to_le_bytes());
    }
    let bytes = hash.finalize();
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// How long all processors together have worked for this program, where the
/// system tells: in hundredths of a second, so what is measured has to take many.
pub(crate) fn worked() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default();
    let ticks = fields.split_whitespace().skip(11).take(2);
    let ticks: u64 = ticks.filter_map(|ticks| ticks.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 10)
}

/// The middle of several durations, in seconds.
pub(crate) fn median(mut times: Vec<Duration>) -> f64 {
    times.sort_unstable();
    times
        .get(times.len() / 2)
        .copied()
        .unwrap_or_default()
        .as_secs_f64()
}
