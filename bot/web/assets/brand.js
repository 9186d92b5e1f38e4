/** Whose assistant it is: content/brand.yml, which the server writes here. */
export const brand = {
  /** "" for the installation's own */
  id: "",
  bot: "Décroche",
  accent: "#0a5f66",
  accentDark: "#6fcdc8",
  /** an address beside the widget, "" for the receiver */
  logo: "",
  welcome: "",
  strings: /** @type {Record<string, string>} */ ({}),
};

/**
 * Words as this brand says them. @template {Record<string, string>} T @param {T} words @returns {T}
 */
export function branded(words) {
  /** @type {Record<string, string>} */
  const said = { ...words, ...brand.strings };
  for (const name in said) said[name] = said[name].replaceAll("{bot}", brand.bot).replaceAll("{launcher}", said.launcher);
  return /** @type {T} */ (said);
}
