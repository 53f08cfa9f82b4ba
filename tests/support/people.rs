//! People who talk to an installation: they register, are invited and sign in as anybody would.

use furgo_shared::{
    access::Role,
    api,
    auth::{ChoosePassword, Grant, Login, Password, Register},
    users::{CreateUser, UserView},
};

use crate::{Client, TestApp, client::Credentials};

/// Everybody's password.
pub const PASSWORD: &str = "vidrio-manta-7-lagos";

impl TestApp {
    /// What stands in the link that a server prints when nobody has an account.
    pub fn setup_code(&self) -> Password {
        Password(self.app.gate.keys.setup_code())
    }

    /// A dispatcher of this name, signed in.
    pub async fn dispatcher(&self, name: &str) -> Client {
        self.person(name, Role::Dispatcher).await
    }

    /// A driver of this name, signed in.
    pub async fn driver(&self, name: &str) -> Client {
        self.person(name, Role::Driver).await
    }

    /// Somebody who only looks, signed in.
    pub async fn viewer(&self) -> Client {
        self.person("vera", Role::Viewer).await
    }

    /// Somebody with this role, signed in.
    pub async fn person(&self, name: &str, role: Role) -> Client {
        let user = self.active(name, role).await;
        self.sign_in(&user.email).await
    }

    /// Somebody with this role who has activated the account.
    pub async fn active(&self, name: &str, role: Role) -> UserView {
        let admin = self.admin().await;
        let invitation = CreateUser {
            id: None,
            name: name.to_owned(),
            email: email_of(name),
            role,
            also_drives: false,
            locale: None,
        };
        let created = admin.ok(&api::CREATE_USER, [], &invitation).await;
        let token = token_of(&created.activation_url.unwrap());
        self.stranger()
            .ok(
                &api::ACTIVATE,
                [],
                &ChoosePassword { token, password: Password(PASSWORD.to_owned()), sign_in: false },
            )
            .await;
        UserView { is_active: true, ..created.user }
    }

    /// The person with this address and everybody's password, with tokens.
    pub async fn sign_in(&self, email: &str) -> Client {
        self.sign_in_with(email, PASSWORD).await
    }

    /// The person with this address and a password of their own, with tokens.
    pub async fn sign_in_with(&self, email: &str, password: &str) -> Client {
        let login = Login {
            email: email.to_owned(),
            password: Password(password.to_owned()),
            grant: Some(Grant::Token),
        };
        let signed_in = self.stranger().ok(&api::LOGIN, [], &login).await;
        Client::new(
            &self.url,
            Credentials::Bearer(signed_in.access_token.unwrap()),
            Some(signed_in.user),
        )
    }

    /// A browser that nobody has signed in with yet.
    pub fn visitor(&self) -> Client {
        Client::new(&self.url, Credentials::Cookies, None)
    }

    /// The person with this address and everybody's password, in a browser.
    pub async fn browser(&self, email: &str) -> Client {
        let browser = Client::new(&self.url, Credentials::Cookies, None);
        let login = Login {
            email: email.to_owned(),
            password: Password(PASSWORD.to_owned()),
            grant: Some(Grant::Session),
        };
        let signed_in = browser.ok(&api::LOGIN, [], &login).await;
        browser.known_as(signed_in.user)
    }
}

/// The address of a test's person.
pub fn email_of(name: &str) -> String {
    format!("{name}@example.org")
}

/// What stands behind the `#` of a link.
pub fn token_of(url: &str) -> Password {
    Password(url.split_once('#').unwrap().1.to_owned())
}

/// The first account, in a browser.
pub(crate) async fn register(app: &TestApp) -> Client {
    let browser = Client::new(&app.url, Credentials::Cookies, None);
    let request = Register {
        name: "alma".to_owned(),
        email: email_of("alma"),
        password: Password(PASSWORD.to_owned()),
        locale: None,
        setup_code: Some(app.setup_code()),
    };
    let signed_in = browser.ok(&api::REGISTER, [], &request).await;
    browser.known_as(signed_in.user)
}
