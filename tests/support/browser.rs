//! One browser that people take turns at: it keeps cookies, and copies of what it was shown.

use std::collections::HashMap;

use furgo_shared::{
    api,
    auth::{Grant, Login, Password},
    validate::Empty,
};
use tokio::sync::Mutex;

use crate::{Client, PASSWORD, Reply, TestApp, client::Credentials};

/// Whether a browser does as `no-store` says, or keeps whatever has a tag: as clients with copies
/// of their own do, and browsers that kept an answer before they were told not to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeps {
    WhatItMay,
    WhateverHasATag,
}

/// See the module.
#[derive(Debug)]
pub struct SharedBrowser {
    client: Client,
    keeps: Keeps,
    /// Answers with tags, by path.
    kept: Mutex<HashMap<String, Reply>>,
}

impl TestApp {
    /// A browser at which nobody has signed in yet.
    pub fn shared_browser(&self, keeps: Keeps) -> SharedBrowser {
        let client = Client::new(&self.url, Credentials::Cookies, None);
        SharedBrowser { client, keeps, kept: Mutex::default() }
    }
}

impl SharedBrowser {
    /// Somebody signs in.
    pub async fn sign_in(&self, email: &str) {
        let login = Login {
            email: email.to_owned(),
            password: Password(PASSWORD.to_owned()),
            grant: Some(Grant::Session),
        };
        self.client.ok(&api::LOGIN, [], &login).await;
    }

    /// Whoever is signed in signs out.
    pub async fn sign_out(&self) {
        let reply = self.client.call(&api::LOGOUT, [], &Empty {}).await;
        assert_eq!(reply.status, 204);
        if self.keeps == Keeps::WhatItMay && reply.header("clear-site-data").contains("\"cache\"") {
            self.kept.lock().await.clear();
        }
    }

    /// What the page is shown: the kept answer where the server says that it still holds.
    pub async fn get(&self, path: &str) -> Reply {
        let mut kept = self.kept.lock().await;
        let known = kept.get(path).map(|reply| reply.header("etag").to_owned());
        let asking = known.map(|tag| self.client.with("if-none-match", &tag));
        let reply = asking.as_ref().unwrap_or(&self.client).raw("GET", path, None).await;
        if reply.status == 304 {
            return kept[path].clone();
        }
        let may_keep = !reply.header("cache-control").contains("no-store");
        let has_tag = !reply.header("etag").is_empty();
        if has_tag && (may_keep || self.keeps == Keeps::WhateverHasATag) {
            kept.insert(path.to_owned(), reply.clone());
        }
        reply
    }

    /// How many answers the browser kept.
    pub async fn kept(&self) -> usize {
        self.kept.lock().await.len()
    }
}
