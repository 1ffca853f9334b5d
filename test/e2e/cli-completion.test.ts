import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { upshape } from "./upshape.js";

/** What bash offers at the end of a call, of which the last word may be begun. */
function offer(script: string, ...words: readonly string[]): string[] {
	const program = `${script}
		COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _upshape; printf '%s\\n' "\${COMPREPLY[@]}"`;
	const output = execFileSync("bash", ["-c", program, "bash", "upshape", ...words], { encoding: "utf8" });
	return output.split("\n").filter((word) => word !== "");
}

const script = (await upshape(["completion", "bash"])).stdout;

test.each([
	{ words: ["up"], offered: ["upgrade"] },
	{ words: ["table", "st"], offered: ["status"] },
	{ words: ["table", "status", "--fo"], offered: ["--format"] },
	{ words: ["table", "status", "--format", ""], offered: ["text", "json"] },
	{ words: ["diff", "--mode", "forward", "--format", "s"], offered: ["sarif"] },
	{ words: ["diff", "--format", "=", "s"], offered: ["sarif"] },
	{ words: ["diff", "--format", "="], offered: ["text", "json", "github", "sarif", "junit", "markdown"] },
	{ words: ["upgrade", "--output", "x", "--un"], offered: ["--undeclared"] },
])("after $words bash offers $offered", ({ words, offered }) => {
	expect(offer(script, ...words)).toEqual(offered);
});

test("it offers every command at first, and every flag of one", async () => {
	const { stdout } = await upshape(["--help"]);
	const commands = [...stdout.matchAll(/^ {2}([a-z-]+)(?: [a-z-]+)? {2}/gm)].map(([, name]) => name);
	expect(new Set(offer(script, ""))).toEqual(new Set(commands));
	const help = (await upshape(["replay", "--help"])).stdout;
	expect(new Set(offer(script, "replay", "-"))).toEqual(
		new Set([...(help.match(/--[a-z-]+(?= )/g) ?? []), "--help"]),
	);
});

test.each([
	{ words: ["upgrade", ""] },
	{ words: ["upgrade", "-o", ""] },
	{ words: ["diff", "old.json", ""] },
	{ words: ["nothing", ""] },
])("after $words it leaves file names to bash", ({ words }) => {
	expect(offer(script, ...words)).toEqual([]);
});

test("it says which shells there are", async () => {
	for (const args of [[], ["fish"], ["bash", "bash"]]) {
		const { code, stderr } = await upshape(["completion", ...args]);
		expect([code, stderr]).toEqual([
			2,
			"upshape: completion takes the name of the shell: upshape completion bash\n",
		]);
	}
});
