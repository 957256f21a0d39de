//! The forms that write, review, publish, correct and withdraw a bulletin.

use charter::Action;
use kernel::awards::AwardStanding;
use kernel::bulletins::{Bulletin, BulletinAbout, REASON_CHARACTERS_MAX};
use kernel::meetings::MeetingStanding;
use kernel::{AwardId, BulletinId, ConferenceId, MeetingId, UnitId};
use record::bulletin::{AttendedLine, Picture, Quotation, Writing, WritingError};
use serde::Deserialize;

use super::fill;
use crate::acting::{Drawing, Trouble};
use crate::error::Failure;
use crate::forms::{Choice, Field, Kind};
use crate::frame::Link;
use crate::pages::form::FormPage;
use crate::view::View;
use crate::words::{capital, day, iso_day};

/// Meetings and awards that can be chosen from.
const CHOICES_MAX: usize = 24;

/// What the forms of bulletins send.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct DraftForm {
    /// What it is about: `meeting-12`, `award-3`, `conference-0`, or nothing.
    pub(crate) about: String,
    pub(crate) title: String,
    pub(crate) kind: String,
    pub(crate) place: String,
    pub(crate) date: String,
    pub(crate) text: String,
    pub(crate) attendance: String,
    pub(crate) quotations: String,
    pub(crate) photographs: String,
    pub(crate) tags: String,
    pub(crate) sources: String,
    pub(crate) reason: String,
    /// Which text was read.
    pub(crate) revision: String,
}

fn lines(rows: impl Iterator<Item = String>) -> String {
    rows.collect::<Vec<_>>().join("\n")
}

fn typed(text: &str, between: char) -> Vec<String> {
    let parts = text.split(between).map(str::trim);
    parts
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

impl DraftForm {
    /// The form with what was written.
    pub(crate) fn of(writing: &Writing) -> DraftForm {
        DraftForm {
            title: writing.title.clone(),
            kind: writing.kind.clone(),
            place: writing.place.clone(),
            date: writing.date.clone(),
            text: writing.text.clone(),
            attendance: lines(writing.attendance.iter().map(AttendedLine::of)),
            quotations: lines(writing.quotation.iter().map(Quotation::line)),
            photographs: lines(writing.photograph.iter().map(Picture::line)),
            tags: writing.tags.join(", "),
            sources: writing.sources.join("\n"),
            ..DraftForm::default()
        }
    }

    /// The text as it is kept; nothing where it lacks something, which is noted.
    pub(crate) fn document(&self, trouble: &mut Trouble) -> Option<String> {
        let title = trouble.line("title", &self.title);
        if self.text.trim().is_empty() {
            trouble.note("text", "This may not be empty.");
        }
        let mut wrong = |field: &str, what: &dyn std::fmt::Display| {
            trouble.note(field, &format!("{}.", capital(&what.to_string())));
        };
        let attendance = AttendedLine::read(&self.attendance)
            .map_err(|error| wrong("attendance", &error))
            .ok()?;
        let quotation = Quotation::lines(&self.quotations)
            .map_err(|error| wrong("quotations", &error))
            .ok()?;
        let photograph = Picture::lines(&self.photographs)
            .map_err(|error| wrong("photographs", &error))
            .ok()?;
        let writing = Writing {
            title: title?,
            kind: self.kind.trim().to_owned(),
            place: self.place.trim().to_owned(),
            date: self.date.trim().to_owned(),
            tags: typed(&self.tags, ','),
            sources: typed(&self.sources, '\n'),
            attendance,
            quotation,
            photograph,
            text: self.text.trim().to_owned(),
        };
        let document = writing
            .write()
            .map_err(|error| wrong("text", &error))
            .ok()?;
        match Writing::typed(&document) {
            Ok(_) => Some(document).filter(|_| trouble.is_none()),
            Err(error) => {
                let field = match error {
                    WritingError::Date(_) => "date",
                    WritingError::Name { .. } | WritingError::Twice { .. } => "attendance",
                    WritingError::Speaker { .. } => "quotations",
                    WritingError::Open
                    | WritingError::Head { .. }
                    | WritingError::Empty
                    | WritingError::TooMany => "text",
                };
                wrong(field, &error);
                None
            }
        }
    }

    /// What it is about.
    pub(crate) fn about(&self) -> Option<BulletinAbout> {
        let (kind, number) = self.about.split_once('-')?;
        let number: u32 = number.parse().ok()?;
        match kind {
            "meeting" => Some(BulletinAbout::Meeting(MeetingId(number))),
            "award" => Some(BulletinAbout::Award(AwardId(number))),
            "conference" => Some(BulletinAbout::Conference(ConferenceId(number))),
            _ => None,
        }
    }

    fn fields(&self) -> Vec<Field> {
        let line = |name: &str, label: &str, value: &str| {
            Field::new(name, label, Kind::Line).value(value).optional()
        };
        let plain = self.date.is_empty() || iso_day(&self.date).is_some();
        let date = if plain { Kind::Day } else { Kind::Line };
        let rows = |name: &str, label: &str, value: &str| {
            Field::new(name, label, Kind::Lines).value(value).optional()
        };
        vec![
            Field::new("title", "Title", Kind::Line).value(&self.title),
            Field::new("date", "Day", date).value(&self.date).optional(),
            line("place", "Place", &self.place),
            line("kind", "What it was", &self.kind).hint("A meeting, an award, a visit."),
            Field::new("text", "Text", Kind::Prose)
                .value(&self.text)
                .hint("Markdown: **bold**, lists with -, headings with ##. Markup of pages is shown as text."),
            rows("attendance", "Who was there, in order", &self.attendance).hint(
                "A line each: Name [other form] #number | post; post | came as. Whoever is named here becomes public; leave out who does not want that.",
            ),
            rows("quotations", "Said word for word", &self.quotations)
                .hint("A line each: the words | who said them | who quotes them."),
            rows("photographs", "Photographs", &self.photographs)
                .hint("A line each: caption | credit; credit | what it shows. One whose file is to be shown is added afterwards."),
            line("tags", "Tags", &self.tags).hint("With commas between. They can be typed later."),
            rows("sources", "Sources", &self.sources).hint("A line each."),
        ]
    }
}

/// What a bulletin of the unit can be about.
fn choices(view: View<'_>, unit: UnitId) -> Vec<Choice> {
    let alone = Choice {
        value: String::new(),
        text: "Nothing on record".to_owned(),
    };
    let held = view
        .state
        .meetings_of(unit)
        .filter(|it| it.standing != MeetingStanding::Called);
    let meetings = held.take(CHOICES_MAX).map(|it| Choice {
        value: format!("meeting-{}", it.id),
        text: about_words(view, BulletinAbout::Meeting(it.id)),
    });
    let given = view
        .state
        .awards_of(unit)
        .filter(|it| it.standing() == AwardStanding::Granted);
    let awards = given.take(CHOICES_MAX).map(|it| Choice {
        value: format!("award-{}", it.id),
        text: about_words(view, BulletinAbout::Award(it.id)),
    });
    let begun = view
        .state
        .conferences()
        .rev()
        .filter(|it| it.unit == unit && it.called_off.is_none() && it.first <= view.today);
    let conferences = begun.take(CHOICES_MAX).map(|it| Choice {
        value: format!("conference-{}", it.id),
        text: about_words(view, BulletinAbout::Conference(it.id)),
    });
    std::iter::once(alone)
        .chain(conferences)
        .chain(meetings)
        .chain(awards)
        .collect()
}

/// What a bulletin is about, in words.
pub(super) fn about_words(view: View<'_>, about: BulletinAbout) -> String {
    match about {
        BulletinAbout::Meeting(id) => {
            let meeting = view.state.meeting(id);
            meeting.map_or_else(String::new, |it| {
                let kind = view.charter.meeting(it.kind);
                let title = kind.map_or("meeting", |kind| kind.title.as_str());
                format!("{} of {}", capital(title), day(it.on))
            })
        }
        BulletinAbout::Award(id) => {
            let award = view.state.award(id);
            award.map_or_else(String::new, |it| {
                let rule = view.charter.award(it.kind);
                let title = rule.map_or("award", |rule| rule.title.as_str());
                format!("{} of {}", capital(title), view.some_unit(it.unit))
            })
        }
        BulletinAbout::Conference(id) => {
            let conference = view.state.conference(id);
            conference.map_or_else(String::new, |it| {
                let rule = view.charter.conference(it.kind);
                let title = rule.map_or("conference", |rule| rule.title.as_str());
                format!("{} of {}", capital(title), day(it.first))
            })
        }
    }
}

/// The form that writes one.
pub(crate) fn draft(
    view: View<'_>,
    unit: UnitId,
    form: &DraftForm,
    with: Drawing,
) -> Result<FormPage, Failure> {
    let it = view.unit_for(Action::DraftBulletin, unit)?;
    fill::rule_of(view, unit)?;
    let about = Field::new("about", "About", Kind::Choice(choices(view, unit)))
        .value(&form.about)
        .optional();
    let mut fields = form.fields();
    fields.insert(0, about);
    Ok(FormPage {
        heading: format!("Write a bulletin of {}", it.name),
        lead: Some(
            "Nobody outside reads it before it is published, and another person reads it first."
                .to_owned(),
        ),
        action: format!("/units/{unit}/bulletins/new"),
        submit: "Keep the draft".to_owned(),
        back: Some(Link::new("Back", format!("/units/{unit}/bulletins"))),
        ..blank(view, unit, with, fields)
    })
}

/// The form that writes it anew.
pub(crate) fn revise(
    view: View<'_>,
    id: BulletinId,
    form: &DraftForm,
    with: Drawing,
) -> Result<FormPage, Failure> {
    let it = fill::draft(view, id)?;
    view.unit_for(Action::DraftBulletin, it.unit)?;
    Ok(FormPage {
        heading: "Change the text".to_owned(),
        lead: it.reviewed.map(|_| {
            "It was reviewed. Once it is changed, another person has to read it again.".to_owned()
        }),
        action: format!("/drafts/{id}/revise"),
        submit: "Keep the text".to_owned(),
        back: back(id),
        ..blank(view, it.unit, with, form.fields())
    })
}

/// The form that corrects what is published.
pub(crate) fn correct(
    view: View<'_>,
    id: BulletinId,
    form: &DraftForm,
    with: Drawing,
) -> Result<FormPage, Failure> {
    let it = fill::draft(view, id)?;
    view.unit_for(Action::DraftBulletin, it.unit)?;
    let mut fields = vec![why("Why it is corrected; everybody will read this", form)];
    fields.extend(form.fields());
    Ok(FormPage {
        heading: "Correct what is published".to_owned(),
        lead: Some(
            "What is published stays as it is until another person has read this and it is published in its place."
                .to_owned(),
        ),
        action: format!("/drafts/{id}/correct"),
        submit: "Keep the correction".to_owned(),
        back: back(id),
        ..blank(view, it.unit, with, fields)
    })
}

/// The form that finds a text fit.
pub(crate) fn review(
    view: View<'_>,
    id: BulletinId,
    form: &DraftForm,
    with: Drawing,
) -> Result<FormPage, Failure> {
    let it = fill::draft(view, id)?;
    view.unit_for(Action::ReviewBulletin, it.unit)?;
    Ok(FormPage {
        heading: "Review the text".to_owned(),
        lead: Some(
            "By this you say that you have read it: that it says what happened, that names and posts are right, and that nobody stands in it who does not want to."
                .to_owned(),
        ),
        action: format!("/drafts/{id}/review"),
        submit: "I have read it and it may be published".to_owned(),
        back: back(id),
        ..blank(view, it.unit, with, vec![revision(&it, form)])
    })
}

/// The form that asks for changes.
pub(crate) fn send_back(
    view: View<'_>,
    id: BulletinId,
    form: &DraftForm,
    with: Drawing,
) -> Result<FormPage, Failure> {
    let it = fill::draft(view, id)?;
    view.unit_for(Action::ReviewBulletin, it.unit)?;
    Ok(FormPage {
        heading: "Send the text back".to_owned(),
        lead: None,
        action: format!("/drafts/{id}/send-back"),
        submit: "Send it back".to_owned(),
        back: back(id),
        ..blank(
            view,
            it.unit,
            with,
            vec![why("What has to be changed", form)],
        )
    })
}

/// The form that lets everybody read a text.
pub(crate) fn publish(
    view: View<'_>,
    id: BulletinId,
    form: &DraftForm,
    with: Drawing,
) -> Result<FormPage, Failure> {
    let it = fill::draft(view, id)?;
    view.unit_for(Action::PublishBulletin, it.unit)?;
    let lead = if it.was_public() {
        "It takes the place of what is published. That it was corrected, and why, stays visible."
    } else {
        "Everybody can read it then, without signing in, and search engines keep it. What was published can be corrected and withdrawn, and both stay visible."
    };
    Ok(FormPage {
        heading: "Publish the text".to_owned(),
        lead: Some(lead.to_owned()),
        action: format!("/drafts/{id}/publish"),
        submit: "Publish it".to_owned(),
        back: back(id),
        ..blank(view, it.unit, with, vec![revision(&it, form)])
    })
}

/// The form that takes it back.
pub(crate) fn withdraw(
    view: View<'_>,
    id: BulletinId,
    form: &DraftForm,
    with: Drawing,
) -> Result<FormPage, Failure> {
    let it = fill::draft(view, id)?;
    let (action, lead, label) = if it.was_public() {
        (
            Action::PublishBulletin,
            "In its place readers find that it was withdrawn, when, and why.",
            "Why; everybody will read this",
        )
    } else {
        (
            Action::DraftBulletin,
            "Nobody outside has seen it, and nobody will.",
            "Why",
        )
    };
    view.unit_for(action, it.unit)?;
    Ok(FormPage {
        heading: "Withdraw the bulletin".to_owned(),
        lead: Some(lead.to_owned()),
        action: format!("/drafts/{id}/withdraw"),
        submit: "Withdraw it".to_owned(),
        back: back(id),
        ..blank(view, it.unit, with, vec![why(label, form)])
    })
}

pub(super) fn back(id: BulletinId) -> Option<Link> {
    Some(Link::new("Back", format!("/drafts/{id}")))
}

fn why(label: &str, form: &DraftForm) -> Field {
    Field::new("reason", label, Kind::Lines)
        .value(&form.reason)
        .hint(format!("At most {REASON_CHARACTERS_MAX} characters."))
}

/// The text that is before whoever reads the form: another one that was
/// written meanwhile is not meant.
fn revision(it: &Bulletin, form: &DraftForm) -> Field {
    let read = if form.revision.is_empty() {
        it.revision.to_string()
    } else {
        form.revision.clone()
    };
    Field::new("revision", "", Kind::Hidden).value(read)
}

/// What the forms have in common.
fn blank(view: View<'_>, unit: UnitId, with: Drawing, fields: Vec<Field>) -> FormPage {
    let rule = view.state.bulletin_rule(view.today, unit);
    with.page(view, unit, rule.map(|rule| rule.rule), fields)
}
