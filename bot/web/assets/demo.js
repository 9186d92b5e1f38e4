/** The demonstration page: the two lines for another site, with the address of this server in them. */

const address = new URL(".", document.baseURI);

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

const server = address.href.replace(/\/web\/$/, "");
byId("snippet").textContent =
  `<script type="module" src="${address.href}widget.js"></script>\n` +
  `<decroche-chat server="${server}"></decroche-chat>`;
fetch("widget.json", { credentials: "omit" })
  .then((response) => response.json())
  .then(({ file, integrity }) => {
    byId("pinned").textContent =
      `<script type="module" src="${address.href}${file}"\n  integrity="${integrity}" crossorigin="anonymous"></script>\n` +
      `<decroche-chat server="${server}"></decroche-chat>`;
  })
  .catch(() => undefined);
byId("copy").addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(byId("snippet").textContent ?? "");
    byId("copied").textContent = "Copié.";
  } catch {
    getSelection()?.selectAllChildren(byId("snippet"));
    byId("copied").textContent = "Le texte est sélectionné\u00a0: copiez-le avec Ctrl\u00a0+\u00a0C.";
  }
});

export {};
