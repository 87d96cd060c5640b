//! A server on a port of its own that answers everyone kindly and writes down who called. Whatever leaves the page ends here.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// The listener; it lives as long as the process.
#[derive(Debug, Clone)]
pub struct Listener {
    address: SocketAddr,
    calls: Arc<Mutex<Vec<String>>>,
    connections: Arc<AtomicUsize>,
}

impl Listener {
    /// Listens on a free port of this machine.
    pub fn start() -> std::io::Result<Listener> {
        let socket = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let listener =
            Listener { address: socket.local_addr()?, calls: Arc::default(), connections: Arc::default() };
        let kept = listener.clone();
        std::thread::spawn(move || {
            for stream in socket.incoming().flatten() {
                kept.connections.fetch_add(1, Ordering::Relaxed);
                let kept = kept.clone();
                std::thread::spawn(move || kept.take(stream).ok());
            }
        });
        Ok(listener)
    }

    /// Host and port.
    pub fn host(&self) -> String {
        self.address.to_string()
    }

    /// Connections so far, whether or not anything was said over them.
    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::Relaxed)
    }

    /// The first line of every request so far.
    pub fn calls(&self) -> Vec<String> {
        self.calls.lock().map(|calls| calls.clone()).unwrap_or_default()
    }

    fn take(&self, mut stream: TcpStream) -> std::io::Result<()> {
        stream.set_read_timeout(Some(Duration::from_secs(20)))?;
        let mut buffer = [0; 4096];
        let length = stream.read(&mut buffer)?;
        if length == 0 {
            return Ok(());
        }
        let text = String::from_utf8_lossy(&buffer[..length]).into_owned();
        if let Ok(mut calls) = self.calls.lock() {
            calls.push(text.lines().next().unwrap_or_default().to_string());
        }
        // Any origin may read the answer: if nothing arrives, it is not for fear of this server's own headers.
        write!(
            stream,
            "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Type: text/javascript\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        )
    }
}
