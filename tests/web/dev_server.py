"""A stand-in for the web channel, for work on the pages without Rasa; tests use the real server.

    python tests/web/dev_server.py [port]

Serves bot/web under /web and answers the channel's API from a few canned replies. Its behaviour
is changed while it runs: POST /dev {"off": true} (every API call fails), {"delay": 3} (seconds
before an answer), {"status": 429} (the next message is refused), {"forget": true} (all sessions).
"""

from __future__ import annotations

import json
import sys
import time
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

WEB = Path(__file__).resolve().parents[2] / "bot" / "web"
PAGES = {
    "/web/": "index.html",
    "/web/kiosk": "kiosk.html",
    "/web/hostile": "hostile.html",
}
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
}
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)

NBSP = "\u00a0"
SMIC = {
    "publisher": "Service-Public.fr",
    "title": "Salaire minimum de croissance (Smic)",
    "date": "1er juin 2026",
    "url": "https://www.service-public.fr/particuliers/vosdroits/F2300",
}
LAW = {
    "publisher": "Légifrance (Code de la consommation)",
    "title": "Article L. 223-1, version du 11 août 2026",
    "date": "11 août 2026",
    "url": "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000051830374",
}
CRCD = {
    "publisher": "Ministère du Travail",
    "title": "Titre professionnel conseiller relation client à distance",
    "date": "2011",
    "url": "https://www.francecompetences.fr/recherche/rncp/35304/",
}
SURVEY = {
    "publisher": "UFC-Que Choisir",
    "title": "Démarchage téléphonique, enquête",
    "date": "octobre 2024",
    "url": "javascript:alert(1)",
}


def _topic(
    key: str, title: str, short: str, answer: str, *sources: dict[str, str]
) -> dict[str, Any]:
    return {"id": key, "title": title, "short": short, "answer": answer, "sources": list(sources)}


THEMES = [
    {
        "id": "job",
        "title": "Le métier",
        "topics": [
            _topic(
                "heat_pumps",
                f"Vous vendez juste des pompes à chaleur{NBSP}?",
                f"Non{NBSP}: démarcher un particulier par téléphone pour une pompe à chaleur est "
                "interdit depuis 2020, sauf contrat en cours. Le métier, c’est aussi vous aider.",
                f"Non{NBSP}: le cliché est tenace, mais la loi a tranché. Appeler un particulier "
                "pour lui vendre une pompe à chaleur est interdit depuis 2020, sauf contrat en "
                "cours avec lui. Vendre fait partie du métier, c’est vrai ; l’autre volet, c’est "
                "vous répondre quand vous avez une panne, une question, une réclamation.",
                LAW,
                SURVEY,
            ),
            _topic(
                "job_list",
                f"Quels métiers dans un centre de contacts{NBSP}?",
                "Conseiller, superviseur, formateur, planificateur, technicien support…",
                "Conseiller, superviseur, formateur, planificateur, technicien support, chargé de "
                "qualité, data analyst, concepteur de bots…",
                CRCD,
            ),
            _topic(
                "typical_day",
                f"À quoi ressemble une journée de conseiller{NBSP}?",
                "Un point d’équipe, des appels, des pauses, des dossiers à tenir à jour.",
                "Un point d’équipe, des appels, des pauses, des dossiers à tenir à jour.",
                CRCD,
            ),
            _topic(
                "role_trainer",
                f"Que fait un formateur{NBSP}?",
                "Il prépare les débutants et entretient le savoir des autres.",
                "Il prépare les débutants et entretient le savoir des autres.",
                CRCD,
            ),
            _topic(
                "role_planner",
                f"Que fait un planificateur{NBSP}?",
                "Il prévoit les appels et les horaires qu’il faut pour y répondre.",
                "Il prévoit les appels et les horaires qu’il faut pour y répondre.",
                CRCD,
            ),
        ],
    },
    {
        "id": "conditions",
        "title": "Salaire et conditions",
        "topics": [
            _topic(
                "salary",
                f"On gagne combien dans ce métier{NBSP}?",
                f"Au moins le Smic pour débuter{NBSP}: depuis juin 2026, 1{NBSP}867,02{NBSP}euros "
                f"bruts par mois à 35 heures, environ 1{NBSP}478{NBSP}euros nets.",
                f"Au départ, au moins le Smic{NBSP}: depuis le 1er juin 2026, c’est 1{NBSP}867,02"
                f"{NBSP}euros bruts par mois à 35 heures. La suite dépend beaucoup de qui vous "
                "embauche.",
                SMIC,
            ),
            _topic(
                "remote_work",
                f"Peut-on faire ce métier en télétravail{NBSP}?",
                "Oui, le texte officiel du métier le prévoit, en général après des débuts sur "
                "site.",
                "C’est possible : le texte officiel du métier de conseiller (2011) prévoit le "
                "travail à domicile.",
                CRCD,
            ),
        ],
    },
    {"id": "entry", "title": "Se former et postuler", "topics": []},
    {"id": "image", "title": "Image et utilité", "topics": []},
    {"id": "calls", "title": "Appels indésirables", "topics": []},
]
TOPICS = {topic["id"]: topic for theme in THEMES for topic in theme["topics"]}  # type: ignore[attr-defined]
MORE = {"title": "Dites-m’en plus", "payload": "/tell_me_more"}
SOURCE = {"title": f"D’où vient cette info{NBSP}?", "payload": "/ask_source"}


def _reply(text: str, *buttons: dict[str, str], **rest: Any) -> dict[str, Any]:
    blank = {"links": [], "sources": [], "topic": None, "kind": "reply", "judge": False}
    return {"text": text, "buttons": list(buttons), **blank, **rest}


def _button(topic: str) -> dict[str, str]:
    return {"title": TOPICS[topic]["title"], "payload": f"/{topic}"}


def _answer(key: str, brief: bool) -> dict[str, Any]:
    topic = TOPICS[key]
    others = [_button(other) for other in TOPICS if other != key][:2]
    told = {"sources": topic["sources"], "topic": key, "kind": "answer", "judge": True}
    return _reply(topic["short" if brief else "answer"], MORE, *others, SOURCE, **told)


def _claim(number: int) -> dict[str, Any]:
    buttons = [
        {"title": title, "payload": f"/quiz_{word}"}
        for title, word in (("Vrai", "true"), ("Faux", "false"), ("Je ne sais pas", "unknown"))
    ]
    text = (
        f"Question {number} sur 2{NBSP}: vrai ou faux{NBSP}? «{NBSP}Dans un centre de contacts, on "
        f"ne fait que vendre.{NBSP}»"
    )
    return _reply(text, *buttons, kind="question", topic="play_myth_quiz")


HOSTILE_TEXT = (
    "<img src=x onerror=alert(1)> <script>alert(2)</script> [lien](javascript:alert(3)) "
    "https://example.org/page?a=1&b=<b>gras</b>"
)


def replies(heard: str, profile: str) -> list[dict[str, Any]]:
    """Return the canned replies to a text or a payload."""
    key = heard.removeprefix("/")
    brief = profile == "kiosk"
    if key in TOPICS:
        return [_answer(key, brief)]
    if key == "greet":
        text = (
            "Bonjour, je suis Décroche, un assistant automatique : un programme, pas une personne. "
            "Je réponds à vos questions sur les métiers des centres de contacts et sur les appels "
            f"que vous n’avez pas demandés. Par quoi commence-t-on{NBSP}?"
        )
        return [_reply(text, *map(_button, ("heat_pumps", "salary", "job_list")), topic="greet")]
    if key == "start_over":
        text = "On repart de zéro. Quelle est votre question ?"
        return [_reply(text, *map(_button, ("heat_pumps", "salary")), topic="start_over")]
    if key == "tell_me_more":
        text = "Dans son billet « Moi quand je serai grand… » (2021), un professionnel raconte."
        told = {
            "kind": "more",
            "sources": [SURVEY, LAW, SMIC],
            "judge": True,
            "topic": "heat_pumps",
        }
        return [_reply(text, _button("salary"), SOURCE, **told)]
    if key == "ask_source":
        text = (
            f"Voici d’où je tiens cette réponse{NBSP}:\n• Service-Public.fr, «{NBSP}Smic{NBSP}»"
            f"{NBSP}: https://www.service-public.fr/particuliers/vosdroits/F2300\n• Légifrance, "
            "Code de la consommation"
        )
        return [_reply(text, MORE, kind="sources")]
    if key == "play_myth_quiz":
        return [_reply("Je vous soumets deux idées reçues. À vous de dire."), _claim(1)]
    if key.startswith("quiz_true") or key.startswith("quiz_unknown"):
        return [_reply("Pas cette fois. L’accueil de vos questions est l’autre volet."), _claim(2)]
    if key.startswith("quiz_false"):
        text = "2 sur 2, sans une faute. Vous pourriez poser les questions à ma place."
        again = {"title": "Rejouer", "payload": "/play_myth_quiz"}
        return [_reply(text, again, kind="result", topic="play_myth_quiz")]
    if key == "find_my_job":
        titles = ["Écouter et rendre service", "Convaincre et vendre", "Organiser et prévoir"]
        buttons = [{"title": title, "payload": "/orientation_end"} for title in titles]
        ask = f"Qu’est-ce qui vous plairait le plus dans une journée{NBSP}?"
        return [_reply(ask, *buttons, kind="question", topic="find_my_job")]
    if key == "orientation_end":
        text = (
            f"Deux métiers à regarder{NBSP}:\n• formateur, parce que vous aimez faire progresser "
            "les autres\n• planificateur, parce que vous aimez organiser"
        )
        buttons = [_button("role_trainer"), _button("role_planner")]
        return [_reply(text, *buttons, kind="result", topic="find_my_job")]
    if key == "positive_feedback":
        return [_reply("Merci, c’est noté.")]
    if key == "negative_feedback":
        return [_reply("Merci de le dire. Qu’est-ce qui n’allait pas ?")]
    if "contact" in key:
        links = [
            {"title": "Écrire au recrutement", "url": "mailto:recrutement@example.org"},
            {"title": "Appeler le 0 806 000 126", "url": "tel:+33806000126"},
            {"title": "Les offres", "url": "https://example.org/offres"},
            {"title": "Un lien refusé", "url": "javascript:alert(1)"},
        ]
        return [_reply("Voici comment joindre une personne :", links=links)]
    if "xss" in key:
        evil = {"title": "<b>bouton</b>", "payload": "/greet"}
        return [_reply(HOSTILE_TEXT, evil, sources=[SURVEY])]
    text = "Là, je ne sais pas, et je préfère ne pas deviner."
    return [_reply(text, _button("heat_pumps"), _button("salary"))]


class Bot:
    """What the stand-in remembers."""

    def __init__(self) -> None:
        self.sessions: dict[str, str] = {}
        self.turns: dict[str, list[dict[str, Any]]] = {}
        self.off = False
        self.delay = 0.3
        self.status = 0


BOT = Bot()


class Handler(BaseHTTPRequestHandler):
    """One request."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Serve a page, a file or a GET of the API."""
        path = urlsplit(self.path).path
        if path.startswith("/web/api/"):
            self._api("GET", path.removeprefix("/web/api/"))
        elif path == "/web/qr.svg":
            self._send(200, _QR, ".svg")
        else:
            self._file(path)

    def do_POST(self) -> None:
        """Serve a POST of the API, or change the behaviour."""
        if self.path == "/dev":
            wanted = self._body()
            if wanted.pop("forget", False):
                BOT.sessions.clear()
            for name, value in wanted.items():
                setattr(BOT, name, value)
            self._send(200, b"{}", ".json")
        else:
            self._api("POST", self.path.removeprefix("/web/api/"))

    def do_DELETE(self) -> None:
        """Serve a DELETE of the API."""
        self._api("DELETE", self.path.removeprefix("/web/api/"))

    def do_OPTIONS(self) -> None:
        """Allow every origin: this is no server for visitors."""
        self._send(204, b"", ".json")

    def _file(self, path: str) -> None:
        name = PAGES.get(path, path.removeprefix("/web/"))
        file = (WEB / name).resolve()
        if not file.is_file() or WEB not in file.parents:
            self._send(404, b"", ".json")
        else:
            self._send(200, file.read_bytes(), file.suffix)

    def _api(self, method: str, path: str) -> None:
        body = self._body()
        if BOT.off:
            self.close_connection = True
            self.connection.close()
            return
        if path == "health":
            self._json(200, {"status": "ok"})
        elif path == "faq":
            self._json(200, {"themes": THEMES})
        elif path == "session":
            token = uuid.uuid4().hex
            BOT.sessions[token] = body.get("profile", "site")
            BOT.turns[token] = []
            self._json(
                201, {"token": token, "expires_at": "2030-01-01T00:00:00Z", "dictation": True}
            )
        else:
            self._conversation(method, path, body)

    def _conversation(self, method: str, path: str, body: dict[str, Any]) -> None:
        token = (self.headers.get("Authorization") or "").removeprefix("Bearer ")
        if token not in BOT.sessions:
            self._json(401, {"title": "Session inconnue", "detail": "", "status": 401})
        elif method == "DELETE":
            del BOT.sessions[token]
            BOT.turns.pop(token, None)
            self._send(204, b"", ".json")
        elif method == "GET":
            self._json(200, {"turns": BOT.turns[token]})
        else:
            self._message(token, body)

    def _message(self, token: str, body: dict[str, Any]) -> None:
        if BOT.status:
            status, BOT.status = BOT.status, 0
            problem = {"title": "Refusé", "detail": "Ce message ne peut pas être traité."}
            self._json(status, {**problem, "status": status})
            return
        turns = BOT.turns[token]
        known = next((turn for turn in turns if turn["id"] == body["id"]), None)
        if not known:
            time.sleep(BOT.delay)
            heard = body.get("payload") or body.get("text") or ""
            said = body.get("title") or body.get("text")
            known = {
                "id": body["id"],
                "said": said,
                "replies": replies(heard, BOT.sessions.get(token, "site")),
            }
            turns.append(known)
        self._json(200, {"id": known["id"], "replies": known["replies"]})

    def _body(self) -> dict[str, Any]:
        length = int(self.headers.get("Content-Length") or 0)
        body: dict[str, Any] = json.loads(self.rfile.read(length) or b"{}")
        return body

    def _json(self, status: int, answer: object) -> None:
        self._send(status, json.dumps(answer).encode(), ".json")

    def _send(self, status: int, content: bytes, suffix: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", TYPES.get(suffix, "application/json"))
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-cache")
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Access-Control-Allow-Headers", "Authorization, Content-Type")
        self.send_header("Access-Control-Allow-Methods", "GET, POST, DELETE")
        if suffix == ".html":
            self.send_header("Content-Security-Policy", CSP)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Stay quiet."""


_QR = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 25 25" shape-rendering="crispEdges">'
    b'<path fill="#fff" d="M0 0h25v25H0z"/><path stroke="#000" d="M2 2.5h7m3 0h1m1 0h2m0 0h7M2 8.5'
    b"h7m7 0h7M2 3v6M8.5 3v6M16.5 3v6M22.5 3v6M2 16.5h7m-7 6h7M2.5 16v7M8.5 16v7M4 5.5h3"
    b"m11 0h3M4 19.5h3m4-9h6m-5 2h9m-8 3h3m2 2h5m-9 2h4m2 2h3M11 22.5h5"
    b'"/></svg>'
)


def main() -> None:
    """Serve until interrupted."""
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 8600
    print(f"http://127.0.0.1:{port}/web/", flush=True)
    ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()


if __name__ == "__main__":
    main()
