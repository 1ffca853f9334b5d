import { readFileSync, writeFileSync } from "node:fs";
import { COMMANDS, commandSection, flagTable } from "../src/cli/index.js";

// `npm run docs` writes what the documents say of commands and flags, as the commands declare it;
// `npm run docs -- --check` only names the documents that are out of date.
const commands = await Promise.all(Object.values(COMMANDS).map(({ load }) => load()));

write("docs/commands.md", () =>
	[
		"# Commands and their flags",
		"<!-- Written by `npm run docs`. -->",
		"What commands have in common, such as inputs, outputs and exit codes, is in [cli.md](cli.md).",
		...commands.map(commandSection),
		"",
	].join("\n\n"),
);
write("docs/cli.md", (text) =>
	text.replace(/(<!-- `npm run docs` writes the ([^:]*): -->\n\n).*?(?=\n\n)/gs, (_, marker, what) => {
		return marker + tableOf(what);
	}),
);

/** The table that a marker names: "commands", or "flags of" some of them. */
function tableOf(what: string): string {
	if (what === "commands") return commandTable();
	const names = what.replace("flags of ", "").split(" and ");
	return flagTable(commands.filter(({ name }) => names.includes(name)));
}

function commandTable(): string {
	const rows = Object.entries(COMMANDS).map(([name, { about }]) => {
		return `| [\`${name}\`](commands.md#${name.replaceAll(" ", "-")}) | ${about} |`;
	});
	return ["| command | does |", "|---|---|", ...rows].join("\n");
}

function write(path: string, make: (text: string) => string): void {
	const before = readFileSync(path, "utf8");
	const after = `${make(before).trimEnd()}\n`;
	if (after === before) return;
	if (process.argv.includes("--check")) {
		console.error(`${path} is not what the commands declare: npm run docs`);
		process.exitCode = 1;
	} else writeFileSync(path, after);
}
