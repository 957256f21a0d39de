"""A mail server for the tests of notices, on a free port of 127.0.0.1.

Run as `server.py [plain|auth|starttls|tls]`. It says `{"port": N}` on a line
of its own, then a line of JSON for each mail that arrives, read by Python's
own parser of mails and not by what wrote it. What it does to a recipient is
said by the first part of the address: `refused@`, `later@`, `slow@`, `away@`
(it goes away before the mail is said), `perhaps@` (after it, without an
answer); a sender `nobody@` is refused. It ends with its standard input.

`authority.pem`, `server.pem` and `server.key` beside it were made for this
alone; nothing else trusts them.
"""

import asyncio
import json
import pathlib
import ssl
import sys
from email import message_from_bytes, policy

from aiosmtpd.smtp import SMTP, AuthResult

HERE = pathlib.Path(__file__).parent


def say(**line):
    print(json.dumps(line), flush=True)


class Handler:
    async def handle_MAIL(self, server, session, envelope, address, options):
        if address.startswith("nobody@"):
            return "553 nobody may send from there"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        kind = address.split("@")[0]
        if kind == "refused":
            return f"550 there is no {address} here"
        if kind == "later":
            return "451 try again later"
        if kind == "away":
            server.transport.abort()
            return "421 going away"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        mail = message_from_bytes(envelope.content, policy=policy.default)
        kind = envelope.rcpt_tos[0].split("@")[0]
        say(
            sender=envelope.mail_from,
            recipients=envelope.rcpt_tos,
            headers=[[name, str(value)] for name, value in mail.items()],
            text=mail.get_content(),
            defects=[repr(defect) for defect in mail.defects],
            ascii=envelope.content.isascii(),
            line_bytes_max=max(len(line) for line in envelope.content.split(b"\r\n")),
            bare=envelope.content.replace(b"\r\n", b"").count(b"\n"),
            peer_tls=server.transport.get_extra_info("ssl_object") is not None,
            login=str(session.auth_data or ""),
        )
        if kind == "slow":
            await asyncio.sleep(3600)
        if kind == "perhaps":
            server.transport.abort()
        return "250 taken"


def authenticator(server, session, envelope, mechanism, data):
    known = data.login == b"notices" and data.password == b"a pass word"
    return AuthResult(success=known, handled=False, auth_data=data.login.decode())


def protocol(mode, loop):
    more = {}
    if mode == "auth":
        more = dict(auth_required=True, auth_require_tls=False, authenticator=authenticator)
    if mode == "starttls":
        more = dict(tls_context=context(), require_starttls=True)
    return SMTP(Handler(), hostname="mail.test", loop=loop, **more)


def context():
    it = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    it.load_cert_chain(HERE / "server.pem", HERE / "server.key")
    return it


async def main(mode):
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: protocol(mode, loop),
        "127.0.0.1",
        0,
        ssl=context() if mode == "tls" else None,
    )
    say(port=server.sockets[0].getsockname()[1])
    await loop.run_in_executor(None, sys.stdin.read)


asyncio.run(main(sys.argv[1] if len(sys.argv) > 1 else "plain"))
