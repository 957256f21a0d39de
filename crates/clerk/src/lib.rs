//! The one door: takes requests in order, decides, records, applies, answers.
