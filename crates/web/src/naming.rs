//! How what a viewer sees is named: people, units and posts, in words and as
//! links. Whoever may not be known has no name here.

use charter::{Action, Charter, PostId, RuleId};
use jiff::civil::Date;
use kernel::posts::Tenure;
use kernel::{Actor, PersonId, UnitId};

use crate::articles::ArticleNote;
use crate::frame::Link;
use crate::view::View;
use crate::words;

impl<'a> View<'a> {
    /// Whether the viewer may know this person by name.
    pub(crate) fn knows(self, person: PersonId) -> bool {
        kernel::rights::may_see_person(self.state, self.viewer, self.today, person)
    }

    /// The code of a person whom the viewer may know.
    pub(crate) fn code_of(self, person: PersonId) -> Option<String> {
        let card = self.directory.card(person).filter(|_| self.knows(person));
        card.map(|card| card.code.clone())
    }

    /// A person by name, or nobody in particular.
    pub(crate) fn someone(self, person: PersonId) -> String {
        if self.viewer == Actor::Person(person) {
            "you".to_owned()
        } else if self.knows(person) {
            self.directory.name(person)
        } else {
            format!("a member (No. {person})")
        }
    }

    /// A person by name with the way to their page; the way alone is missing
    /// for whoever may not be known.
    pub(crate) fn person_link(self, person: PersonId) -> Option<Link> {
        let name = self.directory.name(person);
        self.knows(person)
            .then(|| Link::new(name, format!("/people/{person}")))
    }

    /// Whether the viewer may know that this unit is there: through a right, or
    /// because they belong to it, apply to it or hold a post in it.
    pub(crate) fn knows_unit(self, unit: UnitId) -> bool {
        let open = [Action::SeeFigures, Action::SeeRoll, Action::SeeJournal];
        open.into_iter().any(|action| self.may(action, unit)) || self.is_of(unit)
    }

    fn is_of(self, unit: UnitId) -> bool {
        let Actor::Person(person) = self.viewer else {
            return false;
        };
        let own = self
            .state
            .membership(person)
            .is_some_and(|membership| membership.unit == unit);
        own || self
            .state
            .tenures_of(person)
            .any(|tenure| tenure.unit == unit)
            || self
                .state
                .proceedings_about(person)
                .any(|it| it.unit == unit)
    }

    /// The same, with units called what they were called at the end of a day.
    pub(crate) fn told_on(self, day: Date) -> Self {
        Self {
            told_on: Some(day).filter(|day| *day < self.today),
            ..self
        }
    }

    /// The day whose words are wanted.
    pub(crate) fn told_day(self) -> Date {
        self.told_on.unwrap_or(self.today)
    }

    /// The charter that was in force on a day; before the first, the first; of
    /// today or later, that of the viewer.
    pub(crate) fn charter_of(self, day: Date) -> &'a Charter {
        if day >= self.today {
            return self.charter;
        }
        let first = || self.state.editions().first().map(|it| &it.charter);
        let then = self.state.charter_on(day).or_else(first);
        then.map_or(self.charter, |charter| charter)
    }

    /// A unit by name, or none in particular. One that did not stand on the day
    /// of what is told is called what it is called in the record.
    pub(crate) fn some_unit(self, unit: UnitId) -> String {
        let then = self.told_on.and_then(|day| self.state.unit_on(unit, day));
        match then.or_else(|| self.state.unit(unit)) {
            Some(it) if self.knows_unit(unit) => it.name.to_owned(),
            _ => "another unit".to_owned(),
        }
    }

    /// The way to a unit the viewer may know of.
    pub(crate) fn unit_href(self, unit: UnitId) -> Option<String> {
        self.may(Action::SeeFigures, unit)
            .then(|| format!("/units/{unit}"))
    }

    /// The way from the top down to a unit, and the unit, as far as the viewer may know of them.
    pub(crate) fn path_to(self, unit: UnitId) -> Vec<Link> {
        let mut path: Vec<Link> = std::iter::once(unit)
            .chain(self.state.units_above(unit))
            .filter_map(|it| Some(Link::new(self.state.unit(it)?.name, self.unit_href(it)?)))
            .collect();
        path.reverse();
        path
    }

    /// Every unit that there ever was in which the viewer may do this, by number.
    pub(crate) fn units_ever(self, action: Action) -> Vec<UnitId> {
        let seats = kernel::rights::reach(self.state, self.viewer, self.today, action);
        let mut units: Vec<UnitId> = if seats
            .iter()
            .all(|(_, scope)| *scope == charter::Scope::OwnUnit)
        {
            seats.into_iter().map(|(unit, _)| unit).collect()
        } else {
            let all = (0..self.state.unit_count()).map(UnitId);
            all.filter(|unit| self.may(action, *unit)).collect()
        };
        units.sort_unstable();
        units.dedup();
        units
    }

    /// Every unit that stands in which the viewer may do this, parents before
    /// children as far as they stand under each other.
    pub(crate) fn units_where(self, action: Action) -> Vec<UnitId> {
        if self.everywhere(action) {
            let whole = self
                .state
                .top_unit()
                .map(|top| self.state.units_within(top));
            return whole.unwrap_or_default();
        }
        let mut found = Vec::new();
        let mut seen = vec![false; self.state.unit_count() as usize];
        for (seat, scope) in kernel::rights::reach(self.state, self.viewer, self.today, action) {
            let within = match scope {
                charter::Scope::UnitsBelow => self.state.units_within(seat),
                charter::Scope::OwnUnit | charter::Scope::Everywhere => vec![seat],
            };
            // What stands under the seat is reached; the seat itself is by another right only.
            found.extend(within.into_iter().filter(|unit| {
                let seen = seen.get_mut(unit.index());
                (*unit != seat || self.may(action, seat))
                    && seen.is_some_and(|seen| !std::mem::replace(seen, true))
            }));
        }
        found
    }

    /// Whether the viewer may do this in the whole organisation.
    pub(crate) fn everywhere(self, action: Action) -> bool {
        let seats = kernel::rights::reach(self.state, self.viewer, self.today, action);
        seats
            .iter()
            .any(|(_, scope)| *scope == charter::Scope::Everywhere)
    }

    /// What a post is called on a day.
    pub(crate) fn post_title(self, post: PostId, day: Date) -> String {
        let row = self
            .charter_of(day)
            .post(post)
            .or_else(|| self.state.charter()?.post(post));
        row.map_or("a post", |row| row.title_on(day)).to_owned()
    }

    /// The posts a person holds now, in words, as far as the viewer may know where.
    pub(crate) fn posts_of(self, person: PersonId) -> String {
        let held: Vec<String> = self
            .state
            .tenures_of(person)
            .filter(|tenure| {
                tenure.until.is_none()
                    && (self.viewer == Actor::Person(person) || self.knows_unit(tenure.unit))
            })
            .map(|tenure| self.tenure_words(tenure, self.today))
            .collect();
        words::listed(&held)
    }

    /// A post with its unit: what somebody is on a day.
    pub(crate) fn tenure_words(self, tenure: Tenure, day: Date) -> String {
        format!(
            "{} of {}",
            self.post_title(tenure.post, day),
            self.some_unit(tenure.unit)
        )
    }

    /// What a person's grade is called.
    pub(crate) fn grade_of(self, person: PersonId) -> String {
        let membership = self.state.membership(person);
        let grade = membership.and_then(|membership| self.charter.grade(membership.grade));
        grade
            .map(|grade| words::capital(&grade.title))
            .unwrap_or_default()
    }

    /// The note of a rule.
    pub(crate) fn note(self, rule: RuleId) -> Option<ArticleNote> {
        ArticleNote::of_rule(self.charter, rule)
    }

    /// The note of the article on belonging.
    pub(crate) fn belonging_note(self) -> Option<ArticleNote> {
        self.note(self.charter.belonging.as_ref()?.rule)
    }

    /// The note of the article on leaving, or of that on belonging where leaving has none.
    pub(crate) fn leaving_note(self) -> Option<ArticleNote> {
        let belonging = self.charter.belonging.as_ref()?;
        self.note(belonging.leaving.unwrap_or(belonging.rule))
    }

    /// The note of a rule that gives the viewer a right, the first of the charter's order.
    pub(crate) fn right_note(self, action: Action) -> Option<ArticleNote> {
        let Actor::Person(person) = self.viewer else {
            return None;
        };
        let membership = self.state.membership(person);
        let holds = |holder| match holder {
            charter::RightHolder::Grade(grade) => membership.is_some_and(|it| it.grade == grade),
            charter::RightHolder::Post(post) => self
                .state
                .tenures_of(person)
                .any(|tenure| tenure.until.is_none() && tenure.post == post),
        };
        let rights = self.charter.rights.iter();
        let right = rights
            .filter(|right| right.action == action)
            .find(|right| holds(right.holder))?;
        self.note(right.rule)
    }
}
