import { type Documents, resolve, type Subschema } from "./subschema.js";

/** Every property name that the schema declares anywhere, also behind its `$ref`s. */
export function declaredNames(documents: Documents, root: Subschema): ReadonlySet<string> {
	const names = new Set<string>();
	const followed = new Set<string>();
	const walk = (value: unknown, from: Subschema): void => {
		if (typeof value !== "object" || value === null) return;
		for (const [keyword, member] of Object.entries(value)) {
			if (keyword === "properties") for (const name of Object.keys(member ?? {})) names.add(name);
			if (keyword === "$ref" && typeof member === "string") follow(member, from);
			walk(member, from);
		}
	};
	const follow = (reference: string, from: Subschema): void => {
		const target = resolve(documents, from, reference);
		const uri = target.trail.at(-1) ?? "";
		if (followed.has(uri)) return;
		followed.add(uri);
		walk(target.schema, target);
	};
	walk(root.schema, root);
	return names;
}
