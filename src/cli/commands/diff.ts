import { type DiffOptions, diffSchemas, type GateResult } from "../../check/index.js";
import { type Dialect, SchemaError } from "../../compat/index.js";
import { defineCommand } from "../args/command.js";
import { flag } from "../args/flag.js";
import { UsageError } from "../args/usage-error.js";
import { GATE_FLAGS, levelsOf, today } from "../gate/flags.js";
import { reporter } from "../print/reporter.js";

const DIALECTS: readonly Dialect[] = [
	"draft2020-12",
	"draft2019-09",
	"draft7",
	"draft6",
	"draft4",
	"openapi-3.0",
];

/** `upshape diff` */
export const diff = defineCommand({
	name: "diff",
	about:
		"Tells whether a schema accepts every instance of another: a proof, a payload that breaks, or unknown.",
	operands: "<writer> <reader>",
	flags: {
		...GATE_FLAGS,
		dialect: flag.oneOf("NAME", DIALECTS, "what both are written in, if their $schema is not to say it"),
		with: flag.texts("PATH", "a file or folder that they may refer to, beside their own folders"),
	},
	examples: [
		["upshape diff old.schema.json new.schema.json", "does new code read old data?"],
		["upshape diff main:api/user.json api/user.json --mode full", "against a git ref, both ways"],
		["upshape diff a.json#/components/schemas/User b.json#/components/schemas/User", "a place in a document"],
	],
	async run(args) {
		const [writer, reader, ...more] = args.files;
		if (writer === undefined || reader === undefined || more.length > 0) {
			throw new UsageError("diff takes two schemas, the older and the newer: upshape diff <writer> <reader>");
		}
		const report = reporter(args.flags.format);
		const assume = args.flags.assume;
		return report(() =>
			compared(writer, reader, {
				cwd: process.cwd(),
				mode: args.flags.mode,
				formats: args.flags.formats,
				direction: args.flags.direction,
				budget: args.flags.budget,
				assume: assume === undefined ? [] : [assume],
				dialect: args.flags.dialect,
				with: args.flags.with,
				levels: levelsOf(args.flags.levels),
				ignore: args.flags.ignore,
				today: today(),
			}),
		);
	},
});

/** A reference out of the documents at hand has a mend that only the command knows. */
async function compared(writer: string, reader: string, options: DiffOptions): Promise<GateResult> {
	try {
		return await diffSchemas(writer, reader, options);
	} catch (error) {
		if (!(error instanceof SchemaError) || error.code !== "ref-outside") throw error;
		throw new UsageError(`${error.message}; name the file or folder with --with`, { cause: error });
	}
}
