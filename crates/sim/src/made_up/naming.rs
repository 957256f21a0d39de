//! Invented names: of people and places from syllables, of units from the
//! titles of the charter.

use std::collections::{BTreeMap, BTreeSet};

use charter::LevelId;
use kernel::{PersonId, UnitId};

use super::PersonCard;
use super::chance::{Chance, Stream};
use super::draft::Draft;

const ONSETS: [&str; 20] = [
    "b", "br", "d", "dr", "f", "g", "gl", "h", "k", "kr", "l", "m", "n", "p", "r", "s", "st", "t",
    "v", "z",
];
const VOWELS: [&str; 8] = ["a", "e", "i", "o", "u", "ai", "ea", "ou"];
const ENDS: [&str; 10] = ["", "", "", "l", "n", "r", "s", "th", "m", "nd"];
/// Levels from the top down whose units carry the name of a place.
const PLACE_DEPTH_MOST: u32 = 2;

/// Gives every unit its code and its name.
///
/// The code is the level's identifier and a number. The top bears the title of
/// its level, the units one and two floors below it the name of a place, and
/// those further down a number counted within the place.
pub(super) fn name_units(draft: &mut Draft<'_>, seed: u64) {
    let charter = draft.charter;
    let mut chance = Chance::of(seed, Stream::Places);
    let mut taken = BTreeSet::new();
    let mut places: Vec<Option<String>> = Vec::with_capacity(draft.units.len());
    let mut of_level: BTreeMap<LevelId, u32> = BTreeMap::new();
    let mut numbers: BTreeMap<(Option<UnitId>, LevelId), u32> = BTreeMap::new();
    for unit in draft.unit_ids() {
        let is_base = draft.is_base(unit);
        let area = area_of(draft, unit);
        let Some((row, level)) = draft.unit_mut(unit).and_then(|row| {
            let level = charter.level(row.level)?;
            Some((row, level))
        }) else {
            places.push(None);
            continue;
        };
        let in_level = of_level.entry(row.level).or_default();
        *in_level = in_level.saturating_add(1);
        row.code = if row.parent.is_none() {
            level.id.clone()
        } else {
            format!("{}-{in_level}", level.id)
        };
        if row.parent.is_none() {
            row.name.clone_from(&level.title);
            places.push(None);
        } else if !is_base && row.depth <= PLACE_DEPTH_MOST {
            let place = new_place(&mut taken, &mut chance);
            row.name = format!("{place} {}", level.title);
            places.push(Some(place));
        } else {
            let number = numbers.entry((area, row.level)).or_default();
            *number = number.saturating_add(1);
            let place = area
                .and_then(|area| places.get(area.index()))
                .cloned()
                .flatten();
            row.name = match place {
                Some(place) => format!("No. {number} {}, {place}", level.title),
                None => format!("No. {number} {}", level.title),
            };
            places.push(None);
        }
    }
}

/// The nearest unit above that bears the name of a place.
fn area_of(draft: &Draft<'_>, unit: UnitId) -> Option<UnitId> {
    draft.above(unit).find(|above| {
        draft
            .unit(*above)
            .is_some_and(|row| row.parent.is_some() && row.depth <= PLACE_DEPTH_MOST)
    })
}

fn new_place(taken: &mut BTreeSet<String>, chance: &mut Chance) -> String {
    let mut syllables = 2;
    loop {
        let place = capital(&syllable_string(syllables, |most| chance.between(0, most)));
        if taken.insert(place.clone()) {
            return place;
        }
        syllables = 3;
    }
}

fn syllable_string(count: u32, mut draw: impl FnMut(u32) -> u32) -> String {
    let mut word = String::new();
    let mut one = |from: &[&'static str]| {
        let most = u32::try_from(from.len()).unwrap_or(1).saturating_sub(1);
        usize::try_from(draw(most))
            .ok()
            .and_then(|at| from.get(at).copied())
            .unwrap_or_default()
    };
    for _ in 0..count {
        word.push_str(one(&ONSETS));
        word.push_str(one(&VOWELS));
    }
    word.push_str(one(&ENDS));
    word
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map(|first| first.to_ascii_uppercase())
        .into_iter()
        .chain(letters)
        .collect()
}

/// Makes the card of any person from the seed and the person's number alone.
pub(super) struct Names {
    seed: u64,
}

impl Names {
    pub(super) fn new(seed: u64) -> Names {
        Names { seed }
    }

    pub(super) fn card(&self, person: PersonId) -> PersonCard {
        let number = person.0.saturating_add(1);
        let mut mixed = mix(self.seed ^ mix(u64::from(number)));
        let mut draw = |most: u32| {
            mixed = mix(mixed);
            // The upper half of the mixed bits, brought into the range.
            let upper = u32::try_from(mixed >> 32).unwrap_or(0);
            upper % most.saturating_add(1)
        };
        let given = syllable_string(2, &mut draw);
        let family_syllables = 2_u32.saturating_add(draw(2) / 2);
        let family = syllable_string(family_syllables, &mut draw);
        PersonCard {
            code: format!("P-{number:06}"),
            name: format!("{} {}", capital(&given), capital(&family)),
            email: format!("{given}.{family}.{number}@example.org"),
            phone: String::new(),
        }
    }
}

/// The finaliser of SplitMix64: a card is drawn for one person at a time, and
/// setting up a stream for each would cost more than the card.
fn mix(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
