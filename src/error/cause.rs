//! Errors of other code: the application's credential, or the transport.

use std::error::Error;
use std::fmt;
use std::rc::Rc;

/// The error of other code that an operation failed with: of the credential or of the transport. Clones share one
/// value.
#[derive(Clone)]
pub struct Cause(Rc<dyn Error>);

impl Cause {
    /// Creates a cause from an error or a text.
    ///
    /// ```
    /// let cause = iotcentral_web::Cause::new("sign in first");
    /// ```
    pub fn new(error: impl Into<Box<dyn Error>>) -> Self {
        Self(error.into().into())
    }

    #[cfg_attr(not(target_arch = "wasm32"), expect(dead_code, reason = "the browser's"))]
    pub(crate) fn from_error(error: impl Error + 'static) -> Self {
        Self(Rc::new(error))
    }

    /// Returns the error itself, for a downcast.
    ///
    /// ```
    /// use iotcentral_web::Cause;
    ///
    /// let cause = Cause::new(std::io::Error::other("offline"));
    /// assert!(cause.get().is::<std::io::Error>());
    /// ```
    #[must_use]
    pub fn get(&self) -> &(dyn Error + 'static) {
        &*self.0
    }
}

/// Creates a cause from a sentence where other code gave no error.
impl From<&'static str> for Cause {
    fn from(sentence: &'static str) -> Self {
        Self(Rc::new(Sentence(sentence)))
    }
}

/// A type of its own, since the standard library's error for a text has a `Debug` of 4 KB in the module.
struct Sentence(&'static str);

impl Error for Sentence {}

impl fmt::Debug for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl fmt::Display for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// Two causes are equal only if they share one value.
impl PartialEq for Cause {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// Hides the value, which may hold secrets.
impl fmt::Debug for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Cause(…)")
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
