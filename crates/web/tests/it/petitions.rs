//! What a stranger asks through pages and the API: passed on, answered, read
//! again by whoever holds the secret and nobody else, and erased in time.

use axum::http::StatusCode;
use kernel::DocumentId;
use serde_json::json;

use crate::reading::text;
use crate::site::{Answer, Browser, TestSite};

const WORDS: &str = "A lamp for the yard behind the bakery";

/// Asks A-1 and gives the address that a stranger keeps.
async fn asked(site: &TestSite, stranger: &Browser<'_>) -> String {
    let way = format!("/ask/{}", site.unit("A-1"));
    let fields = [("text", WORDS), ("contact", "third gate")];
    let answer = stranger.fill_in(&way, &way, &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.header("location").unwrap().to_owned()
}

fn see_other(answer: &Answer) {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
}

#[tokio::test]
async fn a_strangers_request_is_passed_on_answered_and_read_by_whoever_asked() {
    let site = TestSite::party_cell();
    let stranger = site.stranger();
    let (secretary, officer) = (site.person_browser("A-1/1"), site.person_browser("A-1/2"));
    let (unit, above) = (site.unit("A-1"), site.unit("A"));
    let found = text(&stranger.get("/ask?q=A-1").await);
    assert!(found.contains("Choose whom you ask"), "{found}");
    let kept = asked(&site, &stranger).await;
    assert!(kept.starts_with("/asked/1/"), "{kept}");
    let page = text(&stranger.get(&kept).await);
    assert!(page.contains("Request 1") && page.contains(WORDS), "{page}");
    let other = format!("/asked/1/{}", "0".repeat(64));
    assert_eq!(stranger.get(&other).await.status, StatusCode::NOT_FOUND);
    // The unit sees it on its home page, in its list, and reads it.
    let home = text(&secretary.get("/").await);
    assert!(home.contains("1 request waits for an answer"), "{home}");
    let list = text(&secretary.get(&format!("/units/{unit}/petitions")).await);
    assert!(list.contains("Request 1"), "{list}");
    let read = text(&secretary.get("/petitions/1").await);
    assert!(
        read.contains(WORDS) && read.contains("third gate"),
        "{read}"
    );
    assert_eq!(
        officer.get("/petitions/1").await.status,
        StatusCode::NOT_FOUND
    );
    let to = above.to_string();
    let fields = [
        ("to", to.as_str()),
        ("reason", "they pay"),
        ("on", "2026-11-23"),
    ];
    see_other(
        &secretary
            .fill_in("/petitions/1/pass-on", "/petitions/1/pass-on", &fields)
            .await,
    );
    // Now it is read above, and no longer below.
    let course = text(&secretary.get("/petitions/1").await);
    assert!(
        !course.contains(WORDS) && !course.contains("third gate"),
        "{course}"
    );
    assert!(course.contains("It was passed to"), "{course}");
    let empty = [("text", ""), ("on", "2026-11-23")];
    let refused = officer
        .fill_in("/petitions/1/answer", "/petitions/1/answer", &empty)
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields = [("text", "Lit from tonight on"), ("on", "2026-11-23")];
    see_other(
        &officer
            .fill_in("/petitions/1/answer", "/petitions/1/answer", &fields)
            .await,
    );
    let answered = text(&stranger.get(&kept).await);
    assert!(answered.contains("Lit from tonight on"), "{answered}");
    assert!(answered.contains("they pay"), "{answered}");
    // The figures go up, and the words do not.
    let figures = text(&officer.get(&format!("/units/{above}")).await);
    assert!(figures.contains("1 answered"), "{figures}");
    let journal = text(&site.operator().get("/journal").await);
    assert!(journal.contains("somebody from outside"), "{journal}");
    assert!(!journal.contains("lamp"), "{journal}");
}

#[tokio::test]
async fn nothing_is_drawn_for_whoever_may_not_ask_and_too_much_has_to_wait() {
    let site = TestSite::union();
    assert_eq!(
        site.stranger().get("/ask").await.status,
        StatusCode::NOT_FOUND
    );
    let site = TestSite::party_cell();
    let stranger = Browser {
        address: Some("192.0.2.7:5000".parse().unwrap()),
        ..site.stranger()
    };
    let way = format!("/ask/{}", site.unit("A-1"));
    let long = "x".repeat(4001);
    let refused = stranger.fill_in(&way, &way, &[("text", &long)]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let huge = "x".repeat(70_000);
    let refused = stranger.fill_in(&way, &way, &[("text", &huge)]).await;
    assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
    let mut last = StatusCode::SEE_OTHER;
    for _ in 0..25 {
        last = stranger
            .fill_in(&way, &way, &[("text", WORDS)])
            .await
            .status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    // Another site cannot send it in somebody's name.
    let foreign = stranger
        .form_request(&way)
        .header("sec-fetch-site", "cross-site")
        .body(axum::body::Body::empty())
        .unwrap();
    assert_eq!(stranger.send(foreign).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_same_is_done_through_the_api() {
    let site = TestSite::party_cell();
    let stranger = site.stranger();
    let unit = site.unit("A-1");
    let way = format!("/api/units/{unit}/ask");
    let asked = stranger
        .post_json(&way, &json!({"text": WORDS}))
        .await
        .json();
    assert_eq!(asked["number"], 1, "{asked}");
    let secret = asked["secret"].clone();
    let again = stranger
        .post_json(&way, &json!({"text": WORDS, "secret": secret}))
        .await;
    assert_eq!(
        again.json()["number"],
        1,
        "the same secret is the same petition"
    );
    let secretary = site.person_browser("A-1/1");
    let record = format!("/api/units/{unit}/petitions");
    let body = json!({"text": "a seat", "on": "2026-11-20"});
    let done = secretary.post_json(&record, &body).await.json();
    assert_eq!(done["new"], 2, "{done}");
    let body = json!({"text": "it hangs"});
    let answered = secretary.post_json("/api/petitions/1/answer", &body).await;
    assert_eq!(answered.status, StatusCode::OK, "{}", answered.body);
    let body = json!({"text": "it hangs well", "reason": "looked again"});
    let corrected = secretary.post_json("/api/petitions/1/correct", &body).await;
    assert_eq!(corrected.status, StatusCode::OK, "{}", corrected.body);
    let shown = secretary.get("/api/petitions/1").await.json();
    assert_eq!(shown["text"], WORDS, "{shown}");
    assert_eq!(shown["answer"], "it hangs well", "{shown}");
    let body = json!({"to": site.unit("A").0, "reason": "they have seats"});
    let passed = secretary.post_json("/api/petitions/2/pass-on", &body).await;
    assert_eq!(passed.status, StatusCode::OK, "{}", passed.body);
    let list = secretary.get(&record).await.json();
    assert_eq!(list.as_array().unwrap().len(), 2, "{list}");
    let withdraw = "/api/petitions/1/withdraw";
    let wrong = json!({"secret": "0".repeat(64)});
    assert_eq!(
        stranger.post_json(withdraw, &wrong).await.status,
        StatusCode::NOT_FOUND
    );
    let gone = stranger
        .post_json(withdraw, &json!({"secret": secret}))
        .await;
    assert_eq!(gone.status, StatusCode::OK, "{}", gone.body);
    let shown = secretary.get("/api/petitions/1").await.json();
    assert!(
        shown["text"].is_null() && shown["answer"].is_null(),
        "{shown}"
    );
}

fn everything_in(directory: &std::path::Path) -> Vec<u8> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            all.extend(std::fs::read(path).unwrap());
        }
    }
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn after_the_time_nothing_of_it_is_left_and_the_chain_holds() {
    let directory = tempfile::tempdir().unwrap();
    let site = TestSite::party_cell_in(directory.path());
    let stranger = site.stranger();
    let kept = asked(&site, &stranger).await;
    let secretary = site.person_browser("A-1/1");
    let fields = [("text", "Lit from tonight on"), ("on", "2026-11-23")];
    see_other(
        &secretary
            .fill_in("/petitions/1/answer", "/petitions/1/answer", &fields)
            .await,
    );
    let it = site
        .clerk
        .read(|state, _| state.petition(kernel::PetitionId(1)))
        .unwrap();
    let texts = [it.as_ref().unwrap().text, it.unwrap().contact.unwrap()];
    let erased =
        |id: DocumentId| matches!(site.clerk.document(id), Ok(Some(journal::Document::Erased)));
    assert!(!texts.into_iter().any(erased));
    site.wait_days(179);
    assert_eq!(web::erase_what_is_due(&site.clerk).await.unwrap(), 0);
    site.wait_days(180);
    let before = site.entries();
    assert_eq!(web::erase_what_is_due(&site.clerk).await.unwrap(), 1);
    assert_eq!(web::erase_what_is_due(&site.clerk).await.unwrap(), 0);
    assert_eq!(
        site.entries(),
        before + 1,
        "nothing is recorded where nothing is due"
    );
    assert!(texts.into_iter().all(erased));
    let page = text(&stranger.get(&kept).await);
    assert!(
        page.contains("was erased on") && !page.contains("lamp"),
        "{page}"
    );
    assert!(!page.contains("Lit from"), "{page}");
    let files = everything_in(directory.path());
    assert!(files.len() > 10_000);
    for words in ["bakery", "third gate", "Lit from tonight"] {
        let found = files.windows(words.len()).any(|it| it == words.as_bytes());
        assert!(!found, "{words} is still in the files");
    }
    let whole = site.operator().get("/api/verify").await;
    assert_eq!(whole.status, StatusCode::OK, "{}", whole.body);
}
