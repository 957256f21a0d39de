//! What is published, for programs: what a page says it is, feed and calendar,
//! the forms of others, and the API.

use axum::http::{StatusCode, header};

use super::{MEETING, in_order, site};

#[tokio::test]
async fn a_page_says_what_it_is_to_programs() {
    let site = site();
    let page = site.stranger().get(MEETING).await;
    assert_eq!(page.headers["x-robots-tag"], "all");
    let data = page
        .body
        .split("<script type=\"application/ld+json\">")
        .nth(1)
        .unwrap();
    let data: serde_json::Value =
        serde_json::from_str(data.split("</script>").next().unwrap()).unwrap();
    assert_eq!(data["@type"], "Event");
    assert_eq!(data["startDate"], "2017-12-26");
    assert_eq!(data["location"]["name"], "Pyongyang");
    assert_eq!(data["attendee"].as_array().unwrap().len(), 9);
    assert_eq!(data["attendee"][0]["name"], "Choe Ryong Hae");
    assert!(
        page.body.contains(&format!(
            "<link rel=\"canonical\" href=\"http://site.example{MEETING}\">"
        )) || page.body.contains("rel=\"canonical\"")
    );
    let register = site.person_browser("A-1/2").get("/people").await;
    assert_eq!(register.headers["x-robots-tag"], "noindex");
    let letter = site
        .stranger()
        .get("/bulletins/report-of-28-december")
        .await
        .body;
    assert!(
        letter.contains("\"datePublished\":\"2017-12-28\""),
        "{letter}"
    );
}

#[tokio::test]
async fn feed_and_calendar_have_what_is_published() {
    let site = site();
    let feed = site.stranger().get("/bulletins.atom").await;
    assert_eq!(
        feed.headers[header::CONTENT_TYPE],
        "application/atom+xml; charset=utf-8"
    );
    assert_eq!(feed.body.matches("<entry>").count(), 13);
    assert_eq!(feed.body.matches("<id>").count(), 14);
    in_order(
        &feed.body,
        &[
            "<updated>2017-12-28T00:00:00Z",
            "Listed, in the printed order: Choe Ryong Hae; Pak Kwang Ho",
        ],
    );
    let calendar = site.stranger().get("/bulletins.ics").await;
    assert_eq!(
        calendar.headers[header::CONTENT_TYPE],
        "text/calendar; charset=utf-8"
    );
    assert!(
        calendar.body.contains("DTSTART;VALUE=DATE:20171226"),
        "{}",
        calendar.body
    );
    assert_eq!(
        calendar.body.matches("BEGIN:VEVENT").count(),
        5,
        "two days, two days, one"
    );
    assert!(!calendar.body.contains("1994"), "a month is no day");
    let map = site.stranger().get("/sitemap.xml").await.body;
    assert!(map.contains(&format!("{MEETING}</loc>")), "{map}");
}

#[tokio::test]
async fn the_record_goes_out_in_the_forms_of_others() {
    let site = site();
    let json = |body: &str| -> serde_json::Value { serde_json::from_str(body).unwrap() };
    let all = json(&site.stranger().get("/bulletins/popolo.json").await.body);
    assert_eq!(all["persons"].as_array().unwrap().len(), 16);
    // Two posts of each of nine, and seven affiliations in words.
    assert_eq!(all["memberships"].as_array().unwrap().len(), 25);
    let one = json(
        &site
            .stranger()
            .get("/bulletins/people/choe-hwi/popolo.json")
            .await
            .body,
    );
    assert_eq!(one["persons"].as_array().unwrap().len(), 1);
    assert_eq!(one["persons"][0]["other_names"][0]["name"], "Ch’oe Hwi");
    assert_eq!(one["events"][0]["attendees"].as_array().unwrap().len(), 9);
    let graph = json(
        &site
            .stranger()
            .get("/bulletins/people/choe-hwi/org.jsonld")
            .await
            .body,
    );
    let nodes = graph["@graph"].as_array().unwrap();
    assert!(
        nodes.iter().any(|node| node["@type"] == "org:Post"),
        "{graph}"
    );
    let nothing = site
        .stranger()
        .get("/bulletins/people/nobody/popolo.json")
        .await;
    assert_eq!(nothing.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_program_reads_the_same_without_signing_in() {
    let site = site();
    let list = site.stranger().get("/api/bulletins?count=3").await.json();
    assert_eq!(list[2]["id"], "loyalty-meeting-2017");
    assert_eq!(list[2]["date"], "2017-12-26");
    assert_eq!(list[2]["named"][0], "choe-ryong-hae");
    let person = site
        .stranger()
        .get("/api/bulletins/thae-jong-su")
        .await
        .json();
    assert_eq!(person["kind"], "person");
    assert_eq!(person["says"]["name"][2]["text"], "Tae Jong Su");
    assert_eq!(person["appearances"][0]["order"], 4);
    assert_eq!(person["conflicts"].as_array().unwrap().len(), 1);
    let found = site
        .stranger()
        .get("/api/search?q=gim%20pyeonghae")
        .await
        .json();
    assert_eq!(found[0]["id"], "kim-phyong-hae");
    assert!(
        found[0]["matched"]
            .as_str()
            .unwrap()
            .contains("sounds alike")
    );
    let nobody = site.stranger().get("/api/bulletins/nobody").await;
    assert_eq!(nobody.status, StatusCode::NOT_FOUND);
}
