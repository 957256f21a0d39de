//! Belonging and posts: admitted, promoted, transferred, leaving; taken up and
//! laid down; and the tree changed by one unit. Each as somebody does it on the pages.

use axum::http::StatusCode;

use crate::reading::{done, nothing_at, read, refused, says, text};
use crate::site::TestSite;

#[tokio::test]
async fn whoever_is_admitted_has_a_card_and_the_page_says_what_changed() {
    let site = TestSite::party_cell();
    let secretary = site.person_browser("A-1/1");
    let form = format!("/units/{}/admit", site.unit("A-1"));
    says(
        &read(&secretary, &form).await,
        &[
            "Admit somebody to No. 1 Cell",
            "They begin as a candidate member.",
            "Article 2",
        ],
    );
    let fields = [
        ("name", "Ana Marsh"),
        ("email", "ana@example.org"),
        ("phone", ""),
        ("on", "2026-11-20"),
        ("code", ""),
    ];
    let page = done(&secretary, &form, &fields).await;
    says(
        &page,
        &[
            "Admitted Ana Marsh to No. 1 Cell as candidate member on 20 November 2026.",
            "Record that they left",
        ],
    );
    says(
        &read(&secretary, "/people?q=marsh").await,
        &["Ana Marsh Candidate member"],
    );
    let person = site.clerk.read(|state, directory| {
        let (person, card) = directory.search("ana marsh").next().unwrap();
        assert_eq!(card.email.as_deref(), Some("ana@example.org"));
        assert_eq!(state.membership(person).unwrap().unit, site.unit("A-1"));
        person
    });
    let page = read(&secretary, &format!("/people/{}", person.unwrap())).await;
    says(
        &page,
        &[
            "Candidate member · No. 1 Cell · joined 20 November 2026, 3 days ago",
            "ana@example.org",
        ],
    );
}

#[tokio::test]
async fn a_refused_admission_keeps_what_was_typed() {
    let site = TestSite::party_cell();
    let secretary = site.person_browser("A-1/1");
    let form = format!("/units/{}/admit", site.unit("A-1"));
    let entries = site.entries();
    let tomorrow = refused(
        &secretary,
        &form,
        &[("name", "Ana Marsh"), ("on", "2026-11-24")],
    )
    .await;
    says(
        &text(&tomorrow),
        &["Since 24 November 2026 has not come yet. Give a day up to today."],
    );
    assert!(
        tomorrow.body.contains("value=\"Ana Marsh\""),
        "{}",
        tomorrow.body
    );
    let no_day = refused(&secretary, &form, &[("name", ""), ("on", "soon")]).await;
    says(
        &text(&no_day),
        &["The name is missing.", "Give a day, as in 2026-11-23."],
    );
    let grade = refused(
        &secretary,
        &form,
        &[
            ("name", "Ana Marsh"),
            ("grade", "member"),
            ("on", "2026-11-20"),
        ],
    )
    .await;
    says(
        &text(&grade),
        &[
            "Nobody is admitted straight into the grade of member.",
            "Article 2",
        ],
    );
    let taken = refused(
        &secretary,
        &form,
        &[
            ("name", "Ana Marsh"),
            ("code", "A-1/2"),
            ("on", "2026-11-20"),
        ],
    )
    .await;
    says(
        &text(&taken),
        &["The code \"A-1/2\" is that of another person."],
    );
    assert_eq!(site.entries(), entries);
}

#[tokio::test]
async fn who_may_not_admit_is_told_the_article_or_finds_nothing() {
    let site = TestSite::party_cell();
    let form = format!("/units/{}/admit", site.unit("A-1"));
    let answer = site.person_browser("A-1/4").get(&form).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    says(
        &text(&answer),
        &["You may not admit a member in No. 1 Cell.", "Article 9"],
    );
    nothing_at(&site.person_browser("B-1/1"), &form).await;
    nothing_at(&site.operator(), "/units/999/admit").await;
}

#[tokio::test]
async fn a_candidate_is_promoted_after_the_waiting_time_and_not_before() {
    let site = TestSite::party_cell();
    let secretary = site.person_browser("A-1/1");
    let old = format!("/people/{}/promote", site.person("A-1/13"));
    says(
        &done(&secretary, &old, &[("on", "2026-11-23")]).await,
        &["Made Name A-1/13 a member in No. 1 Cell."],
    );
    nothing_at(&secretary, &old).await;
    let unit = format!("/units/{}/admit", site.unit("A-1"));
    done(
        &secretary,
        &unit,
        &[("name", "Ana"), ("code", "new"), ("on", "2026-11-01")],
    )
    .await;
    let young = format!("/people/{}/promote", site.person("new"));
    let answer = refused(&secretary, &young, &[("on", "2026-11-23")]).await;
    says(
        &text(&answer),
        &[
            "The waiting time of 12 months ends on 1 November 2027.",
            "Article 2",
            "Do it on 1 November 2027 or later.",
        ],
    );
}

#[tokio::test]
async fn a_transfer_says_which_post_ends_and_can_be_taken_back() {
    let site = TestSite::party_cell();
    let officer = site.person_browser("A-1/2");
    let form = format!("/people/{}/transfer", site.person("A-1/1"));
    let page = read(&officer, &form).await;
    says(
        &page,
        &[
            "Transfer Name A-1/1",
            "belongs to No. 1 Cell",
            "No. 2 Cell, County A",
        ],
    );
    assert!(!page.contains("No. 1 Cell of B"), "{page}");
    let page = done(&officer, &form, &[("to", "A-2"), ("on", "2026-11-23")]).await;
    says(
        &page,
        &[
            "Transferred Name A-1/1 from No. 1 Cell to No. 2 Cell.",
            "Name A-1/1 laid down the post of secretary in No. 1 Cell.",
            "Was this a mistake? Strike it",
        ],
    );
    let back = format!("{form}?to=A-1");
    says(
        &done(&officer, &back, &[("to", "A-1"), ("on", "2026-11-23")]).await,
        &["from No. 2 Cell to No. 1 Cell"],
    );
    let unknown = refused(&officer, &form, &[("to", "B-1"), ("on", "2026-11-23")]).await;
    says(
        &text(&unknown),
        &["There is no unit with this code that you may know of."],
    );
}

#[tokio::test]
async fn leaving_is_asked_once_more_and_never_refused() {
    let site = TestSite::party_cell();
    let (id, browser) = (site.person("A-1/1"), site.person_browser("A-1/1"));
    let form = format!("/people/{id}/leave");
    says(
        &read(&browser, &form).await,
        &[
            "Leave the organisation",
            "nobody has to agree",
            "secretary of No. 1 Cell",
            "Article 5",
            "Stay",
        ],
    );
    let answer = browser.fill_in(&form, &form, &[]).await;
    assert_eq!(answer.status, StatusCode::OK);
    says(
        &text(&answer),
        &["You have left", "Your card and your account are erased."],
    );
    assert!(answer.header("set-cookie").unwrap().contains("Max-Age=0"));
    assert_eq!(
        browser.get("/").await.status,
        StatusCode::SEE_OTHER,
        "the session is gone"
    );
    site.clerk
        .read(|state, directory| {
            assert!(state.membership(id).is_none());
            assert!(directory.card(id).is_none());
            assert!(state.tenures_of(id).all(|tenure| tenure.until.is_some()));
        })
        .unwrap();
    nothing_at(&site.person_browser("A-1/2"), &format!("/people/{id}")).await;
}

#[tokio::test]
async fn that_somebody_left_is_recorded_by_whoever_may_and_nobody_else() {
    let site = TestSite::party_cell();
    let form = format!("/people/{}/leave", site.person("A-1/4"));
    let answer = site.person_browser("A-1/5").get(&form).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    says(
        &text(&answer),
        &["You may not record a leaving in No. 1 Cell."],
    );
    nothing_at(&site.person_browser("B-1/1"), &form).await;
    let page = done(
        &site.person_browser("A-1/1"),
        &form,
        &[("on", "2026-11-22")],
    )
    .await;
    says(&page, &["left No. 1 Cell on 22 November 2026."]);
}

#[tokio::test]
async fn a_post_that_is_taken_is_laid_down_by_its_holder_first() {
    let site = TestSite::party_cell();
    let unit = site.unit("A-1");
    let (fill, lay_down) = (
        format!("/units/{unit}/posts/secretary/fill"),
        format!("/units/{unit}/posts/secretary/lay-down"),
    );
    let officer = site.person_browser("A-1/2");
    let full = officer.get(&fill).await;
    assert_eq!(full.status, StatusCode::UNPROCESSABLE_ENTITY);
    says(
        &text(&full),
        &[
            "has no free place",
            "Article 7",
            "It is held by Name A-1/1 since 1 January 2024.",
            "Lay the post down first",
        ],
    );
    let secretary = site.person_browser("A-1/1");
    says(
        &read(&secretary, &lay_down).await,
        &[
            "Lay down the post of secretary of No. 1 Cell",
            "You hold it since 1 January 2024",
        ],
    );
    says(
        &done(
            &secretary,
            &lay_down,
            &[
                ("person", &site.person("A-1/1").to_string()),
                ("on", "2026-11-23"),
            ],
        )
        .await,
        &["You laid down the post of secretary in No. 1 Cell."],
    );
    says(&read(&officer, &fill).await, &["It is vacant."]);
}

#[tokio::test]
async fn a_post_is_filled_from_those_who_may_hold_it() {
    let site = TestSite::party_cell();
    let unit = site.unit("A-1");
    let fill = format!("/units/{unit}/posts/secretary/fill");
    let officer = site.person_browser("A-1/2");
    let lay_down = format!("/units/{unit}/posts/secretary/lay-down");
    let head = site.person("A-1/1").to_string();
    let ended = done(
        &officer,
        &lay_down,
        &[("person", &head), ("on", "2026-11-23")],
    )
    .await;
    says(
        &ended,
        &[
            "Name A-1/1 laid down the post of secretary in No. 1 Cell.",
            "Was this a mistake? Strike it",
        ],
    );
    let form = officer.get(&fill).await;
    says(
        &text(&form),
        &["Fill the post of secretary", "It is vacant.", "Name A-1/3"],
    );
    assert!(
        !form.body.contains("Name A-1/13"),
        "a candidate may not hold it: {}",
        form.body
    );
    assert!(
        !form.body.contains("Name A-2/"),
        "nor somebody of another unit: {}",
        form.body
    );
    let candidate = refused(
        &officer,
        &fill,
        &[
            ("person", &site.person("A-1/13").to_string()),
            ("on", "2026-11-23"),
        ],
    )
    .await;
    says(
        &text(&candidate),
        &[
            "A candidate member may not hold the post of secretary.",
            "Article 7",
        ],
    );
    let page = done(
        &officer,
        &fill,
        &[
            ("person", &site.person("A-1/3").to_string()),
            ("on", "2026-11-23"),
        ],
    )
    .await;
    says(
        &page,
        &[
            "Name A-1/3 took up the post of secretary in No. 1 Cell.",
            "Was this a mistake? Strike it",
        ],
    );
    nothing_at(&officer, &format!("/units/{unit}/posts/steward/fill")).await;
}

#[tokio::test]
async fn another_charter_has_its_own_words_and_rights_on_the_same_pages() {
    let site = TestSite::union();
    let unit = site.unit("R-1");
    let secretary = site.person_browser("R-1/1");
    let form = secretary.get(&format!("/units/{unit}/admit")).await;
    for grade in ["full", "apprentice"] {
        assert!(
            form.body.contains(&format!("<option value=\"{grade}\"")),
            "{grade}: {}",
            form.body
        );
    }
    assert!(
        !form.body.contains("value=\"retired\""),
        "nobody begins retired: {}",
        form.body
    );
    let page = format!("/units/{unit}/admit");
    let fields = [
        ("name", "Ada King"),
        ("grade", "apprentice"),
        ("code", "new"),
        ("on", "2026-11-23"),
    ];
    says(
        &done(&secretary, &page, &fields).await,
        &["Admitted Ada King to Harbour as apprentice"],
    );
    let ada = site.person("new");
    let organiser = site.person_browser("R-1/3");
    let page = read(&organiser, &format!("/people/{ada}")).await;
    says(&page, &["Apprentice", "E-mail none given", "Transfer"]);
    let moved = done(
        &organiser,
        &format!("/people/{ada}/transfer"),
        &[("to", "R-2"), ("on", "2026-11-23")],
    )
    .await;
    says(&moved, &["Transferred Ada King from Harbour to Mills."]);
    let member = site.person_browser("R-2/9");
    says(
        &read(&member, "/charter").await,
        &["Nothing you may see is outside it."],
    );
    let looked = read(&site.person_browser("new"), &format!("/people/{ada}")).await;
    says(&looked, &["Name R-1/3", "organiser of East"]);
}

#[tokio::test]
async fn a_unit_is_founded_renamed_moved_and_dissolved() {
    let site = TestSite::party_cell();
    let officer = site.person_browser("A-1/2");
    let county = site.unit("A");
    let found = format!("/units/{county}/found");
    says(
        &read(&officer, &found).await,
        &[
            "Found a unit under County A",
            "Party cell",
            "that of County A is A",
        ],
    );
    let fields = [
        ("level", "cell"),
        ("name", "No. 9 Cell"),
        ("code", "A-9"),
        ("on", "2026-11-23"),
    ];
    says(
        &done(&officer, &found, &fields).await,
        &[
            "Founded No. 9 Cell under County A.",
            "Was this a mistake? Strike it",
        ],
    );
    let taken = refused(&officer, &found, &fields).await;
    says(
        &text(&taken),
        &[
            "The code \"A-9\" already belongs to a unit.",
            "Choose another code.",
        ],
    );
    let new = site.unit("A-9");
    let page = done(
        &officer,
        &format!("/units/{new}/rename"),
        &[("name", "The Mill"), ("on", "2026-11-23")],
    )
    .await;
    says(&page, &["Gave a unit the name The Mill.", "The Mill"]);
    let primary = [
        ("level", "primary"),
        ("name", "Works"),
        ("code", "A-P"),
        ("on", "2026-11-23"),
    ];
    done(&officer, &found, &primary).await;
    let page = done(
        &officer,
        &format!("/units/{new}/move"),
        &[("to", "A-P"), ("on", "2026-11-23")],
    )
    .await;
    says(&page, &["Put The Mill under Works."]);
    says(
        &done(
            &officer,
            &format!("/units/{new}/dissolve"),
            &[("on", "2026-11-23")],
        )
        .await,
        &["Dissolved The Mill."],
    );
}

/// A unit under another, and one beside it that it can be moved to.
async fn found_two(site: &TestSite) {
    let officer = site.person_browser("A-1/2");
    let found = format!("/units/{}/found", site.unit("A"));
    for (level, name, code) in [("cell", "No. 9 Cell", "A-9"), ("primary", "Works", "A-P")] {
        let fields = [
            ("level", level),
            ("name", name),
            ("code", code),
            ("on", "2026-11-23"),
        ];
        done(&officer, &found, &fields).await;
    }
}

#[tokio::test]
async fn what_was_said_of_a_unit_by_mistake_is_struck_with_a_reason() {
    let site = TestSite::party_cell();
    let officer = site.person_browser("A-1/2");
    found_two(&site).await;
    let on = ("on", "2026-11-23");
    let new = site.unit("A-9");
    let at = |what: &str| format!("/units/{new}/{what}");
    let why = [("reason", "it was another")];
    for what in ["strike-renaming", "strike-move", "strike-dissolution"] {
        nothing_at(&officer, &at(what)).await;
    }
    let steps = [
        (
            "rename",
            vec![("name", "The Mill"), on],
            "struck the renaming of No. 9 Cell",
        ),
        (
            "move",
            vec![("to", "A-P"), on],
            "stands under County A as before",
        ),
        (
            "dissolve",
            vec![on],
            "Struck the dissolution of No. 9 Cell: it stands.",
        ),
    ];
    for (what, fields, says_then) in steps {
        let page = done(&officer, &at(what), &fields).await;
        says(&page, &["Was this a mistake? Strike it"]);
        let named = match what {
            "rename" => "renaming",
            "move" => "move",
            _ => "dissolution",
        };
        let strike = at(&format!("strike-{named}"));
        says(
            &read(&officer, &strike).await,
            &[&format!("Strike the {named} of")],
        );
        refused(&officer, &strike, &[("reason", " ")]).await;
        let page = done(&officer, &strike, &why).await;
        let low = page.to_lowercase();
        assert!(low.contains(&says_then.to_lowercase()), "{page}");
        nothing_at(&officer, &strike).await;
    }
    let page = done(&officer, &at("strike-founding"), &why).await;
    says(
        &page,
        &[
            "Struck the founding of No. 9 Cell: it never was.",
            "County A",
        ],
    );
    says(
        &read(&officer, &format!("/units/{new}")).await,
        &["entered by mistake: it never was"],
    );
}

#[tokio::test]
async fn the_api_strikes_what_was_said_of_a_unit_once() {
    let site = TestSite::party_cell();
    let officer = site.person_browser("A-1/2");
    found_two(&site).await;
    let api = format!("/api/units/{}", site.unit("A-9"));
    let reason = serde_json::json!({"reason": "it was another"});
    let name = serde_json::json!({"name": "The Mill"});
    let to = serde_json::json!({"to": site.unit("A-P").0});
    let nothing = serde_json::json!({});
    for (act, body, strike) in [
        ("rename", &name, "strike-renaming"),
        ("move", &to, "strike-move"),
        ("dissolve", &nothing, "strike-dissolution"),
    ] {
        let answer = officer.post_json(&format!("{api}/{act}"), body).await;
        assert_eq!(answer.status, StatusCode::OK, "{act}: {}", answer.body);
        for status in [StatusCode::OK, StatusCode::UNPROCESSABLE_ENTITY] {
            let answer = officer.post_json(&format!("{api}/{strike}"), &reason).await;
            assert_eq!(answer.status, status, "{strike}: {}", answer.body);
        }
    }
    let answer = officer
        .post_json(&format!("{api}/strike-founding"), &reason)
        .await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
}

#[tokio::test]
async fn what_the_charter_does_not_let_stand_is_refused_with_the_article() {
    let site = TestSite::party_cell();
    let officer = site.person_browser("A-1/2");
    let beneath = officer
        .get(&format!("/units/{}/found", site.unit("A-1")))
        .await;
    assert_eq!(beneath.status, StatusCode::UNPROCESSABLE_ENTITY);
    says(
        &text(&beneath),
        &["may not stand under a party cell.", "Article 1"],
    );
    let full = officer
        .get(&format!("/units/{}/dissolve", site.unit("A-1")))
        .await;
    says(
        &text(&full),
        &[
            "No. 1 Cell still has people on its roll: 14.",
            "Transfer its people first",
        ],
    );
    let own = officer
        .get(&format!("/units/{}/rename", site.unit("A")))
        .await;
    says(
        &text(&own),
        &["You may not rename a unit in County A.", "Article 9"],
    );
    nothing_at(&officer, &format!("/units/{}/rename", site.unit("B"))).await;
}

#[tokio::test]
async fn a_transfer_entered_by_mistake_is_struck_with_a_reason() {
    let site = TestSite::party_cell();
    let officer = site.person_browser("A-1/2");
    let person = site.person("A-1/1");
    let strike = format!("/people/{person}/strike-transfer");
    nothing_at(&officer, &strike).await;
    let form = format!("/people/{person}/transfer");
    let page = done(&officer, &form, &[("to", "A-2"), ("on", "2026-11-23")]).await;
    says(
        &page,
        &["Was this a mistake? Strike it", "Strike the transfer"],
    );
    says(
        &read(&officer, &strike).await,
        &[
            "Strike the transfer of Name A-1/1",
            "has belonged to No. 2 Cell since 23 November 2026",
            "belongs to No. 1 Cell, as since",
        ],
    );
    refused(&officer, &strike, &[("reason", " ")]).await;
    let page = done(&officer, &strike, &[("reason", "it was another")]).await;
    says(
        &page,
        &[
            "Struck the transfer of Name A-1/1 to No. 2 Cell, who belongs to No. 1 Cell",
            "Name A-1/1 has the post of secretary of No. 1 Cell still.",
        ],
    );
    nothing_at(&officer, &strike).await;
    let api = format!("/api/people/{person}");
    let to = serde_json::json!({"to": site.unit("A-2").0});
    let answer = officer.post_json(&format!("{api}/transfer"), &to).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let why = serde_json::json!({"reason": "again"});
    for status in [StatusCode::OK, StatusCode::UNPROCESSABLE_ENTITY] {
        let answer = officer
            .post_json(&format!("{api}/strike-transfer"), &why)
            .await;
        assert_eq!(answer.status, status, "{}", answer.body);
    }
}

#[tokio::test]
async fn a_promotion_entered_by_mistake_is_struck_with_a_reason() {
    let site = TestSite::party_cell();
    let secretary = site.person_browser("A-1/1");
    let person = site.person("A-1/13");
    let strike = format!("/people/{person}/strike-promotion");
    nothing_at(&secretary, &strike).await;
    let promote = format!("/people/{person}/promote");
    let page = done(&secretary, &promote, &[("on", "2026-11-23")]).await;
    says(
        &page,
        &["Was this a mistake? Strike it", "Strike the promotion"],
    );
    says(
        &read(&secretary, &strike).await,
        &[
            "Strike the promotion of Name A-1/13",
            "has been a member since 23 November 2026",
            "is a candidate member again",
            "Article 2",
        ],
    );
    refused(&secretary, &strike, &[("reason", " ")]).await;
    let page = done(&secretary, &strike, &[("reason", "it was Name A-1/12")]).await;
    says(
        &page,
        &["Struck the promotion of Name A-1/13 in No. 1 Cell, who is a candidate member"],
    );
    assert!(!page.contains("Strike the promotion"), "{page}");
    nothing_at(&secretary, &strike).await;
    let api = format!("/api/people/{person}");
    let on = serde_json::json!({"grade": "member"});
    let answer = secretary.post_json(&format!("{api}/promote"), &on).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let why = serde_json::json!({"reason": "again"});
    for status in [StatusCode::OK, StatusCode::UNPROCESSABLE_ENTITY] {
        let answer = secretary
            .post_json(&format!("{api}/strike-promotion"), &why)
            .await;
        assert_eq!(answer.status, status, "{}", answer.body);
    }
}
