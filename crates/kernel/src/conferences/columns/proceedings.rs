//! What is kept of what a conference did: lines of its attendance, items, votes,
//! as rows linked by conference.

use super::super::{AttendanceLine, Attendee, Capacity, ConferenceEvent, Item, ItemKind, Vote};
use super::{NONE, chain, next};
use crate::columns::{Chains, Column, ReadError, Reader, Truncated, Writer};
use crate::day::Day;
use crate::ids::{ConferenceId, DocumentId, PersonId};

const CAPACITIES: [Capacity; 3] = [Capacity::Participant, Capacity::Platform, Capacity::Guest];

const KINDS: [ItemKind; 5] = [
    ItemKind::Session,
    ItemKind::Workshop,
    ItemKind::Point,
    ItemKind::Speech,
    ItemKind::Paper,
];

/// The number under which one of a few is kept.
fn number<T: PartialEq>(all: &[T], one: &T) -> u8 {
    let at = all.iter().position(|it| it == one);
    at.and_then(|at| u8::try_from(at).ok()).unwrap_or(u8::MAX)
}

/// Everything kept about what conferences did.
#[derive(Clone, Debug, Default)]
pub(super) struct Proceedings {
    /// By conference.
    newest_line: Column<u32>,
    newest_item: Column<u32>,
    newest_vote: Column<u32>,
    lines: LineRows,
    items: ItemRows,
    votes: VoteRows,
}

/// Lines of attendance, as they were printed. A new list leaves the old one behind.
#[derive(Clone, Debug, Default)]
struct LineRows {
    person: Column<u32>,
    /// The text that names whoever has no number.
    named: Column<u32>,
    capacity: Column<u8>,
    earlier: Column<u32>,
}

#[derive(Clone, Debug, Default)]
struct ItemRows {
    conference: Column<u32>,
    number: Column<u32>,
    kind: Column<u8>,
    under: Column<u32>,
    title: Column<u32>,
    text: Column<u32>,
    sender: Column<u32>,
    addressee: Column<u32>,
    speaker: Column<u32>,
    read: Column<u8>,
    on: Column<Day>,
    struck: Column<u32>,
    earlier: Column<u32>,
}

#[derive(Clone, Debug, Default)]
struct VoteRows {
    conference: Column<u32>,
    number: Column<u32>,
    item: Column<u32>,
    majority: Column<u8>,
    entitled: Column<u32>,
    present: Column<u32>,
    favour: Column<u32>,
    against: Column<u32>,
    abstained: Column<u32>,
    quorum: Column<u32>,
    needed: Column<u32>,
    adopted: Column<u8>,
    on: Column<Day>,
    struck: Column<u32>,
    earlier: Column<u32>,
}

fn some(value: Option<u32>) -> Option<u32> {
    value.filter(|value| *value != NONE)
}

/// The row of a chain that has a number in its conference.
fn numbered(
    newest: Option<u32>,
    earlier: &Column<u32>,
    numbers: &Column<u32>,
    number: u32,
) -> Option<usize> {
    chain(newest, earlier).find(|row| numbers.get(*row) == Some(number))
}

impl Proceedings {
    /// A conference was called.
    pub(super) fn open(&mut self) {
        self.newest_line.push(NONE);
        self.newest_item.push(NONE);
        self.newest_vote.push(NONE);
    }

    pub(super) fn items_by_conference(&self) -> Chains<'_> {
        Chains {
            owner: &self.items.conference,
            earlier: &self.items.earlier,
            newest: &self.newest_item,
        }
    }

    pub(super) fn votes_by_conference(&self) -> Chains<'_> {
        Chains {
            owner: &self.votes.conference,
            earlier: &self.votes.earlier,
            newest: &self.newest_vote,
        }
    }

    pub(super) fn lines(&self, conference: ConferenceId) -> Vec<AttendanceLine> {
        let newest = self.newest_line.get(conference.index());
        let rows = chain(newest, &self.lines.earlier);
        let mut lines: Vec<_> = rows.filter_map(|row| self.lines.get(row)).collect();
        lines.reverse();
        lines
    }

    pub(super) fn items(&self, conference: ConferenceId) -> Vec<Item> {
        let newest = self.newest_item.get(conference.index());
        let rows = chain(newest, &self.items.earlier);
        let mut items: Vec<_> = rows.filter_map(|row| self.items.get(row)).collect();
        items.reverse();
        items
    }

    pub(super) fn votes(&self, conference: ConferenceId) -> Vec<Vote> {
        let newest = self.newest_vote.get(conference.index());
        let rows = chain(newest, &self.votes.earlier);
        let mut votes: Vec<_> = rows.filter_map(|row| self.votes.get(row)).collect();
        votes.reverse();
        votes
    }

    /// Applies what is about the proceedings, and passes over the rest.
    pub(super) fn apply(&mut self, event: &ConferenceEvent) {
        match event {
            ConferenceEvent::AttendanceListed {
                conference, rows, ..
            } => {
                self.newest_line.set(conference.index(), NONE);
                for line in rows {
                    let row = next(&self.lines.earlier);
                    let earlier = self.newest_line.replace(conference.index(), row);
                    self.lines.push(line, earlier.unwrap_or(NONE));
                }
            }
            ConferenceEvent::ItemEntered { conference, .. } => {
                let row = next(&self.items.number);
                let earlier = self.newest_item.replace(conference.index(), row);
                self.items.push(event, earlier.unwrap_or(NONE));
            }
            ConferenceEvent::ItemStruck {
                conference,
                item,
                reason,
                ..
            } => {
                let newest = self.newest_item.get(conference.index());
                let found = numbered(newest, &self.items.earlier, &self.items.number, *item);
                if let Some(row) = found {
                    self.items.struck.set(row, reason.0);
                }
            }
            ConferenceEvent::VoteRecorded { conference, .. } => {
                let row = next(&self.votes.number);
                let earlier = self.newest_vote.replace(conference.index(), row);
                self.votes.push(event, earlier.unwrap_or(NONE));
            }
            ConferenceEvent::VoteStruck {
                conference,
                vote,
                reason,
                ..
            } => {
                let newest = self.newest_vote.get(conference.index());
                let found = numbered(newest, &self.votes.earlier, &self.votes.number, *vote);
                if let Some(row) = found {
                    self.votes.struck.set(row, reason.0);
                }
            }
            ConferenceEvent::Called { .. }
            | ConferenceEvent::CalledOff { .. }
            | ConferenceEvent::DelegatesElected { .. }
            | ConferenceEvent::DelegatesStruck { .. }
            | ConferenceEvent::DelegateReplaced { .. }
            | ConferenceEvent::DelegateCheckedIn { .. }
            | ConferenceEvent::CheckInStruck { .. } => {}
        }
    }

    pub(super) fn write(&self, out: &mut Writer<'_>) {
        out.column(&self.newest_line);
        out.column(&self.newest_item);
        out.column(&self.newest_vote);
        self.lines.write(out);
        self.items.write(out);
        self.votes.write(out);
    }

    pub(super) fn read(from: &mut Reader<'_>) -> Result<Proceedings, ReadError> {
        let it = Proceedings {
            newest_line: from.column()?,
            newest_item: from.column()?,
            newest_vote: from.column()?,
            lines: LineRows::read(from)?,
            items: ItemRows::read(from)?,
            votes: VoteRows::read(from)?,
        };
        Reader::same_length([
            it.newest_line.len(),
            it.newest_item.len(),
            it.newest_vote.len(),
        ])?;
        // A row leads to an earlier one only, so that no chain is a ring.
        for earlier in [&it.lines.earlier, &it.items.earlier, &it.votes.earlier] {
            let mut rows = (0..).zip(earlier.iter());
            if !rows.all(|(row, earlier)| earlier == NONE || earlier < row) {
                return Err(Truncated.into());
            }
        }
        Ok(it)
    }

    /// For how many conferences there are rows.
    pub(super) fn len(&self) -> usize {
        self.newest_item.len()
    }
}

impl LineRows {
    fn push(&mut self, line: &AttendanceLine, earlier: u32) {
        let (person, named) = match line.who {
            Attendee::Person(person) => (person.0, NONE),
            Attendee::Named(text) => (NONE, text.0),
        };
        self.person.push(person);
        self.named.push(named);
        self.capacity.push(number(&CAPACITIES, &line.capacity));
        self.earlier.push(earlier);
    }

    fn get(&self, row: usize) -> Option<AttendanceLine> {
        let person = some(self.person.get(row)).map(|it| Attendee::Person(PersonId(it)));
        let named = some(self.named.get(row)).map(|it| Attendee::Named(DocumentId(it)));
        let capacity = CAPACITIES.get(usize::from(self.capacity.get(row)?))?;
        Some(AttendanceLine {
            who: person.or(named)?,
            capacity: *capacity,
        })
    }

    fn write(&self, out: &mut Writer<'_>) {
        out.column(&self.person);
        out.column(&self.named);
        out.column(&self.capacity);
        out.column(&self.earlier);
    }

    fn read(from: &mut Reader<'_>) -> Result<LineRows, ReadError> {
        let it = LineRows {
            person: from.column()?,
            named: from.column()?,
            capacity: from.column()?,
            earlier: from.column()?,
        };
        Reader::same_length([
            it.person.len(),
            it.named.len(),
            it.capacity.len(),
            it.earlier.len(),
        ])?;
        Ok(it)
    }
}

impl ItemRows {
    fn push(&mut self, event: &ConferenceEvent, earlier: u32) {
        let ConferenceEvent::ItemEntered {
            conference,
            item,
            kind,
            under,
            title,
            text,
            sender,
            addressee,
            speaker,
            read,
            on,
            ..
        } = event
        else {
            return;
        };
        let written = |text: &Option<DocumentId>| text.map_or(NONE, |text| text.0);
        self.conference.push(conference.0);
        self.number.push(*item);
        self.kind.push(number(&KINDS, kind));
        self.under.push(under.unwrap_or(NONE));
        self.title.push(title.0);
        self.text.push(written(text));
        self.sender.push(written(sender));
        self.addressee.push(written(addressee));
        self.speaker.push(speaker.map_or(NONE, |person| person.0));
        self.read.push(u8::from(*read));
        self.on.push(Day::from_date(*on));
        self.struck.push(NONE);
        self.earlier.push(earlier);
    }

    fn get(&self, row: usize) -> Option<Item> {
        let text = |column: &Column<u32>| some(column.get(row)).map(DocumentId);
        Some(Item {
            number: self.number.get(row)?,
            kind: *KINDS.get(usize::from(self.kind.get(row)?))?,
            under: some(self.under.get(row)),
            title: text(&self.title)?,
            text: text(&self.text),
            sender: text(&self.sender),
            addressee: text(&self.addressee),
            speaker: some(self.speaker.get(row)).map(PersonId),
            read: self.read.get(row)? == 1,
            on: self.on.get(row)?.date()?,
            struck: text(&self.struck),
        })
    }

    fn write(&self, out: &mut Writer<'_>) {
        out.column(&self.conference);
        out.column(&self.number);
        out.column(&self.kind);
        out.column(&self.under);
        out.column(&self.title);
        out.column(&self.text);
        out.column(&self.sender);
        out.column(&self.addressee);
        out.column(&self.speaker);
        out.column(&self.read);
        out.column(&self.on);
        out.column(&self.struck);
        out.column(&self.earlier);
    }

    fn read(from: &mut Reader<'_>) -> Result<ItemRows, ReadError> {
        let it = ItemRows {
            conference: from.column()?,
            number: from.column()?,
            kind: from.column()?,
            under: from.column()?,
            title: from.column()?,
            text: from.column()?,
            sender: from.column()?,
            addressee: from.column()?,
            speaker: from.column()?,
            read: from.column()?,
            on: from.column()?,
            struck: from.column()?,
            earlier: from.column()?,
        };
        Reader::same_length([
            it.conference.len(),
            it.number.len(),
            it.kind.len(),
            it.under.len(),
            it.title.len(),
            it.text.len(),
            it.sender.len(),
            it.addressee.len(),
            it.speaker.len(),
            it.read.len(),
            it.on.len(),
            it.struck.len(),
            it.earlier.len(),
        ])?;
        Ok(it)
    }
}

impl VoteRows {
    fn push(&mut self, event: &ConferenceEvent, earlier: u32) {
        let ConferenceEvent::VoteRecorded {
            conference,
            vote,
            item,
            majority,
            entitled,
            present,
            favour,
            against,
            abstained,
            quorum,
            needed,
            adopted,
            on,
            ..
        } = event
        else {
            return;
        };
        self.conference.push(conference.0);
        self.number.push(*vote);
        self.item.push(*item);
        self.majority.push(*majority);
        self.entitled.push(*entitled);
        self.present.push(*present);
        self.favour.push(*favour);
        self.against.push(*against);
        self.abstained.push(*abstained);
        self.quorum.push(quorum.unwrap_or(NONE));
        self.needed.push(*needed);
        self.adopted.push(u8::from(*adopted));
        self.on.push(Day::from_date(*on));
        self.struck.push(NONE);
        self.earlier.push(earlier);
    }

    fn get(&self, row: usize) -> Option<Vote> {
        Some(Vote {
            number: self.number.get(row)?,
            item: self.item.get(row)?,
            majority: self.majority.get(row)?,
            entitled: self.entitled.get(row)?,
            present: self.present.get(row)?,
            favour: self.favour.get(row)?,
            against: self.against.get(row)?,
            abstained: self.abstained.get(row)?,
            quorum: some(self.quorum.get(row)),
            needed: self.needed.get(row)?,
            adopted: self.adopted.get(row)? == 1,
            on: self.on.get(row)?.date()?,
            struck: some(self.struck.get(row)).map(DocumentId),
        })
    }

    fn write(&self, out: &mut Writer<'_>) {
        out.column(&self.conference);
        out.column(&self.number);
        out.column(&self.item);
        out.column(&self.majority);
        out.column(&self.entitled);
        out.column(&self.present);
        out.column(&self.favour);
        out.column(&self.against);
        out.column(&self.abstained);
        out.column(&self.quorum);
        out.column(&self.needed);
        out.column(&self.adopted);
        out.column(&self.on);
        out.column(&self.struck);
        out.column(&self.earlier);
    }

    fn read(from: &mut Reader<'_>) -> Result<VoteRows, ReadError> {
        let it = VoteRows {
            conference: from.column()?,
            number: from.column()?,
            item: from.column()?,
            majority: from.column()?,
            entitled: from.column()?,
            present: from.column()?,
            favour: from.column()?,
            against: from.column()?,
            abstained: from.column()?,
            quorum: from.column()?,
            needed: from.column()?,
            adopted: from.column()?,
            on: from.column()?,
            struck: from.column()?,
            earlier: from.column()?,
        };
        Reader::same_length([
            it.conference.len(),
            it.number.len(),
            it.item.len(),
            it.majority.len(),
            it.entitled.len(),
            it.present.len(),
            it.favour.len(),
            it.against.len(),
            it.abstained.len(),
            it.quorum.len(),
            it.needed.len(),
            it.adopted.len(),
            it.on.len(),
            it.struck.len(),
            it.earlier.len(),
        ])?;
        Ok(it)
    }
}
