/** The right spaces and apostrophes for words written with plain ones, as in bot/text/typography.py. */

/** @param {string} text */
function typeset(text) {
  return text
    .replaceAll("'", "’")
    .replace(/[ \u00a0]+(?=[?!:;»%€])/g, "\u00a0")
    .replace(/« */g, "«\u00a0")
    .replace(/(\d|}) (?=s\b|caractères)/g, "$1\u00a0");
}

/**
 * @template {Record<string, string>} T
 * @param {T} table
 */
export function typesetAll(table) {
  const entries = Object.entries(table).map(([key, text]) => [key, typeset(text)]);
  return /** @type {T} */ (Object.fromEntries(entries));
}
