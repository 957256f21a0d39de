//! Every page of the router, as far as somebody of the made-up organisation or a stranger
//! finds it: looked at on the narrowest screen and at a desk, light and dark, and weighed.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use super::{Login, Screen, Server, Window};

/// Pages of one kind that each reader opens to find what they lead to.
const OF_A_KIND: usize = 4;
/// Of what was met in one place of an address, so many are tried.
const VALUES_MAX: usize = 12;
/// Bytes of a page with its style and its icon.
const BYTES_MAX: usize = 50_000;

/// Of ten pages of the router, so many are found at least: the others are forms about what
/// is not under way in the demonstration on that day, such as a draft or an election.
const FOUND_OF_TEN: usize = 6;

/// A page as a reader found it.
struct Found {
    path: String,
    bytes: usize,
    /// Who found it, of the readers.
    by: usize,
}

/// Every page, of those that are no files and no answers to programs.
fn pages() -> Vec<&'static str> {
    let routes = web::routes().into_iter();
    let pages = routes.filter(|it| it.method == "GET" && !it.path.starts_with("/api/"));
    let paths = pages.map(|it| it.path);
    paths
        .filter(|path| !is_a_file(path) && !path.ends_with("/{file}"))
        .collect()
}

/// A list as a file, a feed or a calendar is no page to look at.
fn is_a_file(path: &str) -> bool {
    path.rsplit('/').next().unwrap_or_default().contains('.')
}

/// The page of the router that answers at an address: the one with the fewest parts that vary.
fn kind(pages: &[&'static str], path: &str) -> Option<&'static str> {
    let path = path.split('?').next().unwrap_or_default();
    let varies = |part: &str| part.starts_with('{');
    let fits = |page: &&&str| {
        let (one, other) = (page.split('/'), path.split('/'));
        one.clone().count() == other.clone().count()
            && one
                .zip(other)
                .all(|(one, other)| varies(one) || one == other)
    };
    let found = pages.iter().filter(fits);
    found
        .min_by_key(|page| page.split('/').filter(|part| varies(part)).count())
        .copied()
}

/// Where the links of a page lead on this site.
fn links(body: &str) -> Vec<String> {
    let links = body.split("<a ").skip(1).filter_map(|tag| {
        let (_, rest) = tag.split_once("href=\"")?;
        let path = rest.split(['"', '#']).next()?;
        path.starts_with('/')
            .then(|| path.replace("&#38;", "&").replace("&amp;", "&"))
    });
    links.collect()
}

fn token(server: &Server, login: &Login) -> String {
    let body = serde_json::json!({ "name": login.name, "password": login.password });
    let (status, answer) = server.ask("POST", "/api/session", None, &body.to_string());
    assert_eq!(status, "200", "{answer}");
    let answer: serde_json::Value = serde_json::from_str(&answer).unwrap();
    answer["token"].as_str().unwrap().to_owned()
}

/// What a reader has met in the places of an address that vary, by the part before each.
type Met = BTreeMap<&'static str, BTreeSet<String>>;

fn note(met: &mut Met, kind: &'static str, path: &str) {
    let path = path.split('?').next().unwrap_or_default();
    let mut before = "";
    for (named, part) in kind.split('/').zip(path.split('/')) {
        if named.starts_with('{') {
            met.entry(before).or_default().insert(part.to_owned());
        }
        before = named;
    }
}

/// Addresses of a kind, made of what a reader has met: of forms to which no link leads today.
fn guesses(met: &Met, kind: &'static str) -> Vec<String> {
    let mut paths = vec![String::new()];
    let mut before = "";
    for part in kind.split('/').skip(1) {
        let one = BTreeSet::from([part.to_owned()]);
        let none = BTreeSet::new();
        let known = match part.starts_with('{') {
            true => met.get(before).unwrap_or(&none),
            false => &one,
        };
        let longer = paths.iter().flat_map(|path| {
            let known = known.iter().take(VALUES_MAX);
            known.map(move |part| format!("{path}/{part}"))
        });
        paths = longer.collect();
        before = part;
    }
    paths
}

/// Looks at an address as a reader, and keeps it where it is the fullest of its kind.
struct Reader<'a> {
    server: &'a Server,
    token: Option<String>,
    by: usize,
}

impl Reader<'_> {
    fn look(
        &self,
        kind: &'static str,
        path: &str,
        found: &mut BTreeMap<(&'static str, bool), Found>,
    ) -> Option<String> {
        let (status, body) = self.server.ask("GET", path, self.token.as_deref(), "");
        if status != "200" {
            return None;
        }
        let it = Found {
            path: path.to_owned(),
            bytes: body.len(),
            by: self.by,
        };
        match found.entry((kind, self.by == 0)) {
            Entry::Occupied(mut known) if known.get().bytes < it.bytes => drop(known.insert(it)),
            Entry::Occupied(_) => {}
            Entry::Vacant(place) => drop(place.insert(it)),
        }
        Some(body)
    }
}

/// The fullest page of each kind that somebody finds, and that a stranger does.
fn found(server: &Server, pages: &[&'static str]) -> BTreeMap<(&'static str, bool), Found> {
    let mut tokens: Vec<Option<String>> = vec![None];
    tokens.extend(server.logins.iter().map(|login| Some(token(server, login))));
    let mut found = BTreeMap::new();
    for (by, token) in tokens.into_iter().enumerate() {
        let reader = Reader { server, token, by };
        let mut opened: BTreeMap<&str, usize> = BTreeMap::new();
        let (mut met, mut asked) = (Met::new(), BTreeSet::new());
        let begun = pages.iter().filter(|page| !page.contains('{'));
        let mut next: Vec<String> = begun.map(|page| (*page).to_owned()).collect();
        while let Some(path) = next.pop() {
            let Some(kind) = kind(pages, &path) else {
                continue;
            };
            note(&mut met, kind, &path);
            let times = opened.entry(kind).or_default();
            if *times >= OF_A_KIND || !asked.insert(path.clone()) {
                continue;
            }
            if let Some(body) = reader.look(kind, &path, &mut found) {
                *times += 1;
                next.extend(links(&body));
            }
        }
        for kind in pages
            .iter()
            .filter(|kind| by > 0 && !opened.contains_key(*kind))
        {
            let there = |path: &String| reader.look(kind, path, &mut found).is_some();
            let _found = guesses(&met, kind).iter().any(there);
        }
    }
    found
}

#[tokio::test]
async fn every_page_can_be_used_by_everybody_on_every_screen() {
    let server = Server::start();
    let pages = pages();
    let found = found(&server, &pages);
    let reached: BTreeSet<&str> = found.keys().map(|(kind, _)| *kind).collect();
    let missed: Vec<&&str> = pages
        .iter()
        .filter(|page| !reached.contains(*page))
        .collect();
    assert!(
        reached.len() * 10 >= pages.len() * FOUND_OF_TEN,
        "of {} pages nobody finds {missed:#?}",
        pages.len()
    );

    let mut faults = Vec::new();
    let around = web::assets::style().len() + web::assets::ICON.len();
    let heavy = found.values().filter(|it| it.bytes + around > BYTES_MAX);
    faults.extend(heavy.map(|it| format!("{} has {} bytes", it.path, it.bytes + around)));

    for by in 0..=server.logins.len() {
        let window = Window::open(Screen::Phone).await;
        if let Some(login) = by.checked_sub(1).and_then(|at| server.logins.get(at)) {
            window.sign_in(&server, login).await;
        }
        for it in found.values().filter(|it| it.by == by) {
            window.go(&server.at(&it.path)).await;
            for (width, is_phone) in [(320, true), (1280, false)] {
                window.resize(width, 800, is_phone);
                for is_dark in [false, true] {
                    window.dark(is_dark);
                    for fault in window.faults().await {
                        faults.push(format!("{} at {width}, dark {is_dark}: {fault}", it.path));
                    }
                }
            }
        }
    }
    assert!(faults.is_empty(), "{} faults: {faults:#?}", faults.len());
}
