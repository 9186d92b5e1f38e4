/** What the server is asked, and what goes wrong then. */

/** @import {Message, PastTurn, Reply, Session, Theme} from "./types.js" */

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
  send(token, message, signal) {
    return this.#ask("POST", "messages", token, message, signal);
  }

  /** @param {string} token @returns {Promise<{turns: PastTurn[]}>} */
  history(token) {
    return this.#ask("GET", "messages", token);
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
    const late = AbortSignal.timeout(this.#patience);
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
        signal: signal ? AbortSignal.any([signal, late]) : late,
      });
      const answer = response.status === 204 ? {} : await response.json().catch(() => null);
      if (!response.ok) throw refusal(response, answer);
      if (!answer) throw new Unreachable("not JSON");
      return answer;
    } catch (error) {
      if (error instanceof Refused || error instanceof Unreachable) throw error;
      throw new Unreachable(String(error));
    }
  }
}

/** @param {Response} response @param {{detail?: string} | null} problem */
function refusal(response, problem) {
  // A gateway that speaks for a dead server is no answer of the server's.
  if ([408, 502, 504].includes(response.status)) return new Unreachable(String(response.status));
  const retryAfter = Number(response.headers.get("Retry-After"));
  return Object.assign(new Refused(problem?.detail), { status: response.status, retryAfter });
}

export function newId() {
  // Browsers hide randomUUID from pages that are not served over https.
  if (crypto.randomUUID) return crypto.randomUUID();
  return crypto.getRandomValues(new Uint32Array(4)).join("-");
}
