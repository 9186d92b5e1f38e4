/** The demonstration page: buttons that ask the assistant, the hand-over of the kiosk, the snippet. */

/** @import {Theme, Words} from "./types.js" */
/** @typedef {HTMLElement & {ask(words: Words): void}} Chat */

const PLAIN_ID = /^[a-z_]{1,40}$/;
const chat = /** @type {Chat} */ (document.querySelector("decroche-chat"));
const address = new URL(".", document.baseURI);

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** @param {Words} words */
async function ask(words) {
  await customElements.whenDefined("decroche-chat");
  chat.ask(words);
}

for (const button of document.querySelectorAll("[data-ask]")) {
  const { ask: payload, title } = /** @type {HTMLElement} */ (button).dataset;
  button.addEventListener("click", () => ask({ payload, title }));
}

/** What the QR code of a kiosk brought along: a topic, or the jobs of an orientation. */
async function takeOver() {
  const query = new URLSearchParams(location.search);
  const roles = (query.get("roles") ?? "").split(",").filter((role) => PLAIN_ID.test(role));
  const topics = [query.get("topic") ?? "", ...roles.map((role) => `role_${role}`)];
  const wanted = topics.filter((topic) => PLAIN_ID.test(topic)).slice(0, 4);
  if (!wanted.length) return;
  const response = await fetch("api/faq", { credentials: "omit" });
  const { themes } = /** @type {{themes: Theme[]}} */ (await response.json());
  const known = new Map(themes.flatMap(({ topics: all }) => all.map(({ id, title }) => [id, title])));
  for (const topic of wanted) {
    const title = known.get(topic);
    if (!title) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = title;
    button.addEventListener("click", () => ask({ payload: `/${topic}`, title }));
    byId("handover-choices").append(button);
    byId("handover").hidden = false;
  }
}

/** The two lines for another site, with the address of this server in them. */
function showSnippet() {
  const server = address.href.replace(/\/web\/$/, "");
  byId("snippet").textContent =
    `<script type="module" src="${address.href}widget.js"></script>\n` +
    `<decroche-chat server="${server}"></decroche-chat>`;
  byId("copy").addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(byId("snippet").textContent ?? "");
      byId("copied").textContent = "Copié.";
    } catch {
      getSelection()?.selectAllChildren(byId("snippet"));
      byId("copied").textContent = "Le texte est sélectionné\u00a0: copiez-le avec Ctrl\u00a0+\u00a0C.";
    }
  });
}

showSnippet();
takeOver().catch(() => undefined);
