//! The country of a fleet, as far as its time zone tells.

use super::locale;
use crate::platform;

/// Zones that lie in one country, by the IANA's `zone1970.tab` and its backward names.
#[rustfmt::skip] // Read it as a table.
const COUNTRIES: &[(&str, &[&str])] = &[
    ("ES", &["Europe/Madrid", "Atlantic/Canary", "Africa/Ceuta"]),
    ("PT", &["Europe/Lisbon", "Atlantic/Madeira", "Atlantic/Azores"]),
    ("FR", &["Europe/Paris"]),
    ("AD", &["Europe/Andorra"]),
    ("DE", &["Europe/Berlin"]),
    ("AT", &["Europe/Vienna"]),
    ("CH", &["Europe/Zurich"]),
    ("IT", &["Europe/Rome"]),
    ("BE", &["Europe/Brussels"]),
    ("NL", &["Europe/Amsterdam"]),
    ("LU", &["Europe/Luxembourg"]),
    ("GB", &["Europe/London"]),
    ("IE", &["Europe/Dublin"]),
    ("DK", &["Europe/Copenhagen"]),
    ("SE", &["Europe/Stockholm"]),
    ("NO", &["Europe/Oslo"]),
    ("FI", &["Europe/Helsinki"]),
    ("IS", &["Atlantic/Reykjavik"]),
    ("EE", &["Europe/Tallinn"]),
    ("LV", &["Europe/Riga"]),
    ("LT", &["Europe/Vilnius"]),
    ("PL", &["Europe/Warsaw"]),
    ("CZ", &["Europe/Prague"]),
    ("SK", &["Europe/Bratislava"]),
    ("HU", &["Europe/Budapest"]),
    ("SI", &["Europe/Ljubljana"]),
    ("HR", &["Europe/Zagreb"]),
    ("BA", &["Europe/Sarajevo"]),
    ("RS", &["Europe/Belgrade"]),
    ("ME", &["Europe/Podgorica"]),
    ("MK", &["Europe/Skopje"]),
    ("AL", &["Europe/Tirane"]),
    ("GR", &["Europe/Athens"]),
    ("CY", &["Asia/Nicosia"]),
    ("MT", &["Europe/Malta"]),
    ("BG", &["Europe/Sofia"]),
    ("RO", &["Europe/Bucharest"]),
    ("MD", &["Europe/Chisinau"]),
    ("UA", &["Europe/Kyiv", "Europe/Kiev"]),
    ("TR", &["Europe/Istanbul"]),
    ("MX", &["America/Mexico_City", "America/Monterrey", "America/Merida", "America/Cancun", "America/Tijuana", "America/Hermosillo", "America/Chihuahua"]),
    ("AR", &["America/Argentina/Buenos_Aires", "America/Buenos_Aires"]),
    ("CL", &["America/Santiago"]),
    ("CO", &["America/Bogota"]),
    ("PE", &["America/Lima"]),
    ("EC", &["America/Guayaquil"]),
    ("UY", &["America/Montevideo"]),
    ("PY", &["America/Asuncion"]),
    ("BO", &["America/La_Paz"]),
    ("VE", &["America/Caracas"]),
    ("CR", &["America/Costa_Rica"]),
    ("PA", &["America/Panama"]),
    ("GT", &["America/Guatemala"]),
    ("SV", &["America/El_Salvador"]),
    ("HN", &["America/Tegucigalpa"]),
    ("NI", &["America/Managua"]),
    ("DO", &["America/Santo_Domingo"]),
    ("CU", &["America/Havana"]),
    ("BR", &["America/Sao_Paulo", "America/Fortaleza", "America/Recife", "America/Bahia", "America/Manaus"]),
    ("US", &["America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles", "America/Anchorage", "Pacific/Honolulu", "America/Detroit"]),
    ("CA", &["America/Toronto", "America/Vancouver", "America/Winnipeg", "America/Edmonton", "America/Halifax", "America/St_Johns", "America/Montreal"]),
    ("MA", &["Africa/Casablanca"]),
    ("DZ", &["Africa/Algiers"]),
    ("TN", &["Africa/Tunis"]),
    ("EG", &["Africa/Cairo"]),
    ("ZA", &["Africa/Johannesburg"]),
    ("NG", &["Africa/Lagos"]),
    ("KE", &["Africa/Nairobi"]),
    ("IL", &["Asia/Jerusalem"]),
    ("AE", &["Asia/Dubai"]),
    ("IN", &["Asia/Kolkata", "Asia/Calcutta"]),
    ("JP", &["Asia/Tokyo"]),
    ("KR", &["Asia/Seoul"]),
    ("CN", &["Asia/Shanghai"]),
    ("SG", &["Asia/Singapore"]),
    ("PH", &["Asia/Manila"]),
    ("ID", &["Asia/Jakarta"]),
    ("TH", &["Asia/Bangkok"]),
    ("AU", &["Australia/Sydney", "Australia/Melbourne", "Australia/Brisbane", "Australia/Perth", "Australia/Adelaide"]),
    ("NZ", &["Pacific/Auckland"]),
];

/// The code of the country (ISO 3166) that a time zone lies in.
fn country_of(time_zone: &str) -> Option<&'static str> {
    COUNTRIES.iter().find(|(_, zones)| zones.contains(&time_zone)).map(|(code, _)| *code)
}

/// The name of that country in the reader's language; its code where the browser knows no names.
pub fn country_of_zone(time_zone: &str) -> Option<String> {
    let code = country_of(time_zone)?;
    Some(platform::country_name(locale().tag(), code).unwrap_or_else(|| code.to_owned()))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_zone_lies_in_one_country() {
        let zones: Vec<&str> =
            COUNTRIES.iter().flat_map(|(_, zones)| zones.iter().copied()).collect();
        let distinct: BTreeSet<&str> = zones.iter().copied().collect();
        assert_eq!(zones.len(), distinct.len());
        assert_eq!(country_of_zone("Europe/Madrid").as_deref(), Some("ES"));
        assert_eq!(country_of_zone("Atlantic/Canary").as_deref(), Some("ES"));
        assert_eq!(country_of_zone("UTC"), None);
    }
}
