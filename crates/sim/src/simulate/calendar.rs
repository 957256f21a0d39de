//! A month's calendar: on which of its days units meet, as the charter's rhythms
//! ask, and everything about that which is the same for all units.

use charter::{Charter, Every, GradeId, LevelId, MeetingKindId};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use kernel::Day;

use super::draws::{Draws, Purpose, below};

/// The month's days and its kinds of meetings.
pub(super) struct Calendar {
    dates: Vec<Date>,
    pub(super) kinds: Vec<Kind>,
}

/// A kind of meeting with a rhythm, in one month.
pub(super) struct Kind {
    pub(super) id: MeetingKindId,
    levels: Vec<LevelId>,
    pub(super) attends: Vec<GradeId>,
    /// On which day a unit meets.
    day: Draws,
    rhythm: Rhythm,
    /// By day of the month: which meetings are held, and who is absent.
    pub(super) by_day: Vec<(Draws, Draws)>,
}

enum Rhythm {
    /// Once in so many months, this being one of them, counted from nought.
    Months { of: u32, this: u32 },
    /// In each week that begins on one of these days.
    Weeks { mondays: Vec<u32> },
}

impl Calendar {
    /// The calendar of a month, which is so many months after the first.
    pub(super) fn of(charter: &Charter, seed: u64, number: u32, first: Date) -> Calendar {
        let last = first.last_of_month().day();
        let dates: Vec<Date> = (1..=last)
            .filter_map(|day| Date::new(first.year(), first.month(), day).ok())
            .collect();
        let kinds = (0..)
            .zip(&charter.meetings)
            .filter_map(|(id, row)| {
                let every = row.every?;
                let time = |day: u32| number.wrapping_mul(32).wrapping_add(day);
                let on_day = |day| {
                    let of = |purpose| Draws::of(seed, time(day), purpose);
                    (of(Purpose::Holding(id)), of(Purpose::Attending(id)))
                };
                let (since, rhythm) = rhythm(every, &dates);
                Some(Kind {
                    id: MeetingKindId(id),
                    levels: row.levels.clone(),
                    attends: row.attends.clone(),
                    day: Draws::of(seed, since, Purpose::Day(id)),
                    rhythm,
                    by_day: (1..).take(dates.len()).map(on_day).collect(),
                })
            })
            .collect();
        Calendar { dates, kinds }
    }

    /// A day of the month, counted from nought.
    pub(super) fn date(&self, day: usize) -> Option<Date> {
        self.dates.get(day).copied()
    }

    /// The days, counted from nought, on which a unit of a level meets.
    pub(super) fn days<'a>(
        &'a self,
        kind: &'a Kind,
        level: LevelId,
        unit: u32,
    ) -> impl Iterator<Item = usize> + 'a {
        let last = u32::try_from(self.dates.len())
            .unwrap_or(u32::MAX)
            .saturating_sub(1);
        let asked = kind.levels.contains(&level);
        let draw = if asked { kind.day.draw(unit) } else { 0 };
        let (once, weeks): (Option<u32>, &[u32]) = match &kind.rhythm {
            // From the second day on: the first is for coming and going.
            Rhythm::Months { of, this } => {
                let now = below(draw, *of) == *this;
                (now.then(|| below(draw << 32, last).saturating_add(1)), &[])
            }
            Rhythm::Weeks { mondays } => (None, mondays),
        };
        let in_weeks = weeks
            .iter()
            .map(move |monday| monday.saturating_add(below(draw, 6)).min(last));
        once.into_iter()
            .chain(in_weeks)
            .filter(move |_| asked)
            .map(|day| day as usize)
    }
}

/// The rhythm in one month, and the time for which the day is drawn once.
fn rhythm(every: Every, dates: &[Date]) -> (u32, Rhythm) {
    match every {
        Every::Months(months) => {
            let of = u32::from(months).max(1);
            let month = dates.first().map_or(0, |first| {
                i32::from(first.year()) * 12 + i32::from(first.month()) - 1
            });
            let month = u32::try_from(month).unwrap_or(0);
            let this = month % of;
            (month / of, Rhythm::Months { of, this })
        }
        Every::Weeks(_) => {
            let begins = |day: &Date| {
                let period = kernel::meetings::period_of(every, *day);
                kernel::meetings::period_start(every, period) == Some(*day)
            };
            let mondays = (0..)
                .zip(dates)
                .filter(|(_, day)| day.weekday() == Weekday::Monday && begins(day))
                .map(|(day, _)| day)
                .collect();
            (0, Rhythm::Weeks { mondays })
        }
    }
}

/// By grade: the next one, and the last day on which whoever came into the grade
/// has waited long enough on the first of a month.
pub(super) fn rising(charter: &Charter, first: Date) -> Vec<Option<(GradeId, Day)>> {
    charter
        .grades
        .iter()
        .map(|row| {
            let since = first.saturating_sub(i64::from(row.wait_months).months());
            row.next
                .filter(|_| row.entry)
                .map(|next| (next, Day::from_date(since)))
        })
        .collect()
}

/// By post: whose term began by then is over on the first of a month. None where a
/// term has no end.
pub(super) fn terms(charter: &Charter, first: Date) -> Vec<Option<Day>> {
    let began = |months: u16| first.saturating_sub(i64::from(months).months());
    charter
        .posts
        .iter()
        .map(|post| post.term_months.map(|months| Day::from_date(began(months))))
        .collect()
}
