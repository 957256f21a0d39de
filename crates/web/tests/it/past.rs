//! Pages as of a day: what was, for whoever may see it, and plain words where
//! there is nothing to show.

use axum::http::StatusCode;
use clerk::{Submission, fresh_key};
use jiff::civil::{Date, date};
use kernel::members::{Leave, TransferMember};
use kernel::posts::LayDownPost;
use kernel::units::{MoveUnit, RenameUnit};
use kernel::{Actor, Command};

use crate::reading::text;
use crate::site::TestSite;

pub(crate) fn act(site: &TestSite, command: impl Into<Command>) {
    let submission = Submission::new(fresh_key().unwrap(), Actor::Operator, command.into());
    // The clerk's own thread answers, so it is asked outside of the test's runtime.
    std::thread::scope(|scope| {
        scope
            .spawn(|| site.clerk.submit(submission).unwrap())
            .join()
            .unwrap()
    });
}

const RENAMED: Date = date(2026, 10, 5);
const MOVED: Date = date(2026, 10, 12);
const WENT: Date = date(2026, 10, 19);
const LEFT: Date = date(2026, 11, 2);

/// No. 1 Cell was called so until October, when it also lost two people, and
/// No. 2 Cell went to stand under County B.
pub(crate) fn with_past() -> TestSite {
    let site = TestSite::party_cell();
    let (first, second) = (site.unit("A-1"), site.unit("A-2"));
    act(
        &site,
        Command::from(RenameUnit {
            unit: first,
            name: "Harbour Cell".to_owned(),
            on: RENAMED,
        }),
    );
    act(
        &site,
        Command::from(MoveUnit {
            unit: second,
            parent: site.unit("B"),
            on: MOVED,
        }),
    );
    act(
        &site,
        Command::from(TransferMember {
            person: site.person("A-1/5"),
            to: site.unit("B-1"),
            on: WENT,
        }),
    );
    let officer = site.person("A-1/2");
    let post = site
        .clerk
        .read(|state, _| state.charter().unwrap().post_named("officer").unwrap())
        .unwrap();
    act(
        &site,
        Command::from(LayDownPost {
            person: officer,
            unit: site.unit("A"),
            post,
            on: LEFT,
        }),
    );
    act(
        &site,
        Command::from(Leave {
            person: site.person("A-1/6"),
            on: LEFT,
        }),
    );
    site
}

#[tokio::test]
async fn a_unit_is_shown_as_it_was_called_and_with_whom_it_had() {
    let site = with_past();
    let secretary = site.person_browser("A-1/1");
    let unit = site.unit("A-1");
    let now = text(&secretary.get(&format!("/units/{unit}")).await);
    assert!(
        now.contains("Harbour Cell") && now.contains("As it stood on"),
        "{now}"
    );
    let answer = secretary.get(&format!("/units/{unit}?on=2026-10-04")).await;
    let then = text(&answer);
    assert_eq!(answer.status, StatusCode::OK);
    for words in [
        "As it stood on 4 October 2026 · Today",
        "No. 1 Cell",
        "It is called Harbour Cell today.",
        "12 members · 2 candidate members",
        "A-1/5",
        "Somebody who has left",
        "Secretary",
    ] {
        assert!(then.contains(words), "{words}: {then}");
    }
    // No act is offered, and the links keep the day.
    for act in [
        "Record a",
        "Admit somebody",
        "Lay it down",
        "method=\"post\"",
    ] {
        assert!(!answer.body.contains(act), "{act}: {}", answer.body);
    }
    assert!(answer.body.contains("?on=2026-10-04\""), "{}", answer.body);
    let after = text(&secretary.get(&format!("/units/{unit}?on=2026-10-20")).await);
    assert!(
        after.contains("11 members · 2 candidate members"),
        "{after}"
    );
    assert!(!after.contains("A-1/5"), "{after}");
}

#[tokio::test]
async fn whoever_may_not_see_a_roll_sees_no_past_one() {
    let site = with_past();
    let unit = site.unit("A-1");
    let officer = site.person_browser("A-2/1");
    let answer = officer.get(&format!("/units/{unit}?on=2026-10-04")).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    let member = site.person_browser("B-1/5");
    for address in [
        format!("/units/{unit}?on=2026-10-04"),
        format!("/units/{unit}/posts?on=2026-10-04"),
        format!("/people/{}?on=2026-10-04", site.person("A-1/1")),
    ] {
        let answer = member.get(&address).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{address}");
    }
}

#[tokio::test]
async fn the_tree_and_the_posts_are_those_of_the_day() {
    let site = with_past();
    let operator = site.operator();
    let (a, b, cell) = (site.unit("A"), site.unit("B"), site.unit("A-2"));
    let before = operator
        .get(&format!("/units?open={a}&on=2026-10-11"))
        .await;
    let said = text(&before);
    assert!(
        said.contains("No. 2 Cell") && said.contains("Harbour Cell"),
        "{said}"
    );
    assert!(
        before
            .body
            .contains(&format!("/units/{cell}?on=2026-10-11"))
    );
    let after = text(
        &operator
            .get(&format!("/units?open={a}&on=2026-10-12"))
            .await,
    );
    assert!(!after.contains("No. 2 Cell"), "{after}");
    let other = text(
        &operator
            .get(&format!("/units?open={b}&on=2026-10-12"))
            .await,
    );
    assert!(other.contains("No. 2 Cell"), "{other}");
    let held = text(
        &operator
            .get(&format!("/units/{a}/posts?on=2026-11-01"))
            .await,
    );
    assert!(
        held.contains("Held on that day") && held.contains("A-1/2"),
        "{held}"
    );
    let laid = text(
        &operator
            .get(&format!("/units/{a}/posts?on=2026-11-02"))
            .await,
    );
    assert!(laid.contains("Nobody held a post in it."), "{laid}");
    assert!(laid.contains("to 2 November 2026"), "{laid}");
}

#[tokio::test]
async fn a_person_is_shown_where_they_belonged() {
    let site = with_past();
    let person = site.person("A-1/5");
    let operator = site.operator();
    let before = text(
        &operator
            .get(&format!("/people/{person}?on=2026-10-04"))
            .await,
    );
    assert!(before.contains("No. 1 Cell"), "{before}");
    let after = text(
        &operator
            .get(&format!("/people/{person}?on=2026-10-19"))
            .await,
    );
    assert!(after.contains("No. 1 Cell of B"), "{after}");
    let early = text(
        &operator
            .get(&format!("/people/{person}?on=1999-01-01"))
            .await,
    );
    assert!(early.contains("Belonged to no unit"), "{early}");
}

#[tokio::test]
async fn a_day_that_is_none_gets_a_page_that_says_so() {
    let site = with_past();
    let operator = site.operator();
    let unit = site.unit("A-1");
    for (on, words) in [
        (
            "2026-02-30",
            "There is no 30 February 2026: it has 28 days.",
        ),
        ("2031-01-01", "1 January 2031 has not come yet."),
        ("soon", "“soon” is no day."),
    ] {
        for path in [
            format!("/units/{unit}"),
            "/units".to_owned(),
            "/charter".to_owned(),
            format!("/units/{unit}/posts"),
            format!("/people/{}", site.person("A-1/1")),
        ] {
            let answer = operator.get(&format!("{path}?on={on}")).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
            let said = text(&answer);
            assert!(
                said.contains(words) && said.contains("As it stood on"),
                "{said}"
            );
        }
    }
    let before = text(&operator.get(&format!("/units/{unit}?on=1950-01-01")).await);
    assert!(
        before.contains("did not stand on 1 January 1950.") && before.contains("It was founded on"),
        "{before}"
    );
    let nothing = text(&operator.get("/units?on=1950-01-01").await);
    assert!(
        nothing.contains("Nothing stood on 1 January 1950"),
        "{nothing}"
    );
    let charter = text(&operator.get("/charter?on=1950-01-01").await);
    assert!(
        charter.contains("No charter was in force on 1 January 1950."),
        "{charter}"
    );
}

#[tokio::test]
async fn the_charter_of_a_day_keeps_the_day_in_its_links() {
    let site = with_past();
    let member = site.person_browser("A-1/4");
    let answer = member.get("/charter?on=2026-11-01").await;
    let said = text(&answer);
    assert!(said.contains("As it stood on 1 November 2026"), "{said}");
    assert!(
        answer.body.contains("/charter/9?on=2026-11-01"),
        "{}",
        answer.body
    );
    let article = text(&member.get("/charter/9?on=2026-11-01").await);
    assert!(article.contains("Article 9"), "{article}");
    let file = member.get("/charter.md?on=2026-11-01").await;
    assert_eq!(file.status, StatusCode::OK);
}

#[tokio::test]
async fn what_changed_is_counted_first_and_told_to_whom_it_may_be() {
    let site = with_past();
    let county = site.unit("A");
    let operator = site.operator();
    let path = format!("/units/{county}/changes?from=2026-10-01&to=2026-11-20");
    let answer = operator.get(&path).await;
    let said = text(&answer);
    for words in [
        "What changed in County A",
        "From the end of 1 October 2026 to the end of 20 November 2026",
        "1 unit renamed",
        "1 unit moved",
        "1 went over",
        "1 left",
        "1 post laid down",
        "No. 1 Cell was renamed Harbour Cell",
        "went over from Harbour Cell to No. 1 Cell of B",
        "No. 2 Cell went from County A to County B",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert!(answer.body.contains("&amp;what=renamed") || answer.body.contains("&#38;what=renamed"));
    // Behind the end of the first day: the renaming of 5 October is not in it.
    let later = format!("/units/{county}/changes?from=2026-10-05&to=2026-10-12");
    let later = text(&operator.get(&later).await);
    assert!(
        later.contains("1 unit moved") && !later.contains("renamed"),
        "{later}"
    );
    let one = text(&operator.get(&format!("{path}&what=renamed")).await);
    assert!(
        one.contains("1 change") && !one.contains("went over from"),
        "{one}"
    );
    // A county's officer sees figures and no names.
    let officer = site.person_browser("B-1/1");
    assert_eq!(officer.get(&path).await.status, StatusCode::NOT_FOUND);
    let csv = operator
        .get(&path.replace("changes?", "changes.csv?"))
        .await;
    assert_eq!(csv.status, StatusCode::OK);
    assert!(
        csv.body
            .starts_with("day,kind,unit,unit name,person,what\r\n"),
        "{}",
        csv.body
    );
    assert!(
        csv.body.contains("2026-10-05,renamed,A-1,Harbour Cell,,"),
        "{}",
        csv.body
    );
}

#[tokio::test]
async fn two_days_that_do_not_follow_are_named() {
    let site = with_past();
    let unit = site.unit("A-1");
    let operator = site.operator();
    for (asked, words) in [
        (
            "from=2026-11-01&to=2026-10-01",
            "does not come before 1 October 2026",
        ),
        ("from=2026-02-30", "There is no 30 February 2026"),
        ("to=2031-01-01", "has not come yet"),
    ] {
        let answer = operator
            .get(&format!("/units/{unit}/changes?{asked}"))
            .await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{asked}");
        let said = text(&answer);
        assert!(
            said.contains(words) && said.contains("To the end of"),
            "{said}"
        );
    }
}

#[tokio::test]
async fn names_are_not_told_where_the_roll_is_closed() {
    let site = with_past();
    // The officer of the county laid the post down: a plain member sees their own unit alone.
    let member = site.person_browser("A-1/4");
    let own = format!("/units/{}/changes?from=2026-10-01", site.unit("A-1"));
    let said = text(&member.get(&own).await);
    let roll = text(&member.get(&format!("/units/{}", site.unit("A-1"))).await);
    if roll.contains("You may see the figures of this unit, and not who is on its roll.") {
        assert!(
            said.contains("1 went over") && !said.contains("A-1/5"),
            "{said}"
        );
        assert!(said.contains("is counted, and not named"), "{said}");
    } else {
        assert!(
            said.contains("went over from Harbour Cell to another unit"),
            "{said}"
        );
    }
}

#[tokio::test]
async fn the_line_is_a_picture_with_a_table_that_says_the_same() {
    let site = with_past();
    let operator = site.operator();
    let answer = operator
        .get(&format!("/units/{}/line", site.unit("A-1")))
        .await;
    let said = text(&answer);
    assert!(said.contains("The line of Harbour Cell"), "{said}");
    assert!(
        said.contains("Renamed from No. 1 Cell to Harbour Cell"),
        "{said}"
    );
    assert!(
        answer.body.contains("<svg") && answer.body.contains("<caption"),
        "{}",
        answer.body
    );
    let moved = text(
        &operator
            .get(&format!("/units/{}/line", site.unit("A-2")))
            .await,
    );
    assert!(moved.contains("Went from County A to County B"), "{moved}");
    let hidden = site.person_browser("B-1/5");
    let hidden = hidden
        .get(&format!("/units/{}/line", site.unit("A-1")))
        .await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_api_answers_as_of_a_day_too() {
    let site = with_past();
    let operator = site.operator();
    let (a, cell) = (site.unit("A"), site.unit("A-1"));
    let unit = operator
        .get(&format!("/api/units/{cell}?on=2026-10-04"))
        .await
        .json();
    assert_eq!(
        (&unit["name"], &unit["name_now"]),
        (&"No. 1 Cell".into(), &"Harbour Cell".into())
    );
    assert_eq!(unit["people"]["member"], 12);
    assert_eq!(unit["as_of"], "2026-10-04");
    let now = operator.get(&format!("/api/units/{cell}")).await.json();
    assert_eq!(
        (&now["name"], now["people"]["member"].as_u64()),
        (&"Harbour Cell".into(), Some(10))
    );
    let roll = operator
        .get(&format!("/api/units/{cell}/roll?on=2026-10-04"))
        .await
        .json();
    assert_eq!(roll.as_array().unwrap().len(), 14);
    let tree = operator
        .get(&format!("/api/units?under={a}&on=2026-10-11"))
        .await
        .json();
    assert_eq!(tree.as_array().unwrap().len(), 2);
    let tree = operator
        .get(&format!("/api/units?under={a}&on=2026-10-12"))
        .await
        .json();
    assert_eq!(tree.as_array().unwrap().len(), 1);
    let person = site.person("A-1/5");
    let then = operator
        .get(&format!("/api/people/{person}?on=2026-10-04"))
        .await
        .json();
    assert_eq!(then["membership"]["unit"]["name"], "No. 1 Cell");
}

#[tokio::test]
async fn the_api_says_what_changed_and_what_no_day_is() {
    let site = with_past();
    let operator = site.operator();
    let (a, cell) = (site.unit("A"), site.unit("A-1"));
    let posts = operator
        .get(&format!("/api/units/{a}/posts?on=2026-11-02"))
        .await
        .json();
    assert_eq!(posts.as_array().unwrap().len(), 0);
    let posts = operator
        .get(&format!("/api/units/{a}/posts?on=2026-11-01"))
        .await
        .json();
    assert_eq!(posts.as_array().unwrap().len(), 1);
    let changes = format!("/api/units/{a}/changes?since=2026-10-01&to=2026-11-20");
    let changes = operator.get(&changes).await.json();
    assert_eq!(changes["counts"]["renamed"], 1, "{changes}");
    assert_eq!(changes["changes"][0]["on"], "2026-11-02", "{changes}");
    let line = operator
        .get(&format!("/api/units/{cell}/line"))
        .await
        .json();
    let renamed = serde_json::json!({
        "on": "2026-10-05", "from": null, "to": null, "how": "renamed",
        "name": site.clerk.read(|state, _| state.unit(cell).unwrap().name.to_owned()).unwrap(),
    });
    assert_eq!(line, serde_json::json!([renamed]));
    for (path, status) in [
        (
            format!("/api/units/{cell}?on=2026-02-30"),
            StatusCode::BAD_REQUEST,
        ),
        (
            format!("/api/units/{cell}?on=2031-01-01"),
            StatusCode::BAD_REQUEST,
        ),
        (
            format!("/api/units/{cell}?on=1950-01-01"),
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        (
            "/api/charter?on=1950-01-01".to_owned(),
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
    ] {
        assert_eq!(operator.get(&path).await.status, status, "{path}");
    }
    let hidden = site.person_browser("B-1/5");
    let hidden = hidden
        .get(&format!("/api/units/{cell}?on=2026-10-04"))
        .await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);
}
