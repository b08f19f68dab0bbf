//! Identifiers that other catalogues gave, each checked for its form where it is read.

use super::checked::checked_strings;

fn digits(s: &str) -> bool {
    !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit())
}

fn number(raw: &str, what: &str) -> Result<(), String> {
    if digits(raw) && raw.len() <= 10 && !raw.starts_with('0') {
        Ok(())
    } else {
        Err(format!("not a {what}: it is a whole number without leading zero"))
    }
}

fn doi(raw: &str) -> Result<(), String> {
    let fine = raw.strip_prefix("10.").and_then(|rest| rest.split_once('/')).is_some_and(|(prefix, suffix)| {
        prefix.len() >= 4
            && prefix.bytes().all(|b| b.is_ascii_digit() || b == b'.')
            && !suffix.is_empty()
            && suffix.chars().all(|c| c.is_ascii_graphic())
            && !suffix.contains("PMID")
    });
    if fine { Ok(()) } else { Err("not a DOI: it starts with 10., like `10.1038/nature08758`".to_owned()) }
}

fn pmid(raw: &str) -> Result<(), String> {
    number(raw, "PMID")
}

fn atc(raw: &str) -> Result<(), String> {
    let b = raw.as_bytes();
    let at = |i: usize, f: fn(&u8) -> bool| b.get(i).is_some_and(f);
    let upper = |i| at(i, u8::is_ascii_uppercase);
    let digit = |i| at(i, u8::is_ascii_digit);
    if b.len() == 7 && upper(0) && digit(1) && digit(2) && upper(3) && upper(4) && digit(5) && digit(6) {
        Ok(())
    } else {
        Err("not an ATC code of the fifth level: letter, two digits, two letters, two digits, like `N03AE01`"
            .to_owned())
    }
}

fn cas(raw: &str) -> Result<(), String> {
    let parts: Vec<&str> = raw.split('-').collect();
    let [a, b, c] = parts.as_slice() else {
        return Err("not a CAS number: three groups of digits, like `1622-61-3`".to_owned());
    };
    if !(digits(a) && digits(b) && digits(c) && (2..=7).contains(&a.len()) && b.len() == 2 && c.len() == 1) {
        return Err("not a CAS number: three groups of digits, like `1622-61-3`".to_owned());
    }
    let sum: u32 = a.bytes().chain(b.bytes()).rev().zip(1u32..).map(|(d, i)| u32::from(d - b'0') * i).sum();
    if c.bytes().next().map(|d| u32::from(d - b'0')) == Some(sum % 10) {
        Ok(())
    } else {
        Err(format!("not a CAS number: its check digit should be {}", sum % 10))
    }
}

fn unii(raw: &str) -> Result<(), String> {
    if raw.len() == 10 && raw.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase()) {
        Ok(())
    } else {
        Err("not a UNII: ten capitals and digits".to_owned())
    }
}

fn rxcui(raw: &str) -> Result<(), String> {
    number(raw, "RxCUI")
}

fn cid(raw: &str) -> Result<(), String> {
    number(raw, "PubChem CID")
}

fn inchikey(raw: &str) -> Result<(), String> {
    let fine = raw.split('-').map(str::len).eq([14, 10, 1]) && raw.bytes().all(|b| b.is_ascii_uppercase() || b == b'-');
    if fine { Ok(()) } else { Err("not an InChIKey: 14, 10 and 1 capitals joined by hyphens".to_owned()) }
}

fn setid(raw: &str) -> Result<(), String> {
    let fine = raw.split('-').map(str::len).eq([8, 4, 4, 4, 12])
        && raw.bytes().all(|b| b == b'-' || b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    if fine { Ok(()) } else { Err("not a set id: a lower-case UUID".to_owned()) }
}

fn url(raw: &str) -> Result<(), String> {
    let rest = raw.strip_prefix("https://").or_else(|| raw.strip_prefix("http://"));
    let fine = rest.is_some_and(|r| r.split('/').next().is_some_and(|host| host.contains('.')))
        && raw.chars().all(|c| c.is_ascii_graphic());
    if fine { Ok(()) } else { Err("not a web address: it starts with https:// and has no spaces".to_owned()) }
}

/// A check that leaves the string as it is.
fn as_is(raw: String, check: fn(&str) -> Result<(), String>) -> Result<String, String> {
    check(&raw).map(|()| raw)
}

checked_strings! {
    /// A digital object identifier, without `https://doi.org/`.
    Doi |raw| as_is(raw, doi);
    /// A PubMed number.
    Pmid |raw| as_is(raw, pmid);
    /// A code of the WHO's Anatomical Therapeutic Chemical classification, fifth level.
    Atc |raw| as_is(raw, atc);
    /// A Chemical Abstracts Service registry number; its check digit is verified.
    Cas |raw| as_is(raw, cas);
    /// A Unique Ingredient Identifier of the FDA.
    Unii |raw| as_is(raw, unii);
    /// A concept number of RxNorm.
    Rxcui |raw| as_is(raw, rxcui);
    /// A compound number of PubChem.
    Cid |raw| as_is(raw, cid);
    /// A hashed InChI.
    InchiKey |raw| as_is(raw, inchikey);
    /// The set id of a Structured Product Label at DailyMed.
    SetId |raw| as_is(raw, setid);
    /// An address on the web.
    Url |raw| as_is(raw, url);
}

impl Url {
    /// The name of the machine that it leads to.
    pub fn host(&self) -> &str {
        let rest = self.as_str().split_once("://").map_or("", |(_, rest)| rest);
        let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default();
        host.strip_prefix("www.").unwrap_or(host)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_of_an_identifier_is_checked() {
        assert_eq!(cas("1622-61-3"), Ok(()));
        assert_eq!(cas("1622-61-4"), Err("not a CAS number: its check digit should be 3".to_owned()));
        assert!(cas("1622-613").is_err());
        assert_eq!(atc("N03AE01"), Ok(()));
        assert!(atc("N03AE1").is_err());
        assert_eq!(doi("10.1016/S0887-8994(02)00468-X"), Ok(()));
        assert!(doi("10.1016/S0887-8994(02)00468-XPMID").is_err());
        assert!(doi("doi:10.1016/x").is_err());
        assert_eq!(pmid("12657420"), Ok(()));
        assert!(pmid("PMC123").is_err());
        assert!(setid("CFA0D79A-843C-4B88-95A1-E9511D649CA1").is_err());
        assert!(url("www.fda.gov").is_err());
    }

    #[test]
    fn a_copy_is_named_by_its_host() {
        let host = |raw: &str| Url::try_from(raw.to_owned()).map(|url| url.host().to_owned());
        assert_eq!(host("https://www.fda.gov/drugs?x=1").as_deref(), Ok("fda.gov"));
        assert_eq!(host("http://drugs.com:443/pro").as_deref(), Ok("drugs.com"));
    }
}
