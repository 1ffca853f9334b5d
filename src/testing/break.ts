import type { Json, Pointer } from "../json/index.js";

/** The laws that every lineage keeps, by number. */
export const LAWS = {
	1: "validity",
	2: "exact return",
	3: "nothing silent",
	4: "idempotence",
	5: "composition",
	6: "purity",
	7: "edits survive",
} as const;

/** The number of a law. */
export type LawNumber = keyof typeof LAWS;

/** How a step breaks a law. */
export interface LawBreak {
	readonly law: LawNumber;
	/** The step in the direction that was tried: "v1>v2". */
	readonly step: string;
	/** Where in the instance. */
	readonly at: Pointer;
	/** What is wrong, without values. */
	readonly message: string;
	/** The instance that shows it. */
	readonly instance: Json;
	/** What came of it, where that says more. */
	readonly returned?: Json | undefined;
}

/** Where two values first differ, if they do. */
export function firstDifference(one: unknown, other: unknown, at: Pointer = ""): Pointer | undefined {
	if (Object.is(one, other) || (one === 0 && other === 0)) return undefined;
	if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return at;
	if (Array.isArray(one) !== Array.isArray(other)) return at;
	for (const name of new Set([...Object.keys(one), ...Object.keys(other)])) {
		const below = `${at}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
		if (!Object.hasOwn(one, name) || !Object.hasOwn(other, name)) return below;
		const found = firstDifference(Reflect.get(one, name), Reflect.get(other, name), below);
		if (found !== undefined) return found;
	}
	return undefined;
}
