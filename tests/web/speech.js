// In the place of the browser's own, which has no voice here: it keeps what it is given to say.
(() => {
  const wanted = new URLSearchParams(location.search).get("voice") ?? "fr-FR";
  let voice = null;
  let words = null;
  class Speech extends EventTarget {
    said = [];
    get speaking() {
      return words !== null;
    }
    getVoices() {
      return voice ? [voice] : [];
    }
    speak(given) {
      this.said.push(given.text);
      words = given;
    }
    // As browsers do, who said it hears that it has ended, or was cut short, a moment later.
    cancel() {
      const cut = words;
      words = null;
      setTimeout(() => cut?.onerror());
    }
    end() {
      const ended = words;
      words = null;
      ended.onend();
    }
  }
  Object.defineProperty(globalThis, "speechSynthesis", { value: new Speech() });
  globalThis.SpeechSynthesisUtterance = class {
    constructor(text) {
      this.text = text;
    }
  };
  // Voices come late.
  addEventListener("load", () => {
    voice = { lang: wanted, localService: true };
    speechSynthesis.dispatchEvent(new Event("voiceschanged"));
  });
})();
