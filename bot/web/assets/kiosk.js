/**
 * The kiosk: attract screen, themes, questions, answers; every visitor is a new conversation.
 *
 * All is kept in memory and thrown away at the end. `?idle=60&warning=20&cap=900` sets the times, in
 * seconds; with `?listen=1` answers can be heard.
 */

import { brand } from "./brand.js";
import { Attract } from "./attract.js";
import { Client, Refused, Unreachable } from "./client.js";
import { drawing, h, icon, land, words } from "./elements.js";
import { Patience } from "./idle.js";
import { Keyboard } from "./keyboard.js";
import { mark, paths, themePath } from "./kiosk-icons.js";
import { kioskStrings as strings } from "./kiosk-strings.js";
import { Listening } from "./listening.js";
import { offered, said, sourceLine } from "./reply.js";
import { Trail } from "./trail.js";
import { eraseDoomed, isQuestion, Visit } from "./visit.js";

/** @import {Child, Choice, Reply, Theme, Topic, Words} from "./types.js" */
/** @typedef {{screen: () => void, isLeft: boolean}} Wait `isLeft`: « Retour » was touched meanwhile */

const PATIENCE = 8_000; // milliseconds that a visitor who stands there waits for an answer
const PULSE = 15_000;
const DONE_SHOWN = 6_000;
const NEAR_END = 4; // pixels that nobody misses
const PASSING = ["write", "waiting", "refused"]; // screens that nobody goes back to

const base = new URL(".", document.baseURI).href;
const client = new Client(base, PATIENCE);
const patience = new Patience(durations());

const stage = h("main", { class: "stage" });
const banner = h("p", { class: "banner", role: "status" });
const bar = h("footer", { class: "bar" });
// A finger's way: with a keyboard the stage itself scrolls.
const further = h("button", { class: "further", tabindex: -1, onclick: goFurther }, icon(paths.down), strings.further);
const watch = new ResizeObserver(tellMore);
const app = h("div", { class: "app" }, banner, stage, bar);
const warning = h("dialog", { class: "warning", "aria-labelledby": "warning-title", "aria-describedby": "warning-text" });
const attract = new Attract(() => wake());
const trail = new Trail();
const isHeard = new URLSearchParams(location.search).get("listen") === "1";
const listening = isHeard ? new Listening(app, base, () => /** @type {Visit} */ (visit).open()) : null;

/** @type {Theme[]} */
let themes = [];
/** @type {Visit | null} */
let visit = null;
/** @type {Wait | null} for the answer to the last words */
let awaited = null;
/** @type {Words | null} what the bot answered last: of that it would tell more */
let answered = null;
let isDown = false;
let countdown = 0;
let restTimer = 0;

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
  document.body.replaceChildren(app, warning);
  tellDown();
  home();
  patience.start();
  beat();
}

/** Forgets the visitor: page, storage, caches, and the conversation on the server. */
function forget() {
  const ended = visit;
  visit = null;
  awaited = null;
  patience.stop();
  listening?.stop();
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
  land(screen);
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
  land(warning);
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
  trail.add(screen);
  screen();
}

/** @param {string} name */
function isShown(name) {
  return stage.classList.contains(name);
}

function back() {
  if (awaited) return backFromWaiting(awaited);
  if (PASSING.some(isShown)) return trail.show();
  leaveScreen();
}

function leaveScreen() {
  const { asks } = trail;
  if (asks?.previous) return ask(asks.previous, gameOf(asks));
  trail.leave();
  visit?.leave();
  trail.show();
}

/** @param {Wait} wait */
function backFromWaiting(wait) {
  if (isShown("write")) return wait.screen();
  wait.isLeft = true;
  if (trail.asks) return; // the bot goes on with its test: it has to come back first
  awaited = null;
  visit?.leave();
  trail.show();
}

/**
 * @param {string} name of the screen's style
 * @param {...Child} children
 */
function show(name, ...children) {
  listening?.stop();
  stage.className = `stage ${name}`;
  stage.replaceChildren(...children.filter((child) => child !== null && child !== undefined));
  stage.scrollTop = 0;
  watch.disconnect();
  for (const part of [stage, ...stage.children]) watch.observe(part);
  land(app);
  const isHome = name === "home";
  bar.replaceChildren(
    further,
    ...(isHome ? [] : [barButton(paths.back, strings.previous, back), barButton(paths.home, strings.home, home)]),
    ...(isDown || name === "write" ? [] : [barButton(paths.keyboard, strings.ask, write)]),
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

/** Shows whether something of the screen lies under the bar: a touch screen has no scroll bar. */
function tellMore() {
  const { scrollHeight, scrollTop, clientHeight } = stage;
  const rim = parseFloat(getComputedStyle(stage).paddingBottom);
  app.classList.toggle("more", scrollHeight - scrollTop - clientHeight > rim + NEAR_END);
}

function goFurther() {
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  land(app); // a second tap would hit what has come there
  stage.scrollBy({ top: stage.clientHeight * 0.7, behavior: isCalm ? "auto" : "smooth" });
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

/** @param {string} name */
function title(name) {
  return h("h1", { tabindex: -1 }, ...words(name));
}

function home() {
  trail.begin(home);
  awaited = null;
  visit?.leave();
  const features = [
    feature("orientation", paths.compass, strings.orientation, strings.orientationHint, "/find_my_job"),
    feature("quiz", paths.game, strings.quiz, strings.quizHint, "/play_myth_quiz"),
  ];
  show(
    "home",
    h("p", { class: "brand" }, mark(), brand.bot),
    title(strings.homeTitle),
    h("p", { class: "consent" }, strings.consent),
    h(
      "ul",
      { class: "tiles themes", "aria-label": strings.themes },
      ...themes.filter((theme) => theme.topics.length).map((theme) => tile(theme.title, () => go(() => questions(theme)), themePath(theme.id))),
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
 * @param {string} name
 * @param {() => void} act
 * @param {string} [path]
 */
function tile(name, act, path = paths.arrow) {
  return h("li", {}, h("button", { class: "tile", onclick: act }, h("span", {}, ...words(name)), icon(path)));
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

/**
 * @param {Words} message @param {string} about the heading of the answer
 * @param {Words} root what it asks more of: it is asked again where the bot has answered other things since
 */
async function ask(message, about = wordsOf(message), root = message) {
  const topic = topicOf(message.payload);
  if (isDown) return go(() => packaged(topic));
  const screen = () => show("waiting", title(wordsOf(message)), h("p", { class: "lead", role: "status" }, strings.thinking), dots());
  /** @type {Wait} */
  const wait = { screen, isLeft: false };
  awaited = wait;
  screen();
  const asking = /** @type {Visit} */ (visit);
  try {
    if (root !== message && root !== answered) await say(asking, root, root);
    if (awaited !== wait) return;
    const replies = await say(asking, message, root);
    if (awaited === wait) arrive(root, about, replies);
  } catch (error) {
    if (awaited !== wait) return;
    awaited = null;
    if (isSilence(error)) setDown(true);
    else if (!(error instanceof Refused)) console.error("kiosk:", error);
    if (isShown("write")) return;
    if (wait.isLeft) trail.show();
    else if (isDown) go(() => packaged(topic));
    else refused(error instanceof Refused ? error.message : "", () => ask(message, about, root));
  }
}

/** @param {Visit} asking @param {Words} message @param {Words} root */
async function say(asking, message, root) {
  answered = null; // until it is known what the bot has heard
  const replies = await asking.ask(message);
  answered = root;
  return replies;
}

/** @param {Words} message */
function wordsOf({ text, title }) {
  return text ?? title ?? "";
}

/**
 * Shows an answer, unless the visitor is writing already.
 * @param {Words} root @param {string} about @param {Reply[]} replies
 */
function arrive(root, about, replies) {
  const isLeft = awaited?.isLeft;
  awaited = null;
  const last = replies.at(-1);
  if (!last) return home();
  const before = trail.asks;
  trail.answer(() => answer(root, about, replies, last), isQuestion(last) ? last : null);
  const hasMoved = trail.asks?.progress?.number !== before?.progress?.number;
  if (isLeft && trail.asks && hasMoved) leaveScreen();
  else if (!isShown("write")) trail.show();
}

/** Whether the bot is down, and did not just refuse. @param {unknown} error */
function isSilence(error) {
  return error instanceof Unreachable || (error instanceof Refused && error.status >= 500);
}

/** @param {string} why in the server's words, if it said so @param {() => void} retry */
function refused(why, retry) {
  const again = h("button", { class: "big primary", onclick: retry }, strings.again);
  show("refused", title(strings.refused), h("p", { class: "lead", role: "status" }, why || strings.fault), again);
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

/** The name of a test or a game, whatever was asked on the way. @param {Reply} reply */
function gameOf({ topic }) {
  return topic === "find_my_job" ? strings.orientation : topic === "play_myth_quiz" ? strings.quiz : "";
}

/** @param {Words} root @param {string} about @param {Reply[]} replies @param {Reply} last */
function answer(root, about, replies, last) {
  const heading = gameOf(last) || about;
  if (isQuestion(last)) question(heading, replies.slice(0, -1), last);
  else told(root, heading, replies, last);
}

/** @param {string} about @param {Reply[]} before what was said before the question @param {Reply} open */
function question(about, before, open) {
  const blocks = said(open, false, ask);
  const bar = open.progress ? blocks.shift() : null;
  const [first, ...rest] = blocks;
  show(
    "answer question",
    h("p", { class: "kicker" }, about),
    bar,
    before.length ? h("div", { class: "before" }, ...before.flatMap(block)) : null,
    h("h1", { tabindex: -1 }, ...(first?.childNodes ?? [])),
    ...rest,
    ways(listen(() => [...before, open].map(({ text }) => text).concat(offered(open).map(({ title }) => title)).join("\n"))),
    h("ul", { class: "tiles options" }, ...offered(open).map((choice) => tile(choice.title, () => ask(choice, about)))),
  );
}

/** @param {Words} root @param {string} about @param {Reply[]} replies @param {Reply} last */
function told(root, about, replies, last) {
  const buttons = replies.flatMap(offered);
  const more = buttons.find((button) => button.payload === "/tell_me_more");
  show(
    "answer",
    title(about),
    ...replies.flatMap((reply) => [h("div", { class: "words" }, ...said(reply, false, ask)), sourceLine(reply, false)]),
    ways(
      more && h("button", { class: "big primary", onclick: () => ask({ ...more, title: strings.more }, about, root) }, strings.more),
      listen(() => replies.map(({ text }) => text).join("\n")),
    ),
    also(buttons.filter((button) => button !== more)),
    takeAway(last),
  );
}

/** What a reply says, and where it was read. @param {Reply} reply @returns {HTMLElement[]} */
function block(reply) {
  const sources = sourceLine(reply, false);
  const blocks = said(reply, false, ask);
  return sources ? [...blocks, sources] : blocks;
}

/** @param {...(HTMLElement | null | undefined)} buttons below an answer */
function ways(...buttons) {
  const there = buttons.filter((button) => button instanceof HTMLElement);
  return there.length ? h("div", { class: "ways" }, ...there) : null;
}

/** @param {() => string} text */
function listen(text) {
  return listening?.button(text, () => patience.touch());
}

/** @param {Choice[]} choices */
function also(choices) {
  if (!choices.length) return null;
  const tiles = choices.map((choice) => tile(choice.title, () => ask(choice)));
  return h("section", { class: "also", "aria-labelledby": "also" }, h("h2", { id: "also" }, strings.also), h("ul", { class: "tiles" }, ...tiles));
}

/** The QR code that carries the topic, or the jobs of an orientation, to a phone. @param {Reply} last */
function takeAway(last) {
  const roles = last.buttons.flatMap(({ payload }) => /^\/role_([a-z_]+)$/.exec(payload)?.[1] ?? []);
  const isResult = last.kind === "result" && roles.length > 0;
  const isTopic = topics().some((topic) => topic.id === last.topic);
  if (!isResult && !isTopic) return null;
  const query = isResult ? `roles=${roles.join(",")}` : `topic=${last.topic}`;
  const image = h("img", { src: `${base}qr.svg?${query}`, alt: strings.qrAlt, width: 180, height: 180 });
  // Without the server there is no code, and a broken picture helps nobody.
  image.addEventListener("error", () => image.closest("aside")?.remove());
  const name = isResult ? strings.qrResult : strings.qrTitle;
  return h("aside", { class: "take-away", "aria-label": name }, image, h("p", {}, h("strong", {}, name), strings.qrHint));
}

/** An answer that needs no bot. @param {Topic | undefined} topic */
function packaged(topic) {
  if (!topic) {
    show("answer", title(strings.unavailable), also([]), h("button", { class: "big primary", onclick: home }, strings.home));
    return;
  }
  const { title: name, short, answer, sources, cited } = topic;
  const saying = (/** @type {string} */ text) => said({ text, sources, cited, kind: "answer", buttons: [], links: [], topic: null, judge: false }, false, ask);
  const told = h("div", { class: "words" }, ...saying(short));
  const unfold = () => {
    listening?.stop();
    told.replaceChildren(...saying(answer));
    more.remove();
    land(app);
    focusHeading();
  };
  const more = h("button", { class: "big primary", onclick: unfold }, strings.more);
  const near = themes.find((theme) => theme.topics.includes(topic))?.topics.filter((other) => other !== topic) ?? [];
  const others = near.slice(0, 3).map(({ id, title }) => ({ title, payload: `/${id}` }));
  show("answer", title(name), told, sourceLine({ sources, cited, kind: "answer" }, false), ways(answer === short ? null : more, listen(() => told.innerText)), also(others));
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
    listening?.findServedVoice();
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
  document.title = brand.bot;
  try {
    await pack();
  } catch {
    isDown = true;
    const kept = await fetch(`${base}assets/faq.json`).catch(() => null);
    if (kept?.ok) themes = (await kept.json()).themes;
  }
  for (const name of ["pointerdown", "keydown"]) addEventListener(name, noticeVisitor, { capture: true, passive: true });
  addEventListener("contextmenu", (event) => event.preventDefault());
  stage.addEventListener("scroll", tellMore, { passive: true });
  warning.addEventListener("click", (event) => event.target === warning && closeWarning());
  // Who listens makes no gesture.
  patience.addEventListener("idle", () => (listening?.isReading ? patience.touch() : warn("idle")));
  patience.addEventListener("capped", () => warn("cap"));
  patience.addEventListener("over", expire);
  setInterval(beat, PULSE);
  rest();
}

function noticeVisitor() {
  patience.touch();
}

begin();
