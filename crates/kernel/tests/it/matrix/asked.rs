//! How each command is asked of a unit: what has to have happened before, and the
//! command itself. A line a command; those of a room stand in the room's file.

mod awards;
mod bodies;
mod bulletins;
mod conferences;
mod dues;
mod flow;
mod meetings;
mod members;
mod petitions;
mod posts;
mod procedures;
mod study;
mod units;
mod visits;

use kernel::charters::AdoptCharter;
use kernel::register::EnterRegister;
use kernel::{Actor, Command, PersonId, UnitId};

use super::organisation::Organisation;
use crate::fixture::World;

/// A command about a unit, in a world where the operator may give it.
pub(super) struct Sample {
    pub(super) world: World,
    pub(super) command: Command,
    /// Whether the operator, who may do everything, is not refused.
    pub(super) can_be_done: bool,
}

/// One asking: the unit it is about, and who will ask, who must stay what they are.
pub(super) struct Asking<'a> {
    organisation: &'a Organisation,
    unit: UnitId,
    actor: Actor,
    samples: Vec<Sample>,
}

/// The ways to ask it of the unit; none where nobody has said how.
#[expect(clippy::too_many_lines, reason = "a list, a line or a stanza a room")]
pub(super) fn samples(
    organisation: &Organisation,
    name: &str,
    unit: UnitId,
    actor: Actor,
) -> Option<Vec<Sample>> {
    let mut asking = Asking {
        organisation,
        unit,
        actor,
        samples: Vec::new(),
    };
    let it = &mut asking;
    match name {
        "found-unit" => units::found(it),
        "rename-unit" => units::rename(it),
        "move-unit" => units::move_under(it),
        "split-unit" => units::split(it),
        "merge-units" => units::merge(it),
        "form-committee" => units::form(it),
        "dissolve-unit" => units::dissolve(it),
        "strike-founding" => units::strike_founding(it),
        "strike-renaming" => units::strike_renaming(it),
        "strike-move" => units::strike_move(it),
        "strike-dissolution" => units::strike_dissolution(it),
        "register-person" => members::register(it),
        "admit-member" => members::admit(it),
        "promote-member" => members::promote(it),
        "strike-promotion" => members::strike_promotion(it),
        "strike-transfer" => members::strike_transfer(it),
        "transfer-member" => members::transfer(it),
        "leave" => members::leave(it),
        "merge-members" => members::merge(it),
        "part-members" => members::part(it),
        "take-up-post" => posts::take_up(it),
        "lay-down-post" => posts::lay_down(it),
        "record-election" => posts::elect(it),
        "confirm-holder" => posts::confirm(it, true),
        "refuse-confirmation" => posts::confirm(it, false),
        "hand-over-post" => posts::hand_over(it),
        "strike-election" => posts::strike(it),
        "withdraw-confirmation" => posts::withdraw(it),
        "strike-hand-over" => posts::strike_hand_over(it),
        "strike-post" => posts::strike_post(it),
        "strike-laying-down" => posts::strike_laying_down(it),
        "call-meeting" => meetings::call(it),
        "record-meeting" => meetings::record(it),
        "correct-meeting" => meetings::correct(it),
        "call-off-meeting" => meetings::call_off(it),
        "issue-directive" => flow::issue(it),
        "pass-on-directive" => flow::pass_on(it),
        "put-on-agenda" => flow::put_on_agenda(it),
        "take-off-agenda" => flow::take_off_agenda(it),
        "answer-directive" => flow::answer(it),
        "amend-directive" => flow::amend(it),
        "withdraw-directive" => flow::withdraw(it),
        "object-to-directive" => flow::object(it),
        "settle-objection" => flow::settle(it),
        "file-return" => flow::file(it),
        "correct-return" => flow::correct(it),
        "propose-award" => awards::propose(it),
        "decide-award" => awards::decide(it),
        "revoke-award" => awards::revoke(it),
        "call-conference" => conferences::call(it),
        "call-off-conference" => conferences::call_off(it),
        "elect-delegates" => conferences::elect(it),
        "strike-delegates" => conferences::strike(it),
        "replace-delegate" => conferences::replace(it),
        "check-in-delegate" => conferences::check_in(it),
        "strike-check-in" => conferences::strike_check_in(it),
        "list-conference-attendance" => conferences::list(it),
        "enter-conference-item" => conferences::enter(it),
        "strike-conference-item" => conferences::strike_item(it),
        "record-conference-vote" => conferences::vote(it),
        "strike-conference-vote" => conferences::strike_vote(it),
        "enter-body" => bodies::enter(it),
        "correct-body" => bodies::correct(it),
        "end-body" => bodies::end(it),
        "announce-session" => study::announce(it),
        "record-attendance" => study::record(it),
        "correct-attendance" => study::correct(it),
        "call-off-session" => study::call_off(it),
        "draft-bulletin" => bulletins::draft(it),
        "revise-bulletin" => bulletins::revise(it),
        "correct-bulletin" => bulletins::correct(it),
        "review-bulletin" => bulletins::review(it),
        "send-back-bulletin" => bulletins::send_back(it),
        "publish-bulletin" => bulletins::publish(it),
        "add-picture" => bulletins::add_picture(it),
        "remove-picture" => bulletins::remove_picture(it),
        "withdraw-bulletin" => bulletins::withdraw(it),
        "record-visit" => visits::record(it),
        "correct-visit" => visits::correct(it),
        "strike-visit" => visits::strike(it),
        "ask" => petitions::ask(it),
        "record-petition" => petitions::record(it),
        "pass-on-petition" => petitions::pass_on(it),
        "answer-petition" => petitions::answer(it),
        "correct-petition-answer" => petitions::correct(it),
        "withdraw-petition" => petitions::withdraw(it),
        "erase-petitions" => petitions::erase(it),
        "open-proceeding" => procedures::open(it),
        "sponsor-proceeding" => procedures::sponsor(it),
        "stop-sponsoring" => procedures::stop_sponsoring(it),
        "decide-step" => procedures::decide(it),
        "strike-decision" => procedures::strike(it),
        "drop-proceeding" => procedures::drop_it(it),
        "let-time-decide" => procedures::let_time_decide(it),
        "erase-applicants" => procedures::erase(it),
        "assess-dues" => dues::assess(it),
        "collect-dues" => dues::collect(it),
        "pay-dues" => dues::pay(it),
        "correct-payment" => dues::correct(it),
        "set-dues-band" => dues::band(it),
        "strike-dues-band" => dues::strike_band(it),
        "waive-dues" => dues::waive(it),
        "reckon-dues" => dues::reckon(it),
        "remit-dues" => dues::remit(it),
        "record-expense" => dues::spend(it),
        "strike-outlay" => dues::strike_outlay(it),
        "strike-charge" => dues::strike_charge(it),
        "restore-charge" => dues::restore_charge(it),
        "adopt-charter" => adopt(it),
        "enter-register" => it.ask(&[], Command::EnterRegister(EnterRegister::default())),
        "act" => units::act(it),
        _ => return None,
    }
    Some(asking.samples)
}

/// A charter is adopted for all: it is asked of the top.
fn adopt(it: &mut Asking<'_>) {
    if it.unit == it.organisation.top() {
        let command = Command::AdoptCharter(AdoptCharter {
            charter: it.world().charter.clone(),
            sha256: [2; 32],
            from: it.world().today,
        });
        it.ask(&[], command);
    }
}

impl Asking<'_> {
    fn world(&self) -> &World {
        &self.organisation.world
    }

    /// Adds a sample, after what the operator does before it. Where that cannot be
    /// done there is no sample.
    fn ask(&mut self, before: &[Command], command: Command) {
        let mut world = self.world().clone();
        for command in before {
            if world.try_to(Actor::Operator, command.clone()).is_err() {
                return;
            }
        }
        self.ask_in(world, command);
    }

    fn ask_in(&mut self, world: World, command: Command) {
        let can_be_done = world.ask(Actor::Operator, command.clone()).is_ok();
        self.samples.push(Sample {
            world,
            command,
            can_be_done,
        });
    }

    /// Everybody on the roll of a unit but whoever asks.
    fn others_of(&self, unit: UnitId) -> impl Iterator<Item = PersonId> + '_ {
        let roll = self.world().state.roll(unit);
        roll.filter(|person| Actor::Person(*person) != self.actor)
    }
}
