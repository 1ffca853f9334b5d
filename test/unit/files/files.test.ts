import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { client, clientEnvelope } from "../../../src/clerk/index.js";
import { downgradeFiles, type FileOptions, type FileResult, upgradeFiles } from "../../../src/files/index.js";
import { current, legacy, v1 } from "../../support/clerk-samples.js";
import { counting } from "../../support/disk/faults.js";
import { MemoryDisk } from "../../support/disk/memory.js";

const lines = (...records: readonly unknown[]) => records.map((one) => `${JSON.stringify(one)}\n`).join("");
const many = lines(...Array.from({ length: 300 }, (_, i) => ({ ...legacy, id: `client_${i}` })));

/** A disk with an input, and what to run over it. */
function setting(input: string | Uint8Array = many) {
	const disk = new MemoryDisk();
	disk.folder("/data");
	disk.put("/data/in.ndjson", Buffer.from(input));
	const options: FileOptions = {
		lineage: client,
		envelope: clientEnvelope,
		inputs: ["/data/in.ndjson"],
		output: "/data/out",
		report: "/data/report",
		maxBytes: 1 << 20,
		maxDepth: 100,
		disk: disk.for(counting().before),
	};
	return { disk, options };
}

/** Runs until the first block is done. */
async function interrupted(options: FileOptions): Promise<FileResult> {
	const stop = new AbortController();
	return upgradeFiles({ ...options, signal: stop.signal, onProgress: () => stop.abort() });
}

const failing = (code: string) => expect.objectContaining({ name: "BulkError", code });

describe("a run that was interrupted", () => {
	test("says where it is, has written nothing under its name, and goes on from there", async () => {
		const { disk, options } = setting();
		const first = await interrupted(options);
		expect(first).toMatchObject({ end: "stopped", resumable: true });
		expect(first.tally.records).toBeGreaterThan(0);
		expect(first.tally.records).toBeLessThan(300);
		expect(disk.paths).toEqual([
			"/data/.out.checkpoint",
			"/data/.out.part",
			"/data/.report.part",
			"/data/in.ndjson",
		]);
		let begun = "";
		const onBegin = (beginning: string) => {
			begun = beginning;
		};
		const second = await upgradeFiles({ ...options, resume: true, onBegin });
		expect([begun, second.end, second.report.records]).toEqual(["resumed", "complete", 300]);
		expect(disk.paths).toEqual(["/data/in.ndjson", "/data/out", "/data/report"]);
		const other = setting();
		await upgradeFiles(other.options);
		expect(disk.text("/data/out")).toBe(other.disk.text("/data/out"));
	});

	test.each<[string, (disk: MemoryDisk) => Partial<FileOptions>, string]>([
		["another version to go to", () => ({ to: "v1" }), "the option to"],
		["another way with what is undeclared", () => ({ undeclared: "drop" }), "the option undeclared"],
		["other bounds", () => ({ maxDepth: 99 }), "the option maxDepth"],
		["a rejects file", () => ({ rejects: "/data/rejects" }), "the option rejects"],
		[
			"another lineage",
			() => ({ lineage: { ...plain(client), versions: ["v1"] } }),
			"the lineage or upshape itself",
		],
		["one byte of the input", (disk) => put(disk, many.replace("client_0", "client_X")), "/data/in.ndjson"],
		["a longer input", (disk) => put(disk, many + many), "/data/in.ndjson"],
		["more inputs", () => ({ inputs: ["/data/in.ndjson", "/data/in.ndjson"] }), "the list of inputs"],
	])("is not resumed with %s, and says so", async (_, change, what) => {
		const { disk, options } = setting();
		await interrupted(options);
		const resumed = upgradeFiles({ ...options, ...change(disk), resume: true });
		await expect(resumed).rejects.toEqual(failing("changed"));
		await expect(resumed).rejects.toThrow(what);
	});

	test.each<[string, Partial<FileOptions>]>([
		["more rejects allowed", { maxRejects: 7 }],
		["more threads", { jobs: 2 }],
		["another interval", { checkpointMs: 1 }],
	])("may be resumed with %s", async (_, change) => {
		const { options } = setting();
		await interrupted(options);
		expect((await upgradeFiles({ ...options, ...change, resume: true })).end).toBe("complete");
	});

	test("is begun anew if that isn't asked for, and that is told", async () => {
		const { disk, options } = setting();
		await interrupted({ ...options, rejects: "/data/rejects" });
		const told: string[] = [];
		await upgradeFiles({ ...options, onBegin: (beginning) => told.push(beginning) });
		await upgradeFiles({ ...options, onBegin: (beginning) => told.push(beginning) });
		expect(told).toEqual(["anew", "fresh"]);
		expect(disk.paths).toEqual(["/data/in.ndjson", "/data/out", "/data/report"]);
	});
});

describe("a run can't be resumed", () => {
	test("that was not interrupted", async () => {
		const { options } = setting();
		await expect(upgradeFiles({ ...options, resume: true })).rejects.toEqual(failing("nothing-to-resume"));
		await upgradeFiles(options);
		await expect(upgradeFiles({ ...options, resume: true })).rejects.toEqual(failing("nothing-to-resume"));
	});

	test("whose input passes only once, or whose records go to no file", async () => {
		const { options } = setting();
		const stream = { name: "stdin", chunks: [] as unknown as AsyncIterable<Uint8Array> };
		const sink = { write: async () => {} };
		for (const change of [{ inputs: [stream] }, { output: sink }, { output: undefined }]) {
			const resumed = upgradeFiles({ ...options, ...change, resume: true });
			await expect(resumed).rejects.toEqual(failing("not-resumable"));
		}
	});

	test("whose part file was cut", async () => {
		const { disk, options } = setting();
		await interrupted(options);
		disk.put("/data/.out.part", Buffer.from("x"));
		await expect(upgradeFiles({ ...options, resume: true })).rejects.toEqual(failing("part-lost"));
	});

	test("whose checkpoint was changed", async () => {
		const { disk, options } = setting();
		await interrupted(options);
		const text = disk.text("/data/.out.checkpoint") ?? "";
		disk.put("/data/.out.checkpoint", Buffer.from(text.replace('"rejected":0', '"rejected":1')));
		await expect(upgradeFiles({ ...options, resume: true })).rejects.toEqual(failing("part-lost"));
		expect((await upgradeFiles(options)).end).toBe("complete");
	});
});

test.each(["in.ndjson", "in.ndjson.gz"])(
	"an input that becomes shorter while it is read is no whole one: %s",
	async (name) => {
		const { disk, options } = setting();
		const packed = name.endsWith(".gz");
		disk.put(`/data/${name}`, packed ? gzipSync(many, { level: 0 }) : Buffer.from(many));
		const shortening: FileOptions["disk"] = {
			...disk.for(counting().before),
			open: async (path, way) => {
				const file = await disk.for(counting().before).open(path, way);
				if (path !== `/data/${name}` || way !== "read") return file;
				return {
					...file,
					read: async (into, position) => {
						// Not before the run has begun: it looks at both ends of its inputs first.
						if (position === 80_000) await file.truncate(30_000);
						return file.read(into, position);
					},
				};
			},
		};
		const inputs = [`/data/${name}`];
		const run = upgradeFiles({ ...options, inputs, disk: shortening });
		await expect(run).rejects.toThrow("shorter since the run began");
		expect(disk.paths.filter((path) => path === "/data/out")).toEqual([]);
	},
);

test.each([
	["nothing", "\n"],
	["another shape", '{"layout":1,"identity":{},"isWhole":true,"position":{},"parts":[]}\n'],
	["another layout", '{"layout":2}\n'],
	["no JSON", "{\n"],
])(
	"a checkpoint that is sealed and holds %s is refused, and a run begins anew without it",
	async (_, body) => {
		const { disk, options } = setting();
		await interrupted(options);
		const seal = createHash("sha256").update(body.trimEnd()).digest("hex");
		disk.put("/data/.out.checkpoint", Buffer.from(`${body}${seal}\n`));
		await expect(upgradeFiles({ ...options, resume: true })).rejects.toEqual(failing("part-lost"));
		expect((await upgradeFiles(options)).end).toBe("complete");
	},
);

describe("no trace is left", () => {
	test("of a run whose input is broken", async () => {
		const { disk, options } = setting(gzipSync(many).subarray(0, 500));
		await expect(upgradeFiles(options)).rejects.toEqual(failing("gzip-truncated"));
		expect(disk.paths).toEqual(["/data/in.ndjson"]);
	});

	test("of the records of a run that was given up", async () => {
		const { disk, options } = setting(`1\n2\n${many}`);
		const result = await upgradeFiles({
			...options,
			rejects: "/data/rejects",
			residue: "/data/residue",
			maxRejects: 1,
		} as FileOptions);
		expect([result.end, result.report.records, result.report.rejected]).toEqual(["given-up", 2, 2]);
		expect(disk.paths).toEqual(["/data/in.ndjson", "/data/rejects", "/data/report"]);
	});

	test("of a run over a stream that is told to stop while it waits", async () => {
		const { disk, options } = setting();
		const stop = new AbortController();
		async function* chunks() {
			yield Buffer.from(many);
			stop.abort();
			await new Promise(() => {});
		}
		const inputs = [{ name: "stdin", chunks: chunks() }];
		const result = await upgradeFiles({ ...options, inputs, signal: stop.signal });
		expect(result).toMatchObject({ end: "stopped", resumable: false });
		expect(disk.paths).toEqual(["/data/in.ndjson"]);
	});
});

describe("files that would get in each other's way are refused", () => {
	test.each<[string, object]>([
		["two outputs", { rejects: "/data/report" }],
		["an output and an input", { rejects: "/data/in.ndjson" }],
		["the records and the report", { report: "/data/out" }],
	])("%s", async (_, change) => {
		const { disk, options } = setting();
		disk.put("/data/out", Buffer.from(""));
		disk.put("/data/report", Buffer.from(""));
		await expect(upgradeFiles({ ...options, ...change })).rejects.toEqual(failing("same-file"));
	});
});

test("digests of ids: in = out + rejected, whatever the order", async () => {
	const records = [legacy, v1, current, { ...legacy, status: 1 }].map((one, i) => ({
		...one,
		id: `client_${i}`,
	}));
	const reports = [];
	for (const all of [records, records.toReversed()]) {
		const { options } = setting(`${lines(...all)}{\n`);
		reports.push((await upgradeFiles(options)).report);
	}
	const [first, second] = reports;
	expect(first?.ids).toEqual(second?.ids);
	expect([first?.ids?.in.count, first?.ids?.out.count, first?.ids?.rejected.count]).toEqual([4, 3, 1]);
	const [came, out, rejected] = [first?.ids?.in, first?.ids?.out, first?.ids?.rejected].map((one) =>
		BigInt(`0x${one?.sum}`),
	);
	expect(((out ?? 0n) + (rejected ?? 0n)) % (1n << 128n)).toBe(came);
	const { options } = setting(lines(...records.slice(0, 3), records[0]));
	expect((await upgradeFiles(options)).report.ids?.out.sum).not.toBe(first?.ids?.out.sum);
});

test("a downgrade is a run as well", async () => {
	const { disk, options } = setting();
	await upgradeFiles({ ...options, residue: "/data/residue" } as FileOptions);
	const { envelope: _, ...others } = options;
	await downgradeFiles({ ...others, inputs: ["/data/out"], output: "/data/back", kept: "/data/residue" });
	expect(disk.text("/data/back")).toBe(many);
});

function plain({ name, head, detect, upgrade, downgrade }: typeof client): FileOptions["lineage"] {
	return { name, head, versions: [], detect, upgrade, downgrade } as unknown as FileOptions["lineage"]; // another lineage's shape
}

function put(disk: MemoryDisk, text: string): Partial<FileOptions> {
	disk.put("/data/in.ndjson", Buffer.from(text));
	return {};
}
