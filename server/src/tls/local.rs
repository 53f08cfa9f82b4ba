//! Certificates from our own authority: made at every start, made anew when two thirds of their
//! time are over, when the machine is called by other names, and when the authority was replaced.

use std::{collections::BTreeSet, io, path::PathBuf};

use chrono::{DateTime, Utc};

use super::{
    Root,
    authority::{self, Authority},
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
    /// When it cannot be read or written.
    pub fn open(folder: PathBuf, names: BTreeSet<Name>, now: DateTime<Utc>) -> io::Result<Self> {
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

    /// The authority in the folder, if it is another one than before.
    fn take_another(&mut self) -> Result<(), String> {
        self.file.look(|| {
            let found = Authority::of_folder(&self.folder).map_err(|error| error.to_string())?;
            self.authority = found.ok_or(
                "the file of the authority is gone; put it back, or start again for a new one",
            )?;
            self.made_for.clear();
            Ok(())
        })
    }

    /// What devices are to trust.
    pub fn root(&self) -> Root {
        let left_out = self.made_for.iter().filter(|name| !self.authority.permits(name));
        Root {
            der: self.authority.der().to_vec(),
            pem: self.authority.pem.clone(),
            fingerprint: authority::fingerprint(self.authority.der()),
            until: self.authority.until,
            left_out: left_out.cloned().collect(),
        }
    }
}

/// All names, by whatever the machine is called now.
pub fn wanted(names: &BTreeSet<Name>) -> BTreeSet<Name> {
    names.union(&name::of_machine()).cloned().collect()
}
