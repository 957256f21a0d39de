//! A made-up organisation in a few lines of text, commands with its own words,
//! and what comes of them told in words.

use std::collections::BTreeMap;
use std::sync::Arc;

use charter::{Charter, GradeId, LevelId, MeetingKindId, PostId};
use jiff::civil::Date;
use kernel::charters::{AdoptCharter, CharterEvent};
use kernel::meetings::MeetingEvent;
use kernel::members::MemberEvent;
use kernel::posts::PostEvent;
use kernel::register::{EnterRegister, PersonRow, UnitRow};
use kernel::units::UnitEvent;
use kernel::{Actor, Command, Event, PersonId, Refusal, Request, State, UnitId, decide};

pub(crate) const GUILD: &str = include_str!("guild.md");
/// An article to stand behind the guild's: directives, reports and the rights to them.
pub(crate) const FLOW: &str = include_str!("flow.md");
/// An article to stand behind the guild's: dues, and a report that asks what was paid.
pub(crate) const DUES: &str = include_str!("dues.md");
/// An article to stand behind the guild's: petitions and the rights to them.
pub(crate) const WISHES: &str = include_str!("wishes.md");
pub(crate) const FOUNDING: Date = Date::constant(2016, 1, 1);
pub(crate) const TODAY: Date = Date::constant(2017, 6, 15);

/// Reads a charter text that has to be right.
pub(crate) fn charter(text: &str) -> Arc<Charter> {
    let reading = charter::read(text);
    let problems = charter::render(&reading.problems, "guild.md", text);
    Arc::new(reading.charter.unwrap_or_else(|| panic!("{problems}")))
}

/// An organisation under test.
#[derive(Clone)]
pub(crate) struct World {
    pub(crate) state: State,
    pub(crate) charter: Arc<Charter>,
    pub(crate) today: Date,
}

impl World {
    /// An organisation under the guild's charter; see [`World::under`].
    pub(crate) fn of(given: &str) -> World {
        World::under(&charter(GUILD), given)
    }

    /// A line a unit: `ring A under H: full+keeper@A full*3 novice`. People are
    /// numbered in the order of the text.
    pub(crate) fn under(charter: &Arc<Charter>, given: &str) -> World {
        let mut world = World {
            state: State::default(),
            charter: Arc::clone(charter),
            today: TODAY,
        };
        world.state.apply(&Event::Charter(CharterEvent::Adopted {
            charter: Arc::clone(charter),
            sha256: [1; 32],
            from: FOUNDING,
        }));
        let register = world.register(given);
        world.done(Actor::Operator, Command::EnterRegister(register));
        world
    }

    pub(crate) fn register(&self, given: &str) -> EnterRegister {
        let mut register = EnterRegister::default();
        for line in given.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let (head, people) = line.split_once(':').unwrap_or((line, ""));
            let words: Vec<&str> = head.split_whitespace().collect();
            let code = words[1];
            register.units.push(UnitRow {
                code: code.to_owned(),
                level: self.level(words[0]),
                name: format!("{code} unit"),
                parent: words.get(3).map(|parent| (*parent).to_owned()),
                founded: Some(FOUNDING),
            });
            for word in people.split_whitespace() {
                let (kind, times) = word.split_once('*').unwrap_or((word, "1"));
                for _ in 0..times.parse::<usize>().unwrap() {
                    register.people.push(self.person_row(kind, code));
                }
            }
        }
        register
    }

    fn person_row(&self, kind: &str, unit: &str) -> PersonRow {
        let mut words = kind.split('+');
        let grade = self.grade(words.next().unwrap());
        let posts = words
            .map(|held| {
                let (post, place) = held.split_once('@').unwrap_or((held, unit));
                (self.post(post), place.to_owned())
            })
            .collect();
        PersonRow {
            person: None,
            unit: unit.to_owned(),
            grade,
            joined: FOUNDING,
            posts,
        }
    }

    pub(crate) fn level(&self, id: &str) -> LevelId {
        self.charter.level_named(id).unwrap()
    }

    pub(crate) fn grade(&self, id: &str) -> GradeId {
        self.charter.grade_named(id).unwrap()
    }

    pub(crate) fn post(&self, id: &str) -> PostId {
        self.charter.post_named(id).unwrap()
    }

    pub(crate) fn kind(&self, id: &str) -> MeetingKindId {
        self.charter.meeting_named(id).unwrap()
    }

    pub(crate) fn unit(&self, code: &str) -> UnitId {
        self.state.unit_by_code(code).unwrap()
    }

    pub(crate) fn code(&self, unit: UnitId) -> &str {
        self.state.unit(unit).map_or("?", |row| row.code)
    }

    pub(crate) fn roll(&self, code: &str) -> Vec<u32> {
        self.state
            .roll(self.unit(code))
            .map(|person| person.0)
            .collect()
    }

    pub(crate) fn ask(&self, actor: Actor, command: Command) -> Result<Vec<Event>, Refusal> {
        let request = Request {
            actor,
            today: self.today,
            command,
        };
        decide(&self.state, &request)
    }

    pub(crate) fn try_to(&mut self, actor: Actor, command: Command) -> Result<Vec<Event>, Refusal> {
        let events = self.ask(actor, command)?;
        for event in &events {
            self.state.apply(event);
        }
        Ok(events)
    }

    pub(crate) fn done(&mut self, actor: Actor, command: Command) -> Vec<Event> {
        self.try_to(actor, command)
            .unwrap_or_else(|refusal| panic!("{}", refusal.reason))
    }

    /// Does it on another day than today.
    pub(crate) fn done_on(&mut self, on: Date, actor: Actor, command: Command) -> Vec<Event> {
        let today = std::mem::replace(&mut self.today, on);
        let events = self.done(actor, command);
        self.today = today;
        events
    }

    /// What happened, a line an event; or why not, with the rule.
    pub(crate) fn told(&self, outcome: &Result<Vec<Event>, Refusal>) -> String {
        match outcome {
            Ok(events) => {
                let mut after = self.clone();
                for event in events {
                    after.state.apply(event);
                }
                let lines: Vec<String> = events.iter().map(|event| after.event(event)).collect();
                lines.join("\n")
            }
            Err(refusal) => {
                let rule = refusal.rule.and_then(|rule| self.charter.rule(rule));
                match rule {
                    Some(rule) => format!("refused by {}: {}", rule.name, refusal.reason),
                    None => format!("refused: {}", refusal.reason),
                }
            }
        }
    }

    #[expect(clippy::too_many_lines, reason = "one flat match, an arm an event")]
    fn event(&self, event: &Event) -> String {
        let code = |unit: &UnitId| self.code(*unit).to_owned();
        let post = |post: &PostId| self.charter.posts[post.index()].id.clone();
        let grade = |grade: &GradeId| self.charter.grades[grade.index()].id.clone();
        let level = |level: &LevelId| self.charter.levels[level.index()].id.clone();
        match event {
            Event::Charter(CharterEvent::Adopted { from, .. }) => {
                format!("charter adopted from {from}")
            }
            Event::Unit(UnitEvent::Founded {
                unit,
                level: of,
                parent,
                name,
                ..
            }) => {
                let parent = parent.as_ref().map_or("nothing".to_owned(), code);
                format!(
                    "{} founded: {} {name:?} under {parent}",
                    code(unit),
                    level(of)
                )
            }
            Event::Unit(UnitEvent::Renamed { unit, name, .. }) => {
                format!("{} renamed {name:?}", code(unit))
            }
            Event::Unit(UnitEvent::Moved { unit, parent, .. }) => {
                format!("{} moved under {}", code(unit), code(parent))
            }
            Event::Unit(UnitEvent::LevelChanged {
                unit, level: to, ..
            }) => {
                format!("{} becomes a {}", code(unit), level(to))
            }
            Event::Unit(UnitEvent::Descended { from, to, how, .. }) => {
                format!("{} out of {}: {how:?}", code(to), code(from))
            }
            Event::Unit(UnitEvent::Dissolved { unit, .. }) => format!("{} dissolved", code(unit)),
            Event::Unit(UnitEvent::FoundingStruck { unit, .. }) => {
                format!("{} never was", code(unit))
            }
            Event::Unit(UnitEvent::RenamingStruck { unit, name, .. }) => {
                format!("{} is {name:?} still", code(unit))
            }
            Event::Unit(UnitEvent::MoveStruck { unit, parent, .. }) => {
                format!("{} is under {} still", code(unit), code(parent))
            }
            Event::Unit(UnitEvent::DissolutionStruck { unit, .. }) => {
                format!("{} stands still", code(unit))
            }
            Event::Member(MemberEvent::Registered { person }) => format!("p{person} registered"),
            Event::Member(MemberEvent::Admitted {
                person,
                unit,
                grade: of,
                ..
            }) => format!("p{person} admitted to {} as {}", code(unit), grade(of)),
            Event::Unit(UnitEvent::FoundingCorrected { unit, on }) => {
                format!("{} founded on {on}", code(unit))
            }
            Event::Member(MemberEvent::JoiningCorrected { person, on, .. }) => {
                format!("p{person} joined on {on}")
            }
            Event::Member(MemberEvent::Promoted {
                person, grade: to, ..
            }) => format!("p{person} becomes {}", grade(to)),
            Event::Member(MemberEvent::PromotionStruck {
                person,
                grade: again,
                since,
                ..
            }) => format!("p{person} is {} again, since {since}", grade(again)),
            Event::Member(MemberEvent::Transferred {
                person, from, to, ..
            }) => format!("p{person} goes from {} to {}", code(from), code(to)),
            Event::Member(MemberEvent::TransferStruck { person, back, .. }) => {
                format!("p{person} never left {}", code(back))
            }
            Event::Member(MemberEvent::Merged { former, kept, .. }) => {
                format!("p{former} is p{kept}")
            }
            Event::Member(MemberEvent::Parted { former, kept, .. }) => {
                format!("p{former} is not p{kept}")
            }
            Event::Member(MemberEvent::Forgotten { former, kept, .. }) => {
                format!("p{former} goes with p{kept}")
            }
            Event::Member(MemberEvent::Left { person, unit, .. }) => {
                format!("p{person} leaves {}", code(unit))
            }
            Event::Post(PostEvent::TakenUp {
                person,
                unit,
                post: of,
                ..
            }) => format!("p{person} takes up {} of {}", post(of), code(unit)),
            Event::Post(PostEvent::LaidDown {
                person,
                unit,
                post: of,
                ..
            }) => format!("p{person} lays down {} of {}", post(of), code(unit)),
            Event::Post(it) => it.name().to_owned(),
            Event::Directive(it) => {
                let (directive, unit) = it.about();
                format!("directive {directive}, {}: {}", code(&unit), it.name())
            }
            Event::Body(it) => format!("{}: {it:?}", it.name()),
            Event::Conference(it) => format!("{}: {it:?}", it.name()),
            Event::Study(it) => format!("{}: {it:?}", it.name()),
            Event::Award(it) => format!("{}: {it:?}", it.name()),
            Event::Procedure(it) => format!("{}: {it:?}", it.name()),
            Event::Report(it) => format!("{}: {it:?}", it.name()),
            Event::Visit(it) => format!("{}: {it:?}", it.name()),
            Event::Bulletin(it) => format!("{}: {it:?}", it.name()),
            Event::Petition(it) => {
                let (petition, unit) = it.about();
                format!("petition {petition}, {}: {}", code(&unit), it.name())
            }
            Event::Dues(it) => format!("{}: {it:?}", it.name()),
            Event::Meeting(MeetingEvent::Called {
                meeting, unit, on, ..
            }) => format!("meeting {meeting} of {} called for {on}", code(unit)),
            Event::Meeting(MeetingEvent::CalledOff {
                meeting,
                unit,
                reason,
            }) => format!(
                "meeting {meeting} of {} called off, reason {reason}",
                code(unit)
            ),
            Event::Meeting(MeetingEvent::Recorded { meeting, record }) => format!(
                "meeting {meeting} of {} on {}: {} of {} present, {} of {} voting, {:?} needed, texts {:?}",
                code(&record.unit),
                record.on,
                record.present(),
                record.expected,
                record.voting,
                record.entitled,
                record.needed,
                record.resolutions.iter().map(|id| id.0).collect::<Vec<_>>(),
            ),
            Event::Meeting(MeetingEvent::Corrected {
                meeting,
                reason,
                record,
            }) => format!(
                "meeting {meeting} corrected to {}, {} of {} present, reason {reason}, texts {:?}",
                record.on,
                record.present(),
                record.expected,
                record.resolutions.iter().map(|id| id.0).collect::<Vec<_>>(),
            ),
        }
    }
}

/// What an actor commands in a world.
pub(crate) type When = fn(&World) -> (Actor, Command);

/// Given an organisation, when somebody commands something, then this comes of it.
#[track_caller]
pub(crate) fn check(given: &str, when: When, expect: &str) {
    let world = World::of(given);
    check_in(&world, when, expect);
}

/// The same in a world that something has happened in before.
#[track_caller]
pub(crate) fn check_in(world: &World, when: When, expect: &str) {
    let (actor, command) = when(world);
    let before = world.state.to_columns();
    let outcome = world.ask(actor, command);
    assert_eq!(
        before,
        world.state.to_columns(),
        "deciding changed the state"
    );
    let expect: Vec<&str> = expect.lines().map(str::trim).collect();
    let told = world.told(&outcome);
    assert_eq!(told, expect.join("\n").trim());
    if let Ok(events) = outcome {
        let mut after = world.clone();
        for event in &events {
            after.state.apply(event);
        }
        let broken = kernel::invariants::broken(&after.state);
        assert!(broken.is_empty(), "{broken:?}");
    }
}

pub(crate) fn adopt(text: &str, from: Date) -> AdoptCharter {
    AdoptCharter {
        charter: charter(text),
        sha256: [2; 32],
        from,
    }
}

pub(crate) fn operator(command: Command) -> (Actor, Command) {
    (Actor::Operator, command)
}

pub(crate) fn person(number: u32) -> Actor {
    Actor::Person(PersonId(number))
}

pub(crate) fn people(numbers: &[u32]) -> Vec<PersonId> {
    numbers.iter().copied().map(PersonId).collect()
}

/// The names of the variants of an enum in a source file, so that a test can
/// say which of them it knows nothing of.
pub(crate) fn variants(source: &str, name: &str) -> Vec<String> {
    let (_, body) = source.split_once(&format!("pub enum {name} {{")).unwrap();
    let (body, _) = body.split_once("\n}").unwrap();
    body.lines()
        .filter_map(|line| line.strip_prefix("    "))
        .filter(|line| line.starts_with(|first: char| first.is_ascii_uppercase()))
        .map(|line| {
            line.chars()
                .take_while(|one| one.is_ascii_alphanumeric())
                .collect()
        })
        .collect()
}

/// The first word of a value's debug form: the name of its variant.
pub(crate) fn variant_of(value: &impl std::fmt::Debug) -> String {
    format!("{value:?}")
        .chars()
        .take_while(|one| one.is_ascii_alphanumeric())
        .collect()
}

/// Everybody's base unit by number, for comparing before and after.
pub(crate) fn homes(state: &State) -> BTreeMap<PersonId, UnitId> {
    (0..state.person_count())
        .map(PersonId)
        .filter_map(|person| Some((person, state.membership(person)?.unit)))
        .collect()
}
