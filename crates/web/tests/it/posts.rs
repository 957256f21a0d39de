//! Posts over time through pages and the API: elections with their figures, the
//! word of the unit above, handing over.

use axum::http::StatusCode;
use serde_json::json;

use crate::reading::{nothing_at, read, text};
use crate::site::{Answer, Browser, TestSite};

/// Fills in the form of an election in A-1: votes for `A-1/3` and `A-1/1`, and a tick for the first.
async fn elect(
    site: &TestSite,
    browser: &Browser<'_>,
    votes: (&str, &str),
    ticked: &str,
) -> Answer {
    let way = format!("/units/{}/posts/secretary/elect", site.unit("A-1"));
    let (one, other) = (
        site.person("A-1/3").to_string(),
        site.person("A-1/1").to_string(),
    );
    let fields = [
        ("on", "2026-11-20"),
        ("entitled", "12"),
        ("ballots", "10"),
        ("valid", "10"),
        ("who", one.as_str()),
        ("votes", votes.0),
        ("who", other.as_str()),
        ("votes", votes.1),
        ("who", ""),
        ("votes", ""),
        ("elected", ticked),
    ];
    browser.fill_in(&way, &way, &fields).await
}

#[tokio::test]
async fn an_election_is_recorded_with_its_figures_and_the_verdict_names_them() {
    let site = TestSite::party_cell();
    let unit = site.unit("A-1");
    let secretary = site.person_browser("A-1/1");
    let form = secretary
        .get(&format!("/units/{unit}/posts/secretary/elect"))
        .await;
    assert!(text(&form).contains("12 on the roll have a vote today."));
    assert!(
        !form.body.contains("Name A-1/13"),
        "a candidate cannot stand: {}",
        form.body
    );
    // The figures elect somebody else than was ticked: the page names them, and says what to do.
    let refused = elect(&site, &secretary, ("3", "7"), "1").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let words = text(&refused);
    for expected in [
        "7 votes elect (more than half of 12 entitled is 7); by the figures that is Name A-1/1, and Name A-1/3 is reported as elected.",
        "Correct the figures where one is wrong",
        "Article 18",
    ] {
        assert!(words.contains(expected), "{expected}: {words}");
    }
    assert!(
        refused
            .body
            .contains("value=\"3\" aria-label=\"Votes for nominee 1\"")
    );
    let answer = elect(&site, &secretary, ("7", "3"), "1").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let page = read(&secretary, &format!("/units/{unit}/elections/1")).await;
    for expected in [
        "Name A-1/3 is elected.",
        "7 votes elected: more than half of 12 entitled is 7.",
        "8 ballots had to be cast: two thirds of 12 entitled is 8; there were enough.",
        "Ballots cast 10 of 12, 83 %",
        "elected 7 70 %",
        "Name A-1/3 holds the post; the city or county committee is to confirm it by 20 December 2026; the holder acts until then.",
    ] {
        assert!(page.contains(expected), "{expected}: {page}");
    }
    let posts = read(&secretary, &format!("/units/{unit}/posts")).await;
    for expected in [
        "Name A-1/3 since 20 November 2026, 3 days ago",
        "Elected with 7 of 10 valid ballots, 7 needed",
        "Name A-1/1 Secretary, 1 January 2024 to 20 November 2026",
        "Took it up without an election on record",
        "Secretary: Name A-1/3 20 November 2026 · 10 ballots of 12 entitled",
    ] {
        assert!(posts.contains(expected), "{expected}: {posts}");
    }
    nothing_at(&secretary, &format!("/units/{unit}/elections/2")).await;
    let stranger = site.person_browser("B-1/2");
    nothing_at(&stranger, &format!("/units/{unit}/elections/1")).await;
    nothing_at(&stranger, &format!("/units/{unit}/posts")).await;
}

#[tokio::test]
async fn a_form_that_says_too_little_says_where() {
    let site = TestSite::party_cell();
    let unit = site.unit("A-1");
    let secretary = site.person_browser("A-1/1");
    let way = format!("/units/{unit}/posts/secretary/elect");
    let who = site.person("A-1/3").to_string();
    let fields = [
        ("on", "2026-11-20"),
        ("entitled", "twelve"),
        ("ballots", "10"),
        ("valid", "10"),
        ("who", who.as_str()),
        ("votes", ""),
    ];
    let answer = secretary.fill_in(&way, &way, &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let words = text(&answer);
    assert!(words.contains("Give a whole number."), "{words}");
    assert!(
        words.contains("Give the votes for Name A-1/3 as a whole number"),
        "{words}"
    );
    // More room is drawn with what was typed, and nothing is recorded.
    let more = [fields.as_slice(), &[("more", "1")]].concat();
    let answer = secretary.fill_in(&way, &way, &more).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.body.matches("name=\"who\"").count(), 5);
    assert!(answer.body.contains("value=\"twelve\""));
    // Whoever may not record an election is told by which article.
    let member = site.person_browser("A-1/4");
    let refused = member.get(&way).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        text(&refused).contains("record an election"),
        "{}",
        refused.body
    );
}

#[tokio::test]
async fn whoever_looks_after_the_unit_is_told_to_confirm_and_confirms() {
    let site = TestSite::party_cell();
    let unit = site.unit("A-1");
    let (secretary, officer) = (site.person_browser("A-1/1"), site.person_browser("A-1/2"));
    let answer = elect(&site, &secretary, ("7", "3"), "1").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let home = read(&officer, "/").await;
    assert!(
        home.contains("Confirm the secretary of No. 1 Cell in 3 weeks")
            || home.contains("Confirm the secretary of No. 1 Cell in 27 days")
            || home.contains("Confirm the secretary of No. 1 Cell in 4 weeks"),
        "{home}"
    );
    let due = officer.get("/api/due").await.json();
    let kinds: Vec<&str> = due
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|it| it["kind"].as_str())
        .collect();
    assert!(kinds.contains(&"confirmation"), "{due}");
    let person = site.person("A-1/3");
    let page = format!("/units/{unit}/posts/secretary/confirm?person={person}");
    let form = read(&officer, &page).await;
    assert!(
        form.contains(
            "Name A-1/3, since 20 November 2026. Elected with 7 of 10 valid ballots, 7 needed."
        ),
        "{form}"
    );
    let answer = officer.fill_in(&page, &page, &[("on", "2026-11-22")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let posts = read(&secretary, &format!("/units/{unit}/posts")).await;
    assert!(
        posts.contains("confirmed by the city or county committee on 22 November 2026"),
        "{posts}"
    );
    assert!(!read(&officer, "/").await.contains("Confirm the secretary"));
    // A second word is refused, with what can be done instead.
    let page = format!("/units/{unit}/posts/secretary/decline?person={person}");
    let answer = officer.fill_in(&page, &page, &[("on", "2026-11-23")]).await;
    let words = text(&answer);
    assert!(
        words.contains("is waited for") && words.contains("it may be done already"),
        "{words}"
    );
}

#[tokio::test]
async fn a_refused_holder_lays_the_post_down_and_both_pages_say_so() {
    let site = TestSite::party_cell();
    let unit = site.unit("A-1");
    let (secretary, officer) = (site.person_browser("A-1/1"), site.person_browser("A-1/2"));
    elect(&site, &secretary, ("7", "3"), "1").await;
    let page = format!("/units/{unit}/posts/secretary/decline");
    let answer = officer.fill_in(&page, &page, &[("on", "2026-11-22")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let posts = read(&officer, &format!("/units/{unit}/posts")).await;
    assert!(
        posts.contains("refused by County A on 22 November 2026") && posts.contains("vacant since"),
        "{posts}"
    );
}

#[tokio::test]
async fn a_post_is_handed_over_on_one_page_between_the_two_and_nobody_else() {
    let site = TestSite::party_cell();
    let unit = site.unit("A-1");
    let secretary = site.person_browser("A-1/1");
    elect(&site, &secretary, ("7", "3"), "1").await;
    let person = site.person("A-1/3");
    let way = format!("/units/{unit}/posts/secretary/hand-over?person={person}");
    let incoming = site.person_browser("A-1/3");
    let page = read(&incoming, &way).await;
    for expected in [
        "Name A-1/1 hands over to Name A-1/3, who holds the post since 20 November 2026.",
        "What is due",
        "General meeting for November",
        "What is open 0 meetings called",
        "Belong 12 members, 2 candidate members",
        "The last meetings None is on record.",
        "The roll",
        "Name A-1/14",
        "Elected with 7 of 10 valid ballots",
    ] {
        assert!(page.contains(expected), "{expected}: {page}");
    }
    // Whoever hands over has the page too; what they may not see any longer is not on it.
    let outgoing = read(&secretary, &way).await;
    assert!(
        outgoing.contains("Name A-1/1 hands over to Name A-1/3"),
        "{outgoing}"
    );
    nothing_at(&site.person_browser("A-1/4"), &way).await;
    nothing_at(&site.person_browser("B-1/1"), &way).await;
    let answer = secretary.fill_in(&way, &way, &[("on", "2026-11-22")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let page = read(&incoming, &way).await;
    assert!(
        page.contains("Name A-1/1 handed over to Name A-1/3 on 22 November 2026."),
        "{page}"
    );
    assert!(!page.contains("Record that it was handed over"), "{page}");
    let sheet = incoming.get(&format!("/units/{unit}/posts.csv")).await.body;
    assert!(
        sheet.contains("Name A-1/3,2026-11-20,,\"Elected with 7 of 10 valid ballots, 7 needed\""),
        "{sheet}"
    );
}

#[tokio::test]
async fn a_hand_over_page_is_no_larger_than_any_other() {
    let site = TestSite::union();
    let unit = site.unit("R-1");
    let operator = site.operator();
    let way = format!("/units/{unit}/posts/branch-secretary/hand-over");
    let page = operator.get(&way).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert!(page.bytes.len() < 50_000, "{} bytes", page.bytes.len());
}

#[tokio::test]
async fn what_must_be_elected_is_not_filled_directly() {
    let site = TestSite::union();
    let unit = site.unit("R-1");
    let secretary = site.person_browser("R-1/1");
    let posts = secretary.get(&format!("/units/{unit}/posts")).await;
    assert!(
        posts.body.contains("/posts/steward/elect"),
        "{}",
        posts.body
    );
    assert!(
        !posts.body.contains("/posts/steward/fill"),
        "{}",
        posts.body
    );
    let person = site.person("R-1/5").0;
    let body = json!({ "person": person, "post": "steward", "on": "2026-11-20" });
    let way = format!("/api/units/{unit}/posts/take-up");
    let refused = site.operator().post_json(&way, &body).await.json();
    assert_eq!(refused["error"]["article"]["number"], "18", "{refused}");
    assert_eq!(
        refused["error"]["way_on"], "Record the election that gave them the post.",
        "{refused}"
    );
}

#[tokio::test]
async fn programs_elect_confirm_and_hand_over_in_the_same_way() {
    let site = TestSite::union();
    let unit = site.unit("R-1");
    let operator = site.operator();
    let (one, other) = (site.person("R-1/5").0, site.person("R-1/6").0);
    let way = format!("/api/units/{unit}/elections");
    let counted = |votes: u32| {
        json!({
            "post": "branch-secretary", "entitled": 60, "ballots": 20, "valid": 19, "on": "2026-11-20",
            "nominees": [
                { "person": one, "votes": votes, "elected": true },
                { "person": other, "votes": 19 - votes, "elected": false },
            ],
        })
    };
    let refused = operator.post_json(&way, &counted(9)).await;
    assert_eq!(
        refused.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        refused.body
    );
    let answer = operator.post_json(&way, &counted(10)).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let elections = operator.get(&way).await.json();
    assert_eq!(elections[0]["number"], 1, "{elections}");
    assert_eq!(elections[0]["votes_needed"], 10, "{elections}");
    assert_eq!(elections[0]["nominees"][0]["elected"], true, "{elections}");
    let held = |answer: serde_json::Value| answer[0].clone();
    let posts = format!("/api/units/{unit}/posts");
    let now = held(operator.get(&posts).await.json());
    assert_eq!(now["election"], 1, "{now}");
    assert_eq!(now["confirmation"]["standing"], "awaited", "{now}");
    assert_eq!(now["term_ends"], "2027-11-20", "{now}");
    let due = site.person_browser("R-1/5").get("/api/due").await.json();
    let handing = due
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["kind"] == "handing-over");
    assert_eq!(handing.unwrap()["by"], "2026-12-20", "{due}");
    let body = json!({ "person": one, "post": "branch-secretary", "on": "2026-11-21" });
    for act in ["confirm", "hand-over"] {
        let answer = operator.post_json(&format!("{posts}/{act}"), &body).await;
        assert_eq!(answer.status, StatusCode::OK, "{act}: {}", answer.body);
    }
    let now = held(operator.get(&posts).await.json());
    assert_eq!(now["confirmation"]["standing"], "confirmed", "{now}");
    assert_eq!(now["handed_over"], "2026-11-21", "{now}");
    let sheet = operator
        .get(&format!("{posts}/branch-secretary/hand-over?person={one}"))
        .await
        .json();
    assert_eq!(sheet["holder"], one, "{sheet}");
    assert_eq!(sheet["roll"].as_array().unwrap().len(), 60, "{sheet}");
    let answer = operator.post_json(&format!("{posts}/decline"), &body).await;
    assert_eq!(
        answer.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        answer.body
    );
}

#[tokio::test]
async fn an_election_is_on_record_once_and_the_second_record_of_it_leads_to_the_first() {
    let site = TestSite::party_cell();
    let unit = site.unit("A-1");
    let (officer, operator) = (site.person_browser("A-1/2"), site.operator());
    let answer = elect(&site, &officer, ("7", "3"), "1").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    // What was just done can be taken back from where it is told.
    let told = text(&officer.get(answer.header("location").unwrap()).await);
    assert!(
        told.contains("Was this a mistake? Strike the record"),
        "{told}"
    );
    for votes in [("7", "3"), ("8", "2")] {
        let refused = elect(&site, &operator, votes, "1").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let words = text(&refused);
        for expected in [
            "The election of the secretary of No. 1 Cell on 20 November 2026 is already on record.",
            "where it is wrong, strike it first",
            "See that record",
            "Article 18",
        ] {
            assert!(words.contains(expected), "{expected}: {words}");
        }
        let way = format!("/units/{unit}/elections/1\"");
        assert!(refused.body.contains(&way), "{}", refused.body);
    }
    let posts = read(&officer, &format!("/units/{unit}/posts")).await;
    assert_eq!(posts.matches("20 November 2026 ·").count(), 1, "{posts}");
}

#[tokio::test]
async fn a_struck_election_stays_on_its_page_and_out_of_everybodys_time_in_the_post() {
    let site = TestSite::party_cell();
    let unit = site.unit("A-1");
    let (secretary, officer) = (site.person_browser("A-1/1"), site.person_browser("A-1/2"));
    elect(&site, &secretary, ("7", "3"), "1").await;
    let election = format!("/units/{unit}/elections/1");
    let form = format!("{election}/strike");
    assert!(
        read(&officer, &election)
            .await
            .contains("Strike the record")
    );
    let empty = officer.fill_in(&form, &form, &[("reason", " ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let reason = [("reason", "that was No. 2 Cell")];
    let answer = officer.fill_in(&form, &form, &reason).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let told = text(&officer.get(answer.header("location").unwrap()).await);
    for expected in [
        "Struck the record of the election of the secretary of No. 1 Cell of 20 November 2026; back in the post: Name A-1/1.",
        "The record is struck, nothing of it holds: that was No. 2 Cell",
    ] {
        assert!(told.contains(expected), "{expected}: {told}");
    }
    assert!(!told.contains("What followed"), "{told}");
    // Whoever may see the unit sees that it is struck, and not why.
    let member = read(&site.person_browser("A-1/4"), &election).await;
    assert!(member.contains("The record is struck, nothing of it holds."));
    assert!(!member.contains("No. 2 Cell"), "{member}");
    let posts = read(&officer, &format!("/units/{unit}/posts")).await;
    for expected in ["Name A-1/1 since 1 January 2024", "12 entitled · struck"] {
        assert!(posts.contains(expected), "{expected}: {posts}");
    }
    let sheet = officer.get(&format!("/units/{unit}/posts.csv")).await.body;
    assert!(!sheet.contains("Name A-1/3"), "{sheet}");
    let person = site.person("A-1/3");
    let page = read(&officer, &format!("/people/{person}")).await;
    assert!(!page.contains("20 November 2026"), "{page}");
    let again = officer.fill_in(&form, &form, &reason).await;
    assert!(text(&again).contains("is struck already"), "{}", again.body);
    nothing_at(&site.person_browser("B-1/2"), &form).await;
    // Through the API: the same, and what followed stands in the way.
    let api = format!("/api/units/{unit}/elections");
    let told = officer.get(&api).await.json();
    assert_eq!(told[0]["struck"], true, "{told}");
    assert_eq!(told[0]["reason"], "that was No. 2 Cell", "{told}");
    elect(&site, &secretary, ("7", "3"), "1").await;
    let body = json!({ "person": person.0, "post": "secretary", "on": "2026-11-21" });
    let confirm = format!("/api/units/{unit}/posts/confirm");
    officer.post_json(&confirm, &body).await;
    let strike = json!({ "reason": "that was No. 2 Cell" });
    let refused = officer.post_json(&format!("{api}/2/strike"), &strike).await;
    let refused = refused.json();
    let words = refused["error"].to_string();
    assert!(words.contains("was confirmed on"), "{refused}");
    assert_eq!(refused["error"]["article"]["number"], "18", "{refused}");
}

#[tokio::test]
async fn a_choice_that_another_replaced_was_not_refused() {
    let site = TestSite::party_cell();
    let unit = site.unit("A-1");
    let (secretary, officer) = (site.person_browser("A-1/1"), site.person_browser("A-1/2"));
    elect(&site, &secretary, ("7", "3"), "1").await;
    let body = json!({ "person": site.person("A-1/3").0, "post": "secretary", "on": "2026-11-22" });
    let way = format!("/api/units/{unit}/posts/lay-down");
    officer.post_json(&way, &body).await;
    let posts = read(&officer, &format!("/units/{unit}/posts")).await;
    assert!(
        posts.contains("over before County A had said anything"),
        "{posts}"
    );
    assert!(!posts.contains("not confirmed"), "{posts}");
}

#[tokio::test]
async fn a_confirmation_and_a_handing_over_are_taken_back_with_a_reason() {
    let site = TestSite::party_cell();
    let unit = site.unit("A-1");
    let (secretary, officer) = (site.person_browser("A-1/1"), site.person_browser("A-1/2"));
    elect(&site, &secretary, ("7", "3"), "1").await;
    let person = site.person("A-1/3");
    let posts = format!("/units/{unit}/posts");
    let body = json!({"person": person.0, "post": "secretary", "on": "2026-11-21"});
    for act in ["confirm", "hand-over"] {
        let way = format!("/api{posts}/{act}");
        let who = if act == "confirm" {
            &officer
        } else {
            &secretary
        };
        let answer = who.post_json(&way, &body).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    }
    let shown = read(&officer, &posts).await;
    assert!(shown.contains("Take the confirmation back"), "{shown}");
    let way = format!("{posts}/secretary/withdraw?person={person}");
    let empty = officer
        .fill_in(&way, &way, &[("reason", " "), ("on", "2026-11-22")])
        .await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields = [("reason", "that was B"), ("on", "2026-11-22")];
    let done = officer.fill_in(&way, &way, &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let told = text(&officer.get(done.header("location").unwrap()).await);
    for expected in [
        "Took back that Name A-1/3 was confirmed as secretary of No. 1 Cell on 22 November 2026",
        "is to confirm it by",
    ] {
        assert!(told.contains(expected), "{expected}: {told}");
    }
    assert!(!told.contains("Take the confirmation back"), "{told}");
    let again = officer.fill_in(&way, &way, &fields).await;
    let again = text(&again);
    assert!(again.contains("is not confirmed by a word"), "{again}");
    assert!(again.contains("Article 18"), "{again}");
    // The secretary before says that nothing was handed over; others are told nothing.
    let way = format!("{posts}/secretary/strike-hand-over?person={person}");
    nothing_at(&site.person_browser("B-1/1"), &way).await;
    let other = site.person_browser("A-1/4").get(&way).await;
    assert_ne!(other.status, StatusCode::OK);
    let fields = [("reason", "the roll is still with me")];
    let done = secretary.fill_in(&way, &way, &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let api = format!("/api{posts}/strike-hand-over");
    let body = json!({"person": person.0, "post": "secretary", "reason": "twice"});
    let refused = secretary.post_json(&api, &body).await;
    let words = refused.body;
    assert!(words.contains("is not on record as handed over"), "{words}");
}

#[tokio::test]
async fn a_post_taken_up_or_laid_down_by_mistake_is_struck_with_a_reason() {
    let site = TestSite::party_cell();
    let (unit, person) = (site.unit("A-1"), site.person("A-1/1"));
    let (operator, posts) = (site.operator(), format!("/units/{unit}/posts"));
    let laid_down = json!({"person": person.0, "post": "secretary"});
    let lay_down = format!("/api{posts}/lay-down");
    let done = operator.post_json(&lay_down, &laid_down).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    let way = format!("{posts}/secretary/strike-laying-down?person={person}");
    let empty = operator.fill_in(&way, &way, &[("reason", " ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields = [("reason", "she is only away")];
    let done = operator.fill_in(&way, &way, &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let told = text(&operator.get(done.header("location").unwrap()).await);
    assert!(told.contains("they hold it still"), "{told}");
    // Struck that it was taken up, nobody ever held it.
    let way = format!("{posts}/secretary/strike?person={person}");
    nothing_at(&site.person_browser("B-1/1"), &way).await;
    let done = operator.fill_in(&way, &way, &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let told = text(&operator.get(done.header("location").unwrap()).await);
    assert!(told.contains("they never held it"), "{told}");
    let own = text(&operator.get(&format!("/people/{person}")).await);
    assert!(!own.contains("Secretary of No. 1 Cell"), "{own}");
    let body = json!({"person": person.0, "post": "secretary", "reason": "twice"});
    let api = format!("/api{posts}/strike");
    let refused = operator.post_json(&api, &body).await.json();
    assert_eq!(refused["error"]["article"]["number"], "7", "{refused}");
    assert!(refused["error"]["way_on"].is_string(), "{refused}");
}
