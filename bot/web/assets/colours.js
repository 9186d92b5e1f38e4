/** The colours of an accent, each with the contrast that WCAG asks for. */

/** @import {Colour} from "./types.js" */

const WHITE = [255, 255, 255];
const BLACK = [0, 0, 0];
const PAPER = { light: WHITE, dark: [18, 27, 31] };
const GROUND = { light: [241, 245, 244], dark: [29, 40, 45] };
const TEXT = 4.5;
const SHAPE = 3;
const BRIGHT = 6;

/** Reads #rrggbb. @param {string} words @returns {Colour | undefined} */
export function parseColour(words) {
  const parts = /^\s*#(..)(..)(..)\s*$/.exec(words)?.slice(1).map((part) => parseInt(part, 16));
  return parts?.some(Number.isNaN) ? undefined : parts;
}

/** The custom properties of an accent. @param {Colour} accent @param {"light" | "dark"} theme */
export function palette(accent, theme) {
  const end = theme === "dark" ? WHITE : BLACK;
  const fill = fit(accent, end, [PAPER[theme]], theme === "dark" ? BRIGHT : SHAPE);
  const words = fit(accent, end, [PAPER[theme], GROUND[theme]], TEXT);
  const on = contrast(WHITE, fill) >= TEXT ? WHITE : BLACK;
  return { "--accent": rgb(fill), "--on-accent": rgb(on), "--accent-words": rgb(words) };
}

/**
 * Moves a colour towards `end` until it stands out from all `grounds`.
 * @param {Colour} colour @param {Colour} end @param {Colour[]} grounds @param {number} ratio
 */
function fit(colour, end, grounds, ratio) {
  let fitted = colour;
  for (let step = 1; step <= 20; step += 1) {
    if (grounds.every((ground) => contrast(fitted, ground) >= ratio)) break;
    fitted = colour.map((part, i) => Math.round(part + ((end[i] - part) * step) / 20));
  }
  return fitted;
}

/** @param {Colour} one @param {Colour} other */
function contrast(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** @param {Colour} colour */
function luminance(colour) {
  const [red, green, blue] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** @param {Colour} colour */
function rgb(colour) {
  return `rgb(${colour.join(" ")})`;
}
