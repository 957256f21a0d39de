//! Transfers struck: whoever went over by mistake never did, with the place on the roll, the
//! days and the posts of before, unless something has been built on it since.

use kernel::members::{MemberRefusal, StrikeTransfer};
use kernel::posts::LayDownPost;
use kernel::{Actor, Command, PersonId, Reason, State};

use crate::commands::{leave, merge, part, promote, split, take_up, transfer};
use crate::fixture::{TODAY, World, person};
use crate::procedures::refused;

const GIVEN: &str = "
    guild G
    hall H under G
    ring A under H: full+keeper+warden@H novice*4
    ring B under H: full+keeper novice*3
";

fn strike(who: u32, reason: &str) -> Command {
    Command::from(StrikeTransfer {
        person: PersonId(who),
        reason: reason.to_owned(),
    })
}

fn moved(who: u32) -> World {
    let mut world = World::of(GIVEN);
    let go = transfer(&world, who, "B");
    world.done(Actor::Operator, go);
    world
}

fn read_back(world: &World) -> State {
    let bytes = world.state.to_columns();
    let editions = [([1; 32], world.charter.clone())].into();
    State::from_columns(&bytes, &editions).unwrap()
}

fn roll(world: &World, unit: &str) -> Vec<u32> {
    let roll = world.state.roll(world.unit(unit));
    roll.map(|person| person.0).collect()
}

#[test]
fn whoever_went_over_by_mistake_never_did() {
    let before = World::of(GIVEN);
    let mut world = moved(1);
    assert_eq!(roll(&world, "A"), [0, 2, 3, 4]);
    let counts = |world: &World| ["A", "B"].map(|unit| world.state.roll_count(world.unit(unit)));
    assert_eq!(
        refused(&world, Actor::Operator, strike(1, " ")),
        "the reason is missing"
    );
    // What was before is in the columns.
    let kept = world.state.before_transfer(PersonId(1));
    assert_eq!(
        kept.map(|it| (it.unit, it.on)),
        Some((world.unit("A"), TODAY))
    );
    assert_eq!(read_back(&world).before_transfer(PersonId(1)), kept);
    world.done(Actor::Operator, strike(1, "it was p2"));
    for unit in ["A", "B"] {
        assert_eq!(
            roll(&world, unit),
            roll(&before, unit),
            "in the order of before"
        );
    }
    let membership = before.state.membership(PersonId(1));
    assert_eq!(world.state.membership(PersonId(1)), membership);
    assert_eq!(counts(&world), counts(&before));
    assert_eq!(
        refused(&world, Actor::Operator, strike(1, "once more")),
        "no transfer brought person 1 to the present unit"
    );
    let broken = kernel::invariants::broken(&world.state);
    assert!(broken.is_empty(), "{broken:?}");
    // The one before can be struck after it, and whoever went may go again.
    for to in ["B", "A"] {
        let go = transfer(&world, 1, to);
        world.done(Actor::Operator, go);
    }
    for unit in ["B", "A"] {
        world.done(Actor::Operator, strike(1, "not at all"));
        assert_eq!(world.state.unit_of(PersonId(1)), Some(world.unit(unit)));
    }
    assert_eq!(world.state.membership(PersonId(1)), membership);
}

#[test]
fn the_posts_that_ended_with_it_are_held_still() {
    let before = World::of(GIVEN);
    let mut world = moved(0);
    let held = |world: &World| {
        let tenures = world.state.tenures_of(PersonId(0));
        tenures
            .map(|it| (it.unit, it.post, it.from, it.until))
            .collect::<Vec<_>>()
    };
    // Keeper of A ends; warden of the hall above both does not.
    assert_eq!(held(&world).iter().filter(|it| it.3.is_none()).count(), 1);
    let told = world.ask(Actor::Operator, strike(0, "it was p1"));
    assert_eq!(world.told(&told), "post-resumed\np0 never left A");
    world.done(Actor::Operator, strike(0, "it was p1"));
    assert_eq!(held(&world), held(&before));
}

#[test]
fn a_post_that_another_has_by_now_stays_theirs() {
    let mut world = moved(0);
    let rise = promote(&world, 1, "full", TODAY);
    let up = take_up(&world, 1, "A", "keeper");
    world.done(Actor::Operator, rise);
    world.done(Actor::Operator, up);
    world.done(Actor::Operator, strike(0, "it was p1"));
    let keepers = world.state.holders(world.unit("A"), world.post("keeper"));
    assert_eq!(keepers.map(|it| it.person.0).collect::<Vec<_>>(), [1]);
}

#[test]
fn a_transfer_stands_while_a_post_rests_on_it() {
    let mut world = moved(1);
    let up = take_up(&world, 1, "B", "scribe");
    world.done(Actor::Operator, up);
    let said = "person 1 has been scribe of B unit since, which only its own people may be";
    assert_eq!(
        refused(&world, Actor::Operator, strike(1, "it was p2")),
        said
    );
    let down = LayDownPost {
        person: PersonId(1),
        unit: world.unit("B"),
        post: world.post("scribe"),
        on: TODAY,
    };
    world.done(Actor::Operator, down.into());
    // Even for a day: nobody has a post of a unit they never belonged to.
    assert_eq!(
        refused(&world, Actor::Operator, strike(1, "it was p2")),
        said
    );
}

#[test]
fn only_a_transfer_that_stands_alone_is_struck() {
    let world = World::of(GIVEN);
    let never = world.ask(Actor::Operator, strike(1, "so")).unwrap_err();
    assert!(matches!(
        never.reason,
        Reason::Member(MemberRefusal::NotTransferred(_))
    ));
    // Whoever went because the unit was divided goes back by no striking.
    let mut world = World::of("guild G\nhall H under G\nring A under H: full*7");
    let divided = split(&world, "A", vec![part("C", &[1, 2, 3])]);
    world.done(Actor::Operator, divided);
    assert_eq!(
        refused(&world, Actor::Operator, strike(1, "so")),
        "no transfer brought person 1 to the present unit"
    );
    // Nobody goes back to a unit that is no more.
    let mut world =
        World::of("guild G\nhall H under G\nring A under H: full*4\nring B under H: full*2");
    for command in [transfer(&world, 1, "B"), merge(&world, "A", "B")] {
        world.done(Actor::Operator, command);
    }
    let gone = refused(&world, Actor::Operator, strike(1, "so"));
    assert!(gone.contains("was dissolved"), "{gone}");
    // With the membership goes what it was.
    world.done(Actor::Operator, leave(1));
    assert_eq!(world.state.before_transfer(PersonId(1)), None);
}

#[test]
fn whoever_may_not_transfer_may_not_strike_one() {
    let world = moved(1);
    let told = world.ask(person(5), strike(1, "so"));
    assert!(
        world.told(&told).contains("you may not transfer a member"),
        "{told:?}"
    );
}
