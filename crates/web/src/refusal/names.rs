//! People in a refusal: the kernel knows numbers, and whoever reads it names.

use kernel::PersonId;

/// The same text with a name for each `person 7` that has one.
pub(crate) fn named(text: &str, name: impl Fn(PersonId) -> Option<String>) -> String {
    let mut words: Vec<String> = Vec::new();
    for word in text.split(' ') {
        let digits = word.trim_end_matches(|it: char| !it.is_ascii_digit());
        let rest = word.strip_prefix(digits).unwrap_or_default();
        let number = digits.parse().ok().map(PersonId);
        let before = words
            .last()
            .is_some_and(|it| it == "person" || it == "Person");
        match number.filter(|_| before).and_then(&name) {
            Some(name) => {
                words.pop();
                words.push(format!("{name}{rest}"));
            }
            None => words.push(word.to_owned()),
        }
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_may_be_known_is_named_and_others_keep_their_number() {
        let name = |person: PersonId| (person.0 == 7).then(|| "Ana Marsh".to_owned());
        assert_eq!(
            named(
                "By the figures that is person 7, and person 8 is reported.",
                name
            ),
            "By the figures that is Ana Marsh, and person 8 is reported."
        );
        assert_eq!(named("A person of 7 years.", name), "A person of 7 years.");
    }
}
