import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
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
	return { cwd, options, path: join(cwd, ".out.lock") };
}

/** The lock that a run makes, seen while it has it. */
async function lockOf(options: FileOptions, path: string): Promise<string> {
	let text: Promise<string> | undefined;
	const onBegin = () => {
		text = readFile(path, "utf8");
	};
	await upgradeFiles({ ...options, onBegin });
	return (await text) ?? "";
}

const locked = expect.objectContaining({ name: "BulkError", code: "locked" });

describe("the lock of an output", () => {
	test("is gone when the run has ended, and says who has it", async () => {
		const { cwd, options, path } = await setting();
		const { pid, host, started } = JSON.parse(await lockOf(options, path));
		expect([pid, host, Number.isNaN(Date.parse(started))]).toEqual([process.pid, hostname(), false]);
		expect((await readdir(cwd)).sort()).toEqual(["in.ndjson", "out"]);
	});

	test.each([
		["none was left", undefined],
		["a dead process has left one", 99_999_999],
	])("lets one of ten work that begin at once, where %s", async (_, pid) => {
		const { cwd, options, path } = await setting();
		if (pid !== undefined) {
			const text = await lockOf(options, path);
			await writeFile(path, JSON.stringify({ ...JSON.parse(text), pid }), { mode: 0o600 });
		}
		let release: () => void = () => {};
		const released = new Promise<void>((resolve) => {
			release = resolve;
		});
		const slow = async function* () {
			await released;
			yield Buffer.from(`${JSON.stringify(current)}\n`);
		};
		let working = 0;
		let refused = 0;
		const begin = () =>
			upgradeFiles({
				...options,
				onBegin: () => void working++,
				inputs: [{ name: "slow", chunks: slow() }],
			}).catch((error: unknown) => {
				expect(error).toEqual(locked);
				refused++;
			});
		const ended = Promise.all(Array.from({ length: 10 }, begin));
		while (refused < 9) await new Promise((resolve) => setTimeout(resolve, 5));
		expect(working).toBe(1);
		release();
		await ended;
		expect((await upgradeFiles(options)).end).toBe("complete");
		expect((await readdir(cwd)).sort()).toEqual(["in.ndjson", "out"]);
	});

	test.each(["", '{"pi', '{"pid":12,"host":"'])(
		"that its process died over, when it had written %j, is taken over",
		async (text) => {
			const { options, path } = await setting();
			await writeFile(path, text, { mode: 0o600 });
			expect((await upgradeFiles(options)).end).toBe("complete");
		},
	);

	test.each<[string, object, boolean]>([
		["of a process that is dead", { pid: 99_999_999 }, false],
		["of a dead process whose number this one has", { started: "2020-01-01T00:00:00.000Z" }, false],
		["of a living one", { pid: process.ppid }, true],
		["of this one", {}, true],
		["of another machine", { pid: 99_999_999, host: "elsewhere" }, true],
		["that is none of ours", { pid: "1" }, true],
	])("%s", async (_, change, holds) => {
		const { options, path } = await setting();
		const text = JSON.stringify({ ...JSON.parse(await lockOf(options, path)), ...change });
		await writeFile(path, text, { mode: 0o600 });
		if (holds) await expect(upgradeFiles(options)).rejects.toEqual(locked);
		else expect((await upgradeFiles(options)).end).toBe("complete");
		expect(await readFile(path, "utf8").catch(() => undefined)).toBe(holds ? text : undefined);
	});

	test("that is a link to another file is left alone, and holds", async () => {
		const { cwd, options, path } = await setting();
		await writeFile(join(cwd, "victim"), "precious");
		await symlink("victim", path);
		await expect(upgradeFiles(options)).rejects.toEqual(locked);
		expect(await readFile(join(cwd, "victim"), "utf8")).toBe("precious");
	});
});
