export { BULK_ERRORS, BulkError, type BulkErrorCode } from "./bulk-error.js";
export { cutShort, readError, systemCode, writeError } from "./system.js";
