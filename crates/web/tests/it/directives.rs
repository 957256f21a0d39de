//! A directive from the first to the last: issued, passed on, put on an agenda,
//! answered, objected to, changed, withdrawn; and who may know of it.

use axum::http::StatusCode;

use crate::reading::{done, nothing_at, read, refused, says, text};
use crate::site::{Browser, TestSite};

const LETTER: &str = "/directives/letter-2026-1";

/// Issues a letter from North to every group, and reads what it leads to.
async fn issued(bearer: &Browser<'_>) -> String {
    let page = format!("/units/{}/directives/new", bearer.site.unit("F"));
    let fields = [
        ("text", "Say how many keep a book.\nBy the end of the year."),
        ("to", "shg"),
        ("origin", ""),
        ("on", "2026-11-20"),
    ];
    done(bearer, &page, &fields).await
}

/// Does one thing with the letter in a unit, and reads what it leads to.
async fn acted(browser: &Browser<'_>, code: &str, act: &str, fields: &[(&str, &str)]) -> String {
    let page = format!(
        "/units/{}/directives/letter-2026-1/{act}",
        browser.site.unit(code)
    );
    done(browser, &page, fields).await
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a list, a line or a stanza a room")]
async fn a_directive_goes_down_and_its_answers_come_back() {
    let site = TestSite::self_help();
    let (north, hill) = (site.person_browser("H-1/2"), site.person_browser("H-2/2"));
    let (jasmine, neem) = (site.person_browser("H-1/1"), site.person_browser("V-1/1"));
    let page = issued(&north).await;
    let wanted = [
        "North issued letter 2026/1 on 20 November 2026",
        "Withdraw it",
        "Letter 2026/1",
        "From North, 20 November 2026, 3 days ago, to all self-help groups",
        "Say how many keep a book.",
        "2 of 2 0 of 2",
        "0 of 3",
        "Who has not passed it on",
        "Valley",
    ];
    says(&page, &wanted);
    nothing_at(&jasmine, LETTER).await;
    // It waits for whoever stands on the way.
    let home = read(&hill, "/").await;
    let wanted = [
        "From above",
        "Letter 2026/1 from North",
        "pass on in 4 days",
        "Pass it on",
    ];
    says(&home, &wanted);
    let page = acted(&hill, "H", "pass-on", &[("on", "2026-11-22")]).await;
    says(
        &page,
        &[
            "Hill passed on letter 2026/1",
            "Passed on on 22 November 2026.",
        ],
    );
    let home = read(&jasmine, "/").await;
    says(
        &home,
        &["Letter 2026/1 from", "answer in 4 weeks", "Answer it"],
    );
    says(
        &read(&jasmine, LETTER).await,
        &["Say how many keep a book.", "Answer it by"],
    );
    nothing_at(&neem, LETTER).await;
    let fields = [
        ("outcome", "in-part"),
        ("text", "Nine of twelve do."),
        ("on", "2026-11-23"),
    ];
    let page = acted(&jasmine, "H-1", "answer", &fields).await;
    says(
        &page,
        &[
            "Jasmine answered letter 2026/1: done in part",
            "Nine of twelve do.",
        ],
    );
    let page = read(&north, LETTER).await;
    says(
        &page,
        &[
            "1 of 3",
            "1 in part",
            "What was answered",
            "Nine of twelve do.",
        ],
    );
    let units = read(
        &north,
        "/directives/letter-2026-1/units?standing=not-answered",
    )
    .await;
    says(
        &units,
        &["Lotus received on 22 November 2026 · not answered"],
    );
    assert!(!units.contains("Jasmine received"), "{units}");
    let file = north.get("/directives/letter-2026-1/units.csv").await;
    assert!(
        file.body
            .contains("H-1,Jasmine,shg,2026-11-22,,in-part,2026-11-23,"),
        "{}",
        file.body
    );
}

#[tokio::test]
async fn what_is_missing_in_a_form_is_asked_for_with_what_was_typed() {
    let site = TestSite::self_help();
    let north = site.person_browser("H-1/2");
    let page = format!("/units/{}/directives/new", site.unit("F"));
    let drawn = north.get(&page).await;
    says(
        &text(&drawn),
        &[
            "Issue a letter",
            "Units on the way pass it on within 7 days.",
            "answers within 30 days of receiving it",
        ],
    );
    let again = refused(
        &north,
        &page,
        &[
            ("text", "Say how many."),
            ("origin", ""),
            ("on", "2026-11-20"),
        ],
    )
    .await;
    says(&text(&again), &["Tick at least one."]);
    assert!(again.body.contains("Say how many."), "{}", again.body);
    issued(&north).await;
    let hill = site.person_browser("H-2/2");
    acted(&hill, "H", "pass-on", &[("on", "2026-11-22")]).await;
    let jasmine = site.person_browser("H-1/1");
    let page = format!(
        "/units/{}/directives/letter-2026-1/answer",
        site.unit("H-1")
    );
    let again = refused(
        &jasmine,
        &page,
        &[("outcome", "not-done"), ("text", ""), ("on", "2026-11-23")],
    )
    .await;
    says(
        &text(&again),
        &["The reason why it was not done, or done in part is missing."],
    );
}

#[tokio::test]
async fn an_objection_is_settled_and_lets_the_unit_off() {
    let site = TestSite::self_help();
    let (north, hill) = (site.person_browser("H-1/2"), site.person_browser("H-2/2"));
    issued(&north).await;
    acted(&hill, "H", "pass-on", &[("on", "2026-11-22")]).await;
    let lotus = site.person_browser("H-2/1");
    let why = [
        ("text", "The books are with the bank."),
        ("on", "2026-11-22"),
    ];
    let page = acted(&lotus, "H-2", "object", &why).await;
    says(&page, &["Lotus objected to letter 2026/1"]);
    let page = read(&north, LETTER).await;
    says(
        &page,
        &["Objections Lotus The books are with the bank.", "Settle it"],
    );
    let settled = [
        ("upheld", "yes"),
        ("text", "So they are."),
        ("on", "2026-11-23"),
    ];
    let page = acted(&north, "H-2", "settle", &settled).await;
    says(
        &page,
        &["upheld on 23 November 2026: the unit owes no answer"],
    );
    assert!(!read(&lotus, "/").await.contains("Answer it"));
    let jasmine = site.person_browser("H-1/1");
    let page = format!(
        "/units/{}/directives/letter-2026-1/settle",
        site.unit("H-2")
    );
    nothing_at(&jasmine, &page).await;
}

#[tokio::test]
async fn a_directive_is_changed_replaced_and_withdrawn_and_stays_on_record() {
    let site = TestSite::self_help();
    let north = site.person_browser("H-1/2");
    issued(&north).await;
    let amended = [
        ("text", "Say how many keep two books."),
        ("on", "2026-11-21"),
    ];
    let page = done(&north, "/directives/letter-2026-1/amend", &amended).await;
    says(
        &page,
        &[
            "Say how many keep two books.",
            "Earlier wordings",
            "Say how many keep a book.",
        ],
    );
    let page = format!(
        "/units/{}/directives/new?replaces=letter-2026-1",
        site.unit("F")
    );
    let answer = north
        .fill_in(
            &page,
            &page,
            &[
                ("text", "Say nothing."),
                ("to", "shg"),
                ("origin", ""),
                ("on", "2026-11-22"),
            ],
        )
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", text(&answer));
    says(
        &read(&north, LETTER).await,
        &[
            "Another took its place on 22 November 2026",
            "Letter 2026/2",
        ],
    );
    let why = [("text", "A mistake."), ("on", "2026-11-23")];
    done(&north, "/directives/letter-2026-2/withdraw", &why).await;
    let list = read(&north, "/directives").await;
    says(
        &list,
        &["Letter 2026/2 It was withdrawn on 23 November 2026, today."],
    );
    let found = read(&north, "/directives?q=two+books").await;
    says(&found, &["Letter 2026/1", "1 directive"]);
    let file = north.get("/directives.csv").await;
    assert!(
        file.body
            .contains("letter-2026-2,letter,2026-11-22,F,North"),
        "{}",
        file.body
    );
}

#[tokio::test]
async fn a_task_is_followed_up_and_down() {
    let site = TestSite::self_help();
    let (north, hill) = (site.person_browser("H-1/2"), site.person_browser("H-2/2"));
    issued(&north).await;
    let page = format!("/units/{}/directives/new", site.unit("H"));
    let fields = [
        ("text", "Bring the books."),
        ("to", "shg"),
        ("origin", "directive-0"),
        ("on", "2026-11-23"),
    ];
    let page = done(&hill, &page, &fields).await;
    says(
        &page,
        &["Letter 2026/2", "Where it comes from Letter 2026/1"],
    );
    says(
        &read(&hill, LETTER).await,
        &["What carries it out Letter 2026/2"],
    );
    let unit = format!("/units/{}/directives", site.unit("H"));
    says(
        &read(&hill, &unit).await,
        &["Letter 2026/1 Pass it on by", "Letter 2026/2"],
    );
}

#[tokio::test]
async fn it_is_put_on_the_agenda_of_a_meeting() {
    let site = TestSite::self_help();
    let (north, hill) = (site.person_browser("H-1/2"), site.person_browser("H-2/2"));
    issued(&north).await;
    acted(&hill, "H", "pass-on", &[("on", "2026-11-22")]).await;
    let jasmine = site.person_browser("H-1/1");
    let call = format!("/units/{}/meetings/new", site.unit("H-1"));
    done(
        &jasmine,
        &call,
        &[("kind", "shg-weekly"), ("on", "2026-11-30")],
    )
    .await;
    let page = acted(&jasmine, "H-1", "agenda", &[("meeting", "0")]).await;
    says(
        &page,
        &[
            "put letter 2026/1 on the agenda of a meeting",
            "Weekly meeting of Jasmine, 30 November 2026",
        ],
    );
    says(
        &read(&jasmine, "/meetings/0").await,
        &["On the agenda Letter 2026/1"],
    );
}

#[tokio::test]
async fn it_is_taken_off_an_agenda_with_a_reason() {
    let site = TestSite::self_help();
    let (north, hill) = (site.person_browser("H-1/2"), site.person_browser("H-2/2"));
    issued(&north).await;
    acted(&hill, "H", "pass-on", &[("on", "2026-11-22")]).await;
    let jasmine = site.person_browser("H-1/1");
    let call = format!("/units/{}/meetings/new", site.unit("H-1"));
    let called = [("kind", "shg-weekly"), ("on", "2026-11-30")];
    done(&jasmine, &call, &called).await;
    let page = acted(&jasmine, "H-1", "agenda", &[("meeting", "0")]).await;
    says(
        &page,
        &[
            "Was this a mistake? Take it off again",
            "Take it off an agenda",
        ],
    );
    let way = format!(
        "/units/{}/directives/letter-2026-1/off-agenda",
        site.unit("H-1")
    );
    says(
        &read(&jasmine, &way).await,
        &[
            "Take letter 2026/1 off an agenda",
            "Weekly meeting called for 30 November 2026",
        ],
    );
    let refused = jasmine.fill_in(&way, &way, &[("meeting", "0")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let why = [("meeting", "0"), ("text", "it is for the next")];
    let page = acted(&jasmine, "H-1", "off-agenda", &why).await;
    says(
        &page,
        &[
            "took letter 2026/1 off the agenda of a meeting",
            "Put it on an agenda",
        ],
    );
    assert!(!page.contains("Take it off an agenda"), "{page}");
    let shown = read(&jasmine, "/meetings/0").await;
    assert!(!shown.contains("On the agenda"), "{shown}");
    // The same through the API.
    let api = format!("/api/units/{}/directives/letter-2026-1", site.unit("H-1"));
    let put = serde_json::json!({"meeting": 0});
    let answer = jasmine.post_json(&format!("{api}/agenda"), &put).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let off = serde_json::json!({"meeting": 0, "reason": "it is for the next"});
    for status in [StatusCode::OK, StatusCode::UNPROCESSABLE_ENTITY] {
        let answer = jasmine.post_json(&format!("{api}/off-agenda"), &off).await;
        assert_eq!(answer.status, status, "{}", answer.body);
    }
}
