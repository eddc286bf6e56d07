//! Failures of other code.

use std::error::Error;
use std::fmt;
use std::rc::Rc;

/// What other code failed with: the credential, or what sends the requests. Clones share one value.
#[derive(Clone)]
pub struct Cause(Rc<dyn Error>);

impl Cause {
    /// A cause from an error or a text.
    ///
    /// ```
    /// let cause = iotcentral_web::Cause::new("sign in first");
    /// ```
    pub fn new(error: impl Into<Box<dyn Error>>) -> Self {
        Self(error.into().into())
    }

    #[cfg_attr(not(target_arch = "wasm32"), expect(dead_code, reason = "the browser's"))]
    pub(crate) fn of(error: impl Error + 'static) -> Self {
        Self(Rc::new(error))
    }

    /// The value itself, to be downcast.
    #[must_use]
    pub fn get(&self) -> &(dyn Error + 'static) {
        &*self.0
    }
}

/// A sentence, for where there is no error.
impl From<&'static str> for Cause {
    fn from(sentence: &'static str) -> Self {
        Self(Rc::new(Sentence(sentence)))
    }
}

/// Not by the library's error of a text, whose `Debug` is 4 KB of the module.
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

/// The same value, not an equal one.
impl PartialEq for Cause {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// Without the value, which may hold secrets.
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
