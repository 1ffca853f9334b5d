import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { client } from "../../src/clerk/index.js";
import { current, legacy, v1 } from "../support/clerk-samples.js";
import { sharedPath, sharedThere } from "../support/shared.js";
import { folder, lines, upshape } from "./upshape.js";

const filesIn = (...path: string[]) => (sharedThere ? readdirSync(sharedPath(...path)) : []);

/** What upgrading each file comes to: [upgraded, already there, rejected, blank], and the codes of rejects. */
type Verdict = readonly [counts: readonly [number, number, number, number], codes?: Record<string, number>];

const one = (code: string): Verdict => [[0, 0, 1, 0], { [code]: 1 }];
const UPGRADED: Verdict = [[1, 0, 0, 0]];
const CURRENT: Verdict = [[0, 1, 0, 0]];

const PAYLOADS: { readonly [file: string]: Verdict } = {
	"bad-float-ts.json": one("unknown-version"),
	"bad-status.json": one("unknown-version"),
	"bapi-client-0.json": UPGRADED,
	"current-allset.json": CURRENT,
	"current-nulls.json": CURRENT,
	"fapi-sign_in_attempt.json": one("stranger"),
	"fapi-sign_up_attempt-object.json": one("stranger"),
	"legacy-bare.json": UPGRADED,
	"legacy-enveloped-empty.json": UPGRADED,
	"legacy-enveloped-session.json": UPGRADED,
	"session-standalone.json": one("stranger"),
	"user.json": one("stranger"),
	"v1-2021-seconds.json": UPGRADED,
	"v1-allset.json": UPGRADED,
	"v1-nullids.json": UPGRADED,
};

const HOSTILE_PAYLOADS: { readonly [file: string]: Verdict } = {
	"dup-keys.json": CURRENT,
	"empty.json": [[0, 0, 0, 1]],
	"int-2p53plus1.json": CURRENT,
	"int-in-metadata.json": one("unknown-version"),
	"invalid-utf8.json": one("not-utf8"),
	"lone-surrogate-escaped.json": CURRENT,
	"mixed-version.json": one("ambiguous-version"),
	"nested-arrays-100k.json": one("too-deep"),
	"nested-objects-metadata-5k.json": one("too-deep"),
	"num-1.0.json": CURRENT,
	"num-1e400.json": one("unknown-version"),
	"proto-key-extra.json": one("proto-key"),
	"proto-nested-metadata.json": one("proto-key"),
	"scalar-null.json": one("unknown-version"),
	"sessions-length-object.json": one("unknown-version"),
	"two-docs.json": one("not-json"),
	"u2028.json": CURRENT,
	"wide-50k-extra-keys.json": one("unknown-version"),
};

const HOSTILE_NDJSON: { readonly [file: string]: Verdict | RegExp } = {
	"bitflip.ndjson.gz": /broken/,
	"blank-lines.ndjson": [[5, 0, 0, 3]],
	"bom-each.ndjson": [[3, 0, 0, 0]],
	"bom.ndjson": [[3, 0, 0, 0]],
	"bomb-64mb.gz": one("too-large"),
	"crlf.ndjson": [[5, 0, 0, 0]],
	"dup-ids.ndjson": [[2, 0, 0, 0]],
	"empty.ndjson.gz": /is empty/,
	"invalid-utf8-line2.ndjson": [[2, 0, 1, 0], { "not-utf8": 1 }],
	"multibyte-64k-boundary.ndjson": [[2, 0, 0, 0]],
	"not-gz.ndjson.gz": /is not gzip/,
	"nul-bytes.ndjson": [[2, 0, 1, 0], { "not-json": 1 }],
	"ok.ndjson.gz": [[5000, 0, 0, 0]],
	"pretty.ndjson": [[0, 0, 10, 0], { "not-json": 10 }],
	"truncated-last.ndjson": [[9, 0, 1, 0], { "not-json": 1 }],
	"u0085-vt-ff.ndjson": [[2, 0, 0, 0]],
};

const SUITES = [
	[["clerk", "payloads"], PAYLOADS],
	[["suites", "hostile", "payloads"], HOSTILE_PAYLOADS],
	[["suites", "hostile", "ndjson"], HOSTILE_NDJSON],
] as const;

describe.skipIf(!sharedThere)("every file gets its verdict (needs ../shared)", () => {
	test.each(SUITES)("the verdicts are those of the files in %j", (path, verdicts) => {
		expect(Object.keys(verdicts)).toEqual(filesIn(...path));
	});

	const cases = SUITES.flatMap(([path, verdicts]) =>
		Object.entries(verdicts).map(([file, verdict]) => [path.join("/"), file, verdict] as const),
	);
	test.each(cases)("%s/%s", async (path, file, verdict) => {
		const cwd = await folder();
		const input = sharedPath(path, file);
		const { code, stdout, stderr } = await upshape(["upgrade", input, "--report", "report.json"], { cwd });
		expect(stderr).not.toMatch(/^ +at /m);
		if (verdict instanceof RegExp) {
			expect([code, stderr.match(verdict)?.length]).toEqual([2, 1]);
			return;
		}
		const [[converted, current, rejected, blank], rejects = {}] = verdict;
		const report = JSON.parse(readFileSync(join(cwd, "report.json"), "utf8"));
		expect(report).toMatchObject({ converted, current, rejected, blank, rejects });
		expect(code).toBe(rejected > 0 ? 1 : 0);
		if (current === 1) expect(stdout.trimEnd()).toBe(readFileSync(input, "utf8").trim());
		else for (const line of stdout.split("\n").filter(Boolean)) expectCurrent(line);
	});
});

function expectCurrent(line: string): void {
	// The empty array that mirrors an array of rejects.
	if (line !== "[]") expect(client.detect(JSON.parse(line))).toEqual({ version: "current" });
}

describe("no message holds a value of the payload", () => {
	const SECRET = "s3cr3t-value";
	const secrets = [
		{ ...current, id: SECRET, created_at: SECRET },
		{ ...current, [SECRET.length]: SECRET },
		{ ...current, sessions: [{ ...current.sessions[0], status: SECRET }] },
		{ ...current, last_active_session_id: [SECRET] },
		{ ...v1, sign_in_id: { a: SECRET } },
		{ ...legacy, sessions: [{ ...legacy.sessions[0], user: { id: SECRET, public_metadata: SECRET } }] },
		{ ...legacy, sign_in_attempt: SECRET },
		{ response: { ...legacy, status: SECRET }, client: SECRET },
		{ object: SECRET },
		[SECRET],
		SECRET,
	];
	const broken = [`{"a":"${SECRET}"`, `"${SECRET}\u0000"`, `{"${"a".repeat(3)}":${SECRET}}`];
	const input = `${lines(...secrets)}${broken.join("\n")}\n`;

	test.each([
		[["upgrade", "-o", "/dev/null"]],
		[["upgrade", "-o", "/dev/null", "--undeclared", "keep"]],
		[["upgrade", "-o", "/dev/null", "--to", "v1", "--format", "json"]],
		[["downgrade", "-o", "/dev/null", "--to", "legacy"]],
		[["downgrade", "-o", "/dev/null", "--to", "v1", "--undeclared", "drop"]],
		[["detect"]],
		[["detect", "--format", "json"]],
		[["validate"]],
		[["validate", "--as", "legacy", "--format", "json"]],
	])("%j", async (args) => {
		const { code, stdout, stderr } = await upshape(args, { input });
		expect(code).toBe(1);
		expect(stdout + stderr).not.toContain(SECRET);
		expect((stdout + stderr).length).toBeGreaterThan(500);
	});

	test("nor does the report", async () => {
		const cwd = await folder();
		await upshape(["upgrade", "--report", "report.json"], { input, cwd });
		expect(readFileSync(join(cwd, "report.json"), "utf8")).not.toContain(SECRET);
	});
});
