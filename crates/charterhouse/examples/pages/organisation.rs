//! A made-up organisation in a folder.

use std::collections::VecDeque;
use std::path::Path;
use std::sync::Arc;

use clerk::{Card, Clerk, Clock, Options, Pending, Submission, Whose, fresh_key};
use jiff::tz::TimeZone;
use kernel::{Actor, Command};
use sim::made_up::{PersonCard, Wish, make_up};

use crate::Trouble;

const CHARTER: &str = include_str!("../../../../bench/charter.md");
/// How many steps may wait for the desk at a time.
const WAITING_MAX: usize = 512;

/// Makes an organisation of so many members that has lived for a year.
pub(crate) fn make(folder: &Path, members: u32) -> Result<(), Trouble> {
    let charter = charter::read(CHARTER).charter.map(Arc::new);
    let charter = charter.ok_or("the charter has problems")?;
    let utc = jiff::Timestamp::now().to_zoned(TimeZone::UTC).date();
    let wish = Wish {
        members,
        years: 1,
        seed: 1,
        until: Clock::System
            .today()
            .min(utc)
            .first_of_month()
            .yesterday()?,
    };
    let made_up = make_up(&charter, &wish)?;
    let (clock, hand) = Clock::set_to(made_up.begins);
    let options = Options {
        clock,
        ..Options::default()
    };
    let clerk = Clerk::create(folder, CHARTER, made_up.begins, options)?;
    let register = Command::EnterRegister(made_up.register);
    let mut submission = Submission::new(fresh_key()?, Actor::Operator, register);
    submission.cards = (0..)
        .map(Whose::New)
        .zip(made_up.cards.into_iter().map(card))
        .collect();
    clerk.submit(submission)?;
    let mut pending = VecDeque::new();
    let mut day = made_up.begins;
    for step in made_up.year {
        // The clock moves only when nothing waits, so that each is recorded on its own day.
        let room = if step.on == day { WAITING_MAX } else { 0 };
        settle(&mut pending, room)?;
        if step.on != day {
            day = step.on;
            hand.set(day);
        }
        let mut submission = Submission::new(fresh_key()?, step.actor, step.command);
        submission
            .cards
            .extend(step.card.map(|it| (Whose::New(0), card(it))));
        pending.push_back(clerk.hand_in(submission)?);
    }
    settle(&mut pending, 0)
}

fn settle(pending: &mut VecDeque<Pending>, left: usize) -> Result<(), Trouble> {
    while pending.len() > left {
        if let Some(first) = pending.pop_front() {
            first.wait()?;
        }
    }
    Ok(())
}

fn card(it: PersonCard) -> Card {
    Card {
        code: it.code,
        name: it.name,
        email: Some(it.email),
        ..Card::default()
    }
}
