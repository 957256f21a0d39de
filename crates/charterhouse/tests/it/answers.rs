//! Every reading of the table in `capabilities.rs`, really read: in a small made organisation in
//! which something of each kind has happened, each command answers programs with something, and
//! with what the API says of the same.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::browser::Server;
use crate::capabilities::READINGS;
use crate::program::{CHARTER, Program};
use crate::served::rows;

/// Names of the API's fields that the command line does not use for the same, by operation: it
/// names people and units by their codes and says some things in other words. There may be fewer.
const UNSAID: &str = "
/api/applications/{id}                     id may_take outcomes
/api/applied/{number}/{secret}             erased id next
/api/asked/{number}/{secret}               answer text
/api/awards                                first last revoked
/api/awards/{id}                           first last revoked
/api/bodies                                id
/api/bulletins                             date named place sources
/api/bulletins/{id}                        conflicts date matched named place sources
/api/conferences                           id kind
/api/conferences/{id}/attendance           capacity person posts
/api/conferences/{id}/delegates            in_place_of person role seated
/api/directives                            id in_effect kind
/api/directives/{directive}                areas carried_out_by cascade id in_effect kind origin replaced_by text to withdrawn
/api/drafts/{id}                           correction id revision sent_back text
/api/journal                               before entries
/api/me/notices                            has_address on
/api/meetings/{id}                         entry id
/api/people                                found_by id
/api/people/{id}/dues                      entries
/api/petitions/{id}                        answer text
/api/plan                                  cured mark
/api/search                                date named place sources
/api/study                                 id people
/api/study/{id}                            id
/api/units                                 id standing units
/api/units/{id}/applications               course id late person procedure step waits_for
/api/units/{id}/bulletins                  correction id revision sent_back text
/api/units/{id}/doubles                    likeness
/api/units/{id}/elections                  nominees number on reason struck turnout_needed
/api/units/{id}/line                       how on to
/api/units/{id}/meetings                   id on
/api/units/{id}/money                      within
/api/units/{id}/money/postings             total
/api/units/{id}/petitions                  answer text
/api/units/{id}/posts/{post}               id tenures title titles vacancies
/api/units/{id}/reports                    correction fields on
/api/units/{id}/roll                       since
/api/units/{id}/visits                     by id unit
/api/visits/{id}                           agreed by id reason unit
";

/// What may be empty: nobody was sent a mail.
const EMPTY: &[&str] = &["notices list data"];

/// The code of somebody who is entered twice, and has every course before them.
const TWICE: &str = "T-1";

/// An organisation in which something of each kind has happened, and what stands for the words
/// of the table that begin with `@`.
fn made() -> (Program, BTreeMap<&'static str, String>) {
    let program = Program::with_demo(600);
    program.run(&["export", "data", "--to", "register"]).must();
    let (units, people) = (
        rows(&program, "register/units.csv"),
        rows(&program, "register/people.csv"),
    );
    let found = program.findings();
    let cell = units.iter().find(|unit| {
        let code = &unit["code"];
        let inside = !found.iter().any(|it| it.starts_with(&format!("{code} ")));
        let head = |person: &&BTreeMap<String, String>| {
            person["unit"] == *code && person["post"] == "secretary"
        };
        unit["level"] == "cell" && inside && people.iter().any(|person| head(&person))
    });
    let cell = cell.expect("a base unit inside the rules");
    let of_cell = |wanted: &dyn Fn(&BTreeMap<String, String>) -> bool| {
        let mut own = people
            .iter()
            .filter(|person| person["unit"] == cell["code"]);
        own.find(|person| wanted(person)).expect("somebody").clone()
    };
    let head = of_cell(&|person| person["post"] == "secretary");
    let top = units.iter().find(|unit| unit["parent"].is_empty()).unwrap();
    let code = &cell["code"];
    for sentence in [
        format!(
            r#"registers guard "The Guard" with "{}" through officer"#,
            cell["parent"]
        ),
        format!(r#"drafts a bulletin of "{code}" "We met in the hall.""#),
        format!(r#"visits "{code}", agreeing "to meet on Mondays""#),
        format!(
            r#"elects nobody as secretary of "{code}" with 9 entitled, 6 ballots, 6 valid, 3 for "{0}""#,
            head["code"]
        ),
    ] {
        program.run(&["do", "data", &sentence]).must();
    }
    let twice = format!(r#"admits "{}" to "{code}" as candidate"#, head["name"]);
    program.run(&["do", "data", &twice, "--code", TWICE]).must();
    let json = |line: &[&str]| -> Value {
        let said = program.run(&[line, &["--format", "json"]].concat());
        serde_json::from_str(&said.must()).unwrap()
    };
    let directives = json(&["directive", "list", "data"]);
    let petition = json(&["petition", "show", "data", "1"]);
    let applied = json(&["procedure", "show", "data", "0"]);
    let today = jiff::Zoned::now().date();
    let month = |back: i64| {
        let day = today.saturating_sub(jiff::Span::new().months(back));
        day.strftime("%Y-%m").to_string()
    };
    let of = BTreeMap::from([
        ("@cell", code.clone()),
        ("@top", top["code"].clone()),
        ("@head", head["code"].clone()),
        ("@name", head["name"].clone()),
        ("@candidate", TWICE.to_owned()),
        ("@directive", text(&directives, "code")),
        ("@asked", text(&petition, "unit")),
        ("@applied", text(&applied, "unit")),
        ("@month", month(2)),
        ("@now", month(0)),
    ]);
    (program, of)
}

/// The first text under a name, wherever it stands.
fn text(json: &Value, name: &str) -> String {
    fn find<'a>(json: &'a Value, name: &str) -> Option<&'a str> {
        match json {
            Value::Object(fields) => {
                let own = fields.get(name).and_then(Value::as_str);
                own.or_else(|| fields.values().find_map(|it| find(it, name)))
            }
            Value::Array(rows) => rows.iter().find_map(|it| find(it, name)),
            _ => None,
        }
    }
    find(json, name)
        .unwrap_or_else(|| panic!("no {name:?} in {json}"))
        .to_owned()
}

/// Every name that stands in an answer.
fn names(json: &Value, into: &mut BTreeSet<String>) {
    match json {
        Value::Object(fields) => {
            for (name, value) in fields {
                into.insert(name.clone());
                names(value, into);
            }
        }
        Value::Array(rows) => rows.iter().for_each(|row| names(row, into)),
        _ => {}
    }
}

/// The names of the fields of what an operation answers, by the API's own description.
fn described(openapi: &Value, path: &str) -> BTreeSet<String> {
    let answer = &openapi["paths"][path]["get"]["responses"]["200"]["content"];
    let schema = &answer["application/json"]["schema"];
    let mut fields = BTreeSet::new();
    fields_of(openapi, schema, &mut fields);
    fields
}

fn fields_of(openapi: &Value, schema: &Value, into: &mut BTreeSet<String>) {
    if let Some(name) = schema["$ref"].as_str() {
        let name = name.rsplit('/').next().unwrap();
        fields_of(openapi, &openapi["components"]["schemas"][name], into);
    }
    if schema["items"].is_object() {
        fields_of(openapi, &schema["items"], into);
    }
    for part in schema["allOf"].as_array().into_iter().flatten() {
        fields_of(openapi, part, into);
    }
    let fields = schema["properties"].as_object().into_iter().flatten();
    into.extend(fields.map(|(name, _)| name.clone()));
}

/// Whether there is anything in an answer.
fn says_something(json: &Value) -> bool {
    match json {
        Value::Null => false,
        Value::Array(rows) => !rows.is_empty(),
        Value::Object(fields) => fields.values().any(says_something),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => true,
    }
}

#[test]
fn every_reading_answers_programs_with_something_and_with_what_the_api_says() {
    let (program, of) = made();
    let mut answers: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut faults = Vec::new();
    let lines = READINGS
        .trim()
        .lines()
        .map(|row| row.split_once(' ').unwrap());
    let lines: Vec<(&str, &str)> = lines.map(|(path, line)| (path, line.trim())).collect();
    for (_, line) in lines.iter().filter(|(_, line)| !line.starts_with("none:")) {
        if answers.contains_key(*line) {
            continue;
        }
        let words = line.split(' ').map(|word| match of.get(word) {
            Some(meant) => meant.as_str(),
            None => word,
        });
        let asked: Vec<&str> = words.chain(["--format", "json"]).collect();
        let said = program.run(&asked);
        let mut found = BTreeSet::new();
        match serde_json::from_str::<Value>(&said.out) {
            Ok(json) if says_something(&json) || EMPTY.contains(line) => names(&json, &mut found),
            Ok(_) => faults.push(format!("{line}: says nothing: {}", said.out)),
            Err(error) => faults.push(format!("{line}: {error}: {said:?}")),
        }
        answers.insert((*line).to_owned(), found);
    }
    assert!(faults.is_empty(), "{faults:#?}");
    let server = Server::over(program);
    let (_, openapi) = server.ask("GET", "/api/openapi.json", None, "");
    let openapi: Value = serde_json::from_str(&openapi).unwrap();
    let mut unsaid: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (path, line) in &lines {
        let Some(said) = answers.get(*line).filter(|_| path.starts_with("/api/")) else {
            continue;
        };
        let fields = described(&openapi, path);
        let lacking: Vec<String> = fields.difference(said).cloned().collect();
        if !lacking.is_empty() {
            unsaid.insert(path, lacking);
        }
    }
    let known: BTreeMap<&str, Vec<String>> = UNSAID
        .trim()
        .lines()
        .filter_map(|row| row.split_once(' '))
        .map(|(path, names)| (path, names.split_whitespace().map(str::to_owned).collect()))
        .collect();
    assert_eq!(unsaid, known);
}

#[test]
fn what_founds_enters_and_checks_answers_programs_too() {
    let program = Program::new();
    let ask = |line: &[&str], code: i32| -> Value {
        let said = program.run(&[line, &["--format", "json"]].concat());
        assert_eq!(said.code, code, "{line:?}: {said:?}");
        serde_json::from_str(&said.out).unwrap_or_else(|error| panic!("{error}: {said:?}"))
    };
    let founded = ask(
        &["init", "data", "--charter", CHARTER, "--from", "2020-01-01"],
        0,
    );
    assert_eq!(founded["from"], "2020-01-01", "{founded}");
    assert_eq!(founded["in_force"], true, "{founded}");
    program.write(
        "units.csv",
        "code,level,name,parent,founded,note\nC,central,Centre,,2020-01-01,x\n",
    );
    let import = ["import", "data", "--units", "units.csv"];
    let tried = ask(&[&import[..], &["--dry-run"]].concat(), 0);
    assert_eq!(
        (&tried["entered"], &tried["units_read"]),
        (&false.into(), &1.into())
    );
    let entered = ask(&import, 0);
    assert_eq!(entered["changes"]["units_founded"], 1, "{entered}");
    assert!(
        entered["passed_over"][0].as_str().unwrap().contains("note"),
        "{entered}"
    );
    program.write(
        "units.csv",
        "code,level,name,parent,founded\nX,cloud,X,,2020-01-01\n",
    );
    let wrong = ask(&import, 1);
    assert_eq!(wrong["changes"], Value::Null, "{wrong}");
    assert!(!wrong["problems"].as_array().unwrap().is_empty(), "{wrong}");
    let account = ask(&["account", "add", "data", "ann", "--operator"], 0);
    assert_eq!(
        (&account["login"], &account["operator"]),
        (&"ann".into(), &true.into())
    );
    assert!(
        account["password"].as_str().unwrap().len() > 20,
        "{account}"
    );
    let changed = ask(&["account", "password", "data", "ann"], 0);
    assert_ne!(changed["password"], account["password"]);
    let whole = ask(&["verify", "data"], 0);
    assert_eq!(
        (&whole["whole"], &whole["broken"]),
        (&true.into(), &Value::Null)
    );
}

#[test]
fn a_document_and_an_exploration_answer_programs_too() {
    let program = Program::new();
    let ask = |line: &[&str], code: i32| -> Value {
        let said = program.run(&[line, &["--format", "json"]].concat());
        assert_eq!(said.code, code, "{line:?}: {said:?}");
        serde_json::from_str(&said.out).unwrap_or_else(|error| panic!("{error}: {said:?}"))
    };
    let checked = ask(&["charter", "check", CHARTER], 0);
    assert_eq!(checked["whole"], true);
    assert!(checked["rules"].as_u64().unwrap() > 50, "{checked}");
    let shown = ask(&["charter", "show", CHARTER], 0);
    assert_eq!(shown["articles"][0]["number"], "1", "{shown}");
    let tested = ask(&["charter", "test", CHARTER], 0);
    assert_eq!(tested["held"], tested["cases"], "{}", tested["failures"]);
    let text = std::fs::read_to_string(CHARTER).unwrap();
    program.write(
        "wrong.md",
        text.replacen("range     = ", "range     = ..", 1),
    );
    let wrong = ask(&["charter", "check", "wrong.md"], 1);
    assert_eq!(wrong["whole"], false, "{wrong}");
    assert!(
        wrong["problems"][0]["line"].as_u64().unwrap() > 10,
        "{wrong}"
    );
    let explore = [
        "explore",
        "--charter",
        CHARTER,
        "--seed",
        "1",
        "--commands",
        "60",
    ];
    let explored = ask(&explore, 0);
    assert_eq!(explored["kept"], true, "{explored}");
    assert_eq!(
        explored["states"].as_array().unwrap().len(),
        1,
        "{explored}"
    );
    // Of an organisation the edition of a day is shown, and before the first there is none.
    program
        .run(&["init", "data", "--charter", CHARTER, "--from", "2020-01-01"])
        .must();
    let shown = ask(&["charter", "show", "data", "--on", "2020-01-01"], 0);
    assert_eq!(shown["id"], ask(&["charter", "show", CHARTER], 0)["id"]);
    let none = program.run(&["charter", "show", "data", "--on", "2019-12-31"]);
    assert!(
        none.code == 2 && none.err.contains("no charter is in force"),
        "{none:?}"
    );
}
