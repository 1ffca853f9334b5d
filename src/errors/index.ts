export { BULK_ERRORS, BulkError, type BulkErrorCode } from "./bulk-error.js";
export { readError, systemCode, writeError } from "./system.js";
