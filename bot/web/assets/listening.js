/** A button of the kiosk that reads an answer aloud, by a French voice of the machine itself. */

import { h, icon } from "./elements.js";
import { paths } from "./kiosk-icons.js";
import { kioskStrings as strings } from "./kiosk-strings.js";
import { frenchVoice, readAloud, stopReading } from "./voice.js";

/**
 * @param {() => string} text what stands on the screen by then
 * @param {() => void} ended the reading came to its end
 */
export function listenButton(text, ended) {
  const label = h("span");
  const button = h("button", { class: "big listen", onclick: toggle }, label);
  let isReading = false;
  say(false);

  function toggle() {
    stopReading();
    say(!isReading);
    if (isReading) readAloud(text(), () => (say(false), ended()));
  }

  /** @param {boolean} reads */
  function say(reads) {
    isReading = reads;
    label.textContent = reads ? strings.stopListening : strings.listen;
    button.replaceChildren(icon(reads ? paths.stop : paths.listen), label);
  }

  return button;
}

/** Shows the buttons in a place for as long as the machine has a voice for them. @param {Element} place */
export function tellVoice(place) {
  const tell = () => place.toggleAttribute("data-voice", Boolean(frenchVoice()));
  globalThis.speechSynthesis?.addEventListener("voiceschanged", tell);
  tell();
}
