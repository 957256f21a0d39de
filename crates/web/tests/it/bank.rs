//! Bank statements: what is found of each line, what a person confirms, and
//! that nothing is counted twice.

use axum::body::Body;
use axum::http::{StatusCode, header};
use serde_json::{Value, json};

use crate::site::{Answer, Browser, TestSite};

const HEAD: &str =
    "Buchungstag;Beguenstigter/Zahlungspflichtiger;Verwendungszweck;Betrag;Waehrung\n";

/// The union with this month's list made, where everybody owes 1.50 EUR, and two real names.
async fn listed() -> TestSite {
    let site = TestSite::union();
    let unit = site.unit("R-1");
    let treasurer = site.person_browser("R-1/2");
    let list = treasurer.get(&format!("/units/{unit}/dues")).await;
    let period = list
        .header("location")
        .unwrap()
        .rsplit('/')
        .next()
        .unwrap()
        .to_owned();
    let made = treasurer
        .post_json(
            &format!("/api/units/{unit}/dues/assess"),
            &json!({"period": period, "on": "2026-11-20"}),
        )
        .await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.body);
    for (code, name) in [
        ("R-1/7", "Zoë Müller"),
        ("R-1/8", "Ana Ruiz"),
        ("R-1/9", "Ana Ruiz"),
    ] {
        let person = site.person(code);
        let card = json!({"name": name});
        let changed = site
            .person_browser(code)
            .post_json(&format!("/api/people/{person}/card"), &card)
            .await;
        assert_eq!(changed.status, StatusCode::OK, "{}", changed.body);
    }
    site
}

/// What the API finds of a statement.
async fn found(site: &TestSite, file: &str) -> Value {
    let unit = site.unit("R-1");
    let body = json!({"file": file});
    let answer = site
        .person_browser("R-1/2")
        .post_json(&format!("/api/units/{unit}/money/bank"), &body)
        .await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    answer.json()
}

fn findings(found: &Value) -> Vec<String> {
    let lines = found["lines"].as_array().unwrap();
    lines
        .iter()
        .map(|line| line["finding"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn each_line_of_a_bank_has_a_named_outcome() {
    let site = listed().await;
    let lines = [
        ("01.11.2026;Whoever;dues R-1/7 thanks;1,50;EUR", "certain"),
        ("21.11.2026;MUELLER;r 1 12;0,50;EUR", "certain"),
        ("21.11.2026;Müller Zoë;again;1,50;EUR", "owes-nothing"),
        ("21.11.2026;Ana Ruiz;which one;1,50;EUR", "several"),
        ("21.11.2026;Nobody Known;hello;1,50;EUR", "nobody"),
        ("21.11.2026;X;R-1/13;9,00;EUR", "larger"),
        ("21.11.2026;X;R-1/14;1,50;GBP", "other-currency"),
        ("21.11.2026;X;R-1/14;-1,50;EUR", "out"),
        ("21.11.2026;X;R-1/14;0,00;EUR", "nought"),
        ("24.11.2026;X;R-1/14;1,50;EUR", "ahead"),
        ("21.11.2026;X;R-1/15 and R-1/16;3,00;EUR", "several"),
        ("21.11.2026;X;R-2/3;1,50;EUR", "nobody"),
    ];
    let file: Vec<&str> = lines.iter().map(|(line, _)| *line).collect();
    let found = found(
        &site,
        &format!("{HEAD}{}\n;;sum;1,00;EUR\n", file.join("\n")),
    )
    .await;
    let want: Vec<&str> = lines.iter().map(|(_, finding)| *finding).collect();
    assert_eq!(findings(&found), want);
    assert_eq!(found["unread"][0]["line"], 14);
    let first = &found["lines"][0];
    assert_eq!(first["person"], site.person("R-1/7").0);
    assert_eq!(first["amount"], "1.50 EUR");
    // What was booked before the list was made is taken in on the day of the list.
    assert_eq!(first["on"], "2026-11-20");
    assert_eq!(
        first["told"],
        "The number of Zoë Müller stands in it. 1.50 EUR is open."
    );
    assert_eq!(found["lines"][1]["on"], "2026-11-21");
}

#[tokio::test]
async fn a_name_is_certain_of_nothing_and_proposed_with_the_right_amount() {
    let site = listed().await;
    let file = format!(
        "{HEAD}21.11.2026;Herr Zoé MÜLLER;;1,00;EUR\n21.11.2026;Mueller;;1,50;EUR\n21.11.2026;MULLER, ZOE;;1,50;EUR\n"
    );
    let found = found(&site, &file).await;
    assert_eq!(findings(&found), ["name-only", "nobody", "proposed"]);
}

#[tokio::test]
async fn a_line_that_is_recorded_is_known_again_in_another_file() {
    let site = listed().await;
    let line = "21.11.2026;X;R-1/12;0,50;EUR\n";
    let first = found(&site, &format!("{HEAD}{line}")).await;
    let line_found = &first["lines"][0];
    let pay = |person: u32, on: &str| {
        let body = json!({"amount": "0.50 EUR", "reference": line_found["reference"], "on": on});
        (format!("/api/people/{person}/dues/pay"), body)
    };
    let treasurer = site.person_browser("R-1/2");
    let (path, body) = pay(site.person("R-1/12").0, line_found["on"].as_str().unwrap());
    assert_eq!(
        treasurer.post_json(&path, &body).await.status,
        StatusCode::OK
    );
    let again = found(&site, &format!("{HEAD}20.11.2026;Y;;7,00;EUR\n{line}")).await;
    assert_eq!(findings(&again), ["nobody", "recorded"]);
    assert_eq!(
        again["lines"][1]["told"],
        "Already recorded on 21 November 2026 for Name R-1/12."
    );
    // And whoever records it all the same is refused, whomever they say it is of.
    for code in ["R-1/12", "R-1/20"] {
        let (path, body) = pay(site.person(code).0, "2026-11-22");
        let refused = treasurer.post_json(&path, &body).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused.body.contains("on 21 November 2026"),
            "{}",
            refused.body
        );
    }
    // A second line that says the same on the same day is another one.
    let twice = found(&site, &format!("{HEAD}{line}{line}")).await;
    assert_eq!(findings(&twice), ["recorded", "certain"]);
}

/// Sends a file as a browser does.
async fn upload(browser: &Browser<'_>, page: &str, token: &str, file: &[u8]) -> Answer {
    let mut body = Vec::new();
    for (head, value) in [
        ("name=\"token\"", token.as_bytes()),
        ("name=\"columns\"", b""),
        (
            "name=\"file\"; filename=\"bank.csv\"\r\nContent-Type: text/csv",
            file,
        ),
    ] {
        body.extend(format!("--X\r\nContent-Disposition: form-data; {head}\r\n\r\n").bytes());
        body.extend(value);
        body.extend(b"\r\n");
    }
    body.extend(b"--X--\r\n");
    let request = browser
        .request("POST", page)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=X");
    browser.send(request.body(Body::from(body)).unwrap()).await
}

/// The form of the lines as it stands on the page, with these ticks and numbers.
fn filled<'a>(
    page: &'a Answer,
    take: &'a [&'a str],
    codes: &'a [&'a str],
) -> Vec<(&'a str, &'a str)> {
    let mut fields: Vec<(&str, &str)> = take.iter().map(|at| ("take", *at)).collect();
    for name in ["booked", "minor", "mark", "says"] {
        let field = format!("name=\"{name}\" value=\"");
        let values = page.body.split(&field).skip(1);
        fields.extend(values.map(|rest| (name, rest.split('"').next().unwrap())));
    }
    fields.extend(codes.iter().map(|code| ("person", *code)));
    fields
}

#[tokio::test]
async fn a_treasurer_looks_at_the_lines_and_only_then_they_are_written_down() {
    let site = listed().await;
    let unit = site.unit("R-1");
    let page = format!("/units/{unit}/money/bank");
    let treasurer = site.person_browser("R-1/2");
    let form = treasurer.get(&page).await;
    assert!(form.body.contains("multipart/form-data"), "{}", form.body);
    let token = form.hidden("token").unwrap();
    let before = site.entries();
    let file = format!(
        "{HEAD}21.11.2026;<b>X</b>;R-1/12;1,50;EUR\n21.11.2026;Zoë Müller;;1,50;EUR\n\
         21.11.2026;=1+1;;0,75;EUR\n21.11.2026;Shop;paper;-9,00;EUR\n"
    );
    let (windows, _, _) = encoding_rs::WINDOWS_1252.encode(&file);
    let lines = upload(&treasurer, &page, &token, &windows).await;
    assert_eq!(lines.status, StatusCode::OK, "{}", lines.body);
    assert_eq!(site.entries(), before);
    assert!(
        lines.body.contains(
            "4 lines: 1 certain and ticked, 1 proposed, 1 to be looked at, 1 not for dues."
        )
    );
    assert_eq!(lines.body.matches(" checked").count(), 1);
    assert!(!lines.body.contains("<b>X</b>"), "{}", lines.body);
    // The third is said to be somebody's, and the second is left alone.
    let fields = filled(&lines, &["0", "2"], &["R-1/12", "R-1/7", "R-1/30"]);
    let record = format!("{page}/record");
    let done = treasurer.send_form(&lines, &record, &fields).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    assert!(
        done.body.contains("2 payments, 2.25 EUR in all"),
        "{}",
        done.body
    );
    assert_eq!(site.entries(), before + 2);
    // The same form sent again changes nothing, and the file is known.
    let again = treasurer.send_form(&lines, &record, &fields).await;
    assert!(
        again.body.contains("2 payments, 2.25 EUR in all"),
        "{}",
        again.body
    );
    assert_eq!(site.entries(), before + 2);
    let lines = upload(&treasurer, &page, &token, &windows).await;
    assert!(lines.body.contains("2 already recorded"), "{}", lines.body);
    // A number of nobody, and one that is not named, are told and hinder no other.
    let fields = filled(&lines, &["0"], &["R-1/999"]);
    let done = treasurer.send_form(&lines, &record, &fields).await;
    assert!(
        done.body
            .contains("Nobody is known here by the number R-1/999."),
        "{}",
        done.body
    );
    assert_eq!(site.entries(), before + 2);
}

#[tokio::test]
async fn a_file_that_cannot_be_read_is_told_and_a_forged_form_is_not_believed() {
    let site = listed().await;
    let unit = site.unit("R-1");
    let page = format!("/units/{unit}/money/bank");
    let treasurer = site.person_browser("R-1/2");
    let token = treasurer.get(&page).await.hidden("token").unwrap();
    let told = upload(
        &treasurer,
        &page,
        &token,
        b"<Document><BkToCstmrStmt>\n<Stmt>",
    )
    .await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        told.body.contains("Line 2: it ends in the middle."),
        "{}",
        told.body
    );
    assert!(
        told.body.contains("Ask the bank for the file again."),
        "{}",
        told.body
    );
    let none = upload(&treasurer, &page, &token, b"").await;
    assert!(none.body.contains("It is empty."), "{}", none.body);
    let forged = upload(&treasurer, &page, "00", HEAD.as_bytes()).await;
    assert_eq!(forged.status, StatusCode::FORBIDDEN);
    // Whoever takes no dues in there is told by which article, and a stranger to sign in.
    let member = site.person_browser("R-1/6");
    let told = member.get(&page).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    let body = json!({"file": HEAD});
    let denied = member
        .post_json(&format!("/api/units/{unit}/money/bank"), &body)
        .await;
    assert_eq!(
        denied.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        denied.body
    );
    let record = format!("{page}/record");
    let books = treasurer.get(&format!("/units/{unit}/money")).await;
    assert!(
        books.body.contains("Read a bank statement"),
        "{}",
        books.body
    );
    let stranger = site.stranger().post(&record, &[]).await;
    assert_ne!(stranger.status, StatusCode::OK);
}
