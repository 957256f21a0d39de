//! Awards: proposed by what the record says, decided above, taken back; and
//! every reason why not, with its words and its rule.

use charter::Measured;
use jiff::civil::{Date, date};
use kernel::awards::{AwardStanding, DecideAward, ProposeAward, RevokeAward, Span};
use kernel::meetings::RecordMeeting;
use kernel::posts::{LayDownPost, TakeUpPost};
use kernel::reports::{FileReturn, Given};
use kernel::{Actor, AwardId, Command, PersonId, State};

use crate::fixture::{FLOW, FOUNDING, GUILD, TODAY, When, World, charter, operator, person};

pub(crate) const AWARDS: &str = include_str!("awards.md");

const GIVEN: &str = "
    guild G
    hall H under G
    ring A under H: full+keeper full+warden@H full*4
    ring B under H: full+keeper full*4
";
const YEAR: Date = FOUNDING;

/// A met in ten months of 2016, the last time without a quorum, and filed every return; B did nothing.
pub(crate) fn world() -> World {
    let mut world = World::under(&charter(&format!("{GUILD}{FLOW}{AWARDS}")), GIVEN);
    for month in 1..=10 {
        let absent: Vec<PersonId> = if month == 10 {
            world.state.roll(world.unit("A")).take(5).collect()
        } else {
            Vec::new()
        };
        let meeting = RecordMeeting {
            unit: world.unit("A"),
            kind: world.kind("circle"),
            on: date(2016, month, 9),
            absent,
            resolutions: Vec::new(),
        };
        world.done(Actor::Operator, meeting.into());
    }
    // Returns are filed on the last day of what they speak of, before sums are struck.
    for month in 1..=12 {
        let file = FileReturn {
            report: world.charter.report_named("monthly").unwrap(),
            unit: world.unit("A"),
            period: date(2016, month, 1),
            values: vec![
                Given::FromRecord,
                Given::FromRecord,
                Given::Number(1),
                Given::Choice(1),
            ],
            nought_confirmed: false,
            on: date(2016, month, 1).last_of_month(),
        };
        world.done_on(file.on, Actor::Operator, file.into());
    }
    world
}

fn propose(world: &World, award: &str, unit: &str, period: Date) -> ProposeAward {
    ProposeAward {
        kind: world.charter.award_named(award).unwrap(),
        unit: world.unit(unit),
        period,
        grounds: String::new(),
        on: world.today,
    }
}

fn decide(granted: bool, reason: &str) -> DecideAward {
    DecideAward {
        award: AwardId(0),
        granted,
        reason: reason.to_owned(),
        on: TODAY,
    }
}

fn revoke(award: u32) -> RevokeAward {
    RevokeAward {
        award: AwardId(award),
        reason: "the wrong ring".to_owned(),
        on: TODAY,
    }
}

fn readings(state: &State, world: &World, unit: &str, span: Span) -> Vec<Option<(u64, u64)>> {
    let rule = &world.charter.awards[0];
    state
        .award_readings(rule, world.unit(unit), span, TODAY)
        .iter()
        .map(|it| {
            it.measured
                .map(|Measured { found, needed }| (found, needed))
        })
        .collect()
}

const LAST_YEAR: Span = Span {
    first: YEAR,
    last: date(2016, 12, 31),
};

#[test]
fn criteria_are_read_from_the_record() {
    let mut world = world();
    assert_eq!(
        readings(&world.state, &world, "A", LAST_YEAR),
        [
            Some((10, 9)),
            Some((9, 5)),
            Some((12, 12)),
            Some((0, 30)),
            Some((2, 5)),
        ]
    );
    assert_eq!(
        readings(&world.state, &world, "B", LAST_YEAR)[..3],
        [Some((0, 9)), Some((0, 0)), Some((0, 12))]
    );
    // A keeper's post that stands empty is counted by the day, the last one held left out.
    let keeper = PersonId(0);
    let (unit, post) = (world.unit("A"), world.post("keeper"));
    let down = LayDownPost {
        person: keeper,
        unit,
        post,
        on: date(2016, 12, 21),
    };
    world.done(Actor::Operator, down.into());
    let up = TakeUpPost {
        person: PersonId(2),
        unit,
        post,
        on: date(2016, 12, 30),
    };
    world.done(Actor::Operator, up.into());
    assert_eq!(
        readings(&world.state, &world, "A", LAST_YEAR)[3],
        Some((8, 30))
    );
    // What lies before the first charter is not known of a unit that is as old as that.
    let before = Span {
        first: date(2015, 1, 1),
        last: date(2015, 12, 31),
    };
    assert_eq!(
        readings(&world.state, &world, "A", before)[..4],
        [Some((0, 0)), Some((0, 0)), Some((0, 0)), Some((0, 30))],
        "nothing was due of a ring that was founded with the charter"
    );
}

#[test]
fn a_ring_is_proposed_and_receives_the_lamp_and_it_can_be_taken_back() {
    let mut world = world();
    world.done(person(0), propose(&world, "lamp", "A", YEAR).into());
    let award = world.state.award(AwardId(0)).unwrap();
    assert_eq!(award.standing(), AwardStanding::Proposed);
    assert_eq!(award.span, LAST_YEAR);
    assert_eq!(award.readings.len(), 5);
    // Whoever decides is named by the rule: the nearest hall or guild above.
    let rule = &world.charter.awards[0];
    let body = world.state.award_body(rule, world.unit("A"));
    assert_eq!(body, Some(world.unit("H")));
    world.done(person(1), decide(true, "").into());
    let award = world.state.award(AwardId(0)).unwrap();
    assert_eq!(award.standing(), AwardStanding::Granted);
    assert_eq!(award.decision.unwrap().by, world.unit("H"));
    world.done(person(1), revoke(0).into());
    assert_eq!(
        world.state.award(AwardId(0)).unwrap().standing(),
        AwardStanding::Revoked
    );
    // Then it may be proposed again; the older row stays as it is.
    world.done(person(0), propose(&world, "lamp", "A", YEAR).into());
    assert_eq!(world.state.awards_of(world.unit("A")).count(), 2);
    let columns = world.state.to_columns();
    let editions = world
        .state
        .editions()
        .iter()
        .map(|edition| (edition.sha256, edition.charter.clone()))
        .collect();
    let again = State::from_columns(&columns, &editions).unwrap();
    assert_eq!(again.award(AwardId(0)), world.state.award(AwardId(0)));
}

#[test]
fn a_correction_of_the_record_stands_in_the_way_of_what_was_proposed() {
    let mut world = world();
    world.done(person(0), propose(&world, "lamp", "A", YEAR).into());
    let (unit, post) = (world.unit("A"), world.post("keeper"));
    let down = LayDownPost {
        person: PersonId(0),
        unit,
        post,
        on: date(2016, 3, 1),
    };
    world.done(Actor::Operator, down.into());
    let told = world.told(&world.ask(person(1), decide(true, "").into()));
    assert_eq!(
        told,
        "refused by award.lamp: the record does not say of A unit: hardly a day without a keeper; \
         it has 305 days with a post vacant, and the charter asks for at most 30"
    );
    // What was read on the day of the proposal stays as it was.
    let award = world.state.award(AwardId(0)).unwrap();
    assert_eq!(award.readings[3].measured.unwrap().found, 0);
    world.done(person(1), decide(false, "no keeper for months").into());
}

/// What is commanded in that world, and the words of the refusal.
pub(crate) fn cases() -> Vec<(When, &'static str)> {
    let later = date(2017, 6, 1);
    assert!(later < TODAY);
    vec![
        (
            |w| operator(propose(w, "lamp", "B", YEAR).into()),
            "refused by award.lamp: the record does not say of B unit: a circle in three months of four; \
             it has 0 meetings held in time, and the charter asks for at least 9",
        ),
        (
            |w| operator(propose(w, "lamp", "A", TODAY).into()),
            "refused by award.lamp: the time it speaks of ends on 2017-12-31",
        ),
        (
            |w| operator(propose(w, "lamp", "H", YEAR).into()),
            "refused by award.lamp: H unit is not of a level that may receive the award golden lamp",
        ),
        (
            |w| operator(propose(w, "age", "G", YEAR).into()),
            "refused by award.age: nothing that decides on the award mark of age stands above G unit",
        ),
        (
            |w| operator(propose(w, "lamp", "A", date(2014, 5, 5)).into()),
            "refused by award.lamp: A unit was founded on 2016-01-01, after that time was over",
        ),
        (
            |w| (person(2), propose(w, "lamp", "A", YEAR).into()),
            "refused by right.lamp-keeper: you may not propose an award in A unit",
        ),
        (
            |w| (person(0), propose(w, "lamp", "B", YEAR).into()),
            "refused: there is no unit 3",
        ),
        (
            |_| operator(decide(true, "").into()),
            "refused: there is no proposal 0 for an award",
        ),
        (
            |_| operator(revoke(7).into()),
            "refused: there is no proposal 7 for an award",
        ),
    ]
}

#[test]
fn every_refusal_has_its_words_and_its_rule() {
    let world = world();
    for (when, words) in cases() {
        let (actor, command) = when(&world);
        assert_eq!(world.told(&world.ask(actor, command)), words);
    }
}

#[test]
fn what_was_done_once_is_not_done_twice() {
    let mut world = world();
    let told = |world: &World, actor, command: Command| world.told(&world.ask(actor, command));
    world.done(person(0), propose(&world, "lamp", "A", YEAR).into());
    assert_eq!(
        told(&world, person(0), propose(&world, "lamp", "A", YEAR).into()),
        "refused by award.lamp: A unit was proposed for the award golden lamp for this time already"
    );
    assert_eq!(
        told(&world, person(0), decide(true, "").into()),
        "refused by award.lamp: you may not decide on an award in A unit"
    );
    assert_eq!(
        told(&world, person(7), decide(true, "").into()),
        "refused: there is no proposal 0 for an award",
        "nobody of another ring knows of it"
    );
    assert_eq!(
        told(&world, person(1), decide(false, " ").into()),
        "refused: the reason why it is not awarded is missing"
    );
    world.done(person(1), decide(false, "too dark").into());
    assert_eq!(
        told(&world, person(1), decide(true, "").into()),
        "refused by award.lamp: the award was decided on already, on 2017-06-15"
    );
    world.done(person(1), revoke(0).into());
    assert_eq!(
        told(&world, person(1), revoke(0).into()),
        "refused by award.lamp: this was taken back already, on 2017-06-15"
    );
    // An award that is given once is given for all the time since the founding.
    world.done(Actor::Operator, propose(&world, "age", "A", YEAR).into());
    let award = world.state.award(AwardId(1)).unwrap();
    assert_eq!((award.span.first, award.span.last), (FOUNDING, TODAY));
    assert_eq!(
        told(
            &world,
            Actor::Operator,
            propose(&world, "age", "A", TODAY).into()
        ),
        "refused by award.age: A unit was proposed for the award mark of age for this time already"
    );
}
