export { agreementOf } from "./agreement.js";
export { compileErrors } from "./compiled.js";
export { generated, validatorsOf } from "./generated.js";
export { type StoredSchema, storedNames, storedSchema } from "./schemas.js";
