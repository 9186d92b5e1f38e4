/**
 * The kiosk: attract screen, themes, questions, answers; every visitor is a new conversation.
 *
 * All is kept in memory and thrown away at the end. `?idle=60&warning=20&cap=900` sets the times, in
 * seconds, for tests.
 */

import { brand } from "./brand.js";
import { Attract } from "./attract.js";
import { Client } from "./client.js";
import { drawing, h, icon, offered, paragraphs, receiver, sourceLine } from "./elements.js";
import { Patience } from "./idle.js";
import { Keyboard } from "./keyboard.js";
import { paths } from "./kiosk-icons.js";
import { kioskStrings as strings } from "./kiosk-strings.js";
import { eraseDoomed, Visit } from "./visit.js";

/** @import {Child, Choice, Reply, Theme, Topic, Words} from "./types.js" */

const PATIENCE = 8_000; // milliseconds that a visitor who stands there waits for an answer
const PULSE = 15_000;
const DONE_SHOWN = 6_000;
const DEAF = 400; // milliseconds after waking in which a second tap means nothing

const base = new URL(".", document.baseURI).href;
const client = new Client(base, PATIENCE);
const patience = new Patience(durations());

const stage = h("main", { class: "stage" });
const banner = h("p", { class: "banner", role: "status" });
const bar = h("footer", { class: "bar" });
const app = h("div", { class: "app" }, banner, stage, bar);
const warning = h("dialog", { class: "warning", "aria-labelledby": "warning-title", "aria-describedby": "warning-text" });
const attract = new Attract(() => wake());

/** @type {Theme[]} */
let themes = [];
/** @type {Visit | null} */
let visit = null;
/** @type {(() => void)[]} */
let trail = [];
let isDown = false;
let countdown = 0;
let restTimer = 0;
let heading = "";

function durations() {
  const query = new URLSearchParams(location.search);
  const read = (/** @type {string} */ name, /** @type {number} */ usual) => Number(query.get(name)) || usual;
  return { idle: read("idle", 60), warning: read("warning", 20), cap: read("cap", 15 * 60) };
}

// --- Coming and going ---------------------------------------------------------------------------

function rest() {
  clearTimeout(restTimer);
  document.body.replaceChildren(attract.element);
  document.documentElement.className = "";
  attract.start(themes);
  /** @type {HTMLElement} */ (attract.element.querySelector(".wake")).focus({ preventScroll: true });
  beat();
}

function wake() {
  clearTimeout(restTimer);
  attract.stop();
  visit = new Visit(client);
  trail = [];
  document.body.replaceChildren(app, warning);
  tellDown();
  go(home);
  patience.start();
  app.inert = true;
  setTimeout(() => {
    app.inert = false;
    focusHeading();
  }, DEAF);
  beat();
}

/** Forgets the visitor: page, storage, caches, and the conversation on the server. */
function forget() {
  const ended = visit;
  visit = null;
  trail = [];
  heading = "";
  patience.stop();
  closeWarning();
  stage.replaceChildren();
  bar.replaceChildren();
  banner.textContent = "";
  clearBrowser();
  return ended?.end() ?? Promise.resolve(true);
}

function clearBrowser() {
  try {
    sessionStorage.clear();
    localStorage.clear();
  } catch {
    // Blocked: then nothing is in it.
  }
  globalThis.caches?.keys().then((names) => names.forEach((name) => caches.delete(name)), () => undefined);
  globalThis.indexedDB?.databases?.().then(
    (all) => all.forEach(({ name }) => name && indexedDB.deleteDatabase(name)),
    () => undefined,
  );
}

async function finish() {
  const erasing = forget();
  const said = h("p", { class: "lead", role: "status" });
  const thanks = h("h1", { tabindex: -1 }, strings.doneTitle);
  const screen = h("main", { class: "done", onclick: () => wake() }, drawing("0 0 24 24", paths.game), thanks, said);
  document.body.replaceChildren(screen);
  thanks.focus();
  restTimer = setTimeout(rest, DONE_SHOWN);
  said.textContent = (await erasing) ? strings.doneText : strings.doneLater;
}

function expire() {
  forget();
  rest();
}

// --- The warning before the end -----------------------------------------------------------------

/** @param {"idle" | "cap"} why */
function warn(why) {
  closeWarning();
  const text = h("p", { id: "warning-text" });
  const left = h("p", { class: "left", "aria-hidden": "true" });
  const stay = h("button", { class: "big primary", onclick: closeWarning }, why === "idle" ? strings.idleStay : strings.capSeen);
  const leave = h("button", { class: "big", "data-finish": true, onclick: finish }, strings.finish);
  warning.replaceChildren(
    h("h2", { id: "warning-title" }, why === "idle" ? strings.idleTitle : strings.capTitle),
    left,
    text,
    h("div", { class: "acts" }, stay, leave),
  );
  const words = why === "idle" ? strings.idleText : strings.capText;
  text.textContent = words.replace("{n}", String(Math.round(patience.warning)));
  const end = Date.now() + patience.warning * 1_000;
  const tick = () => (left.textContent = String(Math.max(0, Math.ceil((end - Date.now()) / 1_000))));
  tick();
  countdown = setInterval(tick, 250);
  warning.showModal();
  stay.focus();
}

function closeWarning() {
  clearInterval(countdown);
  if (warning.open) warning.close();
  warning.replaceChildren();
}

// --- Screens ------------------------------------------------------------------------------------

/** Shows a screen and remembers the way back. @param {() => void} screen */
function go(screen) {
  trail.push(screen);
  screen();
}

function back() {
  trail.pop();
  trail.at(-1)?.();
}

/**
 * @param {string} name of the screen's style
 * @param {...Child} children
 */
function show(name, ...children) {
  stage.className = `stage ${name}`;
  stage.replaceChildren(...children.filter((child) => child !== null && child !== undefined));
  stage.scrollTop = 0;
  const isHome = name === "home";
  bar.replaceChildren(
    ...(isHome ? [] : [barButton(paths.back, strings.previous, back), barButton(paths.home, strings.home, () => go(home))]),
    ...(isDown || name === "write" ? [] : [barButton(paths.keyboard, strings.ask, () => go(write))]),
    h("span", { class: "gap" }),
    toggle(paths.larger, "larger", strings.larger, strings.normal),
    toggle(paths.contrast, "strong", strings.contrast, strings.calm),
    barButton(paths.finish, strings.finish, finish, "finish"),
  );
  focusHeading();
}

function focusHeading() {
  const target = /** @type {HTMLElement | null} */ (stage.querySelector("textarea, h1"));
  target?.focus({ preventScroll: true });
}

/**
 * @param {string} path
 * @param {string} words
 * @param {() => void} act
 * @param {string} [name]
 */
function barButton(path, words, act, name = "") {
  return h("button", { class: `tool ${name}`, onclick: act }, icon(path), h("span", {}, words));
}

/**
 * @param {string} path
 * @param {string} name class of the page
 * @param {string} off
 * @param {string} on
 */
function toggle(path, name, off, on) {
  const { classList } = document.documentElement;
  const label = () => button.setAttribute("aria-label", classList.contains(name) ? on : off);
  const act = () => {
    classList.toggle(name);
    label();
  };
  const button = h("button", { class: "tool round", onclick: act }, icon(path));
  label();
  return button;
}

/** @param {string} words */
function title(words) {
  return h("h1", { tabindex: -1 }, words);
}

function home() {
  trail = [home];
  const features = [
    feature("orientation", paths.compass, strings.orientation, strings.orientationHint, "/find_my_job"),
    feature("quiz", paths.game, strings.quiz, strings.quizHint, "/play_myth_quiz"),
  ];
  show(
    "home",
    h("p", { class: "brand" }, receiver(), brand.bot),
    title(strings.homeTitle),
    h("p", { class: "consent" }, strings.consent),
    h(
      "ul",
      { class: "tiles themes", "aria-label": strings.themes },
      ...themes.filter((theme) => theme.topics.length).map((theme) => tile(theme.title, () => go(() => questions(theme)))),
    ),
    isDown ? null : h("div", { class: "features" }, ...features),
  );
}

/**
 * @param {string} name
 * @param {string} path
 * @param {string} words
 * @param {string} hint
 * @param {string} payload
 */
function feature(name, path, words, hint, payload) {
  const act = () => ask({ payload, title: words });
  return h("button", { class: `feature ${name}`, onclick: act }, icon(path), h("span", {}, h("strong", {}, words), h("small", {}, hint)));
}

/**
 * @param {string} words
 * @param {() => void} act
 */
function tile(words, act) {
  return h("li", {}, h("button", { class: "tile", onclick: act }, h("span", {}, words), icon(paths.arrow)));
}

/** @param {Theme} theme */
function questions(theme) {
  const tiles = theme.topics.map((topic) => tile(topic.title, () => ask({ payload: `/${topic.id}`, title: topic.title })));
  show("questions", h("p", { class: "kicker" }, strings.pickTopic), title(theme.title), h("ul", { class: "tiles", "aria-label": strings.topics }, ...tiles));
}

function write() {
  const keyboard = new Keyboard((text) => ask({ text }));
  show("write", title(strings.keyboardTitle), keyboard.element);
  keyboard.focus();
}

// --- Asking -------------------------------------------------------------------------------------

/** @param {Words} words */
async function ask(words) {
  const asking = visit;
  const topic = topicOf(words.payload);
  if (isDown) return go(() => packaged(topic));
  if (words.payload !== "/tell_me_more") heading = words.text ?? words.title ?? "";
  show("waiting", title(heading), h("p", { class: "lead", role: "status" }, strings.thinking), dots());
  try {
    const replies = await /** @type {Visit} */ (asking).ask(words);
    if (asking !== visit) return;
    const about = heading;
    go(() => answer(about, replies));
  } catch {
    if (asking !== visit) return;
    setDown(true);
    go(() => packaged(topic));
  }
}

function dots() {
  return h("p", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i"));
}

/** @param {string | undefined} payload */
function topicOf(payload) {
  return topics().find((topic) => `/${topic.id}` === payload);
}

/** @returns {Topic[]} */
function topics() {
  return themes.flatMap((theme) => theme.topics);
}

/**
 * @param {string} about
 * @param {Reply[]} replies
 */
function answer(about, replies) {
  const last = replies.at(-1);
  if (!last) return home();
  heading = about;
  const isQuestion = last.kind === "question";
  const [asked = "", ...rest] = last.text.split("\n");
  const said = isQuestion ? [...replies.slice(0, -1).map((reply) => reply.text), ...rest] : replies.map((reply) => reply.text);
  const sources = replies.flatMap((reply) => reply.sources);
  const buttons = replies.flatMap(offered);
  const more = buttons.find((button) => button.payload === "/tell_me_more");
  const others = buttons.filter((button) => button !== more);
  show(
    `answer ${isQuestion ? "question" : ""}`,
    isQuestion ? h("p", { class: "kicker" }, about) : null,
    isQuestion && said.length ? h("div", { class: "before" }, ...paragraphs(said.join("\n"), false)) : null,
    title(isQuestion ? asked : about),
    isQuestion ? null : h("div", { class: "words" }, ...paragraphs(said.join("\n"), false)),
    sourceLine({ sources, kind: last.kind }, false),
    more ? h("button", { class: "big primary", onclick: () => ask({ ...more, title: strings.more }) }, strings.more) : null,
    isQuestion ? options(others) : also(others),
    takeAway(last, buttons),
  );
}

/** @param {Choice[]} choices */
function options(choices) {
  return h("ul", { class: "tiles options" }, ...choices.map((choice) => tile(choice.title, () => reply(choice))));
}

/** Answers a question of the bot's: what it was about stays on the screen. @param {Choice} choice */
function reply(choice) {
  const about = heading;
  const asked = ask(choice);
  heading = about;
  return asked;
}

/** @param {Choice[]} choices */
function also(choices) {
  if (!choices.length) return null;
  const tiles = choices.map((choice) => tile(choice.title, () => ask(choice)));
  return h("section", { class: "also", "aria-labelledby": "also" }, h("h2", { id: "also" }, strings.also), h("ul", { class: "tiles" }, ...tiles));
}

/**
 * The QR code that carries the topic, or the jobs of an orientation, to a phone.
 * @param {Reply} last
 * @param {Choice[]} buttons
 */
function takeAway(last, buttons) {
  const roles = buttons.flatMap(({ payload }) => /^\/role_([a-z_]+)$/.exec(payload)?.[1] ?? []);
  const isResult = last.kind === "result" && roles.length > 0;
  const isTopic = topics().some((topic) => topic.id === last.topic);
  if (!isResult && !isTopic) return null;
  const query = isResult ? `roles=${roles.join(",")}` : `topic=${last.topic}`;
  const image = h("img", { src: `${base}qr.svg?${query}`, alt: strings.qrAlt, width: 180, height: 180 });
  // Without the server there is no code, and a broken picture helps nobody.
  image.addEventListener("error", () => image.closest("aside")?.remove());
  const words = h("p", {}, h("strong", {}, isResult ? strings.qrResult : strings.qrTitle), strings.qrHint);
  return h("aside", { class: "take-away", "aria-label": isResult ? strings.qrResult : strings.qrTitle }, image, words);
}

/** An answer that needs no bot. @param {Topic | undefined} topic */
function packaged(topic) {
  if (!topic) {
    show("answer", title(strings.unavailable), also([]), h("button", { class: "big primary", onclick: () => go(home) }, strings.home));
    return;
  }
  const words = h("div", { class: "words" }, ...paragraphs(topic.short, false));
  const more = h("button", { class: "big primary", onclick: () => unfold() }, strings.more);
  const unfold = () => {
    words.replaceChildren(...paragraphs(topic.answer, false));
    more.remove();
    focusHeading();
  };
  const near = themes.find((theme) => theme.topics.includes(topic))?.topics.filter((other) => other !== topic) ?? [];
  const others = near.slice(0, 3).map(({ id, title }) => ({ title, payload: `/${id}` }));
  show("answer", title(topic.title), words, sourceLine({ sources: topic.sources, kind: "answer" }, false), topic.answer === topic.short ? null : more, also(others));
}

// --- The bot's pulse ----------------------------------------------------------------------------

/** @param {boolean} down */
function setDown(down) {
  const hasChanged = down !== isDown;
  isDown = down;
  if (hasChanged && visit) tellDown(!down);
}

function tellDown(isBack = false) {
  banner.textContent = isDown ? strings.down : isBack ? strings.back : "";
  if (isBack) setTimeout(() => !isDown && (banner.textContent = ""), DONE_SHOWN);
  if (visit && stage.classList.contains("home")) home();
}

async function beat() {
  try {
    await client.health();
    setDown(false);
    await eraseDoomed(client);
    if (!visit) await pack();
  } catch {
    setDown(true);
  }
}

/** Keeps the answers at hand for when the bot is down. */
async function pack() {
  const fresh = await client.faq();
  if (fresh.themes.length) themes = fresh.themes;
}

async function begin() {
  try {
    await pack();
  } catch {
    isDown = true;
    const kept = await fetch(`${base}assets/faq.json`).catch(() => null);
    if (kept?.ok) themes = (await kept.json()).themes;
  }
  for (const name of ["pointerdown", "keydown"]) addEventListener(name, noticeVisitor, { capture: true, passive: true });
  addEventListener("contextmenu", (event) => event.preventDefault());
  warning.addEventListener("click", (event) => event.target === warning && closeWarning());
  patience.addEventListener("idle", () => warn("idle"));
  patience.addEventListener("capped", () => warn("cap"));
  patience.addEventListener("over", expire);
  setInterval(beat, PULSE);
  rest();
}

function noticeVisitor() {
  patience.touch();
}

begin();
