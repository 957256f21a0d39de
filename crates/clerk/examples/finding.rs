//! How fast people are found by their names in memory: a part of a name, a
//! whole one with marks left out, one with a letter wrong, and one in another
//! system of romanisation.
//!
//! Run with `cargo run --release -p clerk --example finding -- 1000000`.

use std::io::Write as _;
use std::time::Instant;

use clerk::{Card, Directory};
use kernel::PersonId;

/// Each search is tried so often; the slowest counts, and the middle one shows where
/// something else kept the machine busy.
const TRIES: u32 = 20;

const FAMILY: [&str; 12] = [
    "Kim",
    "Pak",
    "Ch\u{2019}oe",
    "O\u{2019}Neill",
    "Łukasz",
    "Müller",
    "García",
    "Nguyễn",
    "Иванова",
    "Devi",
    "Okoye",
    "Smith",
];
const SYLLABLES: [&str; 24] = [
    "ryong",
    "hae",
    "kwang",
    "ho",
    "so\u{2019}ng",
    "dok",
    "su",
    "yo\u{2019}ng",
    "na",
    "ré",
    "mi",
    "ta",
    "lo",
    "be",
    "zsó",
    "ni",
    "ka",
    "ru",
    "shi",
    "ma",
    "wen",
    "ola",
    "gor",
    "eth",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let people: u32 = std::env::args()
        .nth(1)
        .map_or(Ok(1_000_000), |it| it.parse())?;
    let mut out = std::io::stdout();
    let begun = Instant::now();
    let directory: Directory = (0..people).map(|it| (PersonId(it), card(it))).collect();
    writeln!(
        out,
        "{people} names in memory: {} ms",
        begun.elapsed().as_millis()
    )?;
    for asked in [
        "ryong",
        "choe",
        "ch'oe ryonghae",
        "Muller Nare",
        "kwang-ho kim",
        "ae",
    ] {
        let (found, usual, slowest) = timed(|| directory.find(asked).count());
        writeln!(
            out,
            "`{asked}`: {found} found, {usual} µs, {slowest} at most"
        )?;
    }
    for asked in [
        "Muler Nare",
        "Choe Ryongdokhay",
        "Okoye Shimawem",
        "Kim Xylo",
        "Smithh",
    ] {
        let (found, usual, slowest) = timed(|| directory.find_near(asked).count());
        writeln!(
            out,
            "`{asked}` with a letter wrong: {found} found, {usual} µs, {slowest} at most"
        )?;
    }
    for asked in [
        "Choi",
        "Gwangho Gim",
        "박룡해",
        "Ch\u{2019}oe Kwangho-ryong",
    ] {
        let (found, usual, slowest) = timed(|| directory.find_sounding(asked).count());
        writeln!(
            out,
            "`{asked}` by sound: {found} found, {usual} µs, {slowest} at most"
        )?;
    }
    Ok(())
}

fn timed(search: impl Fn() -> usize) -> (usize, u128, u128) {
    let mut found = 0;
    let mut tries: Vec<u128> = (0..TRIES)
        .map(|_| {
            let begun = Instant::now();
            found = search();
            begun.elapsed().as_micros()
        })
        .collect();
    tries.sort_unstable();
    let at = |place: usize| tries.get(place).copied().unwrap_or_default();
    (
        found,
        at(tries.len() / 2),
        at(tries.len().saturating_sub(1)),
    )
}

/// A made-up card; a family has one name in twelve, a given name three syllables.
fn card(person: u32) -> Card {
    let pick = |list: &[&str], by: u32| {
        let mixed = person.wrapping_mul(by) >> 7;
        let at = usize::try_from(mixed).unwrap_or_default() % list.len();
        list.get(at).copied().unwrap_or_default().to_owned()
    };
    let given: String = [2_654_435_761, 2_246_822_519, 3_266_489_917]
        .map(|by| pick(&SYLLABLES, by))
        .concat();
    let name = format!("{} {}", pick(&FAMILY, 668_265_263), given);
    Card {
        code: format!("M-{person:07}"),
        name,
        ..Card::default()
    }
}
