//! Who looks after whom: where help is needed first, and visits from the form
//! to the unit that reads them.

use axum::http::StatusCode;

use crate::reading::{done, nothing_at, read, refused, says, text};
use crate::site::TestSite;

#[tokio::test]
async fn help_is_needed_first_where_a_binding_rule_is_broken_longest() {
    let site = TestSite::party_cell();
    let officer = site.person_browser("A-1/2");
    let area = read(&officer, "/area").await;
    says(
        &area,
        &[
            "You look after 2 units.",
            "No. 1 Cell",
            "No. 2 Cell",
            "No visit is on record.",
        ],
    );
    // Each unit says which signs of life it gives, and why it stands where it stands.
    says(
        &area,
        &[
            "Has not met",
            "returns late",
            "Posts held in term",
            "Here because of what a binding rule asks: ",
            "Held in 0 of 10 months.",
        ],
    );
    // The year stands as a picture beside the sentence that says the same.
    let drawn = officer.get("/area").await.body;
    let year = r#"<path class="missed" d="M1 1h18v18"#;
    assert_eq!(drawn.matches(year).count(), 2, "{drawn}");
    assert!(!area.contains("No. 1 Cell of B"), "{area}");
    // Narrowed, and as a file.
    let outside = read(&officer, "/area?q=no.+2&standing=outside").await;
    assert!(
        outside.contains("1 unit ") && !outside.contains("No. 1 Cell"),
        "{outside}"
    );
    let file = officer.get("/area.csv").await;
    let lines: Vec<&str> = file.body.lines().collect();
    assert_eq!(lines.len(), 3, "{}", file.body);
    assert!(
        lines[0].starts_with("code,name,people,standing"),
        "{}",
        lines[0]
    );
    assert!(
        lines[0].contains(",quorum,returns missing,posts vacant,holders not in term,"),
        "{}",
        lines[0]
    );
    // Whoever looks after nothing has no such page, and no way there.
    for code in ["A-1/1", "A-1/4"] {
        let browser = site.person_browser(code);
        nothing_at(&browser, "/area").await;
        nothing_at(&browser, "/api/area").await;
        assert!(!browser.get("/").await.body.contains("/area"));
    }
    let home = officer.get("/").await;
    assert!(home.body.contains("href=\"/area\""), "{}", text(&home));
    // The menu leads there, and to the other rooms that the charter has.
    for way in ["/area", "/study", "/awards", "/bodies"] {
        assert!(
            home.body.contains(&format!("<li><a href=\"{way}\"")),
            "{way}"
        );
    }
}

#[tokio::test]
async fn a_visit_is_recorded_above_and_read_below() {
    let site = TestSite::party_cell();
    let (officer, head) = (site.person_browser("A-1/2"), site.person_browser("A-1/1"));
    let unit = site.unit("A-1");
    let form = format!("/units/{unit}/visits/record");
    let fields = [
        ("on", "2026-11-20"),
        ("agreed", "To meet on <Mondays>.\nTo find a room."),
    ];
    let shown = done(&officer, &form, &fields).await;
    says(
        &shown,
        &[
            "Visit of 20 November 2026",
            "from County A",
            "To meet on <Mondays>. To find a room.",
            "Was this a mistake? Strike the record",
        ],
    );
    // The unit reads it, and whoever belongs elsewhere does not know of it.
    let below = read(&head, &format!("/units/{unit}/visits")).await;
    says(&below, &["To meet on <Mondays>.", "1 visit"]);
    assert!(!below.contains("Correct it"), "{below}");
    nothing_at(&site.person_browser("B-1/1"), "/visits/0").await;
    nothing_at(
        &site.person_browser("B-1/1"),
        &format!("/units/{unit}/visits"),
    )
    .await;
    let journal = read(&head, "/journal").await;
    says(&journal, &["Recorded a visit from"]);
    // Recorded twice, it is refused with a way on, and what was typed is kept.
    let again = refused(&officer, &form, &fields).await;
    says(
        &text(&again),
        &["is already on record", "Correct that record instead."],
    );
    assert!(again.body.contains("To find a room."));
    let area = read(&officer, "/area").await;
    says(
        &area,
        &[
            "Last visited on 20 November 2026, 3 days ago.",
            "Nothing is on record since then.",
        ],
    );
    // Somebody without the right is told by which article.
    let answer = head.get(&form).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    says(&text(&answer), &["Article 21"]);
}

#[tokio::test]
async fn a_visit_is_corrected_and_struck_with_a_reason() {
    let site = TestSite::party_cell();
    let officer = site.person_browser("A-1/2");
    let unit = site.unit("A-1");
    let form = format!("/units/{unit}/visits/record");
    done(&officer, &form, &[("on", "2026-11-20"), ("agreed", "=1+1")]).await;
    let drawn = officer.get("/visits/0/correct").await;
    assert!(
        drawn.body.contains("=1+1"),
        "what was agreed stands in the form"
    );
    let silent = refused(
        &officer,
        "/visits/0/correct",
        &[("on", "2026-11-19"), ("reason", " ")],
    )
    .await;
    says(&text(&silent), &["This may not be empty."]);
    let fields = [
        ("on", "2026-11-19"),
        ("agreed", "=1+1"),
        ("reason", "a day earlier"),
    ];
    let shown = done(&officer, "/visits/0/correct", &fields).await;
    says(
        &shown,
        &["Visit of 19 November 2026", "Corrected: a day earlier"],
    );
    let file = officer.get(&format!("/units/{unit}/visits.csv")).await;
    assert!(
        file.body
            .contains("0,2026-11-19,County A,'=1+1,,a day earlier"),
        "{}",
        file.body
    );
    let shown = done(&officer, "/visits/0/strike", &[("reason", "another unit")]).await;
    says(
        &shown,
        &["Struck: it did not take place.", "Why: another unit"],
    );
    assert!(!shown.contains("Correct it"), "{shown}");
    says(&read(&officer, "/area").await, &["No visit is on record."]);
}

#[tokio::test]
async fn visits_go_through_the_api_with_the_same_refusals() {
    let site = TestSite::union();
    let (organiser, secretary) = (site.person_browser("R-1/3"), site.person_browser("R-1/1"));
    let unit = site.unit("R-1");
    let area = organiser.get("/api/area").await.json();
    assert_eq!(area.as_array().unwrap().len(), 2, "{area}");
    // Nobody came for two years, so that the charter's own rhythm is a finding.
    let found = organiser.get("/api/findings").await.body;
    assert!(found.contains("no visit on record"), "{found}");
    let visits = format!("/api/units/{unit}/visits");
    let body = serde_json::json!({"on": "2026-11-20", "agreed": "two more stewards"});
    let refused = secretary.post_json(&visits, &body).await;
    assert_eq!(
        refused.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        refused.body
    );
    let made = organiser.post_json(&visits, &body).await;
    assert_eq!(made.json()["new"], 0, "{}", made.body);
    let read = secretary.get(&visits).await.json();
    assert_eq!(read[0]["agreed"], "two more stewards", "{read}");
    assert_eq!(read[0]["by"]["name"], "East", "{read}");
    let corrected = serde_json::json!({"on": "2026-11-19", "reason": "a day earlier"});
    let answer = organiser
        .post_json("/api/visits/0/correct", &corrected)
        .await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let struck = serde_json::json!({"reason": "nobody was there"});
    let answer = organiser.post_json("/api/visits/0/strike", &struck).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let one = secretary.get("/api/visits/0").await.json();
    assert_eq!(
        (&one["struck"], &one["on"]),
        (&true.into(), &"2026-11-19".into()),
        "{one}"
    );
    assert_eq!(
        organiser.get("/api/visits/9").await.status,
        StatusCode::NOT_FOUND
    );
}
