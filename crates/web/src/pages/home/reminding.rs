//! What one is reminded of, in words: that dues of one's own are past their day.

use kernel::due::Due as KernelDue;

use super::Due;
use crate::frame::Link;
use crate::view::View;
use crate::words::{capital, counted, day, due as due_words};

/// The step of the ladder, what is open and for how many times, in a fragment of a sentence.
pub(crate) fn reminder(view: View<'_>, (step, dues, open): (u8, u32, i64)) -> Option<String> {
    let rule = view.charter.dues.as_ref()?;
    let title = &rule.reminders.get(usize::from(step))?.title;
    let several = counted(u64::from(dues), "payment", "payments");
    let open = view.money(open);
    Some(format!(
        "{title}: {open} of {} is open, {several}",
        rule.title
    ))
}

/// The same as something that is due from the viewer.
pub(super) fn line(
    view: View<'_>,
    it: &KernelDue,
    (step, dues, open): (u8, u32, i64),
) -> Option<Due> {
    let rule = view.charter.dues.as_ref()?;
    let person = view.viewer.person()?;
    let row = rule.reminders.get(usize::from(step))?;
    let oldest = it
        .by
        .map(|by| format!("The oldest was due on {}.", day(by)));
    let next = rule.reminders.get(usize::from(step).saturating_add(1));
    let next = next.map(|next| {
        let after = counted(u64::from(next.after), "payment", "payments");
        format!("With {after} open comes: {}.", next.title)
    });
    let leads_to = row.leads_to.as_ref();
    let leads_to = leads_to.map(|words| format!("What may follow: {words}."));
    let way = format!("/people/{person}/dues");
    Some(Due {
        what: Link::new(capital(&reminder(view, (step, dues, open))?), way.clone()),
        when: it
            .by
            .map(|by| due_words(view.today, by))
            .unwrap_or_default(),
        late: true,
        details: oldest.into_iter().chain(next).chain(leads_to).collect(),
        act: Some(Link::new("See what you owe", way)),
        article: view.note(it.rule),
    })
}
