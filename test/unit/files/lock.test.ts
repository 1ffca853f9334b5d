import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { client } from "../../../src/clerk/index.js";
import { type FileOptions, upgradeFiles } from "../../../src/files/index.js";
import { current } from "../../support/clerk-samples.js";

async function setting() {
	const cwd = await mkdtemp(join(tmpdir(), "upshape-lock-"));
	onTestFinished(() => rm(cwd, { recursive: true, force: true }));
	await writeFile(join(cwd, "in.ndjson"), `${JSON.stringify(current)}\n`);
	const options: FileOptions = {
		lineage: client,
		inputs: [join(cwd, "in.ndjson")],
		output: join(cwd, "out"),
		maxBytes: 1 << 20,
		maxDepth: 100,
	};
	return { cwd, options, folder: join(cwd, ".out.lock") };
}

/** The name of the claim that a run makes, seen while it has it. */
async function claimOf(options: FileOptions, folder: string): Promise<string> {
	let names: Promise<string[]> | undefined;
	const onBegin = () => {
		names = readdir(folder);
	};
	await upgradeFiles({ ...options, onBegin });
	const [name = ""] = (await names) ?? [];
	return name;
}

const locked = expect.objectContaining({ name: "BulkError", code: "locked" });

describe("the lock of an output", () => {
	test("is gone when the run has ended, and names who has it", async () => {
		const { cwd, options, folder } = await setting();
		const claim = await claimOf(options, folder);
		expect(claim).toMatch(new RegExp(`^${process.pid}-.*-${hostname()}`));
		expect((await readdir(cwd)).sort()).toEqual(["in.ndjson", "out"]);
	});

	test("lets one of ten work that begin at once, and the others say so; then the next one works", async () => {
		const { options } = await setting();
		let working = 0;
		let most = 0;
		const begin = () =>
			upgradeFiles({
				...options,
				onBegin: () => {
					most = Math.max(most, ++working);
				},
				// Longer than the others have patience.
				inputs: [{ name: "slow", chunks: slow() }],
			}).finally(() => {
				working--;
			});
		const ended = await Promise.allSettled(Array.from({ length: 10 }, begin));
		const worked = ended.filter(({ status }) => status === "fulfilled");
		const refused = ended.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
		expect([worked.length, most]).toEqual([1, 1]);
		expect(refused).toEqual(refused.map(() => locked));
		expect((await upgradeFiles(options)).end).toBe("complete");
	});

	test.each<[string, (claim: string) => string, boolean]>([
		["of a process that is dead", (claim) => claim.replace(/^\d+/, "99999999"), false],
		["of a dead process whose number another one has", (claim) => claim.replace(/^(\d+)-\d+/, "$1-1"), false],
		["of a living one", (claim) => claim.replace(/-[0-9a-f]{12}-/, "-000000000000-"), true],
		["of another machine", (claim) => `${claim}x`, true],
		[
			"of the same machine before it was started again",
			(claim) => claim.replace(/-[0-9a-f]{32}-/, `-${"0".repeat(32)}-`),
			false,
		],
		["of another container", (claim) => claim.replace(/-(\d+)-([0-9a-f]{12})-/, "-7-$2-"), true],
		["that is none of ours", () => "something", true],
	])("%s", async (_, change, holds) => {
		const { options, folder } = await setting();
		const claim = change(await claimOf(options, folder));
		await mkdir(folder);
		await writeFile(join(folder, claim), "");
		if (holds) await expect(upgradeFiles(options)).rejects.toEqual(locked);
		else expect((await upgradeFiles(options)).end).toBe("complete");
		expect(await readdir(folder).catch(() => [])).toEqual(holds ? [claim] : []);
	});
});

async function* slow() {
	await new Promise((resolve) => setTimeout(resolve, 2_500));
	yield Buffer.from(`${JSON.stringify(current)}\n`);
}
