//! Proceedings: opened, signed, decided, dropped, ended by time; and every
//! reason why not, with its words.

use jiff::civil::{Date, date};
use kernel::procedures::{
    Course, DecideStep, DropProceeding, LetTimeDecide, OpenProceeding, SponsorProceeding,
    StopSponsoring, Votes,
};
use kernel::{Actor, Command, PersonId, ProceedingId, UnitId, findings};

use crate::commands::{leave, promote, transfer};
use crate::fixture::{FLOW, GUILD, TODAY, When, World, charter, operator, person};

pub(crate) const PROCEDURES: &str = include_str!("procedures.md");

const GIVEN: &str = "
    guild G
    hall H under G
    ring A under H: full+keeper full+warden@H full*4 novice
    ring B under H: full+keeper full*4
";

/// An applicant knocks at A, and somebody who walks is on the way.
pub(crate) fn world() -> World {
    let mut world = World::under(&charter(&format!("{GUILD}{FLOW}{PROCEDURES}")), GIVEN);
    world.done(Actor::Operator, open(&world, "door", None, None));
    world
}

pub(crate) fn open(world: &World, id: &str, who: Option<u32>, to: Option<&str>) -> Command {
    open_in(world, "A", id, who, to)
}

pub(crate) fn open_in(
    world: &World,
    unit: &str,
    id: &str,
    who: Option<u32>,
    to: Option<&str>,
) -> Command {
    Command::from(OpenProceeding {
        procedure: world.charter.procedure_named(id).unwrap(),
        unit: world.unit(unit),
        person: who.map(PersonId),
        to: to.map(|to| world.unit(to)),
        key: None,
        on: world.today,
    })
}

pub(crate) fn sign(world: &World, number: u32, sponsor: u32) -> Command {
    Command::from(SponsorProceeding {
        proceeding: ProceedingId(number),
        sponsor: PersonId(sponsor),
        on: world.today,
    })
}

fn unsign(world: &World, number: u32, sponsor: u32) -> Command {
    Command::from(StopSponsoring {
        proceeding: ProceedingId(number),
        sponsor: PersonId(sponsor),
        on: world.today,
    })
}

pub(crate) fn decide(world: &World, number: u32, step: u8, outcome: u8) -> Command {
    Command::from(DecideStep {
        proceeding: ProceedingId(number),
        step,
        outcome,
        votes: None,
        on: world.today,
    })
}

pub(crate) fn vote(world: &World, number: u32, outcome: u8, votes: [u32; 4]) -> Command {
    let [present, in_favour, against, abstaining] = votes;
    Command::from(DecideStep {
        proceeding: ProceedingId(number),
        step: 1,
        outcome,
        votes: Some(Votes {
            entitled: None,
            present,
            in_favour,
            against,
            abstaining,
        }),
        on: world.today,
    })
}

pub(crate) fn drop_it(world: &World, number: u32) -> Command {
    Command::from(DropProceeding {
        proceeding: ProceedingId(number),
        key: None,
        on: world.today,
    })
}

pub(crate) fn time(number: u32) -> Command {
    Command::from(LetTimeDecide {
        proceeding: ProceedingId(number),
    })
}

/// Somebody of A is on the way to B, and somebody has signed for an applicant.
pub(crate) fn under_way() -> World {
    let mut world = world();
    world.done(Actor::Operator, sign(&world, 0, 2));
    world.done(Actor::Operator, open(&world, "walk", Some(6), Some("B")));
    world
}

/// The applicant, whose number comes after all the others.
pub(crate) const APPLICANT: u32 = 12;

pub(crate) fn signed() -> World {
    let mut world = world();
    for sponsor in [0, 1] {
        world.done(Actor::Operator, sign(&world, 0, sponsor));
    }
    world
}

pub(crate) fn agreed() -> World {
    let mut world = signed();
    world.done(Actor::Operator, vote(&world, 0, 0, [5, 4, 1, 0]));
    world
}

pub(crate) fn course(world: &World, number: u32) -> Course {
    world.state.proceeding(ProceedingId(number)).unwrap().course
}

#[track_caller]
pub(crate) fn refused(world: &World, actor: Actor, command: Command) -> String {
    world.ask(actor, command).unwrap_err().reason.to_string()
}

#[test]
fn an_applicant_comes_in_by_all_the_steps() {
    let mut world = agreed();
    assert!(world.state.membership(PersonId(APPLICANT)).is_none());
    world.done(person(1), decide(&world, 0, 2, 0));
    assert_eq!(course(&world, 0), Course::Done);
    let membership = world.state.membership(PersonId(APPLICANT)).unwrap();
    assert_eq!(membership.grade, world.grade("novice"));
    assert_eq!(membership.unit, world.unit("A"));
    let decisions: Vec<_> = world.state.decisions_of(ProceedingId(0)).collect();
    assert_eq!(decisions.len(), 2);
    assert_eq!(decisions[0].by, world.unit("H"));
    let tally = decisions[1].tally.unwrap();
    assert_eq!(
        (tally.entitled, tally.needed, tally.carried()),
        (6, Some(3), true)
    );
}

#[test]
fn without_the_majority_it_comes_to_what_the_charter_says() {
    let mut world = signed();
    world.done(Actor::Operator, vote(&world, 0, 0, [6, 3, 3, 0]));
    assert_eq!(course(&world, 0), Course::Ended);
    assert!(world.state.membership(PersonId(APPLICANT)).is_none());
}

#[test]
fn what_follows_without_a_majority_is_not_entered_with_one() {
    let mut world = signed();
    let said = refused(&world, Actor::Operator, vote(&world, 0, 1, [6, 5, 1, 0]));
    assert!(said.contains("follows only without one"), "{said}");
    world.done(Actor::Operator, vote(&world, 0, 1, [6, 1, 5, 0]));
    assert_eq!(course(&world, 0), Course::Ended);
}

#[test]
fn who_may_sign_is_known_before_they_do() {
    let mut world = world();
    let may = |world: &World, who| {
        let state = &world.state;
        state.may_sponsor(ProceedingId(0), PersonId(who), world.today)
    };
    assert!(may(&world, 0) && may(&world, 1) && !may(&world, APPLICANT));
    world.done(Actor::Operator, sign(&world, 0, 0));
    assert!(!may(&world, 0) && may(&world, 1));
}

#[test]
fn a_signature_taken_back_leads_back_to_signing() {
    let mut world = signed();
    world.done(person(1), unsign(&world, 0, 1));
    assert!(matches!(course(&world, 0), Course::At(step) if step.step == 0));
    let active = |world: &World| {
        let all = world.state.sponsors_of(ProceedingId(0));
        all.filter(|one| one.until.is_none()).count()
    };
    assert_eq!(active(&world), 1);
    world.done(person(2), sign(&world, 0, 2));
    assert_eq!(active(&world), 2);
    assert!(matches!(course(&world, 0), Course::At(step) if step.step == 1));
}

#[test]
fn time_lapses_a_step_counts_for_another_and_is_a_finding_for_the_third() {
    let mut names = world();
    names.today = date(2017, 7, 16);
    assert!(refused(&names, Actor::Operator, sign(&names, 0, 0)).contains("lapsed"));
    assert!(
        findings::of_unit(&names.state, names.today, names.unit("A"))
            .iter()
            .all(|it| it.message(&names.state, &names.charter) != "knock")
    );
    names.done(Actor::Operator, time(0));
    assert_eq!(course(&names, 0), Course::Lapsed);

    let mut circle = signed();
    circle.today = date(2017, 8, 15);
    let late = |world: &World, unit: &str| {
        let found = findings::of_unit(&world.state, world.today, world.unit(unit));
        let rule = world.charter.procedures[0].rule;
        found.into_iter().filter(|it| it.rule == rule).count()
    };
    assert_eq!((late(&circle, "A"), late(&circle, "H")), (1, 0));
    assert!(refused(&circle, Actor::Operator, time(0)).contains("no time has passed"));
    circle.done(Actor::Operator, vote(&circle, 0, 0, [6, 6, 0, 0]));
    assert_eq!(late(&circle, "A"), 0);

    circle.today = date(2017, 9, 16);
    assert_eq!((late(&circle, "A"), late(&circle, "H")), (0, 1));
    let said = refused(&circle, Actor::Operator, decide(&circle, 0, 2, 1));
    assert!(said.contains("counts as: yes"), "{said}");
    circle.done(Actor::Operator, time(0));
    let since = circle.state.membership(PersonId(APPLICANT)).unwrap().joined;
    assert_eq!(since, date(2017, 9, 16));
}

#[test]
fn what_is_open_about_a_member_goes_along_and_ends_with_leaving() {
    let mut world = world();
    world.done(Actor::Operator, open(&world, "walk", Some(6), Some("B")));
    let unit = |world: &World| world.state.proceeding(ProceedingId(1)).unwrap().unit;
    assert_eq!(unit(&world), world.unit("A"));
    world.done(Actor::Operator, transfer(&world, 6, "B"));
    assert_eq!(unit(&world), world.unit("B"));
    let listed = |world: &World, code: &str| -> Vec<u32> {
        let here = world.state.proceedings_in(world.unit(code));
        here.map(|it| it.id.0).collect()
    };
    assert_eq!(
        (listed(&world, "A"), listed(&world, "B")),
        (vec![0], vec![1])
    );
    world.done(Actor::Operator, leave(6));
    assert_eq!(course(&world, 1), Course::Dropped);
    let bytes = world.state.to_columns();
    let editions = [([1; 32], world.charter.clone())].into();
    let again = kernel::State::from_columns(&bytes, &editions);
    if let Ok(again) = again {
        assert_eq!(
            again.proceeding(ProceedingId(1)),
            world.state.proceeding(ProceedingId(1))
        );
        assert_eq!(
            again.open_proceeding_count(),
            world.state.open_proceeding_count()
        );
    }
}

#[test]
fn a_longer_wait_holds_for_every_way_to_the_next_grade() {
    let mut world = world();
    world.done(Actor::Operator, open(&world, "walk", Some(6), Some("B")));
    let before = world.state.waits_until(PersonId(6), world.today);
    world.done(Actor::Operator, decide(&world, 1, 0, 1));
    let after = world.state.waits_until(PersonId(6), world.today);
    let three = jiff::Span::new().months(3);
    assert_eq!(after, before.map(|on: Date| on.saturating_add(three)));
    assert_eq!(world.state.wait_extended(PersonId(6)), 3);
    let mut later = world.clone();
    later.today = before.unwrap().max(later.today);
    if after.is_some_and(|after| later.today < after) {
        let said = refused(
            &later,
            Actor::Operator,
            promote(&later, 6, "full", later.today),
        );
        assert!(said.contains("waiting time"), "{said}");
    }
}

#[test]
fn what_nobody_may_know_of_is_not_found() {
    let world = signed();
    let said = refused(&world, person(7), drop_it(&world, 0));
    assert!(said.contains("no proceeding 0"), "{said}");
    let same = refused(&world, person(7), drop_it(&world, 9)).replace('9', "0");
    assert_eq!(said, same);
}

/// Every reason why not, each as it is asked of [`world`].
pub(crate) fn cases() -> Vec<(When, &'static str)> {
    vec![
        (
            |world| operator(open_in(world, "H", "door", None, None)),
            "no knock at the door is opened in",
        ),
        (
            |world| operator(open(world, "walk", None, Some("B"))),
            "a walk is about somebody who belongs to the unit",
        ),
        (
            |world| operator(open(world, "door", Some(APPLICANT), None)),
            "a knock at the door is open already: proceeding 0",
        ),
        (
            |world| operator(open(world, "walk", Some(6), None)),
            "say which unit the person wants to go to",
        ),
        (
            |world| operator(decide(world, 9, 0, 0)),
            "there is no proceeding 9",
        ),
        (
            |world| operator(decide(world, 0, 1, 0)),
            "this knock at the door stands at another step: two sign",
        ),
        (
            |world| operator(decide(world, 0, 0, 0)),
            "this step is over when enough have signed as sponsors",
        ),
        (
            |_| operator(time(0)),
            "no time has passed that decides this step",
        ),
        (
            |world| operator(sign(world, 0, 6)),
            "person 6 may not sign: members of this grade do not sign",
        ),
        (
            |world| operator(sign(world, 0, APPLICANT)),
            "person 12 may not sign: nobody signs for themselves",
        ),
        (
            |world| operator(unsign(world, 0, 1)),
            "person 1 has not signed",
        ),
        (
            |world| (person(2), decide(world, 0, 0, 0)),
            "this step is not yours: two sign, the sponsors",
        ),
    ]
}

#[test]
fn every_reason_is_given_in_words() {
    let world = world();
    for (when, words) in cases() {
        let (actor, command) = when(&world);
        let said = refused(&world, actor, command);
        assert!(said.contains(words), "{said:?} and not {words:?}");
    }
}

#[test]
fn votes_have_to_add_up_and_a_quorum_to_be_there() {
    let world = signed();
    let asked = |votes| refused(&world, Actor::Operator, vote(&world, 0, 0, votes));
    assert!(asked([0, 0, 0, 0]).contains("nobody with a vote"));
    assert!(asked([7, 7, 0, 0]).contains("than have one"));
    assert!(asked([5, 4, 2, 0]).contains("more votes were cast"));
    let said = refused(&world, Actor::Operator, decide(&world, 0, 1, 0));
    assert!(said.contains("votes are counted"), "{said}");
    let said = refused(&world, Actor::Operator, decide(&world, 0, 1, 9));
    assert!(said.contains("no such outcome"), "{said}");
    let over = agreed();
    let said = refused(&over, Actor::Operator, vote(&over, 0, 0, [5, 4, 1, 0]));
    assert!(said.contains("another step"), "{said}");
    let said = refused(&over, Actor::Operator, sign(&over, 0, 3));
    assert!(said.contains("nobody signs"), "{said}");
    assert_eq!(over.unit("H"), UnitId(1));
    assert_eq!(over.today, TODAY);
}

#[test]
fn a_unit_that_is_looked_at_is_a_subject_too() {
    let mut world = world();
    world.done(person(0), open(&world, "visit", None, None));
    world.done(person(0), decide(&world, 1, 0, 0));
    assert_eq!(course(&world, 1), Course::Done);
    assert!(refused(&world, Actor::Operator, drop_it(&world, 1)).contains("came to its end"));
}
