import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Project } from "../support/package/index.js";
import { play, prepare, type Snippet, shows, snippetsOf } from "../support/snippets/index.js";

/*
 * What the documents show is run, against the installed package:
 * - in README.md every ```ts block, and every ```sh block that says `npx upshape`;
 * - in docs/*.md those with `<!-- snippet: run -->` on the line above.
 * `<!-- snippet: with FOLDER -->` runs it in a copy of a folder of the repository, in which `upshape generate` is run
 * first if there is an upshape.config.json; `<!-- snippet: skip, WHY -->` doesn't run it. The repository's examples
 * are in ./examples, a ts block is src/snippet.ts. Each has to end with exit code 0, or in sh 1: findings.
 * A ```text block right after it is its standard output, its standard error, or the one after the other; a line `...`
 * stands for any lines there, and times may differ.
 */
const root = fileURLToPath(new URL("../..", import.meta.url));

let project: Project;
beforeAll(() => {
	project = new Project();
	prepare(project);
});
afterAll(() => project.remove());

const docs = readdirSync(root).includes("docs") ? readdirSync(join(root, "docs")) : [];
for (const file of [
	"README.md",
	...docs.filter((name) => name.endsWith(".md")).map((name) => `docs/${name}`),
]) {
	const snippets = snippetsOf(readFileSync(join(root, file), "utf8"), file !== "README.md");
	describe.skipIf(snippets.length === 0)(file, () => {
		test.each(snippets)("line $line does what it shows", (snippet) => {
			expect(judge(snippet)).toBe("as shown");
		});
	});
}

describe("the runner of snippets", () => {
	const upshape = "npx upshape detect examples/legacy-client.json --no-such-flag";

	test.each([
		["prints what it shows", "```ts\nconsole.log(1);\n```\n\n```text\n1\n```"],
		["shows a part of it", '```ts\nconsole.log("1\\n2\\n3");\n```\n```text\n1\n...\n```'],
		["shows nothing", "```ts\nconsole.log(1);\n```"],
		[
			"runs in a folder",
			'<!-- snippet: with test/support/readme -->\n```ts\nimport "./generated/index.js";\n```',
		],
		["is of a shell", "```sh\nnpx upshape --version\n```\n```text\n0.1.0\n```"],
	])("accepts what %s", (_, markdown) => {
		expect(snippetsOf(markdown).map(judge)).toEqual(["as shown"]);
	});

	test.each([
		["prints something else", "```ts\nconsole.log(1);\n```\n```text\n2\n```", "printed"],
		["prints more", '```ts\nconsole.log("1\\n2");\n```\n```text\n1\n```', "printed"],
		["throws", '```ts\nthrow new Error("why");\n```', "ended with 1"],
		["doesn't compile", "```ts\nconst one: string = 1;\n```", "ended with"],
		["is no command", `\`\`\`sh\n${upshape}\n\`\`\``, "ended with 2"],
	])("refuses what %s", (_, markdown, complaint) => {
		expect(snippetsOf(markdown).map(judge)).toEqual([expect.stringContaining(complaint)]);
	});

	test("leaves out what is set-up, skipped, unmarked or no code", () => {
		const blocks = [
			"```sh\nnpm ci\n```",
			"<!-- snippet: skip, a sketch -->\n```ts\nsketch\n```",
			"```json\n{}\n```",
		];
		expect(snippetsOf(blocks.join("\n\n"))).toEqual([]);
		expect(snippetsOf("```ts\n1;\n```", true)).toEqual([]);
		expect(snippetsOf("<!-- snippet: run -->\n```ts\n1;\n```", true)).toHaveLength(1);
		expect(() => snippetsOf("<!-- snippet: rum -->")).toThrow("line 1");
	});

	test("takes only the block right after it for its output", () => {
		const [snippet] = snippetsOf("```ts\n1;\n```\n\nand\n\n```text\n2\n```");
		expect(snippet).not.toHaveProperty("shown");
	});
});

/** "as shown", or what is different. */
function judge(snippet: Snippet): string {
	const { status, stdout, stderr } = play(project, snippet);
	const fine = snippet.language === "sh" ? [0, 1] : [0];
	if (!fine.includes(status ?? 2)) return `ended with ${status}:\n${stdout}${stderr}`;
	const { shown } = snippet;
	if (shown === undefined || [stdout, stderr, stdout + stderr].some((printed) => shows(shown, printed))) {
		return "as shown";
	}
	return `printed:\n${stdout}${stderr}`;
}
