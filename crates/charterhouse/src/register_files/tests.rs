//! Whole files: those that are in order in all their forms, and one pair with
//! every kind of fault, each named where it stands.

use std::collections::{BTreeSet, HashMap};

use charter::{Charter, Grade, GradeId, HolderFrom, Level, LevelId, Post, PostId, RuleId};
use jiff::civil::{Date, date};

use super::{Against, ExistingUnit, Fault, Files, Reading, read};

const TODAY: Date = date(2026, 11, 23);

/// A charter of three levels, of which the lowest holds members.
fn charter() -> Charter {
    let level = |id: &str, under: &[u8], members| Level {
        rule: RuleId(0),
        id: id.to_owned(),
        title: format!("The {id}"),
        plural: format!("{id}s"),
        titles: Vec::new(),
        under: under.iter().map(|id| LevelId(*id)).collect(),
        members,
    };
    let grade = |id: &str| Grade {
        rule: RuleId(0),
        id: id.to_owned(),
        title: format!("{id} friend"),
        plural: format!("{id} friends"),
        entry: true,
        next: None,
        wait_months: 0,
        votes: true,
    };
    let post = |id: &str, levels: &[u8]| Post {
        rule: RuleId(0),
        id: id.to_owned(),
        title: id.to_owned(),
        titles: Vec::new(),
        levels: levels.iter().map(|id| LevelId(*id)).collect(),
        least: 0,
        most: 9,
        head: false,
        paid: None,
        grades: vec![GradeId(0)],
        from: HolderFrom::Anywhere,
        incompatible: Vec::new(),
        term_months: None,
        vacancy_days: None,
    };
    Charter {
        id: "orchard".to_owned(),
        title: "Charter of the orchard".to_owned(),
        edition: date(2020, 1, 1),
        sources: Vec::new(),
        articles: Vec::new(),
        rules: Vec::new(),
        levels: vec![
            level("orchard", &[], false),
            level("garden", &[0], false),
            level("tree", &[1], true),
        ],
        grades: vec![grade("grown"), grade("young")],
        belonging: None,
        sizes: Vec::new(),
        posts: vec![post("keeper", &[1, 2]), post("scribe", &[2])],
        choosing: Vec::new(),
        meetings: Vec::new(),
        directives: Vec::new(),
        reports: Vec::new(),
        dues: None,
        awards: Vec::new(),
        conferences: Vec::new(),
        bodies: Vec::new(),
        courses: Vec::new(),
        visits: Vec::new(),
        bulletins: Vec::new(),
        petitions: Vec::new(),
        procedures: Vec::new(),
        rights: Vec::new(),
        duties: Vec::new(),
        cases: Vec::new(),
    }
}

fn read_against(units: &[u8], people: &[u8], existing: &HashMap<String, ExistingUnit>) -> Reading {
    let charter = charter();
    let against = Against {
        charter: &charter,
        today: TODAY,
        existing,
    };
    read(
        Files {
            units: Some(units),
            people: Some(people),
        },
        &against,
    )
}

fn read_both(units: &str, people: &str) -> Reading {
    read_against(units.as_bytes(), people.as_bytes(), &HashMap::new())
}

const UNITS: &str = "\
code,level,name,parent,founded
O,orchard,The Orchard,,
G-1,garden,North Garden,O,1999-05-01
T-01,tree,Old Oak,G-1,2001-02-03
T-02,tree,Young Elm,G-1,
";

const PEOPLE: &str = "\
code,name,unit,grade,joined,post,email,phone
P-1,Ann Ashe,T-01,grown,2005-06-07,keeper+scribe@T-02,ann@example.org,+41 44 123 45 67
P-2,Zoë Birch,T-02,young,2026-01-31,,,
P-3,Cy Cole,T-01,grown,2010-10-10,keeper@G-1,,112
";

#[test]
fn files_in_order_become_rows() {
    let reading = read_both(UNITS, PEOPLE);
    assert_eq!(reading.report.problems, []);
    assert_eq!(reading.units.len(), 4);
    let oak = &reading.units[2];
    assert_eq!(
        (oak.line, oak.code.as_str(), oak.level),
        (4, "T-01", LevelId(2))
    );
    assert_eq!(
        (oak.parent.as_deref(), oak.founded),
        (Some("G-1"), Some(date(2001, 2, 3)))
    );
    let ann = &reading.people[0];
    assert_eq!(
        (ann.name.as_str(), ann.unit.as_str(), ann.grade),
        ("Ann Ashe", "T-01", GradeId(0))
    );
    assert_eq!(
        ann.posts,
        [(PostId(0), None), (PostId(1), Some("T-02".to_owned()))]
    );
    assert_eq!(
        (ann.email.as_str(), ann.phone.as_str()),
        ("ann@example.org", "+41 44 123 45 67")
    );
    assert_eq!(
        reading.people[2].posts,
        [(PostId(0), Some("G-1".to_owned()))]
    );
}

/// How a program writes a text.
type Form<'f> = &'f dyn Fn(&str) -> Vec<u8>;

/// The same two files in the forms that programs write.
#[test]
fn every_form_of_the_files_gives_the_same_rows() {
    let want = read_both(UNITS, PEOPLE);
    let utf16 = |text: &str| -> Vec<u8> {
        std::iter::once(0xFEFF)
            .chain(text.encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect()
    };
    let windows = |text: &str| encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
    let forms: [Form<'_>; 6] = [
        &|text| text.replace('\n', "\r\n").into_bytes(),
        &|text| text.replace(',', ";").into_bytes(),
        &|text| text.replace(',', "\t").into_bytes(),
        &|text| format!("\u{feff}{text}").into_bytes(),
        &utf16,
        &windows,
    ];
    for (number, form) in forms.iter().enumerate() {
        let reading = read_against(&form(UNITS), &form(PEOPLE), &HashMap::new());
        assert_eq!(reading.report.problems, [], "form {number}");
        assert_eq!(reading.units, want.units, "form {number}");
        assert_eq!(reading.people, want.people, "form {number}");
    }
}

#[test]
fn columns_without_use_are_named_and_passed_over() {
    let reading = read_both(
        UNITS,
        &PEOPLE
            .replace(",post,", ",post,Shoe Size,")
            .replace("scribe@T-02,", "scribe@T-02,41,")
            .replace("31,,,", "31,,,,")
            .replace("G-1,,", "G-1,,,"),
    );
    assert_eq!(reading.report.problems, []);
    assert_eq!(reading.people.len(), 3);
    let ignored = &reading.report.ignored[0];
    assert_eq!((ignored.number, ignored.name.as_str()), (7, "shoe size"));
}

#[test]
fn a_later_file_may_lean_on_units_that_exist() {
    let unit = |level, parent: Option<&str>| ExistingUnit {
        level: LevelId(level),
        parent: parent.map(str::to_owned),
    };
    let existing = HashMap::from([
        ("O".to_owned(), unit(0, None)),
        ("G-1".to_owned(), unit(1, Some("O"))),
    ]);
    let units = "code,level,name,parent,founded\nT-09,tree,New Yew,G-1,\n";
    let people = "code,name,unit,grade,joined,post,email,phone\nP-1,Ann,T-09,grown,2020-01-01,keeper@G-1,,\n";
    assert_eq!(
        read_against(units.as_bytes(), people.as_bytes(), &existing)
            .report
            .problems,
        []
    );
    let second_top = format!("{units}O2,orchard,Other,,\n");
    let reading = read_against(second_top.as_bytes(), people.as_bytes(), &existing);
    assert_eq!(
        reading.report.problems[0].to_string(),
        "units.csv:3: column 4 `parent`: \"\": a second unit at the top, beside O, which the organisation already has; \
         write the unit it stands under: one unit stands at the top"
    );
    let circle = "code,level,name,parent,founded\nG-1,garden,North,T-09,\nT-09,tree,New Yew,G-1,\n";
    let reading = read_against(circle.as_bytes(), people.as_bytes(), &existing);
    let faults: Vec<Fault> = reading
        .report
        .problems
        .iter()
        .map(|problem| problem.fault)
        .collect();
    assert_eq!(faults, [Fault::ParentInCircle]);
}

/// One row of `units.csv` for each fault, with the fault and the column it must be named at.
const FAULTY_UNITS: [(&str, Fault, usize); 18] = [
    ("O2,orchard,Second top,,", Fault::SeveralTops, 4),
    ("G-2,gardn,Mistyped level,O,", Fault::UnknownLevel, 2),
    ("G-3,,No level,O,", Fault::EmptyValue, 2),
    (",tree,No code,G-1,", Fault::EmptyValue, 1),
    ("T-03,tree,,G-1,", Fault::EmptyValue, 3),
    ("T-01,tree,Old Oak again,G-1,", Fault::DuplicateUnit, 1),
    ("T 04,tree,Blank in the code,G-1,", Fault::CodeShape, 1),
    ("T-05,tree,Nowhere,G-77,", Fault::UnknownParent, 4),
    ("T-06,tree,On its own head,T-06,", Fault::OwnParent, 4),
    ("T-08,tree,Under nothing,,", Fault::NoParent, 4),
    ("T-09,tree,In a circle,T-10,", Fault::ParentInCircle, 4),
    (
        "T-11,tree,Founded in another form,G-1,03.02.2001",
        Fault::DateShape,
        5,
    ),
    (
        "T-12,tree,Founded on no day,G-1,2001-02-30",
        Fault::NoSuchDay,
        5,
    ),
    (
        "T-13,tree,Founded tomorrow,G-1,2026-11-24",
        Fault::FutureDate,
        5,
    ),
    (
        "T-14,tree,Founded too early,G-1,1066-10-14",
        Fault::DateTooEarly,
        5,
    ),
    ("T-15,tree,Too few values,G-1", Fault::TooFewValues, 0),
    ("T-16,tree,Too many, values,G-1,", Fault::TooManyValues, 0),
    ("T-17,tree,#REF!,G-1,", Fault::SpreadsheetError, 3),
];

/// The same for `people.csv`.
const FAULTY_PEOPLE: [(&str, Fault, usize); 32] = [
    (",Nobody,T-01,grown,2020-01-01,,,", Fault::EmptyValue, 1),
    ("P-11,,T-01,grown,2020-01-01,,,", Fault::EmptyValue, 2),
    ("P-12,Ann,,grown,2020-01-01,,,", Fault::EmptyValue, 3),
    ("P-13,Ann,T-01,,2020-01-01,,,", Fault::EmptyValue, 4),
    ("P-14,Ann,T-01,grown,,,,", Fault::EmptyValue, 5),
    (
        "P-1,Ann Again,T-01,grown,2020-01-01,,,",
        Fault::DuplicatePerson,
        1,
    ),
    (
        "P-2,Zoë Birch,T-01,young,2026-01-31,,,",
        Fault::InTwoUnits,
        1,
    ),
    (
        "P-15,Ann Ashe,T-01,grown,2005-06-07,,ann@example.org,+41 44 123 45 67",
        Fault::UnderTwoCodes,
        1,
    ),
    ("P+16,Ann,T-01,grown,2020-01-01,,,", Fault::CodeShape, 1),
    ("P-17,Ann,T-99,grown,2020-01-01,,,", Fault::UnknownUnit, 3),
    (
        "P-18,Ann,G-1,grown,2020-01-01,,,",
        Fault::UnitWithoutMembers,
        3,
    ),
    ("P-19,Ann,T-01,grwon,2020-01-01,,,", Fault::UnknownGrade, 4),
    ("P-20,Ann,T-01,grown,1.2.2020,,,", Fault::DateShape, 5),
    ("P-21,Ann,T-01,grown,2023-02-29,,,", Fault::NoSuchDay, 5),
    ("P-22,Ann,T-01,grown,2062-01-01,,,", Fault::FutureDate, 5),
    ("P-23,Ann,T-01,grown,0202-01-01,,,", Fault::DateTooEarly, 5),
    (
        "P-24,Ann,T-01,grown,2020-01-01,kepeer,,",
        Fault::UnknownPost,
        6,
    ),
    (
        "P-25,Ann,T-01,grown,2020-01-01,keeper@T-98,,",
        Fault::PostUnknownUnit,
        6,
    ),
    (
        "P-26,Ann,T-01,grown,2020-01-01,scribe@G-1,,",
        Fault::PostNotAtLevel,
        6,
    ),
    (
        "P-27,Ann,T-01,grown,2020-01-01,keeper++scribe,,",
        Fault::PostShape,
        6,
    ),
    (
        "P-28,Ann,T-01,grown,2020-01-01,keeper@,,",
        Fault::PostShape,
        6,
    ),
    (
        "P-29,Ann,T-01,grown,2020-01-01,keeper+keeper,,",
        Fault::PostTwice,
        6,
    ),
    (
        "P-30,Ann,T-01,grown,2020-01-01,,ann.example.org,",
        Fault::EmailShape,
        7,
    ),
    (
        "P-31,Ann,T-01,grown,2020-01-01,,,ask her",
        Fault::PhoneShape,
        8,
    ),
    (
        "P-32,Ann,T-01,grown,2020-01-01,,,4.14412E+10",
        Fault::PhoneMangled,
        8,
    ),
    (
        "P-33,A\u{7}nn,T-01,grown,2020-01-01,,,",
        Fault::ControlCharacter,
        2,
    ),
    (
        "P-34,A\u{202e}nn,T-01,grown,2020-01-01,,,",
        Fault::InvisibleCharacter,
        2,
    ),
    (
        "P-35,A\u{fffd}n,T-01,grown,2020-01-01,,,",
        Fault::Undecodable,
        2,
    ),
    (
        "P-36,Ann \"Nan\" Ashe,T-01,grown,2020-01-01,,,",
        Fault::QuotesInside,
        2,
    ),
    (
        "P-37,\"Ann\" Ashe,T-01,grown,2020-01-01,,,",
        Fault::TextAfterQuotes,
        0,
    ),
    ("P-38,Ann,T-01,grown,2020-01-01,,", Fault::TooFewValues, 0),
    (
        "P-39,\"Ann,T-01,grown,2020-01-01,,,",
        Fault::UnclosedQuotes,
        0,
    ),
];

#[test]
fn every_fault_of_a_row_is_named_at_its_place_and_nothing_else_is() {
    let mut units = UNITS.to_owned();
    let mut people = PEOPLE.to_owned();
    let mut want = BTreeSet::new();
    for (number, (row, fault, column)) in FAULTY_UNITS.iter().enumerate() {
        units.push_str(&format!("{row}\n"));
        want.insert((
            "units.csv".to_owned(),
            number + 6,
            *column,
            format!("{fault:?}"),
        ));
    }
    units.push_str("T-10,tree,The other end of the circle,T-09,\n");
    for (number, (row, fault, column)) in FAULTY_PEOPLE.iter().enumerate() {
        people.push_str(&format!("{row}\n"));
        want.insert((
            "people.csv".to_owned(),
            number + 5,
            *column,
            format!("{fault:?}"),
        ));
    }
    let found: BTreeSet<_> = read_both(&units, &people)
        .report
        .problems
        .iter()
        .map(|problem| {
            let line = problem
                .line
                .map_or(0, |line| usize::try_from(line).unwrap());
            let column = problem.column.map_or(0, |column| column.number);
            (
                problem.file.to_string(),
                line,
                column,
                format!("{:?}", problem.fault),
            )
        })
        .collect();
    let missed: Vec<_> = want.difference(&found).collect();
    let invented: Vec<_> = found.difference(&want).collect();
    assert!(
        missed.is_empty() && invented.is_empty(),
        "missed {missed:#?}\ninvented {invented:#?}"
    );
    assert_eq!(found.len(), 50);
}

#[test]
fn a_problem_reads_as_a_sentence_with_a_way_on() {
    let people = format!("{PEOPLE}P-9,Ann,t-1,grwon,31.12.2019,keper,,\n");
    let shown: Vec<String> = read_both(UNITS, &people)
        .report
        .problems
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        shown,
        [
            "people.csv:5: column 3 `unit`: \"t-1\": there is no unit with this code; write `T-01` if that is meant, \
             or add the unit to the file of units",
            "people.csv:5: column 4 `grade`: \"grwon\": the charter has no such grade; write `grown` if that is meant",
            "people.csv:5: column 5 `joined`: \"31.12.2019\": it is not a date; write it as 2019-12-31",
            "people.csv:5: column 6 `post`: \"keper\": the charter has no post `keper`; write `keeper` if that is meant",
        ]
    );
}

#[test]
fn a_faulty_unit_is_not_reported_again_at_everybody_in_it() {
    let units = UNITS.replace("T-02,tree", "T-02,treee");
    let faults: Vec<Fault> = read_both(&units, PEOPLE)
        .report
        .problems
        .iter()
        .map(|problem| problem.fault)
        .collect();
    assert_eq!(faults, [Fault::UnknownLevel]);
    let unreadable = read_both("PK\u{3}\u{4}", PEOPLE);
    let faults: Vec<Fault> = unreadable
        .report
        .problems
        .iter()
        .map(|problem| problem.fault)
        .collect();
    assert_eq!(faults, [Fault::NotATable]);
}

#[test]
fn a_unit_of_an_unknown_level_is_still_asked_for_its_parent() {
    let units = format!("{UNITS}T-99,treee,New Yew,G-99,\n");
    let faults: Vec<Fault> = read_both(&units, PEOPLE)
        .report
        .problems
        .iter()
        .map(|problem| problem.fault)
        .collect();
    assert_eq!(faults, [Fault::UnknownLevel, Fault::UnknownParent]);
}

#[test]
fn no_top_is_a_fault_of_the_whole_file() {
    let units = "code,level,name,parent,founded\nG-1,garden,North,G-2,\nG-2,garden,South,O,\n";
    let faults: Vec<Fault> = read_both(units, "code,name,unit,grade,joined,post,email,phone\n")
        .report
        .problems
        .iter()
        .map(|p| p.fault)
        .collect();
    assert_eq!(faults, [Fault::NoTop, Fault::UnknownParent, Fault::NoRows]);
}

/// A debug build is some ten times slower than the program people run.
#[test]
fn a_hundred_thousand_people_are_read_in_a_moment() {
    let mut units =
        "code,level,name,parent,founded\nO,orchard,Top,,\nG,garden,Garden,O,\n".to_owned();
    let mut people = "code,name,unit,grade,joined,post,email,phone\n".to_owned();
    for number in 0..5_000 {
        units.push_str(&format!("T-{number},tree,Tree {number},G,2001-02-03\n"));
    }
    for number in 0..100_000 {
        people.push_str(&format!(
            "P-{number},Zoë Example {number},T-{},grown,2015-03-04,,p{number}@example.org,+41 44 {number:07}\n",
            number % 5_000
        ));
    }
    let begun = std::time::Instant::now();
    let reading = read_both(&units, &people);
    let took = begun.elapsed();
    assert_eq!(
        (reading.report.problems.len(), reading.people.len()),
        (0, 100_000)
    );
    let limit_seconds = if cfg!(debug_assertions) { 15.0 } else { 1.0 };
    assert!(took.as_secs_f64() < limit_seconds, "took {took:?}");
}

#[test]
fn what_is_written_reads_back_to_the_same_rows() {
    let units = UNITS.replace("North Garden", "\"North, \"\"Old\"\" Garden\"");
    let people = PEOPLE.replace("Cy Cole", "Cy; Cole");
    let want = read_both(&units, &people);
    assert_eq!(want.report.problems, []);
    assert_eq!(want.units[1].name, "North, \"Old\" Garden");
    let (mut written_units, mut written_people) = (Vec::new(), Vec::new());
    super::write_units(&mut written_units, want.units.clone(), &charter()).unwrap();
    super::write_people(&mut written_people, want.people.clone(), &charter()).unwrap();
    let reading = read_against(&written_units, &written_people, &HashMap::new());
    assert_eq!(reading.report.problems, []);
    assert_eq!((reading.units, reading.people), (want.units, want.people));
    assert_eq!(String::from_utf8(written_units).unwrap(), units);
}
