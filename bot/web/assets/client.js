/** What the server is asked, and what goes wrong then. */

import { repliesOf } from "./shapes.js";

/** @import {Message, PastTurn, Reply, Session, Theme} from "./types.js" */

/** No answer of the server's. */
export class Unreachable extends Error {}

/** The server refused; the message is for the visitor, perhaps empty. */
export class Refused extends Error {
  status = 0;
  /** seconds */
  retryAfter = 0;
}

export class Client {
  #base;
  #patience;

  /** @param {string} base address of the channel @param {number} patience milliseconds */
  constructor(base, patience = 30_000) {
    this.#base = base;
    this.#patience = patience;
  }

  /** @param {string} profile @returns {Promise<Session>} */
  open(profile) {
    return this.#ask("POST", "session", null, { profile });
  }

  /**
   * @param {string} token @param {Message} message @param {AbortSignal} [signal]
   * @returns {Promise<{replies: Reply[]}>}
   */
  async send(token, message, signal) {
    const { replies } = await this.#ask("POST", "messages", token, message, signal);
    return { replies: repliesOf(replies) };
  }

  /** @param {string} token @returns {Promise<{turns: PastTurn[]}>} */
  async history(token) {
    const { turns } = await this.#ask("GET", "messages", token);
    return { turns: turns.map((/** @type {PastTurn} */ turn) => ({ ...turn, replies: repliesOf(turn.replies) })) };
  }

  /** @param {string} token */
  erase(token) {
    return this.#ask("DELETE", "conversation", token);
  }

  health() {
    return this.#ask("GET", "health", null);
  }

  /** @returns {Promise<{themes: Theme[]}>} */
  faq() {
    return this.#ask("GET", "faq", null);
  }

  /**
   * @param {string} method @param {string} path @param {string | null} token
   * @param {object} [body] @param {AbortSignal} [signal] @returns {Promise<any>}
   */
  async #ask(method, path, token, body, signal) {
    const leaving = new AbortController(); // older browsers can neither join nor time signals
    const abort = () => leaving.abort();
    const late = setTimeout(abort, this.#patience);
    signal?.addEventListener("abort", abort);
    try {
      const response = await fetch(`${this.#base}api/${path}`, {
        method,
        headers: {
          ...(token && { Authorization: `Bearer ${token}` }),
          ...(body && { "Content-Type": "application/json" }),
        },
        body: body && JSON.stringify(body),
        cache: "no-store",
        credentials: "omit",
        // An erasure must leave even when the page is being closed.
        keepalive: method === "DELETE",
        signal: leaving.signal,
      }).catch((error) => {
        throw new Unreachable(String(error));
      });
      const answer = response.status === 204 ? {} : await response.json().catch(() => null);
      if (!response.ok) throw refusal(response, answer);
      if (!answer) throw new Unreachable("not JSON");
      return answer;
    } finally {
      clearTimeout(late);
      signal?.removeEventListener("abort", abort);
    }
  }
}

/** @param {Response} response @param {{detail?: string} | null} problem */
function refusal(response, problem) {
  // A gateway that speaks for a dead server is no answer of the server's.
  if ([408, 502, 504].includes(response.status)) return new Unreachable(String(response.status));
  // Seconds: a date, which HTTP allows too, counts as nothing said.
  const retryAfter = Number(response.headers.get("Retry-After")) || 0;
  return Object.assign(new Refused(problem?.detail), { status: response.status, retryAfter });
}

export function newId() {
  // Browsers hide randomUUID from pages that are not served over https.
  if (crypto.randomUUID) return crypto.randomUUID();
  return crypto.getRandomValues(new Uint32Array(4)).join("-");
}
