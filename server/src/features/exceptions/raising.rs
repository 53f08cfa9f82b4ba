//! Laying something before the office, in the transaction of the fact.

use furgo_shared::id::UserId;

use super::{ExceptionRecord, Raised};
use crate::{
    error::Result,
    features::door::{Claim, Door},
    storage::{Meta, Reads, WriteTx},
};

/// Tells the phone that something does not go together, and asks the office where it has to decide.
/// What was asked for over HTTP was refused instead, and raises nothing.
pub fn raise<P>(tx: &mut WriteTx<'_, P>, door: &mut Door, raised: Raised) -> Result<()> {
    door.note(raised.kind);
    let Some(pushed) = door.fact().filter(|_| raised.kind.asks()) else { return Ok(()) };
    let (driver, claim) = (tx.viewer().user_id(), Some(pushed.claim));
    write(tx, driver, claim, raised)
}

/// The same of what the program found by itself.
pub fn write<P>(
    tx: &mut WriteTx<'_, P>,
    driver_id: Option<UserId>,
    claim: Option<Claim>,
    raised: Raised,
) -> Result<()> {
    let Raised { kind, about, fact, plan, held } = raised;
    let exception = ExceptionRecord {
        id: tx.new_id().into(),
        kind,
        driver_id,
        about,
        fact,
        plan,
        claim,
        held,
        resolved: None,
        meta: Meta::new(tx.now()),
    };
    tx.put(exception).map(drop)
}
