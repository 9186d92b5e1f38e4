/** The widget's style. Lengths hang on the reader's own text size, never below 16 px. */

const css = `
:host {
  all: initial !important;
  display: block !important;
  font-size: max(1rem, 16px) !important;
}
:host([hidden]) { display: none !important; }
*, *::before, *::after { box-sizing: border-box; margin: 0; padding: 0; border: 0; }
[hidden], .fate:empty { display: none !important; }

.shell {
  --gap: var(--decroche-offset, 24px);
  --gap-x: var(--decroche-offset-x, var(--gap));
  --gap-y: var(--decroche-offset-y, var(--gap));
  --paper: #fff;
  --ground: #f1f5f4;
  --ink: #13252d;
  --soft: #4b5d65;
  --line: #dbe4e2;
  --edge: #7b8c92;
  --warn: #8f2d12;
  --warn-ground: #fdf1ec;
  --right: #19703a;
  --shade: 0 18px 50px -12px rgb(10 30 38 / .4), 0 0 0 1px rgb(10 30 38 / .06);
  position: fixed;
  inset: 0;
  width: auto;
  height: auto;
  overflow: visible;
  background: none;
  pointer-events: none;
  z-index: var(--decroche-z-index, 900);
  color: var(--ink);
  color-scheme: light;
  font: max(1rem, 16px)/1.55 var(--decroche-font, "Atkinson Hyperlegible", "Avenir Next", "Segoe UI", Roboto, "Helvetica Neue", sans-serif);
  text-align: start;
  direction: ltr;
}
.shell[data-theme="dark"] {
  --paper: #121b1f;
  --ground: #1d282d;
  --ink: #e8efef;
  --soft: #a6b7bd;
  --line: #2c3a40;
  --edge: #7a8d94;
  --warn: #ffb59c;
  --warn-ground: #38211a;
  --right: #86d8a2;
  --shade: 0 18px 50px -12px #000, 0 0 0 1px #2c3a40;
  color-scheme: dark;
}
.shell > * { pointer-events: auto; }
.unseen {
  position: absolute;
  width: 1px;
  height: 1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}
.whole { white-space: nowrap; }
.fresh :is(button, a, summary) { pointer-events: none; }
svg {
  width: 1.5em;
  height: 1.5em;
  flex: none;
  fill: none;
  stroke: currentColor;
  stroke-width: 1.75;
  stroke-linecap: round;
  stroke-linejoin: round;
}
.filled { fill: currentColor; stroke: none; }
button, textarea, summary { font: inherit; color: inherit; letter-spacing: inherit; }
button { background: none; cursor: pointer; touch-action: manipulation; }
h2:focus { outline: 0; }
:focus-visible { outline: 3px solid var(--accent-words); outline-offset: 2px; }
a { color: var(--accent-words); text-underline-offset: .18em; overflow-wrap: anywhere; }

.launcher, .panel {
  position: absolute;
  inset: auto var(--gap-x) calc(var(--gap-y) + env(safe-area-inset-bottom, 0px)) auto;
}
[data-position="left"] :is(.launcher, .panel) { right: auto; left: var(--gap-x); }
.launcher {
  display: flex;
  align-items: center;
  gap: .7em;
  min-height: 3.75em;
  padding: .6em 1.5em .6em 1.15em;
  border-radius: 2em;
  background: var(--accent);
  color: var(--on-accent);
  font-weight: 600;
  box-shadow: var(--shade);
}
.launcher svg, .mark svg { width: 1.75em; height: 1.6em; transform: rotate(-24deg); }
.launcher:hover, .send:hover { filter: brightness(.9); }
.launcher:focus-visible { box-shadow: 0 0 0 3px var(--paper); }
.launcher .news {
  position: absolute;
  top: 0;
  right: .25em;
  width: 1.05em;
  height: 1.05em;
  border: 3px solid var(--paper);
  border-radius: 50%;
  background: #d2421c;
}
.launcher.aside { visibility: hidden; }

.panel {
  width: min(var(--decroche-width, 26em), 100vw - 2 * var(--gap-x));
  height: min(var(--decroche-height, 44em), 100vh - 2 * var(--gap-y));
  max-width: none;
  max-height: none;
  border-radius: var(--decroche-radius, 22px);
  overflow: hidden;
  container-type: size;
  background: var(--paper);
  color: inherit;
  box-shadow: var(--shade);
}
.panel[open] { display: flex; flex-direction: column; animation: rise .22s ease-out; }
.shell .panel.full {
  position: fixed;
  inset: var(--top, 0) 0 auto;
  width: 100%;
  height: var(--tall, 100dvh);
  border-radius: 0;
  padding-bottom: env(safe-area-inset-bottom, 0px);
}
.panel::backdrop { background: var(--paper); }
@keyframes rise { from { opacity: 0; transform: translateY(12px); } }

.head { flex: none; display: flex; flex-wrap: wrap; align-items: center; gap: 0 .8em; padding: .9em .8em .8em 1.25em; border-bottom: 1px solid var(--line); }
.head .who { flex: 1 1 8em; min-width: 0; }
h2 { font-size: 1.1em; line-height: 1.3; }
.role { font-size: .875em; line-height: 1.4; color: var(--soft); }
.mark, .icon {
  display: grid;
  place-items: center;
  flex: none;
  width: 2.75em;
  height: 2.75em;
  border-radius: 50%;
  color: var(--soft);
}
[data-frame] .head > button { display: none; }
.mark img { width: 100%; border-radius: inherit; }
.icon:hover, .tools button:hover { background: var(--ground); color: var(--ink); }
.mark, .send, .send:hover { background: var(--accent); color: var(--on-accent); }
.state {
  flex: none;
  display: flex;
  gap: .6em;
  align-items: baseline;
  font-size: .875em;
  font-weight: 600;
  line-height: 1.45;
  background: var(--warn-ground);
  color: var(--warn);
}
.state:not(:empty) { padding: .6em 1.45em; }
.state:not(:empty)::before {
  content: "";
  flex: none;
  width: .6em;
  height: .6em;
  border-radius: 50%;
  border: 2px solid currentColor;
}
.state[data-state="online"] { background: none; color: var(--soft); font-weight: inherit; }
.state[data-state="online"]::before { background: currentColor; }

.talk { position: relative; flex: 1 1 8em; min-height: 0; display: flex; }
.log { position: relative; flex: 1; overflow-y: auto; overscroll-behavior: contain; padding: .9em 1.25em 1.4em; scroll-padding-top: .9em; }
.log:focus-visible { outline-offset: -4px; border-radius: 12px; }
.further {
  position: absolute;
  bottom: .5em;
  right: .8em;
  display: none;
  place-items: center;
  width: 2.75em;
  height: 2.75em;
  border: 1.5px solid var(--edge);
  border-radius: 50%;
  background: var(--paper);
  color: var(--accent-words);
  box-shadow: 0 4px 14px -4px rgb(10 30 38 / .35);
}
.more::after {
  content: "";
  position: absolute;
  inset: auto 0 0;
  height: 1.6em;
  background: linear-gradient(transparent, var(--paper));
  pointer-events: none;
}
.more .further { display: grid; z-index: 1; }
ul { list-style: disc; }
ol { list-style: none; display: flex; flex-direction: column; gap: 1.5em; }
.turn { display: flex; flex-direction: column; gap: 1.1em; animation: rise .2s ease-out; }
.said {
  align-self: flex-end;
  max-width: 88%;
  padding: .55em 1em;
  border-radius: 1.25em 1.25em .3em 1.25em;
  background: var(--accent);
  color: var(--on-accent);
  overflow-wrap: anywhere;
  white-space: pre-wrap;
  text-wrap: pretty;
}
.said:focus { outline: 0; }
.picked::before { content: "✓ "; }
.fate { align-self: flex-end; display: grid; justify-items: end; gap: .5em; margin-top: -.7em; font-size: .875em; color: var(--soft); text-align: end; }
.fate:first-child { align-self: auto; justify-items: start; margin: 0; font-size: 1em; text-align: start; }
.failed .fate { color: var(--warn); font-weight: 600; }
.waiting .said { background: var(--paper); color: var(--accent-words); box-shadow: inset 0 0 0 1.5px var(--accent-words); }
.reply { display: flex; flex-direction: column; gap: .7em; max-width: 100%; overflow-wrap: anywhere; }
.reply ul { padding-inline-start: 1.2em; }
.reply li + li { margin-top: .35em; }
.result { padding: 1em 1.1em; border-radius: 1em; background: var(--ground); }
.notice { display: grid; justify-items: center; gap: .8em; color: var(--soft); text-align: center; }
.reply p + p { margin-top: -.1em; }

.progress { display: flex; gap: .3em; }
.progress i { flex: 1; height: .35em; border-radius: 1em; background: var(--line); }
.progress .reached { background: var(--accent); }
.verdict {
  float: left;
  display: grid;
  place-items: center;
  width: 1.5em;
  height: 1.5em;
  margin-inline-end: .5em;
  border-radius: 50%;
  background: var(--right);
  color: var(--paper);
}
.verdict.wrong { background: var(--warn); }
.verdict svg { width: 1em; height: 1em; stroke-width: 3; }
.cards { display: grid; gap: .7em; padding: 0 !important; list-style: none; }
.cards li { display: grid; justify-items: start; gap: .45em; margin: 0 !important; padding: .9em 1em; border: 1px solid var(--line); border-radius: 1em; background: var(--paper); }
h3 { font-size: 1.05em; line-height: 1.3; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; font-size: .94em; line-height: 1.45; }
th, td { padding: .5em .6em; text-align: start; vertical-align: top; }
thead th { border-bottom: 2px solid var(--accent-words); }
tbody th { padding-bottom: 0; font-size: .92em; font-weight: 400; color: var(--soft); }
tbody + tbody { border-top: 1px solid var(--line); }
td + td, thead th + th { border-inline-start: 1px solid var(--line); }

.choices { display: flex; flex-wrap: wrap; gap: .5em; }
.choice {
  min-height: 44px;
  padding: .5em 1.05em;
  border: 1.5px solid var(--edge);
  border-radius: 1.4em;
  background: var(--paper);
  color: var(--accent-words);
  font-weight: 600;
  line-height: 1.3;
  text-align: start;
}
.small.choices { gap: 0 .3em; }
.small.choice {
  border-color: transparent;
  padding: .3em .6em;
  color: var(--soft);
  font-weight: 400;
  font-size: .9em;
  text-decoration: underline;
  text-underline-offset: .25em;
}
@media (hover: hover) {
  .choice:hover:not(.unmoved *) { background: var(--ground); }
  .small.choice:hover:not(.unmoved *) { color: var(--ink); }
}
.links { list-style: none; padding: 0 !important; }

.sources { font-size: .875em; color: var(--soft); }
summary {
  display: flex;
  align-items: center;
  gap: .4em;
  min-height: 44px;
  width: fit-content;
  max-width: 100%;
  border-radius: .4em;
  cursor: pointer;
  list-style: none;
}
summary::-webkit-details-marker { display: none; }
summary::after {
  content: "";
  flex: none;
  width: .45em;
  height: .45em;
  margin: 0 .3em .2em .2em;
  border: solid currentColor;
  border-width: 0 1.5px 1.5px 0;
  transform: rotate(45deg);
}
details[open] summary::after { transform: rotate(225deg); margin-bottom: -.2em; }
summary:hover { color: var(--ink); }
.sources ul { padding: .3em 0 .2em 1em; border-inline-start: 3px solid var(--line); list-style: none; }

.after { display: flex; flex-wrap: wrap; align-items: center; gap: 0 .4em; margin: -.3em 0 -.3em -.6em; color: var(--soft); }
.after:empty { display: none; }
.hands { display: flex; margin-inline-start: auto; }
.sources { flex: 1 1 100%; padding-inline-start: .6em; }
.hands:first-child { order: 1; }
.hands:first-child + .sources { flex-basis: 60%; }
.past .progress { display: none; }
.listen { display: none; }
[data-voice] .listen { display: grid; }
.judged { display: grid; gap: .6em; padding: .7em .9em; border-radius: .9em; background: var(--ground); font-size: .94em; }
.after svg { width: 1.3em; height: 1.3em; }
.neg svg { transform: rotate(180deg); }
.after [aria-pressed="true"] { background: var(--ground); color: var(--accent-words); }
.after [aria-pressed="true"] path { fill: currentColor; fill-opacity: .35; }

.typing { display: flex; align-items: center; gap: .35em; height: 1.55em; }
.typing i { width: .5em; height: .5em; border-radius: 50%; background: var(--accent-words); animation: breathe 1.2s infinite ease-in-out; }
.typing i + i { animation-delay: .15s; }
.typing i + i + i { animation-delay: .3s; }
@keyframes breathe { 0%, 60%, 100% { opacity: .3; } 30% { opacity: 1; } }

.ask-erase { flex: none; padding: 1.1em 1.25em; background: var(--ground); border-top: 1px solid var(--line); }
.ask-erase div { display: flex; flex-wrap: wrap; gap: .6em; margin-top: .8em; }
.ask-erase .yes { background: var(--warn); border-color: var(--warn); color: var(--paper); }
.ask-erase .yes:hover { background: var(--paper); color: var(--warn); }

.foot { flex: none; padding: .5em 1em .55em; border-top: 1px solid var(--line); }
form {
  display: flex;
  align-items: flex-end;
  gap: .3em;
  margin-top: .25em;
  padding: .25em;
  border: 1.5px solid var(--edge);
  border-radius: 1.75em;
  background: var(--paper);
}
form:focus-within { border-color: var(--accent-words); box-shadow: 0 0 0 2px var(--accent-words); }
textarea {
  flex: 1;
  min-width: 0;
  min-height: 2.75em;
  max-height: 8em;
  padding: .6em .3em .6em .95em;
  border: 0;
  background: none;
  resize: none;
  line-height: 1.5;
}
textarea:focus { outline: 0; }
::placeholder { color: var(--soft); opacity: 1; }
.problem, .hint:not(:empty) { padding: .3em .6em 0; font-size: .875em; color: var(--soft); }
.problem { font-weight: 600; color: var(--warn); }
.tools { display: flex; flex-wrap: wrap; justify-content: center; gap: 0 .5em; margin-top: .2em; }
.tools button { min-height: 44px; padding: 0 .9em; border-radius: 1.3em; font-size: .875em; color: var(--soft); }

@media (max-width: 480px) {
  .launcher .label { display: none; }
  .launcher { padding: .6em 1em; }
}
/* A phone with large text. */
@container (max-width: 15em) {
  .mark { display: none; }
  .head .who { flex-basis: 5em; }
  .tools button { padding: 0 .3em; }
}
@media (max-height: 460px) {
  .head { padding-top: .4em; }
  .head > .mark, .role { display: none; }
  .talk { flex-basis: 5em; }
}
/* A low window, as at 400 %: the whole panel scrolls. */
@media (max-height: 300px) {
  .panel[open] { overflow-y: auto; }
  .talk { flex: none; }
  .log { overflow: visible; }
}
@media (prefers-reduced-motion: reduce) {
  *, *::before, *::after { animation: none !important; transition: none !important; }
}
@media print {
  .shell { display: none !important; }
}
@media (forced-colors: active) {
  form:focus-within { outline: 3px solid Highlight; }
  .progress i { border: 1px solid; }
  .progress .reached { background: Highlight; forced-color-adjust: none; }
  .panel, .said, .send, .launcher, .result { border: 1px solid; }
  .panel.full { border: 0; }
  :focus-visible { outline-color: Highlight; }
  .typing i, .news, .state::before { background: CanvasText; forced-color-adjust: none; }
  [aria-pressed="true"] { border: 2px solid Highlight; }
}
`;

/** @type {CSSStyleSheet | undefined} */
let sheet;

/** Constructed, one for all widgets of a page, so that no CSP calls it inline. @param {ShadowRoot} root */
export function dress(root) {
  try {
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
    }
    root.adoptedStyleSheets = [sheet];
  } catch {
    // Safari before 16.4.
    const style = document.createElement("style");
    style.textContent = css;
    root.prepend(style);
  }
}
