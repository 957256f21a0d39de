//! Meetings from the first to the last: called, recorded by unticking,
//! refused with what was typed, shown, corrected.

use axum::http::StatusCode;

use crate::reading::{says, text};
use crate::site::{Answer, Browser, TestSite};

/// The fields of a record in which everybody was there but these.
async fn ticked(browser: &Browser<'_>, page: &str, absent: &[u32]) -> Vec<(String, String)> {
    let drawn = browser.get(page).await;
    assert_eq!(drawn.status, StatusCode::OK, "{}", drawn.body);
    let boxes = drawn.body.split("name=\"present\" value=\"").skip(1);
    let people = boxes.map(|rest| rest.split_once('"').unwrap().0.to_owned());
    let present = people.filter(|id| !absent.iter().any(|it| it.to_string() == *id));
    let mut fields: Vec<(String, String)> = present.map(|id| ("present".to_owned(), id)).collect();
    for name in ["token", "key"] {
        fields.push((name.to_owned(), drawn.hidden(name).unwrap()));
    }
    fields
}

fn with<'a>(
    fields: &'a [(String, String)],
    more: &[(&'a str, &'a str)],
) -> Vec<(&'a str, &'a str)> {
    let fields = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    fields.chain(more.iter().copied()).collect()
}

/// Records a meeting of A-1 from which two were absent, and gives what it led to.
async fn recorded(head: &Browser<'_>) -> Answer {
    let page = format!("/units/{}/meetings/record", head.site.unit("A-1"));
    let absent = [head.site.person("A-1/5").0, head.site.person("A-1/13").0];
    let fields = ticked(head, &page, &absent).await;
    let resolved = "Meet on Fridays.\n\n Mend the roof. ";
    let sent = with(
        &fields,
        &[("held_on", "2026-11-20"), ("resolutions", resolved)],
    );
    let answer = head.post(&page, &sent).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", text(&answer));
    answer
}

#[tokio::test]
async fn the_form_has_everybody_ticked_and_says_how_many_are_needed() {
    let site = TestSite::party_cell();
    let page = format!("/units/{}/meetings/record", site.unit("A-1"));
    let drawn = site.person_browser("A-1/1").get(&page).await;
    let wanted = [
        "Record the general meeting",
        "No. 1 Cell · for November",
        "To decide, 7 of 12 with a vote are needed.",
        "candidate member, no vote",
    ];
    says(&text(&drawn), &wanted);
    assert!(
        drawn.body.contains("value=\"2026-11-23\""),
        "today stands in the field"
    );
    assert_eq!(drawn.body.matches(" checked").count(), 14);
}

#[tokio::test]
async fn a_meeting_is_recorded_and_shown() {
    let site = TestSite::party_cell();
    let head = site.person_browser("A-1/1");
    let answer = recorded(&head).await;
    let shown = head.get(answer.header("location").unwrap()).await;
    let said = text(&shown);
    let attendance =
        "12 of 14 were present, 11 of the 12 with a vote: enough to decide, as 7 were needed.";
    let wanted = [
        "General meeting, 20 November 2026",
        attendance,
        "Meet on Fridays.",
        "Mend the roof.",
    ];
    says(&said, &wanted);
    let (present, absent) = said.split_once("Absent").unwrap();
    assert!(
        present.contains("Name A-1/4") && !present.contains("Name A-1/13"),
        "{said}"
    );
    says(absent, &["Name A-1/5", "Name A-1/13"]);
    assert!(
        shown.body.contains("role=\"status\""),
        "it says what was done: {said}"
    );
    assert!(
        shown.body.contains("/meetings/0/correct"),
        "and how to take it back"
    );
}

#[tokio::test]
async fn a_record_is_corrected_with_a_reason() {
    let site = TestSite::party_cell();
    let head = site.person_browser("A-1/1");
    recorded(&head).await;
    let page = "/meetings/0/correct";
    let drawn = head.get(page).await;
    assert!(
        drawn.body.contains("Meet on Fridays.\nMend the roof."),
        "the texts stand in the form"
    );
    assert_eq!(drawn.body.matches(" checked").count(), 12);
    let fields = ticked(&head, page, &[]).await;
    let typed = [
        ("held_on", "2026-11-20"),
        ("resolutions", "Meet on Fridays."),
    ];
    let sent = with(&fields, &[&typed[..], &[("reason", "")]].concat());
    let refused = head.post(page, &sent).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    says(&text(&refused), &["Say in a few words why."]);
    let sent = with(
        &fields,
        &[&typed[..], &[("reason", "Both came late.")]].concat(),
    );
    let answer = head.post(page, &sent).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", text(&answer));
    let wanted = [
        "14 of 14 were present",
        "corrected once",
        "Both came late.",
        "Before, 12 were recorded as present and 2 resolutions were recorded.",
    ];
    says(&text(&head.get("/meetings/0").await), &wanted);
}

#[tokio::test]
async fn what_was_typed_is_kept_when_a_record_is_refused() {
    let site = TestSite::party_cell();
    let (head, unit) = (site.person_browser("A-1/1"), site.unit("A-1"));
    let page = format!("/units/{unit}/meetings/record");
    let away: Vec<u32> = (1..=8)
        .map(|number| site.person(&format!("A-1/{number}")).0)
        .collect();
    let fields = ticked(&head, &page, &away).await;
    let entries = site.entries();
    let sent = with(
        &fields,
        &[
            ("held_on", "2026-11-20"),
            ("resolutions", "Meet on Fridays."),
        ],
    );
    let refused = head.post(&page, &sent).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let said = text(&refused);
    assert!(said.contains("Article 6"), "the article is named: {said}");
    assert!(
        said.contains("without a quorum nothing can be resolved"),
        "{said}"
    );
    assert!(
        refused.body.contains("Meet on Fridays."),
        "the text is kept"
    );
    assert!(
        refused.body.contains("value=\"2026-11-20\""),
        "the day is kept"
    );
    assert_eq!(
        refused.body.matches(" checked").count(),
        6,
        "so are the ticks"
    );

    let sent = with(&fields, &[("held_on", "2026-12-24")]);
    let said = text(&head.post(&page, &sent).await);
    assert!(
        said.contains("has not come yet") && said.contains("Call the meeting for that day"),
        "{said}"
    );
    let sent = with(&fields, &[("held_on", "tomorrow")]);
    let refused = head.post(&page, &sent).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.body.contains("value=\"tomorrow\""),
        "what cannot be read is kept too"
    );
    assert_eq!(site.entries(), entries);
}

#[tokio::test]
async fn only_those_with_the_right_reach_the_forms() {
    let site = TestSite::party_cell();
    let unit = site.unit("A-1");
    let page = format!("/units/{unit}/meetings/record");
    let member = site.person_browser("A-1/4").get(&page).await;
    assert_eq!(member.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text(&member).contains("Article 9"), "{}", text(&member));
    let stranger = site.person_browser("B-1/1").get(&page).await;
    assert_eq!(stranger.status, StatusCode::NOT_FOUND);
    let no_such = site
        .person_browser("A-1/1")
        .get(&format!("{page}?kind=picnic"))
        .await;
    assert_eq!(no_such.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_called_meeting_stands_on_the_home_page_of_everybody_expected() {
    let site = TestSite::party_cell();
    let (head, unit) = (site.person_browser("A-1/1"), site.unit("A-1"));
    let page = format!("/units/{unit}/meetings/new");
    let answer = head.fill_in(&page, &page, &[("on", "2026-11-30")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", text(&answer));
    let shown = head.get(answer.header("location").unwrap()).await;
    assert!(
        text(&shown).contains("14 people may come."),
        "{}",
        text(&shown)
    );
    assert!(text(&shown).contains("Who may come"), "{}", text(&shown));
    let home = text(&site.person_browser("A-1/4").get("/").await);
    assert!(
        home.contains("in 7 days") && home.contains("You are expected."),
        "{home}"
    );
    let other = text(&site.person_browser("A-2/2").get("/").await);
    assert!(!other.contains("You are expected."), "{other}");

    let early = head.fill_in(&page, &page, &[("on", "2026-11-01")]).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        early.body.contains("value=\"2026-11-01\""),
        "{}",
        text(&early)
    );
}

#[tokio::test]
async fn names_and_texts_of_a_meeting_are_for_those_who_see_the_roll() {
    let site = TestSite::party_cell();
    let (head, unit) = (site.person_browser("A-1/1"), site.unit("A-1"));
    let page = format!("/units/{unit}/meetings/record");
    let fields = ticked(&head, &page, &[site.person("A-1/5").0]).await;
    let sent = with(
        &fields,
        &[
            ("held_on", "2026-11-20"),
            ("resolutions", "Meet on Fridays."),
        ],
    );
    assert_eq!(head.post(&page, &sent).await.status, StatusCode::SEE_OTHER);

    let member = text(&site.person_browser("A-1/4").get("/meetings/0").await);
    assert!(
        member.contains("Meet on Fridays.") && member.contains("Name A-1/5"),
        "{member}"
    );
    let candidate = text(&site.person_browser("A-1/13").get("/meetings/0").await);
    assert!(candidate.contains("13 of 14 were present"), "{candidate}");
    assert!(
        !candidate.contains("Meet on Fridays.") && !candidate.contains("Name A-1/5"),
        "{candidate}"
    );
    assert!(
        candidate.contains("1 resolution is on record."),
        "{candidate}"
    );
    let stranger = site.person_browser("B-1/1").get("/meetings/0").await;
    assert_eq!(stranger.status, StatusCode::NOT_FOUND);
}
