import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { isInside, listFiles, makeFolderInside, readInside } from "../../../src/disk/index.js";

let root: string;
let outside: string;
beforeEach(async () => {
	const base = await mkdtemp(join(tmpdir(), "upshape-inside-"));
	onTestFinished(() => rm(base, { recursive: true, force: true }));
	root = join(base, "root");
	outside = join(base, "outside");
	await mkdir(join(root, "folder"), { recursive: true });
	await mkdir(outside);
	await writeFile(join(root, "folder/a.json"), "within");
	await writeFile(join(outside, "a.json"), "secret");
});

const read = (path: string, maxBytes = 100) => readInside(join(root, path), { roots: [root], maxBytes });

describe("readInside", () => {
	test("a regular file, and none", async () => {
		expect(String((await read("folder/a.json")).bytes)).toBe("within");
		expect(await read("nowhere/a.json")).toEqual({});
	});

	test("a link at the path, wherever it leads", async () => {
		await symlink("folder/a.json", join(root, "link"));
		expect(await read("link")).toEqual({ refused: "it is a link" });
	});

	test("a folder of the path that is a link: within the root, and out of it", async () => {
		await symlink("folder", join(root, "same"));
		await symlink(outside, join(root, "out"));
		expect(String((await read("same/a.json")).bytes)).toBe("within");
		expect(await read("out/a.json")).toEqual({
			refused: "a link leads out of the folder that it should be in",
		});
		expect(await read("../outside/a.json")).toMatchObject({ refused: expect.any(String) });
	});

	test.skipIf(!existsSync("/dev/zero"))(
		"devices, pipes and what is long do not block, nor fill the memory",
		async () => {
			execFileSync("mkfifo", [join(root, "pipe")]);
			expect(await read("pipe")).toEqual({ refused: "it is no regular file" });
			expect(await readInside("/dev/zero", { roots: ["/"], maxBytes: 100 })).toEqual({
				refused: "it is no regular file",
			});
			expect(await read("folder/a.json", 5)).toEqual({ refused: "it is longer than 5 bytes" });
			expect(await read("folder")).toEqual({ refused: "it is a folder" });
		},
	);

	test.skipIf(!existsSync("/proc/self/environ"))(
		"files of /proc, which have no size, are bounded too",
		async () => {
			expect(await readInside("/proc/self/environ", { roots: ["/proc"], maxBytes: 5 })).toEqual({
				refused: "it is longer than 5 bytes",
			});
		},
	);

	test("a folder that becomes a link while files are read: what is outside is never read", async () => {
		const swapped = join(root, "folder");
		const away = join(root, "away");
		await symlink(outside, join(root, "link"));
		let swapping = true;
		const swap = async () => {
			while (swapping) {
				await rename(swapped, away);
				await rename(join(root, "link"), swapped);
				await rename(swapped, join(root, "link"));
				await rename(away, swapped);
			}
		};
		const swaps = swap();
		for (let count = 0; count < 500; count++) {
			const { bytes } = await read("folder/a.json");
			expect(["within", "undefined"]).toContain(String(bytes));
		}
		swapping = false;
		await swaps;
	});
});

test("folders are made inside of the root only", async () => {
	expect(await makeFolderInside(root, "new/one")).toBeUndefined();
	expect(await isInside(join(root, "new/one"), [root])).toBe(true);
	await symlink(outside, join(root, "out"));
	expect(await makeFolderInside(root, "out/one")).toMatch(/leads out of/);
	expect(existsSync(join(outside, "one"))).toBe(false);
	expect(await makeFolderInside(root, "folder/a.json/x")).toMatch(/no folder/);
});

test("listFiles follows no link, and leaves node_modules out", async () => {
	await symlink(outside, join(root, "out"));
	await mkdir(join(root, "node_modules"));
	await writeFile(join(root, "node_modules/b.json"), "");
	expect(await listFiles(root)).toEqual(["folder/a.json"]);
	expect(await listFiles(join(root, "nowhere"))).toBeUndefined();
});
