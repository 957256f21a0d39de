//! Secrets in the browser: the token that says who is signed in, what is kept
//! of it, and what is put into forms so that only our own are obeyed.

use journal::{RequestKey, Sha256Hash, hex, sha256};

/// What proves in a form that it came from this site is this many bytes long.
const PROOF_BYTES: usize = 16;

/// The machine gave no randomness.
#[derive(Debug, thiserror::Error)]
#[error("could not get randomness from the system: {0}")]
pub(crate) struct NoRandomness(getrandom::Error);

/// So many bytes that nobody can guess.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], NoRandomness> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(NoRandomness)?;
    Ok(bytes)
}

/// A session's token: 256 bits that only the browser keeps.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token([u8; 32]);

impl std::fmt::Debug for Token {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Token")
    }
}

impl Token {
    /// A token that was never used.
    pub(crate) fn new() -> Result<Token, NoRandomness> {
        random().map(Token)
    }

    /// The token written so, if it is one.
    pub(crate) fn from_hex(text: &str) -> Option<Token> {
        bytes_of(text).map(Token)
    }

    /// As the cookie holds it.
    pub(crate) fn hex(&self) -> String {
        hex(&self.0)
    }

    /// What the database keeps of it: enough to find it again, not to use it.
    pub(crate) fn kept(&self) -> Sha256Hash {
        sha256(&self.0)
    }

    /// What a form carries to prove that it was made for this session.
    ///
    /// It is hidden under a mask of its own each time: pages are compressed,
    /// and a secret that is the same on every page could be read from their
    /// lengths.
    pub(crate) fn proof(&self) -> Result<String, NoRandomness> {
        let mask = random::<PROOF_BYTES>()?;
        let masked = xor(&mask, &self.proof_bytes());
        Ok(format!("{}{}", hex(&mask), hex(&masked)))
    }

    /// Whether a form's proof was made for this session.
    pub(crate) fn proves(&self, proof: &str) -> bool {
        let Some((mask, masked)) = proof.split_at_checked(PROOF_BYTES * 2) else {
            return false;
        };
        let (Some(mask), Some(masked)) = (bytes_of(mask), bytes_of(masked)) else {
            return false;
        };
        same(&xor::<PROOF_BYTES>(&mask, &masked), &self.proof_bytes())
    }

    fn proof_bytes(&self) -> [u8; PROOF_BYTES] {
        let mut labelled = b"charterhouse form ".to_vec();
        labelled.extend_from_slice(&self.0);
        let whole = sha256(&labelled);
        let mut proof = [0; PROOF_BYTES];
        for (to, from) in proof.iter_mut().zip(whole) {
            *to = from;
        }
        proof
    }
}

/// A key for a form that was never used.
pub(crate) fn fresh_key() -> Result<String, NoRandomness> {
    Ok(hex(&random::<16>()?))
}

/// The key of a request: of what this actor asks, with the key the client
/// made, at this address, with this content.
///
/// The same sent twice is one request. Another content under the same key is
/// another request, and nobody's key can meet somebody else's.
pub(crate) fn request_key(actor: &str, client: &str, address: &str, body: &[u8]) -> RequestKey {
    let mut all = Vec::with_capacity(body.len().saturating_add(160));
    for part in [actor.as_bytes(), client.as_bytes(), address.as_bytes()] {
        all.extend_from_slice(&sha256(part));
    }
    all.extend_from_slice(body);
    let whole = sha256(&all);
    let mut key = [0; 16];
    for (to, from) in key.iter_mut().zip(whole) {
        *to = from;
    }
    RequestKey(key)
}

/// Whether two secrets are the same, in a time that does not tell where they differ.
pub(crate) fn same(left: &[u8], right: &[u8]) -> bool {
    let differing = left
        .iter()
        .zip(right)
        .fold(0, |all, (left, right)| all | (left ^ right));
    left.len() == right.len() && std::hint::black_box(differing) == 0
}

fn xor<const N: usize>(left: &[u8; N], right: &[u8; N]) -> [u8; N] {
    let mut both = *left;
    for (to, from) in both.iter_mut().zip(right) {
        *to ^= from;
    }
    both
}

/// The bytes that lowercase hexadecimal digits write out, if they are so many.
fn bytes_of<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits = text.as_bytes();
    if digits.len() != N.checked_mul(2)? {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        for digit in pair {
            let value = char::from(*digit)
                .to_digit(16)
                .filter(|_| !digit.is_ascii_uppercase())?;
            *byte = (*byte << 4) | u8::try_from(value).ok()?;
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_reads_back_and_nothing_else_does() {
        let token = Token::new().unwrap();
        assert_eq!(Token::from_hex(&token.hex()), Some(token));
        assert_ne!(token.kept(), token.0);
        let hex = token.hex();
        let short = hex.get(1..).unwrap();
        for wrong in [
            "",
            "00",
            short,
            &format!("{short}z"),
            &hex.replace(short, &"A".repeat(63)),
        ] {
            assert_eq!(Token::from_hex(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_proof_holds_for_its_own_session_alone() {
        let (own, other) = (Token::new().unwrap(), Token::new().unwrap());
        let proof = own.proof().unwrap();
        assert!(own.proves(&proof));
        assert_ne!(
            own.proof().unwrap(),
            proof,
            "each form has a mask of its own"
        );
        assert!(!other.proves(&proof));
        assert!(!own.proves(""));
        assert!(!own.proves(&own.hex()));
        for at in 0..proof.len() {
            let mut wrong = proof.clone().into_bytes();
            wrong[at] = if wrong[at] == b'0' { b'1' } else { b'0' };
            assert!(
                !own.proves(&String::from_utf8(wrong).unwrap()),
                "digit {at}"
            );
        }
    }

    #[test]
    fn a_request_key_is_of_one_actor_address_and_content() {
        let key = request_key("person:1", "k", "/a", b"x");
        assert_eq!(key, request_key("person:1", "k", "/a", b"x"));
        for other in [
            request_key("person:2", "k", "/a", b"x"),
            request_key("person:1", "l", "/a", b"x"),
            request_key("person:1", "k", "/b", b"x"),
            request_key("person:1", "k", "/a", b"y"),
        ] {
            assert_ne!(key, other);
        }
    }
}
