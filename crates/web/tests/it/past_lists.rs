//! Units above others on a day, one post over time, and old acts in the words of
//! their day.

use axum::http::StatusCode;
use kernel::posts::TakeUpPost;
use kernel::{Command, PersonId};

use crate::past::{act, with_past};
use crate::reading::text;
use crate::site::TestSite;

#[tokio::test]
async fn a_unit_above_others_says_who_was_under_it_on_a_day() {
    let site = with_past();
    let operator = site.operator();
    let county = site.unit("A");
    let before = operator
        .get(&format!("/units/{county}?on=2026-10-04"))
        .await;
    let said = text(&before);
    for words in [
        "People in it and under it",
        "18 people in 2 units",
        "No. 1 Cell Party cell · 14 people",
        "Posts under it",
        "Secretary",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert!(
        before
            .body
            .contains(&format!("/units/{county}/people?on=2026-10-04")),
        "{}",
        before.body
    );
    // The second cell went to the other county, one left and one went over.
    let after = text(
        &operator
            .get(&format!("/units/{county}?on=2026-11-03"))
            .await,
    );
    assert!(after.contains("12 people in 1 unit"), "{after}");
}

#[tokio::test]
async fn people_of_a_day_are_a_list_with_its_files() {
    let site = with_past();
    let operator = site.operator();
    let (county, cell) = (site.unit("A"), site.unit("A-1"));
    let path = format!("/units/{county}/people?on=2026-10-04");
    let then = operator.get(&path).await;
    let said = text(&then);
    for words in [
        "At the end of 4 October 2026: 18 people in 2 units.",
        "A-1/5",
        "No. 1 Cell",
        "18 people",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert!(then.body.contains("name=\"on\""), "{}", then.body);
    let narrowed = format!("{path}&q=Secretary&unit={cell}");
    let narrowed = text(&operator.get(&narrowed).await);
    assert!(narrowed.contains("1 person"), "{narrowed}");
    let csv = operator.get(&path.replace("people?", "people.csv?")).await;
    assert_eq!(csv.status, StatusCode::OK);
    assert!(
        csv.body
            .starts_with("unit,unit name,person,name,grade,in unit since,joined,posts\r\n"),
        "{}",
        csv.body
    );
    assert_eq!(csv.body.lines().count(), 19);
    assert!(csv.body.contains("A-1,No. 1 Cell,"), "{}", csv.body);
    // The next page keeps the day, and today needs none.
    let all = format!("/units/{}/people?on=2026-10-04", site.unit("C"));
    let all = operator.get(&all).await;
    assert!(
        !all.body.contains("rel=\"next\"") || all.body.contains("on=2026-10-04&#38;page=2"),
        "{}",
        all.body
    );
    let now = text(&operator.get(&format!("/units/{county}/people")).await);
    assert!(
        now.contains("Harbour Cell") && !now.contains("No. 1 Cell"),
        "{now}"
    );
}

#[tokio::test]
async fn a_day_that_is_none_is_named_at_its_field_and_kept() {
    let site = with_past();
    let operator = site.operator();
    let county = site.unit("A");
    for list in ["people", "holders"] {
        let answer = operator
            .get(&format!("/units/{county}/{list}?on=2026-02-30"))
            .await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{list}");
        let said = text(&answer);
        assert!(said.contains("There is no 30 February 2026"), "{said}");
        assert!(
            answer.body.contains("value=\"2026-02-30\"")
                && answer.body.contains("aria-describedby=\"on-error\""),
            "{}",
            answer.body
        );
        let file = operator
            .get(&format!("/units/{county}/{list}.csv?on=2026-02-30"))
            .await;
        assert_ne!(file.status, StatusCode::OK, "{list}");
        let early = text(
            &operator
                .get(&format!("/units/{county}/{list}?on=1950-01-01"))
                .await,
        );
        assert!(
            early.contains("did not stand on 1 January 1950.") && early.contains("It was founded"),
            "{early}"
        );
        let stranger = site.person_browser("B-1/5");
        let stranger = stranger
            .get(&format!("/units/{county}/{list}?on=2026-10-04"))
            .await;
        assert_eq!(stranger.status, StatusCode::NOT_FOUND);
    }
}

/// A plain member of a cell may see its figures; where the charter closes the roll to
/// them, nobody of it is named on a past day either.
#[tokio::test]
async fn whoever_may_see_figures_alone_reads_no_name_of_a_past_day() {
    let site = with_past();
    let cell = site.unit("A-1");
    let (mut open, mut closed) = (0, 0);
    for viewer in ["A-1/1", "A-1/4", "A-1/2", "A-2/1", "B-1/1", "B-1/4"] {
        let browser = site.person_browser(viewer);
        let roll = browser.get(&format!("/units/{cell}/roll")).await;
        let answer = browser
            .get(&format!("/units/{cell}/people?on=2026-10-04"))
            .await;
        let page = browser.get(&format!("/units/{cell}")).await;
        assert_eq!(answer.status, page.status, "{viewer} {:?}", roll.status);
        if answer.status != StatusCode::OK {
            continue;
        }
        let csv = browser
            .get(&format!("/units/{cell}/people.csv?on=2026-10-04"))
            .await;
        if text(&answer).contains("You may not see the roll of 1 unit: 14 people there") {
            closed += 1;
            assert_eq!(csv.body.lines().count(), 1, "{viewer}: {}", csv.body);
        } else {
            open += 1;
            assert_eq!(csv.body.lines().count(), 15, "{viewer}: {}", csv.body);
        }
    }
    assert!(open > 0, "{open} open, {closed} closed");
}

#[tokio::test]
async fn posts_under_a_unit_on_a_day_are_a_list_with_who_held_them() {
    let site = with_past();
    let operator = site.operator();
    let county = site.unit("A");
    let held = operator
        .get(&format!("/units/{county}/holders?on=2026-11-01"))
        .await;
    let said = text(&held);
    assert!(said.contains("A-1/2") && said.contains("A-1/1"), "{said}");
    let csv = operator
        .get(&format!("/units/{county}/holders.csv?on=2026-11-01"))
        .await;
    assert!(
        csv.body
            .starts_with("unit,unit name,post,title,person,name,since\r\n"),
        "{}",
        csv.body
    );
    assert!(csv.body.contains("A,County A,officer,"), "{}", csv.body);
    let later = operator
        .get(&format!("/units/{county}/holders.csv?on=2026-11-02"))
        .await;
    let officer = |body: &str| {
        let mut rows = body.lines();
        rows.any(|it| it.starts_with("A,County A,officer,") && it.contains("A-1/2"))
    };
    assert!(
        officer(&csv.body) && !officer(&later.body),
        "{}",
        later.body
    );
}

/// The officer laid the post down in November; another took it up on the twentieth.
fn with_successor() -> (TestSite, PersonId) {
    let site = with_past();
    let person = site.person("A-1/3");
    let post = site
        .clerk
        .read(|state, _| state.charter().unwrap().post_named("officer").unwrap())
        .unwrap();
    act(
        &site,
        Command::from(TakeUpPost {
            person,
            unit: site.unit("A"),
            post,
            on: jiff::civil::date(2026, 11, 20),
        }),
    );
    (site, person)
}

#[tokio::test]
async fn one_post_says_who_held_it_and_when_nobody_did() {
    let (site, successor) = with_successor();
    let operator = site.operator();
    let county = site.unit("A");
    let path = format!("/units/{county}/posts/officer");
    let answer = operator.get(&path).await;
    let said = text(&answer);
    for words in [
        "2 holders on record since",
        "Who held it",
        "Nobody 2 Nov 2026 20 Nov 2026",
        "A-1/2",
        "A-1/3",
        "since 20 November 2026",
        "to 2 November 2026",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert!(
        answer.body.contains("class=\"nobody\"") && answer.body.contains("<caption"),
        "{}",
        answer.body
    );
    // It is found from the unit, from the posts, and from whoever held it.
    for from in [
        format!("/units/{county}"),
        format!("/units/{county}/posts"),
        format!("/people/{successor}"),
    ] {
        let page = operator.get(&from).await;
        assert!(page.body.contains(&format!("href=\"{path}\"")), "{from}");
    }
    let vacant = text(&operator.get(&format!("{path}?on=2026-11-10")).await);
    assert!(
        vacant.contains("Nobody held it, from 2 Nov 2026 to 20 Nov 2026.")
            && vacant.contains("Who held it last before"),
        "{vacant}"
    );
    let before = text(&operator.get(&format!("{path}?on=2026-10-04")).await);
    assert!(
        before.contains("A-1/2") && !before.contains("A-1/3"),
        "{before}"
    );
    for wrong in ["?on=2026-02-30", "?on=2031-01-01"] {
        let wrong = operator.get(&format!("{path}{wrong}")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    for nothing in ["nothing", "secretary-of-all"] {
        let nothing = format!("/units/{county}/posts/{nothing}");
        let status = operator.get(&nothing).await.status;
        assert_eq!(status, StatusCode::NOT_FOUND);
    }
    let stranger = site.person_browser("B-1/5").get(&path).await;
    assert_eq!(stranger.status, StatusCode::NOT_FOUND);
    let json = operator.get(&format!("/api{path}")).await.json();
    assert_eq!(json["tenures"].as_array().unwrap().len(), 2, "{json}");
    let vacancies = json["vacancies"].as_array().unwrap();
    let gap = serde_json::json!({"title": null, "from": "2026-11-02", "until": "2026-11-20"});
    assert!(vacancies.contains(&gap), "{json}");
    let then = operator
        .get(&format!("/api{path}?on=2026-10-04"))
        .await
        .json();
    assert_eq!(then["tenures"].as_array().unwrap().len(), 1, "{then}");
}

#[tokio::test]
async fn an_old_act_is_told_with_the_name_of_its_day() {
    let site = with_past();
    let operator = site.operator();
    let founded = text(&operator.get("/journal?q=founded").await);
    assert!(
        founded.contains("Founded No. 1 Cell under County A"),
        "{founded}"
    );
    let said = text(&operator.get("/journal").await);
    assert!(
        said.contains("Gave No. 1 Cell the name Harbour Cell"),
        "{said}"
    );
    // Said once on a page, with whatever was told first of it.
    assert_eq!(said.matches("now called Harbour Cell").count(), 1, "{said}");
    assert!(
        said.contains("from Harbour Cell to No. 1 Cell of B"),
        "{said}"
    );
    // Found by either name.
    let unit = site.unit("A-1");
    for name in ["Harbour", "No. 1 Cell"] {
        let found = format!("/journal?unit={unit}&q={}", name.replace(' ', "+"));
        let found = text(&operator.get(&found).await);
        assert!(found.contains("Founded No. 1 Cell"), "{name}: {found}");
    }
    // What changed says it too.
    let changed = format!("/units/{unit}/changes?from=2026-10-04&to=2026-11-20");
    let changed = text(&operator.get(&changed).await);
    assert!(
        changed.contains("No. 1 Cell was renamed Harbour Cell"),
        "{changed}"
    );
}

#[tokio::test]
async fn what_changed_is_searched_and_narrowed_like_any_list() {
    let site = with_past();
    let operator = site.operator();
    let county = site.unit("A");
    let path = format!("/units/{county}/changes?from=2026-10-01&to=2026-11-20");
    let found = text(&operator.get(&format!("{path}&q=renamed")).await);
    assert!(found.contains("1 change"), "{found}");
    let xlsx = operator
        .get(&path.replace("changes?", "changes.xlsx?"))
        .await;
    assert_eq!(xlsx.status, StatusCode::OK);
    let moved = operator
        .get(&path.replace("changes?", "changes.csv?what=moved&"))
        .await;
    assert_eq!(moved.body.lines().count(), 2, "{}", moved.body);
}
