//! Another edition of the charter, adopted on a page and through the API.

use axum::http::StatusCode;
use serde_json::json;

use crate::reading::text;
use crate::site::TestSite;

const PAGE: &str = "/charter/adopt";
const PARTY_CELL: &str = include_str!("../../../../charters/party-cell.md");

/// The charter of the site with another title.
fn edition() -> String {
    let (title, rest) = PARTY_CELL.split_once("title").unwrap();
    let (old, rest) = rest.split_once('\n').unwrap();
    assert!(old.contains('='), "{old}");
    format!("{title}title = \"The rules as amended\"\n{rest}")
}

#[tokio::test]
async fn an_edition_is_adopted_on_a_page_and_comes_into_force_on_its_day() {
    let site = TestSite::party_cell();
    let operator = site.operator();
    assert!(operator.get("/charter").await.body.contains(PAGE));
    let fields = [("charter", edition()), ("from", "2026-12-01".to_owned())];
    let fields = fields
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    let answer = operator.fill_in(PAGE, PAGE, &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let charter = operator.get("/charter").await;
    assert!(text(&charter).contains("comes into force on 1 December 2026"));
    assert!(!text(&charter).contains("The rules as amended"));
    let then = operator.get("/charter?on=2026-12-02").await;
    assert!(!then.body.contains("The rules as amended"), "a day to come");
    // A second one cannot come into force before it.
    let fields = [fields[0], ("from", "2026-11-30")];
    let refused = operator.fill_in(PAGE, PAGE, &fields).await;
    assert!(
        text(&refused).contains("after 1 December 2026"),
        "{}",
        text(&refused)
    );
}

#[tokio::test]
async fn a_text_with_problems_is_given_back_with_their_lines() {
    let site = TestSite::party_cell();
    let operator = site.operator();
    let broken = edition().replacen("modality", "modalty", 1);
    let line = 1 + broken
        .split("modalty")
        .next()
        .unwrap()
        .matches('\n')
        .count();
    let before = site.entries();
    let fields = [("charter", broken.as_str()), ("from", "2026-12-01")];
    let answer = operator.fill_in(PAGE, PAGE, &fields).await;
    let said = text(&answer);
    assert!(said.contains(&format!("Line {line}:")), "{said}");
    assert!(
        answer.body.contains("The rules as amended"),
        "nothing typed is lost"
    );
    assert_eq!(site.entries(), before);
}

#[tokio::test]
async fn whoever_has_no_right_finds_no_way_to_it() {
    let site = TestSite::party_cell();
    let member = site.person_browser("A-1/1");
    assert!(!member.get("/charter").await.body.contains(PAGE));
    let refused = member.get(PAGE).await;
    assert!(refused.status.is_client_error(), "{}", refused.status);
}

#[tokio::test]
async fn the_api_adopts_an_edition_and_names_what_is_wrong_with_another() {
    let site = TestSite::party_cell();
    let operator = site.operator();
    let asked = json!({ "text": edition(), "from": "2026-12-01" });
    let answer = operator.post_json("/api/charter", &asked).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    assert_eq!(
        site.clerk.read(|state, _| state.editions().len()).unwrap(),
        2
    );
    let answer = operator
        .post_json("/api/charter", &json!({ "text": "# Nothing" }))
        .await;
    assert!(answer.status.is_client_error());
    assert!(answer.body.contains("Line 1"), "{}", answer.body);
}
