//! People whom some source takes for one. Each keeps their id and what is said
//! under it; readers see it together, and have two people again when the claim
//! is taken out.

use std::collections::{BTreeMap, BTreeSet};

use super::Archive;
use crate::model::{Kind, Thing};

/// Under which ids somebody is known, by each of them, in the order of the record.
/// Whoever is known under one id only is not in it.
pub(crate) type Same = BTreeMap<String, Vec<String>>;

/// Who is one, by the claims of people that they are the same as others.
pub(crate) fn same<'a>(things: impl Iterator<Item = (Kind, &'a Thing)> + Clone) -> Same {
    let people = things.filter(|(kind, _)| *kind == Kind::Person);
    let ids: Vec<&str> = people.clone().map(|(_, thing)| thing.id.as_str()).collect();
    let mut beside: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (_, thing) in people {
        let claims = thing.claim.iter().filter(|it| it.says == SAME_AS);
        for other in claims.filter_map(|claim| claim.thing.as_deref()) {
            beside.entry(&thing.id).or_default().insert(other);
            beside.entry(other).or_default().insert(&thing.id);
        }
    }
    let mut found = Same::new();
    for id in &ids {
        if found.contains_key(*id) || !beside.contains_key(id) {
            continue;
        }
        let mut one: BTreeSet<&str> = BTreeSet::new();
        let mut left = vec![*id];
        while let Some(next) = left.pop() {
            if one.insert(next) {
                left.extend(beside.get(next).into_iter().flatten());
            }
        }
        let in_order = ids.iter().filter(|id| one.contains(*id));
        let in_order: Vec<String> = in_order.map(|id| (*id).to_owned()).collect();
        if in_order.len() > 1 {
            for id in &in_order {
                found.insert(id.clone(), in_order.clone());
            }
        }
    }
    found
}

/// What a claim says that takes two for one person.
pub(crate) const SAME_AS: &str = "same-as";

/// Whether two ids are of one person.
pub(super) fn is_one(same: &Same, one: &str, other: &str) -> bool {
    one == other
        || same
            .get(one)
            .is_some_and(|ids| ids.iter().any(|id| id == other))
}

impl Archive {
    /// Every id under which the record knows somebody, in its order.
    #[must_use]
    pub fn ids_of<'a>(&'a self, person: &'a str) -> Vec<&'a str> {
        match self.same.get(person) {
            Some(ids) => ids.iter().map(String::as_str).collect(),
            None => vec![person],
        }
    }

    /// The same person under other ids.
    pub fn same_as<'a>(&'a self, person: &'a str) -> impl Iterator<Item = &'a Thing> {
        let others = self.ids_of(person).into_iter();
        others
            .filter(move |id| *id != person)
            .filter_map(|id| self.thing(Kind::Person, id))
    }

    /// Whether two ids are of one person.
    #[must_use]
    pub fn is_one(&self, one: &str, other: &str) -> bool {
        is_one(&self.same, one, other)
    }

    /// Somebody under all their ids, that of the record's first one first; of
    /// any other thing only itself.
    pub(crate) fn together<'a>(&'a self, thing: &'a Thing) -> Vec<&'a Thing> {
        let Some(ids) = self.same.get(&thing.id) else {
            return vec![thing];
        };
        let people = ids.iter();
        people
            .filter_map(|id| self.thing(Kind::Person, id))
            .collect()
    }

    /// The id under which the record has somebody first.
    #[must_use]
    pub fn first_id<'a>(&'a self, person: &'a str) -> &'a str {
        let ids = self.same.get(person);
        ids.and_then(|ids| ids.first())
            .map_or(person, String::as_str)
    }
}
