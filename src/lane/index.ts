export { HeadLane, headLane, type LaneLimits } from "./head-lane.js";
export { compileScanner, type RecordScanner } from "./scan/index.js";
