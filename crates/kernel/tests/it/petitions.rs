//! Petitions: who may ask whom, on whose desk they lie until when, who sees
//! what of them, and that nothing is left when they are erased.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use kernel::findings::{Matter, of_unit};
use kernel::petitions::{
    AnswerPetition, Ask, AskerKey, CorrectPetitionAnswer, ErasePetitions, PassOnPetition, Petition,
    PetitionEvent, PetitionFigures, PetitionStanding, RecordPetition, Sight, StepKind, TextErased,
    WithdrawPetition, by_whom_asked, kinds_open, may_see,
};
use kernel::register::EnterRegister;
use kernel::units::{DissolveUnit, MergeUnits};
use kernel::{Actor, Command, DocumentId, Event, PetitionId, Reason, Subject, due};

use crate::fixture::{
    GUILD, TODAY, WISHES, When, World, charter, check_in, person, variant_of, variants,
};

/// Person 0 keeps A, 6 is warden of H and keeps B, 12 keeps C.
const GIVEN: &str = "
    guild G
    hall H under G
    hall J under G
    ring A under H: full+keeper full*5
    ring B under H: full+keeper+warden@H full*5
    ring C under J: full+keeper full*5
";
const SECRET: AskerKey = AskerKey([7; 32]);
const FIRST: PetitionId = PetitionId(1);

/// Two wishes wait, the second has gone up to H; a third is answered, a fourth
/// was taken back, and 16 asked for something.
pub(crate) fn world() -> World {
    let mut world = plain();
    world.done(Actor::Public, wish(&world, "A"));
    world.done(Actor::Public, wish(&world, "A"));
    world.done(person(0), pass_on(&world, 2, "H"));
    world.done(Actor::Public, wish(&world, "A"));
    world.done(person(0), answer(&world, 3));
    world.done(Actor::Public, wish(&world, "A"));
    world.done(Actor::Public, withdraw(4, Some(SECRET)));
    world.done(person(16), motion(&world, "J"));
    world
}

fn plain() -> World {
    World::under(&charter(&format!("{GUILD}{WISHES}")), GIVEN)
}

fn ask(world: &World, kind: &str, unit: &str) -> Ask {
    Ask {
        unit: world.unit(unit),
        kind: world.charter.petition_named(kind).unwrap(),
        text: "a lamp".to_owned(),
        contact: Some("by the well".to_owned()),
        key: Some(SECRET),
    }
}

fn wish(world: &World, unit: &str) -> Command {
    ask(world, "wish", unit).into()
}

fn motion(world: &World, unit: &str) -> Command {
    Ask {
        contact: None,
        key: None,
        ..ask(world, "motion", unit)
    }
    .into()
}

fn recorded(world: &World, unit: &str) -> RecordPetition {
    RecordPetition {
        unit: world.unit(unit),
        kind: world.charter.petition_named("wish").unwrap(),
        text: "a lamp".to_owned(),
        contact: None,
        key: None,
        on: world.today,
    }
}

fn pass_on(world: &World, petition: u32, to: &str) -> Command {
    PassOnPetition {
        petition: PetitionId(petition),
        to: world.unit(to),
        reason: "they have lamps".to_owned(),
        on: world.today,
    }
    .into()
}

fn answer(world: &World, petition: u32) -> Command {
    AnswerPetition {
        petition: PetitionId(petition),
        text: "it hangs".to_owned(),
        on: world.today,
    }
    .into()
}

fn correct(world: &World, petition: u32) -> Command {
    CorrectPetitionAnswer {
        petition: PetitionId(petition),
        text: "it hangs crooked".to_owned(),
        reason: "the wind".to_owned(),
        on: world.today,
    }
    .into()
}

fn withdraw(petition: u32, key: Option<AskerKey>) -> Command {
    WithdrawPetition {
        petition: PetitionId(petition),
        key,
    }
    .into()
}

fn first(world: &World) -> Petition {
    world.state.petition(FIRST).unwrap()
}

fn desk(world: &World, number: u32) -> (&str, Date) {
    let it = world.state.petition(PetitionId(number)).unwrap();
    (world.code(it.unit), it.due)
}

fn later(days: i64) -> Date {
    TODAY.checked_add(jiff::Span::new().days(days)).unwrap()
}

/// What stands in the way, each with its words and its rule.
#[expect(clippy::too_many_lines, reason = "a list, a line or a stanza a room")]
pub(crate) fn refusals() -> Vec<(When, &'static str)> {
    vec![
        (
            |world| (Actor::Public, Command::Act(vec![wish(world, "A")])),
            "refused: whoever is not signed in can only ask or apply where anybody may, and take that back",
        ),
        (
            |world| (Actor::Public, answer(world, 1)),
            "refused: whoever is not signed in can only ask or apply where anybody may, and take that back",
        ),
        (
            |world| (Actor::Public, motion(world, "H")),
            "refused by petition.motion: only members may bring a motion",
        ),
        (
            |world| (Actor::Public, wish(world, "G")),
            "refused: there is no unit 0",
        ),
        (
            |world| (person(6), motion(world, "A")),
            "refused by petition.motion: A unit takes in no motion",
        ),
        (
            |world| (person(0), motion(world, "C")),
            "refused: there is no unit 5",
        ),
        (
            |world| {
                let text = " ".to_owned();
                let it = Ask {
                    text,
                    ..ask(world, "wish", "A")
                };
                (Actor::Public, it.into())
            },
            "refused: what is asked is missing",
        ),
        (
            |world| {
                let contact = Some("x".repeat(201));
                let it = Ask {
                    contact,
                    ..ask(world, "wish", "A")
                };
                (Actor::Public, it.into())
            },
            "refused: the contact is longer than 200 characters",
        ),
        (
            |world| (person(1), recorded(world, "A").into()),
            "refused by right.wishes-keeper: you may not record a request in A unit",
        ),
        (
            |world| (person(12), answer(world, 1)),
            "refused: there is no petition 1",
        ),
        (
            |world| (person(0), answer(world, 6)),
            "refused: there is no petition 6",
        ),
        (
            |world| (person(0), answer(world, 0)),
            "refused: there is no petition 0",
        ),
        (
            // Whoever passed it on does not answer any more, and reads it no more.
            |world| (person(0), answer(world, 2)),
            "refused: there is no petition 2",
        ),
        (
            |world| (person(0), answer(world, 3)),
            "refused by petition.wish: it was answered on 2017-06-15",
        ),
        (
            |world| (person(0), pass_on(world, 4, "H")),
            "refused by petition.wish: whoever asked took it back on 2017-06-15",
        ),
        (
            |world| (person(0), correct(world, 4)),
            "refused by petition.wish: whoever asked took it back on 2017-06-15",
        ),
        (
            |world| (person(0), correct(world, 1)),
            "refused by petition.wish: it has not been answered yet",
        ),
        (
            |world| (person(0), pass_on(world, 1, "G")),
            "refused: there is no unit 0",
        ),
        (
            |world| (person(0), pass_on(world, 1, "J")),
            "refused by petition.wish: it may not be passed from A unit to J unit: \
             it goes to a unit above or to another of the same level",
        ),
        (
            |_| (Actor::Public, withdraw(1, Some(AskerKey([8; 32])))),
            "refused: there is no petition 1",
        ),
        (
            |_| (person(0), withdraw(1, None)),
            "refused: there is no petition 1",
        ),
        (
            |_| (Actor::Public, withdraw(4, Some(SECRET))),
            "refused by petition.wish: what was written in it was erased on 2017-06-15",
        ),
        (
            |_| (person(0), ErasePetitions.into()),
            "refused: only the operator of the data folder may do this",
        ),
    ]
}

#[test]
fn every_refusal_says_what_stands_in_the_way() {
    let world = world();
    let (mut seen, mut wrong) = (BTreeSet::new(), Vec::new());
    for (when, expect) in refusals() {
        let (actor, command) = when(&world);
        let outcome = world.ask(actor, command);
        let told = world.told(&outcome);
        if told != expect {
            wrong.push(format!("  {told}\nnot\n  {expect}"));
        }
        if let Reason::Petition(reason) = outcome.unwrap_err().reason {
            seen.insert(variant_of(&reason));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    let known = variants(
        include_str!("../../src/petitions/refusal.rs"),
        "PetitionRefusal",
    );
    let missing: Vec<_> = known.iter().filter(|name| !seen.contains(*name)).collect();
    assert!(known.len() > 6 && missing.is_empty(), "{missing:?}");
}

#[test]
fn anybody_asks_and_the_unit_owes_an_answer() {
    let world = plain();
    let when: When = |world| (Actor::Public, wish(world, "A"));
    check_in(&world, when, "petition 1, A: petition-taken-in");
    let mut world = world;
    let events = world.done(Actor::Public, wish(&world, "A"));
    assert_eq!(
        events[0].touches(),
        [Subject::Petition(FIRST), Subject::Unit(world.unit("A"))]
    );
    assert_eq!(desk(&world, 1), ("A", later(14)));
    assert_eq!(world.state.petitions_waiting(world.unit("A")), 1);
    let due = due::due(&world.state, person(0), TODAY);
    let owed: Vec<_> = due
        .iter()
        .filter_map(|one| match one.what {
            due::DueWhat::Petitions { waiting, late, .. } => Some((one.by, waiting, late)),
            _ => None,
        })
        .collect();
    assert_eq!(owed, [(Some(later(14)), 1, 0)]);
}

#[test]
fn whoever_lets_everybody_ask_lets_everybody_know_whom() {
    let world = plain();
    let open = |actor, unit| kinds_open(&world.state, actor, TODAY, world.unit(unit)).len();
    assert_eq!(open(Actor::Public, "A"), 1);
    assert_eq!(open(Actor::Public, "H"), 1);
    assert_eq!(open(Actor::Public, "G"), 0);
    assert_eq!(open(person(0), "H"), 2);
    assert_eq!(open(person(0), "G"), 1);
    assert_eq!(open(person(99), "G"), 0);
}

#[test]
fn who_passes_it_on_in_time_gives_the_next_a_full_term_and_late_nobody() {
    let mut world = plain();
    world.done(Actor::Public, wish(&world, "A"));
    world.done(Actor::Public, wish(&world, "A"));
    world.today = later(3);
    world.done(person(0), pass_on(&world, 1, "B"));
    assert_eq!(desk(&world, 1), ("B", later(17)));
    world.today = later(4);
    world.done(person(0), pass_on(&world, 2, "H"));
    assert_eq!(desk(&world, 2), ("H", later(14)));
    // Back to whom it came from, within three days: no new term.
    world.done(person(6), pass_on(&world, 1, "A"));
    assert_eq!(desk(&world, 1), ("A", later(17)));
    let steps = world.state.petition_steps(FIRST);
    let told: Vec<_> = steps
        .iter()
        .map(|step| (step.what, world.code(step.unit)))
        .collect();
    assert_eq!(
        told,
        [
            (StepKind::TakenIn, "A"),
            (StepKind::PassedOn, "B"),
            (StepKind::PassedOn, "A")
        ]
    );
    assert_eq!(
        world.state.petitions_of(world.unit("A")),
        [FIRST, PetitionId(2)]
    );
    assert!(kernel::invariants::broken(&world.state).is_empty());
}

#[test]
fn an_answer_that_is_late_is_a_finding_until_it_is_given() {
    let mut world = plain();
    world.done(Actor::Public, wish(&world, "A"));
    let unit = world.unit("A");
    let late = |world: &World, on| {
        of_unit(&world.state, on, unit)
            .into_iter()
            .filter(|found| matches!(found.matter, Matter::Unanswered { .. }))
            .map(|found| (found.since, found.message(&world.state, &world.charter)))
            .collect::<Vec<_>>()
    };
    assert_eq!(late(&world, later(14)), []);
    let message = "A unit has not answered wish 1, due on 2017-06-29".to_owned();
    assert_eq!(late(&world, later(20)), [(later(15), message)]);
    world.today = later(20);
    world.done(person(0), answer(&world, 1));
    assert_eq!(late(&world, later(20)), []);
    assert_eq!(first(&world).ended, Some(later(20)));
}

#[test]
fn words_are_read_where_it_lies_and_the_course_where_it_lay() {
    let world = world();
    let sees = |actor, number| may_see(&world.state, actor, TODAY, PetitionId(number));
    assert_eq!(sees(person(0), 1), Some(Sight::Whole));
    assert_eq!(sees(person(0), 2), Some(Sight::Course));
    assert_eq!(sees(person(6), 2), Some(Sight::Whole));
    assert_eq!(sees(person(6), 1), None);
    assert_eq!(sees(person(1), 1), None);
    assert_eq!(sees(Actor::Public, 1), None);
    // Whoever asked sees it, wherever it is.
    assert_eq!(sees(person(16), 5), Some(Sight::Whole));
    assert_eq!(sees(person(12), 5), None);
    let held = by_whom_asked(&world.state, FIRST, SECRET);
    assert_eq!(held.map(|it| it.id), Some(FIRST));
    assert_eq!(by_whom_asked(&world.state, FIRST, AskerKey([0; 32])), None);
    assert_eq!(
        by_whom_asked(&world.state, PetitionId(5), AskerKey([0; 32])),
        None
    );
}

#[test]
fn figures_go_up_and_stop_where_the_right_does() {
    let mut world = world();
    let sum = |world: &World, actor, unit| {
        world
            .state
            .petition_figures(actor, world.today, world.unit(unit))
    };
    let all = PetitionFigures {
        waiting: 3,
        late: 0,
        answered: 1,
        withdrawn: 1,
    };
    assert_eq!(sum(&world, Actor::Operator, "G"), all);
    let hall = PetitionFigures { waiting: 2, ..all };
    assert_eq!(sum(&world, person(6), "H"), hall);
    assert_eq!(sum(&world, person(6), "G"), hall);
    assert_eq!(sum(&world, Actor::Public, "G"), PetitionFigures::default());
    world.today = later(15);
    assert_eq!(
        sum(&world, person(6), "H"),
        PetitionFigures { late: 2, ..hall }
    );
}

#[test]
fn with_the_end_of_a_unit_its_petitions_go_to_whoever_takes_its_place() {
    let mut world = plain();
    world.done(Actor::Public, wish(&world, "J"));
    world.done(Actor::Public, wish(&world, "H"));
    world.today = later(1);
    let merge = MergeUnits {
        from: world.unit("J"),
        into: world.unit("H"),
        on: world.today,
    };
    let before = desk(&world, 1).1;
    world.done(Actor::Operator, merge.into());
    assert_eq!(desk(&world, 1), ("H", before));
    let mut register = EnterRegister::default();
    register.units = world.register("hall K under G").units;
    world.done(Actor::Operator, register.into());
    world.done(Actor::Public, wish(&world, "K"));
    let dissolve = DissolveUnit {
        unit: world.unit("K"),
        on: world.today,
    };
    world.done(Actor::Operator, dissolve.into());
    assert_eq!(desk(&world, 3).0, "G");
    assert_eq!(
        kernel::invariants::broken(&world.state),
        Vec::<String>::new()
    );
}

#[test]
fn everything_written_goes_after_the_time_and_the_course_stays() {
    let mut world = plain();
    world.done(Actor::Public, wish(&world, "A"));
    world.done(person(0), pass_on(&world, 1, "H"));
    world.done(person(6), answer(&world, 1));
    world.done(person(6), correct(&world, 1));
    world.today = later(29);
    assert_eq!(world.done(Actor::Operator, ErasePetitions.into()), []);
    world.today = later(30);
    let events = world.done(Actor::Operator, ErasePetitions.into());
    // The text, the contact, the reason, both answers, and why the second.
    let texts: Vec<TextErased> = (0..6).map(|id| TextErased(DocumentId(id))).collect();
    let [Event::Petition(PetitionEvent::Erased { texts: erased, .. })] = events.as_slice() else {
        panic!("{events:?}");
    };
    assert_eq!(*erased, texts);
    assert_eq!(world.done(Actor::Operator, ErasePetitions.into()), []);
    let it = first(&world);
    assert_eq!(
        (it.standing, it.erased),
        (PetitionStanding::Answered, Some(later(30)))
    );
    assert_eq!(world.state.petition_steps(FIRST).len(), 5);
    assert_eq!(
        world
            .ask(person(6), correct(&world, 1))
            .unwrap_err()
            .reason
            .to_string(),
        "what was written in it was erased on 2017-07-15"
    );
}

#[test]
fn whoever_takes_it_back_has_it_erased_at_once() {
    let mut world = world();
    let events = world.done(Actor::Public, withdraw(1, Some(SECRET)));
    let names: Vec<&str> = events.iter().map(Event::name).collect();
    assert_eq!(names, ["petition-withdrawn", "petition-erased"]);
    // An answered one is answered for ever, and its words go all the same.
    let events = world.done(Actor::Public, withdraw(3, Some(SECRET)));
    let names: Vec<&str> = events.iter().map(Event::name).collect();
    assert_eq!(names, ["petition-erased"]);
    // A member needs no secret, and nobody finds their number there afterwards.
    world.done(person(16), withdraw(5, None));
    let it = world.state.petition(PetitionId(5)).unwrap();
    assert_eq!((it.standing, it.asker), (PetitionStanding::Withdrawn, None));
    assert!(kernel::invariants::broken(&world.state).is_empty());
}

#[test]
fn one_made_in_person_is_recorded_for_the_day_it_was_made() {
    let mut world = plain();
    let it = RecordPetition {
        on: date(2017, 6, 1),
        ..recorded(&world, "A")
    };
    world.done(person(0), it.into());
    assert_eq!(first(&world).due, date(2017, 6, 15));
    assert_eq!(
        world.state.petition_steps(FIRST)[0].what,
        StepKind::Recorded
    );
}
