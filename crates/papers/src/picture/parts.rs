//! Reading bytes from the front, never beyond their end.

use super::PictureFault;

/// What is left of a file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rest<'a>(pub(super) &'a [u8]);

impl<'a> Rest<'a> {
    /// So many bytes from the front.
    pub(super) fn take(&mut self, count: usize) -> Result<&'a [u8], PictureFault> {
        match self.0.split_at_checked(count) {
            Some((taken, rest)) => {
                self.0 = rest;
                Ok(taken)
            }
            None => Err(PictureFault::Broken("it ends too early")),
        }
    }

    pub(super) fn byte(&mut self) -> Result<u8, PictureFault> {
        let taken = self.take(1)?;
        Ok(taken.first().copied().unwrap_or_default())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A number with its high byte first.
pub(super) fn high_first(bytes: &[u8]) -> u32 {
    bytes
        .iter()
        .take(4)
        .fold(0, |number, byte| (number << 8) | u32::from(*byte))
}

/// A number with its low byte first.
pub(super) fn low_first(bytes: &[u8]) -> u32 {
    let bytes = bytes.iter().take(4).rev();
    bytes.fold(0, |number, byte| (number << 8) | u32::from(*byte))
}

/// A length as a number of bytes in memory.
pub(super) fn length(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
