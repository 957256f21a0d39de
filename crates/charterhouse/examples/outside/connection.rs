//! A connection that is kept open, and asks for one thing after another.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};

use serde_json::Value;

use crate::Trouble;

/// One connection.
#[derive(Debug)]
pub(crate) struct Connection {
    stream: BufReader<TcpStream>,
    token: String,
}

impl Connection {
    /// Connects, as whoever the token belongs to.
    pub(crate) fn open(address: SocketAddr, token: &str) -> Result<Connection, Trouble> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        Ok(Connection {
            stream: BufReader::new(stream),
            token: token.to_owned(),
        })
    }

    /// Sends JSON and takes JSON; any answer but success is an error.
    pub(crate) fn post(&mut self, path: &str, body: &Value) -> Result<Value, Trouble> {
        let body = body.to_string();
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {}\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n",
            self.token,
            body.len()
        );
        let answer = self.ask(path, &format!("{head}{body}"))?;
        Ok(serde_json::from_slice(&answer)?)
    }

    /// Asks for a page and reads it to its end; any answer but the page is an error.
    pub(crate) fn get(&mut self, path: &str) -> Result<Vec<u8>, Trouble> {
        self.ask(
            path,
            &format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"),
        )
    }

    fn ask(&mut self, path: &str, request: &str) -> Result<Vec<u8>, Trouble> {
        self.stream.get_mut().write_all(request.as_bytes())?;
        let mut status = String::new();
        self.stream.read_line(&mut status)?;
        let mut length = 0;
        loop {
            let mut line = String::new();
            if self.stream.read_line(&mut line)? == 0 || line == "\r\n" {
                break;
            }
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse()?;
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body)?;
        if status.contains(" 200 ") {
            return Ok(body);
        }
        let said = String::from_utf8_lossy(&body);
        Err(format!("{path}: {} {said}", status.trim()).into())
    }
}
