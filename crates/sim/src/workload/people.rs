//! Commands about people: belonging and posts.

use charter::{GradeId, PostId};
use kernel::members::{
    AdmitMember, Leave, MergeMembers, PartMembers, PromoteMember, RegisterPerson, StrikePromotion,
    StrikeTransfer, TransferMember,
};
use kernel::posts::{LayDownPost, TakeUpPost};
use kernel::{Command, PersonId, State, UnitId};

use super::Workload;

impl Workload {
    pub(super) fn of_people(&mut self, state: &State) -> Command {
        let (base, on) = (self.base(state), self.day());
        let member = self.person_in(state, base);
        match self.dice.below(17) {
            14 => self.strikes_promotion(state),
            15 | 16 => self.strikes_transfer(state),
            0 => Command::from(RegisterPerson),
            1..=3 => {
                let person = self.dice.one_in(3).then(|| self.person(state));
                let grade = self.entry_grade();
                Command::from(AdmitMember {
                    person,
                    unit: base,
                    grade,
                    on,
                })
            }
            4..=5 => Command::from(PromoteMember {
                person: member,
                grade: self.next_grade(state, member),
                on,
            }),
            6 => Command::from(TransferMember {
                person: self.member_or_anybody(state, member),
                to: self.base(state),
                on,
            }),
            7 => Command::from(Leave {
                person: self.member_or_anybody(state, member),
                on,
            }),
            8 => Command::from(MergeMembers {
                former: self.member_or_anybody(state, member),
                kept: self.person_in(state, base),
                on,
            }),
            9 => Command::from(PartMembers {
                former: self.former_number(state),
                on,
            }),
            10..=11 => {
                let unit = self.seat_near(state, base);
                Command::from(TakeUpPost {
                    person: member,
                    unit,
                    post: self.post_in(state, unit),
                    on,
                })
            }
            _ => self.lay_down(state, member),
        }
    }

    /// Mostly somebody whose last promotion can be struck.
    fn strikes_promotion(&mut self, state: &State) -> Command {
        let people = (0..state.person_count()).map(PersonId);
        let promoted: Vec<PersonId> = people
            .filter(|person| state.before_promotion(*person).is_some())
            .collect();
        let picked = self.dice.pick(&promoted).filter(|_| !self.dice.one_in(8));
        Command::from(StrikePromotion {
            person: picked.unwrap_or_else(|| self.person(state)),
            reason: self.words(),
        })
    }

    /// Mostly somebody whose last transfer can be struck.
    fn strikes_transfer(&mut self, state: &State) -> Command {
        let people = (0..state.person_count()).map(PersonId);
        let moved: Vec<PersonId> = people
            .filter(|person| state.before_transfer(*person).is_some())
            .collect();
        let picked = self.dice.pick(&moved).filter(|_| !self.dice.one_in(8));
        Command::from(StrikeTransfer {
            person: picked.unwrap_or_else(|| self.person(state)),
            reason: self.words(),
        })
    }

    fn member_or_anybody(&mut self, state: &State, member: PersonId) -> PersonId {
        if self.dice.one_in(6) {
            self.person(state)
        } else {
            member
        }
    }

    fn former_number(&mut self, state: &State) -> PersonId {
        let former: Vec<PersonId> = state.former_numbers().map(|it| it.former).collect();
        let chosen = self.dice.pick(&former);
        match chosen {
            Some(former) if !self.dice.one_in(6) => former,
            Some(_) | None => self.person(state),
        }
    }

    fn entry_grade(&mut self) -> GradeId {
        let entries: Vec<GradeId> = (0..=u8::MAX)
            .zip(&self.charter.grades)
            .filter(|(_, grade)| grade.entry)
            .map(|(row, _)| GradeId(row))
            .collect();
        let chosen = self.dice.pick(&entries);
        match chosen {
            Some(grade) if !self.dice.one_in(6) => grade,
            Some(_) | None => self.grade(),
        }
    }

    fn next_grade(&mut self, state: &State, person: PersonId) -> GradeId {
        let next = state
            .membership(person)
            .and_then(|membership| self.charter.grade(membership.grade))
            .and_then(|grade| grade.next);
        match next {
            Some(grade) if !self.dice.one_in(6) => grade,
            Some(_) | None => self.grade(),
        }
    }

    /// The unit itself or one above it.
    fn seat_near(&mut self, state: &State, base: UnitId) -> UnitId {
        let above: Vec<UnitId> = std::iter::once(base)
            .chain(state.units_above(base).take(20))
            .collect();
        let chosen = self.dice.pick(&above);
        chosen.unwrap_or_else(|| self.unit(state))
    }

    /// A post of the unit's level, mostly.
    pub(super) fn post_in(&mut self, state: &State, unit: UnitId) -> PostId {
        let level = self.level_of(state, unit);
        let fitting: Vec<PostId> = (0..=u8::MAX)
            .zip(&self.charter.posts)
            .filter(|(_, post)| level.is_some_and(|level| post.levels.contains(&level)))
            .map(|(row, _)| PostId(row))
            .collect();
        let chosen = self.dice.pick(&fitting);
        match chosen {
            Some(post) if !self.dice.one_in(8) => post,
            Some(_) | None if self.dice.one_in(6) => PostId(u8::MAX),
            Some(_) | None => PostId(self.dice.byte_below(self.charter.posts.len())),
        }
    }

    fn lay_down(&mut self, state: &State, member: PersonId) -> Command {
        let units: Vec<UnitId> = state.standing_units().collect();
        let held = units
            .iter()
            .flat_map(|unit| state.tenures_in(*unit))
            .filter(|tenure| tenure.until.is_none());
        let held: Vec<(PersonId, UnitId, PostId)> = held
            .map(|tenure| (tenure.person, tenure.unit, tenure.post))
            .collect();
        let chosen = self.dice.pick(&held);
        let (person, unit, post) = match chosen {
            Some(tenure) if !self.dice.one_in(6) => tenure,
            Some(_) | None => {
                let unit = self.unit(state);
                (member, unit, self.post_in(state, unit))
            }
        };
        Command::from(LayDownPost {
            person,
            unit,
            post,
            on: self.day(),
        })
    }
}
