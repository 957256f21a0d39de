//! Posts: taken up by somebody, laid down by somebody else.

use charter::PostId;
use kernel::posts::{LayDownPost, TakeUpPost, Tenure};
use kernel::{Actor, Command};

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
