//! Names and addresses under which the server is reached, as they stand in a certificate.

use std::{
    collections::BTreeSet,
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, UdpSocket},
    str::FromStr,
    sync::Once,
};

/// Longest name of a host (RFC 1035, 2.3.4).
const NAME_CHARS_MAX: usize = 253;
/// Longest part of it.
const LABEL_CHARS_MAX: usize = 63;

/// Everybody's name for the server, where the network knows it by multicast DNS.
const COMMON: &str = "furgo.local";

/// Ends of names that each network gives as it likes; `home.arpa` is among them (RFC 8375).
const PRIVATE_ENDS: [&str; 11] = [
    "arpa",
    "corp",
    "home",
    "internal",
    "intranet",
    "lan",
    "local",
    "localdomain",
    "localhost",
    "private",
    "test",
];

/// By what a server is spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    Http,
    Https,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Name {
    /// In small letters.
    Host(String),
    Address(IpAddr),
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Host(name) => f.write_str(name),
            Self::Address(address) => write!(f, "{address}"),
        }
    }
}

/// It can be no host's name.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is neither a host's name, such as furgo.local, nor an address, such as 192.168.1.7")]
pub struct NoName(String);

impl FromStr for Name {
    type Err = NoName;

    fn from_str(text: &str) -> Result<Self, NoName> {
        let text = text.trim().trim_matches(['[', ']']);
        if let Ok(address) = text.parse::<IpAddr>() {
            return Ok(Self::Address(address.to_canonical()));
        }
        let name = text.trim_end_matches('.').to_ascii_lowercase();
        let is_label = |label: &str| {
            (1..=LABEL_CHARS_MAX).contains(&label.len())
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
        };
        match name.len() <= NAME_CHARS_MAX && name.split('.').all(is_label) {
            true => Ok(Self::Host(name)),
            false => Err(NoName(text.to_owned())),
        }
    }
}

impl Name {
    /// That of an origin, such as `https://furgo.example.org:8443`.
    pub fn of_origin(origin: &str) -> Option<Self> {
        let authority = origin.split_once("://")?.1;
        Self::of_authority(authority)
    }

    /// Without the port behind it.
    pub fn of_authority(authority: &str) -> Option<Self> {
        let host = match authority.rsplit_once(':') {
            Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
            _ => authority,
        };
        host.parse().ok()
    }

    /// Where a server is that others reach by it, without the port that they take by themselves.
    pub fn origin(&self, scheme: Scheme, port: u16) -> String {
        let host = match self {
            Self::Address(IpAddr::V6(address)) => format!("[{address}]"),
            Self::Host(_) | Self::Address(IpAddr::V4(_)) => self.to_string(),
        };
        let (scheme, usual) = match scheme {
            Scheme::Http => ("http", 80),
            Scheme::Https => ("https", 443),
        };
        match port == usual {
            true => format!("{scheme}://{host}"),
            false => format!("{scheme}://{host}:{port}"),
        }
    }

    /// Whether an authority may speak for it without speaking for strangers, too: a constraint to a
    /// name holds for all below it, so one to `com` would hold for half of the world.
    pub fn can_be_vouched_for(&self) -> bool {
        match self {
            Self::Host(name) => name.contains('.') || self.is_loopback(),
            Self::Address(_) => true,
        }
    }

    /// Whether it means the machine itself and nobody else.
    pub fn is_loopback(&self) -> bool {
        match self {
            Self::Host(name) => name == "localhost",
            Self::Address(address) => address.is_loopback(),
        }
    }

    /// Whether the whole world calls the same server by it: a name below a registered domain, and
    /// no address.
    pub fn is_public(&self) -> bool {
        let ends_privately =
            |name: &str| PRIVATE_ENDS.iter().any(|end| name.rsplit('.').next() == Some(*end));
        matches!(self, Self::Host(name) if name.contains('.') && !ends_privately(name))
    }
}

/// What the machine is called by itself and by its neighbours, now.
///
/// Of its addresses those of version 4: others change by themselves from day to day, and whoever
/// uses one names it.
pub fn of_machine() -> BTreeSet<Name> {
    let system = rustix::system::uname();
    let host = system.nodename().to_str().ok().and_then(|name| name.parse::<Name>().ok());
    let mut names: BTreeSet<Name> =
        [COMMON, "localhost"].iter().flat_map(|name| name.parse()).collect();
    names.insert(Name::Address(Ipv4Addr::LOCALHOST.into()));
    names.insert(Name::Address(Ipv6Addr::LOCALHOST.into()));
    if let Some(Name::Host(host)) = host {
        let first = host.split('.').next().unwrap_or_default();
        names.extend(format!("{first}.local").parse());
        names.extend([Name::Host(host)].into_iter().filter(Name::can_be_vouched_for));
    }
    names.extend(addresses().map(|address| Name::Address(address.into())));
    names
}

/// The machine's addresses of version 4 in the networks around it.
fn addresses() -> impl Iterator<Item = Ipv4Addr> {
    // It is asked for every few seconds, and what keeps the answer from us does not go away.
    static TOLD: Once = Once::new();
    let interfaces = if_addrs::get_if_addrs().unwrap_or_else(|error| {
        TOLD.call_once(|| tracing::warn!(%error, "the machine's addresses cannot be listed"));
        Vec::new()
    });
    interfaces.into_iter().filter_map(|interface| match interface.ip() {
        IpAddr::V4(address) if !address.is_loopback() && !address.is_link_local() => Some(address),
        IpAddr::V4(_) | IpAddr::V6(_) => None,
    })
}

/// By which name others reach a listener most likely: by the one that was chosen for that, or else
/// by where it listens; everywhere, by one of these. None when only this machine does.
///
/// What the machine calls itself may look public and lead nowhere, so it counts as chosen by nobody.
pub fn of_listener(listener: IpAddr, chosen: Option<Name>, names: &BTreeSet<Name>) -> Option<Name> {
    let address = listener.to_canonical();
    match (address.is_loopback(), address.is_unspecified()) {
        _ if chosen.is_some() => chosen,
        (true, _) => None,
        (_, true) => for_neighbours(names).cloned(),
        (false, false) => Some(Name::Address(address)),
    }
}

/// By which of these names others in the network reach the server most likely.
pub fn for_neighbours(names: &BTreeSet<Name>) -> Option<&Name> {
    best(names, outward())
}

/// An address works everywhere, a name only where somebody resolves it. Of several addresses the
/// one towards the world: others may belong to networks within the machine.
fn best(names: &BTreeSet<Name>, outward: Option<IpAddr>) -> Option<&Name> {
    let is_address = |name: &&Name| matches!(name, Name::Address(_));
    let reachable = || names.iter().filter(|name| !name.is_loopback());
    let outward = outward.and_then(|address| names.get(&Name::Address(address)));
    outward.or_else(|| reachable().find(is_address)).or_else(|| reachable().next())
}

/// The address that the system would send from to the world. Nothing is sent.
fn outward() -> Option<IpAddr> {
    // Reserved for examples (RFC 5737), so that only the way there is asked for.
    const SOMEWHERE: (Ipv4Addr, u16) = (Ipv4Addr::new(192, 0, 2, 1), 9);
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket.connect(SOMEWHERE).ok()?;
    socket.local_addr().ok().map(|address| address.ip())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail")]

    use super::*;

    fn name(text: &str) -> Name {
        text.parse().unwrap()
    }

    #[test]
    fn names_and_addresses_are_told_apart_and_nonsense_refused() {
        assert_eq!(name(" Furgo.Local. "), Name::Host("furgo.local".to_owned()));
        assert_eq!(name("[::ffff:192.0.2.7]"), Name::Address("192.0.2.7".parse().unwrap()));
        for text in ["", ".", "a..b", "-a", "a b", "a/b", "*.a", &"a".repeat(64), &"a.".repeat(128)]
        {
            assert!(text.parse::<Name>().is_err(), "{text}");
        }
        let name_of = |origin| Name::of_origin(origin).unwrap();
        for origin in ["https://[fd00::7]:8443", "https://192.168.1.7"] {
            let port = if origin.ends_with(":8443") { 8443 } else { 443 };
            assert_eq!(name_of(origin).origin(Scheme::Https, port), origin);
        }
        assert_eq!(name("furgo.local").origin(Scheme::Http, 80), "http://furgo.local");
        assert_eq!(
            Name::of_origin("https://furgo.example.org").unwrap(),
            name("furgo.example.org")
        );
    }

    #[test]
    fn only_a_name_below_a_domain_is_public() {
        for (text, expected) in [
            ("furgo.example.org", true),
            ("furgo", false),
            ("furgo.local", false),
            ("localhost", false),
            ("198.51.100.7", false),
            ("furgo.localdomain", false),
            ("van.corp", false),
            ("van.private", false),
            ("van.intranet", false),
            ("van.lan", false),
            ("van.internal", false),
            ("van.home.arpa", false),
        ] {
            assert_eq!(name(text).is_public(), expected, "{text}");
        }
    }

    #[test]
    fn what_the_machine_calls_itself_is_no_public_name() {
        let own = BTreeSet::from(["van.example.org", "192.168.1.7"].map(name));
        let of = |listener: &str, chosen| of_listener(listener.parse().unwrap(), chosen, &own);
        assert_eq!(of("0.0.0.0", None), Some(name("192.168.1.7")));
        assert_eq!(of("192.168.1.9", None), Some(name("192.168.1.9")));
        assert_eq!(of("127.0.0.1", None), None);
        for listener in ["0.0.0.0", "192.168.1.9", "127.0.0.1"] {
            let chosen = Some(name("furgo.example.org"));
            assert_eq!(of(listener, chosen.clone()), chosen);
        }
    }

    #[test]
    fn neighbours_are_given_an_address_before_a_name() {
        let of = |texts: &[&str]| texts.iter().map(|text| name(text)).collect::<BTreeSet<_>>();
        let all =
            of(&["127.0.0.1", "::1", "furgo.local", "localhost", "172.17.0.1", "192.168.1.7"]);
        let outward = |text: &str| Some(text.parse().unwrap());
        assert_eq!(best(&all, outward("192.168.1.7")), Some(&name("192.168.1.7")));
        assert_eq!(best(&all, outward("10.0.0.1")), Some(&name("172.17.0.1")));
        assert_eq!(best(&all, None), Some(&name("172.17.0.1")));
        assert_eq!(best(&of(&["127.0.0.1", "furgo.local"]), None), Some(&name("furgo.local")));
        assert_eq!(best(&of(&["localhost"]), None), None);
    }
}
