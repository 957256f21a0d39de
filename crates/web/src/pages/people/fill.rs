//! From the record to the pages of people.

use charter::{Action, GradeId};
use clerk::HistoryEntry;
use kernel::{Actor, PersonId, UnitId};
use serde::Deserialize;

use super::{CardLine, Look, PeoplePage, PersonPage, PersonRow, history};
use crate::acting::Drawing;
use crate::error::Failure;
use crate::forms::{Choice, Field, Kind};
use crate::frame::{Frame, Link};
use crate::listing::{Filter, Pager, Search};
use crate::pages::findings::wording::indefinite;
use crate::pages::form::FormPage;
use crate::pictures::timeline::Timeline;
use crate::site::{date_of, percent_encoded};
use crate::view::View;
use crate::words::{away, capital, counted, day};

/// Rows on a page.
const ROWS: usize = 50;
/// As many units can be chosen from as filters.
const UNITS_MAX: usize = 60;
/// People in a file at the most.
const FILE_ROWS: usize = 1_000_000;

/// What the address of the list says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    /// Part of a name or code.
    pub(crate) q: String,
    /// Number of a unit: those in it and beneath it.
    pub(crate) unit: String,
    /// Identifier of a grade.
    pub(crate) grade: String,
    /// Rows before the first that is shown.
    pub(crate) from: usize,
}

impl Asked {
    fn address(&self, path: &str, from: usize) -> String {
        let mut parts = Vec::new();
        for (name, value) in [("q", &self.q), ("unit", &self.unit), ("grade", &self.grade)] {
            if !value.is_empty() {
                parts.push(format!("{name}={}", percent_encoded(value)));
            }
        }
        if from > 0 {
            parts.push(format!("from={from}"));
        }
        if parts.is_empty() { path.to_owned() } else { format!("{path}?{}", parts.join("&")) }
    }

    fn narrowed(&self) -> bool {
        !(self.q.trim().is_empty() && self.unit.is_empty() && self.grade.is_empty())
    }
}

/// Whom a list names: how many there are, and those of them that are shown.
struct Listed {
    total: usize,
    people: Vec<PersonId>,
}

/// The list of people on the rolls that the viewer may see.
pub(super) fn list(view: View<'_>, frame: Frame, asked: &Asked) -> Result<PeoplePage, Failure> {
    let units = view.units_where(Action::SeeRoll);
    if units.is_empty() {
        return Err(Failure::NotFound);
    }
    let listed = listed(view, &units, asked, asked.from, ROWS)?;
    let several = units.iter().filter(|unit| view.state.roll_count(**unit) > 0).count() > 1;
    let rows = listed.people.iter().map(|person| row(view, *person, several)).collect();
    let last = asked.from.saturating_add(listed.people.len());
    let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    Ok(PeoplePage {
        frame,
        about: about(view, &units),
        article: view.right_note(Action::SeeRoll),
        search: search(view, &units, asked),
        rows,
        pager: Pager {
            first: if listed.people.is_empty() { 0 } else { number(asked.from).saturating_add(1) },
            last: number(last),
            total: number(listed.total),
            of: ("person".to_owned(), "people".to_owned()),
            previous: (asked.from > 0).then(|| asked.address("/people", asked.from.saturating_sub(ROWS))),
            next: (last < listed.total).then(|| asked.address("/people", last)),
            export: Some(asked.address("/people.csv", 0)),
        },
    })
}

/// The rows of the list as a file: code, name, unit, grade, since when, posts. Contacts are
/// not among them: who looks at those is recorded, person by person.
pub(super) fn table(view: View<'_>, asked: &Asked) -> Result<crate::csv::Table, Failure> {
    let units = view.units_where(Action::SeeRoll);
    if units.is_empty() {
        return Err(Failure::NotFound);
    }
    let mut table = crate::csv::Table::new(&["code", "name", "unit", "unit name", "grade", "joined", "posts"]);
    for person in listed(view, &units, asked, 0, FILE_ROWS)?.people {
        let membership = view.state.membership(person);
        let unit = membership.and_then(|membership| view.state.unit(membership.unit));
        table.row(&[
            view.directory.card(person).map_or("", |card| card.code.as_str()),
            &view.directory.name(person),
            unit.map_or("", |unit| unit.code),
            unit.map_or("", |unit| unit.name),
            &view.grade_of(person),
            &membership.map(|membership| membership.joined.to_string()).unwrap_or_default(),
            &view.posts_of(person),
        ]);
    }
    Ok(table)
}

/// Whose names these are, and why.
fn about(view: View<'_>, units: &[UnitId]) -> String {
    let people: u64 = units.iter().map(|unit| u64::from(view.state.roll_count(*unit))).sum();
    let people = counted(people, "person", "people");
    let rolls: Vec<UnitId> = units.iter().copied().filter(|unit| view.state.roll_count(*unit) > 0).collect();
    match rolls.as_slice() {
        [only] => format!("You see the roll of {}: {people}.", view.some_unit(*only)),
        rolls => format!("You see {people} on {}.", counted(u64::try_from(rolls.len()).unwrap_or(u64::MAX), "roll", "rolls")),
    }
}

fn search(view: View<'_>, units: &[UnitId], asked: &Asked) -> Search {
    let mut filters = Vec::new();
    let chosen = asked.unit.parse().ok().map(UnitId).filter(|unit| view.knows_unit(*unit));
    if (2..=UNITS_MAX).contains(&units.len()) || chosen.is_some() {
        let few = if units.len() <= UNITS_MAX { units } else { &[] };
        let mut choices = vec![Choice { value: String::new(), text: "All units".to_owned() }];
        let listed = few.iter().copied().chain(chosen.filter(|unit| !few.contains(unit)));
        choices.extend(listed.map(|unit| Choice { value: unit.to_string(), text: view.some_unit(unit) }));
        filters.push(Filter { name: "unit".to_owned(), label: "Unit".to_owned(), choices, chosen: asked.unit.clone() });
    }
    if view.charter.grades.len() > 1 {
        let mut choices = vec![Choice { value: String::new(), text: "All grades".to_owned() }];
        choices.extend(view.charter.grades.iter().map(|grade| Choice { value: grade.id.clone(), text: capital(&grade.plural) }));
        filters.push(Filter { name: "grade".to_owned(), label: "Grade".to_owned(), choices, chosen: asked.grade.clone() });
    }
    Search {
        action: "/people".to_owned(),
        label: Some("Find by name or code".to_owned()),
        query: asked.q.clone(),
        filters,
        narrowed: asked.narrowed(),
    }
}

/// The people asked for, from a row on.
fn listed(view: View<'_>, units: &[UnitId], asked: &Asked, from: usize, rows: usize) -> Result<Listed, Failure> {
    let grade = match asked.grade.as_str() {
        "" => None,
        id => Some(view.charter.grade_named(id).ok_or(Failure::NotFound)?),
    };
    let within = match asked.unit.as_str() {
        "" => None,
        number => {
            let unit = number.parse().map(UnitId).map_err(|_| Failure::NotFound)?;
            Some(Some(unit).filter(|unit| view.knows_unit(*unit)).ok_or(Failure::NotFound)?)
        }
    };
    let inside = |unit: UnitId| within.is_none_or(|within| unit == within || view.state.stands_under(unit, within));
    if !asked.q.trim().is_empty() {
        return Ok(found(view, asked, from, rows, |unit, of| inside(unit) && grade.is_none_or(|grade| grade == of)));
    }
    let units = units.iter().copied().filter(|unit| inside(*unit));
    Ok(rolls(view, units, grade, from, rows))
}

/// Those whose name or code has what is searched for, by name.
fn found(
    view: View<'_>,
    asked: &Asked,
    from: usize,
    rows: usize,
    wanted: impl Fn(UnitId, GradeId) -> bool,
) -> Listed {
    let mut people: Vec<(String, PersonId)> = view
        .directory
        .search(&asked.q)
        .filter(|(person, _)| {
            let membership = view.state.membership(*person);
            membership.is_some_and(|it| wanted(it.unit, it.grade) && view.may(Action::SeeRoll, it.unit))
        })
        .map(|(person, card)| (card.name.to_lowercase(), person))
        .collect();
    people.sort();
    let total = people.len();
    let people = people.into_iter().skip(from).take(rows).map(|(_, person)| person).collect();
    Listed { total, people }
}

/// Those on the rolls of these units, unit by unit and by name. Only the rolls
/// that are shown are read: the others are counted.
fn rolls(
    view: View<'_>,
    units: impl Iterator<Item = UnitId>,
    grade: Option<GradeId>,
    from: usize,
    rows: usize,
) -> Listed {
    let mut listed = Listed { total: 0, people: Vec::new() };
    for unit in units {
        let count = match grade {
            Some(grade) => view.state.grade_count(unit, grade),
            None => view.state.roll_count(unit),
        };
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        let before = listed.total;
        listed.total = before.saturating_add(count);
        if count == 0 || listed.total <= from || listed.people.len() >= rows {
            continue;
        }
        let of_grade = |person: &PersonId| {
            grade.is_none_or(|grade| view.state.membership(*person).is_some_and(|it| it.grade == grade))
        };
        let mut roll: Vec<PersonId> = view.state.roll(unit).filter(of_grade).collect();
        roll.sort_by_cached_key(|person| view.directory.name(*person).to_lowercase());
        let room = rows.saturating_sub(listed.people.len());
        listed.people.extend(roll.into_iter().skip(from.saturating_sub(before)).take(room));
    }
    listed
}

fn row(view: View<'_>, person: PersonId, several: bool) -> PersonRow {
    let unit = view.state.membership(person).map(|membership| membership.unit).filter(|_| several);
    PersonRow {
        person: Link::new(view.directory.name(person), format!("/people/{person}")),
        unit: unit.map(|unit| {
            Link::new(view.some_unit(unit), view.unit_href(unit).unwrap_or_else(|| format!("/people?unit={unit}")))
        }),
        grade: view.grade_of(person),
        posts: posts_beside(view, person),
    }
}

/// The posts somebody holds, where the unit they belong to is named beside.
fn posts_beside(view: View<'_>, person: PersonId) -> String {
    let home = view.state.membership(person).map(|membership| membership.unit);
    let held: Vec<String> = view
        .state
        .tenures_of(person)
        .filter(|tenure| tenure.until.is_none() && view.knows_unit(tenure.unit))
        .map(|tenure| match home {
            Some(home) if home == tenure.unit => view.post_title(tenure.post, view.today),
            _ => view.tenure_words(tenure, view.today),
        })
        .collect();
    crate::words::listed(&held)
}

/// What the journal and the accounts hold about one person.
pub(super) struct Held {
    /// The entries that touched them, the newest first.
    pub(super) entries: Vec<HistoryEntry>,
    /// Who looked at the card, the newest first; empty for anybody but the person.
    pub(super) looks: Vec<journal::View>,
}

/// One person.
pub(super) fn show(view: View<'_>, frame: Frame, person: PersonId, held: &Held) -> Result<PersonPage, Failure> {
    let person = view.person(person)?;
    let own = view.viewer == Actor::Person(person);
    let membership = view.state.membership(person);
    let name = view.directory.name(person);
    let path = membership.map(|membership| view.path_to(membership.unit)).unwrap_or_default();
    let spans = history::spans(view, person, &held.entries);
    Ok(PersonPage {
        about: standing_words(view, person),
        own,
        card: card(view, person),
        edit: own.then(|| Link::new("Change your card", format!("/people/{person}/card"))),
        leave: leave(view, person),
        acts: if own { Vec::new() } else { acts(view, person) },
        timeline: Timeline::new(&format!("{name} over time"), "Where", view.today, &spans),
        looks: looks(view, membership.map(|membership| membership.unit), &held.looks),
        article: view.belonging_note(),
        leaving: view.leaving_note(),
        frame: Frame { path, ..frame },
        name,
    })
}

/// Grade, unit and since when; and the posts.
fn standing_words(view: View<'_>, person: PersonId) -> String {
    let Some(membership) = view.state.membership(person) else {
        return "Belongs to no unit".to_owned();
    };
    let since = membership.joined;
    let mut text = format!(
        "{} · {} · joined {}, {}",
        view.grade_of(person),
        view.some_unit(membership.unit),
        day(since),
        away(view.today, since)
    );
    let posts = posts_beside(view, person);
    if !posts.is_empty() {
        text.push_str(&format!(" · {posts}"));
    }
    text
}

fn card(view: View<'_>, person: PersonId) -> Vec<CardLine> {
    let Some(card) = view.directory.card(person) else {
        return Vec::new();
    };
    let line = |label: &str, value: &str| CardLine { label: label.to_owned(), value: value.to_owned() };
    let mut lines = vec![line("Name", &card.name), line("Code", &card.code)];
    if view.may_see_contacts(person) {
        let none = "none given";
        lines.push(line("E-mail", card.email.as_deref().unwrap_or(none)));
        lines.push(line("Telephone", card.phone.as_deref().unwrap_or(none)));
    }
    lines
}

/// What the viewer may do with a member.
fn acts(view: View<'_>, person: PersonId) -> Vec<Link> {
    let Some(membership) = view.state.membership(person) else {
        return Vec::new();
    };
    let mut acts = Vec::new();
    let grade = view.charter.grade(membership.grade);
    let next = grade.and_then(|grade| grade.next).and_then(|next| view.charter.grade(next));
    if let Some(next) = next.filter(|_| view.may(Action::PromoteMember, membership.unit)) {
        acts.push(Link::new(format!("Make {}", indefinite(&next.title)), format!("/people/{person}/promote")));
    }
    if view.may(Action::TransferMember, membership.unit) {
        acts.push(Link::new("Transfer", format!("/people/{person}/transfer")));
    }
    acts
}

/// The way to leave, for the person, or to record it, for whoever may.
fn leave(view: View<'_>, person: PersonId) -> Option<Link> {
    let unit = view.state.membership(person)?.unit;
    let text = if view.viewer == Actor::Person(person) {
        "Leave the organisation".to_owned()
    } else if view.may(Action::RecordLeaving, unit) {
        format!("Record that {} left", view.directory.name(person))
    } else {
        return None;
    };
    Some(Link::new(text, format!("/people/{person}/leave")))
}

/// Who looked, a line for each looker and day.
fn looks(view: View<'_>, unit: Option<UnitId>, looks: &[journal::View]) -> Vec<Look> {
    let mut told: Vec<(String, jiff::civil::Date, u64)> = Vec::new();
    for look in looks {
        let on = date_of(look.at_ms);
        match told.iter_mut().find(|(viewer, day, _)| *viewer == look.viewer && *day == on) {
            Some((_, _, times)) => *times = times.saturating_add(1),
            None => told.push((look.viewer.clone(), on, 1)),
        }
    }
    told.iter()
        .map(|(viewer, on, times)| {
            let actor = journal::actor_from_text(viewer);
            let (who, why) = looker(view, actor, *on, unit);
            let times = if *times > 1 { format!(", {times} times") } else { String::new() };
            Look { who, why, when: format!("{}, {}{times}", day(*on), away(view.today, *on)) }
        })
        .collect()
}

/// Who somebody is who looked, and what they were then. Everybody is told who
/// looked at them, whether or not they may know them otherwise.
fn looker(view: View<'_>, actor: Option<Actor>, on: jiff::civil::Date, unit: Option<UnitId>) -> (Link, String) {
    let Some(Actor::Person(person)) = actor else {
        return (Link::new("The operator", "/charter"), "whoever runs this site".to_owned());
    };
    let name = view.directory.name(person);
    let href = if view.knows(person) { format!("/people/{person}") } else { "/charter".to_owned() };
    let held = view.state.tenures_of(person).find(|tenure| {
        tenure.from <= on
            && tenure.until.is_none_or(|until| on <= until)
            && unit.is_none_or(|unit| unit == tenure.unit || view.state.stands_under(unit, tenure.unit))
    });
    let why = match held {
        Some(tenure) => {
            let unit = view.state.unit(tenure.unit).map(|unit| unit.name).unwrap_or_default();
            format!("{} of {unit}", view.post_title(tenure.post, on))
        }
        None => "on the same roll".to_owned(),
    };
    (Link::new(name, href), why)
}

/// What the form of one's own card sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct CardForm {
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) phone: String,
}

/// The form that changes one's own card; nobody else's is changed here.
pub(super) fn card_form(view: View<'_>, person: PersonId, form: Option<&CardForm>, with: Drawing) -> Result<FormPage, Failure> {
    if view.viewer != Actor::Person(person) {
        return Err(Failure::NotFound);
    }
    let card = view.directory.card(person).ok_or(Failure::NotFound)?;
    let kept = CardForm {
        name: card.name.clone(),
        email: card.email.clone().unwrap_or_default(),
        phone: card.phone.clone().unwrap_or_default(),
    };
    let form = form.unwrap_or(&kept);
    let Drawing { frame, guard, trouble } = with;
    let fields = vec![
        Field::new("name", "Name", Kind::Line).value(&form.name),
        Field::new("email", "E-mail", Kind::Email).value(&form.email).optional(),
        Field::new("phone", "Telephone", Kind::Telephone).value(&form.phone).optional(),
    ];
    Ok(FormPage {
        frame: Frame { path: view.person_link(person).into_iter().collect(), ..frame },
        heading: "Change your card".to_owned(),
        lead: Some("Your name is for those who may see your roll, your contacts only for those who may see contacts. You see who looked.".to_owned()),
        article: None,
        refused: trouble.refused.clone(),
        action: format!("/people/{person}/card"),
        guard,
        fields: fields.into_iter().map(|field| trouble.mark(field)).collect(),
        submit: "Change it".to_owned(),
        back: Some(Link::new("Back", format!("/people/{person}"))),
    })
}
