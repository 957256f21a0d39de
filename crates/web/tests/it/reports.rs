//! A return from the first to the last: due, filed with what the record knows,
//! summed up level by level, struck, corrected.

use axum::http::StatusCode;

use crate::reading::{done, nothing_at, read, refused, says, text};
use crate::site::{Browser, TestSite};

/// Where the first return that a group owes is filed.
fn way(site: &TestSite, code: &str) -> String {
    format!("/units/{}/reports/monthly/2024-01", site.unit(code))
}

/// Files the first return of a group, and reads what it leads to.
async fn filed(browser: &Browser<'_>, code: &str, saved: &str) -> String {
    let page = format!("{}/file", way(browser.site, code));
    let fields = [
        ("field-saved", saved),
        ("field-books", "behind"),
        ("field-help", "A cupboard."),
        ("on", "2026-11-23"),
    ];
    done(browser, &page, &fields).await
}

#[tokio::test]
async fn a_return_is_due_filed_and_shown() {
    let site = TestSite::self_help();
    let jasmine = site.person_browser("H-1/1");
    let home = read(&jasmine, "/").await;
    says(
        &home,
        &[
            "Monthly report for January",
            "years late",
            "2 of 5 fields are filled in from the record.",
        ],
    );
    let page = format!("{}/file", way(&site, "H-1"));
    let drawn = jasmine.get(&page).await;
    says(
        &text(&drawn),
        &[
            "Monthly report for January 2024",
            "From the record: members 12, meetings held 0.",
        ],
    );
    assert!(!drawn.body.contains("field-members"), "{}", drawn.body);
    let page = filed(&jasmine, "H-1", "11").await;
    let wanted = [
        "Filed the monthly report of Jasmine for January 2024",
        "filed on 23 November 2026, today, late",
        "Members who saved every week 11",
        "The books behind",
        "A cupboard.",
        "Correct it",
    ];
    says(&page, &wanted);
    // Above, the figures are read and the words are not.
    let above = site.person_browser("H-2/2");
    let page = read(&above, &way(&site, "H-1")).await;
    says(&page, &["Members 12", "words you may not read"]);
    assert!(!page.contains("A cupboard."), "{page}");
    nothing_at(&site.person_browser("V-1/1"), &way(&site, "H-1")).await;
    let of_unit = read(&jasmine, &format!("/units/{}/reports", site.unit("H-1"))).await;
    says(
        &of_unit,
        &[
            "Next: February 2024",
            "January 2024: filed 23 Nov 2026",
            "File it",
        ],
    );
}

#[tokio::test]
async fn a_return_of_nothing_is_confirmed() {
    let site = TestSite::self_help();
    let jasmine = site.person_browser("H-1/1");
    let page = format!("{}/file", way(&site, "H-1"));
    let fields = [
        ("field-saved", "0"),
        ("field-books", "up to date"),
        ("field-help", ""),
        ("on", "2026-11-23"),
    ];
    let again = refused(&jasmine, &page, &fields).await;
    let wanted = [
        "Every number is nought, and nobody has confirmed that this is meant.",
        "Every number is nought, and that is meant",
    ];
    says(&text(&again), &wanted);
    let confirmed = [&fields[..], &[("nought", "meant")]].concat();
    says(
        &done(&jasmine, &page, &confirmed).await,
        &["Members who saved every week 0"],
    );
    let again = refused(
        &site.person_browser("H-2/1"),
        &format!("{}/file", way(&site, "H-2")),
        &[
            ("field-saved", "many"),
            ("field-books", "up to date"),
            ("on", "2026-11-23"),
        ],
    )
    .await;
    says(
        &text(&again),
        &["Give a whole number; 0 where there is nothing."],
    );
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a list, a line or a stanza a room")]
async fn returns_roll_up_and_a_correction_is_kept_apart() {
    let site = TestSite::self_help();
    site.clock.set(jiff::civil::date(2024, 2, 5));
    let (jasmine, lotus) = (site.person_browser("H-1/1"), site.person_browser("H-2/1"));
    for (browser, code, saved) in [(&jasmine, "H-1", "11"), (&lotus, "H-2", "14")] {
        let page = format!("{}/file", way(&site, code));
        let fields = [
            ("field-saved", saved),
            ("field-books", "behind"),
            ("on", "2024-02-05"),
        ];
        done(browser, &page, &fields).await;
    }
    site.clock.set(jiff::civil::date(2024, 3, 1));
    // A session does not last so long.
    let (jasmine, lotus) = (site.person_browser("H-1/1"), site.person_browser("H-2/1"));
    let page = format!("{}/correct", way(&site, "H-2"));
    let drawn = lotus.get(&page).await;
    assert!(drawn.body.contains("value=\"14\""), "{}", drawn.body);
    let fields = [
        ("field-saved", "13"),
        ("field-books", "behind"),
        ("field-help", ""),
        ("reason", "The wrong line was read."),
        ("on", "2024-03-01"),
    ];
    let page = done(&lotus, &page, &fields).await;
    let wanted = [
        "The wrong line was read.",
        "members who saved every week: 13 instead of 14",
    ];
    says(&page, &wanted);
    let north = site.person_browser("H-1/2");
    let page = read(
        &north,
        &format!("/reports/monthly/2024-01?unit={}", site.unit("F")),
    )
    .await;
    let wanted = [
        "Monthly report for January 2024",
        "2 of 3 returns are there.",
        "1 came or was corrected after the sums were struck",
        "Hill 2 of 2 27 0 24",
        "Valley 0 of 1 0 0 0",
        "Together 2 of 3 27 0 24",
        "As struck on 14 February 2024 2 of 3 27 0 25",
        "The books up to date 0 · behind 2",
        "Missing Neem",
    ];
    says(&page, &wanted);
    let hill = read(
        &north,
        &format!("/reports/monthly/2024-01?unit={}", site.unit("H")),
    )
    .await;
    says(&hill, &["Jasmine 1 of 1 12 0 11", "Lotus 1 of 1 15 0 13"]);
    let file = north
        .get(&format!(
            "/reports/monthly/2024-01/returns.csv?unit={}",
            site.unit("F")
        ))
        .await;
    let wanted = [
        "code,unit,filed,corrected,members,met,saved,books,help",
        "H-2,Lotus,2024-03-01,yes,15,0,13,behind,",
        "V-1,Neem,missing,",
    ];
    says(&file.body, &wanted);
    // Whoever sees one group sees what that group sent, and no more.
    let own = read(&jasmine, "/reports/monthly/2024-01").await;
    says(&own, &["Together 1 of 1 12 0 11"]);
    nothing_at(
        &jasmine,
        &format!("/reports/monthly/2024-01?unit={}", site.unit("H")),
    )
    .await;
    // What is no stretch of time, several, or to come is named, on pages and in the API.
    for (period, why) in [
        ("soon", "there is no stretch of time"),
        ("2024", "2024 has several, from 2024-01 to 2024-12"),
        ("9999", "9999 is still to come"),
    ] {
        for way in ["/reports", "/api/reports"] {
            let answer = north.get(&format!("{way}/monthly/{period}")).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{}", answer.body);
            assert!(answer.body.contains(why), "{why}: {}", answer.body);
        }
    }
    says(
        &read(&north, "/reports").await,
        &["Monthly reports", "January 2024"],
    );
}

#[tokio::test]
async fn sums_stay_right_after_somebodys_data_are_erased() {
    let site = TestSite::self_help();
    let jasmine = site.person_browser("H-1/1");
    filed(&jasmine, "H-1", "11").await;
    let sums = async || {
        let above = site.person_browser("H-2/2");
        let answer = above.get("/api/reports/monthly/2024-01").await;
        assert_eq!(answer.status, axum::http::StatusCode::OK, "{}", answer.body);
        answer.json()
    };
    let before = sums().await;
    assert!(before.to_string().contains("11"), "{before}");
    // Whoever leaves takes their card, their name and their account along, and no figure.
    let leaver = site.person("H-1/5");
    let left = site
        .person_browser("H-1/5")
        .post_json(
            &format!("/api/people/{leaver}/leave"),
            &serde_json::json!({}),
        )
        .await;
    assert_eq!(left.status, axum::http::StatusCode::OK, "{}", left.body);
    nothing_at(&jasmine, &format!("/people/{leaver}")).await;
    assert_eq!(sums().await, before);
}
