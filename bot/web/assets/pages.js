/** The pages of questions, where scripts run: their form asks the assistant, their details print, answers are copied. */

/** @import {Words} from "./types.js" */
/** @typedef {HTMLElement & {ask(words: Words): void}} Chat */

const chat = /** @type {Chat} */ (document.querySelector("decroche-chat"));

/** Opens what is folded, so that it is printed too; then folds it again. */
function unfold() {
  for (const details of document.querySelectorAll("details:not([open])")) {
    details.setAttribute("open", "");
    addEventListener("afterprint", () => details.removeAttribute("open"), { once: true });
  }
}

/** A question with its answer, its sources and the address of its page, to paste elsewhere. */
function asText() {
  const words = (/** @type {string} */ part) => document.querySelector(part)?.textContent?.trim() ?? "";
  const told = [...document.querySelectorAll(".answer p")].map((line) => `${line.matches(".point") ? "• " : ""}${line.textContent?.trim()}`);
  const sources = [...document.querySelectorAll(".from :is(li, p)")].map((source) => {
    const [link, note] = [source.querySelector("a"), source.querySelector(".unseen")];
    const cited = source.textContent?.replace(note?.textContent ?? "", "").trim();
    return link ? `${cited} ${link.href}` : cited;
  });
  const { href } = /** @type {HTMLLinkElement} */ (document.querySelector("link[rel=canonical]"));
  return [words("h1"), told.join("\n"), [words(".from h2"), ...sources].join("\n"), href].join("\n\n");
}

/** @param {Event} event */
async function copy({ currentTarget }) {
  const button = /** @type {HTMLElement} */ (currentTarget);
  const status = /** @type {HTMLElement} */ (button.nextElementSibling);
  try {
    await navigator.clipboard.writeText(asText());
    status.textContent = button.dataset.copy ?? "";
  } catch {
    button.remove(); // the browser does not let the page
  }
}

/** @param {SubmitEvent} event */
function ask(event) {
  const field = /** @type {HTMLFormElement} */ (event.target).elements.namedItem("question");
  if (!(field instanceof HTMLInputElement)) return;
  const text = field.value.trim();
  event.preventDefault();
  if (!text) return;
  field.value = "";
  chat.ask({ text });
}

customElements.whenDefined("decroche-chat").then(() => {
  for (const form of document.querySelectorAll("form.ask")) form.addEventListener("submit", /** @type {any} */ (ask));
  for (const acts of document.querySelectorAll(".acts[hidden]")) acts.removeAttribute("hidden");
});
addEventListener("beforeprint", unfold);
// A page of no https may not write there.
const copying = document.querySelector("[data-copy]");
if (navigator.clipboard) copying?.addEventListener("click", copy);
else copying?.remove();
document.querySelector("[data-print]")?.addEventListener("click", () => print());
export {};
