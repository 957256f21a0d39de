//! Chance: thousands of small commands, sensible and not, from a fixed seed,
//! with every invariant after each.

mod awards;
mod bodies;
mod conferences;
mod elections;
mod flow;
mod petitions;
mod procedures;
mod study;

use std::collections::BTreeSet;

use charter::{GradeId, LevelId, MeetingKindId, PostId};
use jiff::ToSpan;
use kernel::meetings::{CallMeeting, CallOffMeeting, CorrectMeeting, RecordMeeting};
use kernel::members::{
    AdmitMember, Leave, MemberEvent, MergeMembers, PartMembers, PromoteMember, RegisterPerson,
    StrikePromotion, StrikeTransfer, TransferMember,
};
use kernel::posts::{LayDownPost, PostEvent, TakeUpPost};
use kernel::units::{
    DissolveUnit, FormCommittee, FoundUnit, MergeUnits, MoveUnit, Part, RenameUnit, SplitUnit,
    StrikeDissolution, StrikeFounding, StrikeMove, StrikeRenaming, UnitEvent,
};
use kernel::{Actor, Command, Event, MeetingId, PersonId, State, UnitId, invariants};

use crate::awards::AWARDS;
use crate::bodies::BODIES;
use crate::conferences::MOOT;
use crate::elections::CHOOSING;
use crate::fixture::{FLOW, FOUNDING, GUILD, WISHES, World, adopt, charter, homes};
use crate::procedures::PROCEDURES;
use crate::study::COURSES;

/// A small generator of numbers that look random: the same from the same seed for ever.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, sides: usize) -> usize {
        // Knuth's constants; the upper half of the number is the better one.
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides.max(1)
    }

    pub(crate) fn number(&mut self, sides: u32) -> u32 {
        u32::try_from(self.below(sides as usize)).unwrap()
    }

    fn byte(&mut self, sides: u8) -> u8 {
        u8::try_from(self.below(usize::from(sides))).unwrap()
    }
}

struct Chance {
    world: World,
    dice: Dice,
    /// How many units were ever named, so that names differ.
    named: u32,
}

/// The guild with all that stands behind it; its keepers are elected as a rule.
fn everything() -> String {
    let choosing = CHOOSING.replacen("\"must\"", "\"as a rule\"", 1);
    format!("{GUILD}{FLOW}{AWARDS}{BODIES}{MOOT}{COURSES}{WISHES}{PROCEDURES}{choosing}")
}

impl Chance {
    fn of(seed: u64) -> Chance {
        let mut world = World::under(
            &charter(&everything()),
            "guild G
             hall H under G
             hall K under G
             house U under H
             ring A under H: full+keeper+warden@H full*3 novice*2 friend
             ring B under H: full+keeper novice*3
             ring C under U: full+keeper+warden@U full*4 novice
             ring D under K: full+warden@K+envoy@H full*2 novice*4",
        );
        world.today = FOUNDING;
        Chance {
            world,
            dice: Dice(seed),
            named: 0,
        }
    }

    fn unit(&mut self) -> UnitId {
        // Now and then one that does not exist.
        UnitId(self.dice.number(self.world.state.unit_count() + 1))
    }

    fn base(&mut self) -> UnitId {
        let ring = self.world.level("ring");
        let rings: Vec<UnitId> = self
            .world
            .state
            .standing_units()
            .filter(|unit| self.world.state.unit(*unit).unwrap().level == ring)
            .collect();
        match rings.get(self.dice.below(rings.len())) {
            Some(unit) if self.dice.below(10) > 0 => *unit,
            Some(_) | None => self.unit(),
        }
    }

    fn person(&mut self) -> PersonId {
        PersonId(self.dice.number(self.world.state.person_count() + 1))
    }

    fn actor(&mut self) -> Actor {
        match self.dice.below(3) {
            0 => Actor::Person(self.person()),
            1 if self.dice.below(8) == 0 => Actor::Public,
            _ => Actor::Operator,
        }
    }

    fn day(&mut self) -> jiff::civil::Date {
        // Mostly today, sometimes before, rarely ahead.
        match self.dice.below(8) {
            0 => self.world.today.checked_sub(5.days()).unwrap(),
            1 => self.world.today.checked_add(1.days()).unwrap(),
            _ => self.world.today,
        }
    }

    fn parts(&mut self, unit: UnitId, all: bool) -> Vec<Part> {
        let mut people: Vec<PersonId> = self.world.state.roll(unit).collect();
        if !all {
            people.truncate(people.len() / 2);
        }
        let size = 3 + self.dice.below(4);
        let mut parts = Vec::new();
        for people in people.chunks(size) {
            self.named += 1;
            let name = format!("N{}", self.named);
            parts.push(Part {
                code: name.clone(),
                name,
                people: people.to_vec(),
            });
        }
        parts
    }

    fn of_units(&mut self) -> Command {
        let (unit, other, on) = (self.unit(), self.unit(), self.day());
        let (base, base_too) = (self.base(), self.base());
        match self.dice.below(8) {
            0 => {
                self.named += 1;
                let code = format!("N{}", self.named);
                let (name, level) = (code.clone(), LevelId(self.dice.byte(5)));
                Command::from(FoundUnit {
                    code,
                    level,
                    name,
                    parent: Some(unit),
                    on,
                })
            }
            1 => Command::from(RenameUnit {
                unit,
                name: format!("renamed {on}"),
                on,
            }),
            2 => Command::from(MoveUnit {
                unit,
                parent: other,
                on,
            }),
            3 => Command::from(SplitUnit {
                unit: base,
                parts: self.parts(base, false),
                on,
            }),
            4 => Command::from(MergeUnits {
                from: base,
                into: base_too,
                on,
            }),
            5 => {
                let (level, parts) = (self.world.level("house"), self.parts(base, true));
                Command::from(FormCommittee {
                    unit: base,
                    level,
                    parts,
                    on,
                })
            }
            6 => Command::from(DissolveUnit { unit, on }),
            _ => self.strikes_of_unit(unit),
        }
    }

    /// What was said of a unit, struck: mostly of one of which something can be.
    fn strikes_of_unit(&mut self, unit: UnitId) -> Command {
        let what = self.dice.below(4);
        let state = &self.world.state;
        let units = (0..state.unit_count()).map(UnitId);
        let mut fitting = units.filter(|unit| match what {
            0 => state.roll_count(*unit) == 0 && state.standing_level(*unit).is_some(),
            1 => state.before_renaming(*unit).is_some(),
            2 => state.before_move(*unit).is_some(),
            _ => state.standing_level(*unit).is_none() && !state.never_was(*unit),
        });
        let unit = fitting.next_back().unwrap_or(unit);
        let reason = "so it is".to_owned();
        match what {
            0 => Command::from(StrikeFounding { unit, reason }),
            1 => Command::from(StrikeRenaming { unit, reason }),
            2 => Command::from(StrikeMove { unit, reason }),
            _ => Command::from(StrikeDissolution { unit, reason }),
        }
    }

    fn numbered(&self, person: PersonId, on: jiff::civil::Date) -> Command {
        let state = &self.world.state;
        let count = state.person_count();
        let kept = PersonId((person.0 + 1) % count.max(1));
        let former = state.former_numbers().last();
        match (count % 3, former) {
            (0, _) => Command::from(RegisterPerson),
            (1, Some(known)) => Command::from(PartMembers {
                former: known.former,
                on,
            }),
            _ => Command::from(MergeMembers {
                former: person,
                kept,
                on,
            }),
        }
    }

    fn of_people(&mut self) -> Command {
        let (person, unit, on) = (self.person(), self.base(), self.day());
        let (grade, post) = (GradeId(self.dice.byte(3)), PostId(self.dice.byte(5)));
        let anywhere = self.unit();
        match self.dice.below(12) {
            // Seldom, and without a draw of its own, so that all else stays as it was.
            0 => self.numbered(person, on),
            1..=3 => {
                let person = (self.dice.below(3) == 0).then_some(person);
                Command::from(AdmitMember {
                    person,
                    unit,
                    grade,
                    on,
                })
            }
            4 => Command::from(PromoteMember { person, grade, on }),
            10 => {
                let people = (0..self.world.state.person_count()).map(PersonId);
                let mut promoted = people.filter(|it| {
                    let before = self.world.state.before_promotion(*it);
                    before.is_some()
                });
                Command::from(StrikePromotion {
                    person: promoted.next().unwrap_or(person),
                    reason: "so it is".to_owned(),
                })
            }
            11 => {
                let people = (0..self.world.state.person_count()).map(PersonId);
                let mut moved = people.filter(|it| {
                    let before = self.world.state.before_transfer(*it);
                    before.is_some()
                });
                Command::from(StrikeTransfer {
                    person: moved.next().unwrap_or(person),
                    reason: "so it is".to_owned(),
                })
            }
            5 => Command::from(TransferMember {
                person,
                to: unit,
                on,
            }),
            6 => Command::from(Leave { person, on }),
            7 => Command::from(TakeUpPost {
                person,
                unit,
                post,
                on,
            }),
            8 => Command::from(TakeUpPost {
                person,
                unit: anywhere,
                post,
                on,
            }),
            _ => {
                let held = self.world.state.tenures_of(person).next();
                let (unit, post) = held.map_or((unit, post), |it| (it.unit, it.post));
                Command::from(LayDownPost {
                    person,
                    unit,
                    post,
                    on,
                })
            }
        }
    }

    fn of_meetings(&mut self) -> Command {
        let (unit, on) = (self.base(), self.day());
        let kind = MeetingKindId(self.dice.byte(2));
        let absent: Vec<PersonId> = self
            .world
            .state
            .roll(unit)
            .take(self.dice.below(3))
            .collect();
        let resolutions = vec!["resolved".to_owned(); self.dice.below(2)];
        match self.dice.below(5) {
            0 => Command::from(CallMeeting { unit, kind, on }),
            4 => Command::from(CallOffMeeting {
                meeting: MeetingId(self.dice.number(self.world.state.meeting_count() + 1)),
                reason: "no hall".to_owned(),
            }),
            1 => {
                let meeting = MeetingId(self.dice.number(self.world.state.meeting_count() + 1));
                let reason = "wrong".to_owned();
                Command::from(CorrectMeeting {
                    meeting,
                    on,
                    absent,
                    resolutions,
                    reason,
                })
            }
            _ => Command::from(RecordMeeting {
                unit,
                kind,
                on,
                absent,
                resolutions,
            }),
        }
    }

    fn command(&mut self) -> Command {
        match self.dice.below(72) {
            0 => {
                let next = self.world.today.checked_add(1.days()).unwrap();
                let least = 2 + self.dice.below(3);
                let text = everything().replace("3..=7", &format!("{least}..=7"));
                let mut edition = adopt(&text, next);
                edition.sha256 = [u8::try_from(least).unwrap(); 32];
                Command::AdoptCharter(edition)
            }
            1 => {
                let mut register = self
                    .world
                    .register("hall R under G\nring S under R: full*3 novice");
                for (row, number) in register.people.iter_mut().zip(0..2) {
                    row.person = Some(PersonId(number));
                }
                for row in &mut register.units {
                    let later = i64::try_from(self.dice.below(2)).unwrap();
                    row.founded = row.founded.map(|on| on.saturating_add(later.days()));
                }
                for row in &mut register.people {
                    let later = i64::try_from(self.dice.below(2)).unwrap();
                    row.joined = row.joined.saturating_add(later.days());
                }
                register.people.truncate(self.dice.below(4));
                register.people.truncate(2);
                Command::EnterRegister(register)
            }
            2 => Command::Act(vec![self.of_people(), self.of_units()]),
            3 => kernel::plan::plan(&self.world.state, self.world.today).act(),
            4..=15 => self.of_units(),
            16..=30 => self.of_people(),
            31..=34 | 42..=44 => self.of_directives(),
            35..=37 => self.of_reports(),
            45 => self.of_awards(),
            59 => self.of_bodies(),
            63..=71 => self.of_conferences(),
            60..=62 => self.of_study(),
            38..=41 => self.of_petitions(),
            46..=49 => self.of_procedures(),
            55..=58 => self.of_elections(),
            _ => self.of_meetings(),
        }
    }
}

fn seen_by_chance(
    seed: u64,
    steps: usize,
) -> (BTreeSet<&'static str>, BTreeSet<&'static str>, World) {
    let mut chance = Chance::of(seed);
    let (mut commands, mut events) = (BTreeSet::new(), BTreeSet::new());
    for step in 0..steps {
        if step % 5 == 0 {
            chance.world.today = chance.world.today.checked_add(4.days()).unwrap();
        }
        let (actor, command) = (chance.actor(), chance.command());
        let before = chance.world.state.to_columns();
        let outcome = chance.world.ask(actor, command.clone());
        let told = format!("seed {seed}, step {step}: {command:?} by {actor:?}");
        assert_eq!(
            before,
            chance.world.state.to_columns(),
            "{told} changed what it decided on"
        );
        let Ok(caused) = outcome else { continue };
        commands.insert(command.name());
        for event in &caused {
            events.insert(event.name());
            chance.world.state.apply(event);
        }
        let broken = invariants::broken(&chance.world.state);
        assert!(broken.is_empty(), "{told}: {broken:?}");
    }
    (commands, events, chance.world)
}

#[test]
fn every_invariant_holds_whatever_happens() {
    let (mut commands, mut events) = (BTreeSet::new(), BTreeSet::new());
    for seed in 1..=80 {
        let (more_commands, more_events, _) = seen_by_chance(seed, 500);
        commands.extend(more_commands);
        events.extend(more_events);
    }
    // The workload of `sim` gives these, with every invariant after them; this one does not yet.
    let elsewhere = |name: &str| {
        [
            "visit", "bulletin", "picture", "dues", "payment", "expense", "outlay", "charge",
            "debt", "accounts", "sponsor",
        ]
        .iter()
        .any(|room| name.contains(room))
    };
    // Chance has carried out every kind of command and caused every kind of event.
    let known: [Vec<&str>; 2] = [Command::names().collect(), Event::names().collect()];
    for (seen, known) in [commands, events].iter().zip(known) {
        assert!(known.len() > 15, "{known:?}");
        let missing: Vec<_> = known
            .iter()
            .filter(|name| !seen.contains(*name) && !elsewhere(name))
            .collect();
        assert!(missing.is_empty(), "never seen: {missing:?}");
    }
}

#[test]
fn the_same_seed_gives_the_same_state() {
    let (_, _, one) = seen_by_chance(77, 300);
    let (_, _, other) = seen_by_chance(77, 300);
    assert_eq!(one.state.to_columns(), other.state.to_columns());
    let (_, _, third) = seen_by_chance(78, 300);
    assert_ne!(one.state.to_columns(), third.state.to_columns());
}

#[test]
fn a_plan_is_never_refused_to_whoever_it_was_made_for() {
    for seed in 100..112 {
        let (_, _, mut world) = seen_by_chance(seed, 120);
        let people = homes(&world.state);
        let actors: Vec<Actor> = people.keys().copied().map(Actor::Person).collect();
        let areas: Vec<UnitId> = world.state.standing_units().collect();
        for actor in actors.into_iter().chain([Actor::Operator]) {
            for area in &areas {
                let plan = kernel::plan::plan_within(&world.state, actor, world.today, *area);
                let outcome = world.ask(actor, plan.act());
                assert!(
                    outcome.is_ok(),
                    "seed {seed}: {:?}",
                    outcome.map_err(|no| no.reason)
                );
            }
        }
        let plan = kernel::plan::plan(&world.state, world.today);
        world.done(Actor::Operator, plan.act());
        assert_eq!(homes(&world.state).len(), people.len());
    }
}

/// Applies what could never be decided, and returns what is broken then.
#[track_caller]
fn breaks(event: &Event) {
    let mut world = World::of(
        "guild G
         hall H under G
         house U under H
         ring A under H: full+keeper full*2
         ring B under U: full*3",
    );
    world.state.apply(&Event::Member(MemberEvent::Registered {
        person: PersonId(6),
    }));
    let broken: fn(&State) -> Vec<String> = invariants::broken;
    assert_eq!(broken(&world.state), Vec::<String>::new());
    world.state.apply(event);
    assert!(!broken(&world.state).is_empty(), "nobody noticed {event:?}");
}

#[test]
fn a_broken_state_is_noticed() {
    let (on, person) = (FOUNDING, PersonId(0));
    let (unit_a, unit_b) = (UnitId(3), UnitId(4));
    // Two base units at once, and a way from a unit that was not theirs.
    breaks(&Event::Member(MemberEvent::Admitted {
        person,
        unit: unit_b,
        grade: GradeId(0),
        on,
    }));
    breaks(&Event::Member(MemberEvent::Transferred {
        person: PersonId(1),
        from: unit_b,
        to: unit_b,
        on,
    }));
    breaks(&Event::Member(MemberEvent::Promoted {
        person,
        unit: unit_b,
        grade: GradeId(1),
        on,
    }));
    // A ring, a dissolved unit with people or units, a second top.
    breaks(&Event::Unit(UnitEvent::Moved {
        unit: UnitId(1),
        parent: UnitId(2),
        on,
    }));
    breaks(&Event::Unit(UnitEvent::Dissolved { unit: unit_a, on }));
    breaks(&Event::Unit(UnitEvent::Dissolved {
        unit: UnitId(2),
        on,
    }));
    breaks(&Event::Unit(UnitEvent::Founded {
        unit: UnitId(5),
        code: "X".to_owned(),
        level: LevelId(0),
        name: "X".to_owned(),
        parent: None,
        on,
    }));
    breaks(&Event::Unit(UnitEvent::Founded {
        unit: UnitId(5),
        code: "A".to_owned(),
        level: LevelId(3),
        name: "X".to_owned(),
        parent: Some(UnitId(1)),
        on,
    }));
    // A post for somebody who is no member, and one held twice.
    let post = PostId(0);
    breaks(&Event::Post(PostEvent::TakenUp {
        person: PersonId(6),
        unit: unit_a,
        post,
        on,
    }));
    breaks(&Event::Post(PostEvent::TakenUp {
        person,
        unit: unit_a,
        post,
        on,
    }));
    breaks(&Event::Member(MemberEvent::Left {
        person,
        unit: unit_a,
        on,
    }));
    breaks(&Event::Post(PostEvent::LaidDown {
        person,
        unit: unit_a,
        post,
        on: on.yesterday().unwrap(),
    }));
}
