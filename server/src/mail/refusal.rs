//! Why a mail was not taken, and what that is about.

use std::{error::Error as _, io};

use lettre::transport::smtp::Error as SmtpError;

/// Why a mail was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub error: String,
    pub kind: RefusalKind,
}

/// What a refusal is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusalKind {
    /// The server is down, or wants nothing of us now: no other mail would be taken either.
    Server,
    /// This mail, for now.
    NotNow,
    /// This mail, for good.
    Never,
}

/// What lettre says of a mail that this server cannot take, because it knows no letters but ASCII.
const UNFIT: [&str; 2] = ["SMTPUTF8", "8BITMIME"];

/// What an error says of the mail.
pub(super) fn refusal(error: &SmtpError) -> Refusal {
    let said = error.source().map(ToString::to_string).unwrap_or_default();
    let kind = match error.status() {
        Some(code) => kind_of(&code.to_string(), &said),
        None if error.is_client() && UNFIT.iter().any(|word| said.contains(word)) => {
            RefusalKind::Never
        }
        None => RefusalKind::Server,
    };
    Refusal { error: with_causes(error), kind }
}

/// The same for whoever tries a server out. What somebody says who is no mail server is not shown:
/// whoever may set one could read so what listens where only this machine comes.
pub(super) fn refusal_in_short(error: &SmtpError) -> Refusal {
    let refusal = refusal(error);
    // What lettre says itself, it says of a server that spoke SMTP.
    if error.status().is_some() || error.is_client() {
        return refusal;
    }
    let trouble = if error.is_response() {
        "this is no mail server"
    } else if error.is_tls() || is_unreadable(error) {
        "TLS failed"
    } else {
        "nobody answered"
    };
    Refusal { error: trouble.to_owned(), ..refusal }
}

/// Whether a connection failed by what was read from it, as in a TLS handshake.
fn is_unreadable(error: &SmtpError) -> bool {
    let mut causes = std::iter::successors(error.source(), |&cause| cause.source());
    causes.any(|cause| {
        let cause = cause.downcast_ref::<io::Error>();
        cause.is_some_and(|cause| cause.kind() == io::ErrorKind::InvalidData)
    })
}

/// What an answer is about: a number of RFC 5321, and words that may begin with a code of RFC 3463.
///
/// 421 and 53x are about us. Of the other 5xx only what is about the recipient or the mail itself is
/// for good: quotas, policies, senders and protocols change, and would otherwise cost all that waits.
fn kind_of(number: &str, said: &str) -> RefusalKind {
    if number == "421" || number.starts_with("53") {
        return RefusalKind::Server;
    }
    if !number.starts_with('5') {
        return RefusalKind::NotNow;
    }
    let is_for_good = match detail(said) {
        // 5.1.7 and 5.1.8 are about the sender, 5.2.2 about a box that is full.
        Some((1, detail)) => !matches!(detail, 7 | 8),
        Some((2, detail)) => detail != 2,
        Some((6, _)) => true,
        Some(_) => false,
        // Nobody of this name, who moved, no such name, a domain that takes no mail.
        None => matches!(number, "550" | "551" | "553" | "556"),
    };
    if is_for_good { RefusalKind::Never } else { RefusalKind::NotNow }
}

/// Subject and detail of a code such as 5.1.1.
fn detail(said: &str) -> Option<(u16, u16)> {
    let code = said.split_whitespace().next()?.strip_prefix("5.")?;
    let (subject, detail) = code.split_once('.')?;
    Some((subject.parse().ok()?, detail.parse().ok()?))
}

fn with_causes(error: &SmtpError) -> String {
    let (mut text, mut cause) = (error.to_string(), error.source());
    while let Some(next) = cause {
        let said = next.to_string();
        if !text.contains(&said) {
            text = format!("{text}: {said}");
        }
        cause = next.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_about_the_recipient_or_the_mail_is_for_good() {
        for (number, said, expected) in [
            ("421", "4.3.2 too busy", RefusalKind::Server),
            ("535", "5.7.8 who are you?", RefusalKind::Server),
            ("451", "4.7.1 greylisted", RefusalKind::NotNow),
            ("550", "5.1.1 nobody of this name", RefusalKind::Never),
            ("550", "No such user", RefusalKind::Never),
            ("554", "5.6.0 unreadable", RefusalKind::Never),
            ("550", "5.2.1 closed", RefusalKind::Never),
            ("552", "5.2.2 the box is full", RefusalKind::NotNow),
            ("552", "quota", RefusalKind::NotNow),
            ("550", "5.4.5 enough for today", RefusalKind::NotNow),
            ("550", "5.7.1 not from your address", RefusalKind::NotNow),
            ("553", "5.1.8 the sender's domain is unknown", RefusalKind::NotNow),
            ("554", "refused by policy", RefusalKind::NotNow),
            ("503", "5.5.1 not in this order", RefusalKind::NotNow),
            ("550", "", RefusalKind::Never),
        ] {
            assert_eq!(kind_of(number, said), expected, "{number} {said}");
        }
    }
}
