//! Calendars behind a secret address: given out, read without signing in, taken back.

use axum::http::StatusCode;

use crate::reading::{done, nothing_at};
use crate::site::{Browser, TestSite};

/// The paths, with their secret, that a new pair of addresses shows.
async fn opened(browser: &Browser<'_>) -> Vec<String> {
    let account = browser.get("/account").await;
    let page = browser.send_form(&account, "/account/calendar", &[]).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let addresses = page.body.split("<code>").skip(1);
    addresses
        .map(|rest| {
            let address = rest.split_once("</code>").unwrap().0;
            let path = address.split_once("://").map_or(address, |(_, rest)| rest);
            path.split_once('/')
                .map(|(_, rest)| format!("/{rest}"))
                .unwrap()
        })
        .collect()
}

#[tokio::test]
async fn a_phone_reads_what_is_due_and_called_until_the_address_is_taken_back() {
    let site = TestSite::party_cell();
    let (head, phone) = (site.person_browser("A-1/1"), site.stranger());
    let unit = site.unit("A-1");
    done(
        &head,
        &format!("/units/{unit}/meetings/new"),
        &[("on", "2026-11-28")],
    )
    .await;
    let paths = opened(&head).await;
    let person = site.person("A-1/1");
    assert_eq!(paths.len(), 2, "{paths:?}");
    assert!(paths[0].starts_with(&format!("/people/{person}/calendar.ics?key=")));
    assert!(paths[1].starts_with(&format!("/units/{unit}/calendar.ics?key=")));
    for path in &paths {
        let answer = phone.get(path).await;
        let kind = answer.header("content-type");
        assert_eq!(
            kind,
            Some("text/calendar; charset=utf-8"),
            "{}",
            answer.body
        );
        let unfolded = answer.body.replace("\r\n ", "");
        for line in [
            "DTSTAMP:20261123T000000Z",
            "DTSTART;VALUE=DATE:20261128",
            "SUMMARY:General meeting\\, No. 1 Cell",
            "SUMMARY:Due: General meeting for November\\, No. 1 Cell",
            "DESCRIPTION:Article 6",
        ] {
            assert!(unfolded.lines().any(|it| it == line), "{line}: {unfolded}");
        }
        // The same day, the same calendar.
        assert_eq!(phone.get(path).await.body, answer.body);
    }
    // The secret opens one's own calendars and those of units one may know of.
    let key = paths[0].split_once("?key=").unwrap().1;
    let other = site.person("A-1/4");
    nothing_at(&phone, &format!("/people/{other}/calendar.ics?key={key}")).await;
    nothing_at(
        &phone,
        &format!("/units/{}/calendar.ics?key={key}", site.unit("B-1")),
    )
    .await;
    nothing_at(&phone, &format!("/units/{unit}/calendar.ics")).await;
    nothing_at(
        &head,
        &format!("/units/{unit}/calendar.ics?key={}", "0".repeat(64)),
    )
    .await;
    // New addresses take the place of the old, and both can be stopped.
    let again = opened(&head).await;
    nothing_at(&phone, &paths[0]).await;
    assert_eq!(phone.get(&again[0]).await.status, StatusCode::OK);
    let account = head.get("/account").await;
    let ended = head.send_form(&account, "/account/calendar/end", &[]).await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER);
    nothing_at(&phone, &again[0]).await;
    assert!(
        !head
            .get("/account")
            .await
            .body
            .contains("/account/calendar/end")
    );
}

#[tokio::test]
async fn two_things_due_on_one_day_under_one_rule_are_two_in_a_calendar() {
    let site = TestSite::self_help();
    let (north, hill) = (site.person_browser("H-1/2"), site.person_browser("H-2/2"));
    let page = format!("/units/{}/directives/new", site.unit("F"));
    for text in ["Say how many keep a book.", "Say how many have a box."] {
        let fields = [
            ("text", text),
            ("to", "shg"),
            ("origin", ""),
            ("on", "2026-11-20"),
        ];
        done(&north, &page, &fields).await;
    }
    let mut most = 0;
    for path in opened(&hill).await {
        let told = site.stranger().get(&path).await.body.replace("\r\n ", "");
        let uids: Vec<&str> = told
            .lines()
            .filter_map(|line| line.strip_prefix("UID:"))
            .collect();
        most = most.max(told.matches("SUMMARY:Due: Letter 2026/").count());
        let distinct: std::collections::BTreeSet<&&str> = uids.iter().collect();
        assert_eq!(distinct.len(), uids.len(), "{path}: {uids:?}");
    }
    assert!(most >= 2, "both letters wait");
}
