//! Posts: taken up by somebody, laid down by somebody else.

use charter::PostId;
use kernel::posts::{
    ConfirmHolder, HandOverPost, LayDownPost, RecordElection, RefuseConfirmation, StrikeElection,
    StrikeHandOver, StrikeLayingDown, StrikePost, TakeUpPost, Tenure, WithdrawConfirmation,
};
use kernel::{Actor, Command, PersonId};

use super::Asking;

/// The tenures in the unit that are not of whoever asks.
fn of_others(it: &Asking<'_>) -> Vec<Tenure> {
    let tenures = it.world().state.tenures_in(it.unit);
    tenures
        .filter(|tenure| Actor::Person(tenure.person) != it.actor)
        .collect()
}

fn laid_down(it: &Asking<'_>, tenure: &Tenure) -> Command {
    LayDownPost {
        person: tenure.person,
        unit: tenure.unit,
        post: tenure.post,
        on: it.world().today,
    }
    .into()
}

/// Any post of the unit; where its only place is taken, after it has been laid down.
pub(super) fn take_up(it: &mut Asking<'_>) {
    let posts = u8::try_from(it.world().charter.posts.len()).unwrap();
    let taken = of_others(it);
    let candidates: Vec<_> = (0..it.world().state.person_count())
        .map(kernel::PersonId)
        .filter(|person| Actor::Person(*person) != it.actor)
        .filter(|person| it.world().state.tenures_of(*person).next().is_none())
        .collect();
    for post in (0..posts).map(PostId) {
        let before: Vec<Command> = taken
            .iter()
            .filter(|tenure| tenure.post == post)
            .map(|tenure| laid_down(it, tenure))
            .collect();
        for person in &candidates {
            let command = Command::from(TakeUpPost {
                person: *person,
                unit: it.unit,
                post,
                on: it.world().today,
            });
            it.ask(&before, command);
            if it.samples.last().is_some_and(|sample| sample.can_be_done) {
                break;
            }
            it.samples.pop();
        }
    }
}

pub(super) fn lay_down(it: &mut Asking<'_>) {
    for tenure in of_others(it) {
        it.ask(&[], laid_down(it, &tenure));
    }
}

/// That somebody else holds a post was a mistake.
pub(super) fn strike_post(it: &mut Asking<'_>) {
    for tenure in of_others(it) {
        let command = StrikePost {
            person: tenure.person,
            unit: tenure.unit,
            post: tenure.post,
            reason: "it was another".to_owned(),
        };
        it.ask(&[], command.into());
    }
}

/// Somebody else has laid a post down, and that was a mistake.
pub(super) fn strike_laying_down(it: &mut Asking<'_>) {
    for tenure in of_others(it) {
        let command = StrikeLayingDown {
            person: tenure.person,
            unit: tenure.unit,
            post: tenure.post,
            reason: "only away".to_owned(),
        };
        it.ask(&[laid_down(it, &tenure)], command.into());
    }
}

/// Everybody votes for somebody who has no post: for each who may stand, until one can.
fn electing(it: &Asking<'_>) -> Vec<(PostId, PersonId, Command)> {
    let people: Vec<PersonId> = (0..it.world().state.person_count())
        .map(PersonId)
        .filter(|person| Actor::Person(*person) != it.actor)
        .filter(|person| it.world().state.tenures_of(*person).next().is_none())
        .collect();
    let mut found = Vec::new();
    for choosing in &it.world().charter.choosing {
        for person in &people {
            let command = Command::from(RecordElection {
                unit: it.unit,
                post: choosing.post,
                places: 1,
                entitled: 3,
                ballots: 3,
                valid: 3,
                votes: vec![(*person, 3)],
                elected: vec![*person],
                on: it.world().today,
            });
            if it.world().ask(Actor::Operator, command.clone()).is_ok() {
                found.push((choosing.post, *person, command));
                break;
            }
        }
    }
    found
}

/// An election to a post that whoever asks does not hold, or that has nobody in it.
pub(super) fn elect(it: &mut Asking<'_>) {
    for (_, _, command) in electing(it) {
        it.ask(&[], command);
    }
}

/// The record of one that gave somebody the post.
pub(super) fn strike(it: &mut Asking<'_>) {
    let before = it.world().state.elections_in(it.unit).count();
    for (_, _, elected) in electing(it) {
        let command = StrikeElection {
            unit: it.unit,
            number: u32::try_from(before).unwrap() + 1,
            reason: "it was another unit".to_owned(),
        };
        it.ask(&[elected], command.into());
    }
}

/// The word on somebody elected to a post; whoever asks from that post has lost it to
/// the one elected, and is not asked.
pub(super) fn confirm(it: &mut Asking<'_>, confirms: bool) {
    for (post, person, elected) in electing(it) {
        let (unit, on) = (it.unit, it.world().today);
        let command = if confirms {
            Command::from(ConfirmHolder {
                person,
                unit,
                post,
                on,
            })
        } else {
            Command::from(RefuseConfirmation {
                person,
                unit,
                post,
                on,
            })
        };
        it.ask(&[elected], command);
    }
}

/// The word on somebody elected, once it was said.
pub(super) fn withdraw(it: &mut Asking<'_>) {
    for (post, person, elected) in electing(it) {
        let (unit, on) = (it.unit, it.world().today);
        let confirmed = ConfirmHolder {
            person,
            unit,
            post,
            on,
        };
        let command = WithdrawConfirmation {
            person,
            unit,
            post,
            reason: "it was another".to_owned(),
            on,
        };
        it.ask(&[elected, confirmed.into()], command.into());
    }
}

/// From somebody who has laid the post down to somebody who has taken it up.
pub(super) fn hand_over(it: &mut Asking<'_>) {
    handing_over(it, false);
}

/// The same, once it was said that it was handed over.
pub(super) fn strike_hand_over(it: &mut Asking<'_>) {
    handing_over(it, true);
}

fn handing_over(it: &mut Asking<'_>, struck: bool) {
    let free: Vec<PersonId> = (0..it.world().state.person_count())
        .map(PersonId)
        .filter(|person| it.world().state.tenures_of(*person).next().is_none())
        .filter(|person| Actor::Person(*person) != it.actor)
        .collect();
    for tenure in of_others(it) {
        let (unit, post, on) = (it.unit, tenure.post, it.world().today);
        for person in free.iter().copied() {
            let before = [
                laid_down(it, &tenure),
                TakeUpPost {
                    person,
                    unit,
                    post,
                    on,
                }
                .into(),
            ];
            let command = HandOverPost {
                person,
                unit,
                post,
                on,
            };
            let asked = it.samples.len();
            if struck {
                let strike = StrikeHandOver {
                    person,
                    unit,
                    post,
                    reason: "not yet".to_owned(),
                };
                let before = [before.as_slice(), &[command.into()]].concat();
                it.ask(&before, strike.into());
            } else {
                it.ask(&before, command.into());
            }
            if it.samples.len() > asked {
                break;
            }
        }
    }
}
