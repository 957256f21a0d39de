//! Awards through pages and the API: proposed with figures, decided above, taken back.

use axum::http::StatusCode;
use clerk::Submission;
use jiff::civil::date;
use journal::RequestKey;
use kernel::meetings::RecordMeeting;
use kernel::{Actor, Command};
use serde_json::json;

use crate::reading::text;
use crate::site::TestSite;

/// A site whose A-1 met in every month of 2025 and in the last months of 2026.
fn site() -> TestSite {
    let site = TestSite::party_cell();
    let kind = site
        .clerk
        .read(|state, _| state.charter().unwrap().meeting_named("general").unwrap())
        .unwrap();
    let unit = site.unit("A-1");
    let months = (1..=12).map(|month| date(2025, month, 9));
    let days = months.chain([date(2026, 9, 9), date(2026, 10, 9), date(2026, 11, 9)]);
    std::thread::scope(|scope| {
        let record = || {
            for (number, on) in (100_u8..).zip(days) {
                let command = Command::from(RecordMeeting {
                    unit,
                    kind,
                    on,
                    absent: Vec::new(),
                    resolutions: Vec::new(),
                });
                let submission =
                    Submission::new(RequestKey([number; 16]), Actor::Operator, command);
                site.clerk.submit(submission).unwrap();
            }
        };
        scope.spawn(record).join().unwrap();
    });
    site
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a list, a line or a stanza a room")]
async fn a_unit_is_proposed_with_its_figures_and_receives_the_award() {
    let site = site();
    let (secretary, officer) = (site.person_browser("A-1/1"), site.person_browser("A-1/2"));
    let unit = site.unit("A-1");
    let way = format!("/units/{unit}/awards/propose");
    let form = text(&secretary.get(&way).await);
    assert!(
        form.contains("For 2025.")
            && form.contains("12 meetings held in time, at least 11 asked for."),
        "{form}"
    );
    let answer = secretary
        .fill_in(
            &way,
            &way,
            &[
                ("period", "2025-01-01"),
                ("grounds", "twelve meetings"),
                ("on", "2026-11-20"),
            ],
        )
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let location = answer.header("location").unwrap().to_owned();
    assert!(location.starts_with("/awards/0?done="), "{location}");
    let page = text(&secretary.get(&location).await);
    assert!(
        page.contains("12 meetings held in time") && page.contains("twelve meetings"),
        "{page}"
    );
    assert!(page.contains("Take the proposal back"), "{page}");
    assert!(
        !page.contains("Decide"),
        "a secretary proposes and does not decide: {page}"
    );
    // Nobody of another county knows of it.
    let stranger = site.person_browser("B-1/1");
    assert_eq!(
        stranger.get("/awards/0").await.status,
        StatusCode::NOT_FOUND
    );
    assert!(text(&stranger.get("/awards").await).contains("No proposals"));
    // A refusal is a form again, with what was typed.
    let again = secretary
        .fill_in(
            &way,
            &way,
            &[("period", "2025-01-01"), ("on", "2026-11-20")],
        )
        .await;
    assert!(
        text(&again)
            .contains("was proposed for the award Party Cell of Loyalty for this time already"),
        "{}",
        again.body
    );
    // Whoever decides has to say why not.
    let decide = "/awards/0/decide";
    let answer = officer
        .fill_in(
            decide,
            decide,
            &[("outcome", "refused"), ("on", "2026-11-21")],
        )
        .await;
    assert!(
        text(&answer).contains("Say why it is not awarded."),
        "{}",
        answer.body
    );
    let answer = officer
        .fill_in(
            decide,
            decide,
            &[("outcome", "granted"), ("on", "2026-11-21")],
        )
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let unit_page = text(&secretary.get(&format!("/units/{unit}")).await);
    assert!(
        unit_page.contains("Party Cell of Loyalty for 2025: awarded on 21 November 2026"),
        "{unit_page}"
    );
    let list = officer.get("/awards?standing=granted").await;
    assert!(text(&list).contains("No. 1 Cell"), "{}", list.body);
    let file = officer.get("/awards.csv").await;
    assert!(
        file.body
            .contains("Party Cell of Loyalty,2025-01-01,2025-12-31,A-1,No. 1 Cell,granted,2026-11-20,2026-11-21"),
        "{}",
        file.body
    );
    let revoke = "/awards/0/revoke";
    let answer = officer
        .fill_in(
            revoke,
            revoke,
            &[("reason", "the wrong year"), ("on", "2026-11-22")],
        )
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let page = text(&secretary.get("/awards/0").await);
    assert!(
        page.contains("Taken back on 22 November 2026.") && page.contains("the wrong year"),
        "{page}"
    );
}

#[tokio::test]
async fn the_api_does_the_same_with_the_same_refusals() {
    let site = site();
    let (secretary, officer) = (site.person_browser("A-1/1"), site.person_browser("A-1/2"));
    let propose = |code: &str| format!("/api/units/{}/awards/propose", site.unit(code));
    let body = json!({"award": "loyalty", "period": "2025-05-05"});
    let refused = officer.post_json(&propose("A-2"), &body).await;
    assert_eq!(
        refused.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        refused.body
    );
    assert!(
        refused.body.contains("0 meetings held in time"),
        "{}",
        refused.body
    );
    let done = secretary.post_json(&propose("A-1"), &body).await;
    assert_eq!(done.json()["new"], 0, "{}", done.body);
    let shown = officer.get("/api/awards/0").await.json();
    assert_eq!(shown["standing"], "proposed");
    assert_eq!(
        shown["criteria"][0],
        json!({
            "id": "met",
            "title": "a general meeting in nearly every month",
            "figure": "kept",
            "bound": "at least",
            "found": 12,
            "needed": 11,
            "met": true,
        })
    );
    let decide = json!({"granted": true});
    let refused = secretary.post_json("/api/awards/0/decide", &decide).await;
    assert!(refused.status.is_client_error(), "{}", refused.body);
    let done = officer.post_json("/api/awards/0/decide", &decide).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    let list = officer.get("/api/awards?standing=granted").await.json();
    assert_eq!(list.as_array().unwrap().len(), 1);
    let back = json!({"reason": "the wrong year"});
    let done = officer.post_json("/api/awards/0/revoke", &back).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    let stranger = site.person_browser("B-1/1");
    assert_eq!(
        stranger.get("/api/awards/0").await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(stranger.get("/api/awards").await.json(), json!([]));
}
