/** How long a visit may last: a warning after some idle time, an end after it, and an absolute cap. */

/** Events: `idle` (warn that the visit ends), `capped` (warn that it ends whatever is done), `over`. */
export class Patience extends EventTarget {
  #idle;
  #warning;
  #cap;
  /** @type {number[]} */
  #timers = [];
  #idleTimer = 0;

  /** @param {{idle: number, warning: number, cap: number}} seconds */
  constructor({ idle, warning, cap }) {
    super();
    this.#idle = idle * 1_000;
    this.#warning = warning * 1_000;
    this.#cap = cap * 1_000;
  }

  get warning() {
    return this.#warning / 1_000;
  }

  start() {
    this.stop();
    this.#timers = [
      setTimeout(() => this.#tell("capped"), Math.max(0, this.#cap - this.#warning)),
      setTimeout(() => this.#tell("over"), this.#cap),
    ];
    this.touch();
  }

  /** The visitor is there. */
  touch() {
    if (!this.#timers.length) return;
    clearTimeout(this.#idleTimer);
    this.#idleTimer = setTimeout(() => {
      this.#idleTimer = setTimeout(() => this.#tell("over"), this.#warning);
      this.#tell("idle"); // a touch in answer to it takes the end back
    }, this.#idle);
  }

  stop() {
    for (const timer of [...this.#timers, this.#idleTimer]) clearTimeout(timer);
    this.#timers = [];
  }

  /** @param {string} name */
  #tell(name) {
    this.dispatchEvent(new Event(name));
  }
}
