export type { Disk, DiskFile, DiskStat } from "./disk.js";
export { nodeDisk } from "./disk.js";
export { downgradeFiles, upgradeFiles } from "./files.js";
export { fileInput, type Source } from "./inputs.js";
export type { Beginning, DowngradeFilesOptions, FileOptions, UpgradeFilesOptions } from "./options.js";
export type { FileReport, FileResult } from "./result.js";
export { totalBytes } from "./total.js";
