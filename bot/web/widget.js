/** `<decroche-chat>`: the assistant in any page. docs/widget.md has its options. */

import { Client, Conversation } from "./assets/conversation.js";
import { h, hidden, icon, link, offered, paragraphs, receiver, sourceLine, spoken } from "./assets/elements.js";
import { strings } from "./assets/strings.js";
import { palette, parseColour, styleSheet } from "./assets/style.js";

/** @import {Choice, Reply, Turn, Words} from "./assets/types.js" */

const UP = "M7 11v9H4v-9zM7 11l4-7c1.5 0 2.5 1 2.5 2.5L13 10h5.5a1.8 1.8 0 0 1 1.8 2.2l-1.3 6A2.3 2.3 0 0 1 16.7 20H7";
const LISTEN = "M4 10v4h3.5L12 18V6L7.5 10zM15.5 9.5a4 4 0 0 1 0 5M18 7a7.5 7.5 0 0 1 0 10";
const STOP = "M8 8h8v8H8z";
const SEND = "M12 19V5M5.5 11.5L12 5l6.5 6.5";
const SPEAK = "M12 4a2.5 2.5 0 0 1 2.5 2.5v5a2.5 2.5 0 0 1-5 0v-5A2.5 2.5 0 0 1 12 4zM6.5 11.5a5.5 5.5 0 0 0 11 0M12 17v3.5";
const LONGEST = 1_000; // characters that the server takes
const CLOSE = "M6 6l12 12M18 6L6 18";
const BESIDE = ["/tell_me_more", "/ask_source"]; // small links beside the suggestions
const ACCENT = "#0a5f66";
const BACK_SHOWN = 4_000;
const TYPING_SAID_AFTER = 1_500; // most answers are there before: typing is then not worth a word
const SMALL = matchMedia("(max-width: 480px), (max-height: 460px)");
const DARK = matchMedia("(prefers-color-scheme: dark)");
const TOUCH = matchMedia("(pointer: coarse)");

/** The turns as a log; only what changed is touched, so the focus stays. */
class Transcript {
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

class Composer {
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

function stopReading() {
  globalThis.speechSynthesis?.cancel();
}

/** @returns {(new () => any) | undefined} */
function recognition() {
  const { SpeechRecognition, webkitSpeechRecognition } = /** @type {any} */ (globalThis);
  return SpeechRecognition ?? webkitSpeechRecognition;
}

class DecrocheChat extends HTMLElement {
  static observedAttributes = ["server", "open", "position", "theme", "accent", "dictation"];

  #announcer = h("div", { class: "unseen", "aria-live": "polite" });
  #transcript = new Transcript(
    (words) => this.#conversation?.say(words),
    () => Boolean(this.#conversation?.busy),
  );
  #composer = new Composer((text) => this.#conversation?.say({ text }));
  /** @type {Conversation | null} */
  #conversation = null;
  /** @type {AbortController | null} */
  #listening = null;
  #wasLost = false;
  #typingTimer = 0;

  #news = h("span", { class: "news", hidden: true });
  #launcher = h(
    "button",
    {
      class: "launcher",
      "aria-haspopup": "dialog",
      "aria-expanded": "false",
      "aria-label": strings.openNamed,
      onclick: () => this.#toggle(true, true),
    },
    receiver(),
    h("span", { class: "label" }, strings.launcher),
    this.#news,
  );
  #title = h("h2", { id: "title", tabindex: -1 }, strings.name);
  #link = h("span");
  #state = h("div", { class: "state", role: "status" });
  #askErase = this.#eraseQuestion();
  #eraseButton = h(
    "button",
    { "aria-label": strings.eraseNamed, onclick: () => this.#wonder(true) },
    strings.erase,
  );
  #panel = h(
    "dialog",
    {
      class: "panel",
      "aria-labelledby": "title",
      onkeydown: (/** @type {KeyboardEvent} */ event) => this.#key(event),
      // On a phone: the gesture « back », or Escape while the page itself has the focus.
      oncancel: (/** @type {Event} */ event) => this.#stepBack(event),
      onclose: () => this.#panel.open || this.#toggle(false, true),
    },
    h(
      "div",
      { class: "head" },
      h("span", { class: "mark" }, receiver()),
      h("div", { class: "who" }, this.#title, h("p", { class: "role" }, strings.role, this.#link)),
      h(
        "button",
        {
          class: "icon",
          "aria-label": strings.close,
          title: strings.close,
          onclick: () => this.#toggle(false, true),
        },
        icon(CLOSE),
      ),
    ),
    this.#state,
    this.#transcript.element,
    this.#askErase,
    h(
      "div",
      { class: "foot" },
      this.#composer.element,
      h(
        "div",
        { class: "tools" },
        h("button", { onclick: () => this.#startOver() }, strings.restart),
        this.#eraseButton,
      ),
    ),
    this.#announcer,
  );
  #shell = h(
    "div",
    { class: "shell", lang: "fr" },
    h("section", { "aria-label": strings.region }, this.#launcher),
    this.#panel,
  );

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [styleSheet()];
    root.append(this.#shell);
  }

  connectedCallback() {
    if (!this.hasAttribute("lang")) this.lang = "fr";
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    SMALL.addEventListener("change", () => this.#reopen(), { signal });
    DARK.addEventListener("change", () => this.#paint(), { signal });
    document.addEventListener("focusin", (event) => this.#uncover(event), { signal });
    for (const name of ["resize", "scroll"]) visualViewport?.addEventListener(name, () => this.#measure(), { signal });
    this.#rise();
    this.#paint();
    this.#converse();
  }

  disconnectedCallback() {
    this.#listening?.abort();
    this.#listening = null;
    this.#conversation?.close();
    this.#conversation = null;
    stopReading();
  }

  /** @param {string} name @param {string | null} before @param {string | null} value */
  attributeChangedCallback(name, before, value) {
    if (!this.#conversation || before === value) return;
    if (name === "server") this.#converse();
    else if (name === "open") this.#toggle(value !== null, false);
    else if (name === "dictation") this.#tellConnection();
    else this.#paint();
  }

  open() {
    this.#toggle(true, true);
  }

  close() {
    this.#toggle(false, true);
  }

  /** Opens the panel and says something for the visitor. @param {Words} words */
  ask(words) {
    this.#toggle(true, true);
    this.#conversation?.say(words);
  }

  #converse() {
    this.#conversation?.close();
    const base = this.#base();
    const conversation = new Conversation(new Client(base), `decroche ${base}`);
    this.#conversation = conversation;
    conversation.onTurn = (turn) => this.#show(turn);
    conversation.onReset = () => this.#redraw();
    conversation.onConnection = () => this.#tellConnection();
    conversation.onExpiry = () => this.#notice(strings.expired);
    this.#redraw();
    this.#tellConnection();
    // What opens by itself takes no focus, and never the whole screen.
    const isWanted = conversation.panelOpen ?? this.hasAttribute("open");
    this.#toggle(isWanted && !SMALL.matches, false);
  }

  #base() {
    const server = this.getAttribute("server");
    if (!server) return new URL(".", import.meta.url).href;
    return `${new URL(server, document.baseURI).href.replace(/\/+$/, "")}/web/`;
  }

  #startOver() {
    const isFresh = !this.#conversation?.turns.length;
    const words = { payload: "/start_over", title: strings.restart };
    this.#conversation?.say(isFresh ? { payload: "/greet" } : words);
    this.#composer.focus();
  }

  /** @param {Turn} turn */
  #show(turn) {
    const isAnswer = turn.state === "done" && turn.replies.length > 0;
    this.#transcript.show(turn);
    this.#tellTyping();
    if (turn.state === "failed") this.#announce(`${strings.failed}. ${turn.problem || strings.failedDetail}`);
    if (!isAnswer) return;
    this.#announce(spoken(turn.replies));
    if (!this.#panel.open) this.#tellNews(true);
  }

  /** NVDA drops what is said while the focus moves, hence the wait. @param {string} words */
  #announce(words) {
    const paragraph = h("p", {}, words);
    setTimeout(() => this.#announcer.append(paragraph), 250);
    setTimeout(() => paragraph.remove(), 10_000);
  }

  #redraw() {
    const greeting = this.getAttribute("greeting") ?? "";
    this.#transcript.reset(this.#conversation?.current ?? [], greeting === "off" ? "" : greeting);
    this.#tellTyping();
  }

  /** @param {string} words */
  #notice(words) {
    this.#transcript.notice(words);
    this.#announce(words);
  }

  #tellTyping() {
    const isTyping = Boolean(this.#conversation?.busy) && !this.#wasLost;
    this.#transcript.typing(isTyping);
    if (!isTyping) {
      clearTimeout(this.#typingTimer);
      this.#typingTimer = 0;
    } else if (!this.#typingTimer) {
      this.#typingTimer = setTimeout(() => this.#announce(strings.typing), TYPING_SAID_AFTER);
    }
  }

  #tellConnection() {
    const state = this.#conversation?.connection ?? "idle";
    this.#composer.dictation = this.hasAttribute("dictation") && this.#conversation?.dictation;
    const isOnline = state === "online";
    const isLost = state === "offline" || state === "slow";
    this.#link.textContent = isLost || state === "idle" ? "" : ` · ${strings[state]}`;
    this.#state.dataset.state = state;
    this.#state.textContent = isLost ? strings[state] : isOnline && this.#wasLost ? strings.back : "";
    if (isOnline) setTimeout(() => !this.#wasLost && (this.#state.textContent = ""), BACK_SHOWN);
    this.#wasLost = isLost || (this.#wasLost && !isOnline);
    this.#tellTyping();
  }

  /** @param {boolean} isNew */
  #tellNews(isNew) {
    this.#news.hidden = !isNew;
    this.#launcher.setAttribute("aria-label", isNew ? strings.openUnread : strings.openNamed);
  }

  /** @param {boolean} isOpen @param {boolean} isAsked by the visitor: the focus follows */
  #toggle(isOpen, isAsked) {
    if (isOpen === this.#launcher.hidden) return;
    const hadFocus = this.shadowRoot?.activeElement !== null;
    this.#launcher.hidden = isOpen;
    this.#launcher.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) {
      this.#showPanel(isAsked ? null : document.activeElement);
      this.#transcript.catchUp();
      if (isAsked) this.#enter();
      this.#tellNews(false);
      this.#conversation?.start(this.getAttribute("greeting") !== "off");
    } else {
      this.#wonder(false);
      this.#panel.close();
      stopReading();
      if (isAsked || hadFocus) this.#launcher.focus({ preventScroll: true });
    }
    if (this.#conversation && (isAsked || !isOpen)) this.#conversation.panelOpen = isOpen;
    this.toggleAttribute("open", isOpen);
  }

  #enter() {
    // On a touch screen the keyboard would cover what the assistant says first.
    if (TOUCH.matches) this.#title.focus({ preventScroll: true });
    else this.#composer.focus();
  }

  /** @param {any} focused keeps the focus that a dialog would take */
  #showPanel(focused) {
    this.#panel.classList.toggle("full", SMALL.matches);
    this.#measure();
    if (SMALL.matches) this.#panel.showModal();
    else this.#panel.show();
    if (!focused) return;
    /** @type {any} */ (this.shadowRoot?.activeElement)?.blur();
    focused.focus({ preventScroll: true });
  }

  #reopen() {
    if (!this.#panel.open) return;
    const focused = this.shadowRoot?.activeElement;
    this.#panel.close();
    this.#showPanel(focused ?? document.activeElement);
  }

  #measure() {
    const { height, offsetTop } = visualViewport ?? { height: innerHeight, offsetTop: 0 };
    this.#shell.style.setProperty("--tall", `${height}px`);
    this.#shell.style.setProperty("--top", `${offsetTop}px`);
  }

  /** To the top layer, out of reach of the page's z-index, transform and overflow. */
  #rise() {
    if (!this.#shell.showPopover) return;
    this.#shell.popover = "manual";
    this.#shell.showPopover();
  }

  #paint() {
    const wanted = this.getAttribute("theme");
    const isDark = wanted === "dark" || (wanted !== "light" && DARK.matches);
    const theme = isDark ? "dark" : "light";
    this.#shell.dataset.theme = theme;
    this.#shell.dataset.position = this.getAttribute("position") ?? "right";
    for (const [name, value] of Object.entries(palette(this.#accent(), theme))) {
      this.#shell.style.setProperty(name, value);
    }
  }

  #accent() {
    const property = getComputedStyle(this).getPropertyValue("--decroche-accent");
    const wanted = this.getAttribute("accent") || property || ACCENT;
    const colour = parseColour(wanted);
    if (!colour) console.error(`decroche-chat: accent "${wanted}" is not of the form #rrggbb`);
    return colour ?? [10, 95, 102];
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key !== "Escape" || event.isComposing) return;
    event.stopPropagation();
    this.#stepBack(event);
  }

  /** @param {Event} event */
  #stepBack(event) {
    event.preventDefault();
    if (!this.#askErase.hidden) this.#wonder(false);
    else this.#toggle(false, true);
  }

  /** Gives way to what got the focus under the widget. @param {FocusEvent} event */
  #uncover({ target }) {
    if (!(target instanceof Element) || target === this) return this.#launcher.classList.remove("aside");
    const under = target.getBoundingClientRect();
    const covers = (/** @type {Element} */ own) => {
      const { left, right, top, bottom } = own.getBoundingClientRect();
      return under.left >= left && under.right <= right && under.top >= top && under.bottom <= bottom;
    };
    if (this.#panel.open && covers(this.#panel)) this.#toggle(false, false);
    this.#launcher.classList.toggle("aside", covers(this.#launcher));
  }

  #eraseQuestion() {
    return h(
      "div",
      { class: "ask-erase", role: "group", "aria-labelledby": "erase-title", "aria-describedby": "erase-detail", hidden: true },
      h("strong", { id: "erase-title" }, strings.eraseAsk),
      h("p", { id: "erase-detail" }, strings.eraseDetail),
      h(
        "div",
        {},
        h("button", { class: "choice yes", onclick: () => this.#erase() }, strings.eraseYes),
        h("button", { class: "choice no", onclick: () => this.#wonder(false) }, strings.eraseNo),
      ),
    );
  }

  /** @param {boolean} isAsking */
  #wonder(isAsking) {
    if (this.#askErase.hidden !== isAsking) return;
    this.#askErase.hidden = !isAsking;
    const safe = /** @type {HTMLElement} */ (this.#askErase.querySelector(".no"));
    if (isAsking) safe.focus();
    else this.#eraseButton.focus();
  }

  async #erase() {
    this.#askErase.hidden = true;
    this.#composer.focus();
    const isErased = await this.#conversation?.erase();
    this.#notice(isErased ? strings.erased : strings.erasedLater);
  }
}

if (!customElements.get("decroche-chat")) customElements.define("decroche-chat", DecrocheChat);
