//! The record of the past at the command line.

use crate::program::{Program, Said};

/// The history that comes with the reference charter.
const HISTORY: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../charters/party-cell/record"
);

fn json(said: &str) -> serde_json::Value {
    serde_json::from_str(said).expect("JSON")
}

/// A record of one file with two mistakes, in `bad`.
fn with_bad() -> Program {
    let program = Program::new();
    std::fs::create_dir(program.path("bad")).unwrap();
    program.write(
        "bad/it.toml",
        "[[source]]\nid = \"A\"\ntitle = \"One\"\n\n[[event]]\nid = \"e\"\n\n[[event.claim]]\nsays = \"date\"\ndate = \"2017-02-30\"\n",
    );
    program
}

#[test]
fn the_history_is_in_order_and_its_disagreements_are_shown() {
    let program = Program::new();
    let said = program.run(&["record", "check", HISTORY]).must();
    insta::assert_snapshot!(said);
    let said = program
        .run(&["record", "check", HISTORY, "--format", "json"])
        .must();
    let answer = json(&said);
    assert_eq!(answer["problems"], serde_json::json!([]));
    assert_eq!(answer["conflicts"].as_array().unwrap().len(), 8);
    let ordinals = &answer["conflicts"][3];
    assert_eq!(ordinals["id"], "ordinals");
    assert_eq!(ordinals["sides"][2]["value"], "5");
}

#[test]
fn each_mistake_is_named_with_file_and_line_and_the_exit_code_says_so() {
    let program = with_bad();
    let said = program.run(&["record", "check", "bad"]);
    assert_eq!(said.code, 1);
    assert!(
        said.out.contains("it.toml:8: a claim without a source\n"),
        "{said:?}"
    );
    assert!(
        said.out
            .contains("it.toml:10: `2017-02-30` is impossible: that month has 28 days\n"),
        "{said:?}"
    );
    let said = program.run(&["record", "check", "bad", "--format", "json"]);
    assert_eq!(
        (said.code, json(&said.out)["problems"][1]["line"].as_u64()),
        (1, Some(10))
    );
    let Said { code, err, .. } = program.run(&["record", "check", "nowhere"]);
    assert!(
        code == 2 && err.contains("there is no record in nowhere"),
        "{err}"
    );
}

#[test]
fn what_is_wrong_is_not_brought_in_and_what_is_there_is_not_written_over() {
    let program = with_bad();
    let said = program.run(&["record", "import", "bad", "new"]);
    assert!(
        said.code == 1 && said.out.contains("it.toml:8:"),
        "{said:?}"
    );
    assert!(!program.path("new").exists());
    program.run(&["record", "import", HISTORY, "new"]).must();
    let again = program.run(&["record", "import", HISTORY, "new"]);
    assert!(
        again.code == 2 && again.err.contains("--replace"),
        "{again:?}"
    );
    program
        .run(&["record", "import", HISTORY, "new", "--replace"])
        .must();
    assert!(!program.path("new.gone").exists() && !program.path("new.new").exists());
}

/// Every file of a folder with its bytes.
fn bytes(folder: &std::path::Path) -> Vec<(String, Vec<u8>)> {
    let entries = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap());
    let mut files: Vec<_> = entries
        .map(|entry| {
            (
                entry.file_name().into_string().unwrap(),
                std::fs::read(entry.path()).unwrap(),
            )
        })
        .collect();
    files.sort();
    files
}

#[test]
fn a_record_goes_through_an_organisation_and_through_json_and_comes_back_to_the_byte() {
    let program = Program::with_empty();
    let before = bytes(std::path::Path::new(HISTORY));
    program.run(&["record", "import", HISTORY, "data"]).must();
    assert_eq!(bytes(&program.path("data/record")), before);
    program
        .run(&["record", "export", "data", "--to", "out"])
        .must();
    assert_eq!(bytes(&program.path("out")), before);
    let document = program
        .run(&["record", "export", "data", "--format", "json"])
        .must();
    program.write("record.json", &document);
    program
        .run(&["record", "import", "record.json", "again"])
        .must();
    assert_eq!(bytes(&program.path("again")), before);
    // The organisation is as well as it was, and its record is its own.
    program.run(&["verify", "data"]).must();
    program.run(&["record", "check", "data"]).must();
}

#[test]
fn comments_go_with_the_files() {
    let program = Program::new();
    std::fs::create_dir(program.path("own")).unwrap();
    let text = "# Ours.\n[[source]]\nid   = \"A\"   # aligned\ntitle = 'One'\n";
    program.write("own/sources.toml", text);
    program.write("own/README.md", "What this is.\n");
    program.run(&["record", "import", "own", "kept"]).must();
    program
        .run(&["record", "export", "kept", "--to", "out"])
        .must();
    assert_eq!(program.read("out/sources.toml"), text);
    assert_eq!(program.read("out/README.md"), "What this is.\n");
}

#[test]
fn people_of_the_record_are_found_from_any_form() {
    let program = Program::new();
    let said = program
        .run(&["who", HISTORY, "Choe Ryong Hae [Ch'oe Ryong-hae]"])
        .must();
    insta::assert_snapshot!(said);
    for asked in [
        "ch\u{2019}oe ryong hae",
        "Ryong-hae Choe",
        "최룡해",
        "Choe Ryong Hay",
    ] {
        let said = program
            .run(&["who", HISTORY, asked, "--format", "json"])
            .must();
        assert_eq!(json(&said)["record"][0]["id"], "choe-ryong-hae", "{asked}");
    }
    let said = program
        .run(&["who", HISTORY, "jo yong-won", "--format", "json"])
        .must();
    assert_eq!(json(&said)["record"][0]["known_from_tags_only"], true);
    let said = program.run(&["who", HISTORY, "Nobody Known"]).must();
    assert_eq!(said, "nobody is known under a name like that\n");
    let said = program.run(&["who", HISTORY, "Choe Hwi (PAD]"]);
    assert!(
        said.code == 2 && said.err.contains("`(` is closed by `]`, at character 14"),
        "{said:?}"
    );
}

#[test]
fn people_of_the_roll_are_found_by_their_cards() {
    let program = Program::with_empty();
    for sentence in [
        r#"founds central "C" on 2020-02-01"#,
        r#"founds province "P" under "C" on 2020-02-01"#,
        r#"founds county "A" under "P" on 2020-02-01"#,
        r#"founds cell "A-1" under "A" on 2020-02-01"#,
        r#"admits "Zoë D'Arc-Łuk" to "A-1" as candidate on 2020-03-01"#,
        r#"admits "Zoltan Arcluk" to "A-1" as candidate on 2020-03-01"#,
    ] {
        program.run(&["do", "data", sentence]).must();
    }
    for asked in ["zoe d\u{2019}arc luk", "Luk Zoe D Arc", "Zoe Darcluc"] {
        let said = program
            .run(&["who", "data", asked, "--format", "json"])
            .must();
        let answer = json(&said);
        assert_eq!(
            answer["roll"].as_array().unwrap().len(),
            1,
            "{asked}: {said}"
        );
        assert_eq!(answer["roll"][0]["name"], "Zoë D'Arc-Łuk", "{asked}");
        assert_eq!(answer["roll"][0]["unit"], "A-1");
    }
    // With a record beside the roll, both are asked.
    program.run(&["record", "import", HISTORY, "data"]).must();
    let said = program.run(&["who", "data", "Hwi"]).must();
    assert!(
        said.starts_with("Choe Hwi (choe-hwi): a part of the name\n"),
        "{said}"
    );
}

#[test]
fn the_history_goes_out_as_popolo_and_comes_in_again_and_what_is_not_taken_is_named() {
    let program = Program::new();
    let out = |format: &str, to: &str| {
        let said = program.run(&["record", "export", HISTORY, "--format", format, "--to", to]);
        said.must();
        program.read(to)
    };
    let form = json(&out("popolo", "people.json"));
    assert_eq!(form["persons"].as_array().unwrap().len(), 16);
    let graph = json(&out("org", "graph.jsonld"));
    assert!(graph["@graph"].as_array().unwrap().len() > 16 + 18);
    let csv = out("csv", "attendance.csv");
    assert_eq!(csv.lines().count(), 10, "{csv}");
    assert!(
        csv.contains(
            "choe-hwi,Choe Hwi [Ch’oe Hwi],loyalty-meeting-2017,2017-12-26,Pyongyang,8,9,"
        ),
        "{csv}"
    );
    let said = program
        .run(&["record", "import", "--popolo", "people.json", "again"])
        .must();
    assert!(!said.contains("not taken"), "{said}");
    program.write(
        "picture.json",
        "{\"persons\": [{\"id\": \"a\", \"name\": \"A\", \"image\": \"a.png\"}]}",
    );
    let said = program
        .run(&["record", "import", "--popolo", "picture.json", "other"])
        .must();
    assert!(
        said.contains("not taken, a record has no word for it: persons.image"),
        "{said}"
    );
    let who = program.run(&["who", "again", "Kim Pyong Hae"]).must();
    assert!(who.contains("kim-phyong-hae"), "{who}");
    program.write("bad.json", "{\"persons\": [{\"id\": \"a\"}]}");
    let said = program.run(&["record", "import", "--popolo", "bad.json", "never"]);
    assert_eq!(said.code, 2, "{said:?}");
    assert!(
        said.err.contains("persons, number 1: it has no name"),
        "{said:?}"
    );
}

#[test]
fn a_server_names_what_is_wrong_with_a_record_and_shows_the_rest() {
    let program = Program::with_empty();
    std::fs::create_dir(program.path("bad")).unwrap();
    program.write(
        "bad/it.toml",
        "[[source]]\nid = \"A\"\ntitle = \"One\"\n\n[[event]]\nid = \"e\"\n\n[[event.claim]]\nsays = \"date\"\ndate = \"2017-02-30\"\n",
    );
    let mut serving = program
        .command(&["serve", "data", "--record", "bad", "--port", "0"])
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("the program starts");
    let out = std::io::BufReader::new(serving.stdout.take().expect("its output"));
    let mut said: Vec<String> = Vec::new();
    for line in std::io::BufRead::lines(out).map_while(Result::ok) {
        let last = line.starts_with("published ");
        said.push(line);
        if last {
            break;
        }
    }
    assert!(said[0].starts_with("serving "), "{said:?}");
    serving.kill().expect("it ends");
    serving.wait().expect("it is gone");
    let said = said.join("\n");
    assert!(
        said.contains("it.toml:8: a claim without a source"),
        "{said}"
    );
    assert!(said.contains("it.toml:10: "), "{said}");
    assert!(
        said.contains("published at /bulletins") && said.contains("(2 problems)"),
        "{said}"
    );
    let none = program.run(&["serve", "data", "--record", "nowhere"]);
    assert_eq!(none.code, 2, "{none:?}");
    assert!(
        none.err.contains("there is no record in nowhere"),
        "{none:?}"
    );
}

#[test]
fn two_people_of_the_record_are_one_by_a_claim_and_two_again_to_the_byte() {
    let program = Program::new();
    std::fs::create_dir(program.path("own")).unwrap();
    let text = "[[source]]\nid = \"A\"\ntitle = \"One\"\ndate = \"2018\"\n\n# As printed.\n[[person]]\nid = \"thae\"\n\n[[person.name]]\ntext = \"Thae Jong Su\"\nsource = \"A\"\n\n[[person]]\nid = \"tae\"\n\n[[person.name]]\ntext = \"Tae Jong Su\"\nsource = \"A\"\n";
    program.write("own/people.toml", text);
    program.write(
        "own/events.toml",
        "[[event]]\nid = \"one\"\n\n[[event.attendance]]\norder = 1\nperson = \"thae\"\nsource = \"A\"\n\n[[event]]\nid = \"two\"\n\n[[event.attendance]]\norder = 1\nperson = \"tae\"\nsource = \"A\"\n",
    );
    program.write("own/.kept", "nobody touches this");
    let said = program.run(&["record", "check", "own"]).must();
    assert!(
        said.contains("perhaps the same person: tae and thae")
            || said.contains("perhaps the same person: thae and tae"),
        "{said}"
    );
    let unsourced = program.run(&["record", "join", "own", "thae", "tae"]);
    assert!(
        unsourced.code == 2 && unsourced.err.contains("without a source"),
        "{unsourced:?}"
    );
    program
        .run(&["record", "join", "own", "thae", "tae", "--source", "A"])
        .must();
    let said = program.run(&["record", "check", "own"]).must();
    assert!(!said.contains("perhaps"), "{said}");
    let csv = program
        .run(&["record", "export", "own", "--format", "csv"])
        .must();
    let rows: Vec<&str> = csv.lines().skip(1).filter_map(|it| it.get(..5)).collect();
    assert_eq!(rows, ["thae,", "tae,,"], "each list has its own row once");
    let form = program
        .run(&["record", "export", "own", "--format", "popolo"])
        .must();
    assert_eq!(json(&form)["persons"].as_array().unwrap().len(), 1);
    program
        .run(&["record", "part", "own", "tae", "thae"])
        .must();
    assert_eq!(program.read("own/people.toml"), text);
    assert_eq!(program.read("own/.kept"), "nobody touches this");
}

#[test]
fn readers_find_sources_tags_and_things_at_the_command_line() {
    let program = Program::new();
    let json = |asked: &[&str]| -> serde_json::Value {
        let asked = [asked, &["--format", "json"]].concat();
        serde_json::from_str(&program.run(&asked).must()).unwrap()
    };
    let sources = json(&["record", "sources", HISTORY]);
    let first = &sources[0];
    assert!(
        first["id"].is_string() && first["claims"].is_u64(),
        "{first}"
    );
    let tags = json(&["record", "tags", HISTORY]);
    assert!(tags[0]["text"].is_string(), "{tags}");
    let word = tags[0]["text"].as_str().unwrap();
    program.run(&["record", "find", HISTORY, word]).must();
    let found = json(&["record", "find", HISTORY, "cell"]);
    let id = found[0]["id"].as_str().unwrap();
    let shown = json(&["record", "show", HISTORY, id]);
    assert_eq!(shown["says"]["id"], id, "{shown}");
    let none = program.run(&["record", "show", HISTORY, "no-such-thing"]);
    assert!(
        none.code == 2 && none.err.contains("no-such-thing"),
        "{none:?}"
    );
}

#[test]
fn everything_that_is_said_of_a_thing_is_shown() {
    let program = Program::new();
    let shown = |id: &str| program.run(&["record", "show", HISTORY, id]).must();
    let said = shown("report-of-28-december");
    assert!(
        said.contains(
            "  wording: printed “to further the strengthen”, read as “to further strengthen” (SRC-2; note S83)\n"
        ),
        "{said}"
    );
    let said = shown("workshops-2017");
    assert!(
        said.contains("  date: 2017-12-25/2017-12-26, after fifth-conference, Monday and Tuesday as printed, printed “post-conference” (SRC-2; note S42)\n"),
        "{said}"
    );
    assert!(
        said.contains("  point: make all cells loyal ones (SRC-2; from speakers it quotes; said by workshop speakers; quoted by SRC-2; note S44)\n"),
        "{said}"
    );
    let said = shown("photograph-3");
    assert!(
        said.contains("  caption: nothing, the source is silent (SRC-2; note S72)\n"),
        "{said}"
    );
    let meeting = shown("loyalty-meeting-2017");
    assert!(
        meeting.contains("  8. choe-hwi, printed “Choe Hwi [Ch’oe Hwi]”; senior official, present besides the participants; posts: vice-chairman-of-the-party, member-of-executive-policy-council; one of eight listed together (SRC-2; note S48)\n"),
        "{meeting}"
    );
    // Of each claim, every word of the files is there.
    let document = program
        .run(&["record", "export", HISTORY, "--format", "json"])
        .must();
    let document = json(&document);
    for file in document["files"].as_array().unwrap() {
        for kind in ["event", "text", "person", "post", "photograph"] {
            for thing in file["says"][kind].as_array().into_iter().flatten() {
                let said = shown(thing["id"].as_str().unwrap());
                let claims = thing["claim"].as_array().into_iter().flatten();
                for (key, value) in claims.flat_map(|it| it.as_object().unwrap()) {
                    let words = value
                        .as_array()
                        .map_or(vec![value], |all| all.iter().collect());
                    let words = words.into_iter().filter(|_| key != "voice");
                    for word in words.filter_map(serde_json::Value::as_str) {
                        assert!(said.contains(word), "{key} = {word}\n{said}");
                    }
                }
            }
        }
    }
}

#[test]
fn a_check_counts_every_kind_in_the_right_number() {
    let program = Program::new();
    std::fs::create_dir(program.path("one")).unwrap();
    program.write(
        "one/it.toml",
        "[[source]]\nid = \"A\"\n\n[[event]]\nid = \"e\"\n",
    );
    let said = program.run(&["record", "check", "one"]).out;
    assert!(
        said.contains("1 problem; 0 organisations, 0 posts, 0 people, 1 event, 0 texts, 0 photographs, 0 tags by 1 source; 0 disagreements shown"),
        "{said}"
    );
}
