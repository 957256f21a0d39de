//! Two numbers of one person: proposed with reasons, merged, parted, and never by itself.

use axum::http::StatusCode;

use crate::reading::{done, nothing_at, read, refused, says, text};
use crate::site::TestSite;

/// Somebody admitted to a cell.
async fn admitted(site: &TestSite, secretary: &str, unit: &str, name: &str, email: &str) -> u32 {
    let form = format!("/units/{}/admit", site.unit(unit));
    let fields = [("name", name), ("email", email), ("on", "2026-11-20")];
    done(&site.person_browser(secretary), &form, &fields).await;
    let found = site
        .clerk
        .read(|_, directory| directory.search(name).last().map(|(person, _)| person.0));
    found.unwrap().unwrap()
}

#[tokio::test]
async fn who_was_entered_twice_is_proposed_with_reasons_merged_and_parted() {
    let site = TestSite::party_cell();
    let one = admitted(&site, "A-1/1", "A-1", "Thae Jong Su", "").await;
    let other = admitted(&site, "A-2/1", "A-2", "Tae Jeongsu", "").await;
    let officer = site.person_browser("A-1/2");
    says(
        &read(&officer, "/people?q=T%E2%80%99ae+Cho%E2%80%99ng-su").await,
        &[
            "Nobody you may see has that name. These sound like it in another system of writing.",
            "Tae Jeongsu",
            "Thae Jong Su",
            "2 people",
        ],
    );
    let county = site.unit("A");
    says(
        &read(&officer, "/people").await,
        &["Who was entered twice?"],
    );
    let doubles = format!("/units/{county}/doubles?why=sounding");
    let list = read(&officer, &doubles).await;
    says(
        &list,
        &[
            "Thae Jong Su",
            "Names alike: sounds alike in another system of writing.",
            "It is one person",
            "1 pair",
        ],
    );
    let beside = read(&officer, &format!("/people/{one}/beside/{other}")).await;
    says(
        &beside,
        &[
            "Are these one person?",
            "Names alike: sounds alike in another system of writing",
            "Names Thae Jong Su Tae Jeongsu",
            "Unit No. 1 Cell No. 2 Cell",
            "Joined (the same) 20 November 2026 20 November 2026",
            "Posts none none",
            "It is one person",
        ],
    );
    let member = site.person_browser("A-1/4");
    nothing_at(&member, &format!("/people/{one}/beside/{other}")).await;
    let form = format!("/people/{other}/merge");
    let chosen = format!("{form}?kept={one}");
    says(
        &read(&officer, &chosen).await,
        &["This is one person", "Thae Jong Su", "Article 9"],
    );
    let kept = one.to_string();
    let page = done(&officer, &form, &[("kept", &kept), ("on", "2026-11-23")]).await;
    says(
        &page,
        &["Since 23 November 2026 a former number.", "Part them again"],
    );
    says(
        &read(&officer, &format!("/people/{one}")).await,
        &["Also entered as", "Thae Jong Su"],
    );
    let gone = read(&officer, "/people?q=jeongsu").await;
    assert!(!gone.contains("Tae Jeongsu"), "{gone}");
    let past = format!("/people/{other}?on=2026-11-21");
    says(&read(&officer, &past).await, &["Tae Jeongsu"]);
    let back = format!("/people/{other}/part");
    says(&read(&officer, &back).await, &["These are two people"]);
    let page = done(&officer, &back, &[("on", "2026-11-23")]).await;
    says(&page, &["It is one person after all"]);
    says(&read(&officer, "/people?q=jeongsu").await, &["Tae Jeongsu"]);
}

#[tokio::test]
async fn contacts_are_a_reason_for_whoever_may_see_them_only() {
    let site = TestSite::party_cell();
    admitted(&site, "A-1/1", "A-1", "Vera Quist", "v@example.org").await;
    admitted(&site, "A-1/1", "A-1", "Otto Blum", "V@example.org").await;
    let doubles = format!("/units/{}/doubles?why=contacts", site.unit("A-1"));
    let secretary = read(&site.person_browser("A-1/1"), &doubles).await;
    says(&secretary, &["The same e-mail address.", "1 pair"]);
    let officer = read(&site.person_browser("A-1/2"), &doubles).await;
    assert!(!officer.contains("e-mail address."), "{officer}");
}

#[tokio::test]
async fn who_may_not_merge_is_told_or_finds_nothing_and_posts_are_not_guessed_at() {
    let site = TestSite::party_cell();
    let secretary = site.person("A-1/1");
    let form = format!("/people/{secretary}/merge");
    let officer = site.person_browser("A-1/2");
    let other = site.person("A-1/3").to_string();
    let answer = refused(&officer, &form, &[("kept", &other), ("on", "2026-11-23")]).await;
    says(
        &text(&answer),
        &["holds a post in No. 1 Cell", "Let this number stand"],
    );
    let answer = refused(&officer, &form, &[("kept", "B-1/1"), ("on", "2026-11-23")]).await;
    says(
        &text(&answer),
        &["There is nobody with this code or number whom you may know of."],
    );
    let answer = site.person_browser("A-1/4").get(&form).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let stranger = site.person_browser("B-1/1");
    nothing_at(&stranger, &form).await;
    nothing_at(&stranger, &format!("/units/{}/doubles", site.unit("A-1"))).await;
}
