//! From where a request comes. `X-Forwarded-For` counts only when a configured proxy sent it.

use std::net::{IpAddr, Ipv4Addr};

use actix_web::HttpRequest;

/// The client's address: the peer, or, when the peer is a trusted proxy, the last address that
/// the chain of trusted proxies vouches for.
pub fn of(request: &HttpRequest, trusted_proxies: &[IpAddr]) -> IpAddr {
    let peer = request.peer_addr().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.ip());
    let forwarded: Vec<&str> = request
        .headers()
        .get_all("x-forwarded-for")
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .collect();
    client(peer, &forwarded, trusted_proxies)
}

/// About where an address is: a network of up to 256 addresses, or of 80 bits with IPv6.
pub fn prefix_of(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => {
            let [a, b, c, _] = address.octets();
            format!("{a}.{b}.{c}.0/24")
        }
        IpAddr::V6(address) => {
            let [a, b, c, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}::/48")
        }
    }
}

fn client(peer: IpAddr, forwarded: &[&str], trusted_proxies: &[IpAddr]) -> IpAddr {
    let mut client = peer.to_canonical();
    for hop in forwarded.iter().rev() {
        if !trusted_proxies.contains(&client) {
            break;
        }
        // What a proxy wrote and we cannot read ends what it vouches for.
        let Ok(hop) = hop.trim().parse::<IpAddr>() else { break };
        client = hop.to_canonical();
    }
    client
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail")]

    use super::*;

    #[test]
    fn a_prefix_says_about_where() {
        let prefix = |text: &str| prefix_of(text.parse().unwrap());
        assert_eq!(prefix("192.0.2.77"), "192.0.2.0/24");
        assert_eq!(prefix("::ffff:192.0.2.77"), "192.0.2.0/24");
        assert_eq!(prefix("2001:db8:7:1::1"), "2001:db8:7::/48");
    }

    #[test]
    fn only_trusted_proxies_are_believed() {
        let ip = |text: &str| text.parse::<IpAddr>().unwrap();
        let proxies = [ip("127.0.0.1"), ip("10.0.0.1")];
        for (peer, forwarded, expected) in [
            ("192.0.2.7", vec!["203.0.113.5"], "192.0.2.7"),
            ("127.0.0.1", vec![], "127.0.0.1"),
            ("127.0.0.1", vec!["203.0.113.5"], "203.0.113.5"),
            ("127.0.0.1", vec!["6.6.6.6", "203.0.113.5", "10.0.0.1"], "203.0.113.5"),
            ("127.0.0.1", vec!["203.0.113.5", "rubbish"], "127.0.0.1"),
            ("::ffff:127.0.0.1", vec!["203.0.113.5"], "203.0.113.5"),
        ] {
            assert_eq!(
                client(ip(peer), &forwarded, &proxies),
                ip(expected),
                "{peer} {forwarded:?}"
            );
        }
    }
}
