//! The register of affiliated bodies: entered, corrected, ended; and every
//! reason why not, with its words and its rule.

use jiff::civil::date;
use kernel::bodies::{CorrectBody, EndBody, EnterBody};
use kernel::{Actor, BodyId, State};

use crate::fixture::{GUILD, TODAY, When, World, charter, operator, person};

pub(crate) const BODIES: &str = include_str!("bodies.md");

const GIVEN: &str = "
    guild G
    hall H under G
    ring A under H: full+keeper full*4
    ring B under H: full+keeper full*4
";

/// A has the Larks on its register, and had the Owls.
pub(crate) fn world() -> World {
    let mut world = World::under(&charter(&format!("{GUILD}{BODIES}")), GIVEN);
    for name in ["Larks", "Owls"] {
        let it = enter(&world, "A", name);
        world.done(person(0), it.into());
    }
    world.done(person(0), end(1).into());
    world
}

fn enter(world: &World, unit: &str, name: &str) -> EnterBody {
    EnterBody {
        kind: world.charter.body_named("choir").unwrap(),
        unit: world.unit(unit),
        name: name.to_owned(),
        since: Some(date(2016, 5, 1)),
        liaison: None,
        on: TODAY,
    }
}

fn end(body: u32) -> EndBody {
    EndBody {
        body: BodyId(body),
        reason: String::new(),
        on: TODAY,
    }
}

fn correct(body: u32, name: &str) -> CorrectBody {
    CorrectBody {
        body: BodyId(body),
        name: name.to_owned(),
        since: None,
        until: None,
        liaison: None,
        reason: "misspelt".to_owned(),
        on: TODAY,
    }
}

#[test]
fn a_body_is_listed_with_its_contact_corrected_and_ended() {
    let mut world = world();
    let keeper = Some(world.post("keeper"));
    let it = CorrectBody {
        liaison: keeper,
        ..correct(0, "Skylarks")
    };
    world.done(person(0), it.into());
    let names: Vec<(&str, bool)> = world
        .state
        .bodies_of(world.unit("A"))
        .map(|body| (body.name, body.until.is_some()))
        .collect();
    assert_eq!(names, [("Owls", true), ("Skylarks", false)]);
    assert_eq!(world.state.body(BodyId(0)).unwrap().liaison, keeper);
    // A correction that names no last day makes an ended affiliation last again.
    world.done(person(0), correct(1, "Owls").into());
    assert_eq!(world.state.body(BodyId(1)).unwrap().until, None);
    let editions = world
        .state
        .editions()
        .iter()
        .map(|edition| (edition.sha256, edition.charter.clone()))
        .collect();
    let again = State::from_columns(&world.state.to_columns(), &editions).unwrap();
    assert_eq!(again.body(BodyId(0)), world.state.body(BodyId(0)));
}

/// What is commanded in that world, and the words of the refusal.
pub(crate) fn cases() -> Vec<(When, &'static str)> {
    vec![
        (
            |w| operator(enter(w, "G", "Larks").into()),
            "refused by body.choir: G unit keeps no register of choirs",
        ),
        (
            |w| operator(enter(w, "A", " Larks ").into()),
            "refused by body.choir: A unit has Larks on its register already",
        ),
        (
            |w| operator(enter(w, "A", " ").into()),
            "refused: a name is missing",
        ),
        (
            |w| {
                let liaison = Some(w.post("warden"));
                let it = EnterBody {
                    liaison,
                    ..enter(w, "A", "Wrens")
                };
                operator(it.into())
            },
            "refused by body.choir: the holder of this post in A unit cannot be the contact person for a choir",
        ),
        (
            |w| (person(1), enter(w, "A", "Wrens").into()),
            "refused by right.choir-keeper: you may not keep the register of affiliated bodies in A unit",
        ),
        (
            |_| operator(end(1).into()),
            "refused by body.choir: it is no longer affiliated since 2017-06-15",
        ),
        (
            |_| operator(end(9).into()),
            "refused: there is no body 9 on a register",
        ),
        (
            |_| (person(5), correct(0, "Larks").into()),
            "refused: there is no body 0 on a register",
        ),
        (
            |_| {
                let it = CorrectBody {
                    until: Some(date(2016, 1, 1)),
                    since: Some(date(2016, 5, 1)),
                    ..correct(0, "Larks")
                };
                (Actor::Operator, it.into())
            },
            "refused: 2016-01-01 lies before 2016-05-01, the day since which it is affiliated",
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
