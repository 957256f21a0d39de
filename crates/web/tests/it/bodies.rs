//! Affiliated bodies through pages and the API.

use axum::http::StatusCode;
use serde_json::json;

use crate::reading::text;
use crate::site::TestSite;

#[tokio::test]
async fn a_body_is_entered_listed_corrected_and_ended() {
    let site = TestSite::party_cell();
    let officer = site.person_browser("A-1/2");
    let unit = site.unit("A");
    let way = format!("/units/{unit}/bodies/enter");
    let fields = [
        ("kind", "guard"),
        ("name", "Red Guard of A"),
        ("since", "2024-05-01"),
        ("liaison", "officer"),
        ("on", "2026-11-20"),
    ];
    let answer = officer.fill_in(&way, &way, &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let list = text(&officer.get(answer.header("location").unwrap()).await);
    assert!(
        list.contains("Red Guard of A") && list.contains("guard, since 1 May 2024"),
        "{list}"
    );
    assert!(list.contains("contact: Name A-1/2, officer"), "{list}");
    let page = text(&officer.get(&format!("/units/{unit}")).await);
    assert!(
        page.contains("Red Guard of A: guard, since 1 May 2024"),
        "{page}"
    );
    // The same name again is refused, and what was typed stays.
    let again = officer.fill_in(&way, &way, &fields).await;
    assert!(
        text(&again).contains("County A has Red Guard of A on its register already."),
        "{}",
        again.body
    );
    // Nobody of another county knows of it; a member of a unit below sees no figures above.
    for code in ["B-1/1", "A-1/4"] {
        let list = text(&site.person_browser(code).get("/bodies").await);
        assert!(list.contains("No bodies"), "{list}");
    }
    let refused = site.person_browser("A-1/1").get(&way).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    let correct = "/bodies/0/correct";
    let fields = [
        ("name", "Red Guard"),
        ("liaison", "none"),
        ("reason", "its whole name"),
        ("on", "2026-11-21"),
    ];
    let answer = officer.fill_in(correct, correct, &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let end = "/bodies/0/end";
    let answer = officer.fill_in(end, end, &[("on", "2026-11-22")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let file = officer.get("/bodies.csv").await;
    assert!(
        file.body
            .contains("guard,Red Guard,A,County A,,2026-11-22,"),
        "{}",
        file.body
    );
}

#[tokio::test]
async fn the_api_does_the_same() {
    let site = TestSite::party_cell();
    let officer = site.person_browser("A-1/2");
    let way = format!("/api/units/{}/bodies", site.unit("A"));
    let body = json!({"kind": "social", "name": "Union of A", "liaison": "officer"});
    let done = officer.post_json(&way, &body).await;
    assert_eq!(done.json()["new"], 0, "{}", done.body);
    let list = officer.get("/api/bodies").await.json();
    assert_eq!(list[0]["name"], "Union of A");
    assert_eq!(list[0]["liaison"], "officer");
    let refused = officer
        .post_json(&way, &json!({"kind": "choir", "name": "X"}))
        .await;
    assert!(refused.status.is_client_error(), "{}", refused.body);
    let corrected = json!({"name": "Trade union of A", "reason": "its whole name"});
    let done = officer.post_json("/api/bodies/0/correct", &corrected).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    let done = officer.post_json("/api/bodies/0/end", &json!({})).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    let list = officer.get("/api/bodies").await.json();
    assert_eq!(list[0]["until"], "2026-11-23");
    assert_eq!(
        site.person_browser("B-1/1").get("/api/bodies").await.json(),
        json!([])
    );
}
