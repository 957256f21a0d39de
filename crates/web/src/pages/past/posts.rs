//! From the record to the posts of a unit on a day: who held them, and who had.

use charter::PostId;
use kernel::UnitId;
use kernel::posts::Tenure;

use super::then::{Then, dated};
use super::{Part, PastPage, Row};
use crate::error::Failure;
use crate::frame::{Frame, Link};
use crate::listing::{Pager, address_of_page};
use crate::words::{day, listed};

/// Former holders on a page.
const ROWS: u64 = 25;

/// The posts as they stood.
pub(super) fn page(
    then: Then<'_>,
    id: UnitId,
    page: u64,
    frame: Frame,
) -> Result<PastPage, Failure> {
    then.view.unit(id)?;
    let row = |tenure: &Tenure, about: String| Row {
        title: Some(then.post_link(id, tenure.post)),
        who: then.person(tenure.person, id),
        about,
    };
    let held: Vec<Row> = then
        .state
        .holders_on(id, then.day)
        .map(|tenure| row(&tenure, format!("since {}", day(tenure.from))))
        .collect();
    let mut now = Part::new("Held on that day", held);
    if now.rows.is_empty() {
        now.note = Some("Nobody held a post in it.".to_owned());
    }
    let vacant = vacant(then, id);
    let said = match vacant.as_slice() {
        [] => Vec::new(),
        posts => vec![format!("Vacant on that day: {}.", listed(posts))],
    };
    let before: Vec<(Tenure, jiff::civil::Date)> = then
        .state
        .tenures_in(id)
        .filter_map(|tenure| Some((tenure, tenure.until?)))
        .filter(|(_, until)| *until <= then.day)
        .collect();
    let on = then.day.to_string();
    let address = format!("/units/{id}/posts");
    let words = ("former holder", "former holders");
    let pager = Pager::at(page, ROWS, before.len() as u64, words, &|page| {
        address_of_page(&address, &[("on", &on)], page)
    });
    let former = pager
        .rows(before)
        .map(|(tenure, until)| row(&tenure, format!("{} to {}", day(tenure.from), day(until))));
    let mut former = Part::new("Who held them before", former.collect());
    if former.rows.is_empty() {
        former.note = Some("Nobody is on record.".to_owned());
    } else {
        former.pager = Some(pager);
    }
    let name = then.unit_name(id);
    let frame = then.frame(frame, &address, "Posts");
    let mut path = then.path_to(id);
    path.push(Link::new(
        name.clone(),
        dated(&format!("/units/{id}"), then.day),
    ));
    Ok(PastPage {
        frame: Frame { path, ..frame },
        heading: "Posts".to_owned(),
        about: name,
        said,
        article: None,
        parts: vec![now, former],
        ways: Vec::new(),
    })
}

/// The posts that had fewer holders than the charter of the day asked for.
fn vacant(then: Then<'_>, id: UnitId) -> Vec<String> {
    let Some(unit) = then.state.unit_on(id, then.day) else {
        return Vec::new();
    };
    let posts = (0..).map(PostId).zip(&then.charter.posts);
    let asked = posts.filter(|(_, post)| post.levels.contains(&unit.level));
    let held = |post: PostId| {
        let holders = then.state.holders_on(id, then.day);
        holders.filter(|tenure| tenure.post == post).count()
    };
    asked
        .filter(|(id, post)| held(*id) < usize::from(post.least))
        .map(|(_, post)| post.title_on(then.day).to_owned())
        .collect()
}
