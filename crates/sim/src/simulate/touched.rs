//! Commands that were decided beside each other on one state are carried out in
//! order. What an earlier one changes may bear on a later one, and then the
//! later one is decided again: so it is as if each had been decided in its turn.

use kernel::members::{MemberCommand, MemberEvent};
use kernel::posts::{PostCommand, PostEvent};
use kernel::procedures::ProcedureEvent;
use kernel::{Command, Event, PersonId, UnitId};

/// Two to this power is how many bits there are: about thirty for each change of a block.
const BITS: u32 = 18;

/// Whom and what a change has touched since the state on which was decided. It
/// may take one for another: a false alarm costs a decision and changes nothing.
#[derive(Debug)]
pub(super) struct Touched(Vec<u64>);

impl Default for Touched {
    fn default() -> Touched {
        Touched(vec![0; (1 << BITS) / 64])
    }
}

impl Touched {
    /// Nothing was touched.
    pub(super) fn clear(&mut self) {
        self.0.fill(0);
    }

    /// Notes what events change.
    pub(super) fn note(&mut self, events: &[Event]) {
        for event in events {
            match event {
                // Nobody else knows of somebody who has only just come.
                Event::Member(MemberEvent::Registered { .. } | MemberEvent::Admitted { .. }) => {}
                Event::Member(
                    MemberEvent::JoiningCorrected { person, .. }
                    | MemberEvent::Promoted { person, .. }
                    | MemberEvent::PromotionStruck { person, .. }
                    | MemberEvent::Transferred { person, .. }
                    | MemberEvent::TransferStruck { person, .. }
                    | MemberEvent::Left { person, .. },
                ) => self.mark(of_person(*person)),
                Event::Procedure(ProcedureEvent::Opened { person, .. }) => {
                    person.iter().for_each(|it| self.mark(of_person(*it)));
                }
                Event::Post(
                    PostEvent::TakenUp { person, unit, .. }
                    | PostEvent::LaidDown { person, unit, .. }
                    | PostEvent::ConfirmationAwaited { person, unit, .. },
                ) => {
                    self.mark(of_person(*person));
                    self.mark(of_unit(*unit));
                }
                // It may bear on anything.
                _ => self.0.fill(u64::MAX),
            }
        }
    }

    /// Whether what was touched may bear on a command.
    pub(super) fn bears_on(&self, command: &Command) -> bool {
        match command {
            Command::Member(MemberCommand::Admit(it)) => {
                it.person.is_some_and(|person| self.has(of_person(person)))
            }
            Command::Member(MemberCommand::Promote(it)) => self.has(of_person(it.person)),
            Command::Member(MemberCommand::Transfer(it)) => self.has(of_person(it.person)),
            Command::Member(MemberCommand::Leave(it)) => self.has(of_person(it.person)),
            Command::Post(PostCommand::TakeUp(it)) => {
                self.has(of_person(it.person)) || self.has(of_unit(it.unit))
            }
            Command::Post(PostCommand::LayDown(it)) => {
                self.has(of_person(it.person)) || self.has(of_unit(it.unit))
            }
            _ => true,
        }
    }

    fn mark(&mut self, key: u64) {
        let (word, bit) = place(key);
        if let Some(word) = self.0.get_mut(word) {
            *word |= bit;
        }
    }

    fn has(&self, key: u64) -> bool {
        let (word, bit) = place(key);
        self.0.get(word).is_none_or(|word| word & bit != 0)
    }
}

fn of_person(person: PersonId) -> u64 {
    u64::from(person.0) << 1
}

fn of_unit(unit: UnitId) -> u64 {
    (u64::from(unit.0) << 1) | 1
}

fn place(key: u64) -> (usize, u64) {
    let spread = key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - BITS);
    (
        usize::try_from(spread / 64).unwrap_or(usize::MAX),
        1 << (spread % 64),
    )
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use kernel::members::{AdmitMember, Leave};
    use kernel::posts::TakeUpPost;

    use super::*;

    fn leaves(person: u32) -> Command {
        Command::from(Leave {
            person: PersonId(person),
            on: date(2026, 1, 1),
        })
    }

    #[test]
    fn what_concerns_the_same_person_or_post_is_decided_again_and_nothing_else() {
        let on = date(2026, 1, 1);
        let mut touched = Touched::default();
        touched.note(&[Event::Post(PostEvent::LaidDown {
            person: PersonId(7),
            unit: UnitId(3),
            post: charter::PostId(0),
            on,
        })]);
        let takes_up = |person, unit| {
            Command::from(TakeUpPost {
                person: PersonId(person),
                unit: UnitId(unit),
                post: charter::PostId(0),
                on,
            })
        };
        assert!(touched.bears_on(&leaves(7)) && !touched.bears_on(&leaves(3)));
        assert!(touched.bears_on(&takes_up(7, 4)) && touched.bears_on(&takes_up(8, 3)));
        assert!(!touched.bears_on(&takes_up(8, 4)));
        let joins = Command::from(AdmitMember {
            person: None,
            unit: UnitId(3),
            grade: charter::GradeId(0),
            on,
        });
        assert!(!touched.bears_on(&joins));
        assert!(touched.bears_on(&Command::Act(Vec::new())));
        touched.clear();
        assert!(!touched.bears_on(&leaves(7)));
        touched.note(&[Event::Unit(kernel::units::UnitEvent::Dissolved {
            unit: UnitId(3),
            on,
        })]);
        assert!(touched.bears_on(&leaves(3)));
    }
}
