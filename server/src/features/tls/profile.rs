//! The authority as Apple's devices take it: a profile with one certificate in it.

use furgo_shared::text::Locale;
use uuid::Uuid;

use crate::{tls::authority::PublicAuthority, words::say};

/// The profile, not signed: the devices say so, and show the fingerprint.
pub fn of(authority: &PublicAuthority, locale: Locale) -> String {
    let base64: String = authority.pem.lines().filter(|line| !line.starts_with('-')).collect();
    let digits = authority.fingerprint.replace(':', "").to_lowercase();
    let id =
        |part: &str| format!("furgo.authority.{}.{part}", digits.get(..16).unwrap_or_default());
    let (title, text) = (say(locale, "ca-profile", &[]), say(locale, "ca-profile-text", &[]));
    let certificate = format!(
        "{}<key>PayloadContent</key><data>{base64}</data>\n\
         <key>PayloadCertificateFileName</key><string>furgo-ca.crt</string>\n",
        payload("com.apple.security.root", &id("root"), uuid_of(authority, 1), &title)
    );
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \
         \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n\
         <plist version=\"1.0\"><dict>\n{}\
         <key>PayloadDescription</key><string>{text}</string>\n\
         <key>PayloadContent</key><array><dict>\n{certificate}</dict></array>\n\
         </dict></plist>\n",
        payload("Configuration", &id("profile"), uuid_of(authority, 0), &title)
    )
}

/// What every payload says.
fn payload(kind: &str, id: &str, uuid: Uuid, title: &str) -> String {
    format!(
        "<key>PayloadType</key><string>{kind}</string>\n\
         <key>PayloadVersion</key><integer>1</integer>\n\
         <key>PayloadIdentifier</key><string>{id}</string>\n\
         <key>PayloadUUID</key><string>{uuid}</string>\n\
         <key>PayloadDisplayName</key><string>{title}</string>\n"
    )
}

/// The same for the same authority, so that installing it twice replaces it.
fn uuid_of(authority: &PublicAuthority, part: u8) -> Uuid {
    let mut bytes = [part; 16];
    let digits =
        authority.fingerprint.split(':').filter_map(|pair| u8::from_str_radix(pair, 16).ok());
    bytes.iter_mut().skip(1).zip(digits).for_each(|(byte, digit)| *byte = digit);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}
