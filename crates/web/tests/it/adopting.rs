//! Another edition of the charter, adopted on a page and through the API.

use axum::http::StatusCode;
use serde_json::json;

use crate::reading::text;
use crate::site::{Answer, Browser, TestSite};

const PAGE: &str = "/charter/adopt";
const YES: &str = "/charter/adopt/yes";

/// The charter of the site.
async fn in_force(site: &TestSite) -> String {
    site.operator().get("/charter.md").await.body
}

/// The charter of the site with another title.
async fn edition(site: &TestSite) -> String {
    let in_force = in_force(site).await;
    let (title, rest) = in_force.split_once("title").unwrap();
    let (old, rest) = rest.split_once('\n').unwrap();
    assert!(old.contains('='), "{old}");
    format!("{title}title = \"The rules as amended\"\n{rest}")
}

/// Gives a text on the page, pasted or as a file: what it would change, or what is wrong.
async fn given(by: &Browser<'_>, text: &str, from: &str, as_file: bool) -> Answer {
    let (file, pasted) = if as_file { (text, "") } else { ("", text) };
    let fields = [("charter", pasted), ("from", from)];
    by.hand_in_with(PAGE, ("charter.md", file.as_bytes()), &fields)
        .await
}

/// Says yes to what was shown.
async fn agreed(by: &Browser<'_>, shown: &Answer) -> Answer {
    let hidden = |name| shown.hidden(name).unwrap();
    let (mark, from) = (hidden("mark"), hidden("from"));
    let fields = [("mark", mark.as_str()), ("from", from.as_str())];
    by.send_form(shown, YES, &fields).await
}

#[tokio::test]
async fn an_edition_is_shown_then_adopted_and_comes_into_force_on_its_day() {
    let site = TestSite::party_cell();
    let operator = site.operator();
    assert!(operator.get("/charter").await.body.contains(PAGE));
    let before = site.entries();
    let shown = given(&operator, &edition(&site).await, "2026-12-01", false).await;
    assert_eq!(shown.status, StatusCode::OK, "{}", text(&shown));
    let said = text(&shown);
    assert!(said.contains("Nothing is adopted yet"), "{said}");
    assert!(said.contains("No article and no rule changes"), "{said}");
    assert!(said.contains("title = \"The rules as amended\""), "{said}");
    assert_eq!(site.entries(), before, "looking changes nothing");
    let answer = agreed(&operator, &shown).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", text(&answer));
    // The same word twice is one act.
    let again = agreed(&operator, &shown).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", text(&again));
    assert_eq!(site.entries(), before + 1);
    let charter = operator.get("/charter").await;
    assert!(text(&charter).contains("comes into force on 1 December 2026"));
    assert!(!text(&charter).contains("The rules as amended"));
    let then = operator.get("/charter?on=2026-12-02").await;
    assert!(!then.body.contains("The rules as amended"), "a day to come");
    // A second one cannot come into force before it: told at the day, with the text kept.
    let refused = given(&operator, &edition(&site).await, "2026-11-30", false).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let at_the_day = refused.body.split("id=\"from-about\">").nth(1);
    assert!(
        at_the_day.is_some_and(|it| it.contains("after 1 December 2026")),
        "{}",
        text(&refused)
    );
    assert!(
        refused.body.contains("The rules as amended"),
        "nothing typed is lost"
    );
}

#[tokio::test]
async fn what_a_text_changes_is_shown_by_article_rule_and_finding() {
    let site = TestSite::party_cell();
    let operator = site.operator();
    let in_force = in_force(&site).await;
    let tighter = in_force
        .replacen("range     = \"5..=30\"", "range     = \"5..=10\"", 1)
        .replacen("## Article 4. ", "## Article 4. Of ", 1);
    assert_ne!(tighter, in_force);
    let shown = given(&operator, &tighter, "2026-12-01", true).await;
    let said = text(&shown);
    assert_eq!(shown.status, StatusCode::OK, "{said}");
    for wanted in [
        "1 article changes.",
        "Article 4. Of ",
        "it was Article 4. ",
        "The rule was",
        "5 to 30",
        "It becomes",
        "5 to 10",
        "Findings that appear: ",
    ] {
        assert!(said.contains(wanted), "{wanted:?} does not stand in {said}");
    }
    assert!(!said.contains("Findings that vanish"), "{said}");
    // Once it is in force, what appeared is what is found.
    let appear = said.split("Findings that appear: ").nth(1).unwrap();
    let appear: usize = appear.split_whitespace().next().unwrap().parse().unwrap();
    assert!(appear > 0);
    let count = || {
        let on = jiff::civil::date(2026, 12, 1);
        let found = |state: &kernel::State| kernel::findings::check(state, on).len();
        site.clerk.read(|state, _| found(state)).unwrap()
    };
    let before = count();
    agreed(&operator, &shown).await;
    assert_eq!(count(), before + appear);
}

#[tokio::test]
async fn a_text_with_problems_is_given_back_with_their_lines() {
    let site = TestSite::party_cell();
    let operator = site.operator();
    let broken = edition(&site).await.replacen("modality", "modalty", 1);
    let (ahead, behind) = broken.split_once("modalty").unwrap();
    let line = 1 + ahead.matches('\n').count();
    let words = format!("modalty{}", behind.lines().next().unwrap());
    let before = site.entries();
    let answer = given(&operator, &broken, "2026-12-01", true).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let problems = answer.body.split("class=\"problems\"").nth(1).unwrap();
    let problems = problems.split("</ul>").next().unwrap();
    assert!(problems.contains(&format!("Line {line}:")), "{problems}");
    let words = words.replace('"', "&#34;");
    assert!(problems.contains(&words), "{words} in {problems}");
    assert!(
        answer.body.contains("The rules as amended"),
        "nothing typed is lost"
    );
    let in_force = in_force(&site).await;
    for (text, from, why) in [
        ("", "2026-12-01", "Choose a file, or paste the text."),
        (in_force.as_str(), "soon", "Give a day, as in 2026-11-23."),
    ] {
        let answer = given(&operator, text, from, false).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains(why), "{why}");
    }
    let program = ("charter.md", b"MZ\x90\xff".as_slice());
    let answer = operator
        .hand_in_with(PAGE, program, &[("from", "2026-12-01")])
        .await;
    assert!(text(&answer).contains("The file is not a text."));
    assert_eq!(site.entries(), before);
}

#[tokio::test]
async fn whoever_has_no_right_finds_no_way_to_it() {
    let site = TestSite::party_cell();
    let member = site.person_browser("A-1/1");
    assert!(!member.get("/charter").await.body.contains(PAGE));
    let refused = member.get(PAGE).await;
    assert!(refused.status.is_client_error(), "{}", refused.status);
}

#[tokio::test]
async fn the_api_adopts_an_edition_and_names_what_is_wrong_with_another() {
    let site = TestSite::party_cell();
    let operator = site.operator();
    let asked = json!({ "text": edition(&site).await, "from": "2026-12-01" });
    let answer = operator.post_json("/api/charter", &asked).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    assert_eq!(
        site.clerk.read(|state, _| state.editions().len()).unwrap(),
        2
    );
    let answer = operator
        .post_json("/api/charter", &json!({ "text": "# Nothing" }))
        .await;
    assert!(answer.status.is_client_error());
    assert!(answer.body.contains("Line 1"), "{}", answer.body);
}
