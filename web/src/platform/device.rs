//! What kind of device this is; decides only which maps app a link opens.

/// Whose maps app is installed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Device {
    Android,
    Apple,
    Other,
}

/// The device, as the browser names itself. A wrong guess still opens a map.
pub fn device() -> Device {
    of(&super::window().navigator().user_agent().unwrap_or_default())
}

fn of(user_agent: &str) -> Device {
    if user_agent.contains("Android") {
        Device::Android
    } else if ["iPhone", "iPad", "Macintosh"].iter().any(|name| user_agent.contains(name)) {
        Device::Apple
    } else {
        Device::Other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones_are_told_apart() {
        assert_eq!(of("Mozilla/5.0 (Linux; Android 15; Pixel 9)"), Device::Android);
        assert_eq!(of("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)"), Device::Apple);
        assert_eq!(of("Mozilla/5.0 (X11; Linux x86_64)"), Device::Other);
    }
}
