//! The installation's own certificate authority, for networks where no other can say who is who.
//!
//! A device that trusts it trusts it for the names and addresses of this server, what is below the
//! names, and nothing else: they are in it as constraints, which whoever steals the key cannot
//! widen. Certificate and key are one file in the data folder, for its owner's eyes, and in no
//! backup.

use std::{
    collections::BTreeSet,
    fmt, fs, io,
    io::Write as _,
    net::IpAddr,
    path::{Path, PathBuf},
};

use chrono::{DateTime, TimeDelta, Utc};
use rcgen::{
    BasicConstraints, CertificateParams, CidrSubnet, DnType, ExtendedKeyUsagePurpose,
    GeneralSubtree, IsCa, Issuer, KeyPair, KeyUsagePurpose, NameConstraints, SanType,
};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use time::OffsetDateTime;
use x509_parser::extensions::GeneralName;

use super::{
    certificate::{Certificate, Unusable, address_in, chain_in, key_in, parsed, time_of},
    name::Name,
};
use crate::{hex, storage::file::private};

/// Its file in the data folder.
pub const FILE_NAME: &str = "local-ca.pem";

/// Putting another one on every phone is work, so this one lasts.
const AUTHORITY_TIME: TimeDelta = TimeDelta::days(3650);
/// A certificate is made anew long before, without anybody's help. Browsers refuse more than 398
/// days, and more than 825 of an authority that somebody installed.
const LEAF_TIME: TimeDelta = TimeDelta::days(90);
/// Clocks of phones go wrong by this much.
const CLOCKS_DIFFER: TimeDelta = TimeDelta::days(1);
/// Time to bring the next authority to every phone, before this one ends.
const NOTICE: TimeDelta = TimeDelta::days(90);
/// Reserved, so that nobody has a mailbox there (RFC 2606, 2).
const NOWHERE: &str = "invalid";

/// How another one is made, for sentences. The flags say for whom it speaks.
pub const ANOTHER: &str =
    "`furgo tls new-ca` (with the server's --data, --public-url and --tls-names)";

/// See the module.
pub struct Authority {
    der: CertificateDer<'static>,
    key: KeyPair,
    /// The certificate as text.
    pub pem: String,
    permitted: Vec<Permitted>,
    from: DateTime<Utc>,
    pub until: DateTime<Utc>,
}

/// What everybody may know of it, and devices are to trust.
#[derive(Clone, Debug)]
pub struct PublicAuthority {
    pub der: Vec<u8>,
    pub pem: String,
    pub fingerprint: String,
    pub until: DateTime<Utc>,
    pub permitted: Vec<Permitted>,
}

impl fmt::Debug for Authority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Authority").field("permitted", &self.permitted).finish_non_exhaustive()
    }
}

/// For what it may speak.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Permitted {
    /// A host, and those below it.
    Host(String),
    Network {
        address: IpAddr,
        mask: IpAddr,
    },
}

impl fmt::Display for Permitted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Host(name) => f.write_str(name),
            // Ours are single addresses.
            Self::Network { address, .. } => write!(f, "{address}"),
        }
    }
}

impl Authority {
    /// That of a data folder; `None` when it has none yet.
    ///
    /// # Errors
    /// When others can read the file, or it is no authority, in a sentence.
    pub fn of_folder(folder: &Path) -> Result<Option<Self>, String> {
        let path = folder.join(FILE_NAME);
        let file = path.display();
        let text = match fs::read(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => {
                return Err(format!(
                    "{file} cannot be read: {error}; see that it is a file which the user who runs \
                     Furgo may read"
                ));
            }
            Ok(text) => text,
        };
        let exposed = private::exposed([path.clone()]);
        if !exposed.is_empty() {
            let mending = private::mending(&exposed);
            return Err(format!("{file} can be read by others; run `{mending}`"));
        }
        Self::from_pem(&text).map(Some).map_err(|why| {
            format!(
                "{file} cannot be used: {why}; put back a copy, or make a new one with {ANOTHER}"
            )
        })
    }

    /// A new one for these names, written in the place of the old one, whose key is gone then.
    ///
    /// # Errors
    /// When the file cannot be written, in a sentence.
    pub fn create(
        folder: &Path,
        names: &BTreeSet<Name>,
        now: DateTime<Utc>,
    ) -> Result<Self, String> {
        let path = folder.join(FILE_NAME);
        let cannot = |why: &dyn fmt::Display| format!("a new authority cannot be made: {why}");
        let pem = new_pem(names, now).map_err(|error| cannot(&error))?;
        write_in_place(&path, pem.as_bytes()).map_err(|error| {
            format!(
                "{} cannot be written: {error}; see that the disk has room and that the user who \
                 runs Furgo may write into the folder",
                path.display()
            )
        })?;
        Self::from_pem(pem.as_bytes()).map_err(|why| cannot(&why))
    }

    fn from_pem(text: &[u8]) -> Result<Self, Unusable> {
        let der = chain_in(text)?.swap_remove(0);
        let PrivateKeyDer::Pkcs8(key) = key_in(text)? else { return Err(Unusable::NoKey) };
        let key = KeyPair::try_from(key.secret_pkcs8_der()).map_err(|_unread| Unusable::NoKey)?;
        let parsed = parsed(&der)?;
        if !parsed.is_ca() || parsed.public_key().subject_public_key.data != key.public_key_raw() {
            return Err(Unusable::OtherKey);
        }
        let (from, until) = time_of(&parsed)?;
        let constraints = parsed.name_constraints().map_err(|_unread| Unusable::Unreadable)?;
        let subtrees = constraints.and_then(|found| found.value.permitted_subtrees.as_deref());
        let subtrees = subtrees.unwrap_or_default().iter();
        let permitted = subtrees.filter_map(|subtree| permitted_by(&subtree.base)).collect();
        let pem = certificate_in(text).ok_or(Unusable::NoCertificate)?;
        Ok(Self { permitted, from, until, pem, der: der.clone(), key })
    }

    /// Its certificate.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// For what it may speak.
    pub fn permitted(&self) -> &[Permitted] {
        &self.permitted
    }

    /// What everybody may know.
    pub fn public(&self) -> PublicAuthority {
        PublicAuthority {
            der: self.der.to_vec(),
            pem: self.pem.clone(),
            fingerprint: fingerprint(&self.der),
            until: self.until,
            permitted: self.permitted.clone(),
        }
    }

    /// Whether it holds now, and for long enough.
    ///
    /// # Errors
    /// What somebody has to do, in a sentence.
    pub fn require_time(&self, now: DateTime<Utc>) -> Result<(), String> {
        if now < self.from {
            return Err(format!(
                "the authority holds from {} on, and by this machine's clock it is {}: set the clock",
                self.from.date_naive(),
                now.date_naive()
            ));
        }
        match self.until - now > NOTICE {
            true => Ok(()),
            false => Err(format!(
                "the authority's time is over on {}; make a new one before with {ANOTHER}, and \
                 install it on the phones",
                self.until.date_naive()
            )),
        }
    }

    /// Whether it may speak for a name.
    pub fn permits(&self, name: &Name) -> bool {
        self.permitted.iter().any(|permitted| permitted.covers(name))
    }

    /// A new certificate for those of these names that it may speak for.
    ///
    /// # Errors
    /// When there is no such name, or its own time is over.
    pub fn issue(&self, names: &BTreeSet<Name>, now: DateTime<Utc>) -> Result<Certificate, String> {
        if self.until <= now {
            return Err(format!(
                "the authority's time was over on {}; make a new one with {ANOTHER}, and install \
                 it on the phones",
                self.until.date_naive()
            ));
        }
        let names: Vec<&Name> = names.iter().filter(|name| self.permits(name)).collect();
        if names.is_empty() {
            return Err(format!(
                "the authority speaks for none of this server's names; make a new one with \
                 {ANOTHER}, and install it on the phones"
            ));
        }
        self.issued(&names, now).map_err(|error| format!("a certificate cannot be made: {error}"))
    }

    fn issued(
        &self,
        names: &[&Name],
        now: DateTime<Utc>,
    ) -> Result<Certificate, Box<dyn std::error::Error>> {
        let mut leaf = params("Furgo", now, (now + LEAF_TIME).min(self.until))?;
        for name in names {
            leaf.subject_alt_names.push(match name {
                Name::Host(name) => SanType::DnsName(name.as_str().try_into()?),
                Name::Address(address) => SanType::IpAddress(*address),
            });
        }
        leaf.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        leaf.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        leaf.use_authority_key_identifier_extension = true;
        let key = KeyPair::generate()?;
        let issuer = Issuer::from_ca_cert_der(&self.der, &self.key)?;
        let leaf = leaf.signed_by(&key, &issuer)?;
        let key = PrivateKeyDer::try_from(key.serialize_der())?;
        Ok(Certificate::new(vec![leaf.into()], key)?)
    }
}

impl Permitted {
    fn covers(&self, name: &Name) -> bool {
        match (self, name) {
            (Self::Host(of), Name::Host(name)) => {
                name.strip_suffix(of).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
            }
            (Self::Network { address, mask }, Name::Address(name)) => match (address, mask, name) {
                (IpAddr::V4(address), IpAddr::V4(mask), IpAddr::V4(name)) => {
                    name & mask == address & mask
                }
                (IpAddr::V6(address), IpAddr::V6(mask), IpAddr::V6(name)) => {
                    name & mask == address & mask
                }
                _ => false,
            },
            _ => false,
        }
    }
}

/// The lines of the certificate.
fn certificate_in(text: &[u8]) -> Option<String> {
    const END: &str = "-----END CERTIFICATE-----";
    let text = str::from_utf8(text).ok()?;
    let begin = text.find("-----BEGIN CERTIFICATE-----")?;
    let end = text.get(begin..)?.find(END)? + begin + END.len();
    text.get(begin..end).map(str::to_owned)
}

fn permitted_by(name: &GeneralName<'_>) -> Option<Permitted> {
    if let GeneralName::DNSName(name) = name {
        return Some(Permitted::Host(name.to_ascii_lowercase()));
    }
    let GeneralName::IPAddress(bytes) = name else { return None };
    let (address, mask) = bytes.split_at_checked(bytes.len() / 2)?;
    Some(Permitted::Network { address: address_in(address)?, mask: address_in(mask)? })
}

/// As devices show it to be compared.
pub fn fingerprint(der: &[u8]) -> String {
    let digits = hex::fingerprint(der).to_uppercase();
    let pairs = digits.as_bytes().chunks(2).map(String::from_utf8_lossy);
    pairs.collect::<Vec<_>>().join(":")
}

fn new_pem(names: &BTreeSet<Name>, now: DateTime<Utc>) -> Result<String, rcgen::Error> {
    let host = names.iter().find_map(|name| match name {
        Name::Host(name) if name != "localhost" && name != "furgo.local" => Some(name.as_str()),
        Name::Host(_) | Name::Address(_) => None,
    });
    // People tell several apart by it in the list of their phone.
    let title = format!("Furgo {} {}", host.unwrap_or("furgo.local"), now.date_naive());
    let mut authority = params(&title, now, now + AUTHORITY_TIME)?;
    authority.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    authority.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    authority.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    // A kind of name that is not mentioned is not constrained, so mailboxes are: to none. URIs
    // cannot be, in this crate; nobody takes one for the name of a server.
    let permitted = names.iter().filter(|name| name.can_be_vouched_for()).map(subtree);
    let nobody = GeneralSubtree::Rfc822Name(NOWHERE.to_owned());
    authority.name_constraints = Some(NameConstraints {
        permitted_subtrees: permitted.chain([nobody]).collect(),
        excluded_subtrees: Vec::new(),
    });
    let key = KeyPair::generate()?;
    let certificate = authority.self_signed(&key)?;
    Ok(format!("{}{}", certificate.pem(), key.serialize_pem()))
}

fn subtree(name: &Name) -> GeneralSubtree {
    match name {
        Name::Host(name) => GeneralSubtree::DnsName(name.clone()),
        Name::Address(IpAddr::V4(address)) => {
            GeneralSubtree::IpAddress(CidrSubnet::V4(address.octets(), [u8::MAX; 4]))
        }
        Name::Address(IpAddr::V6(address)) => {
            GeneralSubtree::IpAddress(CidrSubnet::V6(address.octets(), [u8::MAX; 16]))
        }
    }
}

/// A certificate of this title, from a little before now on.
fn params(
    title: &str,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<CertificateParams, rcgen::Error> {
    let instant = |at: DateTime<Utc>| {
        OffsetDateTime::from_unix_timestamp(at.timestamp()).map_err(|_beyond| rcgen::Error::Time)
    };
    let mut params = CertificateParams::default();
    params.distinguished_name = rcgen::DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, title);
    (params.not_before, params.not_after) = (instant(now - CLOCKS_DIFFER)?, instant(until)?);
    Ok(params)
}

/// Writes a file for its owner's eyes, whole or not at all.
pub fn write_in_place(path: &Path, content: &[u8]) -> io::Result<()> {
    let unfinished = PathBuf::from(format!("{}.new", path.display()));
    let mut file = private::create(&unfinished)?;
    file.write_all(content)?;
    file.sync_all()?;
    fs::rename(&unfinished, path)?;
    match path.parent() {
        Some(folder) => fs::File::open(folder)?.sync_all(),
        None => Ok(()),
    }
}
