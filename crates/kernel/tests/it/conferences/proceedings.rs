//! What a conference does: items, votes by their majority and quorum, and the
//! attendance in the order in which it was printed.

use jiff::civil::date;
use kernel::conferences::{
    Attendee, Attending, AttendingRow, Capacity, EnterConferenceItem, ItemKind,
    ListConferenceAttendance, RecordConferenceVote, StrikeConferenceItem, StrikeConferenceVote,
};
use kernel::{Actor, Command, PersonId};

use super::{ENDS, FIRST, called, check_in, empty_under, open, opened, told};
use crate::fixture::{FLOW, World, person};

/// Who publishes.
const ARTICLE: &str = r#"
## Article 94. Bulletins

```rule
[bulletin]
levels   = ["guild", "ring"]
modality = "may"
basis    = "assumed"
```
"#;

fn enter(world: &World, kind: ItemKind, under: Option<u32>) -> EnterConferenceItem {
    EnterConferenceItem {
        conference: FIRST,
        kind,
        under,
        title: "the lamps".to_owned(),
        text: String::new(),
        sender: String::new(),
        addressee: String::new(),
        speaker: None,
        read: false,
        on: world.today,
    }
}

fn count(
    world: &World,
    item: u32,
    (favour, against, abstained): (u32, u32, u32),
) -> RecordConferenceVote {
    RecordConferenceVote {
        conference: FIRST,
        item,
        majority: 0,
        present: favour + against + abstained,
        favour,
        against,
        abstained,
        on: world.today,
    }
}

/// The moot in session: p1 to p4 are in, item 1 is a session and item 2 a letter read there.
fn in_session() -> World {
    let mut world = open();
    for number in [1, 3, 4] {
        let came = check_in(&world, number).into();
        world.done(person(1), came);
    }
    let session = enter(&world, ItemKind::Session, None).into();
    world.done(person(1), session);
    let letter = EnterConferenceItem {
        read: true,
        sender: "the rings".to_owned(),
        addressee: "the guild".to_owned(),
        ..enter(&world, ItemKind::Paper, Some(1))
    };
    world.done(person(1), letter.into());
    world
}

#[test]
fn a_vote_carries_by_its_majority_and_its_quorum() {
    let mut world = in_session();
    // Four have a seat; two have to be there, and more than half of those for and against carry.
    for (cast, majority, adopted) in [
        ((2, 1, 1), 0, true),
        ((1, 1, 0), 0, false),
        ((1, 0, 0), 0, false),
        ((2, 1, 0), 1, true),
        ((0, 0, 4), 0, false),
    ] {
        let vote = RecordConferenceVote {
            majority,
            ..count(&world, 2, cast)
        };
        world.done(person(1), vote.into());
        let last = *world.state.conference_votes(FIRST).last().unwrap();
        assert_eq!(last.adopted, adopted, "{cast:?}: {last:?}");
        assert_eq!((last.entitled, last.quorum), (4, Some(2)));
    }
    let votes = world.state.conference_votes(FIRST);
    assert_eq!(
        votes.iter().map(|it| it.needed).collect::<Vec<_>>(),
        [2, 2, 1, 2, 1]
    );
}

#[test]
fn attendance_keeps_its_order_with_the_posts_of_the_day() {
    let mut world = in_session();
    let rows = vec![
        AttendingRow {
            who: Attending::Person(PersonId(0)),
            capacity: Capacity::Platform,
        },
        AttendingRow {
            who: Attending::Named("an envoy from the coast".to_owned()),
            capacity: Capacity::Guest,
        },
        AttendingRow {
            who: Attending::Person(PersonId(4)),
            capacity: Capacity::Participant,
        },
    ];
    let list = ListConferenceAttendance {
        conference: FIRST,
        rows,
    };
    world.done(person(1), list.clone().into());
    let attended = world.state.conference_attendance(FIRST);
    let listed: Vec<bool> = attended.iter().map(|it| it.listed).collect();
    assert_eq!(listed, [true, true, true, false, false, false]);
    let who: Vec<Option<u32>> = attended
        .iter()
        .map(|it| match it.who {
            Attendee::Person(person) => Some(person.0),
            Attendee::Named(_) => None,
        })
        .collect();
    // As it was printed, and behind it whoever came in and is not on the list.
    assert_eq!(who, [Some(0), None, Some(4), Some(1), Some(2), Some(3)]);
    let posts: Vec<_> = attended[0].posts.iter().map(|it| it.post).collect();
    assert_eq!(posts, [world.post("keeper")]);
    // Posts are those of its first day, whatever comes afterwards.
    let down = kernel::posts::LayDownPost {
        person: PersonId(0),
        unit: world.unit("A"),
        post: world.post("keeper"),
        on: ENDS,
    };
    world.done_on(ENDS, Actor::Operator, down.into());
    assert_eq!(world.state.conference_attendance(FIRST)[0].posts.len(), 1);
    // A second list takes the place of the first.
    let shorter = ListConferenceAttendance {
        rows: list.rows[..1].to_vec(),
        ..list
    };
    world.done(person(1), shorter.into());
    assert_eq!(world.state.conference_attendance(FIRST).len(), 5);
    let bytes = world.state.to_columns();
    let editions = [([1; 32], world.charter.clone())].into_iter().collect();
    let again = kernel::State::from_columns(&bytes, &editions).unwrap();
    assert_eq!(again.to_columns(), bytes);
    assert_eq!(
        again.conference_attendance(FIRST),
        world.state.conference_attendance(FIRST)
    );
}

#[test]
#[expect(
    clippy::too_many_lines,
    reason = "a list, a line or a stanza a refusal"
)]
fn what_does_not_fit_the_proceedings_is_refused() {
    let mut world = in_session();
    let vote = count(&world, 2, (2, 1, 1)).into();
    world.done(person(1), vote);
    let strike_item = |item| StrikeConferenceItem {
        conference: FIRST,
        item,
        reason: "the wrong day".to_owned(),
    };
    let strike_vote = |vote| StrikeConferenceVote {
        conference: FIRST,
        vote,
        reason: "miscounted".to_owned(),
    };
    let by_name = ListConferenceAttendance {
        conference: FIRST,
        rows: vec![AttendingRow {
            who: Attending::Named("somebody".to_owned()),
            capacity: Capacity::Participant,
        }],
    };
    let not_in = ListConferenceAttendance {
        conference: FIRST,
        rows: vec![AttendingRow {
            who: Attending::Person(PersonId(5)),
            capacity: Capacity::Participant,
        }],
    };
    let read_nowhere = EnterConferenceItem {
        read: true,
        ..enter(&world, ItemKind::Paper, None)
    };
    let majority = RecordConferenceVote {
        majority: 7,
        ..count(&world, 2, (1, 0, 0))
    };
    let few = RecordConferenceVote {
        present: 1,
        ..count(&world, 2, (2, 0, 0))
    };
    let cases: [(Command, &str); 12] = [
        (
            by_name.into(),
            "refused by conference.moot: whoever is named by a text only is no participant",
        ),
        (
            not_in.into(),
            "refused by conference.moot: person 5 has not come in",
        ),
        (
            enter(&world, ItemKind::Point, Some(9)).into(),
            "refused by conference.moot: the conference has no item 9",
        ),
        (
            enter(&world, ItemKind::Point, Some(2)).into(),
            "refused by conference.moot: nothing stands under item 2: it is said or presented",
        ),
        (
            read_nowhere.into(),
            "refused by conference.moot: it was read, and not said where",
        ),
        (
            count(&world, 1, (1, 0, 0)).into(),
            "refused by conference.moot: item 1 is nothing that is voted on",
        ),
        (
            count(&world, 2, (5, 0, 0)).into(),
            "refused by conference.moot: 5 are said to be there, and 4 came in",
        ),
        (
            few.into(),
            "refused by conference.moot: 2 voted or abstained, and 1 were there",
        ),
        (
            majority.into(),
            "refused by conference.moot: the charter has no such majority for this conference",
        ),
        (
            strike_item(1).into(),
            "refused by conference.moot: item 2 stands under it",
        ),
        (
            strike_item(2).into(),
            "refused by conference.moot: vote 1 was on it",
        ),
        (
            strike_vote(3).into(),
            "refused by conference.moot: the conference has no vote 3",
        ),
    ];
    for (command, words) in cases {
        assert_eq!(told(&world, person(1), command), words);
    }
    world.done(person(1), strike_vote(1).into());
    world.done(person(1), strike_item(2).into());
    world.done(person(1), strike_item(1).into());
    assert!(
        world
            .state
            .conference_items(FIRST)
            .iter()
            .all(|it| it.struck.is_some())
    );
    assert_eq!(
        told(&world, person(0), enter(&world, ItemKind::Session, None)),
        "refused: there is no unit 0"
    );
}

#[test]
fn a_bulletin_is_about_a_conference_that_has_begun_and_was_called_by_its_unit() {
    use kernel::bulletins::{BulletinAbout, DraftBulletin};
    use kernel::conferences::CallOffConference;
    use kernel::{BulletinId, ConferenceId};

    let early = called(empty_under(ARTICLE));
    let about = |world: &World, unit: &str, number: u32| DraftBulletin {
        unit: world.unit(unit),
        about: Some(BulletinAbout::Conference(ConferenceId(number))),
        text: "The moot met.".to_owned(),
    };
    let refused = |world: &World, unit: &str, number: u32| {
        told(world, Actor::Operator, about(world, unit, number))
    };
    assert_eq!(
        refused(&early, "G", 0),
        "refused: 2017-06-25 has not come yet"
    );
    let mut world = opened(called(empty_under(ARTICLE)));
    assert_eq!(refused(&world, "A", 0), "refused: there is no conference 0");
    assert_eq!(refused(&world, "G", 1), "refused: there is no conference 1");
    let drafted = about(&world, "G", 0);
    world.done(Actor::Operator, drafted.into());
    let kept = world.state.bulletin(BulletinId(0)).unwrap();
    assert_eq!(
        kept.about,
        Some(BulletinAbout::Conference(FIRST)),
        "{kept:?}"
    );
    // It comes back from a snapshot, and of one that was called off there is nothing to tell.
    let bytes = world.state.to_columns();
    let editions = [([1; 32], world.charter.clone())].into_iter().collect();
    let again = kernel::State::from_columns(&bytes, &editions).unwrap();
    assert_eq!(again.bulletin(BulletinId(0)), Some(kept));
    let mut off = called(empty_under(ARTICLE));
    let call_off = CallOffConference {
        conference: FIRST,
        reason: "the hall burnt down".to_owned(),
    };
    off.done(Actor::Operator, call_off.into());
    off.today = ENDS;
    assert!(
        refused(&off, "G", 0).contains("was called off on"),
        "{}",
        refused(&off, "G", 0)
    );
}

#[test]
fn an_item_has_a_day_of_the_conference_and_a_workshop_may_follow_it() {
    let mut world = in_session();
    let on = |kind, under, on| EnterConferenceItem {
        on,
        ..enter(&world, kind, under)
    };
    let (before, after) = (date(2017, 6, 24), date(2017, 6, 27));
    let no_day = |day: &str| {
        format!(
            "refused by conference.moot: the conference is from 2017-06-25 to 2017-06-26, and {day} is not one of its days"
        )
    };
    for (item, day) in [
        (on(ItemKind::Session, None, before), "2017-06-24"),
        (on(ItemKind::Workshop, None, before), "2017-06-24"),
        (on(ItemKind::Session, None, after), "2017-06-27"),
        (on(ItemKind::Speech, Some(1), after), "2017-06-27"),
    ] {
        assert_eq!(told(&world, person(1), item), no_day(day));
    }
    let workshop = on(ItemKind::Workshop, None, after);
    let speech = on(ItemKind::Speech, Some(3), after);
    world.done(person(1), workshop.into());
    world.done(person(1), speech.into());
}

#[test]
fn a_directive_comes_of_a_letter_that_was_read() {
    use kernel::directives::{IssueDirective, Origin};
    use kernel::{ConferenceId, DirectiveId};

    let mut world = opened(called(empty_under(FLOW)));
    let session = enter(&world, ItemKind::Session, None).into();
    world.done(Actor::Operator, session);
    let letter = EnterConferenceItem {
        read: true,
        ..enter(&world, ItemKind::Paper, Some(1))
    };
    world.done(Actor::Operator, letter.into());
    let issue = |world: &World, origin| IssueDirective {
        unit: world.unit("G"),
        kind: world.charter.directive_named("circular").unwrap(),
        to: vec![world.level("ring")],
        areas: Vec::new(),
        text: "light the lamps".to_owned(),
        origin,
        replaces: None,
        on: world.today,
    };
    let of_the_letter = Origin::Item(FIRST, 2);
    let refused = |world: &World, origin| told(world, Actor::Operator, issue(world, origin));
    for (origin, says) in [
        (Origin::Item(FIRST, 3), "the conference has no item 3"),
        (Origin::Item(ConferenceId(9), 2), "there is no conference 9"),
    ] {
        let said = refused(&world, origin);
        assert!(said.contains(says), "{said}");
    }
    let command = issue(&world, of_the_letter).into();
    world.done(Actor::Operator, command);
    // Both ways, and not of the conference as a whole.
    let kept = |state: &kernel::State| {
        let origin = state.directive(DirectiveId(0)).unwrap().origin;
        let of = |origin| state.carrying_out(origin).collect::<Vec<_>>();
        (origin, of(of_the_letter), of(Origin::Conference(FIRST)))
    };
    let told = (of_the_letter, vec![DirectiveId(0)], Vec::new());
    assert_eq!(kept(&world.state), told);
    let bytes = world.state.to_columns();
    let editions = [([1; 32], world.charter.clone())].into_iter().collect();
    assert_eq!(
        kept(&kernel::State::from_columns(&bytes, &editions).unwrap()),
        told
    );
}
