//! Lists as files: every list gives both, and the same to whoever may see it.

use std::io::Cursor;

use axum::http::StatusCode;
use calamine::{Data, Reader as _, Xlsx};

use crate::site::{Answer, TestSite};

/// The rows of a workbook, the heads among them.
fn rows(answer: &Answer) -> Vec<Vec<Data>> {
    let mut book: Xlsx<_> =
        calamine::open_workbook_from_rs(Cursor::new(answer.bytes.clone())).unwrap();
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    range.rows().map(<[Data]>::to_vec).collect()
}

/// Files that are parts of a page, and the page.
const PARTS: &[(&str, &str)] = &[
    ("/bulletins/attendance", "/bulletins/sources"),
    ("/conferences/{id}/seats", "/conferences/{id}"),
    (
        "/bulletins/people/{id}/appearances",
        "/bulletins/people/{id}",
    ),
];

#[test]
fn every_list_that_is_a_csv_is_a_workbook_too() {
    let paths: Vec<&str> = web::routes().into_iter().map(|route| route.path).collect();
    let csv = |path: &&str| path.ends_with(".csv");
    let workbook = |path: &str| path.replace(".csv", ".xlsx");
    let listed: Vec<&str> = paths.iter().copied().filter(csv).collect();
    assert!(listed.len() >= 5, "{listed:?}");
    for path in listed {
        let workbook = workbook(path);
        assert!(paths.contains(&workbook.as_str()), "{workbook}");
        let list = path.trim_end_matches(".csv");
        let part = PARTS.iter().find(|(part, _)| *part == list);
        let list = part.map_or(list, |(_, page)| page);
        assert!(paths.contains(&list), "{list} is a page");
    }
}

#[tokio::test]
async fn both_files_of_a_list_say_the_same() {
    let site = TestSite::party_cell();
    let operator = site.operator();
    for list in ["units", "people", "findings", "plan", "journal"] {
        let page = operator.get(&format!("/{list}")).await;
        for ending in ["csv", "xlsx"] {
            let link = format!("href=\"/{list}.{ending}");
            assert!(page.body.contains(&link), "{link}");
        }
        let csv = operator.get(&format!("/{list}.csv")).await;
        let book = operator.get(&format!("/{list}.xlsx")).await;
        assert_eq!((csv.status, book.status), (StatusCode::OK, StatusCode::OK));
        let name = format!("attachment; filename=\"{list}.xlsx\"");
        assert_eq!(book.header("content-disposition"), Some(name.as_str()));
        let rows = rows(&book);
        let heads: Vec<String> = rows[0].iter().map(ToString::to_string).collect();
        let lines: Vec<&str> = csv.body.lines().collect();
        assert_eq!(lines[0], heads.join(","));
        assert_eq!(lines.len(), rows.len(), "{list}: {rows:?}");
        assert!(rows.len() > 1, "{list} has no rows");
    }
}

#[tokio::test]
async fn the_units_that_are_looked_for_are_a_file() {
    let site = TestSite::party_cell();
    let county = site.unit("A");
    let file = |path: String| {
        let site = &site;
        async move { site.person_browser("A-1/2").get(&path).await }
    };
    let found = file(format!("/units.csv?open={county}&level=cell")).await;
    let lines: Vec<&str> = found.body.lines().collect();
    let expected = [
        "code,name,level,under,people,base units,standing,near,outside",
        "A-1,No. 1 Cell,party cell,A,14,1,outside the rules,0,1",
        "A-2,No. 2 Cell,party cell,A,4,1,outside the rules,0,1",
    ];
    assert_eq!(lines, expected);
    // The count is a number to the spreadsheet.
    let book = file(format!("/units.xlsx?open={county}&q=no.+2")).await;
    assert_eq!(rows(&book)[1][4], Data::Float(4.0));
    // What somebody may not know of is in no file.
    let whole = file("/units.csv".to_owned()).await;
    assert!(!whole.body.contains("B-1"), "{}", whole.body);
    let hidden = file(format!("/units.csv?open={}", site.unit("B"))).await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_day_is_a_day_in_a_workbook() {
    let site = TestSite::party_cell();
    let book = site.person_browser("A-1/1").get("/people.xlsx").await;
    let rows = rows(&book);
    let joined = rows[0].iter().position(|head| head == "joined").unwrap();
    match &rows[1][joined] {
        Data::DateTime(day) => assert_eq!(day.to_ymd_hms_milli().0, 2024),
        other => panic!("{other:?}"),
    }
    // Nobody without a right to the roll gets it.
    let closed = site.person_browser("A-1/14").get("/people.xlsx").await;
    assert_eq!(closed.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn where_no_list_of_dues_is_named_the_newest_is_meant() {
    let site = TestSite::union();
    let unit = site.unit("R-1");
    let page = format!("/units/{unit}/dues");
    let treasurer = site.person_browser("R-1/2");
    let first = treasurer.get(&page).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.body);
    let list = first.header("location").unwrap().to_owned();
    let period = list.strip_prefix(&format!("{page}/")).unwrap().to_owned();
    assert_eq!(treasurer.get(&list).await.status, StatusCode::OK);
    // Before it is made there is nothing to hand out.
    let file = format!("{page}.csv");
    assert_eq!(treasurer.get(&file).await.status, StatusCode::NOT_FOUND);
    let body = serde_json::json!({"period": period, "on": "2026-11-23"});
    let assess = format!("/api/units/{unit}/dues/assess");
    let made = treasurer.post_json(&assess, &body).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.body);
    assert_eq!(
        treasurer.get(&page).await.header("location"),
        Some(list.as_str())
    );
    let named = treasurer.get(&format!("{file}?period={period}")).await;
    let newest = treasurer.get(&file).await;
    assert!(newest.body.contains(&period), "{}", newest.body);
    assert_eq!(newest.body, named.body);
    // Whoever may not see who has paid gets the figures and no file.
    let member = site.person_browser("R-1/6");
    assert_eq!(
        member.get(&file).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
}
