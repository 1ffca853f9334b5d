import type { Project } from "./project.js";

/** Prints what it is asked to load, from the thread that loads it. */
const HOOKS = `
import { writeSync } from "node:fs";
export async function load(url, context, next) {
	writeSync(1, "loaded " + url + "\\n");
	return next(url, context);
}
`;

/** The URLs of all modules, Node's own included, that a program loads; CommonJS ones in a module's place too. */
export function modulesLoaded(project: Project, program: string): readonly string[] {
	project.write("hooks.mjs", HOOKS);
	project.write(
		"register.mjs",
		'import { register } from "node:module";\nregister("./hooks.mjs", import.meta.url);',
	);
	project.write("program.mjs", program);
	const { status, stdout, stderr } = project.node("--import", "./register.mjs", "./program.mjs");
	if (status !== 0) throw new Error(stderr);
	return Array.from(stdout.matchAll(/^loaded (.*)$/gm), ([, url = ""]) => url);
}
