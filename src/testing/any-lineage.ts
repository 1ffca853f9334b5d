import type { Converted, Detection, Refused, SchemaObject } from "../lineage/index.js";

/**
 * What the laws need of a lineage; every lineage has it, whichever copy of the package built it. Versions are known by
 * name only, so what the lineage's own types ask for is `never` here.
 */
export interface TestedLineage {
	readonly name: string;
	readonly head: string;
	readonly versions: readonly string[];
	/** Names of members that steps declare to identify an object. */
	readonly identities?: readonly string[];
	route(from: never): readonly string[];
	schema(version: never): SchemaObject;
	detect(payload: unknown): Detection<string>;
	upgrade(payload: unknown, options: never): Converted<unknown, string> | Refused;
	downgrade(payload: never, options: never): Converted<unknown, string> | Refused;
}

/** Two versions with one step between them, in the direction that is tried. */
export interface TestedStep {
	readonly from: string;
	readonly to: string;
	readonly isUpgrade: boolean;
}

/** Takes a value along a step, as any version of it that its name says. */
export function convertAlong(
	lineage: TestedLineage,
	{ from, to, isUpgrade }: TestedStep,
	value: unknown,
	options: object = {},
): Converted<unknown, string> | Refused {
	const asked = { ...options, from, to } as never;
	return isUpgrade ? lineage.upgrade(value, asked) : lineage.downgrade(value as never, asked);
}

/** The same step the other way. */
export function turned({ from, to, isUpgrade }: TestedStep): TestedStep {
	return { from: to, to: from, isUpgrade: !isUpgrade };
}

/** A value as it comes back from where it was stored. */
export function throughJson<T>(value: T): T {
	const text = JSON.stringify(value);
	return text === undefined ? value : JSON.parse(text);
}
