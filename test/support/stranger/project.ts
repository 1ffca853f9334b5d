import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { type Finished, run } from "../package/run.js";
import { type Files, write } from "../project.js";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const main = join(root, "dist/cli/main.js");

/** Where the sources of somebody's lineage are: schemas, settings, and one module of steps. */
interface StrangerSources {
	readonly folder: string;
	/** A path in the folder, of TypeScript or JavaScript that imports `./generated/index.js`. */
	readonly steps: string;
	/** Where that module is to be in the project, without its extension. */
	readonly as: string;
}

/** Somebody's lineage in a project of its own, generated and built against `dist`, its steps unchanged. */
export class StrangerProject {
	readonly folder = mkdtempSync(join(tmpdir(), "upshape-stranger-"));
	/** The built module. */
	readonly module: string;

	private constructor(module: string) {
		if (!existsSync(main)) throw new Error("needs `npm run build` first");
		this.module = join(this.folder, module);
		mkdirSync(join(this.folder, "node_modules"));
		symlinkSync(root, join(this.folder, "node_modules/upshape"));
		write(this.folder, { "package.json": { private: true, type: "module" } });
	}

	/** A project of these files, and nothing to be built. */
	static plain(files: Files): StrangerProject {
		const project = new StrangerProject("");
		write(project.folder, files);
		return project;
	}

	/** Takes the sources, generates the types and validators, and compiles. */
	static async of(sources: StrangerSources): Promise<StrangerProject> {
		const project = new StrangerProject(`dist/${sources.as}.js`);
		await project.#build(sources);
		return project;
	}

	/** Runs the built command line in the project. */
	upshape(...args: readonly string[]): Finished {
		return run([process.execPath, main, ...args], this.folder);
	}

	/** Runs another program in the project. */
	node(...args: readonly string[]): Finished {
		return run([process.execPath, ...args], this.folder);
	}

	/** What the built module exports. */
	load(): Promise<{ readonly [name: string]: unknown }> {
		return import(pathToFileURL(this.module).href);
	}

	remove(): void {
		rmSync(this.folder, { recursive: true });
	}

	async #build({ folder, steps, as }: StrangerSources): Promise<void> {
		for (const name of ["schemas", "upshape.config.json"])
			cpSync(join(folder, name), join(this.folder, name), { recursive: true });
		mkdirSync(join(this.folder, "src"));
		const module = join(this.folder, "src", `${as}${/\.[a-z]+$/.exec(basename(steps))?.[0]}`);
		cpSync(join(folder, steps), module);
		const generated = this.upshape("generate");
		if (generated.status !== 0) throw new Error(generated.stderr);
		const options = {
			outdir: join(this.folder, "dist"),
			format: "esm",
			outbase: join(this.folder, "src"),
		} as const;
		await build({ ...options, entryPoints: [module, join(this.folder, "src/generated/*.ts")] });
	}
}
