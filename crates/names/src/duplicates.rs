//! Which people may be one, with the reasons. Nothing is ever decided here:
//! whoever knows them says.

use std::collections::{BTreeMap, BTreeSet};

use crate::matching::{Keys, Likeness, likeness};

/// Two people of whom somebody should say whether they are one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal<Id> {
    /// One of them.
    pub one: Id,
    /// The other.
    pub other: Id,
    /// Why, the likest forms first.
    pub reasons: Vec<Reason>,
}

/// Two forms that are alike.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reason {
    /// How like they are.
    pub likeness: Likeness,
    /// A form of the one.
    pub one_form: String,
    /// A form of the other.
    pub other_form: String,
}

/// The pairs of people with forms of a name that are the same, the same but
/// for apostrophes and the like, sound alike, or differ by a letter.
///
/// Only those are compared who share a key: the words in order, what is heard,
/// or the name with a letter taken out, which two names that differ by one
/// letter have in common. So it grows with the people and not with their pairs.
#[must_use]
pub fn proposals<Id: Copy + Ord>(people: &[(Id, Vec<String>)]) -> Vec<Proposal<Id>> {
    let mut bearers: BTreeMap<String, BTreeSet<Id>> = BTreeMap::new();
    let mut forms: BTreeMap<Id, Vec<Keys>> = BTreeMap::new();
    for (id, names) in people {
        for name in names {
            let keys = Keys::of(name);
            for shared in shared_keys(&keys) {
                bearers.entry(shared).or_default().insert(*id);
            }
            forms.entry(*id).or_default().push(keys);
        }
    }
    let mut pairs = BTreeSet::new();
    for together in bearers.values() {
        for one in together {
            pairs.extend(together.range(..one).map(|other| (*other, *one)));
        }
    }
    let of = |id: &Id| forms.get(id).map(Vec::as_slice).unwrap_or_default();
    pairs
        .into_iter()
        .filter_map(|(one, other)| {
            let reasons = reasons(of(&one), of(&other));
            (!reasons.is_empty()).then_some(Proposal {
                one,
                other,
                reasons,
            })
        })
        .collect()
}

fn shared_keys(keys: &Keys) -> BTreeSet<String> {
    let mut shared = BTreeSet::new();
    if keys.compact().is_empty() {
        return shared;
    }
    shared.insert(format!("words {}", keys.sorted()));
    shared.insert(format!("heard {}", keys.heard_sorted()));
    let letters: Vec<char> = keys.compact().chars().collect();
    shared.insert(format!("without {}", keys.compact()));
    for gone in 0..letters.len() {
        let left = letters.iter().enumerate().filter(|(at, _)| *at != gone);
        let left: String = left.map(|(_, letter)| letter).collect();
        shared.insert(format!("without {left}"));
    }
    shared
}

fn reasons(one: &[Keys], other: &[Keys]) -> Vec<Reason> {
    let mut found: Vec<Reason> = Vec::new();
    for mine in one {
        for theirs in other {
            // A part of a name is no reason to think of one person.
            if let Some(likeness) = likeness(mine, theirs).filter(|it| *it < Likeness::Part) {
                found.push(Reason {
                    likeness,
                    one_form: mine.printed().to_owned(),
                    other_form: theirs.printed().to_owned(),
                });
            }
        }
    }
    found.sort();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(people: &[(&'static str, &[&str])]) -> Vec<(&'static str, &'static str, Likeness)> {
        let people: Vec<(&str, Vec<String>)> = people
            .iter()
            .map(|(id, forms)| (*id, forms.iter().map(|&form| form.to_owned()).collect()))
            .collect();
        proposals(&people)
            .into_iter()
            .map(|proposal| (proposal.one, proposal.other, proposal.reasons[0].likeness))
            .collect()
    }

    #[test]
    fn people_who_may_be_one_are_proposed_with_the_likest_forms() {
        let found = found(&[
            ("a", &["Choe Hwi", "Ch\u{2019}oe Hwi"]),
            ("b", &["Ch'oe Hwi"]),
            ("c", &["Thae Jong Su"]),
            ("d", &["Tae Jong Su"]),
            ("e", &["Pak Thae Song"]),
            ("f", &["Pak Thae Sung"]),
            ("g", &["Jong Su Thae"]),
            ("h", &["Kim"]),
            ("i", &["Kim Jong Un"]),
        ]);
        assert_eq!(
            found,
            [
                ("a", "b", Likeness::Folded),
                ("c", "d", Likeness::Sounding),
                ("c", "g", Likeness::Reordered),
                ("d", "g", Likeness::Sounding),
                ("e", "f", Likeness::OneLetter),
            ]
        );
    }

    #[test]
    fn the_sixteen_people_of_the_facts_are_sixteen() {
        let people = [
            "Choe Ryong Hae",
            "Pak Kwang Ho",
            "Kim Phyong Hae",
            "Thae Jong Su",
            "O Su Yong",
            "An Jong Su",
            "Pak Thae Song",
            "Choe Hwi",
            "Pak Thae Dok",
            "Kim Jong Un",
            "Kim Il Sung",
            "Kim Jong Il",
            "Jo Yon Jun",
            "Jo Yong Won",
            "Kim Kyong Ok",
            "Ri Sang Won",
        ];
        let people: Vec<(usize, Vec<String>)> = people
            .iter()
            .map(|&name| name.to_owned())
            .map(|name| vec![name])
            .enumerate()
            .collect();
        assert_eq!(proposals(&people), []);
    }
}
