//! Claims, dates, names and disagreements in words.

use names::{Script, System};
use record::{
    Anchor, Archive, Claim, Conflicting, Dating, Edtf, Kind, NameClaim, Relation, Relative, Thing,
    Unit, Voice, claims, value,
};

use super::{Cite, ClaimView, ConflictView, NameView, Property, SideView};
use crate::frame::Link;
use crate::prose::html_of;
use crate::site::percent_encoded;
use crate::words::{capital, listed};

/// What can be said of things, in the order in which pages say it, with what it is called there.
const LABELS: [(&str, &str); 27] = [
    ("kind", "Called"),
    ("caption", "Caption"),
    ("date", "Date"),
    ("place", "Place"),
    ("from", "From"),
    ("to", "To"),
    ("read-at", "Read at"),
    ("occasion", "Occasion"),
    ("ordinal", "Number claimed"),
    ("part-of", "Part of"),
    ("follows", "Follows"),
    ("published-by", "Published by"),
    ("rests-on", "Rests on"),
    ("speaker", "Speaker"),
    ("participants", "Who took part"),
    ("purpose", "Purpose"),
    ("subject", "Subject"),
    ("class", "Counted here as"),
    ("abbreviation", "Abbreviation"),
    ("of", "Post of"),
    ("pay", "Pay"),
    ("post", "Post"),
    ("epithet", "Epithet"),
    ("affiliation", "Affiliation"),
    ("shows", "Shows"),
    ("credit", "Credit, in the printed order"),
    ("stands", "Where it stands"),
];

/// The address of a thing.
pub(super) fn href(kind: Kind, id: &str) -> String {
    let id = percent_encoded(id);
    match kind {
        Kind::Person => format!("/bulletins/people/{id}"),
        _ => format!("/bulletins/{id}"),
    }
}

/// A thing by what it goes by, and the way to it.
pub(super) fn link(archive: &Archive, kind: Kind, thing: &Thing) -> Link {
    Link::new(archive.title(thing), href(kind, &thing.id))
}

/// Whatever has this id: a thing, a source, or words.
pub(super) fn link_of(archive: &Archive, id: &str) -> Link {
    match archive.get(id) {
        Some((kind, thing)) => link(archive, kind, thing),
        None if archive.source(id).is_some() => source(archive, id),
        // Nowhere to go: a template shows words alone.
        None => Link::new(id, ""),
    }
}

/// A source by its title, and the way to it: the page of the list on which it stands.
pub(super) fn source(archive: &Archive, id: &str) -> Link {
    let title = archive.source(id).map_or(id, |source| &source.title);
    let there = percent_encoded(id);
    Link::new(title, format!("/bulletins/sources?at={there}#{there}"))
}

/// In whose words a source says something.
fn voice(voice: Voice) -> Option<&'static str> {
    match voice {
        Voice::Narrator => None,
        Voice::Quoted => Some("from words it quotes"),
        Voice::Letter => Some("from the letter it quotes"),
        Voice::Speaker => Some("from speakers it quotes"),
        Voice::Rulebook => Some("from the rules it quotes"),
        Voice::Caption => Some("in a caption"),
        Voice::Tag => Some("in a tag"),
    }
}

/// Where a claim comes from.
pub(super) fn cite(archive: &Archive, claim: &Claim) -> Cite {
    let about = [
        voice(claim.voice).map(str::to_owned),
        claim
            .derived
            .then(|| "worked out from it, not printed".to_owned()),
    ];
    let who = |id: &String| link_of(archive, id);
    Cite {
        source: source(archive, &claim.source),
        about: about.into_iter().flatten().collect(),
        speaker: claim.speaker.as_ref().map(who),
        quoted_by: claim.quoted_by.iter().map(who).collect(),
    }
}

/// Where something that is no claim comes from.
pub(super) fn cite_of(archive: &Archive, id: &str, said: Voice) -> Cite {
    Cite {
        source: source(archive, id),
        about: voice(said).map(str::to_owned).into_iter().collect(),
        speaker: None,
        quoted_by: Vec::new(),
    }
}

/// A claim in words.
pub(super) fn claim(archive: &Archive, claim: &Claim) -> ClaimView {
    let is_prose = matches!(claim.says.as_str(), "point" | "purpose" | "subject");
    let list = (!claim.list.is_empty()).then(|| claim.list.join(" / "));
    let text = claim.value.clone().or(list);
    let text = match (claim.says.as_str(), &claim.printed) {
        // The number is worth its print, which may be a word.
        ("ordinal", Some(printed)) => text.map(|number| format!("{number}, printed “{printed}”")),
        _ => text,
    };
    let valid = claim.valid.as_deref().map(Edtf::parse);
    let shows_print = !matches!(claim.says.as_str(), "ordinal" | "date");
    ClaimView {
        html: text.as_deref().filter(|_| is_prose).map(html_of),
        text: text.filter(|_| !is_prose),
        link: claim.thing.as_deref().map(|id| link_of(archive, id)),
        note: valid.and_then(Result::ok).map(|it| it.phrase()),
        printed: claim.printed.clone().filter(|_| shows_print),
        reading: claim.reading.clone(),
        silent: claim.silent,
        cite: cite(archive, claim),
    }
}

/// Everything that is said of a thing, in the order of pages; points and
/// wordings stand apart.
pub(super) fn properties(archive: &Archive, thing: &Thing) -> Vec<Property> {
    let all = LABELS.iter().map(|(says, label)| Property {
        label,
        claims: match *says {
            "date" => archive
                .datings(thing)
                .map(|it| dated(archive, &it))
                .collect(),
            says => claims(thing, says).map(|it| claim(archive, it)).collect(),
        },
    });
    all.filter(|it| !it.claims.is_empty()).collect()
}

/// A date with its precision and its weekday.
fn dated(archive: &Archive, it: &Dating<'_>) -> ClaimView {
    let view = claim(archive, it.claim);
    let date = it.date.as_ref().map(|date| capital(&date.phrase()));
    let relative = it.relative.as_ref().map(|it| by_another(archive, it));
    let words: Vec<String> = [date, it.claim.value.clone(), relative]
        .into_iter()
        .flatten()
        .collect();
    let printed = it.claim.printed.as_ref();
    let notes = [
        printed.map(|printed| format!("printed “{printed}”")),
        it.date.as_ref().map(|it| it.precision().to_owned()),
        it.date
            .as_ref()
            .and_then(|date| weekday(&it.claim.weekday, date)),
    ];
    let notes: Vec<String> = notes.into_iter().flatten().collect();
    ClaimView {
        text: (!words.is_empty()).then(|| words.join("; ")),
        link: None,
        note: (!notes.is_empty()).then(|| notes.join("; ")),
        ..view
    }
}

/// The printed weekday held against the calendar's.
fn weekday(printed: &[String], date: &Edtf) -> Option<String> {
    let calendar = date.weekdays();
    if calendar.is_empty() {
        return None;
    }
    let days = calendar.join(" and ");
    Some(if printed.is_empty() {
        format!("{days} by the calendar, no weekday printed")
    } else if printed == calendar {
        format!("{days} as printed, and by the calendar")
    } else {
        format!("printed {}, by the calendar {days}", printed.join(" and "))
    })
}

/// A date by another, in words.
pub(super) fn by_another(archive: &Archive, it: &Relative) -> String {
    let anchor = match &it.anchor {
        Anchor::Date(date) => date.phrase(),
        Anchor::Thing(id) => match archive.source(id) {
            Some(source) => format!("“{}”", source.title),
            None => format!("“{}”", link_of(archive, id).text),
        },
    };
    let unit = |unit: Unit, count: u16| {
        let word = match unit {
            Unit::Day => "day",
            Unit::Month => "month",
            Unit::Year => "year",
        };
        if count == 1 {
            word.to_owned()
        } else {
            format!("{word}s")
        }
    };
    match it.relation {
        Relation::Before => format!("before {anchor}"),
        Relation::After => format!("after {anchor}"),
        Relation::InOrBefore => format!("{anchor} or before"),
        Relation::InOrAfter => format!("{anchor} or after"),
        Relation::Same(same) => format!("the same {} as {anchor}", unit(same, 1)),
        Relation::By(count, by) => format!("{count} {} before {anchor}", unit(by, count)),
        Relation::Past(count, by) => format!("{count} {} after {anchor}", unit(by, count)),
    }
}

/// When a thing was, in a few words.
pub(super) fn when(archive: &Archive, thing: &Thing) -> String {
    let datings: Vec<Dating<'_>> = archive.datings(thing).collect();
    if let Some(date) = datings.iter().find_map(|it| it.date.as_ref()) {
        return date.phrase();
    }
    if let Some(words) = datings.iter().find_map(|it| it.claim.value.as_deref()) {
        return words.to_owned();
    }
    if let Some(relative) = datings.iter().find_map(|it| it.relative.as_ref()) {
        return by_another(archive, relative);
    }
    let mut at = claims(thing, "read-at").chain(claims(thing, "occasion"));
    let at = at.find_map(|it| archive.thing(Kind::Event, it.thing.as_deref()?));
    match at {
        Some(event) if event.id != thing.id => when_of_event(archive, event),
        _ => "date not stated".to_owned(),
    }
}

/// When an event was, for a text that goes with it.
fn when_of_event(archive: &Archive, event: &Thing) -> String {
    let date = archive.datings(event).find_map(|it| it.date);
    let at = archive.title(event);
    date.map_or_else(
        || format!("at “{at}”, date not stated"),
        |date| date.phrase(),
    )
}

/// Place and day, as a report begins.
pub(super) fn dateline(archive: &Archive, thing: &Thing) -> String {
    let days = archive.datings(thing).find_map(|it| it.date);
    let weekdays = days.map(|it| it.weekdays()).unwrap_or_default();
    let when = match weekdays.as_slice() {
        [] => when(archive, thing),
        [weekday] => format!("{weekday} {}", when(archive, thing)),
        weekdays => format!("{}, {}", weekdays.join(" and "), when(archive, thing)),
    };
    match value(thing, "place") {
        Some(place) => format!("{place}, {when}"),
        None => capital(&when),
    }
}

/// A name as printed, with its script and system.
pub(super) fn name(archive: &Archive, it: &NameClaim) -> NameView {
    let script = it.script.unwrap_or_else(|| Script::of(&it.text));
    let (script, lang) = match script {
        Script::Latin => ("Latin letters", None),
        Script::Hangul => ("Hangul", Some("ko")),
        Script::Han => ("Chinese characters", None),
        Script::Devanagari => ("Devanagari", None),
        Script::Cyrillic => ("Cyrillic", None),
        Script::Arabic => ("Arabic letters", Some("ar")),
        Script::Mixed => ("several scripts", None),
        Script::Other => ("another script", None),
    };
    let system = it.system.map(|system| match system {
        System::Hangul => "Hangul",
        System::Hanja => "Hanja",
        System::Official => "official style",
        System::McCuneReischauer => "McCune-Reischauer",
        System::Revised => "Revised Romanization",
    });
    let valid = it.valid.as_deref().map(Edtf::parse);
    let valid = valid.and_then(Result::ok).map(|it| it.phrase());
    let parts = [Some(script.to_owned()), system.map(str::to_owned), valid];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    NameView {
        text: it.text.clone(),
        reading: it.reading.clone(),
        lang,
        system: parts.join(", "),
        cite: cite_of(archive, &it.source, it.voice),
    }
}

/// What something that is said of a thing is called on pages.
fn label(says: &str) -> String {
    let label = LABELS.iter().find(|(it, _)| *it == says);
    label.map_or(says, |(_, label)| label).to_lowercase()
}

/// A disagreement with its sides.
pub(super) fn conflict(archive: &Archive, it: &Conflicting) -> ConflictView {
    let side = |side: &record::Side| SideView {
        of: side.thing.as_deref().map(|id| {
            let link = link_of(archive, id);
            let when = archive.get(id).filter(|(kind, _)| *kind == Kind::Event);
            match when {
                Some((_, event)) => Link::new(
                    format!("{}, {}", link.text, when_short(archive, event)),
                    link.href,
                ),
                None => link,
            }
        }),
        says: label(&side.says),
        value: side.value.clone(),
        source: source(archive, &side.source),
    };
    ConflictView {
        id: it.id.clone(),
        what: capital(&it.what),
        kept: it.kept.clone(),
        sides: it.sides.iter().map(side).collect(),
    }
}

/// When, with the year alone where that tells two events of one name apart.
fn when_short(archive: &Archive, event: &Thing) -> String {
    let date = archive.datings(event).find_map(|it| it.date);
    match date.and_then(|date| date.first()) {
        Some(day) => day.year().to_string(),
        None => when(archive, event),
    }
}

/// What sources disagree about, in a few words.
pub(super) fn disagreement(conflicts: &[ConflictView]) -> Option<String> {
    let what: Vec<String> = conflicts
        .iter()
        .map(|it| {
            let first = it.what.split(':').next().unwrap_or_default();
            let mut letters = first.chars();
            let head = letters.next().map(|it| it.to_lowercase().to_string());
            format!("{}{}", head.unwrap_or_default(), letters.as_str())
        })
        .collect();
    (!what.is_empty()).then(|| listed(&what))
}

/// What a kind of thing is called in lists.
pub(super) fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Source => "Source",
        Kind::Organisation => "Organisation",
        Kind::Post => "Post",
        Kind::Person => "Person",
        Kind::Event => "Event",
        Kind::Text => "Text",
        Kind::Photograph => "Photograph",
        Kind::Conflict => "Disagreement",
    }
}
