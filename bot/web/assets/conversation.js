/**
 * One conversation: turns, outbox, connection. A message keeps its id until it is answered, over
 * failures and reloads, so that nothing is answered twice. Tabs of one site share the conversation.
 */

import { newId, Refused, Unreachable } from "./client.js";
import { turnsOf } from "./shapes.js";
import { strings } from "./strings.js";

/** @import {Client} from "./client.js" */
/** @import {Connection, News, PastTurn, Reply, Session, Turn, Words} from "./types.js" */

const KEPT = 50; // turns over a reload
const OTHER_TABS = 150; // milliseconds that another tab has to hand over its conversation
const FIRST_RETRY = 1_000;
const LAST_RETRY = 15_000;
const TRIES = 3; // of a message that makes the server fail

export class Conversation {
  // Whoever shows the conversation sets these.
  onTurn = (/** @type {Turn} */ _turn) => {};
  onReset = () => {};
  onConnection = () => {};
  onExpired = () => {};
  onErased = () => {}; // in another tab

  /** @type {Turn[]} */
  turns = [];
  /** @type {Connection} */
  connection = "idle";
  /** what the visitor was writing when the page was left */
  draft = "";

  #client;
  #key;
  /** @type {BroadcastChannel | null} */
  #tabs = null;
  /** @type {Session | null} */
  #session = null;
  /** @type {Promise<Session> | null} */
  #opening = null;
  #found = () => {};
  /** @type {string[]} tokens of conversations that the server still has to erase */
  #doomed = [];
  /** @type {boolean | null} null until the visitor has opened or closed it */
  #open = null;
  #loaded = false;
  #pumping = false;
  #failures = 0;
  #tries = 0;
  #retry = 0;
  #life = new AbortController(); // until all is erased
  #shown = new AbortController(); // until nobody shows the conversation any more

  /** @param {Client} client @param {string} key names what is kept over reloads */
  constructor(client, key) {
    this.#client = client;
    this.#key = key;
    this.#recall();
    this.#tune();
    const { signal } = this.#shown;
    addEventListener("online", () => this.#soon(), { signal });
    addEventListener("pageshow", () => this.#tune(), { signal });
    addEventListener("pagehide", () => this.#untune(), { signal });
    document.addEventListener("visibilitychange", () => this.#seen(), { signal });
  }

  close() {
    this.#shown.abort();
    this.#life.abort();
    clearTimeout(this.#retry);
    this.#untune();
    this.onTurn = this.onReset = this.onConnection = this.onExpired = this.onErased = () => {};
  }

  #tune() {
    if (this.#tabs || !("BroadcastChannel" in globalThis)) return;
    this.#tabs = new BroadcastChannel(this.#key);
    this.#tabs.onmessage = ({ data }) => this.#hear(data);
  }

  /** A page with an open channel is not kept for the « back » button. */
  #untune() {
    this.#tabs?.close();
    this.#tabs = null;
  }

  get panelOpen() {
    return this.#open;
  }

  set panelOpen(open) {
    this.#open = open;
    this.#keep();
  }

  /** What the server offers and takes, once it has said so. @returns {Partial<Session>} */
  get terms() {
    return this.#session ?? {};
  }

  get busy() {
    return this.turns.some((turn) => turn.state === "sending");
  }

  /** The turns since the visitor last started over. */
  get current() {
    return this.turns.slice(Math.max(this.turns.findLastIndex(isFresh), 0));
  }

  /** @param {boolean} greet when nothing was said before */
  async start(greet) {
    if (!this.#loaded) {
      this.#loaded = true;
      if (!this.#session && this.#tabs) await this.#askTabs();
      if (this.#session) await this.refresh();
    }
    if (!this.turns.length && greet) this.say({ payload: "/greet" });
    else this.#pump();
  }

  async refresh() {
    const { signal } = this.#life;
    const session = this.#session;
    if (!session) return;
    const before = this.turns.filter((turn) => turn.state === "done");
    try {
      const { turns } = await this.#client.history(session.token);
      if (signal.aborted || session !== this.#session) return;
      this.#merge(turns, before);
      this.#connected("online");
    } catch (error) {
      if (signal.aborted || session !== this.#session) return;
      if (error instanceof Unreachable) this.#failed(error);
      else if (isOver(error)) this.#expire();
      else console.error("decroche-chat:", error); // what is shown stands
    }
  }

  /** @param {Words} words */
  say(words) {
    const message = { id: newId(), ...words };
    const said = words.text ?? words.title ?? null;
    const judges = isOpinion(words);
    /** @type {Turn} */
    const turn = { id: message.id, said, replies: [], state: "waiting", problem: "", message, judges };
    this.turns.push(turn);
    this.#show(turn);
    this.#pump();
  }

  /** @param {Turn} turn that failed */
  retry(turn) {
    if (turn.state !== "failed") return;
    this.#tries = 0;
    Object.assign(turn, { state: "waiting", problem: "" });
    this.#show(turn);
    this.#pump();
  }

  /** Erases everything, here at once. @returns {Promise<boolean>} whether the server has too */
  async erase() {
    const session = this.#session;
    this.#forget();
    this.#tabs?.postMessage({ kind: "erased", token: session?.token });
    if (!session) return true;
    this.#doomed.push(session.token);
    this.#keep();
    return this.#eraseDoomed();
  }

  #forget() {
    this.#life.abort();
    this.#life = new AbortController();
    clearTimeout(this.#retry);
    this.#session = null;
    this.#opening = null;
    this.#pumping = false;
    this.#failures = 0;
    this.turns = [];
    this.draft = "";
    this.#connected("idle");
    this.#keep();
    this.onReset();
  }

  async #eraseDoomed() {
    let isErased = true;
    for (const token of [...this.#doomed]) {
      try {
        await this.#client.erase(token);
      } catch (/** @type {any} */ error) {
        if (!isOver(error)) {
          this.#again(error);
          return false;
        }
        // What an expired token named, only the purge can delete: asking again would change nothing.
        if (error.status !== 410) isErased = false;
      }
      this.#doomed = this.#doomed.filter((other) => other !== token);
      this.#keep();
    }
    return isErased;
  }

  async #pump() {
    if (this.#pumping) return;
    this.#pumping = true;
    const { signal } = this.#life;
    let turn = this.#next();
    while (turn && (await this.#deliver(turn, signal)) && !signal.aborted) turn = this.#next();
    if (!signal.aborted) this.#pumping = false;
  }

  #next() {
    return this.turns.find((turn) => turn.state === "waiting" && turn.message);
  }

  /** Tells whether the next one may follow. @param {Turn} turn @param {AbortSignal} signal */
  async #deliver(turn, signal) {
    turn.state = "sending";
    this.#show(turn);
    if (this.connection === "idle") this.#connected("connecting");
    try {
      const { token } = await this.#ensureSession();
      if (signal.aborted || !turn.message) return false;
      const { replies } = await this.#client.send(token, turn.message, signal);
      if (signal.aborted) return false;
      this.#answer(turn, replies);
      return true;
    } catch (error) {
      if (signal.aborted) return false;
      turn.state = "waiting";
      return this.#recover(turn, error);
    }
  }

  /** @param {Turn} turn @param {Reply[]} replies */
  #answer(turn, replies) {
    Object.assign(turn, { replies, state: "done", message: null });
    this.#tries = 0;
    this.#connected("online");
    this.#show(turn);
    this.#share(turn);
    if (isFresh(turn)) this.onReset();
  }

  /** Tells whether the outbox may go on at once. @param {Turn} turn @param {any} error */
  #recover(turn, error) {
    const isRefused = error instanceof Refused;
    if (isRefused) this.#tries += 1;
    const isLast = this.#tries >= TRIES;
    if (isOver(error) && !isLast) {
      this.#expire();
      return true;
    }
    const isPassing = error instanceof Unreachable || [429, 503].includes(error.status);
    if (isPassing || (error.status >= 500 && !isLast)) {
      this.#failed(error);
      this.#show(turn);
      return false;
    }
    if (!isRefused) console.error("decroche-chat:", error);
    this.#connected("online");
    return this.#giveUp(turn, isRefused ? error.message : strings.fault);
  }

  /** @param {Turn} turn @param {string} problem */
  #giveUp(turn, problem) {
    this.#tries = 0;
    Object.assign(turn, { state: "failed", problem: problem || strings.failedDetail });
    this.#show(turn);
    return true;
  }

  #expire() {
    this.#session = null;
    this.turns = this.turns.filter((turn) => turn.message);
    this.#keep();
    this.onReset();
    this.onExpired();
  }

  /** @returns {Promise<Session>} */
  async #ensureSession() {
    if (this.#session) return this.#session;
    const { signal } = this.#life;
    this.#opening ??= this.#client.open("site");
    try {
      const session = await this.#opening;
      if (signal.aborted) {
        this.#client.erase(session.token).catch(() => undefined);
        return session;
      }
      this.#session = session;
      this.#tabs?.postMessage({ kind: "session", session });
      this.#keep();
      return session;
    } finally {
      if (!signal.aborted) this.#opening = null;
    }
  }

  /** @param {any} error */
  #failed(error) {
    this.#again(error);
    this.#connected(error instanceof Unreachable ? "offline" : error.status === 429 ? "slow" : "fault");
  }

  /** Tries what is to be sent again, when the server says so or a little later each time. @param {any} error */
  #again({ retryAfter = 0 }) {
    const wait = Math.min(FIRST_RETRY * 2 ** this.#failures, LAST_RETRY);
    this.#failures += 1;
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#soon(), Math.max(wait, retryAfter * 1_000));
  }

  async #soon() {
    const { signal } = this.#life;
    if (signal.aborted) return;
    await this.#eraseDoomed();
    if (signal.aborted) return;
    if (this.#next()) return this.#pump();
    if (this.connection === "idle" || this.connection === "online") return;
    try {
      await this.#client.health();
      if (!signal.aborted) this.#connected("online");
    } catch (error) {
      if (!signal.aborted) this.#failed(error);
    }
  }

  #seen() {
    if (document.visibilityState === "visible" && this.#open && !this.#pumping) this.refresh();
  }

  /** @param {Connection} state */
  #connected(state) {
    if (state === "online") this.#failures = 0;
    if (state === this.connection) return;
    this.connection = state;
    this.onConnection();
  }

  /** @param {PastTurn[]} past @param {Turn[]} before what was done when it was asked for: what followed stands */
  #merge(past, before) {
    /** @type {Turn[]} */
    const told = past.map(({ id, said, replies }, place) => {
      const judges = Boolean(said) && wasOpinion(said, replies);
      return { id: id ?? `past-${place}`, said, replies, state: "done", problem: "", message: null, judges };
    });
    const known = new Set(told.map((turn) => turn.id));
    const own = this.turns.filter((turn) => !before.includes(turn) && !known.has(turn.id));
    const isSame = before.every((turn, place) => isLike(turn, told[place]));
    const isQuiet = isSame && own.length + before.length === this.turns.length;
    this.turns = [...told, ...own];
    this.#keep();
    if (!isQuiet) this.onReset();
    else for (const turn of told.slice(before.length)) this.#show(turn);
  }

  #askTabs() {
    return /** @type {Promise<void>} */ (
      new Promise((resolve) => {
        this.#found = resolve;
        this.#tabs?.postMessage({ kind: "who" });
        setTimeout(resolve, OTHER_TABS);
      })
    );
  }

  /** @param {News} news */
  #hear({ kind, session, token, turn }) {
    if (kind === "who" && this.#session) {
      this.#tabs?.postMessage({ kind: "session", session: this.#session });
    } else if (kind === "session" && session && !this.#session && !this.busy) {
      this.#session = session;
      this.#keep();
      this.#found();
    } else if (kind === "erased" && token === this.#session?.token) {
      this.#forget();
      this.onErased();
    } else if (kind === "turn" && turn && token === this.#session?.token) {
      this.#receive(turn);
    }
  }

  /** @param {Turn} given by another tab, which played it */
  #receive(given) {
    const [turn] = turnsOf([given]);
    if (!turn) return;
    const known = this.turns.find((other) => other.id === turn.id);
    if (known) Object.assign(known, turn);
    else this.turns.push(turn);
    this.#show(known ?? turn);
    if (isFresh(turn)) this.onReset();
  }

  /** @param {Turn} turn */
  #share(turn) {
    const token = this.#session?.token;
    this.#tabs?.postMessage({ kind: "turn", token, turn });
  }

  /** @param {Turn} turn */
  #show(turn) {
    this.#keep();
    this.onTurn(turn);
  }

  // Where storage is blocked or full, the page itself still remembers.
  #recall() {
    try {
      const { doomed, session, open, draft, turns } = JSON.parse(sessionStorage.getItem(this.#key) ?? "{}");
      this.#doomed = [doomed].flat().filter((token) => typeof token === "string");
      this.#session = typeof session?.token === "string" ? session : null;
      this.#open = typeof open === "boolean" ? open : null;
      this.draft = String(draft ?? "");
      this.turns = turnsOf(turns);
    } catch {} // what others wrote there, or nobody may read, is as good as nothing
    this.#eraseDoomed();
  }

  /** @param {string} draft */
  keepDraft(draft) {
    this.draft = draft;
    this.#keep();
  }

  #keep() {
    const turns = this.turns.slice(-KEPT);
    const kept = { session: this.#session, turns, doomed: this.#doomed, open: this.#open, draft: this.draft };
    try {
      sessionStorage.setItem(this.#key, JSON.stringify(kept));
    } catch {}
  }
}

/** @param {Turn} turn */
function isFresh({ replies }) {
  return replies.some((reply) => reply.topic === "start_over");
}

/** @param {Words} words */
function isOpinion({ payload = "" }) {
  return payload.includes("_feedback");
}

/** The same of a turn of the history, which tells no payloads. @param {string | null} said @param {Reply[]} replies */
function wasOpinion(said, [reply]) {
  const { useful, useless } = strings;
  return said === useful || said === useless || reply?.topic === "feedback_thanks";
}

/** The conversation is not there any more. @param {any} error */
function isOver(error) {
  return error.status === 401 || error.status === 410;
}

/** @param {Turn} turn @param {Turn | undefined} other */
function isLike(turn, other) {
  return JSON.stringify([turn.said, turn.replies]) === JSON.stringify([other?.said, other?.replies]);
}
