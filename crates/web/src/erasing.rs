//! The erasure that a charter asks for: as long as a server runs it looks once
//! an hour, and at its start, whether words, or applicants of whom nothing came,
//! have become too old to be kept.
//!
//! The kernel has no clock, so somebody has to ask it. Where no server runs,
//! `charterhouse petition erase` asks.

use std::time::Duration;

use clerk::{Clerk, Denial, Submission, fresh_key};
use kernel::petitions::ErasePetitions;
use kernel::procedures::EraseApplicants;
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

/// Erases everything that is due today, and says how many things that were. Where
/// nothing is due nothing is recorded.
///
/// # Errors
/// When the desk is busy or has stopped.
pub async fn erase_what_is_due(clerk: &Clerk) -> Result<usize, Denial> {
    let mut erased = 0_usize;
    while let Some(command) = due(clerk)? {
        let Ok(key) = fresh_key() else {
            // A machine without chance is asked again in an hour.
            return Err(Denial::Busy);
        };
        let submission = Submission::new(key, Actor::Operator, command);
        let receipt = clerk.hand_in(submission)?.answer().await?;
        erased = erased.saturating_add(receipt.events.len());
    }
    Ok(erased)
}

/// What erases something that is due today: what was asked first, then who applied.
fn due(clerk: &Clerk) -> Result<Option<Command>, Denial> {
    let today = clerk.clock().today();
    let (petitions, applicants) = crate::site::waiting(|| {
        clerk.read(|state, _| {
            let petitions = state.petitions_to_erase(today).next().is_some();
            let applicants = state.applicants_to_erase(today).next().is_some();
            (petitions, applicants)
        })
    })?;
    Ok(if petitions {
        Some(ErasePetitions.into())
    } else {
        applicants.then(|| EraseApplicants.into())
    })
}
