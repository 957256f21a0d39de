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
    let people: Vec<String> = boxes
        .map(|rest| rest.split_once('"').unwrap().0.to_owned())
        .collect();
    let shown: Vec<(String, String)> = drawn
        .body
        .split("name=\"shown\" value=\"")
        .skip(1)
        .map(|rest| {
            (
                "shown".to_owned(),
                rest.split_once('"').unwrap().0.to_owned(),
            )
        })
        .collect();
    assert_eq!(shown.len(), people.len());
    let present = people
        .into_iter()
        .filter(|id| !absent.iter().any(|it| it.to_string() == *id));
    let mut fields: Vec<(String, String)> = present.map(|id| ("present".to_owned(), id)).collect();
    fields.extend(shown);
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
    let refused = head.post(&page, &sent).await;
    let said = text(&refused);
    assert!(
        said.contains("has not come yet") && said.contains("Call the meeting for that day"),
        "{said}"
    );
    assert!(
        refused.body.contains("id=\"held_on-about\"")
            && !refused.body.contains("class=\"refused\""),
        "it stands at the day, and nowhere else: {}",
        refused.body
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
    assert!(early.body.contains("id=\"on-about\""), "{}", early.body);
    assert!(!early.body.contains("class=\"refused\""), "{}", early.body);
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

#[tokio::test]
async fn somebody_who_is_not_on_the_roll_cannot_be_ticked() {
    let site = TestSite::party_cell();
    let (head, unit) = (site.person_browser("A-1/1"), site.unit("A-1"));
    let page = format!("/units/{unit}/meetings/record");
    let stranger = site.person("B-1/4").to_string();
    let whole = ticked(&head, &page, &[]).await;
    let sent = with(&whole, &[("held_on", "2026-11-20"), ("present", &stranger)]);
    let entries = site.entries();
    let refused = head.post(&page, &sent).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let words = format!("Person {stranger} is not on the roll of No. 1 Cell.");
    says(&text(&refused), &[&words]);
    assert_eq!(refused.body.matches(" checked").count(), 14);
    // A form that does not say whose names it showed records nobody as absent, and nobody as present.
    let guarded: Vec<(String, String)> = whole
        .iter()
        .filter(|(name, _)| name == "token" || name == "key")
        .cloned()
        .collect();
    let bare = with(&guarded, &[("held_on", "2026-11-20")]);
    let refused = head.post(&page, &bare).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    says(
        &text(&refused),
        &["The form does not say whose names it showed."],
    );
    assert_eq!(site.entries(), entries);

    recorded(&head).await;
    let page = "/meetings/0/correct";
    let fields = ticked(&head, page, &[]).await;
    let typed = [
        ("held_on", "2026-11-20"),
        ("reason", "Came late."),
        ("present", stranger.as_str()),
    ];
    let refused = head.post(page, &with(&fields, &typed)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    says(&text(&refused), &[&words]);
}

#[tokio::test]
async fn somebody_who_came_while_the_form_lay_open_counts_as_present_and_is_named() {
    let site = TestSite::party_cell();
    let (head, unit) = (site.person_browser("A-1/1"), site.unit("A-1"));
    let page = format!("/units/{unit}/meetings/record");
    let fields = ticked(&head, &page, &[site.person("A-1/5").0]).await;
    let admit = format!("/units/{unit}/admit");
    let lee = [
        ("name", "Lee"),
        ("grade", "candidate"),
        ("on", "2026-11-23"),
    ];
    let admitted = head.fill_in(&admit, &admit, &lee).await;
    assert_eq!(
        admitted.status,
        StatusCode::SEE_OTHER,
        "{}",
        text(&admitted)
    );

    // Drawn again, the form has the new name on it, ticked.
    let again = head
        .post(&page, &with(&fields, &[("held_on", "tomorrow")]))
        .await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        again.body.matches(" checked").count(),
        14,
        "{}",
        text(&again)
    );

    let sent = with(&fields, &[("held_on", "2026-11-23")]);
    let answer = head.post(&page, &sent).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", text(&answer));
    let shown = text(&head.get(answer.header("location").unwrap()).await);
    says(
        &shown,
        &[
            "Lee came to the roll after the form was opened and counts as present.",
            "14 of 15 were present",
        ],
    );
}

#[tokio::test]
async fn a_day_is_a_day_and_no_moment() {
    let site = TestSite::party_cell();
    let (head, unit) = (site.person_browser("A-1/1"), site.unit("A-1"));
    let page = format!("/units/{unit}/meetings/record");
    let fields = ticked(&head, &page, &[]).await;
    for typed in ["2026-11-20T00:00", "20261120", "2026-11-20 ish"] {
        let refused = head
            .post(&page, &with(&fields, &[("held_on", typed)]))
            .await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        says(&text(&refused), &["Give a day, as in 2026-11-23."]);
    }
}

#[tokio::test]
async fn whoever_looks_after_units_sees_at_home_which_of_them_missed_a_meeting() {
    let site = TestSite::party_cell();
    // Two months on, nothing is on record for December.
    site.wait_days(70);
    let officer = text(&site.person_browser("A-1/2").get("/").await);
    says(
        &officer,
        &[
            "2 units have missed a meeting",
            "No. 1 Cell: no general meeting",
        ],
    );
    assert!(!officer.contains("of B"), "{officer}");
    // Whose own meeting is due reads of it once.
    let head = text(&site.person_browser("A-1/1").get("/").await);
    assert!(!head.contains("missed a meeting"), "{head}");
}

#[tokio::test]
async fn a_meeting_that_is_called_off_says_why_and_leaves_what_is_to_come() {
    let site = TestSite::party_cell();
    let (head, unit) = (site.person_browser("A-1/1"), site.unit("A-1"));
    let page = format!("/units/{unit}/meetings/new");
    let fields = [("on", "2026-11-30")];
    let called = head.fill_in(&page, &page, &fields).await;
    let told = text(&head.get(called.header("location").unwrap()).await);
    says(&told, &["Was this a mistake? Call it off", "Call it off"]);
    let meeting = called.header("location").unwrap().to_owned();
    let meeting = meeting.split('?').next().unwrap().to_owned();
    let form = format!("{meeting}/call-off");
    let empty = head.fill_in(&form, &form, &[("reason", " ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let reason = [("reason", "the hall is not free")];
    let done = head.fill_in(&form, &form, &reason).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", text(&done));
    let told = text(&head.get(done.header("location").unwrap()).await);
    says(
        &told,
        &["Called off the", "called off: the hall is not free"],
    );
    // Whoever may not see the roll reads that it is called off, and not why.
    let officer = site.operator();
    let row = officer.get(&format!("/api{meeting}")).await.json();
    assert_eq!(row["standing"], "called-off", "{row}");
    let home = text(&site.person_browser("A-1/4").get("/").await);
    assert!(!home.contains("You are expected."), "{home}");
    let again = head.fill_in(&form, &form, &reason).await;
    says(&text(&again), &["was called off", "Call it anew."]);
    let other = site.person_browser("A-1/4").get(&form).await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
    // Another can be called for the same day.
    let anew = head.fill_in(&page, &page, &fields).await;
    assert_eq!(anew.status, StatusCode::SEE_OTHER, "{}", text(&anew));
}
