//! A made-up organisation of any size and commands upon it: units of twenty,
//! one in fifty too small and one in fifty too large. The tests of what things
//! cost and `examples/timing.rs` make the same one.

use std::error::Error;
use std::sync::Arc;

use charter::{Charter, GradeId, MeetingKindId};
use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use kernel::charters::AdoptCharter;
use kernel::directives::{IssueDirective, Origin};
use kernel::meetings::RecordMeeting;
use kernel::members::{AdmitMember, TransferMember};
use kernel::register::{EnterRegister, PersonRow, UnitRow};
use kernel::{Actor, Command, PersonId, Request, State, UnitId, decide};

/// The charter: the fixture's, with units as large as they are in life.
const TEXT: &str = include_str!("guild.md");
/// What goes down from the top to every unit.
const CIRCULARS: &str = r#"
## Article 90. Circulars

```rule
[directive]
id           = "circular"
title        = "circular"
levels       = ["guild"]
to           = ["hall", "ring"]
pass_on_days = 7
answer_days  = 30
modality     = "must"
basis        = "assumed"
```
"#;
/// The day of everything that is done.
pub(crate) const TODAY: Date = date(2017, 6, 15);
/// In most units. One in fifty is too small, one in fifty too large.
const UNIT_PEOPLE: u32 = 20;
const TOO_SMALL: (u32, u32) = (13, 3);
const TOO_LARGE: (u32, u32) = (37, 40);
/// Units under one of the level above.
const HALL_RINGS: u32 = 40;
/// People in a part of the register.
const PART_PEOPLE: usize = 20_000;
/// Of each unit those behind the head go over, a sample one of them, and those
/// who are absent from meetings stay.
const MOVERS: u32 = 15;
const ABSENT: u32 = 17;
/// Commands in an act.
const ACT_COMMANDS: u32 = 10;

/// Makes a command of its kind: in which sample, and its number there.
pub(crate) type Kind = fn(&Large, u32, u32) -> Command;

/// The kinds of single commands that are measured.
pub(crate) const KINDS: [(&str, Kind); 3] = [
    ("admit", Large::admit),
    ("transfer", Large::transfer),
    ("record-meeting", Large::record),
];

/// An organisation, and commands upon it. Units and people are worked out from
/// the order in which they were entered and never looked up, so that a command
/// finds the memory it touches as cold as the one before has left it.
#[derive(Clone, Debug)]
pub(crate) struct Large {
    pub(crate) state: State,
    rings: u32,
    friend: GradeId,
    circle: MeetingKindId,
}

impl Large {
    /// An organisation of about so many people, entered a part at a time as a
    /// register is.
    pub(crate) fn of(people: u32) -> Result<Large, Box<dyn Error>> {
        let reading = charter::read(&format!("{TEXT}{CIRCULARS}").replace("3..=7", "5..=30"));
        let charter = Arc::new(reading.charter.ok_or("the charter does not read")?);
        let mut large = Large {
            state: State::default(),
            rings: 0,
            friend: charter.grade_named("friend").ok_or("no such grade")?,
            circle: charter.meeting_named("circle").ok_or("no such meeting")?,
        };
        large.carry_out(Command::from(AdoptCharter {
            charter: Arc::clone(&charter),
            sha256: [1; 32],
            from: date(2016, 1, 1),
        }))?;
        large.enter(&charter, people)?;
        Ok(large)
    }

    /// Decides and applies.
    pub(crate) fn carry_out(&mut self, command: Command) -> Result<(), Box<dyn Error>> {
        let request = Request {
            actor: Actor::Operator,
            today: TODAY,
            command,
        };
        let events = decide(&self.state, &request).map_err(|refusal| refusal.reason)?;
        for event in &events {
            self.state.apply(event);
        }
        Ok(())
    }

    /// At most so many commands of a kind, each of another unit than all others of the sample.
    pub(crate) fn commands(&self, kind: Kind, sample: u32, count: u32) -> Vec<Command> {
        (0..count.min(self.rings))
            .map(|number| kind(self, sample, number))
            .collect()
    }

    /// Several commands as one.
    pub(crate) fn act(&self, sample: u32, number: u32) -> Command {
        let commands = (0..ACT_COMMANDS)
            .map(|step| self.admit(sample, number * ACT_COMMANDS + step))
            .collect();
        Command::Act(commands)
    }

    /// The top addresses every unit there is.
    pub(crate) fn circular(&self) -> Result<Command, Box<dyn Error>> {
        let charter = self.state.charter_on(TODAY).ok_or("no charter in force")?;
        let level = |id: &str| charter.level_named(id).ok_or("no such level");
        Ok(Command::from(IssueDirective {
            unit: UnitId(0),
            kind: charter.directive_named("circular").ok_or("no such kind")?,
            to: vec![level("hall")?, level("ring")?],
            areas: Vec::new(),
            text: "mend the roofs before winter".to_owned(),
            origin: Origin::Own,
            replaces: None,
            on: TODAY,
        }))
    }

    /// How many bytes the organisation takes as columns.
    pub(crate) fn bytes(&self) -> usize {
        let mut bytes = 0_usize;
        self.state
            .write_columns(&mut |stretch| bytes += stretch.len());
        bytes
    }

    /// A unit far from the one before; none comes twice in a sample.
    fn at(&self, number: u32, step: u64) -> u32 {
        let at = u64::from(number) * step % u64::from(self.rings);
        u32::try_from(at).unwrap_or(0)
    }

    fn admit(&self, _sample: u32, number: u32) -> Command {
        Command::from(AdmitMember {
            person: None,
            unit: unit_of(self.at(number, 7_919)),
            grade: self.friend,
            on: TODAY,
        })
    }

    /// Somebody who holds no post, to a unit far away and another each time.
    fn transfer(&self, sample: u32, number: u32) -> Command {
        let at = self.at(number, 7_907);
        Command::from(TransferMember {
            person: PersonId(first_of(at) + 1 + sample % MOVERS.min(size_of(at) - 1)),
            to: unit_of((at + self.rings / 2 + sample) % self.rings),
            on: TODAY,
        })
    }

    /// Two were absent, where the unit is not too small; another day each time.
    fn record(&self, sample: u32, number: u32) -> Command {
        let at = self.at(number, 7_883);
        let absent = (ABSENT..ABSENT + 2).filter(|person| *person < size_of(at));
        Command::from(RecordMeeting {
            unit: unit_of(at),
            kind: self.circle,
            on: TODAY.saturating_sub(i64::from(sample).days()),
            absent: absent
                .map(|person| PersonId(first_of(at) + person))
                .collect(),
            resolutions: Vec::new(),
        })
    }

    fn enter(&mut self, charter: &Charter, people: u32) -> Result<(), Box<dyn Error>> {
        let level = |id: &str| charter.level_named(id).ok_or("no such level");
        let (guild, hall, ring) = (level("guild")?, level("hall")?, level("ring")?);
        let full = charter.grade_named("full").ok_or("no such grade")?;
        let keeper = charter.post_named("keeper").ok_or("no such post")?;
        let unit = |code: &str, level, parent: Option<&str>| UnitRow {
            code: code.to_owned(),
            level,
            name: format!("Unit {code}"),
            parent: parent.map(str::to_owned),
            founded: Some(date(2016, 1, 1)),
        };
        let mut part = EnterRegister::default();
        part.units.push(unit("G", guild, None));
        let mut at = 0;
        while first_of(at) < people {
            let hall_code = format!("H{}", at / HALL_RINGS);
            if at.is_multiple_of(HALL_RINGS) {
                part.units.push(unit(&hall_code, hall, Some("G")));
            }
            let code = format!("R{at}");
            part.units.push(unit(&code, ring, Some(&hall_code)));
            part.people.extend((0..size_of(at)).map(|number| {
                PersonRow {
                    person: None,
                    unit: code.clone(),
                    grade: full,
                    joined: date(2016, 1, 1),
                    posts: (number == 0)
                        .then(|| (keeper, code.clone()))
                        .into_iter()
                        .collect(),
                }
            }));
            if part.people.len() >= PART_PEOPLE {
                self.carry_out(Command::from(std::mem::take(&mut part)))?;
            }
            at += 1;
        }
        self.carry_out(Command::from(part))?;
        self.rings = at;
        Ok(())
    }
}

/// The number of a unit, with one of the level above before every forty of them.
fn unit_of(at: u32) -> UnitId {
    UnitId(2 + at + at / HALL_RINGS)
}

/// How many people a unit begins with.
fn size_of(at: u32) -> u32 {
    match at % 50 {
        place if place == TOO_SMALL.0 => TOO_SMALL.1,
        place if place == TOO_LARGE.0 => TOO_LARGE.1,
        _ => UNIT_PEOPLE,
    }
}

/// The number of the first of a unit's people.
fn first_of(at: u32) -> u32 {
    let fifty: u32 = (0..50).map(size_of).sum();
    at / 50 * fifty + (0..at % 50).map(size_of).sum::<u32>()
}
