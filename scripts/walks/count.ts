import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import type { Profiler } from "node:inspector";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";

const root = fileURLToPath(new URL("../..", import.meta.url));
const src = pathToFileURL(join(root, "src/")).href;

/** The modules of src of which any function runs in a walk, from its call on; throws if the walk fails. */
export async function countWalk(words: readonly string[]): Promise<readonly string[]> {
	const folder = await mkdtemp(join(tmpdir(), "upshape-walk-"));
	try {
		const walk = fileURLToPath(new URL("walk.ts", import.meta.url));
		const coverage = join(folder, "coverage.json");
		await promisify(execFile)(process.execPath, ["--import", "tsx", walk, coverage, ...words], {
			cwd: root,
			maxBuffer: 1 << 26,
		});
		const { result }: Profiler.TakePreciseCoverageReturnType = JSON.parse(await readFile(coverage, "utf8"));
		const ran = result.filter(({ url, functions }) => url.startsWith(src) && functions.some(runs));
		return [...new Set(ran.map(({ url }) => url.slice(src.length).replace(/\?.*/, "")))].sort();
	} finally {
		await rm(folder, { recursive: true });
	}
}

/** Whether a function ran that is neither the module's body, which begins where the module does, nor the loader's. */
function runs({ functionName, ranges: [whole] }: Profiler.FunctionCoverage): boolean {
	return functionName !== "__name" && whole !== undefined && whole.startOffset > 0 && whole.count > 0;
}
