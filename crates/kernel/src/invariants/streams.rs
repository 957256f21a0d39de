//! INVARIANT (columns): the bytes of a state give the same state again.
//!
//! A second organisation would not fit beside the first. One thread writes the
//! bytes while another reads them, and the reader takes the writer's own chunk
//! wherever it has read the same.

use std::collections::BTreeMap;
use std::io::Read;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, channel, sync_channel};
use std::thread;

use charter::Charter;

use super::Said;
use crate::columns::{Lent, ReadError};
use crate::state::State;

/// Stretches of bytes on their way between two threads.
const WAITING_MAX: usize = 8;

pub(super) fn check(state: &State, said: &mut Said) {
    match read_again(state) {
        Ok(again) => said.when(!same_bytes(state, &again), || {
            "the columns come back changed".to_owned()
        }),
        Err(error) => said.say(|| format!("the columns do not come back: {error}")),
    }
}

/// The state from its own bytes.
fn read_again(state: &State) -> Result<State, ReadError> {
    let editions: BTreeMap<[u8; 32], Arc<Charter>> = state
        .editions()
        .iter()
        .map(|edition| (edition.sha256, Arc::clone(&edition.charter)))
        .collect();
    let (lender, lent) = channel::<Lent>();
    thread::scope(|scope| {
        let (into, from) = sync_channel(WAITING_MAX);
        scope.spawn(move || state.write_lending(&mut send_to(into), Some(lender)));
        let mut stretches = Stretches {
            from,
            stretch: Vec::new(),
            at: 0,
        };
        State::read_borrowing(&mut stretches, &editions, Some(&lent))
    })
}

/// Whether two states give the same bytes, which come in the same stretches.
fn same_bytes(one: &State, other: &State) -> bool {
    thread::scope(|scope| {
        let (into, from) = sync_channel(WAITING_MAX);
        scope.spawn(move || one.write_columns(&mut send_to(into)));
        let mut same = true;
        other.write_columns(&mut |stretch| {
            same &= from.recv().is_ok_and(|theirs: Vec<u8>| theirs == stretch);
        });
        same && from.recv().is_err()
    })
}

/// Sends bytes until nobody takes them any more.
fn send_to(into: SyncSender<Vec<u8>>) -> impl FnMut(&[u8]) {
    let mut taken = true;
    move |stretch| taken = taken && into.send(stretch.to_vec()).is_ok()
}

/// Stretches of bytes as a source to read from.
struct Stretches {
    from: Receiver<Vec<u8>>,
    stretch: Vec<u8>,
    at: usize,
}

impl Read for Stretches {
    fn read(&mut self, room: &mut [u8]) -> std::io::Result<usize> {
        while self.at >= self.stretch.len() {
            match self.from.recv() {
                Ok(stretch) => (self.stretch, self.at) = (stretch, 0),
                Err(_) => return Ok(0),
            }
        }
        let mut rest = self.stretch.get(self.at..).unwrap_or_default();
        let read = rest.read(room)?;
        self.at = self.at.saturating_add(read);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::PersonId;
    use crate::members::MemberEvent;
    use crate::request::Event;

    #[test]
    fn bytes_that_come_back_otherwise_are_noticed() {
        let one = State::default();
        let mut other = State::default();
        assert!(same_bytes(&one, &other));
        other.apply(&Event::Member(MemberEvent::Registered {
            person: PersonId(0),
        }));
        assert!(!same_bytes(&one, &other) && !same_bytes(&other, &one));
        let again = read_again(&other).unwrap();
        assert!(same_bytes(&again, &other));
    }

    #[test]
    fn bytes_that_end_too_early_do_not_come_back() {
        let (into, from) = sync_channel(WAITING_MAX);
        into.send(State::default().to_columns()[1..].to_vec())
            .unwrap();
        drop(into);
        let mut stretches = Stretches {
            from,
            stretch: Vec::new(),
            at: 0,
        };
        assert!(State::read_columns(&mut stretches, &BTreeMap::new()).is_err());
    }
}
