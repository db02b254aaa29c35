//! The header that is kept is the one that the source makes.

use std::{env, fs, path::Path};

use cbindgen::{Builder, Config};

#[test]
#[cfg_attr(miri, ignore = "Miri shows no files of the host, and the test has no `unsafe`")]
fn header_is_current() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let config = Config::from_file(folder.join("cbindgen.toml")).expect("cbindgen.toml can be read");
    let mut made = Vec::new();
    Builder::new().with_crate(folder).with_config(config).generate().expect("the source can be read").write(&mut made);
    let made = String::from_utf8(made).expect("a header is text");
    let header = folder.join("include/gojs.h");
    if env::var_os("UPDATE_HEADER").is_some() {
        fs::write(&header, &made).expect("the header can be written");
    }
    let kept = fs::read_to_string(&header).expect("there is a header");
    assert!(kept == made, "include/gojs.h is not what the source makes: run this test with UPDATE_HEADER=1");
}
