//! How phones get in: the address with its picture for their cameras, and what they are to trust.

use furgo_shared::{api, text::wire_name, time::Timestamp, tls::TlsView, validate::Empty};
use yew::prelude::*;

use crate::{
    format,
    hooks::{Query, use_query},
    i18n::{text, text_with},
    ui::{Card, CopyField, Fact, Facts, Icon, IconName, ProblemCard, Skeleton},
};

/// See the module.
#[component]
pub fn TlsCard() -> Html {
    let tls = use_query(&api::GET_TLS, &[], &Empty {});
    let content = match &*tls {
        Query::Loading => html! { <Skeleton lines=6 /> },
        Query::Failed(problem) => {
            html! { <ProblemCard problem={problem.clone()} onretry={tls.refetch.clone()} /> }
        }
        Query::Ready { value, .. } => shown(value),
    };
    html! {
        <Card title={text("settings-tls")}>
            <div key="content">{ content }</div>
        </Card>
    }
}

fn shown(tls: &TlsView) -> Html {
    let first = tls.install_url.as_ref().or(tls.address.as_ref());
    let picture = tls.qr_svg.as_ref().zip(first).map(|(svg, address)| {
        let alt = text_with("settings-tls-qr", [("address", address.as_str().into())]);
        html! { <img class="qr" key="qr" src={data_url(svg)} {alt} width="240" height="240" /> }
    });
    let address = |key: &'static str, address: &Option<String>| {
        address.clone().map(
            |value| html! { <CopyField {key} label={text(&format!("settings-tls-{key}"))} {value} /> },
        )
    };
    let day = |at: Timestamp| format::day(format::day_of(at));
    html! {
        <div class="stack">
            <p key="text">{ text(&format!("settings-tls-{}", wire_name(&tls.transport))) }</p>
            { for warns(tls).map(|why| html! { <p class="row" key="trouble" role="status"><Icon name={IconName::Alert} /><span class="grow">{ why }</span></p> }) }
            { for picture }
            { for address("install", &tls.install_url) }
            { for address("address", &tls.address) }
            <Facts key="facts">
                { for tls.fingerprint.iter().map(|print| html! { <Fact key="print" label={text("settings-tls-print")}><span class="mono break">{ print }</span></Fact> }) }
                { for (!tls.names.is_empty()).then(|| html! { <Fact key="names" label={text("settings-tls-names")}><span class="break">{ tls.names.join(", ") }</span></Fact> }) }
                { for tls.ends_at.map(|at| html! { <Fact key="ends" label={text("settings-tls-ends")}>{ day(at) }</Fact> }) }
                { for tls.authority_ends_at.map(|at| html! { <Fact key="authority" label={text("settings-tls-authority")}>{ day(at) }</Fact> }) }
            </Facts>
        </div>
    }
}

/// What somebody has to do, in the words of the server's log.
fn warns(tls: &TlsView) -> Option<AttrValue> {
    let trouble = tls.trouble.as_deref()?;
    Some(text_with("settings-tls-trouble", [("error", trouble.into())]))
}

/// A drawing as an address that pages may show.
fn data_url(svg: &str) -> String {
    let encoded: String = svg
        .bytes()
        .map(|byte| match byte.is_ascii_alphanumeric() || b" =/:.-,".contains(&byte) {
            true => char::from(byte).to_string(),
            false => format!("%{byte:02X}"),
        })
        .collect();
    format!("data:image/svg+xml,{encoded}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_is_quoted_for_an_address() {
        assert_eq!(
            data_url("<svg fill=\"#fff\">ñ%</svg>"),
            "data:image/svg+xml,%3Csvg fill=%22%23fff%22%3E%C3%B1%25%3C/svg%3E"
        );
    }
}
