//! Files that somebody has handed in and not yet spoken the word on: they are
//! shown first, and what is shown is what is done. They are kept in memory, the
//! last one of each for whoever gave it, and a server that starts anew has none.

use std::sync::{Mutex, PoisonError};

use axum::body::Bytes;
use kernel::Actor;

/// Files that wait at the most; the oldest goes first.
const FILES_MAX: usize = 20;

/// Files that wait.
#[derive(Debug, Default)]
pub(crate) struct HandedIn {
    waiting: Mutex<Vec<(Actor, String, Bytes)>>,
}

impl HandedIn {
    /// Keeps a file for whoever gave it, and says the mark by which it is found again.
    pub(crate) fn keep(&self, by: Actor, file: &Bytes) -> String {
        let mark = journal::hex(&journal::sha256(file));
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.retain(|(actor, _, _)| *actor != by);
        if waiting.len() >= FILES_MAX {
            waiting.remove(0);
        }
        waiting.push((by, mark.clone(), file.clone()));
        mark
    }

    /// The file of this mark, if this actor gave it and no other since.
    pub(crate) fn find(&self, by: Actor, mark: &str) -> Option<Bytes> {
        let waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let mut found = waiting.iter();
        let found = found.find(|(actor, known, _)| *actor == by && known == mark);
        found.map(|(_, _, file)| file.clone())
    }
}

#[cfg(test)]
mod tests {
    use kernel::PersonId;

    use super::*;

    #[test]
    fn a_file_is_found_by_whoever_gave_it_until_they_give_another() {
        let kept = HandedIn::default();
        let (one, other) = (Actor::Operator, Actor::Person(PersonId(4)));
        let mark = kept.keep(one, &Bytes::from_static(b"unit"));
        assert!(kept.find(one, &mark).is_some());
        assert!(kept.find(other, &mark).is_none());
        let later = kept.keep(one, &Bytes::from_static(b"person"));
        assert!(kept.find(one, &mark).is_none());
        assert!(kept.find(one, &later).is_some());
        for number in 0..30 {
            kept.keep(Actor::Person(PersonId(number)), &Bytes::new());
        }
        assert!(kept.find(one, &later).is_none());
    }
}
