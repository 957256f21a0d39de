//! Findings: where the organisation is not as a rule says. Computed from the
//! columns whenever they are asked for, so they cannot go stale.

mod dues;
mod flow;
mod inspection;
mod matter;
mod message;
mod petitions;
mod posts;
mod procedures;
mod visits;

pub use inspection::Inspection;
pub use matter::Matter;
pub use message::in_words;

use std::borrow::Cow;
use std::ops::Range;

use charter::{Charter, LevelId, Modality, PostId, Remedy, RuleId};
use jiff::civil::Date;

use self::inspection::{Glance, Holder};
use crate::day::Day;
use crate::ids::UnitId;
use crate::meetings::{period_of, period_start};
use crate::posts::{Home, Tenure, belongs_right, eligible_by_grade};
use crate::request::Actor;
use crate::rights;
use crate::sizes::Standing;
use crate::state::State;

/// A place where the organisation is not as a rule says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule.
    pub rule: RuleId,
    /// How strictly it binds.
    pub modality: Modality,
    /// The unit.
    pub unit: UnitId,
    /// What is the matter, with the figures.
    pub matter: Matter,
    /// Since when.
    pub since: Date,
    /// Until when it can be mended, where the charter gives a time.
    pub until: Option<Date>,
    /// How it can be mended, the charter's preference first.
    pub remedies: Cow<'static, [Remedy]>,
}

/// Units that one thread checks before another could have begun to help.
const UNITS_ALONE: u32 = 100_000;

/// Checks every rule over the whole organisation, the units in the order of
/// their numbers and the rules in the order of the charter. A large one is
/// shared out among four threads, which nobody can tell from the findings.
#[must_use]
pub fn check(state: &State, on: Date) -> Vec<Finding> {
    if state.unit_count() > UNITS_ALONE {
        return check_shared(state, on, 4);
    }
    check_piece(state, on, 0..state.unit_count())
}

/// The same, shared out among so many threads.
#[must_use]
pub fn check_shared(state: &State, on: Date, threads: u32) -> Vec<Finding> {
    let count = state.unit_count();
    let length = count.div_ceil(threads.max(1)).max(1);
    std::thread::scope(|scope| {
        let pieces: Vec<_> = (0..count)
            .step_by(length as usize)
            .map(|start| start..start.saturating_add(length).min(count))
            .map(|piece| scope.spawn(move || check_piece(state, on, piece)))
            .collect();
        let mut found = Vec::new();
        for piece in pieces {
            match piece.join() {
                Ok(mut next) => found.append(&mut next),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        found
    })
}

fn check_piece(state: &State, on: Date, units: Range<u32>) -> Vec<Finding> {
    let mut found = Vec::new();
    Inspection::new(state, on).look_at_all(units, &mut found, |_, _| ());
    found
}

/// The findings of one unit.
#[must_use]
pub fn of_unit(state: &State, on: Date, unit: UnitId) -> Vec<Finding> {
    let mut found = Vec::new();
    check_unit(state, on, unit, &mut found);
    found
}

/// The findings the viewer may know of, in the unit and everything beneath it.
#[must_use]
pub fn visible(state: &State, viewer: Actor, on: Date, within: UnitId) -> Vec<Finding> {
    let mut found = Vec::new();
    for unit in state.units_ever_within(within) {
        if rights::may(state, viewer, on, charter::Action::SeeFigures, unit) {
            check_unit(state, on, unit, &mut found);
        }
    }
    found
}

/// The remedies of a size outside the range, in the charter's order, for a unit
/// that stands under a unit of the level `above`.
pub(crate) fn size_remedies(
    charter: &Charter,
    level: LevelId,
    above: Option<LevelId>,
    people: u32,
) -> Vec<Remedy> {
    let Some(size) = charter.size_of(level) else {
        return Vec::new();
    };
    size.outside
        .iter()
        .filter(|outcome| people >= outcome.least && outcome.most.is_none_or(|most| people <= most))
        .map(|outcome| outcome.then)
        .filter(|remedy| open_to(charter, level, above, *remedy))
        .collect()
}

/// A unit can rise to a level only where that level may stand, and only if its
/// own level may stand under it.
fn open_to(charter: &Charter, level: LevelId, above: Option<LevelId>, remedy: Remedy) -> bool {
    let Remedy::Form(risen) = remedy else {
        return true;
    };
    let may_stand = |level: LevelId, under: LevelId| {
        charter
            .level(level)
            .is_some_and(|row| row.under.contains(&under))
    };
    above.is_some_and(|above| may_stand(risen, above)) && may_stand(level, risen)
}

fn check_unit(state: &State, on: Date, unit: UnitId, found: &mut Vec<Finding>) {
    if let Some(look) =
        Today::of(state, on).and_then(|today| look_at(state, today, unit, &[], None))
    {
        look.all(found);
    }
}

/// A day on which units are looked at, with the charter in force.
#[derive(Clone, Copy, Debug)]
struct Today<'a> {
    charter: &'a Charter,
    on: Date,
    day: Day,
}

impl<'a> Today<'a> {
    /// None where no charter is in force.
    fn of(state: &'a State, on: Date) -> Option<Today<'a>> {
        let charter = state.charter_on(on)?;
        let day = Day::from_date(on);
        Some(Today { charter, on, day })
    }
}

/// The unit under inspection, if it was there by that day. The glances, by level,
/// are for those who look at many units.
#[inline]
fn look_at<'a>(
    state: &'a State,
    Today { charter, on, day }: Today<'a>,
    unit: UnitId,
    glances: &'a [Glance<'a>],
    holders: Option<&'a [Holder]>,
) -> Option<Look<'a>> {
    let founded = state.units.founded(unit);
    if founded == Day::NONE || founded > day {
        return None;
    }
    let level = state.units.level(unit)?;
    // Nothing shows at a glance of a unit that ended.
    let ended = !state.units.stands(unit);
    let glance = glances.get(level.index()).filter(|_| !ended);
    Some(Look {
        state,
        charter,
        on,
        unit,
        level,
        ended,
        glance,
        holders,
    })
}

/// One unit under inspection on one day.
struct Look<'a> {
    state: &'a State,
    charter: &'a Charter,
    on: Date,
    unit: UnitId,
    level: LevelId,
    /// Whether it is dissolved: then it owes what it owed up to its end, and nothing else.
    ended: bool,
    /// What shows at a glance, where it was made ready.
    glance: Option<&'a Glance<'a>>,
    /// Who holds its posts, where that was read before.
    holders: Option<&'a [Holder]>,
}

impl Look<'_> {
    /// Every rule, one after the other.
    #[inline]
    fn all(&self, found: &mut Vec<Finding>) {
        if self.ended {
            return self.reports(found);
        }
        let settled = self.at_a_glance(|it| it.size_and_place_in_order(self.state, self.unit));
        if !settled {
            self.placement(found);
        }
        self.belonging(found);
        if !settled {
            self.size(found);
        }
        self.posts(found);
        self.meetings(found);
        self.reports(found);
        if self.at_a_glance(|it| it.is_plain()) {
            return;
        }
        self.directives(found);
        self.visits(found);
        self.petitions(found);
        self.procedures(found);
        self.dues(found);
    }

    /// A finding since a day, though never since before the first charter came
    /// into force: nothing was outside a rule that did not bind yet.
    fn finding(&self, rule: RuleId, matter: Matter, since: Date) -> Finding {
        let bound_since = self.state.charters.first_day();
        let since = bound_since.map_or(since, |first| since.max(first));
        Finding {
            rule,
            modality: self
                .charter
                .rule(rule)
                .map_or(Modality::Must, |row| row.modality),
            unit: self.unit,
            matter,
            since,
            until: None,
            remedies: Cow::Borrowed(&[]),
        }
    }

    /// Whether a glance settles that a rule is kept.
    fn at_a_glance(&self, settles: impl FnOnce(&Glance<'_>) -> bool) -> bool {
        self.glance.is_some_and(settles)
    }

    fn placed(&self) -> Date {
        self.state.units.placed(self.unit).date().unwrap_or(self.on)
    }

    /// The first day on which anything could be due from the unit: the record
    /// knows nothing of the time before the first charter came into force.
    fn due_since(&self) -> Date {
        let founded = self
            .state
            .units
            .founded(self.unit)
            .date()
            .unwrap_or(self.on);
        self.state
            .charters
            .first_day()
            .map_or(founded, |first| founded.max(first))
    }

    fn placement(&self, found: &mut Vec<Finding>) {
        let under = self
            .state
            .units
            .parent(self.unit)
            .and_then(|parent| self.state.units.level(parent));
        let Some(level) = self.charter.level(self.level) else {
            return;
        };
        let right = match under {
            Some(under) => level.under.contains(&under),
            None => level.under.is_empty(),
        };
        if !right {
            let mut finding = self.finding(level.rule, Matter::Misplaced { under }, self.placed());
            finding.remedies = Cow::Borrowed(&[Remedy::Move]);
            found.push(finding);
        }
    }

    fn belonging(&self, found: &mut Vec<Finding>) {
        if self.at_a_glance(|it| it.belonging_in_order(self.state, self.unit)) {
            return;
        }
        let people = self.state.members.count_in(self.unit);
        let Some(level) = self.charter.level(self.level) else {
            return;
        };
        if people > 0 && !level.members {
            let rule = self
                .charter
                .belonging
                .as_ref()
                .map_or(level.rule, |belonging| belonging.rule);
            let mut finding = self.finding(rule, Matter::BelongHere { people }, self.placed());
            finding.remedies = Cow::Borrowed(&[Remedy::Transfer]);
            found.push(finding);
        }
    }

    fn size(&self, found: &mut Vec<Finding>) {
        let Some(size) = self.charter.size_of(self.level) else {
            return;
        };
        let people = self.state.members.counted(self.unit, size);
        let matter = match (size.most, people) {
            (_, people) if people < size.least => Matter::TooFew {
                people,
                least: size.least,
            },
            (Some(most), people) if people > most => Matter::TooMany { people, most },
            (Some(_) | None, _) => return,
        };
        let since = self
            .state
            .sizes
            .outside_since(self.unit)
            .date()
            .unwrap_or(self.on)
            .min(self.on);
        let mut finding = self.finding(size.rule, matter, since);
        finding.until = size.mend_days.map(|days| later(finding.since, days));
        let above = self
            .state
            .units
            .parent(self.unit)
            .and_then(|parent| self.state.units.level(parent));
        finding.remedies = size_remedies(self.charter, self.level, above, people).into();
        found.push(finding);
    }

    fn posts(&self, found: &mut Vec<Finding>) {
        let in_order = |it: &Glance<'_>| match self.holders {
            Some(holders) => it.posts_in_order(self.state, self.unit, holders.iter().copied()),
            None => it.posts_in_order(self.state, self.unit, Holder::of(self.state, self.unit)),
        };
        if self.at_a_glance(in_order) {
            return;
        }
        for (number, post) in (0..).zip(&self.charter.posts) {
            let id = PostId(number);
            if !post.levels.contains(&self.level) {
                // A register may change a unit's level and say nothing of its posts.
                for tenure in self.state.holders(self.unit, id) {
                    self.held_wrongly(&tenure, post, found);
                }
                continue;
            }
            let mut holders = 0_u32;
            for tenure in self.state.holders(self.unit, id) {
                holders = holders.saturating_add(1);
                self.tenure(&tenure, post, found);
            }
            if holders < u32::from(post.least) {
                let matter = Matter::Vacant {
                    post: id,
                    holders,
                    least: u32::from(post.least),
                };
                let since = self.vacant_since(id);
                let mut finding = self.finding(post.rule, matter, since);
                finding.until = post.vacancy_days.map(|days| later(finding.since, days));
                finding.remedies = Cow::Borrowed(&[Remedy::Fill]);
                found.push(finding);
            }
        }
    }

    fn vacant_since(&self, post: PostId) -> Date {
        let laid_down = self
            .state
            .tenures_in(self.unit)
            .filter(|tenure| tenure.post == post)
            .filter_map(|tenure| tenure.until)
            .max();
        // Nothing was due before the first charter, however early the last holder left.
        laid_down
            .map(|on| on.max(self.due_since()))
            .unwrap_or_else(|| self.due_since().max(self.placed()))
            .min(self.on)
    }

    fn held_wrongly(&self, tenure: &Tenure, post: &charter::Post, found: &mut Vec<Finding>) {
        let matter = Matter::HeldWrongly {
            post: tenure.post,
            person: tenure.person,
        };
        let mut finding = self.finding(post.rule, matter, tenure.from);
        finding.remedies = Cow::Borrowed(&[Remedy::LayDown]);
        found.push(finding);
    }

    fn tenure(&self, tenure: &Tenure, post: &charter::Post, found: &mut Vec<Finding>) {
        let person = tenure.person;
        let home = self.state.members.unit_of(person);
        let right = eligible_by_grade(self.state, self.charter, person, tenure.post)
            && home.is_some_and(|home| {
                belongs_right(self.state, post.from, Home::Unit(home), self.unit)
            });
        if !right {
            self.held_wrongly(tenure, post, found);
        }
        let term = post
            .term_months
            .map(|months| jiff::Span::new().months(i64::from(months)));
        if let Some(ended) = term.map(|term| tenure.from.saturating_add(term))
            && ended < self.on
        {
            let matter = Matter::TermOver {
                post: tenure.post,
                person,
                ended,
            };
            let mut finding = self.finding(post.rule, matter, ended);
            finding.remedies = Cow::Borrowed(&[Remedy::Fill]);
            found.push(finding);
        }
        self.unconfirmed(tenure, found);
    }

    fn meetings(&self, found: &mut Vec<Finding>) {
        if self.at_a_glance(|it| it.meetings_in_order(self.state, self.unit)) {
            return;
        }
        for (number, kind) in (0..).zip(&self.charter.meetings) {
            let Some(every) = kind.every.filter(|_| kind.levels.contains(&self.level)) else {
                continue;
            };
            let last = self
                .state
                .last_held(self.unit, charter::MeetingKindId(number));
            let counted_from = last.unwrap_or_else(|| self.due_since().max(self.placed()));
            // One whole stretch of time must have passed without a meeting.
            let missed = period_of(every, counted_from).saturating_add(1);
            if missed >= period_of(every, self.on) {
                continue;
            }
            let since = period_start(every, missed.saturating_add(1)).unwrap_or(self.on);
            let mut finding = self.finding(kind.rule, Matter::NotMet { last }, since);
            finding.until = period_start(every, period_of(every, self.on).saturating_add(1))
                .and_then(|next| next.yesterday().ok());
            finding.remedies = Cow::Borrowed(&[Remedy::Meet]);
            found.push(finding);
        }
    }
}

pub(crate) fn later(since: Date, days: u16) -> Date {
    since.saturating_add(jiff::Span::new().days(i64::from(days)))
}

/// The worst standing of a unit, for a picture of the whole.
#[must_use]
pub fn standing(state: &State, on: Date, unit: UnitId) -> Standing {
    standing_with(state, on, unit, &of_unit(state, on, unit))
}

/// The worst standing of a unit whose findings are at hand.
#[must_use]
pub fn standing_with(state: &State, on: Date, unit: UnitId, found: &[Finding]) -> Standing {
    let binding = found.iter().find(|finding| finding.binds());
    match binding.map(|finding| finding.matter) {
        Some(Matter::TooFew { .. }) => Standing::Below,
        Some(_) => Standing::Above,
        None if !found.is_empty() => Standing::NearEdge,
        None => match state.size(unit, on).map(|size| size.standing) {
            Some(Standing::NearEdge) => Standing::NearEdge,
            Some(Standing::Below | Standing::Within | Standing::Above) | None => Standing::Within,
        },
    }
}
