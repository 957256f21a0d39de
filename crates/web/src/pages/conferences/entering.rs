//! The forms in which what a conference does is entered and struck: items, votes
//! and the list of those who attend.

use axum::extract::State;
use axum::response::Response;
use charter::{Action, ConferenceRule};
use kernel::conferences::{
    Attendee, Attending, AttendingRow, Conference, EnterConferenceItem, ItemKind,
    ListConferenceAttendance, RecordConferenceVote, StrikeConferenceItem, StrikeConferenceVote,
};
use kernel::{Command, ConferenceId, DocumentId};
use serde::Deserialize;

use super::fill::{day_of, known, rule};
use super::forms::{Asking, ReasonForm};
use super::proceedings::{capacity_named, capacity_word, kind_named, kind_word};
use crate::acting::{self, Drawing, Task, Trouble, day_field};
use crate::error::Failure;
use crate::forms::{Choice, Field, Kind};
use crate::frame::Link;
use crate::pages::form::FormPage;
use crate::session::{At, SignedIn};
use crate::site::Site;
use crate::view::View;
use crate::words::{capital, figure};

/// Most votes that a form takes.
const COUNT_MAX: u32 = 100_000_000;

/// What the form that enters an item sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ItemForm {
    kind: String,
    under: String,
    title: String,
    text: String,
    sender: String,
    addressee: String,
    /// Code of whoever spoke.
    speaker: String,
    read: Vec<String>,
    on: String,
}

/// What the form that records a vote sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct VoteForm {
    item: String,
    majority: String,
    present: String,
    favour: String,
    against: String,
    abstained: String,
    on: String,
}

/// What the form that lists the attendance sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct AttendanceForm {
    lines: String,
}

/// What the forms that strike send.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct StrikeForm {
    /// Number of the item or of the vote.
    number: String,
    reason: String,
}

/// The conference of a form, its unit and its rule, where the viewer may run it.
fn ground(
    view: View<'_>,
    conference: ConferenceId,
) -> Result<(Conference, &ConferenceRule), Failure> {
    let it = known(view, conference)?;
    view.unit_for(Action::RunConference, it.unit)?;
    let rule = rule(view, &it)?;
    Ok((it, rule))
}

/// A form of the proceedings.
fn drawn(
    view: View<'_>,
    (conference, what): (ConferenceId, &str),
    (heading, submit): (&str, &str),
    fields: Vec<Field>,
    with: Drawing,
) -> Result<FormPage, Failure> {
    let (it, rule) = ground(view, conference)?;
    Ok(FormPage {
        heading: heading.to_owned(),
        action: format!("/conferences/{conference}/{what}"),
        submit: submit.to_owned(),
        back: Some(Link::new(
            "Back",
            format!("/conferences/{conference}/proceedings"),
        )),
        ..with.page(view, it.unit, Some(rule.rule), fields)
    })
}

fn choice(value: &str, text: &str) -> Choice {
    Choice {
        value: value.to_owned(),
        text: text.to_owned(),
    }
}

fn to_proceedings(conference: ConferenceId, _: &clerk::Receipt) -> String {
    format!("/conferences/{conference}/proceedings")
}

/// A whole number; none where nothing was typed and nothing has to be.
fn number(trouble: &mut Trouble, field: &str, typed: &str) -> Option<u32> {
    let read = typed.trim().parse().ok().filter(|it| *it <= COUNT_MAX);
    if read.is_none() {
        trouble.note(field, "Give a whole number.");
    }
    read
}

/// `/conferences/{id}/item`
pub(crate) const ENTER: Task<ConferenceId, ItemForm> = Task {
    draws: |view, conference, form, with| {
        let kinds = ItemKind::ALL.iter().map(|kind| {
            let word = kind_word(*kind);
            choice(word, &capital(word))
        });
        let of_kind = if form.kind.is_empty() {
            "session"
        } else {
            form.kind.as_str()
        };
        let line = |name: &str, label: &str, typed: &str| {
            Field::new(name, label, Kind::Line).value(typed).optional()
        };
        let read = vec![choice("yes", "It was read out there")];
        let fields = vec![
            Field::new("kind", "What it is", Kind::Choice(kinds.collect())).value(of_kind),
            Field::new("title", "Title", Kind::Line).value(&form.title),
            line("under", "Number of what it stands under", &form.under)
                .hint("Of a paper or a letter: where it was presented."),
            Field::new("text", "Text", Kind::Lines)
                .value(&form.text)
                .optional(),
            line("sender", "From whom", &form.sender),
            line("addressee", "To whom", &form.addressee),
            line("speaker", "Code of whoever spoke", &form.speaker),
            Field::new("read", "Read out", Kind::Several(read))
                .value(form.read.join(" "))
                .optional(),
            day_field("Day", &form.on, day_of(view, conference)),
        ];
        let words = ("Enter an item", "Enter it");
        drawn(view, (conference, "item"), words, fields, with)
    },
    commands: |view, conference, form, trouble| {
        ground(view, conference)?;
        let kind = kind_named(&form.kind);
        if kind.is_none() {
            trouble.note("kind", "Choose what it is.");
        }
        let under = match form.under.trim() {
            "" => None,
            typed => number(trouble, "under", typed),
        };
        let title = trouble.line("title", &form.title);
        let sender = trouble.line_or_none("sender", &form.sender);
        let addressee = trouble.line_or_none("addressee", &form.addressee);
        let speaker = match form.speaker.trim() {
            "" => None,
            code => {
                let found = view.directory.person(code);
                let found = found.filter(|person| view.knows(*person));
                if found.is_none() {
                    trouble.note("speaker", "Nobody you may know has this code.");
                }
                found
            }
        };
        let on = trouble.day("on", &form.on);
        Ok(kind.zip(title).zip(on).map(|((kind, title), on)| {
            Command::from(EnterConferenceItem {
                conference,
                kind,
                under,
                title,
                text: form.text.clone(),
                sender: sender.unwrap_or_default(),
                addressee: addressee.unwrap_or_default(),
                speaker,
                read: !form.read.is_empty(),
                on,
            })
        }))
    },
    after: to_proceedings,
};

/// `/conferences/{id}/vote`
pub(crate) const VOTE: Task<ConferenceId, VoteForm> = Task {
    draws: |view, conference, form, with| {
        let (_, rule) = ground(view, conference)?;
        let majorities = rule
            .majorities
            .iter()
            .map(|row| choice(&row.id, &capital(&row.title)));
        let count = |name: &str, label: &str, typed: &str| {
            Field::new(name, label, Kind::Number(0, COUNT_MAX)).value(typed)
        };
        let (seated, came) = view.state.conference_turnout(conference);
        let fields = vec![
            count("item", "Number of the item", &form.item),
            Field::new("majority", "As", Kind::Choice(majorities.collect())).value(&form.majority),
            count("present", "Present", &form.present).hint(format!(
                "{} of {} with a seat came in.",
                figure(u64::from(came)),
                figure(u64::from(seated))
            )),
            count("favour", "For", &form.favour),
            count("against", "Against", &form.against),
            count("abstained", "Abstained", &form.abstained),
            day_field("Day", &form.on, view.today),
        ];
        let words = ("Record a vote", "Record it");
        drawn(view, (conference, "vote"), words, fields, with)
    },
    commands: |view, conference, form, trouble| {
        let (_, rule) = ground(view, conference)?;
        let named = |row: &charter::Majority| row.id == form.majority;
        let majority = rule.majorities.iter().position(named).unwrap_or(0);
        let item = number(trouble, "item", &form.item);
        let present = number(trouble, "present", &form.present);
        let favour = number(trouble, "favour", &form.favour);
        let against = number(trouble, "against", &form.against);
        let abstained = number(trouble, "abstained", &form.abstained);
        let on = trouble.day("on", &form.on);
        let counted = item.zip(present).zip(favour).zip(against).zip(abstained);
        Ok(counted
            .zip(on)
            .map(|(((((item, present), favour), against), abstained), on)| {
                Command::from(RecordConferenceVote {
                    conference,
                    item,
                    majority: u8::try_from(majority).unwrap_or(u8::MAX),
                    present,
                    favour,
                    against,
                    abstained,
                    on,
                })
            }))
    },
    after: to_proceedings,
};

/// `/conferences/{id}/attendance`
pub(crate) const ATTENDANCE: Task<ConferenceId, AttendanceForm> = Task {
    draws: |view, conference, form, with| {
        let hint = "A line each, in the order in which it is printed: the capacity (participant, platform or guest), a colon, and the code on a card or, for somebody without one, a name. It takes the place of the list before. Whoever came in and is not on it follows behind.";
        let fields = vec![
            Field::new("lines", "Who attends", Kind::Lines)
                .value(&form.lines)
                .hint(hint),
        ];
        let words = ("List who attends", "List them");
        drawn(view, (conference, "attendance"), words, fields, with)
    },
    commands: |view, conference, form, trouble| {
        ground(view, conference)?;
        let mut rows = Vec::new();
        for line in form.lines.lines().map(str::trim) {
            if line.is_empty() {
                continue;
            }
            let parted = line.split_once(':').and_then(|(word, who)| {
                let capacity = capacity_named(word.trim().to_lowercase().as_str())?;
                Some((capacity, who.trim()))
            });
            let Some((capacity, who)) = parted.filter(|(_, who)| !who.is_empty()) else {
                let what = "Begin each line with participant, platform or guest, and a colon.";
                trouble.note("lines", what);
                continue;
            };
            let person = view.directory.person(who);
            let person = person.filter(|person| view.knows(*person));
            rows.push(AttendingRow {
                who: person.map_or_else(|| Attending::Named(who.to_owned()), Attending::Person),
                capacity,
            });
        }
        Ok(Some(Command::from(ListConferenceAttendance {
            conference,
            rows,
        })))
    },
    after: to_proceedings,
};

/// `GET /conferences/{id}/attendance`: begun with the list as it stands.
pub(crate) async fn attendance(
    State(site): State<Site>,
    by: SignedIn,
    At(conference): At<u32>,
) -> Result<Response, Failure> {
    let conference = ConferenceId(conference);
    let listed = site.look(&by, |view| {
        ground(view, conference)?;
        let attended = view.state.conference_attendance(conference).into_iter();
        let listed = attended.filter(|row| row.listed);
        Ok(listed
            .map(|row| (row.capacity, line(view, row.who)))
            .collect::<Vec<_>>())
    })?;
    let mut lines = Vec::with_capacity(listed.len());
    for (capacity, who) in listed {
        let who = match who {
            Ok(code) => code,
            Err(Some(text)) => site.text(text)?,
            Err(None) => None,
        };
        // A list with somebody the viewer may not know is not theirs to begin with.
        let Some(who) = who else {
            lines.clear();
            break;
        };
        lines.push(format!("{}: {who}", capacity_word(capacity)));
    }
    let filled = AttendanceForm {
        lines: lines.join("\n"),
    };
    acting::form(&site, &by, |view, with| {
        (ATTENDANCE.draws)(view, conference, &filled, with)
    })
}

/// The code of somebody on the list, or the text that names them.
fn line(view: View<'_>, who: Attendee) -> Result<Option<String>, Option<DocumentId>> {
    match who {
        Attendee::Named(text) => Err(Some(text)),
        Attendee::Person(person) if view.knows(person) => {
            Ok(view.directory.card(person).map(|card| card.code.clone()))
        }
        Attendee::Person(_) => Err(None),
    }
}

/// The form that strikes an item or a vote.
fn striking(
    view: View<'_>,
    (conference, what): (ConferenceId, &'static str),
    form: &StrikeForm,
    with: Drawing,
) -> Result<FormPage, Failure> {
    let (it, rule) = ground(view, conference)?;
    let thing = if what == "strike-vote" {
        "vote"
    } else {
        "item"
    };
    let number = form.number.trim().to_owned();
    let asking = Asking {
        heading: format!("Strike {thing} {number}"),
        lead: "What was recorded stays in the journal, and so does why it was struck.".to_owned(),
        action: format!("/conferences/{conference}/{what}"),
        submit: "Strike it",
        back: format!("/conferences/{conference}/proceedings"),
        hidden: Some(("number", number.clone(), number)),
    };
    let reason = ReasonForm {
        reason: form.reason.clone(),
        ..ReasonForm::default()
    };
    asking.page(view, (it.unit, rule), &reason, with)
}

/// What such a form says: the number and the reason.
fn struck(form: &StrikeForm, trouble: &mut Trouble) -> Option<(u32, String)> {
    let reason = ReasonForm {
        reason: form.reason.clone(),
        ..ReasonForm::default()
    };
    let reason = reason.reason(trouble);
    number(trouble, "number", &form.number).zip(reason)
}

/// `/conferences/{id}/strike-item`
pub(crate) const STRIKE_ITEM: Task<ConferenceId, StrikeForm> = Task {
    draws: |view, conference, form, with| striking(view, (conference, "strike-item"), form, with),
    commands: |view, conference, form, trouble| {
        known(view, conference)?;
        Ok(struck(form, trouble).map(|(item, reason)| {
            Command::from(StrikeConferenceItem {
                conference,
                item,
                reason,
            })
        }))
    },
    after: to_proceedings,
};

/// `/conferences/{id}/strike-vote`
pub(crate) const STRIKE_VOTE: Task<ConferenceId, StrikeForm> = Task {
    draws: |view, conference, form, with| striking(view, (conference, "strike-vote"), form, with),
    commands: |view, conference, form, trouble| {
        known(view, conference)?;
        Ok(struck(form, trouble).map(|(vote, reason)| {
            Command::from(StrikeConferenceVote {
                conference,
                vote,
                reason,
            })
        }))
    },
    after: to_proceedings,
};
