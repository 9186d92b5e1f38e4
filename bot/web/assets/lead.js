/** What is read at a glance: the words of an answer that stand out, and paragraphs of a few lines. */

const LONGEST_LEAD = 90; // characters: more in bold is no emphasis
const A_WORD = 5; // characters of « Oui »: what follows is read with it
const LONG = 150; // characters of a paragraph that is cut
// Neither « 1 867,02 » nor « art. 4 » ends a clause.
const CLAUSE_END = /[,;:](?=\s)|[.!?…](?=\s+[\p{Lu}\d«(]|\s*$)/gu;
const QUESTION = /^[^.!:]*\?(?:\s+»\s*:)?\s+/; // « Je réponds à « Combien ? » : » too
// « En 2024, », « Selon l’Insee, » set the scene: the clause after it answers.
const SCENE =
  /^(?:[ÀA]|Au|Aux|Après|Avant|Avec|Chez|Comme|D[’']après|Dans|De|Depuis|Dès|En|Entre|Lors|Lorsque?|Même|Par|Parfois|Pendant|Pour|Quand|Quant|S[’']ils?|Sans|Selon|Si|Sous|Sur|Tant|Une fois|Vers|Vous demandez)(?=[\s’'])/u;

/**
 * Where the answer itself begins and ends in a text, maybe nowhere: its first clause.
 * @param {string} text @returns {[number, number]}
 */
export function lead(text) {
  const start = QUESTION.exec(text)?.[0].length ?? 0;
  const said = text.slice(start);
  let isScene = SCENE.test(said);
  let end = 0;
  for (const { 0: mark, index } of said.matchAll(CLAUSE_END)) {
    const isOver = !",;:".includes(mark);
    if (index > LONGEST_LEAD) break;
    if (isOver || !isScene) end = index;
    if (isOver || end > A_WORD) break;
    isScene = false;
  }
  return [start, start + said.slice(0, end).trimEnd().length];
}

/** A text in paragraphs of one or two sentences, cut only where it is long. @param {string} text */
export function portions(text) {
  if (text.length <= LONG) return [text];
  const sentences = text.match(/.+?(?:[.!?…]+[\s»)]+(?=[\p{Lu}«])|$)/gu) ?? [text];
  const portions = [""];
  for (const sentence of sentences) {
    const last = portions.length - 1;
    if (portions[last] && portions[last].length + sentence.length > LONG) portions.push(sentence);
    else portions[last] += sentence;
  }
  return portions;
}
