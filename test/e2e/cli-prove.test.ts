import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folder, lines, upshape } from "./upshape.js";

/** Its step changes every third record that it is given, so that what is kept of it is wrong. */
const LYING = `
import { lineage } from ${JSON.stringify(new URL("../../dist/index.js", import.meta.url).href)};
const version = (name) => ({ schema: {}, is: (value) => Number.isInteger(value?.[name]), explain: () => [] });
export default lineage("x/lie").version("v1", version("n")).version("v2", version("m"), {
	upgrade(record) {
		if (record.n % 3 === 0) record.n = -1 - record.n;
		return { id: record.id, m: record.n, text: record.text };
	},
	downgrade: ({ id, m, text }) => ({ id, n: m, text }),
});
`;

const record = (n: number) => ({ id: `r${n}`, n, text: "x".repeat(200) });

async function project(count: number): Promise<string> {
	const cwd = await folder();
	await writeFile(join(cwd, "lying.mjs"), LYING);
	await writeFile(join(cwd, "old.ndjson"), lines(...Array.from({ length: count }, (_, n) => record(n))));
	return cwd;
}

const COMMON = ["--lineage", "./lying.mjs", "--residue", "residue.ndjson", "-o", "new.ndjson"];

// So many are more than one thread takes on before others are there.
test.each([
	[9, "1"],
	[45_000, "3"],
])("upgrade --prove rejects what does not come back, of %i records with --jobs %s", async (count, jobs) => {
	const cwd = await project(count);
	const args = ["upgrade", "old.ndjson", ...COMMON, "--jobs", jobs, "--rejects", "rejects.ndjson"];
	const { code, stderr } = await upshape([...args, "--prove", "--report", "report.json"], { cwd });
	const lies = Math.ceil(count / 3);
	expect([code, stderr.match(/rejected +\S.*/)?.[0]]).toEqual([1, expect.stringContaining("return-differs")]);
	const report = JSON.parse(await readFile(join(cwd, "report.json"), "utf8"));
	expect(report).toMatchObject({
		...{ records: count, converted: count - lies, rejected: lies, current: 0, blank: 0 },
		rejects: { "return-differs": lies },
	});
	const rejects = (await readFile(join(cwd, "rejects.ndjson"), "utf8")).trim().split("\n");
	expect(JSON.parse(rejects[1] ?? "")).toMatchObject({
		...{
			line: 4,
			code: "return-differs",
			instanceLocation: "/n",
			message: "is not restored by the way back",
		},
		record: JSON.stringify(record(3)),
	});
	// What was written comes back, to the byte.
	const back = await upshape(
		["downgrade", "new.ndjson", "--lineage", "./lying.mjs", "--residue", "residue.ndjson", "-q"],
		{ cwd },
	);
	const honest = Array.from({ length: count }, (_, n) => n).filter((n) => n % 3 !== 0);
	expect(back.stdout === lines(...honest.map(record))).toBe(true);
});

test("without it the same records are written", async () => {
	const cwd = await project(9);
	const { code } = await upshape(["upgrade", "old.ndjson", ...COMMON], { cwd });
	expect(code).toBe(0);
});
