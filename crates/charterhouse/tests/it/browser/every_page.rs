//! Every page of the router, as far as somebody of the made-up organisation or a stranger
//! finds it: looked at on the narrowest screen and at a desk, light and dark, and weighed.

use std::collections::{BTreeMap, BTreeSet};

use super::{Login, Screen, Server, Window};

/// Pages of one kind that each reader opens to find what they lead to.
const OF_A_KIND: usize = 4;
/// Bytes of a page with its style and its icon.
const BYTES_MAX: usize = 50_000;

/// Pages to which no link leads in the demonstration, and why.
const APART: &[(&str, &str)] = &[
    (
        "/applied/{number}/{secret}",
        "the address is given to whoever applies",
    ),
    (
        "/asked/{number}/{secret}",
        "the address is given to whoever asks",
    ),
    (
        "/notices/stop/{person}/{secret}",
        "the address stands in a mail",
    ),
    (
        "/bulletins/problems",
        "the record that comes along has none",
    ),
];

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

/// The fullest page of each kind that somebody finds, and the first that a stranger does.
fn found(server: &Server, pages: &[&'static str]) -> BTreeMap<(&'static str, bool), Found> {
    let mut tokens: Vec<Option<String>> = vec![None];
    tokens.extend(server.logins.iter().map(|login| Some(token(server, login))));
    let mut found: BTreeMap<(&'static str, bool), Found> = BTreeMap::new();
    for (by, token) in tokens.iter().enumerate() {
        let mut opened: BTreeMap<&str, usize> = BTreeMap::new();
        let mut asked = BTreeSet::new();
        let begun = pages.iter().filter(|page| !page.contains('{'));
        let mut next: Vec<String> = begun.map(|page| (*page).to_owned()).collect();
        while let Some(path) = next.pop() {
            let Some(kind) = kind(pages, &path) else {
                continue;
            };
            let times = opened.entry(kind).or_default();
            if *times >= OF_A_KIND || !asked.insert(path.clone()) {
                continue;
            }
            let (status, body) = server.ask("GET", &path, token.as_deref(), "");
            if status != "200" {
                continue;
            }
            *times += 1;
            next.extend(links(&body));
            let bytes = body.len();
            let place = found.entry((kind, by == 0));
            let it = place.or_insert_with(|| Found {
                path: path.clone(),
                bytes,
                by,
            });
            if bytes > it.bytes {
                *it = Found { path, bytes, by };
            }
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
    let apart = |page: &str| APART.iter().any(|(kind, _)| *kind == page);
    let missed = pages
        .iter()
        .filter(|page| !reached.contains(*page) && !apart(page));
    let missed: Vec<&&str> = missed.collect();
    assert!(missed.is_empty(), "nobody finds {missed:#?}");
    let found_after_all = pages
        .iter()
        .filter(|page| reached.contains(*page) && apart(page));
    assert_eq!(
        found_after_all.count(),
        0,
        "no page is apart without a reason"
    );

    let around = web::assets::style().len() + web::assets::ICON.len();
    let heavy = found.values().filter(|it| it.bytes + around > BYTES_MAX);
    let heavy: Vec<String> = heavy
        .map(|it| format!("{}: {}", it.path, it.bytes + around))
        .collect();
    assert!(heavy.is_empty(), "too heavy: {heavy:#?}");

    let mut faults = Vec::new();
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
