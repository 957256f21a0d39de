//! Directives: issued, handed on, answered, objected to, withdrawn; who holds them up.

use jiff::civil::{Date, date};
use kernel::directives::{
    AmendDirective, AnswerDirective, IssueDirective, ObjectToDirective, Origin, Outcome,
    PassOnDirective, PutOnAgenda, SettleObjection, TakeOffAgenda, WithdrawDirective,
};
use kernel::findings::{Matter, of_unit};
use kernel::{Actor, Command, DirectiveId, State, UnitId};

use crate::commands::*;
use crate::fixture::{FLOW, GUILD, TODAY, World, charter, person};

const GIVEN: &str = "
    guild G
    hall H under G
    hall J under G
    ring A under H: full+keeper full*5
    ring B under H: full+warden@H full*5
    ring C under J: full
";
const FIRST: DirectiveId = DirectiveId(0);

fn world() -> World {
    let mut world = World::under(&charter(&format!("{GUILD}{FLOW}")), GIVEN);
    world.today = date(2017, 6, 1);
    world
}

fn issue(world: &World, unit: &str, to: &[&str], areas: &[&str]) -> IssueDirective {
    IssueDirective {
        unit: world.unit(unit),
        kind: world.charter.directive_named("circular").unwrap(),
        to: to.iter().map(|level| world.level(level)).collect(),
        areas: areas.iter().map(|area| world.unit(area)).collect(),
        text: "count the baskets".to_owned(),
        origin: Origin::Own,
        replaces: None,
        on: world.today,
    }
}

fn pass_on(world: &World, unit: &str) -> Command {
    PassOnDirective {
        directive: FIRST,
        unit: world.unit(unit),
        on: world.today,
    }
    .into()
}

fn answer(world: &World, unit: &str, outcome: Outcome, text: &str) -> Command {
    AnswerDirective {
        directive: FIRST,
        unit: world.unit(unit),
        outcome,
        text: text.to_owned(),
        on: world.today,
    }
    .into()
}

/// A world in which the guild has told every ring something on 1 June.
fn told() -> World {
    let mut world = world();
    let it = issue(&world, "G", &["ring"], &[]);
    world.done(Actor::Operator, it.into());
    world
}

#[track_caller]
fn refused(world: &World, actor: Actor, command: impl Into<Command>) -> String {
    let refusal = world.ask(actor, command.into()).unwrap_err();
    refusal.reason.to_string()
}

fn matters(world: &World, unit: &str, on: Date) -> Vec<String> {
    of_unit(&world.state, on, world.unit(unit))
        .into_iter()
        .filter_map(|finding| match finding.matter {
            Matter::HeldUp { received, .. } => Some(format!(
                "held up since {received}, outside since {}",
                finding.since
            )),
            Matter::NotAnswered { received, .. } => Some(format!(
                "not answered since {received}, outside since {}",
                finding.since
            )),
            _ => None,
        })
        .collect()
}

#[test]
fn a_directive_goes_from_level_to_level_and_comes_back_answered() {
    let mut world = told();
    let (a, h) = (world.unit("A"), world.unit("H"));
    assert_eq!(world.state.received_on(FIRST, a), None, "H still has it");
    assert_eq!(world.state.received_on(FIRST, h), Some(world.today));
    assert_eq!(
        refused(&world, person(0), answer(&world, "A", Outcome::Done, "")),
        "A unit has not received the directive: H unit has not passed it on"
    );
    world.today = date(2017, 6, 3);
    let command = pass_on(&world, "H");
    world.done(person(6), command);
    assert_eq!(world.state.received_on(FIRST, a), Some(world.today));
    world.today = date(2017, 6, 5);
    let command = answer(&world, "A", Outcome::Done, "");
    world.done(person(0), command);
    let command = answer(&world, "B", Outcome::NotDone, "there are none");
    world.done(Actor::Operator, command);
    let levels = world.state.cascade(FIRST);
    let [halls, rings] = levels.as_slice() else {
        panic!("{levels:?}");
    };
    assert_eq!(
        (
            halls.way,
            halls.way_received,
            halls.passed_on,
            halls.addressed
        ),
        (2, 2, 1, 0)
    );
    assert_eq!(
        (rings.addressed, rings.received, rings.done, rings.not_done),
        (3, 2, 1, 1)
    );
    assert_eq!(rings.last_answer, Some(world.today));
    assert_eq!(
        world.state.holding_up(FIRST),
        [(world.unit("J"), date(2017, 6, 1))]
    );
    assert!(world.state.not_answered(FIRST).is_empty());
}

#[test]
fn who_is_late_is_found_from_the_day_after() {
    let world = told();
    assert!(matters(&world, "J", date(2017, 6, 8)).is_empty());
    assert_eq!(
        matters(&world, "J", date(2017, 6, 9)),
        ["held up since 2017-06-01, outside since 2017-06-09"]
    );
    assert!(
        matters(&world, "C", date(2017, 9, 1)).is_empty(),
        "nobody owes an answer to what has not come"
    );
    let mut world = world;
    let command = pass_on(&world, "J");
    world.done(Actor::Operator, command);
    assert!(matters(&world, "C", date(2017, 7, 1)).is_empty());
    assert_eq!(
        matters(&world, "C", date(2017, 7, 2)),
        ["not answered since 2017-06-01, outside since 2017-07-02"]
    );
    let command = answer(&world, "C", Outcome::InPart, "half of them");
    world.done(Actor::Operator, command);
    assert!(matters(&world, "C", date(2018, 7, 2)).is_empty());
}

#[test]
fn who_is_addressed_is_settled_on_the_first_day() {
    let mut world = told();
    let command = pass_on(&world, "H");
    world.done(Actor::Operator, command);
    world.today = TODAY;
    let command = found(&world, "N", "ring", Some("H"));
    world.done(Actor::Operator, command);
    let late = world.unit("N");
    assert!(!world.state.addressed_to(FIRST, late));
    assert_eq!(
        refused(
            &world,
            Actor::Operator,
            answer(&world, "N", Outcome::Done, "")
        ),
        "directive 0 does not go to N unit"
    );
}

#[test]
fn a_unit_moved_to_where_nobody_passes_anything_on_has_it_from_that_day() {
    let mut world = world();
    let it = issue(&world, "G", &["ring"], &["J"]);
    world.done(Actor::Operator, it.into());
    let c = world.unit("C");
    assert_eq!(world.state.received_on(FIRST, c), None);
    world.today = TODAY;
    let command = move_under(&world, "C", "H");
    world.done(Actor::Operator, command);
    assert_eq!(world.state.received_on(FIRST, c), Some(TODAY));
}

#[test]
fn an_area_and_a_level_narrow_the_addressees() {
    let world = world();
    let mut state: State = world.state.clone();
    for (to, areas, expected) in [
        (&["hall"][..], &[][..], &["H", "J"][..]),
        (&["ring"], &["J"], &["C"]),
        (&["hall", "ring"], &["H"], &["H", "A", "B"]),
    ] {
        let mut trial = world.clone();
        let events = trial.done(Actor::Operator, issue(&world, "G", to, areas).into());
        for event in &events {
            state.apply(event);
        }
        let addressed: Vec<UnitId> = trial
            .state
            .units_within(trial.unit("G"))
            .into_iter()
            .filter(|unit| trial.state.addressed_to(FIRST, *unit))
            .collect();
        let mut expected: Vec<UnitId> = expected.iter().map(|code| trial.unit(code)).collect();
        expected.sort_unstable();
        let mut found = addressed;
        found.sort_unstable();
        assert_eq!(found, expected);
    }
    let mut nobody = issue(&world, "H", &["hall"], &[]);
    assert_eq!(
        refused(&world, Actor::Operator, nobody.clone()),
        "no unit of the levels named stands there, so nobody would receive it"
    );
    nobody.to = vec![world.level("guild")];
    assert_eq!(
        refused(&world, Actor::Operator, nobody),
        "a circular is not addressed to guilds"
    );
    assert_eq!(
        refused(
            &world,
            Actor::Operator,
            issue(&world, "H", &["ring"], &["J"])
        ),
        "J unit does not stand beneath H unit"
    );
    assert_eq!(
        refused(&world, Actor::Operator, issue(&world, "A", &["ring"], &[])),
        "A unit cannot issue a circular"
    );
}

#[test]
fn a_directive_to_a_dissolved_unit_is_refused_and_one_dissolved_later_owes_nothing() {
    let mut world = told();
    let command = pass_on(&world, "J");
    world.done(Actor::Operator, command);
    world.today = TODAY;
    let command = merge(&world, "C", "A");
    world.done(Actor::Operator, command);
    assert!(matters(&world, "C", date(2018, 1, 1)).is_empty());
    let rings = *world.state.cascade(FIRST).last().unwrap();
    assert_eq!((rings.addressed, rings.dissolved), (3, 1));
    let told = refused(
        &world,
        Actor::Operator,
        issue(&world, "G", &["ring"], &["C"]),
    );
    assert!(told.starts_with("C unit was dissolved on"), "{told}");
}

#[test]
fn an_objection_goes_up_and_is_settled() {
    let mut world = told();
    let command = pass_on(&world, "H");
    world.done(Actor::Operator, command);
    let object = |world: &World| ObjectToDirective {
        directive: FIRST,
        unit: world.unit("A"),
        reason: "we make no baskets".to_owned(),
        on: world.today,
    };
    let it = object(&world);
    world.done(person(0), it.into());
    assert_eq!(
        refused(&world, person(0), object(&world)),
        "A unit has objected to the directive already"
    );
    assert!(
        !matters(&world, "A", date(2018, 1, 1)).is_empty(),
        "it still owes an answer"
    );
    let settle = |world: &World, unit: &str| SettleObjection {
        directive: FIRST,
        unit: world.unit(unit),
        upheld: true,
        reason: "so it is".to_owned(),
        on: world.today,
    };
    assert_eq!(
        refused(&world, person(0), settle(&world, "A")),
        "there is no unit 0"
    );
    assert_eq!(
        refused(&world, Actor::Operator, settle(&world, "B")),
        "no objection of B unit is waiting for an answer"
    );
    let it = settle(&world, "A");
    world.done(Actor::Operator, it.into());
    assert!(matters(&world, "A", date(2018, 1, 1)).is_empty());
    let rings = *world.state.cascade(FIRST).last().unwrap();
    assert_eq!((rings.released, rings.objecting), (1, 0));
    // The same again changes nothing; the other is a correction, and it owes an answer again.
    assert_eq!(
        refused(&world, Actor::Operator, settle(&world, "A")),
        "no objection of A unit is waiting for an answer"
    );
    let other = SettleObjection {
        upheld: false,
        ..settle(&world, "A")
    };
    world.done(Actor::Operator, other.into());
    assert!(!matters(&world, "A", date(2018, 1, 1)).is_empty());
    let broken = kernel::invariants::broken(&world.state);
    assert!(broken.is_empty(), "{broken:?}");
}

#[test]
fn withdrawn_or_replaced_it_binds_nobody_any_more() {
    let mut world = told();
    let amend = AmendDirective {
        directive: FIRST,
        text: "count baskets and lids".to_owned(),
        on: world.today,
    };
    world.done(Actor::Operator, amend.into());
    assert_eq!(world.state.directive(FIRST).unwrap().texts.len(), 2);
    let mut second = issue(&world, "G", &["ring"], &[]);
    second.replaces = Some(FIRST);
    second.origin = Origin::Directive(FIRST);
    world.done(Actor::Operator, second.into());
    assert_eq!(
        refused(&world, Actor::Operator, pass_on(&world, "J")),
        "directive 1 took its place on 2017-06-01"
    );
    assert_eq!(
        world
            .state
            .carrying_out(Origin::Directive(FIRST))
            .collect::<Vec<_>>(),
        [DirectiveId(1)]
    );
    assert_eq!(
        matters(&world, "J", date(2017, 8, 1)).len(),
        1,
        "only the second"
    );
    let withdraw = WithdrawDirective {
        directive: DirectiveId(1),
        reason: "a mistake".to_owned(),
        on: world.today,
    };
    world.done(Actor::Operator, withdraw.into());
    assert!(matters(&world, "J", date(2017, 8, 1)).is_empty());
}

#[test]
fn it_is_put_on_the_agenda_of_a_meeting_that_comes_after_it() {
    let mut world = told();
    let command = pass_on(&world, "H");
    world.done(Actor::Operator, command);
    let command = call(&world, "A", "circle", TODAY);
    world.done(person(0), command);
    let it = PutOnAgenda {
        directive: FIRST,
        meeting: kernel::MeetingId(0),
    };
    world.done(person(0), it.clone().into());
    let agendas = |world: &World| world.state.agendas_of(FIRST).collect::<Vec<_>>();
    assert_eq!(agendas(&world), [(world.unit("A"), kernel::MeetingId(0))]);
    assert_eq!(
        refused(&world, person(0), it),
        "it stands on the agenda of the meeting of 2017-06-15 already"
    );
}

fn off(reason: &str) -> Command {
    Command::from(TakeOffAgenda {
        directive: FIRST,
        meeting: kernel::MeetingId(0),
        reason: reason.to_owned(),
    })
}

/// A directive, a meeting that is called, and what takes the one off the agenda of the other.
pub(crate) fn on_no_agenda() -> (World, Command) {
    let mut world = told();
    let command = pass_on(&world, "H");
    world.done(Actor::Operator, command);
    let command = call(&world, "A", "circle", TODAY);
    world.done(person(0), command);
    (world, off("another"))
}

#[test]
fn it_is_taken_off_an_agenda_with_a_reason_and_may_be_put_there_again() {
    let (mut world, _) = on_no_agenda();
    let meeting = kernel::MeetingId(0);
    assert_eq!(
        refused(&world, person(0), off("another")),
        "it does not stand on the agenda of the meeting of 2017-06-15"
    );
    let put = PutOnAgenda {
        directive: FIRST,
        meeting,
    };
    world.done(person(0), put.clone().into());
    assert_eq!(
        refused(&world, person(0), off(" ")),
        "the reason is missing"
    );
    let bytes = world.state.to_columns();
    world.done(person(0), off("it was another"));
    assert_eq!(world.state.agendas_of(FIRST).count(), 0);
    assert_ne!(world.state.to_columns(), bytes);
    world.done(person(0), put.into());
    assert_eq!(world.state.agendas_of(FIRST).count(), 1);
}

#[test]
fn an_answer_that_is_not_plainly_done_says_why_and_a_second_one_too() {
    let mut world = told();
    let command = pass_on(&world, "H");
    world.done(Actor::Operator, command);
    assert_eq!(
        refused(
            &world,
            person(0),
            answer(&world, "A", Outcome::NotDone, " ")
        ),
        "the reason why it was not done, or done in part is missing"
    );
    let command = answer(&world, "A", Outcome::Done, "");
    world.done(person(0), command);
    assert_eq!(
        refused(&world, person(0), answer(&world, "A", Outcome::Done, "")),
        "the reason of the new answer is missing"
    );
    let command = answer(&world, "A", Outcome::NotDone, "we counted wrongly");
    world.done(person(0), command);
    let rings = *world.state.cascade(FIRST).last().unwrap();
    assert_eq!((rings.done, rings.not_done), (0, 1));
}

#[test]
fn written_out_and_read_back_nothing_is_lost() {
    let mut world = told();
    let command = pass_on(&world, "H");
    world.done(Actor::Operator, command);
    let command = answer(&world, "A", Outcome::InPart, "some");
    world.done(person(0), command);
    let bytes = world.state.to_columns();
    let editions = [([1; 32], world.charter.clone())].into();
    let read = State::from_columns(&bytes, &editions).unwrap();
    assert_eq!(read.to_columns(), bytes);
    for unit in ["A", "B", "C", "H", "J"] {
        let unit = world.unit(unit);
        let on = date(2018, 1, 1);
        assert_eq!(of_unit(&read, on, unit), of_unit(&world.state, on, unit));
    }
    assert_eq!(read.cascade(FIRST), world.state.cascade(FIRST));
}

#[test]
fn a_directive_is_named_by_its_kind_its_year_and_its_number_in_it() {
    let mut world = told();
    let it = issue(&world, "H", &["ring"], &[]);
    world.done(Actor::Operator, it.into());
    world.today = date(2018, 1, 5);
    let it = issue(&world, "G", &["hall"], &[]);
    world.done(Actor::Operator, it.into());
    let codes = |state: &State| -> Vec<String> {
        (0..3)
            .filter_map(|id| state.directive_code(&world.charter, DirectiveId(id)))
            .collect()
    };
    let said = ["circular-2017-1", "circular-2017-2", "circular-2018-1"];
    assert_eq!(codes(&world.state), said);
    for (id, code) in (0..).map(DirectiveId).zip(said) {
        assert_eq!(
            world.state.directive_by_code(&world.charter, code),
            Some(id)
        );
    }
    for wrong in [
        "circular-2017-3",
        "circular-2017",
        "letter-2017-1",
        "2017-1",
        "",
    ] {
        let found = world.state.directive_by_code(&world.charter, wrong);
        assert_eq!(found, None, "{wrong}");
    }
    let editions = [([1; 32], world.charter.clone())].into();
    let read = State::from_columns(&world.state.to_columns(), &editions).unwrap();
    assert_eq!(codes(&read), said);
}

#[test]
fn a_directive_is_known_where_it_was_issued_and_where_it_has_come() {
    let mut world = told();
    let knows = |world: &World, who: u32| {
        let state = &world.state;
        (
            state.may_know_directive(person(who), world.today, FIRST),
            state.may_read_directive(person(who), world.today, FIRST),
        )
    };
    // The warden of H has it; the rings beneath wait for it.
    assert_eq!(knows(&world, 6), (true, true));
    assert_eq!(knows(&world, 0), (false, false));
    assert!(
        world
            .state
            .directives_known_to(person(1), world.today)
            .is_empty()
    );
    let command = pass_on(&world, "H");
    world.done(Actor::Operator, command);
    assert_eq!(knows(&world, 0), (true, true));
    assert_eq!(knows(&world, 1), (true, true), "a member sees the roll too");
    assert_eq!(knows(&world, 12), (false, false), "J still holds it");
    assert_eq!(
        world.state.directives_known_to(person(1), world.today),
        [FIRST]
    );
    let sight = kernel::rights::sight(
        &world.state,
        person(6),
        world.today,
        charter::Action::SeeFigures,
    );
    let [halls, rings] = world.state.cascade_seen(FIRST, &sight)[..] else {
        panic!("two levels");
    };
    assert_eq!(
        (halls.way, rings.addressed),
        (1, 2),
        "J and C are out of sight"
    );
    let (a, keeper) = (world.unit("A"), person(0));
    let may_read = |who| world.state.may_read_answer(who, world.today, FIRST, a);
    assert!(may_read(keeper) && may_read(Actor::Operator) && !may_read(person(12)));
}

#[test]
fn what_came_from_above_is_due_from_whoever_answers_for_the_unit() {
    use kernel::directives::Owed;
    use kernel::due::{DueWhat, due};

    let mut world = told();
    let owed = |world: &World, who: u32| -> Vec<(Owed, Option<Date>)> {
        due(&world.state, person(who), world.today)
            .into_iter()
            .filter_map(|due| match due.what {
                DueWhat::Directive { owed, .. } => Some((owed, due.by)),
                _ => None,
            })
            .collect()
    };
    assert_eq!(owed(&world, 6), [(Owed::PassingOn, Some(date(2017, 6, 8)))]);
    assert!(owed(&world, 0).is_empty());
    let command = pass_on(&world, "H");
    world.done(Actor::Operator, command);
    assert!(owed(&world, 6).is_empty());
    assert_eq!(owed(&world, 0).len(), 1);
    // What is late is said once.
    let late = date(2018, 1, 1);
    let said = due(&world.state, person(0), late);
    let of_flow = said.iter().filter(|due| match &due.what {
        DueWhat::Directive { .. } => true,
        DueWhat::Mend(finding) => matches!(finding.matter, Matter::NotAnswered { .. }),
        _ => false,
    });
    assert_eq!(of_flow.count(), 1);
}
