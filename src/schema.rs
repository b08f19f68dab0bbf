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
    use crate::model::Layer;
    use crate::model::files::{HelplinesFile, SourcesFile, TermsFile};
    use crate::model::interaction::{InteractionsFile, SubstancesFile};
    use crate::query::Reply;
    use crate::query::export::Export;

    /// `KLON_WRITE_SCHEMAS=1 cargo test schema` writes them anew.
    #[test]
    fn the_schemas_say_what_the_types_say() {
        let made = [
            ("monograph", schemars::schema_for!(Layer)),
            ("terms", schemars::schema_for!(TermsFile)),
            ("sources", schemars::schema_for!(SourcesFile)),
            ("helplines", schemars::schema_for!(HelplinesFile)),
            ("interactions", schemars::schema_for!(InteractionsFile)),
            ("substances", schemars::schema_for!(SubstancesFile)),
            // What the program prints; too large to be carried in it.
            ("reply", schemars::schema_for!(Reply)),
            ("export", schemars::schema_for!(Export)),
        ];
        for (name, schema) in made {
            let path = format!("schema/{name}.json");
            let text = format!("{:#}\n", serde_json::to_value(&schema).expect("JSON"));
            if std::env::var_os("KLON_WRITE_SCHEMAS").is_some() {
                std::fs::write(&path, &text).expect("a file");
            }
            let committed = std::fs::read_to_string(&path).expect("a schema");
            assert!(text == committed, "{path} is out of date: KLON_WRITE_SCHEMAS=1 cargo test schema");
        }
    }
}
