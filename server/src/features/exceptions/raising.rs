//! Laying something before the office, in the transaction of the fact.

use super::{ExceptionRecord, Raised};
use crate::{
    error::Result,
    features::door::Door,
    storage::{Meta, Reads, WriteTx},
};

/// Tells the phone that something does not go together, and asks the office where it has to decide.
/// What was asked for over HTTP was refused instead, and raises nothing.
pub fn raise<P>(tx: &mut WriteTx<'_, P>, door: &mut Door, raised: Raised) -> Result<()> {
    let Raised { kind, about, fact, plan, held } = raised;
    door.note(kind);
    let Some(pushed) = door.fact().filter(|_| kind.asks()) else { return Ok(()) };
    let exception = ExceptionRecord {
        id: tx.new_id().into(),
        kind,
        driver_id: tx.viewer().user_id(),
        about,
        fact,
        plan,
        claim: pushed.claim,
        held,
        resolved: None,
        meta: Meta::new(tx.now()),
    };
    tx.put(exception).map(drop)
}
