//! The home page, the organisation and its units, as three kinds of people see them.

use axum::http::StatusCode;

use crate::reading::text;
use crate::site::TestSite;

#[tokio::test]
async fn home_says_what_is_due_to_whom_it_is_due() {
    let site = TestSite::party_cell();
    let head = text(&site.person_browser("A-1/1").get("/").await);
    assert!(head.contains("General meeting for November"), "{head}");
    assert!(
        head.contains("in 7 days") && head.contains("None is on record yet."),
        "{head}"
    );
    assert!(head.contains("You are its secretary"), "{head}");
    assert!(head.contains("12 members · 2 candidate members"), "{head}");
    let member = text(&site.person_browser("A-1/4").get("/").await);
    assert!(member.contains("Nothing is due from you"), "{member}");
    assert!(member.contains("You are a member here"), "{member}");
    assert!(!member.contains("Record"), "{member}");
    let officer = text(&site.person_browser("A-1/2").get("/").await);
    assert!(
        officer.contains("Too few people in No. 2 Cell"),
        "{officer}"
    );
    assert!(
        officer.contains("County A and what stands under it"),
        "{officer}"
    );
    assert!(
        !officer.contains("County B") && !officer.contains("No. 1 Cell of B"),
        "{officer}"
    );
}

#[tokio::test]
async fn the_organisation_is_as_large_as_one_may_see() {
    let site = TestSite::party_cell();
    let operator = text(&site.operator().get("/units").await);
    assert!(
        operator.contains("3 party cells") && operator.contains("51 people"),
        "{operator}"
    );
    let officer = text(&site.person_browser("A-1/2").get("/units").await);
    assert!(
        officer.contains("You may see County A and what stands under it."),
        "{officer}"
    );
    assert!(
        officer.contains("2 party cells") && officer.contains("18 people"),
        "{officer}"
    );
    assert!(!officer.contains("County B"), "{officer}");
    let member = text(&site.person_browser("A-1/4").get("/units").await);
    assert!(member.contains("You may see No. 1 Cell of it."), "{member}");
    assert!(!member.contains("County A"), "{member}");
}

#[tokio::test]
async fn the_tree_opens_level_by_level() {
    let site = TestSite::party_cell();
    let operator = site.operator();
    let closed = text(&operator.get("/units").await);
    assert!(
        closed.contains("North Province") && !closed.contains("No. 2 Cell"),
        "{closed}"
    );
    let (county, cell) = (site.unit("A"), site.unit("A-2"));
    let open = operator.get(&format!("/units?open={county}")).await;
    let said = text(&open);
    assert!(
        said.contains("No. 2 Cell") && said.contains("County B"),
        "{said}"
    );
    assert!(
        open.body.contains(&format!("href=\"/units/{cell}\"")),
        "every unit leads to its page"
    );
    let hidden = site
        .person_browser("A-1/2")
        .get(&format!("/units?open={}", site.unit("B")))
        .await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn units_are_found_by_name_level_and_standing() {
    let site = TestSite::party_cell();
    let operator = site.operator();
    let named = text(&operator.get("/units?q=no.%201").await);
    assert!(
        named.contains("No. 1 Cell of B") && !named.contains("No. 2 Cell"),
        "{named}"
    );
    assert!(named.contains("2 units"), "{named}");
    let outside = text(&operator.get("/units?standing=outside&level=county").await);
    assert!(outside.contains("No unit is called that"), "{outside}");
    let counties = text(&operator.get("/units?level=county").await);
    assert!(
        counties.contains("County A")
            && counties.contains("County B")
            && counties.contains("2 units"),
        "{counties}"
    );
    let officer = text(&site.person_browser("A-1/2").get("/units?level=cell").await);
    assert!(
        officer.contains("2 units") && !officer.contains("of B"),
        "{officer}"
    );
}

#[tokio::test]
async fn a_unit_shows_its_roll_to_those_who_may_see_it() {
    let site = TestSite::party_cell();
    let path = format!("/units/{}", site.unit("A-1"));
    let head = site.person_browser("A-1/1").get(&path).await;
    let said = text(&head);
    assert!(said.contains("12 members · 2 candidate members"), "{said}");
    assert!(
        said.contains("Record a general meeting") && said.contains("Admit somebody"),
        "{said}"
    );
    assert!(
        said.contains("Name A-1/12") && said.contains("14 people"),
        "{said}"
    );
    let member = text(&site.person_browser("A-1/4").get(&path).await);
    assert!(
        member.contains("Name A-1/12") && !member.contains("Record a"),
        "{member}"
    );
    let candidate = text(&site.person_browser("A-1/13").get(&path).await);
    assert!(
        candidate.contains("12 members") && candidate.contains("and not who is on its roll"),
        "{candidate}"
    );
    assert!(
        candidate.contains("Article 9") && !candidate.contains("Name A-1/1 "),
        "{candidate}"
    );
    assert!(
        candidate.contains("Secretary held"),
        "the post is filled, by nobody in particular: {candidate}"
    );
    let stranger = site.person_browser("B-1/1").get(&path).await;
    assert_eq!(stranger.status, StatusCode::NOT_FOUND);
    let nowhere = site.operator().get("/units/99").await;
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_roll_is_searched_and_shown_by_grade() {
    let site = TestSite::party_cell();
    let (head, path) = (
        site.person_browser("A-1/1"),
        format!("/units/{}", site.unit("A-1")),
    );
    let candidates = text(&head.get(&format!("{path}?grade=candidate")).await);
    assert!(
        candidates.contains("Name A-1/13") && !candidates.contains("Name A-1/12"),
        "{candidates}"
    );
    let found = text(&head.get(&format!("{path}?q=1/7")).await);
    assert!(
        found.contains("1 person Export") && found.contains("Name A-1/7"),
        "{found}"
    );
}

#[tokio::test]
async fn a_committee_shows_what_stands_under_it() {
    let site = TestSite::party_cell();
    let said = text(
        &site
            .person_browser("A-1/2")
            .get(&format!("/units/{}", site.unit("A")))
            .await,
    );
    assert!(said.contains("2 party cells · 18 people"), "{said}");
    assert!(
        said.contains("It has 4 people, and 5 are the fewest."),
        "{said}"
    );
    assert!(
        said.contains("Under it") && said.contains("No. 2 Cell"),
        "{said}"
    );
    assert!(said.contains("Officer"), "{said}");
}

#[tokio::test]
async fn every_word_is_the_charters_own() {
    let site = TestSite::union();
    let unit = site.unit("R-1");
    let said = text(
        &site
            .person_browser("R-1/1")
            .get(&format!("/units/{unit}"))
            .await,
    );
    assert!(said.contains("60 full members"), "{said}");
    assert!(
        said.contains("Treasurer") && said.contains("Name R-1/2"),
        "{said}"
    );
    let whole = text(&site.person_browser("R-1/9").get("/units").await);
    assert!(
        whole.contains("2 branches") && whole.contains("115 people"),
        "{whole}"
    );
    for word in ["cell", "secretary of a cell", "candidate"] {
        assert!(!whole.contains(word), "{word}: {whole}");
    }
}
