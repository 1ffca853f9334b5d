import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { parse } from "yaml";
import { judgeOfStore } from "../support/report/schemas.js";
import { folder } from "./upshape.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const main = join(root, "dist/cli/main.js");

interface Step {
	readonly if?: string;
	readonly uses?: string;
	readonly run?: string;
	readonly shell?: string;
	readonly env?: { readonly [name: string]: string };
}
interface Action {
	readonly inputs: { readonly [name: string]: { readonly description: string; readonly default: string } };
	readonly runs: { readonly steps: readonly Step[] };
}

const action: Action = parse(readFileSync(join(root, "action.yml"), "utf8"));
const script = action.runs.steps.find(({ run }) => run !== undefined) ?? {};

/** A repository with a lineage whose second version breaks the first, and upshape installed. */
async function repository(): Promise<string> {
	const cwd = await folder();
	const write = (file: string, text: string) => {
		mkdirSync(dirname(join(cwd, file)), { recursive: true });
		writeFileSync(join(cwd, file), text);
	};
	const version = (maximum: number) => `{\n\t"type": "integer",\n\t"maximum": ${maximum}\n}\n`;
	write(
		"upshape.config.json",
		'{ "schemas": "schemas", "check": { "rules": { "versions-overlap": "off" } } }',
	);
	write("schemas/order/lineage.json", '{ "name": "order", "type": "Order", "versions": ["v1", "v2"] }');
	write("schemas/order/v1.schema.json", version(100));
	write("schemas/order/v2.schema.json", version(50));
	write("package.json", '{ "private": true, "name": "upshape", "bin": "evil.mjs" }');
	// Whoever checks a repository out must not run what is committed there under our name.
	const evil = "#!/bin/sh\ntouch evil-ran\n";
	write("evil.mjs", 'import { writeFileSync } from "node:fs"; writeFileSync("evil-ran", "");');
	for (const place of ["node_modules/.bin/upshape", "node_modules/upshape/dist/cli/main.js", "npm", "node"])
		write(place, evil);
	write(".npmrc", "script-shell=./node_modules/.bin/upshape\nprefix=.\n");
	for (const args of [
		["init", "-q"],
		["add", "-A", "--", ":!node_modules"],
		["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "a"],
	]) {
		expect(spawnSync("git", args, { cwd, encoding: "utf8" })).toMatchObject({ status: 0 });
	}
	return cwd;
}

/** Runs the action's script as the runner does, with these inputs. */
function act(cwd: string, inputs: { readonly [name: string]: string } = {}) {
	const values = Object.fromEntries(
		Object.entries(action.inputs).map(([name, input]) => [name, input.default]),
	);
	const given = { ...values, ...inputs };
	const env = Object.fromEntries(
		Object.entries(script.env ?? {}).map(([name, expression]) => {
			const input = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(expression)?.[1] ?? "";
			return [name, String(given[input])];
		}),
	);
	writeFileSync(join(cwd, "output"), "");
	// npm puts what is built here where it would install it, and notes how and where it was called.
	const temp = join(cwd, "../", `${basename(cwd)}-runner`);
	rmSync(temp, { recursive: true, force: true });
	mkdirSync(join(temp, "bin"), { recursive: true });
	const installs =
		'mkdir -p node_modules; ln -s "$UPSHAPE_BUILT" node_modules/upshape; echo "$PWD $*" > "$RUNNER_TEMP/npm"';
	writeFileSync(join(temp, "bin/npm"), `#!/bin/sh\n${installs}\n`, { mode: 0o755 });
	const runner = {
		GITHUB_OUTPUT: join(cwd, "output"),
		RUNNER_TEMP: temp,
		UPSHAPE_BUILT: root,
		PATH: `${join(temp, "bin")}:${process.env.PATH}`,
	};
	onTestFinished(() => rmSync(temp, { recursive: true, force: true }));
	const bash = ["--noprofile", "--norc", "-eo", "pipefail", "-c", script.run ?? "exit 99"];
	const ended = spawnSync("bash", bash, {
		cwd,
		encoding: "utf8",
		env: { ...process.env, ...env, ...runner },
	});
	expect(existsSync(join(cwd, "evil-ran"))).toBe(false);
	const npm = existsSync(join(temp, "npm")) ? readFileSync(join(temp, "npm"), "utf8") : "";
	return { ...ended, temp, npm, output: readFileSync(join(cwd, "output"), "utf8") };
}

describe("action.yml", () => {
	test("is a composite action, as GitHub reads it", () => {
		expect(judgeOfStore("action")(action)).toBeUndefined();
		expect(
			judgeOfStore("action")({ ...action, runs: { using: "composite", steps: [{ run: 1 }] } }),
		).toBeDefined();
	});

	test("puts no expression into a script, and pins what it uses", () => {
		for (const { run, uses } of action.runs.steps) {
			expect(run ?? "").not.toContain("${{");
			expect(uses ?? "a/b@0123456789012345678901234567890123456789").toMatch(/@[0-9a-f]{40}$/);
		}
	});

	test("reads every input, and each is explained", () => {
		const text = readFileSync(join(root, "action.yml"), "utf8");
		for (const [name, { description }] of Object.entries(action.inputs)) {
			expect(text).toMatch(new RegExp(`inputs\\.${name}\\b`));
			expect(description.length).toBeGreaterThan(20);
		}
	});

	test("annotates, and ends as the check does", async () => {
		const cwd = await repository();
		const { status, stdout, output } = act(cwd);
		expect(stdout).toMatch(/^::error file=schemas\/order\/v2\.schema\.json,line=3,col=2,title=/);
		expect(stdout.split("\n").filter((line) => line.startsWith("::error"))).toHaveLength(1);
		expect([status, output]).toEqual([1, ""]);
	});

	test("installs a pinned version apart, which nothing in the repository can replace", async () => {
		const cwd = await repository();
		const { npm, temp, status } = act(cwd);
		const { version, devDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
		expect(status).toBe(1);
		expect(npm).toContain(`${temp}/upshape install `);
		expect(npm).toContain("--ignore-scripts");
		const peers = ["json-schema-to-typescript", "prettier"].map((name) => `${name}@${devDependencies[name]}`);
		expect(npm.trimEnd().split(" ").slice(-3)).toEqual([`upshape@${version}`, ...peers]);
	});

	test("hands its inputs on", async () => {
		const cwd = await repository();
		expect(act(cwd, { mode: "forward" })).toMatchObject({ status: 0 });
		const { status, stdout } = act(cwd, {
			against: "HEAD",
			arguments: "--levels=maximum-decreased=warning\n\n--transitive",
		});
		expect([status, stdout.split(" ")[0]]).toEqual([0, "::warning"]);
	});

	test("writes SARIF before it ends", async () => {
		const cwd = await repository();
		const { status, output, temp } = act(cwd, { sarif: "true" });
		expect([status, output]).toEqual([1, `sarif=${temp}/upshape.sarif\n`]);
		const sarif = JSON.parse(readFileSync(join(temp, "upshape.sarif"), "utf8"));
		expect(judgeOfStore("sarif")(sarif)).toBeUndefined();
		expect(sarif.runs[0].results[0]).toMatchObject({ ruleId: "maximum-decreased", level: "error" });
	});

	test("annotates what could not be checked", async () => {
		const cwd = await repository();
		writeFileSync(join(cwd, "schemas/order/v2.schema.json"), '{\n\t"type": "strin"\n}');
		const { status, stdout } = act(cwd);
		expect(stdout).toMatch(/^::error file=schemas\/order\/v2\.schema\.json,line=2,col=2,title=/);
		expect(status).toBe(2);
	});

	test("hands out no SARIF of what could not be checked", async () => {
		const cwd = await repository();
		writeFileSync(join(cwd, "schemas/order/v2.schema.json"), "{");
		const { status, output, stderr } = act(cwd, { sarif: "true" });
		expect([status, output]).toEqual([2, ""]);
		expect(stderr).toContain("schemas/order/v2.schema.json:1:2");
	});

	test.each(["against", "mode", "arguments"])("the input %s is no code", async (name) => {
		const cwd = await repository();
		const { status } = act(cwd, {
			[name]: "\"; touch pwned; $(touch pwned) `touch pwned` '\n$(touch pwned)",
		});
		expect(status).toBe(2);
		expect(existsSync(join(cwd, "pwned"))).toBe(false);
	});
});

describe(".pre-commit-hooks.yaml", () => {
	const hooks: readonly { readonly entry: string; readonly files: string }[] = parse(
		readFileSync(join(root, ".pre-commit-hooks.yaml"), "utf8"),
	);

	test("is what pre-commit reads", () => {
		expect(judgeOfStore("hooks")(hooks)).toBeUndefined();
		expect(judgeOfStore("hooks")([{ id: "a" }])).toBeDefined();
	});

	test("runs for what a check depends on, and for nothing else", () => {
		for (const { files } of hooks) {
			const runs = (file: string) => new RegExp(files).test(file);
			expect(
				[
					"schemas/order/v1.schema.json",
					"schemas/order/lineage.json",
					"upshape.config.json",
					"upshape.ignore.json",
				].filter((file) => !runs(file)),
			).toEqual([]);
			expect(
				["package.json", "schemas/order/order.json", "a.schema.json.bak", "my-upshape.config.json"].filter(
					runs,
				),
			).toEqual([]);
		}
	});

	test("its commands are there", async () => {
		const cwd = await repository();
		const ends = hooks.map(({ entry }) => {
			const [command, ...args] = entry.split(" ");
			expect(command).toBe("upshape");
			return spawnSync(process.execPath, [main, ...args], { cwd, encoding: "utf8" }).status;
		});
		expect(ends).toEqual([1, 1]);
	});
});
