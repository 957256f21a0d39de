//! Lists as files for a spreadsheet: CSV and XLSX from the same rows.
//!
//! A list gets both in one line each: its handler takes a [`Format`], fills a
//! [`Sheet`] and answers with [`Sheet::file`]; the router names the handler
//! with `.sheets("/units.csv", "/units.xlsx", …)`; its pager carries
//! [`Exports::of`] the list's own address.
//!
//! A workbook is made in memory: its crate would write what does not fit there
//! to a temporary file, and no plain name belongs on a disk. So it holds fewer
//! rows than a CSV, and says so.

use std::fmt::Write as _;

use askama::Template;
use askama::filters::HtmlSafe;
use axum::extract::FromRequestParts;
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rust_xlsxwriter::{Format as Look, Workbook, Worksheet, XlsxError};

use crate::error::Failure;
use crate::words::figure;

/// Rows of a CSV at the most.
const CSV_ROWS_MAX: u64 = 1_000_000;
/// Rows of a workbook at the most.
const XLSX_ROWS_MAX: u64 = 100_000;
/// Whole numbers up to here are exact in a spreadsheet; larger ones are written as texts.
const EXACT_MAX: u64 = 1 << 53;

/// The kind of file that is asked for, as the end of the address says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// Values separated by commas.
    Csv,
    /// A workbook.
    Xlsx,
}

impl<S: Sync> FromRequestParts<S> for Format {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Format, Failure> {
        let mut asked = parts.uri.query().unwrap_or_default().split('&');
        if asked.any(|it| it.starts_with("on=") && it != "on=") {
            return Err(Failure::Denied(
                "a file has the rows of today and not those of a past day: leave out `on`"
                    .to_owned(),
            ));
        }
        Ok(Format::of(parts.uri.path()))
    }
}

impl Format {
    /// The kind that an address ends in.
    pub(crate) fn of(path: &str) -> Format {
        if path.ends_with(".xlsx") {
            Format::Xlsx
        } else {
            Format::Csv
        }
    }

    fn ending(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::Xlsx => "xlsx",
        }
    }

    fn rows_max(self) -> u64 {
        match self {
            Format::Csv => CSV_ROWS_MAX,
            Format::Xlsx => XLSX_ROWS_MAX,
        }
    }

    fn media_type(self) -> &'static str {
        match self {
            Format::Csv => "text/csv; charset=utf-8",
            Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

/// The two files of a list, as links beside it.
#[derive(Clone, Debug, Template)]
#[template(
    ext = "html",
    source = r#"<span class="export">Export: <a href="{{ csv }}">CSV</a> <a href="{{ xlsx }}">XLSX</a></span>"#
)]
pub struct Exports {
    /// Address of the CSV.
    pub csv: String,
    /// Address of the workbook.
    pub xlsx: String,
}

impl HtmlSafe for Exports {}

impl Exports {
    /// The exports of the list at an address, with what it asks for.
    pub(crate) fn of(list: &str) -> Exports {
        let list = list.split('#').next().unwrap_or_default();
        let (path, asked) = list.split_at(list.find('?').unwrap_or(list.len()));
        Exports {
            csv: format!("{path}.csv{asked}"),
            xlsx: format!("{path}.xlsx{asked}"),
        }
    }
}

/// One field of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Field {
    /// Nothing.
    Empty,
    /// Words.
    Text(String),
    /// A whole number.
    Number(i64),
    /// A number with so many digits after the point, as of money.
    Amount(i64, u8),
    /// A day.
    Day(Date),
    /// A moment.
    Moment(Timestamp),
}

impl From<&str> for Field {
    fn from(text: &str) -> Field {
        Field::Text(text.to_owned())
    }
}

impl From<&String> for Field {
    fn from(text: &String) -> Field {
        Field::Text(text.clone())
    }
}

impl From<String> for Field {
    fn from(text: String) -> Field {
        Field::Text(text)
    }
}

impl From<u32> for Field {
    fn from(number: u32) -> Field {
        Field::Number(i64::from(number))
    }
}

impl From<u64> for Field {
    fn from(number: u64) -> Field {
        Field::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<i64> for Field {
    fn from(number: i64) -> Field {
        Field::Number(number)
    }
}

impl From<Date> for Field {
    fn from(day: Date) -> Field {
        Field::Day(day)
    }
}

impl From<Timestamp> for Field {
    fn from(moment: Timestamp) -> Field {
        Field::Moment(moment)
    }
}

impl<T: Into<Field>> From<Option<T>> for Field {
    fn from(there: Option<T>) -> Field {
        there.map_or(Field::Empty, Into::into)
    }
}

/// A list that is being written as a file.
pub(crate) struct Sheet {
    format: Format,
    out: Out,
    rows: u64,
}

enum Out {
    Text(String),
    Book(Box<Book>),
    Failed(XlsxError),
}

struct Book {
    sheet: Worksheet,
    day: Look,
    moment: Look,
}

impl Sheet {
    /// A file of this kind with these heads.
    pub(crate) fn new(format: Format, heads: &[&str]) -> Sheet {
        let out = match format {
            Format::Csv => {
                let mut text = String::new();
                write_line(&mut text, heads.iter().map(|head| Field::from(*head)));
                Out::Text(text)
            }
            Format::Xlsx => {
                Book::new(heads).map_or_else(Out::Failed, |book| Out::Book(book.into()))
            }
        };
        Sheet {
            format,
            out,
            rows: 0,
        }
    }

    /// Writes a row. Those that are too many are counted and no more.
    pub(crate) fn row(&mut self, fields: impl IntoIterator<Item = Field>) {
        self.rows = self.rows.saturating_add(1);
        if self.rows > self.format.rows_max() {
            return;
        }
        match &mut self.out {
            Out::Text(text) => write_line(text, fields),
            Out::Book(book) => {
                if let Err(error) = book.write(self.rows, fields) {
                    self.out = Out::Failed(error);
                }
            }
            Out::Failed(_) => {}
        }
    }

    /// The file, of this name without its ending.
    ///
    /// # Errors
    /// When it has more rows than such a file holds, with what to do instead.
    pub(crate) fn file(self, name: &str) -> Result<Response, Failure> {
        let most = self.format.rows_max();
        if self.rows > most {
            let instead = match self.format {
                Format::Csv => "search or filter it first, or take `charterhouse export`",
                Format::Xlsx => "search or filter it first, or take the CSV, which holds more",
            };
            return Err(Failure::Denied(format!(
                "the list has {} rows, and such a file holds {} at the most: {instead}",
                figure(self.rows),
                figure(most),
            )));
        }
        let mut response = match self.out {
            Out::Text(text) => text.into_response(),
            Out::Book(book) => book
                .bytes()
                .map_err(|error| Failure::broken("writing a workbook", &error))?
                .into_response(),
            Out::Failed(error) => return Err(Failure::broken("writing a workbook", &error)),
        };
        let headers = response.headers_mut();
        let media_type = HeaderValue::from_static(self.format.media_type());
        headers.insert(CONTENT_TYPE, media_type);
        let disposition = format!("attachment; filename=\"{name}.{}\"", self.format.ending());
        if let Ok(disposition) = HeaderValue::try_from(disposition) {
            headers.insert(CONTENT_DISPOSITION, disposition);
        }
        Ok(response)
    }
}

impl Book {
    fn new(heads: &[&str]) -> Result<Book, XlsxError> {
        let mut sheet = Worksheet::new();
        let bold = Look::new().set_bold();
        for (column, head) in (0..).zip(heads) {
            sheet.write_string_with_format(0, column, *head, &bold)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        Ok(Book {
            sheet,
            day: Look::new().set_num_format("yyyy-mm-dd"),
            moment: Look::new().set_num_format("yyyy-mm-dd hh:mm:ss \"UTC\""),
        })
    }

    fn write(
        &mut self,
        row: u64,
        fields: impl IntoIterator<Item = Field>,
    ) -> Result<(), XlsxError> {
        let row = u32::try_from(row).map_err(|_| XlsxError::RowColumnLimitError)?;
        let sheet = &mut self.sheet;
        for (column, field) in (0..).zip(fields) {
            match field {
                Field::Empty => {}
                Field::Text(text) => {
                    sheet.write_string(row, column, disarmed(text))?;
                }
                Field::Number(number) | Field::Amount(number, _)
                    if number.unsigned_abs() > EXACT_MAX =>
                {
                    sheet.write_string(row, column, written(&field))?;
                }
                Field::Number(number) => {
                    sheet.write_number(row, column, number as f64)?;
                }
                Field::Amount(minor, digits) => {
                    let look = Look::new().set_num_format(match digits {
                        0 => "0".to_owned(),
                        digits => format!("0.{}", "0".repeat(usize::from(digits))),
                    });
                    let amount = minor as f64 / 10_f64.powi(i32::from(digits));
                    sheet.write_number_with_format(row, column, amount, &look)?;
                }
                Field::Day(day) => {
                    sheet.write_datetime_with_format(row, column, day, &self.day)?;
                }
                Field::Moment(moment) => {
                    let there = moment.to_zoned(TimeZone::UTC).datetime();
                    sheet.write_datetime_with_format(row, column, there, &self.moment)?;
                }
            }
        }
        Ok(())
    }

    fn bytes(mut self) -> Result<Vec<u8>, XlsxError> {
        self.sheet.autofit();
        let mut book = Workbook::new();
        book.push_worksheet(self.sheet);
        book.save_to_buffer()
    }
}

fn write_line(text: &mut String, fields: impl IntoIterator<Item = Field>) {
    for (at, field) in fields.into_iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        let field = match field {
            Field::Text(words) => disarmed(words),
            field => written(&field),
        };
        if field.contains(['"', ',', ';', '\t', '\n', '\r']) {
            text.push('"');
            text.push_str(&field.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(&field);
        }
    }
    text.push_str("\r\n");
}

/// A text with an apostrophe before what a spreadsheet would run. A workbook marks
/// texts as texts; there it is for whoever saves it as CSV and opens that.
fn disarmed(text: String) -> String {
    let runs = |start: char| "=+-@＝＋－＠".contains(start);
    let dangerous = text.starts_with(['\t', '\r', '\n']) || text.trim_start().starts_with(runs);
    if dangerous { format!("'{text}") } else { text }
}

/// A field in plain characters.
#[must_use]
pub fn written(field: &Field) -> String {
    match field {
        Field::Empty => String::new(),
        Field::Text(text) => text.clone(),
        Field::Number(number) => number.to_string(),
        Field::Amount(minor, 0) => minor.to_string(),
        Field::Amount(minor, digits) => {
            let unit = 10_u64.saturating_pow(u32::from(*digits));
            let (whole, rest) = (minor.unsigned_abs() / unit, minor.unsigned_abs() % unit);
            let mut text = String::from(if *minor < 0 { "-" } else { "" });
            // Writing to a string cannot fail.
            _ = write!(text, "{whole}.{rest:0width$}", width = usize::from(*digits));
            text
        }
        Field::Day(day) => day.to_string(),
        Field::Moment(moment) => moment.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use calamine::{Data, Reader as _, Xlsx};
    use jiff::civil::date;

    use super::*;

    const RUN: [&str; 12] = [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\rx",
        "\nx",
        "\u{a0}=1",
        " =1",
        "＝1+1",
        "＠x",
        "=HYPERLINK(\"a\",\"b\")",
    ];

    async fn bytes(sheet: Sheet) -> Vec<u8> {
        let response = sheet.file("list").unwrap();
        let body = axum::body::to_bytes(response.into_body(), usize::MAX).await;
        body.unwrap().to_vec()
    }

    async fn text(sheet: Sheet) -> String {
        String::from_utf8(bytes(sheet).await).unwrap()
    }

    /// The fields beneath the heads, read by a reader of somebody else's.
    async fn fields(sheet: Sheet) -> Vec<Vec<Data>> {
        let bytes = bytes(sheet).await;
        let mut book: Xlsx<_> =
            calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
        let range = book.worksheet_range_at(0).unwrap().unwrap();
        assert!(book.worksheet_formula("Sheet1").unwrap().is_empty());
        range.rows().skip(1).map(<[Data]>::to_vec).collect()
    }

    #[tokio::test]
    async fn a_formula_is_a_text_in_both() {
        for formula in RUN {
            let mut csv = Sheet::new(Format::Csv, &["a"]);
            csv.row([formula.into()]);
            let csv = text(csv).await;
            let field = csv.strip_prefix("a\r\n").unwrap();
            assert!(field.trim_start_matches('"').starts_with('\''), "{csv:?}");
            let mut book = Sheet::new(Format::Xlsx, &["a"]);
            book.row([formula.into()]);
            let fields = fields(book).await;
            let Data::String(text) = &fields[0][0] else {
                panic!("{fields:?}")
            };
            assert!(text.starts_with('\''), "{text:?}");
        }
    }

    #[tokio::test]
    async fn a_field_is_quoted_where_it_must_be() {
        let mut table = Sheet::new(Format::Csv, &["a", "b", "c"]);
        table.row(["Marsh, Ana".into(), "says \"no\"".into(), "1;2".into()]);
        let told = "a,b,c\r\n\"Marsh, Ana\",\"says \"\"no\"\"\",\"1;2\"\r\n";
        assert_eq!(text(table).await, told);
    }

    fn of_every_kind(format: Format) -> Sheet {
        let mut sheet = Sheet::new(format, &["a", "b", "c", "d", "e", "f", "g"]);
        sheet.row([
            Field::Number(-7),
            Field::Amount(-1205, 2),
            Field::Day(date(2026, 11, 23)),
            Field::Moment("2026-11-23T10:20:30Z".parse().unwrap()),
            Field::from(None::<u32>),
            "nine".into(),
            Field::Number(i64::MAX),
        ]);
        sheet
    }

    #[tokio::test]
    async fn numbers_are_numbers_and_dates_are_dates() {
        assert_eq!(
            text(of_every_kind(Format::Csv)).await.lines().nth(1),
            Some("-7,-12.05,2026-11-23,2026-11-23T10:20:30Z,,nine,9223372036854775807")
        );
        let rows = fields(of_every_kind(Format::Xlsx)).await;
        let row = &rows[0];
        assert_eq!(
            (&row[0], &row[1]),
            (&Data::Float(-7.0), &Data::Float(-12.05))
        );
        let day = |field: &Data| match field {
            Data::DateTime(at) => at.to_ymd_hms_milli(),
            other => panic!("{other:?}"),
        };
        assert_eq!(day(&row[2]), (2026, 11, 23, 0, 0, 0, 0));
        assert_eq!(day(&row[3]), (2026, 11, 23, 10, 20, 30, 0));
        assert_eq!(row[4], Data::Empty);
        assert_eq!(row[5], Data::String("nine".to_owned()));
        // A spreadsheet would round it.
        assert_eq!(row[6], Data::String(i64::MAX.to_string()));
    }

    #[test]
    fn too_many_rows_are_refused_with_what_to_do_instead() {
        let mut sheet = Sheet::new(Format::Xlsx, &["a"]);
        for number in 0..=XLSX_ROWS_MAX {
            sheet.row([number.into()]);
        }
        match sheet.file("list") {
            Err(Failure::Denied(why)) => {
                assert!(
                    why.contains("100,001 rows") && why.contains("take the CSV"),
                    "{why}"
                );
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_exports_of_a_list_are_narrowed_as_it_is() {
        let exports = Exports::of("/people?unit=3&q=a.csv#roll");
        assert_eq!(exports.csv, "/people.csv?unit=3&q=a.csv");
        assert_eq!(exports.xlsx, "/people.xlsx?unit=3&q=a.csv");
    }
}
