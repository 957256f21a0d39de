//! What can be done instead where two numbers are not made one person's.

use kernel::members::MergingRefusal;

pub(super) fn instead(reason: &MergingRefusal) -> Option<&'static str> {
    Some(match reason {
        MergingRefusal::SameNumber(_) => "Choose another number.",
        MergingRefusal::IsFormer { .. } => {
            "Use the number that stands for the person, or part the two again."
        }
        MergingRefusal::HasFormer(_) => "Let this number stand, and the other one go.",
        MergingRefusal::BothHoldPosts(..) => {
            "Have the posts of one of them laid down first, if they really are one person."
        }
        MergingRefusal::HoldsPost { .. } => {
            "Let this number stand and the other one go, or have the post laid down first."
        }
        MergingRefusal::HeldAtOnce { .. } => {
            "By the record these are two people. Correct it first where it is wrong."
        }
        MergingRefusal::OpenDues(_) => {
            "Have what is open paid, let off or struck first; what was charged twice is struck."
        }
        MergingRefusal::UnderWay(_) => "Have it decided or dropped first.",
        MergingRefusal::Sponsors(_) => "Have the signature taken back first.",
        MergingRefusal::Asks(_) => "Have the request answered or withdrawn first.",
        MergingRefusal::HasSeat { .. } => "Have the seat given up first.",
        MergingRefusal::PlaceGone(_) => {
            "The number stays a former one; whoever it was is admitted anew where they belong."
        }
        MergingRefusal::NotFormer(_) => "Look at the person's page: former numbers stand there.",
        MergingRefusal::Forgotten(_) => "Register them anew where they come back.",
    })
}
