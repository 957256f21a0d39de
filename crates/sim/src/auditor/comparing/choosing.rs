//! Elections, the words of units above and what was handed over, query by query.

use charter::PostId;
use jiff::civil::Date;
use kernel::posts::{Confirming, Election, Tenure};
use kernel::{DocumentId, State, UnitId};

use super::{Auditor, Differences, compare};

type Known = (Tenure, Option<Confirming>, Option<Date>);

impl Auditor {
    pub(super) fn compare_choices(&self, state: &State, unit: UnitId, found: &mut Differences) {
        let kept: Vec<Election> = state.elections_in(unit).collect();
        let elections = self.choices.elections.get(&unit).into_iter().flatten();
        let account: Vec<Election> = elections.rev().cloned().collect();
        compare(
            found,
            || format!("the elections of unit {unit}"),
            &kept,
            &account,
        );
        let numbers = (1..).zip(&account).map(|(number, _)| number);
        let struck: Vec<(u32, DocumentId)> = numbers
            .filter_map(|number| Some((number, state.election_struck(unit, number)?)))
            .collect();
        let told: Vec<(u32, DocumentId)> = self
            .choices
            .struck
            .range((unit, 0)..=(unit, u32::MAX))
            .map(|((_, number), reason)| (*number, *reason))
            .collect();
        compare(
            found,
            || format!("which elections of unit {unit} were struck"),
            &struck,
            &told,
        );
        // Several tenures of one person that began on one day go by the last of them.
        let begun = |tenure: &Tenure| -> Known {
            let mut same = self.tenures.in_unit(unit).rev();
            let last = same.find(|(_, other)| same_beginning(other, tenure));
            let kept = last.and_then(|(at, _)| self.choices.begun.get(&at));
            (
                *tenure,
                kept.and_then(|begun| begun.confirming),
                kept.and_then(|begun| begun.handed_over),
            )
        };
        let kept: Vec<Known> = state
            .tenures_in(unit)
            .map(|tenure| {
                (
                    tenure,
                    state.confirming(&tenure),
                    state.handed_over(&tenure),
                )
            })
            .collect();
        let account: Vec<Known> = state
            .tenures_in(unit)
            .map(|tenure| begun(&tenure))
            .collect();
        compare(
            found,
            || format!("what was said above of the holders of posts in unit {unit}"),
            &kept,
            &account,
        );
    }
}

fn same_beginning(one: &Tenure, other: &Tenure) -> bool {
    let key = |it: &Tenure| -> (kernel::PersonId, UnitId, PostId, Date) {
        (it.person, it.unit, it.post, it.from)
    };
    key(one) == key(other)
}
