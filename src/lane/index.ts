export { HeadLane, headLane, type LaneLimits, type LaneLineage } from "./head-lane.js";
export { compileScanner, type RecordScanner } from "./scan/index.js";
