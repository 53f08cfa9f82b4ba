//! One mail as it is read: the same words as plain text and as HTML. Nothing in it is fetched from
//! anywhere, and nothing tells whether it was read.

use furgo_shared::text::Locale;
use maud::{DOCTYPE, html};

/// What a mail says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    pub locale: Locale,
    pub subject: String,
    pub paragraphs: Vec<String>,
    /// What the reader can do, and the address of it.
    pub action: Option<(String, String)>,
    /// Why the reader got it, in small letters.
    pub footer: String,
}

impl Letter {
    /// As plain text.
    pub fn plain(&self) -> String {
        let mut parts = self.paragraphs.clone();
        parts.extend(self.action.iter().map(|(label, url)| format!("{label}:\n{url}")));
        parts.push(format!("-- \n{}", self.footer));
        parts.join("\n\n") + "\n"
    }

    /// As a page that needs no styles from elsewhere.
    pub fn html(&self) -> String {
        let button = "display:inline-block;padding:12px 20px;border-radius:8px;\
                      background:#0b6b53;color:#ffffff;text-decoration:none;font-weight:600";
        let page = html! {
            (DOCTYPE)
            html lang=(self.locale.tag()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    title { (self.subject) }
                }
                body style="margin:0;padding:24px;font-family:system-ui,sans-serif;font-size:16px;line-height:1.5;color:#1b1f1d;background:#ffffff" {
                    div style="max-width:560px;margin:0 auto" {
                        h1 style="font-size:20px;margin:0 0 16px" { (self.subject) }
                        @for paragraph in &self.paragraphs {
                            p style="margin:0 0 16px" { (paragraph) }
                        }
                        @if let Some((label, url)) = &self.action {
                            p style="margin:24px 0" { a href=(url) style=(button) { (label) } }
                            p style="margin:0 0 16px;font-size:13px;color:#55605b;word-break:break-all" { (url) }
                        }
                        p style="margin:24px 0 0;font-size:13px;color:#55605b" { (self.footer) }
                    }
                }
            }
        };
        page.into_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter() -> Letter {
        Letter {
            locale: Locale::Eu,
            subject: "Kaixo <Ana> & co".to_owned(),
            paragraphs: vec!["Lehena.".to_owned(), "\"Bigarrena\"".to_owned()],
            action: Some(("Ireki".to_owned(), "https://f.example.org/a#t".to_owned())),
            footer: "Furgo".to_owned(),
        }
    }

    #[test]
    fn names_are_no_markup() {
        let html = letter().html();
        assert!(html.contains("<html lang=\"eu\">"), "{html}");
        assert!(html.contains("Kaixo &lt;Ana&gt; &amp; co"), "{html}");
        assert!(html.contains("href=\"https://f.example.org/a#t\""), "{html}");
        assert!(!html.contains("<img") && !html.contains("src="), "{html}");
    }

    #[test]
    fn plain_text_says_the_same() {
        let plain = letter().plain();
        let expected =
            "Lehena.\n\n\"Bigarrena\"\n\nIreki:\nhttps://f.example.org/a#t\n\n-- \nFurgo\n";
        assert_eq!(plain, expected);
    }
}
