//! What is published as lists: search page by page, sources, tags and disagreements with
//! search, pages of rows and files; what a person is said to have said.

use std::fmt::Write as _;

use axum::http::StatusCode;

use super::{site, site_of};

/// A record of so many people of one name, each with a tag and a source.
fn many(count: usize) -> String {
    let mut text = String::new();
    for number in 1..=count {
        write!(
            text,
            "[[source]]\nid = \"S-{number}\"\ntitle = \"Paper {number}\"\n\n\
             [[person]]\nid = \"p-{number}\"\n\n[[person.name]]\ntext = \"Ana Marsh {number}\"\n\
             source = \"S-{number}\"\n\n\
             [[tag]]\ntext = \"Marsh {number}\"\nabout = [\"p-{number}\"]\nsource = \"S-{number}\"\n\n",
        )
        .unwrap();
    }
    text
}

#[tokio::test]
async fn everything_that_is_found_can_be_read_page_by_page() {
    let (site, _folder) = site_of(&many(120));
    let first = site.stranger().get("/search?q=marsh").await;
    assert_eq!(first.status, StatusCode::OK);
    assert!(first.body.contains("All 120 of them"), "{}", first.body);
    assert!(
        first.body.contains("People (120)") && first.body.contains("Tags (120)"),
        "{}",
        first.body
    );
    let mut seen = 0;
    for page in 1..=3 {
        let path = format!("/search?q=marsh&kind=people&page={page}");
        let body = site.stranger().get(&path).await.body;
        assert!(!body.contains("<h2>Tags</h2>"), "{body}");
        assert_eq!(body.contains("rel=\"next\""), page < 3, "{body}");
        seen += body.matches("href=\"/bulletins/people/p-").count();
    }
    assert_eq!(seen, 120);
    // A kind of which nothing is found narrows nothing.
    let all = site.stranger().get("/search?q=marsh&kind=events").await;
    assert!(all.body.contains("<h2>People</h2>"), "{}", all.body);
}

#[tokio::test]
async fn sources_tags_and_disagreements_are_lists() {
    let (site, _folder) = site_of(&many(120));
    let stranger = site.stranger();
    for (list, word, row) in [("sources", "Paper", "source"), ("tags", "Marsh", "tag")] {
        let path = format!("/bulletins/{list}");
        let body = stranger.get(&path).await.body;
        assert!(
            body.contains("rel=\"next\"") && body.contains("1 to 50 of 120"),
            "{body}"
        );
        let one = stranger.get(&format!("{path}?q={word}+119")).await.body;
        assert!(one.contains(&format!("<span>1 {row}</span>")), "{one}");
        let csv = stranger.get(&format!("{path}.csv?q={word}+119")).await;
        assert_eq!(csv.status, StatusCode::OK, "{list}");
        assert_eq!(csv.body.lines().count(), 2, "{}", csv.body);
        let xlsx = stranger.get(&format!("{path}.xlsx")).await;
        assert_eq!(xlsx.status, StatusCode::OK, "{list}");
    }
    // A claim leads to the page on which its source stands.
    let last = stranger.get("/bulletins/sources?at=S-120").await.body;
    assert!(last.contains("id=\"S-120\""), "{last}");
    let (own, _one) = site_of(&many(1));
    let person = own.stranger().get("/bulletins/people/p-1").await.body;
    assert!(person.contains("/bulletins/sources?at=S-1#S-1"), "{person}");
    let history = super::site();
    let csv = history.stranger().get("/bulletins/conflicts.csv").await;
    assert!(
        csv.body
            .starts_with("conflict,what,thing,says,value,source,kept\r\n")
            && csv.body.lines().count() > 16,
        "{}",
        csv.body
    );
    let tags = history.stranger().get("/bulletins/tags.csv").await.body;
    assert_eq!(tags.lines().count(), 84, "{tags}");
    assert!(
        tags.contains("in brackets") && tags.contains(",PAD,"),
        "{tags}"
    );
}

#[tokio::test]
async fn what_somebody_is_said_to_have_said_stands_on_their_page() {
    let (site, _folder) = site_of(
        "[[source]]\nid = \"S\"\ntitle = \"One\"\n\n[[person]]\nid = \"ana\"\n\n\
         [[person.name]]\ntext = \"Ana Marsh\"\nsource = \"S\"\n\n\
         [[person.claim]]\nsays = \"point\"\nvalue = \"The hall is too small.\"\nsource = \"S\"\n\n\
         [[person.claim]]\nsays = \"wording\"\nvalue = \"Not one chair.\"\nsource = \"S\"\n",
    );
    let body = site.stranger().get("/bulletins/people/ana").await.body;
    for words in [
        "Points made",
        "The hall is too small.",
        "Words kept to the letter",
        "Not one chair.",
    ] {
        assert!(body.contains(words), "{words}: {body}");
    }
    let (other, _one) = site_of(&many(1));
    let other = other.stranger().get("/bulletins/people/p-1").await.body;
    assert!(!other.contains("Points made"), "{other}");
}

#[tokio::test]
async fn the_shipped_history_has_every_form_of_its_lists() {
    let site = site();
    for list in ["sources", "tags", "conflicts"] {
        for end in ["", ".csv", ".xlsx"] {
            let path = format!("/bulletins/{list}{end}");
            assert_eq!(
                site.stranger().get(&path).await.status,
                StatusCode::OK,
                "{path}"
            );
        }
    }
}
