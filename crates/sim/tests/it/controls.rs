//! Negative controls: each check is shown something broken and has to say so,
//! and a broken kernel has to be found, made small and told.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use kernel::meetings::MeetingEvent;
use kernel::members::MemberEvent;
use kernel::units::{RenameUnit, UnitEvent};
use kernel::{Actor, Command, Event, PersonId, Refusal, Request, State, UnitId, decide};
use kernel::{findings, rights};
use sim::auditor::Auditor;
use sim::exploration::{Broken, Care, Failure, Hands, Journey, Promise, Walk, travel};
use sim::shrinking::shrink;
use sim::workload::Workload;
use sim::{case, invariants};

use crate::exploration::{APIARY, charter_of};

/// The apiary's first articles: what controls break are units, people and meetings, and
/// the walks that break them stay the same whatever other rooms are added behind.
fn plain() -> &'static str {
    APIARY
        .split_once("\n## Article 20.")
        .map_or(APIARY, |(first, _)| first)
}

/// A sound walk of so many requests.
fn walk(seed: u64, requests: u32) -> Walk {
    let mut workload = Workload::new(&charter_of(plain()), seed);
    let mut walk = Walk::new(Hands::sound(), Care::Requests(u32::MAX));
    for _ in 0..requests {
        let request = workload.next(walk.state());
        assert_eq!(walk.step(&request, false), []);
    }
    walk
}

/// What the auditor says of a kernel that missed one event.
fn said_of_missing(events: &[Event], missed: usize) -> Vec<String> {
    let (mut state, mut auditor) = (State::default(), Auditor::default());
    for (at, event) in events.iter().enumerate().take(missed + 1) {
        auditor.enter(event);
        if at != missed {
            state.apply(event);
        }
    }
    auditor.differences(&state)
}

#[test]
fn the_auditor_notices_every_kind_of_event_that_is_missed() {
    let mut kinds: BTreeSet<&str> = BTreeSet::new();
    for seed in 1..=12 {
        let walk = walk(seed, 400);
        for (at, event) in walk.events().iter().enumerate() {
            let kind = event.name();
            if kinds.contains(&(kind)) && at % 97 != 0 {
                continue;
            }
            let differences = said_of_missing(walk.events(), at);
            // Taking a name one already has changes nothing, and so do its like.
            if !differences.is_empty() {
                kinds.insert(kind);
            }
        }
    }
    assert!(kinds.len() >= 17, "{kinds:?}");
}

#[test]
fn every_invariant_can_go_red() {
    // One in which somebody left: a replay that forgets it has to be told from a whole one.
    let walks = (5..30).map(|seed| walk(seed, 120));
    let left = |walk: &Walk| walk.events().iter().any(|it| it.name() == "member-left");
    let walk = { walks }.find(left).unwrap();
    let (state, events) = (walk.state(), walk.events());
    let today = jiff::civil::date(2023, 1, 1);
    let top = state.top_unit().unwrap();
    // One top.
    assert_eq!(invariants::one_top(state), Vec::<String>::new());
    let mut two_tops = state.clone();
    let mut second = events
        .iter()
        .find(|event| event.name() == "unit-founded")
        .cloned()
        .unwrap();
    if let Event::Unit(UnitEvent::Founded { unit, code, .. }) = &mut second {
        (*unit, *code) = (UnitId(state.unit_count()), "second".to_owned());
    }
    two_tops.apply(&second);
    assert_eq!(invariants::one_top(&two_tops).len(), 1);
    // Findings.
    let mut whole = findings::check(state, today);
    assert!(!whole.is_empty());
    assert!(invariants::findings_by_unit(state, today, &whole).is_empty());
    whole.pop();
    assert_eq!(invariants::findings_by_unit(state, today, &whole).len(), 2);
    // Deciding changes nothing.
    assert!(invariants::without_trace(&state.to_columns(), state).is_empty());
    assert_eq!(
        invariants::without_trace(&state.to_columns(), &two_tops).len(),
        1
    );
    // Replay.
    assert!(invariants::replayed(state, events, State::apply).is_empty());
    assert_eq!(
        invariants::replayed(state, &events[1..], State::apply).len(),
        1
    );
    let forgetful: fn(&mut State, &Event) = |state, event| {
        if event.name() != "member-left" {
            state.apply(event);
        }
    };
    assert_eq!(invariants::replayed(state, events, forgetful).len(), 1);
    // The same answer.
    let none = Ok(Vec::new());
    assert!(invariants::decided_the_same(&none, &none).is_empty());
    assert_eq!(
        invariants::decided_the_same(&none, &Ok(vec![second])).len(),
        1
    );
    // Rights.
    let nobody = PersonId(u32::MAX);
    assert!(invariants::rights_have_a_seat(state, today, nobody, rights::may).is_empty());
    let everybody = invariants::rights_have_a_seat(state, today, nobody, |_, _, _, _, _| true);
    assert!(everybody[0].contains("from nowhere"), "{everybody:?}");
    let no_one = invariants::rights_have_a_seat(state, today, nobody, |_, _, _, _, _| false);
    assert!(no_one[0].contains("the operator may not"), "{no_one:?}");
    assert!(rights::may(
        state,
        Actor::Operator,
        today,
        charter::Action::SeeRoll,
        top
    ));
}

/// The columns that no event can break stand near the end of the bytes of a state:
/// since when units are outside their range and, before it, when they last met.
#[test]
fn a_day_changed_in_the_columns_is_noticed() {
    let walk = walk(5, 200);
    let state = walk.state();
    let editions = state
        .editions()
        .iter()
        .map(|edition| (edition.sha256, Arc::clone(&edition.charter)))
        .collect();
    let bytes = state.to_columns();
    let sound = State::from_columns(&bytes, &editions).unwrap();
    assert_eq!(kernel::invariants::broken(&sound), Vec::<String>::new());
    let mut said = BTreeSet::new();
    let days = state.unit_count() as usize * 2;
    // Between the two stand the few bytes of rooms in which nothing has happened.
    for at in (bytes.len() - days * 2).saturating_sub(4096)..bytes.len() - 4 {
        let mut changed = bytes.clone();
        changed[at] = if changed[at] == 0 { 70 } else { 0 };
        if let Ok(state) = State::from_columns(&changed, &editions) {
            said.extend(kernel::invariants::broken(&state));
        }
    }
    for words in ["since when unit", "the last meeting of unit"] {
        assert!(
            said.iter().any(|it| it.starts_with(words)),
            "{words}: {said:?}"
        );
    }
}

#[test]
fn a_plan_that_is_refused_is_noticed() {
    let refusing: fn(&mut State, &Request) -> Result<Vec<Event>, Refusal> =
        |_, _| Err(kernel::Reason::NotAMember.into());
    let sound = Hands::sound().decide;
    let red = (1..40).find(|seed| {
        let walk = walk(*seed, 60);
        let today = jiff::civil::date(2023, 1, 1);
        let plan = |answer| {
            invariants::plan_can_be_carried_out(walk.state(), Actor::Operator, today, answer)
        };
        assert!(plan(sound).is_empty());
        !plan(refusing).is_empty()
    });
    assert!(red.is_some(), "no plan was ever made");
}

/// What a broken kernel comes to under the charter of the apiaries, walk by walk.
fn failures(hands: Hands) -> impl Iterator<Item = Failure> {
    let charter = charter_of(plain());
    (1..30).filter_map(move |seed| {
        let journey = Journey {
            charter: Arc::clone(&charter),
            seed,
            commands: 300,
            care: Care::Requests(25),
        };
        travel(&journey, hands).err().map(|failure| *failure)
    })
}

/// The first of them.
fn found(hands: Hands) -> Failure {
    failures(hands)
        .next()
        .expect("nobody noticed that the kernel is broken")
}

fn promises(broken: &[Broken]) -> BTreeSet<Promise> {
    broken.iter().map(|it| it.promise).collect()
}

/// A kernel that does something else with one kind of event.
#[track_caller]
fn is_found_and_made_small(apply: fn(&mut State, &Event), requests_max: usize) {
    let hands = Hands {
        apply,
        ..Hands::sound()
    };
    // What came with a second register has no words in a case.
    let (failure, shrunk) = failures(hands)
        .map(|failure| {
            let shrunk = shrink(&failure, hands);
            (failure, shrunk)
        })
        .find(|(_, shrunk)| shrunk.case.contains("\nwhen "))
        .expect("nobody noticed that the kernel is broken");
    assert!(
        promises(&failure.broken).contains(&Promise::Auditor),
        "{failure}"
    );
    let count = shrunk.failure.requests.len();
    assert!(count <= requests_max, "{count} requests: {}", shrunk.case);
    assert!(!shrunk.failure.broken.is_empty());
    // The case can be put into the charter, and holds where nothing is broken.
    let text = format!("{}\n{}", plain(), shrunk.case);
    let charter = charter_of(&text);
    let outcome = case::run(&charter, charter.cases.last().unwrap());
    assert!(outcome.holds(), "{:?}\n{}", outcome.failures, shrunk.case);
    assert!(shrunk.case.lines().count() < 50, "{}", shrunk.case);
}

#[test]
fn a_kernel_that_forgets_leaving_is_found() {
    let forgets: fn(&mut State, &Event) = |state, event| {
        if event.name() != "member-left" {
            state.apply(event);
        }
    };
    is_found_and_made_small(forgets, 4);
}

#[test]
fn a_kernel_that_brings_people_to_the_wrong_unit_is_found() {
    is_found_and_made_small(
        |state, event| {
            let mut event = event.clone();
            if let Event::Member(MemberEvent::Transferred { from, to, .. }) = &mut event {
                *to = *from;
            }
            state.apply(&event);
        },
        4,
    );
}

#[test]
fn a_kernel_that_keeps_posts_filled_is_found() {
    is_found_and_made_small(
        |state, event| {
            if event.name() != "post-laid-down" {
                state.apply(event);
            }
        },
        4,
    );
}

#[test]
fn a_kernel_that_records_the_wrong_day_is_found() {
    is_found_and_made_small(
        |state, event| {
            let mut event = event.clone();
            if let Event::Meeting(MeetingEvent::Recorded { record, .. }) = &mut event {
                record.on = record.on.yesterday().unwrap();
            }
            state.apply(&event);
        },
        4,
    );
}

#[test]
fn a_kernel_that_puts_units_elsewhere_is_found() {
    is_found_and_made_small(
        |state, event| {
            let mut event = event.clone();
            if let Event::Unit(UnitEvent::Moved { parent, .. }) = &mut event {
                *parent = UnitId(0);
            }
            state.apply(&event);
        },
        5,
    );
}

#[test]
fn a_refusal_that_leaves_a_trace_is_found() {
    let failure = found(Hands {
        decide: |state, request| {
            let answer = decide(state, request);
            if answer.is_err() {
                state.apply(&Event::Member(MemberEvent::Registered {
                    person: PersonId(state.person_count()),
                }));
            }
            answer
        },
        ..Hands::sound()
    });
    let promises = promises(&failure.broken);
    let noticed = promises.contains(&Promise::WithoutTrace) || promises.contains(&Promise::Auditor);
    assert!(noticed, "{failure}");
}

#[test]
fn a_kernel_of_two_minds_is_found() {
    static ASKED: AtomicU32 = AtomicU32::new(0);
    let failure = found(Hands {
        decide: |state, request| {
            let other = Command::from(RenameUnit {
                unit: UnitId(u32::MAX),
                name: String::new(),
                on: request.today,
            });
            let mut request = request.clone();
            if ASKED.fetch_add(1, Ordering::Relaxed) % 5 == 4 {
                request.command = other;
            }
            decide(state, &request)
        },
        ..Hands::sound()
    });
    assert!(
        promises(&failure.broken).contains(&Promise::DecidedTheSame),
        "{failure}"
    );
}

#[test]
fn a_kernel_that_falls_over_is_found_and_the_command_walks_there_again() {
    let hands = Hands {
        apply: |state, event| {
            assert!(event.name() != "unit-dissolved", "a fall on purpose");
            state.apply(event);
        },
        ..Hands::sound()
    };
    let failure = found(hands);
    assert_eq!(
        promises(&failure.broken),
        BTreeSet::from([Promise::NoPanic])
    );
    let command = failure.replay_command("apiary.md");
    let number = |word: &str| -> u64 {
        let (_, rest) = command.split_once(word).unwrap();
        rest.split_whitespace().next().unwrap().parse().unwrap()
    };
    let again = travel(
        &Journey {
            charter: charter_of(plain()),
            seed: number("--seed "),
            commands: u32::try_from(number("--commands ")).unwrap(),
            care: Care::EveryEvent,
        },
        hands,
    );
    let again = again.expect_err("the walk went well");
    assert_eq!(again.requests, failure.requests);
    assert!(shrink(&failure, hands).failure.requests.len() <= 5);
}
