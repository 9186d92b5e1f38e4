/** The screens that lie behind the present one. */

/** @import {Reply} from "./types.js" */
/** @typedef {{screen: () => void, asks: Reply | null}} Step */

export class Trail {
  /** @type {Step[]} */
  #steps = [];

  /** The question of the bot's that is open on the present screen. */
  get asks() {
    return this.#steps.at(-1)?.asks ?? null;
  }

  /** @param {() => void} screen */
  begin(screen) {
    this.#steps = [{ screen, asks: null }];
  }

  /** @param {() => void} screen */
  add(screen) {
    this.#steps.push({ screen, asks: null });
  }

  /**
   * Adds what was answered. To a question of the bot's it takes its place: only the bot can go back
   * in a test. @param {() => void} screen @param {Reply | null} asks
   */
  answer(screen, asks) {
    if (this.asks) this.#steps.pop();
    this.#steps.push({ screen, asks });
  }

  leave() {
    this.#steps.pop();
  }

  show() {
    this.#steps.at(-1)?.screen();
  }
}
