//! The organisation on a day as one viewer may see it: what was, from the
//! record; who may see it, from the rights of today.

use ::charter::{Action, Charter};
use clerk::Past;
use jiff::civil::Date;
use kernel::posts::Tenure;
use kernel::units::Unit;
use kernel::{PersonId, State, UnitId};

use crate::error::Failure;
use crate::frame::{AsOf, Frame, Link, Past as PastLine};
use crate::pages::posts::Who;
use crate::session::SignedIn;
use crate::site::{Site, waiting};
use crate::view::View;
use crate::words::{capital, day};

/// What was on a day, and who asks for it today.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Then<'a> {
    pub(crate) view: View<'a>,
    /// The record, at the moment from which entries were read.
    pub(crate) state: &'a State,
    /// The charter of that day, or the first there was.
    pub(crate) charter: &'a Charter,
    pub(crate) day: Date,
}

impl Site {
    /// The organisation with the way to how it was.
    ///
    /// # Errors
    /// When the desk has stopped.
    pub(crate) fn past(&self) -> Result<Past, Failure> {
        Ok(waiting(|| self.clerk.past())?)
    }

    /// Looks at the organisation as it stood on a day. Entries are read before:
    /// whoever looks keeps the desk waiting.
    ///
    /// # Errors
    /// When nothing was ever in force, the desk has stopped, or `look` finds nothing.
    pub(crate) fn look_back<T>(
        &self,
        by: &SignedIn,
        past: &Past,
        day: Date,
        look: impl FnOnce(Then<'_>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let state = past.state();
        let first = state.editions().first().map(|edition| &edition.charter);
        let charter = state.charter_on(day).or(first).ok_or(Failure::NotFound)?;
        self.look(by, |view| {
            look(Then {
                view,
                state,
                charter,
                day,
            })
        })
    }
}

/// The way to an address as of a day.
pub(crate) fn dated(href: &str, day: Date) -> String {
    crate::listing::address(href, &[("on", &day.to_string())])
}

impl<'a> Then<'a> {
    /// What was on a day, by the organisation that is looked at.
    pub(crate) fn of(view: View<'a>, day: Date) -> Then<'a> {
        Then {
            view,
            state: view.state,
            charter: view.charter_of(day),
            day,
        }
    }

    /// The frame of a page that speaks of the day.
    pub(crate) fn frame(self, frame: Frame, address: &str, title: &str) -> Frame {
        framed(frame, address, title, (self.day, self.view.today))
    }

    /// What the viewer reaches today, for many questions.
    pub(crate) fn sight(self, action: Action) -> kernel::rights::Sight {
        kernel::rights::sight(self.view.state, self.view.viewer, self.view.today, action)
    }

    /// A unit as it stood, whoever asks.
    pub(crate) fn unit(self, unit: UnitId) -> Option<Unit<'a>> {
        self.state.unit_on(unit, self.day)
    }

    /// What a unit was called, as far as the viewer may know of it; one that did
    /// not stand then is called what it is called in the record.
    pub(crate) fn unit_name(self, unit: UnitId) -> String {
        match self.unit(unit) {
            Some(it) if self.view.knows_unit(unit) => it.name.to_owned(),
            _ => self.view.some_unit(unit),
        }
    }

    /// A unit by its name of the day, with the way to its page of the day.
    pub(crate) fn unit_link(self, unit: UnitId) -> Who {
        let stood = self.state.stood_on(unit, self.day);
        Who {
            name: self.unit_name(unit),
            href: self
                .view
                .unit_href(unit)
                .map(|href| if stood { dated(&href, self.day) } else { href }),
        }
    }

    /// The way from the top down to a unit as it was, without the unit.
    pub(crate) fn path_to(self, unit: UnitId) -> Vec<Link> {
        let mut path: Vec<Link> = self
            .state
            .above_on(unit, self.day)
            .into_iter()
            .filter_map(|above| {
                let Who { name, href } = self.unit_link(above);
                Some(Link::new(name, href?))
            })
            .collect();
        path.reverse();
        path
    }

    /// Somebody who belonged to a unit or held a post in it: whoever may see its
    /// roll may know them; the way leads to whom the viewer may know today.
    pub(crate) fn person(self, person: PersonId, unit: UnitId) -> Who {
        person_of(self.view, person, unit, Some(self.day))
    }

    /// What a grade was called.
    pub(crate) fn grade(self, grade: ::charter::GradeId) -> String {
        let row = self.charter.grade(grade);
        row.map(|row| capital(&row.title)).unwrap_or_default()
    }

    /// What the post of a tenure was called.
    pub(crate) fn post(self, tenure: &Tenure) -> String {
        self.post_titled(tenure.post)
    }

    /// A post of a unit by its title of the day, with the way to who held it.
    pub(crate) fn post_link(self, unit: UnitId, post: ::charter::PostId) -> Link {
        let row = self.view.charter.post(post);
        let href = row.filter(|_| self.view.may(Action::SeeFigures, unit));
        let href = href.map(|row| dated(&format!("/units/{unit}/posts/{}", row.id), self.day));
        Link::new(self.post_titled(post), href.unwrap_or_default())
    }

    /// What a post was called.
    pub(crate) fn post_titled(self, post: ::charter::PostId) -> String {
        let newest = || self.state.charter()?.post(post);
        let row = self.charter.post(post).or_else(newest);
        capital(row.map_or("a post", |row| row.title_on(self.day)))
    }

    /// What a level was called.
    pub(crate) fn level(self, level: ::charter::LevelId) -> String {
        let newest = || self.state.charter()?.level(level);
        let row = self.charter.level(level).or_else(newest);
        capital(row.map_or("", |row| row.title_on(self.day)))
    }
}

/// Somebody in the past of a unit, as far as the viewer may know them.
pub(crate) fn person_of(view: View<'_>, person: PersonId, unit: UnitId, on: Option<Date>) -> Who {
    let knows = view.knows(person);
    if !knows && !view.may(Action::SeeRoll, unit) {
        return Who {
            name: format!("A member (No. {person})"),
            href: None,
        };
    }
    let name = match (view.directory.card(person), on) {
        (Some(card), Some(on)) => card.name_on(on).to_owned(),
        (Some(card), None) => card.name.clone(),
        (None, _) => format!("Somebody who has left (No. {person})"),
    };
    let href = format!("/people/{person}");
    Who {
        name,
        href: knows.then(|| on.map_or(href.clone(), |on| dated(&href, on))),
    }
}

/// The frame of a page that speaks of a day: with the line that says so, the way
/// back to today and the field for another day.
pub(crate) fn framed(frame: Frame, address: &str, title: &str, (on, today): (Date, Date)) -> Frame {
    let as_of = AsOf {
        on: on.to_string(),
        label: "Another day",
        ..AsOf::of(address, today)
    };
    Frame {
        title: format!("{title} on {}", day(on)),
        past: Some(PastLine {
            on: day(on),
            today: address.to_owned(),
        }),
        as_of: Some(as_of),
        ..frame
    }
}
