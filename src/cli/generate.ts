import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import {
	CONFIG_FILE,
	type Config,
	checkFiles,
	type Difference,
	generate,
	loadConfig,
	parseConfig,
	writeFiles,
} from "../codegen/index.js";
import { plural } from "../text/index.js";
import type { Command } from "./command.js";
import { EXIT, type ExitCode } from "./exit.js";
import { stdout } from "./streams.js";
import { UsageError } from "./usage-error.js";

/** `upshape generate` */
export const generateCommand: Command = {
	name: "generate",
	about: "Writes types, validators and detection code from the schema files of lineages.",
	operands: "",
	flags: {
		config: { value: "FILE", about: `the settings; ${CONFIG_FILE} if not given` },
		check: { about: "write nothing, but show what is not up to date, and exit with 1 if anything is" },
	},
	examples: [
		["upshape generate", "after a change to a schema"],
		["upshape generate --check", "in CI"],
	],
	async run(args) {
		if (args.files.length > 0) throw new UsageError(`generate takes no files; the settings name the schemas`);
		const { root, config } = await settings(args.text("config"));
		const files = await generate({ root, config });
		if (args.on("check")) return report(await checkFiles(root, files));
		await writeFiles(root, files);
		await stdout.print(`wrote ${plural(files.length, "file")} to ${config.out}\n`);
		return EXIT.fine;
	},
};

/** The settings, and the folder that theirs are relative to. */
async function settings(file: string | undefined): Promise<{ root: string; config: Config }> {
	if (file === undefined) return { root: process.cwd(), config: await loadConfig(process.cwd()) };
	const text = await readFile(file, "utf8").catch((cause: unknown) => {
		throw new UsageError(`can't read the settings ${file}`, { cause });
	});
	return { root: dirname(resolve(file)), config: parseConfig(parsed(file, text)) };
}

function parsed(file: string, text: string): unknown {
	try {
		return JSON.parse(text);
	} catch (cause) {
		throw new UsageError(`the settings ${file} are not JSON`, { cause });
	}
}

async function report(differences: readonly Difference[]): Promise<ExitCode> {
	for (const { path, status, excerpt } of differences) {
		await stdout.print(`${path} is ${status}\n${excerpt.trimEnd()}\n\n`);
	}
	if (differences.length === 0) {
		await stdout.print("everything is up to date\n");
		return EXIT.fine;
	}
	await stdout.print(`${plural(differences.length, "file")} not up to date: run \`upshape generate\`\n`);
	return EXIT.findings;
}
