//! The link that opens the phone's own maps app with the way to a stop.

use furgo_shared::packages::Address;

use crate::platform::device::Device;

/// By coordinates where they are known, else by what stands on the label.
pub fn navigation_url(device: Device, address: &Address) -> String {
    let place = match (address.latitude, address.longitude) {
        (Some(latitude), Some(longitude)) => format!("{latitude},{longitude}"),
        _ => format!(
            "{}, {} {}, {}",
            address.street, address.postal_code, address.city, address.country
        ),
    };
    let is_point = address.latitude.is_some() && address.longitude.is_some();
    match device {
        Device::Android => format!("geo:0,0?{}", query("q", &place)),
        Device::Apple => format!("https://maps.apple.com/?{}", query("daddr", &place)),
        Device::Other if is_point => {
            format!("https://www.openstreetmap.org/directions?{}", query("to", &place))
        }
        Device::Other => format!("https://www.openstreetmap.org/search?{}", query("query", &place)),
    }
}

/// The link that calls a number: digits only, as `tel:` wants it.
pub fn call_url(phone: &str) -> String {
    let dialled: String = phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    format!("tel:{dialled}")
}

fn query(name: &str, value: &str) -> String {
    // Two plain texts always encode.
    serde_html_form::to_string([(name, value)]).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address() -> Address {
        Address {
            street: "Kale Nagusia 3".to_owned(),
            city: "Tolosa".to_owned(),
            postal_code: "20400".to_owned(),
            country: "ES".to_owned(),
            ..Address::default()
        }
    }

    #[test]
    fn each_phone_opens_its_own_maps() {
        let located = Address { latitude: Some(43.135), longitude: Some(-2.078), ..address() };
        assert_eq!(navigation_url(Device::Android, &located), "geo:0,0?q=43.135%2C-2.078");
        assert_eq!(
            navigation_url(Device::Apple, &located),
            "https://maps.apple.com/?daddr=43.135%2C-2.078"
        );
        assert_eq!(
            navigation_url(Device::Other, &located),
            "https://www.openstreetmap.org/directions?to=43.135%2C-2.078"
        );
    }

    #[test]
    fn without_coordinates_the_address_is_searched() {
        assert_eq!(
            navigation_url(Device::Android, &address()),
            "geo:0,0?q=Kale+Nagusia+3%2C+20400+Tolosa%2C+ES"
        );
    }

    #[test]
    fn a_number_is_dialled_without_its_decoration() {
        assert_eq!(call_url("+34 943-67 00 00"), "tel:+34943670000");
    }
}
