//! Conferences: the second account beside the kernel's.

use std::collections::BTreeSet;

use kernel::conferences::{Mandate, MandateStanding, Role};
use kernel::{ConferenceId, State, UnitId};

use super::{Differences, compare, count};
use crate::auditor::Auditor;
use crate::auditor::conferences::ConferenceAccount;

impl Auditor {
    pub(super) fn compare_conference_totals(&self, state: &State, found: &mut Differences) {
        compare(
            found,
            || "how many conferences were ever called".to_owned(),
            &state.conference_count(),
            &count(self.conferences.len()),
        );
    }

    /// The conferences that a unit called.
    pub(super) fn compare_conferences(&self, state: &State, unit: UnitId, found: &mut Differences) {
        for (id, account) in &self.conferences {
            if account.unit == unit {
                compare_conference(state, *id, account, found);
            }
        }
    }
}

fn compare_conference(
    state: &State,
    id: ConferenceId,
    account: &ConferenceAccount,
    found: &mut Differences,
) {
    let kept = state.conference(id).map(|it| {
        let days = (it.key_day, it.first, it.last);
        (it.unit, days, it.called_off.is_some(), it.members)
    });
    let told = (account.unit, account.days, account.off, account.members);
    compare(found, || format!("conference {id}"), &kept, &Some(told));
    compare(
        found,
        || format!("the seats at conference {id}"),
        &state.conference_seats(id),
        &account.seats,
    );
    compare(
        found,
        || format!("who was named for conference {id}"),
        &state.mandates(id),
        &account.mandates,
    );
    if let Some(counted) = account.counted {
        // INVARIANT (key day): whoever belonged that day was counted, and once.
        compare(
            found,
            || format!("how many were counted for conference {id}"),
            &account.members,
            &counted,
        );
    }
    let sent: u32 = account.seats.iter().map(|(it, _)| it.members).sum();
    let within = sent <= account.members;
    let what = || format!("whether the units of conference {id} have no more than all");
    compare(found, what, &within, &true);
    promises(state, id, account, found);
}

/// What has to be true of the mandates, however they came about.
fn promises(state: &State, id: ConferenceId, account: &ConferenceAccount, found: &mut Differences) {
    let stands = |it: &&Mandate| it.standing == MandateStanding::Stands;
    let mut named = BTreeSet::new();
    let twice = account
        .mandates
        .iter()
        .filter(stands)
        .find(|it| !named.insert(it.person));
    // INVARIANT (one seat each): nobody has two mandates that stand.
    let what = || format!("who was named twice for conference {id}");
    compare(found, what, &twice.map(|it| it.person), &None);
    for (seats, _) in &account.seats {
        let taken = account.mandates.iter().filter(|it| {
            let by_post = matches!(it.role, Role::ExOfficio(_));
            it.unit == seats.unit && !by_post && it.seated()
        });
        // INVARIANT (seats): no unit fills more seats than it was given.
        let over = taken.count() > usize::try_from(seats.delegates).unwrap_or(usize::MAX);
        let what = || format!("whether unit {} fills too many seats", seats.unit);
        compare(found, what, &over, &false);
    }
    let seated = account.mandates.iter().filter(|it| it.seated());
    let came = seated.clone().filter(|it| it.came.is_some()).count();
    compare(
        found,
        || format!("how many sit at conference {id}, and how many of them came"),
        &state.conference_turnout(id),
        &(count(seated.count()), count(came)),
    );
    // INVARIANT (the door): whoever has no seat has not come in.
    let strangers = account.mandates.iter();
    let strangers = strangers.filter(|it| it.came.is_some() && !it.seated());
    let what = || format!("who came to conference {id} without a seat");
    compare(found, what, &strangers.count(), &0);
}
