//! What other programs are compared with: our side's answers stay what they are,
//! and hold every kind of finding and of change that the comparison speaks of.

#[path = "../../examples/peers/check.rs"]
#[expect(dead_code, reason = "columns are written for other programs only")]
mod check;
#[path = "../../examples/peers/columns.rs"]
mod columns;
#[path = "../../examples/peers/month.rs"]
#[expect(dead_code, reason = "columns are written for other programs only")]
mod month;

use std::collections::BTreeSet;
use std::num::NonZeroUsize;

use sim::simulate::Figures;

const MEMBERS: u32 = 5_000;
const MONTHS: u32 = 4;

#[test]
fn the_check_that_is_compared_finds_every_kind_of_fault() {
    let faulty = check::organisation(MEMBERS).unwrap();
    let rows = check::told(&check::check(&faulty.state, 1));
    assert_eq!(rows, check::told(&check::check(&faulty.state, 2)));
    let kinds: BTreeSet<u32> = rows.iter().map(|[_, _, kind, _]| *kind).collect();
    // All but a term that is over: no post of the charter has a term.
    assert_eq!(kinds, BTreeSet::from([1, 2, 3, 4, 5, 6, 8]));
    let told = check::summary(&rows).unwrap();
    assert!(told.starts_with(&format!("{{\"findings\":{},", rows.len())));
}

#[test]
fn the_months_that_are_compared_come_out_the_same() {
    let one = month::pass(MEMBERS, MONTHS, NonZeroUsize::MIN).unwrap();
    let told = month::tell(&one.outcome).unwrap();
    let two = month::pass(MEMBERS, MONTHS, NonZeroUsize::new(2).unwrap()).unwrap();
    assert_eq!(told, month::tell(&two.outcome).unwrap());
    // Where nothing happened, nothing would be compared.
    let figures = one.outcome.months.iter().skip(1);
    let all = figures.fold(Figures::default(), |sum, month| sum.and(&month.figures));
    for (happened, what) in [
        (all.joined, "joining"),
        (all.left, "leaving"),
        (all.promoted, "rising"),
        (all.taken_up, "posts taken up"),
        (all.laid_down, "posts laid down"),
        (all.without_quorum, "meetings without a quorum"),
        (all.not_held, "meetings not held"),
        (all.posts_vacant, "vacant posts"),
    ] {
        assert!(happened > 0, "{what}");
    }
    assert!(all.present < all.expected && all.units_inside < all.units);
    // What the others leave out does not happen with us either.
    assert_eq!((all.transferred, all.split, all.ended), (0, 0, 0));
}
