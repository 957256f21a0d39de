//! Sealing: what people wrote and who they are, as ciphertext under a key of
//! its own, made before it reaches any database.
//!
//! INVARIANT (one key, one text): a key is made inside [`Randomness::seal`],
//! seals one text and is never used again. A changed card gets a new key. The
//! nonce can therefore be constant, and is zero.

use chacha20poly1305::aead::{Aead as _, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, KeyInit as _, Nonce};

use crate::error::{Step as _, StorageError};
use crate::{Sha256Hash, chain};

/// The key of one sealed text.
pub(crate) type SealKey = [u8; 32];

/// A text under a key of its own.
#[derive(Clone)]
pub(crate) struct Sealed {
    pub(crate) key: SealKey,
    pub(crate) ciphertext: Vec<u8>,
}

/// A person's card, sealed and ready to be kept.
#[derive(Clone)]
pub struct SealedCard {
    /// Whose card it is.
    pub person: u32,
    pub(crate) sealed: Sealed,
}

/// A text somebody wrote, sealed and ready to be kept.
#[derive(Clone)]
pub struct SealedDocument {
    /// The document's number.
    pub id: u32,
    /// What the event that rests on the document must mention:
    /// SHA-256 over the document's key and its text. While the key lives it
    /// binds the text; once the key is destroyed nobody can confirm a guess.
    pub fingerprint: Sha256Hash,
    pub(crate) sealed: Sealed,
}

// Neither keys nor texts belong into a log.
impl std::fmt::Debug for SealedCard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SealedCard")
            .field("person", &self.person)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Sealed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sealed")
    }
}

impl std::fmt::Debug for SealedDocument {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SealedDocument")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// Random bytes from the operating system, fetched many keys at a time: an
/// import seals 100,000 cards, and a system call for each would be felt.
#[derive(Default)]
pub struct Randomness {
    buffer: Vec<u8>,
}

impl std::fmt::Debug for Randomness {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Randomness")
    }
}

impl Randomness {
    /// A source that has fetched nothing yet.
    #[must_use]
    pub fn new() -> Randomness {
        Randomness::default()
    }

    /// 32 bytes nobody has seen and this source will not give again.
    ///
    /// # Errors
    /// When the operating system has no random bytes to give.
    pub fn secret(&mut self) -> Result<[u8; 32], StorageError> {
        if self.buffer.len() < 32 {
            self.buffer.resize(32 * 256, 0);
            getrandom::fill(&mut self.buffer).step("get random bytes from the operating system")?;
        }
        let rest = self.buffer.len() - 32;
        let mut secret = [0; 32];
        for (to, from) in secret.iter_mut().zip(self.buffer.drain(rest..)) {
            *to = from;
        }
        Ok(secret)
    }

    /// Seals a person's card.
    ///
    /// # Errors
    /// When there are no random bytes for the key.
    pub fn seal_card(&mut self, person: u32, text: &[u8]) -> Result<SealedCard, StorageError> {
        Ok(SealedCard {
            person,
            sealed: self.seal(&card_label(person), text)?,
        })
    }

    /// Seals a document.
    ///
    /// # Errors
    /// When there are no random bytes for the key.
    pub fn seal_document(&mut self, id: u32, text: &[u8]) -> Result<SealedDocument, StorageError> {
        let sealed = self.seal(&document_label(id), text)?;
        Ok(SealedDocument {
            id,
            fingerprint: fingerprint(&sealed.key, text),
            sealed,
        })
    }

    fn seal(&mut self, label: &str, text: &[u8]) -> Result<Sealed, StorageError> {
        let key = self.secret()?;
        let ciphertext = ChaCha20Poly1305::new(&Key::from(key))
            .encrypt(
                &Nonce::default(),
                Payload {
                    msg: text,
                    aad: label.as_bytes(),
                },
            )
            .map_err(|_| "the text is too long")
            .step("seal a text")?;
        Ok(Sealed { key, ciphertext })
    }
}

/// What a card's ciphertext is bound to, so that it cannot be moved to another person.
pub(crate) fn card_label(person: u32) -> String {
    format!("card {person}")
}

/// What a document's ciphertext is bound to.
pub(crate) fn document_label(id: u32) -> String {
    format!("document {id}")
}

/// The text under `key`, or nothing when key, label or ciphertext do not fit together.
pub(crate) fn open(key: &SealKey, label: &str, ciphertext: &[u8]) -> Option<Vec<u8>> {
    ChaCha20Poly1305::new(&Key::from(*key))
        .decrypt(
            &Nonce::default(),
            Payload {
                msg: ciphertext,
                aad: label.as_bytes(),
            },
        )
        .ok()
}

/// What the chain says about a document.
pub(crate) fn fingerprint(key: &SealKey, text: &[u8]) -> Sha256Hash {
    chain::sha256_of_both(key, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_card_opens_for_its_person_only() {
        let mut randomness = Randomness::new();
        let card = randomness.seal_card(7, b"Kim").unwrap();
        assert_eq!(
            open(&card.sealed.key, &card_label(7), &card.sealed.ciphertext).unwrap(),
            b"Kim"
        );
        assert_eq!(
            open(&card.sealed.key, &card_label(8), &card.sealed.ciphertext),
            None
        );
        assert!(
            !card
                .sealed
                .ciphertext
                .windows(3)
                .any(|window| window == b"Kim")
        );
    }

    #[test]
    fn no_secret_is_given_twice() {
        let mut randomness = Randomness::new();
        let mut secrets: Vec<_> = (0..1000).map(|_| randomness.secret().unwrap()).collect();
        secrets.sort_unstable();
        secrets.dedup();
        assert_eq!(secrets.len(), 1000);
    }
}
