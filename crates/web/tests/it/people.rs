//! People: who may see whom, one's own card, who looked, the list as a file.

use axum::http::StatusCode;

use crate::reading::{done, nothing_at, read, refused, says, text};
use crate::site::TestSite;

#[tokio::test]
async fn a_member_sees_the_roll_of_the_own_unit_alone() {
    let site = TestSite::party_cell();
    let list = read(&site.person_browser("A-1/4"), "/people").await;
    says(
        &list,
        &[
            "You see the roll of No. 1 Cell: 14 people.",
            "Name A-1/1 Member, secretary",
            "Candidate member",
            "14 people",
        ],
    );
    assert!(!list.contains("Name B-1/1"), "{list}");
    assert!(!list.contains("@example.org"), "{list}");
}

#[tokio::test]
async fn whoever_may_see_no_roll_finds_no_list() {
    let site = TestSite::party_cell();
    let candidate = site.person_browser("A-1/13");
    nothing_at(&candidate, "/people").await;
    nothing_at(&candidate, "/people.csv").await;
}

#[tokio::test]
async fn an_officer_sees_the_rolls_beneath_and_narrows_the_list() {
    let site = TestSite::party_cell();
    let officer = site.person_browser("A-1/2");
    says(
        &read(&officer, "/people").await,
        &[
            "You see 18 people on 2 rolls.",
            "officer of County A",
            "18 people",
            "Article 9",
        ],
    );
    let narrowed = read(&officer, &format!("/people?unit={}", site.unit("A-2"))).await;
    says(&narrowed, &["Name A-2/1", "4 people", "Show everything"]);
    assert!(!narrowed.contains("Name A-1/3"), "{narrowed}");
    says(
        &read(&officer, "/people?grade=candidate").await,
        &["Name A-1/13", "2 people"],
    );
    says(
        &read(&officer, "/people?q=a-2%2F3").await,
        &["Name A-2/3", "1 person"],
    );
    says(
        &read(&officer, "/people?q=b-1").await,
        &["Nobody you may see has that name."],
    );
    // A letter wrong is forgiven; whoever stands elsewhere is no more to be seen for it.
    says(
        &read(&officer, "/people?q=nane+a-2%2F3").await,
        &["Name A-2/3", "1 person"],
    );
    says(
        &read(&officer, "/people?q=nane+b-1%2F3").await,
        &["Nobody you may see has that name."],
    );
    says(
        &read(&officer, "/people?page=99").await,
        &["Name A-1/3", "18 people"],
    );
    nothing_at(&officer, &format!("/people?unit={}", site.unit("B-1"))).await;
}

#[tokio::test]
async fn a_long_list_is_read_page_by_page_and_nobody_is_missing() {
    let site = TestSite::union();
    let operator = site.operator();
    let (mut seen, mut path) = (std::collections::BTreeSet::new(), "/people".to_owned());
    for _ in 0..5 {
        let page = operator.get(&path).await;
        let rows = page.body.split("<li><a href=\"/people/").skip(1);
        seen.extend(
            rows.filter_map(|row| row.split('"').next())
                .map(str::to_owned),
        );
        let Some((before, _)) = page.body.split_once("\" rel=\"next\"") else {
            break;
        };
        path = before
            .rsplit_once("href=\"")
            .unwrap()
            .1
            .replace("&#38;", "&");
    }
    assert_eq!(seen.len(), 115);
}

#[tokio::test]
async fn ones_own_page_says_everything_that_is_held() {
    let site = TestSite::party_cell();
    let page = read(
        &site.person_browser("A-1/1"),
        &format!("/people/{}", site.person("A-1/1")),
    )
    .await;
    says(
        &page,
        &[
            "Name A-1/1",
            "Member · No. 1 Cell · joined 1 January 2024, 2 years ago · secretary",
            "Your card",
            "E-mail A-1/1@example.org",
            "Telephone none given",
            "Change your card",
            "Member, No. 1 Cell",
            "Secretary, No. 1 Cell",
            "Who looked at your card Whenever somebody else opens this page",
            "who reads them is not noted. Nobody has.",
            "You may leave at once, whenever you wish.",
        ],
    );
}

#[tokio::test]
async fn contacts_are_for_those_with_the_right() {
    let site = TestSite::party_cell();
    let path = format!("/people/{}", site.person("A-1/4"));
    says(
        &read(&site.person_browser("A-1/1"), &path).await,
        &["A-1/4@example.org"],
    );
    for code in ["A-1/2", "A-1/5"] {
        let page = read(&site.person_browser(code), &path).await;
        assert!(!page.contains("@example.org"), "{code}: {page}");
    }
    for code in ["A-2/1", "B-1/1", "A-1/13"] {
        nothing_at(&site.person_browser(code), &path).await;
    }
    nothing_at(&site.operator(), "/people/4000").await;
}

#[tokio::test]
async fn whoever_looks_is_shown_to_the_person_and_to_nobody_else() {
    let site = TestSite::party_cell();
    let path = format!("/people/{}", site.person("A-1/4"));
    for code in ["A-1/1", "A-1/1", "A-1/2", "A-1/5"] {
        let page = read(&site.person_browser(code), &path).await;
        assert!(!page.contains("Who looked"), "{code}: {page}");
    }
    read(&site.operator(), &path).await;
    nothing_at(&site.person_browser("B-1/1"), &path).await;
    let own = site.person_browser("A-1/4");
    let page = read(&own, &path).await;
    says(
        &page,
        &[
            "Name A-1/1 secretary of No. 1 Cell · 23 November 2026, today, 2 times",
            "Name A-1/2 officer of County A",
            "Name A-1/5 on the same roll",
            "The operator whoever runs this site",
        ],
    );
    assert!(
        !page.contains("Name B-1/1"),
        "nobody looked in vain: {page}"
    );
    assert_eq!(
        read(&own, &path).await,
        page,
        "looking at oneself is no look"
    );
}

#[tokio::test]
async fn everybody_changes_the_own_card_and_nobody_elses() {
    let site = TestSite::party_cell();
    let (id, browser) = (site.person("A-1/4"), site.person_browser("A-1/4"));
    let form = format!("/people/{id}/card");
    let fields = [
        ("name", "Ana <Marsh>"),
        ("email", ""),
        ("phone", "+44 20 7946 0123"),
    ];
    let page = done(&browser, &form, &fields).await;
    says(
        &page,
        &[
            "Your card is changed.",
            "Ana <Marsh>",
            "E-mail none given",
            "+44 20 7946 0123",
        ],
    );
    let empty = refused(
        &browser,
        &form,
        &[("name", " "), ("email", "a@example.org"), ("phone", "")],
    )
    .await;
    says(&text(&empty), &["The name is missing."]);
    assert!(
        empty.body.contains("value=\"a@example.org\""),
        "what was typed is kept: {}",
        empty.body
    );
    for other in [site.person_browser("A-1/1"), site.operator()] {
        nothing_at(&other, &form).await;
        let drawn = other.get("/account").await;
        let sent = other.send_form(&drawn, &form, &[("name", "X")]).await;
        assert_eq!(sent.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(
        site.clerk.read(|_, directory| directory.name(id)).unwrap(),
        "Ana <Marsh>"
    );
}

#[tokio::test]
async fn the_list_is_a_file_whose_texts_are_no_formulas() {
    let site = TestSite::party_cell();
    let id = site.person("A-1/4");
    let fields = [
        ("name", "=HYPERLINK(\"http://example.org\",\"A\")"),
        ("email", ""),
        ("phone", ""),
    ];
    done(
        &site.person_browser("A-1/4"),
        &format!("/people/{id}/card"),
        &fields,
    )
    .await;
    let answer = site.person_browser("A-1/2").get("/people.csv").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(
        answer.header("content-type"),
        Some("text/csv; charset=utf-8")
    );
    let lines: Vec<&str> = answer.body.lines().collect();
    assert_eq!(
        (lines.len(), lines[0]),
        (19, "code,name,unit,unit name,grade,joined,posts")
    );
    assert!(lines.contains(&"A-1/4,\"'=HYPERLINK(\"\"http://example.org\"\",\"\"A\"\")\",A-1,No. 1 Cell,Member,2024-01-01,"), "{lines:?}");
    assert!(
        !answer.body.contains("@example.org"),
        "contacts are looked at one by one, and that is recorded"
    );
    // Neither does the roll hold any, and reading either is not noted.
    let roll = format!("/api/units/{}/roll", site.unit("A-1"));
    let roll = site.person_browser("A-1/2").get(&roll).await;
    assert_eq!(roll.status, StatusCode::OK, "{}", roll.body);
    assert!(!roll.body.contains("@example.org"), "{}", roll.body);
    let own = read(&site.person_browser("A-1/4"), &format!("/people/{id}")).await;
    says(
        &own,
        &[
            "hold no contacts, and who reads them is not noted.",
            "Nobody has.",
        ],
    );
}
