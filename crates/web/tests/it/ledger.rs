//! The books of a unit and the statement of a member: what is written down is seen, read for
//! any days, taken back with a reason, and given as files.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::reading::{read, text};
use crate::site::{Answer, Browser, TestSite};

async fn told(browser: &Browser<'_>, path: &str) -> Value {
    let answer = browser.get(path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
    answer.json()
}

async fn done(browser: &Browser<'_>, path: &str, body: Value) {
    let answer = browser.post_json(path, &body).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
}

/// The union in which everybody but one has paid for January 2024, and a banner was bought.
async fn collected() -> TestSite {
    let site = TestSite::union();
    let unit = site.unit("R-1");
    let treasurer = site.person_browser("R-1/2");
    let list = treasurer.get(&format!("/units/{unit}/dues")).await;
    let period = list.header("location").unwrap().rsplit('/').next().unwrap();
    let unpaid = site.person("R-1/9").0;
    let body = json!({"period": period, "on": "2026-11-20", "save": [{"person": unpaid}]});
    done(&treasurer, &format!("/api/units/{unit}/dues/collect"), body).await;
    let body = json!({"amount": "20.00 EUR", "purpose": "=1+1 banner", "on": "2026-11-21"});
    done(&treasurer, &format!("/api/units/{unit}/money/spend"), body).await;
    site
}

#[tokio::test]
async fn an_expense_is_read_by_those_who_keep_the_books_and_struck_with_a_reason() {
    let site = collected().await;
    let unit = site.unit("R-1");
    let (treasurer, member) = (site.person_browser("R-1/2"), site.person_browser("R-1/9"));
    let books = read(&treasurer, &format!("/units/{unit}/money")).await;
    assert!(
        books.contains("Spent: =1+1 banner 21 November 2026 stands 20.00"),
        "{books}"
    );
    let outlay = format!("/units/{unit}/money/outlays/2");
    // Whoever may see figures only sees that something was spent.
    for page in [&format!("/units/{unit}/money"), &outlay] {
        let seen = read(&member, page).await;
        assert!(seen.contains("Spent") && !seen.contains("banner"), "{seen}");
        assert!(!seen.contains("Strike it"), "{seen}");
    }
    let form = format!("{outlay}/strike");
    assert!(read(&treasurer, &outlay).await.contains("Strike it"));
    assert_eq!(
        member.get(&form).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let day = ("on", "2026-11-22");
    let empty = treasurer
        .fill_in(&form, &form, &[("reason", " "), day])
        .await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields = [("reason", "it was lent"), day];
    let struck = treasurer.fill_in(&form, &form, &fields).await;
    assert_eq!(struck.status, StatusCode::SEE_OTHER, "{}", struck.body);
    let page = text(&treasurer.get(struck.header("location").unwrap()).await);
    for expected in [
        "Struck 20.00 EUR that Harbour had spent on 22 November 2026",
        "It was struck on 22 November 2026, and what it moved was posted back: it was lent",
    ] {
        assert!(page.contains(expected), "{expected}: {page}");
    }
    assert!(!read(&member, &outlay).await.contains("lent"));
    let again = treasurer.fill_in(&form, &form, &fields).await;
    let again = text(&again);
    assert!(again.contains("is struck already"), "{again}");
    assert!(again.contains("Article 16"), "{again}");
    let api = told(&treasurer, &format!("/api/units/{unit}/money")).await;
    assert_eq!(api["outlays"][0]["struck"], "2026-11-22", "{api}");
    assert_eq!(api["accounts"][0]["balance"], "88.50", "{api}");
}

#[tokio::test]
async fn what_was_handed_up_is_struck_through_the_api_while_it_is_still_there() {
    let site = collected().await;
    let unit = site.unit("R-1");
    let (treasurer, operator) = (site.person_browser("R-1/2"), site.operator());
    let api = format!("/api/units/{unit}/money");
    let body = json!({"reason": "it was lent", "on": "2026-11-22"});
    done(&treasurer, &format!("{api}/outlays/2/strike"), body.clone()).await;
    done(
        &treasurer,
        &format!("{api}/remit"),
        json!({"on": "2026-11-22"}),
    )
    .await;
    let above = site.unit("N");
    let spent = json!({"amount": "10.00 EUR", "purpose": "stamps"});
    done(&operator, &format!("/api/units/{above}/money/spend"), spent).await;
    let outlays = told(&treasurer, &api).await["outlays"].clone();
    assert_eq!(outlays[0]["what"], "remittance", "{outlays}");
    let strike = format!("{api}/outlays/{}/strike", outlays[0]["number"]);
    let refused = treasurer.post_json(&strike, &body).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let refused = refused.json();
    assert_eq!(refused["error"]["article"]["number"], "16", "{refused}");
    let spent = told(&operator, &format!("/api/units/{above}/money")).await;
    let back = format!(
        "/api/units/{above}/money/outlays/{}/strike",
        spent["outlays"][0]["number"]
    );
    done(&operator, &back, json!({"reason": "not stamps"})).await;
    done(&treasurer, &strike, body).await;
    let spent = told(&operator, &format!("/api/units/{above}/money")).await;
    assert_eq!(spent["accounts"][0]["balance"], "0.00", "{spent}");
}

#[tokio::test]
async fn every_posting_is_listed_for_the_days_that_are_asked_for() {
    let site = collected().await;
    let unit = site.unit("R-1");
    let (treasurer, member) = (site.person_browser("R-1/2"), site.person_browser("R-1/9"));
    let unpaid = site.person("R-1/9");
    let pay = format!("/api/people/{unpaid}/dues/pay");
    done(
        &treasurer,
        &pay,
        json!({"amount": "0.50 EUR", "on": "2026-11-22"}),
    )
    .await;
    let path = format!("/units/{unit}/money/postings");
    let all = read(&treasurer, &path).await;
    for expected in [
        "3 postings",
        "No. 1. List for January 2024 20 November 2026 charged open 90.00",
        "No. 1. List for January 2024 20 November 2026 open cash 88.50",
        "No. 2. Spent: =1+1 banner 21 November 2026 cash spent 20.00",
        "No. 3. Paid: Name R-1/9, January 2024 22 November 2026 open cash 0.50",
        "In cash 0.00 69.00 69.00",
    ] {
        assert!(all.contains(expected), "{expected}: {all}");
    }
    let days = "from=2026-11-21&to=2026-11-21";
    let one = read(&treasurer, &format!("{path}?{days}")).await;
    for expected in [
        "from 21 November 2026 to 21 November 2026",
        "1 posting",
        "In cash 88.50 -20.00 68.50",
    ] {
        assert!(one.contains(expected), "{expected}: {one}");
    }
    // What single people paid is in the sums of those who may see figures only.
    let figures = read(&member, &path).await;
    assert!(figures.contains("2 postings"), "{figures}");
    assert!(figures.contains("In cash 0.00 69.00 69.00"), "{figures}");
    assert!(
        !figures.contains("Paid:") && !figures.contains("banner"),
        "{figures}"
    );
    assert_eq!(
        member.get(&format!("{path}.csv")).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let sheet = treasurer.get(&format!("{path}.csv?{days}")).await.body;
    assert!(sheet.contains("'=1+1 banner"), "{sheet}");
    assert!(sheet.contains("cash,spent,20.00"), "{sheet}");
    assert_eq!(sheet.trim().lines().count(), 2, "{sheet}");
    let book = treasurer.get(&format!("{path}.xlsx")).await;
    assert_eq!(book.status, StatusCode::OK);
    let api = told(&treasurer, &format!("/api{path}?{days}")).await;
    assert_eq!(api["postings"][0]["text"], "=1+1 banner", "{api}");
    assert_eq!(api["accounts"][0]["before"], "88.50", "{api}");
    let hidden = told(&member, &format!("/api{path}")).await;
    assert_eq!(hidden["total"], 2, "{hidden}");
    assert!(hidden["postings"][0]["text"].is_null(), "{hidden}");
}

#[tokio::test]
async fn a_statement_says_why_and_what_was_let_off_can_be_owed_after_all() {
    let site = collected().await;
    let (treasurer, member) = (site.person_browser("R-1/2"), site.person_browser("R-1/9"));
    let person = site.person("R-1/9");
    let page = format!("/people/{person}/dues");
    let waive = json!({"period": "2024-01-01", "reason": "out of work", "on": "2026-11-21"});
    done(&treasurer, &format!("/api{page}/waive"), waive).await;
    let own = read(&member, &page).await;
    assert!(own.contains("You owe nothing."), "{own}");
    assert!(
        own.contains("Waived for January 2024: out of work"),
        "{own}"
    );
    assert!(!own.contains("Owed after all"), "{own}");
    let form = format!("{page}/restore");
    let fields = [
        ("period", "2024-01-01"),
        ("reason", "it was her sister"),
        ("on", "2026-11-22"),
    ];
    let restored = treasurer.fill_in(&form, &form, &fields).await;
    assert_eq!(restored.status, StatusCode::SEE_OTHER, "{}", restored.body);
    let after = text(&treasurer.get(restored.header("location").unwrap()).await);
    for expected in [
        "owes 1.50 EUR",
        "Owed after all for January 2024: it was her sister",
        "Strike a charge",
    ] {
        assert!(after.contains(expected), "{expected}: {after}");
    }
    let form = format!("{page}/strike");
    let fields = [
        ("period", "2024-01-01"),
        ("reason", "never joined"),
        ("on", "2026-11-22"),
    ];
    let struck = treasurer.fill_in(&form, &form, &fields).await;
    assert_eq!(struck.status, StatusCode::SEE_OTHER, "{}", struck.body);
    let last = "from=2026-11-22&to=2026-11-30";
    let api = told(&member, &format!("/api{page}?{last}")).await;
    assert_eq!(api["open"], "0.00", "{api}");
    assert_eq!(api["entries"], json!([]), "{api}");
    assert_eq!(api["payments"].as_array().unwrap().len(), 2, "{api}");
    assert_eq!(api["payments"][0]["reason"], "never joined", "{api}");
    let sheet = member.get(&format!("{page}.csv")).await.body;
    assert_eq!(sheet.trim().lines().count(), 5, "{sheet}");
    let again = json!({"period": "2024-01-01", "reason": "twice"});
    let refused = treasurer
        .post_json(&format!("/api{page}/strike"), &again)
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    // Nobody else is told that there is anything.
    let other = site.person_browser("R-1/12");
    for path in [page.clone(), format!("{page}.csv"), form] {
        assert_ne!(other.get(&path).await.status, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn a_long_list_has_pages_and_ticking_one_leaves_the_others_open() {
    let site = TestSite::union();
    let (unit, other) = (site.unit("R-1"), site.unit("R-2"));
    let body = json!({"to": unit.0, "on": "2026-11-02"});
    done(&site.operator(), &format!("/api/units/{other}/merge"), body).await;
    let treasurer = site.person_browser("R-1/2");
    let newest = treasurer.get(&format!("/units/{unit}/dues")).await;
    let path = newest.header("location").unwrap().to_owned();
    let first = treasurer.get(&path).await;
    assert!(first.body.len() < 50_000, "{} bytes", first.body.len());
    let ids = |answer: &Answer| -> Vec<String> {
        let parts = answer.body.split("name=\"shown\" value=\"").skip(1);
        parts
            .map(|it| it.split('"').next().unwrap().to_owned())
            .collect()
    };
    let shown = ids(&first);
    assert_eq!(shown.len(), 100);
    assert!(text(&first).contains("1 to 100 of 115 people"));
    assert_eq!(
        ids(&treasurer.get(&format!("{path}?page=2")).await).len(),
        15
    );
    let mut fields = vec![("on", "2026-11-20")];
    fields.extend(shown.iter().map(|id| ("shown", id.as_str())));
    fields.extend(shown.iter().map(|_| ("part", "")));
    fields.extend(shown.iter().map(|id| ("paid", id.as_str())));
    let sent = treasurer.send_form(&first, &path, &fields).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let rest = treasurer.get(&path).await;
    assert_eq!(ids(&rest).len(), 15, "whoever was not shown has not paid");
    assert!(text(&rest).contains("The whole list, line by line"));
    let whole = treasurer.get(&format!("{path}?how=read&page=2")).await;
    assert!(
        text(&whole).contains("101 to 115 of 115 people"),
        "{}",
        whole.body
    );
    assert!(whole.body.len() < 50_000);
}

#[tokio::test]
async fn what_is_wrong_with_a_list_of_dues_stands_where_it_was_typed() {
    let site = TestSite::union();
    let unit = site.unit("R-1");
    let treasurer = site.person_browser("R-1/2");
    let newest = treasurer.get(&format!("/units/{unit}/dues")).await;
    let path = newest.header("location").unwrap().to_owned();
    let drawn = treasurer.get(&path).await;
    let shown = drawn.hidden("shown").unwrap();
    let before = site.entries();
    let row = [("shown", shown.as_str()), ("paid", &shown)];
    // A day to come, at the field of the day.
    let fields = [&[("on", "2027-01-05"), ("part", "")][..], &row].concat();
    let refused = treasurer.send_form(&drawn, &path, &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let at_the_day = refused.body.split("id=\"on-about\">").nth(1);
    assert!(
        at_the_day.is_some_and(|it| it.contains("has not come yet")),
        "{}",
        text(&refused)
    );
    assert!(
        !refused.body.contains("class=\"refused\""),
        "{}",
        refused.body
    );
    // An amount that is none, beside the name.
    let fields = [&[("on", "2026-11-20"), ("part", "a few")][..], &row].concat();
    let refused = treasurer.send_form(&drawn, &path, &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let beside = refused.body.split(&format!("id=\"part-{shown}\">")).nth(1);
    assert!(
        beside.is_some_and(|it| it.starts_with("Give an amount")),
        "{}",
        refused.body
    );
    assert!(refused.body.contains("value=\"a few\""), "it is kept");
    assert!(
        refused.body.contains(&format!("href=\"#part-{shown}\"")),
        "the way to it"
    );
    assert!(
        !refused.body.contains("id=\"on-about\""),
        "nothing is wrong with the day"
    );
    assert_eq!(site.entries(), before);
}
