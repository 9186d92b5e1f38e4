/** The colours of an accent, each with the contrast that WCAG asks for. */

/** @import {Colour} from "./types.js" */

const WHITE = [255, 255, 255];
const BLACK = [0, 0, 0];
const PAPER = { light: WHITE, dark: [18, 27, 31] };
const GROUND = { light: [241, 245, 244], dark: [29, 40, 45] };
const TEXT = 4.5;
const SHAPE = 3;
const BRIGHT = 6;
const STEP = 0.02;

/** Reads #rrggbb. @param {string} words @returns {Colour | undefined} */
export function parseColour(words) {
  const parts = /^\s*#(..)(..)(..)\s*$/.exec(words)?.slice(1).map((part) => parseInt(part, 16));
  return parts?.some(Number.isNaN) ? undefined : parts;
}

/** The custom properties of an accent. @param {Colour} accent @param {"light" | "dark"} theme */
export function palette(accent, theme) {
  const step = theme === "dark" ? STEP : -STEP;
  const fill = fit(accent, step, [PAPER[theme]], theme === "dark" ? BRIGHT : SHAPE);
  const words = fit(accent, step, [PAPER[theme], GROUND[theme]], theme === "dark" ? BRIGHT : TEXT);
  const on = contrast(WHITE, fill) >= TEXT ? WHITE : BLACK;
  return { "--accent": rgb(fill), "--on-accent": rgb(on), "--accent-words": rgb(words) };
}

/**
 * Raises or lowers a colour's lightness until it stands out from all `grounds`, unless words of it
 * can be read there as it is. Its hue and chroma
 * stay, as OKLCH has them: mixed with white it would look dusty.
 * @param {Colour} colour @param {number} step @param {Colour[]} grounds @param {number} ratio
 */
function fit(colour, step, grounds, ratio) {
  const [lightness, a, b] = oklab(colour);
  let fitted = colour;
  const isLost = (/** @type {number} */ least) => grounds.some((ground) => contrast(fitted, ground) < least);
  if (!isLost(TEXT)) return colour;
  for (let raised = lightness; isLost(ratio) && raised >= 0 && raised <= 1; ) {
    raised += step;
    fitted = shown(raised, a, b);
  }
  return fitted;
}

/** The nearest colour that screens show: of less chroma where need be. @param {number} lightness @param {number} a @param {number} b */
function shown(lightness, a, b) {
  let parts = [0, 0, 0];
  for (let chroma = 1; chroma >= 0; chroma -= 0.05) {
    parts = unlab(lightness, a * chroma, b * chroma);
    if (parts.every((part) => part > -0.001 && part < 1.001)) break;
  }
  return parts.map((part) => Math.round(255 * companded(Math.min(1, Math.max(0, part)))));
}

// Björn Ottosson's Oklab, https://bottosson.github.io/posts/oklab/

/** @param {Colour} colour */
function oklab(colour) {
  const [red, green, blue] = colour.map(linear);
  const l = Math.cbrt(0.41222 * red + 0.53633 * green + 0.05145 * blue);
  const m = Math.cbrt(0.2119 * red + 0.6807 * green + 0.1074 * blue);
  const s = Math.cbrt(0.0883 * red + 0.28172 * green + 0.62998 * blue);
  return [
    0.21045 * l + 0.79362 * m - 0.00407 * s,
    1.978 * l - 2.42859 * m + 0.45059 * s,
    0.0259 * l + 0.78277 * m - 0.80868 * s,
  ];
}

/** Linear parts of red, green and blue. @param {number} lightness @param {number} a @param {number} b */
function unlab(lightness, a, b) {
  const l = (lightness + 0.39634 * a + 0.2158 * b) ** 3;
  const m = (lightness - 0.10556 * a - 0.06385 * b) ** 3;
  const s = (lightness - 0.08948 * a - 1.29149 * b) ** 3;
  return [
    4.07674 * l - 3.30771 * m + 0.23097 * s,
    -1.26844 * l + 2.60976 * m - 0.34132 * s,
    -0.0042 * l - 0.70342 * m + 1.70761 * s,
  ];
}

/** @param {number} part of a colour, up to 255 */
function linear(part) {
  const share = part / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

/** @param {number} share */
function companded(share) {
  return share <= 0.00313 ? share * 12.92 : 1.055 * share ** (1 / 2.4) - 0.055;
}

/** @param {Colour} one @param {Colour} other */
function contrast(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** @param {Colour} colour */
function luminance(colour) {
  const [red, green, blue] = colour.map(linear);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** @param {Colour} colour */
function rgb(colour) {
  return `rgb(${colour.join(" ")})`;
}
