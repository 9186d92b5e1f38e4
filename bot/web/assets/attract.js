/** What the kiosk shows when nobody is there: a received idea, a fact with its source, a question. */

import { brand } from "./brand.js";
import { h, icon } from "./elements.js";
import { cord, mark, paths } from "./kiosk-icons.js";
import { kioskStrings as strings } from "./kiosk-strings.js";
import { inWords } from "./reply.js";

/** @import {Source, Theme, Topic} from "./types.js" */

const TURN = 9_000;
const MYTHS = new Set(["heat_pumps", "sector_image", "ai_future", "offshore", "diploma", "monitoring_and_scripts"]);

export class Attract {
  #label = h("p", { class: "label" });
  #words = h("p", { class: "words" });
  #source = h("p", { class: "from" });
  #card = h("div", { class: "card" }, this.#label, this.#words, this.#source);
  #pause = h("button", { class: "pause", onclick: (/** @type {Event} */ event) => this.#toggle(event) });
  /** @type {Topic[]} */
  #topics = [];
  #place = 0;
  #timer = 0;

  /** @param {() => void} wake */
  constructor(wake) {
    // Woken by the click, the last event of a touch: nothing of it reaches the next screen.
    this.element = h(
      "main",
      { class: "attract", onclick: wake },
      h("h1", { class: "brand" }, mark(), brand.bot, h("small", {}, brand.welcome || strings.attractIntro)),
      this.#card,
      steps(),
      h("button", { class: "wake" }, icon(paths.touch), strings.touch),
      cord(36),
      this.#pause,
    );
  }

  /** @param {Theme[]} themes */
  start(themes) {
    this.#topics = themes.flatMap((theme) => theme.topics);
    this.#place = Math.floor(Math.random() * this.#topics.length);
    this.#next();
    this.#run(!matchMedia("(prefers-reduced-motion: reduce)").matches);
  }

  stop() {
    clearInterval(this.#timer);
  }

  /** @param {boolean} isRunning */
  #run(isRunning) {
    this.stop();
    this.#timer = isRunning ? setInterval(() => this.#next(), TURN) : 0;
    this.element.classList.toggle("still", !isRunning);
    const words = isRunning ? strings.pause : strings.play;
    this.#pause.setAttribute("aria-label", words);
    this.#pause.replaceChildren(icon(isRunning ? paths.pause : paths.play));
  }

  /** @param {Event} event */
  #toggle(event) {
    event.stopPropagation();
    this.#run(!this.#timer);
  }

  #next() {
    if (!this.#topics.length) return;
    // A step that shares no factor with most lengths: neighbours in the list rarely follow each other.
    this.#place = (this.#place + 7) % this.#topics.length;
    const { id, title, short, sources } = this.#topics[this.#place];
    // A « oui » or « non » says nothing without its question.
    const isFigure = /\d/.test(short) && !/^(oui|non)\b/i.test(short) && sources.length > 0 && !MYTHS.has(id);
    this.#label.textContent = isFigure ? strings.figure : MYTHS.has(id) ? strings.myth : strings.question;
    this.#words.textContent = isFigure ? short : title;
    this.#words.classList.toggle("long", this.#words.textContent.length > 75);
    this.#source.textContent = isFigure ? named(sources[0]) : "";
    this.#card.classList.remove("enter");
    void this.#card.offsetWidth; // the animation starts anew
    this.#card.classList.add("enter");
  }
}

/** What to do here, for those who look from afar. */
function steps() {
  const all = [
    [paths.touch, strings.stepTheme],
    [paths.read, strings.stepAnswer],
    [paths.phone, strings.stepTake],
  ];
  return h("ol", { class: "steps" }, ...all.map(([path, words]) => h("li", {}, icon(path), words)));
}

/** @param {Source} source */
function named({ publisher, date }) {
  return [publisher, inWords(date)].filter(Boolean).join(", ");
}
