//! Made-up organisations, lived through on the kernel.

use std::collections::BTreeSet;
use std::sync::Arc;

use charter::{Charter, Remedy};
use jiff::civil::{Date, date};
use kernel::charters::AdoptCharter;
use kernel::findings::{self, Finding};
use kernel::members::MemberCommand;
use kernel::procedures::{OpenProceeding, ProcedureCommand};
use kernel::{Actor, Command, Request, State, decide};
use sim::made_up::{CannotMakeUp, MadeUp, Wish, make_up};

const PARTY_CELL: &str = include_str!("../../../../charters/party-cell.md");
const UNION: &str = include_str!("../../../../charters/union.md");
const SELF_HELP: &str = include_str!("../../../../charters/self-help-groups.md");
/// Two kinds of base unit, a weekly rhythm, terms of half a year, a quorum, one post beside another.
const GUILD: &str = include_str!("guild.md");

const UNTIL: Date = date(2026, 10, 31);

fn charter(text: &str) -> Arc<Charter> {
    let reading = charter::read(text);
    let problems = charter::render(&reading.problems, "charter", text);
    Arc::new(reading.charter.unwrap_or_else(|| panic!("{problems}")))
}

fn wish(members: u32, years: u32, seed: u64) -> Wish {
    Wish {
        members,
        years,
        seed,
        until: UNTIL,
    }
}

/// Carries everything out on the kernel; nothing may be refused.
fn live(charter: &Arc<Charter>, made: &MadeUp) -> State {
    let mut state = State::default();
    let mut submit = |actor: Actor, today: Date, command: Command| {
        let request = Request {
            actor,
            today,
            command,
        };
        let events = decide(&state, &request)
            .unwrap_or_else(|refusal| panic!("{today} {:?}: {refusal:?}", request.command));
        for event in &events {
            state.apply(event);
        }
    };
    let adopt = AdoptCharter {
        charter: Arc::clone(charter),
        sha256: [0; 32],
        from: made.begins,
    };
    submit(Actor::Operator, made.begins, Command::AdoptCharter(adopt));
    submit(
        Actor::Operator,
        made.begins,
        Command::EnterRegister(made.register.clone()),
    );
    for step in &made.year {
        submit(step.actor, step.on, step.command.clone());
    }
    state
}

fn found(state: &State, on: Date) -> Vec<(String, String)> {
    let charter = state.charter_on(on).unwrap();
    let name = |finding: &Finding| {
        let unit = state.unit(finding.unit).unwrap().code.to_owned();
        (unit, charter.rule(finding.rule).unwrap().name.clone())
    };
    let mut list: Vec<_> = findings::check(state, on).iter().map(name).collect();
    list.sort();
    list
}

fn hold(text: &str, wish: &Wish) -> (Arc<Charter>, MadeUp, State) {
    let charter = charter(text);
    let made = make_up(&charter, wish).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(made.cards.len(), made.register.people.len());
    assert!(made.year.is_sorted_by_key(|step| step.on));
    assert!(
        made.year
            .iter()
            .all(|step| step.on >= made.begins && step.on <= wish.until)
    );
    let state = live(&charter, &made);
    assert_eq!(state.member_count(), wish.members, "{wish:?}");
    let planted: Vec<_> = made
        .planted
        .iter()
        .map(|one| (one.unit.clone(), one.rule.clone()))
        .collect();
    for on in [wish.until, wish.until.tomorrow().unwrap()] {
        assert_eq!(found(&state, on), planted, "{wish:?} on {on}");
    }
    (charter, made, state)
}

#[test]
fn the_findings_are_exactly_the_planted_ones() {
    for (text, least) in [(PARTY_CELL, 8), (UNION, 4), (GUILD, 7)] {
        for (members, seed) in [(400, 1), (3_000, 2), (3_000, 3), (9_000, 4)] {
            let (_, made, _) = hold(text, &wish(members, 1, seed));
            if members > 2_000 {
                assert!(made.planted.len() >= least, "{:?}", made.planted);
            }
        }
    }
}

#[test]
fn several_years_and_none_and_a_day_in_mid_month_hold_too() {
    for text in [PARTY_CELL, UNION, GUILD] {
        hold(text, &wish(2_000, 3, 5));
        hold(text, &wish(2_000, 0, 6));
        hold(
            text,
            &Wish {
                until: date(2026, 11, 17),
                ..wish(2_000, 2, 7)
            },
        );
    }
}

#[test]
fn the_roll_ends_with_exactly_the_members_wished_for() {
    for text in [PARTY_CELL, UNION, GUILD] {
        for (members, years) in [(77, 1), (601, 4), (1_234, 2), (2_345, 9), (4_001, 1)] {
            let (_, made, state) = hold(text, &wish(members, years, u64::from(members)));
            let left = made
                .year
                .iter()
                .filter(|step| matches!(step.command, Command::Member(MemberCommand::Leave(_))))
                .count();
            // People come and go all the same.
            assert!(members < 500 || left > 10, "{members} {left}");
            assert!(state.person_count() >= state.member_count());
        }
    }
}

#[test]
fn nobody_is_brought_in_or_sent_away_at_the_last_moment() {
    let (_, made, _) = hold(PARTY_CELL, &wish(9_000, 2, 4));
    let on_the_last_day = made
        .year
        .iter()
        .filter(|step| {
            step.on == UNTIL
                && matches!(
                    step.command,
                    Command::Member(MemberCommand::Leave(_))
                        | Command::Member(MemberCommand::Admit(_))
                )
        })
        .count();
    assert!(on_the_last_day <= 10, "{on_the_last_day}");
}

#[test]
fn small_organisations_can_be_made_up_and_impossible_ones_say_so() {
    for members in [12, 13, 30, 41, 60, 100, 405, 480] {
        hold(PARTY_CELL, &wish(members, 1, 8));
        hold(PARTY_CELL, &wish(members, 1, 1));
    }
    let error = make_up(&charter(PARTY_CELL), &wish(3, 1, 8)).unwrap_err();
    assert!(
        matches!(error, CannotMakeUp::Members { wished: 3, .. }),
        "{error}"
    );
}

#[test]
fn the_same_wish_gives_the_same_organisation() {
    let charter = charter(PARTY_CELL);
    let made = make_up(&charter, &wish(2_000, 1, 9)).unwrap();
    assert_eq!(made, make_up(&charter, &wish(2_000, 1, 9)).unwrap());
    assert_ne!(made, make_up(&charter, &wish(2_000, 1, 10)).unwrap());
}

#[test]
fn one_unit_must_form_a_committee_and_another_be_split() {
    let (_, made, state) = hold(PARTY_CELL, &wish(20_000, 1, 1));
    let findings = findings::check(&state, UNTIL);
    let first = |remedy: fn(&Remedy) -> bool| {
        findings
            .iter()
            .filter(|one| one.remedies.first().is_some_and(remedy))
            .count()
    };
    assert!(first(|remedy| matches!(remedy, Remedy::Form(_))) >= 1);
    assert!(first(|remedy| *remedy == Remedy::Split) >= 1);
    assert!(first(|remedy| *remedy == Remedy::Attach) >= 2);
    assert_eq!(first(|remedy| *remedy == Remedy::Move), 1);
    assert_eq!(first(|remedy| *remedy == Remedy::Meet), 1);
    assert_eq!(first(|remedy| *remedy == Remedy::Fill), 1);
    // The last of the three logins looks after an area in which most of it stands.
    let names: Vec<&str> = made
        .logins
        .iter()
        .map(|login| login.name.as_str())
        .collect();
    assert_eq!(names, ["member", "secretary", "officer"]);
    let officer = made.logins.last().unwrap();
    let area = state.unit_by_code(&officer.unit).unwrap();
    let seen = findings::visible(&state, Actor::Person(officer.person), UNTIL, area);
    assert!(seen.len() >= 5, "{seen:?}");
    let head = made.logins.get(1).unwrap();
    let unit = state.unit_by_code(&head.unit).unwrap();
    assert!(state.stands_under(unit, area));
    assert!(findings::of_unit(&state, UNTIL, unit).is_empty());
    assert_eq!(
        state
            .membership(made.logins.first().unwrap().person)
            .unwrap()
            .unit,
        unit
    );
}

#[test]
fn a_charter_that_gives_part_of_the_rights_out_has_its_three_logins_too() {
    for (text, names) in [
        (UNION, ["full", "branch-secretary", "organiser"]),
        (GUILD, ["journeyer", "keeper", "elder"]),
    ] {
        let (_, made, _) = hold(text, &wish(5_000, 1, 1));
        let found: Vec<&str> = made
            .logins
            .iter()
            .map(|login| login.name.as_str())
            .collect();
        assert_eq!(found, names);
    }
}

#[test]
fn the_tree_uses_every_way_of_standing_and_is_not_too_wide() {
    let (charter, _, state) = hold(PARTY_CELL, &wish(20_000, 1, 1));
    let mut ways = BTreeSet::new();
    for unit in state.standing_units().filter_map(|id| state.unit(id)) {
        if let Some(parent) = unit.parent.and_then(|id| state.unit(id)) {
            ways.insert((unit.level, parent.level));
        }
        assert!(state.units_beneath(unit.id).count() <= 14, "{}", unit.name);
    }
    for (number, level) in (0..).zip(&charter.levels) {
        for under in &level.under {
            assert!(
                ways.contains(&(charter::LevelId(number), *under)),
                "{} under {under:?}",
                level.id
            );
        }
    }
}

#[test]
fn most_steps_are_done_by_people_with_the_right_and_names_are_made_up() {
    let (_, made, _) = hold(PARTY_CELL, &wish(3_000, 1, 2));
    // The operator files and collects for a unit that has lost its head, and does nothing else.
    let by_operator: Vec<&Command> = made
        .year
        .iter()
        .filter(|step| step.actor == Actor::Operator)
        .map(|step| &step.command)
        .collect();
    let flows = |it: &&Command| matches!(it, Command::Report(_) | Command::Dues(_));
    assert!(by_operator.iter().all(flows), "{by_operator:?}");
    assert!(by_operator.len() < 5, "{by_operator:?}");
    let codes: BTreeSet<&str> = made.cards.iter().map(|card| card.code.as_str()).collect();
    assert_eq!(codes.len(), made.cards.len());
    assert!(
        made.cards
            .iter()
            .all(|card| card.email.ends_with("@example.org") && card.phone.is_empty())
    );
    let (joined, cards): (usize, usize) = made.year.iter().fold((0, 0), |(joined, cards), step| {
        let admits = matches!(
            step.command,
            Command::Member(MemberCommand::Admit(_))
                | Command::Procedure(ProcedureCommand::Open(OpenProceeding { person: None, .. }))
        );
        (
            joined + usize::from(admits),
            cards + usize::from(step.card.is_some()),
        )
    });
    assert!(joined > 60);
    assert_eq!(joined, cards);
}

#[test]
fn a_directive_goes_from_the_top_to_every_base_unit_and_back() {
    for text in [PARTY_CELL, SELF_HELP] {
        let charter = charter(text);
        let made = make_up(&charter, &wish(900, 1, 3)).unwrap();
        let state = live(&charter, &made);
        assert_eq!(state.directive_count(), 1);
        let directive = kernel::DirectiveId(0);
        let cascade = state.cascade(directive);
        let base = cascade.last().unwrap();
        let units = state
            .standing_units()
            .filter(|unit| {
                let level = state.unit(*unit).unwrap().level;
                charter.level(level).unwrap().members
            })
            .count();
        assert_eq!(base.addressed as usize, units);
        assert_eq!(base.answered(), base.addressed, "{base:?}");
        assert!(base.done > 0 && base.in_part > 0, "{base:?}");
        for level in &cascade {
            assert_eq!(level.passed_on, level.way, "{level:?}");
        }
        assert!(state.holding_up(directive).is_empty());
    }
}

#[test]
fn every_return_of_the_year_is_filed_in_time() {
    let charter = charter(SELF_HELP);
    let made = make_up(&charter, &wish(600, 1, 3)).unwrap();
    let state = live(&charter, &made);
    let id = charter.report_named("monthly").unwrap();
    let rule = charter.report(id).unwrap();
    let top = state.top_unit().unwrap();
    for month in 1..=10 {
        let sums = state.roll_up(rule, id, date(2026, month, 1), top).unwrap();
        let now = &sums.total.now;
        assert!(now.owed > 30, "{month}: {now:?}");
        assert_eq!((now.filed, now.late), (now.owed, 0), "{month}: {now:?}");
        assert_eq!(sums.total.struck, sums.total.now);
        let of_rows: u32 = sums.rows.values().map(|both| both.now.filed).sum();
        assert_eq!(of_rows, now.filed, "the sum is right to the unit");
    }
    let late = found(&state, date(2026, 11, 6));
    assert!(
        late.iter().all(|(_, rule)| rule != "report.monthly"),
        "{late:?}"
    );
}
