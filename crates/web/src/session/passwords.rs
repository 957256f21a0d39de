//! Passwords: kept as Argon2id hashes, checked where waiting does no harm, and
//! in the same time whether or not there is such an account.

use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version};
use tokio::sync::Semaphore;

/// Fewest characters of a password that is being made.
pub const PASSWORD_CHARACTERS_MIN: usize = 12;

/// Longest password looked at, in bytes: no more than anybody types.
pub(crate) const PASSWORD_BYTES_MAX: usize = 1024;

/// Memory of one hash in KiB, passes over it, and lanes, as OWASP advises.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Checks made at the same time: each takes a processor and its memory.
const CHECKS_MAX: usize = 4;

/// A password could not be hashed.
#[derive(Debug, thiserror::Error)]
#[error("could not hash a password: {0}")]
pub struct PasswordError(String);

/// What is kept of a password, as a PHC string with a salt of its own.
///
/// # Errors
/// When the machine gives no randomness or memory.
pub fn seal(password: &str) -> Result<String, PasswordError> {
    let hash = hasher()?
        .hash_password(password.as_bytes())
        .map_err(|error| PasswordError(error.to_string()))?;
    Ok(hash.to_string())
}

/// Whether `password` is the one `sealed` was made from.
fn opens(password: &str, sealed: &str) -> bool {
    let Ok(hash) = PasswordHash::new(sealed) else {
        return false;
    };
    // The parameters of the hash are used, so that older hashes stay good.
    Argon2::default()
        .verify_password(password.as_bytes(), &hash)
        .is_ok()
}

fn hasher() -> Result<Argon2<'static>, PasswordError> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None)
        .map_err(|error| PasswordError(error.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// The place where passwords are checked, a few at a time.
#[derive(Clone, Debug)]
pub(crate) struct Checker {
    places: Arc<Semaphore>,
    /// A hash nobody knows the password of, for names without an account.
    nobody: Arc<str>,
}

impl Checker {
    pub(crate) fn new() -> Result<Checker, PasswordError> {
        let mut unknown = [0_u8; 32];
        getrandom::fill(&mut unknown).map_err(|error| PasswordError(error.to_string()))?;
        let nobody = seal(&journal::hex(&unknown))?.into();
        Ok(Checker {
            places: Arc::new(Semaphore::new(CHECKS_MAX)),
            nobody,
        })
    }

    /// Whether the password is the account's; without an account, the same
    /// work and then no.
    pub(crate) async fn check(&self, password: String, sealed: Option<String>) -> bool {
        let known = sealed.is_some();
        let sealed = sealed.unwrap_or_else(|| self.nobody.to_string());
        let fits = password.len() <= PASSWORD_BYTES_MAX;
        let Ok(_place) = self.places.acquire().await else {
            return false;
        };
        let work = tokio::task::spawn_blocking(move || opens(&password, &sealed));
        known && fits && work.await.unwrap_or(false)
    }

    /// What is kept of a new password, made where waiting does no harm.
    pub(crate) async fn seal(&self, password: String) -> Result<String, PasswordError> {
        let _place = self.places.acquire().await;
        let work = tokio::task::spawn_blocking(move || seal(&password));
        work.await
            .map_err(|error| PasswordError(error.to_string()))?
    }
}

/// What stands in the way of a password that is being made.
pub(crate) fn objection(password: &str) -> Option<String> {
    if password.chars().count() < PASSWORD_CHARACTERS_MIN {
        return Some(format!(
            "It has fewer than {PASSWORD_CHARACTERS_MIN} characters."
        ));
    }
    (password.len() > PASSWORD_BYTES_MAX).then(|| "It is too long.".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_password_opens_with_itself_alone() {
        let sealed = seal("a long and quiet evening").unwrap();
        assert!(
            sealed.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{sealed}"
        );
        assert!(opens("a long and quiet evening", &sealed));
        assert!(!opens("a long and quiet morning", &sealed));
        assert!(!opens("a long and quiet evening", "not a hash"));
    }

    #[tokio::test]
    async fn an_unknown_name_costs_the_work_of_a_known_one() {
        let checker = Checker::new().unwrap();
        let parameters = |sealed: &str| sealed.rsplitn(3, '$').last().map(str::to_owned);
        let known = seal("a long and quiet evening").unwrap();
        assert_eq!(parameters(&checker.nobody), parameters(&known));
        assert!(
            !checker
                .check("a long and quiet evening".to_owned(), None)
                .await
        );
        assert!(
            checker
                .check("a long and quiet evening".to_owned(), Some(known))
                .await
        );
    }
}
