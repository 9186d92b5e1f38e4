/** The pages of questions, where scripts run: their form asks the assistant, their details print. */

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
document.querySelector("[data-print]")?.addEventListener("click", () => print());
export {};
