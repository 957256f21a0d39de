//! Two numbers of one person: the one gives up its place and nothing else, and
//! gets it back when that was a mistake.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use kernel::members::{Leave, MergeMembers, MergingRefusal, PartMembers};
use kernel::{Actor, Command, PersonId, Reason, State};

use crate::commands::*;
use crate::fixture::{TODAY, World, check, check_in, operator, person, variant_of, variants};
use crate::{conferences, dues, petitions, procedures};

/// p0 keeps A, p4 keeps B and is warden of the hall.
const GIVEN: &str = "
    guild G
    hall H under G
    ring A under H: full+keeper novice*2 friend
    ring B under H: full+keeper+warden@H novice*2 full
";

pub(crate) fn merge(former: u32, kept: u32) -> Command {
    Command::from(MergeMembers {
        former: PersonId(former),
        kept: PersonId(kept),
        on: TODAY,
    })
}

fn part(former: u32) -> Command {
    let former = PersonId(former);
    Command::from(PartMembers { former, on: TODAY })
}

/// p5 of B is p1 of A.
fn merged() -> World {
    let mut world = World::of(GIVEN);
    world.done(Actor::Operator, merge(5, 1));
    world
}

/// What anybody can ask about who belongs where.
fn belonging(state: &State) -> Vec<String> {
    let people = (0..state.person_count()).map(PersonId);
    let mut told: Vec<String> = people
        .map(|it| format!("{it} {:?}", state.membership(it)))
        .collect();
    for unit in state.standing_units() {
        let roll: Vec<PersonId> = state.roll(unit).collect();
        told.push(format!("{unit} {roll:?} {}", state.roll_count(unit)));
    }
    told
}

#[test]
fn a_second_number_gives_up_its_place_and_nothing_else() {
    check(GIVEN, |_| operator(merge(5, 1)), "p5 is p1");
    let world = merged();
    assert_eq!(world.roll("B"), [4, 6, 7]);
    let known = world.state.former_number(PersonId(5)).unwrap();
    assert_eq!(
        (known.kept, known.place.unit),
        (PersonId(1), world.unit("B"))
    );
    let of: Vec<_> = world.state.former_numbers_of(PersonId(1)).collect();
    assert_eq!(of, [known]);
    assert_eq!(world.state.membership(PersonId(5)), None);
    // Whoever may know the person may know the number too, and nobody else.
    let sees = |viewer| kernel::rights::may_see_person(&world.state, viewer, TODAY, PersonId(5));
    assert!(sees(person(1)) && sees(person(0)) && sees(Actor::Operator));
    assert!(!sees(person(6)));
}

#[test]
fn a_former_number_gets_no_place_of_its_own() {
    let world = merged();
    let refused = "refused by belonging: No. 5 is a former number of No. 1";
    check_in(
        &world,
        |w| operator(admit(w, Some(5), "B", "novice", TODAY)),
        refused,
    );
    check_in(&world, |_| operator(merge(5, 6)), refused);
    let mut register = world.register("ring A under H: novice");
    register.units.clear();
    register.people[0].person = Some(PersonId(5));
    let refusal = world
        .ask(Actor::Operator, Command::EnterRegister(register))
        .unwrap_err();
    assert!(matches!(refusal.reason, Reason::RegisterFaults(faults) if faults.len() == 1));
}

#[test]
fn parting_gives_back_what_was() {
    let world = World::of(GIVEN);
    let before = belonging(&world.state);
    let mut world = merged();
    assert_ne!(belonging(&world.state), before);
    check_in(&world, |_| operator(part(5)), "p5 is not p1");
    world.done(Actor::Operator, part(5));
    assert_eq!(belonging(&world.state), before);
    assert_eq!(world.state.former_numbers().count(), 0);
    // It can be found out again, and taken back again.
    world.done(Actor::Operator, merge(5, 2));
    assert_eq!(
        world.state.former_number(PersonId(5)).unwrap().kept,
        PersonId(2)
    );
    world.done(Actor::Operator, part(5));
    assert_eq!(belonging(&world.state), before);
}

#[test]
fn what_was_found_out_outlasts_a_snapshot() {
    let world = merged();
    let mut again = World::of(GIVEN);
    let editions = BTreeMap::from([([1; 32], Arc::clone(&world.charter))]);
    again.state = State::from_columns(&world.state.to_columns(), &editions).unwrap();
    assert_eq!(
        again.state.former_number(PersonId(5)),
        world.state.former_number(PersonId(5))
    );
    again.done(Actor::Operator, part(5));
    assert_eq!(again.roll("B"), [4, 5, 6, 7]);
}

#[test]
fn whoever_leaves_takes_the_cards_of_former_numbers_along() {
    let mut world = merged();
    let leaves = || {
        Command::from(Leave {
            person: PersonId(1),
            on: TODAY,
        })
    };
    assert_eq!(
        world.told(&world.ask(person(1), leaves())),
        "p1 leaves A\np5 goes with p1"
    );
    world.done(person(1), leaves());
    check_in(
        &world,
        |_| operator(part(5)),
        "refused by belonging: the person left, and nothing of No. 5 can be given back",
    );
    let back = admit(&world, Some(1), "B", "novice", TODAY);
    world.done(Actor::Operator, back);
    assert_eq!(
        world.told(&world.ask(person(1), leaves())),
        "p1 leaves B",
        "what is gone is not erased twice"
    );
}

#[test]
fn posts_of_both_are_not_guessed_at() {
    for (former, kept, refused) in [
        (
            4,
            0,
            "both numbers hold posts at the same time, in H unit and in A unit",
        ),
        (4, 1, "No. 4 holds a post in H unit"),
    ] {
        let world = World::of(GIVEN);
        let told = world.told(&world.ask(Actor::Operator, merge(former, kept)));
        assert_eq!(told, format!("refused by belonging: {refused}"));
    }
    check(GIVEN, |_| operator(merge(6, 4)), "p6 is p4");
    check(
        GIVEN,
        |_| operator(merge(6, 6)),
        "refused by belonging: these are one number, No. 6",
    );
    let mut world = merged();
    check_in(
        &world,
        |_| operator(merge(1, 2)),
        "refused by belonging: No. 1 has former numbers of its own",
    );
    check_in(
        &world,
        |_| operator(part(6)),
        "refused by belonging: No. 6 is nobody's former number",
    );
    let away = [
        transfer(&world, 4, "A"),
        transfer(&world, 6, "A"),
        transfer(&world, 7, "A"),
    ];
    for command in away {
        world.done(Actor::Operator, command);
    }
    let dissolved = dissolve(&world, "B");
    world.done(Actor::Operator, dissolved);
    check_in(
        &world,
        |_| operator(part(5)),
        "refused by belonging: B unit, where this number had its place, takes nobody any more",
    );
}

#[test]
fn one_post_held_by_both_at_once_speaks_of_two_people() {
    let mut world = World::of("guild G\n hall H under G\n ring A under H: full+keeper full full*3");
    for command in [
        lay_down(&world, 0, "A", "keeper"),
        take_up(&world, 1, "A", "keeper"),
    ] {
        world.done(Actor::Operator, command);
    }
    let lay_down = lay_down(&world, 1, "A", "keeper");
    world.done(Actor::Operator, lay_down);
    let told = world.told(&world.ask(Actor::Operator, merge(1, 0)));
    assert_eq!(told, "p1 is p0", "one after the other is no contradiction");
}

/// A register says that two keep one ring; the one has laid it down since.
fn held_at_once() -> World {
    let given = "guild G\n hall H under G\n ring A under H: full+keeper*2 full*3";
    let mut world = World::of(given);
    let command = lay_down(&world, 1, "A", "keeper");
    world.done(Actor::Operator, command);
    world
}

/// Why anybody is not merged into anybody, in worlds in which much is open.
#[test]
fn no_reason_against_merging_is_without_a_case() {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut look = |world: &World, command: Command| {
        if let Err(refusal) = world.ask(Actor::Operator, command)
            && let Reason::Merging(reason) = refusal.reason
        {
            seen.insert(variant_of(&reason));
        }
    };
    let mut gone = merged();
    gone.done(Actor::Operator, leave(1));
    let mut settled = merged();
    for person in [4, 6, 7] {
        let away = transfer(&settled, person, "A");
        settled.done(Actor::Operator, away);
    }
    let dissolved = dissolve(&settled, "B");
    settled.done(Actor::Operator, dissolved);
    let worlds = [
        merged(),
        gone,
        settled,
        held_at_once(),
        procedures::under_way(),
        petitions::world(),
        conferences::world(),
        dues::owing(),
    ];
    for world in &worlds {
        let people = 0..world.state.person_count();
        for former in people.clone() {
            look(world, part(former));
            for kept in people.clone() {
                let on = world.today;
                let (former, kept) = (PersonId(former), PersonId(kept));
                look(world, MergeMembers { former, kept, on }.into());
            }
        }
    }
    let known = variants(
        include_str!("../../src/members/merging/refusal.rs"),
        "MergingRefusal",
    );
    let missing: Vec<_> = known.iter().filter(|name| !seen.contains(*name)).collect();
    assert!(missing.is_empty(), "without a case: {missing:?}");
    assert_eq!(
        MergingRefusal::NotFormer(PersonId(1)).to_string(),
        "No. 1 is nobody's former number"
    );
}
