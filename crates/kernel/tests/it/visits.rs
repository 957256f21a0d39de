//! Visits: recorded from above, seen below, corrected, struck; who was not
//! visited is found where the charter asks for visits.

use std::collections::BTreeMap;
use std::sync::Arc;

use charter::Charter;
use jiff::civil::{Date, date};
use kernel::findings::{Matter, of_unit};
use kernel::visits::{CorrectVisit, RecordVisit, StrikeVisit, TEXT_CHARACTERS_MAX};
use kernel::{Actor, Command, PersonId, State, VisitId, due, invariants};

use crate::fixture::{GUILD, World, charter};

const OPERATOR: Actor = Actor::Operator;

/// An article to stand behind the guild's.
pub(crate) const VISITS: &str = r#"
## Article 91. Visits

```rule
[visit]
level    = "ring"
by       = ["hall", "guild"]
every    = "quarter"
modality = "as a rule"
basis    = "assumed"

[right]
id          = "visits-warden"
holder      = "warden"
units_below = ["see figures", "see visits", "record visit", "correct visit"]
modality    = "may"
basis       = "assumed"
```
"#;

const GIVEN: &str = "
    guild G
    hall H under G
    hall J under G
    ring A under H: full+warden@H full*5
    ring B under H: full*6
    ring C under J: full*6
";

fn somebody(number: u32) -> Actor {
    Actor::Person(PersonId(number))
}

fn under(modality: &str) -> World {
    let text = VISITS.replacen("as a rule", modality, 1);
    let charter: Arc<Charter> = charter(&format!("{GUILD}{text}"));
    let mut world = World::under(&charter, GIVEN);
    world.today = date(2016, 2, 5);
    world
}

pub(crate) fn visit(world: &World, unit: &str, by: Option<&str>, on: Date) -> RecordVisit {
    RecordVisit {
        unit: world.unit(unit),
        by: by.map(|by| world.unit(by)),
        on,
        agreed: "two more hands by May".to_owned(),
    }
}

fn strike(number: u32) -> StrikeVisit {
    StrikeVisit {
        visit: VisitId(number),
        reason: "nobody was there".to_owned(),
    }
}

fn correct(number: u32, on: Date) -> CorrectVisit {
    CorrectVisit {
        visit: VisitId(number),
        on,
        agreed: String::new(),
        reason: "it was another day".to_owned(),
    }
}

#[track_caller]
fn refused(world: &World, actor: Actor, command: impl Into<Command>, why: &str) {
    let answer = world.ask(actor, command.into());
    assert_eq!(world.told(&answer), why);
}

#[test]
fn what_stands_in_the_way_of_a_record_is_said() {
    let mut world = under("as a rule");
    let (today, warden) = (world.today, somebody(0));
    let at = |unit, by| visit(&world, unit, by, today);
    let late = visit(&world, "B", None, today.tomorrow().unwrap());
    let early = visit(&world, "B", None, date(2015, 12, 31));
    let long = RecordVisit {
        agreed: "a".repeat(TEXT_CHARACTERS_MAX + 1),
        ..at("B", None)
    };
    for (actor, command, why) in [
        (
            OPERATOR,
            at("H", None),
            "refused by visit.ring: the charter knows no visits to a hall",
        ),
        (
            OPERATOR,
            at("B", Some("J")),
            "refused by visit.ring: that unit does not look after B unit",
        ),
        (
            OPERATOR,
            at("B", Some("A")),
            "refused by visit.ring: that unit does not look after B unit",
        ),
        (warden, at("C", None), "refused: there is no unit 5"),
        (
            somebody(6),
            at("B", None),
            "refused by right.visits-warden: you may not record a visit in B unit",
        ),
        (warden, late, "refused: 2016-02-06 has not come yet"),
        (
            warden,
            early,
            "refused: 2015-12-31 lies before 2016-01-01, the day the unit was founded",
        ),
        (
            warden,
            long,
            "refused: a text is longer than 10000 characters",
        ),
    ] {
        refused(&world, actor, command, why);
    }
    let record = at("B", None);
    world.done(warden, record.clone().into());
    let again = "refused by visit.ring: the visit to B unit of 2016-02-05 is already on record";
    refused(&world, OPERATOR, record, again);
    // Somebody from further above may have been there on the same day.
    world.done(OPERATOR, visit(&world, "B", Some("G"), today).into());
    assert_eq!(world.state.visits_to(world.unit("B")).count(), 2);
}

#[test]
fn a_record_is_corrected_and_struck_with_a_reason() {
    let mut world = under("as a rule");
    let (today, warden) = (world.today, somebody(0));
    world.done(warden, visit(&world, "B", None, today).into());
    let documents: Vec<_> = world
        .state
        .visit(VisitId(0))
        .unwrap()
        .agreed
        .into_iter()
        .collect();
    assert_eq!(documents.len(), 1);
    refused(&world, warden, strike(7), "refused: there is no visit 7");
    // Whoever may not see the visits of a unit is not told of one.
    refused(
        &world,
        somebody(6),
        strike(0),
        "refused: there is no visit 0",
    );
    let silent = StrikeVisit {
        reason: " ".to_owned(),
        ..strike(0)
    };
    refused(&world, warden, silent, "refused: the reason is missing");
    let before = date(2016, 2, 1);
    world.done(warden, correct(0, before).into());
    let kept = world.state.visit(VisitId(0)).unwrap();
    assert_eq!((kept.on, kept.agreed, kept.struck), (before, None, false));
    assert!(kept.reason.is_some());
    assert_eq!(world.state.last_visit(world.unit("B")), Some(before));
    world.done(warden, strike(0).into());
    assert_eq!(world.state.last_visit(world.unit("B")), None);
    let twice = "refused by visit.ring: the record of that visit was struck";
    refused(&world, warden, strike(0), twice);
    refused(&world, warden, correct(0, before), twice);
    // What was struck is in nobody's way.
    world.done(warden, visit(&world, "B", None, before).into());
}

fn not_visited(world: &World, unit: &str, on: Date) -> Option<(Option<Date>, Date, bool)> {
    let found = of_unit(&world.state, on, world.unit(unit));
    found.into_iter().find_map(|finding| match finding.matter {
        Matter::NotVisited { last } => Some((last, finding.since, finding.binds())),
        _ => None,
    })
}

#[test]
fn a_unit_is_missed_after_a_whole_stretch_of_time_without_a_visit() {
    let mut world = under("as a rule");
    // Founded in the first quarter: the second has to pass.
    assert_eq!(not_visited(&world, "B", date(2016, 6, 30)), None);
    let since = date(2016, 7, 1);
    assert_eq!(not_visited(&world, "B", since), Some((None, since, false)));
    assert_eq!(
        not_visited(&world, "H", since),
        None,
        "nobody visits a hall"
    );
    let last = date(2016, 7, 15);
    world.today = last;
    world.done(OPERATOR, visit(&world, "B", None, last).into());
    assert_eq!(not_visited(&world, "B", date(2016, 12, 31)), None);
    let later = date(2017, 2, 1);
    let missed = Some((Some(last), date(2017, 1, 1), false));
    assert_eq!(not_visited(&world, "B", later), missed);
    let listed = due::due_from(&world.state, later, world.unit("B"));
    let visits = |it: &due::Due| matches!(&it.what, due::DueWhat::Mend(finding) if matches!(finding.matter, Matter::NotVisited { .. }));
    assert!(!listed.iter().any(visits), "a unit cannot visit itself");
}

#[test]
fn how_strictly_a_visit_is_asked_for_is_the_charters_word() {
    let later = date(2016, 7, 1);
    let (must, may) = (under("must"), under("may"));
    assert_eq!(not_visited(&must, "B", later), Some((None, later, true)));
    assert_eq!(not_visited(&may, "B", date(2020, 1, 1)), None);
}

#[test]
fn visits_are_the_same_read_back_from_their_columns() {
    let mut world = under("as a rule");
    let (today, warden) = (world.today, somebody(0));
    world.done(warden, visit(&world, "B", None, today).into());
    world.done(warden, visit(&world, "A", None, today).into());
    world.done(warden, visit(&world, "B", None, date(2016, 2, 1)).into());
    world.done(warden, strike(0).into());
    let bytes = world.state.to_columns();
    let editions = BTreeMap::from([([1; 32], Arc::clone(&world.charter))]);
    let again = State::from_columns(&bytes, &editions).unwrap();
    let told = |state: &State| {
        let to = |unit| state.visits_to(world.unit(unit)).collect::<Vec<_>>();
        (to("A"), to("B"), to("C"))
    };
    assert_eq!(told(&again), told(&world.state));
    assert_eq!(told(&again).1.len(), 2);
    assert_eq!(invariants::broken(&again), Vec::<String>::new());
}
