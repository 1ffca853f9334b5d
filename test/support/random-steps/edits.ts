import type { Obj } from "./documents.js";
import type { Random } from "./random.js";

/** A copy of the document with one to three edits: changed, inserted, deleted and moved values, and other identities. */
export function randomEdit(document: Obj, random: Random): Obj {
	const copy: Obj = JSON.parse(JSON.stringify(document));
	for (let left = 1 + random.below(3); left > 0; left--) edit(copy, random);
	return copy;
}

function edit(root: Obj, random: Random): void {
	const containers: (Obj | unknown[])[] = [];
	const collect = (value: unknown): void => {
		if (typeof value !== "object" || value === null) return;
		containers.push(value as Obj);
		for (const child of Object.values(value)) collect(child);
	};
	collect(root);
	const target = random.pick(containers);
	if (Array.isArray(target)) editList(target, random);
	else editObject(target, random);
}

function editList(list: unknown[], random: Random): void {
	const at = random.below(list.length + 1);
	const kinds = [
		() => list.splice(at, 1),
		() => list.splice(at, 0, fresh(list, random)),
		() => list.reverse(),
		() => list.push(...list.splice(0, 1)),
		() => at < list.length && list.splice(at, 1, fresh(list, random)),
		() => at < list.length && list.splice(at, 0, JSON.parse(JSON.stringify(list[at]))),
	];
	random.pick(kinds)();
}

function fresh(list: readonly unknown[], random: Random): unknown {
	const sample = list[0];
	if (typeof sample === "string") return random.pick(["x", "new", "Ada"]);
	if (typeof sample === "number") return random.pick([1, 7, 19.99]);
	return random.pick<unknown>([{ id: "q1", name: "Neu" }, { id: "q9" }, { sku: "x", price: 1, tags: [] }, 5]);
}

function editObject(object: Obj, random: Random): void {
	const name = random.pick([...Object.keys(object), "a", "b", "id"]);
	const kinds = [
		() => delete object[name],
		() =>
			set(object, name, random.pick<unknown>(["edited", 42, null, { id: "p2", name: "Eve" }, ["e"], true])),
		() => set(object, "id", random.pick(["p1", "p2", "r2", "q1"])),
		() => set(object, name, typeof object[name] === "number" ? Number(object[name]) + 1 : "changed"),
	];
	random.pick(kinds)();
}

function set(object: Obj, name: string, value: unknown): void {
	Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
}
