//! Every page that can be reached in three steps is looked at by each of the
//! three, on a phone, on the narrowest screen, at a desk, light and dark; and
//! the pictures that the README shows are taken on the way.

use std::collections::BTreeSet;

use super::{Screen, Server, Window};

#[tokio::test]
async fn every_page_can_be_used_by_everybody_on_every_screen() {
    let server = Server::start();
    for login in &server.logins {
        let window = Window::open(Screen::Phone).await;
        window.sign_in(&server, login).await;
        let mut seen = BTreeSet::new();
        let mut next = vec!["/".to_owned()];
        for _ in 0..3 {
            let mut found = Vec::new();
            for path in next {
                if is_a_file(&path) || !seen.insert(kind(&path)) {
                    continue;
                }
                window.go(&server.at(&path)).await;
                for (width, is_phone) in [(320, true), (1280, false)] {
                    window.resize(width, 800, is_phone);
                    window.can_be_used_by_everybody().await;
                }
                found.extend(window.links().await);
            }
            next = found;
        }
        assert!(seen.len() >= 6, "{seen:?}");
    }
}

#[tokio::test]
async fn the_pictures_of_the_readme_can_be_taken() {
    let server = Server::start();
    let window = Window::open(Screen::Desk).await;
    window.sign_in(&server, server.organiser()).await;
    for (path, name) in [("/units", "organisation"), ("/charter/4", "charter")] {
        window.go(&server.at(path)).await;
        for is_dark in [true, false] {
            window.dark(is_dark);
            window.can_be_used_by_everybody().await;
        }
        window.picture(name).await;
    }
}

/// A list as a file, a feed or a calendar is no page to look at.
fn is_a_file(path: &str) -> bool {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let last = path.rsplit('/').next().unwrap_or_default();
    last.contains('.')
}

/// Pages that differ in a number only are one kind of page.
fn kind(path: &str) -> String {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let numbers_aside = |part: &str| {
        if part.starts_with(|letter: char| letter.is_ascii_digit()) {
            "…".to_owned()
        } else {
            part.to_owned()
        }
    };
    path.split('/')
        .map(numbers_aside)
        .collect::<Vec<_>>()
        .join("/")
}
