//! The names of a person: how they are told, and the forms that add one, put it right,
//! end it and take it out. What the letters of a name say is filled in, to be confirmed.

use clerk::{
    Card, CardLine, CardName, NameDay, NameForm, ORDERS, SCRIPTS, SYSTEMS, by_word, phrase_of,
    word_of,
};
use jiff::civil::Date;
use kernel::{Actor, PersonId};
use serde::Deserialize;

use crate::acting::{Drawing, Trouble};
use crate::cards::typed;
use crate::error::Failure;
use crate::forms::{Choice, Field, Kind};
use crate::frame::{Frame, Link};
use crate::pages::form::FormPage;
use crate::refusal::sentence;
use crate::view::View;
use crate::words::{capital, day};

/// A name as the page of a person tells it.
#[derive(Debug)]
pub struct NameLine {
    /// As it is printed.
    pub text: String,
    /// What is known of it, in words; empty where nothing is.
    pub about: String,
    /// What may be done with it.
    pub acts: Vec<Link>,
}

/// What is done with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    /// Another name comes.
    Add,
    /// The nth name is put right; nought is the one they go by.
    Correct(usize),
    /// The nth name ended; where they went by it, another takes its place.
    End(usize),
    /// The nth name is taken out.
    Remove(usize),
}

/// What the forms send.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct NameAsked {
    text: String,
    script: String,
    system: String,
    order: String,
    from: String,
    until: String,
    source: String,
    /// The text of which the fields say what was recognised.
    read: String,
    /// The name that the form is about, as it stood when the form was drawn.
    was: String,
}

/// Whether the viewer may write the card of somebody here: everybody their own.
pub(super) fn may_write(view: View<'_>, person: PersonId) -> bool {
    view.viewer == Actor::Person(person)
}

/// Every name, first the one they go by.
pub(super) fn lines(view: View<'_>, person: PersonId) -> Vec<NameLine> {
    let Some(card) = view.directory.card(person) else {
        return Vec::new();
    };
    let writes = may_write(view, person);
    let own = if view.viewer == Actor::Person(person) {
        "the name you go by"
    } else {
        "the name they go by"
    };
    let all = (0..=card.others.len()).filter_map(|at| Some((at, name_at(card, at)?)));
    let line = |(at, name): (usize, CardName)| {
        let way = |word: &str| format!("/people/{person}/names/{at}{word}");
        let mut acts = Vec::new();
        if writes {
            acts.push(Link::new("Put it right", way("")));
            if at == 0 {
                acts.push(Link::new("Go by another", way("/end")));
            } else {
                let ended = name.form.until.is_some();
                acts.extend((!ended).then(|| Link::new("It ended", way("/end"))));
                acts.push(Link::new("Take it out", way("/remove")));
            }
        }
        NameLine {
            about: about(&name, (at == 0).then_some(own)),
            text: name.text,
            acts,
        }
    };
    all.map(line).collect()
}

/// The nth name of a card.
fn name_at(card: &Card, at: usize) -> Option<CardName> {
    match at.checked_sub(1) {
        None => Some(CardName {
            text: card.name.clone(),
            form: card.form.clone(),
        }),
        Some(other) => card.others.get(other).cloned(),
    }
}

/// What is known of a name, in words.
fn about(name: &CardName, own: Option<&str>) -> String {
    let form = &name.form;
    let mut said = Vec::new();
    said.extend(own.map(str::to_owned));
    let script = form.script.or(NameForm::of(&name.text).script);
    let script = script.map(|it| phrase_of(&SCRIPTS, it).to_owned());
    match form.system {
        Some(system) => said.push(phrase_of(&SYSTEMS, system).to_owned()),
        None => said.extend(script),
    }
    said.extend(form.order.map(|it| phrase_of(&ORDERS, it).to_owned()));
    said.extend(form.from.map(|it| format!("since {}", told(it))));
    said.extend(form.until.map(|it| format!("until {}", told(it))));
    said.extend(form.source.as_ref().map(|it| format!("source: {it}")));
    capital(&said.join(" · "))
}

/// A day in words; a month or a year as it is written.
fn told(it: NameDay) -> String {
    if it.first() == it.last() {
        day(it.first())
    } else {
        it.to_string()
    }
}

/// What comes of a form: the card, or the form once more with what was recognised.
pub(super) enum Came {
    /// The card with the change.
    Card(Box<Card>),
    /// The form again, with what is to be confirmed or put right.
    Again(Box<NameAsked>),
}

/// Does what a form asks for to a card.
pub(super) fn change(
    card: &Card,
    deed: Deed,
    asked: &NameAsked,
    today: Date,
    trouble: &mut Trouble,
) -> Result<Came, Failure> {
    let mut card = card.clone();
    let (Deed::Correct(at) | Deed::End(at) | Deed::Remove(at)) = deed else {
        return Ok(add(card, asked, trouble));
    };
    let before = name_at(&card, at).ok_or(Failure::NotFound)?;
    if before.text != asked.was {
        return Err(Failure::NotFound);
    }
    match deed {
        Deed::Add | Deed::Correct(_) => {
            let form = form_of(asked, trouble);
            let typed = Card::named(&card.code, asked.text.trim());
            let text = typed.name;
            match card.others.get_mut(at.wrapping_sub(1)) {
                Some(other) => *other = CardName { text, form },
                None => (card.name, card.form) = (text, form),
            }
            for other in typed.others {
                card.also(other);
            }
        }
        Deed::End(0) => goes_by_another(&mut card, asked, today, trouble),
        Deed::End(_) => {
            let until = name_day("until", &asked.until, trouble);
            if until.is_none() {
                trouble.note("until", "Give a day, a month or a year, as in 2020-05-31.");
            }
            if let Some(other) = card.others.get_mut(at.wrapping_sub(1)) {
                other.form.until = until;
            }
        }
        Deed::Remove(at) => {
            if at == 0 {
                return Err(Failure::NotFound);
            }
            card.others.remove(at - 1);
        }
    }
    Ok(judged(card, asked, trouble))
}

fn add(mut card: Card, asked: &NameAsked, trouble: &mut Trouble) -> Came {
    let text = asked.text.trim();
    if text.is_empty() || text != asked.read {
        let typed = Card::named(&card.code, text);
        for fault in typed.faults() {
            trouble.note("text", &sentence(&fault.what));
        }
        if trouble.is_none() {
            return Came::Again(Box::new(recognised(asked, &typed)));
        }
        let read = String::new();
        return Came::Again(Box::new(NameAsked {
            read,
            ..asked.clone()
        }));
    }
    let form = form_of(asked, trouble);
    let typed = Card::named(&card.code, text);
    let before = card.others.len();
    card.also(CardName {
        text: typed.name.clone(),
        form: form.clone(),
    });
    // Another form in brackets has the days and the source of the first.
    for other in typed.others {
        let (from, until) = (form.from, form.until);
        let source = form.source.clone();
        let form = NameForm {
            from,
            until,
            source,
            ..other.form
        };
        card.also(CardName { form, ..other });
    }
    if card.others.len() == before && !typed.name.is_empty() {
        trouble.note("text", "This name stands on the card already.");
    }
    judged(card, asked, trouble)
}

/// The name they went by ends, and another takes its place; of two that are one, the one
/// that stands there already.
fn goes_by_another(card: &mut Card, asked: &NameAsked, today: Date, trouble: &mut Trouble) {
    let from = name_day("from", &asked.from, trouble);
    let began = from.map_or(today, NameDay::first);
    let typed = Card::named(&card.code, asked.text.trim());
    if typed.name == card.name {
        trouble.note("text", "They go by this name already.");
        return;
    }
    let mut before = CardName {
        text: std::mem::take(&mut card.name),
        form: std::mem::take(&mut card.form),
    };
    before.form.until = Some(NameDay::from(began.yesterday().unwrap_or(began)));
    let known = card.others.iter().position(|it| it.text == typed.name);
    let known = known.map(|at| card.others.remove(at).form);
    card.name = typed.name;
    card.form = NameForm {
        from: from.or(Some(NameDay::from(began))),
        until: None,
        source: crate::cards::typed(&asked.source),
        ..known.unwrap_or_default()
    };
    card.others.insert(0, before);
    for other in typed.others {
        card.also(other);
    }
}

/// The card where everything may stand on it; what may not is noted at its field.
fn judged(card: Card, asked: &NameAsked, trouble: &mut Trouble) -> Came {
    for fault in card.faults() {
        let field = match fault.line {
            CardLine::Name | CardLine::Other(_) | CardLine::Code => "text",
            CardLine::Email | CardLine::Phone => continue,
        };
        trouble.note(field, &sentence(&fault.what));
    }
    if trouble.is_none() {
        Came::Card(Box::new(card))
    } else {
        Came::Again(Box::new(asked.clone()))
    }
}

/// What the letters of a name say, where nothing else was chosen.
fn recognised(asked: &NameAsked, card: &Card) -> NameAsked {
    let form = NameForm::of(&card.name);
    let or = |chosen: &str, word: Option<&str>| match chosen {
        "" => word.unwrap_or_default().to_owned(),
        chosen => chosen.to_owned(),
    };
    NameAsked {
        script: or(&asked.script, form.script.map(|it| word_of(&SCRIPTS, it))),
        system: or(&asked.system, form.system.map(|it| word_of(&SYSTEMS, it))),
        order: or(&asked.order, form.order.map(|it| word_of(&ORDERS, it))),
        read: asked.text.trim().to_owned(),
        ..asked.clone()
    }
}

fn form_of(asked: &NameAsked, trouble: &mut Trouble) -> NameForm {
    NameForm {
        script: by_word(&SCRIPTS, &asked.script),
        system: by_word(&SYSTEMS, &asked.system),
        order: by_word(&ORDERS, &asked.order),
        from: name_day("from", &asked.from, trouble),
        until: name_day("until", &asked.until, trouble),
        source: typed(&asked.source),
    }
}

fn name_day(field: &str, text: &str, trouble: &mut Trouble) -> Option<NameDay> {
    let text = typed(text)?;
    let read = NameDay::read(&text);
    if read.is_none() {
        trouble.note(
            field,
            "Give a day, a month or a year, as in 2020-05-31, 2020-05 or 2020.",
        );
    }
    read
}

/// The form of a deed.
pub(super) fn form(
    view: View<'_>,
    person: PersonId,
    deed: Deed,
    asked: Option<&NameAsked>,
    with: Drawing,
) -> Result<FormPage, Failure> {
    if !may_write(view, person) {
        return Err(Failure::NotFound);
    }
    let card = view.directory.card(person).ok_or(Failure::NotFound)?;
    let kept = match deed {
        Deed::Add => None,
        Deed::Correct(at) | Deed::End(at) | Deed::Remove(at) => {
            Some(name_at(card, at).ok_or(Failure::NotFound)?)
        }
    };
    if deed == Deed::Remove(0) {
        return Err(Failure::NotFound);
    }
    let filled = asked.cloned().unwrap_or_else(|| begun(deed, kept.as_ref()));
    let (heading, lead, submit, word) = words(deed, kept.as_ref(), &filled);
    let Drawing {
        frame,
        guard,
        trouble,
    } = with;
    let fields = fields(deed, &filled);
    Ok(FormPage {
        frame: Frame {
            path: view.person_link(person).into_iter().collect(),
            ..frame
        },
        heading,
        lead: Some(lead),
        article: None,
        refused: trouble.refused.clone(),
        action: format!("/people/{person}/names/{word}"),
        guard,
        fields: fields.into_iter().map(|it| trouble.mark(it)).collect(),
        submit,
        back: Some(Link::new("Back", format!("/people/{person}"))),
    })
}

/// What stands in the fields at first.
fn begun(deed: Deed, kept: Option<&CardName>) -> NameAsked {
    let Some(name) = kept else {
        return NameAsked::default();
    };
    let was = name.text.clone();
    if !matches!(deed, Deed::Correct(_)) {
        return NameAsked {
            was,
            ..NameAsked::default()
        };
    }
    let form = &name.form;
    let day = |it: Option<NameDay>| it.map(String::from).unwrap_or_default();
    let asked = NameAsked {
        text: name.text.clone(),
        script: form
            .script
            .map_or("", |it| word_of(&SCRIPTS, it))
            .to_owned(),
        system: form
            .system
            .map_or("", |it| word_of(&SYSTEMS, it))
            .to_owned(),
        order: form.order.map_or("", |it| word_of(&ORDERS, it)).to_owned(),
        from: day(form.from),
        until: day(form.until),
        source: form.source.clone().unwrap_or_default(),
        read: name.text.clone(),
        was,
    };
    recognised(&asked, &Card::named("", &name.text))
}

/// Heading, lead, button, and the last part of the address.
fn words(
    deed: Deed,
    kept: Option<&CardName>,
    asked: &NameAsked,
) -> (String, String, String, String) {
    let name = kept.map_or("", |it| &it.text);
    let (heading, lead, submit) = match deed {
        Deed::Add if asked.read.is_empty() => (
            "Another name",
            "A name in another script or spelling, or one from before. What its letters say is filled in next, for you to confirm.".to_owned(),
            "Go on",
        ),
        Deed::Add => ("Another name", recognised_words(&asked.read), "Keep it"),
        Deed::Correct(_) => (
            "Put a name right",
            "What its letters say is filled in where nothing was written down.".to_owned(),
            "Change it",
        ),
        Deed::End(0) => (
            "Go by another name",
            format!("{name} stays on the card as the name until the day before."),
            "Change it",
        ),
        Deed::End(_) => (
            "A name that ended",
            format!("{name} stays on the card, and is shown for days on which it lasted."),
            "Keep it",
        ),
        Deed::Remove(_) => (
            "Take a name out",
            format!("{name} is then on this card no more, and nobody finds the person by it. A name that was one once can be ended instead."),
            "Take it out",
        ),
    };
    let word = match deed {
        Deed::Add => "add".to_owned(),
        Deed::Correct(at) => at.to_string(),
        Deed::End(at) => format!("{at}/end"),
        Deed::Remove(at) => format!("{at}/remove"),
    };
    (heading.to_owned(), lead, submit.to_owned(), word)
}

/// What was recognised of a name that was typed.
fn recognised_words(text: &str) -> String {
    let typed = Card::named("", text);
    let others: Vec<String> = typed
        .others
        .iter()
        .map(|it| format!("{} ({})", it.text, about(it, None)))
        .collect();
    if others.is_empty() {
        return "This is what its letters say. Put right what is wrong, add what you know, and keep it.".to_owned();
    }
    format!(
        "These are {} names: {}, and in brackets {}. Below stands what the letters of the first say; days and source are said of all. Put right what is wrong, and keep them.",
        others.len() + 1,
        typed.name,
        others.join(", ")
    )
}

fn fields(deed: Deed, asked: &NameAsked) -> Vec<Field> {
    let text = Field::new("text", "Name, as it is printed", Kind::Line).value(&asked.text);
    let hidden = |name: &str, value: &str| Field::new(name, "", Kind::Hidden).value(value);
    let was = hidden("was", &asked.was);
    let day = |name: &str, label: &str, value: &str| {
        let hint = "A day, a month or a year: 2020-05-31, 2020-05 or 2020.";
        let field = Field::new(name, label, Kind::Line).hint(hint);
        field.value(value).optional()
    };
    let source = Field::new("source", "Who says so", Kind::Line)
        .value(&asked.source)
        .hint("In words: a document, a list, the person.")
        .optional();
    match deed {
        Deed::Add if asked.read.is_empty() => {
            let hint = "Other forms may stand in brackets: Choe Hwi [Ch\u{2019}oe Hwi].";
            vec![text.hint(hint), hidden("read", "")]
        }
        Deed::Add | Deed::Correct(_) => vec![
            text,
            chosen("script", "Script", &asked.script, &SCRIPTS),
            chosen("system", "System of writing", &asked.system, &SYSTEMS),
            chosen("order", "Order of its parts", &asked.order, &ORDERS),
            day("from", "Since when it is the name", &asked.from),
            day("until", "Until when it was the name", &asked.until),
            source,
            hidden("read", &asked.read),
            was,
        ],
        Deed::End(0) => vec![
            text.hint("The name they go by from now on."),
            day("from", "Since when", &asked.from),
            source,
            was,
        ],
        Deed::End(_) => vec![
            Field {
                required: true,
                ..day("until", "Until when it was the name", &asked.until)
            },
            was,
        ],
        Deed::Remove(_) => vec![was],
    }
}

fn chosen<T: Copy>(name: &str, label: &str, value: &str, table: &[(T, &str, &str)]) -> Field {
    let none = Choice {
        value: String::new(),
        text: "Not known".to_owned(),
    };
    let rows = table.iter().map(|(_, word, phrase)| Choice {
        value: (*word).to_owned(),
        text: capital(phrase),
    });
    let choices = std::iter::once(none).chain(rows).collect();
    Field::new(name, label, Kind::Choice(choices))
        .value(value)
        .optional()
}
