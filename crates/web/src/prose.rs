//! Markdown that people wrote, as HTML that cannot do harm: markup inside it is
//! shown as text, a link leads only to the web or within the site, and a heading
//! stands under that of the page.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

/// What stands behind the words of a link that leads nowhere it may.
const LEFT_OUT: &str = " (link left out)";

/// Markdown turned into HTML.
#[must_use]
pub fn html_of(markdown: &str) -> String {
    let mut left_out = Vec::new();
    let events = Parser::new_ext(markdown, Options::ENABLE_TABLES).map(|event| match event {
        Event::Html(raw) | Event::InlineHtml(raw) => Event::Text(raw),
        Event::Start(Tag::Link { ref dest_url, .. }) => {
            left_out.push(!harmless(dest_url));
            if harmless(dest_url) {
                event
            } else {
                Event::Text("".into())
            }
        }
        Event::End(TagEnd::Link) if left_out.pop() == Some(true) => Event::Text(LEFT_OUT.into()),
        // A picture would be loaded from elsewhere: only its text is kept.
        Event::Start(Tag::Image { .. }) => Event::Text("".into()),
        Event::End(TagEnd::Image) => Event::Text("".into()),
        Event::Start(Tag::Heading {
            level,
            id,
            classes,
            attrs,
        }) => Event::Start(Tag::Heading {
            level: one_lower(level),
            id,
            classes,
            attrs,
        }),
        Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(one_lower(level))),
        other => other,
    });
    let mut written = String::with_capacity(markdown.len() * 3 / 2);
    html::push_html(&mut written, events);
    written
}

/// The page has the one heading of the first level.
fn one_lower(level: HeadingLevel) -> HeadingLevel {
    HeadingLevel::try_from(level as usize + 1).unwrap_or(HeadingLevel::H6)
}

/// Whether a text has markup of pages in it, which readers will see as text.
pub(crate) fn has_markup(markdown: &str) -> bool {
    let mut events = Parser::new_ext(markdown, Options::ENABLE_TABLES);
    events.any(|event| matches!(event, Event::Html(_) | Event::InlineHtml(_)))
}

/// Whether a link leads to the web, to a mail, or within the site, and says so: browsers
/// read `//` and `/\` as the web, and pass over breaks and tabs on the way there.
fn harmless(address: &str) -> bool {
    let small = address.to_lowercase();
    let leads_out = ["https://", "http://", "mailto:"]
        .iter()
        .any(|start| small.starts_with(start));
    let is_plain = !address.contains(|it: char| it == '\\' || it.is_control());
    let leads_within =
        address.starts_with('#') || (address.starts_with('/') && !address.starts_with("//"));
    is_plain && (leads_out || leads_within)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_a_text_is_shown_and_not_obeyed() {
        let written = html_of("Hello <script>alert(1)</script> [here](javascript:alert(1))");
        assert!(!written.contains("<script>"), "{written}");
        assert!(!written.contains("javascript:"), "{written}");
        assert!(written.contains("&lt;script&gt;"), "{written}");
    }

    #[test]
    fn a_heading_stands_under_that_of_the_page() {
        let written = html_of("# One\n\n## Two\n\n###### Six");
        assert_eq!(written, "<h2>One</h2>\n<h3>Two</h3>\n<h6>Six</h6>\n");
    }

    #[test]
    fn no_way_of_writing_a_link_or_a_block_runs_anything() {
        for text in [
            "<javascript:alert(1)>",
            "[a](JaVaScRiPt:alert(1))",
            "[a](data:text/html;base64,PHNjcmlwdD4=)",
            "[a][b]\n\n[b]: vbscript:x",
            "<div onclick=\"alert(1)\">\nblock\n</div>",
            "a <img src=x onerror=alert(1)> b",
            "| a |\n|---|\n| <svg onload=alert(1)> |",
        ] {
            let written = html_of(text);
            for dangerous in [
                "<script",
                "<img",
                "<svg",
                "<div",
                "href=\"javascript",
                "href=\"data",
                "href=\"vbscript",
            ] {
                let small = written.to_lowercase();
                assert!(!small.contains(dangerous), "{text}: {written}");
            }
        }
        assert!(
            has_markup("a <b>b</b>") && has_markup("<div>\n") && !has_markup("a < b and **c**")
        );
    }

    #[test]
    fn a_link_leads_to_the_web_within_the_site_or_nowhere_and_says_so() {
        for text in [
            "[a](//evil.example)",
            "[a](/\\evil.example)",
            "[a](</\\\\evil.example>)",
            "[a](&#9;//evil.example)",
            "[a](/&#9;/evil.example)",
            "[a](ftp://evil.example)",
            "[a](data:text/html,b)",
            "[a](evil.example)",
        ] {
            let written = html_of(text);
            assert_eq!(written, "<p>a (link left out)</p>\n", "{text}");
        }
        for (text, leads) in [
            ("[a](https://example.org)", "https://example.org"),
            ("[a](HTTP://example.org)", "HTTP://example.org"),
            ("[a](mailto:a@example.org)", "mailto:a@example.org"),
            ("[a](/bulletins?tag=b)", "/bulletins?tag=b"),
            ("[a](#b)", "#b"),
        ] {
            let written = html_of(text);
            assert!(written.contains(&format!("href=\"{leads}\"")), "{written}");
        }
        let within = html_of("[a **b** [c](//d)](/e) [f](//g)");
        assert!(within.contains("(link left out)"), "{within}");
    }

    #[test]
    fn a_picture_leaves_its_text() {
        let written = html_of("![a map](https://example.org/map.png)");
        assert!(!written.contains("<img"), "{written}");
        assert!(written.contains("a map"), "{written}");
    }
}
