import { equal, firstDifference, type Json, READ_UNLIMITED, read } from "../../json/index.js";
import type { Converted, Refused, Residue } from "../../lineage/index.js";
import { type Reason, RUN_CODES } from "./reject.js";

/**
 * Why a converted payload does not come back as it was, when its value and its residue are taken back as they would be
 * stored; undefined if it does.
 */
export function flawOfReturn(
	before: unknown,
	converted: Converted<unknown, string>,
	takeBack: (value: Json, residue: Residue) => Converted<unknown, string> | Refused,
): Reason | undefined {
	// What a run writes: the residue of this very value, where the lineage knows it.
	const residue = converted.residueOf?.(undefined) ?? converted.residue;
	const written = throughJson({ value: converted.value, residue });
	if (written === undefined) return differing("", "what the steps make of it is not JSON");
	const back = takeBack(written.value, written.residue as unknown as Residue); // it was one before it was JSON
	if (back.issues) return differing("", back.issues[0]?.message);
	const returned = throughJson({ value: back.value })?.value;
	if (equal(returned, before)) return undefined;
	return differing(firstDifference(before, returned) ?? "");
}

function differing(instanceLocation: string, why?: string): Reason {
	const code = "return-differs";
	const message = why === undefined ? RUN_CODES[code] : `${RUN_CODES[code]}: ${why}`;
	return { code, instanceLocation, message };
}

/** As it comes back from where it was stored; undefined if JSON can't hold it. */
function throughJson<T extends object>(holder: T): { readonly [name in keyof T]: Json } | undefined {
	const document = read(JSON.stringify(holder), READ_UNLIMITED);
	// Members whose value JSON leaves out are missing, so that they differ.
	return document.issues ? undefined : (document.value as { readonly [name in keyof T]: Json });
}
