import { ASSUMPTIONS, type DiffOptions, diffSchemas, type GateResult, MODES } from "../check/index.js";
import { type Dialect, SchemaError } from "../compat/index.js";
import type { Command } from "./command.js";
import { GATE_FLAGS, levelsOf, today } from "./gate.js";
import { reporter } from "./reporter.js";
import { UsageError } from "./usage-error.js";

const DIALECTS: readonly Dialect[] = [
	"draft2020-12",
	"draft2019-09",
	"draft7",
	"draft6",
	"draft4",
	"openapi-3.0",
];

/** `upshape diff` */
export const diff: Command = {
	name: "diff",
	about:
		"Tells whether a schema accepts every instance of another: a proof, a payload that breaks, or unknown.",
	operands: "<writer> <reader>",
	flags: {
		...GATE_FLAGS,
		dialect: { value: "NAME", about: "what both are written in, if their $schema is not to say it" },
		with: {
			value: "PATH",
			many: true,
			about: "a file or folder that they may refer to, beside their own folders",
		},
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
		const report = reporter(args);
		const assume = args.oneOf("assume", ASSUMPTIONS);
		return report(() =>
			compared(writer, reader, {
				cwd: process.cwd(),
				mode: args.oneOf("mode", MODES),
				formats: args.oneOf("formats", ["annotation", "assertion"]),
				assume: assume === undefined ? [] : [assume],
				dialect: args.oneOf("dialect", DIALECTS),
				with: args.texts("with"),
				levels: levelsOf(args),
				ignore: args.text("ignore"),
				today: today(),
			}),
		);
	},
};

/** A reference out of the documents at hand has a mend that only the command knows. */
async function compared(writer: string, reader: string, options: DiffOptions): Promise<GateResult> {
	try {
		return await diffSchemas(writer, reader, options);
	} catch (error) {
		if (!(error instanceof SchemaError) || error.code !== "ref-outside") throw error;
		throw new UsageError(`${error.message}; name the file or folder with --with`, { cause: error });
	}
}
