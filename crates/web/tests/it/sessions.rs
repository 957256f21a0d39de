//! Signing in and out, and what guards it.

use axum::body::Body;
use axum::http::StatusCode;

use crate::site::{Answer, Browser, TestSite, form};

const PASSWORD: &str = "a long and quiet evening";

/// The cookie that an answer sets, as a browser would send it back.
fn cookie_of(answer: &Answer) -> Option<String> {
    let set = answer.header("set-cookie")?;
    Some(set.split_once(';')?.0.to_owned())
}

/// Opens the page to sign in and sends its form.
async fn try_to_sign_in(browser: &mut Browser<'_>, name: &str, password: &str) -> Answer {
    let page = browser.get("/signin").await;
    if let Some(cookie) = cookie_of(&page) {
        browser.cookie = Some(cookie);
    }
    browser
        .send_form(&page, "/signin", &[("name", name), ("password", password)])
        .await
}

fn site() -> TestSite {
    let site = TestSite::party_cell();
    site.add_account("kim", PASSWORD, "A-1/1");
    site
}

#[tokio::test]
async fn the_right_password_opens_the_site_under_a_new_token() {
    let site = site();
    let mut browser = site.stranger();
    let answer = try_to_sign_in(&mut browser, "Kim", PASSWORD).await;
    assert_eq!(
        (answer.status, answer.header("location")),
        (StatusCode::SEE_OTHER, Some("/"))
    );
    let before = browser.cookie.clone();
    let set = answer.header("set-cookie").unwrap().to_owned();
    assert!(
        set.starts_with("charterhouse=") && set.ends_with("; HttpOnly; SameSite=Lax"),
        "{set}"
    );
    browser.cookie = cookie_of(&answer);
    assert_ne!(browser.cookie, before);
    let home = browser.get("/").await;
    assert_eq!(home.status, StatusCode::OK);
    assert!(home.body.contains("Name A-1/1"), "{}", home.body);
    let old = Browser {
        cookie: before,
        ..browser.clone()
    };
    assert_eq!(old.get("/").await.header("location"), Some("/signin"));
}

#[tokio::test]
async fn behind_tls_the_cookie_is_bound_to_tls_and_to_this_host() {
    let site = TestSite::party_cell_with(|settings| settings.tls = true);
    let page = site.stranger().get("/signin").await;
    let set = page.header("set-cookie").unwrap();
    assert!(set.starts_with("__Host-charterhouse="), "{set}");
    assert!(
        set.contains("; Path=/;") && set.ends_with("; Secure") && !set.contains("Domain"),
        "{set}"
    );
    assert!(page.header("strict-transport-security").is_some());
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_name_read_the_same() {
    let site = site();
    let mut texts = Vec::new();
    for (name, password) in [("kim", "not the password"), ("nobody", PASSWORD)] {
        let answer = try_to_sign_in(&mut site.stranger(), name, password).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.header("set-cookie").is_none());
        assert!(
            !answer.body.contains(password),
            "a password is never sent back"
        );
        texts.push(
            answer
                .body
                .split_once("role=\"alert\"")
                .unwrap()
                .1
                .split_once("</div>")
                .unwrap()
                .0
                .to_owned(),
        );
    }
    assert_eq!(texts[0], texts[1]);
    assert!(texts[0].contains("do not belong together"), "{}", texts[0]);
}

#[tokio::test]
async fn after_five_tries_even_the_right_password_has_to_wait() {
    let site = site();
    let mut browser = site.stranger();
    for _ in 0..5 {
        let answer = try_to_sign_in(&mut browser, "kim", "not the password").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let answer = try_to_sign_in(&mut browser, "kim", PASSWORD).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(answer.header("retry-after"), Some("31"));
    assert!(answer.body.contains("Wait 31 seconds"), "{}", answer.body);
    site.wait_days(1);
    assert_eq!(
        try_to_sign_in(&mut browser, "kim", PASSWORD).await.status,
        StatusCode::SEE_OTHER
    );
}

#[tokio::test]
async fn one_address_may_not_try_name_after_name() {
    let site = site();
    let mut browser = site.stranger();
    browser.address = Some("192.0.2.7:4000".parse().unwrap());
    for name in 0..20 {
        try_to_sign_in(&mut browser, &format!("name {name}"), "x").await;
    }
    assert_eq!(
        try_to_sign_in(&mut browser, "kim", PASSWORD).await.status,
        StatusCode::TOO_MANY_REQUESTS
    );
    browser.address = Some("192.0.2.8:4000".parse().unwrap());
    assert_eq!(
        try_to_sign_in(&mut browser, "kim", PASSWORD).await.status,
        StatusCode::SEE_OTHER
    );
}

#[tokio::test]
async fn signing_in_leads_back_to_the_page_asked_for_and_nowhere_else() {
    let site = site();
    let asked = site.stranger().get("/account?x=1").await;
    assert_eq!(
        asked.header("location"),
        Some("/signin?next=/account%3Fx%3D1")
    );
    for (next, to) in [
        ("/account", "/account"),
        ("//example.org", "/"),
        ("https://example.org", "/"),
    ] {
        let mut browser = site.stranger();
        let page = browser.get(&format!("/signin?next={next}")).await;
        browser.cookie = cookie_of(&page);
        let fields = [("name", "kim"), ("password", PASSWORD), ("then", next)];
        let answer = browser.send_form(&page, "/signin", &fields).await;
        assert_eq!(answer.header("location"), Some(to), "{next}");
    }
}

#[tokio::test]
async fn a_form_without_the_proof_of_this_session_is_refused() {
    let site = site();
    let (own, other) = (site.person_browser("A-1/1"), site.person_browser("A-1/2"));
    let (page, foreign) = (own.get("/account").await, other.get("/account").await);
    for fields in [
        &[][..],
        &[("token", "00"), ("key", "00")],
        &[("token", &foreign.hidden("token").unwrap())],
    ] {
        let answer = own.post("/signout", fields).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{fields:?}");
        assert!(
            answer.body.contains("load the page again"),
            "{}",
            answer.body
        );
    }
    assert_eq!(
        own.send_form(&page, "/signout", &[]).await.status,
        StatusCode::SEE_OTHER
    );
}

#[tokio::test]
async fn a_form_sent_from_another_site_is_refused_with_its_proof_too() {
    let site = site();
    let browser = site.person_browser("A-1/1");
    let page = browser.get("/account").await;
    let (token, key) = (page.hidden("token").unwrap(), page.hidden("key").unwrap());
    let fields = [("token", token.as_str()), ("key", key.as_str())];
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("origin", "http://example.org"),
        ("origin", "null"),
    ] {
        let request = browser.form_request("/signout").header(name, value);
        let answer = browser
            .send(request.body(Body::from(form(&fields))).unwrap())
            .await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{name}: {value}");
    }
    let request = browser
        .form_request("/signout")
        .header("origin", "http://localhost:7700");
    let answer = browser
        .send(request.body(Body::from(form(&fields))).unwrap())
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn sessions_end_when_idle_and_in_any_case_after_a_month() {
    let site = site();
    let browser = site.person_browser("A-1/1");
    for day in [6, 12, 18, 24, 29] {
        site.wait_days(day);
        assert_eq!(
            browser.get("/account").await.status,
            StatusCode::OK,
            "day {day}"
        );
    }
    site.wait_days(31);
    assert_eq!(browser.get("/account").await.status, StatusCode::SEE_OTHER);
    let site = TestSite::party_cell();
    let idle = site.person_browser("A-1/1");
    site.wait_days(8);
    assert_eq!(idle.get("/account").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn signing_out_everywhere_ends_every_session_of_the_account() {
    let site = site();
    let (mut here, mut there) = (site.stranger(), site.stranger());
    for browser in [&mut here, &mut there] {
        let answer = try_to_sign_in(browser, "kim", PASSWORD).await;
        browser.cookie = cookie_of(&answer);
    }
    let account = here.get("/account").await.body;
    assert_eq!(account.matches("last used today").count(), 2, "{account}");
    assert_eq!(account.matches("This is where you are now.").count(), 1);
    let answer = here.fill_in("/account", "/signout/everywhere", &[]).await;
    assert_eq!(answer.header("location"), Some("/signin"));
    assert!(answer.header("set-cookie").unwrap().contains("Max-Age=0"));
    for browser in [&here, &there] {
        assert_eq!(browser.get("/").await.status, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn a_changed_password_signs_out_everybody_but_who_changed_it() {
    let site = site();
    let (mut here, mut there) = (site.stranger(), site.stranger());
    for browser in [&mut here, &mut there] {
        let answer = try_to_sign_in(browser, "kim", PASSWORD).await;
        browser.cookie = cookie_of(&answer);
    }
    let change = async |old: &str, new: &str| {
        here.fill_in(
            "/account",
            "/account/password",
            &[("old", old), ("new", new)],
        )
        .await
    };
    let wrong = change("not the password", "another long evening").await;
    assert!(
        wrong.body.contains("This is not your password."),
        "{}",
        wrong.body
    );
    let short = change(PASSWORD, "short").await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(short.body.contains("fewer than 12"), "{}", short.body);
    let changed = change(PASSWORD, "another long evening").await;
    assert_eq!(changed.header("location"), Some("/account"));
    assert_eq!(there.get("/").await.status, StatusCode::SEE_OTHER);
    assert_eq!(
        here.get("/").await.status,
        StatusCode::SEE_OTHER,
        "the old token is gone"
    );
    let here = Browser {
        cookie: cookie_of(&changed),
        ..here.clone()
    };
    assert_eq!(here.get("/").await.status, StatusCode::OK);
    let old = try_to_sign_in(&mut site.stranger(), "kim", PASSWORD).await;
    assert_eq!(old.status, StatusCode::UNPROCESSABLE_ENTITY);
    let new = try_to_sign_in(&mut site.stranger(), "kim", "another long evening").await;
    assert_eq!(new.status, StatusCode::SEE_OTHER);
}
