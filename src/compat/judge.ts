import { Ajv2019 } from "ajv/dist/2019.js";
import { Ajv2020 } from "ajv/dist/2020.js";
import { Ajv, type Options } from "ajv/dist/ajv.js";
import type { Json, Pointer } from "../json/index.js";
import {
	type Dialect,
	dialectOf,
	fileUri,
	judgeable,
	type SchemaSource,
	withMetaSchemas,
} from "../schema/index.js";
import type { FormatChecks } from "./format.js";

/** Says whether ajv accepts an instance; undefined where ajv cannot say. */
export interface Judge {
	(instance: Json): boolean | undefined;
	/** What ajv finds wrong with an instance first; undefined if nothing, or if it cannot say. */
	fault(instance: Json): Fault | undefined;
}

/** What is wrong with an instance: where, and by which keyword. */
interface Fault {
	readonly instanceLocation: Pointer;
	readonly keyword: string;
}

// Without all errors ajv nests the code of one property in that of the one before, too deep for V8 at some width.
const WIDE = 200;

/**
 * A judge for a schema: ajv in the schema's dialect, made at its first question. The width is the number of
 * properties that the widest of its subschemas names.
 */
export function judgeOf(
	source: SchemaSource,
	dialect: Dialect,
	formats: FormatChecks | undefined,
	width: number,
): Judge {
	let compiled: ReturnType<typeof compile> | undefined;
	const judge = (instance: Json): boolean | undefined => {
		try {
			compiled ??= compile(source, dialect, formats, width > WIDE);
			const verdict = compiled(instance);
			return typeof verdict === "boolean" ? verdict : undefined;
		} catch {
			// ajv refuses some schemas that are valid, and overflows on some instances.
			return undefined;
		}
	};
	return Object.assign(judge, {
		fault(instance: Json): Fault | undefined {
			const error = judge(instance) === false ? compiled?.errors?.[0] : undefined;
			return error && { instanceLocation: error.instancePath, keyword: error.keyword };
		},
	});
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
		code: { optimize: false },
		allErrors: isWide,
		validateFormats: formats !== undefined,
		ignoreKeywordsWithRef: dialect !== "draft2020-12" && dialect !== "draft2019-09",
	};
	const ajv = classOf(dialect, options);
	for (const [name, check] of formats ?? []) ajv.addFormat(name, check);
	for (const [file, document] of withMetaSchemas(source.documents)) {
		// One ajv reads one dialect: of a mixture it can say nothing.
		if (file !== source.root && dialectOf(file, document, dialect) !== dialect)
			throw new Error("another dialect");
		ajv.addSchema(judgeable(document, dialect), fileUri(file));
	}
	const validate = ajv.getSchema(fileUri(source.root));
	if (validate === undefined) throw new Error("ajv does not find the schema");
	return validate;
}

function classOf(dialect: Dialect, options: Options): Ajv {
	if (dialect === "draft2020-12") return new Ajv2020(options);
	return dialect === "draft2019-09" ? new Ajv2019(options) : new Ajv(options);
}
