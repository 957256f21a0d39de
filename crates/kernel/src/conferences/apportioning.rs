//! Seats by the key of the charter, as of the key day: who belonged where at its
//! end, by what the record says now. Whole numbers, counted once through.

use std::collections::BTreeMap;

use charter::ConferenceRule;
use jiff::civil::Date;

use super::{ExOfficio, Seats};
use crate::ids::UnitId;
use crate::state::State;
use crate::units::TreeOn;

/// Who sends how many, and who has a seat by a post.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Apportionment {
    /// The units that send delegates, parents before children.
    pub seats: Vec<Seats>,
    /// Who has a seat by a post, in the order of the tree.
    pub ex_officio: Vec<ExOfficio>,
    /// How many people the rolls had, in units that send delegates and in others.
    pub members: u32,
}

impl State {
    /// What the key of a conference gives on a day, beneath the unit that calls it. `today`
    /// tells it that nobody has to be looked up in the past.
    #[must_use]
    pub fn apportioned(
        &self,
        rule: &ConferenceRule,
        unit: UnitId,
        key_day: Date,
        today: Date,
    ) -> Apportionment {
        let tree = self.tree_on(key_day);
        if tree.unit(unit).is_none() {
            return Apportionment::default();
        }
        let within = tree.within(unit);
        let count = |unit: UnitId| {
            if key_day >= today {
                self.members.count_in(unit)
            } else {
                self.members.count_on(unit, key_day)
            }
        };
        let (members, by_unit) = counted(&tree, &within, rule, count);
        let seats = within
            .iter()
            .filter_map(|unit| {
                let members = *by_unit.get(unit)?;
                let delegates = rule.key.seats(members);
                (delegates > 0).then_some(Seats {
                    unit: *unit,
                    members,
                    delegates,
                    substitutes: u32::from(rule.key.substitutes),
                })
            })
            .collect();
        Apportionment {
            seats,
            ex_officio: self.by_post(rule, &within, key_day),
            members,
        }
    }

    /// Who held a post that gives a seat. Whoever held several has one seat, by the first.
    fn by_post(&self, rule: &ConferenceRule, within: &[UnitId], day: Date) -> Vec<ExOfficio> {
        let mut found: Vec<ExOfficio> = Vec::new();
        let mut seen = std::collections::BTreeSet::new();
        if rule.ex_officio.is_empty() {
            return found;
        }
        for unit in within {
            let mut here: Vec<ExOfficio> = self
                .holders_on(*unit, day)
                .filter(|tenure| rule.ex_officio.contains(&tenure.post))
                // Whoever has left the organisation since does not come.
                .filter(|tenure| self.members.unit_of(tenure.person).is_some())
                .map(|tenure| ExOfficio {
                    person: tenure.person,
                    unit: *unit,
                    post: tenure.post,
                })
                .collect();
            here.sort_by_key(|it| (it.post, it.person));
            found.extend(here.into_iter().filter(|it| seen.insert(it.person)));
        }
        found
    }
}

/// How many there were in all, and in each unit that sends delegates. Everybody counts
/// in the lowest such unit they stand under.
fn counted(
    tree: &TreeOn<'_>,
    within: &[UnitId],
    rule: &ConferenceRule,
    count: impl Fn(UnitId) -> u32,
) -> (u32, BTreeMap<UnitId, u32>) {
    let mut sender: BTreeMap<UnitId, UnitId> = BTreeMap::new();
    let mut by_unit: BTreeMap<UnitId, u32> = BTreeMap::new();
    let mut all = 0_u32;
    // Parents come before children, so that what stands above is settled.
    for unit in within {
        let Some(it) = tree.unit(*unit) else {
            continue;
        };
        let own = rule.sends.contains(&it.level).then_some(*unit);
        let above = || it.parent.and_then(|parent| sender.get(&parent).copied());
        let sends = own.or_else(above);
        let members = count(*unit);
        all = all.saturating_add(members);
        if let Some(sends) = sends {
            sender.insert(*unit, sends);
            let sum = by_unit.entry(sends).or_insert(0);
            *sum = sum.saturating_add(members);
        }
    }
    (all, by_unit)
}
