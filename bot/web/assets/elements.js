/** Elements made by hand: text nodes only, never markup, so nothing that is said becomes code. */

import { strings } from "./strings.js";

/** @import {Child, Reply, Source} from "./types.js" */

const SVG = "http://www.w3.org/2000/svg";
const ADDRESS = /https:\/\/[^\s<>"»]+[^\s<>"».,;:!?)]/g;

/**
 * Functions become listeners (`onclick`); `false`, `null` and `undefined` leave an attribute out.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, unknown>} [attributes]
 * @param {...Child} children
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  if (tag === "button") element.setAttribute("type", "button");
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), /** @type {any} */ (value));
    else if (value === true) element.setAttribute(name, "");
    else if (value || value === 0) element.setAttribute(name, String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** For screen readers only. @param {string} text */
export const hidden = (text) => h("span", { class: "unseen" }, text);

/** Stroked, or filled when the path ends with `!`. @param {string} box @param {string} path */
export function drawing(box, path) {
  const svg = document.createElementNS(SVG, "svg");
  const line = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", box);
  svg.setAttribute("aria-hidden", "true");
  line.setAttribute("d", path.replace("!", ""));
  line.classList.toggle("filled", path.endsWith("!"));
  svg.append(line);
  return svg;
}

/** @param {string} path */
export const icon = (path) => drawing("0 0 24 24", path);

/** A receiver off the hook. */
export const receiver = () =>
  drawing(
    "0 0 32 28",
    "M3 18v-2.5C3 9 9 5.5 16 5.5S29 9 29 15.5V18a3 3 0 0 1-3 3h-3.4a3 3 0 0 1-3-3v-2.3c0-1.4-.8-2.2-2-2.4-1.1-.2-2.1-.2-3.2 0-1.2.2-2 1-2 2.4V18a3 3 0 0 1-3 3H6a3 3 0 0 1-3-3Z!",
  );

/** The address when its scheme is a safe one. @param {string} url */
export function safeUrl(url) {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  return parsed && ["https:", "mailto:", "tel:"].includes(parsed.protocol) ? parsed.href : null;
}

/**
 * A link, or the bare words when the address is not safe, or nobody may leave as on a kiosk.
 * @param {string} title @param {string} url @param {boolean} isOpen
 */
export function link(title, url, isOpen) {
  const href = isOpen && safeUrl(url);
  if (!href) return document.createTextNode(title);
  if (!href.startsWith("https:")) return h("a", { href, rel: "noopener" }, title);
  const attributes = { href, target: "_blank", rel: "noopener noreferrer" };
  return h("a", attributes, title, hidden(`\u00a0${strings.newWindow}`));
}

/** Lines that begin with a bullet become a list. @param {string} text @param {boolean} isOpen */
export function paragraphs(text, isOpen) {
  /** @type {HTMLElement[]} */
  const blocks = [];
  for (const line of text.split("\n").map((part) => part.trim())) {
    if (line.startsWith("• ")) {
      if (blocks.at(-1)?.localName !== "ul") blocks.push(h("ul"));
      blocks.at(-1)?.append(h("li", {}, ...linked(line.slice(2), isOpen)));
    } else if (line) {
      blocks.push(h("p", {}, ...linked(line, isOpen)));
    }
  }
  return blocks;
}

/** @param {string} line @param {boolean} isOpen */
function linked(line, isOpen) {
  const nodes = [];
  let end = 0;
  for (const { 0: url, index } of line.matchAll(ADDRESS)) {
    nodes.push(line.slice(end, index), link(url.replace(/^https:\/\/(www\.)?|\/$/g, ""), url, isOpen));
    end = index + url.length;
  }
  return [...nodes, line.slice(end)];
}

/** The sources of a reply, as one line that opens. @param {Pick<Reply, "sources" | "kind">} reply @param {boolean} isOpen */
export function sourceLine({ sources, kind }, isOpen) {
  if (!sources.length) return null;
  const items = sources.map(({ publisher, title, date, url }) => {
    const name = link(title ? `«\u00a0${title}\u00a0»` : url, url, isOpen);
    return h("li", {}, publisher && `${publisher}, `, name, date && `, ${inWords(date)}`);
  });
  const intro = sources.length > 1 ? strings.sources : strings.source;
  const summary = h("summary", {}, intro + shortNames(sources));
  return h("details", { class: "sources", open: kind === "sources" }, summary, h("ul", {}, ...items));
}

/** @param {string} date perhaps with days like 2026-11-24, or months like 2026-11 */
export function inWords(date) {
  return date.replace(/\b\d{4}-\d\d(-\d\d)?\b/g, (iso, day) => {
    const wanted = { day: day && "numeric", month: "long", year: "numeric", timeZone: "UTC" };
    const words = new Date(iso).toLocaleDateString("fr", /** @type {Intl.DateTimeFormatOptions} */ (wanted));
    return words.replace(/^1 /, "1er ");
  });
}

/** @param {Source[]} sources */
function shortNames(sources) {
  const names = sources.map(({ publisher, date }) => {
    const year = /\d{4}/.exec(date)?.[0];
    return publisher.replace(/\s*\([^)]*\)/g, "") + (year ? `, ${year}` : "");
  });
  const unique = [...new Set(names)];
  const more = unique.length > 2 ? `\u00a0; +\u00a0${unique.length - 2}` : "";
  return unique.slice(0, 2).join("\u00a0; ") + more;
}

/** What a reply offers: sources that stand beside it need no button. @param {Reply} reply */
export const offered = ({ buttons, sources }) =>
  buttons.filter(({ payload }) => payload !== "/ask_source" || !sources.length);

/** A reply as a screen reader is told of it. @param {Reply[]} replies */
export function spoken(replies) {
  const texts = replies.map((reply) => reply.text.replaceAll("\n", " "));
  const choices = replies.flatMap(offered).map(({ title }) => title);
  if (choices.length) texts.push(`${strings.choices}${choices.join(", ")}.`);
  return [strings.bot, ...texts].join(" ");
}
