//! What a fact is: plain types that serde reads and writes, and nothing else.
//!
//! The same types are compiled into `build.rs`, so that what builds is what the program accepts.

pub mod address;
mod checked;
pub mod cite;
pub mod country;
pub mod date;
pub mod dispute;
pub mod emergency;
pub mod fact;
pub mod files;
pub mod helpline;
pub mod identifier;
pub mod interaction;
pub mod layer;
pub mod quantity;
pub mod slug;
pub mod source;
pub mod string;
pub mod term;
pub mod text;

pub use address::{Address, Section};
pub use cite::{Citation, Cite};
pub use country::{Country, Jurisdiction};
pub use date::Date;
pub use dispute::{Dispute, Position};
pub use emergency::EmergencyPage;
pub use fact::*;
pub use helpline::{Line, LineKind, Lines};
pub use interaction::{Concern, Group, Membership, Rule, Severity, Substance, Sum};
pub use layer::{Layer, LayerHead};
pub use quantity::{Amount, Number, Quantity, Unit};
pub use slug::{EntryId, Key, SourceId, TermId};
pub use source::{Kind, Source};
pub use string::Str;
pub use term::{System, Term};
pub use text::Text;
