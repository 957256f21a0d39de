//! From the record to the page for handing a post over: what is due, what is
//! open, what there is. Whoever reads it sees what they may see in any case.

use charter::{Action, PostId};
use kernel::due::{self, DueWhat};
use kernel::meetings::{Meeting, MeetingStanding};
use kernel::posts::{HandOverPost, Tenure};
use kernel::{Actor, Command, PersonId, UnitId};

use super::fill::{PostForm, named};
use super::words::{name, tenure_row};
use super::{DueRow, HandOverPage, MemberRow, RecordHandOver, TenureRow};
use crate::acting::{Drawing, day_field};
use crate::error::Failure;
use crate::frame::{Frame, Link};
use crate::pages::home::fill::due_line;
use crate::pages::meetings::recording::posts_here;
use crate::pages::meetings::year::attendance;
use crate::pages::units::Figure;
use crate::pages::units::fill::counts;
use crate::standing::Standing;
use crate::view::View;
use crate::words::{capital, counted, day, day_short, listed};

/// Things due on the page; of more, the unit's page tells.
const DUE_MAX: usize = 20;
/// Meetings on the page.
const MEETINGS_MAX: usize = 6;
/// Former holders on the page.
const HELD_MAX: usize = 6;
/// People on the page.
const ROLL_MAX: usize = 150;

/// Whether the viewer has to do with the handing over of a post that somebody holds: they
/// hold it, held it last, or fill it.
pub(super) fn takes_part(view: View<'_>, tenure: &Tenure) -> bool {
    let before = view
        .state
        .held_before(tenure.unit, tenure.post, tenure.person);
    let between = [Some(tenure.person), before.map(|it| it.person)];
    let between = between.into_iter().flatten();
    view.may(Action::FillPost, tenure.unit)
        || between.map(Actor::Person).any(|it| it == view.viewer)
}

/// What there is to hand over, before it is put into words.
pub(crate) struct Contents {
    pub(crate) tenure: Tenure,
    /// Who is to hand it over.
    pub(crate) from: Option<Tenure>,
    pub(crate) due: Vec<(String, Option<jiff::civil::Date>)>,
    pub(crate) open: Vec<Figure>,
    pub(crate) meetings: Vec<Meeting>,
    pub(crate) roll: Option<Vec<PersonId>>,
}

/// The same as the page, for programs.
pub(crate) fn sheet(
    view: View<'_>,
    (unit, post): (UnitId, &str),
    person: Option<PersonId>,
) -> Result<Contents, Failure> {
    let form = PostForm {
        person: person.map(|it| it.to_string()).unwrap_or_default(),
        ..PostForm::default()
    };
    let tenure = holder(view, (unit, post), &form)?;
    let due = due_from(view, unit)
        .iter()
        .filter_map(|it| Some((due_line(view, it)?.what.text, it.by)))
        .collect();
    Ok(Contents {
        tenure,
        from: view.state.hands_over_to(&tenure),
        due,
        open: open(view, unit),
        meetings: meetings(view, unit),
        roll: people(view, unit).map(|people| people.into_iter().map(|(_, it)| it).collect()),
    })
}

/// The holder to whom it goes, whom the address names or who is the only one. Nobody else
/// than whoever has to do with it knows of the page.
pub(super) fn holder(
    view: View<'_>,
    (unit, post): (UnitId, &str),
    form: &PostForm,
) -> Result<Tenure, Failure> {
    view.unit(unit)?;
    let (id, _) = named(view, post)?;
    let held: Vec<Tenure> = view.state.holders(unit, id).collect();
    let wanted = form.person.trim().parse().ok().map(PersonId);
    let mut held = held
        .into_iter()
        .filter(|it| wanted.is_none_or(|person| it.person == person));
    held.find(|it| takes_part(view, it))
        .ok_or(Failure::NotFound)
}

/// The page.
pub(crate) fn page(
    view: View<'_>,
    at: (UnitId, &str),
    form: &PostForm,
    with: Drawing,
) -> Result<HandOverPage, Failure> {
    let (unit, post) = at;
    let tenure = holder(view, at, form)?;
    let (id, row) = named(view, post)?;
    let it = view.unit(unit)?;
    let title = row.title_on(view.today);
    let heading = format!("Handing over: {title}");
    let Drawing {
        frame,
        guard,
        trouble,
    } = with;
    let elections = view.state.numbered_elections_in(unit);
    let before = view.state.hands_over_to(&tenure);
    let (due, more_due) = due_rows(view, unit);
    let roll = roll(view, unit);
    let more = roll
        .as_ref()
        .map_or(0, |(_, total)| total.saturating_sub(ROLL_MAX));
    let rule = view.charter.choosing_of(id).map_or(row.rule, |it| it.rule);
    let offered = before.is_some() && (trouble.refused.is_some() || may_record(view, &tenure));
    let record = offered.then(|| RecordHandOver {
        action: format!(
            "/units/{unit}/posts/{post}/hand-over?person={}",
            tenure.person
        ),
        guard,
        on: trouble.mark(day_field("Handed over on", &form.on, view.today)),
    });
    let article = view.note(rule);
    let said = trouble.refused.as_ref().map(|refused| &refused.article);
    let article = article.filter(|note| said.and_then(|it| it.as_ref()) != Some(note));
    Ok(HandOverPage {
        frame: Frame {
            title: heading.clone(),
            path: view.path_to(unit),
            ..frame
        },
        heading,
        unit: Link::new(it.name, format!("/units/{unit}")),
        about: day(view.today),
        said: said_of(view, &tenure, before.as_ref()),
        article,
        due,
        more_due,
        open: open(view, unit),
        facts: facts(view, unit, id),
        meetings: meetings(view, unit)
            .iter()
            .map(|meeting| meeting_line(view, meeting))
            .collect(),
        held: held(view, &tenure, &elections),
        ways: ways(view, unit),
        more_people: (more > 0).then(|| {
            let text = format!(
                "{} more on the roll",
                counted(more as u64, "person", "people")
            );
            Link::new(text, format!("/units/{unit}#roll"))
        }),
        roll: roll.map(|(rows, _)| rows),
        signed: before.map_or_else(Vec::new, |it| {
            vec![
                format!("Handed over by {}", name(view, it.person)),
                format!("Taken over by {}", name(view, tenure.person)),
                "Day".to_owned(),
            ]
        }),
        refused: trouble.refused.clone(),
        record,
    })
}

/// Whether the viewer has the word on handing it over: whoever fills the post reads the page
/// too, and may not have it.
fn may_record(view: View<'_>, tenure: &Tenure) -> bool {
    view.would(Command::from(HandOverPost {
        person: tenure.person,
        unit: tenure.unit,
        post: tenure.post,
        on: view.today,
    }))
}

/// From whom to whom it goes, in sentences.
fn said_of(view: View<'_>, tenure: &Tenure, before: Option<&Tenure>) -> Vec<String> {
    let holder = name(view, tenure.person);
    let last = view
        .state
        .held_before(tenure.unit, tenure.post, tenure.person);
    let first = match (view.state.handed_over(tenure), before, last) {
        (Some(on), _, Some(last)) => {
            let last = name(view, last.person);
            format!("{last} handed over to {holder} on {}.", day(on))
        }
        (_, Some(before), _) => format!(
            "{} hands over to {holder}, who holds the post since {}.",
            name(view, before.person),
            day(tenure.from)
        ),
        _ => format!(
            "{holder} holds the post since {}. Whoever comes next takes this over.",
            day(tenure.from)
        ),
    };
    let mut said = vec![first];
    let days = view
        .charter
        .choosing_of(tenure.post)
        .and_then(|choosing| choosing.hand_over_days);
    if let Some(days) = days.filter(|_| before.is_some()) {
        let by = tenure
            .from
            .saturating_add(jiff::Span::new().days(i64::from(days)));
        let away = crate::words::due(view.today, by);
        said.push(format!("It is due by {}, {away}.", day(by)));
    }
    said
}

/// What is due from the unit, the most urgent first, but for the handing over itself.
fn due_from(view: View<'_>, unit: UnitId) -> Vec<due::Due> {
    let mut due: Vec<due::Due> = due::due_from(view.state, view.today, unit)
        .into_iter()
        .filter(|it| !matches!(it.what, DueWhat::HandOver(_)))
        .collect();
    due.sort_by_key(|it| (it.by.is_none(), it.by, it.rule));
    due
}

/// The same in lines, and how much more there is.
fn due_rows(view: View<'_>, unit: UnitId) -> (Vec<DueRow>, usize) {
    let due = due_from(view, unit);
    let mut rows: Vec<DueRow> = due
        .iter()
        .filter_map(|it| {
            let line = due_line(view, it)?;
            let own = view.some_unit(unit);
            let details: Vec<String> = line
                .details
                .into_iter()
                .filter(|detail| *detail != own)
                .collect();
            let by = it.by.map(|by| format!("by {}", day_short(by)));
            Some(DueRow {
                what: line.what,
                details: details.join(" "),
                when: by.unwrap_or_default(),
                late: line.late,
            })
        })
        .collect();
    let more = rows.len().saturating_sub(DUE_MAX);
    rows.truncate(DUE_MAX);
    (rows, more)
}

/// What is open, as figures with the way to each.
fn open(view: View<'_>, unit: UnitId) -> Vec<Figure> {
    let state = view.state;
    let mut figures = Vec::new();
    let mut add = |count: usize, one: &str, several: &str, href: String, worse: bool| {
        figures.push(Figure {
            count: u64::try_from(count).unwrap_or(u64::MAX),
            words: (if count == 1 { one } else { several }).to_owned(),
            href,
            standing: (worse && count > 0).then_some(Standing::Near),
        });
    };
    let called = state
        .meetings_of(unit)
        .filter(|it| it.standing == MeetingStanding::Called)
        .count();
    let here = format!("/units/{unit}");
    add(called, "meeting called", "meetings called", here, false);
    if !view.charter.directives.is_empty() {
        let open = state.owed_to_directives(unit).count();
        let way = format!("/units/{unit}/directives");
        add(open, "directive open", "directives open", way, true);
    }
    if !view.charter.petitions.is_empty() && view.may(Action::SeePetitions, unit) {
        let open = state.petitions_waiting_in(unit).count();
        let way = format!("/units/{unit}/petitions?standing=waiting");
        add(open, "request open", "requests open", way, true);
    }
    if !view.charter.procedures.is_empty() {
        let open = state.proceedings_in(unit).filter(|it| {
            it.course.is_open() && state.may_see_proceeding(view.viewer, view.today, it)
        });
        let way = format!("/units/{unit}/applications");
        add(
            open.count(),
            "procedure waiting",
            "procedures waiting",
            way,
            false,
        );
    }
    if view.charter.dues.is_some() && view.may(Action::SeeDues, unit) {
        let (people, _) = state.open_to(unit);
        let way = format!("/units/{unit}/dues");
        let people = usize::try_from(people).unwrap_or(usize::MAX);
        add(people, "person in arrears", "people in arrears", way, true);
    }
    figures
}

/// What there is, in facts: who belongs, what is in the till, who else holds a post.
fn facts(view: View<'_>, unit: UnitId, post: PostId) -> Vec<(String, String)> {
    let mut facts = Vec::new();
    if let Some(it) = view.state.unit(unit) {
        facts.push(("Code".to_owned(), it.code.to_owned()));
        facts.push(("Founded".to_owned(), day(it.founded)));
        let base = view.charter.level(it.level).is_some_and(|it| it.members);
        if base {
            facts.push(("Belong".to_owned(), counts(view, None, &it).join(", ")));
        }
    }
    let money = view.charter.dues.is_some() && view.may(Action::SeeDues, unit);
    if money {
        let cash = view.state.balance(unit, kernel::dues::Account::Cash);
        let (people, open) = view.state.open_to(unit);
        facts.push(("In hand".to_owned(), view.money(cash)));
        let arrears = format!(
            "{} from {}",
            view.money(open),
            counted(u64::from(people), "person", "people")
        );
        facts.push((format!("{} open", capital(&view.dues_title())), arrears));
    }
    for (id, row) in super::history::posts_of(view, unit) {
        if id == post {
            continue;
        }
        let held: Vec<String> = view
            .state
            .holders(unit, id)
            .map(|it| name(view, it.person))
            .collect();
        if !held.is_empty() {
            facts.push((capital(row.title_on(view.today)), listed(&held)));
        }
    }
    facts
}

/// The last meetings, and those called.
fn meetings(view: View<'_>, unit: UnitId) -> Vec<Meeting> {
    let mut all: Vec<Meeting> = view.state.meetings_of(unit).collect();
    all.sort_by_key(|meeting| std::cmp::Reverse(meeting.on));
    all.truncate(MEETINGS_MAX);
    all
}

fn meeting_line(view: View<'_>, it: &Meeting) -> Link {
    let kind = view.charter.meeting(it.kind);
    let kind = capital(kind.map_or("meeting", |kind| kind.title.as_str()));
    let came = match it.standing {
        MeetingStanding::Called => "called".to_owned(),
        MeetingStanding::Quorate => attendance(it),
        MeetingStanding::Inquorate => format!("{}, too few", attendance(it)),
        MeetingStanding::CalledOff => "called off".to_owned(),
    };
    Link::new(
        format!("{}: {kind}, {came}", day(it.on)),
        format!("/meetings/{}", it.id),
    )
}

/// Who held the post before, the last first, behind whoever holds it.
fn held(view: View<'_>, tenure: &Tenure, elections: &super::words::Numbered) -> Vec<TenureRow> {
    let mut held: Vec<Tenure> = view
        .state
        .tenures_in(tenure.unit)
        .filter(|it| it.post == tenure.post)
        .collect();
    held.sort_by_key(|it| std::cmp::Reverse((it.until.is_none(), it.until, it.from)));
    held.iter()
        .take(HELD_MAX)
        .map(|it| tenure_row(view, it, elections))
        .collect()
}

/// The pages on which the rest stands.
fn ways(view: View<'_>, unit: UnitId) -> Vec<Link> {
    let at = |text: &str, what: &str| Link::new(text, format!("/units/{unit}/{what}"));
    let mut ways = vec![at("All posts and elections", "posts")];
    if view.charter.dues.is_some() {
        ways.push(at("The books", "money"));
    }
    if !view.charter.reports.is_empty() {
        ways.push(at("The returns", "reports"));
    }
    if !view.charter.directives.is_empty() {
        ways.push(at("The directives", "directives"));
    }
    if view.may(Action::SeeJournal, unit) {
        ways.push(Link::new("The journal", format!("/journal?unit={unit}")));
    }
    ways
}

/// Who is on the roll, those with a post first; none where the viewer may not see it, or
/// nobody belongs here.
fn people(view: View<'_>, unit: UnitId) -> Option<Vec<(String, PersonId)>> {
    let level = view.state.unit(unit)?.level;
    let base = view.charter.level(level).is_some_and(|it| it.members);
    if !(base && view.may(Action::SeeRoll, unit)) {
        return None;
    }
    let mut people: Vec<(String, PersonId)> = view
        .state
        .roll(unit)
        .map(|person| (view.directory.name(person), person))
        .collect();
    people.sort_by_cached_key(|(name, person)| {
        let none = posts_here(view, *person, unit).is_empty();
        (none, name.to_lowercase())
    });
    Some(people)
}

/// The same in rows, and how many there are in all.
fn roll(view: View<'_>, unit: UnitId) -> Option<(Vec<MemberRow>, usize)> {
    let people = people(view, unit)?;
    let total = people.len();
    let rows = people
        .into_iter()
        .take(ROLL_MAX)
        .filter_map(|(name, person)| {
            let membership = view.state.membership(person)?;
            Some(MemberRow {
                person: Link::new(name, format!("/people/{person}")),
                posts: capital(&listed(&posts_here(view, person, unit))),
                grade: capital(&view.charter.grade(membership.grade)?.title),
                since: day_short(membership.in_unit_since),
            })
        });
    Some((rows.collect(), total))
}
