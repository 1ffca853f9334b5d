import { posix } from "node:path";
import type { Finding } from "./finding.js";
import type { Module } from "./modules.js";

/** How many modules a folder may hold, its index left out. */
export const MAX_MODULES = 15;

/** Cycles of imports, imports of types included: each with the modules on it, told once. */
export function findCycles(modules: readonly Module[]): Finding[] {
	const byPath = new Map(modules.map((module) => [module.path, module]));
	const done = new Set<string>();
	const findings: Finding[] = [];
	const visit = (path: string, way: readonly string[]): void => {
		const start = way.indexOf(path);
		if (start >= 0) {
			const key = [...way.slice(start), path].join(" > ");
			findings.push({ key, place: path, problem: `imports itself: ${key}` });
			return;
		}
		if (done.has(path)) return;
		for (const { target } of byPath.get(path)?.imports ?? [])
			if (target !== undefined && byPath.has(target)) visit(target, [...way, path]);
		done.add(path);
	};
	for (const { path } of modules) visit(path, []);
	return findings;
}

/** Folders of more than 15 modules: a reader takes in no more at a time. */
export function findCrowdedFolders(modules: readonly Module[]): Finding[] {
	const counts = new Map<string, number>();
	for (const { path } of modules) {
		const folder = posix.dirname(path);
		if (posix.basename(path) !== "index.ts") counts.set(folder, (counts.get(folder) ?? 0) + 1);
	}
	return [...counts]
		.filter(([, count]) => count > MAX_MODULES)
		.map(([place, count]) => ({
			key: place,
			place,
			problem: `holds ${count} modules, which is more than ${MAX_MODULES}: make folders named after what is in them`,
		}));
}

/** Names that two modules export with meanings of their own. */
export function findSharedNames(modules: readonly Module[]): Finding[] {
	const places = new Map<string, string[]>();
	for (const { path, exports } of modules)
		for (const name of new Set(exports.map(({ name }) => name)))
			places.set(name, [...(places.get(name) ?? []), path]);
	return [...places]
		.filter(([, paths]) => paths.length > 1)
		.map(([name, [place = "", ...others]]) => ({
			key: name,
			place,
			problem: `${name} is exported by ${others.join(" and ")}, too: one name means one thing`,
		}));
}

/** Exports without a docstring; of a function's overloads, one has it. */
export function findUndocumented(modules: readonly Module[]): Finding[] {
	return modules.flatMap(({ path, exports }) => {
		const documented = new Set(exports.filter(({ isDocumented }) => isDocumented).map(({ name }) => name));
		return exports
			.filter(({ name }) => !documented.has(name))
			.map(({ name, line }) => ({
				key: `${path} ${name}`,
				place: `${path}:${line}`,
				problem: `${name} has no docstring`,
			}));
	});
}
