//! What a server does by itself: at its hour, once a day, a round; and where
//! the mail server did not take everything, another one a little later.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use clerk::Clerk;
use jiff::civil::Date;

use super::mailing::Mailing;
use super::round::{Fate, Round, RoundError, Silence, send};
use crate::settings::Log;

/// How often it looks whether its hour has come, or whether the server is back.
const EVERY: Duration = Duration::from_secs(15 * 60);

/// Tells everybody once a day what is due, from the hour `from_hour` on, until
/// the desk stops or whoever spawned it ends.
pub async fn send_every_day(clerk: Clerk, mailing: Mailing, from_hour: i8, log: Log) {
    let (mailing, goes_on) = (Arc::new(mailing), Ending::default());
    let mut whole: Option<Date> = None;
    loop {
        let now = crate::site::moment_of(clerk.clock().now_ms());
        let today = clerk.clock().today();
        if now.hour() >= from_hour && whole != Some(today) {
            let (clerk, mailing, flag) = (clerk.clone(), Arc::clone(&mailing), goes_on.flag());
            let round = tokio::task::spawn_blocking(move || {
                send(&clerk, &mailing, &|| !flag.load(Ordering::SeqCst))
            });
            match round.await {
                Ok(Ok(round)) => {
                    whole = round.is_whole().then_some(today);
                    if let Some(line) = told(&round) {
                        log.line(&line);
                    }
                }
                Ok(Err(RoundError::Stopped(_))) | Err(_) => return,
                Ok(Err(error)) => log.line(&failed(today, &error)),
            }
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// Tells a round that is under way to end when whoever began it ends.
#[derive(Default)]
struct Ending(Arc<AtomicBool>);

impl Ending {
    fn flag(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.0)
    }
}

impl Drop for Ending {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

/// A round in a line, without a name or an address; none where nothing happened.
fn told(round: &Round) -> Option<String> {
    let mut parts = Vec::new();
    let mut part = |count: usize, what: &str| {
        if count > 0 {
            parts.push(format!("{count} {what}"));
        }
    };
    part(round.count(|it| it == Fate::Sent), "sent");
    let refused = |it| matches!(it, Fate::Refused(_));
    part(round.count(refused), "refused by the mail server");
    let later = |it| matches!(it, Fate::Later(_));
    part(round.count(later), "not taken now, to be tried again");
    part(round.count(|it| it == Fate::Waits), "not sent");
    let begun = round.silent.get(&Silence::BegunToday).copied();
    let begun = usize::try_from(begun.unwrap_or(0)).unwrap_or(usize::MAX);
    part(
        round.count(|it| it == Fate::Perhaps).saturating_add(begun),
        "begun and not known to have arrived, not tried again today",
    );
    if let Some(trouble) = &round.trouble {
        parts.push(format!(
            "it ended early: {trouble}; whoever was not told is tried again in a quarter of an hour"
        ));
    }
    (!parts.is_empty()).then(|| format!("notices of {}: {}", round.day, parts.join("; ")))
}

fn failed(today: Date, error: &RoundError) -> String {
    let mut line = format!("notices of {today}: {error}");
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        line.push_str(&format!(": {cause}"));
        source = cause.source();
    }
    line.push_str("; tried again in a quarter of an hour");
    line
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use jiff::civil::date;
    use kernel::PersonId;

    use super::*;
    use crate::notices::Told;

    #[test]
    fn a_round_is_a_line_and_a_quiet_one_is_none() {
        let fates = [
            Fate::Sent,
            Fate::Sent,
            Fate::Refused(550),
            Fate::Later(451),
            Fate::Perhaps,
        ];
        let told_to = |fate| Told {
            person: PersonId(7),
            things: 2,
            fate,
        };
        let mut round = Round {
            day: date(2026, 11, 23),
            told: fates.into_iter().map(told_to).collect(),
            silent: BTreeMap::from([(Silence::BegunToday, 2), (Silence::NothingDue, 9)]),
            trouble: Some("connect to a.example:25: it did not answer in time".to_owned()),
        };
        assert_eq!(
            told(&round).unwrap(),
            "notices of 2026-11-23: 2 sent; 1 refused by the mail server; 1 not taken now, to be \
             tried again; 3 begun and not known to have arrived, not tried again today; it ended \
             early: connect to a.example:25: it did not answer in time; whoever was not told is \
             tried again in a quarter of an hour"
        );
        assert!(!round.is_whole());
        round.trouble = None;
        assert!(!round.is_whole());
        round.told.clear();
        assert!(round.is_whole() && told(&round).is_some());
        round.silent.remove(&Silence::BegunToday);
        assert_eq!(told(&round), None);
    }
}
