//! That every reason for a refusal has a case somewhere, and that every refusal
//! carries the article on which it rests.

use std::collections::BTreeSet;

use kernel::{Actor, Command, Refusal};

use crate::fixture::{GUILD, TODAY, When, World, variant_of, variants};
use crate::refusals::{all, world};
use crate::{
    awards, bodies, bulletins, conferences, directives, elections, flow_refusals, petitions,
    procedures, study, visits,
};

/// What is refused when these are commanded.
fn refused_in(world: &World, cases: Vec<(When, &'static str)>) -> Vec<Refusal> {
    let asked = cases.into_iter().map(|(when, _)| when(world));
    asked
        .filter_map(|(actor, command)| world.ask(actor, command).err())
        .collect()
}

/// A refusal of every kind there is, room by room.
fn of_every_room() -> Vec<Refusal> {
    let world = world();
    let asked = all().into_iter().map(|case| (case.when, case.expect));
    let mut refused = refused_in(&world, asked.collect());
    refused.extend(refused_in(&flow_refusals::world(), flow_refusals::cases()));
    refused.extend(refused_in(&study::world(), study::cases()));
    refused.extend(refused_in(&bodies::world(), bodies::cases()));
    refused.extend(refused_in(&conferences::world(), conferences::cases()));
    refused.extend(refused_in(&awards::world(), awards::cases()));
    refused.extend(refused_in(&petitions::world(), petitions::refusals()));
    refused.extend(refused_in(&procedures::world(), procedures::cases()));
    let never = kernel::members::StrikePromotion {
        person: kernel::PersonId(6),
        reason: "another".to_owned(),
    };
    let (told, off) = directives::on_no_agenda();
    let chosen = elections::world();
    let (bulletins, unreviewed) = bulletins::unreviewed();
    let visited = World::under(
        &crate::fixture::charter(&format!("{GUILD}{}", visits::VISITS)),
        "guild G\n hall H under G\n ring A under H: full*3\n ring B under H: full*3",
    );
    let by_a_ring = visits::visit(&visited, "A", Some("B"), TODAY);
    // The guild's charter knows no dues.
    let spent = kernel::dues::RecordExpense {
        unit: visited.unit("A"),
        amount: charter::money::Money {
            minor: 100,
            currency: charter::money::Currency::NONE,
        },
        purpose: "chairs".to_owned(),
        on: visited.today,
    };
    let directly = elections::directly(&chosen);
    let never_moved = kernel::units::StrikeMove {
        unit: visited.unit("A"),
        reason: "another".to_owned(),
    };
    for (world, command) in [
        (&procedures::world(), never.into()),
        (&told, off),
        (&chosen, directly),
        (&visited, Command::from(by_a_ring)),
        (&visited, spent.into()),
        (&visited, never_moved.into()),
        (&visited, crate::merging::merge(1, 1)),
        (&bulletins, unreviewed),
    ] {
        refused.extend(world.ask(Actor::Operator, command).err());
    }
    refused
}

#[test]
fn no_reason_is_without_a_case() {
    let mut seen: BTreeSet<String> = BTreeSet::from(["NoCharterInForce".to_owned()]);
    let refused = of_every_room();
    seen.extend(refused.iter().map(|refusal| variant_of(&refusal.reason)));
    let known = variants(include_str!("../../src/refusal.rs"), "Reason");
    assert!(known.len() > 40, "{known:?}");
    let missing: Vec<_> = known.iter().filter(|name| !seen.contains(*name)).collect();
    assert!(missing.is_empty(), "without a case: {missing:?}");
}

/// Reasons of which no article speaks: what is not there for whoever asks, and what is wrong
/// with the form of a command or its day.
const WITHOUT_ARTICLE: &[&str] = &[
    "CodeTaken",
    "DateOutOfRange",
    "EditionBreaksRecord",
    "EditionNotLater",
    "InFuture",
    "Missing",
    "NoSuchDirective",
    "NoSuchMeeting",
    "NoSuchPerson",
    "NoSuchUnit",
    "OperatorOnly",
    "RegisterFaults",
    "TooEarly",
    "TooLong",
    "TooMany",
    "Unseen",
    "UnseenIn",
];

#[test]
fn whatever_is_refused_carries_its_article() {
    let mut without = BTreeSet::new();
    for refusal in of_every_room() {
        if refusal.rule.is_some() {
            continue;
        }
        // Of what one may not know there is no article, in whatever room it is.
        if !refusal.reason.is_not_there() {
            without.insert(variant_of(&refusal.reason));
        }
    }
    // The guild's charter says nothing of dues, so nothing governs them.
    without.remove("Dues");
    // Nobody in particular commands, so no article says what they may.
    without.remove("Petition");
    let unexpected: Vec<_> = without
        .iter()
        .filter(|name| !WITHOUT_ARTICLE.contains(&name.as_str()))
        .collect();
    assert!(unexpected.is_empty(), "without an article: {unexpected:?}");
}

#[test]
fn every_kind_of_refusal_about_directives_and_returns_carries_its_article() {
    let kinds = [
        "MayNotIssue",
        "NotAddressable",
        "NotBeneath",
        "NobodyAddressed",
        "NotAddressed",
        "NotReceived",
        "AlreadyPassedOn",
        "DirectiveWithdrawn",
        "DirectiveReplaced",
        "AlreadyObjected",
        "NoObjection",
        "Directive",
        "NotOwed",
        "NotOwedYet",
        "PeriodNotOver",
        "EarlierOwed",
        "AlreadyFiled",
        "NotFiled",
        "FieldDoesNotFit",
        "NoughtNotConfirmed",
    ];
    let refused = of_every_room();
    for kind in kinds {
        let mut of_kind = refused.iter().filter(|it| variant_of(&it.reason) == kind);
        let first = of_kind
            .next()
            .unwrap_or_else(|| panic!("{kind} is met nowhere"));
        assert!(first.rule.is_some(), "{kind}");
        assert!(of_kind.all(|it| it.rule.is_some()), "{kind}");
    }
}
