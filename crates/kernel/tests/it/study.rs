//! Sessions of courses: announced, attended, corrected, called off; what somebody
//! still has before them; and every reason why not, with its words and its rule.

use jiff::ToSpan;
use jiff::civil::date;
use kernel::study::{
    AnnounceSession, CallOffSession, CorrectAttendance, RecordAttendance, SessionStanding,
    StudyFigures,
};
use kernel::{PersonId, SessionId, State};

use crate::fixture::{FOUNDING, GUILD, TODAY, When, World, charter, operator, person};

pub(crate) const COURSES: &str = include_str!("study.md");

const GIVEN: &str = "
    guild G
    hall H under G
    ring A under H: full+keeper full*2 novice*2 friend
    ring B under H: full+keeper full*4
";

/// A held the tools with its first two people, called the wood off, and has the wood
/// before it today and ten days ahead.
pub(crate) fn world() -> World {
    let mut world = World::under(&charter(&format!("{GUILD}{COURSES}")), GIVEN);
    for (part, days) in [(0, -3), (1, -2), (1, 0), (1, 10)] {
        let it = announce(&world, "A", part, days);
        world.done(person(0), it.into());
    }
    world.done(person(0), record(0, &[1, 0, 1]).into());
    world.done(person(0), call_off(1).into());
    world
}

fn announce(world: &World, unit: &str, part: u16, days: i32) -> AnnounceSession {
    AnnounceSession {
        course: world.charter.course_named("craft").unwrap(),
        part,
        unit: world.unit(unit),
        on: TODAY.checked_add(days.days()).unwrap(),
    }
}

fn people(numbers: &[u32]) -> Vec<PersonId> {
    numbers.iter().copied().map(PersonId).collect()
}

fn record(session: u32, attended: &[u32]) -> RecordAttendance {
    RecordAttendance {
        session: SessionId(session),
        attended: people(attended),
    }
}

fn correct(session: u32, attended: &[u32]) -> CorrectAttendance {
    CorrectAttendance {
        session: SessionId(session),
        attended: people(attended),
        reason: "miscounted".to_owned(),
    }
}

fn call_off(session: u32) -> CallOffSession {
    CallOffSession {
        session: SessionId(session),
        reason: String::new(),
    }
}

fn attended_by(state: &State, number: u32) -> Vec<u32> {
    let sessions = state.sessions_attended_by(PersonId(number));
    sessions.map(|session| session.id.0).collect()
}

#[test]
fn a_session_whose_day_is_over_is_due_until_it_is_recorded() {
    let mut world = world();
    let due = |world: &World| -> Vec<u32> {
        let due = kernel::due::due(&world.state, person(0), world.today);
        let sessions = due.into_iter().filter_map(|it| match it.what {
            kernel::due::DueWhat::Session(id) => Some(id.0),
            _ => None,
        });
        sessions.collect()
    };
    assert_eq!(due(&world), Vec::<u32>::new());
    world.today = TODAY.tomorrow().unwrap();
    assert_eq!(due(&world), [2]);
    world.done(person(0), record(2, &[3]).into());
    assert_eq!(due(&world), Vec::<u32>::new());
}

#[test]
fn who_attended_is_kept_by_session_and_by_person_through_corrections() {
    let mut world = world();
    assert_eq!(world.state.attended(SessionId(0)), people(&[0, 1]));
    world.done(person(0), correct(0, &[3, 1]).into());
    world.done(person(0), record(2, &[3]).into());
    assert_eq!(world.state.attended(SessionId(0)), people(&[1, 3]));
    assert_eq!(attended_by(&world.state, 0), Vec::<u32>::new());
    assert_eq!(attended_by(&world.state, 3), [2, 0]);
    // Whoever was struck can be put back on the list.
    world.done(person(0), correct(0, &[0, 3]).into());
    assert_eq!(attended_by(&world.state, 0), [0]);
    assert_eq!(attended_by(&world.state, 1), Vec::<u32>::new());
    assert_eq!(world.state.session(SessionId(0)).unwrap().attended, 2);
    let editions = world
        .state
        .editions()
        .iter()
        .map(|edition| (edition.sha256, edition.charter.clone()))
        .collect();
    let again = State::from_columns(&world.state.to_columns(), &editions).unwrap();
    assert_eq!(again.attended(SessionId(0)), people(&[0, 3]));
    assert_eq!(attended_by(&again, 3), [2, 0]);
    let standing = |number| again.session(SessionId(number)).unwrap().standing;
    assert_eq!(standing(1), SessionStanding::CalledOff);
    assert_eq!(standing(3), SessionStanding::Announced);
}

#[test]
fn the_newly_admitted_have_before_them_what_they_have_not_attended() {
    let mut world = world();
    let left = |world: &World, number| {
        let left = world.state.study_left(PersonId(number), TODAY);
        left.first().map(|left| (left.parts.clone(), left.by))
    };
    let by = FOUNDING.checked_add(60.days()).unwrap();
    assert_eq!(left(&world, 0), Some((vec![1], Some(by))));
    assert_eq!(left(&world, 3), Some((vec![0, 1], Some(by))));
    // A friend may not attend, so nothing of it is before them.
    assert_eq!(left(&world, 5), None);
    world.done(person(0), record(2, &[0]).into());
    assert_eq!(left(&world, 0), None);
    let course = world.charter.course_named("craft").unwrap();
    let (ring, hall) = (world.unit("A"), world.unit("H"));
    let newly = |unit| {
        world
            .state
            .newly_admitted_with_parts_left(course, unit, TODAY)
    };
    assert_eq!((newly(ring), newly(hall)), (4, 9));
    let figures = StudyFigures {
        announced: 1,
        held: 2,
        attendances: 3,
    };
    assert_eq!(world.state.study_figures(course, hall), figures);
    let none = StudyFigures::default();
    assert_eq!(world.state.study_figures(course, world.unit("B")), none);
}

/// What is commanded in that world, and the words of the refusal.
#[expect(
    clippy::too_many_lines,
    reason = "a list, a line or a stanza a refusal"
)]
pub(crate) fn cases() -> Vec<(When, &'static str)> {
    vec![
        (
            |w| operator(announce(w, "G", 0, 1).into()),
            "refused by course.craft: G unit holds no sessions of the craft",
        ),
        (
            |w| operator(announce(w, "A", 2, 1).into()),
            "refused by course.craft: the craft has no such part",
        ),
        (
            |w| operator(announce(w, "A", 0, -3).into()),
            "refused by course.craft: A unit has a session of this part on 2017-06-12 already",
        ),
        (
            |w| (person(1), announce(w, "A", 0, 5).into()),
            "refused by right.craft-keeper: you may not hold sessions of a course in A unit",
        ),
        (
            |w| {
                let on = date(1990, 1, 1);
                let it = AnnounceSession {
                    on,
                    ..announce(w, "A", 0, 0)
                };
                operator(it.into())
            },
            "refused: 1990-01-01 lies before 2016-01-01, the day the unit was founded",
        ),
        (
            |_| operator(record(0, &[0]).into()),
            "refused by course.craft: who attended is recorded already",
        ),
        (
            |_| operator(record(1, &[0]).into()),
            "refused by course.craft: the session was called off",
        ),
        (
            |_| operator(record(2, &[]).into()),
            "refused by course.craft: nobody attended",
        ),
        (
            |_| operator(record(2, &[0, 7]).into()),
            "refused by course.craft: person 7 is not among those who may attend the craft in A unit",
        ),
        (
            |_| operator(record(2, &[5]).into()),
            "refused by course.craft: person 5 is not among those who may attend the craft in A unit",
        ),
        (
            |_| operator(record(3, &[0]).into()),
            "refused: 2017-06-25 has not come yet",
        ),
        (
            |_| operator(correct(2, &[0]).into()),
            "refused by course.craft: who attended is not recorded yet",
        ),
        (
            |_| {
                let it = CorrectAttendance {
                    reason: " ".to_owned(),
                    ..correct(0, &[0])
                };
                operator(it.into())
            },
            "refused: the reason of the correction is missing",
        ),
        (
            |_| operator(call_off(0).into()),
            "refused by course.craft: who attended is recorded already",
        ),
        (
            |_| operator(call_off(9).into()),
            "refused: there is no session 9",
        ),
        (
            |_| (person(7), record(2, &[0]).into()),
            "refused: there is no session 2",
        ),
    ]
}

#[test]
fn every_refusal_has_its_words_and_its_rule() {
    let world = world();
    for (when, words) in cases() {
        let (actor, command) = when(&world);
        assert_eq!(world.told(&world.ask(actor, command)), words);
    }
}

#[test]
fn whoever_has_moved_on_stays_on_the_list() {
    let mut world = world();
    let (from, to) = (PersonId(1), world.unit("B"));
    let it = kernel::members::TransferMember {
        person: from,
        to,
        on: TODAY,
    };
    world.done(kernel::Actor::Operator, it.into());
    world.done(person(0), correct(0, &[1]).into());
    assert_eq!(world.state.attended(SessionId(0)), people(&[1]));
    let none_new = world.ask(person(0), record(2, &[1]).into());
    assert!(none_new.is_err(), "{none_new:?}");
}
