//! When a list may be made and ticked off, when a band may be set, and what comes of it.

use std::collections::{BTreeMap, BTreeSet};

use charter::money::{MINOR_MAX, Money};
use charter::{Action, DuesRule, GradeId, Owes};
use jiff::civil::Date;

use super::events::{DuesEvent, DuesOf, Lot, PaidFor, PartPaid};
use super::{AssessDues, CollectDues, DuesRefusal, PaidPart, SetBand};
use crate::charters::in_force;
use crate::day::{Day, happened};
use crate::ids::{PersonId, UnitId};
use crate::meetings::{period_of, period_start};
use crate::refusal::{Reason, Refusal};
use crate::request::{Event, Request};
use crate::rights;
use crate::state::State;
use crate::units::standing;

pub(super) const FOUNDED: &str = "the day the unit was founded";

pub(super) fn assess(
    state: &State,
    request: &Request,
    it: &AssessDues,
) -> Result<Vec<Event>, Refusal> {
    let making = Making::of(state, request, it.unit, it.period, it.on)?;
    making.not_made()?;
    let lots = making.lots();
    let nothing = making.money(0);
    let open = lots
        .iter()
        .flat_map(|lot| &lot.people)
        .map(|person| PartPaid {
            person: *person,
            paid: nothing,
        })
        .collect();
    Ok(vec![making.listed(lots, open)])
}

pub(super) fn collect(
    state: &State,
    request: &Request,
    it: &CollectDues,
) -> Result<Vec<Event>, Refusal> {
    let making = Making::of(state, request, it.unit, it.period, it.on)?;
    let mut named = BTreeSet::new();
    for part in &it.save {
        if !named.insert(part.person) {
            return Err(making.no(DuesRefusal::NamedTwice(part.person)));
        }
    }
    if making.is_made() {
        return making.tick_off(&it.save);
    }
    making.not_made()?;
    let lots = making.lots();
    let owed: BTreeMap<PersonId, i64> = lots
        .iter()
        .flat_map(|lot| lot.people.iter().map(|it| (*it, lot.amount.minor)))
        .collect();
    let mut open = Vec::new();
    for part in &it.save {
        let due = owed.get(&part.person).copied();
        let due = due.ok_or_else(|| making.no(making.not_on_list(part.person)))?;
        let paid = making.part_of(part, due)?;
        if paid < due {
            open.push(PartPaid {
                person: part.person,
                paid: making.money(paid),
            });
        }
    }
    open.sort_unstable_by_key(|it| it.person);
    Ok(vec![making.listed(lots, open)])
}

pub(super) fn set_band(
    state: &State,
    request: &Request,
    it: &SetBand,
) -> Result<Vec<Event>, Refusal> {
    let rule = rule(state, request)?;
    let charter = in_force(state, request)?;
    let no = |reason| Refusal::by(rule.rule, Reason::Dues(reason));
    let unit = known_unit(state, request, it.person)?;
    rights::require(state, request, Action::CollectDues, unit)?;
    let membership = state.membership(it.person).ok_or(Reason::NotAMember)?;
    let band = charter.band(it.band).ok_or(Reason::NotInCharter("band"))?;
    if !band.grades.contains(&membership.grade) {
        let grade = charter.grade(membership.grade);
        return Err(no(DuesRefusal::NotYourBand {
            band: band.title.clone(),
            grade: grade.map(|row| row.title.clone()).unwrap_or_default(),
        }));
    }
    happened(
        it.on,
        request.today,
        Some((membership.joined, "the day this person joined")),
    )?;
    let title = || band.title.clone();
    match (band.owes, it.income) {
        (Owes::Share(..), None) => return Err(no(DuesRefusal::IncomeMissing(title()))),
        (Owes::Fixed(_), Some(_)) if band.above.is_none() && band.up_to.is_none() => {
            return Err(no(DuesRefusal::IncomeNotAsked(title())));
        }
        (Owes::Share(..), Some(_)) | (Owes::Fixed(_), _) => {}
    }
    if let Some(income) = it.income {
        in_currency(rule, income).map_err(no)?;
        if !(0..=MINOR_MAX).contains(&income.minor) {
            return Err(no(DuesRefusal::NotAnAmount(income)));
        }
        if !band.holds(income.minor) {
            let band = title();
            return Err(no(DuesRefusal::IncomeOutside { income, band }));
        }
    }
    let income = it.income.map(|income| income.minor);
    let owes = band.owed(income, rule.rounding).unwrap_or(0);
    Ok(vec![
        DuesEvent::BandSet {
            person: it.person,
            unit,
            band: it.band,
            owes: money(rule, owes),
            on: it.on,
        }
        .into(),
    ])
}

/// The dues in force on the day of a request.
pub(super) fn rule<'a>(state: &'a State, request: &Request) -> Result<&'a DuesRule, Refusal> {
    let charter = in_force(state, request)?;
    let rule = charter.dues.as_ref();
    Ok(rule.ok_or(Reason::Dues(DuesRefusal::NoDues))?)
}

pub(super) fn money(rule: &DuesRule, minor: i64) -> Money {
    Money {
        minor,
        currency: rule.currency,
    }
}

pub(super) fn in_currency(rule: &DuesRule, given: Money) -> Result<(), DuesRefusal> {
    if given.currency == rule.currency {
        return Ok(());
    }
    Err(DuesRefusal::WrongCurrency {
        wanted: rule.currency,
        given,
    })
}

/// The unit of a member the actor may know about.
pub(super) fn known_unit(
    state: &State,
    request: &Request,
    person: PersonId,
) -> Result<UnitId, Refusal> {
    let unknown = || Refusal::from(Reason::NoSuchPerson(person));
    if !state.members.exists(person)
        || !rights::may_see_person(state, request.actor, request.today, person)
    {
        return Err(unknown());
    }
    let unit = state.unit_of(person);
    let former = || state.dues.former_units(person).next();
    Ok(unit.or_else(former).ok_or(Reason::NotAMember)?)
}

/// A list that is made or ticked off.
struct Making<'a> {
    state: &'a State,
    rule: &'a DuesRule,
    unit: UnitId,
    /// The first and the last day of its stretch of time.
    first: Date,
    last: Date,
    on: Date,
}

impl<'a> Making<'a> {
    fn of(
        state: &'a State,
        request: &Request,
        unit: UnitId,
        period: Date,
        on: Date,
    ) -> Result<Making<'a>, Refusal> {
        rights::require(state, request, Action::CollectDues, unit)?;
        standing(state, unit)?;
        let rule = rule(state, request)?;
        let charter = in_force(state, request)?;
        let level = state.units.level(unit).and_then(|id| charter.level(id));
        if level.is_none_or(|level| !level.members) {
            let unit = state.units.name(unit).to_owned();
            let reason = Reason::Dues(DuesRefusal::NoMembers(unit));
            return Err(Refusal::by(rule.rule, reason));
        }
        let founded = state.units.founded(unit).date().map(|on| (on, FOUNDED));
        happened(on, request.today, founded)?;
        let number = period_of(rule.every, period);
        let first = period_start(rule.every, number);
        let next = period_start(rule.every, number.saturating_add(1));
        let last = next.and_then(|next| next.yesterday().ok());
        let kept = first.and_then(Day::try_from_date);
        let (Some(first), Some(last), Some(_)) = (first, last, kept) else {
            return Err(Reason::DateOutOfRange(period).into());
        };
        let making = Making {
            state,
            rule,
            unit,
            first,
            last,
            on,
        };
        if on < first {
            return Err(making.no(DuesRefusal::NotBegun(first)));
        }
        Ok(making)
    }

    fn no(&self, reason: DuesRefusal) -> Refusal {
        Refusal::by(self.rule.rule, Reason::Dues(reason))
    }

    fn name(&self) -> String {
        self.state.units.name(self.unit).to_owned()
    }

    fn money(&self, minor: i64) -> Money {
        money(self.rule, minor)
    }

    fn is_made(&self) -> bool {
        let mut lists = self
            .state
            .dues
            .lists_for(self.unit, Day::from_date(self.first));
        lists.next().is_some()
    }

    /// The list is the next one, and not made yet.
    fn not_made(&self) -> Result<(), Refusal> {
        let (unit, from) = (self.name(), self.first);
        if self.is_made() {
            return Err(self.no(DuesRefusal::AlreadyListed { unit, from }));
        }
        let next = self.state.next_list(self.rule, self.unit);
        let next = next.ok_or(Reason::DateOutOfRange(from))?;
        if from > next {
            return Err(self.no(DuesRefusal::EarlierList(next)));
        }
        if from < next {
            let since = next;
            return Err(self.no(DuesRefusal::NoListYet { unit, since }));
        }
        Ok(())
    }

    fn not_on_list(&self, person: PersonId) -> DuesRefusal {
        DuesRefusal::NotOnList {
            person,
            unit: self.name(),
            from: self.first,
        }
    }

    /// Who owes what, the smallest amount first.
    fn lots(&self) -> Vec<Lot> {
        let mut lots: BTreeMap<i64, Vec<PersonId>> = BTreeMap::new();
        for (person, minor) in self
            .state
            .owing(self.rule, self.unit, self.first, self.last)
        {
            lots.entry(minor).or_default().push(person);
        }
        lots.into_iter()
            .map(|(minor, people)| Lot {
                amount: self.money(minor),
                people,
            })
            .collect()
    }

    fn listed(&self, lots: Vec<Lot>, open: Vec<PartPaid>) -> Event {
        DuesEvent::Listed {
            unit: self.unit,
            period: self.first,
            due: self.rule.due(self.first),
            lots,
            open,
            on: self.on,
        }
        .into()
    }

    /// What somebody paid of what is open, held to it.
    fn part_of(&self, part: &PaidPart, open: i64) -> Result<i64, Refusal> {
        let Some(paid) = part.paid else { return Ok(0) };
        in_currency(self.rule, paid).map_err(|reason| self.no(reason))?;
        if paid.minor < 0 {
            return Err(self.no(DuesRefusal::NotAnAmount(paid)));
        }
        if paid.minor > open {
            return Err(self.no(DuesRefusal::MoreThanOwed {
                given: paid,
                open: self.money(open),
            }));
        }
        Ok(paid.minor)
    }

    /// Everybody pays what is open on a list that is made, but those named.
    fn tick_off(&self, save: &[PaidPart]) -> Result<Vec<Event>, Refusal> {
        let period = Day::from_date(self.first);
        let dues = &self.state.dues;
        let open: BTreeMap<PersonId, i64> = dues
            .debts_to(self.unit)
            .filter(|(_, debt)| dues.lists.period(debt.list) == period && debt.open() > 0)
            .map(|(_, debt)| (debt.person, debt.open()))
            .collect();
        if open.is_empty() {
            let (unit, from) = (self.name(), self.first);
            return Err(self.no(DuesRefusal::NothingOpen { unit, from }));
        }
        let mut paying = open.clone();
        for part in save {
            let due = open.get(&part.person).copied();
            let due = due.ok_or_else(|| self.no(self.not_on_list(part.person)))?;
            paying.insert(part.person, self.part_of(part, due)?);
        }
        let events: Vec<Event> = paying
            .into_iter()
            .filter(|(_, minor)| *minor > 0)
            .map(|(person, minor)| {
                let part = PaidFor {
                    unit: self.unit,
                    period: self.first,
                    amount: self.money(minor),
                };
                Event::from(DuesEvent::Paid {
                    person,
                    parts: vec![part],
                    reference: None,
                    on: self.on,
                })
            })
            .collect();
        if events.is_empty() {
            return Err(self.no(DuesRefusal::NothingChanges));
        }
        Ok(events)
    }
}

impl State {
    /// The first day of the stretch of time for which a unit makes its next list.
    #[must_use]
    pub fn next_list(&self, rule: &DuesRule, unit: UnitId) -> Option<Date> {
        if let Some(last) = self.listed_periods(unit).next() {
            return period_start(rule.every, period_of(rule.every, last).saturating_add(1));
        }
        let editions = self.editions();
        let first = editions.iter().find(|it| it.charter.dues.is_some())?.from;
        let since = first.max(self.lists_since(unit).date()?);
        let within = period_of(rule.every, since);
        // The stretch in which the unit came to be is not listed, unless it began with it,
        // or people came from a unit that had not listed it.
        let whole = period_start(rule.every, within) == Some(since);
        period_start(rule.every, within.saturating_add(i32::from(!whole)))
    }

    /// Who owes a unit how much for a stretch of time, by the rule and the roll of now.
    pub fn owing(
        &self,
        rule: &DuesRule,
        unit: UnitId,
        first: Date,
        last: Date,
    ) -> BTreeMap<PersonId, i64> {
        let period = Day::from_date(first);
        self.roll(unit)
            .filter(|person| {
                let membership = self.membership(*person);
                let there = membership.is_some_and(|it| it.joined <= last);
                there && !self.charged_elsewhere(*person, unit, period)
            })
            .filter_map(|person| {
                let owes = self.owes(rule, person)?;
                (owes > 0).then_some((person, owes))
            })
            .collect()
    }

    /// What a member owes for a stretch of time; none where it takes an income to know.
    #[must_use]
    pub fn owes(&self, rule: &DuesRule, person: PersonId) -> Option<i64> {
        let grade = self.grade_of(person)?;
        match self.dues.band_of(person) {
            Some((band, owes)) if fits(rule, band, grade) => {
                let row = rule.bands.get(band.index())?;
                match row.owes {
                    Owes::Fixed(minor) => Some(minor),
                    Owes::Share(..) => Some(owes),
                }
            }
            Some(_) | None => rule.ordinary(grade),
        }
    }

    /// The band somebody was put in, where it is for their grade.
    #[must_use]
    pub fn dues_band(&self, rule: &DuesRule, person: PersonId) -> Option<charter::BandId> {
        let grade = self.grade_of(person)?;
        let (band, _) = self.dues.band_of(person)?;
        fits(rule, band, grade).then_some(band)
    }

    /// Whether a unit somebody belonged to before has charged them for the stretch of time.
    fn charged_elsewhere(&self, person: PersonId, unit: UnitId, period: Day) -> bool {
        self.dues
            .former_units(person)
            .filter(|former| *former != unit)
            .any(|former| self.dues.charged(former, period, person).is_some())
    }

    /// What somebody owes a unit for a stretch of time, if anything was ever charged.
    pub(super) fn charge_of(&self, person: PersonId, period: Day) -> Option<DuesOf> {
        let dues = &self.dues;
        let date = period.date()?;
        let of = |unit| DuesOf {
            person,
            unit,
            period: date,
        };
        let debts = dues.debts.of_person(person);
        let debt = debts
            .filter(|(_, debt)| dues.lists.period(debt.list) == period)
            .map(|(_, debt)| of(dues.books.unit(debt.book)))
            .next();
        debt.or_else(|| {
            let mut units = self
                .unit_of(person)
                .into_iter()
                .chain(dues.former_units(person));
            units
                .find(|unit| dues.charged(*unit, period, person).is_some())
                .map(of)
        })
    }
}

fn fits(rule: &DuesRule, band: charter::BandId, grade: GradeId) -> bool {
    rule.bands
        .get(band.index())
        .is_some_and(|row| row.grades.contains(&grade))
}
