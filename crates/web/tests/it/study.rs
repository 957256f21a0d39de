//! Courses and their sessions through pages and the API.

use axum::http::StatusCode;
use serde_json::json;

use crate::reading::text;
use crate::site::TestSite;

#[expect(clippy::too_many_lines, reason = "one walk through a session's life")]
#[tokio::test]
async fn a_session_is_announced_held_corrected_and_stands_on_the_page_of_whoever_attended() {
    let site = TestSite::party_cell();
    let keeper = site.person_browser("A-1/1");
    let unit = site.unit("A-1");
    let way = format!("/units/{unit}/study/announce");
    let fields = [("what", "first-steps/rules"), ("on", "2026-11-20")];
    let answer = keeper.fill_in(&way, &way, &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let page = text(&keeper.get("/study/0").await);
    assert!(
        page.contains("First steps: the rules and regulations") && page.contains("announced"),
        "{page}"
    );
    // The same again is refused, and what was typed stays.
    let again = keeper.fill_in(&way, &way, &fields).await;
    assert!(
        text(&again).contains("has a session of this part on 20 November 2026 already"),
        "{}",
        again.body
    );
    // Nobody ticked: refused on the list itself.
    let record = "/study/0/record";
    let nobody = keeper.fill_in(record, record, &[]).await;
    assert!(
        text(&nobody).contains("Nobody attended."),
        "{}",
        nobody.body
    );
    let (one, other) = (
        site.person("A-1/4").to_string(),
        site.person("A-1/5").to_string(),
    );
    let ticked = [("attended", one.as_str()), ("attended", other.as_str())];
    let answer = keeper.fill_in(record, record, &ticked).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let page = text(&keeper.get("/study/0").await);
    assert!(page.contains("2 people attended."), "{page}");
    assert!(
        page.contains("Name A-1/4") && page.contains("Name A-1/5"),
        "{page}"
    );
    let own = text(
        &site
            .person_browser("A-1/4")
            .get(&format!("/people/{one}"))
            .await,
    );
    assert!(own.contains("Attended:"), "{own}");
    assert!(
        own.contains("First steps: the rules and regulations, 20 November 2026"),
        "{own}"
    );
    let correct = "/study/0/correct";
    let fields = [
        ("attended", other.as_str()),
        ("reason", "it was her sister"),
    ];
    let answer = keeper.fill_in(correct, correct, &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let own = text(
        &site
            .person_browser("A-1/4")
            .get(&format!("/people/{one}"))
            .await,
    );
    assert!(!own.contains("Attended:"), "{own}");
    let file = keeper.get("/study.csv").await;
    assert!(
        file.body
            .contains("2026-11-20,first steps,the rules and regulations,A-1,"),
        "{}",
        file.body
    );
    let page = text(&keeper.get(&format!("/units/{unit}")).await);
    assert!(page.contains("1 attended"), "{page}");
}

#[tokio::test]
async fn figures_go_up_and_names_do_not() {
    let site = TestSite::party_cell();
    let keeper = site.person_browser("A-1/1");
    let unit = site.unit("A-1");
    let way = format!("/units/{unit}/study/announce");
    let fields = [("what", "first-steps/duties"), ("on", "2026-11-20")];
    keeper.fill_in(&way, &way, &fields).await;
    let person = site.person("A-1/4").to_string();
    let record = "/study/0/record";
    keeper
        .fill_in(record, record, &[("attended", &person)])
        .await;
    let officer = site.person_browser("A-1/2");
    let list = text(&officer.get("/study").await);
    assert!(list.contains("1 attended"), "{list}");
    // Of another county nobody is told that there is one.
    let stranger = site.person_browser("B-1/1");
    assert_eq!(stranger.get("/study/0").await.status, StatusCode::NOT_FOUND);
    let list = text(&stranger.get("/study").await);
    assert!(list.contains("No sessions"), "{list}");
    let other = site.person_browser("A-1/5");
    let page = text(&other.get(&format!("/people/{person}")).await);
    assert!(!page.contains("Attended:"), "{page}");
}

#[tokio::test]
async fn the_api_does_the_same() {
    let site = TestSite::party_cell();
    let keeper = site.person_browser("A-1/1");
    let way = format!("/api/units/{}/study", site.unit("A-1"));
    let body = json!({"course": "first-steps", "part": "rules", "on": "2026-11-20"});
    let done = keeper.post_json(&way, &body).await;
    assert_eq!(done.json()["new"], 0, "{}", done.body);
    let later = json!({"course": "first-steps", "part": "duties", "on": "2026-12-01"});
    assert_eq!(keeper.post_json(&way, &later).await.json()["new"], 1);
    let wrong = json!({"course": "first-steps", "part": "dance", "on": "2026-12-01"});
    let refused = keeper.post_json(&way, &wrong).await;
    assert!(refused.status.is_client_error(), "{}", refused.body);
    let (one, other) = (site.person("A-1/4"), site.person("A-1/5"));
    let done = keeper
        .post_json("/api/study/0/record", &json!({"people": [one.0, other.0]}))
        .await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    let it = keeper.get("/api/study/0").await.json();
    assert_eq!(it["attended"], 2);
    assert_eq!(it["people"], json!([one.0, other.0]));
    let correction = json!({"people": [other.0], "reason": "it was her sister"});
    let done = keeper.post_json("/api/study/0/correct", &correction).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    let done = keeper.post_json("/api/study/1/call-off", &json!({})).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    let list = keeper.get("/api/study").await.json();
    // The latest day stands first.
    assert_eq!(list[0]["standing"], "called off");
    assert_eq!(list[1]["standing"], "held");
    let left = format!("/api/people/{}/study", other.0);
    assert_eq!(keeper.get(&left).await.status, StatusCode::OK);
    let stranger = site.person_browser("B-1/1");
    assert_eq!(stranger.get("/api/study").await.json(), json!([]));
    assert_eq!(stranger.get(&left).await.status, StatusCode::NOT_FOUND);
}
