export { EMITTED_IMPORTS, emitStep } from "./step.js";
