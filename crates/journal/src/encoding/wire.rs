//! The forms of version 1. They are frozen: a changed event gets a new
//! version beside the old one, and the old one is read for ever.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// What every form begins with, and all that is read to tell them apart.
#[derive(Deserialize)]
pub(super) struct Envelope<'a> {
    pub v: u8,
    #[serde(borrow)]
    pub event: Cow<'a, str>,
}

macro_rules! forms {
    ($($form:ident = $event:literal { $($(#[$attribute:meta])* $field:ident: $kind:ty,)* })+) => {
        $(
            #[derive(Serialize, Deserialize)]
            #[serde(deny_unknown_fields)]
            pub(super) struct $form<'a> {
                pub v: u8,
                #[serde(borrow)]
                pub event: Cow<'a, str>,
                $($(#[$attribute])* pub $field: $kind,)*
            }

            impl $form<'_> {
                pub(super) const EVENT: &'static str = $event;
            }
        )+
    };
}

forms! {
    CharterAdopted = "charter-adopted" {
        charter: Cow<'a, str>,
        from: Cow<'a, str>,
    }
    UnitFounded = "unit-founded" {
        unit: u32,
        code: Cow<'a, str>,
        level: Cow<'a, str>,
        name: Cow<'a, str>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        parent: Option<u32>,
        on: Cow<'a, str>,
    }
    UnitRenamed = "unit-renamed" {
        unit: u32,
        name: Cow<'a, str>,
        on: Cow<'a, str>,
    }
    UnitMoved = "unit-moved" {
        unit: u32,
        parent: u32,
        on: Cow<'a, str>,
    }
    UnitLevelChanged = "unit-level-changed" {
        unit: u32,
        level: Cow<'a, str>,
        on: Cow<'a, str>,
    }
    UnitDescended = "unit-descended" {
        from: u32,
        to: u32,
        how: Cow<'a, str>,
        on: Cow<'a, str>,
    }
    UnitDissolved = "unit-dissolved" {
        unit: u32,
        on: Cow<'a, str>,
    }
    PersonRegistered = "person-registered" {
        person: u32,
    }
    MemberAdmitted = "member-admitted" {
        person: u32,
        unit: u32,
        grade: Cow<'a, str>,
        on: Cow<'a, str>,
    }
    FoundingCorrected = "founding-corrected" {
        unit: u32,
        on: Cow<'a, str>,
    }
    JoiningCorrected = "joining-corrected" {
        person: u32,
        unit: u32,
        on: Cow<'a, str>,
    }
    MemberPromoted = "member-promoted" {
        person: u32,
        unit: u32,
        grade: Cow<'a, str>,
        on: Cow<'a, str>,
    }
    MemberTransferred = "member-transferred" {
        person: u32,
        from: u32,
        to: u32,
        on: Cow<'a, str>,
    }
    MemberLeft = "member-left" {
        person: u32,
        unit: u32,
        on: Cow<'a, str>,
    }
    PostTakenUp = "post-taken-up" {
        person: u32,
        unit: u32,
        post: Cow<'a, str>,
        on: Cow<'a, str>,
    }
    PostLaidDown = "post-laid-down" {
        person: u32,
        unit: u32,
        post: Cow<'a, str>,
        on: Cow<'a, str>,
    }
    MeetingCalled = "meeting-called" {
        meeting: u32,
        unit: u32,
        kind: Cow<'a, str>,
        on: Cow<'a, str>,
    }
    MeetingRecorded = "meeting-recorded" {
        meeting: u32,
        record: Record<'a>,
    }
    MeetingCorrected = "meeting-corrected" {
        meeting: u32,
        reason: Document<'a>,
        record: Record<'a>,
    }
}

/// The record of a meeting.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Record<'a> {
    pub unit: u32,
    #[serde(borrow)]
    pub kind: Cow<'a, str>,
    pub on: Cow<'a, str>,
    pub expected: u32,
    pub entitled: u32,
    pub voting: u32,
    pub absent: Vec<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needed: Option<u32>,
    pub resolutions: Vec<Document<'a>>,
}

/// A text, by its number and fingerprint.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Document<'a> {
    pub document: u32,
    #[serde(borrow)]
    pub fingerprint: Cow<'a, str>,
}
