import { utimes } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { project } from "../support/project.js";
import { upshape } from "./upshape.js";

const LINEAGE = `
import { lineage as build } from ${JSON.stringify(new URL("../../dist/index.js", import.meta.url).href)};
const version = { schema: {}, is: (value) => value === 1, explain: () => [] };
export const lineage = build("x/one").version("v1", version);
`;

const said = async (files: Readonly<Record<string, string>>, name = "./dist/order.js") => {
	const cwd = project(files);
	const { code, stderr } = await upshape(["upgrade", "--lineage", name, "-q"], { input: "1\n", cwd });
	return { code, stderr };
};

test.each<[string, Readonly<Record<string, string>>, string, string]>([
	[
		"not built",
		{ "src/order.ts": "export {};" },
		"./dist/order.js",
		"./dist/order.js is not built: src/order.ts is there, so build it first",
	],
	["nowhere", {}, "./order.js", "there is no lineage or module ./order.js; shipped are "],
	[
		"built without what it imports",
		{ "dist/order.js": 'import "./generated/index.js";' },
		"./dist/order.js",
		"build it again, or install what it imports",
	],
	[
		"built of another version",
		{
			"dist/order.js": 'import { orderV9 } from "./generated.js";',
			"dist/generated.js": "export const orderV1 = 1;",
		},
		"./dist/order.js",
		"does not provide an export named 'orderV9': what it was built of, or generated, is newer or older: build it again",
	],
	[
		"without a lineage",
		{ "dist/order.js": "export const order = 1, other = 2;" },
		"./dist/order.js",
		"./dist/order.js exports no lineage: it exports order, other; export the lineage as `lineage` or by default",
	],
])("a lineage module that is %s is said to be, in one line with the mend", async (_, files, name, what) => {
	const { code, stderr } = await said({ "package.json": '{"type":"module"}', ...files }, name);
	expect(code).toBe(2);
	expect(stderr).toContain(what);
	expect(stderr.trimEnd().split("\n")).toHaveLength(1);
});

test("a module that is older than its source is used, and said to be", async () => {
	const files = { "package.json": '{"type":"module"}', "src/order.ts": LINEAGE, "dist/order.js": LINEAGE };
	const cwd = project(files);
	const call = () => upshape(["upgrade", "--lineage", "./dist/order.js", "-q"], { input: "1\n", cwd });
	const at = (seconds: number) => utimes(join(cwd, "src/order.ts"), seconds, seconds);
	await at(Date.now() / 1000 + 60);
	const stale = await call();
	expect([stale.code, stale.stdout]).toEqual([0, "1\n"]);
	expect(stale.stderr).toContain(
		"note: src/order.ts has changed since dist/order.js was built of it: build it again",
	);
	await at(1);
	expect((await call()).stderr).toBe("");
});
