//! What has just been done: an act leads on to an address that names its entry
//! in the journal, and the page there says what the entry says, and how it can
//! be taken back.
//!
//! `see_other(&done::address("/units/7", &receipt))` is all that a handler
//! does for it: the frame of the next page reads the address.

use axum::http::Uri;
use clerk::{HistoryEntry, Receipt};
use kernel::awards::AwardEvent;
use kernel::bodies::BodyEvent;
use kernel::bulletins::BulletinEvent;
use kernel::conferences::ConferenceEvent;
use kernel::directives::DirectiveEvent;
use kernel::dues::DuesEvent;
use kernel::meetings::MeetingEvent;
use kernel::members::MemberEvent;
use kernel::petitions::PetitionEvent;
use kernel::posts::{Election, PostEvent};
use kernel::procedures::ProcedureEvent;
use kernel::reports::ReportEvent;
use kernel::study::StudyEvent;
use kernel::units::UnitEvent;
use kernel::visits::VisitEvent;
use kernel::{Actor, Event, PersonId, ProceedingId};
use serde::Deserialize;

use crate::error::Failure;
use crate::frame::{Done, Link, Undo};
use crate::pages::journal::telling;
use crate::pages::reshaping::striking;
use crate::pages::{applications, directives, dues, members, posts, reports};
use crate::refusal::sentence;
use crate::site::{Site, waiting};
use crate::view::View;

/// How long an act is news.
const NEWS_MS: i64 = 10 * 60_000;

/// As many entries before the last are looked at for what else was done with it.
const ENTRIES_MAX: u64 = 200;

/// What an address says instead of an entry where a card was changed, which the journal does not know.
pub(crate) const CARD: &str = "card";

/// What stands before the entry where a whole plan was applied.
const PLAN: &str = "plan-";

/// What stands before the entry where many acts of one form were done.
const MANY: &str = "many-";

/// The address of a page that says what this receipt stands for.
pub(crate) fn address(path: &str, receipt: &Receipt) -> String {
    marked(path, &receipt.last_sequence.to_string())
}

/// The address of a page that says that a card was changed.
pub(crate) fn card_address(path: &str) -> String {
    marked(path, CARD)
}

/// The address of a page that says that a whole plan was applied.
pub(crate) fn plan_address(path: &str, receipt: &Receipt) -> String {
    marked(path, &format!("{PLAN}{}", receipt.last_sequence))
}

/// The address of a page that says that many acts of one form are done.
pub(crate) fn many_address(path: &str, receipt: &Receipt) -> String {
    marked(path, &format!("{MANY}{}", receipt.last_sequence))
}

/// The address of a page that says that a meeting was recorded and who counts
/// as present without having stood on the form.
pub(crate) fn meeting_address(path: &str, receipt: &Receipt, unseen: &[PersonId]) -> String {
    let numbers: Vec<String> = unseen.iter().map(PersonId::to_string).collect();
    crate::listing::address(&address(path, receipt), &[("also", &numbers.join("."))])
}

fn marked(path: &str, mark: &str) -> String {
    let joint = if path.contains('?') { '&' } else { '?' };
    format!("{path}{joint}done={mark}")
}

#[derive(Deserialize)]
struct Mark {
    #[serde(default)]
    done: Option<String>,
    #[serde(default)]
    also: String,
}

/// What the address says was just done by this actor; nothing for an entry of
/// somebody else's, or one that is no news.
pub(crate) fn of(site: &Site, actor: Actor, uri: &Uri) -> Result<Option<Done>, Failure> {
    let query = axum::extract::Query::<Mark>::try_from_uri(uri);
    let Some(asked) = query.ok().map(|query| query.0) else {
        return Ok(None);
    };
    let Some(mark) = asked.done else {
        return Ok(None);
    };
    if mark == CARD {
        return Ok(Some(Done {
            text: "Your card is changed.".to_owned(),
            undo: None,
        }));
    }
    let of_plan = mark.strip_prefix(PLAN);
    let of_many = mark.strip_prefix(MANY);
    let Ok(last) = of_plan.or(of_many).unwrap_or(&mark).parse::<u64>() else {
        return Ok(None);
    };
    let from = last.saturating_sub(ENTRIES_MAX).max(1);
    let count = usize::try_from(last.saturating_sub(from).saturating_add(1)).unwrap_or(1);
    let entries = waiting(|| site.clerk.entries(from, count))
        .map_err(|error| Failure::broken("read the journal", &error))?;
    let Some(main) = entries
        .last()
        .filter(|it| it.sequence == last && it.actor == actor)
    else {
        return Ok(None);
    };
    if site.now_ms().saturating_sub(main.at_ms) > NEWS_MS {
        return Ok(None);
    }
    if of_many.is_some() {
        return Ok(Some(Done {
            text: "All of it is recorded. What was done stands in the journal, one by one; each can be taken back by itself."
                .to_owned(),
            undo: None,
        }));
    }
    if of_plan.is_some() {
        return Ok(Some(Done {
            text: "The plan is applied. What was done stands in the journal, step by step."
                .to_owned(),
            undo: None,
        }));
    }
    let others: Vec<&HistoryEntry> = entries
        .iter()
        .filter(|it| it.request == main.request && it.sequence != last)
        .collect();
    let today = site.today();
    site.read(|state, directory| {
        let charter = state.charter_on(today)?;
        let view = View {
            state,
            directory,
            charter,
            viewer: actor,
            today,
            told_on: None,
        };
        let mut done = told(view, main, &others);
        done.text.extend(counted_present(view, main, &asked.also));
        Some(done)
    })
}

fn told(view: View<'_>, main: &HistoryEntry, others: &[&HistoryEntry]) -> Done {
    let mut text = sentence(&telling::what(view, main).text);
    let along = others.iter().filter(|it| {
        let Event::Post(post) = &it.event else {
            return false;
        };
        matches!(post, PostEvent::LaidDown { .. } | PostEvent::Resumed { .. })
    });
    for entry in along {
        text.push(' ');
        text.push_str(&sentence(&telling::what(view, entry).text));
    }
    // What came of an election or of a decision is taken back with it.
    let all = std::iter::once(main).chain(others.iter().copied());
    let whole = all.into_iter().find_map(|it| match &it.event {
        Event::Post(PostEvent::ElectionRecorded { election }) => undo_election(view, election),
        Event::Procedure(ProcedureEvent::Decided { proceeding, .. }) => {
            undo_decision(view, *proceeding)
        }
        _ => None,
    });
    let undo = whole.or_else(|| undo(view, main));
    Done {
        text,
        undo: undo.map(Undo::Page),
    }
}

/// The way to what takes back a decision, where it goes back as a whole.
fn undo_decision(view: View<'_>, proceeding: ProceedingId) -> Option<Link> {
    let it = view.state.proceeding(proceeding)?;
    applications::striking::can_be_struck(view, &it).then(|| {
        Link::new(
            "Was this a mistake? Strike the decision",
            format!("/applications/{proceeding}/strike"),
        )
    })
}

/// The way to what takes back an election.
fn undo_election(view: View<'_>, election: &Election) -> Option<Link> {
    let unit = election.unit;
    let number = posts::election::number_of(view, election)?;
    view.may(charter::Action::RecordElection, unit).then(|| {
        Link::new(
            "Was this a mistake? Strike the record",
            format!("/units/{unit}/elections/{number}/strike"),
        )
    })
}

/// Who counts as present without having stood on the form, in a sentence.
fn counted_present(view: View<'_>, entry: &HistoryEntry, also: &str) -> Option<String> {
    let (Event::Meeting(MeetingEvent::Recorded { record, .. })
    | Event::Meeting(MeetingEvent::Corrected { record, .. })) = &entry.event
    else {
        return None;
    };
    // An address can be made up: only those are named whom the record and the viewer know.
    let expected = view
        .state
        .expected_at(view.charter, record.unit, record.kind);
    let names: Vec<String> = also
        .split('.')
        .filter_map(|number| number.parse().map(PersonId).ok())
        .filter(|person| expected.contains(person) && !record.absent.contains(person))
        .filter(|person| view.person(*person).is_ok())
        .map(|person| view.directory.name(person))
        .collect();
    let counts = if names.len() == 1 { "counts" } else { "count" };
    (!names.is_empty()).then(|| {
        format!(
            " {} came to the roll after the form was opened and {counts} as present.",
            crate::words::listed(&names)
        )
    })
}

/// The way to what takes an act back, where something does.
#[expect(clippy::too_many_lines, reason = "a list, a line or a stanza a room")]
fn undo(view: View<'_>, entry: &HistoryEntry) -> Option<Link> {
    let may = |action, unit| view.may(action, unit);
    use charter::Action;
    match &entry.event {
        Event::Directive(event) => return undo_directive(view, event),
        Event::Report(event) => return undo_return(view, event),
        Event::Dues(event) => return undo_payment(view, event),
        Event::Bulletin(event) => return undo_bulletin(view, event),
        _ => {}
    }
    match &entry.event {
        Event::Member(MemberEvent::Admitted { person, unit, .. })
            if may(Action::RecordLeaving, *unit) =>
        {
            Some(Link::new(
                "Was this a mistake? Record that they left",
                format!("/people/{person}/leave"),
            ))
        }
        Event::Member(MemberEvent::Promoted { person, .. })
            if members::striking::can_be_struck(view, *person) =>
        {
            Some(Link::new(
                "Was this a mistake? Strike it",
                format!("/people/{person}/strike-promotion"),
            ))
        }
        Event::Member(MemberEvent::Transferred { person, .. })
            if members::striking_transfer::can_be_struck(view, *person) =>
        {
            let way = format!("/people/{person}/strike-transfer");
            Some(Link::new("Was this a mistake? Strike it", way))
        }
        Event::Member(MemberEvent::Transferred {
            person, from, to, ..
        }) if may(Action::TransferMember, *from) && may(Action::TransferMember, *to) => {
            Some(Link::new(
                "Transfer them back",
                format!("/people/{person}/transfer?to={from}"),
            ))
        }
        Event::Member(MemberEvent::Merged { former, unit, .. })
            if may(Action::MergeMembers, *unit) =>
        {
            let way = format!("/people/{former}/part");
            Some(Link::new("Was this a mistake? Part them again", way))
        }
        Event::Member(MemberEvent::Parted {
            former, kept, unit, ..
        }) if may(Action::MergeMembers, *unit) => {
            let way = format!("/people/{former}/merge?kept={kept}");
            Some(Link::new("It is one person after all", way))
        }
        Event::Post(PostEvent::TakenUp {
            person, unit, post, ..
        }) => {
            let post = &view.charter.post(*post)?.id;
            let way = |what| format!("/units/{unit}/posts/{post}/{what}?person={person}");
            if may(Action::FillPost, *unit) {
                return Some(Link::new("Was this a mistake? Strike it", way("strike")));
            }
            let own = view.viewer == Actor::Person(*person);
            own.then(|| Link::new("Lay it down again", way("lay-down")))
        }
        Event::Post(PostEvent::LaidDown {
            person, unit, post, ..
        }) if may(Action::FillPost, *unit) => {
            let post = &view.charter.post(*post)?.id;
            let way = format!("/units/{unit}/posts/{post}/strike-laying-down?person={person}");
            Some(Link::new("Was this a mistake? Strike it", way))
        }
        Event::Post(PostEvent::HolderConfirmed {
            person, unit, post, ..
        }) if may(Action::ConfirmHolder, *unit) => {
            let post = &view.charter.post(*post)?.id;
            let way = format!("/units/{unit}/posts/{post}/withdraw?person={person}");
            Some(Link::new("Was this a mistake? Take it back", way))
        }
        Event::Post(PostEvent::HandedOver {
            person, unit, post, ..
        }) => {
            let post = &view.charter.post(*post)?.id;
            let way = format!("/units/{unit}/posts/{post}/strike-hand-over?person={person}");
            Some(Link::new("Was this a mistake? Strike it", way))
        }
        Event::Unit(UnitEvent::Founded { unit, .. }) => {
            striking::way_after(view, *unit, striking::What::Founding)
        }
        Event::Unit(UnitEvent::Renamed { unit, .. }) => {
            striking::way_after(view, *unit, striking::What::Renaming)
        }
        Event::Unit(UnitEvent::Moved { unit, .. }) => {
            striking::way_after(view, *unit, striking::What::Move)
        }
        Event::Unit(UnitEvent::Dissolved { unit, .. }) => {
            striking::way_after(view, *unit, striking::What::Dissolution)
        }
        Event::Study(StudyEvent::Announced { session, unit, .. })
            if may(Action::HoldSessions, *unit) =>
        {
            let way = format!("/study/{session}/call-off");
            Some(Link::new("Not to be held? Call it off", way))
        }
        Event::Study(
            StudyEvent::Attended { session, unit, .. }
            | StudyEvent::Corrected { session, unit, .. },
        ) if may(Action::HoldSessions, *unit) => Some(Link::new(
            "Something wrong? Correct who attended",
            format!("/study/{session}/correct"),
        )),
        Event::Body(BodyEvent::Entered { body, unit, .. })
        | Event::Body(BodyEvent::Corrected { body, unit, .. })
        | Event::Body(BodyEvent::Ended { body, unit, .. })
            if may(Action::KeepBodies, *unit) =>
        {
            Some(Link::new(
                "Something wrong? Correct it",
                format!("/bodies/{body}/correct"),
            ))
        }
        Event::Conference(it) => undo_conference(view, it),
        Event::Award(AwardEvent::Proposed { award, unit, .. })
            if may(Action::ProposeAward, *unit) =>
        {
            Some(Link::new(
                "Take the proposal back",
                format!("/awards/{award}/revoke"),
            ))
        }
        Event::Award(AwardEvent::Decided { award, by, .. }) if may(Action::DecideAward, *by) => {
            Some(Link::new(
                "Take the decision back",
                format!("/awards/{award}/revoke"),
            ))
        }
        Event::Petition(
            PetitionEvent::Answered { petition, unit, .. }
            | PetitionEvent::AnswerCorrected { petition, unit, .. },
        ) if may(Action::AnswerPetition, *unit) => Some(Link::new(
            "Something wrong? Correct the answer",
            format!("/petitions/{petition}/correct"),
        )),
        Event::Meeting(MeetingEvent::Recorded { meeting, record })
            if may(Action::CorrectMeeting, record.unit) =>
        {
            Some(Link::new(
                "Something wrong? Correct the record",
                format!("/meetings/{meeting}/correct"),
            ))
        }
        Event::Meeting(MeetingEvent::Corrected {
            meeting, record, ..
        }) if may(Action::CorrectMeeting, record.unit) => Some(Link::new(
            "Correct it again",
            format!("/meetings/{meeting}/correct"),
        )),
        Event::Meeting(MeetingEvent::Called { meeting, unit, .. })
            if may(Action::CallMeeting, *unit) =>
        {
            Some(Link::new(
                "Was this a mistake? Call it off",
                format!("/meetings/{meeting}/call-off"),
            ))
        }
        Event::Visit(VisitEvent::Recorded { visit, unit, .. })
            if may(Action::CorrectVisit, *unit) =>
        {
            Some(Link::new(
                "Was this a mistake? Strike the record",
                format!("/visits/{visit}/strike"),
            ))
        }
        _ => None,
    }
}

/// The way to what takes back what was done about a conference.
fn undo_conference(view: View<'_>, event: &ConferenceEvent) -> Option<Link> {
    use charter::Action;
    let (conference, unit) = event.about();
    let way = |text: &str, what: String| {
        Some(Link::new(text, format!("/conferences/{conference}/{what}")))
    };
    match event {
        ConferenceEvent::Called { .. } if view.may(Action::CallConference, unit) => {
            way("Was this a mistake? Call it off", "call-off".to_owned())
        }
        ConferenceEvent::DelegatesElected { .. } if view.may(Action::ElectDelegates, unit) => way(
            "Something wrong? Strike the record",
            format!("strike?unit={unit}"),
        ),
        ConferenceEvent::DelegatesStruck { .. } if view.may(Action::ElectDelegates, unit) => {
            way("Record it anew", format!("elect?unit={unit}"))
        }
        ConferenceEvent::ItemEntered { item, .. } if view.may(Action::RunConference, unit) => way(
            "Something wrong? Strike it",
            format!("strike-item?number={item}"),
        ),
        ConferenceEvent::VoteRecorded { vote, .. } if view.may(Action::RunConference, unit) => way(
            "Something wrong? Strike the record",
            format!("strike-vote?number={vote}"),
        ),
        ConferenceEvent::AttendanceListed { .. } if view.may(Action::RunConference, unit) => {
            way("List them anew", "attendance".to_owned())
        }
        ConferenceEvent::DelegateCheckedIn { person, .. }
            if view.may(Action::AdmitDelegates, unit) =>
        {
            way(
                "Was it somebody else? Take it back",
                format!("send-out?person={person}"),
            )
        }
        _ => None,
    }
}

/// The way to what takes back what was done with a bulletin.
fn undo_bulletin(view: View<'_>, event: &BulletinEvent) -> Option<Link> {
    use charter::Action;
    let (bulletin, unit) = event.about();
    let (action, words, what) = match event {
        BulletinEvent::Drafted { .. } => (
            Action::DraftBulletin,
            "Was this a mistake? Withdraw it",
            "withdraw",
        ),
        BulletinEvent::Revised { .. } | BulletinEvent::PictureAdded { .. } => {
            (Action::DraftBulletin, "Change it again", "revise")
        }
        BulletinEvent::Reviewed { .. } => (
            Action::ReviewBulletin,
            "Was this a mistake? Send it back",
            "send-back",
        ),
        BulletinEvent::SentBack { .. } | BulletinEvent::PictureErased { .. } => return None,
        BulletinEvent::Published { .. } => (
            Action::PublishBulletin,
            "Something wrong? Withdraw it",
            "withdraw",
        ),
        BulletinEvent::Withdrawn { .. } => {
            let was_public = view.state.bulletin(bulletin)?.was_public();
            let way = (Action::DraftBulletin, "Take it up again", "correct");
            return (was_public && view.may(way.0, unit))
                .then(|| Link::new(way.1, format!("/drafts/{bulletin}/{}", way.2)));
        }
    };
    view.may(action, unit)
        .then(|| Link::new(words, format!("/drafts/{bulletin}/{what}")))
}

/// The way to what takes back what was done with a directive.
fn undo_directive(view: View<'_>, event: &DirectiveEvent) -> Option<Link> {
    use charter::Action;
    let (directive, unit) = event.about();
    let code = directives::words::code(view, directive);
    match event {
        DirectiveEvent::Issued { .. } if view.may(Action::IssueDirective, unit) => Some(Link::new(
            "Was this a mistake? Withdraw it",
            format!("/directives/{code}/withdraw"),
        )),
        DirectiveEvent::Amended { .. } if view.may(Action::IssueDirective, unit) => {
            Some(Link::new(
                "Change the wording again",
                format!("/directives/{code}/amend"),
            ))
        }
        DirectiveEvent::PutOnAgenda { .. } if view.may(Action::AnswerDirective, unit) => {
            Some(Link::new(
                "Was this a mistake? Take it off again",
                format!("/units/{unit}/directives/{code}/off-agenda"),
            ))
        }
        DirectiveEvent::Answered { .. } if view.may(Action::AnswerDirective, unit) => {
            Some(Link::new(
                "Something wrong? Answer again",
                format!("/units/{unit}/directives/{code}/answer"),
            ))
        }
        _ => None,
    }
}

/// The way to what takes back what was done with money.
fn undo_payment(view: View<'_>, event: &DuesEvent) -> Option<Link> {
    use charter::Action;
    let (person, period, unit) = match event {
        DuesEvent::Paid { person, parts, .. } => {
            let part = parts.last()?;
            (*person, part.period, part.unit)
        }
        DuesEvent::PaymentCorrected { of, .. } => (of.person, of.period, of.unit),
        DuesEvent::Waived { of, .. } | DuesEvent::ChargeStruck { of, .. } => {
            let way = format!("/people/{}/dues/restore?period={}", of.person, of.period);
            let action = match event {
                DuesEvent::Waived { .. } => Action::WaiveDues,
                _ => Action::CorrectDues,
            };
            return view
                .may(action, of.unit)
                .then(|| Link::new("Was this a mistake? It is owed after all", way));
        }
        DuesEvent::BandSet { person, unit, .. } => {
            let way = format!("/people/{person}/dues/strike-band");
            return view
                .may(Action::CollectDues, *unit)
                .then(|| Link::new("Was this a mistake? Strike it", way));
        }
        DuesEvent::Spent { unit, .. } | DuesEvent::Remitted { unit, .. } => {
            let spent = matches!(event, DuesEvent::Spent { .. });
            let outlays = view.state.outlays(*unit).into_iter();
            let newest = outlays
                .filter(|it| it.struck.is_none() && it.purpose.is_some() == spent)
                .max_by_key(|it| it.number)?;
            let way = format!("{}/strike", dues::outlays::href(*unit, newest.number));
            return view
                .may(Action::CorrectDues, *unit)
                .then(|| Link::new("Was this a mistake? Strike it", way));
        }
        _ => return None,
    };
    let way = format!("/people/{person}/dues/correct?period={period}");
    view.may(Action::CorrectDues, unit)
        .then(|| Link::new("Something wrong? Correct the payment", way))
}

/// The way to what takes back what a return says.
fn undo_return(view: View<'_>, event: &ReportEvent) -> Option<Link> {
    let (ReportEvent::Filed {
        report,
        unit,
        period,
        ..
    }
    | ReportEvent::Corrected {
        report,
        unit,
        period,
        ..
    }) = event;
    let way = reports::words::return_href(view, *unit, *report, *period)?;
    view.may(charter::Action::CorrectReturn, *unit)
        .then(|| Link::new("Something wrong? Correct it", format!("{way}/correct")))
}
