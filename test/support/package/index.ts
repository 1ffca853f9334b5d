export { bundle } from "./bundle.js";
export { modulesLoaded } from "./loaded.js";
export { Project } from "./project.js";
export type { Finished } from "./run.js";
