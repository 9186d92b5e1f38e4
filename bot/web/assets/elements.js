/** Elements made by hand: text nodes only, never markup, so nothing that is said becomes code. */

import { strings } from "./strings.js";

/** @import {Child} from "./types.js" */

const LANDING = 500; // milliseconds
const SVG = "http://www.w3.org/2000/svg";
// A hyphen between few letters: a browser may break the line there, a reader may not.
const COMPOUND = /([\p{L}’]{1,7}-(?:\p{L}{1,4}-)?[\p{L}’]{1,6}(?![\p{L}-]))/u;
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
    else if ((value ?? false) !== false) element.setAttribute(name, value === true ? "" : String(value));
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

/**
 * Gives a button an icon, and a name to eyes and ears.
 * @template {HTMLElement} B @param {B} button @param {string} name @param {string} path
 */
export function marked(button, name, path) {
  for (const attribute of ["aria-label", "title"]) button.setAttribute(attribute, name);
  button.replaceChildren(icon(path));
  return button;
}

/** A receiver off the hook. */
export const receiver = () =>
  drawing(
    "0 0 32 28",
    "M3 18v-2.5C3 9 9 5.5 16 5.5S29 9 29 15.5V18a3 3 0 0 1-3 3h-3.4a3 3 0 0 1-3-3v-2.3c0-1.4-.8-2.2-2-2.4-1.1-.2-2.1-.2-3.2 0-1.2.2-2 1-2 2.4V18a3 3 0 0 1-3 3H6a3 3 0 0 1-3-3Z!",
  );

/** @type {WeakMap<Element, number>} */
const landings = new WeakMap();

/**
 * For half a second, what has just come under a finger takes no touch: a double tap acts once.
 * Styles do it (`.fresh`), so that a keyboard is heard. What has come under a pointer at rest does not
 * look chosen before it moves (`.unmoved`). @param {Element} place
 */
export function land(place) {
  clearTimeout(landings.get(place));
  place.classList.add("fresh", "unmoved");
  place.addEventListener("pointermove", move, { once: true });
  landings.set(place, setTimeout(() => place.classList.remove("fresh"), LANDING));
}

/** @param {Event} event */
function move({ currentTarget }) {
  /** @type {Element} */ (currentTarget).classList.remove("unmoved");
}

/** The address when its scheme is a safe one. @param {string} url */
export function safeUrl(url) {
  try {
    const { protocol, href } = new URL(url);
    return ["https:", "mailto:", "tel:"].includes(protocol) ? href : null;
  } catch {
    return null;
  }
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

/** Words whose short compounds (« Qu’est-ce », « dit-on ») stay on one line. @param {string} text */
export function words(text) {
  return text.split(COMPOUND).map((part, place) => (place % 2 ? h("span", { class: "whole" }, part) : part));
}

/** Words and the addresses in them. @param {string} line @param {boolean} isOpen */
export function linked(line, isOpen) {
  const nodes = [];
  let end = 0;
  for (const { 0: url, index } of line.matchAll(ADDRESS)) {
    nodes.push(...words(line.slice(end, index)), link(url.replace(/^https:\/\/(www\.)?|\/$/g, ""), url, isOpen));
    end = index + url.length;
  }
  return [...nodes, ...words(line.slice(end))];
}
