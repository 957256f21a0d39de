//! What a month comes to, in figures.

use std::collections::BTreeMap;

use charter::{Charter, LevelId, Modality};
use jiff::civil::Date;
use kernel::findings::{Finding, Inspection, Matter};
use kernel::{State, UnitId};

use super::threads::Threads;

macro_rules! figures {
    ($($(#[doc = $doc:literal])* $field:ident, $title:literal;)*) => {
        /// The figures of one month.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub struct Figures {
            $($(#[doc = $doc])* pub $field: u64,)*
        }

        impl Figures {
            /// Every figure by its key and its title, in order.
            pub const NAMES: &'static [(&'static str, &'static str)] =
                &[$((stringify!($field), $title)),*];

            /// The figures in the order of their names.
            #[must_use]
            pub fn values(&self) -> Vec<u64> {
                vec![$(self.$field),*]
            }

            /// The sums of these and another's.
            #[must_use]
            pub fn and(mut self, other: &Figures) -> Figures {
                $(self.$field = self.$field.saturating_add(other.$field);)*
                self
            }
        }
    };
}

figures! {
    /// Members on the last day.
    members, "members";
    /// Standing units on the last day.
    units, "units";
    /// Those of them to which people belong.
    base_units, "base units";
    /// Holders that the heads' posts of all units ask for.
    heads_needed, "heads needed";
    /// Places in posts that must be held and are not.
    posts_vacant, "posts vacant";
    /// Standing units that break no rule that must be kept.
    units_inside, "units inside the rules";
    /// Meetings that were held.
    meetings, "meetings held";
    /// Those of them without a quorum.
    without_quorum, "without quorum";
    /// Meetings that were due and not held.
    not_held, "not held";
    /// People expected at the meetings held.
    expected, "expected";
    /// People present at them.
    present, "present";
    /// New members.
    joined, "joined";
    /// Members who left.
    left, "left";
    /// Members who took the next grade.
    promoted, "promoted";
    /// Members who went over to another unit of their own accord.
    transferred, "transferred";
    /// Members who went over in a reorganisation.
    regrouped, "regrouped";
    /// Posts taken up.
    taken_up, "posts taken up";
    /// Posts laid down or lost.
    laid_down, "posts laid down";
    /// Units that gave up people to new ones.
    split, "split";
    /// Units that became committees.
    formed, "formed";
    /// Units merged or dissolved.
    ended, "merged or dissolved";
    /// Directives issued.
    directives, "directives issued";
    /// Times a unit on the way handed one on.
    passed_on, "directives handed on";
    /// Answers to them.
    answered, "directives answered";
    /// Those of them that came after the day they were due.
    answered_late, "answered late";
    /// Days it took until nine in ten of the units it went to had the directive that
    /// came to so many last; nought before the first.
    days_to_arrive, "days until a directive was in nine units in ten";
    /// Days it took until nine in ten of them had answered the one to which so many
    /// answered last; nought before the first.
    days_to_answers, "days until nine units in ten had answered one";
    /// Returns filed.
    returns, "returns filed";
    /// Those of them that came after the day they were due.
    returns_late, "returns filed late";
    /// Reports of which a unit owes a return that was due before the last day.
    returns_missing, "returns overdue";
    /// Lists of dues that were made.
    lists, "lists of dues";
    /// What they charged, in smallest units.
    dues_charged, "dues charged";
    /// What was paid, in smallest units.
    dues_paid, "dues paid";
    /// What was handed up, in smallest units.
    dues_handed_up, "dues handed up";
    /// Members who are behind, on the last day.
    behind, "members behind with dues";
    /// Proceedings that were opened.
    proceedings, "proceedings opened";
    /// Those that came to what was wanted.
    proceedings_done, "proceedings carried through";
    /// What people asked of units.
    petitions, "petitions";
    /// What was answered of it.
    replied, "petitions answered";
    /// Those of the answers that came after the day they were due.
    replied_late, "petitions answered late";
    /// Visits made.
    visits, "visits";
    /// Awards given.
    awards, "awards given";
    /// Commands that were decided.
    commands, "commands";
    /// Those of them that were refused.
    refused, "refused";
}

/// One month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month {
    /// Its last day.
    pub on: Date,
    /// Its figures.
    pub figures: Figures,
}

/// Counts the organisation as it stands on a day.
pub(super) fn count(
    state: &State,
    charter: &Charter,
    on: Date,
    threads: &Threads,
    figures: &mut Figures,
) {
    let levels: Vec<Counted> = (0..)
        .map(LevelId)
        .zip(&charter.levels)
        .map(|(id, level)| Counted {
            members: level.members,
            heads_needed: charter
                .posts
                .iter()
                .filter(|post| post.head && post.levels.contains(&id))
                .map(|post| u64::from(post.least.max(1)))
                .sum(),
        })
        .collect();
    let pieces = threads.in_pieces(0..state.unit_count(), |piece| {
        let inspection = Inspection::new(state, on);
        let (mut sum, mut found) = (Figures::default(), Vec::new());
        inspection.look_at_all(piece, &mut found, |unit, found| {
            if let Some(level) = state.standing_level(unit)
                && let Some(level) = levels.get(level.index())
            {
                count_unit(state, level, unit, found, &mut sum);
            }
            found.clear();
        });
        sum
    });
    for piece in &pieces {
        *figures = figures.and(piece);
    }
}

/// What is counted at every unit of a level.
struct Counted {
    members: bool,
    /// Holders that the heads' posts of a unit ask for.
    heads_needed: u64,
}

fn count_unit(state: &State, level: &Counted, unit: UnitId, found: &[Finding], sum: &mut Figures) {
    sum.units += 1;
    if level.members {
        sum.base_units += 1;
        sum.members += u64::from(state.roll_count(unit));
    }
    sum.heads_needed += level.heads_needed;
    let mut broken = false;
    for finding in found {
        if let Matter::Vacant { holders, least, .. } = finding.matter {
            sum.posts_vacant += u64::from(least.saturating_sub(holders));
        }
        if let Matter::DuesBehind { people, .. } = finding.matter {
            sum.behind += u64::from(people);
        }
        sum.returns_missing += u64::from(matches!(finding.matter, Matter::NotReported { .. }));
        broken |= finding.modality == Modality::Must;
    }
    if !broken {
        sum.units_inside += 1;
    }
}

/// Why commands were refused, and how often.
pub type Refusals = BTreeMap<String, u64>;
