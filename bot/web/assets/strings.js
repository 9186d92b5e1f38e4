/**
 * Every French word that the widget says by itself. Plain spaces and straight apostrophes here:
 * `typeset` sets the right ones, as bot/typography.py does.
 */

/** @param {string} text */
export function typeset(text) {
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

export const strings = typesetAll({
  name: "Décroche",
  role: "Assistant automatique",
  region: "Assistant Décroche",
  launcher: "Une question ?",
  openNamed: "Une question ? Ouvrir l'assistant Décroche",
  openUnread: "Une question ? Ouvrir l'assistant Décroche, nouvelle réponse",
  close: "Fermer l'assistant",
  log: "Conversation",
  you: "Vous :",
  bot: "Décroche :",
  label: "Votre question",
  placeholder: "Votre question…",
  send: "Envoyer",
  tooLong: "Message trop long : {n} caractères au plus.",
  typing: "Décroche écrit…",
  choices: "Choix proposés : ",
  choiceGroup: "Choix proposés",
  chosen: "choisi",
  source: "Source : ",
  sources: "Sources : ",
  newWindow: "(nouvelle fenêtre)",
  judge: "Cette réponse vous aide-t-elle ?",
  useful: "Réponse utile",
  useless: "Réponse pas utile",
  listen: "Écouter",
  stopListening: "Arrêter la lecture",
  dictate: "Dicter (par le service vocal de votre navigateur)",
  stopDictating: "Arrêter la dictée",
  restart: "Recommencer",
  erase: "Effacer",
  eraseNamed: "Effacer la conversation et mes données",
  eraseAsk: "Effacer cette conversation ?",
  eraseDetail:
    "Vos messages, vos avis et vos coordonnées, si vous en avez laissé, seront supprimés. C'est sans retour.",
  eraseYes: "Tout effacer",
  eraseNo: "Garder",
  erased: "C'est effacé : il ne reste rien de cette conversation.",
  erasedLater: "La conversation est effacée ici. Le serveur l'effacera dès qu'il répondra.",
  online: "En ligne",
  connecting: "Connexion…",
  offline: "Connexion perdue. Vos messages partiront dès qu'elle reviendra.",
  slow: "Beaucoup de messages à la fois : j'envoie la suite dans un instant.",
  back: "Connexion rétablie.",
  waiting: "En attente d'envoi",
  failed: "Non envoyé",
  failedDetail: "Ce message n'a pas pu être traité.",
  expired: "La conversation précédente a pris fin. En voici une nouvelle.",
});
