import { dirname, resolve } from "node:path";
import {
	CONFIG_FILE,
	checkFiles,
	generate,
	loadConfig,
	type OutdatedFile,
	type SchemaNote,
	writeFiles,
} from "../../codegen/index.js";
import { plural, printable } from "../../text/index.js";
import { defineCommand } from "../args/command.js";
import { flag } from "../args/flag.js";
import { UsageError } from "../args/usage-error.js";
import { EXIT, type ExitCode } from "../exit.js";
import { say, stdout } from "../print/streams.js";

/** `upshape generate` */
export const generateCommand = defineCommand({
	name: "generate",
	about: "Writes types, validators and detection code from the schema files of lineages.",
	operands: "",
	flags: {
		config: flag.text("FILE", `the settings; ${CONFIG_FILE} if not given`),
		check: flag.toggle("write nothing, but show what is not up to date, and exit with 1 if anything is"),
	},
	examples: [
		["upshape generate", "after a change to a schema"],
		["upshape generate --check", "in CI"],
	],
	async run(args) {
		if (args.files.length > 0) throw new UsageError(`generate takes no files; the settings name the schemas`);
		const file = args.flags.config ?? CONFIG_FILE;
		const config = await loadConfig(process.cwd(), file);
		const root = dirname(resolve(file));
		const notes: SchemaNote[] = [];
		const files = await generate({ root, config, onNote: (note) => notes.push(note) });
		for (const { place, message } of notes) {
			say(`note: ${printable(`${place.file}#${place.keywordLocation}: ${message}`)}\n`);
		}
		if (args.flags.check) return report(await checkFiles(root, files));
		await writeFiles(root, files);
		await stdout.print(`wrote ${plural(files.length, "file")} to ${printable(config.out)}\n`);
		return EXIT.fine;
	},
});

async function report(differences: readonly OutdatedFile[]): Promise<ExitCode> {
	for (const { path, status, excerpt } of differences) {
		await stdout.print(`${printable(path)} is ${status}\n${excerpt.trimEnd()}\n\n`);
	}
	if (differences.length === 0) {
		await stdout.print("everything is up to date\n");
		return EXIT.fine;
	}
	await stdout.print(`${plural(differences.length, "file")} not up to date: run \`upshape generate\`\n`);
	return EXIT.findings;
}
