//! Presses that count, on a part of the page.

use gloo_timers::callback::Timeout;
use yew::prelude::*;

use super::standing::{STEADY_MS, Standing};
use crate::platform::{
    clock,
    press::{self, Guard},
    size::PageObserver,
};

/// Inside this node, lets only presses through of what has stood still for [`STEADY_MS`] where the
/// finger came down: everything in an element that says by `data-steady` what it is about.
#[hook]
pub fn use_steady(node: &NodeRef) {
    let standing = use_mut_ref(Standing::default);
    {
        let (standing, node) = (standing.clone(), node.clone());
        // After every drawing.
        use_effect(move || {
            standing.borrow_mut().look(press::places(&node), clock::monotonic_ms());
        });
    }
    let node = node.clone();
    use_effect_with((), move |()| {
        let look = {
            let (standing, node) = (standing.clone(), node.clone());
            move || standing.borrow_mut().look(press::places(&node), clock::monotonic_ms())
        };
        let page = PageObserver::new(look.clone());
        let touched = standing.clone();
        let guard = Guard::new(
            &node,
            move |finger| {
                look();
                touched.borrow_mut().touch(finger);
            },
            move |about, by_finger| {
                standing.borrow().counts(about, by_finger, clock::monotonic_ms())
            },
        );
        move || drop((page, guard))
    });
}

/// Whether something changed so lately that a press of it would not count: its buttons say so by
/// resting meanwhile. What is there from the start is at rest too.
#[hook]
pub fn use_rest<T: PartialEq + Clone + 'static>(about: T) -> bool {
    let settled = use_state(|| None::<T>);
    let rests = settled.as_ref() != Some(&about);
    {
        let settled = settled.clone();
        use_effect_with(about, move |about| {
            let about = about.clone();
            let timeout = Timeout::new(STEADY_MS, move || settled.set(Some(about)));
            move || drop(timeout)
        });
    }
    rests
}
