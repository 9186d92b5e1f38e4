/** `<decroche-chat>`: the assistant in any page. docs/widget.md has its options. */

import { brand } from "./assets/brand.js";
import { Client } from "./assets/client.js";
import { palette, parseColour } from "./assets/colours.js";
import { Composer } from "./assets/composer.js";
import { Conversation } from "./assets/conversation.js";
import { h, land, marked, receiver } from "./assets/elements.js";
import { askedBy, askedByAddress, tell } from "./assets/host.js";
import { spoken } from "./assets/reply.js";
import { strings } from "./assets/strings.js";
import { dress } from "./assets/style.js";
import { Transcript } from "./assets/transcript.js";
import { stopReading } from "./assets/voice.js";

/** @import {Colour, Turn, Words} from "./assets/types.js" */

const CLOSE = "M6 6l12 12M18 6L6 18";
const BACK_SHOWN = 4_000;
const TYPING_SAID_AFTER = 1_500; // most answers are there before: typing is then not worth a word
const SMALL = matchMedia("(max-width: 480px), (max-height: 460px)");
const DARK = matchMedia("(prefers-color-scheme: dark)");
const TOUCH = matchMedia("(pointer: coarse)");

class DecrocheChat extends HTMLElement {
  static observedAttributes = ["server", "open", "position", "theme", "accent", "dictation"];

  #announcer = h("div", { class: "unseen", "aria-live": "polite" });
  #transcript = new Transcript({
    say: (words) => this.#choose(words),
    retry: (turn) => this.#conversation?.retry(turn),
  });
  #composer = new Composer((text) => this.#conversation?.say({ text }));
  /** @type {Conversation | null} */
  #conversation = null;
  /** @type {AbortController | null} */
  #listening = null;
  #lost = ""; // why the server was last out of reach, until it is back
  #isStep = false;
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
      h("span", { class: "mark" }, brand.logo ? h("img", { src: new URL(brand.logo, import.meta.url).href, alt: "" }) : receiver()),
      h("div", { class: "who" }, this.#title, h("p", { class: "role" }, strings.role, this.#link)),
      marked(h("button", { class: "icon", onclick: () => this.#toggle(false, true) }), strings.close, CLOSE),
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
    root.append(this.#shell);
    dress(root);
  }

  connectedCallback() {
    if (!this.hasAttribute("lang")) this.lang = "fr";
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    SMALL.addEventListener("change", () => this.#reopen(), { signal });
    DARK.addEventListener("change", () => this.#paint(), { signal });
    addEventListener("popstate", () => this.#takeStep(), { signal });
    document.addEventListener("focusin", (event) => this.#uncover(event), { signal });
    document.addEventListener("click", (event) => this.#take(askedBy(event)), { signal });
    for (const name of ["pagehide", "visibilitychange"]) addEventListener(name, () => this.#keepDraft(), { capture: true, signal });
    for (const name of ["resize", "scroll"]) visualViewport?.addEventListener(name, () => this.#measure(), { signal });
    addEventListener("hashchange", () => this.#take(askedByAddress()), { signal });
    this.#shell.toggleAttribute("data-frame", this.#isFrame);
    this.#paint();
    this.#converse();
    this.#rise();
    this.#take(askedByAddress());
  }

  disconnectedCallback() {
    this.#keepDraft();
    this.#listening?.abort();
    this.#listening = null;
    this.#conversation?.close();
    this.#conversation = null;
    this.#composer.hush();
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
    if (words.payload || words.text) this.#conversation?.say(words);
  }

  /** What the page asks, by a click or its address. @param {Words | undefined} words */
  #take(words) {
    if (words) this.ask(words);
  }

  /** @param {Words} words */
  #choose(words) {
    const { payload } = words;
    if (payload?.endsWith("_feedback")) tell(this, "feedback", { useful: payload === "/positive_feedback" });
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
    conversation.onErased = () => {
      this.#composer.clear();
      this.#ended(strings.erasedElsewhere);
    };
    conversation.onExpired = () => {
      this.#notice(strings.expired);
      this.#start();
    };
    this.#composer.draft = conversation.draft;
    this.#redraw();
    this.#tellConnection();
    // What opens by itself takes no focus, and never the whole screen.
    const isWanted = conversation.panelOpen ?? this.hasAttribute("open");
    this.#toggle(this.#isFrame || (isWanted && !SMALL.matches), false);
  }

  /** Whether the panel is all there is in the page. */
  get #isFrame() {
    return this.hasAttribute("frame");
  }

  #base() {
    const server = this.getAttribute("server") ?? "";
    const room = brand.id && `brands/${brand.id}/`;
    try {
      if (server) return `${new URL(server, document.baseURI).href.replace(/\/+$/, "")}/web/${room}`;
    } catch {
      ignore("server", server);
    }
    return new URL(".", import.meta.url).href;
  }

  #start() {
    this.#conversation?.start(this.getAttribute("greeting") !== "off");
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
    if (turn.state === "failed") {
      this.#announce(`${strings.failed}. ${turn.problem}`);
      tell(this, "error", { kind: "refused" });
    }
    if (!isAnswer) return;
    tell(this, "answer");
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
    const greeting = this.getAttribute("greeting") ?? brand.welcome;
    this.#transcript.reset(this.#conversation?.current ?? [], greeting === "off" ? "" : greeting);
    this.#tellTyping();
  }

  #keepDraft() {
    const { draft } = this.#composer;
    if (this.#conversation && draft !== this.#conversation.draft) this.#conversation.keepDraft(draft);
  }

  /** @param {string} words @param {...any} way on from there */
  #notice(words, ...way) {
    this.#transcript.notice(words, ...way);
    this.#announce(words);
  }

  /** Nothing is left to read: there is a way on. @param {string} words */
  #ended(words) {
    this.#notice(words, strings.anew, () => this.#startOver());
  }

  #tellTyping() {
    const isTyping = Boolean(this.#conversation?.busy) && !this.#lost;
    this.#transcript.typing(isTyping);
    clearTimeout(this.#typingTimer);
    if (isTyping) this.#typingTimer = setTimeout(() => this.#announce(strings.typing), TYPING_SAID_AFTER);
  }

  #tellConnection() {
    const state = this.#conversation?.connection ?? "idle";
    const { dictation, longest_text, longest_read } = this.#conversation?.terms ?? {};
    this.#composer.dictation = this.hasAttribute("dictation") && dictation;
    this.#composer.limit(longest_text, longest_read);
    const isOnline = state === "online";
    const isLost = state === "offline" || state === "slow" || state === "fault";
    if (isLost && !this.#lost) tell(this, "error", { kind: state });
    this.#link.textContent = isLost || state === "idle" ? "" : ` · ${strings[state]}`;
    this.#state.dataset.state = state;
    this.#state.textContent = isLost ? strings[state] : isOnline && this.#lost === "offline" ? strings.back : "";
    if (isOnline) setTimeout(() => !this.#lost && (this.#state.textContent = ""), BACK_SHOWN);
    if (isLost) this.#lost = state;
    else if (isOnline) this.#lost = "";
    this.#tellTyping();
  }

  /** @param {boolean} isNew */
  #tellNews(isNew) {
    this.#news.hidden = !isNew;
    this.#launcher.setAttribute("aria-label", isNew ? strings.openUnread : strings.openNamed);
  }

  /** @param {boolean} isOpen @param {boolean} isAsked by the visitor: the focus follows */
  #toggle(isOpen, isAsked) {
    if (isOpen === this.#launcher.hidden || (this.#isFrame && !isOpen)) return;
    const hadFocus = this.shadowRoot?.activeElement !== null;
    this.#launcher.hidden = isOpen;
    this.#launcher.setAttribute("aria-expanded", String(isOpen));
    if (this.#conversation && (isAsked || !isOpen)) this.#conversation.panelOpen = isOpen;
    if (isOpen) {
      this.#rise();
      // Where « back » does not close a dialog, a step in the history stands for the panel.
      this.#isStep = isAsked && SMALL.matches && !("CloseWatcher" in globalThis);
      if (this.#isStep) history.pushState(history.state, "");
      this.#showPanel(isAsked ? null : document.activeElement);
      this.#transcript.catchUp();
      if (isAsked) this.#enter();
      land(this.#panel);
      this.#tellNews(false);
      this.#start();
      tell(this, "open");
    } else {
      this.#wonder(false);
      this.#panel.close();
      this.#rise();
      if (this.#isStep) history.back();
      this.#isStep = false;
      this.#composer.hush();
      stopReading();
      if (isAsked || hadFocus) this.#launcher.focus({ preventScroll: true });
    }
    this.toggleAttribute("open", isOpen);
  }

  #enter() {
    // On a touch screen the keyboard would cover what the assistant says first.
    if (TOUCH.matches) this.#title.focus({ preventScroll: true });
    else this.#composer.focus();
  }

  /** @param {any} focused keeps the focus that a dialog would take */
  #showPanel(focused) {
    this.#panel.classList.toggle("full", SMALL.matches || this.#isFrame);
    this.#measure();
    if (SMALL.matches && !this.#isFrame) this.#panel.showModal();
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

  /**
   * To the top layer, out of reach of the page's z-index, transform and overflow: for a visitor who
   * asked for the panel, here or on the page before, or where the page would cut the launcher off.
   * Else what the page lays over everything, its question on cookies say, stays above; so it does
   * where it gave a z-index.
   */
  #rise() {
    const shell = this.#shell;
    if (!shell.showPopover) return;
    shell.removeAttribute("popover"); // and now it lies where the page puts it
    const { x, y, width, height } = shell.getBoundingClientRect();
    const isMoved = Math.abs(x) + Math.abs(y) + Math.abs(width - document.documentElement.clientWidth) > 1;
    const isCutOff = isMoved || height > 1.5 * innerHeight;
    const isPlaced = getComputedStyle(this).getPropertyValue("--decroche-z-index");
    const isAsked = this.#launcher.hidden && this.#conversation?.panelOpen;
    if (isPlaced || !(isAsked || isCutOff)) return;
    shell.popover = "manual";
    shell.showPopover();
  }

  #paint() {
    const wanted = this.getAttribute("theme");
    const isDark = wanted === "dark" || (wanted !== "light" && DARK.matches);
    const theme = isDark ? "dark" : "light";
    this.#shell.dataset.theme = theme;
    this.#shell.dataset.position = this.getAttribute("position") ?? "right";
    for (const [name, value] of Object.entries(palette(this.#accent(isDark), theme))) {
      this.#shell.style.setProperty(name, value);
    }
  }

  /** @param {boolean} isDark */
  #accent(isDark) {
    const property = getComputedStyle(this).getPropertyValue("--decroche-accent");
    for (const wanted of [this.getAttribute("accent") ?? "", property]) {
      const colour = parseColour(wanted);
      if (colour) return colour;
      if (wanted) ignore("accent", wanted);
    }
    return /** @type {Colour} */ (parseColour(isDark ? brand.accentDark : brand.accent));
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key !== "Escape" || event.isComposing) return;
    event.stopPropagation();
    this.#stepBack(event);
  }

  #takeStep() {
    if (!this.#isStep) return;
    this.#isStep = false;
    this.#toggle(false, true);
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
    this.#composer.clear();
    this.#composer.focus();
    const isErased = await this.#conversation?.erase();
    this.#ended(isErased ? strings.erased : strings.erasedLater);
  }
}

/** Tells those who made the page. @param {string} name of an attribute @param {string} value */
function ignore(name, value) {
  console.error("decroche-chat:", `${name} "${value}" cannot be read`);
}

if (!customElements.get("decroche-chat")) customElements.define("decroche-chat", DecrocheChat);
