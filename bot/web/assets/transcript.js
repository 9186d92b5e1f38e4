/** The turns of a conversation as a log; only what changed is touched, so the focus stays. */

import { h, hidden, land, link, marked, words } from "./elements.js";
import { offered, said, sourceLine } from "./reply.js";
import { strings } from "./strings.js";
import { frenchVoice, readAloud, stopReading } from "./voice.js";

/** @import {Choice, Reply, Turn, Words} from "./types.js" */
/** @typedef {{say(words: Words): void, retry(turn: Turn): void}} Visitor */

const UP = "M7 11v9H4v-9zM7 11l4-7c1.5 0 2.5 1 2.5 2.5L13 10h5.5a1.8 1.8 0 0 1 1.8 2.2l-1.3 6A2.3 2.3 0 0 1 16.7 20H7";
const LISTEN = "M4 10v4h3.5L12 18V6L7.5 10zM15.5 9.5a4 4 0 0 1 0 5M18 7a7.5 7.5 0 0 1 0 10";
const STOP = "M8 8h8v8H8z";
const DOWN = "M12 5v14M6 13l6 6 6-6";
const BESIDE = ["/tell_me_more", "/ask_source"]; // small links beside the suggestions
const NEAR_END = 24; // pixels that nobody misses

export class Transcript {
  #list = h("ol");
  #log = h("div", { class: "log", role: "log", "aria-live": "off", "aria-label": strings.log, tabindex: 0 }, this.#list);
  // A pointer's way: with a keyboard the log itself scrolls.
  #further = marked(h("button", { class: "further", tabindex: -1 }), strings.further, DOWN);
  element = h("div", { class: "talk" }, this.#log, this.#further);

  #visitor;
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

  /** @param {Visitor} visitor */
  constructor(visitor) {
    this.#visitor = visitor;
    this.#list.append(this.#typing);
    const hear = () => this.#log.toggleAttribute("data-voice", Boolean(frenchVoice()));
    hear();
    globalThis.speechSynthesis?.addEventListener("voiceschanged", hear);
    this.#log.addEventListener("scroll", () => this.#tellMore(), { passive: true });
    this.#further.addEventListener("click", () => this.#log.scrollBy({ top: this.#log.clientHeight * 0.8, behavior: pace() }));
  }

  /** @param {Turn[]} turns @param {string} greeting */
  reset(turns, greeting) {
    stopReading();
    this.#items.clear();
    this.#list.replaceChildren(this.#typing);
    if (greeting) this.#insert(h("li", { class: "reply" }, h("p", {}, ...words(greeting))));
    for (const turn of turns) this.show(turn);
  }

  /** @param {string} text @param {string} [way] on from there @param {() => void} [go] */
  notice(text, way, go) {
    const leave = () => (notice.remove(), go?.());
    const notice = h("li", { class: "notice" }, h("p", {}, text), way && h("button", { class: "choice", onclick: leave }, way));
    this.#insert(notice);
    this.#scrollTo(this.#list);
  }

  /** @param {Turn} turn */
  show(turn) {
    if (turn.judges) return this.#judge(turn);
    const item = this.#items.get(turn.id) ?? this.#enter(turn);
    item.classList.toggle("waiting", turn.state === "waiting");
    item.classList.toggle("failed", turn.state === "failed");
    this.#tellFate(/** @type {Element} */ (item.querySelector(".fate")), turn);
    const isNew = turn.replies.length > 0 && !item.querySelector(".reply");
    if (isNew) {
      item.append(...turn.replies.map((reply) => this.#reply(reply)));
      land(this.#log);
    }
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

  /** @param {Turn} turn */
  #enter(turn) {
    const bubble = turn.said ? h("div", { class: "said", tabindex: -1 }, hidden(strings.you + " "), turn.said) : null;
    const item = h("li", { class: "turn" }, bubble, h("div", { class: "fate" }));
    const isPicked = [...this.#list.querySelectorAll(".turn:not(.past) .choice")].some((choice) => choice.textContent === turn.said);
    bubble?.classList.toggle("picked", isPicked);
    this.#items.set(turn.id, item);
    this.#insert(item);
    if (this.#quietEarlier(item)) bubble?.focus({ preventScroll: true });
    land(this.#log); // what was below the choices has come up
    return item;
  }

  /** @param {Element} fate @param {Turn} turn */
  #tellFate(fate, turn) {
    const { state, problem } = turn;
    const waits = turn.said ? strings.waiting : strings.silent;
    const hadFocus = fate.matches(":focus-within");
    fate.textContent = state === "failed" ? `${strings.failed}\u00a0: ${problem}` : state === "waiting" ? waits : "";
    if (hadFocus) /** @type {HTMLElement} */ (fate.previousElementSibling ?? this.#log).focus({ preventScroll: true });
    if (state !== "failed") return;
    fate.append(h("button", { class: "choice", onclick: () => this.#visitor.retry(turn) }, strings.retry));
  }

  /** @param {Reply} reply */
  #reply(reply) {
    const links = reply.links.map(({ title, url }) => h("li", {}, link(title, url, true)));
    const choices = offered(reply);
    const beside = choices.filter(({ payload }) => BESIDE.includes(payload));
    return h(
      "div",
      { class: `reply ${reply.kind === "result" ? "result" : ""}` },
      hidden(strings.bot),
      ...said(reply, true, (choice) => this.#visitor.say(choice)),
      links.length ? h("ul", { class: "links" }, ...links) : null,
      this.#choices(choices.filter((choice) => !beside.includes(choice))),
      h(
        "div",
        { class: "after" },
        this.#choices([...(reply.previous ? [reply.previous] : []), ...beside], "small"),
        h("span", { class: "hands" }, ...(reply.judge ? this.#thumbs() : []), this.#listen(reply)),
        sourceLine(reply, true),
      ),
    );
  }

  /** @param {Choice[]} choices @param {string} [size] */
  #choices(choices, size = "") {
    if (!choices.length) return null;
    const buttons = choices.map((choice) => {
      const choose = () => this.#visitor.say(choice);
      return h("button", { class: `choice ${size}`, onclick: choose }, ...words(choice.title));
    });
    const label = size ? strings.beside : strings.choiceGroup;
    return h("div", { class: `choices ${size}`, role: "group", "aria-label": label }, ...buttons);
  }

  #thumbs() {
    return [
      { title: strings.useful, payload: "/positive_feedback" },
      { title: strings.useless, payload: "/negative_feedback" },
    ].map(({ title, payload }) => {
      const judge = () => button.getAttribute("aria-pressed") === "true" || this.#visitor.say({ title, payload });
      const button = h("button", { class: `icon thumb ${payload.slice(1, 4)}`, onclick: judge, "aria-pressed": "false" });
      return marked(button, title, UP);
    });
  }

  /** An opinion is taken where it is given. @param {Turn} turn */
  #judge(turn) {
    const reply = [...this.#list.querySelectorAll(".turn:not(.past) .thumb")].at(-1)?.closest(".reply");
    if (!reply) return;
    for (const thumb of reply.querySelectorAll(".thumb")) {
      if (thumb.getAttribute("aria-label") === turn.said) thumb.setAttribute("aria-pressed", "true");
      else if (!thumb.matches('[aria-pressed="true"]')) thumb.remove();
    }
    const place = reply.querySelector(".judged") ?? reply.appendChild(h("div", { class: "judged" }));
    const hadFocus = place.matches(":focus-within");
    place.replaceChildren();
    this.#tellFate(place, turn);
    for (const answer of turn.replies) place.append(...said(answer, true, () => {}), this.#choices(offered(answer)) ?? "");
    if (hadFocus) /** @type {HTMLElement} */ (reply.querySelector(".thumb"))?.focus({ preventScroll: true });
    land(place);
    this.#scrollTo(this.#list);
  }

  /** @param {Reply} reply */
  #listen(reply) {
    const say = (/** @type {boolean} */ isReading) => {
      if (isReading) marked(button, strings.stopListening, STOP);
      else marked(button, strings.listen, LISTEN);
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

  /** Leaves of earlier turns what was said; tells whether the focus was on what goes. @param {Element} newest */
  #quietEarlier(newest) {
    let hadFocus = false;
    for (const turn of this.#list.querySelectorAll(".turn:not(.past)")) {
      if (turn === newest) continue;
      turn.classList.add("past");
      // What was chosen stands below; the bot would take a late thumb for its newest answer.
      for (const way of turn.querySelectorAll('.choices, .thumb[aria-pressed="false"]')) {
        hadFocus ||= way.matches(":focus, :focus-within");
        way.remove();
      }
    }
    return hadFocus;
  }

  /** A long turn from its beginning, else the end of the log. @param {HTMLElement} item @param {boolean} [isAtOnce] */
  #scrollTo(item, isAtOnce) {
    const log = this.#log;
    const isLong = item !== this.#list && item.offsetHeight > log.clientHeight - NEAR_END;
    const top = isLong ? item.offsetTop - 14 : log.scrollHeight;
    log.scrollTo({ top, behavior: isAtOnce ? "auto" : pace() });
    this.#tellMore();
  }

  #tellMore() {
    const { scrollHeight, scrollTop, clientHeight } = this.#log;
    this.element.classList.toggle("more", scrollHeight - scrollTop - clientHeight > NEAR_END);
  }
}

/** @returns {ScrollBehavior} */
function pace() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
}
