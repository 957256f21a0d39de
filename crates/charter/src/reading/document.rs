//! The Markdown side: front matter, articles, and the fenced blocks under them.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::value::Marked;
use crate::problem::{Problems, nearest};

/// A document taken apart.
#[derive(Debug, Default)]
pub(super) struct Document {
    /// The stretch between the two `+++` lines.
    pub(super) front: Option<Range<usize>>,
    pub(super) articles: Vec<ArticleText>,
    pub(super) blocks: Vec<Block>,
}

/// An article as it stands in the document.
#[derive(Debug)]
pub(super) struct ArticleText {
    pub(super) number: Marked<String>,
    pub(super) title: String,
    /// From the end of its heading to the start of the next.
    body: Range<usize>,
    /// Blocks inside that the program reads and a reader of the text does not.
    holes: Vec<Range<usize>>,
}

impl ArticleText {
    /// The article's Markdown without rule and case blocks.
    pub(super) fn text(&self, document: &str) -> String {
        let mut out = String::new();
        let mut from = self.body.start;
        for hole in &self.holes {
            out.push_str(
                document
                    .get(from..hole.start)
                    .unwrap_or_default()
                    .trim_end(),
            );
            out.push_str("\n\n");
            from = hole.end;
        }
        out.push_str(document.get(from..self.body.end).unwrap_or_default());
        let mut lines: Vec<&str> = Vec::new();
        for line in out.lines() {
            let doubled =
                line.trim().is_empty() && lines.last().is_none_or(|last| last.trim().is_empty());
            if !doubled {
                lines.push(line.trim_end());
            }
        }
        lines.join("\n").trim().to_owned()
    }
}

/// A fenced block that the program reads.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) kind: BlockKind,
    /// Position of its article.
    pub(super) article: usize,
    /// What stands after the kind on the opening line.
    pub(super) info: Marked<String>,
    /// The content between the fences.
    pub(super) body: Range<usize>,
    /// The whole block with its fences.
    pub(super) whole: Range<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BlockKind {
    Rule,
    Case,
}

/// Takes a document apart.
pub(super) fn take_apart(text: &str, problems: &mut Problems) -> Document {
    let (front, start) = front_matter(text, problems);
    let mut document = Document {
        front,
        ..Document::default()
    };
    let body = text.get(start..).unwrap_or_default();
    let mut depth = 0_usize;
    let mut heading: Option<(HeadingLevel, Range<usize>, String)> = None;
    for (event, span) in Parser::new_ext(body, Options::ENABLE_TABLES).into_offset_iter() {
        let span = span.start + start..span.end + start;
        match event {
            Event::Start(Tag::Heading { level, .. }) if depth == 0 => {
                heading = Some((level, span, String::new()));
                depth += 1;
            }
            Event::End(TagEnd::Heading(_)) => {
                depth = depth.saturating_sub(1);
                if let Some((level, span, title)) = heading.take() {
                    document.enter(level, &span, title.trim(), problems);
                }
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                document.block(text, &info, &span, depth, problems);
                depth += 1;
            }
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::Text(words) | Event::Code(words) => {
                if let Some((_, _, title)) = &mut heading {
                    title.push_str(&words);
                }
            }
            Event::SoftBreak
            | Event::HardBreak
            | Event::Rule
            | Event::Html(_)
            | Event::InlineHtml(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {}
        }
    }
    document.close(text.len());
    document
        .articles
        .retain(|article| !article.number.value.is_empty());
    document
}

/// The span of the front matter, and where the document proper begins.
fn front_matter(text: &str, problems: &mut Problems) -> (Option<Range<usize>>, usize) {
    let skipped = text.len() - text.trim_start_matches('\u{feff}').len();
    let rest = text.get(skipped..).unwrap_or_default();
    let mut at = skipped;
    let mut opened = None;
    for line in rest.split_inclusive('\n') {
        let fence = line.trim_end() == "+++";
        match opened {
            None if fence => opened = Some(at + line.len()),
            None => break,
            Some(from) if fence => return (Some(from..at), at + line.len()),
            Some(_) => {}
        }
        at += line.len();
    }
    let first_line = skipped..skipped + rest.lines().next().unwrap_or_default().len();
    if opened.is_some() {
        problems.note(
            &first_line,
            "the front matter does not end",
            "begins here",
            "close it with a line `+++`",
        );
        (None, text.len())
    } else {
        problems.note(
            &first_line,
            "the document has no front matter",
            "it has to begin with `+++`",
            "begin with `+++`, then `charter`, `title`, `edition` and the sources, then `+++`",
        );
        (None, skipped)
    }
}

impl Document {
    /// A heading begins an article, or ends the one before it.
    fn enter(
        &mut self,
        level: HeadingLevel,
        span: &Range<usize>,
        title: &str,
        problems: &mut Problems,
    ) {
        if level > HeadingLevel::H2 {
            return;
        }
        self.close(span.start);
        let mut article = ArticleText {
            number: Marked::new(String::new(), span.clone()),
            title: String::new(),
            body: span.end..span.end,
            holes: Vec::new(),
        };
        let called = title
            .strip_prefix("Article")
            .filter(|_| level == HeadingLevel::H2);
        if let Some(rest) = called {
            match rest.split_once('.') {
                Some((number, name)) if is_number(number.trim()) && !name.trim().is_empty() => {
                    article.number.value = number.trim().to_owned();
                    article.title = name.trim().to_owned();
                }
                _ => problems.note(
                    span,
                    "an article needs a number and a title",
                    "",
                    "write it as `## Article 4. The title` or `## Article 4a. The title`",
                ),
            }
        }
        let twice = self.articles.iter().any(|other| {
            !other.number.value.is_empty() && other.number.value == article.number.value
        });
        if twice {
            problems.note(
                span,
                format!("two articles have the number {}", article.number.value),
                "used before",
                "give it a number of its own, with a letter if need be: `4a`",
            );
        }
        self.articles.push(article);
    }

    /// The running article ends here.
    fn close(&mut self, at: usize) {
        if let Some(article) = self.articles.last_mut() {
            article.body.end = at;
        }
    }

    fn block(
        &mut self,
        text: &str,
        info: &str,
        span: &Range<usize>,
        depth: usize,
        problems: &mut Problems,
    ) {
        let (word, rest) = info
            .trim()
            .split_once(char::is_whitespace)
            .unwrap_or((info.trim(), ""));
        let source = text.get(span.clone()).unwrap_or_default();
        let opening = source.lines().next().unwrap_or_default();
        let first = span.start..span.start + opening.len();
        let Some(kind) = kind_of(word, &first, problems) else {
            return;
        };
        if depth > 0 {
            let help = "move it to the margin, out of the list or quotation";
            problems.note(
                &first,
                format!("a {word} block inside another block is not read"),
                "indented",
                help,
            );
            return;
        }
        let Some(body) = between_fences(source) else {
            problems.note(
                &first,
                format!("this {word} block does not end"),
                "begins here",
                "close it with ```",
            );
            return;
        };
        let articles = self
            .articles
            .iter()
            .filter(|article| !article.number.value.is_empty());
        let numbered = articles.count();
        let under = self
            .articles
            .last_mut()
            .filter(|article| !article.number.value.is_empty());
        let Some(article) = under else {
            let help = "put it under a heading such as `## Article 1. The title`";
            problems.note(
                &first,
                format!("this {word} block stands under no article"),
                "",
                help,
            );
            return;
        };
        article.holes.push(span.clone());
        let info_at = first.start + opening.rfind(rest).unwrap_or(opening.len());
        self.blocks.push(Block {
            kind,
            article: numbered.saturating_sub(1),
            info: Marked::new(rest.trim().to_owned(), info_at..info_at + rest.len()),
            body: span.start + body.start..span.start + body.end,
            whole: span.clone(),
        });
    }
}

/// The kind of a fenced block; none for what the program does not read.
fn kind_of(word: &str, at: &Range<usize>, problems: &mut Problems) -> Option<BlockKind> {
    match word {
        "rule" => return Some(BlockKind::Rule),
        "case" => return Some(BlockKind::Case),
        _ => {}
    }
    if let Some(guess) = nearest(word, ["rule", "case"]) {
        let help = format!("did you mean `{guess}`?");
        problems.note(
            at,
            format!("`{word}` is no kind of block"),
            "not read",
            help,
        );
    }
    None
}

/// What stands between the opening and the closing fence; none where nothing closes.
fn between_fences(source: &str) -> Option<Range<usize>> {
    let source = source.trim_end();
    let start = source.find('\n')? + 1;
    let end = source.rfind('\n')? + 1;
    let closing = source.get(end..)?.trim();
    let fence = |mark: char| closing.len() >= 3 && closing.chars().all(|letter| letter == mark);
    (fence('`') || fence('~')).then_some(start..end)
}

/// Digits, then perhaps one letter.
fn is_number(text: &str) -> bool {
    let digits = text.trim_end_matches(|letter: char| letter.is_ascii_lowercase());
    !digits.is_empty()
        && digits.chars().all(|letter| letter.is_ascii_digit())
        && text.len() - digits.len() <= 1
}
