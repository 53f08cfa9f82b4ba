//! Certificates from our own authority: made at every start, made anew when two thirds of their
//! time are over, when the machine is called by other names, and when the authority was replaced.

use std::{collections::BTreeSet, path::PathBuf};

use chrono::{DateTime, Utc};

use super::{
    authority::{self, ANOTHER, Authority, PublicAuthority},
    certificates::Certificates,
    name::{self, Name},
    watched::Watched,
};

/// See the module.
#[derive(Debug)]
pub struct Local {
    folder: PathBuf,
    /// Beside those of the machine.
    names: BTreeSet<Name>,
    authority: Authority,
    file: Watched,
    /// That the certificate which is shown was made for.
    made_for: BTreeSet<Name>,
}

impl Local {
    /// Of a data folder; makes the authority when there is none.
    ///
    /// # Errors
    /// When it cannot be read or written, in a sentence.
    pub fn open(
        folder: PathBuf,
        names: BTreeSet<Name>,
        now: DateTime<Utc>,
    ) -> Result<Self, String> {
        let authority = match Authority::of_folder(&folder)? {
            Some(authority) => authority,
            None => Authority::create(&folder, &wanted(&names), now)?,
        };
        let file = Watched::new(vec![folder.join(authority::FILE_NAME)]);
        Ok(Self { folder, names, authority, file, made_for: BTreeSet::new() })
    }

    /// Sees to it that the right certificate is shown, also while the authority's file is broken:
    /// the one that is known goes on.
    ///
    /// # Errors
    /// What somebody has to do, in a sentence.
    pub fn look(&mut self, certificates: &Certificates, now: DateTime<Utc>) -> Result<(), String> {
        let taken = self.take_another();
        let wanted = wanted(&self.names);
        let is_right = certificates.current().is_some_and(|current| !current.is_due(now));
        if wanted != self.made_for || !is_right {
            certificates.show(self.authority.issue(&wanted, now)?);
            self.made_for = wanted;
        }
        taken
    }

    /// What will keep phones away though the certificate is the right one.
    ///
    /// # Errors
    /// What somebody has to do, in a sentence.
    pub fn foresee(&self, now: DateTime<Utc>) -> Result<(), String> {
        self.authority.require_time(now)?;
        let permits = |name: &Name| self.authority.permits(name);
        let preferred = name::for_neighbours(&self.made_for);
        let missed = missed(&self.made_for, &self.names, preferred, permits);
        match missed.is_empty() {
            true => Ok(()),
            false => Err(format!(
                "phones cannot reach the server by {}, which its authority was not made for: give \
                 the machine its old address back in the router, or run {ANOTHER} and install the \
                 new authority on the phones",
                missed.join(", ")
            )),
        }
    }

    /// What everybody may know of the authority.
    pub fn authority(&self) -> PublicAuthority {
        self.authority.public()
    }

    /// The authority in the folder, if it is another one than before.
    fn take_another(&mut self) -> Result<(), String> {
        self.file.look(|| {
            self.authority = Authority::of_folder(&self.folder)?.ok_or_else(|| {
                format!(
                    "{} is gone; put it back, or start Furgo again for a new authority, and install \
                     that on the phones",
                    self.folder.join(authority::FILE_NAME).display()
                )
            })?;
            self.made_for.clear();
            Ok(())
        })
    }
}

/// Those by which somebody is sure to come, and cannot. Addresses come and go with containers and
/// tunnels: of them only the one counts by which others reach the machine, and what was named.
fn missed(
    made_for: &BTreeSet<Name>,
    named: &BTreeSet<Name>,
    preferred: Option<&Name>,
    permits: impl Fn(&Name) -> bool,
) -> Vec<String> {
    let counts =
        |name: &Name| name.is_loopback() || named.contains(name) || preferred == Some(name);
    made_for.iter().filter(|name| counts(name) && !permits(name)).map(Name::to_string).collect()
}

/// All names, by whatever the machine is called now.
pub fn wanted(names: &BTreeSet<Name>) -> BTreeSet<Name> {
    names.union(&name::of_machine()).cloned().collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail")]

    use super::*;

    #[test]
    fn an_address_that_nobody_comes_by_is_not_missed() {
        let of = |texts: &[&str]| -> BTreeSet<Name> {
            texts.iter().map(|text| text.parse().unwrap()).collect()
        };
        let authority = of(&["localhost", "furgo.local", "192.168.1.7"]);
        let now = of(&["localhost", "furgo.local", "172.17.0.1", "192.168.1.7", "192.168.1.8"]);
        let missed = |named: &[&str], preferred: &str| {
            let preferred = preferred.parse().unwrap();
            missed(&now, &of(named), Some(&preferred), |name| authority.contains(name))
        };
        assert_eq!(missed(&[], "192.168.1.7"), Vec::<String>::new());
        assert_eq!(missed(&[], "192.168.1.8"), ["192.168.1.8"]);
        assert_eq!(missed(&["172.17.0.1"], "192.168.1.7"), ["172.17.0.1"]);
    }
}
