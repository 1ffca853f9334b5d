import { cpSync, existsSync, mkdtempSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Finished, Project } from "../package/index.js";
import type { Snippet } from "./snippet.js";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** What the snippets of documents may ask for beside the package. */
const BESIDE = ["@types/node", "undici-types", "json-schema-to-typescript", "prettier"];

/** Makes a project in which snippets can be run. */
export function prepare(project: Project): void {
	for (const name of BESIDE) project.link(name);
}

/** Runs a snippet in a folder of its own, with the project's examples; TypeScript has to compile, strictly, first. */
export function play(project: Project, { language, code, folder }: Snippet): Finished {
	const cwd = mkdtempSync(join(project.folder, "snippet-"));
	const place = basename(cwd);
	cpSync(join(root, "examples"), join(cwd, "examples"), { recursive: true });
	if (folder !== undefined) cpSync(join(root, folder), cwd, { recursive: true });
	// Settings name folders below their own: those that bring no schemas look at the shipped ones.
	const schemas = join(cwd, "schemas");
	if (!existsSync(schemas)) cpSync(join(root, "schemas"), schemas, { recursive: true });
	if (language === "sh") return project.run(["sh", "-e", "-c", code], place);
	if (existsSync(join(cwd, "upshape.config.json"))) {
		const generated = project.run(["npx", "upshape", "generate"], place);
		if (generated.status !== 0) return generated;
	}
	project.write(`${place}/src/snippet.ts`, code);
	project.write(`${place}/tsconfig.json`, JSON.stringify(TSCONFIG));
	// The quickest of the three.
	const tsc = join(root, "node_modules/typescript-7/bin/tsc");
	const compiled = project.run([process.execPath, tsc], place);
	return compiled.status === 0 ? project.run([process.execPath, "out/snippet.js"], place) : compiled;
}

const TSCONFIG = {
	compilerOptions: {
		target: "ES2022",
		module: "NodeNext",
		types: ["node"],
		strict: true,
		noUncheckedIndexedAccess: true,
		exactOptionalPropertyTypes: true,
		rootDir: "src",
		outDir: "out",
	},
	include: ["src"],
};
