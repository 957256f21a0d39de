//! The code that a delegate shows at the door. It is made anew whenever it is
//! needed, from a secret that stands beside the keys, and is kept nowhere.

use kernel::conferences::Mandate;
use kernel::{ConferenceId, PersonId};

use crate::error::Failure;
use crate::site::Site;

/// Digits and letters that are not taken for one another.
const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
/// Letters of a code: fifty bits, which nobody comes upon at a door.
const LENGTH: usize = 10;

/// The codes of people at a conference, in their order.
pub(crate) fn of(
    site: &Site,
    conference: ConferenceId,
    people: &[PersonId],
) -> Result<Vec<String>, Failure> {
    site.notices(|kept| {
        let codes = people
            .iter()
            .map(|person| written(&kept.credential(conference.0, person.0)));
        Ok(codes.collect())
    })
}

/// Whose code this is, of those who were named for a conference.
pub(crate) fn whose(
    site: &Site,
    conference: ConferenceId,
    mandates: &[Mandate],
    typed: &str,
) -> Result<Option<PersonId>, Failure> {
    let typed = plain(typed);
    if typed.len() != LENGTH {
        return Ok(None);
    }
    let people: Vec<PersonId> = mandates.iter().map(|it| it.person).collect();
    let codes = of(site, conference, &people)?;
    let mut found = people.into_iter().zip(codes);
    let found = found.find(|(_, code)| same(plain(code).as_bytes(), typed.as_bytes()));
    Ok(found.map(|(person, _)| person))
}

/// As long for a wrong code as for a right one.
fn same(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len()
        && one
            .iter()
            .zip(other)
            .fold(0, |differ, (one, other)| differ | (one ^ other))
            == 0
}

/// The letters of a code, however they were typed.
pub(crate) fn plain(typed: &str) -> String {
    let letters = typed.chars().filter(char::is_ascii_alphanumeric);
    letters.map(|letter| letter.to_ascii_uppercase()).collect()
}

/// Five letters, a dash, five letters.
fn written(hash: &[u8; 32]) -> String {
    let mut code = String::with_capacity(LENGTH + 1);
    for (at, byte) in hash.iter().take(LENGTH).enumerate() {
        if at == LENGTH / 2 {
            code.push('-');
        }
        let letter = LETTERS.get(usize::from(byte % 32)).copied();
        code.push(char::from(letter.unwrap_or(b'2')));
    }
    code
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_is_typed_and_in_no_other_way() {
        let code = written(&[7; 32]);
        assert_eq!(code.len(), LENGTH + 1);
        assert_eq!(plain(&code.to_lowercase().replace('-', " ")), plain(&code));
        assert!(same(b"ABC", b"ABC"));
        assert!(!same(b"ABC", b"ABD"));
        assert!(!same(b"ABC", b"ABCD"));
        assert_ne!(written(&[7; 32]), written(&[8; 32]));
    }
}
