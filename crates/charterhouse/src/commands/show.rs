//! `charterhouse show`: a unit or a person as they stood at the end of a day.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

use charter::{Charter, GradeId};
use clap::Args;
use clerk::{
    Card, Clock, Directory, HistoryError, NameForm, ORDERS, Past, SCRIPTS, SYSTEMS, word_of,
};
use jiff::civil::Date;
use kernel::posts::Tenure;
use kernel::units::{Changed, Descent};
use kernel::{PersonId, State, UnitId};
use serde::Serialize;

use super::{Form, Outcome};
use crate::error::CommandError;
use crate::folder;

/// What `show` takes.
#[derive(Debug, Args)]
#[command(
    after_help = "The day is that on which things were so, by what the record says now: what was entered late counts \
    from its own day on. Whoever left keeps a number and no name."
)]
pub(crate) struct Arguments {
    /// Data folder of the organisation
    #[arg(value_name = "DIR")]
    data: PathBuf,
    /// Code of a unit or a person; `unit:CODE`, `person:CODE` or `person:NUMBER` says which
    #[arg(value_name = "UNIT|PERSON")]
    what: String,
    /// Day at the end of which it is shown, as in 2017-12-26 [default: today]
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
}

/// What is shown.
#[derive(Clone, Copy, Debug)]
enum Which {
    Unit(UnitId),
    Person(PersonId),
}

/// Everything an answer is made from.
struct Seen<'a> {
    past: &'a Past,
    directory: &'a Directory,
    charter: &'a Charter,
    day: Date,
}

/// A unit on a day, as programs read it.
#[derive(Debug, Serialize)]
struct UnitOn {
    as_of: String,
    code: String,
    name: String,
    /// Its name today, where it is another.
    name_now: Option<String>,
    level: String,
    level_title: String,
    under: Option<Named>,
    founded: String,
    dissolved: Option<String>,
    charter_in_force_since: Option<String>,
    people: BTreeMap<String, u64>,
    posts: Vec<Held>,
    roll: Vec<OnRoll>,
    beneath: Vec<Named>,
    line: Vec<Step>,
}

/// Somebody on a day, as programs read it.
#[derive(Debug, Serialize)]
struct PersonOn {
    as_of: String,
    number: u32,
    code: Option<String>,
    name: String,
    /// The name they go by today, where it is another.
    name_now: Option<String>,
    /// Every name with what is known of it, first the one they go by.
    names: Vec<NameOn>,
    belongs: Option<Belongs>,
    posts: Vec<Held>,
}

/// A name of somebody.
#[derive(Serialize)]
struct NameOn {
    text: String,
    script: Option<&'static str>,
    system: Option<&'static str>,
    order: Option<&'static str>,
    from: Option<String>,
    until: Option<String>,
    source: Option<String>,
}

// Names do not belong into a log.
impl std::fmt::Debug for NameOn {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("NameOn")
    }
}

#[derive(Debug, Serialize)]
struct Named {
    code: String,
    name: String,
}

#[derive(Debug, Serialize)]
struct Held {
    post: String,
    title: String,
    unit: Named,
    person: u32,
    name: String,
    from: String,
}

#[derive(Debug, Serialize)]
struct OnRoll {
    person: u32,
    name: String,
    grade: String,
    joined: String,
    in_unit_since: String,
}

#[derive(Debug, Serialize)]
struct Belongs {
    unit: Named,
    grade: String,
    joined: String,
    in_unit_since: String,
    in_grade_since: String,
}

/// A step in the line of a unit, up to the day.
#[derive(Debug, Serialize)]
struct Step {
    on: String,
    what: &'static str,
    other: Option<Named>,
    before: Option<String>,
    after: Option<String>,
}

/// Shows it, even while a server has the folder.
///
/// # Errors
///
/// When there is no such unit or person, or it did not stand on the day.
pub(crate) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    let onlooker = folder::look_into(&arguments.data)?;
    let unreadable = |error| folder::cannot_open(&arguments.data, &error);
    let past = onlooker.past().map_err(unreadable)?;
    let directory = onlooker.directory().map_err(unreadable)?;
    let today = Clock::System.today();
    let day = arguments.on.unwrap_or(today);
    if day > today {
        return Err(CommandError::given(format!("{day} has not come yet")).hint(
            "a day up to today can be shown; what is due by a day to come, `check --on` says",
        ));
    }
    let which = find(past.state(), &directory, &arguments.what)?;
    let state = past.state();
    // What stood before any charter is told in the words of the first.
    let first = state.editions().first().map(|edition| &edition.charter);
    let charter = state
        .charter_on(day)
        .or(first)
        .ok_or_else(|| CommandError::given("no charter was ever in force"))?;
    let seen = Seen {
        past: &past,
        directory: &directory,
        charter,
        day,
    };
    match (which, arguments.format) {
        (Which::Unit(unit), form) => {
            let shown = seen.unit(unit)?;
            match form {
                Form::Json => json(&shown, out)?,
                Form::Text => shown.text(out)?,
            }
        }
        (Which::Person(person), form) => {
            let shown = seen.person(person)?;
            match form {
                Form::Json => json(&shown, out)?,
                Form::Text => shown.text(out)?,
            }
        }
    }
    Ok(Outcome::Clean)
}

fn json(shown: &impl Serialize, out: &mut dyn Write) -> Result<(), CommandError> {
    serde_json::to_writer_pretty(&mut *out, shown).map_err(std::io::Error::from)?;
    Ok(writeln!(out)?)
}

/// The unit or person that is asked for.
fn find(state: &State, directory: &Directory, asked: &str) -> Result<Which, CommandError> {
    let person = |asked: &str| {
        let numbered = asked.parse().ok().map(PersonId);
        let known = numbered.filter(|it| it.0 < state.person_count());
        directory.person(asked).or(known)
    };
    let (unit, person) = match asked.split_once(':') {
        Some(("unit", code)) => (state.unit_by_code(code), None),
        Some(("person", code)) => (None, person(code)),
        Some(_) | None => (state.unit_by_code(asked), directory.person(asked)),
    };
    match (unit, person) {
        (Some(unit), None) => Ok(Which::Unit(unit)),
        (None, Some(person)) => Ok(Which::Person(person)),
        (Some(_), Some(_)) => Err(CommandError::given(format!(
            "{asked:?} is the code of a unit and of a person"
        ))
        .hint(format!("say `unit:{asked}` or `person:{asked}`"))),
        (None, None) => Err(CommandError::given(format!(
            "there is no unit and nobody with the code {asked:?}"
        ))
        .hint(
            "`charterhouse who` finds people by name; whoever left is asked for as `person:NUMBER`",
        )),
    }
}

fn unread(error: &HistoryError) -> CommandError {
    CommandError::failed("reading what happened", error)
}

impl Seen<'_> {
    fn named(&self, unit: UnitId) -> Named {
        let state = self.past.state();
        // A unit that did not stand on the day is named as it is in the record now.
        let found = state.unit_on(unit, self.day).or_else(|| state.unit(unit));
        found.map_or_else(
            || Named {
                code: String::new(),
                name: String::new(),
            },
            |it| Named {
                code: it.code.to_owned(),
                name: it.name.to_owned(),
            },
        )
    }

    fn grade(&self, grade: GradeId) -> String {
        let row = self.charter.grade(grade);
        row.map(|row| row.id.clone()).unwrap_or_default()
    }

    fn held(&self, tenure: &Tenure) -> Held {
        let row = self.charter.post(tenure.post);
        Held {
            post: row.map(|row| row.id.clone()).unwrap_or_default(),
            title: row.map_or("", |row| row.title_on(self.day)).to_owned(),
            unit: self.named(tenure.unit),
            person: tenure.person.0,
            name: self.directory.name_on(tenure.person, self.day),
            from: tenure.from.to_string(),
        }
    }

    fn unit(&self, id: UnitId) -> Result<UnitOn, CommandError> {
        let state = self.past.state();
        let Some(it) = state.unit_on(id, self.day) else {
            return Err(self.did_not_stand(id));
        };
        let level = self.charter.level(it.level);
        let roll = self.past.roll_on(id, self.day);
        let roll = roll.map_err(|error| unread(&error))?;
        let mut people = BTreeMap::new();
        for (_, membership) in &roll {
            *people.entry(self.grade(membership.grade)).or_insert(0) += 1;
        }
        let now = state.unit(id).map(|now| now.name.to_owned());
        let in_force = state.editions().iter().rev();
        let in_force = in_force
            .map(|edition| edition.from)
            .find(|from| *from <= self.day);
        Ok(UnitOn {
            as_of: self.day.to_string(),
            code: it.code.to_owned(),
            name: it.name.to_owned(),
            name_now: now.filter(|now| now != it.name),
            level: level.map(|level| level.id.clone()).unwrap_or_default(),
            level_title: level
                .map_or("", |level| level.title_on(self.day))
                .to_owned(),
            under: it.parent.map(|parent| self.named(parent)),
            founded: it.founded.to_string(),
            dissolved: it.dissolved.map(|on| on.to_string()),
            charter_in_force_since: in_force.map(|from| from.to_string()),
            people,
            posts: state
                .holders_on(id, self.day)
                .map(|it| self.held(&it))
                .collect(),
            roll: roll
                .iter()
                .map(|(person, it)| OnRoll {
                    person: person.0,
                    name: self.directory.name_on(*person, self.day),
                    grade: self.grade(it.grade),
                    joined: it.joined.to_string(),
                    in_unit_since: it.in_unit_since.to_string(),
                })
                .collect(),
            beneath: state
                .tree_on(self.day)
                .beneath(id)
                .map(|unit| self.named(unit))
                .collect(),
            line: self.line(id),
        })
    }

    /// What is said where a unit did not stand on the day.
    fn did_not_stand(&self, id: UnitId) -> CommandError {
        let Some(it) = self.past.state().unit(id) else {
            return CommandError::given("there is no such unit");
        };
        let shown = CommandError::given(format!("{} did not stand on {}", it.name, self.day));
        let shown = shown.hint(format!("it was founded on {}", it.founded));
        match it.dissolved {
            Some(on) => shown.hint(format!(
                "and dissolved on {on}: `--on {}` shows the last day on which it stood",
                on.yesterday().unwrap_or(on).max(it.founded)
            )),
            None => shown,
        }
    }

    /// Where the unit came from and what became of it, up to the day.
    fn line(&self, id: UnitId) -> Vec<Step> {
        let state = self.past.state();
        let mut steps: Vec<(Date, Step)> = Vec::new();
        for it in state.lineage(id) {
            let (what, other) = match (it.how, it.to == id) {
                (Descent::Split, true) => ("split off from", it.from),
                (Descent::Formed, true) => ("formed out of", it.from),
                (Descent::Merged, true) => ("took in", it.from),
                (Descent::Split | Descent::Formed, false) => ("gave off", it.to),
                (Descent::Merged, false) => ("merged into", it.to),
            };
            let other = Some(self.named(other));
            steps.push((it.on, step(it.on, what, other, (None, None))));
        }
        for change in state.changes_of_unit(id) {
            let on = change.on;
            let word = |level| {
                let row = self.charter.level(level);
                row.map(|row| row.title_on(on).to_owned())
            };
            let step = match change.what {
                Changed::Name(before, after) => {
                    let names = (Some(before.to_owned()), Some(after.to_owned()));
                    step(on, "renamed", None, names)
                }
                Changed::Parent(_, to) => {
                    step(on, "moved under", to.map(|to| self.named(to)), (None, None))
                }
                Changed::Level(before, after) => {
                    step(on, "became", None, (word(before), word(after)))
                }
            };
            steps.push((on, step));
        }
        steps.retain(|(on, _)| *on <= self.day);
        steps.sort_by_key(|(on, _)| *on);
        steps.into_iter().map(|(_, step)| step).collect()
    }

    fn person(&self, person: PersonId) -> Result<PersonOn, CommandError> {
        let belongs = self.past.membership_on(person, self.day);
        let belongs = belongs.map_err(|error| unread(&error))?;
        let card = self.directory.card(person);
        let now = card.map(|card| card.name.clone());
        let then = card.map(|card| card.name_on(self.day).to_owned());
        Ok(PersonOn {
            as_of: self.day.to_string(),
            number: person.0,
            code: card.map(|card| card.code.clone()),
            name: self.directory.name_on(person, self.day),
            name_now: now.filter(|now| then.as_ref() != Some(now)),
            names: card.map(names_of).unwrap_or_default(),
            belongs: belongs.map(|it| Belongs {
                unit: self.named(it.unit),
                grade: self.grade(it.grade),
                joined: it.joined.to_string(),
                in_unit_since: it.in_unit_since.to_string(),
                in_grade_since: it.in_grade_since.to_string(),
            }),
            posts: self
                .past
                .state()
                .held_on(person, self.day)
                .map(|it| self.held(&it))
                .collect(),
        })
    }
}

/// Every name of a card.
fn names_of(card: &Card) -> Vec<NameOn> {
    let own = (card.name.as_str(), &card.form);
    let others = card.others.iter().map(|it| (it.text.as_str(), &it.form));
    let row = |(text, form): (&str, &NameForm)| NameOn {
        text: text.to_owned(),
        script: form
            .script
            .or(NameForm::of(text).script)
            .map(|it| word_of(&SCRIPTS, it)),
        system: form.system.map(|it| word_of(&SYSTEMS, it)),
        order: form.order.map(|it| word_of(&ORDERS, it)),
        from: form.from.map(String::from),
        until: form.until.map(String::from),
        source: form.source.clone(),
    };
    std::iter::once(own).chain(others).map(row).collect()
}

fn step(
    on: Date,
    what: &'static str,
    other: Option<Named>,
    (before, after): (Option<String>, Option<String>),
) -> Step {
    Step {
        on: on.to_string(),
        what,
        other,
        before,
        after,
    }
}

impl std::fmt::Display for Named {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{} ({})", self.name, self.code)
    }
}

impl UnitOn {
    fn text(&self, out: &mut dyn Write) -> Result<(), CommandError> {
        writeln!(
            out,
            "{} ({}), {}, as of {}",
            self.name, self.code, self.level_title, self.as_of
        )?;
        if let Some(now) = &self.name_now {
            writeln!(out, "called {now} today")?;
        }
        if let Some(under) = &self.under {
            writeln!(out, "under {under}")?;
        }
        writeln!(out, "founded on {}", self.founded)?;
        if let Some(on) = &self.dissolved {
            writeln!(out, "dissolved on {on}")?;
        }
        if let Some(since) = &self.charter_in_force_since {
            writeln!(out, "charter in force since {since}")?;
        }
        for it in &self.posts {
            writeln!(
                out,
                "{}: {} (No. {}), since {}",
                it.title, it.name, it.person, it.from
            )?;
        }
        if !self.roll.is_empty() {
            let counts: Vec<String> = self
                .people
                .iter()
                .map(|(grade, count)| format!("{count} {grade}"))
                .collect();
            writeln!(out, "roll: {} ({})", self.roll.len(), counts.join(", "))?;
        }
        for it in &self.roll {
            writeln!(
                out,
                "  {} (No. {}), {}, since {}",
                it.name, it.person, it.grade, it.in_unit_since
            )?;
        }
        if !self.beneath.is_empty() {
            writeln!(out, "beneath: {}", self.beneath.len())?;
        }
        for it in &self.beneath {
            writeln!(out, "  {it}")?;
        }
        if !self.line.is_empty() {
            writeln!(out, "line:")?;
        }
        for it in &self.line {
            write!(out, "  {}: {}", it.on, it.what)?;
            if let Some(other) = &it.other {
                write!(out, " {other}")?;
            }
            if let (Some(before), Some(after)) = (&it.before, &it.after) {
                write!(out, " from {before} to {after}")?;
            }
            writeln!(out)?;
        }
        Ok(())
    }
}

impl NameOn {
    /// A line about a name, where there is more to say than that they go by it.
    fn text(&self, of: &PersonOn, out: &mut dyn Write) -> Result<(), CommandError> {
        let dated = |word: &str, day: &Option<String>| Some(format!("{word} {}", day.as_ref()?));
        let said: Vec<String> = [
            self.system.or(self.script).map(str::to_owned),
            self.order.map(str::to_owned),
            dated("from", &self.from),
            dated("until", &self.until),
            self.source.as_ref().map(|it| format!("source: {it}")),
        ]
        .into_iter()
        .flatten()
        .collect();
        if of.names.len() > 1 || said.len() > 1 {
            writeln!(out, "  name: {} ({})", self.text, said.join(", "))?;
        }
        Ok(())
    }
}

impl PersonOn {
    fn text(&self, out: &mut dyn Write) -> Result<(), CommandError> {
        let code = self
            .code
            .as_ref()
            .map(|code| format!("{code}, "))
            .unwrap_or_default();
        writeln!(
            out,
            "{} ({code}No. {}), as of {}",
            self.name, self.number, self.as_of
        )?;
        if let Some(now) = &self.name_now {
            writeln!(out, "called {now} today")?;
        }
        for it in &self.names {
            it.text(self, out)?;
        }
        match &self.belongs {
            Some(it) => writeln!(
                out,
                "{} of {}, joined on {}, there since {}",
                it.grade, it.unit, it.joined, it.in_unit_since
            )?,
            None => writeln!(out, "belonged to no unit")?,
        }
        for it in &self.posts {
            writeln!(out, "{} of {}, since {}", it.title, it.unit, it.from)?;
        }
        Ok(())
    }
}
