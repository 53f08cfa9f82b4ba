//! Nothing moves under a finger.

use yew::prelude::*;

use crate::platform::press::Touch;

/// The newest value; while a finger is down, the one from when it came down.
#[hook]
pub fn use_held<T: Clone + 'static>(newest: &T) -> T {
    let (held, update) = (use_mut_ref(|| newest.clone()), use_force_update());
    let touch = use_mut_ref(|| None::<Touch>);
    {
        let touch = touch.clone();
        use_effect_with((), move |()| {
            *touch.borrow_mut() = Some(Touch::new(move || update.force_update()));
            move || *touch.borrow_mut() = None
        });
    }
    if !touch.borrow().as_ref().is_some_and(Touch::is_down) {
        *held.borrow_mut() = newest.clone();
    }
    held.borrow().clone()
}
