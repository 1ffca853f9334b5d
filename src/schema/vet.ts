import { escapeToken } from "../json/index.js";
import { isDialect } from "./dialect.js";
import { SchemaError, type SchemaErrorCode } from "./error.js";
import { CODE_KEYWORDS, INSTEAD, keyword } from "./keywords.js";
import { isObject, type Subschema } from "./subschema.js";

// RFC 3986 without quotes, asterisk, brackets and parentheses: nothing that can close a comment or a string.
const SAFE_IDENTIFIER = /^[A-Za-z0-9._~:/?#@!$&+,;=%-]*$/;
const SAFE_ANCHOR = /^[A-Za-z_][A-Za-z0-9._-]*$/;

/** Throws a SchemaError for what no meta-schema catches: unknown keywords, unsafe identifiers, bad patterns. */
export function vet(subschema: Subschema): void {
	const { schema } = subschema;
	if (typeof schema === "boolean") return;
	for (const name of Object.keys(schema)) vetKeyword(subschema, name);
	vetText(subschema, "$id", "identifier-unsafe", (id) => SAFE_IDENTIFIER.test(id));
	vetText(subschema, "$anchor", "identifier-unsafe", (id) => SAFE_ANCHOR.test(id));
	vetText(subschema, "$dynamicAnchor", "identifier-unsafe", (id) => SAFE_ANCHOR.test(id));
	vetText(subschema, "$schema", "dialect-unsupported", isDialect);
	vetText(subschema, "pattern", "pattern-invalid", isPattern);
	const patterns = schema.patternProperties;
	for (const pattern of isObject(patterns) ? Object.keys(patterns) : []) {
		if (!isPattern(pattern)) {
			refuse(subschema, `patternProperties/${escapeToken(pattern)}`, "pattern-invalid");
		}
	}
}

function vetKeyword(subschema: Subschema, name: string): void {
	if (keyword(name) !== undefined || CODE_KEYWORDS.has(name)) return;
	const instead = INSTEAD.get(name) ?? "a name of your own begins with x-";
	refuse(subschema, escapeToken(name), "keyword-unknown", `not a keyword of 2020-12 (${instead})`);
}

function vetText(
	subschema: Subschema,
	name: string,
	code: SchemaErrorCode,
	accepts: (text: string) => boolean,
): void {
	if (typeof subschema.schema === "boolean") return;
	const text = subschema.schema[name];
	if (typeof text === "string" && !accepts(text)) refuse(subschema, name, code);
}

const WHY: Partial<Record<SchemaErrorCode, string>> = {
	"identifier-unsafe": "a character that an identifier here may not have",
	"dialect-unsupported": "another dialect than 2020-12",
	"pattern-invalid": "not a regular expression (ECMAScript, with the u flag)",
};

function refuse(at: Subschema, below: string, code: SchemaErrorCode, why = WHY[code] ?? code): never {
	throw new SchemaError(code, { file: at.file, keywordLocation: `${at.keywordLocation}/${below}` }, why);
}

function isPattern(source: string): boolean {
	try {
		new RegExp(source, "u");
		return true;
	} catch {
		return false;
	}
}
