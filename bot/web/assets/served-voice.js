/** Reading aloud by the server's voice, where the browser has no French one. */

/** @typedef {"silent" | "loading" | "reading" | "failed"} State of a reading */

const PATIENCE = 8_000; // milliseconds until there is something to hear

export class ServedVoice {
  #base;
  #token;
  /** @type {boolean | null} whether there is one, once the server has said */
  #isThere = null;
  /** @type {{leaving: AbortController, tell: (state: State) => void} | null} */
  #reading = null;

  /** @param {string} base address of the channel @param {() => Promise<string>} token of the visitor's session */
  constructor(base, token) {
    this.#base = base;
    this.#token = token;
  }

  get isThere() {
    return this.#isThere === true;
  }

  get isReading() {
    return this.#reading !== null;
  }

  /** Asks the server whether it has one, until it has answered. */
  async find() {
    if (this.#isThere !== null) return;
    try {
      const response = await fetch(this.#address, { cache: "no-store", credentials: "omit" });
      if (response.ok) this.#isThere = (await response.json()).voice === true;
    } catch {
      // It is asked again.
    }
  }

  /** @param {string} text @param {(state: State) => void} tell how far it has come */
  async read(text, tell) {
    this.stop();
    const reading = { leaving: new AbortController(), tell };
    this.#reading = reading;
    tell("loading");
    /** @type {State} */
    const end = await this.#readOut(text, reading).then(() => "silent", () => "failed");
    if (this.#reading === reading) this.#end(end);
  }

  stop() {
    this.#end("silent");
  }

  get #address() {
    return `${this.#base}api/speech`;
  }

  /** @param {string} text @param {{leaving: AbortController, tell: (state: State) => void}} reading */
  async #readOut(text, { leaving, tell }) {
    const { signal } = leaving;
    const late = setTimeout(() => leaving.abort(), PATIENCE);
    const sound = await this.#sound(text, signal).finally(() => clearTimeout(late));
    await play(sound, signal, () => tell("reading"));
  }

  /** @param {string} text @param {AbortSignal} signal */
  async #sound(text, signal) {
    const headers = { Authorization: `Bearer ${await this.#token()}`, "Content-Type": "application/json" };
    const body = JSON.stringify({ text });
    const response = await fetch(this.#address, { method: "POST", headers, body, cache: "no-store", credentials: "omit", signal });
    if (!response.ok) throw new Error(String(response.status));
    return response.blob();
  }

  /** @param {State} state */
  #end(state) {
    const ended = this.#reading;
    this.#reading = null;
    ended?.leaving.abort();
    ended?.tell(state);
  }
}

/** Plays a sound to its end; fails when it is cut short. @param {Blob} sound @param {AbortSignal} signal @param {() => void} begun */
async function play(sound, signal, begun) {
  const url = URL.createObjectURL(sound);
  const audio = new Audio(url);
  try {
    await new Promise((resolve, reject) => {
      audio.onended = resolve;
      audio.onerror = reject;
      signal.addEventListener("abort", reject);
      if (signal.aborted) reject();
      else audio.play().then(() => signal.aborted || begun(), reject);
    });
  } finally {
    audio.pause();
    URL.revokeObjectURL(url);
  }
}
