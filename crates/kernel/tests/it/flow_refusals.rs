//! Every reason for a refusal of what goes down and comes up, each with the
//! words in which it is given and the rule it rests on.

use jiff::civil::{Date, date};
use kernel::directives::{
    AmendDirective, AnswerDirective, IssueDirective, ObjectToDirective, Origin, Outcome,
    PassOnDirective, SettleObjection, WithdrawDirective,
};
use kernel::reports::{CorrectReturn, FileReturn, Given};
use kernel::{Actor, Command, DirectiveId, MeetingId};

use crate::fixture::{FLOW, FOUNDING, GUILD, TODAY, When, World, charter, operator, person};

const GIVEN: &str = "
    guild G
    hall H under G
    hall J under G
    ring A under H: full+keeper full*5
    ring B under H: full+warden@H full*5
    ring C under J: full+keeper full*5
";
const JANUARY: Date = date(2016, 1, 1);

pub(crate) fn issue(world: &World, unit: &str, to: &str, areas: &[&str]) -> IssueDirective {
    IssueDirective {
        unit: world.unit(unit),
        kind: world.charter.directive_named("circular").unwrap(),
        to: vec![world.level(to)],
        areas: areas.iter().map(|area| world.unit(area)).collect(),
        text: "count the baskets".to_owned(),
        origin: Origin::Own,
        replaces: None,
        on: world.today,
    }
}

pub(crate) fn pass_on(world: &World, directive: u32, unit: &str) -> PassOnDirective {
    PassOnDirective {
        directive: DirectiveId(directive),
        unit: world.unit(unit),
        on: world.today,
    }
}

fn answer(world: &World, directive: u32, unit: &str) -> AnswerDirective {
    AnswerDirective {
        directive: DirectiveId(directive),
        unit: world.unit(unit),
        outcome: Outcome::Done,
        text: String::new(),
        on: world.today,
    }
}

fn object(world: &World, unit: &str) -> ObjectToDirective {
    ObjectToDirective {
        directive: DirectiveId(0),
        unit: world.unit(unit),
        reason: "we make none".to_owned(),
        on: world.today,
    }
}

fn file(world: &World, unit: &str, period: Date, sold: u64) -> FileReturn {
    FileReturn {
        report: world.charter.report_named("monthly").unwrap(),
        unit: world.unit(unit),
        period,
        values: vec![
            Given::FromRecord,
            Given::FromRecord,
            Given::Number(sold),
            Given::Choice(1),
        ],
        nought_confirmed: false,
        on: world.today,
    }
}

/// Directive 0 has come to A and B and not to C, and A objects; 1 was withdrawn and 3
/// took the place of 2. A has filed its return for January.
pub(crate) fn world() -> World {
    let mut world = World::under(&charter(&format!("{GUILD}{FLOW}")), GIVEN);
    for command in [
        issue(&world, "G", "ring", &[]).into(),
        pass_on(&world, 0, "H").into(),
        object(&world, "A").into(),
        issue(&world, "G", "ring", &[]).into(),
        WithdrawDirective {
            directive: DirectiveId(1),
            reason: "a mistake".to_owned(),
            on: TODAY,
        }
        .into(),
        issue(&world, "G", "ring", &[]).into(),
        Command::from(IssueDirective {
            replaces: Some(DirectiveId(2)),
            ..issue(&world, "G", "ring", &[])
        }),
        file(&world, "A", JANUARY, 3).into(),
    ] {
        world.done(Actor::Operator, command);
    }
    world
}

/// What is commanded in that world, and the words of the refusal.
#[expect(clippy::too_many_lines, reason = "a flat list of cases")]
pub(crate) fn cases() -> Vec<(When, &'static str)> {
    vec![
        (
            |w| operator(pass_on(w, 9, "H").into()),
            "refused: there is no directive 9",
        ),
        (
            |w| operator(issue(w, "A", "ring", &[]).into()),
            "refused by directive.circular: A unit cannot issue a circular",
        ),
        (
            |w| operator(issue(w, "G", "house", &[]).into()),
            "refused by directive.circular: a circular is not addressed to houses",
        ),
        (
            |w| operator(issue(w, "H", "ring", &["J"]).into()),
            "refused by directive.circular: J unit does not stand beneath H unit",
        ),
        (
            |w| operator(issue(w, "H", "hall", &[]).into()),
            "refused by directive.circular: no unit of the levels named stands there, so nobody would receive it",
        ),
        (
            |w| operator(answer(w, 0, "H").into()),
            "refused by directive.circular: directive 0 does not go to H unit",
        ),
        (
            |w| operator(answer(w, 0, "C").into()),
            "refused by directive.circular: C unit has not received the directive: J unit has not passed it on",
        ),
        (
            |w| (person(6), pass_on(w, 0, "H").into()),
            "refused by directive.circular: H unit passed the directive on on 2017-06-15",
        ),
        (
            |w| operator(pass_on(w, 1, "H").into()),
            "refused by directive.circular: the directive was withdrawn on 2017-06-15",
        ),
        (
            |w| operator(pass_on(w, 2, "H").into()),
            "refused by directive.circular: directive 3 took its place on 2017-06-15",
        ),
        (
            |w| (person(0), object(w, "A").into()),
            "refused by directive.circular: A unit has objected to the directive already",
        ),
        (
            |w| {
                operator(
                    SettleObjection {
                        directive: DirectiveId(0),
                        unit: w.unit("B"),
                        upheld: false,
                        reason: "do it".to_owned(),
                        on: TODAY,
                    }
                    .into(),
                )
            },
            "refused by directive.circular: no objection of B unit is waiting for an answer",
        ),
        (
            |_| {
                operator(
                    AmendDirective {
                        directive: DirectiveId(0),
                        text: " ".to_owned(),
                        on: TODAY,
                    }
                    .into(),
                )
            },
            "refused: the new wording is missing",
        ),
        (
            |w| {
                let origin = Origin::Meeting(MeetingId(7));
                let it = IssueDirective {
                    origin,
                    ..issue(w, "G", "ring", &[])
                };
                operator(it.into())
            },
            "refused: there is no meeting 7",
        ),
        (
            |w| (person(1), answer(w, 0, "A").into()),
            "refused by right.flow-warden: you may not answer a directive in A unit",
        ),
        (
            |w| (person(0), pass_on(w, 0, "J").into()),
            "refused: there is no unit 2",
        ),
        (
            |w| operator(file(w, "H", JANUARY, 1).into()),
            "refused by report.monthly: H unit owes no monthly report",
        ),
        (
            |w| operator(file(w, "B", date(2015, 12, 1), 1).into()),
            "refused by report.monthly: B unit owes its first monthly report for the time from 2016-01-01 on",
        ),
        (
            |w| operator(file(w, "B", TODAY, 1).into()),
            "refused by report.monthly: the time it speaks of ends on 2017-06-30",
        ),
        (
            |w| operator(file(w, "B", date(2016, 2, 1), 1).into()),
            "refused by report.monthly: the monthly report for the time from 2016-01-01 on comes first",
        ),
        (
            |w| (person(0), file(w, "A", JANUARY, 1).into()),
            "refused by report.monthly: the monthly report of A unit for the time from 2016-01-01 on is already filed",
        ),
        (
            |w| {
                let it = file(w, "B", JANUARY, 1);
                operator(
                    CorrectReturn {
                        report: it.report,
                        unit: it.unit,
                        period: FOUNDING,
                        values: it.values,
                        reason: "it was wrong".to_owned(),
                        on: TODAY,
                    }
                    .into(),
                )
            },
            "refused by report.monthly: no monthly report of B unit for the time from 2016-01-01 on is filed",
        ),
        (
            |w| {
                let mut it = file(w, "B", JANUARY, 1);
                it.values[3] = Given::Choice(2);
                operator(it.into())
            },
            "refused by report.monthly: the market: one of the choices is asked for",
        ),
        (
            |w| operator(file(w, "B", JANUARY, 0).into()),
            "refused by report.monthly: every number is nought, and nobody has confirmed that this is meant",
        ),
    ]
}

#[test]
fn every_refusal_says_what_stands_in_the_way() {
    let world = world();
    for (when, expect) in cases() {
        let (actor, command) = when(&world);
        assert_eq!(world.told(&world.ask(actor, command)), expect);
    }
}

#[test]
fn what_a_directive_names_twice_it_names_once() {
    let mut world = world();
    let ring = world.level("ring");
    let twice = IssueDirective {
        to: vec![ring, ring],
        ..issue(&world, "G", "ring", &["J", "H", "J"])
    };
    world.done(Actor::Operator, twice.into());
    let kept = world.state.directive(DirectiveId(4)).unwrap();
    assert_eq!(kept.to, [ring]);
    assert_eq!(kept.areas, [world.unit("J"), world.unit("H")]);
}

#[test]
fn no_wording_is_younger_than_the_one_that_came_after_it() {
    let mut world = world();
    let amend = |on| AmendDirective {
        directive: DirectiveId(0),
        text: "count baskets and lids".to_owned(),
        on,
    };
    let later = |world: &mut World| world.today = date(2017, 6, 20);
    later(&mut world);
    world.done(Actor::Operator, amend(date(2017, 6, 18)).into());
    let earlier = "refused by directive.circular: 2017-06-17 lies before 2017-06-18, the day the directive was last amended";
    let before = amend(date(2017, 6, 17)).into();
    assert_eq!(world.told(&world.ask(Actor::Operator, before)), earlier);
    let withdraw = WithdrawDirective {
        directive: DirectiveId(0),
        reason: "a mistake".to_owned(),
        on: date(2017, 6, 17),
    };
    let withdrawn = world.ask(Actor::Operator, withdraw.into());
    assert_eq!(world.told(&withdrawn), earlier);
    world.done(Actor::Operator, amend(date(2017, 6, 18)).into());
}
