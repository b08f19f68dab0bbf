//! Error-prone notation, after the ISMP's list: what is misread with harm.

/// Abbreviations on the list, as whole words, and what to write.
const ABBREVIATIONS: &[(&str, &str)] = &[
    ("µg", "mcg"),
    ("μg", "mcg"),
    ("ug", "mcg"),
    ("cc", "mL"),
    ("IU", "units"),
    ("QD", "daily"),
    ("qd", "daily"),
    ("q.d", "daily"),
    ("QOD", "every other day"),
    ("BID", "twice daily"),
    ("bid", "twice daily"),
    ("TID", "three times daily"),
    ("tid", "three times daily"),
    ("QHS", "nightly"),
    ("qhs", "nightly"),
    ("HS", "at bedtime"),
    ("PRN", "as needed"),
    ("prn", "as needed"),
    ("SC", "subcutaneous"),
    ("SQ", "subcutaneous"),
    ("MSO4", "morphine"),
    ("D/C", "discharge or discontinue"),
    ("ml", "mL"),
    ("hrs", "hours"),
    ("hr", "hours"),
];

/// Units that need a space before them.
const UNITS: &[&str] = &["mg", "mcg", "g", "kg", "mL", "L", "h", "ng"];

/// What is unsafe in a text, and what to write instead.
pub fn faults(text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let trimmed = |word: &str| -> String {
        word.trim_matches(|c: char| !c.is_alphanumeric() && c != '.').trim_end_matches('.').to_owned()
    };
    for word in text.split([' ', '\u{a0}', '(', ')', ',', ';', '[', ']', '-', '/']) {
        let bare = trimmed(word);
        if let Some((bad, good)) = ABBREVIATIONS.iter().find(|(bad, _)| *bad == bare) {
            faults.push(format!("`{bad}`: write `{good}`"));
        }
        let number: String = bare.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
        let rest = bare.get(number.len()..).unwrap_or_default();
        let starts_plain = word.trim_start_matches(['(', '"', '\'']).starts_with('.');
        if starts_plain && bare.trim_start_matches('.').starts_with(|c: char| c.is_ascii_digit()) {
            faults.push(format!("`{word}`: write a zero before the point"));
        }
        let decimals = number.split_once('.').map(|(_, decimals)| decimals).filter(|d| !d.contains('.'));
        let is_amount = rest.is_empty() || UNITS.contains(&rest) || rest == "%";
        if decimals.is_some_and(|d| !d.is_empty() && d.bytes().all(|b| b == b'0')) && is_amount {
            faults.push(format!("`{bare}`: leave out the zero after the point"));
        }
        if !number.is_empty() && UNITS.contains(&rest) {
            faults.push(format!("`{bare}`: put a space between the number and its unit"));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::faults;

    #[test]
    fn error_prone_notation_is_found() {
        assert_eq!(faults("Take 1.0 mg"), ["`1.0`: leave out the zero after the point"]);
        assert_eq!(faults("Take .5 mg"), ["`.5`: write a zero before the point"]);
        assert_eq!(
            faults("Take 5mg (BID)"),
            ["`5mg`: put a space between the number and its unit", "`BID`: write `twice daily`"]
        );
        assert_eq!(faults("50 µg"), ["`µg`: write `mcg`"]);
        assert_eq!(faults("0.5 mg, 1 mg and 20 mg daily; 10.05 mL in section 5.1."), Vec::<String>::new());
    }
}
