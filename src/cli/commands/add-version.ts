import { dirname, join, relative, resolve } from "node:path";
import { CONFIG_FILE, loadConfig } from "../../codegen/index.js";
import { nodeDisk, replaceFile, statOf } from "../../disk/index.js";
import { draftStep } from "../../draft/index.js";
import { defineCommand } from "../args/command.js";
import { flag } from "../args/flag.js";
import { UsageError } from "../args/usage-error.js";
import { addTo } from "../draft/added.js";
import { draftJson, draftText } from "../draft/report.js";
import { EXIT } from "../exit.js";
import { stdout } from "../print/streams.js";

/** `upshape add-version` */
export const addVersion = defineCommand({
	name: "add-version",
	about: "Adds a version to a lineage, and drafts the step that leads to it as a mapping.",
	operands: "<name> <schema>",
	flags: {
		lineage: flag.text("FOLDER", "the lineage's folder, below that of the schemas, if there are several"),
		config: flag.text("FILE", `the settings; ${CONFIG_FILE} if not given`),
		step: flag.text("FILE", "the module that the step is drafted into; printed if not given"),
		"dry-run": flag.toggle("write nothing: print the draft, and which files would be written"),
		format: flag.oneOf("FORM", ["text", "json"], "text (default) or json"),
	},
	examples: [
		["upshape add-version v2 new.json --step src/v1-to-v2.ts", "a new version, and the draft of its step"],
		["upshape add-version v2 new.json --lineage order --dry-run", "only look at the draft"],
	],
	async run({ files, flags }) {
		const [name, schema, ...more] = files;
		if (name === undefined || schema === undefined || more.length > 0) {
			throw new UsageError("add-version takes a name and a schema: upshape add-version v2 new.json");
		}
		if (flags.step !== undefined && (await statOf(nodeDisk, flags.step)) !== undefined) {
			throw new UsageError(`${flags.step} is there already: name another file for the draft`);
		}
		const config = await loadConfig(process.cwd(), flags.config);
		const root = dirname(resolve(flags.config ?? CONFIG_FILE));
		const added = await addTo({ root, schemas: config.schemas, lineage: flags.lineage, name, schema });
		const from = flags.step === undefined ? root : dirname(resolve(flags.step));
		const types = relative(from, join(root, config.out, "index.js"));
		const draft = draftStep(added.older, added.newer, {
			...added.names,
			types: types.startsWith(".") ? types : `./${types}`,
			package: config.import,
		});
		const step = flags.step === undefined ? [] : [{ path: flags.step, text: draft.source }];
		const written = [...step, ...added.files];
		if (!flags["dry-run"]) for (const { path, text } of written) await replaceFile(path, text);
		const paths = written.map(({ path }) => relative(process.cwd(), resolve(path)));
		const result = { name, draft, paths, isDry: flags["dry-run"], step: flags.step };
		await stdout.print(flags.format === "json" ? draftJson(result) : draftText(result));
		return EXIT.fine;
	},
});
