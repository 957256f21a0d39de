//! The arithmetic of joining: for a lot of up to twelve units with too few
//! people, which of them to join with which, so that as few as can be are left
//! and then as few people as can be move. Exact, over all subsets of the lot.

/// Most units that are weighed against each other at once. The work grows
/// threefold with each: twelve take about half a millisecond.
pub(super) const LOT_UNITS_MAX: usize = 12;

/// A set of the lot, a bit a unit.
type Set = usize;

/// A unit with too few people.
#[derive(Clone, Copy, Debug)]
pub(super) struct Small {
    /// How many count towards its size.
    pub(super) people: u32,
    /// How many would move with it.
    pub(super) roll: u32,
    /// Whether somebody heads it.
    pub(super) headed: bool,
    /// Whether it may cease; a unit with others beneath it may not.
    pub(super) may_cease: bool,
    /// Place of *attach* in the charter's order, if it is there.
    pub(super) attach: Option<u8>,
    /// Place of *merge* in the charter's order, if it is there.
    pub(super) merge: Option<u8>,
}

/// What becomes of a lot: positions in it, and in the list of rooms.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Joined {
    /// Units that go over to a unit inside its range, with the room they take.
    pub(super) attached: Vec<(usize, usize)>,
    /// Units that join: the one that stays, and those that go over to it.
    pub(super) merged: Vec<(usize, Vec<usize>)>,
}

/// What a choice costs, the weightiest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Cost {
    /// Units left as they are.
    left: u32,
    /// People who move.
    moves: u32,
    /// Units mended otherwise than the charter prefers.
    unpreferred: u32,
}

impl Cost {
    fn and(self, other: Cost) -> Cost {
        Cost {
            left: self.left.saturating_add(other.left),
            moves: self.moves.saturating_add(other.moves),
            unpreferred: self.unpreferred.saturating_add(other.unpreferred),
        }
    }
}

/// Joins a lot. `rooms` are how many more each unit inside its range can take,
/// the largest first.
pub(super) fn join(lot: &[Small], rooms: &[u32], least: u32, most: Option<u32>) -> Joined {
    let lot = lot.get(..LOT_UNITS_MAX).unwrap_or(lot);
    let full: Set = (1 << lot.len()) - 1;
    let fillings = fillings(lot, rooms);
    let partings = partings(lot, least, most.unwrap_or(u32::MAX));
    let best = (0..=full)
        .filter_map(|attached| {
            fillings.get(attached).copied().flatten()?;
            let rest = partings.get(full & !attached)?;
            Some((attach_cost(lot, attached).and(rest.cost), attached))
        })
        .min();
    let attached = best.map_or(0, |(_, attached)| attached);
    Joined {
        attached: rooms_of(&fillings, attached),
        merged: groups_of(lot, &partings, full & !attached),
    }
}

fn members(lot: &[Small], set: Set) -> impl Iterator<Item = (usize, &Small)> {
    lot.iter()
        .enumerate()
        .filter(move |(at, _)| set & (1 << at) != 0)
}

fn attach_cost(lot: &[Small], set: Set) -> Cost {
    members(lot, set)
        .map(|(_, small)| Cost {
            left: 0,
            moves: small.roll,
            unpreferred: u32::from(small.attach != Some(0)),
        })
        .fold(Cost::default(), Cost::and)
}

/// The best way to fill rooms with a set: the fewest rooms in their order, and
/// the most left in the last of them. No other way could take what this cannot.
#[derive(Clone, Copy, Debug)]
struct Filling {
    room: usize,
    free: u32,
    /// The unit that came last, and the set before it.
    last: usize,
    before: Set,
}

/// By set: how it fills the rooms, if it can.
fn fillings(lot: &[Small], rooms: &[u32]) -> Vec<Option<Filling>> {
    let mut all: Vec<Option<Filling>> = vec![None; 1 << lot.len()];
    let empty = Filling {
        room: 0,
        free: rooms.first().copied().unwrap_or(0),
        last: 0,
        before: 0,
    };
    if let Some(first) = all.first_mut() {
        *first = Some(empty);
    }
    if rooms.is_empty() {
        return all;
    }
    for set in 0..all.len() {
        let Some(from) = all.get(set).copied().flatten() else {
            continue;
        };
        for (last, small) in members(lot, !set) {
            if small.attach.is_none() || !small.may_cease {
                continue;
            }
            let (room, space) = if small.people <= from.free {
                (from.room, from.free)
            } else {
                let next = from.room.saturating_add(1);
                match rooms.get(next) {
                    Some(space) if small.people <= *space => (next, *space),
                    Some(_) | None => continue,
                }
            };
            let way = Filling {
                room,
                free: space.saturating_sub(small.people),
                last,
                before: set,
            };
            if let Some(slot) = all.get_mut(set | (1 << last)) {
                let better = slot.is_none_or(|old| {
                    (way.room, std::cmp::Reverse(way.free))
                        < (old.room, std::cmp::Reverse(old.free))
                });
                if better {
                    *slot = Some(way);
                }
            }
        }
    }
    all
}

fn rooms_of(fillings: &[Option<Filling>], set: Set) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut set = set;
    while set != 0 {
        let Some(filling) = fillings.get(set).copied().flatten() else {
            break;
        };
        found.push((filling.last, filling.room));
        set = filling.before;
    }
    found.sort_unstable();
    found
}

/// The best way to part a set into groups that join, and units that are left.
#[derive(Clone, Copy, Debug, Default)]
struct Parting {
    cost: Cost,
    /// The group of the first unit of the set; none where that unit is left.
    group: Set,
}

fn partings(lot: &[Small], least: u32, most: u32) -> Vec<Parting> {
    let groups: Vec<Option<Cost>> = (0..(1 << lot.len()))
        .map(|set| group_cost(lot, set, least, most))
        .collect();
    let mut all = vec![Parting::default(); groups.len()];
    for set in 1..all.len() {
        let first: Set = 1 << set.trailing_zeros();
        let rest = set & !first;
        let alone = Cost {
            left: 1,
            ..Cost::default()
        };
        let mut best = Parting {
            cost: all.get(rest).map_or(alone, |rest| rest.cost.and(alone)),
            group: 0,
        };
        let mut others = rest;
        while others != 0 {
            let group = others | first;
            if let Some(cost) = groups.get(group).copied().flatten()
                && let Some(remaining) = all.get(set & !group)
            {
                let cost = cost.and(remaining.cost);
                if cost < best.cost {
                    best = Parting { cost, group };
                }
            }
            others = (others - 1) & rest;
        }
        if let Some(slot) = all.get_mut(set) {
            *slot = best;
        }
    }
    all
}

/// What it costs to join a set into one unit; none where that cannot be.
fn group_cost(lot: &[Small], set: Set, least: u32, most: u32) -> Option<Cost> {
    if set.count_ones() < 2 {
        return None;
    }
    let (mut people, mut cost, mut staying) = (0_u32, Cost::default(), 0_u32);
    for (_, small) in members(lot, set) {
        let place = small.merge?;
        people = people.saturating_add(small.people);
        cost.moves = cost.moves.saturating_add(small.roll);
        cost.unpreferred = cost.unpreferred.saturating_add(u32::from(place != 0));
        staying = staying.saturating_add(u32::from(!small.may_cease));
    }
    if staying > 1 || people < least || people > most {
        return None;
    }
    let stays = survivor(lot, set)?;
    cost.moves = cost.moves.saturating_sub(lot.get(stays)?.roll);
    Some(cost)
}

/// The unit of a group that stays: one that may not cease, else the largest,
/// else one that has a head, else the first.
fn survivor(lot: &[Small], set: Set) -> Option<usize> {
    members(lot, set)
        .max_by_key(|(at, small)| {
            let first = std::cmp::Reverse(*at);
            (!small.may_cease, small.roll, small.headed, first)
        })
        .map(|(at, _)| at)
}

fn groups_of(lot: &[Small], partings: &[Parting], set: Set) -> Vec<(usize, Vec<usize>)> {
    let mut found = Vec::new();
    let mut set = set;
    while set != 0 {
        let group = partings.get(set).map_or(0, |parting| parting.group);
        if group == 0 {
            // The first unit of the set is left as it is.
            set &= set - 1;
            continue;
        }
        if let Some(stays) = survivor(lot, group) {
            let going = members(lot, group & !(1 << stays))
                .map(|(at, _)| at)
                .collect();
            found.push((stays, going));
        }
        set &= !group;
    }
    found
}
