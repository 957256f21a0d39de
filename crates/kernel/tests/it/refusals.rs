//! Every reason for a refusal, each with the words in which it is given and
//! the rule it rests on. That none is without a case is in `articles`.

use charter::{GradeId, LevelId, MeetingKindId, PostId};
use jiff::civil::Date;
use kernel::meetings::{CallMeeting, RESOLUTIONS_MAX};
use kernel::members::{AdmitMember, Leave, RegisterPerson};
use kernel::posts::TakeUpPost;
use kernel::register::EnterRegister;
use kernel::units::{FoundUnit, RenameUnit};
use kernel::{Actor, Command, PersonId, Reason, Request, State, UnitId, decide};

use crate::commands::*;
use crate::fixture::{FOUNDING, GUILD, TODAY, When, World, adopt, operator, person};

/// p0 is warden of the hall and keeper of A; p4 keeps B; p8 is a friend in B.
const GIVEN: &str = "
    guild G
    hall H under G
    house U under H
    ring A under H: full+warden@H+keeper full novice*2
    ring B under H: full+keeper full novice*2 friend
    ring C under U: full*7
    ring D under U
    hall K under G
    ring E under K: full*3
";

pub(crate) struct Case {
    pub(crate) when: When,
    pub(crate) expect: &'static str,
}

fn case(when: When, expect: &'static str) -> Case {
    Case { when, expect }
}

/// What has happened before the cases: D was once F's neighbour, F is gone; a
/// circle of A was held on 1 June and one is called for the 20th.
pub(crate) fn world() -> World {
    let mut world = World::of(GIVEN);
    let found = found(&world, "F", "ring", Some("H"));
    world.done(Actor::Operator, found);
    let dissolve = dissolve(&world, "F");
    world.done(Actor::Operator, dissolve);
    let record = record(&world, "A", on(1), &[], &[]);
    world.done(Actor::Operator, record);
    let call = call(&world, "A", "circle", on(20));
    world.done(Actor::Operator, call);
    world.done(Actor::Operator, Command::from(RegisterPerson));
    world
}

#[expect(clippy::too_many_lines, reason = "a flat list of cases")]
fn of_units() -> Vec<Case> {
    vec![
        case(
            |_| {
                operator(Command::from(RenameUnit {
                    unit: UnitId(99),
                    name: "X".into(),
                    on: TODAY,
                }))
            },
            "refused: there is no unit 99",
        ),
        case(
            |w| operator(found(w, "A", "ring", Some("H"))),
            "refused: the code \"A\" already belongs to a unit",
        ),
        case(
            |w| operator(rename(w, "A", "Oak\u{200b}")),
            "refused: a name holds a character that cannot be seen: U+200B",
        ),
        case(
            |w| operator(found(w, "X", "guild", None)),
            "refused by level.guild: the organisation already has its top unit",
        ),
        case(
            |w| operator(found(w, "X", "ring", Some("G"))),
            "refused by level.ring: a ring may not stand under a guild",
        ),
        case(
            |w| operator(found(w, "X", "ring", None)),
            "refused by level.ring: a ring stands under another unit: name it",
        ),
        case(
            |w| {
                operator(Command::from(FoundUnit {
                    code: "X".into(),
                    level: LevelId(9),
                    name: "X".into(),
                    parent: Some(w.unit("H")),
                    on: TODAY,
                }))
            },
            "refused by level.guild: the charter has no such level",
        ),
        case(
            |w| operator(rename(w, "A", " ")),
            "refused: a name is missing",
        ),
        case(
            |w| operator(rename(w, "A", &"x".repeat(201))),
            "refused: a name is longer than 200 characters",
        ),
        case(
            |w| operator(rename(w, "F", "X")),
            "refused by level.ring: F unit was dissolved on 2017-06-15",
        ),
        case(
            |w| operator(move_under(w, "H", "U")),
            "refused by level.hall: U unit stands beneath the unit itself",
        ),
        case(
            |w| operator(dissolve(w, "A")),
            "refused by level.ring: A unit still has people on its roll: 4",
        ),
        case(
            |w| operator(dissolve(w, "U")),
            "refused by level.house: U unit still has units beneath it",
        ),
        case(
            |w| operator(dissolve(w, "G")),
            "refused by level.guild: the top unit holds the organisation together and cannot be dissolved, moved or merged",
        ),
        case(
            |w| operator(merge(w, "A", "U")),
            "refused by level.ring: A unit and U unit are not of the same level",
        ),
        case(
            |w| operator(merge(w, "A", "A")),
            "refused by level.ring: A unit cannot be merged into itself",
        ),
        case(
            |w| operator(merge(w, "A", "C")),
            "refused by size.ring: a ring has 3 to 7 people, and C unit would have 11",
        ),
        case(
            |w| operator(split(w, "C", Vec::new())),
            "refused by level.ring: the parts do not fit the roll of C unit: there is none",
        ),
        case(
            |w| {
                operator(split(
                    w,
                    "C",
                    vec![part("X", &[9, 10, 11]), part("Y", &[11, 12])],
                ))
            },
            "refused by level.ring: the parts do not fit the roll of C unit: somebody is in two of them",
        ),
        case(
            |w| operator(form(w, "B", "house", vec![part("X", &[4, 5, 6])])),
            "refused by level.ring: the parts do not fit the roll of B unit: somebody on the roll is in none of them",
        ),
        case(
            |w| operator(split(w, "C", vec![part("X", &[9, 10])])),
            "refused by size.ring: a ring has 3 to 7 people, and X unit would have 2",
        ),
        case(
            |w| operator(split(w, "C", vec![part("X", &[9, 10, 0])])),
            "refused by level.ring: person 0 is not on the roll of C unit",
        ),
        case(
            |w| {
                operator(split(
                    w,
                    "C",
                    vec![part("X", &[9, 10, 11]), part("X", &[12])],
                ))
            },
            "refused: the code \"X\" already belongs to a unit",
        ),
        case(
            |w| operator(form(w, "U", "house", vec![part("X", &[9])])),
            "refused by level.house: people belong to a unit that holds members, and U unit does not",
        ),
        case(
            |w| operator(form(w, "C", "house", vec![part("X", &[9])])),
            "refused by level.house: a house may not stand under a house",
        ),
    ]
}

fn of_members() -> Vec<Case> {
    vec![
        case(
            |w| operator(transfer(w, 77, "A")),
            "refused: there is no person 77",
        ),
        case(
            |w| operator(admit(w, None, "H", "novice", TODAY)),
            "refused by level.hall: people belong to a unit that holds members, and H unit does not",
        ),
        case(
            |w| operator(admit(w, Some(5), "A", "novice", TODAY)),
            "refused by belonging: this person already belongs to B unit",
        ),
        case(
            |w| operator(transfer(w, 19, "A")),
            "refused by belonging: this person is not a member",
        ),
        case(
            |w| operator(admit(w, None, "A", "full", TODAY)),
            "refused by grade.full: nobody is admitted straight into the grade of full lantern",
        ),
        case(
            |w| operator(promote(w, 8, "full", TODAY)),
            "refused by grade.friend: the grade of friend does not lead to that of full lantern",
        ),
        case(
            |w| operator(promote(w, 2, "full", Date::constant(2016, 6, 30))),
            "refused by grade.novice: the waiting time of 6 months ends on 2016-07-01",
        ),
        case(
            |w| operator(transfer(w, 1, "A")),
            "refused by belonging: this person already belongs to A unit: there is nothing to transfer",
        ),
        case(
            |w| operator(admit(w, None, "A", "novice", Date::constant(1899, 12, 31))),
            "refused: 1899-12-31 lies outside the years the record can hold (1900 to 2079)",
        ),
        case(
            |w| operator(admit(w, None, "A", "novice", on(16))),
            "refused: 2017-06-16 has not come yet",
        ),
        case(
            |w| operator(admit(w, None, "A", "novice", Date::constant(2015, 12, 31))),
            "refused: 2015-12-31 lies before 2016-01-01, the day the unit was founded",
        ),
        case(
            |_| {
                operator(Command::from(Leave {
                    person: PersonId(1),
                    on: Date::constant(2015, 1, 1),
                }))
            },
            "refused: 2015-01-01 lies before 2016-01-01, the day this person joined",
        ),
        case(
            |w| {
                operator(Command::from(AdmitMember {
                    person: None,
                    unit: w.unit("A"),
                    grade: GradeId(9),
                    on: TODAY,
                }))
            },
            "refused by grade.full: the charter has no such grade",
        ),
    ]
}

fn of_posts() -> Vec<Case> {
    vec![
        case(
            |w| operator(take_up(w, 1, "A", "warden")),
            "refused by post.warden: A unit is a ring, which has no warden",
        ),
        case(
            |w| operator(take_up(w, 1, "A", "keeper")),
            "refused by post.keeper: the post of keeper in A unit has no free place: 1 at most",
        ),
        case(
            |w| operator(take_up(w, 0, "A", "keeper")),
            "refused by post.keeper: this person already holds the post of keeper in A unit",
        ),
        case(
            |w| operator(lay_down(w, 1, "A", "keeper")),
            "refused by post.keeper: this person does not hold the post of keeper in A unit",
        ),
        case(
            |w| operator(take_up(w, 2, "A", "keeper")),
            "refused by post.keeper: a novice may not hold the post of keeper",
        ),
        case(
            |w| operator(take_up(w, 5, "C", "keeper")),
            "refused by post.keeper: whoever holds the post of keeper in C unit belongs to it",
        ),
        case(
            |w| operator(take_up(w, 1, "K", "warden")),
            "refused by post.warden: whoever holds the post of warden in K unit belongs to it or to a unit beneath it",
        ),
        case(
            |w| operator(take_up(w, 0, "A", "scribe")),
            "refused by post.scribe: the posts of scribe and keeper in one unit are not held by one person",
        ),
        case(
            |w| {
                operator(Command::from(TakeUpPost {
                    person: PersonId(1),
                    unit: w.unit("A"),
                    post: PostId(9),
                    on: TODAY,
                }))
            },
            "refused by post.keeper: the charter has no such post",
        ),
        case(
            |w| operator(take_up(w, 19, "A", "keeper")),
            "refused by post.keeper: this person is not a member",
        ),
    ]
}

fn of_meetings() -> Vec<Case> {
    vec![
        case(
            |_| operator(correct(9, on(2), "wrong")),
            "refused: there is no meeting 9",
        ),
        case(
            |w| operator(call(w, "A", "council", on(30))),
            "refused by meeting.council: A unit holds no council",
        ),
        case(
            |w| operator(call(w, "H", "council", on(21))),
            "refused by meeting.council: a council is called 7 days ahead, so for 2017-06-22 or later",
        ),
        case(
            |w| operator(record(w, "A", on(1), &[], &[])),
            "refused by meeting.circle: a circle of A unit on 2017-06-01 is already recorded",
        ),
        case(
            |_| operator(call_off(0, "no hall")),
            "refused by meeting.circle: this meeting was held on 2017-06-01 and is on record",
        ),
        case(
            |_| operator(call_off(1, " ")),
            "refused: the reason is missing",
        ),
        case(
            |_| operator(correct(1, on(2), "wrong")),
            "refused by meeting.circle: this meeting has not been recorded yet",
        ),
        case(
            |w| operator(record(w, "A", on(2), &[5], &[])),
            "refused by meeting.circle: person 5 is not on the roll of A unit",
        ),
        case(
            |w| operator(record(w, "A", on(2), &[0], &["we meet on Fridays"])),
            "refused by meeting.circle: present with a vote: 1; needed: 2 (more than half of 2 entitled is 2): without a quorum nothing can be resolved",
        ),
        case(
            |w| operator(record(w, "A", on(2), &[0, 1, 2, 3], &[])),
            "refused by meeting.circle: nobody was present, so the circle of A unit was not held",
        ),
        case(
            |w| operator(record(w, "A", on(2), &[], &[" "])),
            "refused: the text of a resolution is missing",
        ),
        case(
            |w| operator(record(w, "A", on(2), &[], &["we meet\u{202e} on Fridays"])),
            "refused: a text holds a character that cannot be seen: U+202E",
        ),
        case(
            |w| operator(record(w, "A", on(2), &[], &["x"; RESOLUTIONS_MAX + 1])),
            "refused: more than 100 resolutions",
        ),
        case(
            |_| operator(correct(0, on(2), "")),
            "refused: the reason of the correction is missing",
        ),
        case(
            |w| {
                operator(Command::from(CallMeeting {
                    unit: w.unit("A"),
                    kind: MeetingKindId(9),
                    on: on(20),
                }))
            },
            "refused by meeting.circle: the charter has no such meeting",
        ),
    ]
}

fn of_rights() -> Vec<Case> {
    vec![
        // Whoever sees the unit's figures is told which right is missing.
        case(
            |w| (person(1), rename(w, "A", "X")),
            "refused by right.warden: you may not rename a unit in A unit",
        ),
        case(
            |w| (person(0), rename(w, "H", "X")),
            "refused by right.warden: you may not rename a unit in H unit",
        ),
        // Whoever does not is told that there is nothing.
        case(
            |w| (person(1), rename(w, "B", "X")),
            "refused: there is no unit 4",
        ),
        case(
            |w| (person(0), rename(w, "K", "X")),
            "refused: there is no unit 7",
        ),
        case(
            |w| (person(1), dissolve(w, "F")),
            "refused: there is no unit 9",
        ),
        case(
            |w| (person(0), move_under(w, "A", "K")),
            "refused: there is no unit 7",
        ),
        case(
            |w| (person(0), transfer(w, 16, "A")),
            "refused: there is no person 16",
        ),
        case(
            |w| (person(4), admit(w, Some(16), "B", "novice", TODAY)),
            "refused: there is no person 16",
        ),
        case(
            |_| (person(4), correct(0, on(2), "wrong")),
            "refused: there is no meeting 0",
        ),
        case(
            |w| (person(0), take_up(w, 16, "B", "scribe")),
            "refused: there is no person 16",
        ),
        case(
            |_| (person(1), Command::EnterRegister(EnterRegister::default())),
            "refused: only the operator of the data folder may do this",
        ),
        case(
            |_| (person(1), Command::from(RegisterPerson)),
            "refused: only the operator of the data folder may do this",
        ),
    ]
}

fn of_charters_registers_and_acts() -> Vec<Case> {
    vec![
        case(
            |_| operator(Command::AdoptCharter(adopt(GUILD, FOUNDING))),
            "refused: an edition that came into force on 2016-01-01 is already adopted",
        ),
        case(
            |_| {
                operator(Command::AdoptCharter(adopt(
                    &GUILD.replace("\"friend\"", "\"ally\""),
                    TODAY,
                )))
            },
            "refused: the edition drops or reorders the grades of the one in force, and old records would change their meaning",
        ),
        case(
            |_| {
                operator(Command::AdoptCharter(adopt(
                    GUILD,
                    Date::constant(2090, 1, 1),
                )))
            },
            "refused: 2090-01-01 lies outside the years the record can hold (1900 to 2079)",
        ),
        case(
            |w| operator(Command::EnterRegister(w.register("ring X under Y: full"))),
            "refused: the register has 1 faults",
        ),
        case(
            |w| operator(Command::Act(vec![rename(w, "A", "X"), dissolve(w, "A")])),
            "refused by level.ring: step 2 of the act was refused: X still has people on its roll: 4",
        ),
    ]
}

pub(crate) fn all() -> Vec<Case> {
    [
        of_units(),
        of_members(),
        of_posts(),
        of_meetings(),
        of_rights(),
        of_charters_registers_and_acts(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[test]
fn every_refusal_says_what_stands_in_the_way() {
    let world = world();
    let mut wrong = Vec::new();
    for case in all() {
        let (actor, command) = (case.when)(&world);
        let told = world.told(&world.ask(actor, command));
        if told != case.expect {
            wrong.push(format!("  {told}\nnot\n  {}", case.expect));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn without_a_charter_nothing_can_be_decided() {
    let request = Request {
        actor: Actor::Operator,
        today: TODAY,
        command: Command::from(RegisterPerson),
    };
    let refusal = decide(&State::default(), &request).unwrap_err();
    assert_eq!(refusal.reason, Reason::NoCharterInForce);
    assert_eq!(refusal.reason.to_string(), "no charter is in force");
}

#[test]
fn a_refused_act_changes_nothing() {
    let mut world = world();
    let before = world.state.to_columns();
    let act = Command::Act(vec![rename(&world, "A", "X"), dissolve(&world, "A")]);
    assert!(world.try_to(Actor::Operator, act).is_err());
    assert_eq!(before, world.state.to_columns());
}
