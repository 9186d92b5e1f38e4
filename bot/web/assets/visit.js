/** The conversation of one kiosk visitor: in memory only, erased on the server when it ends. */

import { newId, Refused, Unreachable } from "./client.js";

/** @import {Client} from "./client.js" */
/** @import {Reply, Words} from "./types.js" */

const TRIES = 2;
const EXPIRED = 401;
const ERASED_BEFORE = 410;
/** @type {Set<string>} conversations that the server still has to erase */
const doomed = new Set();

export class Visit {
  #client;
  /** @type {Promise<string> | null} */
  #token = null;
  #isOver = false;
  #isAsked = false; // by the bot, in a test or a game
  /** @type {Promise<unknown>} until all that was said before is answered */
  #before = Promise.resolve();

  /** @param {Client} client */
  constructor(client) {
    this.#client = client;
  }

  /** @param {Words} words @returns {Promise<Reply[]>} */
  ask(words) {
    const asking = this.#before.then(() => this.#ask(words));
    this.#before = asking.catch(() => undefined);
    return asking;
  }

  /** Leaves what the bot asks by then, a test or a game: the next words are a question of their own. */
  leave() {
    const leaving = this.#before.then(() => (this.#isAsked ? this.#ask({ payload: "/start_over" }) : []));
    this.#before = leaving.catch(() => undefined);
  }

  /** @param {Words} words */
  async #ask(words) {
    const message = { id: newId(), ...words };
    for (let tries = 1; ; tries += 1) {
      if (this.#isOver) throw new Unreachable("the visit is over");
      try {
        const { replies } = await this.#client.send(await this.open(), message);
        this.#isAsked = isQuestion(replies.at(-1));
        return replies;
      } catch (error) {
        const isExpired = error instanceof Refused && [401, 410].includes(error.status);
        if (isExpired) this.#token = null;
        if (tries === TRIES || !(isExpired || error instanceof Unreachable)) throw error;
      }
    }
  }

  /** Erases what the visitor said. @returns {Promise<boolean>} whether the server says so */
  async end() {
    this.#isOver = true;
    const token = await this.#token?.catch(() => null);
    if (token) doomed.add(token);
    return eraseDoomed(this.#client);
  }

  /** Opens a session unless one is open. @returns {Promise<string>} its token */
  open() {
    this.#token ??= this.#client.open("kiosk").then(
      ({ token }) => token,
      (error) => {
        this.#token = null;
        throw error;
      },
    );
    return this.#token;
  }
}

/** @param {Reply | undefined} reply */
export function isQuestion(reply) {
  return reply?.kind === "question";
}

/**
 * Asks for the erasures that the server owes. @param {Client} client
 * @returns {Promise<boolean>} whether it owes none any more
 */
export async function eraseDoomed(client) {
  let isErased = true;
  for (const token of [...doomed]) {
    try {
      await client.erase(token);
    } catch (error) {
      const status = error instanceof Refused ? error.status : 0;
      if (status !== ERASED_BEFORE) isErased = false;
      // What an expired token named, only the purge can delete: asking again would change nothing.
      if (status !== ERASED_BEFORE && status !== EXPIRED) continue;
    }
    doomed.delete(token);
  }
  return isErased;
}
