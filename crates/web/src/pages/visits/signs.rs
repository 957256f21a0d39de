//! Whether a unit is alive, sign by sign: that it met, that enough came, that its
//! returns are in, that whoever holds its posts is in term. Nothing is added up: each sign
//! says its figure, and nothing is said about anybody.

use charter::ReportId;
use jiff::civil::Date;
use kernel::UnitId;
use kernel::findings::{Finding, Matter};
use kernel::meetings::{Meeting, MeetingStanding, period_of, period_start};
use kernel::reports::DaysOf;

use crate::pages::meetings::year::kinds;
use crate::standing::Standing;
use crate::view::View;
use crate::words::{away, capital, counted, listed};

/// Missing returns that are counted of one report.
const MISSING_MAX: u32 = 99;

/// The signs of one unit, in figures.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Signs {
    /// When it last met.
    pub(crate) met: Option<Date>,
    /// Whether a meeting that the charter asks for was let pass; none where it asks for none.
    pub(crate) missed: Option<bool>,
    /// Whether enough came to the last meeting; none where there was none.
    pub(crate) quorum: Option<bool>,
    /// Returns that are late; none where it owes none.
    pub(crate) returns_missing: Option<u32>,
    /// Posts with too few holders.
    pub(crate) vacant: u32,
    /// Holders whose term is over, whom nobody confirmed, or who may not hold the post.
    pub(crate) out_of_term: u32,
}

/// One sign, as it is read.
#[derive(Debug)]
pub struct Sign {
    /// How it stands.
    pub standing: Standing,
    /// What it says.
    pub words: String,
}

impl Signs {
    /// The signs of a unit, of which everything that is the matter was found.
    pub(crate) fn of(view: View<'_>, unit: UnitId, found: &[&Finding]) -> Signs {
        let count = |is: fn(&Matter) -> bool| {
            let found = found.iter().filter(|it| is(&it.matter));
            u32::try_from(found.count()).unwrap_or(u32::MAX)
        };
        let rhythm = kinds(view, unit)
            .iter()
            .any(|(_, kind)| kind.every.is_some());
        let last = last_meeting(view, unit);
        Signs {
            met: last.map(|meeting| meeting.on),
            missed: rhythm.then(|| count(|it| matches!(it, Matter::NotMet { .. })) > 0),
            quorum: last.map(|meeting| meeting.standing == MeetingStanding::Quorate),
            returns_missing: returns_missing(view, unit),
            vacant: count(|it| matches!(it, Matter::Vacant { .. })),
            out_of_term: count(|it| {
                matches!(
                    it,
                    Matter::TermOver { .. }
                        | Matter::Unconfirmed { .. }
                        | Matter::HeldWrongly { .. }
                )
            }),
        }
    }

    /// The same to be read, one beside the other.
    pub(crate) fn read(&self, view: View<'_>) -> Vec<Sign> {
        [
            self.meeting(view),
            self.enough(),
            self.returns(),
            Some(self.holders()),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn meeting(&self, view: View<'_>) -> Option<Sign> {
        let missed = self.missed?;
        Some(match self.met {
            Some(on) => sign(missed, format!("Met {}", away(view.today, on))),
            None if missed => sign(true, "Has not met".to_owned()),
            None => sign(false, "No meeting yet".to_owned()),
        })
    }

    fn enough(&self) -> Option<Sign> {
        let words = |enough| {
            if enough {
                "Enough came"
            } else {
                "Too few came"
            }
        };
        self.quorum
            .map(|enough| sign(!enough, words(enough).to_owned()))
    }

    fn returns(&self) -> Option<Sign> {
        self.returns_missing.map(|missing| match missing {
            0 => sign(false, "Returns in".to_owned()),
            missing => {
                let late = counted(u64::from(missing), "return late", "returns late");
                sign(true, late)
            }
        })
    }

    fn holders(&self) -> Sign {
        let counts = [
            (self.vacant, "post vacant", "posts vacant"),
            (
                self.out_of_term,
                "holder not in term",
                "holders not in term",
            ),
        ];
        let said: Vec<String> = counts
            .into_iter()
            .filter(|(count, ..)| *count > 0)
            .map(|(count, one, several)| counted(u64::from(count), one, several))
            .collect();
        if said.is_empty() {
            sign(false, "Posts held in term".to_owned())
        } else {
            sign(true, capital(&listed(&said)))
        }
    }
}

fn sign(amiss: bool, words: String) -> Sign {
    let standing = if amiss {
        Standing::Outside
    } else {
        Standing::Inside
    };
    Sign { standing, words }
}

/// The last meeting that a unit held, of any kind.
fn last_meeting(view: View<'_>, unit: UnitId) -> Option<Meeting> {
    let meetings = view.state.meetings_of(unit);
    let held = meetings.filter(|it| it.standing.is_held());
    held.max_by_key(|it| (it.on, it.id))
}

/// How many returns of a unit are late; none where it owes none.
fn returns_missing(view: View<'_>, unit: UnitId) -> Option<u32> {
    let level = view.state.standing_level(unit)?;
    let owed = (0..).map(ReportId).zip(&view.charter.reports);
    let mut owed = owed
        .filter(|(_, rule)| rule.levels.contains(&level))
        .peekable();
    owed.peek()?;
    let late = |(id, rule): (ReportId, &charter::ReportRule)| {
        let mut first = view.state.owes_next(rule, id, unit);
        let mut late = 0_u32;
        while let Some(day) = first.filter(|_| late < MISSING_MAX) {
            let number = period_of(rule.every, day);
            let due = DaysOf::of(rule, number).map(|days| days.due);
            if due.is_none_or(|due| due >= view.today) {
                break;
            }
            late = late.saturating_add(1);
            first = period_start(rule.every, number.saturating_add(1));
        }
        late
    };
    Some(owed.map(late).fold(0, u32::saturating_add))
}
