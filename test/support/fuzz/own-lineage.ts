import { fileURLToPath, pathToFileURL } from "node:url";
import type { Random } from "./random.js";
import { HOSTILE } from "./values.js";

const built = pathToFileURL(fileURLToPath(new URL("../../../dist/index.js", import.meta.url))).href;

// What a step of somebody's may do with what it is given, or with what it is asked to say.
const STEPS: readonly string[] = [
	"({ ...x, b: 1 })",
	"({ ...x, b: { c: x } })",
	"x",
	"undefined",
	"null",
	"[x, x]",
	"{ throw new Error(HOSTILE) }",
	"{ throw HOSTILE }",
	"{ throw null }",
	"{ throw { get message() { throw 1; } } }",
	"{ x.changed = 1; return x; }",
	"({ b: 1n })",
	"({ b: () => 1, c: Symbol.iterator })",
	"{ const y = { x }; y.y = y; return y; }",
	"({ get b() { throw new Error(HOSTILE); } })",
	"new Proxy(x, { ownKeys() { throw 1; } })",
	"Promise.reject(new Error(HOSTILE))",
	"({ b: Math.random() })",
	"({ b: Number.NaN, c: -0, d: new Date(0), e: [, 1] })",
	"({ toJSON() { throw 1; } })",
	"Object.create({ inherited: 1 })",
	"JSON.parse('{\"__proto__\":1}')",
	"{ account.moved('/a', '/b'); return { b: x.a }; }",
	"{ account.moved('x', HOSTILE); return x; }",
	"{ account.unitChanged('/a', [HOSTILE, HOSTILE]); return x; }",
	"account.refuse('/a', HOSTILE)",
	"account.refuse(HOSTILE, 7)",
	"account.items('/a').at(1e9).dropped('/b')",
];

const LOOKS = ["true", "x => true", "x => typeof x === 'object'", "x => { throw new Error(HOSTILE) }", "7"];

/** The text of a module that exports a lineage of somebody's, right or not. */
export function ownLineage(random: Random): string {
	const step = () => `(x, account) => ${random.pick(random.wild ? STEPS : STEPS.slice(0, 2))}`;
	const looks = () => random.pick(random.wild ? LOOKS : LOOKS.slice(1, 3));
	const version = () => `{ schema: ${JSON.stringify(schema(random))}, is: ${looks()}, explain: () => [] }`;
	const name = JSON.stringify(random.pick(["x", ...HOSTILE]));
	return [
		`import { lineage as make } from ${JSON.stringify(built)};`,
		`const HOSTILE = ${JSON.stringify(random.pick(HOSTILE))};`,
		`export const lineage = make(${name})`,
		`\t.version("v1", ${version()})`,
		`\t.version("v2", ${version()}, { upgrade: ${step()}, downgrade: ${step()} });`,
	].join("\n");
}

function schema(random: Random): unknown {
	const names = random.some(["a", "b", ...HOSTILE], 3);
	return { type: "object", properties: Object.fromEntries(names.map((name) => [name, true])) };
}
