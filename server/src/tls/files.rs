//! Certificate files that somebody else looks after. They are read anew when they change; what
//! cannot be used then is said, and the certificate from before stays.

use std::{
    fs,
    path::{Path, PathBuf},
};

use chrono::{DateTime, Utc};

use super::{certificate::Certificate, certificates::Certificates, watched::Watched};

/// Largest file that is read, in bytes; a chain has some thousands.
const FILE_BYTES_MAX: u64 = 1 << 20;

/// See the module.
#[derive(Debug)]
pub struct Files {
    certificate: PathBuf,
    key: PathBuf,
    watched: Watched,
}

impl Files {
    /// These two, which may be the same one, and the certificate in them.
    ///
    /// # Errors
    /// Why they cannot be used, in a sentence.
    pub fn open(certificate: PathBuf, key: PathBuf) -> Result<(Self, Certificate), String> {
        let watched = Watched::new(vec![certificate.clone(), key.clone()]);
        let shown = read(&certificate, &key)?;
        Ok((Self { certificate, key, watched }, shown))
    }

    /// Shows what is in the files, if they have changed.
    ///
    /// # Errors
    /// Why what is in them cannot be used, in a sentence.
    pub fn look(&mut self, certificates: &Certificates, now: DateTime<Utc>) -> Result<(), String> {
        self.watched.look(|| {
            let fresh = read(&self.certificate, &self.key)?;
            if fresh.is_out_of_time(now) {
                return Err(format!(
                    "the new certificate in {} holds from {} to {} only; the one from before \
                     stays in use",
                    self.certificate.display(),
                    fresh.from.date_naive(),
                    fresh.until.date_naive()
                ));
            }
            tracing::info!(until = %fresh.until, "the certificate was replaced");
            certificates.show(fresh);
            Ok(())
        })?;
        let current = certificates.current().ok_or("there is no certificate")?;
        match current.is_nearly_over(now) {
            true => Err(format!(
                "the certificate in {} holds from {} to {}; put a new one in its place",
                self.certificate.display(),
                current.from.date_naive(),
                current.until.date_naive()
            )),
            false => Ok(()),
        }
    }
}

fn read(certificate: &Path, key: &Path) -> Result<Certificate, String> {
    let content = |path: &Path| {
        let length = fs::metadata(path).map(|file| file.len()).unwrap_or_default();
        match length > FILE_BYTES_MAX {
            true => Err(format!("{} is too large for a certificate", path.display())),
            false => fs::read(path).map_err(|error| {
                format!(
                    "{} cannot be read: {error}; see that it is there and that the user who runs \
                     Furgo may read it",
                    path.display()
                )
            }),
        }
    };
    Certificate::from_pem(&content(certificate)?, &content(key)?).map_err(|why| {
        format!(
            "the certificate in {} and the key in {} cannot be used: {why}; put a certificate in \
             PEM there, followed by those that vouch for it, and its private key",
            certificate.display(),
            key.display()
        )
    })
}
