//! Conferences: seats by the key as of the key day, delegates chosen below,
//! substitutes who move up, the door; and every reason why not.

mod proceedings;

use charter::ConferenceKindId;
use jiff::civil::{Date, date};
use kernel::conferences::{
    CallConference, CallOffConference, CheckInDelegate, ElectDelegates, MandateStanding,
    ReplaceDelegate, Role, StrikeCheckIn, StrikeDelegates,
};
use kernel::members::{AdmitMember, Leave, TransferMember};
use kernel::{Actor, Command, ConferenceId, PersonId};

use crate::fixture::{GUILD, TODAY, When, World, charter, operator, people, person};

pub(crate) const MOOT: &str = include_str!("conferences.md");

/// p0 to p6 in A with the keeper p0, p7 to p10 in B with the keeper p7, p11 in C; the
/// warden of the guild is p1.
const GIVEN: &str = "
    guild G
    hall H under G
    ring A under H: full+keeper full+warden@G full*5
    ring B under H: full+keeper full*2 friend
    ring C under H: full
";
const FIRST: ConferenceId = ConferenceId(0);
const OPENS: Date = date(2017, 6, 25);
const ENDS: Date = date(2017, 6, 26);

fn call(world: &World) -> CallConference {
    CallConference {
        kind: ConferenceKindId(0),
        unit: world.unit("G"),
        key_day: TODAY,
        first: OPENS,
        last: ENDS,
        title: String::new(),
        place: String::new(),
    }
}

/// The same with another key day.
pub(crate) fn call_on(world: &World, key_day: Date) -> CallConference {
    CallConference {
        key_day,
        ..call(world)
    }
}

fn elect(world: &World, unit: &str, delegates: &[u32], substitutes: &[u32]) -> ElectDelegates {
    ElectDelegates {
        conference: FIRST,
        unit: world.unit(unit),
        delegates: people(delegates),
        substitutes: people(substitutes),
        entitled: 7,
        ballots: 5,
        on: world.today,
    }
}

fn strike(world: &World, unit: &str) -> StrikeDelegates {
    StrikeDelegates {
        conference: FIRST,
        unit: world.unit(unit),
        reason: "the wrong list".to_owned(),
    }
}

fn replace(world: &World, person: u32) -> ReplaceDelegate {
    ReplaceDelegate {
        conference: FIRST,
        person: PersonId(person),
        reason: "a broken leg".to_owned(),
        on: world.today,
    }
}

fn check_in(world: &World, person: u32) -> CheckInDelegate {
    CheckInDelegate {
        conference: FIRST,
        person: PersonId(person),
        on: world.today,
    }
}

fn send_out(person: u32) -> StrikeCheckIn {
    StrikeCheckIn {
        conference: FIRST,
        person: PersonId(person),
        reason: "it was her sister".to_owned(),
    }
}

fn call_off(reason: &str) -> CallOffConference {
    CallOffConference {
        conference: FIRST,
        reason: reason.to_owned(),
    }
}

fn empty() -> World {
    empty_under("")
}

/// The same with another article.
fn empty_under(article: &str) -> World {
    World::under(&charter(&format!("{GUILD}{MOOT}{article}")), GIVEN)
}

/// A moot was called, and A sends p2, p3 and p4, with p5 and p6 as substitutes.
pub(crate) fn world() -> World {
    called(empty())
}

fn called(mut world: World) -> World {
    let called = call(&world).into();
    world.done(Actor::Operator, called);
    let sent = elect(&world, "A", &[2, 3, 4], &[5, 6]).into();
    world.done(person(0), sent);
    world
}

/// The same on its first day, with p2 in.
fn open() -> World {
    opened(world())
}

fn opened(mut world: World) -> World {
    world.today = OPENS;
    let came = check_in(&world, 2).into();
    world.done(person(1), came);
    world
}

/// What each unit has: members and seats.
fn seats(world: &World, conference: ConferenceId) -> Vec<(&str, u32, u32)> {
    let seats = world.state.conference_seats(conference);
    seats
        .iter()
        .map(|(it, _)| (world.code(it.unit), it.members, it.delegates))
        .collect()
}

fn seated(world: &World) -> Vec<u32> {
    let mandates = world.state.mandates(FIRST).into_iter();
    let seated = mandates.filter(kernel::conferences::Mandate::seated);
    seated.map(|it| it.person.0).collect()
}

fn told(world: &World, actor: Actor, command: impl Into<Command>) -> String {
    world.told(&world.ask(actor, command.into()))
}

#[test]
fn seats_are_given_out_by_the_key_and_by_posts() {
    let world = world();
    // One for two members, one for each further three or part of them, three at the most.
    let mut given = seats(&world, FIRST);
    given.sort_unstable();
    assert_eq!(given, [("A", 7, 3), ("B", 4, 2), ("C", 1, 1)]);
    let it = world.state.conference(FIRST).unwrap();
    assert_eq!((it.members, it.called, it.called_off), (12, TODAY, None));
    let warden = world.state.mandate(FIRST, PersonId(1)).unwrap();
    assert_eq!(warden.role, Role::ExOfficio(world.post("warden")));
    assert_eq!(seated(&world), [1, 2, 3, 4]);
    assert_eq!(world.state.conference_turnout(FIRST), (4, 0));
}

#[test]
fn seats_are_those_of_the_key_day_whatever_has_happened_since() {
    let mut world = empty();
    let key_day = date(2017, 3, 1);
    // Since then one came, one left and one went over.
    let on = date(2017, 4, 1);
    let (a, c) = (world.unit("A"), world.unit("C"));
    let grade = world.grade("novice");
    let came = AdmitMember {
        person: None,
        unit: c,
        grade,
        on,
    };
    world.done(Actor::Operator, came.into());
    let person = PersonId(6);
    world.done(Actor::Operator, Leave { person, on }.into());
    let over = TransferMember {
        person: PersonId(9),
        to: a,
        on,
    };
    world.done(Actor::Operator, over.into());
    let then = CallConference {
        key_day,
        last: OPENS,
        ..call(&world)
    };
    world.done(Actor::Operator, then.into());
    let now = call(&world).into();
    world.done(Actor::Operator, now);
    let sorted = |conference| {
        let mut seats = seats(&world, conference);
        seats.sort_unstable();
        seats
    };
    assert_eq!(sorted(FIRST), [("A", 7, 3), ("B", 4, 2), ("C", 1, 1)]);
    let today = ConferenceId(1);
    assert_eq!(sorted(today), [("A", 7, 3), ("B", 3, 2), ("C", 2, 1)]);
}

#[test]
fn the_next_substitute_takes_a_seat_that_is_given_up() {
    let mut world = world();
    let events = world.done(person(0), replace(&world, 3).into());
    assert_eq!(events.len(), 1);
    assert_eq!(seated(&world), [1, 2, 4, 5]);
    let taken = world.state.mandate(FIRST, PersonId(5)).unwrap();
    assert_eq!(taken.in_place_of, Some(PersonId(3)));
    // Whoever has left is passed over; where nobody is left the seat stays empty.
    let person_left = PersonId(6);
    let on = world.today;
    world.done(
        Actor::Operator,
        Leave {
            person: person_left,
            on,
        }
        .into(),
    );
    world.done(person(0), replace(&world, 4).into());
    assert_eq!(seated(&world), [1, 2, 5]);
    // A seat by a post is nobody else's.
    world.done(Actor::Operator, replace(&world, 1).into());
    assert_eq!(seated(&world), [2, 5]);
    let gone = world.state.mandate(FIRST, PersonId(1)).unwrap();
    assert_eq!(gone.standing, MandateStanding::GivenUp);
}

#[test]
fn a_list_that_was_struck_is_made_anew() {
    let mut world = world();
    let struck = strike(&world, "A").into();
    world.done(person(0), struck);
    assert_eq!(seated(&world), [1]);
    let again = elect(&world, "A", &[4, 6], &[2]).into();
    world.done(person(0), again);
    assert_eq!(seated(&world), [1, 4, 6]);
    let (_, chosen) = world.state.seats_of(FIRST, world.unit("A")).unwrap();
    assert_eq!(chosen.map(|it| (it.entitled, it.ballots)), Some((7, 5)));
}

#[test]
fn everybody_comes_in_once_and_that_can_be_taken_back() {
    let mut world = open();
    assert_eq!(world.state.conference_turnout(FIRST), (4, 1));
    assert_eq!(
        told(&world, person(1), check_in(&world, 2)),
        "refused by conference.moot: person 2 came in already, on 2017-06-25"
    );
    world.done(person(1), send_out(2).into());
    assert_eq!(world.state.conference_turnout(FIRST), (4, 0));
    let again = check_in(&world, 2).into();
    world.done(person(1), again);
    assert_eq!(
        told(&world, person(1), call_off("rain")),
        "refused by conference.moot: person 2 has come in already"
    );
    assert_eq!(
        told(&world, person(0), strike(&world, "A")),
        "refused by conference.moot: person 2 has come in already"
    );
    assert_eq!(
        told(&world, person(0), replace(&world, 2)),
        "refused by conference.moot: person 2 came in already, on 2017-06-25"
    );
}

#[test]
fn who_does_not_belong_beneath_knows_nothing_of_it() {
    let world = world();
    let it = world.state.conference(FIRST).unwrap();
    let may = |actor| kernel::conferences::may_know_conference(&world.state, actor, TODAY, &it);
    assert!(may(Actor::Operator) && may(person(11)));
    assert!(!may(Actor::Public) && !may(person(99)));
}

#[test]
fn a_state_with_a_conference_comes_back_from_its_columns() {
    let world = open();
    let bytes = world.state.to_columns();
    let editions = [([1; 32], world.charter.clone())].into_iter().collect();
    let again = kernel::State::from_columns(&bytes, &editions).unwrap();
    assert_eq!(again.to_columns(), bytes);
    assert_eq!(again.mandates(FIRST), world.state.mandates(FIRST));
    assert_eq!(
        again.conference_seats(FIRST),
        world.state.conference_seats(FIRST)
    );
}

#[expect(
    clippy::too_many_lines,
    reason = "a list, a line or a stanza a refusal"
)]
pub(crate) fn cases() -> Vec<(When, &'static str)> {
    vec![
        (
            |w| {
                let unit = w.unit("H");
                operator(CallConference { unit, ..call(w) }.into())
            },
            "refused by conference.moot: H unit is not of a level that calls the moot",
        ),
        (
            |w| {
                let first = date(2017, 6, 24);
                operator(CallConference { first, ..call(w) }.into())
            },
            "refused by conference.moot: 2017-06-24 is less than 10 days ahead",
        ),
        (
            |w| {
                let last = date(2017, 6, 24);
                operator(CallConference { last, ..call(w) }.into())
            },
            "refused by conference.moot: a conference from 2017-06-25 to 2017-06-24 ends before it begins",
        ),
        (
            |w| {
                let (first, last) = (date(2017, 6, 1), date(2017, 6, 1));
                operator(
                    CallConference {
                        first,
                        last,
                        ..call(w)
                    }
                    .into(),
                )
            },
            "refused by conference.moot: the key day 2017-06-15 lies behind 2017-06-01, the first day of the conference",
        ),
        (
            |w| {
                let key_day = date(2017, 6, 16);
                operator(CallConference { key_day, ..call(w) }.into())
            },
            "refused by conference.moot: 2017-06-16 has not come yet",
        ),
        (
            |w| {
                let key_day = date(2015, 6, 16);
                operator(CallConference { key_day, ..call(w) }.into())
            },
            "refused by conference.moot: on 2015-06-16 no unit that sends delegates had anybody on its rolls",
        ),
        (
            |w| (person(0), call(w).into()),
            "refused: there is no unit 0",
        ),
        (
            |w| operator(elect(w, "A", &[2], &[]).into()),
            "refused by conference.moot: A unit chose its delegates on 2017-06-15",
        ),
        (
            |w| operator(elect(w, "H", &[2], &[]).into()),
            "refused by conference.moot: H unit has no seat at this conference",
        ),
        (
            |w| operator(elect(w, "B", &[7, 8, 9], &[]).into()),
            "refused by conference.moot: B unit sends 2 delegates, and 3 are named",
        ),
        (
            |w| operator(elect(w, "B", &[7], &[8, 9, 10]).into()),
            "refused by conference.moot: B unit sends 2 substitutes, and 3 are named",
        ),
        (
            |w| operator(elect(w, "B", &[], &[]).into()),
            "refused by conference.moot: no delegate is named",
        ),
        (
            |w| operator(elect(w, "B", &[11], &[]).into()),
            "refused by conference.moot: person 11 does not belong to B unit or to anything beneath it",
        ),
        (
            |w| operator(elect(w, "B", &[10], &[]).into()),
            "refused by conference.moot: person 10 has no grade from which delegates are chosen",
        ),
        (
            |w| operator(elect(w, "B", &[7, 7], &[]).into()),
            "refused by conference.moot: person 7 was named already",
        ),
        (
            |w| {
                let ballots = 8;
                let it = ElectDelegates {
                    ballots,
                    ..elect(w, "B", &[7], &[])
                };
                operator(it.into())
            },
            "refused by conference.moot: 8 ballots were cast, and 7 were entitled to vote",
        ),
        (
            |w| {
                let it = ElectDelegates {
                    ballots: 0,
                    ..elect(w, "B", &[7], &[])
                };
                operator(it.into())
            },
            "refused by conference.moot: 7 were entitled to vote and 0 ballots were cast, so nobody was chosen",
        ),
        (
            |w| {
                let it = ElectDelegates {
                    entitled: 0,
                    ballots: 0,
                    ..elect(w, "B", &[7], &[])
                };
                operator(it.into())
            },
            "refused by conference.moot: 0 were entitled to vote and 0 ballots were cast, so nobody was chosen",
        ),
        (
            |w| operator(call(w).into()),
            "refused by conference.moot: G unit has called the moot from 2017-06-25 to 2017-06-26 already",
        ),
        (
            |w| operator(strike(w, "B").into()),
            "refused by conference.moot: B unit has not chosen its delegates",
        ),
        (
            |w| operator(replace(w, 7).into()),
            "refused by conference.moot: person 7 was not chosen for this conference",
        ),
        (
            |w| operator(replace(w, 5).into()),
            "refused by conference.moot: person 5 is a substitute, and nobody gave a seat up for them",
        ),
        (
            |w| (person(7), replace(w, 3).into()),
            "refused: there is no person 3",
        ),
        (
            |w| operator(check_in(w, 3).into()),
            "refused by conference.moot: the conference is from 2017-06-25 to 2017-06-26, and 2017-06-15 is not one of its days",
        ),
        (
            |_| operator(send_out(3).into()),
            "refused by conference.moot: person 3 has not come in",
        ),
        (
            |_| operator(call_off(" ").into()),
            "refused: the reason is missing",
        ),
        (
            |_| {
                let it = CallOffConference {
                    conference: ConferenceId(7),
                    ..call_off("rain")
                };
                operator(it.into())
            },
            "refused: there is no conference 7",
        ),
        (
            |_| (person(0), call_off("rain").into()),
            "refused: there is no unit 0",
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
fn nothing_is_done_at_a_conference_that_was_called_off() {
    let mut world = world();
    world.done(person(1), call_off("the hall burnt down").into());
    assert_eq!(
        told(&world, Actor::Operator, elect(&world, "B", &[7], &[])),
        "refused by conference.moot: the conference was called off on 2017-06-15"
    );
    let again = call(&world).into();
    world.done(person(1), again);
    assert_eq!(world.state.conference_count(), 2);
}

#[test]
fn whoever_gave_up_or_left_is_not_let_in() {
    let mut world = world();
    world.done(person(0), replace(&world, 3).into());
    let (person_left, on) = (PersonId(4), world.today);
    let left = Leave {
        person: person_left,
        on,
    };
    world.done(Actor::Operator, left.into());
    world.today = OPENS;
    assert_eq!(
        told(&world, person(1), check_in(&world, 3)),
        "refused by conference.moot: person 3 gave the seat up"
    );
    assert_eq!(
        told(&world, person(1), check_in(&world, 4)),
        "refused by conference.moot: person 4 has left the organisation"
    );
    assert_eq!(
        told(&world, person(0), check_in(&world, 2)),
        "refused: there is no unit 0",
        "whoever sees no figures of the guild knows of none"
    );
}

#[test]
fn a_unit_with_seats_is_told_to_choose_until_it_has_or_the_conference_is_over() {
    use kernel::due::{DueWhat, due, due_from};
    let mut world = world();
    let told = |world: &World, unit: &str| -> Vec<Date> {
        let due = due_from(&world.state, world.today, world.unit(unit));
        let chosen = due
            .into_iter()
            .filter(|it| it.what == DueWhat::Delegates(FIRST));
        chosen.filter_map(|it| it.by).collect()
    };
    // A has chosen, the hall and the guild send nobody.
    assert_eq!(told(&world, "B"), [OPENS]);
    for silent in ["A", "H", "G"] {
        assert_eq!(told(&world, silent), Vec::<Date>::new(), "{silent}");
    }
    let keeper = due(&world.state, person(7), world.today);
    let named = keeper
        .iter()
        .find(|it| it.what == DueWhat::Delegates(FIRST));
    let named = named.unwrap();
    assert_eq!((named.unit, named.by), (world.unit("B"), Some(OPENS)));
    assert_eq!(
        Some(named.rule),
        world.charter.conferences.first().map(|it| it.rule)
    );
    world.today = ENDS;
    assert_eq!(told(&world, "B"), [OPENS], "late, and still due");
    world.today = ENDS.tomorrow().unwrap();
    assert_eq!(told(&world, "B"), Vec::<Date>::new());
    world.today = TODAY;
    let chosen = elect(&world, "B", &[7, 8], &[]).into();
    world.done(Actor::Operator, chosen);
    assert_eq!(told(&world, "B"), Vec::<Date>::new());
    world.done(person(1), call_off("rain").into());
    assert_eq!(told(&world, "C"), Vec::<Date>::new());
}
