//! Applications: opened, signed, decided and ratified by the people whose turn
//! it is, each on the pages as they see them; and again through the API.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::reading::{done, nothing_at, read, says, text};
use crate::site::{Answer, Browser, TestSite};

/// Fills in a form whose address says more than where it is.
async fn sent(browser: &Browser<'_>, page: &str, fields: &[(&str, &str)]) -> Answer {
    browser.fill_in(page, page, fields).await
}

async fn led_on(browser: &Browser<'_>, answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", text(answer));
    read(browser, answer.header("location").unwrap()).await
}

/// Opens an application in A-1 and gives the way to it.
async fn opened(secretary: &Browser<'_>, site: &TestSite) -> String {
    let form = format!(
        "/units/{}/applications/new?procedure=admission",
        site.unit("A-1")
    );
    says(
        &read(secretary, &form).await,
        &[
            "Open an admission",
            "First: two members answer for the applicant.",
            "Article 15",
        ],
    );
    let fields = [("name", "Ana Marsh"), ("on", "2026-10-01")];
    let answer = sent(secretary, &form, &fields).await;
    let way = answer.header("location").unwrap().to_owned();
    says(
        &led_on(secretary, &answer).await,
        &[
            "Admission of Ana Marsh",
            "0 of 2 have signed, by 1 December 2026",
        ],
    );
    way.split('?').next().unwrap().to_owned()
}

#[tokio::test]
async fn what_is_opened_is_asked_where_the_address_does_not_say() {
    let site = TestSite::by_steps();
    let secretary = site.person_browser("A-1/1");
    let form = format!("/units/{}/applications/new", site.unit("A-1"));
    says(
        &read(&secretary, &form).await,
        &["Open something new", "What is opened", "Admission"],
    );
    let answer = sent(&secretary, &form, &[("procedure", "admission")]).await;
    says(&led_on(&secretary, &answer).await, &["Open an admission"]);
    // A day to come is told at its field, and what was typed is kept.
    let form = format!("{form}?procedure=admission");
    let fields = [("name", "Ana Marsh"), ("on", "2027-01-01")];
    let again = sent(&secretary, &form, &fields).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    let error = "<strong class=\"error\" id=\"on-about\">";
    let error = again.body.split(error).nth(1).unwrap();
    let error = error.split('<').next().unwrap();
    assert!(error.contains("has not come yet"), "{error}");
    assert!(!again.body.contains("role=\"alert\""), "{}", again.body);
    assert!(again.body.contains("value=\"Ana Marsh\""));
}

#[tokio::test]
async fn an_applicant_comes_in_by_the_hands_of_those_whose_turn_it_is() {
    let site = TestSite::by_steps();
    let [secretary, member, officer] =
        ["A-1/1", "A-1/3", "A-1/2"].map(|code| site.person_browser(code));
    let way = opened(&secretary, &site).await;
    says(&read(&member, &way).await, &["Sign", "now", "to come"]);
    done(&member, &format!("{way}/sign"), &[("on", "2026-10-02")]).await;
    let own = site.person("A-1/1").to_string();
    let page = done(
        &secretary,
        &format!("{way}/sign"),
        &[("person", &own), ("on", "2026-10-03")],
    )
    .await;
    says(
        &page,
        &["The general meeting decides: the general meeting of No. 1 Cell"],
    );
    let decide = format!("{way}/decide?step=meeting");
    let votes = [
        ("outcome", "agreed"),
        ("present", "10"),
        ("in_favour", "8"),
        ("against", "1"),
        ("abstaining", "1"),
        ("on", "2026-10-20"),
    ];
    let answer = sent(&secretary, &decide, &votes).await;
    says(
        &led_on(&secretary, &answer).await,
        &[
            "The committee above ratifies: the city or county committee above, by 20 January 2027",
            "10 of 12 with a vote were present: 8 in favour, 1 against, 1 abstaining; 6 were needed.",
        ],
    );
    says(
        &read(&officer, "/").await,
        &["Admission: the committee above ratifies"],
    );
    // The meeting decides nothing for the committee.
    let ratify = format!("{way}/decide?step=ratification");
    let ratified = [("outcome", "ratified"), ("on", "2026-11-20")];
    let refused = sent(&secretary, &ratify, &ratified).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    says(&text(&refused), &["This step is not yours", "Article 15"]);
    let answer = sent(&officer, &ratify, &ratified).await;
    says(
        &led_on(&officer, &answer).await,
        &["It is at its end: done on 20 November 2026"],
    );
    says(
        &read(&secretary, "/people?q=marsh").await,
        &["Ana Marsh Candidate member"],
    );
}

#[tokio::test]
async fn what_goes_by_steps_is_not_offered_directly_and_not_done_directly() {
    let site = TestSite::by_steps();
    let secretary = site.person_browser("A-1/1");
    let unit = format!("/units/{}", site.unit("A-1"));
    let page = read(&secretary, &unit).await;
    assert!(!page.contains("Admit somebody"), "{page}");
    says(&page, &["Open an admission", "Applications (0)"]);
    let fields = [("name", "Ana Marsh"), ("on", "2026-11-20")];
    let answer = sent(&secretary, &format!("{unit}/admit"), &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    says(
        &text(&answer),
        &[
            "This is done by admission, and not directly.",
            "Article 15",
            "Open one: admission.",
        ],
    );
}

#[tokio::test]
async fn an_application_is_nothing_to_those_who_may_not_know_of_it() {
    let site = TestSite::by_steps();
    let secretary = site.person_browser("A-1/1");
    let way = opened(&secretary, &site).await;
    for code in ["A-2/1", "B-1/1"] {
        nothing_at(&site.person_browser(code), &way).await;
    }
    let list = format!("/units/{}/applications", site.unit("A-1"));
    says(
        &read(&secretary, &list).await,
        &["Admission of Ana Marsh", "1 proceeding"],
    );
    says(
        &read(&secretary, &format!("{list}?q=nobody")).await,
        &["No proceedings"],
    );
    nothing_at(&site.person_browser("B-1/1"), &list).await;
    let file = secretary.get(&format!("{list}.csv")).await;
    assert!(
        file.body.contains("admission,Ana Marsh,A-1,No. 1 Cell"),
        "{}",
        file.body
    );
    let page = done(&secretary, &format!("{way}/drop"), &[("on", "2026-11-01")]).await;
    says(&page, &["It is at its end: dropped on 1 November 2026"]);
}

#[tokio::test]
async fn the_api_goes_the_same_way_with_the_same_refusals() {
    let site = TestSite::by_steps();
    let [secretary, officer] = ["A-1/1", "A-1/2"].map(|code| site.person_browser(code));
    let unit = site.unit("A-1");
    let post = async |browser: &Browser<'_>, path: String, body: Value| {
        let answer = browser.post_json(&path, &body).await;
        let json: Value = serde_json::from_str(&answer.body).unwrap();
        (answer.status, json)
    };
    let open = json!({"procedure": "admission", "name": "Ana Marsh", "on": "2026-10-01"});
    let (status, answer) = post(&secretary, format!("/api/units/{unit}/applications"), open).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let way = format!("/api/applications/{}", answer["new"]);
    for code in ["A-1/1", "A-1/3"] {
        let sign = json!({"person": site.person(code).0, "on": "2026-10-02"});
        let (status, answer) = post(&secretary, format!("{way}/sign"), sign).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
    }
    let votes = json!({"present": 10, "in_favour": 9});
    let decide =
        json!({"step": "meeting", "outcome": "agreed", "votes": votes, "on": "2026-10-20"});
    let (status, answer) = post(&secretary, format!("{way}/decide"), decide.clone()).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    // Somebody else who records the same meeting decides nothing else by it.
    let (status, answer) = post(&secretary, format!("{way}/decide"), decide).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{answer}");
    let shown: Value = serde_json::from_str(&officer.get(&way).await.body).unwrap();
    assert_eq!(shown["step"], "ratification");
    assert_eq!(shown["waits_for"]["code"], "A");
    assert_eq!(shown["decisions"][0]["votes"]["needed"], 6);
    assert_eq!(shown["may_take"], true);
    let ratify = json!({"step": "ratification", "outcome": "ratified", "on": "2026-11-01"});
    let (status, answer) = post(&officer, format!("{way}/decide"), ratify).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let shown: Value = serde_json::from_str(&officer.get(&way).await.body).unwrap();
    assert_eq!(shown["course"], "done");
}

#[tokio::test]
async fn a_decision_is_struck_by_whoever_decides_and_the_step_is_open_again() {
    let site = TestSite::by_steps();
    let [secretary, member, officer] =
        ["A-1/1", "A-1/3", "A-1/2"].map(|code| site.person_browser(code));
    let way = opened(&secretary, &site).await;
    done(&member, &format!("{way}/sign"), &[("on", "2026-10-02")]).await;
    let own = site.person("A-1/1").to_string();
    let signed = [("person", own.as_str()), ("on", "2026-10-03")];
    done(&secretary, &format!("{way}/sign"), &signed).await;
    let votes = [
        ("outcome", "agreed"),
        ("present", "10"),
        ("in_favour", "8"),
        ("on", "2026-10-20"),
    ];
    let decide = format!("{way}/decide?step=meeting");
    let answer = sent(&secretary, &decide, &votes).await;
    let page = led_on(&secretary, &answer).await;
    says(&page, &["Was this a mistake? Strike the decision"]);
    let strike = format!("{way}/strike");
    says(
        &read(&secretary, &strike).await,
        &[
            "Strike the last decision",
            "it stands at this step again, with the time it had",
            "Article 15",
        ],
    );
    // Whoever ratifies does not strike what the meeting decided.
    let why = [("reason", "miscounted")];
    let refused = sent(&officer, &strike, &why).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    says(&text(&refused), &["This step is not yours", "Article 15"]);
    let page = done(&secretary, &strike, &why).await;
    says(
        &page,
        &[
            "was struck",
            "The general meeting decides: the general meeting of No. 1 Cell",
            "Enter the decision",
        ],
    );
    assert!(!page.contains("Strike the last decision"), "{page}");
    // Once it has made somebody a member, leaving is what ends that.
    let answer = sent(&secretary, &decide, &votes).await;
    led_on(&secretary, &answer).await;
    let ratified = [("outcome", "ratified"), ("on", "2026-11-20")];
    let ratify = format!("{way}/decide?step=ratification");
    let answer = sent(&officer, &ratify, &ratified).await;
    let page = led_on(&officer, &answer).await;
    assert!(!page.contains("Strike the"), "{page}");
    let api = json!({"reason": "too hasty"});
    let answer = officer.post_json(&format!("/api{strike}"), &api).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.body.contains("became a member by it"),
        "{}",
        answer.body
    );
    assert!(
        answer.body.contains("Record that they left"),
        "{}",
        answer.body
    );
}
