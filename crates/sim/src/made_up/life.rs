//! The years: meetings with their absences, people who join, leave, move and
//! are promoted, posts taken up again when a term ends, and the faults coming about.

mod awards;
mod conferences;
mod dues;
mod flow;
mod meeting;
mod petitions;
mod procedures;
mod roll;
mod study;
mod visits;

use std::collections::BTreeMap;

use charter::{Action, AwardKindId, CourseId, Effect, GradeId, PostId, ReportId};
use jiff::civil::Date;
use kernel::members::{PromoteMember, TransferMember};
use kernel::posts::{LayDownPost, TakeUpPost};
use kernel::{Actor, Command, PersonId, UnitId};

use super::chance::{Chance, Stream};
use super::draft::{Draft, FaultWhat, Seat};
use super::grades::Grades;
use super::naming::Names;
use super::{CannotMakeUp, Step, Wish, calendar, people};

/// Days before the end in which sizes go outside their range on purpose.
const OUTGROWING_DAYS: u32 = 150;
/// How many in a thousand join in a year, and how many leave: as many, so that
/// the roll ends near the number of members wished for by itself.
const JOIN_AND_LEAVE: u32 = 30;
/// How many in a thousand move in a year.
const MOVE: u32 = 10;

/// Something that will come about on a day, settled in detail when it comes.
#[derive(Clone, Copy)]
enum Happening {
    /// A post with a term is taken up.
    TakeUp {
        unit: UnitId,
        seat: Seat,
    },
    /// The term runs out, and the holder is chosen again.
    Renew {
        unit: UnitId,
        seat: Seat,
    },
    LayDown {
        unit: UnitId,
        post: PostId,
    },
    Meet {
        unit: UnitId,
        kind: charter::MeetingKindId,
    },
    Join {
        unit: UnitId,
    },
    Leave {
        unit: UnitId,
    },
    Move {
        unit: UnitId,
    },
    Promote {
        person: PersonId,
    },
    /// The directive is issued.
    Issue {
        unit: UnitId,
    },
    PassOn {
        unit: UnitId,
    },
    Answer {
        unit: UnitId,
    },
    /// A return is filed for the stretch that begins on a day.
    Report {
        unit: UnitId,
        report: ReportId,
        period: Date,
    },
    /// Dues are collected for the stretch that begins on a day, and what goes up is handed up.
    Collect {
        unit: UnitId,
        period: Date,
    },
    /// Somebody from above comes to see how things stand.
    Visit {
        unit: UnitId,
    },
    /// Somebody asks a unit for something.
    Ask {
        unit: UnitId,
    },
    /// A unit passes up what it was asked.
    PassUp {
        unit: UnitId,
        to: UnitId,
    },
    /// A unit answers what it was asked.
    Reply {
        unit: UnitId,
    },
    /// A unit is proposed for an award, for the stretch that begins on a day.
    Propose {
        unit: UnitId,
        kind: AwardKindId,
        period: Date,
    },
    /// A unit above decides on it.
    Award {
        by: UnitId,
    },
    /// A unit calls a conference for a day.
    Convene {
        unit: UnitId,
        first: Date,
    },
    /// A base unit chooses whom it sends there.
    Choose {
        unit: UnitId,
    },
    /// The conference of a unit is held.
    Gather {
        unit: UnitId,
    },
    /// Who attended is put in the order in which it is printed.
    Arrange {
        unit: UnitId,
    },
    /// A session of a part of a course is held.
    Teach {
        unit: UnitId,
        course: CourseId,
        part: u16,
    },
    /// A session of a course is announced for after the last day.
    AnnounceSession {
        unit: UnitId,
        course: CourseId,
    },
}

/// Lives the years and returns what happened, in order. The last day ends with
/// as many members on the roll as were wished for.
pub(super) fn live(
    draft: Draft<'_>,
    grades: &Grades,
    names: &Names,
    wish: &Wish,
) -> Result<Vec<Step>, CannotMakeUp> {
    let mut happenings = foresee(&draft, grades, wish);
    happenings.sort_by_key(|(on, _)| *on);
    let mut life = Life {
        listed: BTreeMap::new(),
        gathering: conferences::Gathering::default(),
        steps: Vec::with_capacity(happenings.len()),
        chance: Chance::of(wish.seed, Stream::Churn),
        chance_of_flow: Chance::of(wish.seed, Stream::FlowWords),
        sound: sound(&draft),
        proceedings: 0,
        sessions: 0,
        members: draft.person_count(),
        draft,
        grades,
        names,
    };
    for (on, happening) in happenings {
        life.happen(on, happening);
    }
    life.settle(wish)?;
    if wish.years > 0 {
        life.leave_some_under_way(wish.until);
    }
    Ok(life.steps)
}

/// The base units in which nothing is wrong on purpose.
fn sound(draft: &Draft<'_>) -> Vec<UnitId> {
    let base = draft.base.iter().copied();
    base.filter(|unit| fault(draft, *unit).is_none()).collect()
}

type Foreseen = Vec<(Date, Happening)>;

/// Everything that will come about, a kind after the other.
fn foresee(draft: &Draft<'_>, grades: &Grades, wish: &Wish) -> Foreseen {
    let mut foreseen = Vec::new();
    foresee_terms(draft, &mut foreseen);
    if wish.years == 0 {
        foresee_vacancies(draft, &[], &mut foreseen);
        return foreseen;
    }
    let mut chance = Chance::of(wish.seed, Stream::Meetings);
    let last = meeting::foresee(draft, &mut chance, &mut foreseen);
    foresee_vacancies(draft, &last, &mut foreseen);
    foresee_sizes(draft, &mut chance, &mut foreseen);
    foresee_churn(draft, grades, wish, &mut chance, &mut foreseen);
    foresee_promotions(draft, grades, &mut chance, &mut foreseen);
    flow::foresee(
        draft,
        &mut Chance::of(wish.seed, Stream::Flow),
        &mut foreseen,
    );
    dues::foresee(
        draft,
        &mut Chance::of(wish.seed, Stream::Dues),
        &mut foreseen,
    );
    study::foresee(
        draft,
        &mut Chance::of(wish.seed, Stream::Study),
        &mut foreseen,
    );
    visits::foresee(
        draft,
        &mut Chance::of(wish.seed, Stream::Visits),
        &mut foreseen,
    );
    petitions::foresee(
        draft,
        &mut Chance::of(wish.seed, Stream::Petitions),
        &mut foreseen,
    );
    awards::foresee(
        draft,
        &mut Chance::of(wish.seed, Stream::Awards),
        &mut foreseen,
    );
    conferences::foresee(
        draft,
        &mut Chance::of(wish.seed, Stream::Conferences),
        &mut foreseen,
    );
    foreseen
}

/// Posts with a term are taken up on the first day, and again before the term ends.
fn foresee_terms(draft: &Draft<'_>, foreseen: &mut Foreseen) {
    // A term that ends soon after the last day is renewed within the years too.
    let horizon = calendar::later(draft.until, 100);
    for unit in draft.unit_ids() {
        let Some(row) = draft.unit(unit) else {
            continue;
        };
        for seat in &row.seats {
            let Some(months) = draft.term_months(seat.post) else {
                continue;
            };
            let term = jiff::Span::new().months(i64::from(months));
            let mut from = draft.begins;
            foreseen.push((from, Happening::TakeUp { unit, seat: *seat }));
            loop {
                let ends = from.saturating_add(term);
                let again = calendar::earlier(ends, 7).min(draft.until);
                if ends > horizon || again <= from {
                    break;
                }
                foreseen.push((again, Happening::Renew { unit, seat: *seat }));
                from = again;
            }
        }
    }
}

/// The head of a unit with a vacancy lays the post down the day after its last meeting.
fn foresee_vacancies(draft: &Draft<'_>, last: &[Option<Date>], foreseen: &mut Foreseen) {
    for unit in &draft.base {
        if let Some(FaultWhat::Vacant { post }) = fault(draft, *unit) {
            let met = last
                .get(unit.index())
                .copied()
                .flatten()
                .unwrap_or(draft.until);
            foreseen.push((
                calendar::later(met, 1).min(draft.until),
                Happening::LayDown { unit: *unit, post },
            ));
        }
    }
}

fn foresee_sizes(draft: &Draft<'_>, chance: &mut Chance, foreseen: &mut Foreseen) {
    let days = calendar::days_from(draft.begins, draft.until).min(OUTGROWING_DAYS);
    for unit in &draft.base {
        let Some(FaultWhat::Size { people }) = fault(draft, *unit) else {
            continue;
        };
        let enrolled = draft.unit(*unit).map_or(0, |row| row.enrolled);
        for _ in enrolled..people {
            foreseen.push((
                calendar::earlier(draft.until, chance.between(1, days)),
                Happening::Join { unit: *unit },
            ));
        }
        for _ in people..enrolled {
            foreseen.push((
                calendar::earlier(draft.until, chance.between(1, days)),
                Happening::Leave { unit: *unit },
            ));
        }
    }
}

fn foresee_churn(
    draft: &Draft<'_>,
    grades: &Grades,
    wish: &Wish,
    chance: &mut Chance,
    foreseen: &mut Foreseen,
) {
    let sound = sound(draft);
    let days = calendar::days_from(draft.begins, draft.until);
    let all = u64::from(wish.members).saturating_mul(u64::from(wish.years));
    // Where nobody can join, nobody leaves either.
    let turnover = grades.entry.map_or(0, |_| JOIN_AND_LEAVE);
    for (share, happening) in [
        (
            turnover,
            (|unit| Happening::Join { unit }) as fn(UnitId) -> Happening,
        ),
        (turnover, |unit| Happening::Leave { unit }),
        (MOVE, |unit| Happening::Move { unit }),
    ] {
        for _ in 0..all.saturating_mul(u64::from(share)) / 1000 {
            if let Some(unit) = chance.pick(&sound) {
                foreseen.push((
                    calendar::later(draft.begins, chance.between(1, days)),
                    happening(unit),
                ));
            }
        }
    }
}

fn foresee_promotions(
    draft: &Draft<'_>,
    grades: &Grades,
    chance: &mut Chance,
    foreseen: &mut Foreseen,
) {
    for (person, row) in (0..).map(PersonId).zip(&draft.people) {
        if grades.waiting.contains(&row.grade) && fault(draft, row.unit).is_none() {
            let on = promoted_on(draft, row.graded, row.grade, chance).max(draft.begins);
            if on <= draft.until {
                foreseen.push((on, Happening::Promote { person }));
            }
        }
    }
}

fn promoted_on(draft: &Draft<'_>, graded: Date, grade: GradeId, chance: &mut Chance) -> Date {
    let months = draft.charter.grade(grade).map_or(0, |row| row.wait_months);
    let waited = match months {
        0 => calendar::later(graded, people::WAIT_DAYS),
        months => graded.saturating_add(jiff::Span::new().months(i64::from(months))),
    };
    calendar::later(waited, chance.between(0, 40))
}

fn fault(draft: &Draft<'_>, unit: UnitId) -> Option<FaultWhat> {
    draft.unit(unit)?.fault.map(|fault| fault.what)
}

/// The years as they go by.
struct Life<'a, 'c> {
    draft: Draft<'c>,
    grades: &'a Grades,
    names: &'a Names,
    chance: Chance,
    /// What is answered and reported, drawn apart so that it changes nothing else.
    chance_of_flow: Chance,
    /// The base units in which nothing is wrong on purpose.
    sound: Vec<UnitId>,
    /// How many proceedings were opened.
    proceedings: u32,
    /// How many sessions were announced.
    sessions: u32,
    /// How many are on a roll.
    members: u32,
    /// For which stretch of time each unit made its last list of dues.
    listed: BTreeMap<UnitId, Date>,
    /// The conference that comes about.
    gathering: conferences::Gathering,
    steps: Vec<Step>,
}

impl Life<'_, '_> {
    fn happen(&mut self, on: Date, happening: Happening) {
        match happening {
            Happening::TakeUp { unit, seat } => {
                // The first holders are entered with the register, by the same hand.
                self.take_up(on, unit, seat, Actor::Operator);
            }
            Happening::Renew { unit, seat } => self.renew(on, unit, seat),
            Happening::LayDown { unit, post } => self.lay_down(on, unit, post),
            Happening::Meet { unit, kind } => self.meet(on, unit, kind),
            Happening::Join { unit } => self.come(on, unit),
            Happening::Leave { unit } => self.go(on, unit),
            Happening::Move { unit } => self.go_over(on, unit),
            Happening::Promote { person } => self.promote(on, person),
            Happening::Issue { unit } => self.issue(on, unit),
            Happening::PassOn { unit } => self.pass_on(on, unit),
            Happening::Answer { unit } => self.answer(on, unit),
            Happening::Report {
                unit,
                report,
                period,
            } => self.report(on, unit, (report, period)),
            Happening::Collect { unit, period } => self.collect(on, unit, period),
            Happening::Visit { unit } => self.visit(on, unit),
            Happening::Ask { unit } => self.ask(on, unit),
            Happening::PassUp { unit, to } => self.pass_up(on, unit, to),
            Happening::Reply { unit } => self.reply(on, unit),
            Happening::Propose { unit, kind, period } => self.propose(on, unit, (kind, period)),
            Happening::Award { by } => self.award(on, by),
            Happening::Convene { unit, first } => self.convene(on, unit, first),
            Happening::Choose { unit } => self.choose(on, unit),
            Happening::Gather { unit } => self.gather(on, unit),
            Happening::Arrange { unit } => self.arrange(on, unit),
            Happening::Teach { unit, course, part } => self.teach(on, unit, (course, part)),
            Happening::AnnounceSession { unit, course } => self.announce_next(on, unit, course),
        }
    }

    fn step(&mut self, on: Date, actor: Actor, command: Command) {
        self.steps.push(Step {
            on,
            actor,
            command,
            card: None,
        });
    }

    fn take_up(&mut self, on: Date, unit: UnitId, seat: Seat, actor: Actor) {
        let it = TakeUpPost {
            person: seat.person,
            unit,
            post: seat.post,
            on,
        };
        self.step(on, actor, Command::from(it));
    }

    fn renew(&mut self, on: Date, unit: UnitId, seat: Seat) {
        let held = self
            .draft
            .unit(unit)
            .is_some_and(|row| row.seats.contains(&seat));
        if !held {
            return;
        }
        let it = LayDownPost {
            person: seat.person,
            unit,
            post: seat.post,
            on,
        };
        self.step(on, Actor::Person(seat.person), Command::from(it));
        self.draft.unseat(unit, seat);
        let actor = self
            .draft
            .actor_for(Action::FillPost, &[unit], Some(seat.person));
        self.take_up(on, unit, seat, actor);
        self.draft.seat(unit, seat);
    }

    fn lay_down(&mut self, on: Date, unit: UnitId, post: PostId) {
        let seats = self.draft.unit(unit).map_or(&[][..], |row| &row.seats);
        let Some(seat) = seats.iter().copied().find(|seat| seat.post == post) else {
            return;
        };
        let it = LayDownPost {
            person: seat.person,
            unit,
            post,
            on,
        };
        self.step(on, Actor::Person(seat.person), Command::from(it));
        self.draft.unseat(unit, seat);
    }

    /// Somebody on the roll whom nothing binds to it.
    fn free_to_go(&mut self, unit: UnitId) -> Option<PersonId> {
        let free: Vec<PersonId> = self
            .draft
            .unit(unit)?
            .roll
            .iter()
            .copied()
            .filter(|person| {
                self.draft
                    .person(*person)
                    .is_some_and(|row| row.seats == 0 && !row.stays)
            })
            .collect();
        self.chance.pick(&free)
    }

    /// Somebody goes over to a unit beside their own.
    fn go_over(&mut self, on: Date, unit: UnitId) {
        let Some(parent) = self.draft.unit(unit).and_then(|row| row.parent) else {
            return;
        };
        let beside: Vec<UnitId> = self
            .draft
            .base_beneath(parent)
            .iter()
            .copied()
            .filter(|other| {
                // Nobody comes to a unit further with its dues: they would owe it at once.
                *other != unit
                    && self.listed.get(other) <= self.listed.get(&unit)
                    && fault(&self.draft, *other).is_none()
                    && self.draft.has_room(*other)
            })
            .take(50)
            .collect();
        if !self.draft.can_spare(unit) {
            return;
        }
        let (Some(to), Some(person)) = (self.chance.pick(&beside), self.free_to_go(unit)) else {
            return;
        };
        let actor = self
            .draft
            .actor_for(Action::TransferMember, &[unit, to], Some(person));
        self.step(on, actor, Command::from(TransferMember { person, to, on }));
        self.draft.strike(person);
        self.draft.enter(person, to);
    }

    fn promote(&mut self, on: Date, person: PersonId) {
        let Some(row) = self.draft.person(person).copied() else {
            return;
        };
        let member = self
            .draft
            .unit(row.unit)
            .is_some_and(|unit| unit.roll.contains(&person));
        let next = self
            .draft
            .charter
            .grade(row.grade)
            .and_then(|grade| grade.next);
        // Nobody is raised out of a grade that a post asks for, or by somebody's own hand.
        let (Some(grade), true, 0) = (next, member, row.seats) else {
            return;
        };
        let fits = self.draft.size_rule(row.unit).is_none_or(|size| {
            size.counts.contains(&grade) == size.counts.contains(&row.grade)
                || (size.counts.contains(&grade) && self.draft.has_room(row.unit))
                || (size.counts.contains(&row.grade) && self.draft.can_spare(row.unit))
        });
        if !fits {
            return;
        }
        let about = procedures::About {
            person,
            new: false,
            unit: row.unit,
        };
        let way = self.procedure_for(Effect::Promote(grade));
        let by_steps = way.is_some_and(|way| self.go_through(on, about, &way));
        if !by_steps {
            let actor = self
                .draft
                .actor_for(Action::PromoteMember, &[row.unit], Some(person));
            let it = PromoteMember { person, grade, on };
            self.step(on, actor, Command::from(it));
        }
        if let Some(row) = self.draft.person_mut(person) {
            row.grade = grade;
            row.graded = on;
        }
    }
}
