//! A post taken up or laid down by mistake, struck with a reason: it never was.

use kernel::posts::{HandOverPost, StrikeLayingDown, StrikePost};
use kernel::{Actor, PersonId, UnitId};

use crate::commands::*;
use crate::elections;
use crate::fixture::{TODAY, World, person};

const GIVEN: &str = "
    guild G
    hall H under G
    ring A under H: full+warden@H full*2
    ring B under H: full novice*2
";

fn strike(world: &World, who: u32, unit: &str) -> StrikePost {
    StrikePost {
        person: PersonId(who),
        unit: world.unit(unit),
        post: world.post("keeper"),
        reason: "it was another".to_owned(),
    }
}

fn strike_laying_down(world: &World, who: u32, unit: &str) -> StrikeLayingDown {
    StrikeLayingDown {
        person: PersonId(who),
        unit: world.unit(unit),
        post: world.post("keeper"),
        reason: "only away".to_owned(),
    }
}

fn keepers(world: &World, unit: UnitId) -> Vec<u32> {
    let held = world.state.holders(unit, world.post("keeper"));
    held.map(|tenure| tenure.person.0).collect()
}

#[test]
fn whoever_took_a_post_up_by_mistake_never_held_it() {
    let mut world = World::of(GIVEN);
    let a = world.unit("A");
    let take = take_up(&world, 1, "A", "keeper");
    world.done(person(0), take);
    assert_eq!(keepers(&world, a), [1]);
    let told = world.ask(person(1), strike(&world, 1, "A").into());
    assert!(world.told(&told).contains("you may not fill a post"));
    let mut silent = strike(&world, 1, "A");
    silent.reason = " ".to_owned();
    let told = world.ask(person(0), silent.into());
    assert_eq!(world.told(&told), "refused: the reason is missing");
    let command = strike(&world, 1, "A").into();
    world.done(person(0), command);
    assert_eq!(keepers(&world, a), Vec::<u32>::new());
    // Not even for a day: neither the unit nor the person had it.
    assert_eq!(world.state.tenures_in(a).count(), 0);
    assert_eq!(world.state.tenures_of(PersonId(1)).count(), 0);
    assert_eq!(world.state.holders_on(a, TODAY).count(), 0);
    let again = world.ask(person(0), strike(&world, 1, "A").into());
    assert_eq!(
        world.told(&again),
        "refused by post.keeper: this person does not hold the post of keeper in A unit"
    );
    let broken = kernel::invariants::broken(&world.state);
    assert!(broken.is_empty(), "{broken:?}");
    let bytes = world.state.to_columns();
    let editions = [([1; 32], world.charter.clone())].into_iter().collect();
    let read = kernel::State::from_columns(&bytes, &editions).unwrap();
    assert_eq!(read.tenures_in(a).count(), 0);
}

#[test]
fn whoever_laid_a_post_down_by_mistake_holds_it_still_since_the_first_day() {
    let mut world = World::of(GIVEN);
    let a = world.unit("A");
    for command in [
        take_up(&world, 1, "A", "keeper"),
        lay_down(&world, 1, "A", "keeper"),
    ] {
        world.done(Actor::Operator, command);
    }
    let before = world.ask(person(0), strike_laying_down(&world, 2, "A").into());
    assert_eq!(
        world.told(&before),
        "refused by post.keeper: it is not on record that this person laid down the post of keeper and holds it no more"
    );
    // Where another has taken the place, there is none to hold still.
    let mut taken = world.clone();
    let other = take_up(&taken, 2, "A", "keeper");
    taken.done(Actor::Operator, other);
    let full = taken.ask(person(0), strike_laying_down(&taken, 1, "A").into());
    assert_eq!(
        taken.told(&full),
        "refused by post.keeper: the post of keeper in A unit has no free place: 1 at most"
    );
    let command = strike_laying_down(&world, 1, "A").into();
    world.done(person(0), command);
    let held: Vec<_> = world.state.tenures_in(a).collect();
    assert_eq!(held.len(), 1);
    assert_eq!((held[0].from, held[0].until), (TODAY, None));
    let broken = kernel::invariants::broken(&world.state);
    assert!(broken.is_empty(), "{broken:?}");
}

#[test]
fn what_was_handed_over_since_is_not_struck_behind_anybodys_back() {
    let mut world = World::of(GIVEN);
    let (unit, post) = (world.unit("A"), world.post("keeper"));
    for command in [
        take_up(&world, 1, "A", "keeper"),
        lay_down(&world, 1, "A", "keeper"),
        take_up(&world, 2, "A", "keeper"),
        HandOverPost {
            person: PersonId(2),
            unit,
            post,
            on: TODAY,
        }
        .into(),
    ] {
        world.done(Actor::Operator, command);
    }
    let told = world.ask(person(0), strike(&world, 2, "A").into());
    assert_eq!(
        world.told(&told),
        "refused by post.keeper: others have relied on it: the post was handed over to person 2 on 2017-06-15"
    );
}

#[test]
fn what_an_election_gave_or_took_is_struck_with_the_election() {
    let mut world = elections::world();
    let elected = elections::election(&world, &[(1, 4), (0, 2)], &[1]);
    world.done(person(0), elected.into());
    let decided = "refused by choosing.keeper: election 1 decided who holds the post of keeper";
    let told = world.ask(Actor::Operator, strike(&world, 1, "A").into());
    assert_eq!(world.told(&told), decided);
    let told = world.ask(Actor::Operator, strike_laying_down(&world, 0, "A").into());
    assert_eq!(world.told(&told), decided);
}
