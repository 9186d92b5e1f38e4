/** The kiosk's drawings. */

import { brand } from "./brand.js";
import { drawing, h, receiver } from "./elements.js";

const LOOP =
  "c1.8 0 4 .8 5.4 1.8 1.3 1 2.5 2.8 2.8 4.2 .4 1.4 0 3.2-.6 4.2-.6 1-2.1 1.8-3.1 1.8" +
  "-1 0-2.5-.8-3.1-1.8-.6-1-1-2.8-.6-4.2 .3-1.4 1.5-3.2 2.8-4.2 1.4-1 3.6-1.8 5.4-1.8";

/** The logo of the brand, or the receiver. */
export const mark = () => (brand.logo ? h("img", { src: brand.logo, alt: "" }) : receiver());

/** A telephone cord, the house's ornament. @param {number} loops */
export function cord(loops) {
  const svg = drawing(`0 0 ${loops * 9 + 6} 16`, `M3 2${LOOP.repeat(loops)}`);
  svg.classList.add("cord");
  return svg;
}

export const paths = {
  arrow: "M5 12h14M13 6l6 6-6 6",
  down: "M12 5v14M6 13l6 6 6-6",
  back: "M19 12H5M11 6l-6 6 6 6",
  home: "M4 11.5L12 4.5l8 7M6.5 10v9.5h11V10",
  keyboard: "M3 7h18v11H3zM6.5 10.5h.1M10 10.5h.1M14 10.5h.1M17.5 10.5h.1M8 14.5h8",
  pause: "M9 6v12M15 6v12",
  play: "M8 5.5v13l10.5-6.5z",
  listen: "M4 10v4h3.5L12 18V6L7.5 10zM15.5 9.5a4 4 0 0 1 0 5M18 7a7.5 7.5 0 0 1 0 10",
  stop: "M8 8h8v8H8z",
  finish: "M14 4h5v16h-5M4 12h10M10.5 8L14.5 12l-4 4",
  larger: "M3 18L7.5 6L12 18M4.6 14h5.8M17.5 9v8M13.5 13h8",
  contrast: "M12 4a8 8 0 1 0 0 16zM12 4a8 8 0 0 1 0 16",
  compass: "M12 3.5a8.5 8.5 0 1 0 .1 0M15.5 8.5l-2 5-5 2 2-5z",
  game: "M5 12.5l4 4 10-10",
  touch:
    "M9.5 12V6a1.5 1.5 0 0 1 3 0v4.5l4.6 1a2 2 0 0 1 1.5 2.3l-.8 4.7a2.5 2.5 0 0 1-2.5 2H12a3 3 0 0 1-2.5-1.3L6 14.8a1.5 1.5 0 0 1 2.3-1.9l1.2 1.4",
  read: "M4 5h16v11.5h-9L7 20v-3.5H4zM8 9h8M8 12.5h5",
  phone: "M7.5 3.5h9v17h-9zM11 17.5h2",
};

// One for each theme of content/themes.yml; a theme that is new there has the arrow of all tiles.
/** @type {Record<string, string>} */
const themePaths = {
  jobs: "M5 14v-2a7 7 0 0 1 14 0v2M5 13.5h2.5v5H6a1 1 0 0 1-1-1zM19 13.5h-2.5v5H18a1 1 0 0 0 1-1zM17 18.5c-.8 1.5-2.5 2-4.5 2",
  roles: "M9 5a3 3 0 1 0 .1 0M3.5 19c.4-3.5 2.300-5.5 5.5-5.5s5.100 2 5.5 5.5M16 6.5a2.5 2.5 0 1 1 .3 5M17 14c2.200.4 3.300 2 3.600 4.5",
  pay_and_hours: "M12 3.5a8.5 8.5 0 1 0 .1 0M15.5 8.800a4.300 4.300 0 1 0 0 6.400M7 11.200h5.5M7 13.5h4.5",
  contract: "M6 3.5h8l4 4v13H6zM14 3.5v4h4M9 12h6M9 15.5h4",
  daily_life: "M12 3.5a8.5 8.5 0 1 0 .1 0M8.5 14c1.5 2.200 5.5 2.200 7 0M9 9.5h.1M15 9.5h.1",
  careers: "M4 19.5v-4h5v-4h5v-4h6M16.5 4l3.5 3.5-3.5 3.5",
  society: "M12 3.5a8.5 8.5 0 1 0 .1 0M3.5 12h17M12 3.5c-4.5 4.5-4.5 12.5 0 17 4.5-4.5 4.5-12.5 0-17",
  unwanted_calls:
    "M5.5 4.5h3l1.5 4-2 1.5a11 11 0 0 0 6 6l1.5-2 4 1.5v3a1.5 1.5 0 0 1-1.700 1.5C10.5 19 5 13.5 4 6.200a1.5 1.5 0 0 1 1.5-1.700zM15 4.5l5 5M20 4.5l-5 5",
  scams_and_refunds: "M12 3.5l7 2.5v5.5c0 4.5-3 7.5-7 9-4-1.5-7-4.5-7-9V6zM12 8v5M12 16h.1",
};

/** @param {string} theme */
export const themePath = (theme) => themePaths[theme];
