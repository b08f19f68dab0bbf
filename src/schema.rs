//! JSON Schemas of the files, for editors that check while somebody writes.

/// The files that have a schema, with it.
pub const SCHEMAS: [(&str, &str); 6] = [
    ("monograph", include_str!("../schema/monograph.json")),
    ("terms", include_str!("../schema/terms.json")),
    ("sources", include_str!("../schema/sources.json")),
    ("helplines", include_str!("../schema/helplines.json")),
    ("interactions", include_str!("../schema/interactions.json")),
    ("substances", include_str!("../schema/substances.json")),
];

#[cfg(test)]
mod tests {
    use super::SCHEMAS;
    use crate::model::Layer;
    use crate::model::files::{HelplinesFile, SourcesFile, TermsFile};
    use crate::model::interaction::{InteractionsFile, SubstancesFile};

    /// `KLON_WRITE_SCHEMAS=1 cargo test schema` writes them anew.
    #[test]
    fn the_schemas_say_what_the_types_say() {
        let made = [
            schemars::schema_for!(Layer),
            schemars::schema_for!(TermsFile),
            schemars::schema_for!(SourcesFile),
            schemars::schema_for!(HelplinesFile),
            schemars::schema_for!(InteractionsFile),
            schemars::schema_for!(SubstancesFile),
        ];
        for ((name, committed), schema) in SCHEMAS.into_iter().zip(made) {
            let text = format!("{:#}\n", serde_json::to_value(&schema).expect("JSON"));
            if std::env::var_os("KLON_WRITE_SCHEMAS").is_some() {
                std::fs::write(format!("schema/{name}.json"), &text).expect("a file");
            } else {
                assert_eq!(
                    text, committed,
                    "schema/{name}.json is out of date: KLON_WRITE_SCHEMAS=1 cargo test schema"
                );
            }
        }
    }
}
