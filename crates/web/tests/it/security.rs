//! What every answer carries, and what is answered when there is nothing to show.

use axum::body::Body;
use axum::http::{StatusCode, header};

use crate::site::TestSite;

#[tokio::test]
async fn every_answer_is_shut_to_everything_but_our_own_files() {
    let site = TestSite::party_cell();
    let browser = site.person_browser("A-1/1");
    for path in [
        "/",
        "/account",
        "/no/such/page",
        "/api/no/such",
        "/assets/style.css",
    ] {
        let answer = browser.get(path).await;
        let policy = answer.header("content-security-policy").unwrap();
        for part in [
            "default-src 'none'",
            "style-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        ] {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        assert_eq!(
            answer.header("x-content-type-options"),
            Some("nosniff"),
            "{path}"
        );
        assert_eq!(
            answer.header("referrer-policy"),
            Some("same-origin"),
            "{path}"
        );
        let kept = answer.header("cache-control").unwrap();
        assert_eq!(
            kept != "no-store",
            path.starts_with("/assets/"),
            "{path}: {kept}"
        );
    }
}

#[tokio::test]
async fn no_page_asks_for_what_the_policy_forbids() {
    let site = TestSite::party_cell();
    let browser = site.person_browser("A-1/1");
    for path in ["/", "/account", "/no/such/page"] {
        let body = browser.get(path).await.body;
        for forbidden in [
            "<script",
            " style=\"",
            "<style",
            "javascript:",
            " onclick",
            "http://",
            "https://",
        ] {
            assert!(!body.contains(forbidden), "{path} has {forbidden}");
        }
    }
}

#[tokio::test]
async fn the_style_sheet_is_kept_for_ever_under_the_address_that_names_it() {
    let site = TestSite::party_cell();
    let browser = site.stranger();
    let page = browser.get("/signin").await;
    let address = page
        .body
        .split_once("rel=\"stylesheet\" href=\"")
        .unwrap()
        .1
        .split_once('"')
        .unwrap()
        .0
        .to_owned();
    let style = browser.get(&address).await;
    assert_eq!(
        style.header("cache-control"),
        Some("public, max-age=31536000, immutable")
    );
    let tag = style.header("etag").unwrap().to_owned();
    assert!(tag.starts_with('"'), "a strong tag: {tag}");
    let again = browser
        .request("GET", &address)
        .header(header::IF_NONE_MATCH, &tag);
    let again = browser.send(again.body(Body::empty()).unwrap()).await;
    assert_eq!(
        (again.status, again.body.as_str()),
        (StatusCode::NOT_MODIFIED, "")
    );
    let packed = browser
        .request("GET", &address)
        .header(header::ACCEPT_ENCODING, "gzip");
    let packed = browser.send(packed.body(Body::empty()).unwrap()).await;
    let packed_tag = packed.header("etag").unwrap();
    assert_ne!(packed_tag, tag, "other bytes, another tag");
    let again = browser
        .request("GET", &address)
        .header(header::IF_NONE_MATCH, packed_tag);
    assert_eq!(
        browser
            .send(again.body(Body::empty()).unwrap())
            .await
            .status,
        StatusCode::NOT_MODIFIED
    );
    let bare = browser.get("/assets/style.css").await;
    assert_eq!(bare.header("cache-control"), Some("public, max-age=3600"));
}

#[tokio::test]
async fn answers_are_packed_for_those_who_ask() {
    let site = TestSite::party_cell();
    let browser = site.stranger();
    let plain = browser.get("/signin").await;
    assert_eq!(plain.header("content-encoding"), None);
    let request = browser
        .request("GET", "/signin")
        .header(header::ACCEPT_ENCODING, "gzip");
    let packed = browser.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(packed.header("content-encoding"), Some("gzip"));
}

#[tokio::test]
async fn what_is_not_there_is_said_as_a_page_and_as_json() {
    let site = TestSite::party_cell();
    let page = site.person_browser("A-1/1").get("/no/such/page").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(
        page.body.contains("<h1>Not found</h1>") && page.body.contains("Name A-1/1"),
        "{}",
        page.body
    );
    let stranger = site.stranger().get("/no/such/page").await;
    assert_eq!(stranger.status, StatusCode::NOT_FOUND);
    assert!(!stranger.body.contains("Signed in as"));
    let api = site.stranger().get("/api/no/such").await;
    assert_eq!(api.status, StatusCode::NOT_FOUND);
    assert_eq!(api.json()["error"]["kind"], "not_found");
    let method = site
        .stranger()
        .post_json("/api/no/such", &serde_json::json!({}))
        .await;
    assert_eq!(method.json()["error"]["kind"], "not_found");
    let wrong = site.stranger().post("/account", &[]).await;
    assert_eq!(
        (wrong.status, wrong.header("allow")),
        (StatusCode::METHOD_NOT_ALLOWED, Some("GET,HEAD"))
    );
}

#[tokio::test]
async fn more_than_is_taken_is_refused() {
    let site = TestSite::party_cell();
    let long = "x".repeat(13 << 20);
    let answer = site
        .person_browser("A-1/1")
        .post("/signout", &[("token", &long)])
        .await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(site.log().is_empty(), "{:?}", site.log());
}
