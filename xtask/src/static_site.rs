//! A static file server on the standard library: what `serve` shows the page with, and what the end-to-end tests load it from.
//!
//! It does as much of HTTP/1.1 (RFC 9112) as a browser needs to load files: GET and HEAD, one request for each connection.
//! It sends no header that a plain static host would not send.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A running server. It lives as long as the process.
#[derive(Debug, Clone)]
pub struct StaticSite {
    address: SocketAddr,
    prefix: String,
    requests: Arc<Mutex<Vec<String>>>,
}

impl StaticSite {
    /// Serves `folder` under `prefix` (`/` or `/any/sub/path/`) on the given port of this machine alone; 0 takes any free port.
    pub fn start(folder: &Path, prefix: &str, port: u16) -> std::io::Result<StaticSite> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let site = StaticSite {
            address: listener.local_addr()?,
            prefix: prefix.to_string(),
            requests: Arc::default(),
        };
        let (folder, serving) = (folder.to_path_buf(), site.clone());
        std::thread::spawn(move || {
            for connection in listener.incoming().flatten() {
                let (folder, serving) = (folder.clone(), serving.clone());
                // A browser that gives up in the middle of an answer is no one's problem.
                std::thread::spawn(move || serving.answer(connection, &folder).ok());
            }
        });
        Ok(site)
    }

    /// The address of the page.
    pub fn url(&self) -> String {
        format!("http://{}{}", self.address, self.prefix)
    }

    /// The requests so far, as `METHOD /path?query`.
    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().map(|requests| requests.clone()).unwrap_or_default()
    }

    fn answer(&self, mut connection: TcpStream, folder: &Path) -> std::io::Result<()> {
        connection.set_read_timeout(Some(Duration::from_secs(10)))?;
        let mut lines = BufReader::new(connection.try_clone()?.take(64 * 1024)).lines();
        let Some(request) = lines.next().transpose()? else { return Ok(()) };
        for line in lines {
            if line?.is_empty() {
                break;
            }
        }
        let mut words = request.split(' ');
        let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        if let Ok(mut requests) = self.requests.lock() {
            requests.push(format!("{method} {target}"));
        }
        if !matches!(method, "GET" | "HEAD") {
            return respond(
                &mut connection,
                "405 Method Not Allowed",
                "text/plain",
                b"only GET and HEAD",
                true,
            );
        }
        let file = self.file(target, folder);
        match file.as_ref().and_then(|file| std::fs::read(file).ok().map(|bytes| (file, bytes))) {
            Some((file, bytes)) => {
                respond(&mut connection, "200 OK", media_type(file), &bytes, method == "GET")
            }
            None => respond(&mut connection, "404 Not Found", "text/plain", b"no such file", method == "GET"),
        }
    }

    fn file(&self, target: &str, folder: &Path) -> Option<PathBuf> {
        let path = target.split(['?', '#']).next()?.strip_prefix(&self.prefix)?;
        let path = if path.is_empty() || path.ends_with('/') {
            format!("{path}index.html")
        } else {
            path.to_string()
        };
        // The site has no names that need escapes, so whatever is escaped is not there.
        let is_plain =
            path.split('/').all(|part| !part.is_empty() && part != ".." && !part.contains(['%', '\\', ':']));
        is_plain.then(|| folder.join(path))
    }
}

fn respond(
    stream: &mut TcpStream,
    status: &str,
    kind: &str,
    body: &[u8],
    with_body: bool,
) -> std::io::Result<()> {
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nCache-Control: no-cache\r\nConnection: close\r\n\r\n",
        body.len()
    )?;
    if with_body {
        stream.write_all(body)?;
    }
    stream.flush()
}

fn media_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "woff2" => "font/woff2",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "json" | "webmanifest" => "application/json",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn get(site: &StaticSite, target: &str) -> String {
        let mut stream = TcpStream::connect(site.address).unwrap();
        write!(stream, "GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    #[test]
    fn files_are_found_under_the_sub_path_and_nowhere_else() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let site = StaticSite::start(&folder, "/any/sub/path/", 0).unwrap();
        assert!(get(&site, "/any/sub/path/static_site.rs?v=1").starts_with("HTTP/1.1 200 OK\r\n"));
        for target in
            ["/static_site.rs", "/any/sub/path/../Cargo.toml", "/any/sub/path//etc/passwd", "/any/sub/path/"]
        {
            assert!(get(&site, target).starts_with("HTTP/1.1 404 "), "{target}");
        }
        assert_eq!(site.requests().len(), 5);
        assert_eq!(site.requests()[0], "GET /any/sub/path/static_site.rs?v=1");
    }
}
