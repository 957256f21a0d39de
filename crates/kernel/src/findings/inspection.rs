//! The rules of one day made ready for many units. Nearly every unit is in
//! order, and that shows at a glance: at the level's row of a table and a few
//! values of the columns. Only where the glance does not settle a rule is the
//! rule gone into; what is then found is the same as without the glance.

use std::ops::Range;

use charter::{
    Charter, GradeId, HolderFrom, LevelId, MeetingKindId, PostId, ReportId, ReportRule, Size,
};
use jiff::ToSpan;
use jiff::civil::Date;

use super::{Finding, Look, Today, look_at};
use crate::day::Day;
use crate::ids::UnitId;
use crate::meetings::{period_of, period_start};
use crate::posts::{Home, OpenTenure, belongs_right};
use crate::reports::DaysOf;
use crate::sizes::within;
use crate::state::State;

/// Posts of one level that ask for holders and that a glance can count.
const COUNTED_MAX: usize = 8;
/// Units whose holders are read before any of them is looked at.
const AHEAD: u32 = 128;

/// Every rule as it binds on one day, for looking at many units.
#[derive(Debug)]
pub struct Inspection<'a> {
    state: &'a State,
    today: Option<Today<'a>>,
    /// By level.
    levels: Vec<Glance<'a>>,
}

impl<'a> Inspection<'a> {
    /// Makes the rules of a day ready. Where no charter is in force there are none.
    #[must_use]
    pub fn new(state: &'a State, on: Date) -> Inspection<'a> {
        let today = Today::of(state, on);
        let glances = |Today { charter, .. }: Today<'a>| {
            (0..)
                .map(LevelId)
                .take(charter.levels.len())
                .map(|level| Glance::at(state, charter, level, on))
                .collect()
        };
        Inspection {
            state,
            today,
            levels: today.map(glances).unwrap_or_default(),
        }
    }

    #[inline]
    fn look<'b>(&'b self, unit: UnitId, holders: Option<&'b [Holder]>) -> Option<Look<'b>> {
        look_at(self.state, self.today?, unit, &self.levels, holders)
    }

    /// Looks at these units, one after the other. The findings of a unit have been added to
    /// the others when `after` is called with it.
    pub fn look_at_all(
        &self,
        units: Range<u32>,
        found: &mut Vec<Finding>,
        mut after: impl FnMut(UnitId, &mut Vec<Finding>),
    ) {
        let mut ahead = Ahead::default();
        for first in units.clone().step_by(AHEAD as usize) {
            let block = first..first.saturating_add(AHEAD).min(units.end);
            ahead.read(self.state, block.clone());
            for (unit, holders) in block.map(UnitId).zip(ahead.by_unit()) {
                if let Some(look) = self.look(unit, Some(holders)) {
                    look.all(found);
                }
                after(unit, found);
            }
        }
    }

    /// Adds the findings of a unit that a plan can cure: where it stands and how large it is.
    pub(crate) fn look_at_size_and_place(&self, unit: UnitId, found: &mut Vec<Finding>) {
        let in_order = |it: &Glance<'_>| it.size_and_place_in_order(self.state, unit);
        if let Some(look) = self.look(unit, None)
            && !look.ended
            && !look.at_a_glance(in_order)
        {
            look.placement(found);
            look.size(found);
        }
    }
}

/// Somebody who holds a post, and where they belong.
#[derive(Clone, Copy, Debug)]
pub(super) struct Holder {
    term: OpenTenure,
    place: Option<(UnitId, GradeId)>,
}

impl Holder {
    fn at(state: &State, term: OpenTenure) -> Holder {
        Holder {
            term,
            place: state.members.place(term.person),
        }
    }

    /// Who holds posts of a unit.
    pub(super) fn of(state: &State, unit: UnitId) -> impl Iterator<Item = Holder> + '_ {
        let terms = state.posts.open_in(unit);
        terms.map(|term| Holder::at(state, term))
    }
}

/// The holders of the units to be looked at next. Where each of them belongs lies far from
/// the next in memory: read one right after the other, the processor waits for many at once.
#[derive(Debug, Default)]
struct Ahead {
    terms: Vec<OpenTenure>,
    holders: Vec<Holder>,
    /// By unit: where its holders end.
    ends: Vec<usize>,
}

impl Ahead {
    fn read(&mut self, state: &State, units: Range<u32>) {
        self.terms.clear();
        self.ends.clear();
        for unit in units.map(UnitId) {
            self.terms.extend(state.posts.open_in(unit));
            self.ends.push(self.terms.len());
        }
        self.holders.clear();
        let holders = self.terms.iter().map(|term| Holder::at(state, *term));
        self.holders.extend(holders);
    }

    /// Unit by unit.
    fn by_unit(&self) -> impl Iterator<Item = &[Holder]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        let of = |(start, end): (usize, &usize)| self.holders.get(start..*end);
        starts
            .zip(&self.ends)
            .map(move |it| of(it).unwrap_or_default())
    }
}

/// What shows at a glance at a unit of one level. Each question is answered
/// with yes only where going into the rule would find nothing.
#[derive(Debug)]
pub(super) struct Glance<'a> {
    /// Whether there is nothing yet that only some organisations have: directives,
    /// petitions and proceedings, and rules of visits and dues.
    plain: bool,
    members: bool,
    /// By level: whether a unit of it may stand above.
    under: Vec<bool>,
    size: Option<&'a Size>,
    /// By post.
    posts: Vec<PostGlance<'a>>,
    /// Posts that ask for holders, and for how many; none where they are too many to count.
    asked: Option<Vec<(PostId, u32)>>,
    /// Meetings with a rhythm, and a day since which one is enough.
    meetings: Vec<(MeetingKindId, Day)>,
    /// Reports, and the first day of a stretch of time for which one is enough.
    reports: Vec<(ReportId, Day)>,
}

#[derive(Debug)]
struct PostGlance<'a> {
    here: bool,
    grades: &'a [GradeId],
    from: HolderFrom,
    /// A term that began later is not over.
    over: Day,
    /// Whether somebody above confirms the holder.
    confirmed: bool,
}

impl<'a> Glance<'a> {
    fn at(state: &State, charter: &'a Charter, level: LevelId, on: Date) -> Glance<'a> {
        let row = charter.level(level);
        let levels = (0..).map(LevelId).take(charter.levels.len());
        let asked: Vec<(PostId, u32)> = (0..)
            .map(PostId)
            .zip(&charter.posts)
            .filter(|(_, post)| post.least > 0 && post.levels.contains(&level))
            .map(|(id, post)| (id, u32::from(post.least)))
            .collect();
        Glance {
            plain: state.directives.count() == 0
                && state.petitions.count() == 0
                && state.proceedings.count() == 0
                && charter.visit_of(level).is_none()
                && charter.dues.is_none(),
            members: row.is_some_and(|row| row.members),
            under: levels
                .map(|above| row.is_some_and(|row| row.under.contains(&above)))
                .collect(),
            size: charter.size_of(level),
            posts: charter
                .posts
                .iter()
                .zip((0..).map(PostId))
                .map(|(post, id)| PostGlance {
                    confirmed: charter.choosing_of(id).is_some(),
                    here: post.levels.contains(&level),
                    grades: &post.grades,
                    from: post.from,
                    over: post.term_months.map_or(Day::NONE, |months| {
                        Day::from_date(on.saturating_sub(i64::from(months).months()))
                    }),
                })
                .collect(),
            asked: (asked.len() <= COUNTED_MAX).then_some(asked),
            meetings: (0..)
                .map(MeetingKindId)
                .zip(&charter.meetings)
                .filter(|(_, kind)| kind.levels.contains(&level))
                .filter_map(|(id, kind)| {
                    let last = period_of(kind.every?, on).checked_sub(1)?;
                    Some((id, Day::from_date(period_start(kind.every?, last)?)))
                })
                .collect(),
            reports: (0..)
                .map(ReportId)
                .zip(&charter.reports)
                .filter(|(_, report)| report.levels.contains(&level))
                .map(|(id, report)| (id, latest_overdue(report, on)))
                .collect(),
        }
    }

    /// Whether the organisation has nothing that only some have.
    pub(super) fn is_plain(&self) -> bool {
        self.plain
    }

    /// Whether people may belong to the unit, or nobody does.
    #[inline]
    pub(super) fn belonging_in_order(&self, state: &State, unit: UnitId) -> bool {
        self.members || state.members.count_in(unit) == 0
    }

    /// Whether the unit is as large as it may be and stands under one under which it may.
    #[inline]
    pub(super) fn size_and_place_in_order(&self, state: &State, unit: UnitId) -> bool {
        let parent = state.units.parent(unit);
        let above = parent.and_then(|parent| state.units.level(parent));
        above.is_some_and(|above| self.under.get(above.index()) == Some(&true))
            && self
                .size
                .is_none_or(|size| within(size, state.members.counted(unit, size)))
    }

    /// Whether every post is held by as many as it asks for, each of whom may
    /// hold it, and no term is over.
    #[inline]
    pub(super) fn posts_in_order(
        &self,
        state: &State,
        unit: UnitId,
        holders: impl Iterator<Item = Holder>,
    ) -> bool {
        let Some(asked) = &self.asked else {
            return false;
        };
        let mut held = [0_u32; COUNTED_MAX];
        for Holder { term, place } in holders {
            let Some(post) = self.posts.get(term.post.index()).filter(|post| post.here) else {
                return false;
            };
            let belongs = place.is_some_and(|(home, grade)| {
                post.grades.contains(&grade)
                    && belongs_right(state, post.from, Home::Unit(home), unit)
            });
            if !belongs || term.from <= post.over {
                return false;
            }
            // A word from above may be overdue: the rule is gone into.
            if post.confirmed && state.posts.any_confirmations() {
                return false;
            }
            for (count, (id, _)) in held.iter_mut().zip(asked) {
                *count = count.saturating_add(u32::from(*id == term.post));
            }
        }
        held.iter()
            .zip(asked)
            .all(|(held, (_, least))| held >= least)
    }

    /// Whether each meeting with a rhythm was held, or the unit is too young to owe one.
    #[inline]
    pub(super) fn meetings_in_order(&self, state: &State, unit: UnitId) -> bool {
        self.meetings.iter().all(|(kind, enough)| {
            let last = state.meetings.last_held(unit, *kind);
            last >= *enough || (last == Day::NONE && state.units.placed(unit) >= *enough)
        })
    }

    /// Whether no report is overdue, of units that have filed it before and have had their
    /// level all the time.
    #[inline]
    pub(super) fn reports_in_order(&self, state: &State, unit: UnitId) -> bool {
        let filed =
            |(report, enough): &(ReportId, Day)| state.reports.last_filed(*report, unit) >= *enough;
        self.reports.iter().all(filed) && state.units.level_before(unit).is_none()
    }
}

/// The first day of the latest stretch of time whose return is overdue.
fn latest_overdue(rule: &ReportRule, on: Date) -> Day {
    let mut number = period_of(rule.every, on);
    loop {
        match DaysOf::of(rule, number) {
            Some(days) if days.due < on => return Day::from_date(days.first),
            Some(_) => number = number.saturating_sub(1),
            // Before the first day of all no return is owed.
            None => return Day::NONE,
        }
    }
}
