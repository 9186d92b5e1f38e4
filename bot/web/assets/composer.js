/** Where the visitor writes, or dictates. */

import { h, marked } from "./elements.js";
import { strings } from "./strings.js";

const SEND = "M12 19V5M5.5 11.5L12 5l6.5 6.5";
const SPEAK = "M12 4a2.5 2.5 0 0 1 2.5 2.5v5a2.5 2.5 0 0 1-5 0v-5A2.5 2.5 0 0 1 12 4zM6.5 11.5a5.5 5.5 0 0 0 11 0M12 17v3.5";
const STOP = "M8 8h8v8H8z";
const COMPOSING = 229;

export class Composer {
  #field = h("textarea", {
    id: "question",
    rows: 1,
    title: strings.label,
    placeholder: strings.placeholder,
    autocomplete: "off",
    enterkeyhint: "send",
    "aria-describedby": "problem hint",
    oninput: () => this.#tidy(),
    onkeydown: (/** @type {KeyboardEvent} */ event) => this.#key(event),
  });
  #longest = Infinity;
  #longestRead = Infinity;
  #problem = h("p", { class: "problem", id: "problem", role: "alert", hidden: true });
  #hint = h("p", { class: "hint", id: "hint", role: "status" });
  #dictate = h("button", { class: "icon", hidden: true, onclick: () => this.#listen() });
  /** @type {any} */
  #ear = null;
  #say;

  /** @param {(text: string) => void} say */
  constructor(say) {
    this.#say = say;
    const send = marked(h("button", { type: "submit", class: "icon send" }), strings.send, SEND);
    const form = h("form", { onsubmit: (/** @type {Event} */ event) => this.#submit(event) }, this.#field, this.#dictate, send);
    const label = h("label", { class: "unseen", for: "question" }, strings.label);
    this.element = h("div", {}, label, form, this.#problem, this.#hint);
    this.#heard(false);
  }

  focus() {
    this.#field.focus({ preventScroll: true });
  }

  get draft() {
    return this.#field.value;
  }

  set draft(text) {
    this.#field.value = text;
    this.#tidy();
  }

  clear() {
    this.hush();
    this.draft = "";
  }

  /** Closes the microphone, as whatever takes the composer out of sight has to. */
  hush() {
    this.#ear?.abort();
  }

  /** @param {boolean | undefined} isOn */
  set dictation(isOn) {
    this.#dictate.hidden = !(isOn && recognition());
    if (!isOn) this.hush();
  }

  /** @param {number} [longest] that the server takes, in characters @param {number} [longestRead] as a question */
  limit(longest = Infinity, longestRead = Infinity) {
    if (longest === this.#longest && longestRead === this.#longestRead) return;
    [this.#longest, this.#longestRead] = [longest, longestRead];
    this.#tidy();
  }

  /** @param {Event} event */
  #submit(event) {
    event.preventDefault();
    const text = this.#field.value.trim();
    if (!text || text.length > this.#longest) return this.focus();
    this.clear();
    this.#say(text);
    this.focus();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    // Safari ends a composition before the key that ended it: then only its code tells.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === COMPOSING) return;
    this.#submit(event);
  }

  #tidy() {
    const field = this.#field;
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight}px`;
    const { length } = field.value.trim();
    const isLong = length > this.#longest;
    const hint = !isLong && length > this.#longestRead ? counted(strings.hardToRead, this.#longestRead) : "";
    if (hint !== this.#hint.textContent) this.#hint.textContent = hint;
    if (isLong !== this.#problem.hidden) return;
    this.#problem.hidden = !isLong;
    this.#problem.textContent = isLong ? counted(strings.tooLong, this.#longest) : "";
    field.setAttribute("aria-invalid", String(isLong));
  }

  #listen() {
    if (this.#ear) return this.#ear.stop();
    const Ear = recognition();
    if (!Ear) return;
    const ear = new Ear();
    ear.lang = "fr-FR";
    ear.onresult = (/** @type {any} */ event) => {
      this.draft += event.results[0][0].transcript;
    };
    ear.onend = () => {
      this.#ear = null;
      this.#heard(false);
      if (this.element.matches(":focus-within")) this.focus();
    };
    this.#ear = ear;
    this.#heard(true);
    this.#dictate.focus(); // Safari leaves it nowhere after a click
    ear.start();
  }

  /** @param {boolean} isListening */
  #heard(isListening) {
    if (isListening) marked(this.#dictate, strings.stopDictating, STOP);
    else marked(this.#dictate, strings.dictate, SPEAK);
  }
}

/** @param {string} text @param {number} count */
function counted(text, count) {
  return text.replace("{n}", count.toLocaleString("fr"));
}

/** @returns {(new () => any) | undefined} */
function recognition() {
  const { SpeechRecognition, webkitSpeechRecognition } = /** @type {any} */ (globalThis);
  return SpeechRecognition ?? webkitSpeechRecognition;
}
