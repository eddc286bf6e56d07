//! How tokens are sent, to which origins, and that they appear nowhere else.

use super::super::{API_TOKEN, pipeline, with_api_token};
use super::{Tokens, friendly, get, token, tokens_sent};
use crate::error::ErrorKind;
use crate::pipeline::auth::Credential;
use crate::transport::scripted::{Answer, Scripted, answer};

#[test]
fn an_api_token_is_sent_as_it_is_and_never_renewed() {
    let world = friendly();
    world.run(get(&with_api_token(&world))).unwrap();
    assert_eq!(tokens_sent(&world), [API_TOKEN]);

    let world = Scripted::queue([answer(401, "")]);
    let error = world.run(get(&with_api_token(&world))).unwrap_err();
    assert_eq!((error.kind, error.status), (ErrorKind::Service, Some(401)));
    assert_eq!(world.sent().len(), 1);
    assert!(!format!("{error:?}").contains("c2VjcmV0"));
}

#[test]
fn a_token_that_no_header_may_hold_is_refused() {
    for text in ["", "a\n", "a\r\nX-Evil: 1", "a b", "ä", "a\0", "\u{7f}"] {
        let world = friendly();
        let tokens = Tokens::new(&world, [token(text, 60.0), token("t2", 60.0)]);
        let pipeline = tokens.pipeline();
        let error = world.run(get(&pipeline)).unwrap_err();
        assert_eq!((error.kind, world.sent().len()), (ErrorKind::Credential, 0), "{text:?}");
        assert!(text.is_empty() || !error.message.contains(text), "{error}");
        world.run(get(&pipeline)).unwrap();
    }
}

#[test]
fn nothing_is_sent_to_a_link_of_another_origin() {
    let world = friendly();
    let tokens = Tokens::new(&world, []);
    let answer =
        world.run(tokens.pipeline().exchange(Ok(crate::request::Request::from_link("https://evil.example/api"))));
    let error = answer.err().unwrap();
    assert_eq!((error.kind, tokens.asked(), world.sent().len()), (ErrorKind::ForeignLink, 0, 0));
}

#[test]
fn a_token_and_a_request_do_not_show_their_secret() {
    let token = token("s3cr3t", 60.0).unwrap();
    assert!(!format!("{token:?}").contains("s3cr3t"));
    let world = Scripted::queue([Answer::Never]);
    assert!(world.run_for(50.0, get(&with_api_token(&world))).is_none());
    let request = world.sent().remove(0);
    assert_eq!(
        format!("{request:?}"),
        "GET https://contoso.azureiotcentral.com/api/devices/a?api-version=2022-10-31-preview"
    );
}

#[test]
fn an_api_token_that_no_header_may_hold_is_refused() {
    for text in [
        "",
        "SharedAccessSignature sr=a&sig=b\n",
        "SharedAccessSignature sr=a\r\nX-Evil: 1",
        "SharedAccessSignature \u{1f600}",
    ] {
        let world = friendly();
        let result = world.run(get(&pipeline(&world, Credential::ApiToken(text.to_owned()))));
        assert_eq!((result.is_err(), world.sent().len()), (true, 0), "{text:?}");
    }
}
