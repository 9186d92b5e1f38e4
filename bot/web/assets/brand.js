/** Whose assistant it is: content/brand.yml, which the server writes here. */
export const brand = {
  /** "" for the installation's own */
  id: "",
  bot: "Décroche",
  accent: "#0a5f66",
  /** an address beside the widget, "" for the receiver */
  logo: "",
  welcome: "",
  strings: /** @type {Record<string, string>} */ ({}),
};

/**
 * Words as this brand says them. @template {Record<string, string>} T @param {T} words @returns {T}
 */
export function branded(words) {
  const given = Object.fromEntries(Object.entries(words).map(([name, own]) => [name, brand.strings[name] ?? own]));
  const named = (/** @type {string} */ text) =>
    text.replaceAll("{bot}", brand.bot).replaceAll("{launcher}", given.launcher);
  return /** @type {T} */ (Object.fromEntries(Object.entries(given).map(([name, text]) => [name, named(text)])));
}
