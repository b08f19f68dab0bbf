//! A value of a TOML text -> a value of a type, or what is wrong with it and where.
//!
//! toml's own reader takes the tree apart, and writes out each type for each of its ways to read it, which made a
//! seventh of the program's code. This one reads a tree as often as need be, and has one way.

use crate::model::Date;
use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Unexpected, Visitor,
};
use serde::forward_to_deserialize_any;
use std::fmt::{self, Display};
use std::marker::PhantomData;
use std::ops::Range;
use std::slice;
use toml::Spanned;
use toml::de::{DeFloat, DeInteger, DeString, DeValue};
use toml::map::Iter;

/// What is wrong with a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// In serde's words, or in those of a type of the model.
    pub message: String,
    /// Where it stands in the text, if that is known.
    pub span: Option<Range<usize>>,
}

impl Error {
    /// This error, in the smallest part of the text that has it.
    fn at(self, span: Range<usize>) -> Self {
        Self { span: self.span.or(Some(span)), ..self }
    }
}

impl Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

impl serde::de::Error for Error {
    fn custom<T: Display>(message: T) -> Self {
        Self { message: message.to_string(), span: None }
    }
}

/// Reads a value as one of type `T`.
pub fn read<T: DeserializeOwned>(value: &Spanned<DeValue>) -> Result<T, Error> {
    seeded(PhantomData, value)
}

fn seeded<'de, S: DeserializeSeed<'de>>(seed: S, value: &Spanned<DeValue>) -> Result<S::Value, Error> {
    seed.deserialize(Reader(value)).map_err(|error| error.at(value.span()))
}

struct Reader<'v, 't>(&'v Spanned<DeValue<'t>>);

impl Reader<'_, '_> {
    fn unexpected(&self) -> Unexpected<'_> {
        match self.0.get_ref() {
            DeValue::String(string) => Unexpected::Str(string),
            DeValue::Integer(_) => Unexpected::Other("integer"),
            DeValue::Float(_) => Unexpected::Other("floating point"),
            DeValue::Boolean(is) => Unexpected::Bool(*is),
            DeValue::Datetime(_) => Unexpected::Other("date"),
            DeValue::Array(_) => Unexpected::Seq,
            DeValue::Table(_) => Unexpected::Map,
        }
    }
}

impl<'de> Deserializer<'de> for Reader<'_, '_> {
    type Error = Error;

    // Once for each visitor is enough: inlined, it would be there once for each type.
    #[inline(never)]
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0.get_ref() {
            DeValue::String(string) => visitor.visit_str(string),
            DeValue::Integer(number) => visitor.visit_i64(integer(number)?),
            DeValue::Float(number) => visitor.visit_f64(float(number)?),
            DeValue::Boolean(is) => visitor.visit_bool(*is),
            DeValue::Datetime(_) => Err(Error::invalid_type(self.unexpected(), &visitor)),
            DeValue::Array(elements) => visitor.visit_seq(Elements(elements.iter())),
            DeValue::Table(table) => visitor.visit_map(Entries { rest: table.iter(), value: None }),
        }
    }

    /// What is not there is no value at all.
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.0.get_ref() {
            DeValue::String(word) => visitor.visit_enum(StrDeserializer::<Error>::new(word)),
            _ => Err(Error::invalid_type(self.unexpected(), &"a string")),
        }
    }

    /// A date of TOML is neither a string nor a number: it is read where one is wanted, and nowhere else.
    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Error> {
        match self.0.get_ref() {
            DeValue::Datetime(date) if name == Date::WRITTEN => {
                visitor.visit_newtype_struct(StrDeserializer::<Error>::new(&date.to_string()))
            }
            _ if name == Date::WRITTEN => Err(Error::invalid_type(self.unexpected(), &"a day without quotes")),
            _ => visitor.visit_newtype_struct(Reader(self.0)),
        }
    }

    forward_to_deserialize_any! {
        bool u8 u16 u32 u64 u128 i8 i16 i32 i64 i128 f32 f64 char str string seq
        bytes byte_buf map unit struct
        ignored_any unit_struct tuple_struct tuple identifier
    }
}

fn integer(number: &DeInteger) -> Result<i64, Error> {
    i64::from_str_radix(number.as_str(), number.radix()).map_err(|_| Error::custom("integer number overflowed"))
}

fn float(number: &DeFloat) -> Result<f64, Error> {
    number.as_str().parse().map_err(|_| Error::custom("floating-point number overflowed"))
}

/// The elements of a list.
struct Elements<'v, 't>(slice::Iter<'v, Spanned<DeValue<'t>>>);

impl<'de> SeqAccess<'de> for Elements<'_, '_> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        self.0.next().map(|element| seeded(seed, element)).transpose()
    }
}

/// The keys and values of a table.
struct Entries<'v, 't> {
    rest: Iter<'v, Spanned<DeString<'t>>, Spanned<DeValue<'t>>>,
    /// The value of the key that was read last.
    value: Option<&'v Spanned<DeValue<'t>>>,
}

impl<'de> MapAccess<'de> for Entries<'_, '_> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        let Some((key, value)) = self.rest.next() else { return Ok(None) };
        self.value = Some(value);
        let read = seed.deserialize(StrDeserializer::<Error>::new(key.get_ref()));
        read.map(Some).map_err(|error| error.at(key.span()))
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Error> {
        let value = self.value.take().ok_or_else(|| Error::custom("a value without a key"))?;
        seeded(seed, value)
    }
}
