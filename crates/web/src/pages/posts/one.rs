//! One post of a unit over time: who held it from when to when and how each came to it,
//! when nobody did, what it was called; and the post as it stood on a day.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use charter::{Post, PostId};
use jiff::civil::Date;
use kernel::UnitId;
use kernel::posts::Tenure;

use super::elections::line as election_line;
use super::history::{holder_acts, post_acts};
use super::words::{Numbered, came_by, tenure_row};
use super::{TenureRow, Who};
use crate::articles::ArticleNote;
use crate::error::Failure;
use crate::frame::{AsOf, Frame, Link, Room};
use crate::listing::{Line, Pager, address, address_of_page};
use crate::pages::past::day::OnDay;
use crate::pages::past::line::called;
use crate::pages::past::routes as past;
use crate::pages::past::then::{Then, dated, person_of};
use crate::pages::past::{Part, PastPage, Row};
use crate::pictures::timeline::{Sort, Span, Timeline};
use crate::session::{At, Query, SignedIn};
use crate::sheet::Exports;
use crate::site::{Site, html};
use crate::standing::Standing;
use crate::view::View;
use crate::words::{away, capital, counted, day, day_short};

/// Holders on a page.
const ROWS: u64 = 25;
/// Bars of the picture at the most: the last of them.
const BARS_MAX: usize = 24;

/// One post of a unit over time.
#[derive(Debug, Template)]
#[template(path = "posts/one.html")]
struct OnePostPage {
    frame: Frame,
    heading: String,
    unit: Link,
    said: Vec<String>,
    article: Option<ArticleNote>,
    holders: Vec<TenureRow>,
    /// Since when nobody holds it, where somebody should.
    vacant: Option<String>,
    acts: Vec<Link>,
    line: Option<Timeline>,
    before: Vec<TenureRow>,
    pager: Pager,
    /// What it was called over time; none where its title never changed.
    titles: Option<Timeline>,
    elections: Vec<Line>,
    ways: Vec<Link>,
}

/// The post of a unit that an address names: one of its level, or one that somebody held in it.
pub(crate) fn post_in<'a>(
    view: View<'a>,
    unit: UnitId,
    post: &str,
) -> Result<(PostId, &'a Post), Failure> {
    view.unit(unit)?;
    let id = view.charter.post_named(post).ok_or(Failure::NotFound)?;
    let row = view.charter.post(id).ok_or(Failure::NotFound)?;
    let asked = view.state.post_asked_since(unit, id).is_some();
    let held = || view.state.tenures_in(unit).any(|it| it.post == id);
    if asked || held() {
        Ok((id, row))
    } else {
        Err(Failure::NotFound)
    }
}

/// `GET /units/{id}/posts/{post}`
pub(crate) async fn show(
    State(site): State<Site>,
    by: SignedIn,
    At((unit, post)): At<(u32, String)>,
    Query(on): Query<OnDay>,
) -> Result<Response, Failure> {
    let unit = UnitId(unit);
    let title = site.look(&by, |view| {
        let (_, row) = post_in(view, unit, &post)?;
        Ok(capital(row.title_on(view.today)))
    })?;
    let address = format!("/units/{unit}/posts/{post}");
    if let Some(asked) = on.asked(site.today()) {
        return past::of_day(
            &site,
            &by,
            (Room::Units, &title, &address),
            &asked,
            |then, frame| then_page(then, (unit, &post), frame),
        );
    }
    let page = site.look(&by, |view| {
        let frame = by.frame(view.state, view.directory, Some(Room::Units), &title);
        page(view, (unit, &post), on.page, frame)
    })?;
    Ok(html(&page))
}

fn page(
    view: View<'_>,
    (unit, named): (UnitId, &str),
    asked: u64,
    frame: Frame,
) -> Result<OnePostPage, Failure> {
    let it = view.unit(unit)?;
    let (id, row) = post_in(view, unit, named)?;
    let elections = view.state.numbered_elections_in(unit);
    let path = format!("/units/{unit}/posts/{named}");
    let mut tenures: Vec<Tenure> = view
        .state
        .tenures_in(unit)
        .filter(|it| it.post == id)
        .collect();
    tenures.sort_by_key(|it| std::cmp::Reverse((it.until.is_none(), it.until, it.from)));
    let held = tenures.iter().filter(|it| it.until.is_none()).count();
    let over: Vec<&Tenure> = tenures.iter().filter(|it| it.until.is_some()).collect();
    let words = ("former holder", "former holders");
    let pager = Pager::at(asked, ROWS, over.len() as u64, words, &|page| {
        address_of_page(&path, &[], page)
    });
    let export = (!tenures.is_empty()).then(|| {
        let all = address(&format!("/units/{unit}/posts"), &[("post", named)]);
        Exports::of(&all)
    });
    let told = |tenure: &Tenure| TenureRow {
        who: person_of(view, tenure.person, unit, None),
        ..tenure_row(view, tenure, &elections)
    };
    let holders = tenures.iter().filter(|it| it.until.is_none());
    let titles = called(view, id, it.founded);
    Ok(OnePostPage {
        frame: Frame {
            path: view.path_to(unit),
            as_of: Some(AsOf::of(&path, view.today)),
            ..frame
        },
        heading: capital(row.title_on(view.today)),
        unit: Link::new(it.name, format!("/units/{unit}")),
        said: said(view, &tenures, titles.as_deref()),
        article: view.note(row.rule),
        holders: holders
            .map(|tenure| TenureRow {
                acts: holder_acts(view, row, tenure),
                ..told(tenure)
            })
            .collect(),
        vacant: vacant(view, (unit, id), row, held),
        acts: post_acts(view, unit, (id, row), held),
        line: line(view, (unit, id), &tenures),
        before: pager.rows(over).map(told).collect(),
        pager: Pager { export, ..pager },
        titles: titles
            .map(|spans| Timeline::new("What it was called", "Title", view.today, &spans)),
        elections: elections
            .iter()
            .rev()
            .filter(|(_, election)| election.post == id)
            .map(|it| election_line(view, it))
            .collect(),
        ways: vec![Link::new(
            "All posts of the unit",
            format!("/units/{unit}/posts"),
        )],
    })
}

/// How many held it since when, and what it was called before.
fn said(view: View<'_>, tenures: &[Tenure], titles: Option<&[Span]>) -> Vec<String> {
    let mut people: Vec<_> = tenures.iter().map(|it| it.person).collect();
    people.sort_unstable();
    people.dedup();
    let mut said = Vec::new();
    if let Some(first) = tenures.iter().map(|it| it.from).min() {
        said.push(format!(
            "{} on record since {}, {}.",
            counted(people.len() as u64, "holder", "holders"),
            day(first),
            away(view.today, first)
        ));
    }
    let before = titles.and_then(|spans| spans.iter().rev().nth(1));
    if let Some((span, until)) = before.and_then(|span| Some((span, span.until?))) {
        said.push(format!("Called {} until {}.", span.label, day(until)));
    }
    said
}

fn vacant(
    view: View<'_>,
    (unit, post): (UnitId, PostId),
    row: &Post,
    held: usize,
) -> Option<String> {
    if view.state.standing_level(unit).is_none() || held >= usize::from(row.least) {
        return None;
    }
    if held > 0 {
        return Some(format!("{held} of {} places are taken", row.least));
    }
    let last = view.state.vacancies(unit, post).pop();
    Some(match last.filter(|(_, until)| until.is_none()) {
        Some((since, _)) => format!("vacant since {}, {}", day(since), away(view.today, since)),
        None => "vacant".to_owned(),
    })
}

/// Who held it and when nobody did, as bars in the order of time.
fn line(view: View<'_>, (unit, post): (UnitId, PostId), tenures: &[Tenure]) -> Option<Timeline> {
    let held = tenures.iter().map(|it| {
        let Who { name, href } = person_of(view, it.person, unit, None);
        Span {
            label: name,
            href,
            from: it.from,
            until: it.until,
            sort: Sort::Post,
        }
    });
    let vacant = view.state.vacancies(unit, post).into_iter();
    let vacant = vacant.map(|(from, until)| Span {
        label: "Nobody".to_owned(),
        href: None,
        from,
        until,
        sort: Sort::Nobody,
    });
    let mut spans: Vec<Span> = held.chain(vacant).collect();
    spans.sort_by_key(|it| (it.from, it.until.is_none(), it.until));
    let spans = spans.split_off(spans.len().saturating_sub(BARS_MAX));
    (!spans.is_empty()).then(|| Timeline::new("Who held it", "Who", view.today, &spans))
}

/// The post as it stood on a day.
fn then_page(
    then: Then<'_>,
    (unit, named): (UnitId, &str),
    frame: Frame,
) -> Result<PastPage, Failure> {
    let (id, _) = post_in(then.view, unit, named)?;
    let elections = then.view.state.numbered_elections_in(unit);
    let address = format!("/units/{unit}/posts/{named}");
    let title = then.post_titled(id);
    let stood = then.state.stood_on(unit, then.day);
    let held: Vec<Tenure> = then
        .state
        .holders_on(unit, then.day)
        .filter(|it| it.post == id)
        .collect();
    let rows = held.iter().map(|it| row(then, it, &elections));
    let mut now = Part::new("Held on that day", rows.collect());
    if now.rows.is_empty() {
        now.note = Some(if stood {
            nobody(then, unit, id)
        } else {
            String::new()
        });
    }
    let mut before: Vec<Tenure> = then
        .state
        .tenures_in(unit)
        .filter(|it| it.post == id && it.until.is_some_and(|until| until <= then.day))
        .collect();
    before.sort_by_key(|it| std::cmp::Reverse((it.until, it.from)));
    let last = before.iter().take(1).map(|it| row(then, it, &elections));
    let last = Part::new("Who held it last before", last.collect());
    let mut said = Vec::new();
    let today = capital(&then.view.post_title(id, then.view.today));
    if today != title {
        said.push(format!("It is called {today} today."));
    }
    if !stood {
        let now = then.view.unit(unit)?;
        said.push(format!("{} did not stand on {}.", now.name, day(then.day)));
    }
    let mut parts = vec![now];
    parts.retain(|_| stood);
    parts.extend(Some(last).filter(|last| !last.rows.is_empty()));
    let frame = then.frame(frame, &address, &title);
    let mut path = then.path_to(unit);
    let own = then.unit_link(unit);
    path.extend(own.href.map(|href| Link::new(own.name.clone(), href)));
    Ok(PastPage {
        frame: Frame { path, ..frame },
        heading: title,
        about: own.name,
        said,
        article: None,
        parts,
        ways: vec![
            Link::new(
                "All posts",
                dated(&format!("/units/{unit}/posts"), then.day),
            ),
            Link::new("Over time", address),
        ],
    })
}

fn row(then: Then<'_>, tenure: &Tenure, elections: &Numbered) -> Row {
    let until = tenure.until.filter(|until| *until <= then.day);
    let when = match until {
        Some(until) => format!("{} to {}", day(tenure.from), day(until)),
        None => format!("since {}", day(tenure.from)),
    };
    Row {
        title: None,
        who: then.person(tenure.person, tenure.unit),
        about: format!("{when} · {}", came_by(then.view, tenure, elections).text),
    }
}

/// That nobody held it, and since when until when.
fn nobody(then: Then<'_>, unit: UnitId, post: PostId) -> String {
    let holds = |(from, until): &(Date, Option<Date>)| {
        *from <= then.day && until.is_none_or(|until| then.day < until)
    };
    match then.state.vacancies(unit, post).into_iter().find(holds) {
        Some((from, Some(until))) => format!(
            "Nobody held it, from {} to {}.",
            day_short(from),
            day_short(until)
        ),
        Some((from, None)) => format!("Nobody has held it since {}.", day(from)),
        None => "Its unit did not have this post on that day.".to_owned(),
    }
}
