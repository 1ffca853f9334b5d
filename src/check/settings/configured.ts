import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import { CONFIG_FILE, type Config, parseConfig, readSettings } from "../../codegen/index.js";
import { isObject } from "../../json/index.js";
import { Library } from "../documents/library.js";
import { Setting } from "./setting.js";
import { type CheckSettings, parseSettings } from "./settings.js";

/** The file with accepted findings that lies beside the settings. */
const IGNORE_FILE = "upshape.ignore.json";

/** A repository's settings. */
export interface Configured {
	/** The folder of the settings, which theirs are relative to. */
	readonly root: string;
	readonly config: Config;
	readonly settings: CheckSettings;
	/** The ignore file beside them, if there is one. */
	readonly ignore: string | undefined;
}

/** Reads the settings: those of the file, or of the working directory; throws a SchemaError with name and line. */
export async function readConfigured(file: string | undefined, cwd: string): Promise<Configured> {
	const { name, root, bytes } = await readSettings(cwd, file);
	const library = new Library(() => name);
	// The generator calls its settings by this name, wherever they are from.
	const document = await library.add(CONFIG_FILE, bytes);
	const ignore = join(root, IGNORE_FILE);
	return library.guard(() => ({
		root,
		config: parseConfig(document),
		settings: parseSettings(
			new Setting(CONFIG_FILE, isObject(document) ? document.check : undefined, "/check"),
		),
		ignore: existsSync(ignore) ? relative(cwd, ignore) : undefined,
	}));
}
