//! Checks that the committed header is the one that cbindgen generates from the source.

use std::{env, fs, path::Path};

use cbindgen::{Builder, Config};

#[test]
#[cfg_attr(miri, ignore = "Miri shows no files of the host, and the test has no `unsafe`")]
fn header_is_current() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let config = Config::from_file(folder.join("cbindgen.toml")).expect("cbindgen.toml is valid");
    let mut made = Vec::new();
    Builder::new().with_crate(folder).with_config(config).generate().expect("the source is valid").write(&mut made);
    let made = String::from_utf8(made).expect("the header is UTF-8");
    let header = folder.join("include/gojs.h");
    if env::var_os("UPDATE_HEADER").is_some() {
        fs::write(&header, &made).expect("the header is writable");
    }
    let kept = fs::read_to_string(&header).expect("the header is readable");
    assert!(kept == made, "include/gojs.h is out of date: run this test with UPDATE_HEADER=1");
}
