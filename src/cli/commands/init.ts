import { join, posix } from "node:path";
import {
	CONFIG_FILE,
	folderAt,
	type LineageFolder,
	loadConfig,
	parseConfig,
	parseLineage,
	readDocuments,
} from "../../codegen/index.js";
import { nodeDisk, statOf } from "../../disk/index.js";
import { defineCommand } from "../args/command.js";
import { flag } from "../args/flag.js";
import { UsageError } from "../args/usage-error.js";
import { EXIT, type ExitCode } from "../exit.js";
import { COMPILER, type InitFile, modulesOf, settingsText, WORKFLOW } from "../init/modules.js";
import { initText } from "../init/report.js";
import { type InitSource, onlySource, readInitSource } from "../init/source.js";
import { writeFresh } from "../init/write.js";
import { stdout } from "../print/streams.js";
import { infer } from "./infer.js";

/** `upshape init` */
export const init = defineCommand({
	name: "init",
	about:
		"Sets a repository up: a lineage from records or a schema, its settings, steps, a test and a workflow.",
	operands: "[file]",
	flags: {
		name: flag.text("NAME", "what the lineage is called; the name of the file if not given"),
		"dry-run": flag.toggle("write nothing: only tell what would be written"),
	},
	examples: [
		["upshape init orders.ndjson", "from records: a schema for each version among them"],
		["upshape init order.schema.json", "from a schema, which becomes the first version"],
		["upshape init openapi.yaml#/components/schemas/Order", "from a schema of an API's document"],
	],
	async run({ files: operands, flags }) {
		const [operand, ...more] = operands;
		if (more.length > 0) throw new UsageError("init takes one file: records, or the first version's schema");
		const cwd = process.cwd();
		const hasConfig = await exists(CONFIG_FILE);
		const config = hasConfig ? await loadConfig(cwd) : parseConfig({});
		const isBegun = await exists(config.schemas);
		const source =
			operand === undefined && isBegun
				? undefined
				: await readInitSource(operand ?? (await onlySource(cwd)), flags.name);
		const begin = { folder: config.schemas, isDry: flags["dry-run"] };
		const code = source === undefined ? EXIT.fine : await beginLineage(source, begin);
		if (code !== EXIT.fine || (flags["dry-run"] && !(await exists(config.schemas)))) return code;
		const { lineages, documents } = await lineagesIn(cwd, config.schemas);
		const files: readonly InitFile[] = [
			{ path: CONFIG_FILE, text: settingsText(config, lineages) },
			{ path: "tsconfig.json", text: COMPILER },
			...lineages.filter(isStraight).flatMap((lineage) => modulesOf(lineage, documents, config)),
			{ path: ".github/workflows/schemas.yml", text: WORKFLOW },
		];
		const result = { lineages, isDry: flags["dry-run"], ...(await writeFresh(cwd, files, flags["dry-run"])) };
		await stdout.print(initText(result));
		return EXIT.fine;
	},
});

const exists = async (path: string) => (await statOf(nodeDisk, path)) !== undefined;

/** Whether each version's step leads to the next one: branches are for people to write. */
const isStraight = ({ versions }: LineageFolder) =>
	versions.every(({ next }, index) => next === versions[index + 1]?.name);

/** Writes a lineage's schemas, unless they are there. */
async function beginLineage(
	source: InitSource,
	{ folder, isDry }: { readonly folder: string; readonly isDry: boolean },
): Promise<ExitCode> {
	const home = posix.join(folder, source.name);
	if (await exists(join(home, "lineage.json"))) return EXIT.fine;
	if (source.kind === "records") {
		const words = [join(".", source.file), "--out", home];
		if (!isDry) return infer.call(words);
		await stdout.print(`would run upshape infer ${words.join(" ")}\n`);
		return EXIT.fine;
	}
	const files = source.files.map(({ name, text }) => ({ path: posix.join(home, name), text }));
	const { fresh } = await writeFresh(process.cwd(), files, isDry);
	for (const { path } of fresh) await stdout.print(`${isDry ? "would write" : "wrote"} ${path}\n`);
	return EXIT.fine;
}

async function lineagesIn(root: string, schemas: string) {
	const folder = folderAt(root, schemas);
	const found = await readDocuments(folder);
	const files = new Set(await folder.list());
	const lineages = [...found.lineages].map(([file, document]) => parseLineage(file, document, files));
	if (lineages.length === 0) {
		throw new UsageError(`${schemas} has no lineage: name records or a schema, upshape init orders.ndjson`);
	}
	return { lineages, documents: found.schemas };
}
