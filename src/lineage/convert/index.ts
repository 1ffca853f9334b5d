export type { BeforeSteps } from "./climb.js";
export { convert, type Extras } from "./convert.js";
