//! From the record to the roll of a unit: searched, by grade, in pages; and why
//! it is closed to those who may see figures alone.

use charter::{Action, GradeId};
use kernel::{PersonId, UnitId};
use serde::Deserialize;

use super::{OpenRoll, Roll, RollRow};
use crate::articles::ArticleNote;
use crate::forms::Choice;
use crate::frame::Link;
use crate::listing::{Filter, Pager, Search, address, address_of_page};
use crate::pages::meetings::recording::posts_here;
use crate::sheet::Exports;
use crate::view::View;
use crate::words::{capital, day_short, listed};

/// People on one page of a roll.
const ROWS: u64 = 40;

/// Which part of a roll is wanted.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    pub(crate) q: String,
    pub(crate) grade: String,
    pub(crate) page: u64,
}

impl Asked {
    fn address(&self, path: &str, page: u64) -> String {
        format!(
            "{}#roll",
            address_of_page(path, &[("q", &self.q), ("grade", &self.grade)], page)
        )
    }
}

/// The roll of a unit, or why the viewer may not see it.
pub(crate) fn roll(view: View<'_>, unit: UnitId, asked: &Asked) -> Roll {
    if !view.may(Action::SeeRoll, unit) {
        let right = view
            .charter
            .rights
            .iter()
            .find(|right| right.action == Action::SeeRoll);
        return Roll::Closed {
            why: "You may see the figures of this unit, and not who is on its roll.".to_owned(),
            article: right.and_then(|right| ArticleNote::of_rule(view.charter, right.rule)),
        };
    }
    let path = format!("/units/{unit}");
    let words: Vec<String> = asked
        .q
        .to_lowercase()
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    let grade = view.charter.grade_named(&asked.grade);
    let mut people: Vec<(String, PersonId)> = view
        .state
        .roll(unit)
        .filter(|person| {
            grade.is_none_or(|grade| {
                view.state
                    .membership(*person)
                    .is_some_and(|it| it.grade == grade)
            })
        })
        .map(|person| (view.directory.name(person), person))
        .filter(|(name, _)| {
            words.is_empty() || words.iter().all(|word| name.to_lowercase().contains(word))
        })
        .collect();
    people.sort_by_cached_key(|(name, person)| {
        (posts_here(view, *person, unit).is_empty(), name.clone())
    });
    let total = people.len() as u64;
    let export = view.may_reach(Action::SeeRoll).then(|| {
        Exports::of(&address(
            "/people",
            &[
                ("unit", &unit.to_string()),
                ("grade", &asked.grade),
                ("q", &asked.q),
            ],
        ))
    });
    let pager = Pager {
        export,
        ..Pager::at(asked.page, ROWS, total, ("person", "people"), &|page| {
            asked.address(&path, page)
        })
    };
    Roll::Shown(Box::new(OpenRoll {
        search: search(view, unit, asked, &path),
        rows: pager
            .rows(people)
            .filter_map(|(name, person)| row(view, unit, name, person))
            .collect(),
        pager,
    }))
}

fn row(view: View<'_>, unit: UnitId, name: String, person: PersonId) -> Option<RollRow> {
    let membership = view.state.membership(person)?;
    let posts: Vec<String> = posts_here(view, person, unit);
    Some(RollRow {
        person: Link::new(name, format!("/people/{person}")),
        grade: capital(&view.charter.grade(membership.grade)?.title),
        posts: capital(&listed(&posts)),
        since: day_short(membership.in_unit_since),
    })
}

fn search(view: View<'_>, unit: UnitId, asked: &Asked, path: &str) -> Search {
    let all = Choice {
        value: String::new(),
        text: "Every grade".to_owned(),
    };
    let grades = (0..).map(GradeId).zip(&view.charter.grades);
    let grades: Vec<Choice> = grades
        .filter(|(id, grade)| view.state.grade_count(unit, *id) > 0 || grade.id == asked.grade)
        .map(|(_, grade)| Choice {
            value: grade.id.clone(),
            text: capital(&grade.plural),
        })
        .collect();
    let filter = (grades.len() > 1).then(|| Filter {
        name: "grade".to_owned(),
        label: "Grade".to_owned(),
        choices: std::iter::once(all).chain(grades).collect(),
        chosen: asked.grade.clone(),
    });
    Search {
        days: Vec::new(),
        action: path.to_owned(),
        label: Some("Find on the roll".to_owned()),
        query: asked.q.clone(),
        filters: filter.into_iter().collect(),
        narrowed: !(asked.q.is_empty() && asked.grade.is_empty()),
    }
}
