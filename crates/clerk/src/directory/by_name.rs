//! Everybody in the order of their names, kept in that order card by card.

use std::cmp::Ordering;

use kernel::PersonId;

/// Persons of one chunk at the most. To put one in its place moves no more.
const CHUNK: usize = 512;

/// A name with its bearer, as they stand in the order.
pub(super) type Entry<'a> = (&'a str, PersonId);

/// The order: by name without capitals, then by number.
pub(super) fn compare(one: Entry<'_>, other: Entry<'_>) -> Ordering {
    let names = if one.0.is_ascii() && other.0.is_ascii() {
        let small = |byte: u8| byte.to_ascii_lowercase();
        one.0.bytes().map(small).cmp(other.0.bytes().map(small))
    } else {
        one.0.to_lowercase().cmp(&other.0.to_lowercase())
    };
    names.then(one.1.cmp(&other.1))
}

/// The first letters of a name, which tell most names apart without reading them.
fn beginning(name: &str) -> u64 {
    let lower;
    let letters = if name.is_ascii() {
        name
    } else {
        lower = name.to_lowercase();
        &lower
    };
    let bytes = letters.bytes().map(|byte| byte.to_ascii_lowercase());
    bytes
        .chain(std::iter::repeat(0))
        .take(8)
        .fold(0, |beginning, byte| beginning << 8 | u64::from(byte))
}

/// Persons in the order of their names. The names are the caller's to give.
#[derive(Default)]
pub(super) struct ByName {
    chunks: Vec<Vec<PersonId>>,
}

impl ByName {
    /// Everybody, put in order at once.
    pub(super) fn of<'a>(everybody: impl Iterator<Item = Entry<'a>>) -> ByName {
        let mut sorted: Vec<(u64, Entry<'a>)> =
            everybody.map(|entry| (beginning(entry.0), entry)).collect();
        sorted.sort_unstable_by(|one, other| {
            one.0.cmp(&other.0).then_with(|| compare(one.1, other.1))
        });
        // Half full, so that there is room for who comes later.
        let chunks = sorted.chunks(CHUNK / 2);
        ByName {
            chunks: chunks
                .map(|chunk| chunk.iter().map(|it| it.1.1).collect())
                .collect(),
        }
    }

    /// Puts a person in their place.
    pub(super) fn insert<'a>(&mut self, entry: Entry<'_>, name: impl Fn(PersonId) -> &'a str) {
        let before = |one: &PersonId| compare((name(*one), *one), entry).is_lt();
        let at = self
            .chunks
            .partition_point(|chunk| chunk.last().is_some_and(before));
        let at = at.min(self.chunks.len().saturating_sub(1));
        let Some(chunk) = self.chunks.get_mut(at) else {
            self.chunks.push(vec![entry.1]);
            return;
        };
        let place = chunk.partition_point(before);
        chunk.insert(place, entry.1);
        if chunk.len() > CHUNK {
            let rest = chunk.split_off(CHUNK / 2);
            self.chunks.insert(at + 1, rest);
        }
    }

    /// Takes a person out, who is still known by the name they were put in with.
    pub(super) fn remove<'a>(&mut self, entry: Entry<'_>, name: impl Fn(PersonId) -> &'a str) {
        let before = |one: &PersonId| compare((name(*one), *one), entry).is_lt();
        let at = self
            .chunks
            .partition_point(|chunk| chunk.last().is_some_and(before));
        let Some(chunk) = self.chunks.get_mut(at) else {
            return;
        };
        let place = chunk.partition_point(before);
        if chunk.get(place) == Some(&entry.1) {
            chunk.remove(place);
        }
        if chunk.is_empty() {
            self.chunks.remove(at);
        }
    }

    /// Everybody, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = PersonId> + '_ {
        self.chunks.iter().flatten().copied()
    }
}
