import { readFileSync } from "node:fs";
import type { Dialect } from "../../../src/compat/index.js";
import type { Json } from "../../../src/json/index.js";
import { sharedPath } from "../shared.js";

/** A question of a judging suite: is every instance of s1 an instance of s2? */
export interface Row {
	readonly id: string;
	readonly draft: Dialect;
	readonly s1: Json;
	readonly s2: Json;
	readonly subset: boolean;
	readonly audit?: "refuted" | "none" | "uncompilable";
	readonly witness?: Json;
	readonly policy?: boolean;
}

/** The judging suites, by file name. */
export const SUITES = [
	"jsonsubschema-tests",
	"jsoncompat-backcompat",
	"containment-draft2020-12",
	"containment-draft7",
	"jsonschema-rs-canonical",
] as const;

/** The rows of a suite. */
export function rowsOf(suite: string): readonly Row[] {
	return JSON.parse(readFileSync(sharedPath("suites", "compat", `${suite}.json`), "utf8"));
}
