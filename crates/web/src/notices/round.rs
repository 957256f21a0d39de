//! A round: everybody who wants to know is told what is due, one mail each, one
//! after the other.
//!
//! INVARIANT (begun before it is sent): that a mail to a person is begun is
//! kept, durably, before a byte of it is said to the server, and there is one
//! such row a person and day. Whatever ends a round in its middle, nobody is
//! told twice on one day. What was certainly not sent is taken back and tried
//! again the same day; of what was perhaps sent the row stays `begun`.

use std::collections::BTreeMap;

use clerk::{Card, Clerk, Directory, Notice, NoticeStanding, Notices, Stopped};
use jiff::ToSpan as _;
use jiff::civil::Date;
use journal::AccountError;
use kernel::{Actor, PersonId, State};

use super::digest::Digest;
use super::letter::{Addressee, Letter, address_of, is_reserved};
use super::letterbox::{Delivery, Letterbox, Trouble};
use super::mailing::Mailing;
use crate::site::organisation;
use crate::view::View;

/// What was told is told again after so many days, as long as it is due.
const AGAIN_AFTER_DAYS: i32 = 7;
/// After so many sessions in a row that the server broke off it is left alone.
const BROKEN_OFF_MAX: u32 = 2;
/// So many days it is kept what was sent to whom.
const KEPT_DAYS: i64 = 90;

/// What came of a round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// Of which day.
    pub day: Date,
    /// Who had something to be told.
    pub told: Vec<Told>,
    /// How many had not, by why not.
    pub silent: BTreeMap<Silence, u32>,
    /// Why it ended before everybody had been told: what was tried, with what
    /// server, and what came of it.
    pub trouble: Option<String>,
}

/// Somebody with something to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Who.
    pub person: PersonId,
    /// How many things are due.
    pub things: usize,
    /// What became of the mail.
    pub fate: Fate,
}

/// What became of a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It was not begun.
    Waits,
    /// The server took it.
    Sent,
    /// The server refuses the address, with this code.
    Refused(u16),
    /// The server did not take it now, with this code; it is tried again.
    Later(u16),
    /// The server went away before it said whether it took it. It is not tried again that day.
    Perhaps,
}

/// Why somebody is told nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Silence {
    /// Nothing is due from them.
    NothingDue,
    /// They have been told of all of it, and no day has come near.
    NothingNew,
    /// Their card has no address a mail can go to.
    NoAddress,
    /// Their address is of a domain that exists in examples only: no mail goes there.
    Reserved,
    /// They have had their mail today.
    SentToday,
    /// The server refused their address today.
    RefusedToday,
    /// A mail to them was begun today, and it is not known whether it arrived.
    BegunToday,
}

/// Why a round could not be made, or not to its end: here, not at the mail server.
#[derive(Debug, thiserror::Error)]
pub enum RoundError {
    /// What is kept about notices cannot be read or written.
    #[error(transparent)]
    Kept(#[from] AccountError),
    /// The desk has stopped.
    #[error(transparent)]
    Stopped(#[from] Stopped),
}

impl Round {
    fn new(day: Date) -> Round {
        Round {
            day,
            told: Vec::new(),
            silent: BTreeMap::new(),
            trouble: None,
        }
    }

    fn keep_silent(&mut self, silence: Silence) {
        let count = self.silent.entry(silence).or_default();
        *count = count.saturating_add(1);
    }

    /// How many mails became that.
    #[must_use]
    pub fn count(&self, is: impl Fn(Fate) -> bool) -> usize {
        self.told.iter().filter(|told| is(told.fate)).count()
    }

    /// Whether nobody is left who is to be tried again today.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.trouble.is_none() && self.count(|it| matches!(it, Fate::Waits | Fate::Later(_))) == 0
    }
}

/// What there is to say to somebody today, or why nothing.
enum Look {
    Tell(Box<(Digest, Card, String)>),
    Silent(Silence),
}

/// What one looks at.
#[derive(Clone, Copy)]
struct Scene<'a> {
    state: &'a State,
    directory: &'a Directory,
    notices: &'a dyn Notices,
    today: Date,
}

impl Scene<'_> {
    fn look(self, person: PersonId) -> Result<Look, AccountError> {
        let last = self.notices.last_notice(person.0)?;
        if let Some(today) = last.as_ref().filter(|last| last.day == self.today) {
            return Ok(Look::Silent(match today.standing {
                NoticeStanding::Begun => Silence::BegunToday,
                NoticeStanding::Sent => Silence::SentToday,
                NoticeStanding::Refused => Silence::RefusedToday,
            }));
        }
        let charter = self.state.charter_on(self.today);
        let digest = charter.and_then(|charter| {
            Digest::of(View {
                state: self.state,
                directory: self.directory,
                charter,
                viewer: Actor::Person(person),
                today: self.today,
                told_on: None,
            })
        });
        let Some(digest) = digest else {
            return Ok(Look::Silent(Silence::NothingDue));
        };
        if last.is_some_and(|last| !is_news(&digest, &last, self.today)) {
            return Ok(Look::Silent(Silence::NothingNew));
        }
        let card = self.directory.card(person);
        let addressed = card.and_then(|card| Some((card, address_of(card)?)));
        let Some((card, address)) = addressed else {
            return Ok(Look::Silent(Silence::NoAddress));
        };
        if is_reserved(&address) {
            return Ok(Look::Silent(Silence::Reserved));
        }
        let organisation = organisation(self.state);
        Ok(Look::Tell(Box::new((digest, card.clone(), organisation))))
    }
}

/// Whether something in it was not in the last mail, or that one is old. Of a
/// mail that perhaps never arrived nothing counts as told.
fn is_news(digest: &Digest, last: &Notice, today: Date) -> bool {
    last.standing == NoticeStanding::Begun
        || (today - last.day).get_days() >= AGAIN_AFTER_DAYS
        || digest.marks.iter().any(|mark| !last.told.contains(mark))
}

/// Who would be told how much today; nothing is sent and nothing is kept.
///
/// # Errors
/// When what is kept cannot be read.
pub fn ask(
    state: &State,
    directory: &Directory,
    notices: &dyn Notices,
    today: Date,
) -> Result<Round, RoundError> {
    let scene = Scene {
        state,
        directory,
        notices,
        today,
    };
    let mut round = Round::new(today);
    for person in notices.persons_to_notify()? {
        match scene.look(PersonId(person))? {
            Look::Silent(silence) => round.keep_silent(silence),
            Look::Tell(it) => round.told.push(Told {
                person: PersonId(person),
                things: it.0.things,
                fate: Fate::Waits,
            }),
        }
    }
    Ok(round)
}

/// Tells everybody who is to be told today, as long as `goes_on` says so and
/// the server takes what it is given.
///
/// # Errors
/// When what is kept cannot be read or written, or the desk has stopped.
pub fn send(
    clerk: &Clerk,
    mailing: &Mailing,
    goes_on: &dyn Fn() -> bool,
) -> Result<Round, RoundError> {
    let today = clerk.clock().today();
    let notices = clerk.notices();
    if let Ok(before) = today.checked_sub(KEPT_DAYS.days()) {
        notices.forget_notices_before(before)?;
    }
    let mut postman = Postman {
        clerk,
        mailing,
        today,
        letterbox: None,
        broken_off: 0,
    };
    let mut round = Round::new(today);
    for person in notices.persons_to_notify()? {
        if !goes_on() {
            round.trouble = Some("it was told to end before everybody had been told".to_owned());
            break;
        }
        if let Err(Trouble(trouble)) = postman.visit(PersonId(person), &mut round)? {
            round.trouble = Some(trouble);
            break;
        }
    }
    if let Some(letterbox) = postman.letterbox.take() {
        letterbox.close();
    }
    Ok(round)
}

/// Whoever carries the mails to the server, in one session as long as it lasts.
struct Postman<'a> {
    clerk: &'a Clerk,
    mailing: &'a Mailing,
    today: Date,
    letterbox: Option<Letterbox>,
    /// How many sessions in a row the server broke off.
    broken_off: u32,
}

/// Whether the server still takes mail.
type Way = Result<(), Trouble>;

impl Postman<'_> {
    /// Tells one person, where there is something to tell.
    fn visit(&mut self, person: PersonId, round: &mut Round) -> Result<Way, RoundError> {
        let notices = self.clerk.notices();
        let look = self.clerk.read(|state, directory| {
            let scene = Scene {
                state,
                directory,
                notices,
                today: self.today,
            };
            scene.look(person)
        })??;
        let (digest, card, organisation) = match look {
            Look::Tell(it) => *it,
            Look::Silent(silence) => {
                round.keep_silent(silence);
                return Ok(Ok(()));
            }
        };
        let addressee = Addressee {
            person,
            card: &card,
            secret: notices.notice_secret(person.0),
            day: self.today,
            at_ms: self.clerk.clock().now_ms(),
        };
        let Some(letter) = Letter::write(self.mailing, &digest, &organisation, addressee) else {
            round.keep_silent(Silence::NoAddress);
            return Ok(Ok(()));
        };
        let notice = Notice {
            person: person.0,
            day: self.today,
            at_ms: addressee.at_ms,
            standing: NoticeStanding::Begun,
            told: digest.marks,
        };
        let (fate, way) = self.carry(&letter, &notice)?;
        if let Some(fate) = fate {
            round.told.push(Told {
                person,
                things: digest.things,
                fate,
            });
        }
        Ok(way)
    }

    /// Begins a notice, hands the mail over and keeps what came of it. Nothing
    /// came of it where the person has left meanwhile.
    fn carry(
        &mut self,
        letter: &Letter,
        notice: &Notice,
    ) -> Result<(Option<Fate>, Way), RoundError> {
        let notices = self.clerk.notices();
        let (person, day) = (notice.person, notice.day);
        loop {
            let mut letterbox = match self.letterbox.take().map_or_else(|| self.open(), Ok) {
                Ok(letterbox) => letterbox,
                Err(trouble) => return Ok((Some(Fate::Waits), Err(trouble))),
            };
            if !notices.begin_notice(notice)? {
                self.letterbox = Some(letterbox);
                return Ok((None, Ok(())));
            }
            let delivery = letterbox.deliver(letter);
            match delivery {
                Delivery::Sent => notices.end_notice(person, day, NoticeStanding::Sent)?,
                Delivery::Refused(_) => notices.end_notice(person, day, NoticeStanding::Refused)?,
                Delivery::Later(_) | Delivery::Unwanted(_) | Delivery::Unsent(_) => {
                    notices.withdraw_notice(person, day)?;
                }
                Delivery::Perhaps(_) => {}
            }
            // A server may end a session after so many mails: then there is another.
            if matches!(delivery, Delivery::Unsent(_)) && letterbox.taken > 0 {
                continue;
            }
            return Ok(self.came_to(delivery, letterbox));
        }
    }

    /// What a delivery means for the mail and for those after it.
    fn came_to(&mut self, delivery: Delivery, letterbox: Letterbox) -> (Option<Fate>, Way) {
        let sure = match delivery {
            Delivery::Sent => Fate::Sent,
            Delivery::Refused(code) => Fate::Refused(code),
            Delivery::Later(code) => Fate::Later(code),
            Delivery::Unwanted(trouble) => {
                letterbox.close();
                return (Some(Fate::Waits), Err(trouble));
            }
            Delivery::Unsent(trouble) => return (Some(Fate::Waits), self.broke_off(trouble)),
            Delivery::Perhaps(trouble) => return (Some(Fate::Perhaps), self.broke_off(trouble)),
        };
        self.broken_off = 0;
        self.letterbox = Some(letterbox);
        (Some(sure), Ok(()))
    }

    /// That the server broke off a session. It may be one address that it
    /// cannot bear; where it does so again for the next, it is the server.
    fn broke_off(&mut self, trouble: Trouble) -> Way {
        self.broken_off += 1;
        if self.broken_off >= BROKEN_OFF_MAX {
            return Err(trouble);
        }
        Ok(())
    }

    fn open(&self) -> Result<Letterbox, Trouble> {
        let Mailing {
            server,
            site,
            patience,
            ..
        } = self.mailing;
        Letterbox::open(server, site.host(), *patience)
    }
}
