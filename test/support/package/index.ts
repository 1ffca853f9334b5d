export { type Bundle, bundle } from "./bundle.js";
export { modulesLoaded } from "./loaded.js";
export { Project } from "./project.js";
export { type Finished, run } from "./run.js";
