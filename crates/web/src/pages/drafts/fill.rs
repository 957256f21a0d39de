//! From the record to the bulletins of a unit and to one with its text.

use charter::{Action, BulletinRule};
use kernel::bulletins::{Bulletin, BulletinAbout, BulletinStanding};
use kernel::{BulletinId, DocumentId, PersonId, UnitId};
use record::bulletin::{Picture, Writing};

use super::forms::about_words;
use super::{DraftPage, DraftRow, DraftsPage, PictureView, removing};
use crate::error::Failure;
use crate::frame::{Frame, Link};
use crate::listing::Pager;
use crate::pages::bulletins::Photo;
use crate::prose::html_of;
use crate::published::{KeptPicture, read};
use crate::view::View;
use crate::words::{away, capital, day, listed};

/// Bulletins on a page.
const ROWS: u64 = 25;

/// Reads what somebody wrote.
pub(super) type Text<'a> = &'a dyn Fn(DocumentId) -> Option<String>;

/// The rule under which a unit publishes.
pub(super) fn rule_of(view: View<'_>, unit: UnitId) -> Result<&BulletinRule, Failure> {
    let level = view.unit(unit)?.level;
    view.charter.bulletin_of(level).ok_or(Failure::NotFound)
}

/// A bulletin that the viewer may see before it is published.
pub(crate) fn draft(view: View<'_>, id: BulletinId) -> Result<Bulletin, Failure> {
    let it = view.state.bulletin(id).ok_or(Failure::NotFound)?;
    let seen = view.state.may_see_draft(view.viewer, view.today, it.unit);
    if seen { Ok(it) } else { Err(Failure::NotFound) }
}

/// How things stand with it, in a few words.
pub(crate) fn standing(it: &Bulletin) -> &'static str {
    match (it.standing(), it.was_public()) {
        (BulletinStanding::Drafted, false) => "waits for another person to read it",
        (BulletinStanding::Drafted, true) => "a correction waits for another person to read it",
        (BulletinStanding::SentBack, false) => "sent back to be changed",
        (BulletinStanding::SentBack, true) => "a correction was sent back to be changed",
        (BulletinStanding::Reviewed, false) => "reviewed, and waits to be published",
        (BulletinStanding::Reviewed, true) => "a correction is reviewed and waits to be published",
        (BulletinStanding::Published, _) => "published",
        (BulletinStanding::Withdrawn, _) => "withdrawn",
    }
}

/// The bulletins of a unit.
pub(super) fn list(
    view: View<'_>,
    unit: UnitId,
    page: u64,
    text: Text<'_>,
    frame: Frame,
) -> Result<DraftsPage, Failure> {
    let it = view.unit(unit)?;
    if !view.state.may_see_draft(view.viewer, view.today, unit) {
        view.unit_for(Action::DraftBulletin, unit)?;
    }
    let rule = view.charter.bulletin_of(it.level);
    let all: Vec<Bulletin> = view.state.bulletins_of(unit).collect();
    let total = u64::try_from(all.len()).unwrap_or(u64::MAX);
    let at = |page| format!("/units/{unit}/bulletins?page={page}");
    let pager = Pager::at(page.max(1), ROWS, total, ("bulletin", "bulletins"), &at);
    let row = |it: Bulletin| {
        let title = text(it.text).map(|text| read(&text).title);
        let title = title.unwrap_or_else(|| "A text that has been erased".to_owned());
        DraftRow {
            what: Link::new(title, format!("/drafts/{}", it.id)),
            standing: capital(standing(&it)),
        }
    };
    let rows = pager.rows(all).map(row).collect();
    let may_write = rule.is_some() && view.may(Action::DraftBulletin, unit);
    Ok(DraftsPage {
        frame: Frame {
            title: "Bulletins".to_owned(),
            path: view.path_to(unit),
            ..frame
        },
        unit: Link::new(it.name, format!("/units/{unit}")),
        write: may_write
            .then(|| Link::new("Write a bulletin", format!("/units/{unit}/bulletins/new"))),
        rows,
        pager: (total > ROWS).then_some(pager),
        article: rule.and_then(|rule| view.note(rule.rule)),
    })
}

/// One bulletin, as it will stand.
pub(super) fn show(
    view: View<'_>,
    id: BulletinId,
    (text, kept): (Text<'_>, &[KeptPicture]),
    frame: Frame,
) -> Result<DraftPage, Failure> {
    let it = draft(view, id)?;
    let writing = text(it.text).map(|text| read(&text)).unwrap_or_default();
    let heading = if writing.title.is_empty() {
        format!("Bulletin {id}")
    } else {
        writing.title.clone()
    };
    let rule = view.state.bulletin_rule(view.today, it.unit);
    let public = it.was_public().then(|| {
        let words = if it.public.is_some() {
            "What everybody reads"
        } else {
            "The note that everybody reads"
        };
        Link::new(words, format!("/bulletins/bulletin-{id}"))
    });
    Ok(DraftPage {
        frame: Frame {
            title: heading.clone(),
            path: view.path_to(it.unit),
            ..frame
        },
        heading,
        standing: standing_words(view, &it),
        sent_back: it.sent_back.and_then(text),
        correction: it.correction.and_then(text),
        public,
        acts: acts(view, &it),
        dateline: dateline(&writing),
        html: html_of(&writing.text),
        has_markup: crate::prose::has_markup(&writing.text),
        attendance: writing
            .attendance
            .iter()
            .map(|row| (row.name.clone(), row.posts.join("; "), row.capacity.clone()))
            .collect(),
        quotations: quotations(&writing),
        pictures: pictures(view, &it, &writing, kept),
        tags: writing.tags,
        sources: writing.sources,
        about: it.about.map(|about| about_link(view, about)),
        article: rule.and_then(|rule| view.note(rule.rule)),
    })
}

fn quotations(writing: &Writing) -> Vec<(String, String)> {
    let rows = writing.quotation.iter().map(|it| {
        let speaker = Some(it.speaker.clone()).filter(|who| !who.is_empty());
        let quoter = Some(&it.quoted_by).filter(|who| !who.is_empty());
        let quoter = quoter.map(|who| format!("quoted by {who}"));
        let who: Vec<String> = speaker.into_iter().chain(quoter).collect();
        (it.words.clone(), who.join(", "))
    });
    rows.collect()
}

/// The pictures that the text names, and then those that it does not name and that are
/// kept all the same.
fn pictures(
    view: View<'_>,
    of: &Bulletin,
    writing: &Writing,
    kept: &[KeptPicture],
) -> Vec<PictureView> {
    let may_destroy = view.may(of.taken_back_by(), of.unit);
    let named = writing.photograph.iter();
    let unnamed = kept.iter().rev().filter(|kept| {
        let mut named = writing.photograph.iter();
        !named.any(|it| it.file == kept.file)
    });
    let unnamed = unnamed.map(|it| Picture {
        caption: "Kept, and not shown: the text does not name it".to_owned(),
        file: it.file.clone(),
        ..Picture::default()
    });
    let all = named.cloned().chain(unnamed);
    all.map(|it| picture(of.id, &it, kept, may_destroy))
        .collect()
}

/// A picture as the draft shows it.
fn picture(id: BulletinId, it: &Picture, kept: &[KeptPicture], may_destroy: bool) -> PictureView {
    let kept = kept.iter().find(|kept| kept.file == it.file);
    let credits = (!it.credits.is_empty()).then(|| format!("Credit: {}", it.credits.join(" / ")));
    let caption = Some(it.caption.clone()).filter(|caption| !caption.is_empty());
    let parts: Vec<String> = caption.into_iter().chain(credits).collect();
    PictureView {
        destroy: kept
            .filter(|_| may_destroy)
            .map(|kept| removing::way(id, kept.document)),
        photo: kept.map(|kept| Photo {
            src: format!("/drafts/{id}/pictures/{}", it.file),
            alt: it.alt.clone(),
            size: Some(kept.size),
        }),
        caption: parts.join(". "),
    }
}

fn dateline(writing: &Writing) -> String {
    let date = record::Edtf::parse(&writing.date).ok();
    let date = date.map(|date| date.phrase());
    let place = Some(writing.place.clone()).filter(|place| !place.is_empty());
    let parts: Vec<String> = place.into_iter().chain(date).collect();
    if parts.is_empty() {
        return "No place and no day are given.".to_owned();
    }
    parts.join(", ")
}

/// How things stand with it: who wrote it, who read it.
fn standing_words(view: View<'_>, it: &Bulletin) -> Vec<String> {
    let who = |person: Option<PersonId>| match person {
        Some(person) => view.someone(person),
        None => "the operator".to_owned(),
    };
    let mut said = vec![format!("{}.", capital(standing(it)))];
    let mut about = vec![format!("written by {}", who(it.author))];
    if let Some(reviewer) = it.reviewed {
        about.push(format!("read by {}", who(reviewer)));
    }
    if it.revision > 1 {
        about.push(format!("text {} of it", it.revision));
    }
    said.push(format!("{}.", capital(&listed(&about))));
    if let Some(on) = it.published {
        let away = away(view.today, on);
        said.push(format!("First published on {}, {away}.", day(on)));
    }
    if let Some((on, _)) = it.withdrawn {
        said.push(format!("Withdrawn on {}.", day(on)));
    }
    said
}

fn about_link(view: View<'_>, about: BulletinAbout) -> Link {
    let href = match about {
        BulletinAbout::Meeting(id) => format!("/meetings/{id}"),
        BulletinAbout::Award(id) => format!("/awards/{id}"),
        BulletinAbout::Conference(id) => format!("/conferences/{id}"),
    };
    Link::new(about_words(view, about), href)
}

/// What the viewer can do with it, the likeliest first.
fn acts(view: View<'_>, it: &Bulletin) -> Vec<Link> {
    let may = |action| view.may(action, it.unit);
    let at = |what: &str| format!("/drafts/{}/{what}", it.id);
    let own = view.viewer.person() == it.author;
    let rule = view.state.bulletin_rule(view.today, it.unit);
    let needs_review = rule.is_none_or(|rule| rule.reviewed);
    let standing = it.standing();
    let waits = it.waits();
    let unread = standing == BulletinStanding::Drafted;
    let ready = standing == BulletinStanding::Reviewed || (unread && !needs_review);
    let mut acts = Vec::new();
    let mut offer = |fits: bool, words: &str, what: &str| {
        if fits {
            acts.push(Link::new(words, at(what)));
        }
    };
    offer(
        ready && may(Action::PublishBulletin),
        "Publish it",
        "publish",
    );
    offer(
        unread && !own && may(Action::ReviewBulletin),
        "Review it",
        "review",
    );
    offer(
        waits && may(Action::DraftBulletin),
        "Change the text",
        "revise",
    );
    offer(
        waits && may(Action::DraftBulletin),
        "Add a photograph",
        "pictures/new",
    );
    offer(
        waits && standing != BulletinStanding::SentBack && !own && may(Action::ReviewBulletin),
        "Send it back",
        "send-back",
    );
    let taken_up = it.was_public() && !waits && may(Action::DraftBulletin);
    let words = if it.withdrawn.is_some() {
        "Take it up again"
    } else {
        "Correct it"
    };
    offer(taken_up, words, "correct");
    let stands = standing != BulletinStanding::Withdrawn;
    offer(stands && may(it.taken_back_by()), "Withdraw it", "withdraw");
    acts
}
