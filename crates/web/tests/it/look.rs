//! What every page owes its reader, whatever it says: small, without script or
//! style of its own, labelled, and legible in light and dark.

use crate::samples;

/// Bytes of a page with its style and pictures.
const PAGE_BYTES_MOST: usize = 50_000;

fn pages() -> Vec<(&'static str, String)> {
    samples::pages(web::assets::style_address()).unwrap()
}

/// The tags of this name, each with its attributes.
fn tags<'a>(page: &'a str, name: &str) -> Vec<&'a str> {
    page.split('<')
        .filter_map(|rest| rest.split('>').next())
        .filter(|tag| tag.split([' ', '/']).next() == Some(name))
        .collect()
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split('"').next()
}

#[test]
fn a_page_with_its_style_is_small() {
    for (name, page) in pages() {
        let bytes = page.len() + web::assets::style().len() + web::assets::ICON.len();
        assert!(bytes < PAGE_BYTES_MOST, "{name}: {bytes} bytes");
    }
}

#[test]
fn a_page_brings_no_script_and_no_style_of_its_own() {
    for (name, page) in pages() {
        for refused in [
            "<script",
            "<style",
            " style=\"",
            " onclick",
            " onload",
            "javascript:",
        ] {
            assert!(!page.contains(refused), "{name}: {refused}");
        }
        assert!(!page.contains("=\"http"), "{name} leads elsewhere");
    }
}

#[test]
fn a_page_has_a_title_one_main_part_and_one_first_heading() {
    for (name, page) in pages() {
        assert_eq!(tags(&page, "h1").len(), 1, "{name}: headings");
        assert_eq!(tags(&page, "main").len(), 1, "{name}: main parts");
        assert!(page.contains("<html lang=\"en-GB\">"), "{name}: language");
        assert!(!page.contains("<title> "), "{name}: title");
    }
}

#[test]
fn headings_go_down_a_level_at_a_time() {
    for (name, page) in pages() {
        headings_in_order(name, &page);
    }
}

/// No heading stands more than one level below the one before it.
pub(crate) fn headings_in_order(name: &str, page: &str) {
    let mut before = 0;
    for rest in page.split("<h").skip(1) {
        let Some(level) = rest.chars().next().and_then(|it| it.to_digit(10)) else {
            continue;
        };
        assert!(level <= before + 1, "{name}: h{before}, then h{level}");
        before = level;
    }
    assert!(before > 0, "{name}: no heading");
}

#[test]
fn every_field_has_a_label() {
    for (name, page) in pages() {
        let fields = ["input", "select", "textarea"]
            .map(|kind| tags(&page, kind))
            .concat();
        for field in fields {
            let seen = attribute(field, "type") != Some("hidden") && !field.ends_with(" hidden");
            let labelled = match attribute(field, "id") {
                Some(id) => page.contains(&format!("<label for=\"{id}\"")),
                None => page.contains(&format!("<label><{field}")),
            };
            assert!(!seen || labelled, "{name}: {field}");
        }
    }
}

#[test]
fn what_an_attribute_points_at_is_on_the_page_once() {
    for (name, page) in pages() {
        let count = |id: &str| page.matches(&format!(" id=\"{id}\"")).count();
        for id in page
            .split(" id=\"")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap())
        {
            assert_eq!(count(id), 1, "{name}: {id}");
        }
        let pointed = ["href=\"#", "aria-describedby=\"", "fill=\"url(#"];
        for id in pointed.iter().flat_map(|start| page.split(start).skip(1)) {
            let id = id.split(['"', ')']).next().unwrap();
            assert_eq!(count(id), 1, "{name}: nothing is called {id}");
        }
    }
}

#[test]
fn every_form_that_changes_something_is_guarded() {
    for (name, page) in pages() {
        for form in page
            .split("<form ")
            .skip(1)
            .filter(|form| form.contains("method=\"post\""))
        {
            let form = form.split("</form>").next().unwrap();
            assert!(
                form.contains("name=\"token\"") && form.contains("name=\"key\""),
                "{name}: {form}"
            );
        }
    }
}

#[test]
fn a_made_up_organisation_says_so_on_every_page() {
    for (name, page) in pages() {
        assert!(page.contains("Made-up data"), "{name}");
    }
}

#[test]
fn what_people_wrote_is_never_markup() {
    let page = samples::named("<b>Eve</b> & \"co\"").unwrap();
    assert!(!page.contains("<b>Eve</b>"), "{page}");
}

/// The colours of the style sheet by name, in light or in dark.
fn colours(dark: bool) -> Vec<(String, [f64; 3])> {
    let blocks: Vec<&str> = web::assets::style().split(":root{").skip(1).collect();
    let block = blocks[usize::from(dark)].split('}').next().unwrap();
    block
        .split(';')
        .filter_map(|line| line.trim().strip_prefix("--")?.split_once(":#"))
        .map(|(name, hex)| {
            let wide: String = if hex.len() == 3 {
                hex.chars().flat_map(|it| [it, it]).collect()
            } else {
                hex.to_owned()
            };
            let part = |at: usize| {
                f64::from(u8::from_str_radix(wide.get(at..at + 2).unwrap(), 16).unwrap()) / 255.0
            };
            (name.to_owned(), [part(0), part(2), part(4)])
        })
        .collect()
}

/// Contrast of two colours as the accessibility guidelines reckon it.
fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let light = |colour: [f64; 3]| {
        let [red, green, blue] = colour.map(|it| {
            if it <= 0.04045 {
                it / 12.92
            } else {
                ((it + 0.055) / 1.055).powf(2.4)
            }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    };
    let (one, other) = (light(one), light(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn every_ink_reads_on_every_paper_in_light_and_dark() {
    for dark in [false, true] {
        let all = colours(dark);
        let colour = |name: &str| all.iter().find(|it| it.0 == name).unwrap().1;
        for paper in ["paper", "sheet"] {
            for (ink, least) in [
                ("ink", 7.0),
                ("soft", 5.5),
                ("accent", 7.0),
                ("inside", 4.5),
                ("near", 4.5),
                ("outside", 4.5),
            ] {
                let reached = contrast(colour(ink), colour(paper));
                assert!(
                    reached >= least,
                    "{ink} on {paper}, dark {dark}: {reached:.2}"
                );
            }
        }
        let reached = contrast(colour("on-accent"), colour("accent"));
        assert!(reached >= 4.5, "a button, dark {dark}: {reached:.2}");
        let reached = contrast(colour("edge"), colour("paper"));
        assert!(
            reached >= 3.0,
            "the edge of a field, dark {dark}: {reached:.2}"
        );
    }
}
