//! What a stranger applies for through pages and the API: where it stands and what
//! comes next for whoever holds the secret and nobody else, and erased in time.

use axum::http::StatusCode;
use serde_json::json;

use crate::reading::{nothing_at, read, says, text};
use crate::site::{Browser, TestSite};

const FIELDS: &[(&str, &str)] = &[("name", "Bo Marsh"), ("email", "bo@example.org")];

/// Applies to the branch R-1 and gives the address that the applicant keeps.
async fn applied(site: &TestSite, stranger: &Browser<'_>) -> String {
    let way = format!("/apply/{}", site.unit("R-1"));
    let answer = stranger.fill_in(&way, &way, FIELDS).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.header("location").unwrap().to_owned()
}

#[tokio::test]
async fn whoever_applies_sees_where_it_stands_without_an_account_and_becomes_a_member() {
    let site = TestSite::union();
    let (stranger, secretary) = (site.stranger(), site.person_browser("R-1/1"));
    says(&read(&stranger, "/signin").await, &["Apply"]);
    let found = read(&stranger, "/apply?q=harb").await;
    says(&found, &["Choose where you apply", "Harbour"]);
    assert!(!found.contains("Mills"), "{found}");
    let form = read(&stranger, &format!("/apply/{}", site.unit("R-1"))).await;
    says(&form, &["Apply to Harbour", "erased 180 days later"]);
    let kept = applied(&site, &stranger).await;
    assert!(kept.starts_with("/applied/0/"), "{kept}");
    let page = read(&stranger, &kept).await;
    says(
        &page,
        &[
            "Your joining",
            "Harbour · number 0",
            "by 22 January 2027",
            "now",
            "to come",
            "the address of this page",
        ],
    );
    nothing_at(&stranger, &format!("/applied/0/{}", "0".repeat(64))).await;
    nothing_at(&stranger, &kept.replace("/applied/0/", "/applied/1/")).await;
    // The branch finds it in its list by the name, and takes it further.
    let list = format!("/units/{}/applications", site.unit("R-1"));
    says(
        &read(&secretary, &list).await,
        &["of Bo Marsh", "1 proceeding"],
    );
    nothing_at(&site.person_browser("R-2/4"), "/applications/0").await;
    for (step, outcome) in [("payment", "paid"), ("branch", "accepted")] {
        let decide = format!("/applications/0/decide?step={step}");
        let fields = [("outcome", outcome), ("on", "2026-11-23")];
        let answer = secretary.fill_in(&decide, &decide, &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", text(&answer));
    }
    let page = read(&stranger, &kept).await;
    says(&page, &["It is at its end: done on 23 November 2026"]);
}

#[tokio::test]
async fn what_cannot_be_taken_in_is_said_at_the_form() {
    let site = TestSite::union();
    let stranger = Browser {
        address: Some("192.0.2.7:5000".parse().unwrap()),
        ..site.stranger()
    };
    let way = format!("/apply/{}", site.unit("R-1"));
    let again = stranger.fill_in(&way, &way, &[("name", "Bo Marsh")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = text(&again);
    says(&page, &["Say how they can reach you"]);
    assert!(again.body.contains("Bo Marsh"), "what was typed is kept");
    // A region takes nobody in, and where the charter says nothing nobody applies at all.
    nothing_at(&stranger, &format!("/apply/{}", site.unit("R"))).await;
    let cell = TestSite::by_steps();
    nothing_at(&cell.stranger(), "/apply").await;
    let unit = cell.unit("A-1");
    nothing_at(&cell.stranger(), &format!("/apply/{unit}")).await;
    // From one address only so many come at once.
    let mut last = StatusCode::SEE_OTHER;
    for _ in 0..40 {
        last = stranger.fill_in(&way, &way, FIELDS).await.status;
        if last != StatusCode::SEE_OTHER {
            break;
        }
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
}

/// Whether what is known of the first applicant of the site is still there.
fn known(site: &TestSite, people_before: u32) -> bool {
    let applicant = kernel::PersonId(people_before);
    site.clerk
        .read(|_, directory| directory.card(applicant).is_some())
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_comes_to_nothing_is_forgotten_after_the_charters_days() {
    let site = TestSite::union();
    let stranger = site.stranger();
    let people = site.clerk.read(|state, _| state.person_count()).unwrap();
    let kept = applied(&site, &stranger).await;
    assert!(known(&site, people));
    // The payment is due within 60 days; half a year after it lapsed nothing is kept.
    site.wait_days(60 + 180);
    assert_eq!(web::erase_what_is_due(&site.clerk).await.unwrap(), 0);
    assert!(known(&site, people));
    site.wait_days(60 + 181);
    assert_eq!(web::erase_what_is_due(&site.clerk).await.unwrap(), 2);
    assert_eq!(web::erase_what_is_due(&site.clerk).await.unwrap(), 0);
    assert!(!known(&site, people));
    let page = read(&stranger, &kept).await;
    says(&page, &["lapsed", "What was known of you was erased on"]);
    assert!(!page.contains("Take it back"), "{page}");
}

#[tokio::test]
async fn whoever_takes_it_back_is_forgotten_at_once() {
    let site = TestSite::union();
    let stranger = site.stranger();
    let people = site.clerk.read(|state, _| state.person_count()).unwrap();
    let kept = applied(&site, &stranger).await;
    let back = format!("{kept}/withdraw");
    let answer = stranger.post(&back, &[]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert!(!known(&site, people));
    let page = read(&stranger, &kept).await;
    says(&page, &["dropped on 23 November 2026", "was erased on"]);
}

#[tokio::test]
async fn programs_apply_and_look_and_take_back_by_the_secret() {
    let site = TestSite::union();
    let stranger = site.stranger();
    let way = format!("/api/units/{}/apply", site.unit("R-1"));
    let body = json!({"name": "Bo Marsh", "phone": "07"});
    let kept = stranger.post_json(&way, &body).await.json();
    let secret = kept["secret"].as_str().unwrap();
    let again = json!({"name": "Bo Marsh", "phone": "07", "secret": secret});
    let same = stranger.post_json(&way, &again).await.json();
    assert_eq!(same["number"], kept["number"], "the same is one: {same}");
    let at = format!("/api{}", kept["address"].as_str().unwrap());
    let shown = stranger.get(&at).await.json();
    assert_eq!(
        (&shown["course"], &shown["step"], &shown["erased"]),
        (&json!("open"), &json!("payment"), &json!(null)),
        "{shown}"
    );
    let lacking = stranger.post_json(&way, &json!({"name": "Bo"})).await;
    assert_eq!(lacking.status, StatusCode::BAD_REQUEST, "{}", lacking.body);
    let back = stranger
        .post_json(&format!("{at}/withdraw"), &json!({}))
        .await;
    assert_eq!(back.status, StatusCode::OK, "{}", back.body);
    let shown = stranger.get(&at).await.json();
    assert_eq!(shown["course"], "dropped", "{shown}");
    assert_eq!(shown["erased"], "2026-11-23", "{shown}");
    let openapi = stranger.get("/api/openapi.json").await.body;
    assert!(openapi.contains("/api/applied/{number}/{secret}"));
}
