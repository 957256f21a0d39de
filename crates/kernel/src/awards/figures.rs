//! What the record knows of a unit over some days, as the figures that the
//! criteria of an award may use. Nothing in it is about a person.

use charter::expression::Figures;
use charter::{Charter, MeetingKindId, Post, PostId, ReportId};
use jiff::civil::Date;

use super::Span;
use crate::findings;
use crate::ids::UnitId;
use crate::meetings::{Meeting, MeetingStanding, period_of, period_start};
use crate::reports::DaysOf;
use crate::state::State;

/// The figures of a unit over some days, as the record stands on a day. What
/// happened before the first charter came into force is not known, unless the
/// unit is younger than that.
pub(super) fn of_unit(state: &State, unit: UnitId, span: Span, on: Date) -> Figures {
    let mut figures = Figures::default();
    let (Some(charter), Some(level)) = (state.charter_on(on), state.units.level(unit)) else {
        return figures;
    };
    if charter.level(level).is_some_and(|row| row.members) {
        figures.members = Some(u64::from(state.members.count_in(unit)));
    }
    let outside = findings::of_unit(state, on, unit);
    figures.findings = Some(count(outside.iter().filter(|finding| finding.binds())));
    let placed = state.units.placed(unit).date().unwrap_or(span.first);
    let founded = state.units.founded(unit).date().unwrap_or(span.first);
    let known_since = state.charters.first_day().unwrap_or(span.first);
    if known_since > span.first && founded < known_since {
        return figures;
    }
    let look = Look {
        state,
        charter,
        unit,
        // What was due is due from a unit that stands where it stands.
        span: Span {
            first: span.first.max(placed),
            last: span.last,
        },
        on,
    };
    look.meetings(&mut figures);
    look.returns(&mut figures);
    figures.vacant = Some(look.vacant_days());
    figures
}

/// One unit under inspection.
struct Look<'a> {
    state: &'a State,
    charter: &'a Charter,
    unit: UnitId,
    span: Span,
    on: Date,
}

impl Look<'_> {
    fn within(&self, day: Date) -> bool {
        (self.span.first..=self.span.last).contains(&day)
    }

    fn level_is(&self, levels: &[charter::LevelId]) -> bool {
        let level = self.state.units.level(self.unit);
        level.is_some_and(|level| levels.contains(&level))
    }

    fn meetings(&self, figures: &mut Figures) {
        let held: Vec<Meeting> = self
            .state
            .meetings_of(self.unit)
            .filter(|meeting| meeting.standing.is_held())
            .filter(|meeting| self.within(meeting.on))
            .collect();
        let quorate = |meeting: &&Meeting| meeting.standing == MeetingStanding::Quorate;
        figures.held = Some(count(held.iter()));
        figures.quorate = Some(count(held.iter().filter(quorate)));
        let (mut due, mut kept) = (0_u64, 0_u64);
        for (number, kind) in (0..).zip(&self.charter.meetings) {
            let Some(every) = kind.every.filter(|_| self.level_is(&kind.levels)) else {
                continue;
            };
            for stretch in self.whole_stretches(every) {
                due = due.saturating_add(1);
                let met = held.iter().any(|meeting| {
                    meeting.kind == MeetingKindId(number) && period_of(every, meeting.on) == stretch
                });
                kept = kept.saturating_add(u64::from(met));
            }
        }
        figures.due = Some(due);
        figures.kept = Some(kept);
    }

    /// The numbers of the stretches of time that lie wholly within the days.
    fn whole_stretches(&self, every: charter::Every) -> impl Iterator<Item = i32> + use<> {
        let begins = period_of(every, self.span.first);
        let whole = period_start(every, begins) == Some(self.span.first);
        let from = begins.saturating_add(i32::from(!whole));
        // The last stretch is whole if the day behind it begins the next one.
        let behind = self.span.last.tomorrow().unwrap_or(self.span.last);
        from..period_of(every, behind)
    }

    fn returns(&self, figures: &mut Figures) {
        let (mut owed, mut filed) = (0_u64, 0_u64);
        for (number, rule) in (0..).zip(&self.charter.reports) {
            if !self.level_is(&rule.levels) {
                continue;
            }
            for stretch in self.whole_stretches(rule.every) {
                let Some(days) = DaysOf::of(rule, stretch) else {
                    continue;
                };
                let in_time = self.filed_in_time(ReportId(number), &days);
                // What is not due yet is owed only once it is there.
                if in_time || days.due < self.on {
                    owed = owed.saturating_add(1);
                    filed = filed.saturating_add(u64::from(in_time));
                }
            }
        }
        figures.owed = Some(owed);
        figures.filed = Some(filed);
    }

    fn filed_in_time(&self, report: ReportId, days: &DaysOf) -> bool {
        self.state.returns_of(self.unit).any(|one| {
            one.report == report
                && one.period == days.first
                && one.reason.is_none()
                && one.on <= days.due
        })
    }

    /// The days on which a post had fewer holders than it should, post by post, added up.
    fn vacant_days(&self) -> u64 {
        let posts = (0..).zip(&self.charter.posts);
        posts
            .filter(|(_, post)| post.least > 0 && self.level_is(&post.levels))
            .map(|(number, post)| self.vacant_days_of(PostId(number), post))
            .fold(0, u64::saturating_add)
    }

    fn vacant_days_of(&self, id: PostId, post: &Post) -> u64 {
        let last = self.span.last.min(self.on);
        let tenures: Vec<(Date, Date)> = self
            .state
            .tenures_in(self.unit)
            .filter(|tenure| tenure.post == id)
            .map(|tenure| (tenure.from, tenure.until.unwrap_or(Date::MAX)))
            .collect();
        // The number of holders changes on these days only.
        let mut changes: Vec<Date> = tenures
            .iter()
            .flat_map(|(from, until)| [Some(*from), until.tomorrow().ok()])
            .flatten()
            .filter(|day| *day > self.span.first && *day <= last)
            .chain([self.span.first])
            .collect();
        changes.sort_unstable();
        changes.dedup();
        let end = last.tomorrow().unwrap_or(last);
        let ends = changes.iter().skip(1).copied().chain([end]);
        let mut days = 0_u64;
        for (begins, ends) in changes.iter().copied().zip(ends) {
            let holders = tenures
                .iter()
                .filter(|(from, until)| *from <= begins && begins <= *until);
            if count(holders) < u64::from(post.least) {
                days = days.saturating_add(days_between(begins, ends));
            }
        }
        days
    }
}

fn days_between(from: Date, to: Date) -> u64 {
    let hours = to.duration_since(from).as_hours();
    u64::try_from(hours.div_euclid(24)).unwrap_or(0)
}

fn count<T>(rows: impl Iterator<Item = T>) -> u64 {
    rows.fold(0, |count: u64, _| count.saturating_add(1))
}
