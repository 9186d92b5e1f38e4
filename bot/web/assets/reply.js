/** How a reply looks, in the widget and on the kiosk: one language for both. */

import { h, icon, link, linked, words } from "./elements.js";
import { lead, portions } from "./lead.js";
import { strings } from "./strings.js";

/** @import {Card, Choice, Progress, Reply, Table} from "./types.js" */

const FACTUAL = ["answer", "more", "brief"];
const RIGHT = "M5 12.5l4.5 4.5L19 7";
const WRONG = "M6.5 6.5l11 11M17.5 6.5l-11 11";

/**
 * What a reply says: how far a test has come, its words, a verdict before them, cards or a table in
 * place of the lines that say the same. Nobody leaves by a link where it is not `isOpen`.
 * @param {Reply} reply @param {boolean} isOpen @param {(choice: Choice) => void} choose by a card
 */
export function said({ text, kind, progress, verdict, cards, table }, isOpen, choose) {
  /** @type {HTMLElement[]} */
  const blocks = [];
  let hasLead = FACTUAL.includes(kind);
  let shown = false;
  for (const line of text.split("\n").map((part) => part.trim()).filter(Boolean)) {
    const isBullet = line.startsWith("• ");
    const isRow = table?.rows.some(({ label }) => line.startsWith(label));
    if (isRow || (isBullet && cards)) {
      if (!shown) blocks.push(isRow ? tableOf(/** @type {Table} */ (table)) : cardsOf(cards ?? [], isOpen, choose));
      shown = true;
    } else if (isBullet) {
      if (blocks.at(-1)?.localName !== "ul") blocks.push(h("ul"));
      blocks.at(-1)?.append(h("li", {}, ...linked(line.slice(2), isOpen)));
    } else {
      blocks.push(...paragraphs(kind === "question" ? [line] : portions(line), isOpen, hasLead));
    }
    hasLead = false;
  }
  if (verdict) blocks[0]?.prepend(h("span", { class: `verdict ${verdict}` }, icon(verdict === "right" ? RIGHT : WRONG)));
  return progress ? [bar(progress), ...blocks] : blocks;
}

/** @param {string[]} parts of a line @param {boolean} isOpen @param {boolean} hasLead */
function paragraphs(parts, isOpen, hasLead) {
  const line = parts.join("");
  const [from, to] = hasLead ? lead(line) : [0, 0];
  let end = 0;
  return parts.map((part) => {
    const start = end;
    end += part.length;
    if (from < start || to > end || from === to) return h("p", {}, ...linked(part, isOpen));
    const strong = h("strong", {}, ...words(line.slice(from, to)));
    return h("p", {}, ...words(line.slice(start, from)), strong, ...linked(line.slice(to, end), isOpen));
  });
}

/** Its words say the same. @param {Progress} progress */
function bar({ number, total }) {
  const steps = Array.from({ length: total }, (_, place) => h("i", { class: place < number ? "reached" : "" }));
  return h("div", { class: "progress", "aria-hidden": "true" }, ...steps);
}

/** @param {Card[]} cards @param {boolean} isOpen @param {(choice: Choice) => void} choose */
function cardsOf(cards, isOpen, choose) {
  const level = isOpen ? "h3" : "h2"; // under the widget's title, or a kiosk's screen's
  const items = cards.map(({ title, why, choice }) => {
    const button = h("button", { class: "choice", onclick: () => choose(choice) }, ...words(choice.title));
    return h("li", {}, h(level, {}, title), h("p", {}, why), button);
  });
  return h("ul", { class: "cards" }, ...items);
}

/** @param {Table} table */
function tableOf({ things, rows }) {
  const head = h("tr", {}, ...things.map((thing) => h("th", { scope: "col" }, thing)));
  const bodies = rows.map(({ label, cells }) =>
    h(
      "tbody",
      {},
      h("tr", {}, h("th", { scope: "rowgroup", colspan: things.length }, label)),
      h("tr", {}, ...cells.map((cell) => h("td", {}, ...words(cell)))),
    ),
  );
  return h("table", {}, h("thead", {}, head), ...bodies);
}

/** The sources of a reply, as one line that opens. @param {Pick<Reply, "sources" | "cited" | "kind">} reply @param {boolean} isOpen */
export function sourceLine({ sources, cited, kind }, isOpen) {
  if (!sources.length) return null;
  const items = sources.map(({ publisher, title, date, url }) => {
    const name = link(title ? `«\u00a0${title}\u00a0»` : url, url, isOpen);
    return h("li", {}, publisher && `${publisher}, `, name, date && `, ${inWords(date)}`);
  });
  const summary = h("summary", {}, cited);
  const list = h("ul", {}, ...items);
  const ontoggle = () => list.scrollIntoView({ block: "nearest" });
  return h("details", { class: "sources", open: kind === "sources", ontoggle }, summary, list);
}

/** @param {string} date perhaps with days like 2026-11-24, or months like 2026-11 */
export function inWords(date) {
  return date.replace(/\b\d{4}-\d\d(-\d\d)?\b/g, (iso, day) => {
    const wanted = { day: day && "numeric", month: "long", year: "numeric", timeZone: "UTC" };
    const words = new Date(iso).toLocaleDateString("fr", /** @type {Intl.DateTimeFormatOptions} */ (wanted));
    return words.replace(/^1 /, "1er ");
  });
}

/** What a reply offers: sources that stand beside it need no button. @param {Reply} reply */
export const offered = ({ buttons, sources, cards = [] }) =>
  buttons.filter(({ payload }) => (payload !== "/ask_source" || !sources.length) && !cards.some(({ choice }) => choice.payload === payload));

/** A reply as a screen reader is told of it. @param {Reply[]} replies */
export function spoken(replies) {
  const texts = replies.map((reply) => reply.text.replaceAll("\n", " "));
  const choices = replies.flatMap(offered).map(({ title }) => title);
  if (choices.length) texts.push(`${strings.choiceGroup}\u00a0: ${choices.join(", ")}.`);
  return [strings.bot, ...texts].join(" ");
}
