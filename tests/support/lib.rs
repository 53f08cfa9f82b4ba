//! What tests share: an installation to talk to, and people who talk to it.
