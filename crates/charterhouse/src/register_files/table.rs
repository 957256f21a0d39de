//! From text to rows of values, each with its line: comma, semicolon or tab,
//! any end of line, values in quotation marks where they need it.
//!
//! Written by hand because a register kept by people has broken quotation
//! marks, and each of them has to be named with its line while the rest of
//! the file is read on.

use std::borrow::Cow;

use super::header::columns_of;
use super::problem::{Column, Fault, File, Placed, Report, shortened};

/// A file as rows under known columns.
#[derive(Debug)]
pub(super) struct Table<'t> {
    file: File,
    /// The wanted columns, in the order in which they were asked for.
    columns: Vec<Column>,
    /// Rows with as many values as the header.
    pub(super) rows: Vec<Row<'t>>,
    /// What could be read of the other rows, so that a code that stands in one
    /// of them is not reported a second time as unknown.
    pub(super) broken: Vec<Row<'t>>,
}

/// One row.
#[derive(Debug, Default)]
pub(super) struct Row<'t> {
    /// The line on which it begins.
    pub(super) line: u32,
    fields: Vec<Field<'t>>,
}

#[derive(Debug)]
struct Field<'t> {
    line: u32,
    text: Cow<'t, str>,
    /// It holds a quotation mark and is not itself in quotation marks.
    is_stray: bool,
}

impl<'t> Table<'t> {
    /// Reads a file that should have the columns `wanted`; nothing where it
    /// has no usable header.
    pub(super) fn read(
        file: File,
        text: &'t str,
        wanted: &'static [&'static str],
        report: &mut Report,
    ) -> Option<Table<'t>> {
        let mut scanner = Scanner {
            file,
            text,
            at: 0,
            line: 1,
            delimiter: delimiter_of(text),
        };
        let header = loop {
            match scanner.next(report) {
                Some(Scanned::Whole(row)) if !row.is_blank() => break row,
                Some(_) => {}
                None => {
                    report.file(
                        file,
                        Fault::EmptyFile,
                        "has no line with names of columns",
                        "export it again",
                    );
                    return None;
                }
            }
        };
        let names: Vec<String> = header
            .fields
            .iter()
            .map(|field| field.text.trim().to_lowercase())
            .collect();
        let mut table = Table {
            file,
            columns: columns_of((file, header.line), &names, wanted, report)?,
            rows: Vec::new(),
            broken: Vec::new(),
        };
        while let Some(scanned) = scanner.next(report) {
            match scanned {
                Scanned::Whole(row) if row.is_blank() => {}
                Scanned::Whole(row) if row.fields.len() == header.fields.len() => {
                    table.rows.push(row)
                }
                Scanned::Whole(row) => {
                    wrong_width(file, &row, header.fields.len(), report);
                    table.broken.push(row);
                }
                Scanned::Broken(row) => table.broken.push(row),
            }
        }
        table.report_stray_marks(report);
        if table.rows.is_empty() && table.broken.is_empty() {
            report.file(
                file,
                Fault::NoRows,
                "has names of columns and no rows",
                "export it again with its rows",
            );
        }
        Some(table)
    }

    /// Names values that hold a quotation mark without standing in quotation marks.
    fn report_stray_marks(&self, report: &mut Report) {
        let strays = |row: &&Row<'_>| row.fields.iter().any(|field| field.is_stray);
        for row in self.rows.iter().filter(strays) {
            for wanted in 0..self.columns.len() {
                let placed = self.at(row, wanted);
                let field = row.fields.get(placed.column.number.wrapping_sub(1));
                if field.is_some_and(|field| field.is_stray) {
                    report.value(
                        &placed,
                        Fault::QuotesInside,
                        "a quotation mark stands in a value that is not in quotation marks",
                        "put the whole value in quotation marks and write those inside it twice",
                    );
                }
            }
        }
    }

    /// Whether the file has an optional column.
    pub(super) fn has(&self, column: usize) -> bool {
        self.columns.get(column).is_some_and(|it| it.number > 0)
    }

    /// The value of a wanted column in a row.
    pub(super) fn at<'r>(&self, row: &'r Row<'_>, wanted: usize) -> Placed<'r> {
        let column = self.columns.get(wanted).copied().unwrap_or(Column {
            number: 0,
            name: "",
        });
        let field = row.fields.get(column.number.wrapping_sub(1));
        Placed {
            file: self.file,
            line: field.map_or(row.line, |field| field.line),
            column,
            value: field.map_or("", |field| field.text.trim()),
        }
    }
}

impl Row<'_> {
    /// Spreadsheet programs leave rows of nothing at the end.
    fn is_blank(&self) -> bool {
        self.fields.iter().all(|field| field.text.trim().is_empty())
    }
}

/// The separator that the first line with text in it uses most.
fn delimiter_of(text: &str) -> u8 {
    let header = text
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or_default();
    let mut best = (0, b',');
    for delimiter in [b',', b';', b'\t'] {
        let count = header.bytes().filter(|byte| *byte == delimiter).count();
        if count > best.0 {
            best = (count, delimiter);
        }
    }
    best.1
}

fn wrong_width(file: File, row: &Row<'_>, width: usize, report: &mut Report) {
    let (have, at) = (row.fields.len(), (file, row.line));
    let wrong = format!("has {have} values, and the first line names {width} columns");
    if have < width {
        report.line(
            at,
            Fault::TooFewValues,
            wrong,
            "add what is missing, or a separator where a value is empty",
        );
    } else {
        report.line(
            at,
            Fault::TooManyValues,
            wrong,
            "put a value that holds a separator in quotation marks, or remove what is too much",
        );
    }
}

enum Scanned<'t> {
    Whole(Row<'t>),
    /// Its quotation marks are broken; it holds the values before them.
    Broken(Row<'t>),
}

struct Scanner<'t> {
    file: File,
    text: &'t str,
    at: usize,
    line: u32,
    delimiter: u8,
}

impl<'t> Scanner<'t> {
    /// The next row, blank or not.
    fn next(&mut self, report: &mut Report) -> Option<Scanned<'t>> {
        if self.at >= self.text.len() {
            return None;
        }
        let mut row = Row {
            line: self.line,
            fields: Vec::with_capacity(8),
        };
        loop {
            let begin = (self.at, self.line);
            match self.field() {
                Ok(field) => row.fields.push(field),
                Err(fault) => {
                    (self.at, self.line) = begin;
                    self.report_quotes(fault, report);
                    self.skip_line();
                    return Some(Scanned::Broken(row));
                }
            }
            if self.peek() == Some(self.delimiter) {
                self.at += 1;
            } else {
                self.end_line();
                return Some(Scanned::Whole(row));
            }
        }
    }

    /// A value, up to the separator or the end of the line.
    fn field(&mut self) -> Result<Field<'t>, Fault> {
        let blanks = self.rest().bytes().take_while(|byte| *byte == b' ').count();
        if self.rest().as_bytes().get(blanks) == Some(&b'"') {
            self.at += blanks + 1;
            return self.quoted();
        }
        let delimiter = self.delimiter;
        let length = self
            .rest()
            .bytes()
            .position(|byte| byte == delimiter || byte == b'\n' || byte == b'\r')
            .unwrap_or(self.rest().len());
        let text = self.take(length);
        Ok(Field {
            line: self.line,
            text: Cow::Borrowed(text),
            is_stray: text.contains('"'),
        })
    }

    /// A value behind its opening mark; two marks inside stand for one.
    fn quoted(&mut self) -> Result<Field<'t>, Fault> {
        let line = self.line;
        let mut text: Cow<'t, str> = Cow::Borrowed("");
        loop {
            let length = self.rest().find('"').ok_or(Fault::UnclosedQuotes)?;
            let part = self.take(length);
            self.line = self.line.saturating_add(lines_in(part));
            self.at += 1;
            text = if text.is_empty() {
                Cow::Borrowed(part)
            } else {
                text + part
            };
            if self.peek() != Some(b'"') {
                break;
            }
            self.at += 1;
            text.to_mut().push('"');
        }
        self.at += self.rest().bytes().take_while(|byte| *byte == b' ').count();
        match self.peek() {
            None | Some(b'\n' | b'\r') => Ok(Field {
                line,
                text,
                is_stray: false,
            }),
            Some(byte) if byte == self.delimiter => Ok(Field {
                line,
                text,
                is_stray: false,
            }),
            Some(_) => Err(Fault::TextAfterQuotes),
        }
    }

    /// Names the quotation mark that stands at the scanner.
    fn report_quotes(&self, fault: Fault, report: &mut Report) {
        let line_end = self.rest().find(['\n', '\r']).unwrap_or(self.rest().len());
        let shown = shortened(self.rest().get(..line_end).unwrap_or_default());
        let wrong = if fault == Fault::UnclosedQuotes {
            format!("the quotation mark before {shown:?} is never closed")
        } else {
            format!("text follows the closing quotation mark of the value that begins {shown:?}")
        };
        report.line(
            (self.file, self.line),
            fault,
            wrong,
            "close it at the end of the value, and write a mark inside a value twice",
        );
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn take(&mut self, length: usize) -> &'t str {
        let part = self.rest().get(..length).unwrap_or_default();
        self.at += part.len();
        part
    }

    fn skip_line(&mut self) {
        let length = self.rest().find(['\n', '\r']).unwrap_or(self.rest().len());
        self.at += length;
        self.end_line();
    }

    /// Steps over one end of line: LF, CRLF or CR.
    fn end_line(&mut self) {
        if self.peek() == Some(b'\r') {
            self.at += 1;
        }
        let before = self
            .at
            .checked_sub(1)
            .and_then(|at| self.text.as_bytes().get(at));
        if self.peek() == Some(b'\n') {
            self.at += 1;
        } else if before != Some(&b'\r') {
            return;
        }
        self.line = self.line.saturating_add(1);
    }
}

fn lines_in(text: &str) -> u32 {
    let mut lines = 0;
    let mut before = 0;
    for byte in text.bytes() {
        if byte == b'\r' || byte == b'\n' && before != b'\r' {
            lines += 1;
        }
        before = byte;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    const WANTED: [&str; 3] = ["code", "name", "unit"];

    /// Every row as `line: code|name|unit`, and the faults as `line fault`.
    fn read(text: &str) -> (Vec<String>, Vec<String>) {
        let mut report = Report::default();
        let rows =
            Table::read(File::People, text, &WANTED, &mut report).map_or_else(Vec::new, |table| {
                let shown = |row: &Row<'_>| {
                    let values: Vec<&str> = (0..3).map(|at| table.at(row, at).value).collect();
                    format!("{}: {}", row.line, values.join("|"))
                };
                table.rows.iter().map(shown).collect()
            });
        let faults = report
            .problems
            .iter()
            .map(|problem| format!("{} {:?}", problem.line.unwrap_or(0), problem.fault))
            .collect();
        (rows, faults)
    }

    #[test]
    fn separators_ends_of_line_and_the_order_of_columns_do_not_matter() {
        let want = vec!["2: 1|Ann|U".to_owned(), "3: 2|Bo|V".to_owned()];
        for text in [
            "code,name,unit\n1,Ann,U\n2,Bo,V\n",
            "code;name;unit\r\n1;Ann;U\r\n2;Bo;V",
            "unit\tCODE\t Name \rU\t1\tAnn\rV\t2\tBo\r",
            "name,shoe size,unit,code\nAnn,38,U,1\nBo,,V,2\n",
            "code,name,unit\n\"1\", \"Ann\" ,U\n2,Bo,\"V\"\n",
        ] {
            let (rows, faults) = read(text);
            assert_eq!((rows, faults), (want.clone(), Vec::new()), "{text:?}");
        }
    }

    #[test]
    fn marks_separators_and_new_lines_may_stand_in_quotation_marks() {
        let (rows, faults) =
            read("code,name,unit\n1,\"Ann \"\"Nan\"\", X\r\nY\",U\n2,Bo,V\n\n,,\n3,Cy,W\n");
        assert_eq!(
            rows,
            ["2: 1|Ann \"Nan\", X\r\nY|U", "4: 2|Bo|V", "7: 3|Cy|W"]
        );
        assert_eq!(faults, Vec::<String>::new());
    }

    #[test]
    fn broken_quotation_marks_cost_their_own_line_only() {
        let (rows, faults) =
            read("code,name,unit\n1,\"Ann,U\n2,\"Bo\",V\n3,\"Cy\"x,W\n4,Di,X\n5,\"Ed,Y\n6,Fi,Z\n");
        assert_eq!(rows, ["3: 2|Bo|V", "5: 4|Di|X", "7: 6|Fi|Z"]);
        assert_eq!(
            faults,
            ["2 TextAfterQuotes", "4 TextAfterQuotes", "6 UnclosedQuotes"]
        );
    }

    #[test]
    fn the_header_is_judged_as_a_whole() {
        assert_eq!(read("code,nam,unit\n1,Ann,U\n").1, ["1 MissingColumn"]);
        assert_eq!(
            read("code,name,code,unit\n1,Ann,2,U\n").1,
            ["1 DuplicateColumn"]
        );
        assert_eq!(read("code,level,name,parent,founded\n").1, ["0 OtherFile"]);
        assert_eq!(
            read("Dear Ann,\nI write, as you asked\n").1,
            ["0 NotATable"]
        );
        assert_eq!(read("\n\n").1, ["0 EmptyFile"]);
        assert_eq!(read("code,name,unit\n\n").1, ["0 NoRows"]);
    }

    #[test]
    fn a_row_of_the_wrong_width_is_named_and_the_others_stay() {
        let (rows, faults) = read("code,name,unit\n1,Ann\n2,Bo,V\n3,Cy,W,\n");
        assert_eq!(rows, ["3: 2|Bo|V"]);
        assert_eq!(faults, ["2 TooFewValues", "4 TooManyValues"]);
    }

    #[test]
    fn a_near_name_is_offered_for_a_missing_column() {
        let mut report = Report::default();
        assert!(Table::read(File::People, "code,naem,unit\n", &WANTED, &mut report).is_none());
        assert_eq!(
            report.problems[0].to_string(),
            "people.csv:1: there is no column `name`; rename `naem` to `name` if that is what it holds, or add the column"
        );
    }
}
