import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The last commit whose steps kept their own books: nothing was compared, and what they forgot was lost. */
const COMMIT = "7dc850c";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The folder of that commit, built; kept between runs. Undefined where the history is not there. */
export function builtBefore(): string | undefined {
	const folder = join(tmpdir(), `upshape-before-${COMMIT}`);
	if (existsSync(join(folder, "dist/cli/main.js"))) return folder;
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder);
	const archive = spawnSync("git", ["archive", COMMIT], { cwd: root, maxBuffer: 2 ** 30 });
	if (archive.status !== 0) return undefined;
	run("tar", ["-x"], folder, archive.stdout);
	symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
	run("npx", ["tsx", "scripts/build.ts"], folder);
	return folder;
}

function run(program: string, args: readonly string[], cwd: string, input?: Buffer): void {
	const { status, stderr } = spawnSync(program, args, { cwd, ...(input && { input }) });
	if (status !== 0) throw new Error(`${program}: ${stderr}`);
}
