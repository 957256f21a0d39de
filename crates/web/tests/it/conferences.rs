//! A conference through pages and the API: called, its seats given out, delegates
//! sent, replaced and struck, their codes printed, and the door.

mod many;

use axum::http::StatusCode;
use serde_json::json;

use crate::reading::text;
use crate::site::{Answer, Browser, TestSite};

const CALL: &[(&str, &str)] = &[
    ("key_day", "2026-11-20"),
    ("first", "2026-12-21"),
    ("last", "2026-12-22"),
    ("title", "The Harbour Congress"),
    ("place", "Old Hall"),
];

/// A site on which the union has called its conference for 21 December.
async fn called() -> TestSite {
    let site = TestSite::union();
    let union = site.unit("N");
    let way = format!("/units/{union}/conferences/call");
    let answer = site.operator().fill_in(&way, &way, CALL).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let location = answer.header("location").unwrap();
    assert!(location.starts_with("/conferences/0?done="), "{location}");
    site
}

/// What the form sends with two of the branch ticked and a third as substitute.
fn ticked(site: &TestSite) -> Vec<(String, String)> {
    let unit = site.unit("R-1").to_string();
    let person = |code: &str| site.person(code).to_string();
    [
        ("unit", unit),
        ("chosen", person("R-1/5")),
        ("chosen", person("R-1/6")),
        ("substitutes", "R-1/7".to_owned()),
        ("entitled", "60".to_owned()),
        ("ballots", "21".to_owned()),
        ("on", "2026-11-23".to_owned()),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .to_vec()
}

async fn sent(site: &TestSite) -> Answer {
    let unit = site.unit("R-1");
    let fields = ticked(site);
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let page = format!("/conferences/0/elect?unit={unit}");
    let secretary = site.person_browser("R-1/1");
    secretary
        .fill_in(&page, "/conferences/0/elect", &fields)
        .await
}

/// The codes on the printed list, by name.
fn codes(page: &Answer) -> Vec<(String, String)> {
    let rows = page.body.split("<tr><th scope=\"row\">").skip(1);
    rows.map(|row| {
        let (name, rest) = row.split_once("</th><td><code>").unwrap();
        let (code, _) = rest.split_once("</code>").unwrap();
        (name.to_owned(), code.to_owned())
    })
    .collect()
}

#[tokio::test]
async fn a_conference_is_called_and_its_seats_are_there_at_once() {
    let site = called().await;
    let page = text(&site.operator().get("/conferences/0").await);
    for wanted in [
        "The Harbour Congress",
        "21 December 2026 to 22 December 2026",
        "Old Hall",
        "4 seats of 2 units",
        "The seats were given out by the rolls of 20 November 2026, with 115 members in all.",
        "not chosen yet",
        "Call it off",
    ] {
        assert!(page.contains(wanted), "{wanted}: {page}");
    }
    let list = text(&site.operator().get("/conferences").await);
    assert!(list.contains("The Harbour Congress"), "{list}");
    // Whoever belongs beneath knows of it, and may do nothing about it.
    let member = site.person_browser("R-2/9");
    let page = text(&member.get("/conferences/0").await);
    assert!(
        page.contains("4 seats of 2 units") && !page.contains("Call it off"),
        "{page}"
    );
    // Too short a notice is refused by the article, with what was typed.
    let union = site.unit("N");
    let way = format!("/units/{union}/conferences/call");
    let fields = [
        ("key_day", "2026-11-20"),
        ("first", "2026-12-01"),
        ("last", "2026-12-01"),
        ("place", "New Hall"),
    ];
    let again = site.operator().fill_in(&way, &way, &fields).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = text(&again);
    assert!(
        page.contains("is less than 28 days ahead") && page.contains("Article 22"),
        "{page}"
    );
    assert!(again.body.contains("New Hall"), "what was typed is kept");
}

#[tokio::test]
async fn a_unit_records_whom_it_sends_and_a_substitute_takes_a_seat() {
    let site = called().await;
    let unit = site.unit("R-1");
    let form = text(
        &site
            .person_browser("R-1/1")
            .get(&format!("/conferences/0/elect?unit={unit}"))
            .await,
    );
    assert!(
        form.contains("It had 60 members on 20 November 2026 and sends 2 delegates."),
        "{form}"
    );
    let answer = sent(&site).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let secretary = site.person_browser("R-1/1");
    let page = text(&secretary.get(answer.header("location").unwrap()).await);
    assert!(
        page.contains("Strike the record") && page.contains("substitute"),
        "{page}"
    );
    // A second list is refused; somebody of another branch may not record one at all.
    let again = sent(&site).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text(&again).contains("chose its delegates on"), "{again:?}");
    let stranger = site.person_browser("R-2/9");
    let refused = stranger
        .get(&format!("/conferences/0/elect?unit={unit}"))
        .await;
    assert_ne!(refused.status, StatusCode::OK);
    // One gives the seat up.
    let person = site.person("R-1/5").to_string();
    let page = format!("/conferences/0/replace?person={person}");
    let lacking = secretary
        .fill_in(&page, "/conferences/0/replace", &[("person", &person)])
        .await;
    assert!(text(&lacking).contains("Say why."), "{}", lacking.body);
    let answer = secretary
        .fill_in(
            &page,
            "/conferences/0/replace",
            &[("person", &person), ("reason", "she is ill")],
        )
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let page = text(&secretary.get(answer.header("location").unwrap()).await);
    assert!(
        page.contains("gave the seat up") && page.contains("delegate in place of"),
        "{page}"
    );
    let mandate = site
        .clerk
        .read(|state, _| state.mandate(kernel::ConferenceId(0), site.person("R-1/7")))
        .unwrap();
    assert!(mandate.unwrap().seated());
    // The list is struck and made anew.
    let page = format!("/conferences/0/strike?unit={unit}");
    let fields = [
        ("unit", unit.to_string()),
        ("reason", "the wrong list".to_owned()),
    ];
    let fields = fields
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    let answer = secretary
        .fill_in(&page, "/conferences/0/strike", &fields)
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert_eq!(sent(&site).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_code_lets_one_person_in_once() {
    let site = called().await;
    sent(&site).await;
    let operator = site.operator();
    let page = operator.get("/conferences/0/credentials").await;
    let codes = codes(&page);
    assert_eq!(codes.len(), 2, "{}", page.body);
    assert_ne!(codes[0].1, codes[1].1);
    // A member sees no code, and the secretary those of the branch.
    let member = site.person_browser("R-1/9");
    let refused = member.get("/conferences/0/credentials").await;
    assert_ne!(refused.status, StatusCode::OK);
    let unit = site.unit("R-1");
    let own = format!("/conferences/0/credentials?unit={unit}");
    let page = site.person_browser("R-1/1").get(&own).await;
    assert_eq!(codes, self::codes(&page));
    // Before its first day nobody comes in.
    let door = "/conferences/0/door";
    let code = codes[0].1.to_lowercase().replace('-', " ");
    let early = operator
        .fill_in(door, door, &[("code", &code), ("on", "2026-11-23")])
        .await;
    assert!(
        text(&early).contains("23 November 2026 is not one of its days"),
        "{}",
        early.body
    );
    site.wait_days(28);
    let operator = site.operator();
    let day = ("on", "2026-12-21");
    let wrong = operator
        .fill_in(door, door, &[("code", "AAAAA-AAAAA"), day])
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text(&wrong).contains("No delegate of this conference has this code."));
    let answer = operator.fill_in(door, door, &[("code", &code), day]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let page = text(&operator.get(answer.header("location").unwrap()).await);
    assert!(page.contains("1 of 2 delegates are in."), "{page}");
    let again = operator.fill_in(door, door, &[("code", &code), day]).await;
    assert!(
        text(&again).contains("came in already, on 21 December 2026"),
        "{}",
        again.body
    );
    // It was somebody else: taken back, the code is good again.
    let person = site.person("R-1/5").to_string();
    let page = format!("/conferences/0/send-out?person={person}");
    let fields = [("person", person.as_str()), ("reason", "her sister")];
    let answer = operator
        .fill_in(&page, "/conferences/0/send-out", &fields)
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let answer = operator.fill_in(door, door, &[("code", &code), day]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
}

#[tokio::test]
async fn a_branch_is_told_to_choose_delegates_until_it_has() {
    let site = called().await;
    let branch = site.unit("R-1");
    let secretary = site.person_browser("R-1/1");
    let home = text(&secretary.get("/").await);
    assert!(
        home.contains("Choose delegates to the national conference"),
        "{home}"
    );
    assert!(home.contains("It is from 21 December 2026 to 22 December 2026."));
    let link = format!("/conferences/0/elect?unit={branch}");
    assert!(secretary.get("/").await.body.contains(&link));
    let due = secretary.get("/api/due").await.json();
    let of_kind = |due: &serde_json::Value| -> Vec<serde_json::Value> {
        let rows = due.as_array().unwrap().iter();
        rows.filter(|row| row["kind"] == "delegates")
            .cloned()
            .collect()
    };
    let told = of_kind(&due);
    assert_eq!(told.len(), 1, "{due}");
    assert_eq!(told[0]["by"], "2026-12-21");
    assert_eq!(told[0]["unit"]["id"], branch.0);
    assert_eq!(told[0]["article"]["number"], "22");
    sent(&site).await;
    assert!(of_kind(&secretary.get("/api/due").await.json()).is_empty());
    let home = text(&secretary.get("/").await);
    assert!(!home.contains("Choose delegates"), "{home}");
}

#[tokio::test]
async fn the_same_conference_is_not_called_twice_and_the_one_that_is_there_is_named() {
    let site = called().await;
    let union = site.unit("N");
    let again = json!({"kind": "conference", "key_day": "2026-11-20", "first": "2026-12-21", "last": "2026-12-22"});
    let refused = site
        .operator()
        .post_json(&format!("/api/units/{union}/conferences"), &again)
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let error = &refused.json()["error"];
    assert_eq!(error["article"]["number"], "22", "{error}");
    assert_eq!(
        error["way_on"],
        "Look at that one; call it off first where it is wrong."
    );
    let turned = json!({"kind": "conference", "key_day": "2026-11-20", "first": "2026-12-23", "last": "2026-12-24", "title": "Harbour\u{202e}!"});
    let refused = site
        .operator()
        .post_json(&format!("/api/units/{union}/conferences"), &turned)
        .await;
    let error = &refused.json()["error"];
    assert_eq!(
        error["message"],
        "A text holds a character that cannot be seen: U+202E."
    );
}

#[tokio::test]
async fn the_api_does_what_the_pages_do() {
    let site = TestSite::union();
    let operator = site.operator();
    let (union, branch) = (site.unit("N"), site.unit("R-1"));
    let call = json!({"kind": "conference", "key_day": "2026-11-20", "first": "2026-12-21", "last": "2026-12-22"});
    let done = operator
        .post_json(&format!("/api/units/{union}/conferences"), &call)
        .await;
    assert_eq!(done.json()["new"], 0, "{}", done.body);
    let people = [5, 6, 7].map(|number| site.person(&format!("R-1/{number}")).0);
    let list = json!({
        "unit": branch.0, "delegates": [people[0], people[1]], "substitutes": [people[2]],
        "entitled": 60, "ballots": 21,
    });
    let done = operator.post_json("/api/conferences/0/elect", &list).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    let again = operator.post_json("/api/conferences/0/elect", &list).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    let gone = json!({"person": people[0], "reason": "she is ill"});
    let done = operator
        .post_json("/api/conferences/0/replace", &gone)
        .await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    let shown = operator.get("/api/conferences/0").await.json();
    assert_eq!(shown["conference"]["seats"], 4);
    assert_eq!(shown["units"][0]["members"], 60);
    let delegates = operator.get("/api/conferences/0/delegates").await.json();
    assert_eq!(delegates.as_array().unwrap().len(), 3);
    assert_eq!(delegates[2]["in_place_of"], people[0]);
    let codes = operator.get("/api/conferences/0/credentials").await.json();
    assert_eq!(codes.as_array().unwrap().len(), 2);
    site.wait_days(28);
    let operator = site.operator();
    let code = json!({"code": codes[0]["code"]});
    let came = operator
        .post_json("/api/conferences/0/check-in", &code)
        .await;
    assert_eq!(came.status, StatusCode::OK, "{}", came.body);
    let unknown = json!({"code": "AAAAA-AAAAA"});
    let unknown = operator
        .post_json("/api/conferences/0/check-in", &unknown)
        .await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    let out = json!({"person": codes[0]["person"], "reason": "her sister"});
    let done = operator
        .post_json("/api/conferences/0/send-out", &out)
        .await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    let struck = json!({"unit": branch.0, "reason": "the wrong list"});
    let done = operator
        .post_json("/api/conferences/0/strike", &struck)
        .await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    let off = json!({"reason": "the hall burnt down"});
    let done = operator
        .post_json("/api/conferences/0/call-off", &off)
        .await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    let all = operator.get("/api/conferences").await.json();
    assert_eq!(all[0]["called_off"], "2026-12-21");
    // Whoever belongs to nothing beneath it knows of none.
    let stranger = site.stranger().get("/api/conferences").await;
    assert_eq!(stranger.status, StatusCode::UNAUTHORIZED);
}

/// The conference on its first day, with both delegates in.
async fn open() -> TestSite {
    let site = called().await;
    sent(&site).await;
    site.wait_days(28);
    let operator = site.operator();
    let codes = operator.get("/api/conferences/0/credentials").await.json();
    for row in codes.as_array().unwrap() {
        let code = json!({"code": row["code"]});
        let came = operator
            .post_json("/api/conferences/0/check-in", &code)
            .await;
        assert_eq!(came.status, StatusCode::OK, "{}", came.body);
    }
    site
}

/// Enters a session and, under it, a letter that was read out.
async fn a_letter_read(operator: &Browser<'_>) {
    let item = "/conferences/0/item";
    let session = [
        ("kind", "session"),
        ("title", "The first day"),
        ("on", "2026-12-21"),
    ];
    let answer = operator.fill_in(item, item, &session).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let letter = [
        ("kind", "paper"),
        ("title", "A letter to every branch"),
        ("under", "1"),
        ("text", "We go on."),
        ("sender", "the delegates"),
        ("addressee", "the branches"),
        ("read", "yes"),
        ("on", "2026-12-21"),
    ];
    let answer = operator.fill_in(item, item, &letter).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
}

#[tokio::test]
async fn a_letter_is_read_voted_on_and_shown_with_its_figures() {
    let site = open().await;
    let operator = site.operator();
    a_letter_read(&operator).await;
    let vote = "/conferences/0/vote";
    let counted = [
        ("item", "2"),
        ("majority", "rules"),
        ("present", "2"),
        ("favour", "1"),
        ("against", "1"),
        ("abstained", "0"),
        ("on", "2026-12-21"),
    ];
    let answer = operator.fill_in(vote, vote, &counted).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let list = "/conferences/0/attendance";
    let lines = "platform: R-1/3\nguest: A guest from abroad\nparticipant: R-1/6";
    let answer = operator.fill_in(list, list, &[("lines", lines)]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let page = text(&operator.get("/conferences/0/proceedings").await);
    for wanted in [
        "read out under 1 · from the delegates · to the branches",
        "We go on.",
        "1 for, 1 against, 0 abstained; 2 of 2 with a seat were there",
        "2 votes were needed. Not adopted.",
        "A guest from abroad",
        "platform · regional organiser of East",
    ] {
        assert!(page.contains(wanted), "{wanted}: {page}");
    }
    // This charter has no directives that could follow from a letter.
    assert!(!page.contains("Issue what follows"), "{page}");
    // What was voted on is not struck behind the vote.
    let strike = [("number", "2"), ("reason", "another wording")];
    let answer = operator
        .fill_in(
            "/conferences/0/strike-item?number=2",
            "/conferences/0/strike-item",
            &strike,
        )
        .await;
    assert!(
        text(&answer).contains("Strike the vote first."),
        "{}",
        answer.body
    );
    let attended = operator.get("/api/conferences/0/attendance").await.json();
    let capacities: Vec<&str> = attended
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["capacity"].as_str().unwrap())
        .collect();
    assert_eq!(
        capacities,
        ["platform", "guest", "participant", "participant"]
    );
    assert_eq!(attended[1]["name"], "A guest from abroad");
}

#[tokio::test]
async fn the_proceedings_are_kept_through_the_api_too() {
    let site = open().await;
    let operator = site.operator();
    let post = async |path: &str, body: serde_json::Value| {
        let path = format!("/api/conferences/0/{path}");
        operator.post_json(&path, &body).await
    };
    let point = json!({"kind": "point", "title": "The new hall"});
    assert_eq!(post("item", point).await.status, StatusCode::OK);
    let vote = json!({"item": 1, "present": 2, "for": 2, "against": 0, "abstained": 0});
    assert_eq!(post("vote", vote).await.status, StatusCode::OK);
    let shown = operator.get("/api/conferences/0/proceedings").await.json();
    assert_eq!(shown["items"][0]["title"], "The new hall");
    assert_eq!(shown["votes"][0]["adopted"], true);
    let struck = json!({"number": 1, "reason": "miscounted"});
    assert_eq!(
        post("strike-vote", struck.clone()).await.status,
        StatusCode::OK
    );
    assert_eq!(post("strike-item", struck).await.status, StatusCode::OK);
    let rows = json!({"rows": [{"name": "A guest", "capacity": "guest"}]});
    assert_eq!(post("attendance", rows).await.status, StatusCode::OK);
    let wrong = json!({"rows": [{"name": "A guest", "capacity": "spy"}]});
    assert_eq!(
        post("attendance", wrong).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
}
