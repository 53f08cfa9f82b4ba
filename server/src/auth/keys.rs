//! The installation's secret: one file beside the data, from which every key is derived.
//!
//! It is not in the data file, so a backup that leaks cannot mint a session. Without it (a backup
//! restored elsewhere) a new one is made, and everybody signs in anew.

use std::{
    fmt, fs,
    io::{self, Read, Write},
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::Path,
};

use actix_web::cookie::Key as CookieKey;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// Name of the file in the data folder.
pub const FILE_NAME: &str = "secret.key";
const MASTER_BYTES: usize = 64;

/// Where the first account is made; the code stands behind `#`, which no browser sends or logs.
pub fn setup_link(url: &str, keys: &Keys) -> String {
    format!("{url}/#{}", keys.setup_code())
}

/// A key of 256 bits for one purpose. `Debug` does not show it.
#[derive(Clone)]
pub struct Key([u8; 32]);

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

impl Key {
    /// HMAC-SHA-256 of the parts, each ended by a NUL that parts never hold.
    pub fn mac(&self, parts: &[&str]) -> [u8; 32] {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes keys of any length");
        for part in parts {
            mac.update(part.as_bytes());
            mac.update(&[0]);
        }
        mac.finalize().into_bytes().into()
    }

    /// The bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

/// All keys of an installation.
#[derive(Clone)]
pub struct Keys {
    /// Signs session cookies.
    pub cookie: CookieKey,
    /// Signs access tokens.
    pub access: Key,
    /// Makes refresh tokens.
    pub refresh: Key,
    /// Makes the tokens of links.
    pub link: Key,
    /// Seals secrets that the data file holds.
    pub seal: Key,
    /// Vouches for how far a copy reaches.
    pub copy: Key,
    /// Makes the code of the first account.
    setup: Key,
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keys(…)")
    }
}

impl Keys {
    /// New ones that nobody keeps.
    pub fn ephemeral() -> Self {
        Self::derive(&rand::random())
    }

    /// Those of a data folder, made when it has none. The file is for its owner's eyes only.
    pub fn of_folder(folder: &Path) -> io::Result<Self> {
        let path = folder.join(FILE_NAME);
        match fs::File::open(&path) {
            Ok(file) => read(file, &path),
            Err(error) if error.kind() == io::ErrorKind::NotFound => create(folder, &path),
            Err(error) => Err(error),
        }
    }

    /// What whoever makes the first account has to know. It follows from the secret key, so the
    /// command line can say it while the server runs.
    pub fn setup_code(&self) -> String {
        self.setup.mac(&["setup"]).iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn derive(master: &[u8; MASTER_BYTES]) -> Self {
        let key = |purpose: &str| {
            let mut mac =
                Hmac::<Sha256>::new_from_slice(master).expect("HMAC takes keys of any length");
            mac.update(purpose.as_bytes());
            let bytes: [u8; 32] = mac.finalize().into_bytes().into();
            Key(bytes)
        };
        let cookie = [key("cookie 1").0, key("cookie 2").0].concat();
        Self {
            cookie: CookieKey::from(&cookie),
            access: key("access"),
            refresh: key("refresh"),
            link: key("link"),
            seal: key("seal"),
            copy: key("copy"),
            setup: key("setup"),
        }
    }
}

fn read(mut file: fs::File, path: &Path) -> io::Result<Keys> {
    if file.metadata()?.permissions().mode() & 0o077 != 0 {
        let sentence =
            format!("{} can be read by others; run `chmod 600 {}`", path.display(), path.display());
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, sentence));
    }
    let mut master = [0; MASTER_BYTES];
    file.read_exact(&mut master).map_err(|_short| {
        io::Error::new(
            io::ErrorKind::InvalidData,
            format!("{} is damaged; delete it and everybody signs in anew", path.display()),
        )
    })?;
    Ok(Keys::derive(&master))
}

fn create(folder: &Path, path: &Path) -> io::Result<Keys> {
    let master: [u8; MASTER_BYTES] = rand::random();
    let unfinished = folder.join(format!("{FILE_NAME}.new"));
    let mut file = fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&unfinished)?;
    file.write_all(&master)?;
    file.sync_all()?;
    fs::rename(&unfinished, path)?;
    fs::File::open(folder)?.sync_all()?;
    Ok(Keys::derive(&master))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail")]

    use super::*;

    #[test]
    fn a_folder_keeps_its_keys_to_itself() {
        let folder = tempfile::tempdir().unwrap();
        let first = Keys::of_folder(folder.path()).unwrap();
        let again = Keys::of_folder(folder.path()).unwrap();
        assert_eq!(first.access.as_bytes(), again.access.as_bytes());
        assert_ne!(first.access.as_bytes(), first.refresh.as_bytes());
        let file = folder.path().join(FILE_NAME);
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);

        fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
        assert_eq!(
            Keys::of_folder(folder.path()).unwrap_err().kind(),
            io::ErrorKind::PermissionDenied
        );
    }

    #[test]
    fn a_cut_off_file_is_reported() {
        let folder = tempfile::tempdir().unwrap();
        Keys::of_folder(folder.path()).unwrap();
        let file = folder.path().join(FILE_NAME);
        fs::OpenOptions::new().write(true).open(&file).unwrap().set_len(10).unwrap();
        assert!(Keys::of_folder(folder.path()).unwrap_err().to_string().contains("damaged"));
    }
}
