/** What passes between the widget and the page around it: its links, its address, our events. */

/** @import {Words} from "./types.js" */

/**
 * Tells the page what happens, and nothing of what was said or whom it may concern.
 * @param {HTMLElement} element @param {"open" | "answer" | "feedback" | "error"} name
 * @param {Record<string, unknown>} [detail]
 */
export function tell(element, name, detail = {}) {
  element.dispatchEvent(new CustomEvent(`decroche:${name}`, { bubbles: true, detail }));
}

/** What a click on a `data-decroche-ask` of the page asks. @param {MouseEvent} event @returns {Words | undefined} */
export function askedBy(event) {
  /** @type {HTMLElement | null | false} */
  const asked = event.target instanceof Element && event.target.closest("[data-decroche-ask]");
  if (!asked || event.ctrlKey || event.metaKey) return undefined;
  event.preventDefault();
  const { decrocheAsk, decrocheTitle } = asked.dataset;
  const title = decrocheTitle || asked.innerText.trim();
  return wordsOf(decrocheAsk || title, title);
}

/**
 * What the address asks, `#decroche=on gagne combien ?` or `#decroche=/salary,On gagne combien ?`;
 * it is taken out of the address, or a reload would ask it again. @returns {Words | undefined}
 */
export function askedByAddress() {
  const { hash, href } = location;
  const given = /^#decroche(?:=(.*)|$)/.exec(hash);
  if (!given) return undefined;
  history.replaceState(history.state, "", href.replace(hash, ""));
  // In this part of an address « & » and « + » are letters, and a lone « % » is no fault.
  const words = (given[1] ?? "").replace(/[&+]/g, encodeURIComponent);
  return wordsOf(new URLSearchParams(`q=${words}`).get("q") ?? "");
}

/** @param {string} asked @param {string} [title] @returns {Words} */
function wordsOf(asked, title) {
  const [payload, ...shown] = asked.split(",");
  return asked[0] === "/" ? { payload, title: shown.join() || title || payload } : { text: asked };
}
