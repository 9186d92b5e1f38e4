/** Reading aloud, by a French voice of this machine: a distant service would hear what is read. */

export function frenchVoice() {
  /** @param {string} lang */
  const local = (lang) =>
    globalThis.speechSynthesis?.getVoices().find((voice) => voice.localService && voice.lang.startsWith(lang));
  return local("fr-FR") ?? local("fr");
}

/** @param {string} text @param {() => void} done */
export function readAloud(text, done) {
  const words = new SpeechSynthesisUtterance(text);
  words.voice = frenchVoice() ?? null;
  words.lang = "fr-FR";
  words.onend = words.onerror = done;
  speechSynthesis.speak(words);
}

export function stopReading() {
  globalThis.speechSynthesis?.cancel();
}
