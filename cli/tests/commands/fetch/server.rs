//! An HTTP/1.1 server on the loopback interface that behaves as the tests need and records its requests.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// `"text, "` two hundred times, compressed by Python's `gzip.compress(text, mtime=0)`.
const GZIP: [u8; 36] = [
    0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03, 0x2b, 0x49, 0xad, 0x28, 0xd1, 0x51, 0x28, 0x19, 0x25,
    0x47, 0xc9, 0x51, 0x72, 0x94, 0x1c, 0xf4, 0x24, 0x00, 0xf8, 0x9e, 0xe0, 0xb5, 0xb0, 0x04, 0x00, 0x00,
];

/// The record of a server.
#[derive(Clone, Debug, Default)]
pub(crate) struct Seen {
    /// The number of connections.
    pub(crate) connections: usize,
    /// The number of requests.
    pub(crate) requests: usize,
    /// The maximum number of concurrent requests.
    pub(crate) at_once: usize,
    running: usize,
    /// The number of body bytes that have been sent.
    pub(crate) sent: usize,
    /// The number of body bytes that had been sent half a second after the last response began.
    pub(crate) sent_early: usize,
    /// The time that the last unfinished response had taken when the client hung up.
    pub(crate) hung_up: Option<Duration>,
}

#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    seen: Arc<Mutex<Seen>>,
}

impl Server {
    pub(crate) fn start() -> io::Result<Server> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let server = Server { address: listener.local_addr()?, seen: Arc::default() };
        let seen = server.seen.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let seen = seen.clone();
                update(&seen, |seen| seen.connections += 1);
                thread::spawn(move || serve(stream, &seen));
            }
        });
        Ok(server)
    }

    pub(crate) fn seen(&self) -> Seen {
        update(&self.seen, |seen| seen.clone())
    }
}

fn update<R>(seen: &Mutex<Seen>, f: impl FnOnce(&mut Seen) -> R) -> R {
    f(&mut seen.lock().unwrap_or_else(PoisonError::into_inner))
}

struct Request {
    method: String,
    target: String,
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

fn read_request(reader: &mut impl BufRead) -> io::Result<Option<Request>> {
    let mut line = String::new();
    if reader.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    let mut words = line.split_whitespace().map(str::to_owned);
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let mut headers = BTreeMap::new();
    loop {
        let mut line = Vec::new();
        reader.read_until(b'\n', &mut line)?;
        let line: String = line.iter().map(|&byte| char::from(byte)).collect();
        match line.trim_end().split_once(": ") {
            Some((name, value)) => headers.insert(name.to_ascii_lowercase(), value.to_owned()),
            None => break,
        };
    }
    let length = headers.get("content-length").and_then(|length: &String| length.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    Ok(Some(Request { method, target, headers, body }))
}

fn serve(stream: TcpStream, seen: &Mutex<Seen>) {
    let Ok(mut writer) = stream.try_clone() else { return };
    let mut reader = BufReader::new(stream);
    while let Ok(Some(request)) = read_request(&mut reader) {
        update(seen, |seen| {
            seen.requests += 1;
            seen.running += 1;
            seen.at_once = seen.at_once.max(seen.running);
        });
        let start = Instant::now();
        let answered = answer(&request, &mut writer, &mut reader, seen, start);
        update(seen, |seen| {
            seen.running -= 1;
            if answered.is_err() {
                seen.hung_up = Some(start.elapsed());
            }
        });
        if !matches!(answered, Ok(true)) {
            break;
        }
    }
    let _ = writer.shutdown(Shutdown::Both);
}

fn reply(writer: &mut TcpStream, status: &str, headers: &[(&str, &str)], body: &[u8]) -> io::Result<bool> {
    let mut text = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n", body.len());
    for (name, value) in headers {
        let _ = write!(text, "{name}: {value}\r\n");
    }
    // Headers are bytes: these Latin-1 characters are sent as one byte each.
    let mut bytes: Vec<u8> = text.chars().map(|character| character as u8).collect();
    bytes.extend_from_slice(b"\r\n");
    bytes.extend_from_slice(body);
    writer.write_all(&bytes).map(|()| true)
}

/// Returns part of a body, in which each byte depends on its position.
fn pattern(start: usize, length: usize) -> Vec<u8> {
    (start..start + length).map(|at| (at ^ at >> 8 ^ at >> 16) as u8).collect()
}

/// Answers a request. `Ok(false)` ends the connection.
fn answer(
    request: &Request,
    writer: &mut TcpStream,
    reader: &mut impl Read,
    seen: &Mutex<Seen>,
    start: Instant,
) -> io::Result<bool> {
    let (path, query) = request.target.split_once('?').unwrap_or((&request.target, ""));
    let redirect =
        |writer: &mut TcpStream, status: &str, to: &str| reply(writer, status, &[("Location", to)], b"moved");
    match path {
        "/hello" => {
            let headers = [("X-One", "1"), ("x-Many", "a"), ("X-MANY", "b"), ("X-Text", "é"), ("X-Empty", "")];
            let cookies = [("Set-Cookie", "a=1"), ("Set-Cookie", "b=2, c")];
            reply(writer, "200 Fine", &[&headers[..], &cookies].concat(), b"hello")
        }
        "/empty" => reply(writer, "200 OK", &[("Content-Encoding", "gzip")], b""),
        "/no-content" => writer.write_all(b"HTTP/1.1 204 No Content\r\nX-One: 1\r\n\r\n").map(|()| true),
        "/missing" => reply(writer, "404 Not Found", &[], b"there is nothing here"),
        "/slow" => {
            thread::sleep(Duration::from_millis(300));
            reply(writer, "200 OK", &[], query.as_bytes())
        }
        "/echo" => {
            let mut text = format!("{} {}\r\n", request.method, request.target);
            for (name, value) in &request.headers {
                // Headers that the clients add themselves are omitted.
                if name.starts_with("x-") || ["content-length", "content-type", "authorization"].contains(&&name[..]) {
                    let _ = write!(text, "{name}: {value}\r\n");
                }
            }
            let _ = write!(text, "{:02x?}", request.body);
            reply(writer, "200 OK", &[], text.as_bytes())
        }
        "/host" => reply(writer, "200 OK", &[], request.headers.get("host").map_or(b"none", |host| host.as_bytes())),
        "/agent" => {
            let agent = request.headers.get("user-agent").map_or("", String::as_str);
            reply(writer, "200 OK", &[], agent.as_bytes())
        }
        "/gzip" => reply(writer, "200 OK", &[("Content-Encoding", "gzip"), ("X-One", "1")], &GZIP),
        "/broken-gzip" => reply(writer, "200 OK", &[("Content-Encoding", "gzip")], b"this is not what it says"),
        "/redirect" => redirect(writer, "302 Found", query),
        "/redirect-303" => redirect(writer, "303 See Other", query),
        "/redirect-307" => redirect(writer, "307 Temporary Redirect", query),
        "/loop" => redirect(writer, "302 Found", "/loop"),
        // The header announces a thousand bytes, but the body has ten.
        "/cut" => writer.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n0123456789").map(|()| false),
        "/cut-chunk" => {
            let text = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\na\r\n0123456789\r\n5\r\n01";
            writer.write_all(text.as_bytes()).map(|()| false)
        }
        "/silent" => Ok(false),
        "/garbage" => writer.write_all(b"this is no HTTP\r\n\r\n").map(|()| false),
        "/chunked" => {
            writer.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")?;
            for piece in ["one ", "two ", "three"] {
                writer.write_all(format!("{:x}\r\n{piece}\r\n", piece.len()).as_bytes())?;
                thread::sleep(Duration::from_millis(50));
            }
            writer.write_all(b"0\r\n\r\n").map(|()| true)
        }
        // Does not respond until the client hangs up.
        "/hang" => hang(reader),
        "/drip" => {
            writer.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n0123456789")?;
            hang(reader)
        }
        "/big" => {
            let length = query.parse().unwrap_or(0);
            writer.write_all(format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n").as_bytes())?;
            let mut sent = 0;
            while sent < length {
                let piece = pattern(sent, (length - sent).min(16 << 10));
                writer.write_all(&piece)?;
                sent += piece.len();
                update(seen, |seen| {
                    seen.sent += piece.len();
                    if start.elapsed() < Duration::from_millis(500) {
                        seen.sent_early = seen.sent;
                    }
                });
            }
            Ok(true)
        }
        _ => reply(writer, "400 Bad Request", &[], b"there is no such path"),
    }
}

fn hang(reader: &mut impl Read) -> io::Result<bool> {
    // This returns when the connection ends.
    let _ = reader.read_exact(&mut [0]);
    Err(io::ErrorKind::ConnectionReset.into())
}
