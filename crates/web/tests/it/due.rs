//! Everything that is due from somebody, as a list.

use axum::http::StatusCode;

use crate::reading::{read, says};
use crate::site::{Browser, TestSite};

/// The rows of the list as a file, without its heads.
async fn rows(browser: &Browser<'_>, asked: &str) -> Vec<String> {
    let file = browser.get(&format!("/due.csv{asked}")).await;
    assert_eq!(file.status, StatusCode::OK, "{}", file.body);
    file.body.lines().skip(1).map(str::to_owned).collect()
}

#[tokio::test]
async fn everything_due_from_a_head_is_a_list_to_which_home_leads() {
    let site = TestSite::party_cell();
    let head = site.person_browser("A-1/1");
    let all = rows(&head, "").await;
    let home = head.get("/").await.body;
    let way = format!("<a href=\"/due\">All {} things that are due</a>", all.len());
    assert!(all.len() > 2 && home.contains(&way), "{all:?}: {home}");
    let list = read(&head, "/due").await;
    says(
        &list,
        &[
            "Everything that is due from you",
            "General meeting for November",
            "Record it",
            "Party dues for ",
            &format!("{} things", all.len()),
        ],
    );
    // Narrowed by kind, by time and by words, on the page and in the file.
    let meetings = read(&head, "/due?kind=meeting").await;
    says(&meetings, &["General meeting for November", "1 thing "]);
    assert!(!meetings.contains("Party dues for "), "{meetings}");
    let late = rows(&head, "?time=late").await;
    assert!(!late.is_empty() && late.len() < all.len(), "{late:?}");
    assert!(late.iter().all(|row| row.contains(",late,")), "{late:?}");
    assert_eq!(rows(&head, "?q=general+meeting+november").await.len(), 1);
    let book = head.get("/due.xlsx").await;
    assert_eq!(book.status, StatusCode::OK);
}

#[tokio::test]
async fn whoever_looks_after_units_reads_what_is_to_be_mended_beneath() {
    let site = TestSite::party_cell();
    let officer = site.person_browser("A-1/2");
    let list = read(&officer, "/due?kind=finding").await;
    says(&list, &["No. 2 Cell", "See a plan"]);
    assert!(!list.contains("No. 1 Cell of B"), "{list}");
    // Nothing is due from a member without a post, and a stranger signs in first.
    let member = site.person_browser("A-1/7");
    let nothing = read(&member, "/due").await;
    says(&nothing, &["Nothing is due from you on 23 November 2026."]);
    assert!(!member.get("/").await.body.contains("\"/due\""));
    let stranger = site.stranger().get("/due").await;
    assert_eq!(stranger.status, StatusCode::SEE_OTHER);
}
