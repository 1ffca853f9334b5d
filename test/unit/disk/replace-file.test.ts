import { execFileSync, spawnSync } from "node:child_process";
import {
	lstatSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { makeFolderInside, nodeDisk, removeInside, replaceFile } from "../../../src/disk/index.js";

function folder(): string {
	const cwd = mkdtempSync(join(tmpdir(), "upshape-replace-"));
	onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
	return cwd;
}

const unwritable = expect.objectContaining({ name: "BulkError", code: "unwritable" });

describe("a regular file", () => {
	test("that is new has the mode asked for, else what the umask leaves; nothing else is left", async () => {
		const cwd = folder();
		await replaceFile(join(cwd, "a"), "one");
		await replaceFile(join(cwd, "b"), Buffer.from("two"), { mode: 0o600 });
		expect([readFileSync(join(cwd, "a"), "utf8"), readFileSync(join(cwd, "b"), "utf8")]).toEqual([
			"one",
			"two",
		]);
		const modes = ["a", "b"].map((name) => statSync(join(cwd, name)).mode & 0o777);
		expect(modes).toEqual([0o666 & ~process.umask(), 0o600]);
		expect(readdirSync(cwd).sort()).toEqual(["a", "b"]);
	});

	test("keeps its mode, and a link to it stays one", async () => {
		const cwd = folder();
		writeFileSync(join(cwd, "file"), "before", { mode: 0o640 });
		mkdirSync(join(cwd, "in"));
		symlinkSync("../file", join(cwd, "in", "link"));
		await replaceFile(join(cwd, "in", "link"), "after");
		expect(lstatSync(join(cwd, "in", "link")).isSymbolicLink()).toBe(true);
		expect(readFileSync(join(cwd, "file"), "utf8")).toBe("after");
		expect(statSync(join(cwd, "file")).mode & 0o777).toBe(0o640);
		expect(readdirSync(cwd).sort()).toEqual(["file", "in"]);
	});

	test.skipIf(process.getuid?.() !== 0)("keeps its owner when root writes it", async () => {
		const cwd = folder();
		writeFileSync(join(cwd, "file"), "before");
		execFileSync("chown", ["65534:65534", join(cwd, "file")]);
		await replaceFile(join(cwd, "file"), "after");
		expect(statSync(join(cwd, "file"))).toMatchObject({ uid: 65534, gid: 65534 });
	});

	test.each(["open", "write", "sync", "rename"])("is as it was where %s fails", async (call) => {
		const cwd = folder();
		writeFileSync(join(cwd, "file"), "before");
		const fail = async () => {
			throw Object.assign(new Error("no"), { code: "ENOSPC" });
		};
		const disk: typeof nodeDisk = {
			...nodeDisk,
			...(call === "rename" && { rename: fail }),
			open: async (path, way) => {
				if (call === "open") return fail();
				const file = await nodeDisk.open(path, way);
				return way === "create" ? { ...file, [call]: fail } : file;
			},
		};
		const expected = expect.objectContaining({ name: "BulkError", code: "disk-full" });
		await expect(replaceFile(join(cwd, "file"), "after", { disk })).rejects.toEqual(expected);
		expect(readFileSync(join(cwd, "file"), "utf8")).toBe("before");
		expect(readdirSync(cwd)).toEqual(["file"]);
	});

	test("is not written in a folder that isn't there, nor in place of one", async () => {
		const cwd = folder();
		await expect(replaceFile(join(cwd, "no", "file"), "")).rejects.toEqual(unwritable);
		await expect(replaceFile(cwd, "")).rejects.toThrow(/it is a folder$/);
	});
});

describe("what is no regular file is written to as it is", () => {
	test("a device", async () => {
		const device = join(folder(), "null");
		// As root, the machine's own would be replaced if this failed.
		const made = process.getuid?.() === 0 && spawnSync("mknod", [device, "c", "1", "3"]).status === 0;
		const path = made ? device : "/dev/null";
		if (process.getuid?.() === 0 && !made) return;
		await replaceFile(path, "text");
		expect(lstatSync(path).isCharacterDevice()).toBe(true);
	});

	test("a named pipe, when some program reads it", async () => {
		const pipe = join(folder(), "pipe");
		execFileSync("mkfifo", [pipe]);
		const big = "x".repeat(1 << 20);
		const writing = replaceFile(pipe, big);
		const reading = await nodeDisk.open(pipe, "read");
		const chunk = new Uint8Array(1 << 16);
		let length = 0;
		for (let read = -1; read !== 0; length += read) read = await reading.read(chunk, undefined);
		await reading.close();
		await writing;
		expect([length, lstatSync(pipe).isFIFO()]).toEqual([big.length, true]);
	});
});

describe("within a folder", () => {
	function setting() {
		const cwd = folder();
		const root = join(cwd, "root");
		mkdirSync(join(root, "in"), { recursive: true });
		writeFileSync(join(cwd, "outside"), "before");
		writeFileSync(join(root, "inside"), "before");
		symlinkSync(join(cwd, "outside"), join(root, "out-link"));
		symlinkSync("inside", join(root, "in-link"));
		symlinkSync(cwd, join(root, "folder-link"));
		symlinkSync(join(cwd, "nothing"), join(root, "dangling"));
		execFileSync("mkfifo", [join(root, "pipe")]);
		return { cwd, root };
	}

	test.each([
		"out-link",
		"in-link",
		"folder-link/outside",
		"folder-link/new",
		"../outside",
		"../new",
		"pipe",
	])("%s is refused", async (path) => {
		const { cwd, root } = setting();
		const before = readdirSync(cwd);
		await expect(replaceFile(join(root, path), "after", { within: root })).rejects.toEqual(unwritable);
		expect(readFileSync(join(cwd, "outside"), "utf8")).toBe("before");
		expect(readFileSync(join(root, "inside"), "utf8")).toBe("before");
		expect(readdirSync(cwd)).toEqual(before);
	});

	test.each(["inside", "in/new", "new"])("%s is written", async (path) => {
		const { root } = setting();
		await replaceFile(join(root, path), "after", { within: root });
		expect(readFileSync(join(root, path), "utf8")).toBe("after");
	});

	test("a link that leads nowhere is refused, and nothing is made where it leads", async () => {
		const { cwd, root } = setting();
		await expect(replaceFile(join(root, "dangling"), "after", { within: root })).rejects.toEqual(unwritable);
		expect(readdirSync(cwd).sort()).toEqual(["outside", "root"]);
	});

	test.skipIf(process.platform !== "linux")(
		"a folder that becomes a link while files are written, made and removed: nothing happens where it leads",
		async () => {
			const { cwd, root } = setting();
			const secret = join(cwd, "secret");
			mkdirSync(secret);
			writeFileSync(join(secret, "old"), "before");
			symlinkSync(secret, join(root, "link"));
			const refused = () => {};
			let swapping = true;
			const swaps = (async () => {
				const swaps = ["in away", "link in", "in link", "away in"].map((swap) => swap.split(" "));
				while (swapping) {
					for (const [from = "", to = ""] of swaps)
						await rename(join(root, from), join(root, to)).catch(refused);
					// A folder that was made in the gap has kept the first one away.
					await rm(join(root, "away"), { recursive: true, force: true });
				}
			})();
			let written = 0;
			for (let count = 0; count < 100; count++) {
				await replaceFile(join(root, "in/old"), "after", { within: root }).then(() => written++, refused);
				await makeFolderInside(root, `in/folder-${count}`);
				await removeInside(root, join(root, "in/old")).catch(refused);
			}
			swapping = false;
			await swaps;
			expect(readdirSync(secret)).toEqual(["old"]);
			expect(readFileSync(join(secret, "old"), "utf8")).toBe("before");
			expect(written).toBeGreaterThan(0);
		},
	);
});
