/** What is said, and the line where a visitor writes or dictates. */

import { h, hidden, icon, link, paragraphs, sourceLine } from "./elements.js";
import { strings } from "./strings.js";

/** @import {Choice, Reply, Turn, Words} from "./types.js" */

const UP = "M7 11v9H4v-9zM7 11l4-7c1.5 0 2.5 1 2.5 2.5L13 10h5.5a1.8 1.8 0 0 1 1.8 2.2l-1.3 6A2.3 2.3 0 0 1 16.7 20H7";
const DOWN = "M17 13V4h3v9zM17 13l-4 7c-1.5 0-2.5-1-2.5-2.5L11 14H5.5a1.8 1.8 0 0 1-1.8-2.2l1.3-6A2.3 2.3 0 0 1 7.3 4H17";
const LISTEN = "M4 10v4h3.5L12 18V6L7.5 10zM15.5 9.5a4 4 0 0 1 0 5M18 7a7.5 7.5 0 0 1 0 10";
const STOP = "M8 8h8v8H8z";
const SEND = "M12 19V5M5.5 11.5L12 5l6.5 6.5";
const SPEAK = "M12 4a2.5 2.5 0 0 1 2.5 2.5v5a2.5 2.5 0 0 1-5 0v-5A2.5 2.5 0 0 1 12 4zM6.5 11.5a5.5 5.5 0 0 0 11 0M12 17v3.5";
const LONGEST = 1_000; // characters that the server takes

/** The turns as a log; only what changed is touched, so the focus stays. */
export class Transcript {
  #list = h("ol");
  element = h("div", { class: "log", role: "log", "aria-live": "off", "aria-label": strings.log, tabindex: 0 }, this.#list);

  #say;
  #isBusy;
  /** @type {Map<string, HTMLLIElement>} */
  #items = new Map();
  #typing = h(
    "li",
    { class: "typing", hidden: true },
    hidden(strings.typing),
    h("i"),
    h("i"),
    h("i"),
  );

  /** @param {(words: Words) => void} say @param {() => boolean} isBusy */
  constructor(say, isBusy) {
    this.#say = say;
    this.#isBusy = isBusy;
    this.#list.append(this.#typing);
    const hear = () => this.element.toggleAttribute("data-voice", Boolean(frenchVoice()));
    hear();
    globalThis.speechSynthesis?.addEventListener("voiceschanged", hear);
  }

  /** @param {Turn[]} turns @param {string} greeting */
  reset(turns, greeting) {
    stopReading();
    this.#items.clear();
    this.#list.replaceChildren(this.#typing);
    if (greeting) this.#insert(h("li", { class: "reply" }, ...paragraphs(greeting, true)));
    for (const turn of turns) this.show(turn);
  }

  /** @param {string} words */
  notice(words) {
    this.#insert(h("li", { class: "notice" }, words));
    this.#scrollTo(this.#list);
  }

  /** @param {Turn} turn */
  show(turn) {
    let item = this.#items.get(turn.id);
    if (!item) {
      item = h("li", { class: "turn" });
      if (turn.said) {
        item.append(h("div", { class: "said" }, hidden(strings.you + " "), turn.said));
        item.append(h("div", { class: "fate" }));
        this.#markChosen(turn.said);
      }
      this.#items.set(turn.id, item);
      this.#insert(item);
      this.#quietEarlier(item);
    }
    item.classList.toggle("waiting", turn.state === "waiting");
    item.classList.toggle("failed", turn.state === "failed");
    this.#tellFate(item, turn);
    const isNew = turn.replies.length > 0 && !item.querySelector(".reply");
    if (isNew) item.append(...turn.replies.map((reply) => this.#reply(reply)));
    this.#scrollTo(item);
  }

  /** @param {boolean} isTyping */
  typing(isTyping) {
    this.#typing.hidden = !isTyping;
    if (isTyping) this.#scrollTo(this.#list);
  }

  /** @param {HTMLElement} item */
  #insert(item) {
    this.#list.insertBefore(item, this.#typing);
  }

  /** @param {HTMLElement} item @param {Turn} turn */
  #tellFate(item, turn) {
    const fate = item.querySelector(".fate");
    if (!fate) return;
    const { state, problem } = turn;
    const failure = `${strings.failed}\u00a0: ${problem || strings.failedDetail}`;
    fate.textContent = state === "failed" ? failure : state === "waiting" ? strings.waiting : "";
  }

  /** @param {Reply} reply */
  #reply(reply) {
    const links = reply.links.map(({ title, url }) => h("li", {}, link(title, url, true)));
    return h(
      "div",
      { class: `reply ${reply.kind === "result" ? "result" : ""}` },
      hidden(strings.bot),
      ...paragraphs(reply.text, true),
      links.length ? h("ul", { class: "links" }, ...links) : null,
      sourceLine(reply, true),
      this.#after(reply),
      this.#choices(reply.buttons),
    );
  }

  /** @param {Choice[]} choices */
  #choices(choices) {
    if (!choices.length) return null;
    const buttons = choices.map((choice) => {
      const choose = () => (button.hasAttribute("data-chosen") && this.#isBusy()) || this.#say(choice);
      const button = h("button", { class: "choice", onclick: choose }, choice.title);
      return button;
    });
    return h("div", { class: "choices", role: "group", "aria-label": strings.choiceGroup }, ...buttons);
  }

  /** @param {Reply} reply */
  #after(reply) {
    return h("div", { class: "after" }, ...(reply.judge ? this.#thumbs() : []), this.#listen(reply));
  }

  #thumbs() {
    const both = [
      { title: strings.useful, payload: "/positive_feedback", path: UP },
      { title: strings.useless, payload: "/negative_feedback", path: DOWN },
    ].map(({ title, payload, path }) => {
      const judge = () => {
        if (button.ariaDisabled) return;
        for (const other of both) other.ariaDisabled = "true";
        button.ariaPressed = "true";
        this.#say({ payload, title });
      };
      const state = { "aria-pressed": "false", "aria-label": title, title };
      const button = h("button", { class: "icon thumb", onclick: judge, ...state }, icon(path));
      return button;
    });
    return both;
  }

  /** @param {Reply} reply */
  #listen(reply) {
    const say = (/** @type {boolean} */ isReading) => {
      const words = isReading ? strings.stopListening : strings.listen;
      button.ariaLabel = button.title = words;
      button.replaceChildren(icon(isReading ? STOP : LISTEN));
      button.toggleAttribute("data-reading", isReading);
    };
    const toggle = () => {
      const isReading = button.hasAttribute("data-reading");
      stopReading();
      say(!isReading);
      if (!isReading) readAloud(reply.text, () => say(false));
    };
    const button = h("button", { class: "icon listen", onclick: toggle });
    say(false);
    return button;
  }

  /** @param {string} said */
  #markChosen(said) {
    for (const button of this.#list.querySelectorAll(".turn:not(.past) .choice")) {
      if (button.textContent !== said) continue;
      button.setAttribute("data-chosen", "");
      button.append(hidden(` (${strings.chosen})`));
    }
  }

  /** @param {Element} newest */
  #quietEarlier(newest) {
    for (const turn of this.#list.querySelectorAll(".turn:not(.past)")) {
      if (turn === newest) continue;
      turn.classList.add("past");
      // The bot would take a late thumb for its newest answer.
      for (const thumb of turn.querySelectorAll('.thumb[aria-pressed="false"]:not(:focus)')) thumb.remove();
    }
  }

  /** A long turn from its beginning, else the end of the log. @param {HTMLElement} item */
  #scrollTo(item) {
    const log = this.element;
    const isLong = item !== this.#list && item.offsetHeight > log.clientHeight - 24;
    const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const top = isLong ? item.offsetTop - 14 : log.scrollHeight;
    log.scrollTo({ top, behavior: isStill ? "auto" : "smooth" });
  }
}

export class Composer {
  #field = h("textarea", {
    id: "question",
    rows: 1,
    placeholder: strings.placeholder,
    autocomplete: "off",
    enterkeyhint: "send",
    "aria-describedby": "problem",
    oninput: () => this.#tidy(),
    onkeydown: (/** @type {KeyboardEvent} */ event) => this.#key(event),
  });
  #problem = h("p", { class: "problem", id: "problem", role: "alert", hidden: true });
  #dictate = h("button", { class: "icon", hidden: true, onclick: () => this.#listen() });
  /** @type {any} */
  #ear = null;
  #say;

  /** @param {(text: string) => void} say */
  constructor(say) {
    this.#say = say;
    const send = h("button", { type: "submit", class: "icon send", "aria-label": strings.send, title: strings.send }, icon(SEND));
    const form = h("form", { onsubmit: (/** @type {Event} */ event) => this.#submit(event) }, this.#field, this.#dictate, send);
    const label = h("label", { class: "unseen", for: "question" }, strings.label);
    this.element = h("div", {}, label, form, this.#problem);
    this.#heard(false);
  }

  focus() {
    this.#field.focus({ preventScroll: true });
  }

  /** @param {boolean | undefined} isOn */
  set dictation(isOn) {
    this.#dictate.hidden = !(isOn && recognition());
  }

  /** @param {Event} event */
  #submit(event) {
    event.preventDefault();
    const text = this.#field.value.trim();
    if (!text || text.length > LONGEST) return this.focus();
    this.#ear?.abort();
    this.#field.value = "";
    this.#tidy();
    this.#say(text);
    this.focus();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    this.#submit(event);
  }

  #tidy() {
    const field = this.#field;
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight}px`;
    const isLong = field.value.trim().length > LONGEST;
    if (isLong !== this.#problem.hidden) return;
    this.#problem.hidden = !isLong;
    this.#problem.textContent = isLong ? strings.tooLong.replace("{n}", String(LONGEST)) : "";
    field.setAttribute("aria-invalid", String(isLong));
  }

  #listen() {
    if (this.#ear) return this.#ear.stop();
    const Ear = recognition();
    if (!Ear) return;
    const ear = new Ear();
    ear.lang = "fr-FR";
    ear.onresult = (/** @type {any} */ event) => {
      this.#field.value += event.results[0][0].transcript;
      this.#tidy();
    };
    ear.onend = () => {
      this.#ear = null;
      this.#heard(false);
      this.focus();
    };
    this.#ear = ear;
    this.#heard(true);
    ear.start();
  }

  /** @param {boolean} isListening */
  #heard(isListening) {
    const words = isListening ? strings.stopDictating : strings.dictate;
    this.#dictate.ariaLabel = this.#dictate.title = words;
    this.#dictate.replaceChildren(icon(isListening ? STOP : SPEAK));
  }
}

/** A French voice of this machine: a distant service would hear what is read. */
function frenchVoice() {
  const voices = globalThis.speechSynthesis?.getVoices() ?? [];
  return voices.find((voice) => voice.lang.startsWith("fr") && voice.localService);
}

/** @param {string} text @param {() => void} done */
function readAloud(text, done) {
  const words = new SpeechSynthesisUtterance(text);
  words.voice = frenchVoice() ?? null;
  words.lang = "fr-FR";
  words.onend = words.onerror = done;
  speechSynthesis.speak(words);
}

export function stopReading() {
  globalThis.speechSynthesis?.cancel();
}

/** @returns {(new () => any) | undefined} */
function recognition() {
  const { SpeechRecognition, webkitSpeechRecognition } = /** @type {any} */ (globalThis);
  return SpeechRecognition ?? webkitSpeechRecognition;
}
