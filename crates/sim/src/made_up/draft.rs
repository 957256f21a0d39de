//! The organisation while it is being made up, and as it changes from day to
//! day: rolls and seats beside each other, so that every command fits the day.

use std::ops::Range;

use charter::{
    Action, Charter, Direct, Effect, GradeId, LevelId, PostId, RightHolder, RuleId, Scope, Size,
};
use jiff::civil::Date;
use kernel::register::{EnterRegister, PersonRow, UnitRow};
use kernel::{Actor, PersonId, UnitId};

/// The organisation so far. Numbers are those the kernel will give out.
pub(super) struct Draft<'c> {
    pub(super) charter: &'c Charter,
    pub(super) begins: Date,
    pub(super) until: Date,
    pub(super) units: Vec<UnitDraft>,
    /// The base units in the order of their numbers.
    pub(super) base: Vec<UnitId>,
    pub(super) people: Vec<PersonDraft>,
}

/// A unit.
pub(super) struct UnitDraft {
    pub(super) level: LevelId,
    pub(super) parent: Option<UnitId>,
    pub(super) depth: u32,
    pub(super) code: String,
    pub(super) name: String,
    pub(super) founded: Date,
    /// The base units beneath, as positions in [`Draft::base`].
    pub(super) beneath: Range<usize>,
    /// How many the register puts on its roll.
    pub(super) enrolled: u32,
    pub(super) roll: Vec<PersonId>,
    pub(super) seats: Vec<Seat>,
    pub(super) fault: Option<Fault>,
}

/// A post that is held.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Seat {
    pub(super) post: PostId,
    pub(super) person: PersonId,
}

/// What is wrong with a unit on purpose.
#[derive(Clone, Copy)]
pub(super) struct Fault {
    pub(super) what: FaultWhat,
    pub(super) rule: RuleId,
}

/// The kinds of fault.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum FaultWhat {
    /// Ends with so many people, too many or too few.
    Size { people: u32 },
    /// Its head lays the post down.
    Vacant { post: PostId },
    /// Ceases to meet.
    NotMet { kind: charter::MeetingKindId },
    /// Stands where its level may not stand.
    Misplaced,
}

/// A person.
#[derive(Clone, Copy)]
pub(super) struct PersonDraft {
    pub(super) unit: UnitId,
    pub(super) grade: GradeId,
    pub(super) joined: Date,
    /// Since when in the grade.
    pub(super) graded: Date,
    /// How many posts they hold.
    pub(super) seats: u8,
    /// Neither leaves nor moves: somebody will sign in as this person.
    pub(super) stays: bool,
}

impl<'c> Draft<'c> {
    pub(super) fn new(charter: &'c Charter, begins: Date, until: Date) -> Draft<'c> {
        Draft {
            charter,
            begins,
            until,
            units: Vec::new(),
            base: Vec::new(),
            people: Vec::new(),
        }
    }

    pub(super) fn unit(&self, unit: UnitId) -> Option<&UnitDraft> {
        self.units.get(unit.index())
    }

    pub(super) fn unit_mut(&mut self, unit: UnitId) -> Option<&mut UnitDraft> {
        self.units.get_mut(unit.index())
    }

    pub(super) fn person(&self, person: PersonId) -> Option<&PersonDraft> {
        self.people.get(person.index())
    }

    pub(super) fn person_mut(&mut self, person: PersonId) -> Option<&mut PersonDraft> {
        self.people.get_mut(person.index())
    }

    /// How many people there are.
    pub(super) fn person_count(&self) -> u32 {
        u32::try_from(self.people.len()).unwrap_or(u32::MAX)
    }

    /// The number of every unit.
    pub(super) fn unit_ids(&self) -> impl Iterator<Item = UnitId> + use<> {
        (0..u32::try_from(self.units.len()).unwrap_or(u32::MAX)).map(UnitId)
    }

    /// The base units anywhere beneath a unit, or the base unit itself.
    pub(super) fn base_beneath(&self, unit: UnitId) -> &[UnitId] {
        self.unit(unit)
            .and_then(|row| self.base.get(row.beneath.clone()))
            .unwrap_or(&[])
    }

    /// Whether a unit stands at a level to which people belong.
    pub(super) fn is_base(&self, unit: UnitId) -> bool {
        self.unit(unit)
            .and_then(|row| self.charter.level(row.level))
            .is_some_and(|level| level.members)
    }

    pub(super) fn size_rule(&self, unit: UnitId) -> Option<&'c Size> {
        self.charter.size_of(self.unit(unit)?.level)
    }

    /// How many on the roll count towards the size.
    pub(super) fn counted(&self, unit: UnitId, size: &Size) -> u32 {
        let counts = |person: &&PersonId| {
            self.person(**person)
                .is_some_and(|row| size.counts.contains(&row.grade))
        };
        let roll = self.unit(unit).map_or(&[][..], |row| &row.roll);
        u32::try_from(roll.iter().filter(counts).count()).unwrap_or(u32::MAX)
    }

    /// Whether one more on the roll keeps the unit inside its range.
    pub(super) fn has_room(&self, unit: UnitId) -> bool {
        let most = self.size_rule(unit).and_then(|size| size.most);
        most.is_none_or(|most| {
            self.unit(unit)
                .is_some_and(|row| row.roll.len() < usize::try_from(most).unwrap_or(usize::MAX))
        })
    }

    /// Whether one less on the roll keeps the unit inside its range.
    pub(super) fn can_spare(&self, unit: UnitId) -> bool {
        let people = self.unit(unit).map_or(0, |row| row.roll.len());
        people > 1
            && self
                .size_rule(unit)
                .is_none_or(|size| self.counted(unit, size) > size.least)
    }

    /// Brings a person to a unit's roll.
    pub(super) fn enter(&mut self, person: PersonId, unit: UnitId) {
        if let Some(row) = self.person_mut(person) {
            row.unit = unit;
        }
        if let Some(row) = self.unit_mut(unit) {
            row.roll.push(person);
        }
    }

    /// Takes a person off the roll.
    pub(super) fn strike(&mut self, person: PersonId) {
        let home = self.person(person).map(|row| row.unit);
        if let Some(row) = home.and_then(|home| self.unit_mut(home)) {
            row.roll.retain(|other| *other != person);
        }
    }

    /// Gives a person a post.
    pub(super) fn seat(&mut self, unit: UnitId, seat: Seat) {
        if let Some(row) = self.unit_mut(unit) {
            row.seats.push(seat);
        }
        if let Some(row) = self.person_mut(seat.person) {
            row.seats = row.seats.saturating_add(1);
        }
    }

    /// Takes a post from a person.
    pub(super) fn unseat(&mut self, unit: UnitId, seat: Seat) {
        if let Some(row) = self.unit_mut(unit) {
            row.seats.retain(|other| *other != seat);
        }
        if let Some(row) = self.person_mut(seat.person) {
            row.seats = row.seats.saturating_sub(1);
        }
    }

    /// The units above, the nearest first.
    pub(super) fn above(&self, unit: UnitId) -> impl Iterator<Item = UnitId> + '_ {
        let parent = |unit: UnitId| self.unit(unit).and_then(|row| row.parent);
        std::iter::successors(parent(unit), move |above| parent(*above))
    }

    /// Whether nobody but the operator may do this without a procedure.
    fn needs_procedure(&self, action: Action) -> bool {
        let closed = self
            .charter
            .procedures
            .iter()
            .filter(|rule| rule.direct != Direct::Allowed);
        closed
            .flat_map(|rule| rule.effects())
            .any(|effect| match effect {
                Effect::Admit(_) => action == Action::AdmitMember,
                Effect::Promote(_) => action == Action::PromoteMember,
                Effect::Transfer => action == Action::TransferMember,
                Effect::Give(_) | Effect::Extend(_) | Effect::Leave => false,
            })
    }

    /// Who acts in all of these units: somebody with the right, the nearest
    /// first, or the operator where the charter gives it to nobody here.
    /// `about` is the person whom the command names.
    pub(super) fn actor_for(
        &self,
        action: Action,
        units: &[UnitId],
        about: Option<PersonId>,
    ) -> Actor {
        let Some(&first) = units.first() else {
            return Actor::Operator;
        };
        if self.needs_procedure(action) {
            return Actor::Operator;
        }
        let home = about
            .and_then(|person| self.person(person))
            .map(|row| row.unit);
        let able = |holder: RightHolder, seat: UnitId| {
            units
                .iter()
                .all(|unit| self.right_reaches(holder, action, seat, *unit))
                && home.is_none_or(|home| self.right_reaches(holder, Action::SeeRoll, seat, home))
        };
        for place in std::iter::once(first).chain(self.above(first)) {
            let seats = self.unit(place).map_or(&[][..], |row| &row.seats);
            if let Some(seat) = seats
                .iter()
                .find(|seat| able(RightHolder::Post(seat.post), place))
            {
                return Actor::Person(seat.person);
            }
        }
        let given_to_grades =
            self.charter.rights.iter().any(|right| {
                right.action == action && matches!(right.holder, RightHolder::Grade(_))
            });
        if given_to_grades {
            let roll = self.unit(first).map_or(&[][..], |row| &row.roll);
            let found = roll.iter().find(|person| {
                self.person(**person)
                    .is_some_and(|row| able(RightHolder::Grade(row.grade), first))
            });
            if let Some(person) = found {
                return Actor::Person(*person);
            }
        }
        Actor::Operator
    }

    fn right_reaches(
        &self,
        holder: RightHolder,
        action: Action,
        seat: UnitId,
        unit: UnitId,
    ) -> bool {
        self.charter
            .rights
            .iter()
            .filter(|right| right.holder == holder && right.action == action)
            .any(|right| match right.scope {
                Scope::OwnUnit => seat == unit,
                Scope::UnitsBelow => self.above(unit).any(|above| above == seat),
                Scope::Everywhere => true,
            })
    }

    /// The register of the first day: all but the posts with a term, which are
    /// taken up on a day that is known.
    pub(super) fn register(&self) -> EnterRegister {
        let code = |unit: UnitId| {
            self.unit(unit)
                .map(|row| row.code.clone())
                .unwrap_or_default()
        };
        let units = self.units.iter().map(|row| UnitRow {
            code: row.code.clone(),
            level: row.level,
            name: row.name.clone(),
            parent: row.parent.map(code),
            founded: Some(row.founded),
        });
        let mut people: Vec<PersonRow> = self
            .people
            .iter()
            .map(|row| PersonRow {
                person: None,
                unit: code(row.unit),
                grade: row.grade,
                joined: row.joined,
                posts: Vec::new(),
            })
            .collect();
        for unit in &self.units {
            for seat in unit
                .seats
                .iter()
                .filter(|seat| self.term_months(seat.post).is_none())
            {
                if let Some(row) = people.get_mut(seat.person.index()) {
                    row.posts.push((seat.post, unit.code.clone()));
                }
            }
        }
        EnterRegister {
            units: units.collect(),
            people,
        }
    }

    /// The months of a post's term, where it has one.
    pub(super) fn term_months(&self, post: PostId) -> Option<u16> {
        self.charter.post(post).and_then(|row| row.term_months)
    }
}
