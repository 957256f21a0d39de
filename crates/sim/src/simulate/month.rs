//! One month of one unit: what its people do, drawn from the state as it is
//! and made into commands. Nothing is changed here, so units can be looked at
//! by several threads at once.

use charter::{Charter, Direct, Effect, GradeId, LevelId, PostId, ProcedureId};
use jiff::civil::Date;
use kernel::meetings::{MeetingCommand, RecordMeeting};
use kernel::members::{AdmitMember, Leave, PromoteMember, TransferMember};
use kernel::posts::{LayDownPost, OpenTenure};
use kernel::procedures::OpenProceeding;
use kernel::{Command, Day, PersonId, State, UnitId, decide};

use super::acts::{Record, request};
use super::calendar::{self, Calendar, Kind};
use super::draws::{Draws, Purpose, Share, below};
use super::heads;
use super::proceedings;
use super::rates::{MonthRates, Rate, Rates, lies_in};
use super::runs::{Pick, Runs};
use super::waiting::{NOBODY, Waiting};
use crate::made_up::Grades;

/// Neighbours among whom somebody who goes over chooses.
const NEIGHBOURS_MAX: usize = 64;

/// What a thread keeps at hand from one unit to the next.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    absent: Vec<PersonId>,
    holders: Vec<OpenTenure>,
    /// Since when somebody has waited on the rolls that were gone down.
    pub(super) waiting: Vec<(UnitId, Day)>,
    staying_away: Runs,
    leaving: Runs,
    joining: Runs,
    transferring: Runs,
}

/// A month and everything that is true of it for all units.
pub(super) struct Month<'a> {
    pub(super) charter: &'a Charter,
    pub(super) grades: &'a Grades,
    pub(super) rates: MonthRates<'a>,
    pub(super) seed: u64,
    /// Months since the first one, which is one.
    pub(super) number: u32,
    pub(super) first: Date,
    /// Who leaves at one blow: a share, and where.
    pub(super) shocks: Vec<(Share, Option<UnitId>)>,
    calendar: Calendar,
    /// By grade: the next one, and by when one has come into the grade who takes it now.
    rising: Vec<Option<(GradeId, Day)>>,
    /// Whoever came into their grade later rises from none.
    rising_until: Day,
    /// By post: whose term began by then is over.
    terms: Vec<Option<Day>>,
    /// By level: its posts, and how many holders each is wished to have.
    pub(super) posts: Vec<Vec<(PostId, usize)>>,
    /// The procedure without which nobody is admitted.
    admission: Option<ProcedureId>,
    /// By grade: the procedure without which nobody takes it.
    promotions: Vec<Option<ProcedureId>>,
    /// For people: who leaves, who brings somebody, who goes over.
    people: [Draws; 3],
    going: Draws,
    towards: Draws,
    moving: Draws,
}

impl<'a> Month<'a> {
    /// The month, so many months after the first, that begins on a day.
    pub(super) fn new(
        charter: &'a Charter,
        grades: &'a Grades,
        rates: MonthRates<'a>,
        (seed, number, first): (u64, u32, Date),
    ) -> Month<'a> {
        let draws = |purpose| Draws::of(seed, number, purpose);
        let rising = calendar::rising(charter, first);
        let levels = (0..).map(LevelId).take(charter.levels.len());
        Month {
            charter,
            grades,
            rates,
            seed,
            number,
            first,
            shocks: Vec::new(),
            calendar: Calendar::of(charter, seed, number, first),
            rising_until: rising
                .iter()
                .flatten()
                .map(|(_, until)| *until)
                .max()
                .unwrap_or(Day::NONE),
            rising,
            terms: calendar::terms(charter, first),
            posts: levels.map(|level| heads::wished(charter, level)).collect(),
            admission: grades
                .entry
                .and_then(|grade| procedure_for(charter, Effect::Admit(grade))),
            promotions: (0..)
                .take(charter.grades.len())
                .map(|grade| procedure_for(charter, Effect::Promote(GradeId(grade))))
                .collect(),
            people: [Purpose::Leaving, Purpose::Joining, Purpose::Transferring].map(draws),
            going: draws(Purpose::Going),
            towards: draws(Purpose::Towards),
            moving: draws(Purpose::Moving),
        }
    }
}

impl Month<'_> {
    /// Who comes and goes in a unit on the first day of the month.
    pub(super) fn changes(
        &self,
        (state, waiting): (&State, &Waiting),
        unit: UnitId,
        scratch: &mut Scratch,
        wishes: &mut Vec<Command>,
    ) {
        let Some(level) = state.standing_level(unit) else {
            return;
        };
        let rates = self.rates.of_unit(state, unit, level);
        self.roll((state, waiting), unit, &rates, scratch, wishes);
        scratch.holders.clear();
        for tenure in state.open_tenures_in(unit) {
            scratch.holders.push(tenure);
        }
        let holders = scratch.holders.as_slice();
        self.resignations((unit, level), holders, &rates, wishes);
        heads::fill(self, state, (unit, level), holders, &rates, wishes);
    }

    /// Goes over the roll once, if there is need: who leaves, goes over, rises and
    /// brings somebody.
    fn roll(
        &self,
        (state, waiting): (&State, &Waiting),
        unit: UnitId,
        rates: &Rates,
        scratch: &mut Scratch,
        wishes: &mut Vec<Command>,
    ) {
        let Scratch {
            leaving,
            joining,
            transferring,
            ..
        } = scratch;
        let monthly = |rate| rates.of(rate).monthly();
        let leaves = monthly(Rate::Leaving);
        let joins = monthly(Rate::Joining);
        let goes = monthly(Rate::Transferring);
        // One half says who goes first, the other who brings somebody.
        let (first, over) = (self.going.draw(unit.0), self.towards.draw(unit.0));
        let count = state.roll_count(unit);
        let stays = leaving.passes(leaves, first, count)
            && joining.passes(joins, first >> 32, count)
            && transferring.passes(goes, over, count)
            && self.shocks.is_empty();
        let mut since = NOBODY;
        if stays {
            if !waiting.any(unit, self.rising_until) || !self.anybody_waits(state, unit) {
                debug_assert!(
                    state.roll(unit).all(
                        |person| self.rises(state, person, &mut Vec::new()) > self.rising_until
                    ),
                    "nobody rises in {unit:?}"
                );
                return;
            }
            for person in state.roll(unit) {
                since = since.min(self.rises(state, person, wishes));
            }
            return scratch.waiting.push((unit, since));
        }
        let [of_leaving, of_joining, of_going] = self.people;
        let mut leaving = leaving.pick(leaves, first, of_leaving);
        let mut joining = joining.pick(joins, first >> 32, of_joining);
        let mut transferring = transferring.pick(goes, over, of_going);
        for person in state.roll(unit) {
            if joining.takes(person) {
                self.joins(unit, wishes);
            }
            let goes_over = transferring.takes(person);
            if leaving.takes(person) || self.struck(state, unit, person) {
                wishes.push(Command::from(Leave {
                    person,
                    on: self.first,
                }));
            } else if let Some(to) = goes_over
                .then(|| neighbour(state, unit, of_going.draw(person.0)))
                .flatten()
            {
                wishes.push(Command::from(TransferMember {
                    person,
                    to,
                    on: self.first,
                }));
                since = since.min(state.in_grade_since(person));
            } else {
                since = since.min(self.rises(state, person, wishes));
            }
        }
        scratch.waiting.push((unit, since));
    }

    fn anybody_waits(&self, state: &State, unit: UnitId) -> bool {
        (0..)
            .map(GradeId)
            .zip(&self.rising)
            .any(|(grade, rises)| rises.is_some() && state.grade_count(unit, grade) > 0)
    }

    fn joins(&self, unit: UnitId, wishes: &mut Vec<Command>) {
        if let Some(procedure) = self.admission {
            wishes.push(self.opens(procedure, unit, None));
        } else if let Some(grade) = self.grades.entry {
            wishes.push(Command::from(AdmitMember {
                person: None,
                unit,
                grade,
                on: self.first,
            }));
        }
    }

    fn opens(&self, procedure: ProcedureId, unit: UnitId, person: Option<PersonId>) -> Command {
        Command::from(OpenProceeding {
            procedure,
            unit,
            person,
            to: None,
            key: None,
            on: self.first,
        })
    }

    fn struck(&self, state: &State, unit: UnitId, person: PersonId) -> bool {
        self.shocks.iter().zip(0..).any(|((share, area), at)| {
            area.is_none_or(|area| lies_in(state, unit, area))
                && Draws::of(self.seed, self.number, Purpose::Shock(at)).comes(person.0, *share)
        })
    }

    /// Whoever has waited long enough takes the next grade. Since when this person will
    /// have waited for one after that.
    #[inline]
    fn rises(&self, state: &State, person: PersonId, wishes: &mut Vec<Command>) -> Day {
        let grade = state.grade_of(person);
        let rising = grade.and_then(|grade| self.rising.get(grade.index()).copied());
        let Some(Some((next, until))) = rising else {
            return NOBODY;
        };
        let since = state.in_grade_since(person);
        if since > until {
            return since;
        }
        self.takes(state, (person, next), since, wishes)
    }

    /// Somebody who came into their grade on a day, and has waited, takes the next one.
    fn takes(
        &self,
        state: &State,
        (person, next): (PersonId, GradeId),
        since: Day,
        wishes: &mut Vec<Command>,
    ) -> Day {
        let procedure = self.promotions.get(next.index()).copied().flatten();
        if let Some(procedure) = procedure {
            let unit = state.unit_of(person);
            let unit = unit.filter(|_| !proceedings::any_about(state, person, procedure));
            wishes.extend(unit.map(|unit| self.opens(procedure, unit, Some(person))));
            return since;
        }
        wishes.push(Command::from(PromoteMember {
            person,
            grade: next,
            on: self.first,
        }));
        NOBODY
    }

    /// Holders who lay their posts down, and those whose term is over.
    fn resignations(
        &self,
        (unit, level): (UnitId, LevelId),
        holders: &[OpenTenure],
        rates: &Rates,
        wishes: &mut Vec<Command>,
    ) {
        let share = rates.of(Rate::Resigning).monthly();
        for tenure in holders {
            let Some(over) = self.terms.get(tenure.post.index()) else {
                continue;
            };
            let over = over.is_some_and(|over| tenure.from <= over);
            let subject = tenure.person.0 ^ (u32::from(level.0) << 24);
            if over || self.moving.comes(subject, share) {
                wishes.push(Command::from(LayDownPost {
                    person: tenure.person,
                    unit,
                    post: tenure.post,
                    on: self.first,
                }));
            }
        }
    }

    /// The meetings that a unit holds in the month, each with who is absent, and
    /// how many it owes. Asked for when those who came and went have done so.
    pub(super) fn meetings(
        &self,
        state: &State,
        unit: UnitId,
        scratch: &mut Scratch,
        record: &mut Record,
    ) {
        let Some(level) = state.standing_level(unit) else {
            return;
        };
        let rates = self.rates.of_unit(state, unit, level);
        for kind in &self.calendar.kinds {
            for day in self.calendar.days(kind, level, unit.0) {
                record.figures.not_held += 1;
                let (Some(on), Some((holding, attending))) =
                    (self.calendar.date(day), kind.by_day.get(day))
                else {
                    continue;
                };
                // One half says whether it is held, the other who is absent first.
                let draw = holding.draw(unit.0);
                if !rates.of(Rate::Holding).takes(draw) {
                    continue;
                }
                let share = rates.of(Rate::Absent);
                let away = scratch.staying_away.pick(share, draw >> 32, *attending);
                let absent = &mut scratch.absent;
                self.absent(state, (unit, level), kind, away, absent);
                let command = Command::from(RecordMeeting {
                    unit,
                    kind: kind.id,
                    on,
                    absent: std::mem::take(absent),
                    resolutions: Vec::new(),
                });
                let request = request(on, command);
                record.add(on, decide(state, &request));
                // The next meeting's list takes its room.
                if let Command::Meeting(MeetingCommand::Record(it)) = request.command {
                    *absent = it.absent;
                    absent.clear();
                }
            }
        }
    }

    /// Those expected who do not come. It is drawn first, for each alike, and then
    /// asked whether they were expected at all: most come.
    fn absent(
        &self,
        state: &State,
        (unit, level): (UnitId, LevelId),
        kind: &Kind,
        mut away: Pick<'_>,
        absent: &mut Vec<PersonId>,
    ) {
        let has_roll = self.charter.level(level).is_some_and(|row| row.members);
        if !has_roll {
            let expected = state.expected_at(self.charter, unit, kind.id);
            return absent.extend(expected.into_iter().filter(|person| away.takes(*person)));
        }
        let away = away.of(state.roll(unit), state.roll_count(unit));
        for person in away {
            let grade = state.grade_of(person);
            if grade.is_some_and(|grade| kind.attends.contains(&grade)) {
                absent.push(person);
            }
        }
    }
}

/// The procedure that leads to this and without which a desk would not do it.
fn procedure_for(charter: &Charter, effect: Effect) -> Option<ProcedureId> {
    let mut all = (0..).map(ProcedureId).zip(&charter.procedures);
    all.find(|(_, rule)| {
        rule.direct != Direct::Allowed && rule.effects().any(|leads_to| leads_to == effect)
    })
    .map(|(id, _)| id)
}

/// A base unit beside this one, of the same level.
fn neighbour(state: &State, unit: UnitId, draw: u64) -> Option<UnitId> {
    let level = state.standing_level(unit)?;
    let beside: Vec<UnitId> = state
        .units_beneath(state.units_above(unit).next()?)
        .filter(|one| *one != unit)
        .filter(|one| state.standing_level(*one) == Some(level))
        .take(NEIGHBOURS_MAX)
        .collect();
    let count = u32::try_from(beside.len()).unwrap_or(0);
    beside
        .get(usize::try_from(below(draw, count)).ok()?)
        .copied()
}
