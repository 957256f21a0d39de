//! Notices through a real mail server: what arrives, how often, what a server
//! can do to them, and the way out of them.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::Stdio;

use serde_json::{Value, json};

use crate::mail_server::{Mail, MailServer, beside};
use crate::program::{Program, Said};

/// An organisation in which each of these heads a unit that has not met: code,
/// name, address. They may sign in.
fn with_heads(heads: &[(&str, &str, &str)]) -> Program {
    let program = Program::with_empty();
    let mut units = "code,level,name,parent,founded\n\
        C,central,\"Zentrale, \"\"Nord\"\" und Süd\",,\nP,province,P,C,\nA,county,County A,P,\n"
        .to_owned();
    let mut people = "code,name,unit,grade,joined,post,email,phone\n".to_owned();
    for (code, name, email) in heads {
        units.push_str(&format!("U-{code},cell,Nº {code} – Straße,A,2020-02-01\n"));
        let name = name.replace('"', "\"\"");
        people.push_str(&format!(
            "HEAD-{code},\"{name}\",U-{code},member,2020-03-01,secretary@U-{code},{email},\n"
        ));
    }
    program.write("units.csv", units);
    program.write("people.csv", people);
    let import = [
        "import",
        "data",
        "--units",
        "units.csv",
        "--people",
        "people.csv",
    ];
    program.run(&import).must();
    for (code, ..) in heads {
        program.may_sign_in(&format!("HEAD-{code}"));
    }
    program
}

/// What the commands are told of the mail.
fn mail(port: u16) -> Vec<String> {
    [
        "--mail",
        &format!("smtp://127.0.0.1:{port}"),
        "--mail-from",
        "office@example.org",
        "--site",
        "https://ours.example",
        "--mail-patience",
        "3",
    ]
    .map(str::to_owned)
    .to_vec()
}

fn send(program: &Program, more: &[String]) -> Said {
    let mut words = vec!["notices", "send", "data"];
    words.extend(more.iter().map(String::as_str));
    program.run(&words)
}

fn listed(program: &Program) -> Value {
    let said = program.run(&["notices", "list", "data", "--format", "json"]);
    serde_json::from_str(&said.must()).expect("JSON")
}

/// Code and standing of each notice on record.
fn standings(program: &Program) -> Vec<(String, String)> {
    let rows = listed(program);
    let text = |row: &Value, name: &str| row[name].as_str().unwrap().to_owned();
    let rows = rows.as_array().unwrap().iter();
    rows.map(|row| (text(row, "person"), text(row, "standing")))
        .collect()
}

fn standing(code: &str, standing: &str) -> (String, String) {
    (format!("HEAD-{code}"), standing.to_owned())
}

/// The mail to the first of two heads, as Python reads it.
fn is_well_written(it: &Mail, things: u64) {
    assert_eq!(it.to(), "ann@ex.internal");
    assert_eq!(it.fact("sender"), "office@example.org");
    assert_eq!(
        it.header("To"),
        "\"Ann \\\"The Boss\\\" Ash, Zoë <all@ex.internal>\" <ann@ex.internal>"
    );
    assert_eq!(
        it.header("From"),
        "\"Zentrale, \\\"Nord\\\" und Süd\" <office@example.org>"
    );
    assert_eq!(
        it.header("List-Unsubscribe-Post"),
        "List-Unsubscribe=One-Click"
    );
    assert_eq!(it.header("Auto-Submitted"), "auto-generated");
    assert!(it.header("Subject").contains(&things.to_string()), "{it:?}");
    assert!(
        it.header("Message-ID").ends_with("@ours.example>"),
        "{it:?}"
    );
    assert_eq!(it.fact("defects"), &json!([]), "{it:?}");
    assert_eq!(
        (it.fact("ascii"), it.fact("bare")),
        (&json!(true), &json!(0))
    );
    assert!(it.fact("line_bytes_max").as_u64().unwrap() <= 998, "{it:?}");
    let text = it.text();
    assert!(
        text.contains("in Zentrale, \"Nord\" und Süd.\n\nNº A – Straße\n"),
        "{text}"
    );
    assert!(text.contains("\n  General meeting for "), "{text}");
    assert!(text.contains("\n  Article "), "{text}");
    assert!(text.contains("\n  https://ours.example/units/"), "{text}");
    assert!(
        !text.contains("Ann") && !text.contains("Boss"),
        "nobody is named: {text}"
    );
    assert!(it.stop().starts_with("https://ours.example/notices/stop/"));
}

#[test]
fn a_digest_says_what_is_due_and_comes_once_a_day() {
    let program = with_heads(&[
        (
            "A",
            "Ann \"The Boss\" Ash, Zoë <all@ex.internal>",
            "ann@ex.internal",
        ),
        ("B", "Bo", ""),
    ]);
    let server = MailServer::start("plain");
    let asked = send(
        &program,
        &["--dry-run", "--format", "json"].map(str::to_owned),
    );
    let asked: Value = serde_json::from_str(&asked.must()).unwrap();
    let things = asked["told"][0]["things"].as_u64().unwrap();
    assert_eq!(
        asked["not_told"],
        json!([{ "why": "no-address", "people": 1 }])
    );
    assert_eq!(listed(&program), json!([]), "asking keeps nothing");
    let said = send(&program, &mail(server.port));
    assert!(
        said.code == 0 && said.out.contains("1 person told on "),
        "{said:?}"
    );
    assert!(
        !said.out.contains("ex.internal") && !said.out.contains("Ann"),
        "{said:?}"
    );
    let mails = server.arrived();
    let [it] = mails.as_slice() else {
        panic!("{mails:?}")
    };
    is_well_written(it, things);
    assert_eq!(standings(&program), [standing("A", "sent")]);
    assert_eq!(listed(&program)[0]["things"], things);
    // The same day again: nothing.
    let again = send(&program, &mail(server.port));
    assert!(
        again.code == 0 && again.out.contains("they have had their mail today"),
        "{again:?}"
    );
    assert!(server.arrived().is_empty());
    // Another day nothing is new, and a week later all of it is told again.
    for (days, told) in [(1, 0), (8, 1)] {
        move_back(&program, days);
        let said = send(&program, &mail(server.port));
        assert_eq!(server.arrived().len(), told, "{days} days later: {said:?}");
        assert_eq!(said.out.contains("nothing is new"), told == 0, "{said:?}");
    }
}

/// Makes what was sent today be of so many days ago.
fn move_back(program: &Program, days: u32) {
    change(
        program,
        &format!("UPDATE notices SET day = date(day, '-{days} days')"),
    );
}

fn change(program: &Program, sql: &str) {
    let path = program.path("data/organisation.db");
    let database = rusqlite::Connection::open(path).expect("the database opens");
    database.execute(sql, []).expect("it is changed");
}

/// What a program without cookies gets at an address of the site.
fn ask(method: &str, address: &str, body: &str) -> String {
    let (host, path) = address
        .strip_prefix("http://")
        .and_then(|rest| rest.split_once('/'))
        .expect("an address");
    let mut stream = TcpStream::connect(host).expect("the site answers");
    let request = format!(
        "{method} /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).expect("it is sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("it is answered");
    answer
}

#[test]
fn a_server_sends_by_itself_and_the_address_in_a_mail_stops_it() {
    let program = with_heads(&[
        ("A", "Ann", "ann@ex.internal"),
        ("B", "Bea", "bea@ex.internal"),
    ]);
    let server = MailServer::start("plain");
    // A port that was free a moment ago: the mails have to say it before it is taken.
    let free = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let port = free.port().to_string();
    let mut words: Vec<String> = ["serve", "data", "--port", &port, "--mail-hour", "0"]
        .map(str::to_owned)
        .to_vec();
    words.extend(mail(server.port));
    let site = format!("http://{free}");
    let at = words.iter().position(|word| word == "--site").unwrap();
    words[at + 1].clone_from(&site);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let mut serving = program
        .command(&words)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it serves");
    let mails = [server.next(), server.next()];
    assert_eq!(
        mails.each_ref().map(|it| it.to()),
        ["ann@ex.internal", "bea@ex.internal"]
    );
    let stop = mails[0].stop();
    assert!(stop.starts_with(&site), "{stop}");
    let shown = ask("GET", &stop, "");
    assert!(
        shown.starts_with("HTTP/1.1 200") && shown.contains("Stop the mail?"),
        "{shown}"
    );
    let stopped = ask("POST", &stop, "List-Unsubscribe=One-Click");
    assert!(stopped.contains("You get no more mail"), "{stopped}");
    let mut log = BufReader::new(serving.stderr.take().unwrap()).lines();
    let line = log.next().expect("a line of the log").expect("text");
    assert!(
        line.starts_with("notices of 20") && line.ends_with(": 2 sent"),
        "{line}"
    );
    serving.kill().expect("it ends");
    serving.wait().unwrap();
    // On another day only the other one is told.
    change(&program, "DELETE FROM notices");
    let said = send(&program, &mail(server.port));
    assert!(said.out.contains("1 person told on"), "{said:?}");
    let mails = server.arrived();
    assert!(
        mails.len() == 1 && mails[0].to() == "bea@ex.internal",
        "{mails:?}"
    );
}

#[test]
fn one_address_refused_keeps_nobody_else_from_the_mail() {
    let program = with_heads(&[
        ("A", "Ann", "refused@ex.internal"),
        ("B", "Bea", "later@ex.internal"),
        ("C", "Cy", "away@ex.internal"),
        ("D", "Dan", "dan@ex.internal"),
        ("E", "Eve", "perhaps@ex.internal"),
        ("F", "Fay", "fay@ex.internal"),
    ]);
    let server = MailServer::start("plain");
    let said = send(&program, &mail(server.port));
    assert_eq!(said.code, 1, "{said:?}");
    for line in [
        ", refused by the mail server (550): look at the address on the card",
        ", not taken now by the mail server (451): it can be tried again today",
        "things, not sent",
        ", begun, and the mail server went away before it said whether it took it",
        "2 people told on",
    ] {
        assert!(said.out.contains(line), "{line}: {said:?}");
    }
    assert!(
        !said.out.contains("@ex.internal"),
        "no address is shown: {said:?}"
    );
    let whom =
        |mails: Vec<Mail>| -> Vec<String> { mails.iter().map(|it| it.to().to_owned()).collect() };
    assert_eq!(
        whom(server.arrived()),
        ["dan@ex.internal", "perhaps@ex.internal", "fay@ex.internal"]
    );
    let kept = [
        standing("A", "refused"),
        standing("D", "sent"),
        standing("E", "begun"),
        standing("F", "sent"),
    ];
    assert_eq!(standings(&program), kept);
    // Whoever was certainly not sent anything is tried again the same day, nobody else.
    let again = send(&program, &mail(server.port));
    assert!(again.out.contains("0 people told on"), "{again:?}");
    assert!(
        again.out.contains("is not known to have arrived"),
        "{again:?}"
    );
    assert!(server.arrived().is_empty());
    assert_eq!(standings(&program), kept);
}

#[test]
fn a_server_that_is_not_there_loses_nothing() {
    let program = with_heads(&[("A", "Ann", "ann@ex.internal")]);
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = nobody.local_addr().unwrap().port();
    drop(nobody);
    let said = send(&program, &mail(port));
    assert_eq!(said.code, 1, "{said:?}");
    let trouble = format!("it ended early: connect to 127.0.0.1:{port}: ");
    assert!(
        said.out.contains(&trouble) && said.out.contains("is told when this is run again today"),
        "{said:?}"
    );
    assert_eq!(listed(&program), json!([]));
    // One that answers nothing is left after a while.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let said = send(&program, &mail(silent.local_addr().unwrap().port()));
    assert!(said.out.contains("it did not answer in time"), "{said:?}");
    assert_eq!(listed(&program), json!([]));
    // One that lets this sender send nothing.
    let server = MailServer::start("plain");
    let mut from_nobody = mail(server.port);
    from_nobody[3] = "nobody@example.org".to_owned();
    let said = send(&program, &from_nobody);
    assert!(
        said.out
            .contains("send as the address of --mail-from through")
            && said.out.contains("it answered 553"),
        "{said:?}"
    );
    assert_eq!(listed(&program), json!([]));
    assert_eq!(send(&program, &mail(server.port)).code, 0);
    assert_eq!(server.arrived().len(), 1);
}

#[test]
fn a_crash_while_a_mail_is_on_its_way_sends_it_no_second_time() {
    let program = with_heads(&[("A", "Ann", "slow@ex.internal")]);
    let server = MailServer::start("plain");
    let mut words: Vec<String> = ["notices", "send", "data"].map(str::to_owned).to_vec();
    words.extend(mail(server.port));
    let patience = words.iter_mut().last().unwrap();
    "600".clone_into(patience);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let mut sending = program
        .command(&words)
        .stdout(Stdio::null())
        .spawn()
        .expect("it sends");
    // The server has the mail and does not answer.
    assert_eq!(server.next().to(), "slow@ex.internal");
    sending.kill().expect("it is killed");
    sending.wait().unwrap();
    assert_eq!(standings(&program), [standing("A", "begun")]);
    let again = send(&program, &mail(server.port));
    assert!(
        again.code == 0 && again.out.contains("it is not tried again"),
        "{again:?}"
    );
    assert!(server.arrived().is_empty());
    assert_eq!(standings(&program), [standing("A", "begun")]);
    // The next day what was perhaps never read is told, new or not.
    move_back(&program, 1);
    let next = send(&program, &mail(server.port));
    assert!(next.out.contains("went away before it said"), "{next:?}");
    assert_eq!(server.arrived().len(), 1);
}

#[test]
fn a_server_is_signed_in_to_and_spoken_to_in_secret() {
    let program = with_heads(&[("A", "Ann", "ann@ex.internal")]);
    let signed = |port: u16, password: &str| {
        let mut words = mail(port);
        words.extend(["--mail-user", "notices"].map(str::to_owned));
        let mut all = vec!["notices", "send", "data"];
        all.extend(words.iter().map(String::as_str));
        let output = program
            .command(&all)
            .env("CHARTERHOUSE_MAIL_PASSWORD", password)
            .output()
            .expect("it runs");
        String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap()
    };
    let server = MailServer::start("auth");
    let said = signed(server.port, "wrong pass");
    assert!(
        said.contains("sign in at 127.0.0.1:") && said.contains("it answered 535"),
        "{said}"
    );
    assert!(!said.contains("wrong pass"), "{said}");
    assert_eq!(listed(&program), json!([]));
    signed(server.port, "a pass word");
    assert_eq!(server.next().fact("login"), "notices");
    for kind in ["starttls", "tls"] {
        change(&program, "DELETE FROM notices");
        let server = MailServer::start(kind);
        let scheme = if kind == "tls" { "smtps" } else { "starttls" };
        let mut words = mail(server.port);
        words[1] = format!("{scheme}://127.0.0.1:{}", server.port);
        // A certificate that nobody vouches for is not enough.
        let said = send(&program, &words);
        assert!(
            said.code == 1 && said.out.contains("certificate"),
            "{said:?}"
        );
        assert_eq!(listed(&program), json!([]));
        words.push("--mail-certificate".to_owned());
        words.push(beside("authority.pem").display().to_string());
        let said = send(&program, &words);
        assert_eq!(said.code, 0, "{said:?}");
        assert_eq!(server.next().fact("peer_tls"), true, "{kind}");
    }
    // Where TLS was asked for and is not offered, nothing is said in the open.
    change(&program, "DELETE FROM notices");
    let server = MailServer::start("plain");
    let mut words = mail(server.port);
    words[1] = format!("starttls://127.0.0.1:{}", server.port);
    let said = send(&program, &words);
    assert!(said.code == 1 && said.out.contains("STARTTLS"), "{said:?}");
    assert!(server.arrived().is_empty());
}

#[test]
fn what_does_not_do_is_said_before_anything_is_opened() {
    let program = Program::new();
    let said = program.run(&["notices", "send", "data"]);
    assert!(
        said.code == 2 && said.err.contains("needs --mail, --mail-from and --site"),
        "{said:?}"
    );
    let with = |at: usize, word: &str, more: &[&str]| {
        let mut words = mail(25);
        words[at] = word.to_owned();
        words.extend(more.iter().map(|it| (*it).to_owned()));
        let said = send(&program, &words);
        assert_eq!(said.code, 2, "{said:?}");
        said.err
    };
    let said = with(1, "smtps://me:secret@mail.example", &[]);
    assert!(
        said.contains("CHARTERHOUSE_MAIL_PASSWORD") && !said.contains("secret"),
        "{said}"
    );
    let said = with(3, "office", &[]);
    assert!(said.contains("\"office\" is no address"), "{said}");
    let said = with(5, "https://ours.example/here", &[]);
    assert!(said.contains("not the address of a site"), "{said}");
    let said = with(1, "smtp://mail.example", &["--mail-user", "me"]);
    assert!(said.contains("starttls:// or smtps://"), "{said}");
    let said = with(1, "smtps://mail.example", &["--mail-user", "me"]);
    assert!(said.contains("there is no password"), "{said}");
}

#[test]
fn a_made_up_address_gets_no_mail_and_it_is_said() {
    let program = with_heads(&[
        ("A", "Ann", "ann@example.org"),
        ("B", "Bea", "bea@ex.internal"),
    ]);
    let told = program
        .run(&["notices", "send", "data", "--dry-run"])
        .must();
    assert!(told.contains("1 person would be told"), "{told}");
    assert!(
        told.contains(
            "1 person not told: their address is of a domain that exists in examples only"
        ),
        "{told}"
    );
}
