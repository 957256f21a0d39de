//! The charter with how it stands today, and the journal as far as somebody may see it.

use askama::Template as _;
use axum::http::StatusCode;
use web::articles::ArticleNote;

use crate::reading::{done, nothing_at, read, says, text};
use crate::site::TestSite;

#[tokio::test]
async fn the_charter_shows_what_the_viewer_may_see_of_how_it_stands() {
    let site = TestSite::party_cell();
    let page = read(&site.person_browser("A-1/4"), "/charter").await;
    says(
        &page,
        &[
            "The party-cell system",
            "Edition of 28 December 2017, in force since 1 January 2024 (2 years ago)",
            "Article 4. The cell",
            "1 rule, and what it rests on",
            "inside the rules Nothing you may see is outside it.",
            "SRC-2",
        ],
    );
    let article = read(&site.person_browser("A-1/4"), "/charter/4").await;
    says(
        &article,
        &[
            "must · SRC-1 S10 · SRC-1 S11 (with 31 or more: form a primary committee) · \
             assumed: who counts; the time to mend it; with 31 or more: split; \
             with 4 or fewer: go over to another party cell; with 4 or fewer: join others like it",
        ],
    );
    let article = read(&site.person_browser("A-1/4"), "/charter/25").await;
    says(&article, &["assumed: no source says so"]);
    let article = read(&site.person_browser("A-2/2"), "/charter/4").await;
    says(
        &article,
        &[
            "outside the rules 1 finding today, in 1 unit.",
            "Where it does not hold",
            "No. 2 Cell",
            "Article 5. Leaving",
        ],
    );
    assert!(!article.contains("No. 1 Cell of B"), "{article}");
    let whole = read(&site.operator(), "/charter/4").await;
    says(
        &whole,
        &[
            "2 findings today, in 2 units.",
            "No. 1 Cell of B",
            "No. 2 Cell",
        ],
    );
    nothing_at(&site.operator(), "/charter/99").await;
}

#[tokio::test]
async fn an_article_of_text_alone_has_no_standing() {
    let site = TestSite::party_cell();
    let page = read(&site.operator(), "/charter/10").await;
    says(
        &page,
        &["Article 10. The duties of a cell", "in words only"],
    );
    assert!(!page.contains("the rules"), "{page}");
    assert!(!page.contains("inside"), "{page}");
}

#[tokio::test]
async fn the_charter_is_handed_out_as_it_was_adopted() {
    let site = TestSite::by_steps();
    let answer = site.person_browser("A-1/13").get("/charter.md").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(
        answer.header("content-type"),
        Some("text/markdown; charset=utf-8")
    );
    assert_eq!(
        answer.body,
        include_str!("../../../../charters/party-cell.md")
    );
}

#[tokio::test]
async fn the_journal_tells_what_was_done_where_the_viewer_may_see_it() {
    let site = TestSite::party_cell();
    let secretary = site.person_browser("A-1/1");
    let admit = format!("/units/{}/admit", site.unit("A-1"));
    done(
        &secretary,
        &admit,
        &[("name", "Ana Marsh"), ("on", "2026-11-23")],
    )
    .await;
    let page = read(&secretary, "/journal").await;
    says(
        &page,
        &[
            "What was done, and by whom, in No. 1 Cell.",
            "Admitted Ana Marsh to No. 1 Cell as candidate member",
            "You, secretary of No. 1 Cell",
            "Adopted the edition of 28 December 2017 of The party-cell system",
            "the operator",
        ],
    );
    for elsewhere in ["No. 2 Cell", "B-1", "No. 1 Cell of B"] {
        assert!(!page.contains(elsewhere), "{elsewhere}: {page}");
    }
    let officer = site.person_browser("A-1/2");
    says(
        &read(&officer, "/journal").await,
        &[
            "Name A-1/1, secretary of No. 1 Cell",
            "Founded County A under another unit",
            "Name A-2/1 took up the post of secretary in No. 2 Cell",
        ],
    );
    let one = read(&officer, &format!("/journal?unit={}", site.unit("A-2"))).await;
    says(&one, &["What was done, and by whom, in No. 2 Cell."]);
    assert!(!one.contains("Ana Marsh"), "{one}");
}

#[tokio::test]
async fn whoever_may_not_be_known_has_no_name_in_the_journal() {
    let site = TestSite::party_cell();
    let secretary = site.person_browser("A-1/1");
    let left = site.person("A-1/4");
    done(
        &secretary,
        &format!("/people/{left}/leave"),
        &[("on", "2026-11-23")],
    )
    .await;
    let page = read(&secretary, "/journal").await;
    says(
        &page,
        &[&format!(
            "Recorded that a member (No. {left}) left No. 1 Cell"
        )],
    );
    assert!(!page.contains("Name A-1/4"), "{page}");
}

#[tokio::test]
async fn whoever_left_did_so_of_their_own_accord() {
    let site = TestSite::party_cell();
    let browser = site.person_browser("A-1/4");
    let form = format!("/people/{}/leave", site.person("A-1/4"));
    assert_eq!(
        browser.fill_in(&form, &form, &[]).await.status,
        StatusCode::OK
    );
    says(
        &read(&site.person_browser("A-1/1"), "/journal").await,
        &["left No. 1 Cell", "of their own accord"],
    );
}

#[tokio::test]
async fn the_journal_is_for_those_with_the_right() {
    let site = TestSite::party_cell();
    for code in ["A-1/4", "A-1/13"] {
        nothing_at(&site.person_browser(code), "/journal").await;
    }
    let secretary = site.person_browser("A-1/1");
    nothing_at(&secretary, &format!("/journal?unit={}", site.unit("B-1"))).await;
    nothing_at(&secretary, "/journal?unit=x").await;
    let member = site.person_browser("A-1/4");
    let drawn = member.get("/account").await;
    assert_eq!(
        member
            .send_form(&drawn, "/journal/verify", &[])
            .await
            .status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn the_whole_journal_is_read_page_by_page() {
    let site = TestSite::party_cell();
    let operator = site.operator();
    let (mut seen, mut path) = (Vec::new(), "/journal".to_owned());
    loop {
        let page = operator.get(&path).await;
        assert_eq!(page.status, StatusCode::OK, "{}", text(&page));
        let rows = page.body.split("<li id=\"entry-").skip(1);
        seen.extend(rows.filter_map(|row| row.split('"').next()?.parse::<u64>().ok()));
        let Some((before, _)) = page.body.split_once("\" rel=\"next\"") else {
            break;
        };
        path = before
            .rsplit_once("href=\"")
            .unwrap()
            .1
            .replace("&#38;", "&");
    }
    let expected: Vec<u64> = (1..=site.entries()).rev().collect();
    assert_eq!(seen, expected);
}

#[tokio::test]
async fn what_was_done_is_news_to_whoever_did_it() {
    let site = TestSite::party_cell();
    let secretary = site.person_browser("A-1/1");
    let admit = format!("/units/{}/admit", site.unit("A-1"));
    done(
        &secretary,
        &admit,
        &[("name", "Ana Marsh"), ("on", "2026-11-23")],
    )
    .await;
    let last = site.entries();
    says(
        &read(&secretary, &format!("/charter?done={last}")).await,
        &["Admitted Ana Marsh to No. 1 Cell"],
    );
    let others = read(
        &site.person_browser("A-1/4"),
        &format!("/charter?done={last}"),
    )
    .await;
    assert!(!others.contains("Ana Marsh"), "{others}");
    for nonsense in ["x", "0", "999999", "1"] {
        assert!(
            !read(&secretary, &format!("/charter?done={nonsense}"))
                .await
                .contains("Admitted")
        );
    }
    site.wait_days(1);
    assert!(
        !read(&secretary, &format!("/charter?done={last}"))
            .await
            .contains("Ana Marsh")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn reading_the_journal_again_says_whether_it_is_whole() {
    let directory = tempfile::tempdir().unwrap();
    let site = TestSite::party_cell_in(directory.path());
    let secretary = site.person_browser("A-1/1");
    says(&read(&secretary, "/journal").await, &["Verify every entry"]);
    let answer = secretary.fill_in("/journal", "/journal/verify", &[]).await;
    assert_eq!(answer.status, StatusCode::OK);
    let whole = format!("{} entries are as they were written", site.entries());
    says(
        &text(&answer),
        &[&whole, "Admitted you to No. 1 Cell as member"],
    );
}

#[tokio::test]
async fn the_journal_is_a_file_with_whole_hashes() {
    let site = TestSite::party_cell();
    let secretary = site.person_browser("A-1/1");
    let answer = secretary.get("/journal.csv").await;
    assert_eq!(answer.status, StatusCode::OK);
    let lines: Vec<&str> = answer.body.lines().collect();
    assert_eq!(lines[0], "entry,recorded,what,who,hash");
    let taken = lines
        .iter()
        .find(|line| line.contains("took up the post of secretary"))
        .unwrap();
    assert_eq!(taken.rsplit(',').next().unwrap().len(), 64, "{taken}");
    assert!(!answer.body.contains("No. 2 Cell"), "{}", answer.body);
    nothing_at(&site.person_browser("A-1/4"), "/journal.csv").await;
}

/// What has to stand beside a rule so that nothing it assumes reads like a fact.
fn assumptions(rule: &charter::Rule) -> Vec<&str> {
    if rule.basis.is_assumed() {
        return vec!["ssumed: "];
    }
    let parts = rule.parts.iter().filter(|part| part.basis.is_assumed());
    parts.map(|part| part.words.as_str()).collect()
}

#[tokio::test]
async fn what_a_rule_assumes_is_marked_on_its_article_and_in_every_margin() {
    let site = TestSite::by_steps();
    let charter = charter::read(include_str!("../../../../charters/party-cell.md"));
    let charter = charter.charter.unwrap();
    let mut seen = 0;
    for article in &charter.articles {
        let page = read(&site.operator(), &format!("/charter/{}", article.number)).await;
        for id in &article.rules {
            let rule = charter.rule(*id).unwrap();
            let (_, line) = page.split_once(&rule.sentence).unwrap();
            let others = article
                .rules
                .iter()
                .filter_map(|other| charter.rule(*other));
            let ends = others.filter_map(|other| line.find(&other.sentence)).min();
            let (line, _) = line.split_at(ends.unwrap_or(line.len()));
            let note = ArticleNote::of_rule(&charter, *id).unwrap();
            let note = note.render().unwrap();
            let assumed = assumptions(rule);
            assert_eq!(note.contains("Assumed: "), !assumed.is_empty(), "{note}");
            let (_, marked) = line.split_at(line.find("ssumed: ").unwrap_or(line.len()));
            for words in assumed {
                assert!(marked.contains(words), "{words}: {line}");
                assert!(note.contains(words), "{words}: {note}");
                seen += 1;
            }
        }
    }
    assert!(seen > 15, "{seen}");
}

#[tokio::test]
async fn a_single_value_with_a_source_of_its_own_names_it() {
    let site = TestSite::party_cell();
    let page = read(&site.operator(), "/charter/2").await;
    says(&page, &["DNKJ-CAND (what follows and the wait)"]);
    let told = site.operator().get("/api/charter/4").await.json();
    let parts = told["rules"][0]["parts"].as_array().unwrap();
    let basis = |what: &str| {
        let part = parts.iter().find(|part| part["what"] == what);
        part.map(|part| part["basis"].as_str().unwrap().to_owned())
    };
    assert_eq!(basis("who counts").as_deref(), Some("assumed"));
    assert_eq!(
        basis("with 31 or more: form a primary committee").as_deref(),
        Some("SRC-1 S11")
    );
}
