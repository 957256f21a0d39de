//! Meetings: called, recorded, corrected; with and without a quorum.

use kernel::meetings::MeetingStanding;
use kernel::{Actor, MeetingId};

use crate::commands::*;
use crate::fixture::{GUILD, TODAY, World, charter, check, check_in, operator, person};

/// Two with a vote in A, two novices who attend without one, and a friend who does not attend.
const GIVEN: &str = "
    guild G
    hall H under G
    ring A under H: full+keeper full novice*2 friend
    ring B under H: full+warden@H full*2
";

#[test]
fn a_meeting_is_called_for_a_day_to_come() {
    check(
        GIVEN,
        |w| (person(0), call(w, "A", "circle", on(20))),
        "meeting 0 of A called for 2017-06-20",
    );
}

#[test]
fn a_record_says_who_was_absent_and_counts_the_rest() {
    check(
        GIVEN,
        |w| {
            (
                person(0),
                record(w, "A", on(1), &[2], &["we meet on Fridays", "we sing"]),
            )
        },
        "meeting 0 of A on 2017-06-01: 3 of 4 present, 2 of 2 voting, Some(2) needed, texts [0, 1]",
    );
}

#[test]
fn a_meeting_without_a_quorum_is_recorded_as_long_as_it_resolves_nothing() {
    let mut world = World::of(GIVEN);
    let command = record(&world, "A", on(1), &[0], &[]);
    world.done(person(0), command);
    let meeting = world.state.meeting(MeetingId(0)).unwrap();
    assert_eq!(
        (meeting.standing, meeting.present, meeting.expected),
        (MeetingStanding::Inquorate, 3, 4)
    );
}

#[test]
fn a_quorum_that_does_not_bind_stops_no_resolution() {
    let text = GUILD.replace(
        "quorum   = \"more than half of entitled\"\nmodality = \"must\"",
        "quorum   = \"more than half of entitled\"\nmodality = \"as a rule\"",
    );
    let world = World::under(&charter(&text), GIVEN);
    check_in(
        &world,
        |w| operator(record(w, "A", on(1), &[0], &["we sing"])),
        "meeting 0 of A on 2017-06-01: 3 of 4 present, 1 of 2 voting, Some(2) needed, texts [0]",
    );
}

#[test]
fn a_committee_expects_those_who_hold_its_posts() {
    let world = World::of(GIVEN);
    let kind = world.kind("council");
    let expected = world
        .state
        .expected_at(&world.charter, world.unit("H"), kind);
    assert_eq!(expected, [kernel::PersonId(5)]);
}

#[test]
fn a_meeting_that_was_called_keeps_its_number_when_it_is_recorded() {
    let mut world = World::of(GIVEN);
    let call = call(&world, "A", "circle", TODAY);
    world.done(person(0), call);
    check_in(
        &world,
        |w| (person(0), record(w, "A", TODAY, &[], &[])),
        "meeting 0 of A on 2017-06-15: 4 of 4 present, 2 of 2 voting, Some(2) needed, texts []",
    );
    check_in(
        &world,
        |w| (person(0), record(w, "A", on(14), &[], &[])),
        "meeting 1 of A on 2017-06-14: 4 of 4 present, 2 of 2 voting, Some(2) needed, texts []",
    );
}

#[test]
fn a_correction_gives_a_reason_and_takes_the_old_records_place() {
    let mut world = World::of(GIVEN);
    let record = record(&world, "A", on(13), &[], &["we sing"]);
    world.done(person(0), record);
    check_in(
        &world,
        |_| (person(0), correct(0, on(2), "the day was wrong")),
        "meeting 0 corrected to 2017-06-02, 4 of 4 present, reason 1, texts []",
    );
    world.done(person(0), correct(0, on(2), "the day was wrong"));
    let last = world.state.last_held(world.unit("A"), world.kind("circle"));
    assert_eq!(last, Some(on(2)));
    assert_eq!(world.state.meetings_of(world.unit("A")).count(), 1);
}

#[test]
fn texts_are_numbered_in_the_order_they_were_written_in_through_a_whole_act() {
    let world = World::of(GIVEN);
    let act = kernel::Command::Act(vec![
        record(&world, "A", on(1), &[], &["one", "two"]),
        record(&world, "B", on(1), &[], &["three"]),
    ]);
    let events = world.ask(Actor::Operator, act.clone()).unwrap();
    let numbers: Vec<u32> = events
        .iter()
        .flat_map(kernel::Event::documents)
        .map(|document| document.0)
        .collect();
    assert_eq!(act.writings(), ["one", "two", "three"]);
    assert_eq!(numbers, [0, 1, 2]);
}

#[test]
fn a_meeting_that_is_called_off_stays_on_record_and_another_is_held_on_its_day() {
    let mut world = World::of(GIVEN);
    let called = call(&world, "A", "circle", TODAY);
    world.done(person(0), called);
    check_in(
        &world,
        |_| (person(0), call_off(0, "no hall")),
        "meeting 0 of A called off, reason 0",
    );
    // Whoever may not call a meeting may not call one off.
    check_in(
        &world,
        |_| (person(1), call_off(0, "no hall")),
        "refused by right.keeper: you may not call a meeting in A unit",
    );
    world.done(person(0), call_off(0, "no hall"));
    check_in(
        &world,
        |_| (person(0), call_off(0, "no hall")),
        "refused by meeting.circle: the meeting called for 2017-06-15 was called off",
    );
    let recorded = record(&world, "A", TODAY, &[], &[]);
    world.done(person(0), recorded);
    let standings: Vec<MeetingStanding> = world
        .state
        .meetings_of(world.unit("A"))
        .map(|it| it.standing)
        .collect();
    assert_eq!(
        standings,
        [MeetingStanding::Quorate, MeetingStanding::CalledOff]
    );
    let bytes = world.state.to_columns();
    let editions = [([1; 32], world.charter.clone())].into();
    let read = kernel::State::from_columns(&bytes, &editions).unwrap();
    assert_eq!(read.to_columns(), bytes);
}
