import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { client, session } from "../../src/clerk/index.js";
import type { Json, JsonObject } from "../../src/json/index.js";
import type { SchemaObject } from "../../src/lineage/index.js";
import { diagnose } from "../unit/codegen/support.js";

/** A line of TypeScript that must compile, or must not. */
interface Case {
	readonly type: string;
	readonly value: Json;
	readonly compiles: boolean;
	readonly about: string;
}

type Step = string | number;

const text = readFileSync(fileURLToPath(new URL("../../src/clerk/generated/types.ts", import.meta.url)), "utf8");

const TYPES: Readonly<Record<string, SchemaObject>> = Object.fromEntries(
	[
		["Client", client] as const,
		["Session", session] as const,
	].flatMap(([type, lineage]) =>
		lineage.versions.map((name) => [type + name.charAt(0).toUpperCase() + name.slice(1), schemaOf(lineage, name)]),
	),
);
