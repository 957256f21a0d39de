//! How a login is found without keeping it: HMAC-SHA-256 under a secret that
//! lives beside the keys, so that no name can be read from the index. The same
//! secret gives the addresses under which notices are turned off, and the codes
//! that delegates show at the door of a conference.

use sha2::{Digest as _, Sha256};

use crate::Sha256Hash;

/// The length in bytes of the blocks SHA-256 works on.
const BLOCK_BYTES: usize = 64;

/// What is kept of `login`; capitals and surrounding space make no difference.
pub(crate) fn tag(secret: &[u8; 32], login: &str) -> Sha256Hash {
    hmac_sha256(secret, login.trim().to_lowercase().as_bytes())
}

/// What opens the way to turn the notices of a person off. Only small letters
/// stand in what a login is kept as, so no login can come to the same.
pub(crate) fn notice_secret(secret: &[u8; 32], person: u32) -> Sha256Hash {
    hmac_sha256(secret, format!("NOTICES OFF {person}").as_bytes())
}

/// What the code of a delegate is made of; as above, no login can come to the same.
pub(crate) fn credential(secret: &[u8; 32], conference: u32, person: u32) -> Sha256Hash {
    hmac_sha256(secret, format!("DELEGATE {conference} {person}").as_bytes())
}

/// HMAC as RFC 2104 has it, for keys of one block or less.
fn hmac_sha256(key: &[u8], message: &[u8]) -> Sha256Hash {
    let mut inner = [0x36_u8; BLOCK_BYTES];
    let mut outer = [0x5c_u8; BLOCK_BYTES];
    for ((inner, outer), byte) in inner.iter_mut().zip(outer.iter_mut()).zip(key) {
        *inner ^= byte;
        *outer ^= byte;
    }
    let digest = Sha256::new()
        .chain_update(inner)
        .chain_update(message)
        .finalize();
    Sha256::new()
        .chain_update(outer)
        .chain_update(digest)
        .finalize()
        .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hmac_gives_the_values_of_rfc_4231() {
        assert_eq!(
            crate::hex(&hmac_sha256(b"Jefe", b"what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
    }

    #[test]
    fn capitals_and_space_make_no_difference() {
        assert_eq!(
            tag(&[1; 32], " Kim@Example.org "),
            tag(&[1; 32], "kim@example.org")
        );
        assert_ne!(tag(&[1; 32], "kim"), tag(&[2; 32], "kim"));
    }

    #[test]
    fn the_way_to_turn_notices_off_is_a_persons_own_and_no_login() {
        let own = notice_secret(&[1; 32], 7);
        assert_ne!(own, notice_secret(&[1; 32], 8));
        assert_ne!(own, notice_secret(&[2; 32], 7));
        assert_ne!(own, tag(&[1; 32], "NOTICES OFF 7"));
    }

    #[test]
    fn the_code_of_a_delegate_is_good_for_one_person_and_one_conference() {
        let own = credential(&[1; 32], 2, 7);
        assert_ne!(own, credential(&[1; 32], 3, 7));
        assert_ne!(own, credential(&[1; 32], 2, 8));
        assert_ne!(own, credential(&[2; 32], 2, 7));
        assert_ne!(own, tag(&[1; 32], "DELEGATE 2 7"));
    }
}
