//! What a write of a record changes in its catalogue, in the same transaction.

use uuid::Uuid;

use super::{Entry, NUMBER, WAITING, key, number_of, postings, sheet};
use crate::{engine::Overlay, engine::Space, error::Result};

/// Keeps the catalogue in step with a record that was `old` and becomes `new`.
pub(crate) fn keep(
    data: &mut Overlay<'_>,
    space: Space,
    id: Uuid,
    old: Option<&Entry>,
    new: Option<&Entry>,
) -> Result<()> {
    match (old, new) {
        (None, Some(_)) => data.put(space, key(WAITING, id.as_bytes()), Vec::new()),
        (Some(old), Some(new)) if old != new => {
            // One that waits, or was never catalogued, is read as it is then.
            if let Some(number) = number_of(data, space, id)? {
                correct(data, space, (id, number), old, new)?;
            }
        }
        (Some(old), None) => {
            data.delete(space, key(WAITING, id.as_bytes()));
            if let Some(number) = number_of(data, space, id)? {
                data.delete(space, key(NUMBER, id.as_bytes()));
                sheet::write_facts(data, space, number, None)?;
                sheet::write_title(data, space, number, None)?;
                postings::change(data, space, number, old.words.iter(), std::iter::empty())?;
            }
        }
        (None, None) | (Some(_), Some(_)) => {}
    }
    Ok(())
}

fn correct(
    data: &mut Overlay<'_>,
    space: Space,
    (id, number): (Uuid, u32),
    old: &Entry,
    new: &Entry,
) -> Result<()> {
    if old.facts != new.facts {
        sheet::write_facts(data, space, number, Some((id, new)))?;
    }
    if old.title != new.title {
        sheet::write_title(data, space, number, Some(&new.title))?;
    }
    let gone = old.words.without(&new.words);
    let come = new.words.without(&old.words);
    postings::change(data, space, number, gone, come)
}
