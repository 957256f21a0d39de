//! Which people may be one, with the reasons. Nothing is ever decided here:
//! whoever knows them says.

use std::collections::BTreeSet;

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

/// A form that more people share than this says nothing about any two of them.
pub const SHARED_MAX: usize = 20;

/// The pairs of people with forms of a name that are the same, the same but
/// for apostrophes and the like, sound alike, or differ by a letter.
///
/// Only those are compared who share a key: the words in order, what is heard,
/// or the name with a letter taken out, which two names that differ by one
/// letter have in common. So it grows with the people and not with their pairs.
/// A key that more than [`SHARED_MAX`] people share brings nobody together.
#[must_use]
pub fn proposals<Id: Copy + Ord>(people: &[(Id, Vec<String>)]) -> Vec<Proposal<Id>> {
    let forms: Vec<Vec<Keys>> = people
        .iter()
        .map(|(_, names)| names.iter().map(|name| Keys::of(name)).collect())
        .collect();
    let mut shared: Vec<(u64, usize)> = Vec::new();
    for (at, forms) in forms.iter().enumerate() {
        shared.extend(forms.iter().flat_map(shared_keys).map(|key| (key, at)));
    }
    shared.sort_unstable();
    shared.dedup();
    let mut pairs: BTreeSet<(usize, usize)> = BTreeSet::new();
    for together in shared.chunk_by(|one, other| one.0 == other.0) {
        if together.len() > SHARED_MAX {
            continue;
        }
        for (place, (_, one)) in together.iter().enumerate() {
            let others = together.iter().skip(place + 1);
            pairs.extend(others.map(|(_, other)| (*one, *other)));
        }
    }
    let mut found: Vec<Proposal<Id>> = Vec::new();
    for (one, other) in pairs {
        let (Some(mine), Some(theirs)) = (forms.get(one), forms.get(other)) else {
            continue;
        };
        let (Some(one), Some(other)) = (people.get(one), people.get(other)) else {
            continue;
        };
        let reasons = reasons(mine, theirs);
        if !reasons.is_empty() && one.0 != other.0 {
            found.push(Proposal {
                one: one.0,
                other: other.0,
                reasons,
            });
        }
    }
    found.sort_by_key(|it| (it.one, it.other));
    found
}

/// What somebody shares with whoever has a name like theirs, as numbers.
fn shared_keys(keys: &Keys) -> Vec<u64> {
    let mut shared = Vec::new();
    if keys.compact().is_empty() {
        return shared;
    }
    shared.push(number("words ", &keys.sorted()));
    shared.push(number("heard ", &keys.heard_sorted()));
    let mut left = String::with_capacity(keys.compact().len());
    shared.push(number("without ", keys.compact()));
    for (at, gone) in keys.compact().char_indices() {
        left.clear();
        left.extend(keys.compact().get(..at));
        left.extend(keys.compact().get(at + gone.len_utf8()..));
        shared.push(number("without ", &left));
    }
    shared
}

/// A text as a number; where two fall together nothing follows but that they are compared.
fn number(kind: &str, text: &str) -> u64 {
    let bytes = kind.bytes().chain(text.bytes());
    bytes.fold(0xCBF2_9CE4_8422_2325, |number, byte| {
        (number ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)
    })
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
    fn a_name_that_many_share_says_nothing() {
        let many = |count: usize| {
            let people: Vec<(usize, Vec<String>)> = (0..count)
                .map(|it| (it, vec!["Ana Bell".to_owned()]))
                .collect();
            proposals(&people).len()
        };
        assert_eq!(many(SHARED_MAX), SHARED_MAX * (SHARED_MAX - 1) / 2);
        assert_eq!(many(SHARED_MAX + 1), 0);
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
