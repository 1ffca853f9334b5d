import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	realpathSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Finished, run } from "./run.js";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** An otherwise empty project with the packed package installed, as its users have it. */
export class Project {
	/** The project's folder. */
	readonly folder = realpathSync(mkdtempSync(join(tmpdir(), "upshape-project-")));

	/** Packs `dist` as it stands, so after `npm run build`; dependencies come from npm's cache or its registry. */
	constructor() {
		if (!existsSync(join(root, "dist/index.js"))) throw new Error("needs `npm run build` first");
		this.write("package.json", '{ "private": true, "type": "module" }');
		const pack = ["npm", "pack", "--json", "--ignore-scripts", "--pack-destination", this.folder];
		const [packed] = JSON.parse(succeeding(run(pack, root)).stdout);
		const install = ["npm", "install", "--no-audit", "--no-fund", "--prefer-offline", `./${packed.filename}`];
		succeeding(run(install, this.folder));
	}

	/** Writes a file, in folders that are made if need be, and returns its path. */
	write(file: string, text: string): string {
		const path = join(this.folder, file);
		mkdirSync(dirname(path), { recursive: true });
		writeFileSync(path, text);
		return path;
	}

	/** Makes a package that this repository has installed one of the project's. */
	link(name: string): void {
		const path = join(this.folder, "node_modules", name);
		mkdirSync(dirname(path), { recursive: true });
		symlinkSync(join(root, "node_modules", name), path);
	}

	/** Runs Node in the project. */
	node(...args: readonly string[]): Finished {
		return this.run([process.execPath, ...args]);
	}

	/** Runs a program in the project, or in a folder of it. */
	run(command: readonly string[], folder = "."): Finished {
		return run(command, join(this.folder, folder));
	}

	remove(): void {
		rmSync(this.folder, { recursive: true });
	}
}

function succeeding(finished: Finished): Finished {
	if (finished.status !== 0) throw new Error(`${finished.stdout}\n${finished.stderr}`);
	return finished;
}
