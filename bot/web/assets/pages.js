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
  const told = [...document.querySelectorAll(".answer :is(p, li)")].map((line) => `${line.matches("li") ? "• " : ""}${line.textContent?.trim()}`);
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

/** @param {HTMLElement} place a live one: what stands there already is not said again @param {string} [words] */
function say(place, words = "") {
  if (place.textContent !== words) place.textContent = words;
}

/** A form, where the assistant is at hand: what it could not answer is said before it is sent. @param {HTMLFormElement} form */
function hear(form) {
  const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("question"));
  const [excuse, hint] = /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll(".excuse"));
  const [longest, longestRead] = [Number(form.dataset.longest), Number(form.dataset.longestRead)];
  const typed = () => field.value.trim();
  const overlong = () => (typed().length > longest ? excuse.dataset.tooLong : undefined);

  /** @param {string} [fault] of the question */
  function tell(fault) {
    say(excuse, fault);
    field.setAttribute("aria-invalid", String(Boolean(fault)));
  }
  field.addEventListener("input", () => {
    tell(overlong());
    say(hint, !overlong() && typed().length > longestRead ? hint.dataset.hardToRead : "");
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = typed();
    tell(text ? overlong() : excuse.dataset.empty);
    if (excuse.textContent) return field.focus();
    field.value = "";
    say(hint);
    chat.ask({ text });
  });
}

customElements.whenDefined("decroche-chat").then(() => {
  for (const form of document.querySelectorAll("form.ask")) hear(/** @type {HTMLFormElement} */ (form));
  for (const acts of document.querySelectorAll(".acts[hidden]")) acts.removeAttribute("hidden");
});
addEventListener("beforeprint", unfold);
// A page of no https may not write there.
const copying = document.querySelector("[data-copy]");
if (navigator.clipboard) copying?.addEventListener("click", copy);
else copying?.remove();
document.querySelector("[data-print]")?.addEventListener("click", () => print());
export {};
