// What the source calls that mappings are written as: nothing of what runs mappings.

export type { Step } from "../../step.js";
export { became } from "../became.js";
export { atPlace, epoch, isoDate, narrowed, renamed } from "../codecs/index.js";
export { convertEach, tellEach } from "../each.js";
export { stepOf } from "../step-of.js";
