"""What the widget and the kiosk take, by Chromium's own count: bytes, requests, heap, focus stops.

No time decides: those that are taken are printed, and kept beside the screenshots.
"""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import CDPSession, Page, Route, expect

from tests.channels.web.servers import Servers
from tests.conftest import wait_for
from tests.web.browsing import Browsing
from tests.web.conftest import SCREENSHOTS
from tests.web.kiosk import LANDSCAPE, Kiosk
from tests.web.places import HostSite
from tests.web.widget import Widget

PAGE = (
    '<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Emplois</title>'
    '<link rel="icon" href="data:,"></head><body><main><h1>Emplois</h1></main>'
    '<script type="module" src="{server}/web/widget.js"></script>'
    '<decroche-chat server="{server}"></decroche-chat></body></html>'
)
SLOW_3G = {
    "offline": False,
    "latency": 400,  # milliseconds
    "downloadThroughput": 400_000 / 8,  # bytes a second
    "uploadThroughput": 400_000 / 8,
}
SLOWER = 4  # times a processor
ON_THE_WIRE = 21_000  # bytes: the widget's 20,000 at most, and what the protocol adds
MESSAGES = 200
RESETS = 300
# What a message may add: its turn's places for the Tab key, and bytes of heap.
STOPS_A_MESSAGE = 1.5
HEAP_A_MESSAGE = 12_000
# What 300 visits may: a screen that is not yet collected, and what Chromium itself keeps.
HEAP_OF_ALL_VISITS = 300_000
NODES_OF_ALL_VISITS = 800
FOCUS_STOPS = """(host) => [...host.shadowRoot.querySelectorAll(
  "button, a[href], summary, textarea, [tabindex='0']")]
  .filter((e) => e.checkVisibility() && !e.disabled).length"""
TRIES = 6
LONG_TASKS = """(() => {
  const seen = [];
  const note = (entries) => seen.push(...entries.map(({ duration }) => duration));
  const observer = new PerformanceObserver((list) => note(list.getEntries()));
  observer.observe({ type: "longtask" });
  globalThis.longTasks = () => (note(observer.takeRecords()), seen);
})()"""
A_LONG_TASK = """() => new Promise((done) => setTimeout(() => {
  const end = performance.now() + 80;
  while (performance.now() < end);
  setTimeout(done);
}))"""
SHOWN = """(host) => host.shadowRoot?.querySelector(".launcher")?.getClientRects().length
  ? performance.now() : null"""
ASK = """async ([host, count]) => {
  for (let n = 0; n < count; n += 1) {
    host.ask({ text: `Question ${n}` });
    const isAnswered = () => host.shadowRoot.querySelectorAll(".turn .reply").length > n + 1;
    while (!isAnswered()) await new Promise(requestAnimationFrame);
  }
}"""
# Visits that begin, look at a theme and end.
RESET = """async (count) => {
  for (let n = 0; n < count; n += 1) {
    document.querySelector(".attract, .done").click();
    document.querySelector(".themes .tile").click();
    document.querySelector(".tool.finish").click();
    await new Promise((done) => setTimeout(done));
  }
}"""
ANSWER = {
    "text": "Au moins le Smic\u00a0: 1\u00a0867,02 euros bruts par mois. La suite dépend du poste.",
    "buttons": [{"title": f"Choix {n}", "payload": f"/choice_{n}"} for n in range(3)],
    "links": [],
    "sources": [
        {"publisher": "Insee", "title": "Salaires", "date": "2024", "url": "https://insee.fr/1"}
    ],
    "topic": "salary",
    "kind": "answer",
    "judge": True,
}


def note(name: str, figures: dict[str, float]) -> None:
    """Print what was counted and keep it as an artefact."""
    print(name, figures)
    SCREENSHOTS.mkdir(exist_ok=True)
    file = SCREENSHOTS / f"figures-{name}.json"
    file.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def counted(tools: CDPSession) -> dict[str, float]:
    """Return the heap in bytes, and how many nodes and listeners live, after a collection."""
    tools.send("HeapProfiler.collectGarbage")
    tools.send("HeapProfiler.collectGarbage")  # what the first one's end set free
    metrics = {m["name"]: m["value"] for m in tools.send("Performance.getMetrics")["metrics"]}
    names = {"heap": "JSHeapUsedSize", "nodes": "Nodes", "listeners": "JSEventListeners"}
    return {name: metrics[metric] for name, metric in names.items()}


def test_the_launcher_takes_one_request_of_few_bytes(
    browsing: Browsing, host: HostSite, servers: Servers
) -> None:
    page = browsing.profile(reduced_motion="reduce").new_page()
    tools = page.context.new_cdp_session(page)
    sizes: dict[str, float] = {}
    asked: dict[str, str] = {}

    def note_request(event: dict[str, Any]) -> None:
        asked[event["requestId"]] = event["request"]["url"]

    def note_end(event: dict[str, Any]) -> None:
        sizes[asked[event["requestId"]]] = event["encodedDataLength"]

    tools.on("Network.requestWillBeSent", note_request)
    tools.on("Network.loadingFinished", note_end)
    tools.send("Network.enable")
    tools.send("Network.emulateNetworkConditions", SLOW_3G)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(host.put("/slow", PAGE.format(server=servers.settings.url)))
    widget = Widget(page)
    expect(widget.launcher).to_be_visible()
    shown = widget.element.evaluate(SHOWN)
    ours = {url: size for url, size in sizes.items() if url.startswith(servers.settings.url)}
    note("launcher", {"milliseconds": round(shown), "bytes": sum(ours.values())})
    assert list(ours) == [f"{servers.url}/widget.js"], "nothing more before it is opened"
    assert 10_000 < sum(ours.values()) <= ON_THE_WIRE


def test_the_launcher_of_a_fast_line_is_measured(
    browsing: Browsing, host: HostSite, servers: Servers
) -> None:
    page = browsing.page(host.put("/fast", PAGE.format(server=servers.settings.url)))
    widget = Widget(page)
    expect(widget.launcher).to_be_visible()
    note("launcher-fast", {"milliseconds": round(widget.element.evaluate(SHOWN))})


def test_neither_opening_nor_an_answer_is_a_long_task(
    browsing: Browsing, host: HostSite, servers: Servers
) -> None:
    """Of some tries one has none: what is long by itself is long each time, a busy machine not."""
    address = host.put("/smooth", PAGE.format(server=servers.settings.url))
    tries: list[list[float]] = []
    while (not tries or tries[-1]) and len(tries) < TRIES:
        page = browsing.profile(reduced_motion="reduce").new_page()
        page.add_init_script(LONG_TASKS)
        page.goto(address)
        Widget(page).open().ask("on gagne combien ?")
        tries.append(page.evaluate("() => longTasks()"))
    note("long-tasks", {f"try {number}": sum(tasks) for number, tasks in enumerate(tries, 1)})
    assert tries[-1] == []
    page.evaluate(A_LONG_TASK)
    assert len(page.evaluate("() => longTasks()")) == 1, "one would be seen"


def test_a_long_conversation_stays_light(browsing: Browsing) -> None:
    page = browsing.page("/demo", reduced_motion="reduce")
    answer(page)
    widget = Widget(page).open()
    tools = page.context.new_cdp_session(page)
    tools.send("Performance.enable")
    before, stops = counted(tools), widget.element.evaluate(FOCUS_STOPS)
    page.evaluate(ASK, [widget.element.element_handle(), MESSAGES])
    after, more_stops = counted(tools), widget.element.evaluate(FOCUS_STOPS)
    figures = {"heap before": before["heap"], "heap after": after["heap"]}
    note("conversation", {**figures, "stops before": stops, "stops after": more_stops})
    assert widget.turns.count() == MESSAGES + 1
    assert MESSAGES <= more_stops - stops <= STOPS_A_MESSAGE * MESSAGES
    assert after["heap"] - before["heap"] <= HEAP_A_MESSAGE * MESSAGES


def test_visit_after_visit_the_kiosk_does_not_grow(browsing: Browsing) -> None:
    page = browsing.page("/kiosk", reduced_motion="reduce", **LANDSCAPE)
    expect(Kiosk(page).attract).to_be_visible()
    tools = page.context.new_cdp_session(page)
    tools.send("Performance.enable")
    page.evaluate(RESET, 30)  # what is made once
    before = counted(tools)
    page.evaluate(RESET, RESETS)
    after = counted(tools)
    note("kiosk", {"heap before": before["heap"], "heap after": after["heap"]})

    def has_not_grown() -> bool:
        grown = {name: value - before[name] for name, value in counted(tools).items()}
        nodes = max(grown["nodes"], grown["listeners"])
        return grown["heap"] <= HEAP_OF_ALL_VISITS and nodes <= NODES_OF_ALL_VISITS

    wait_for(has_not_grown, "what the last visits still do")  # what leaks never shrinks


def answer(page: Page) -> None:
    """Let the server's place be taken, so that only the page works."""

    def fulfil(route: Route) -> None:
        asked = json.loads(route.request.post_data or "{}")
        route.fulfill(json={"id": asked["id"], "replies": [ANSWER]})

    page.route("**/api/messages", fulfil)
