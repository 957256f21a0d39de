//! Findings by rule and area, and the plan that mends them.

use axum::http::StatusCode;
use kernel::findings;

use crate::reading::text;
use crate::site::{TODAY, TestSite};

#[tokio::test]
async fn findings_are_those_one_may_know_of() {
    let site = TestSite::party_cell();
    let operator = text(&site.operator().get("/findings").await);
    assert!(operator.contains("Size of a party cell 4 2"), "{operator}");
    assert!(
        operator.contains("It has 33 people, and 30 are the most."),
        "{operator}"
    );
    let officer = text(&site.person_browser("A-1/2").get("/findings").await);
    assert!(
        officer.contains("It has 4 people, and 5 are the fewest."),
        "{officer}"
    );
    assert!(!officer.contains("33 people"), "{officer}");
    let member = text(&site.person_browser("A-1/4").get("/findings").await);
    assert!(
        !member.contains("fewest") && !member.contains("See a plan"),
        "{member}"
    );
}

#[tokio::test]
async fn findings_are_narrowed_by_rule_and_area_and_exported() {
    let site = TestSite::party_cell();
    let operator = site.operator();
    let sizes = text(&operator.get("/findings?rule=size.cell").await);
    assert!(
        sizes.contains("2 findings") && !sizes.contains("on record."),
        "{sizes}"
    );
    let county = site.unit("B");
    let there = text(
        &operator
            .get(&format!("/findings?rule=size.cell&area={county}"))
            .await,
    );
    assert!(
        there.contains("1 finding") && there.contains("33 people") && !there.contains("4 people"),
        "{there}"
    );
    let file = operator
        .get(&format!("/findings.csv?rule=size.cell&area={county}"))
        .await;
    assert!(file.header("content-type").unwrap().starts_with("text/csv"));
    assert_eq!(file.body.lines().count(), 2, "{}", file.body);
    assert!(
        file.body.contains("size.cell,4,B-1,No. 1 Cell of B,"),
        "{}",
        file.body
    );
    let hidden = site
        .person_browser("A-1/2")
        .get(&format!("/findings?area={county}"))
        .await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_plan_is_shown_and_applied() {
    let site = TestSite::party_cell();
    let operator = site.operator();
    let drawn = operator.get("/plan").await;
    let said = text(&drawn);
    assert!(
        said.contains("This would mend 2 findings of size and place"),
        "{said}"
    );
    assert!(
        said.contains(
            "It becomes a primary committee, and its 33 people go to 2 new party cells beneath it"
        ),
        "{said}"
    );
    assert!(
        said.contains("Its 4 people go over to No. 1 Cell, which then has 18."),
        "{said}"
    );
    assert!(
        said.contains(
            "In 2 new units the post of secretary is then to be filled, by 23 December 2026."
        ),
        "{said}"
    );
    let made_for = drawn.hidden("made_for").unwrap();
    let answer = operator
        .send_form(&drawn, "/plan", &[("made_for", &made_for)])
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", text(&answer));
    let after = operator.get(answer.header("location").unwrap()).await;
    assert!(
        after.body.contains("role=\"status\""),
        "it says what was done: {}",
        text(&after)
    );
    assert!(
        text(&after).contains("The plan is applied"),
        "{}",
        text(&after)
    );
    assert!(
        !text(&after).contains("Size of a party cell"),
        "{}",
        text(&after)
    );
    let sizes = site.clerk.read(|state, _| {
        let found = findings::check(state, TODAY);
        found
            .iter()
            .filter(|it| state.charter().unwrap().rule(it.rule).unwrap().name == "size.cell")
            .count()
    });
    assert_eq!(sizes.unwrap(), 0);
    let nothing = text(&operator.get("/plan").await);
    assert!(nothing.contains("There is nothing to plan."), "{nothing}");
}

#[tokio::test]
async fn a_plan_for_another_state_is_not_applied() {
    let site = TestSite::party_cell();
    let officer = site.person_browser("A-1/2");
    let drawn = officer.get("/plan").await;
    let made_for = drawn.hidden("made_for").unwrap();
    // The smaller unit takes somebody in, so that nothing is left to plan.
    let operator = site.operator();
    let person = site.person("A-1/9");
    let transfer = format!("/people/{person}/transfer");
    let code = operator
        .fill_in(&transfer, &transfer, &[("to", "A-2"), ("on", "2026-11-23")])
        .await;
    assert_eq!(code.status, StatusCode::SEE_OTHER, "{}", text(&code));
    let entries = site.entries();
    let refused = officer
        .send_form(&drawn, "/plan", &[("made_for", &made_for)])
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        text(&refused).contains("has changed since this plan was shown to you"),
        "{}",
        text(&refused)
    );
    assert_eq!(site.entries(), entries);
}

#[tokio::test]
async fn a_plan_is_applied_by_those_who_may_take_its_steps() {
    let site = TestSite::party_cell();
    let officer = site.person_browser("A-1/2").get("/plan").await;
    assert!(
        text(&officer).contains("No. 2 Cell") && !text(&officer).contains("of B"),
        "{}",
        text(&officer)
    );
    let member = site.person_browser("A-1/4").get("/plan").await;
    assert!(member.hidden("made_for").is_none(), "{}", text(&member));
    let head = site.person_browser("A-2/1").get("/plan").await;
    assert!(
        text(&head).contains("No step that you may take"),
        "{}",
        text(&head)
    );
    assert!(head.hidden("made_for").is_none());
}

#[tokio::test]
async fn a_plan_applied_twice_with_one_click_too_many_is_applied_once() {
    let site = TestSite::party_cell();
    let operator = site.operator();
    let drawn = operator.get("/plan").await;
    let made_for = drawn.hidden("made_for").unwrap();
    let fields = [("made_for", made_for.as_str())];
    let first = operator.send_form(&drawn, "/plan", &fields).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", text(&first));
    let entries = site.entries();
    let again = operator.send_form(&drawn, "/plan", &fields).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", text(&again));
    assert_eq!(again.header("location"), first.header("location"));
    assert_eq!(site.entries(), entries);
    // Under another key it is another request, for a plan that is no more.
    let token = drawn.hidden("token").unwrap();
    let other = [
        ("token", token.as_str()),
        ("key", "another"),
        ("made_for", made_for.as_str()),
    ];
    let refused = operator.post("/plan", &other).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}
