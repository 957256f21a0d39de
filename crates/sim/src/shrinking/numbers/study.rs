//! The numbers in commands about sessions of courses.

use kernel::study::StudyCommand;

use super::Renumbering;

impl Renumbering {
    pub(super) fn of_study(&self, command: &mut StudyCommand) {
        match command {
            StudyCommand::Announce(it) => it.unit = self.unit(it.unit),
            StudyCommand::Record(it) => self.each_person(&mut it.attended),
            StudyCommand::Correct(it) => self.each_person(&mut it.attended),
            StudyCommand::CallOff(_) => {}
        }
    }

    fn each_person(&self, people: &mut [kernel::PersonId]) {
        for person in people {
            *person = self.person(*person);
        }
    }
}
