import { Ajv2019 } from "ajv/dist/2019.js";
import { Ajv2020 } from "ajv/dist/2020.js";
import { Ajv, type Options } from "ajv/dist/ajv.js";
import type { Json, Pointer } from "../../json/index.js";
import {
	type Dialect,
	dialectOf,
	fileUri,
	judgeable,
	type SchemaSource,
	withMetaSchemas,
} from "../../schema/index.js";
import { cut } from "../../text/index.js";
import { matches } from "../../validate/index.js";
import type { FormatChecks } from "../format.js";

/** What ajv says of an instance: accepted, refused by a keyword at a place, or why it cannot say. */
type Opinion =
	| { readonly accepts: true }
	| { readonly accepts: false; readonly instanceLocation: Pointer; readonly keyword: string }
	| { readonly accepts: undefined; readonly reason: string };

/** The second judge of instances. */
export type AjvOracle = (instance: Json) => Opinion;

// Without all errors ajv nests the code of one member in that of the one before, too deep for V8 at some width.
const WIDE = 200;
const MAX_REASON = 120;

/**
 * ajv in the schema's dialect, made at its first question. The width is the number of members that the widest keyword
 * of all subschemas has.
 */
export function ajvOracle(
	source: SchemaSource,
	dialect: Dialect,
	formats: FormatChecks | undefined,
	width: number,
): AjvOracle {
	let compiled: ReturnType<typeof compile> | string | undefined;
	return (instance) => {
		// ajv refuses some schemas that are valid, and cannot work where no code may be made from strings.
		compiled ??= attempt(() => compile(source, dialect, formats, width > WIDE));
		if (typeof compiled === "string") return { accepts: undefined, reason: compiled };
		const validate = compiled;
		// It overflows on some instances, and patterns may be opaque.
		const accepted = attempt(() => validate(instance) === true);
		if (typeof accepted === "string") return { accepts: undefined, reason: accepted };
		if (accepted) return { accepts: true };
		const { instancePath = "", keyword = "" } = validate.errors?.[0] ?? {};
		return { accepts: false, instanceLocation: instancePath, keyword };
	};
}

/** What the work comes to, or the first line of the error that ends it. */
function attempt<Result>(work: () => Result): Result | string {
	try {
		return work();
	} catch (error) {
		const message = error instanceof Error ? error.message : "";
		return cut(message.split("\n", 1)[0] ?? "", MAX_REASON);
	}
}

function compile(source: SchemaSource, dialect: Dialect, formats: FormatChecks | undefined, isWide: boolean) {
	const options: Options = {
		strict: false,
		// The schemas have been looked through before; there is nothing to load for a `$schema` either.
		meta: false,
		validateSchema: false,
		ownProperties: true,
		logger: false,
		// A few instances are judged, which the time to optimise would outweigh.
		code: { optimize: false, regExp },
		allErrors: isWide,
		validateFormats: formats !== undefined,
		ignoreKeywordsWithRef: dialect !== "draft2020-12" && dialect !== "draft2019-09",
	};
	const ajv = classOf(dialect, options);
	for (const [name, check] of formats ?? []) ajv.addFormat(name, check);
	for (const [file, document] of withMetaSchemas(source.documents)) {
		// One ajv reads one dialect: of a mixture it can say nothing.
		if (file !== source.root && dialectOf(file, document, dialect) !== dialect)
			throw new Error("several dialects");
		ajv.addSchema(judgeable(document, dialect), fileUri(file));
	}
	const fragment = (source.pointer ?? "").split("/").map(encodeURIComponent).join("/");
	const validate = ajv.getSchema(`${fileUri(source.root)}${fragment && `#${fragment}`}`);
	if (validate === undefined) throw new Error("ajv does not find the schema");
	return validate;
}

/** Patterns as ajv takes them, matched in linear time; ajv's own engine backtracks. Opaque patterns throw. */
const regExp = Object.assign(
	// ajv takes patterns of the same text for one.
	(source: string) => ({ test: (text: string) => matches(source, text), toString: () => source }),
	{ code: "" },
);

function classOf(dialect: Dialect, options: Options): Ajv {
	if (dialect === "draft2020-12") return new Ajv2020(options);
	return dialect === "draft2019-09" ? new Ajv2019(options) : new Ajv(options);
}
