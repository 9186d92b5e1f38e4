/** The turns of a conversation as a log; only what changed is touched, so the focus stays. */

import { h, hidden, icon, link, offered, paragraphs, sourceLine } from "./elements.js";
import { strings } from "./strings.js";
import { frenchVoice, readAloud, stopReading } from "./voice.js";

/** @import {Choice, Reply, Turn, Words} from "./types.js" */

const UP = "M7 11v9H4v-9zM7 11l4-7c1.5 0 2.5 1 2.5 2.5L13 10h5.5a1.8 1.8 0 0 1 1.8 2.2l-1.3 6A2.3 2.3 0 0 1 16.7 20H7";
const LISTEN = "M4 10v4h3.5L12 18V6L7.5 10zM15.5 9.5a4 4 0 0 1 0 5M18 7a7.5 7.5 0 0 1 0 10";
const STOP = "M8 8h8v8H8z";
const BESIDE = ["/tell_me_more", "/ask_source"]; // small links beside the suggestions

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

  /** Shows the newest turn: a closed panel cannot scroll. */
  catchUp() {
    const last = [...this.#items.values()].at(-1);
    if (last) this.#scrollTo(last, true);
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
      this.#choices(offered(reply)),
    );
  }

  /** @param {Choice[]} choices */
  #choices(choices) {
    if (!choices.length) return null;
    const buttons = choices.map((choice) => {
      const choose = () => (button.hasAttribute("data-chosen") && this.#isBusy()) || this.#say(choice);
      const small = BESIDE.includes(choice.payload) ? "small" : "";
      const button = h("button", { class: `choice ${small}`, onclick: choose }, choice.title);
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
      { title: strings.useful, payload: "/positive_feedback" },
      { title: strings.useless, payload: "/negative_feedback" },
    ].map(({ title, payload }) => {
      const judge = () => {
        if (button.ariaDisabled) return;
        for (const other of both) other.ariaDisabled = "true";
        button.ariaPressed = "true";
        this.#say({ payload, title });
      };
      const state = { "aria-pressed": "false", "aria-label": title, title };
      const button = h("button", { class: "icon thumb", onclick: judge, ...state }, icon(UP));
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

  /** A long turn from its beginning, else the end of the log. @param {HTMLElement} item @param {boolean} [isAtOnce] */
  #scrollTo(item, isAtOnce) {
    const log = this.element;
    const isLong = item !== this.#list && item.offsetHeight > log.clientHeight - 24;
    const isStill = isAtOnce || matchMedia("(prefers-reduced-motion: reduce)").matches;
    const top = isLong ? item.offsetTop - 14 : log.scrollHeight;
    log.scrollTo({ top, behavior: isStill ? "auto" : "smooth" });
  }
}
