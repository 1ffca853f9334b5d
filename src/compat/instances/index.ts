export { type Instances, instances } from "./instances.js";
