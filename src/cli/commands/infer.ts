import { mkdir, readFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { pascal } from "../../codegen/index.js";
import { nodeDisk, replaceFile, statOf } from "../../disk/index.js";
import { writeError } from "../../errors/index.js";
import { Inference, type InferOptions, type LineageFile, lineageFiles } from "../../infer/index.js";
import { isPointer, type JsonObject } from "../../json/index.js";
import { defineCommand } from "../args/command.js";
import { type Args, flag } from "../args/flag.js";
import { UsageError } from "../args/usage-error.js";
import { EXIT } from "../exit.js";
import { checkAgain, learn } from "../infer/learn.js";
import { inferredJson, inferredText } from "../infer/report.js";
import { spoolStdin } from "../infer/spool.js";
import { stdout } from "../print/streams.js";
import { INPUT_FLAGS, Inputs, readsStdin } from "../records/inputs.js";
import { limitsOf } from "../records/limits.js";

const FLAGS = {
	out: flag.text("DIR", "the folder that the schemas and lineage.json are written to; it is made"),
	name: flag.text("NAME", "what the lineage is called; the name of the folder if not given"),
	single: flag.toggle("all records are of one version, whatever their shapes"),
	split: flag.texts("POINTER", "records with this member are of another version than those without it"),
	bounds: flag.toggle("write the least and greatest number, the shortest and longest text and list"),
	enums: flag.count("N", "the most values that an enum has; 16 if not given, 0 for no enums"),
	...INPUT_FLAGS,
	format: flag.oneOf("FORM", ["text", "json"], "text (default) or json"),
};

/** `upshape infer` */
export const infer = defineCommand({
	name: "infer",
	about: "Writes the schemas that records show, one for each version among them, as a lineage.",
	operands: "[files...]",
	flags: FLAGS,
	examples: [
		["upshape infer orders.ndjson --out schemas/order", "old and new orders in one file: a schema for each"],
		["upshape infer --single --bounds --out schemas/event < events.ndjson", "one schema, with all bounds"],
	],
	async run(args) {
		const out = await outOf(args);
		const options = optionsOf(args);
		const limits = limitsOf(args);
		const openStdin = readsStdin(args) ? await spoolStdin() : undefined;
		const inputs = new Inputs(args, limits.maxBytes, openStdin);
		await inputs.check();
		const inference = new Inference(options);
		const learnt = await learn(inputs, limits, inference);
		const hints = [...inputs.hints];
		const inferred = inference.finish();
		const files = lineageFiles(inferred, out.name, out.type);
		const schemas = inference.count === 0 ? [] : await writeAll(out.folder, files);
		const checked = await checkAgain(inputs, limits, schemas, inferred);
		const result = { inferred, learnt, checked, out, files: schemas.length === 0 ? [] : files, hints };
		await stdout.print(args.flags.format === "json" ? inferredJson(result) : inferredText(result));
		const isFine = inference.count > 0 && learnt.unreadable === 0 && checked.invalid.length === 0;
		return isFine ? EXIT.fine : EXIT.findings;
	},
});

function optionsOf({ flags }: Args<typeof FLAGS>): InferOptions {
	for (const pointer of flags.split) {
		if (!isPointer(pointer) || pointer === "") {
			throw new UsageError("--split takes the JSON Pointer of a member, such as /total or /customer/name");
		}
	}
	if (flags.single && flags.split.length > 0)
		throw new UsageError("--single and --split contradict each other");
	return { single: flags.single, split: flags.split, bounds: flags.bounds, enums: flags.enums ?? 16 };
}

/** Where the lineage is to be, and what it is called. */
async function outOf({ flags }: Args<typeof FLAGS>) {
	const { out: folder } = flags;
	if (folder === undefined) {
		throw new UsageError("infer writes a folder: name it, as in upshape infer --out schemas/order");
	}
	const name = flags.name ?? basename(resolve(folder));
	const type = pascal(name);
	if (!/^[A-Z][A-Za-z0-9]*$/.test(type)) {
		throw new UsageError(
			"the lineage's name becomes a type's, so it begins with a Latin letter: --name order",
		);
	}
	const file = join(folder, "lineage.json");
	if (await exists(file)) throw new UsageError(`${file} is there already: name another folder, or remove it`);
	return { folder, name, type };
}

const exists = async (path: string) => (await statOf(nodeDisk, path)) !== undefined;

/** Writes the files, and gives the schemas as they are now on the disk. */
async function writeAll(folder: string, files: readonly LineageFile[]): Promise<JsonObject[]> {
	await mkdir(folder, { recursive: true }).catch((error: unknown) => {
		throw writeError(folder, error);
	});
	for (const { name, document } of files) {
		await replaceFile(join(folder, name), `${JSON.stringify(document, undefined, "\t")}\n`);
	}
	const schemas = files.filter(({ name }) => name !== "lineage.json");
	const texts = await Promise.all(schemas.map(({ name }) => readFile(join(folder, name), "utf8")));
	// What has just been written is an object.
	return texts.map((text) => JSON.parse(text) as JsonObject);
}
