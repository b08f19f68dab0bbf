//! Strings with a form, checked where a person's file is read, and trusted where the compiled form is.

/// Declares string types, each with the check that makes one: `/// meaning`, `Name check_function`.
///
/// The check gets the raw string and returns it, perhaps tidied, or says what is wrong with it.
macro_rules! checked_strings {
    ($($(#[$doc:meta])* $name:ident $check:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name($crate::model::Str);

        impl $name {
            /// A string of the compiled form, which was checked when it was compiled.
            pub fn compiled(string: &'static str) -> Self {
                Self(string.into())
            }

            /// The string itself.
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }
        }

        impl TryFrom<String> for $name {
            type Error = String;

            fn try_from(raw: String) -> Result<Self, String> {
                $check(raw).map(|checked| Self(checked.into()))
            }
        }

        impl From<$name> for $crate::model::Str {
            fn from(checked: $name) -> Self {
                checked.0
            }
        }

        impl From<$name> for String {
            fn from(checked: $name) -> Self {
                checked.0.into_string()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serde::Serialize::serialize(&self.0, serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                if !deserializer.is_human_readable() {
                    return serde::Deserialize::deserialize(deserializer).map(Self);
                }
                let raw = <String as serde::Deserialize>::deserialize(deserializer)?;
                Self::try_from(raw).map_err(serde::de::Error::custom)
            }
        }

        #[cfg(test)]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn inline_schema() -> bool {
                true
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "minLength": 1 })
            }
        }
    )*};
}

pub(crate) use checked_strings;
