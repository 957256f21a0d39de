use super::*;
use charter::money::Currency;

fn euro() -> Currency {
    Currency::named("EUR").unwrap()
}

fn given(bytes: &[u8], columns: &str) -> Result<Statement, Fault> {
    read(bytes, &Columns::read(columns).unwrap(), euro())
}

/// Each line in a few words.
fn told(statement: &Statement) -> Vec<String> {
    let line = |it: &BankLine| {
        format!(
            "{} {} {:?} {}|{}|{}",
            it.booked, it.money, it.flow, it.name, it.text, it.reference
        )
    };
    statement.lines.iter().map(line).collect()
}

const GERMAN: &str = "\"Kontoauszug\";\"DE00\"\n\n\
\"Buchungstag\";\"Wertstellung\";\"Begünstigter/Zahlungspflichtiger\";\"Verwendungszweck\";\"Betrag in EUR\";\"Währung\"\n\
\"03.11.2026\";\"04.11.2026\";\"Müller, Zoë\";\"Beitrag A-1/7\nNovember\";\"1.012,50\";\"EUR\"\n\
\"05.11.26\";\"\";\"=HYPERLINK(\"\"x\"\")\";\"Miete\";\"-250,00\";\"EUR\"\n\
\"gestern\";\"\";\"Bo\";\"\";\"1,00\";\"EUR\"\n";

#[test]
fn a_german_export_is_read_whatever_its_encoding() {
    let (windows, _, _) = encoding_rs::WINDOWS_1252.encode(GERMAN);
    let marked = format!("\u{feff}{GERMAN}");
    for bytes in [GERMAN.as_bytes(), &windows, marked.as_bytes()] {
        let statement = given(bytes, "").unwrap();
        assert_eq!(
            told(&statement),
            [
                "2026-11-03 1012.50 EUR In Müller, Zoë|Beitrag A-1/7 November|",
                "2026-11-05 250.00 EUR Out =HYPERLINK(\"x\")|Miete|",
            ]
        );
        let [unread] = statement.unread.as_slice() else {
            panic!("{statement:?}");
        };
        assert_eq!(unread.number, 7);
        assert_eq!(
            unread.what,
            "`gestern` is no day as in 2026-11-23 or 23.11.2026"
        );
    }
}

#[test]
fn an_english_export_with_two_columns_of_amounts_is_read() {
    let file = "Date,Description,Paid out,Paid in,Transaction ID\n\
        23/11/2026,RENT,\"1,250.00\",,T1\n\
        01/11/2026,P-17,,12.00,T2\n\
        02/11/2026,NOTHING,,,T3\n";
    let statement = given(file.as_bytes(), "").unwrap();
    assert_eq!(
        told(&statement),
        [
            "2026-11-23 1250.00 EUR Out |RENT|T1",
            "2026-11-01 12.00 EUR In |P-17|T2",
        ]
    );
    assert_eq!(statement.unread[0].what, "it has no amount");
}

#[test]
fn columns_are_named_where_nobody_could_guess_them() {
    let file = "Tag\tWer\tWieviel\tS/H\n2026-11-01\tAna\t5,00\tH\n2026-11-02\tBo\t6,00\tS\n";
    assert_eq!(
        given(file.as_bytes(), "").unwrap_err(),
        Fault::NoColumns("Tag Wer Wieviel S/H".to_owned())
    );
    let want = [
        "2026-11-01 5.00 EUR In Ana||",
        "2026-11-02 6.00 EUR Out Bo||",
    ];
    for columns in [
        "date=Tag, amount=wieviel, name=Wer",
        "date=1;amount=3;name=2",
    ] {
        assert_eq!(told(&given(file.as_bytes(), columns).unwrap()), want);
    }
    assert_eq!(
        given(file.as_bytes(), "date=Day, amount=Wieviel").unwrap_err(),
        Fault::NoSuchColumn("Day".to_owned())
    );
    assert_eq!(
        Columns::read("colour=Tag").unwrap_err(),
        ColumnsFault::NoKind("colour".to_owned())
    );
    assert_eq!(
        Columns::read("date").unwrap_err(),
        ColumnsFault::NoName("date".to_owned())
    );
}

#[test]
fn the_same_line_has_the_same_mark_and_two_alike_have_two() {
    let head = "date;amount;name;text\n";
    let line = "2026-11-01;5,00;Ana;dues\n";
    let twice = given(format!("{head}{line}{line}").as_bytes(), "").unwrap();
    let later = given(
        format!("{head}{line}2026-11-02;5,00;Ana;dues\n{line}").as_bytes(),
        "",
    )
    .unwrap();
    let marks = |statement: &Statement| -> Vec<String> {
        statement
            .lines
            .iter()
            .map(|line| line.mark.clone())
            .collect()
    };
    let (twice, later) = (marks(&twice), marks(&later));
    assert_ne!(twice[0], twice[1]);
    assert_eq!([&later[0], &later[2]], [&twice[0], &twice[1]]);
    assert!(later[1] != twice[0] && later[1] != twice[1]);
    assert!(!twice[0].contains("Ana"));
}

/// A statement of this version, with these entries.
fn camt(version: &str, entries: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}\">\n\
         <BkToCstmrStmt><GrpHdr><MsgId>M</MsgId></GrpHdr><Stmt><Id>S</Id>\n\
         <Acct><Id><IBAN>DE00</IBAN></Id></Acct>\n\
         <Bal><Amt Ccy=\"EUR\">99.00</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>\n\
         {entries}</Stmt></BkToCstmrStmt></Document>"
    )
}

const OLD: &str = "<Ntry><Amt Ccy=\"EUR\">12.50</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>\
<BookgDt><Dt>2026-11-03</Dt></BookgDt><AcctSvcrRef>R1</AcctSvcrRef><NtryDtls><TxDtls>\
<Refs><EndToEndId>E1</EndToEndId></Refs><AmtDtls><InstdAmt><Amt Ccy=\"USD\">14.00</Amt></InstdAmt></AmtDtls>\
<RltdPties><Dbtr><Nm>Zoë &amp; Söhne</Nm></Dbtr><Cdtr><Nm>Us</Nm></Cdtr></RltdPties>\
<RmtInf><Ustrd>Beitrag</Ustrd><Ustrd>P&#45;17</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>\n\
<Ntry><Amt Ccy=\"EUR\">5.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts>\
<BookgDt><DtTm>2026-11-04T09:00:00</DtTm></BookgDt><AddtlNtryInf>FEE</AddtlNtryInf></Ntry>";

const NEW: &str = "<Ntry><Amt Ccy=\"EUR\">17.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>\
<BookgDt><Dt>2026-11-03</Dt></BookgDt><AcctSvcrRef>R2</AcctSvcrRef><NtryDtls><Btch><NbOfTxs>2</NbOfTxs></Btch>\
<TxDtls><Amt Ccy=\"EUR\">12.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><RltdPties><Dbtr><Pty><Nm>Ana</Nm></Pty></Dbtr></RltdPties></TxDtls>\n\
<TxDtls><Refs><AcctSvcrRef>R2b</AcctSvcrRef></Refs><Amt Ccy=\"EUR\">5.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>\
<RltdPties><Dbtr><Pty><Nm>Bo</Nm></Pty></Dbtr></RltdPties><RmtInf><Strd><CdtrRefInf><Ref>RF18</Ref></CdtrRefInf></Strd></RmtInf></TxDtls>\
</NtryDtls></Ntry>\
<Ntry><Amt Ccy=\"EUR\">1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>PDNG</Cd></Sts><BookgDt><Dt>2026-11-05</Dt></BookgDt></Ntry>\
<Ntry><Amt Ccy=\"EUR\">2.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><RvslInd>true</RvslInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-05</Dt></BookgDt></Ntry>";

#[test]
fn both_versions_of_camt_are_read_with_their_batches() {
    let old = given(camt("02", OLD).as_bytes(), "").unwrap();
    assert_eq!(
        told(&old),
        [
            "2026-11-03 12.50 EUR In Zoë & Söhne|Beitrag P-17|R1",
            "2026-11-04 5.00 EUR Out |FEE|",
        ]
    );
    assert_eq!(old.lines[0].end_to_end, "E1");
    assert_eq!(old.lines[0].number, 6);
    let new = given(camt("08", NEW).as_bytes(), "").unwrap();
    assert_eq!(
        told(&new),
        [
            "2026-11-03 12.00 EUR In Ana||R2/1",
            "2026-11-03 5.00 EUR In Bo|RF18|R2b",
            "2026-11-05 1.00 EUR Announced ||",
            "2026-11-05 2.00 EUR Reversal ||",
        ]
    );
    assert_eq!((old.unread, new.unread), (vec![], vec![]));
}

#[test]
fn a_batch_that_does_not_add_up_is_named_and_nothing_is_taken_of_it() {
    let wrong = NEW.replace(">17.00<", ">18.00<");
    let statement = given(camt("08", &wrong).as_bytes(), "").unwrap();
    assert_eq!(statement.lines.len(), 2);
    assert_eq!(
        statement.unread[0].what,
        "the payments of a batch of 18.00 EUR come to 17.00 EUR"
    );
    let silent = NEW.replace("<Amt Ccy=\"EUR\">12.00</Amt>", "");
    let statement = given(camt("08", &silent).as_bytes(), "").unwrap();
    assert_eq!(
        statement.unread[0].what,
        "a batch does not say how much each of its payments is"
    );
}

#[test]
fn a_damaged_file_is_named_with_its_line() {
    let whole = camt("02", OLD);
    let (cut, _) = whole.split_at(whole.len() - 60);
    let damaged = |text: &str| match given(text.as_bytes(), "").unwrap_err() {
        Fault::Damaged { line, what } => (line, what),
        other => panic!("{other:?}"),
    };
    let (line, what) = damaged(cut);
    assert_eq!(line, 7, "{what}");
    assert_eq!(damaged(&whole.replace("</Amt>", "</Sum>")).0, 5);
    // What would unfold to gigabytes is not even begun.
    let bomb = format!(
        "<?xml version=\"1.0\"?>\n<!DOCTYPE Document [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]>\n{}",
        whole.replace("FEE", "&b;")
    );
    assert_eq!(
        damaged(&bomb),
        (
            2,
            "it declares a document type, which no statement does".to_owned()
        )
    );
    assert_eq!(
        damaged(&whole.replace("FEE", "&b;")).1,
        "it names an entity that no statement has"
    );
    let deep = format!("{}{}", "<a>".repeat(70), "</a>".repeat(70));
    assert_eq!(
        damaged(&whole.replace("FEE", &deep)).1,
        "it is nested too deep"
    );
}

#[test]
fn what_is_no_statement_is_told_by_what_it_is() {
    let report = camt("02", OLD).replace("BkToCstmrStmt", "BkToCstmrAcctRpt");
    for (bytes, want) in [
        (&b""[..], "it is empty"),
        (
            b"PK\x03\x04xx",
            "it is a workbook (or another zip file), and no text",
        ),
        (
            b"<html><body/></html>",
            "it is XML that begins with `html`, and no statement of an account (camt.053)",
        ),
        (
            report.as_bytes(),
            "it is a report within the day (camt.052), and no statement of an account (camt.053)",
        ),
        (
            b"a;b\n1;2\n",
            "no line of it names a column of days and one of amounts (it begins \"a;b\")",
        ),
    ] {
        assert_eq!(given(bytes, "").unwrap_err().to_string(), want);
    }
    let large = vec![b'a'; BYTES_MAX + 1];
    assert_eq!(given(&large, "").unwrap_err(), Fault::TooLarge);
    let many = format!("date;amount\n{}", "2026-11-01;1\n".repeat(LINES_MAX + 1));
    assert_eq!(given(many.as_bytes(), "").unwrap_err(), Fault::TooManyLines);
    let open = format!(
        "date;amount\n2026-11-01;\"1\n{}",
        "2026-11-01;1\n".repeat(900)
    );
    assert!(matches!(
        given(open.as_bytes(), "").unwrap_err(),
        Fault::Damaged { line: 2, .. }
    ));
}
