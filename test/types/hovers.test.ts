import { fileURLToPath } from "node:url";
import ts from "typescript";
import { expect, test } from "vitest";
import { wideLineage } from "../support/wide-lineage.js";

// What an editor shows where somebody points at a name: the language service's quick info.
const root = fileURLToPath(new URL("../..", import.meta.url));

const TEXT = `
import { lineage, mapping, type Version } from ${JSON.stringify(`${root}/src/index.js`)};
interface OrderV1 { readonly id: string; readonly placed: string; readonly total: number }
interface OrderV2 { readonly id: string; readonly placed_at: string; readonly cents: number }
declare const v1: Version<OrderV1>;
declare const v2: Version<OrderV2>;
const step = mapping<OrderV1, OrderV2>(({ from }) => ({ placed_at: from("/placed"), cents: from("/total") }));
const order = lineage("shop/order").version("v1", v1).version("v2", v2, step);
const result = order.upgrade({});
if (!result.issues) {
	const value = result.value;
	const from = result.from;
	value.cents;
	void from;
}
const older = order.upgrade({}, { to: "v1" });
if (!older.issues) {
	const olderValue = older.value;
	void olderValue;
}
`;

const FILES = new Map([
	["/hover.ts", TEXT],
	["/wide.ts", wideLineage(20, 40).replace('"upshape"', JSON.stringify(`${root}/src/index.js`))],
]);

const service = ts.createLanguageService({
	getScriptFileNames: () => [...FILES.keys()],
	getScriptVersion: () => "1",
	getScriptSnapshot: (name) => {
		const text = FILES.get(name) ?? ts.sys.readFile(name);
		return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
	},
	getCurrentDirectory: () => root,
	getCompilationSettings: () => ({
		strict: true,
		exactOptionalPropertyTypes: true,
		noUncheckedIndexedAccess: true,
		target: ts.ScriptTarget.ES2023,
		module: ts.ModuleKind.NodeNext,
		moduleResolution: ts.ModuleResolutionKind.NodeNext,
		types: [],
		skipLibCheck: true,
	}),
	getDefaultLibFileName: ts.getDefaultLibFilePath,
	fileExists: (name) => FILES.has(name) || ts.sys.fileExists(name),
	readFile: (name) => FILES.get(name) ?? ts.sys.readFile(name),
});

/** What is shown at the first place of a text. */
function shown(text: string, file = "/hover.ts"): string {
	const at = FILES.get(file)?.indexOf(text) ?? -1;
	const info = service.getQuickInfoAtPosition(file, at + text.length - 1);
	return ts.displayPartsToString(info?.displayParts);
}

test("the module of the hovers compiles", () => {
	expect(service.getSemanticDiagnostics("/hover.ts").map(({ messageText }) => messageText)).toEqual([]);
});

test.each([
	["const value", "const value: OrderV2"],
	["const olderValue", "const olderValue: OrderV1"],
	["const from", 'const from: "v1" | "v2"'],
	["const step", "const step: Mapping<OrderV1, OrderV2>"],
])("%s shows the versions' own types", (text, expected) => {
	expect(shown(text)).toBe(expected);
});

test("a lineage shows its versions and its head", () => {
	const text = shown("const order");
	expect(text).toMatch(/^const order: Lineage</);
	for (const part of ["v1: OrderV1", "v2: OrderV2", '"v2"']) expect(text).toContain(part);
	expect(text.length).toBeLessThan(200);
});

test("a lineage of 20 versions shows no machinery", () => {
	const text = shown("export const wide", "/wide.ts");
	expect(text).toMatch(/^const wide: Lineage</);
	expect(text).not.toMatch(/infer|extends|\[K in/);
});
