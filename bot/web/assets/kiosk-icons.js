/** The kiosk's drawings. */

import { drawing } from "./elements.js";

const LOOP =
  "c1.8 0 4 .8 5.4 1.8 1.3 1 2.5 2.8 2.8 4.2 .4 1.4 0 3.2-.6 4.2-.6 1-2.1 1.8-3.1 1.8" +
  "-1 0-2.5-.8-3.1-1.8-.6-1-1-2.8-.6-4.2 .3-1.4 1.5-3.2 2.8-4.2 1.4-1 3.6-1.8 5.4-1.8";


/** A telephone cord, the house's ornament. @param {number} loops */
export function cord(loops) {
  const svg = drawing(`0 0 ${loops * 9 + 6} 16`, `M3 2${LOOP.repeat(loops)}`);
  svg.classList.add("cord");
  return svg;
}

export const paths = {
  arrow: "M5 12h14M13 6l6 6-6 6",
  back: "M19 12H5M11 6l-6 6 6 6",
  home: "M4 11.5L12 4.5l8 7M6.5 10v9.5h11V10",
  keyboard: "M3 7h18v11H3zM6.5 10.5h.1M10 10.5h.1M14 10.5h.1M17.5 10.5h.1M8 14.5h8",
  pause: "M9 6v12M15 6v12",
  play: "M8 5.5v13l10.5-6.5z",
  finish: "M14 4h5v16h-5M4 12h10M10.5 8L14.5 12l-4 4",
  larger: "M3 18L7.5 6L12 18M4.6 14h5.8M17.5 9v8M13.5 13h8",
  contrast: "M12 4a8 8 0 1 0 0 16zM12 4a8 8 0 0 1 0 16",
  compass: "M12 3.5a8.5 8.5 0 1 0 .1 0M15.5 8.5l-2 5-5 2 2-5z",
  game: "M5 12.5l4 4 10-10",
};
