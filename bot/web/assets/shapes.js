/** What comes from outside, the server or the storage, in the shapes of types.d.ts. */

import { strings } from "./strings.js";

/** @import {Reply, Turn} from "./types.js" */

/** @param {unknown} given @returns {any[]} */
const objects = (given) => (Array.isArray(given) ? given.filter((each) => each && typeof each === "object") : []);

/** @param {unknown} given @returns {boolean} */
const areReplies = (given) => Array.isArray(given) && given.every((reply) => typeof reply?.text === "string");

/** Raises TypeError when it is no list of replies. @param {any} given @returns {Reply[]} */
export function repliesOf(given) {
  if (!areReplies(given)) throw new TypeError("no replies");
  return given.map((/** @type {Reply} */ reply) => {
    const { buttons, links, sources, cited = strings.sources, topic = null, kind = "reply" } = reply;
    return { ...reply, buttons: objects(buttons), links: objects(links), sources: objects(sources), cited, topic, kind };
  });
}

/** The turns that are whole. @param {unknown} given @returns {Turn[]} */
export function turnsOf(given) {
  return objects(given).flatMap(({ id, said, replies, state, problem, message, judges }) => {
    if (typeof id !== "string" || !areReplies(replies) || (state !== "done" && !message?.id)) return [];
    // What was on its way is sent again, with the same id.
    const now = state === "done" || state === "failed" ? state : "waiting";
    const words = typeof said === "string" ? said : null;
    return [{ id, said: words, replies: repliesOf(replies), state: now, problem: String(problem ?? ""), message, judges: Boolean(judges) }];
  });
}
