export { EMITTED_IMPORTS, emitSteps } from "./step.js";
