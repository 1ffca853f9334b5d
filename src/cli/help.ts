import { columns } from "../text/index.js";
import { section } from "./args/help.js";
import { COMMANDS } from "./commands/commands.js";

/** The help of the program. */
export function programHelp(version: string): string {
	return [
		`upshape ${version}: versioned JSON Schemas, and upgrades of the data between their versions`,
		section("Usage", ["upshape <command> [flags] [files...]"]),
		section("Commands", columns(Object.entries(COMMANDS).map(([name, { about }]) => [name, about]))),
		section("Example", ["upshape upgrade clients.ndjson.gz -o current.ndjson --residue residue.ndjson"]),
		"`upshape <command> --help` explains a command; exit codes are in docs/cli.md.\n",
	].join("\n\n");
}

/** The help of commands that share their first word. */
export function groupHelp(first: string, names: readonly string[]): string {
	const rows = names.map((name) => [name, COMMANDS[name]?.about ?? ""] as const);
	return [
		section("Usage", [`upshape ${first} <command> [flags]`]),
		section("Commands", columns(rows)),
		`\`upshape ${first} <command> --help\` explains a command.\n`,
	].join("\n\n");
}
