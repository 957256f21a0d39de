//! The erasure that a charter asks for: as long as a server runs it looks once
//! an hour, and at its start, whether words have become too old to be kept.
//!
//! The kernel has no clock, so somebody has to ask it. Where no server runs,
//! `charterhouse petition erase` asks.

use std::time::Duration;

use clerk::{Clerk, Denial, Submission, fresh_key};
use kernel::petitions::ErasePetitions;
use kernel::{Actor, Command};

/// How often it looks.
const EVERY: Duration = Duration::from_secs(60 * 60);

/// Looks again and again, until the desk stops or whoever spawned it ends.
pub async fn erase_when_due(clerk: Clerk) {
    loop {
        match erase_what_is_due(&clerk).await {
            Ok(_) | Err(Denial::Busy | Denial::Refused(_)) => {}
            Err(_) => return,
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// Erases everything that is due today, and says of how many petitions. Where
/// nothing is due nothing is recorded.
///
/// # Errors
/// When the desk is busy or has stopped.
pub async fn erase_what_is_due(clerk: &Clerk) -> Result<usize, Denial> {
    let mut erased = 0_usize;
    loop {
        let today = clerk.clock().today();
        let due = crate::site::waiting(|| {
            clerk.read(|state, _| state.petitions_to_erase(today).next().is_some())
        })?;
        if !due {
            return Ok(erased);
        }
        let Ok(key) = fresh_key() else {
            // A machine without chance is asked again in an hour.
            return Err(Denial::Busy);
        };
        let command = Command::from(ErasePetitions);
        let submission = Submission::new(key, Actor::Operator, command);
        let receipt = clerk.hand_in(submission)?.answer().await?;
        erased = erased.saturating_add(receipt.events.len());
    }
}
