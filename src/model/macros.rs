//! The three shapes that the service's types have.

/// Declares a wire object: `required` members are plain fields, `optional` ones (and `readonly` ones, which only the
/// service sets) are `Option`s, and everything else lands in `extra`. `null` counts as absent, except for a `nullable`
/// member, where it says "remove it" (merge patch). `from` and `to` bound a number, or the length of a text or a list:
/// `src/validate` holds what is written to them, reading doesn't.
macro_rules! object {
    (
        $(#[doc = $doc:literal])*
        pub struct $name:ident as $expected:literal {
            $(
                $(#[doc = $field_doc:literal])*
                $kind:ident $field:ident: $ty:ty = $key:literal $(from $least:literal)? $(to $most:literal)?,
            )*
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq)]
        pub struct $name {
            $( $(#[doc = $field_doc])* pub $field: object!(@field $kind $ty), )*
            /// Members that this version of the model doesn't know; they are written back unchanged.
            pub extra: $crate::json::Extra,
        }

        const _: () = {
            use $crate::json::shape::{MemberShape, ObjectShape, Presence, Shape, Size};
            use $crate::json::{Decode, DecodeError, Extra, Members, Reader, Wire, Writer};

            impl Members for $name {
                fn read_members(reader: &mut Reader<'_>, tag: &str) -> Result<Self, DecodeError> {
                    $( let mut $field: Option<object!(@read $kind $ty)> = None; )*
                    let mut extra = Extra::new();
                    reader.object($expected, &mut |reader, key| {
                        match key {
                            $( $key => $field = Some(Decode::read(reader)?), )*
                            _ if key == tag => drop(reader.raw()?),
                            _ => extra.push((key.to_owned(), Decode::read(reader)?)),
                        }
                        Ok(())
                    })?;
                    Ok(Self { $( $field: object!(@finish $kind $field, $key, reader), )* extra })
                }

                fn write_members(&self, writer: &mut Writer) {
                    $( object!(@write $kind self.$field, $key, writer); )*
                    writer.extra(&self.extra);
                }
            }

            impl Decode for $name {
                fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
                    Self::read_members(reader, "")
                }
            }

            impl Wire for $name {
                const SHAPE: &'static Shape = &Shape::Object(&ObjectShape {
                    expected: $expected,
                    members: &[$(
                        MemberShape {
                            key: $key,
                            presence: object!(@presence $kind),
                            size: Size {
                                least: object!(@bound $($least)?),
                                most: object!(@bound $($most)?),
                            },
                            shape: <$ty as Wire>::SHAPE,
                        },
                    )*],
                });

                fn write(&self, writer: &mut Writer) {
                    writer.object(|writer| self.write_members(writer));
                }

                #[cfg(not(target_arch = "wasm32"))]
                fn typescript() -> String {
                    stringify!($name).to_owned()
                }
            }

            #[cfg(not(target_arch = "wasm32"))]
            impl $crate::model::typescript::Declare for $name {
                fn declare() -> String {
                    $crate::model::typescript::interface(stringify!($name), "", &[$($doc),*], &[
                        $( (stringify!($kind), $key, <$ty as Wire>::typescript(), &[$($field_doc),*]), )*
                    ])
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
    (@finish required $value:ident, $key:literal, $reader:ident) => {
        match $value {
            Some(value) => value,
            None => return Err($reader.missing($key)),
        }
    };
    (@finish nullable $value:ident, $key:literal, $reader:ident) => { $value };
    (@finish $kind:ident $value:ident, $key:literal, $reader:ident) => { $value.flatten() };
    (@write required $value:expr, $key:literal, $writer:ident) => { $writer.member($key, &$value) };
    (@write $kind:ident $value:expr, $key:literal, $writer:ident) => {
        if let Some(value) = &$value {
            $writer.member($key, value);
        }
    };
}

/// Declares a set of strings that the service may extend: an unknown one is kept in `Other`.
macro_rules! open_enum {
    (
        $(#[doc = $doc:literal])*
        pub enum $name:ident { $( $(#[doc = $variant_doc:literal])* $variant:ident = $text:literal, )* }
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum $name {
            $( $(#[doc = $variant_doc])* $variant, )*
            /// A value that this version of the model doesn't know, as it came.
            Other(String),
        }

        impl $name {
            /// The value on the wire.
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
            use $crate::json::{Decode, DecodeError, Reader, Shape, Wire, Writer};

            impl Decode for $name {
                fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
                    Ok(Self::from(&*reader.string()?))
                }
            }

            impl Wire for $name {
                const SHAPE: &'static Shape = &Shape::OpenEnum(&[$($text),*]);

                fn write(&self, writer: &mut Writer) {
                    writer.string(self.as_str());
                }

                #[cfg(not(target_arch = "wasm32"))]
                fn typescript() -> String {
                    stringify!($name).to_owned()
                }
            }

            #[cfg(not(target_arch = "wasm32"))]
            impl $crate::model::typescript::Declare for $name {
                fn declare() -> String {
                    $crate::model::typescript::open_enum(stringify!($name), &[$($doc),*], &[$($text),*])
                }
            }
        };
    };
}

/// Declares a union of objects told apart by their member `type`; an object of an unknown type is kept as it came.
macro_rules! tagged {
    (
        $(#[doc = $doc:literal])*
        pub enum $name:ident as $expected:literal, $suffix:literal {
            $( $(#[doc = $variant_doc:literal])* $variant:ident($ty:ty) = $text:literal, )*
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq)]
        pub enum $name {
            $( $(#[doc = $variant_doc])* $variant($ty), )*
            /// An object of a type that this version of the model doesn't know, as it came.
            Unknown {
                /// The value of its member `type`.
                r#type: String,
                /// The whole object.
                object: $crate::json::Raw,
            },
        }

        impl $name {
            /// The value of the member `type` on the wire.
            pub fn type_name(&self) -> &str {
                match self { $( Self::$variant(_) => $text, )* Self::Unknown { r#type, .. } => r#type }
            }
        }

        const _: () = {
            use $crate::json::{Decode, DecodeError, Members, Reader, Shape, Wire, Writer};

            impl Decode for $name {
                fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
                    let r#type = reader.peek_type($expected)?;
                    match &*r#type {
                        $( $text => <$ty>::read_members(reader, "type").map(Self::$variant), )*
                        _ => Ok(Self::Unknown { r#type: r#type.into_owned(), object: Decode::read(reader)? }),
                    }
                }
            }

            impl Wire for $name {
                const SHAPE: &'static Shape =
                    &Shape::Tagged($expected, &[$( ($text, <$ty as Wire>::SHAPE), )*]);

                fn write(&self, writer: &mut Writer) {
                    match self {
                        $( Self::$variant(object) => writer.object(|writer| {
                            writer.member("type", &$text.to_owned());
                            object.write_members(writer);
                        }), )*
                        Self::Unknown { object, .. } => object.write(writer),
                    }
                }

                #[cfg(not(target_arch = "wasm32"))]
                fn typescript() -> String {
                    stringify!($name).to_owned()
                }
            }

            #[cfg(not(target_arch = "wasm32"))]
            impl $crate::model::typescript::Declare for $name {
                fn declare() -> String {
                    $crate::model::typescript::tagged(stringify!($name), $suffix, &[$($doc),*], &[
                        $( (stringify!($variant), $text, <$ty as Wire>::typescript(), &[$($variant_doc),*]), )*
                    ])
                }
            }
        };
    };
}

pub(crate) use {object, open_enum, tagged};
