/** A French keyboard on the screen, AZERTY with its accents. */

import { h, icon } from "./elements.js";
import { kioskStrings as strings } from "./kiosk-strings.js";

const LONGEST = 300;
const ROWS = ["1234567890", "éèêàâçîôùû", "azertyuiop", "qsdfghjklm", "wxcvbn’-?"];
const SHIFT = "M12 5l7 8h-3.5v6h-7v-6H5z";
const BACKSPACE = "M9 6h11v12H9l-6-6zM12.5 9.5l5 5M17.5 9.5l-5 5";

export class Keyboard {
  #field = h("textarea", {
    id: "typed",
    rows: 2,
    maxlength: LONGEST,
    inputmode: "none",
    autocomplete: "off",
    autocorrect: "off",
    spellcheck: "false",
    "aria-describedby": "typed-hint typed-problem",
    oninput: () => this.#tellFull(),
    onkeydown: (/** @type {KeyboardEvent} */ event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault();
      this.#send();
    },
  });
  #problem = h("p", { id: "typed-problem", class: "problem", role: "alert" });
  /** @type {HTMLButtonElement[]} */
  #letters = [];
  #shift = this.#key(strings.shift, () => this.#capitals(!this.#isCapital), SHIFT);
  #isCapital = false;
  #say;

  /** @param {(text: string) => void} say */
  constructor(say) {
    this.#say = say;
    const rows = ROWS.map((row) => h("div", { class: "keys" }, ...[...row].map((letter) => this.#letter(letter))));
    rows[4].prepend(this.#shift);
    rows[4].append(this.#key(strings.backspace, () => this.#backspace(), BACKSPACE));
    const space = this.#key(strings.space, () => this.#type(" "));
    space.classList.add("wide");
    const clear = this.#key(strings.clear, () => this.#replace("", 0));
    const send = this.#key(strings.send, () => this.#send());
    send.classList.add("primary");
    const last = [clear, this.#letter("@"), this.#letter("."), space, this.#letter(","), this.#letter("!"), send];
    this.element = h(
      "div",
      { class: "typing" },
      h("label", { for: "typed", class: "unseen" }, strings.keyboardTitle),
      this.#field,
      this.#problem,
      h("p", { id: "typed-hint", class: "hint" }, strings.keyboardHint),
      h(
        "div",
        // The caret stays in the field while keys are touched.
        { class: "keyboard", role: "group", "aria-label": strings.keyboard, onpointerdown: (/** @type {Event} */ e) => e.preventDefault() },
        ...rows,
        h("div", { class: "keys last" }, ...last),
      ),
    );
    this.#capitals(true);
  }

  focus() {
    this.#field.focus({ preventScroll: true });
  }

  /** @param {string} letter */
  #letter(letter) {
    const key = h("button", { class: "key", onclick: () => this.#type(key.textContent ?? "") }, letter);
    this.#letters.push(key);
    return key;
  }

  /**
   * @param {string} name
   * @param {() => void} act
   * @param {string} [path]
   */
  #key(name, act, path) {
    if (!path) return h("button", { class: "key command", onclick: act }, name);
    return h("button", { class: "key command", "aria-label": name, onclick: act }, icon(path));
  }

  /** @param {boolean} isCapital */
  #capitals(isCapital) {
    this.#isCapital = isCapital;
    this.#shift.setAttribute("aria-pressed", String(isCapital));
    for (const key of this.#letters) {
      const letter = key.textContent ?? "";
      key.textContent = isCapital ? letter.toLocaleUpperCase("fr") : letter.toLocaleLowerCase("fr");
    }
  }

  /** @param {string} letter */
  #type(letter) {
    const { value, selectionStart: start, selectionEnd: end } = this.#field;
    if (value.length >= LONGEST) return;
    this.#replace(value.slice(0, start) + letter + value.slice(end), start + letter.length);
    this.#capitals(false);
  }

  #backspace() {
    const { value, selectionStart: start, selectionEnd: end } = this.#field;
    const from = start === end ? Math.max(0, start - 1) : start;
    this.#replace(value.slice(0, from) + value.slice(end), from);
  }

  /**
   * @param {string} text
   * @param {number} caret
   */
  #replace(text, caret) {
    this.#field.value = text;
    this.#field.setSelectionRange(caret, caret);
    this.#tellFull();
    if (!text) this.#capitals(true);
  }

  /** A key that does nothing would seem broken. */
  #tellFull() {
    const isFull = this.#field.value.length >= LONGEST;
    this.#problem.textContent = isFull ? strings.keyboardFull.replace("{n}", String(LONGEST)) : "";
  }

  #send() {
    const text = this.#field.value.trim();
    if (text) return this.#say(text);
    this.#problem.textContent = strings.keyboardEmpty;
    this.focus();
  }
}
