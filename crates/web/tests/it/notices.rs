//! The mail about what is due, turned off and on: by whoever is signed in, and
//! by whoever has a mail with the address in it.

use axum::body::Body;
use axum::http::StatusCode;
use journal::hex;
use kernel::PersonId;

use crate::reading::nothing_at;
use crate::site::{Browser, TestSite};

/// The path that stands in the mails to somebody.
fn stop_path(site: &TestSite, person: PersonId) -> String {
    let secret = site.clerk.notices().notice_secret(person.0);
    format!("/notices/stop/{person}/{}", hex(&secret))
}

fn is_off(site: &TestSite, person: PersonId) -> bool {
    site.clerk.notices().has_notices_off(person.0).unwrap()
}

/// What mail programs send when their own button is pressed.
async fn one_click(browser: &Browser<'_>, path: &str) -> StatusCode {
    let request = browser
        .request("POST", path)
        .header("content-type", "application/x-www-form-urlencoded")
        .header("origin", "https://mail.example")
        .header("sec-fetch-site", "cross-site")
        .body(Body::from("List-Unsubscribe=One-Click"))
        .unwrap();
    browser.send(request).await.status
}

#[tokio::test]
async fn the_address_in_a_mail_shows_a_button_and_the_button_stops_it() {
    let site = TestSite::party_cell();
    let (person, stranger) = (site.person("A-1/1"), site.stranger());
    let stop = stop_path(&site, person);
    let start = stop.replace("/stop/", "/start/");
    let before = site.entries();
    // Mail programs look at every address: looking changes nothing.
    let page = stranger.get(&stop).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert!(page.body.contains("<h1>Stop the mail?</h1>"));
    assert!(
        page.body
            .contains(&format!("<form action=\"{stop}\" method=\"post\">"))
    );
    assert!(!page.body.contains("Name A-1/1"), "nobody is named");
    assert!(!is_off(&site, person));
    let stopped = stranger.post(&stop, &[]).await;
    assert_eq!(stopped.status, StatusCode::OK);
    assert!(stopped.body.contains("<h1>You get no more mail</h1>"));
    assert!(is_off(&site, person));
    assert!(stranger.get(&stop).await.body.contains("no more mail"));
    // The undoing act stands beside it.
    assert!(stopped.body.contains(&format!("action=\"{start}\"")));
    assert!(
        stranger
            .post(&start, &[])
            .await
            .body
            .contains("Stop the mail?")
    );
    assert!(!is_off(&site, person));
    // A mail program does it without anybody looking, from where it is.
    assert_eq!(one_click(&stranger, &stop).await, StatusCode::OK);
    assert!(is_off(&site, person));
    assert_eq!(site.entries(), before, "the journal says nothing of it");
}

#[tokio::test]
async fn no_other_secret_stops_a_mail_and_no_other_page_takes_what_comes_from_elsewhere() {
    let site = TestSite::party_cell();
    let (person, other, stranger) = (site.person("A-1/1"), site.person("A-1/2"), site.stranger());
    let stop = stop_path(&site, person);
    let foreign = stop.replacen(&format!("/{person}/"), &format!("/{other}/"), 1);
    for wrong in [
        foreign.as_str(),
        &format!("/notices/stop/{person}/{}", "0".repeat(64)),
        &format!("/notices/stop/{person}/x"),
        "/notices/stop/x/x",
    ] {
        nothing_at(&stranger, wrong).await;
        assert_eq!(
            one_click(&stranger, wrong).await,
            StatusCode::NOT_FOUND,
            "{wrong}"
        );
    }
    assert!(!is_off(&site, person) && !is_off(&site, other));
    let head = site.person_browser("A-1/1");
    assert_eq!(
        one_click(&head, "/account/notices/end").await,
        StatusCode::FORBIDDEN
    );
    assert!(!is_off(&site, person));
}

#[tokio::test]
async fn ones_account_says_whether_mail_comes_and_turns_it_off_and_on() {
    let site = TestSite::party_cell();
    let (head, person) = (site.person_browser("A-1/1"), site.person("A-1/1"));
    let account = head.get("/account").await;
    assert!(
        account
            .body
            .contains("can be sent to <b>A-1/1@example.org</b>"),
        "{}",
        account.body
    );
    let off = head.send_form(&account, "/account/notices/end", &[]).await;
    assert_eq!(off.status, StatusCode::SEE_OTHER);
    assert!(is_off(&site, person));
    let account = head.get("/account").await;
    assert!(account.body.contains("is not sent to you"));
    let on = head.send_form(&account, "/account/notices", &[]).await;
    assert_eq!(on.status, StatusCode::SEE_OTHER);
    assert!(!is_off(&site, person));
    let own = head.get(&format!("/people/{person}")).await;
    assert!(own.body.contains("can be sent to this e-mail address"));
    // The operator is nobody in the organisation, and nothing is due from them.
    let operator = site.operator();
    let account = operator.get("/account").await;
    assert!(!account.body.contains("/account/notices"));
}

#[tokio::test]
async fn the_api_says_and_sets_the_same() {
    let site = TestSite::party_cell();
    let (head, person) = (site.person_browser("A-1/1"), site.person("A-1/1"));
    let said = head.get("/api/me/notices").await.json();
    assert_eq!(said, serde_json::json!({ "on": true, "has_address": true }));
    let off = head
        .post_json("/api/me/notices", &serde_json::json!({ "on": false }))
        .await;
    assert_eq!(off.json()["on"], false, "{}", off.body);
    assert!(is_off(&site, person));
    nothing_at(&site.operator(), "/api/me/notices").await;
}

#[tokio::test]
async fn whoever_has_left_gets_no_mail_and_an_old_one_still_answers() {
    let site = TestSite::party_cell();
    let (head, person) = (site.person_browser("A-1/3"), site.person("A-1/3"));
    let stop = stop_path(&site, person);
    let leave = format!("/people/{person}/leave");
    let left = head.fill_in(&leave, &leave, &[]).await;
    assert_eq!(left.status, StatusCode::OK, "{}", left.body);
    let page = site.stranger().post(&stop, &[]).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("You get no more mail"));
    assert!(!page.body.contains("Send it to me again"));
    assert!(!is_off(&site, person), "no row is left of an erased person");
}

/// How many would be told something today, were their addresses no examples.
fn with_news(site: &TestSite) -> u32 {
    let today = site.clerk.clock().today();
    let round = site.clerk.read(|state, directory| {
        web::notices::ask(state, directory, site.clerk.notices(), today).unwrap()
    });
    let round = round.unwrap();
    let reserved = round.silent.get(&web::notices::Silence::Reserved);
    reserved.copied().unwrap_or(0)
}

#[tokio::test]
async fn whoever_is_behind_with_dues_is_reminded_and_nobody_who_wants_no_mail() {
    let site = TestSite::union();
    let (unit, person) = (site.unit("R-1"), site.person("R-1/5"));
    let member = site.person_browser("R-1/5");
    let reminders = |due: serde_json::Value| -> Vec<serde_json::Value> {
        let rows = due.as_array().unwrap().iter();
        rows.filter(|row| row["kind"] == "reminder")
            .cloned()
            .collect()
    };
    assert!(reminders(member.get("/api/due").await.json()).is_empty());
    assert_eq!(with_news(&site), 0, "nothing is due from a member");
    let operator = site.operator();
    for month in ["2024-01-01", "2024-02-01"] {
        let list = serde_json::json!({"period": month, "on": "2026-11-23"});
        let made = operator
            .post_json(&format!("/api/units/{unit}/dues/assess"), &list)
            .await;
        assert_eq!(made.status, StatusCode::OK, "{}", made.body);
    }
    let told = reminders(member.get("/api/due").await.json());
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(
        told[0]["message"],
        "second reminder: 3.00 EUR of subscription is open, 2 payments"
    );
    assert_eq!(told[0]["by"], "2024-01-15");
    assert_eq!(told[0]["article"]["number"], "16");
    let home = member.get("/").await.body;
    for said in [
        "Second reminder: 3.00 EUR of subscription is open, 2 payments",
        "The oldest was due on 15 January 2024.",
        &format!("/people/{person}/dues"),
    ] {
        assert!(home.contains(said), "{said}: {home}");
    }
    assert_eq!(with_news(&site), 1);
    // Nobody else reads it among what is due.
    let other = site.person_browser("R-1/1");
    let of_others = reminders(other.get("/api/due").await.json());
    assert!(of_others.iter().all(|row| row["unit"]["id"] == unit.0));
    assert!(
        !other
            .get("/")
            .await
            .body
            .contains(&format!("/people/{person}/dues"))
    );
    let off = member
        .post_json("/api/me/notices", &serde_json::json!({ "on": false }))
        .await;
    assert_eq!(off.json()["on"], false, "{}", off.body);
    let still = with_news(&site);
    assert!(still <= 1, "only whoever else looked: {still}");
    let pay = serde_json::json!({"amount": "3.00 EUR", "on": "2026-11-23"});
    let paid = operator
        .post_json(&format!("/api/people/{person}/dues/pay"), &pay)
        .await;
    assert_eq!(paid.status, StatusCode::OK, "{}", paid.body);
    assert!(reminders(member.get("/api/due").await.json()).is_empty());
}
