//! The macros that declare the three kinds of types of the service.

/// Declares a JSON object of the service. `required` members are plain fields; `optional` and `readonly` members are
/// `Option`s, and only the service sets `readonly` ones. All other members are kept in `extra`. `null` counts as
/// absent, except in a `nullable` member of a merge patch, where it removes the member. `from` and `to` bound a number,
/// or the length of a text or a list: `src/validate` applies the bounds to what is written, and reading ignores them.
///
/// The type gets a function `new` that takes the required members without an `initially` value, or `Default` if there
/// are none.
macro_rules! object {
    (
        $(#[doc = $doc:literal])*
        pub struct $name:ident as $expected:literal {
            $(
                $(#[doc = $field_doc:literal])*
                $kind:ident $field:ident: $ty:ty = $key:literal
                    $(from $least:literal)? $(to $most:literal)? $(initially $initial:literal)?,
            )*
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq)]
        pub struct $name {
            $( $(#[doc = $field_doc])* pub $field: object!(@field $kind $ty), )*
            /// Members that this version of the model does not know. They are written back unchanged.
            pub extra: $crate::json::Extra,
        }

        object!(@new $name [] [] $( $kind $field [$ty] [$($initial)?] )*);

        const _: () = {
            use serde::de::{Deserialize, Deserializer, MapAccess};
            use serde::ser::{Serialize, SerializeMap, Serializer};
            use $crate::json::members::{self, Members};
            use $crate::json::shape::{MemberShape, ObjectShape, Presence, Shape, Size};
            use $crate::json::{Extra, Wire};

            impl Members for $name {
                const EXPECTED: &'static str = $expected;

                fn read_members<'de, A: MapAccess<'de>>(mut map: A) -> Result<Self, A::Error> {
                    $( let mut $field: Option<object!(@read $kind $ty)> = None; )*
                    let mut extra = Extra::new();
                    while let Some(key) = map.next_key::<String>()? {
                        match key.as_str() {
                            $( $key => $field = Some(members::read_value(&mut map, $key)?), )*
                            _ => {
                                let value = members::read_value(&mut map, &key)?;
                                extra.push((key, value));
                            }
                        }
                    }
                    Ok(Self { $( $field: object!(@finish $kind $field, $key), )* extra })
                }

                fn write_members<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
                    $( object!(@write $kind self.$field, $key, map); )*
                    self.extra.iter().try_for_each(|(key, value)| map.serialize_entry(key, value))
                }
            }

            impl<'de> Deserialize<'de> for $name {
                fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    members::deserialize(deserializer)
                }
            }

            impl Serialize for $name {
                fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    members::serialize(None, self, serializer)
                }
            }

            impl Wire for $name {
                const SHAPE: &'static Shape = &Shape::Object(&ObjectShape::new($expected, &[$(
                    MemberShape {
                        key: $key,
                        presence: object!(@presence $kind),
                        size: Size { least: object!(@bound $($least)?), most: object!(@bound $($most)?) },
                        shape: <$ty as Wire>::SHAPE,
                    },
                )*]));
            }

            #[cfg(not(target_arch = "wasm32"))]
            impl $crate::model::typescript::TypeScript for $name {
                fn name() -> String {
                    stringify!($name).to_owned()
                }

                fn declare(declarations: &mut $crate::model::typescript::Declarations) {
                    let members = [$( (stringify!($kind), $key, <$ty>::name(), &[$($field_doc),*][..]), )*];
                    let text = $crate::model::typescript::interface(stringify!($name), "", &[$($doc),*], &members);
                    declarations.add(stringify!($name), text, &[$( <$ty>::declare ),*]);
                }
            }
        };
    };
    (@presence required) => { Presence::Required };
    (@presence readonly) => { Presence::ReadOnly };
    (@presence $kind:ident) => { Presence::Optional };
    (@bound) => { None };
    (@bound $bound:literal) => { Some($bound) };
    (@field required $ty:ty) => { $ty };
    (@field nullable $ty:ty) => { Option<Option<$ty>> };
    (@field $kind:ident $ty:ty) => { Option<$ty> };
    (@read required $ty:ty) => { $ty };
    (@read $kind:ident $ty:ty) => { Option<$ty> };
    (@finish required $value:ident, $key:literal) => { members::required($value, $key)? };
    (@finish nullable $value:ident, $key:literal) => { $value };
    (@finish $kind:ident $value:ident, $key:literal) => { $value.flatten() };
    (@write required $value:expr, $key:literal, $map:ident) => { members::write_member($map, $key, &$value)? };
    (@write $kind:ident $value:expr, $key:literal, $map:ident) => {
        if let Some(value) = &$value {
            members::write_member($map, $key, value)?;
        }
    };
    // Sorts the members into the parameters of `new` and the members with an initial value, one by one.
    (@new $name:ident [] [$($field:ident = $initial:expr,)*]) => {
        impl Default for $name {
            fn default() -> Self {
                Self { $( $field: $initial, )* extra: $crate::json::Extra::new() }
            }
        }
    };
    (@new $name:ident [$($given:ident [$ty:ty])*] [$($field:ident = $initial:expr,)*]) => {
        impl $name {
            /// Creates a value from its required members. All other members are absent or have their usual value.
            #[must_use]
            pub fn new($( $given: impl Into<$ty> ),*) -> Self {
                Self { $( $given: $given.into(), )* $( $field: $initial, )* extra: $crate::json::Extra::new() }
            }
        }
    };
    (@new $name:ident [$($given:tt)*] $others:tt required $field:ident [$ty:ty] [] $($rest:tt)*) => {
        object!(@new $name [$($given)* $field [$ty]] $others $($rest)*);
    };
    (@new $name:ident $given:tt [$($others:tt)*] required $field:ident [$ty:ty] [$initial:literal] $($rest:tt)*) => {
        object!(@new $name $given [$($others)* $field = $initial,] $($rest)*);
    };
    (@new $name:ident $given:tt [$($others:tt)*] $kind:ident $field:ident [$ty:ty] [] $($rest:tt)*) => {
        object!(@new $name $given [$($others)* $field = None,] $($rest)*);
    };
}

/// Declares a set of strings that the service may extend. `Other` keeps an unknown string.
macro_rules! open_enum {
    (
        $(#[doc = $doc:literal])*
        pub enum $name:ident { $( $(#[doc = $variant_doc:literal])* $variant:ident = $text:literal, )* }
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum $name {
            $( $(#[doc = $variant_doc])* $variant, )*
            /// A value that this version of the model does not know.
            Other(String),
        }

        impl $name {
            /// Returns the value as the service writes it. Every text is a value: the service may add some.
            ///
            /// ```
            #[doc = concat!("use iotcentral_web::model::", stringify!($name), ";")]
            ///
            #[doc = concat!("assert_eq!(", stringify!($name), "::from(\"new\").as_str(), \"new\");")]
            /// ```
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self { $( Self::$variant => $text, )* Self::Other(text) => text }
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                match text { $( $text => Self::$variant, )* _ => Self::Other(text.to_owned()) }
            }
        }

        const _: () = {
            use serde::{Deserialize, Deserializer, Serialize, Serializer};
            use $crate::json::{Shape, Wire};

            impl<'de> Deserialize<'de> for $name {
                fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    String::deserialize(deserializer).map(|text| Self::from(text.as_str()))
                }
            }

            impl Serialize for $name {
                fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    serializer.serialize_str(self.as_str())
                }
            }

            impl Wire for $name {
                const SHAPE: &'static Shape = &Shape::OpenEnum(&[$($text),*]);
            }

            #[cfg(not(target_arch = "wasm32"))]
            impl $crate::model::typescript::TypeScript for $name {
                fn name() -> String {
                    stringify!($name).to_owned()
                }

                fn declare(declarations: &mut $crate::model::typescript::Declarations) {
                    let text = $crate::model::typescript::open_enum(stringify!($name), &[$($doc),*], &[$($text),*]);
                    declarations.add(stringify!($name), text, &[]);
                }
            }
        };
    };
}

/// Declares a union of objects with a member `type` that tells them apart. An object of an unknown type is kept
/// unchanged. Types of tiles also declare what a tile of the type shows.
macro_rules! tagged {
    (
        $(#[doc = $doc:literal])*
        pub enum $name:ident as $expected:literal, $suffix:literal $(shows $shows:ident)? {
            $( $(#[doc = $variant_doc:literal])* $variant:ident($ty:ty) = $text:literal $(shows $shown:ident)?, )*
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq)]
        pub enum $name {
            $( $(#[doc = $variant_doc])* $variant($ty), )*
            /// An object of a type that this version of the model does not know.
            Unknown {
                /// The value of its member `type`.
                r#type: String,
                /// The complete object.
                object: $crate::json::Raw,
            },
        }

        impl $name {
            /// Returns the value of the member `type`.
            #[must_use]
            pub fn type_name(&self) -> &str {
                match self { $( Self::$variant(_) => $text, )* Self::Unknown { r#type, .. } => r#type }
            }
        }

        tagged!(@shows $name [$($shows)?] $( $text [$($shown)?] )*);

        const _: () = {
            use serde::{Deserialize, Deserializer, Serialize, Serializer};
            use $crate::json::{Shape, Wire, members};

            impl<'de> Deserialize<'de> for $name {
                fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    let (object, r#type) = members::read_tagged::<Self, D>(deserializer)?;
                    match r#type.as_str() {
                        $( $text => members::read_variant(&object, |value: &mut $ty| &mut value.extra).map(Self::$variant), )*
                        _ => Ok(Self::Unknown { r#type, object }),
                    }
                }
            }

            impl Serialize for $name {
                fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    match self {
                        $( Self::$variant(object) => members::serialize(Some($text), object, serializer), )*
                        Self::Unknown { object, .. } => object.serialize(serializer),
                    }
                }
            }

            impl Wire for $name {
                const SHAPE: &'static Shape =
                    &Shape::Tagged($expected, &[$( ($text, <$ty as Wire>::SHAPE), )*]);
            }

            #[cfg(not(target_arch = "wasm32"))]
            impl $crate::model::typescript::TypeScript for $name {
                fn name() -> String {
                    stringify!($name).to_owned()
                }

                fn declare(declarations: &mut $crate::model::typescript::Declarations) {
                    let variants = [$( (stringify!($variant), $text, <$ty>::name(), &[$($variant_doc),*][..]), )*];
                    let text = $crate::model::typescript::tagged(stringify!($name), $suffix, &[$($doc),*], &variants);
                    declarations.add(stringify!($name), text, &[$( <$ty>::declare ),*]);
                }
            }
        };
    };
    (@shows $name:ident [] $($text:literal [])*) => {};
    (@shows $name:ident [$shows:ident] $($text:literal [$shown:ident])*) => {
        impl $name {
            /// What a tile of each type shows.
            pub const SHOWS: &'static [(&'static str, $shows)] = &[$( ($text, $shows::$shown) ),*];
        }
    };
}

pub(crate) use {object, open_enum, tagged};
