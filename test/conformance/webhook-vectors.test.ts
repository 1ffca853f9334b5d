import { readFileSync } from "node:fs";
import { afterEach, describe, expect, test, vi } from "vitest";
import { receiver } from "../../src/webhook/index.js";
import { sharedPath, sharedThere } from "../support/shared.js";

interface Vector {
	readonly name: string;
	readonly expect: "ok" | "reject" | "bad-json" | "empty" | "reject-or-strip" | "reject-fast";
	readonly secret: string;
	readonly now: number;
	readonly headers: Record<string, string>;
	readonly body_base64: string;
	readonly limit_ms?: number;
}

const vectors: readonly Vector[] = sharedThere
	? JSON.parse(readFileSync(sharedPath("suites", "webhook", "vectors.json"), "utf8")).vectors
	: [];

/** The file writes the long header as a note. */
function headersOf({ headers }: Vector): Record<string, string> {
	const many = headers["webhook-signature"]?.startsWith("<repeat");
	return many ? { ...headers, "webhook-signature": `v1,${"A".repeat(43)}= `.repeat(100_000) } : headers;
}

const CRYPTOGRAPHY: { readonly [name: string]: () => void } = {
	"node:crypto": () => {},
	"WebCrypto, as where there is no Node": () => {
		vi.spyOn(process, "getBuiltinModule").mockReturnValue(undefined);
	},
};

afterEach(() => vi.restoreAllMocks());

const cases = Object.keys(CRYPTOGRAPHY).flatMap((by) => vectors.map((vector) => ({ by, ...vector })));

describe.skipIf(!sharedThere)("the vectors of the webhook suite (needs ../shared)", () => {
	test.each(cases)("by $by, $name: $expect", async ({ by, ...vector }) => {
		CRYPTOGRAPHY[by]?.();
		const to = receiver({ secrets: vector.secret, now: () => vector.now * 1000 });
		const delivery = { headers: headersOf(vector), body: Buffer.from(vector.body_base64, "base64") };
		await to.verify(delivery);
		const start = performance.now();
		const verified = await to.verify(delivery);
		const milliseconds = performance.now() - start;
		const opened = await to.receiveBytes(delivery);
		switch (vector.expect) {
			case "ok":
				expect(verified).toMatchObject({ id: expect.any(String), sentAt: expect.any(Number) });
				break;
			case "bad-json":
				expect(opened).toMatchObject({ refused: "unreadable", issues: [{ code: "not-json" }] });
				break;
			case "empty":
				expect(opened).toMatchObject({ refused: "empty" });
				break;
			case "reject-or-strip":
				expect(opened).toMatchObject({ refused: "unreadable", issues: [{ code: "proto-key" }] });
				break;
			default:
				expect(verified).toMatchObject({ refused: expect.any(String) });
				expect("status" in verified && verified.status).toBeGreaterThanOrEqual(400);
		}
		if (vector.limit_ms !== undefined) {
			console.log(`${vector.name}: ${milliseconds.toFixed(2)} ms`);
			expect(milliseconds).toBeLessThan(vector.limit_ms);
		}
	});

	test("there are as many as there were", () => {
		expect(vectors.length).toBeGreaterThanOrEqual(16);
		console.log(`webhook vectors: ${vectors.length}, all right`);
	});
});
