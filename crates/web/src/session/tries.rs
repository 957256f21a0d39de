//! Limits on tries to sign in: after a few that fail, each further one has to
//! wait longer, by name and by the address they come from.
//!
//! The counts lie in memory: a start forgets them, which costs an attacker
//! more than it gives.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::Mutex;

use journal::{Sha256Hash, sha256};

/// Tries that fail without a wait.
const FREE_BY_NAME: u32 = 5;
/// Many people may share one address.
const FREE_BY_ADDRESS: u32 = 20;
/// The wait after the first try too many, doubled with each further one.
const WAIT_FIRST_MS: i64 = 30_000;
/// The longest wait.
const WAIT_MAX_MS: i64 = 15 * 60_000;
/// When a count is forgotten.
const FORGET_AFTER_MS: i64 = 60 * 60_000;
/// Counts kept at most; the longest untouched go first.
const COUNTS_MAX: usize = 50_000;

/// Whose tries are counted. A name is kept as its hash: it may be somebody's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Who {
    Name(Sha256Hash),
    /// An address, or the network of a household where everybody has many.
    Address(IpAddr),
}

impl Who {
    fn free(self) -> u32 {
        match self {
            Who::Name(_) => FREE_BY_NAME,
            Who::Address(_) => FREE_BY_ADDRESS,
        }
    }
}

#[derive(Clone, Copy, Debug)]
struct Count {
    failed: u32,
    last_ms: i64,
}

/// The counts of failed tries.
#[derive(Debug, Default)]
pub(crate) struct Tries {
    counts: Mutex<BTreeMap<Who, Count>>,
}

/// Too many tries: how long to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Wait {
    pub(crate) seconds: u32,
}

impl Tries {
    /// Counts a try as failed before it is made, so that many at once are
    /// counted too; [`Tries::forgive`] takes it back.
    pub(crate) fn begin(
        &self,
        login: &str,
        address: Option<IpAddr>,
        now_ms: i64,
    ) -> Result<(), Wait> {
        let mut counts = self
            .counts
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        let both = who(login, address);
        let waits = both
            .iter()
            .filter_map(|who| wait_ms(*who, counts.get(who), now_ms));
        if let Some(longest) = waits.max() {
            let seconds = longest.div_euclid(1000).saturating_add(1);
            return Err(Wait {
                seconds: u32::try_from(seconds).unwrap_or(u32::MAX),
            });
        }
        if counts.len() >= COUNTS_MAX {
            thin(&mut counts, now_ms);
        }
        for who in both {
            let count = counts.entry(who).or_insert(Count {
                failed: 0,
                last_ms: now_ms,
            });
            if now_ms.saturating_sub(count.last_ms) > FORGET_AFTER_MS {
                count.failed = 0;
            }
            count.failed = count.failed.saturating_add(1);
            count.last_ms = now_ms;
        }
        Ok(())
    }

    /// Forgets the tries on a name whose password was right, and takes back
    /// the one counted against the address.
    pub(crate) fn forgive(&self, login: &str, address: Option<IpAddr>) {
        let mut counts = self
            .counts
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        for who in who(login, address) {
            match who {
                Who::Name(_) => {
                    counts.remove(&who);
                }
                Who::Address(_) => {
                    if let Some(count) = counts.get_mut(&who) {
                        count.failed = count.failed.saturating_sub(1);
                    }
                }
            }
        }
    }
}

fn who(login: &str, address: Option<IpAddr>) -> Vec<Who> {
    // The same folding by which the account is found.
    let name = Who::Name(sha256(login.trim().to_lowercase().as_bytes()));
    std::iter::once(name)
        .chain(address.map(|it| Who::Address(network(it))))
        .collect()
}

fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(it) => IpAddr::V4(it),
        IpAddr::V6(it) => {
            let network = it.to_bits() & !u128::from(u64::MAX);
            IpAddr::V6(network.into())
        }
    }
}

fn wait_ms(who: Who, count: Option<&Count>, now_ms: i64) -> Option<i64> {
    let count = count?;
    let beyond = count.failed.checked_sub(who.free())?;
    let wait = WAIT_FIRST_MS.saturating_mul(1_i64.checked_shl(beyond.min(20)).unwrap_or(i64::MAX));
    let left = count
        .last_ms
        .saturating_add(wait.min(WAIT_MAX_MS))
        .saturating_sub(now_ms);
    (left > 0).then_some(left)
}

/// Drops what is forgotten, and where that is not enough, the older half.
fn thin(counts: &mut BTreeMap<Who, Count>, now_ms: i64) {
    counts.retain(|_, count| now_ms.saturating_sub(count.last_ms) <= FORGET_AFTER_MS);
    if counts.len() >= COUNTS_MAX {
        let mut times: Vec<i64> = counts.values().map(|count| count.last_ms).collect();
        times.sort_unstable();
        let middle = times.get(times.len() / 2).copied().unwrap_or(now_ms);
        counts.retain(|_, count| count.last_ms > middle);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: Option<IpAddr> = Some(IpAddr::V4(std::net::Ipv4Addr::LOCALHOST));

    #[test]
    fn waits_grow_and_pass() {
        let tries = Tries::default();
        for _ in 0..FREE_BY_NAME {
            assert_eq!(tries.begin("kim", None, 0), Ok(()));
        }
        assert_eq!(tries.begin("kim", None, 0), Err(Wait { seconds: 31 }));
        assert_eq!(
            tries.begin(" KIM ", None, 1_000),
            Err(Wait { seconds: 30 }),
            "the same name"
        );
        assert_eq!(tries.begin("lee", None, 1_000), Ok(()), "another name");
        assert_eq!(tries.begin("kim", None, 31_000), Ok(()));
        assert_eq!(tries.begin("kim", None, 31_000), Err(Wait { seconds: 61 }));
        assert_eq!(
            tries.begin("kim", None, 31_000 + FORGET_AFTER_MS + 1),
            Ok(())
        );
    }

    #[test]
    fn one_address_may_not_try_many_names() {
        let tries = Tries::default();
        for name in 0..FREE_BY_ADDRESS {
            assert_eq!(tries.begin(&format!("name {name}"), HERE, 0), Ok(()));
        }
        assert!(tries.begin("another", HERE, 0).is_err());
        let elsewhere = Some(IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1)));
        assert_eq!(tries.begin("another", elsewhere, 0), Ok(()));
    }

    #[test]
    fn a_right_password_clears_the_name_and_not_the_address() {
        let tries = Tries::default();
        for round in 0..FREE_BY_ADDRESS {
            assert_eq!(tries.begin("kim", HERE, 0), Ok(()), "round {round}");
            tries.forgive("kim", HERE);
        }
        for name in 0..FREE_BY_ADDRESS {
            assert_eq!(tries.begin(&format!("name {name}"), HERE, 0), Ok(()));
        }
        assert!(tries.begin("kim", HERE, 0).is_err());
    }

    #[test]
    fn a_household_of_the_long_addresses_counts_as_one() {
        let [one, two] = ["2001:db8:1:2::3", "2001:db8:1:2:ffff::9"].map(|it| it.parse().unwrap());
        assert_eq!(network(one), network(two));
        assert_ne!(network(one), network("2001:db8:1:3::3".parse().unwrap()));
    }
}
