//! Elections with their figures, the word of the unit above, handing over.

use charter::Action;
use jiff::civil::Date;
use kernel::due::DueWhat;
use kernel::findings::{Matter, of_unit};
use kernel::posts::{
    ConfirmHolder, Confirmed, HandOverPost, RecordElection, RefuseConfirmation, StrikeHandOver,
    TakeUpPost, WithdrawConfirmation,
};
use kernel::rights::may;
use kernel::{Actor, Command, PersonId, State};

use crate::fixture::{GUILD, World, charter, person};

/// An article to stand behind the guild's: how its keepers are chosen.
pub(crate) const CHOOSING: &str = include_str!("choosing.md");

/// p0 keeps A, p1 to p5 are full there and p6 a novice; p7 is warden of the hall.
const GIVEN: &str = "
    guild G
    hall H under G
    ring A under H: full+keeper full*5 novice
    ring B under H: full+warden@H full*5
    hall K under G
    ring C under K: full+warden@K full
";
const DAY: Date = Date::constant(2017, 6, 1);

pub(crate) fn world() -> World {
    let mut world = World::under(&charter(&format!("{GUILD}{CHOOSING}")), GIVEN);
    world.today = DAY;
    world
}

/// Everybody with a vote in A voted, and nothing was spoilt.
pub(crate) fn election(world: &World, votes: &[(u32, u32)], elected: &[u32]) -> RecordElection {
    RecordElection {
        unit: world.unit("A"),
        post: world.post("keeper"),
        places: 1,
        entitled: 6,
        ballots: 6,
        valid: 6,
        votes: votes
            .iter()
            .map(|(who, got)| (PersonId(*who), *got))
            .collect(),
        elected: elected.iter().copied().map(PersonId).collect(),
        on: world.today,
    }
}

pub(crate) fn said(world: &World, actor: Actor, command: impl Into<Command>) -> String {
    world.told(&world.ask(actor, command.into()))
}

pub(crate) fn confirm(world: &World, who: u32) -> Command {
    ConfirmHolder {
        person: PersonId(who),
        unit: world.unit("A"),
        post: world.post("keeper"),
        on: world.today,
    }
    .into()
}

pub(crate) fn refuse(world: &World, who: u32) -> Command {
    RefuseConfirmation {
        person: PersonId(who),
        unit: world.unit("A"),
        post: world.post("keeper"),
        on: world.today,
    }
    .into()
}

pub(crate) fn hand_over(world: &World, who: u32) -> Command {
    HandOverPost {
        person: PersonId(who),
        unit: world.unit("A"),
        post: world.post("keeper"),
        on: world.today,
    }
    .into()
}

fn standing(world: &World, who: u32) -> Option<Confirmed> {
    let (unit, post) = (world.unit("A"), world.post("keeper"));
    let tenure = world
        .state
        .holders(unit, post)
        .find(|tenure| tenure.person == PersonId(who))?;
    let confirming = world.state.confirming(&tenure)?;
    Some(confirming.standing(world.today))
}

/// Somebody put into a post that is filled by election.
pub(crate) fn directly(world: &World) -> Command {
    TakeUpPost {
        person: PersonId(1),
        unit: world.unit("A"),
        post: world.post("keeper"),
        on: DAY,
    }
    .into()
}

#[test]
fn whoever_the_figures_elect_takes_the_post_up_and_waits_for_the_hall() {
    let mut world = world();
    let told = said(&world, person(0), election(&world, &[(1, 4), (0, 2)], &[1]));
    assert_eq!(
        told,
        "election-recorded\np0 lays down keeper of A\np1 takes up keeper of A\nconfirmation-awaited"
    );
    let command = election(&world, &[(1, 4), (0, 2)], &[1]);
    world.done(person(0), command.into());
    let kept: Vec<_> = world.state.elections_in(world.unit("A")).collect();
    assert_eq!(kept.len(), 1);
    assert_eq!((kept[0].votes_needed, kept[0].turnout_needed), (4, Some(3)));
    assert_eq!(kept[0].elected().collect::<Vec<_>>(), [PersonId(1)]);
    assert_eq!(standing(&world, 1), Some(Confirmed::Awaited));
    let command = confirm(&world, 1);
    world.done(person(7), command);
    let command = hand_over(&world, 1);
    world.done(person(1), command);
    let bytes = world.state.to_columns();
    let editions = [([1; 32], world.charter.clone())].into();
    let read = State::from_columns(&bytes, &editions).unwrap();
    assert_eq!(read.to_columns(), bytes);
    let again: Vec<_> = read.elections_in(world.unit("A")).collect();
    assert_eq!(again, kept);
    for tenure in world.state.tenures_in(world.unit("A")) {
        assert_eq!(read.confirming(&tenure), world.state.confirming(&tenure));
        assert_eq!(read.handed_over(&tenure), world.state.handed_over(&tenure));
    }
}

#[test]
fn figures_that_contradict_each_other_or_the_verdict_are_refused_with_figures() {
    let world = world();
    let tell = |change: fn(&mut RecordElection)| {
        let mut command = election(&world, &[(1, 4), (0, 2)], &[1]);
        change(&mut command);
        said(&world, person(0), command)
    };
    type Spoil = fn(&mut RecordElection);
    let refused: [(Spoil, &str); 10] = [
        (
            |it| it.entitled = 7,
            "refused by choosing.keeper: the figures contradict each other: 7 were entitled, and 6 on the roll have a vote",
        ),
        (
            |it| it.entitled = 5,
            "refused by choosing.keeper: the figures contradict each other: 6 ballots were cast, and 5 were entitled",
        ),
        (
            |it| it.ballots = 5,
            "refused by choosing.keeper: the figures contradict each other: 6 ballots were valid, and 5 were cast",
        ),
        (
            |it| it.valid = 5,
            "refused by choosing.keeper: the figures contradict each other: 6 votes were counted, and 5 valid ballots carry 5 at most",
        ),
        (
            |it| it.elected = vec![PersonId(0)],
            "refused by choosing.keeper: 4 votes elect (more than half of 6 valid is 4); by the figures that is person 1, and person 0 is reported as elected",
        ),
        (
            |it| it.votes = vec![(PersonId(1), 3), (PersonId(0), 3)],
            "refused by choosing.keeper: 4 votes elect (more than half of 6 valid is 4); by the figures that is nobody, and person 1 is reported as elected",
        ),
        (
            |it| {
                (it.ballots, it.valid) = (2, 2);
                it.votes = vec![(PersonId(1), 2)];
            },
            "refused by choosing.keeper: 2 ballots were cast, 3 are needed (half of 6 entitled is 3): nobody is elected",
        ),
        (
            |it| it.votes = vec![(PersonId(6), 4)],
            "refused by post.keeper: a novice may not hold the post of keeper",
        ),
        (
            |it| it.elected = vec![PersonId(2)],
            "refused by choosing.keeper: somebody is reported as elected who was no nominee",
        ),
        (
            |it| it.votes.push((PersonId(1), 0)),
            "refused by choosing.keeper: somebody stands in the list of nominees twice",
        ),
    ];
    for (change, expect) in refused {
        assert_eq!(tell(change), expect);
    }
    assert_eq!(
        said(&world, person(1), election(&world, &[(1, 6)], &[1])),
        "refused by right.choosing-keeper: you may not record an election in A unit"
    );
}

#[test]
fn nobody_is_put_directly_into_a_post_that_is_filled_by_election() {
    let mut world = world();
    let take_up = directly(&world);
    let expect = "refused by choosing.keeper: whoever holds the post of keeper is elected by the circle: nobody is put into it directly";
    assert_eq!(said(&world, Actor::Operator, take_up), expect);
    // An election to a post without such a rule is none.
    let mut scribe = election(&world, &[(1, 6)], &[1]);
    scribe.post = world.post("scribe");
    assert_eq!(
        said(&world, Actor::Operator, scribe),
        "refused by post.scribe: the charter lays down no election to the post of scribe"
    );
    // An election that ends without a majority is recorded, and changes nobody.
    let nobody = election(&world, &[(1, 3), (0, 3)], &[]);
    assert_eq!(said(&world, person(0), nobody.clone()), "election-recorded");
    world.done(person(0), nobody.into());
    assert_eq!(
        world
            .state
            .holder_count(world.unit("A"), world.post("keeper")),
        1
    );
}

#[test]
fn the_rights_of_the_post_wait_for_the_word_where_the_charter_says_so() {
    let mut world = world();
    let command = election(&world, &[(1, 6)], &[1]);
    world.done(person(0), command.into());
    let records = |world: &World| {
        let unit = world.unit("A");
        may(
            &world.state,
            person(1),
            world.today,
            Action::RecordElection,
            unit,
        )
    };
    assert!(!records(&world));
    assert!(said(&world, person(13), confirm(&world, 1)).starts_with("refused: there is no unit"));
    assert!(said(&world, person(1), confirm(&world, 1)).contains("confirm a holder"));
    world.today = Date::constant(2017, 7, 1);
    let command = confirm(&world, 1);
    world.done(person(7), command);
    assert!(records(&world));
    assert_eq!(standing(&world, 1), Some(Confirmed::Yes));
    assert_eq!(
        said(&world, person(7), refuse(&world, 1)),
        "refused by choosing.keeper: no confirmation of this holder of the post of keeper is waited for"
    );
}

#[test]
fn a_refused_holder_lays_the_post_down() {
    let mut world = world();
    let command = election(&world, &[(1, 6)], &[1]);
    world.done(person(0), command.into());
    assert_eq!(
        said(&world, person(7), refuse(&world, 1)),
        "confirmation-refused\np1 lays down keeper of A"
    );
}

#[test]
fn a_choice_that_nobody_confirms_lapses_and_is_found() {
    let mut world = world();
    let command = election(&world, &[(1, 6)], &[1]);
    world.done(person(0), command.into());
    let lapsed = |world: &World| {
        let found = of_unit(&world.state, world.today, world.unit("A"));
        let lapsed = |matter: &Matter| matches!(matter, Matter::Unconfirmed { lapsed: true, .. });
        found
            .iter()
            .filter(|finding| lapsed(&finding.matter))
            .map(|finding| finding.since)
            .collect::<Vec<_>>()
    };
    world.today = Date::constant(2017, 7, 1);
    assert_eq!(lapsed(&world), []);
    world.today = Date::constant(2017, 7, 2);
    assert_eq!(lapsed(&world), [Date::constant(2017, 7, 2)]);
    assert_eq!(
        said(&world, person(7), confirm(&world, 1)),
        "refused by choosing.keeper: the time for a word ended on 2017-07-01: the choice has lapsed, and the post is to be filled anew"
    );
    // The one elected again begins a new term, and a new wait.
    let again = election(&world, &[(1, 6)], &[1]);
    world.done(person(7), again.into());
    assert_eq!(standing(&world, 1), Some(Confirmed::Awaited));
    assert_eq!(lapsed(&world), []);
}

#[test]
fn a_post_is_handed_over_once_between_those_who_held_it() {
    let mut world = world();
    assert_eq!(
        said(&world, person(0), hand_over(&world, 0)),
        "refused by post.keeper: nobody held the post of keeper before, so there is nobody to take over from"
    );
    let command = election(&world, &[(1, 6)], &[1]);
    world.done(person(0), command.into());
    assert!(said(&world, person(2), hand_over(&world, 1)).contains("fill a post"));
    let command = hand_over(&world, 1);
    world.done(person(0), command);
    assert_eq!(
        said(&world, person(1), hand_over(&world, 1)),
        "refused by post.keeper: the post of keeper was handed over on 2017-06-01"
    );
}

/// What is due about posts from somebody, with its unit and day.
fn due(world: &World, who: u32) -> Vec<String> {
    let day = |by: Option<Date>| by.map_or_else(String::new, |by| format!(" by {by}"));
    kernel::due::due(&world.state, person(who), world.today)
        .into_iter()
        .filter_map(|it| {
            let (what, tenure) = match it.what {
                DueWhat::Confirm(tenure) => ("confirm", tenure),
                DueWhat::TermEnds(tenure) => ("end", tenure),
                DueWhat::HandOver(tenure) => ("hand over to", tenure),
                _ => return None,
            };
            let unit = world.state.unit(it.unit)?.name;
            Some(format!("{unit}: {what} p{}{}", tenure.person, day(it.by)))
        })
        .collect()
}

#[test]
fn the_word_is_due_from_whoever_has_it_until_it_is_said() {
    let mut world = world();
    assert_eq!(due(&world, 7), Vec::<String>::new());
    let command = election(&world, &[(1, 6)], &[1]);
    world.done(person(0), command.into());
    assert_eq!(due(&world, 7), ["H unit: confirm p1 by 2017-07-01"]);
    // The warden of another hall has no word on it.
    assert_eq!(due(&world, 13), Vec::<String>::new());
    // Once the choice has lapsed there is nothing to confirm.
    let day = world.today;
    world.today = Date::constant(2017, 7, 2);
    assert_eq!(due(&world, 7), Vec::<String>::new());
    world.today = day;
    let command = confirm(&world, 1);
    world.done(person(7), command);
    assert_eq!(due(&world, 7), Vec::<String>::new());
    let bytes = world.state.to_columns();
    let read = State::from_columns(&bytes, &[([1; 32], world.charter.clone())].into()).unwrap();
    let unit = world.unit("H");
    assert_eq!(read.waiting_for_word(unit, world.today).count(), 0);
}

#[test]
fn handing_over_is_due_from_both_until_it_is_done_and_not_from_the_one_elected_again() {
    let mut world = world();
    let again = election(&world, &[(0, 6)], &[0]);
    world.done(person(0), again.into());
    assert_eq!(due(&world, 0), Vec::<String>::new());
    world.today = Date::constant(2017, 6, 2);
    let command = election(&world, &[(1, 6)], &[1]);
    world.done(Actor::Operator, command.into());
    let command = confirm(&world, 1);
    world.done(person(7), command);
    assert_eq!(due(&world, 1), ["A unit: hand over to p1 by 2017-06-16"]);
    assert_eq!(due(&world, 0), ["A unit: hand over to p1 by 2017-06-16"]);
    let command = hand_over(&world, 1);
    world.done(person(1), command);
    assert_eq!(due(&world, 1), Vec::<String>::new());
    assert_eq!(due(&world, 0), Vec::<String>::new());
}

#[test]
fn how_a_tenure_came_about_is_told_by_the_election_that_gave_it() {
    let mut world = world();
    let nobody = election(&world, &[(1, 3), (0, 3)], &[]);
    world.done(person(0), nobody.into());
    let command = election(&world, &[(1, 4), (0, 2)], &[1]);
    world.done(person(0), command.into());
    let all = world.state.numbered_elections_in(world.unit("A"));
    let numbers: Vec<u32> = all.iter().map(|(number, _)| *number).collect();
    assert_eq!(numbers, [1, 2]);
    let gave: Vec<(u32, Option<u32>)> = world
        .state
        .tenures_in(world.unit("A"))
        .map(|tenure| {
            let gave = world.state.election_that_gave(&tenure, &all);
            (tenure.person.0, gave.map(|(number, _)| *number))
        })
        .collect();
    assert_eq!(gave, [(1, Some(2)), (0, None)]);
}

fn withdraw(world: &World, who: u32) -> WithdrawConfirmation {
    WithdrawConfirmation {
        person: PersonId(who),
        unit: world.unit("A"),
        post: world.post("keeper"),
        reason: "that was B".to_owned(),
        on: world.today,
    }
}

fn strike_hand_over(world: &World, who: u32) -> StrikeHandOver {
    StrikeHandOver {
        person: PersonId(who),
        unit: world.unit("A"),
        post: world.post("keeper"),
        reason: "the keys are missing".to_owned(),
    }
}

#[test]
fn a_confirmation_is_taken_back_while_there_is_time_for_another_word() {
    let mut world = world();
    let command = election(&world, &[(1, 6)], &[1]);
    world.done(person(0), command.into());
    assert_eq!(
        said(&world, person(7), withdraw(&world, 1)),
        "refused by choosing.keeper: this holder of the post of keeper is not confirmed by a word of the unit above"
    );
    let command = confirm(&world, 1);
    world.done(person(7), command);
    assert_eq!(standing(&world, 1), Some(Confirmed::Yes));
    // Whoever was confirmed has no word on it.
    assert!(said(&world, person(1), withdraw(&world, 1)).contains("confirm a holder"));
    let day = world.today;
    world.today = Date::constant(2017, 7, 2);
    assert!(said(&world, person(7), withdraw(&world, 1)).contains("the time for a word ended"));
    world.today = day;
    let command = withdraw(&world, 1);
    world.done(person(7), command.into());
    assert_eq!(standing(&world, 1), Some(Confirmed::Awaited));
    assert_eq!(due(&world, 7), ["H unit: confirm p1 by 2017-07-01"]);
    let broken = kernel::invariants::broken(&world.state);
    assert!(broken.is_empty(), "{broken:?}");
    let command = refuse(&world, 1);
    world.done(person(7), command);
    assert_eq!(standing(&world, 1), None);
}

#[test]
fn a_post_that_was_not_handed_over_is_due_again() {
    let mut world = world();
    world.today = Date::constant(2017, 6, 2);
    let command = election(&world, &[(1, 6)], &[1]);
    world.done(Actor::Operator, command.into());
    let command = confirm(&world, 1);
    world.done(person(7), command);
    assert_eq!(
        said(&world, person(1), strike_hand_over(&world, 1)),
        "refused by post.keeper: the post of keeper is not on record as handed over to this holder"
    );
    let command = hand_over(&world, 1);
    world.done(person(1), command);
    assert_eq!(due(&world, 1), Vec::<String>::new());
    assert!(said(&world, person(2), strike_hand_over(&world, 1)).contains("fill a post"));
    // Whoever handed it over may say that it was not, too.
    let command = strike_hand_over(&world, 1);
    world.done(person(0), command.into());
    assert_eq!(due(&world, 1), ["A unit: hand over to p1 by 2017-06-16"]);
}

#[test]
fn every_reason_has_a_case_here() {
    let source = include_str!("../../src/posts/refusal.rs");
    let tests = concat!(
        include_str!("elections.rs"),
        include_str!("struck_elections.rs"),
        include_str!("mistaken.rs")
    );
    let words = |variant: &str| match variant {
        "ChosenOtherwise" => "nobody is put into it directly",
        "NoElection" => "lays down no election",
        "Figures" => "contradict each other",
        "Nominees" => "was no nominee",
        "TurnoutMissed" => "ballots were cast, 3 are needed",
        "Verdict" => "by the figures that is",
        "NothingToConfirm" => "is waited for",
        "TimePassed" => "the time for a word ended",
        "NotConfirmed" => "is not confirmed by a word",
        "NotHandedOver" => "is not on record as handed over",
        "NobodyBefore" => "nobody to take over from",
        "AlreadyHandedOver" => "was handed over on",
        "AlreadyRecorded" => "is already on record",
        "NoSuchElection" => "there is no election",
        "AlreadyStruck" => "is struck already",
        "Followed" => "stands in the way",
        "ByElection" => "decided who holds the post",
        "NotLaidDown" => "and holds it no more",
        "Built" => "others have relied on it",
        other => panic!("no case for {other}"),
    };
    for variant in crate::fixture::variants(source, "PostRefusal") {
        assert!(tests.matches(words(&variant)).count() >= 2, "{variant}");
    }
}
