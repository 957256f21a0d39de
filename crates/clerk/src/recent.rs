//! What the last entries touched, for whoever keeps something that was made
//! from the state and wants to follow it rather than make it anew.

use std::collections::VecDeque;

use kernel::{Event, Subject};

/// As many touches are remembered, some of each entry.
const TOUCHES_MAX: usize = 16_384;

/// What the last entries touched.
#[derive(Debug)]
pub struct Recent {
    touches: VecDeque<(u64, Subject)>,
    /// The last entry of which nothing is known, nor of those before it.
    forgotten: u64,
    sequence: u64,
}

impl Recent {
    pub(crate) fn after(sequence: u64) -> Recent {
        Recent {
            touches: VecDeque::new(),
            forgotten: sequence,
            sequence,
        }
    }

    /// Notes entries that follow the last.
    pub(crate) fn note(&mut self, events: &[Event]) {
        let unread = events.len().saturating_sub(TOUCHES_MAX);
        self.sequence += unread as u64;
        if unread > 0 {
            self.touches.clear();
            self.forgotten = self.sequence;
        }
        for event in events.iter().skip(unread) {
            self.sequence += 1;
            let touched = event.touches().into_iter();
            self.touches.extend(touched.map(|it| (self.sequence, it)));
            while self.touches.len() > TOUCHES_MAX {
                if let Some((sequence, _)) = self.touches.pop_front() {
                    self.forgotten = self.forgotten.max(sequence);
                }
            }
        }
    }

    /// The sequence of the last entry.
    #[must_use]
    pub fn sequence(&self) -> u64 {
        self.sequence
    }

    /// What the entries after this one touched; none where that is not remembered.
    #[must_use]
    pub fn since(&self, sequence: u64) -> Option<impl Iterator<Item = Subject> + '_> {
        let from = self.touches.partition_point(|(one, _)| *one <= sequence);
        let touched = self.touches.iter().skip(from).map(|(_, subject)| *subject);
        (sequence >= self.forgotten && sequence <= self.sequence).then_some(touched)
    }
}

#[cfg(test)]
mod tests {
    use kernel::PersonId;
    use kernel::members::MemberEvent;

    use super::*;

    fn registered(person: u32) -> Event {
        Event::Member(MemberEvent::Registered {
            person: PersonId(person),
        })
    }

    fn persons(recent: &Recent, since: u64) -> Option<Vec<Subject>> {
        Some(recent.since(since)?.collect())
    }

    #[test]
    fn the_last_entries_are_remembered_and_no_more() {
        let mut recent = Recent::after(10);
        recent.note(&[registered(0), registered(1)]);
        assert_eq!(recent.sequence(), 12);
        let second = vec![Subject::Person(PersonId(1))];
        assert_eq!(persons(&recent, 11), Some(second));
        assert_eq!(persons(&recent, 12), Some(Vec::new()));
        assert_eq!((persons(&recent, 9), persons(&recent, 13)), (None, None));

        let many: Vec<Event> = (0..=16_384).map(registered).collect();
        recent.note(&many);
        assert_eq!(recent.sequence(), 12 + 16_385);
        assert_eq!(persons(&recent, 12), None);
        assert_eq!(persons(&recent, 13).map(|all| all.len()), Some(16_384));
        recent.note(&[registered(7)]);
        assert_eq!(persons(&recent, 13), None);
        assert_eq!(persons(&recent, 14).map(|all| all.len()), Some(16_384));
    }
}
