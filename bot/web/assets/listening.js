/** Buttons of the kiosk that read aloud, by a French voice of the machine itself, else the server's. */

import { h, icon } from "./elements.js";
import { paths } from "./kiosk-icons.js";
import { kioskStrings as strings } from "./kiosk-strings.js";
import { ServedVoice } from "./served-voice.js";
import { frenchVoice, readAloud, stopReading } from "./voice.js";

/** @import {State} from "./served-voice.js" */

/** @type {Record<State, {words: string, path: string}>} what a button looks like */
const faces = {
  silent: { words: strings.listen, path: paths.listen },
  loading: { words: strings.listenSoon, path: paths.stop },
  reading: { words: strings.stopListening, path: paths.stop },
  failed: { words: strings.listenLater, path: paths.listen },
};

export class Listening {
  #place;
  #served;

  /**
   * @param {Element} place where the buttons are seen for as long as there is a voice
   * @param {string} base address of the channel @param {() => Promise<string>} token of the visitor's session
   */
  constructor(place, base, token) {
    this.#place = place;
    this.#served = new ServedVoice(base, token);
    globalThis.speechSynthesis?.addEventListener("voiceschanged", () => this.#tell());
    this.#tell();
  }

  get isReading() {
    return this.#served.isReading || Boolean(globalThis.speechSynthesis?.speaking);
  }

  async findServedVoice() {
    await this.#served.find();
    this.#tell();
  }

  stop() {
    stopReading();
    this.#served.stop();
  }

  /**
   * @param {() => string} text what stands on the screen by then
   * @param {() => void} ended the reading came to its end
   */
  button(text, ended) {
    const label = h("span");
    const button = h("button", { class: "big listen", onclick: () => toggle() }, label);
    /** @type {State} */
    let state = "silent";
    const isBusy = () => state === "loading" || state === "reading";
    const show = (/** @type {State} */ next) => {
      state = next;
      label.textContent = faces[state].words;
      button.replaceChildren(icon(faces[state].path), label);
    };
    const tell = (/** @type {State} */ next) => {
      show(next);
      if (!isBusy()) ended();
    };
    const toggle = () => {
      const wasBusy = isBusy();
      this.stop();
      if (wasBusy) show("silent");
      else this.#read(text(), tell);
    };
    show(state);
    return button;
  }

  /** @param {string} text @param {(state: State) => void} tell */
  #read(text, tell) {
    if (!frenchVoice()) return void this.#served.read(text, tell);
    tell("reading");
    readAloud(text, () => tell("silent"));
  }

  #tell() {
    this.#place.toggleAttribute("data-voice", Boolean(frenchVoice()) || this.#served.isThere);
  }
}
