//! Many at once: a table of whom units send, codes from a scanner, and what
//! is published of a conference.

use axum::http::StatusCode;
use serde_json::json;

use super::{called, codes, open, sent};
use crate::reading::text;
use crate::site::TestSite;

#[tokio::test]
async fn what_many_units_send_is_shown_line_by_line_and_recorded_as_one_act() {
    let site = called().await;
    let operator = site.operator();
    let page = text(&operator.get("/conferences/0").await);
    assert!(page.contains("Record whom many units send"), "{page}");
    let blank = operator.get("/conferences/0/lists.csv").await;
    assert_eq!(
        blank.body.matches(",delegate,").count(),
        4,
        "{}",
        blank.body
    );
    assert!(blank.body.contains("R-1,"), "{}", blank.body);
    let table = "unit;person;as;entitled;ballots;on\n\
        R-1;R-1/5;delegate;60;21;2026-11-23\n\
        R-1;R-1/6;;;;\n\
        R-1;R-1/7;substitute;;;\n\
        R-2;R-1/8;delegate;55;30;\n\
        R-9;R-1/9;delegate;1;1;\n\
        R-2;R-2/4;guest;;;\n";
    let page = operator
        .hand_in("/conferences/0/lists", ("lists.csv", table.as_bytes()))
        .await;
    let shown = text(&page);
    for wanted in [
        "1 list can be recorded, 2 lists or lines cannot.",
        "R-1, lines 2 to 4 2 delegates",
        "Line 7 `guest` is neither delegate nor substitute.",
        "R-9, line 6 No unit you may know of has this code.",
        "Record 1 list",
    ] {
        assert!(shown.contains(wanted), "{wanted}: {shown}");
    }
    // Nothing is recorded by looking.
    let before = text(&operator.get("/conferences/0").await);
    assert!(before.contains("nobody chosen yet"), "{before}");
    let mark = page.body.split("name=\"mark\" value=\"").nth(1).unwrap();
    let mark = mark.split('"').next().unwrap();
    let record = "/conferences/0/lists/record";
    let answer = operator
        .fill_in("/conferences/0/lists", record, &[("mark", mark)])
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let page = text(&operator.get(answer.header("location").unwrap()).await);
    assert!(
        page.contains("All of it is recorded.") && page.contains("2 delegates chosen by 1 unit"),
        "{page}"
    );
    what_no_longer_fits_is_not_recorded(&site, mark).await;
}

/// The same table again, one that nobody gave, and one that is none.
async fn what_no_longer_fits_is_not_recorded(site: &TestSite, mark: &str) {
    let operator = site.operator();
    let record = "/conferences/0/lists/record";
    // The same again: everything stands in the way of something, and nothing is done.
    let again = operator
        .fill_in("/conferences/0/lists", record, &[("mark", mark)])
        .await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text(&again).contains("None of these lists can be recorded any longer."));
    let lost = operator
        .fill_in("/conferences/0/lists", record, &[("mark", "00")])
        .await;
    assert!(
        text(&lost).contains("is not kept any longer"),
        "{}",
        lost.body
    );
    // Whoever records for one unit has the form, and a member nothing.
    let member = site
        .person_browser("R-1/9")
        .get("/conferences/0/lists")
        .await;
    assert_ne!(member.status, StatusCode::OK);
    let wrong = operator
        .hand_in("/conferences/0/lists", ("lists.csv", b"MZ\x90 program"))
        .await;
    assert_eq!(
        wrong.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        wrong.body
    );
}

#[tokio::test]
async fn many_codes_let_many_in_and_every_other_line_says_why_not() {
    let site = called().await;
    sent(&site).await;
    let early = site.operator();
    let codes = codes(&early.get("/conferences/0/credentials").await);
    site.wait_days(28);
    let operator = site.operator();
    let lines = format!(
        "{}\nTRAM-2026\n\n{}\n{}\n",
        codes[0].1,
        codes[1].1.to_lowercase(),
        codes[0].1
    );
    let door = "/conferences/0/door";
    let fields = [("codes", lines.as_str()), ("many_on", "2026-12-21")];
    let page = operator
        .fill_in(door, "/conferences/0/door/many", &fields)
        .await;
    let shown = text(&page);
    for wanted in [
        "2 were let in, 2 not. 2 of 2 delegates are in.",
        "Line 2: TRAM-2026 No delegate of this conference has this code.",
        "Line 5",
        "came in already, on 21 December 2026",
    ] {
        assert!(shown.contains(wanted), "{wanted}: {shown}");
    }
    let empty = operator
        .fill_in(
            door,
            "/conferences/0/door/many",
            &[("many_on", "2026-12-21")],
        )
        .await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        text(&empty).contains("This may not be empty."),
        "{}",
        empty.body
    );
    let again = operator
        .fill_in(door, "/conferences/0/door/many", &fields)
        .await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        text(&again).contains("0 were let in, 4 not."),
        "{}",
        again.body
    );
}

#[tokio::test]
async fn a_bulletin_about_a_conference_begins_with_its_printed_list() {
    let site = open().await;
    let operator = site.operator();
    let list = "/conferences/0/attendance";
    let lines = "platform: R-1/3\nguest: A guest from abroad";
    let answer = operator.fill_in(list, list, &[("lines", lines)]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let form = operator.get(list).await;
    assert!(
        form.body
            .contains("platform: R-1/3\nguest: A guest from abroad"),
        "{}",
        form.body
    );
    let page = text(&operator.get("/conferences/0").await);
    assert!(page.contains("Write a bulletin about it"), "{page}");
    let union = site.unit("N");
    let new = format!("/units/{union}/bulletins/new");
    let form = operator.get(&format!("{new}?about=conference-0")).await;
    for wanted in [
        "value=\"The Harbour Congress\"",
        "value=\"2026-12-21/2026-12-22\"",
        "value=\"Old Hall\"",
        "Of 2 delegates of 1 unit, 2 came.",
        "| regional organiser of East | platform",
        "A guest from abroad |  | guest",
        // Whoever only came in at the door is counted and not named.
        "2 are not: name them only where they want it.",
    ] {
        assert!(form.body.contains(wanted), "{wanted}: {}", form.body);
    }
    let posted = json!({"about": {"conference": 0}, "text": "The congress met."});
    let done = operator
        .post_json(&format!("/api/units/{union}/bulletins"), &posted)
        .await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    let kept = operator.get("/api/drafts/0").await.json();
    assert_eq!(kept["about"]["conference"], 0, "{kept}");
    let page = operator.get("/drafts/0").await;
    assert!(
        page.body.contains("href=\"/conferences/0\""),
        "{}",
        page.body
    );
}
