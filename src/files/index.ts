export { downgradeFiles, upgradeFiles } from "./files.js";
export { fileInput, type Source } from "./inputs.js";
export type { Beginning, DowngradeFilesOptions, FileOptions, UpgradeFilesOptions } from "./options.js";
export type { FileReport, FileResult } from "./result.js";
export { totalBytes } from "./total.js";
export {
	contradictions,
	judge,
	parseClaim,
	type ReportClaim,
	type Verified,
	type VerifyOptions,
	verifyRecords,
} from "./verify.js";
