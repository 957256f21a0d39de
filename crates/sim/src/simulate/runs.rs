//! Whom a share takes, going down a roll: drawn is how many in a row are passed
//! over before one is taken. That comes to the same as a draw for each of them,
//! and most of a roll is passed over.

use kernel::PersonId;

use super::draws::{Draws, Share};

/// The longest run that is drawn at once.
const LONGEST: usize = 64;

/// How likely runs are, for one share.
#[derive(Debug)]
pub(super) struct Runs {
    share: Share,
    /// By length: how likely a run is longer, in parts of two to the power of 32.
    longer: [u64; LONGEST],
}

impl Default for Runs {
    fn default() -> Runs {
        Runs::of(Share::NONE)
    }
}

impl Runs {
    fn of(share: Share) -> Runs {
        let mut longer = [0; LONGEST];
        let mut likely = Share::WHOLE;
        for slot in &mut longer {
            likely = share.others(likely);
            *slot = likely;
        }
        Runs { share, longer }
    }

    /// Whom the share takes of a roll. The first draw is the unit's own, of which
    /// the lower half is used; the others are drawn for those it takes.
    pub(super) fn pick(&mut self, share: Share, first: u64, draws: Draws) -> Pick<'_> {
        self.be(share);
        let run = self.run(first);
        Pick {
            runs: self,
            draws,
            run,
            ended: run < LONGEST,
        }
    }

    /// Whether such a pick would take nobody of a roll of so many people.
    pub(super) fn passes(&mut self, share: Share, first: u64, count: u32) -> bool {
        self.be(share);
        let Some(last) = count.checked_sub(1) else {
            return true;
        };
        let longer = self.longer.get(last as usize);
        longer.is_some_and(|likely| (first & 0xFFFF_FFFF) < *likely)
    }

    fn be(&mut self, share: Share) {
        if self.share != share {
            *self = Runs::of(share);
        }
    }

    /// How many are passed over. Of whoever comes after the longest run nothing is known.
    fn run(&self, draw: u64) -> usize {
        let draw = draw & 0xFFFF_FFFF;
        match self.longer.last() {
            Some(least) if draw < *least => LONGEST,
            _ => self.longer.partition_point(|likely| draw < *likely),
        }
    }
}

/// Goes down a roll with a share.
#[derive(Debug)]
pub(super) struct Pick<'a> {
    runs: &'a Runs,
    draws: Draws,
    /// How many more are passed over.
    run: usize,
    /// Whether the one after them is taken; otherwise nothing is known yet.
    ended: bool,
}

impl Pick<'_> {
    /// Whether it takes the next on the roll.
    #[inline]
    pub(super) fn takes(&mut self, person: PersonId) -> bool {
        match self.run.checked_sub(1) {
            Some(fewer) => {
                self.run = fewer;
                false
            }
            None => self.takes_after_run(person),
        }
    }

    fn takes_after_run(&mut self, person: PersonId) -> bool {
        let draw = self.draws.draw(person.0);
        if !self.ended {
            self.begin(draw >> 32);
            if let Some(fewer) = self.run.checked_sub(1) {
                self.run = fewer;
                return false;
            }
        }
        self.begin(draw);
        true
    }

    /// Those it takes of a roll of so many people. Nobody after the last of them is gone to.
    pub(super) fn of(
        mut self,
        mut roll: impl Iterator<Item = PersonId>,
        count: u32,
    ) -> impl Iterator<Item = PersonId> {
        let mut left = count as usize;
        std::iter::from_fn(move || {
            loop {
                let run = std::mem::take(&mut self.run);
                left = left.checked_sub(run + 1)?;
                let person = roll.nth(run)?;
                if self.takes_after_run(person) {
                    return Some(person);
                }
            }
        })
    }

    fn begin(&mut self, draw: u64) {
        self.run = self.runs.run(draw);
        self.ended = self.run < LONGEST;
    }
}

#[cfg(test)]
mod tests {
    use super::super::draws::Purpose;
    use super::*;

    /// How many of so many rolls of a length are taken, by place.
    fn taken(share: Share, rolls: u32, length: u32) -> Vec<u32> {
        let (first, next) = (
            Draws::of(3, 0, Purpose::Going),
            Draws::of(3, 0, Purpose::Towards),
        );
        let mut runs = Runs::default();
        let mut by_place = vec![0; length as usize];
        for roll in 0..rolls {
            let mut pick = runs.pick(share, first.draw(roll), next);
            for place in 0..length {
                let person = PersonId(roll * length + place);
                by_place[place as usize] += u32::from(pick.takes(person));
            }
        }
        by_place
    }

    #[test]
    fn every_place_on_a_roll_is_taken_as_often_as_the_share_says() {
        let twelfth = taken(Share::ratio(12, 100), 20_000, 30);
        assert!(
            twelfth.iter().all(|of| (2_200..2_600).contains(of)),
            "{twelfth:?}"
        );
        // Rolls longer than the longest run.
        let rare = taken(Share::ratio(1, 100), 20_000, 200);
        assert!(rare.iter().all(|of| (140..260).contains(of)), "{rare:?}");
        let all: u32 = rare.iter().sum();
        assert!((39_000..41_000).contains(&all), "{all}");
        assert_eq!(taken(Share::NONE, 50, 200).iter().sum::<u32>(), 0);
        let everybody = taken(Share::ratio(1, 1), 50, 200);
        assert!(everybody.iter().all(|of| *of == 50));
    }

    #[test]
    fn who_is_taken_says_nothing_about_the_next() {
        // Pairs that follow each other are taken together as often as chance has it.
        let next = Draws::of(4, 0, Purpose::Towards);
        let mut runs = Runs::default();
        let mut pick = runs.pick(Share::ratio(1, 5), 9 << 20, next);
        let all: Vec<bool> = (0..100_000).map(|one| pick.takes(PersonId(one))).collect();
        let pairs = all.windows(2).filter(|two| two[0] && two[1]).count();
        assert!((3_800..4_200).contains(&pairs), "{pairs}");
        let apart = all.windows(3).filter(|two| two[0] && two[2]).count();
        assert!((3_800..4_200).contains(&apart), "{apart}");
    }

    #[test]
    fn it_passes_a_roll_of_which_it_takes_nobody_and_no_other() {
        let next = Draws::of(4, 0, Purpose::Towards);
        let mut runs = Runs::default();
        for (first, share) in (0..500).zip([9, 1, 300].into_iter().cycle()) {
            let (share, first) = (Share::ratio(1, share), next.draw(first));
            let passes = (0..64).take_while(|count| runs.passes(share, first, *count));
            let passes = passes.count();
            let mut pick = runs.pick(share, first, next);
            let before = (0..64)
                .take_while(|one| !pick.takes(PersonId(*one)))
                .count();
            assert_eq!(passes.saturating_sub(1), before.min(63));
        }
    }

    #[test]
    fn those_it_takes_are_the_same_one_by_one_and_at_once() {
        let next = Draws::of(5, 0, Purpose::Towards);
        let mut runs = Runs::default();
        for (first, count) in (0..2_000).zip([0, 1, 17, 63, 64, 65, 400].into_iter().cycle()) {
            let share = Share::ratio(1, [2, 9, 150][first as usize % 3]);
            let first = next.draw(first);
            let roll = || (0..count).map(PersonId);
            let mut pick = runs.pick(share, first, next);
            let one_by_one: Vec<_> = roll().filter(|one| pick.takes(*one)).collect();
            let at_once: Vec<_> = runs.pick(share, first, next).of(roll(), count).collect();
            assert_eq!(one_by_one, at_once);
        }
    }
}
