//! What changed in a unit and everything beneath it between the ends of two
//! days: gathered from the record, counted and told.

use std::collections::BTreeSet;

use ::charter::Action;
use clerk::{HistoryError, Past};
use jiff::civil::Date;
use kernel::members::past::{Turn, Turned};
use kernel::posts::Tenure;
use kernel::units::{Changed, Descent};
use kernel::{PersonId, State, UnitId};

/// Units of which it is read who came and went, at the most.
pub(crate) const UNITS_MAX: usize = 5_000;

/// Something that changed.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    pub(crate) on: Date,
    pub(crate) unit: UnitId,
    pub(crate) what: What,
}

/// What it was.
#[derive(Clone, Debug)]
pub(crate) enum What {
    Turned(PersonId, Turned),
    TookUp(Tenure),
    LaidDown(Tenure),
    Founded,
    Dissolved,
    /// How a unit came out of another or went on in it: from which, to which.
    Descended(Descent, UnitId, UnitId),
    Renamed(String, String),
    Moved(Option<UnitId>, Option<UnitId>),
    /// The level it has from then on.
    Level(::charter::LevelId),
    /// The place of the edition among all.
    Rules(usize),
}

/// A kind of change, as the address names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Came,
    Left,
    WentOver,
    Rose,
    TookUp,
    LaidDown,
    Founded,
    Dissolved,
    Descended,
    Renamed,
    Moved,
    Level,
    Rules,
}

impl Kind {
    pub(crate) const ALL: [Kind; 13] = [
        Kind::Came,
        Kind::Left,
        Kind::WentOver,
        Kind::Rose,
        Kind::TookUp,
        Kind::LaidDown,
        Kind::Founded,
        Kind::Dissolved,
        Kind::Descended,
        Kind::Renamed,
        Kind::Moved,
        Kind::Level,
        Kind::Rules,
    ];

    /// The word in the address, and in a file.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Kind::Came => "came",
            Kind::Left => "left",
            Kind::WentOver => "went-over",
            Kind::Rose => "grade",
            Kind::TookUp => "post-taken-up",
            Kind::LaidDown => "post-laid-down",
            Kind::Founded => "founded",
            Kind::Dissolved => "dissolved",
            Kind::Descended => "line",
            Kind::Renamed => "renamed",
            Kind::Moved => "moved",
            Kind::Level => "level",
            Kind::Rules => "rules",
        }
    }

    pub(crate) fn named(word: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// What so many of it are, behind the figure.
    pub(crate) fn words(self, count: u64) -> &'static str {
        let one = count == 1;
        match self {
            Kind::Came => "came",
            Kind::Left => "left",
            Kind::WentOver => "went over",
            Kind::Rose => "took another grade",
            Kind::TookUp if one => "post taken up",
            Kind::TookUp => "posts taken up",
            Kind::LaidDown if one => "post laid down",
            Kind::LaidDown => "posts laid down",
            Kind::Founded if one => "unit founded",
            Kind::Founded => "units founded",
            Kind::Dissolved if one => "unit dissolved",
            Kind::Dissolved => "units dissolved",
            Kind::Descended => "split or merged",
            Kind::Renamed if one => "unit renamed",
            Kind::Renamed => "units renamed",
            Kind::Moved if one => "unit moved",
            Kind::Moved => "units moved",
            Kind::Level => "took another level",
            Kind::Rules if one => "charter adopted",
            Kind::Rules => "charters adopted",
        }
    }

    /// Whether it is about somebody, so that a roll has to be open.
    pub(crate) fn is_personal(self) -> bool {
        matches!(self, Kind::Came | Kind::Left | Kind::WentOver | Kind::Rose)
    }
}

impl Change {
    pub(crate) fn kind(&self) -> Kind {
        match &self.what {
            What::Turned(_, Turned::Admitted(..)) => Kind::Came,
            What::Turned(_, Turned::Left(_) | Turned::GaveUp(_)) => Kind::Left,
            What::Turned(_, Turned::WentOver(..)) => Kind::WentOver,
            What::Turned(_, Turned::Promoted(..)) => Kind::Rose,
            What::TookUp(_) => Kind::TookUp,
            What::LaidDown(_) => Kind::LaidDown,
            What::Founded => Kind::Founded,
            What::Dissolved => Kind::Dissolved,
            What::Descended(..) => Kind::Descended,
            What::Renamed(..) => Kind::Renamed,
            What::Moved(..) => Kind::Moved,
            What::Level(..) => Kind::Level,
            What::Rules(_) => Kind::Rules,
        }
    }
}

/// The units that stood in the area of one at the end of either day, or came and
/// went between, as far as `seen` says.
pub(crate) fn area(
    state: &State,
    unit: UnitId,
    (from, to): (Date, Date),
    seen: impl Fn(UnitId) -> bool,
) -> BTreeSet<UnitId> {
    let mut area: BTreeSet<UnitId> = BTreeSet::from([unit]);
    for day in [from, to] {
        let tree = state.tree_on(day);
        if tree.unit(unit).is_some() {
            area.extend(tree.within(unit));
        }
    }
    for it in (0..state.unit_count()).filter_map(|it| state.unit(UnitId(it))) {
        // What was entered by mistake never was anywhere.
        if state.never_was(it.id) {
            continue;
        }
        let between = it.founded > from && it.dissolved.is_some_and(|on| on <= to);
        let parent = state.unit_on(it.id, it.founded).and_then(|it| it.parent);
        if between
            && parent
                .or(it.parent)
                .is_some_and(|parent| area.contains(&parent))
        {
            area.insert(it.id);
        }
    }
    area.retain(|it| seen(*it));
    area
}

/// What became of the units of an area, of their posts and of the rules.
pub(crate) fn of_units(
    state: &State,
    area: &BTreeSet<UnitId>,
    (from, to): (Date, Date),
) -> Vec<Change> {
    let within = |on: Date| from < on && on <= to;
    let mut found = Vec::new();
    let mut note = |on: Date, unit: UnitId, what: What| {
        if within(on) {
            found.push(Change { on, unit, what });
        }
    };
    for (at, edition) in state.editions().iter().enumerate() {
        let first = area.first().copied().unwrap_or(UnitId(0));
        note(edition.from, first, What::Rules(at));
    }
    let were = area.iter().filter(|unit| !state.never_was(**unit));
    for it in were.filter_map(|unit| state.unit(*unit)) {
        note(it.founded, it.id, What::Founded);
        if let Some(on) = it.dissolved {
            note(on, it.id, What::Dissolved);
        }
        for change in state.changes_of_unit(it.id) {
            let what = match change.what {
                Changed::Name(before, after) => What::Renamed(before.to_owned(), after.to_owned()),
                Changed::Parent(before, after) => What::Moved(before, after),
                Changed::Level(_, after) => What::Level(after),
            };
            note(change.on, it.id, what);
        }
        for tenure in state.tenures_in(it.id) {
            note(tenure.from, it.id, What::TookUp(tenure));
            if let Some(until) = tenure.until {
                note(until, it.id, What::LaidDown(tenure));
            }
        }
    }
    for step in state.descents() {
        let mut inside = [step.to, step.from].into_iter();
        if let Some(unit) = inside.find(|unit| area.contains(unit)) {
            let what = What::Descended(step.how, step.from, step.to);
            note(step.on, unit, what);
        }
    }
    found
}

/// Who came, rose, went over and left in the units of an area.
///
/// # Errors
/// When the entries cannot be read.
pub(crate) fn of_people(
    past: &Past,
    area: &BTreeSet<UnitId>,
    days: (Date, Date),
) -> Result<Vec<Change>, HistoryError> {
    let mut found = Vec::new();
    for unit in area {
        for (person, Turn { on, what }) in past.turns_in(*unit, days)? {
            // Between two units of the area it is told once, where somebody went.
            let twice =
                matches!(what, Turned::WentOver(from, to) if from == *unit && area.contains(&to));
            if !twice {
                let what = What::Turned(person, what);
                found.push(Change {
                    on,
                    unit: *unit,
                    what,
                });
            }
        }
    }
    Ok(found)
}

/// The newest first; of one day units before people.
pub(crate) fn sort(changes: &mut [Change]) {
    changes.sort_by_key(|it| {
        (
            std::cmp::Reverse(it.on),
            std::cmp::Reverse(it.kind()),
            it.unit,
        )
    });
}

/// Whether a viewer who may see a roll or not may see a change, and not its count alone.
pub(crate) fn is_shown(change: &Change, may: impl Fn(Action, UnitId) -> bool) -> bool {
    !change.kind().is_personal()
        || may(Action::SeeRoll, change.unit)
        || matches!(change.what, What::Turned(_, Turned::WentOver(from, to))
            if may(Action::SeeRoll, from) || may(Action::SeeRoll, to))
}
