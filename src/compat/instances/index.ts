export { type Instances, instances } from "./instances.js";
export { unreachedBranches } from "./unreached.js";
