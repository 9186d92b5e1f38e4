/** Reading aloud, by a French voice of this machine: a distant service would hear what is read. */

export function frenchVoice() {
  const voices = globalThis.speechSynthesis?.getVoices() ?? [];
  const french = voices.filter((voice) => voice.lang.startsWith("fr") && voice.localService);
  return french.find((voice) => voice.lang === "fr-FR") ?? french[0];
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
