//! `dues import`: a bank statement at the command line.

use crate::program::Program;

/// A branch whose list of this month is made, where everybody owes 1.50 EUR.
pub(crate) fn listed() -> Program {
    let program = Program::new();
    let charter = concat!(env!("CARGO_MANIFEST_DIR"), "/../../charters/union.md");
    let from = "2024-01-01";
    program
        .run(&["init", "data", "--charter", charter, "--from", from])
        .must();
    program.write(
        "units.csv",
        "code,level,name,parent,founded\nU,national,The Union,,2024-01-01\n\
         E,region,East,U,2024-01-01\nH,branch,Harbour,E,2024-01-01\n",
    );
    let mut people = "code,name,unit,grade,joined,post,email,phone\n".to_owned();
    for (code, name) in [
        ("H-1", "Zoë Müller"),
        ("H-2", "Bo Larsen"),
        ("H-3", "Cy Ito"),
    ] {
        people.push_str(&format!("{code},{name},H,full,2024-01-01,,,\n"));
    }
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
    let lists = r#"lists dues of "H" for 2024-01-01 on 2024-01-20"#;
    program.run(&["do", "data", lists]).must();
    program
}

const CAMT: &str = "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt><Stmt>\n\
<Ntry><Amt Ccy=\"EUR\">1.50</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2024-01-22</Dt></BookgDt>\
<AcctSvcrRef>A1</AcctSvcrRef><NtryDtls><TxDtls><RmtInf><Ustrd>dues H-1</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>\n\
<Ntry><Amt Ccy=\"EUR\">1.50</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2024-01-23</Dt></BookgDt>\
<AcctSvcrRef>A2</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><Dbtr><Pty><Nm>LARSEN BO</Nm></Pty></Dbtr></RltdPties></TxDtls></NtryDtls></Ntry>\n\
<Ntry><Amt Ccy=\"EUR\">40.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2024-01-24</Dt></BookgDt></Ntry>\n\
</Stmt></BkToCstmrStmt></Document>\n";

#[test]
fn a_statement_is_looked_at_recorded_and_known_again() {
    let program = listed();
    program.write("bank.xml", CAMT);
    let import = ["dues", "import", "data", "bank.xml", "--unit", "H"];
    let dry = program.run(&[&import[..], &["--dry-run"]].concat());
    assert_eq!(dry.code, 1, "{dry:?}");
    let want = "line 2: 2024-01-22 1.50 EUR : The number of Zoë Müller stands in it. 1.50 EUR is open.\n\
        line 3: 2024-01-23 1.50 EUR LARSEN BO: Bo Larsen owes exactly this.\n\
        line 4: 2024-01-24 -40.00 EUR : It went out.\n\
        3 lines: 0 recorded, 2 for somebody to look at, 0 that cannot be read\n\
        a dry run: nothing was changed\n";
    assert_eq!(dry.out, want);
    let certain = program.run(&import);
    assert_eq!(certain.code, 1, "{certain:?}");
    assert!(
        certain.out.contains("recorded: The number of Zoë Müller"),
        "{certain:?}"
    );
    assert!(
        certain.out.contains("3 lines: 1 recorded, 1 for somebody"),
        "{certain:?}"
    );
    // With the proposals everything is settled, and the line of before is known.
    let all = program
        .run(&[&import[..], &["--proposed", "--format", "json"]].concat())
        .must();
    let json: serde_json::Value = serde_json::from_str(&all).unwrap();
    assert_eq!(json["lines"][0]["finding"], "recorded", "{json}");
    assert_eq!(
        json["lines"][0]["told"],
        "Already recorded on 2024-01-22 for Zoë Müller."
    );
    assert_eq!(json["lines"][1]["recorded"], true, "{json}");
    assert_eq!(json["lines"][1]["person"], "H-2", "{json}");
    let balance = program
        .run(&["dues", "balance", "data", "--unit", "H"])
        .must();
    assert!(balance.contains("3.00"), "{balance}");
    program.run(&["verify", "data"]).must();
}

#[test]
fn what_is_no_statement_is_told_with_what_to_do() {
    let program = listed();
    let import =
        |file: &str, unit: &str| program.run(&["dues", "import", "data", file, "--unit", unit]);
    program.write("bank.csv", "a;b\n1;2\n");
    let none = import("bank.csv", "H");
    assert_eq!(none.code, 2, "{none:?}");
    assert!(
        none.err.contains("name them with --columns \"date="),
        "{none:?}"
    );
    program.write("bank.xml", "<Document><BkToCstmrStmt>");
    assert!(
        import("bank.xml", "H")
            .err
            .contains("line 1: it ends in the middle")
    );
    assert!(
        import("bank.xml", "X")
            .err
            .contains("no unit with the code `X`")
    );
    program.write("bank.csv", "when;how much\n2024-01-22;1,50\n2024-13-01;2\n");
    let named = program.run(&[
        "dues",
        "import",
        "data",
        "bank.csv",
        "--unit",
        "H",
        "--columns",
        "date=when,amount=How much",
        "--dry-run",
    ]);
    assert_eq!(named.code, 1, "{named:?}");
    assert!(
        named
            .out
            .contains("line 3: it cannot be read: `2024-13-01` is no day"),
        "{named:?}"
    );
    assert!(
        named
            .out
            .contains("line 2: 2024-01-22 1.50 EUR : It names nobody who is known here.")
    );
}
