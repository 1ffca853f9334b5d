import type { Obj } from "./documents.js";
import type { Loose, Spoilt } from "./index.js";

let calls = 0;

/** Random cases that break a law, each in another way, and the law. */
export const SPOILT: { readonly [name: string]: readonly [law: string, spoilt: Spoilt] } = {
	"a step that counts": [
		"5",
		{ pair: ({ name, up, down }) => ({ name, up: (x) => ({ ...up(x), calls: calls++ }), down }) },
	],
	"a step that changes what it is given": [
		"6",
		{
			pair: ({ name, up, down }) => ({
				name,
				up: (x) => {
					const made = up(x);
					x.changed = true;
					return made;
				},
				down,
			}),
		},
	],
	"a step that looks at the order of members": [
		"6",
		{
			pair: ({ name, up, down }) => ({
				name,
				up: (x) => ({ ...up(x), first: Object.keys(x)[0] ?? null }),
				down,
			}),
		},
	],
	"a merge that throws edits away": ["7", { lineage: (loose) => merging(loose, (older) => older) }],
	"a merge that brings deleted members back": [
		"7",
		{ lineage: (loose) => merging(loose, (older, made) => ({ ...older, ...made })) },
	],
	"a merge that restores nothing": ["2", { lineage: (loose) => merging(loose, (_, __, base) => base) }],
};

/** The lineage with another way back, which knows the last older value that it was given. */
function merging(loose: Loose, merge: (older: Obj, made: Obj, base: Obj) => unknown): Loose {
	const last = new Map<unknown, unknown>();
	return {
		upgrade(payload, options) {
			last.set(Object(options).from, structuredClone(payload));
			return loose.upgrade(payload, options);
		},
		downgrade(payload, options) {
			const { residue, ...without } = Object(options);
			const result = loose.downgrade(payload, options);
			const base = loose.downgrade(payload, without);
			if (result.issues || base.issues || residue === undefined) return result;
			const older = last.get(without.to) as Obj;
			const value = merge(older, result.value as Obj, base.value as Obj);
			return { value, account: result.account, residue: result.residue };
		},
	};
}
