"""A real SMTP server for tests. It keeps what it takes, and is as difficult as it is told.

Commands come on stdin, one a line, and are answered with one line of JSON on stdout:
`mode NAME` (take, busy, dislike, greylist, refuse, policy, ascii, slow, hang_up, no_data), `list` (all
mails so far).
"""

import asyncio
import email
import email.policy
import json
import sys

from aiosmtpd.smtp import SMTP, AuthResult


class Handler:
    def __init__(self):
        self.mode = "take"
        self.mails = []
        self.known = set()
        self.attempts = 0

    async def handle_MAIL(self, server, session, envelope, address, options):
        self.attempts += 1
        if self.mode == "busy":
            return "421 4.3.2 too busy"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.mode == "dislike" and address.startswith("ben"):
            return "421 4.3.2 not now"
        if self.mode == "policy":
            return "554 5.7.1 too much for one day"
        if self.mode == "refuse":
            return "550 5.1.1 nobody of this name"
        if self.mode == "greylist" and address not in self.known:
            self.known.add(address)
            return "451 4.7.1 greylisted, come back"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.mode == "slow":
            await asyncio.sleep(1.5)
        if self.mode == "no_data":
            return "452 4.3.1 no room"
        if self.mode == "hang_up":
            server.transport.abort()
            return "250 never heard"
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        part = lambda kind: message.get_body((kind,)).get_content().replace("\r\n", "\n")
        headers = {name.lower(): str(value) for name, value in message.items()}
        self.mails.append(
            {
                "to": envelope.rcpt_tos,
                "headers": headers,
                "plain": part("plain"),
                "html": part("html"),
            }
        )
        return "250 taken"


def authenticator(account):
    def check(server, session, envelope, mechanism, data):
        given = f"{data.login.decode()}:{data.password.decode()}"
        return AuthResult(success=given == account)

    return check


async def main():
    port, account = int(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else None
    handler, loop = Handler(), asyncio.get_running_loop()
    secured = {}
    if account:
        secured = {
            "authenticator": authenticator(account),
            "auth_required": True,
            "auth_require_tls": False,
        }
    make = lambda: SMTP(
        handler, hostname="test", enable_SMTPUTF8=handler.mode != "ascii", **secured
    )
    server = await loop.create_server(make, "127.0.0.1", port)
    say({"port": server.sockets[0].getsockname()[1]})
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        match line.split():
            case ["mode", name]:
                handler.mode = name
                say({})
            case ["list"]:
                say({"mails": handler.mails, "attempts": handler.attempts})


def say(value):
    print(json.dumps(value), flush=True)


asyncio.run(main())
