//! Lists that are told once: each has a page of rows with search and filters, and
//! the same as two files, for whoever may see it and for nobody else.

use axum::http::StatusCode;
use serde_json::json;

use crate::reading::{nothing_at, read, says};
use crate::site::{Browser, TestSite};

/// The addresses of the lists of the site that have files and the name of a unit in them.
fn lists() -> Vec<&'static str> {
    let paths = web::routes().into_iter().map(|route| route.path);
    let csv = paths.filter_map(|path| path.strip_suffix(".csv"));
    csv.filter(|path| path.starts_with("/units/{id}/"))
        .collect()
}

/// The rows of a file, without its heads.
async fn rows(browser: &Browser<'_>, list: &str) -> Vec<String> {
    let file = browser.get(list).await;
    assert_eq!(file.status, StatusCode::OK, "{list}: {}", file.body);
    let lines = file.body.lines().skip(1);
    lines.map(str::to_owned).collect()
}

/// Records elections of A-1 in which nobody had the majority, a day apart.
async fn elections(site: &TestSite, count: i64) {
    let operator = site.operator();
    let people = ["A-1/3", "A-1/4"].map(|code| site.person(code).0);
    let path = format!("/api/units/{}/elections", site.unit("A-1"));
    for day in 0..count {
        let on = jiff::civil::date(2024, 2, 1).saturating_add(jiff::Span::new().days(day));
        let body = json!({
            "post": "secretary", "entitled": 12, "ballots": 10, "valid": 10, "on": on.to_string(),
            "nominees": people.map(|person| json!({"person": person, "votes": 5, "elected": false})),
        });
        let answer = operator.post_json(&path, &body).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    }
}

#[tokio::test]
async fn every_list_of_a_unit_is_closed_to_whoever_may_not_know_of_the_unit() {
    let site = TestSite::party_cell();
    let (stranger, unit) = (site.person_browser("B-1/2"), site.unit("A-1").to_string());
    assert!(lists().len() >= 10, "{:?}", lists());
    for list in lists() {
        let list = list
            .replace("{id}", &unit)
            .replace("{report}", "monthly")
            .replace("{period}", "2026-10");
        for path in [list.clone(), format!("{list}.csv"), format!("{list}.xlsx")] {
            nothing_at(&stranger, &path).await;
        }
    }
}

#[tokio::test]
async fn no_election_of_a_unit_is_out_of_reach() {
    let site = TestSite::party_cell();
    elections(&site, 53).await;
    let unit = site.unit("A-1");
    let member = site.person_browser("A-1/7");
    let posts = member.get(&format!("/units/{unit}/posts")).await;
    assert!(posts.body.contains("All 53 elections"), "{}", posts.body);
    let list = format!("/units/{unit}/elections");
    let first = read(&member, &list).await;
    says(&first, &["1 to 50 of 53 elections", "24 March 2024"]);
    assert!(!first.contains("nobody 1 February 2024"), "{first}");
    let last = read(&member, &format!("{list}?page=2")).await;
    says(&last, &["51 to 53 of 53", "nobody 1 February 2024"]);
    // Searched by a word of the page and by a day as files write it, and both as a file.
    for sought in ["3 february", "2024-02-03"] {
        let found = read(&member, &format!("{list}?q={}", sought.replace(' ', "+"))).await;
        assert!(found.contains("3 February 2024"), "{sought}: {found}");
        assert!(!found.contains("24 March 2024"), "{sought}: {found}");
    }
    let file = rows(&member, &format!("{list}.csv?q=2024-02-03")).await;
    assert_eq!(file, ["3,2024-02-03,secretary,nobody,12,10,10,7,holds"]);
    assert_eq!(
        rows(&member, &format!("{list}.csv?year=2023")).await.len(),
        0
    );
    assert_eq!(
        rows(&member, &format!("{list}.csv?year=2024")).await.len(),
        53
    );
}

#[tokio::test]
async fn the_meetings_of_a_unit_are_a_list_with_kinds_standings_and_years() {
    let site = TestSite::party_cell();
    let (head, unit) = (site.person_browser("A-1/1"), site.unit("A-1"));
    let api = format!("/api/units/{unit}/meetings");
    for (on, absent) in [("2025-10-20", 0_u32), ("2026-10-20", 9), ("2026-11-20", 1)] {
        let absent: Vec<u32> = (0..absent)
            .map(|at| site.person(&format!("A-1/{}", at + 3)).0)
            .collect();
        let body = json!({"kind": "general", "on": on, "absent": absent, "resolutions": []});
        let answer = head.post_json(&api, &body).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    }
    let list = format!("/units/{unit}/meetings");
    let page = read(&head, &list).await;
    says(
        &page,
        &[
            "Meetings No. 1 Cell",
            "20 November 2026",
            "Too few to decide",
            "3 meetings",
            "Call a meeting",
        ],
    );
    let few = read(&head, &format!("{list}?standing=too+few")).await;
    says(&few, &["20 October 2026", "1 meeting "]);
    assert!(!few.contains("20 November 2026"), "{few}");
    let file = rows(&head, &format!("{list}.csv?year=2025")).await;
    assert_eq!(file.len(), 1, "{file:?}");
    assert!(
        file[0].contains("2025-10-20") && file[0].contains(",held,"),
        "{file:?}"
    );
    let page = head.get(&format!("/units/{unit}")).await;
    assert!(
        page.body.contains(&format!("href=\"{list}\"")),
        "the way there"
    );
}

#[tokio::test]
async fn what_a_unit_filed_and_what_lacks_beneath_are_lists() {
    let site = TestSite::self_help();
    let leader = site.person_browser("H-1/1");
    let unit = site.unit("H-1");
    for period in ["2024-01", "2024-02"] {
        let page = format!("/units/{unit}/reports/monthly/{period}/file");
        let fields = [
            ("field-saved", "11"),
            ("field-books", "behind"),
            ("field-help", "=1+1"),
            ("on", "2026-11-23"),
        ];
        crate::reading::done(&leader, &page, &fields).await;
    }
    let list = format!("/units/{unit}/returns");
    says(
        &read(&leader, &list).await,
        &[
            "2 returns",
            "February 2024",
            "Late",
            "filed on 23 November 2026",
        ],
    );
    let file = rows(&leader, &format!("{list}.csv?standing=late&q=february")).await;
    assert_eq!(file.len(), 1, "{file:?}");
    assert!(
        file[0].contains("2024-02,") && file[0].ends_with(",2026-11-23,late,"),
        "{file:?}"
    );
    // One level up: who has filed, what it comes to, and who has not.
    let above = site.person_browser("H-2/2");
    let sums = format!("/units/{}/reports/monthly/2024-01", site.unit("H"));
    let beneath = read(&above, &format!("{sums}/beneath")).await;
    says(
        &beneath,
        &["Jasmine 1 of 1 filed", "Lotus 1 missing 0 of 1 filed"],
    );
    let file = rows(&above, &format!("{sums}/beneath.csv?standing=whole")).await;
    assert_eq!(file.len(), 1, "{file:?}");
    assert!(file[0].starts_with("H-1,Jasmine,1,1,1,1,12,"), "{file:?}");
    let missing = rows(&above, &format!("{sums}/missing.csv")).await;
    assert_eq!(missing.len(), 1, "{missing:?}");
    assert!(missing[0].starts_with("H-2,Lotus"), "{missing:?}");
    // Whoever sees one group alone sees no sums of others.
    nothing_at(&leader, &format!("{sums}/missing")).await;
    nothing_at(&leader, &format!("{sums}/beneath.csv")).await;
}

#[tokio::test]
async fn the_books_of_a_unit_lead_to_all_its_lists_and_to_the_units_beneath() {
    let site = TestSite::union();
    let (unit, treasurer) = (site.unit("R-1"), site.person_browser("R-1/2"));
    let first = treasurer.get(&format!("/units/{unit}/dues")).await;
    let period = first
        .header("location")
        .unwrap()
        .rsplit('/')
        .next()
        .unwrap();
    let body = json!({"period": period, "on": "2026-11-23"});
    let assess = format!("/api/units/{unit}/dues/assess");
    let made = treasurer.post_json(&assess, &body).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.body);
    let list = format!("/units/{unit}/money/lists");
    says(
        &read(&treasurer, &list).await,
        &["1 list", "60 people", "charged"],
    );
    let file = rows(&treasurer, &format!("{list}.csv")).await;
    assert!(file[0].starts_with(&format!("{period},")), "{file:?}");
    let open = rows(&treasurer, &format!("{list}.csv?standing=settled")).await;
    assert!(open.is_empty(), "{open:?}");
    let region = site.unit("R");
    let books = rows(
        &treasurer,
        &format!("/units/{region}/money/beneath.csv?q=mills"),
    )
    .await;
    assert_eq!(books, ["R-2,Mills,0.00,0.00,0.00,0.00,0.00"]);
}

#[tokio::test]
async fn a_tick_list_longer_than_a_page_keeps_every_tick() {
    let site = TestSite::large_cell();
    let keeper = site.person_browser("B-1/1");
    let way = format!("/units/{}/study/announce", site.unit("B-1"));
    let fields = [("what", "first-steps/rules"), ("on", "2026-11-20")];
    crate::reading::done(&keeper, &way, &fields).await;
    let page = keeper.get("/study/0/record").await;
    says(
        &crate::reading::text(&page),
        &["1 to 100 of 430 are shown.", "More people"],
    );
    let (one, found) = (site.person("B-1/2").0, site.person("B-1/412").0);
    // Ticked on the first part, and somebody searched for far behind it.
    let one = one.to_string();
    let searched = [("attended", one.as_str()), ("q", "B-1/412"), ("turn", "1")];
    let page = keeper.send_form(&page, "/study/0/record", &searched).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    says(
        &crate::reading::text(&page),
        &["Name B-1/412", "1 person is ticked and not shown here."],
    );
    assert_eq!(page.hidden("kept"), Some(one.clone()));
    let found = found.to_string();
    let turned = [("attended", found.as_str()), ("kept", &one), ("turn", "5")];
    let page = keeper.send_form(&page, "/study/0/record", &turned).await;
    says(
        &crate::reading::text(&page),
        &[
            "401 to 430 of 430",
            "2 people are ticked and not shown here.",
        ],
    );
    let kept = page.hidden("kept").unwrap();
    assert_eq!(kept.split(' ').count(), 2, "{kept}");
    let sent = [("kept", kept.as_str())];
    let answer = keeper.send_form(&page, "/study/0/record", &sent).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    says(
        &read(&keeper, "/study/0").await,
        &["2 people attended.", "All 2 names"],
    );
    let list = rows(&keeper, "/study/0/attended.csv?q=412").await;
    assert_eq!(list, ["B-1/412,Name B-1/412,B-1,No. 1 Cell of B,Member"]);
    // A correction begins with those who are on the record, and is drawn in parts too.
    let page = keeper.get("/study/0/correct").await;
    assert_eq!(page.body.matches(" checked").count(), 2, "{}", page.body);
    let bytes = page.body.len() + web::assets::style().len();
    assert!(bytes < 50_000, "{bytes}");
    let closed = read(&site.operator(), "/study/0/attended").await;
    says(&closed, &["2 people"]);
}

#[tokio::test]
async fn sessions_and_entries_are_searched() {
    let site = TestSite::party_cell();
    let keeper = site.person_browser("A-1/1");
    let way = format!("/units/{}/study/announce", site.unit("A-1"));
    for what in ["first-steps/rules", "first-steps/duties"] {
        crate::reading::done(&keeper, &way, &[("what", what), ("on", "2026-11-20")]).await;
    }
    let found = read(&keeper, "/study?q=duties+cell").await;
    says(&found, &["the duties of a cell", "1 session "]);
    assert_eq!(rows(&keeper, "/study.csv?q=duties+2026-11").await.len(), 1);
    assert_eq!(rows(&keeper, "/study.csv?q=nothing").await.len(), 0);
    let journal = read(&keeper, "/journal?q=announced+duties").await;
    assert!(journal.contains("duties"), "{journal}");
    assert!(!journal.contains("rules and regulations"), "{journal}");
    let entries = rows(&keeper, "/journal.csv?q=duties").await;
    assert_eq!(entries.len(), 1, "{entries:?}");
    // Up to the end of a month, and of no month there is.
    site.wait_days(40);
    let keeper = site.person_browser("A-1/1");
    let later = read(&keeper, "/journal?until=2026-11").await;
    says(&later, &["duties"]);
    assert_eq!(rows(&keeper, "/journal.csv?until=2026-10").await.len(), 0);
    nothing_at(&keeper, "/journal?until=2026-13").await;
}

/// The lists that are not about one thing, each with the words it says of nothing.
const OF_ALL: &[&str] = &[
    "/awards",
    "/bodies",
    "/conferences",
    "/directives",
    "/findings",
    "/study",
];

#[tokio::test]
async fn every_list_is_searched_by_its_address_and_exports_what_is_found() {
    let site = TestSite::party_cell();
    let operator = site.operator();
    let unit = site.unit("A-1");
    let of_unit = ["petitions", "applications", "directives"];
    let of_unit = of_unit.map(|list| format!("/units/{unit}/{list}"));
    for list in OF_ALL.iter().map(|it| (*it).to_owned()).chain(of_unit) {
        let page = read(&operator, &format!("{list}?q=zebra")).await;
        says(&page, &["Find", "Show everything", "No "]);
        for file in ["csv", "xlsx"] {
            let file = operator.get(&format!("{list}.{file}?q=zebra")).await;
            assert_eq!(file.status, StatusCode::OK, "{list}: {}", file.body);
        }
        assert!(
            rows(&operator, &format!("{list}.csv?q=zebra"))
                .await
                .is_empty()
        );
    }
}

#[tokio::test]
async fn findings_are_narrowed_by_every_unit_they_stand_under() {
    let site = TestSite::party_cell();
    let operator = site.operator();
    let all = rows(&operator, "/findings.csv").await.len();
    let count = async |code: &str| {
        let list = format!("/findings.csv?area={}", site.unit(code));
        rows(&operator, &list).await.len()
    };
    assert!(all > 2, "{all}");
    // The top unit is not offered to be chosen, and an address that names it has all.
    assert_eq!(count("C").await, all);
    let below = ["A-1", "A-2", "B-1", "A", "B", "P", "C"];
    let mut whole = 0;
    for code in below {
        let file = operator
            .get(&format!("/findings.csv?area={}", site.unit(code)))
            .await;
        whole += usize::from(file.body.contains(&format!(",{code},")));
    }
    assert!(whole > 2, "each is found under itself: {whole}");
    let page = operator.get("/findings").await;
    let top = format!("<option value=\"{}\">", site.unit("C"));
    let county = format!("<option value=\"{}\">", site.unit("A"));
    assert!(page.body.contains(&county) && !page.body.contains(&top));
    // The text of a rule stands beside the first of its findings and once.
    let sizes = operator.get("/findings?rule=size.cell").await;
    let rule = "aria-label=\"Article 4\"";
    assert_eq!(sizes.body.matches(rule).count(), 2, "{}", sizes.body);
    let text = "<aside class=\"rule\" aria-label=\"Article 4\">";
    let told = sizes.body.split(text).skip(1);
    let told = told.filter(|it| it.split("</aside>").next().unwrap().contains("<p>"));
    assert_eq!(told.count(), 1);
}
