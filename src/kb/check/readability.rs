//! How many years of school a text asks for (Flesch and Kincaid).

/// The measure means nothing for fewer words.
const LEAST_WORDS: usize = 6;

/// The school grade of a text; names of drugs, which a reader knows or looks up, do not count.
pub fn grade(text: &str, is_name: impl Fn(&str) -> bool) -> f64 {
    let sentences = text.split(['.', '!', '?', ';', ':']).filter(|s| s.chars().any(char::is_alphabetic)).count();
    let mut words = 0usize;
    let mut syllables = 0usize;
    for word in text.split(|c: char| !c.is_alphabetic() && c != '\'') {
        if word.is_empty() || is_name(&word.to_lowercase()) {
            continue;
        }
        words += 1;
        syllables += count_syllables(word);
    }
    if words < LEAST_WORDS || sentences == 0 {
        return 0.0;
    }
    let (words, syllables) = (words as f64, syllables as f64);
    0.39 * words / sentences as f64 + 11.8 * syllables / words - 15.59
}

fn count_syllables(word: &str) -> usize {
    let lower = word.to_lowercase();
    let stem = lower.strip_suffix("es").or_else(|| lower.strip_suffix("ed")).or_else(|| lower.strip_suffix('e'));
    // A silent ending is not a syllable, unless it is the only one or follows an l: "table".
    let stem = stem.filter(|s| !s.ends_with(['l', 't', 'd']) || lower.ends_with("te")).unwrap_or(&lower);
    let mut count = 0;
    let mut in_vowels = false;
    for c in stem.chars() {
        let vowel = matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
        if vowel && !in_vowels {
            count += 1;
        }
        in_vowels = vowel;
    }
    count.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_has_a_low_grade_and_jargon_a_high_one() {
        let none = |_: &str| false;
        assert!(grade("Do not leave them alone. Call for help now.", none) < 3.0);
        let jargon = "Concomitant administration potentiates respiratory depression in susceptible individuals.";
        assert!(grade(jargon, none) > 14.0);
        assert!(
            grade("Stay with them until help comes.", none)
                < grade("Remain attentive until professional assistance arrives.", none)
        );
    }

    #[test]
    fn syllables_are_counted_about_right() {
        for (word, count) in [("call", 1), ("poison", 2), ("table", 2), ("medicine", 3), ("breathed", 1), ("a", 1)] {
            assert_eq!(count_syllables(word), count, "{word}");
        }
    }
}
