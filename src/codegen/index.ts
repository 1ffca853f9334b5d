export { SchemaError, type SchemaErrorCode, type SchemaNote } from "../schema/index.js";
export {
	CONFIG_FILE,
	type Config,
	loadConfig,
	parseConfig,
	readSettings,
	type SettingsFile,
} from "./config.js";
export { type Documents, gatherDocuments, readDocuments, SCHEMA_FILE } from "./documents.js";
export { checkFiles, type OutdatedFile, writeFiles } from "./files/files.js";
export { type Folder, folderAt } from "./files/folder.js";
export { emit, type GeneratedFile, generate } from "./generate.js";
export { type LineageFolder, parseLineage, type VersionFile } from "./lineages.js";
export { constant, pascal } from "./names.js";
